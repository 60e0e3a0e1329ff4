"""Quotas as one number a row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import ingest
from extract.allocations import read_allocations
from extract.anchors import quote_at
from extract.audit import audit_tables
from extract.tables import read_tables
from tests.extract.printed import document


def numbers(rows: list[list[str]]) -> list[tuple[str, str | None, str, str | None, float | None]]:
    return [(a.unit, a.group, a.measure, a.part, a.value) for a in read_allocations(read_tables(document(rows)))]


def test_divided_column_gives_the_measure_of_its_parts() -> None:
    rows = [
        ["TT", "Đơn vị", "Số đảng viên", "Chia ra theo quý", "<"],
        ["^", "^", "^", "Quý I", "Quý II"],
        ["1", "Suối Hoa", "06", "2", "4"],
    ]
    assert numbers(rows) == [
        ("Suối Hoa", None, "Số đảng viên", None, 6),
        ("Suối Hoa", None, "Số đảng viên", "Quý I", 2),
        ("Suối Hoa", None, "Số đảng viên", "Quý II", 4),
    ]


def test_whole_after_its_parts() -> None:
    rows = [["TT", "Đơn vị", "Chia theo quý", "<", "Tổng số"], ["^", "^", "Quý I", "Quý II", "^"], ["1", "Suối Hoa", "2", "4", "6"]]
    assert [(measure, part) for _, _, measure, part, _ in numbers(rows)] == [("Tổng số", "Quý I"), ("Tổng số", "Quý II"), ("Tổng số", None)]


def test_selection_belongs_to_the_column_before() -> None:
    rows = [
        ["TT", "Đơn vị", "Kết nạp", "Trong đó", "<", "Giới thiệu"],
        ["^", "^", "^", "Nữ", "Dân tộc", "^"],
        ["1", "Suối Hoa", "6", "2", "4", "9"],
    ]
    assert [(measure, part) for _, _, measure, part, _ in numbers(rows)] == [
        ("Kết nạp", None),
        ("Kết nạp", "Nữ"),
        ("Kết nạp", "Dân tộc"),
        ("Giới thiệu", None),
    ]


def test_head_that_says_something_is_the_measure_itself() -> None:
    rows = [
        ["TT", "Đơn vị", "Năm 2024", "<", "<"],
        ["^", "^", "Tổng số", "Trong đó", "<"],
        ["^", "^", "^", "Nữ", "Nam"],
        ["1", "Suối Hoa", "6", "2", "4"],
    ]
    assert [(measure, part) for _, _, measure, part, _ in numbers(rows)] == [
        ("Năm 2024", "Tổng số"),
        ("Năm 2024", "Nữ"),
        ("Năm 2024", "Nam"),
    ]


def test_only_units_give_numbers_and_blank_is_not_nought() -> None:
    rows = [
        ["TT", "Đơn vị", "Chỉ tiêu", "Ghi chú"],
        ["KHỐI XÃ", "<", "<", "<"],
        ["1", "Xã Mai", "0", "12 chi bộ"],
        ["2", "Xã Lan", "", "5"],
        ["3", "Xã Cúc", "-", ""],
        ["4", "Xã Trà", "1O", ""],
        ["5", "Xã Sen", "1.200,5", ""],
        ["", "Cộng", "1.200,5", ""],
    ]
    assert numbers(rows) == [("Xã Mai", "KHỐI XÃ", "Chỉ tiêu", None, 0), ("Xã Sen", "KHỐI XÃ", "Chỉ tiêu", None, 1200.5)]


def test_heading_with_its_own_sum_is_a_group() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu"], ["I", "Khối xã", "7"], ["1", "Xã Mai", "3"], ["2", "Xã Lan", "4"]]
    assert [(unit, group) for unit, group, *_ in numbers(rows)] == [("Xã Mai", "Khối xã"), ("Xã Lan", "Khối xã")]


def test_unit_named_once_for_several_rows() -> None:
    rows = [["TT", "Đơn vị", "Đợt", "Chỉ tiêu"], ["1", "Xã Mai", "Đợt 1", "3"], ["^", "^", "Đợt 2", "4"]]
    assert [(unit, value) for unit, *_, value in numbers(rows)] == [("Xã Mai", 3), ("Xã Mai", 4)]


def test_two_halves_side_by_side_keep_their_numbers() -> None:
    rows = [
        ["TT", "Đơn vị", "Chỉ tiêu", "TT", "Đơn vị", "Chỉ tiêu"],
        ["1", "Xã Mai", "5", "3", "Xã Cúc", "3"],
        ["2", "Xã Lan", "4", "", "", ""],
    ]
    assert [(unit, value) for unit, *_, value in numbers(rows)] == [("Xã Mai", 5), ("Xã Lan", 4), ("Xã Cúc", 3)]


def test_units_in_the_head() -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Tổng số", "Xã Mai", "Xã Lan"],
        ["1", "Trồng rừng", "ha", "30", "10", "20"],
        ["2", "Giảm nghèo", "hộ", "5", "", "5"],
    ]
    assert numbers(rows) == [
        ("Xã Mai", None, "Trồng rừng", None, 10),
        ("Xã Lan", None, "Trồng rừng", None, 20),
        ("Xã Lan", None, "Giảm nghèo", None, 5),
    ]


def test_number_merged_over_several_units_is_given_to_none() -> None:
    rows = [["TT", "Đơn vị", "Chỉ tiêu"], ["1", "Xã Mai", "3"], ["2", "Xã Lan", "^"], ["3", "Xã Cúc", "4"]]
    assert [(unit, value) for unit, *_, value in numbers(rows)] == [("Xã Cúc", 4)]
    assert [found.code for found in audit_tables(read_tables(document(rows)))] == ["cell-shared"]


def test_number_typed_before_a_name_is_no_part_of_it() -> None:
    assert [unit for unit, *_ in numbers([["Đơn vị", "Chỉ tiêu"], ["1. Xã Mai", "3"], ["2. Xã Lan", "4"]])] == ["Xã Mai", "Xã Lan"]


def test_tables_of_other_roles_give_none() -> None:
    assert numbers([["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch"], ["1", "Trồng rừng", "ha", "30"]]) == []


def test_anchor_is_the_cell() -> None:
    made = document("Kế hoạch", [["TT", "Đơn vị", "Chỉ tiêu"], ["1", "Xã Mai", "05"]])
    (allocation,) = read_allocations(read_tables(made))
    place = allocation.anchor
    assert (place.table, place.row, place.column, place.quote) == ("b1", 0, 2, "05")
    assert quote_at(made.blocks[1], place) == "05"


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("stem", ["luc-ngan-72-kh-hu", "quan-3-47-kh-qu"])
def test_real_quotas_equal_the_annotation(shared: Path, stem: str, suffix: str) -> None:
    found = read_allocations(read_tables(ingest.read(shared / "samples" / f"{stem}.{suffix}")))
    with (shared / "gold" / "tables" / f"{stem}-allocations.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = [(r["unit"], r["group"] or None, r["measure"], r["part"] or None, float(r["value"])) for r in csv.DictReader(file)]
    assert [(a.unit, a.group, a.measure, a.part, a.value) for a in found] == expected
