"""Printed tables: columns by name, rows by kind, role, title, duties."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from extract.anchors import quote_at
from extract.table_words import cell_number, divides, names_sum
from extract.tables import PrintedTable, read_tables, task_rows
from ingest.document import Table
from tests.extract.printed import document, table

QUARTERS = [
    ["TT", "Tên đảng bộ", "Tổng số", "Chia theo quý", "<", "<", "<"],
    ["^", "^", "^", "Quý I", "Quý II", "Quý III", "Quý IV"],
    ["1", "Suối Hoa", "6", "1", "2", "2", "1"],
    ["2", "Đồng Mây", "05", "2", "1", "1", "1"],
    ["Cộng", "<", "11", "3", "3", "3", "2"],
]


def only(*blocks: str | Table | list[list[str]]) -> PrintedTable:
    return read_tables(document(*blocks))[-1]


def kinds(rows: list[list[str]], bold_rows: tuple[int, ...] = ()) -> list[str]:
    return [row.kind for row in only(table(rows, bold_rows=bold_rows)).facts.rows]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("05", 5),
        ("1804", 1804),
        ("1.804", 1804),
        ("10.500,00", 10500),
        ("1 804", 1804),
        ("82,5%", 82.5),
        ("95,24 %", 95.24),
        ("1.5", 1.5),
        ("1,234,567", 1234567),
        ("05 đảng viên", 5),
        ("-3", -3),
        ("7*", 7),
        ("7¹", 7),
        ("", None),
        ("-", None),
        ("…", None),
        ("6/2025", None),
        ("43/63", None),
        ("2-3", None),
        ("1O", None),
        ("≥ 5", None),
        ("Quý I", None),
        ("5a", None),
    ],
)
def test_number_of_a_cell(text: str, value: float | None) -> None:
    assert cell_number(text) == value


@given(st.integers(0, 10**9))
def test_number_with_thousand_dots_reads_back(number: int) -> None:
    assert cell_number(f"{number:,}".replace(",", ".")) == number


def test_head_levels_are_joined_and_a_merged_head_is_said_once() -> None:
    facts = only(QUARTERS).facts
    assert facts.columns == (
        "TT",
        "Tên đảng bộ",
        "Tổng số",
        "Chia theo quý / Quý I",
        "Chia theo quý / Quý II",
        "Chia theo quý / Quý III",
        "Chia theo quý / Quý IV",
    )
    assert facts.rows[0].cells == ("1", "Suối Hoa", "6", "1", "2", "2", "1")
    assert facts.rows[-1].cells == ("Cộng", "", "11", "3", "3", "3", "2")
    assert (facts.id, facts.csv) == ("b1", "tables/1.csv")


def test_head_without_merges_carries_the_parent_over_its_columns() -> None:
    rows = [["TT", "Đơn vị", "Tổng số", "Chia ra", "", ""], ["", "", "", "Quý I", "Quý II", "Quý III"], ["1", "Xã Mai", "3", "1", "1", "1"]]
    assert only(rows).facts.columns == ("TT", "Đơn vị", "Tổng số", "Chia ra / Quý I", "Chia ra / Quý II", "Chia ra / Quý III")


def test_line_breaks_in_a_head_become_spaces() -> None:
    assert only([["TT", "Đơn vị", "Tổng số\nđảng  viên"], ["1", "Xã Mai", "3"]]).facts.columns[2] == "Tổng số đảng viên"


@pytest.mark.parametrize(
    "numbers", [["A", "B", "1", "2"], ["(1)", "(2)", "(3)", "(4)"], ["1", "2", "3=4+5", "4"], ["(1)", "(2)", "(3) = (4) + (5)", "(4)"]]
)
def test_row_of_column_numbers_belongs_to_the_head(numbers: list[str]) -> None:
    facts = only([["TT", "Đơn vị", "Chỉ tiêu", "Ghi chú"], numbers, ["1", "Xã Mai", "3", ""]]).facts
    assert facts.columns == ("TT", "Đơn vị", "Chỉ tiêu", "Ghi chú")
    assert [row.cells[1] for row in facts.rows] == ["Xã Mai"]


def test_years_may_divide_a_head() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu", "<"], ["^", "^", "2024", "2025"], ["1", "Xã Mai", "3", "4"]]
    assert only(rows).facts.columns[2:] == ("Chỉ tiêu / 2024", "Chỉ tiêu / 2025")


def test_head_marked_too_short_in_the_file_is_completed() -> None:
    made = table(QUARTERS, header_rows=1)
    assert only(made).facts.rows[0].cells[1] == "Suối Hoa"


def test_head_repeated_in_the_body_is_dropped() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu"], ["1", "Xã Mai", "3"], ["TT", "Đơn vị", "Chỉ tiêu"], ["2", "Xã Lan", "4"]]
    read = only(rows)
    assert [row.cells[0] for row in read.facts.rows] == ["1", "2"]
    assert read.anchor(1, 2).quote == "4"


def test_place_of_the_grid_that_uneven_ruling_left_makes_no_column() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu", "<"], ["1", "Xã Mai", "3", "<"], ["2", "Xã Lan", "", "4"]]
    read = only(rows)
    assert read.facts.columns == ("TT", "Đơn vị", "Chỉ tiêu")
    assert [row.cells[2] for row in read.facts.rows] == ["3", "4"]
    assert (read.anchor(1, 2).quote, read.anchor(1, 2).column) == ("4", 2)


def test_group_heading_merged_over_the_width_stands_in_its_first_column() -> None:
    rows = [
        ["TT", "Đơn vị", "Chỉ tiêu"],
        ["KHỐI XÃ", "<", "<"],
        ["1", "Xã Mai", "3"],
        ["2", "Xã Lan", "4"],
        ["", "TỔNG CỘNG (1)", "7"],
        ["KHỐI CƠ QUAN", "<", "<"],
        ["3", "Chi bộ Thuế", "1"],
        ["", "TỔNG CỘNG (2)", "1"],
        ["", "TỔNG CỘNG", "8"],
    ]
    read = only(rows)
    assert [row.kind for row in read.facts.rows] == ["group", "unit", "unit", "subtotal", "group", "unit", "subtotal", "total"]
    assert read.facts.rows[0].cells == ("KHỐI XÃ", "", "")
    assert read.groups[1] == "KHỐI XÃ"
    assert read.groups[5] == "KHỐI CƠ QUAN"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                ["TT", "Đơn vị", "Số"],
                ["I", "Khối xã", "7"],
                ["1", "Xã Mai", "3"],
                ["2", "Xã Lan", "4"],
                ["II", "Công an", "2"],
                ["", "Tổng số", "9"],
            ],
            ["group", "unit", "unit", "unit", "total"],
            id="a Roman heading with its own sum, and a Roman row without rows below is a unit",
        ),
        pytest.param(
            [["TT", "Đơn vị", "Số"], ["", "Tổng số", "7"], ["1", "Xã Mai", "3"], ["2", "Xã Lan", "4"]],
            ["total", "unit", "unit"],
            id="total on top",
        ),
        pytest.param(
            [["TT", "Đơn vị", "Số"], ["I", "Xã Mai", "3"], ["II", "Xã Lan", "4"], ["", "Toàn huyện", "7"]],
            ["unit", "unit", "total"],
            id="all Roman",
        ),
        pytest.param(
            [
                ["TT", "Đơn vị", "Số"],
                ["1", "Đảng bộ Mai", "5"],
                ["1.1", "Chi bộ Đông", "2"],
                ["1.2", "Chi bộ Tây", "3"],
                ["2", "Đảng bộ Lan", "4"],
            ],
            ["group", "unit", "unit", "unit"],
            id="a decimal level below",
        ),
        pytest.param(
            [["TT", "Đơn vị", "Số"], ["1", "Tổng công ty Mía đường", "5"], ["2", "Chi bộ Cộng Hòa", "2"], ["Cộng", "<", "7"]],
            ["unit", "unit", "total"],
            id="names that begin like sums",
        ),
        pytest.param(
            [["TT", "Đơn vị", "Số"], ["1", "Xã Mai", "3"], ["", "Trong đó: nữ", "1"], ["2", "Xã Lan", ""], ["Cộng", "<", "3"]],
            ["unit", "subtotal", "unit", "total"],
            id="a share of the row above is no unit, a unit without a number is one",
        ),
        pytest.param([["Đơn vị", "Số"], ["KHỐI XÃ", ""], ["Xã Mai", "3"], ["Xã Lan", "4"]], ["group", "unit", "unit"], id="no TT column"),
        pytest.param(
            [
                ["TT", "Đơn vị", "Số"],
                ["A", "KHỐI XÃ", ""],
                ["1", "Xã Mai", "3"],
                ["", "Cộng khối xã", "3"],
                ["B", "KHỐI PHƯỜNG", ""],
                ["1", "Phường Lan", "4"],
                ["", "Cộng khối phường", "4"],
                ["", "Tổng cộng (A+B)", "7"],
            ],
            ["group", "unit", "subtotal", "group", "unit", "subtotal", "total"],
            id="lettered groups",
        ),
    ],
)
def test_kinds_of_rows(rows: list[list[str]], expected: list[str]) -> None:
    assert kinds(rows) == expected


def test_sum_that_a_sentence_takes_up_again_is_a_subtotal() -> None:
    read = read_tables(document(QUARTERS, "Tổng cộng: 11 đảng viên."))[0]
    assert read.facts.rows[-1].kind == "subtotal"
    assert only(QUARTERS).facts.rows[-1].kind == "total"


@pytest.mark.parametrize(
    "label", ["Cộng", "TỔNG CỘNG (2)", "Tổng số:", "Cộng khối xã", "Tổng toàn huyện", "Toàn tỉnh", "Cộng (I+II)", "II. Tổng cộng"]
)
def test_labels_of_sums(label: str) -> None:
    assert names_sum(label)


@pytest.mark.parametrize(
    "label", ["Tổng công ty Mía đường", "Cộng đồng dân cư", "Tổng cục Thuế", "Tổng đội Thanh niên", "Xã Cộng Hòa", "Toàn Thắng"]
)
def test_labels_of_units_that_sound_like_sums(label: str) -> None:
    assert not names_sum(label)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Chia theo quý", "division"),
        ("Chia theo các quý", "division"),
        ("Bao gồm", "division"),
        ("Gồm:", "division"),
        ("Trong đó", "selection"),
        ("Trong đó:", "selection"),
        ("Phân theo năm", "division"),
        ("Năm 2025", None),
        ("Gồm Sơn", None),
        ("Trong đó nữ", None),
    ],
)
def test_heads_that_only_divide(head: str, expected: str | None) -> None:
    assert divides(head) == expected


@pytest.mark.parametrize(
    ("before", "title"),
    [
        (
            ["*BIỂU TỔNG HỢP*", "*Giao chỉ tiêu trồng cây năm 2024*", "(kèm theo Kế hoạch số 12-KH/ĐU ngày 03/02/2024)"],
            "Giao chỉ tiêu trồng cây năm 2024",
        ),
        (
            ["*PHỤ LỤC I*", "*DANH SÁCH CÁC ĐƠN VỊ*", "*GIAO CHỈ TIÊU NĂM 2024*", "Đơn vị tính: người"],
            "DANH SÁCH CÁC ĐƠN VỊ GIAO CHỈ TIÊU NĂM 2024",
        ),
        (["*Trần Văn Mẫu*", "Danh sách giao chỉ tiêu kết nạp"], "Danh sách giao chỉ tiêu kết nạp"),
        (["*II. CHỈ TIÊU GIAO CÁC ĐƠN VỊ*"], "II. CHỈ TIÊU GIAO CÁC ĐƠN VỊ"),
        (["*PHỤ LỤC 2*", "(Ban hành kèm theo Quyết định số 9/QĐ-UBND)"], "PHỤ LỤC 2"),
        (["Chỉ tiêu giao cho các đơn vị cụ thể như sau:"], None),
        (["*Trần Văn Mẫu*"], None),
    ],
)
def test_title(before: list[str], title: str | None) -> None:
    assert only(*before, QUARTERS).facts.title == title


def test_title_printed_inside_the_table() -> None:
    rows = [["GIAO CHỈ TIÊU NĂM 2024", "<", "<"], ["TT", "Đơn vị", "Số"], ["1", "Xã Mai", "3"]]
    facts = only(rows).facts
    assert facts.title == "GIAO CHỈ TIÊU NĂM 2024"
    assert facts.columns == ("TT", "Đơn vị", "Số")


@pytest.mark.parametrize(
    ("rows", "role"),
    [
        ([["TT", "Đơn vị", "Chỉ tiêu"], ["1", "Xã Mai", "3"]], "quota"),
        ([["STT", "Địa bàn", "Số hộ", "Ghi chú"], ["1", "Thôn Đông", "30", ""]], "quota"),
        ([["TT", "", "Chỉ tiêu 2024"], ["1", "Chi bộ Đông", "3"], ["2", "Chi bộ Tây", "2"]], "quota"),
        ([["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn"], ["1", "Rà soát hồ sơ", "Phòng Nội vụ", "30/6/2024"]], "tasks"),
        (
            [
                ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian hoàn thành", "Sản phẩm"],
                ["1", "Mở lớp", "Trung tâm Chính trị", "2025", "Lớp học"],
            ],
            "tasks",
        ),
        ([["Thời gian", "Nội dung", "Người thực hiện"], ["07h30 - 08h00", "Đón đại biểu", "Văn phòng"]], "other"),
        ([["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch"], ["1", "Trồng rừng", "ha", "30"]], "other"),
        ([["TT", "Họ và tên", "Năm sinh", "Chức vụ"], ["1", "Trần Văn Mẫu", "1980", "Bí thư"]], "other"),
        ([["TT", "Tên đơn vị", "Thời gian kiểm tra"], ["1", "Đảng ủy Mai", "Quý II"]], "other"),
        ([["Nơi nhận:\n- Như trên", "T/M BAN THƯỜNG VỤ"]], "other"),
        ([["", ""], ["", ""]], "other"),
    ],
)
def test_role(rows: list[list[str]], role: str) -> None:
    assert only(rows).facts.role == role


DUTIES = [
    ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
    ["I", "Công tác tuyên truyền", "", "", "", ""],
    ["1", "Mở chuyên mục trên Đài", "Trung tâm Văn hóa", "Ban Tuyên giáo; Hội Nông dân;\nĐoàn Thanh niên", "Trước 15/3/2024", "Chuyên mục"],
    ["2", "Treo băng rôn", "^", "Các thôn", "-", ""],
    ["II", "Kiểm tra", "", "", "", ""],
    ["1", "Kiểm tra các chi bộ", "- Ủy ban Kiểm tra\n- Ban Tổ chức", "", "Quý III", "Báo cáo"],
]


def test_duties_by_meaning_with_sections_and_merged_owners() -> None:
    read = only(DUTIES)
    rows = list(task_rows(read))
    assert [row.section for row in rows] == ["Công tác tuyên truyền", "Công tác tuyên truyền", "Kiểm tra"]
    assert [row.task.text for row in rows if row.task] == ["Mở chuyên mục trên Đài", "Treo băng rôn", "Kiểm tra các chi bộ"]
    assert [part.text for part in rows[0].coordinate] == ["Ban Tuyên giáo", "Hội Nông dân", "Đoàn Thanh niên"]
    assert [part.text for part in rows[1].lead] == ["Trung tâm Văn hóa"]
    assert [part.text for part in rows[2].lead] == ["Ủy ban Kiểm tra", "Ban Tổ chức"]
    assert rows[0].deadline is not None
    assert rows[0].deadline.text == "Trước 15/3/2024"
    assert rows[1].deadline is None


def test_every_owner_stands_at_its_anchor() -> None:
    made = document("Kế hoạch", DUTIES)
    for row in task_rows(read_tables(made)[0]):
        for part in (*row.lead, *row.coordinate):
            assert quote_at(made.blocks[1], part.anchor) == part.text


@given(
    st.lists(
        st.lists(st.sampled_from(["", "<", "^", "1", "I", "Cộng", "Đơn vị", "Xã Mai", "12", "(1)", "Trong đó"]), min_size=3, max_size=3),
        min_size=1,
    )
)
def test_no_table_is_too_odd_to_read(rows: list[list[str]]) -> None:
    whole = [["" if text == "<" and c == 0 else text for c, text in enumerate(row)] for row in rows]
    whole[0] = ["" if text == "^" else text for text in whole[0]]
    read = only(whole)
    assert all(len(row.cells) == len(read.facts.columns) for row in read.facts.rows)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("stem", ["luc-ngan-72-kh-hu", "quan-3-47-kh-qu"])
def test_real_tables_equal_the_annotation_cell_for_cell(shared: Path, stem: str, suffix: str) -> None:
    tables = read_tables(ingest.read(shared / "samples" / f"{stem}.{suffix}"))
    expected = sorted((shared / "gold" / "tables").glob(f"{stem}-[0-9].csv"))
    assert len(tables) == len(expected)
    for read, path in zip(tables, expected, strict=True):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert [read.facts.columns, *(row.cells for row in read.facts.rows)] == [tuple(row) for row in csv.reader(file)]
