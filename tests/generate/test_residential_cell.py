"""A cell of a neighbourhood under its committee's resolution: only its own work, the shares it helps with, the paper asked for."""

from __future__ import annotations

from dataclasses import replace

import generate
from extract.directive import Anchor, Period, Target
from generate.plan import Paper, Plan
from generate.unit import Unit
from tests.generate.orders import DAY, Order, codes, fate, text
from tests.generate.test_task_rows import row_of

CELL = Unit(name="Chi bộ Khu phố 5", level="cell", kind="khu phố")
OFFICE_CELL = Unit(name="Chi bộ Văn phòng", level="cell", kind="cơ quan")
SECRET = "Máy soạn thảo văn bản mật đặt riêng."
BACKUP = "Mỗi quý sao lưu dữ liệu một lần."


def order() -> Order:
    given = Order(issuer="Đảng ủy phường Tân An", number="05-NQ/ĐU").say("Lập danh sách đảng viên cao tuổi trong quý I/2026.")
    return given.say("Mở lớp học số trước ngày 20/5/2026.").say("Xây dựng kế hoạch số hóa biên bản.").say(SECRET).say(BACKUP)


def draft(given: Order, unit: Unit = CELL, paper: Paper | None = None) -> Plan:
    return generate.draft(given.facts(), unit, date=DAY, paper=paper)


def test_the_committees_office_keeps_its_own_work() -> None:
    plan = draft(order())
    assert fate(plan, "văn bản mật") == fate(plan, "sao lưu dữ liệu") == "excluded"
    assert "sao lưu" in text(draft(order(), OFFICE_CELL))


def test_a_rule_of_grading_becomes_what_the_cell_strives_for() -> None:
    said = text(draft(order().say("Chi bộ nào dưới 65% đảng viên nộp đảng phí qua tài khoản thì chưa xếp loại tốt.")))
    assert "Phấn đấu Chi bộ có ít nhất 65% đảng viên nộp đảng phí qua tài khoản." in said


def test_a_yearly_day_at_the_start_stands_whole_in_its_column() -> None:
    row = row_of(draft(order().say("Trước ngày 05/11 hằng năm báo cáo kết quả học tập.")), "kết quả học tập")
    assert (row["Nội dung công việc"], row["Thời hạn"]) == ("Báo cáo kết quả học tập", "Trước ngày 05/11 hằng năm")


def test_what_has_to_be_done_to_files_is_a_task() -> None:
    row = row_of(draft(order().say("Hồ sơ đảng viên mới phải được cập nhật lên hệ thống trước ngày 20/6/2026.")), "hồ sơ")
    assert row["Nội dung công việc"] == "Cập nhật hồ sơ đảng viên mới lên hệ thống"


def test_shares_of_the_committees_table_are_carried_as_shares() -> None:
    facts = order().facts()
    cells = [(0, "đảng viên học đủ buổi", 85.0, "85"), (1, "cuộc họp Ban Thường vụ không dùng giấy", 75.0, "75")]
    year = Period("2026-01-01", "2026-12-31", "năm 2026")
    places = [Anchor(2, 90, row * 10, row * 10 + 2, None, quote, "b1", row, 3) for row, _, _, quote in cells]
    shares = tuple(
        Target(f"t{row}", "target", action, value, value, False, "%", None, None, None, year, None, places[row])
        for row, action, value, _ in cells
    )
    plan = generate.draft(replace(facts, targets=shares), CELL, date=DAY)
    assert "thực hiện mục tiêu: đảng viên học đủ buổi đạt 85% (năm 2026)." in text(plan)
    assert "Ban Thường vụ không dùng giấy" not in text(plan)
    assert "figure-unsourced" not in codes(plan)


def test_a_programme_that_is_asked_for_is_told_until_it_is_drafted() -> None:
    asked = order().say(
        "Các chi bộ trực thuộc gửi chương trình hành động về Đảng ủy trước ngày 20/3/2026.", addressee="Các chi bộ trực thuộc", part="III"
    )
    assert "kind-asked" in codes(draft(asked))
    assert "kind-asked" not in codes(draft(asked, paper="CTr"))
    assert "kind-asked" not in codes(draft(order()))
