"""Audit: an alarm where the print does not add up, none where it does."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.audit import audit_tables, audit_text
from extract.directive import Anchor, Directive, Finding, Period, Source, Target
from extract.sums import column_sums
from extract.tables import PrintedTable, read_tables
from ingest.document import Table
from tests.extract.printed import document

Rows = list[list[str]]

HEAD = [["TT", "Đơn vị", "Số đảng viên", "Chỉ tiêu", "Chia ra", "<", "<"], ["^", "^", "^", "^", "Quý I", "Quý II", "Quý III"]]
GROUPED = [
    *HEAD,
    ["KHỐI XÃ", *["<"] * 6],
    ["1", "Suối Hoa", "210", "6", "1", "2", "3"],
    ["2", "Đồng Mây", "184", "5", "2", "2", "1"],
    ["3", "Bãi Cúc", "96", "0", "0", "0", "0"],
    ["", "TỔNG CỘNG (1)", "490", "11", "3", "4", "4"],
    ["KHỐI CƠ QUAN", *["<"] * 6],
    ["4", "Chi bộ Thuế", "17", "1", "0", "1", "0"],
    ["5", "Chi bộ Bưu điện", "9", "2", "1", "0", "1"],
    ["", "TỔNG CỘNG (2)", "26", "3", "1", "1", "1"],
    ["", "TỔNG CỘNG", "516", "14", "4", "5", "5"],
]


def read(*blocks: str | Table | Rows) -> tuple[PrintedTable, ...]:
    return read_tables(document(*blocks))


def audit(*blocks: str | Table | Rows) -> list[Finding]:
    return list(audit_tables(read(*blocks)))


def codes(*blocks: str | Table | Rows) -> list[str]:
    return [found.code for found in audit(*blocks)]


def changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    return [[text if (r, c) == (row, column) else old for c, old in enumerate(line)] for r, line in enumerate(rows)]


def numeric_places(rows: Rows) -> list[tuple[int, int]]:
    return [(r, c) for r, line in enumerate(rows) for c, text in enumerate(line) if c > 1 and text.isdigit()]


def is_at(found: Finding, row: int, column: int) -> bool:
    return found.anchor is not None and (found.anchor.row == row or found.anchor.column == column)


def test_right_sums_raise_no_alarm() -> None:
    assert codes(GROUPED) == []


@pytest.mark.parametrize(("row", "column"), numeric_places(GROUPED))
def test_any_changed_number_raises_an_alarm_at_its_row_or_column(row: int, column: int) -> None:
    wrong = changed(GROUPED, row, column, str(int(GROUPED[row][column]) + 7))
    found = audit(wrong)
    assert {each.code for each in found} == {"sum-mismatch"}
    assert all(is_at(each, row - 2, column) for each in found)


@pytest.mark.parametrize(("row", "column"), [place for place in numeric_places(GROUPED) if place[1] > 2])
def test_where_row_and_column_cross_the_cell_itself_is_named_once(row: int, column: int) -> None:
    (found,) = audit(changed(GROUPED, row, column, str(int(GROUPED[row][column]) + 7)))
    assert found.anchor is not None
    assert (found.anchor.row, found.anchor.column) == (row - 2, column)
    assert f"chỉ khớp nếu ô này là {GROUPED[row][column]}" in found.message


def test_message_names_row_column_and_both_numbers() -> None:
    (found,) = audit(changed(GROUPED, 6, 2, "500"))
    assert all(words in found.message for words in ("TỔNG CỘNG (1)", "Số đảng viên", "500", "490", "Suối Hoa", "Bãi Cúc"))
    assert found.severity == "warning"


@st.composite
def quota_tables(draw: st.DrawFn) -> Rows:
    """Units with four quarters, a total before them and a row of sums below."""
    units = draw(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=3, max_size=12))
    lines = [[str(i), f"Xã {chr(64 + i)}", str(sum(unit)), *map(str, unit)] for i, unit in enumerate(units, 1)]
    sums = [sum(int(line[c]) for line in lines) for c in range(2, 7)]
    head = [["TT", "Đơn vị", "Tổng số", "Chia theo quý", "<", "<", "<"], ["^", "^", "^", "Quý I", "Quý II", "Quý III", "Quý IV"]]
    return [*head, *lines, ["Cộng", "<", *map(str, sums)]]


@given(quota_tables(), st.data())
def test_every_changed_number_of_a_quota_table_is_found_at_its_cell(rows: Rows, data: st.DataObject) -> None:
    assert codes(rows) == []
    row, column = data.draw(st.sampled_from(numeric_places(rows)))
    step = data.draw(st.integers(1, 9))
    (found,) = audit(changed(rows, row, column, str(int(rows[row][column]) + step)))
    assert found.anchor is not None
    assert (found.anchor.row, found.anchor.column) == (row - 2, column)


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        (["TT", "Đơn vị", "Tổng số", "Quý I", "Quý II"], ["{a}+{b}", "{a}", "{b}"], (2, (3, 4))),
        (["TT", "Đơn vị", "Năm 2024", "Năm 2025", "Tổng cộng"], ["{a}", "{b}", "{a}+{b}"], (4, (2, 3))),
        (["TT", "Đơn vị", "Chỉ tiêu", "Quý I", "Quý II"], ["{a}+{b}", "{a}", "{b}"], (2, (3, 4))),
    ],
)
def test_which_column_is_a_sum_is_found_from_the_numbers(head: list[str], line: list[str], expected: tuple[int, tuple[int, ...]]) -> None:
    pairs = [(3, 4), (1, 9), (5, 2), (8, 8), (6, 1)]
    cells = [[str(eval(cell.format(a=a, b=b))) for cell in line] for a, b in pairs]
    (table,) = read([head, *([str(i), f"Xã {chr(64 + i)}", *each] for i, each in enumerate(cells, 1))])
    assert [(relation.whole, relation.parts) for relation in column_sums(table)] == [expected]


def test_column_that_the_row_of_numbers_declares_a_sum() -> None:
    rows = [["TT", "Đơn vị", "Nhu cầu", "Đã có", "Còn thiếu"], ["A", "B", "1=2+3", "2", "3"], ["1", "Xã Mai", "9", "4", "6"]]
    (found,) = audit(rows)
    assert found.code == "sum-mismatch"
    assert "10" in found.message


def test_columns_that_merely_stand_side_by_side_are_no_sums() -> None:
    rows = [
        ["TT", "Đơn vị", "Tổng số đảng viên", "Chỉ tiêu", "Đã kết nạp"],
        *([str(i), f"Xã {chr(64 + i)}", str(90 + 7 * i), str(i), "1"] for i in range(1, 8)),
    ]
    assert codes(rows) == []


def test_selection_need_not_make_up_the_whole() -> None:
    lines = [("3", "2", "1"), ("5", "2", "2"), ("4", "1", "1"), ("6", "3", "1"), ("2", "1", "1")]
    head = [["TT", "Đơn vị", "Tổng số", "Trong đó", "<"], ["^", "^", "^", "Nữ", "Dân tộc"]]
    assert codes([*head, *([str(i), f"Xã {chr(64 + i)}", *line] for i, line in enumerate(lines, 1))]) == []


def test_rates_are_not_added_up() -> None:
    rows = [
        ["TT", "Đơn vị", "Số hộ", "Tỷ lệ (%)"],
        ["1", "Xã Mai", "30", "12,5"],
        ["2", "Xã Lan", "20", "8,1"],
        ["Cộng", "<", "50", "10,2"],
    ]
    assert codes(rows) == []


def test_wrong_percentage_is_found_where_the_others_are_right() -> None:
    counts = [(200, 50, "25,0"), (80, 20, "25,0"), (90, 45, "50,0"), (60, 15, "25,0"), (40, 30, "85,0")]
    rows = [
        ["TT", "Đơn vị", "Số hộ", "Đạt chuẩn", "Tỷ lệ %"],
        *([str(i), f"Xã {chr(64 + i)}", str(n), str(k), p] for i, (n, k, p) in enumerate(counts, 1)),
    ]
    (found,) = audit(rows)
    assert found.code == "percent-mismatch"
    assert "75 %" in found.message


def test_decimals_may_be_rounded_but_not_wrong() -> None:
    head = ["TT", "Đơn vị", "Diện tích (ha)"]
    rounded = [head, ["1", "Xã Mai", "3,3"], ["2", "Xã Lan", "3,3"], ["3", "Xã Cúc", "3,3"], ["Cộng", "<", "10,0"]]
    assert codes(rounded) == []
    assert codes(changed(rounded, 4, 2, "12,0")) == ["sum-mismatch"]


def test_headings_with_their_own_sums() -> None:
    rows = [
        ["TT", "Đơn vị", "Chỉ tiêu"],
        ["I", "Khối xã", "7"],
        ["1", "Xã Mai", "3"],
        ["2", "Xã Lan", "4"],
        ["II", "Khối phường", "9"],
        ["1", "Phường Trà", "4"],
        ["2", "Phường Sen", "5"],
        ["", "Tổng số", "16"],
    ]
    assert codes(rows) == []
    assert codes(changed(rows, 4, 2, "8")) == ["sum-mismatch"]
    assert codes(changed(rows, 7, 2, "15")) == ["sum-mismatch"]


def test_total_printed_on_top() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu"], ["", "TỔNG SỐ", "7"], ["1", "Xã Mai", "3"], ["2", "Xã Lan", "4"]]
    assert codes(rows) == []
    assert codes(changed(rows, 1, 2, "8")) == ["sum-mismatch"]


def test_lost_row_is_found_by_its_number_and_by_the_sums() -> None:
    rows = [line for line in GROUPED if line[1] != "Đồng Mây"]
    found = audit(rows)
    assert [each.code for each in found] == ["sum-row-mismatch", "sum-row-mismatch", "row-number-gap"]
    assert "từ 1 sang 3" in found[-1].message


def test_numbers_may_start_again_under_a_heading_and_run_on_in_the_next_table() -> None:
    head = ["TT", "Đơn vị", "Chỉ tiêu"]
    restarted = [
        head,
        ["KHỐI XÃ", "<", "<"],
        ["1", "Xã Mai", "3"],
        ["2", "Xã Lan", "3"],
        ["KHỐI PHƯỜNG", "<", "<"],
        ["1", "Phường Trà", "4"],
    ]
    assert codes(restarted, "Biểu tiếp theo", [head, ["2", "Phường Sen", "5"]]) == []
    assert codes([head, ["5", "Phường Sen", "5"]]) == ["row-number-gap"]
    assert codes([head, ["1", "Xã Mai", "3"], ["1", "Xã Lan", "3"], ["2", "Xã Cúc", "3"], ["2", "Xã Trà", "3"]]) == ["row-number-repeated"]


def test_units_after_the_last_subtotal_say_that_the_table_was_cut() -> None:
    (found,) = audit(GROUPED[:9])
    assert (found.code, found.severity) == ("table-incomplete", "info")
    assert "Chi bộ Thuế" in found.message


def test_cell_that_holds_no_number_is_reported() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu"], ["1", "Xã Mai", "1O"], ["2", "Xã Lan", "4"], ["3", "Xã Cúc", "5"], ["Cộng", "<", "19"]]
    (found,) = audit(rows)
    assert (found.code, found.anchor and found.anchor.quote) == ("cell-not-a-number", "1O")


# Text and tables


def directive(*targets: Target) -> Directive:
    return Directive(Source("mau.docx", "0" * 64, "docx", None, ocr=False, confidence=None), targets=targets)


def target(low: float | None, high: float | None, **fields: object) -> Target:
    period = Period("2024-01-01", "2024-12-31", "năm 2024")
    made = Target(
        "t1",
        "target",
        "kết nạp",
        low,
        high,
        False,
        "đảng viên mới",
        None,
        None,
        "Đảng bộ xã",
        period,
        None,
        Anchor(None, 0, 0, 3, None, "kết"),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


QUOTA = [["TT", "Đơn vị", "Tổng số đảng viên kết nạp"], ["1", "Chi bộ Đông", "3"], ["2", "Chi bộ Tây", "4"], ["Cộng", "<", "7"]]


def said(facts: Directive, *blocks: str | Table | Rows) -> list[str]:
    read = document(*blocks)
    return [found.code for found in audit_text(facts, read, read_tables(read))]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (target(7, 7), []),
        (target(7, None), []),
        (target(5, None), ["target-differs-from-table"]),
        (target(9, 9), ["target-differs-from-table"]),
        (target(9, 9, status="result"), []),
        (target(1, None, each="mỗi chi bộ"), []),
        (target(90, None, unit="%"), []),
        (target(9, 9, unit="mô hình", action="xây dựng"), []),
    ],
)
def test_target_of_the_text_against_the_table(asked: Target, expected: list[str]) -> None:
    assert said(directive(asked), "kết nạp đảng viên", QUOTA) == expected


def test_grand_total_below_two_tables() -> None:
    other = changed(QUOTA, 3, 2, "7")
    assert said(directive(), "*Giao chỉ tiêu*", QUOTA, "*Giao chỉ tiêu*", other, "Tổng cộng: 14 đảng viên.") == []
    assert said(directive(), "*Giao chỉ tiêu*", QUOTA, "*Giao chỉ tiêu*", other, "Tổng cộng: 15 đảng viên.") == ["grand-total-mismatch"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao chỉ tiêu cho các chi bộ (có biểu chi tiết kèm theo).", ["annex-missing"]),
        ("Thực hiện theo phụ lục đính kèm Kế hoạch này.", ["annex-missing"]),
        ("Các đơn vị thực hiện theo danh sách gửi kèm.", ["annex-missing"]),
        ("Quy chế này ban hành kèm theo Quyết định số 5-QĐ/ĐU.", []),
        ("Báo cáo gửi kèm hồ sơ về Văn phòng.", []),
    ],
)
def test_announced_annex_must_be_there(text: str, expected: list[str]) -> None:
    assert said(directive(), text, "Nơi nhận") == expected
    assert said(directive(), text, "Nơi nhận", QUOTA) == []


# Real tables


def gold_rows(path: Path) -> Rows:
    """The annotated CSV as a printed table, its head in two levels again."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        names, *rows = list(csv.reader(file))
    levels = [name.split(" / ") for name in names]
    if all(len(level) == 1 for level in levels):
        return [names, *rows]
    upper = ["<" if i and len(level) > 1 and level[0] == levels[i - 1][0] else level[0] for i, level in enumerate(levels)]
    return [upper, [level[1] if len(level) > 1 else "^" for level in levels], *rows]


@pytest.mark.parametrize("name", ["luc-ngan-72-kh-hu-1", "luc-ngan-72-kh-hu-2", "quan-3-47-kh-qu-1"])
def test_real_tables_raise_no_false_alarm_and_changes_that_a_sum_covers_are_found(shared: Path, name: str) -> None:
    rows = gold_rows(shared / "gold" / "tables" / f"{name}.csv")
    (table,) = read(rows)
    assert [found for found in audit_tables((table,)) if found.code != "table-incomplete"] == []
    head = len(rows) - len(table.facts.rows)
    last_sum = max(table.rows_of("subtotal", "total"))
    in_sums = {column for relation in column_sums(table) for column in (relation.whole, *relation.parts)}
    for row, column in (place for place in numeric_places(rows) if sum(place) % 3 == 0):
        found = [each for each in audit(changed(rows, row, column, str(int(rows[row][column]) + 3))) if each.code == "sum-mismatch"]
        provable = row - head <= last_sum or column in in_sums
        assert bool(found) == provable, (row, column)
        assert all(is_at(each, row - head, column) for each in found), (row, column)
