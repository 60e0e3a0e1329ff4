"""The table of tasks: each column says its own, each task once."""

from __future__ import annotations

from dataclasses import replace

import pytest

import generate
from generate.plan import Piece, Pieces, Plan, piece_text
from tests.generate.orders import DAY, TAN_AN, Order, text


def test_no_cell_of_the_table_of_tasks_is_left_without_a_mark() -> None:
    order = Order().say("Xây dựng kế hoạch số hóa hồ sơ.").say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Mở lớp học số.")
    order.say("Hằng tuần kiểm tra, ngày 25 hằng tháng báo cáo kết quả.")
    table = order.plan().task_table
    assert table is not None
    assert "Phối hợp" not in [head for head, _ in table.columns]
    assert all(row.cells[place] for row in table.rows for place in range(len(table.columns)))
    assert "Hằng tuần; ngày 25 hằng tháng" in {generate.plan.piece_text(cell) for row in table.rows for cell in row.cells if cell}


def row_of(plan: Plan, words: str) -> dict[str, str]:
    """The row of the table of tasks whose work holds the words, by the heads of its columns."""
    table = plan.task_table
    assert table is not None
    heads = [head for head, _ in table.columns]
    rows = [dict(zip(heads, map(cell_text, row.cells), strict=True)) for row in table.rows]
    return next(row for row in rows if words in row["Nội dung công việc"])


def cell_text(cell: Piece | Pieces | None) -> str:
    return "".join(map(piece_text, cell)) if isinstance(cell, tuple) else piece_text(cell or "")


KE = "Nộp bản kê máy tính về Ủy ban nhân dân, xong trước ngày 20/5/2026."
PUPILS = "Phối hợp với nhà trường, trạm y tế lập danh sách học sinh trong tháng 4/2026."
GIVEN = "Trao máy cho học sinh nghèo, trao xong trước ngày 20/5/2026."


@pytest.mark.parametrize(
    ("said", "words", "column", "cell"),
    [
        (KE, "máy tính", "Nội dung công việc", "Nộp bản kê máy tính về Ủy ban nhân dân"),
        (KE, "máy tính", "Thời hạn", "Trước ngày 20/5/2026"),
        ("Định kỳ 6 tháng, năm báo cáo số hộ dùng mạng.", "số hộ", "Nội dung công việc", "Báo cáo số hộ dùng mạng"),
        ("Định kỳ 6 tháng, năm báo cáo số hộ dùng mạng.", "số hộ", "Thời hạn", "Định kỳ 6 tháng, năm"),
        ("Dọn đường dây vào sáng thứ Bảy hằng tuần.", "đường dây", "Thời hạn", "Vào sáng thứ Bảy hằng tuần"),
        ("Trực mạng từ ngày 01/6 đến hết ngày 30/6/2026.", "Trực mạng", "Thời hạn", "Từ ngày 01/6 đến hết ngày 30/6/2026"),
        (GIVEN, "Trao máy", "Nội dung công việc", GIVEN[:-1]),
        ("Thường xuyên kiểm tra, báo cáo tiến độ; khi kết thúc, đánh giá kết quả.", "tiến độ", "Thời hạn", "Thường xuyên; khi kết thúc"),
        ("Lập sổ theo dõi xong trước ngày 20/5/2026; coi đây là việc của quý II/2026.", "Lập sổ", "Thời hạn", "Trước ngày 20/5/2026"),
        ("Bí thư Đảng ủy xã trực tiếp đối thoại với người dân vào thứ Sáu hằng tuần.", "đối thoại", "Chủ trì", "Bí thư Đảng ủy xã"),
        ("Cử người giúp từng hộ; mỗi chi bộ thôn nhận một việc, xong trước ngày 20/5/2026.", "một việc", "Chủ trì", "Mỗi chi bộ thôn"),
        (PUPILS, "học sinh", "Nội dung công việc", "Lập danh sách học sinh"),
        (PUPILS, "học sinh", "Phối hợp", "Nhà trường, trạm y tế"),
        ("Phối hợp với cơ quan tham mưu, giúp việc mở lớp nghiệp vụ.", "nghiệp vụ", "Phối hợp", "Cơ quan tham mưu, giúp việc"),
        ("Lập phương án cấp điện, phối hợp với công ty điện có biện pháp dự phòng.", "cấp điện", "Phối hợp", "Công ty điện"),
    ],
)  # fmt: skip
def test_each_column_of_the_table_says_its_own(said: str, words: str, column: str, cell: str) -> None:
    order = Order().say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Xây dựng kế hoạch số hóa hồ sơ.").say("Mở lớp học số.")
    assert row_of(order.say(said).plan(), words)[column] == cell


def test_a_case_that_refers_back_stands_in_the_row_of_the_first() -> None:
    order = Order().say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Xây dựng kế hoạch số hóa hồ sơ.").say("Mở lớp học số.")
    order.say("Xã có trên 500 hộ tổ chức ngày hội số vào dịp 10/10/2026. Nếu không thuộc trường hợp trên, tổ chức vào dịp 20/11/2026.")
    row = row_of(order.plan(), "ngày hội số")
    assert row["Nội dung công việc"].endswith("; nếu không thuộc trường hợp trên, tổ chức vào dịp 20/11/2026")
    assert row["Thời hạn"] == "Vào dịp 10/10/2026; vào dịp 20/11/2026"


def test_rounds_have_their_times_in_the_column() -> None:
    facts = (
        Order().say("đợt 1 từ ngày 01/4 đến ngày 15/5/2026; đợt 2 trong quý III/2026.").say("Lập danh sách hộ.").say("Mở lớp số.").facts()
    )
    sections = tuple(replace(section, title="Tặng máy tính cũ") if section.id == "sII" else section for section in facts.sections)
    row = row_of(generate.draft(replace(facts, sections=sections), TAN_AN, date=DAY), "ặng máy tính cũ")
    assert row["Thời hạn"] == "Đợt 1: từ ngày 01/4 đến ngày 15/5/2026; đợt 2: trong quý III/2026"
    assert "15/5" not in row["Nội dung công việc"]


def test_what_governs_a_series_holds_behind_the_semicolon() -> None:
    order = Order().say("Phấn đấu mỗi thôn có 01 tổ công nghệ; mỗi trường có 02 lớp số.", part="I")
    order.figure("mỗi thôn có 01 tổ công nghệ", 1, "tổ công nghệ", each="mỗi thôn")
    order.figure("mỗi trường có 02 lớp số", 2, "lớp số", each="mỗi trường")
    assert "Phấn đấu mỗi trường có 02 lớp số." in text(order.say("Rà soát hạ tầng.").plan())


def test_the_last_summing_up_is_said_once() -> None:
    order = Order().say("Rà soát hạ tầng; khi kết thúc, tiến hành tổng kết, rút kinh nghiệm.", addressee="Các đảng ủy xã, phường")
    order.say("Sau khi kết thúc, các đảng ủy xã, phường tổng kết, báo cáo kết quả.", part="III", addressee="các đảng ủy xã, phường")
    assert text(order.plan()).count("tổng kết") == 1


def test_few_partners_stay_in_the_work() -> None:
    order = Order()
    for thing in ("máy", "loa", "đèn", "sổ", "bảng", "bàn"):
        order.say(f"Lập danh sách {thing} trong quý I/2026.")
    plan = order.say("Phối hợp với nhà trường lập danh sách học sinh trong tháng 4/2026.").plan()
    assert plan.task_table is not None and "Phối hợp" not in [head for head, _ in plan.task_table.columns]
    assert row_of(plan, "học sinh")["Nội dung công việc"] == "Phối hợp với nhà trường lập danh sách học sinh"


def test_a_report_asked_twice_is_one_row() -> None:
    order = Order().say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Xây dựng kế hoạch số hóa hồ sơ.").say("Mở lớp học số.")
    order.say("Định kỳ 6 tháng, năm báo cáo số hộ dùng mạng và số máy tính của xã.")
    order.say("Thống kê, báo cáo số hộ dùng mạng, số máy tính của xã theo định kỳ 6 tháng, năm.")
    table = order.plan().task_table
    assert table is not None
    assert sum("số hộ dùng mạng" in "".join(map(cell_text, row.cells)) for row in table.rows) == 1
