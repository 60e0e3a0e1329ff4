"""A quota table from a total and weights: it adds up, keeps its bounds, favours nobody, and says how it was made."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from generate.allocation import Infeasible
from generate.findings import finding
from generate.quota_table import QuotaTable, note, quota_table
from generate.quota_table_files import hand_over
from generate.unit import LowerUnit

QUARTERS = ("Quý I", "Quý II", "Quý III", "Quý IV")


def units(*weights: int, minimum: int = 0, maximum: int | None = None) -> list[LowerUnit]:
    return [LowerUnit(name=f"Xã {n}", weight=weight, minimum=minimum, maximum=maximum) for n, weight in enumerate(weights, 1)]


def values(table: QuotaTable) -> tuple[int, ...]:
    return tuple(row.value for row in table.rows)


def test_whole_parts_first_then_the_largest_rests() -> None:
    table = quota_table(5, units(33, 41, 24))
    assert values(table) == (2, 2, 1)
    assert [row.reason for row in table.rows] == ["remainder", "whole", "whole"]
    assert table.rows[0].quota == Fraction(165, 98)


def test_bounds_and_fixed_values_are_kept_and_named() -> None:
    listed = [
        LowerUnit(name="Xã Lớn", weight=300, maximum=6),
        LowerUnit(name="Xã Nhỏ", weight=2, minimum=1),
        LowerUnit(name="Công an", fixed=2),
        *units(33, 41),
    ]
    table = quota_table(20, listed)
    assert [row.reason for row in table.rows[:3]] == ["maximum", "minimum", "fixed"]
    assert values(table) == (6, 1, 2, 5, 6)
    said = "\n".join(note(table))
    assert "Công an (2)" in said
    assert "Xã Nhỏ (1; theo trọng số là 0," in said
    assert "Xã Lớn (6; theo trọng số là " in said


def test_quarters_add_up_both_ways_and_may_be_given_as_shares() -> None:
    table = quota_table(10, units(5, 3, 2), [(name, Fraction(1, 4)) for name in QUARTERS])
    assert [number for _, number in table.periods] == [3, 3, 2, 2]
    assert [sum(row.parts) for row in table.rows] == list(values(table))
    assert [sum(row.parts[n] for row in table.rows) for n in range(4)] == [3, 3, 2, 2]
    assert any("tính từ tỷ lệ" in line for line in note(table))


def test_a_tie_is_decided_by_the_order_and_said() -> None:
    table = quota_table(1, units(7, 7))
    assert values(table) == (1, 0)
    assert any("Xã 1, Xã 2" in line and "đứng trước" in line for line in note(table))


@pytest.mark.parametrize(
    ("total", "listed", "periods", "said"),
    [
        (2, units(1, 1, 1, minimum=1), (), "hạ mức tối thiểu (hoặc mức cố định) tổng cộng ít nhất 1"),
        (9, units(1, 1, maximum=3), (), "nâng mức tối đa thêm ít nhất 3"),
        (9, [LowerUnit(name="Xã 1")], (), "Xã 1"),
        (9, units(1, 1), (("Quý I", 4), ("Quý II", 4)), "khác tổng các kỳ (8)"),
        (9, units(1, 1), (("Quý I", Fraction(1, 2)), ("Quý II", Fraction(2, 5))), "90%"),
    ],
)
def test_what_cannot_be_is_named_with_what_to_relax(
    total: int, listed: list[LowerUnit], periods: tuple[tuple[str, int | Fraction], ...], said: str
) -> None:
    with pytest.raises(Infeasible) as problem:
        quota_table(total, listed, periods)
    assert said in finding(problem.value.code, **problem.value.values).message


weights_ = st.lists(st.integers(1, 500), min_size=1, max_size=25)


@given(st.integers(0, 400), weights_)
def test_the_quota_rule_no_unit_is_a_whole_one_away_from_its_exact_share(total: int, weights: list[int]) -> None:
    table = quota_table(total, units(*weights))
    assert sum(values(table)) == total
    for row, weight in zip(table.rows, weights, strict=True):
        assert abs(row.value - Fraction(total * weight, sum(weights))) < 1


@given(st.integers(0, 400), weights_)
def test_who_weighs_more_never_gets_less(total: int, weights: list[int]) -> None:
    got = dict(sorted(zip(weights, values(quota_table(total, units(*weights))), strict=True), key=lambda pair: (pair[0], -pair[1])))
    ordered = [got[weight] for weight in sorted(got)]
    assert ordered == sorted(ordered)


@given(st.integers(0, 200), st.lists(st.tuples(st.integers(1, 300), st.integers(0, 3)), min_size=1, max_size=15), st.integers(4, 30))
def test_who_weighs_more_under_the_same_bounds_never_gets_less(total: int, claims: list[tuple[int, int]], maximum: int) -> None:
    minimum = min(low for _, low in claims)
    try:
        got = values(quota_table(total, units(*(weight for weight, _ in claims), minimum=minimum, maximum=maximum)))
    except Infeasible:
        assert not minimum * len(claims) <= total <= maximum * len(claims)
        return
    assert sum(got) == total
    assert all(minimum <= value <= maximum for value in got)
    for (weight, _), value in zip(claims, got, strict=True):
        assert all(value >= other for (lighter, _), other in zip(claims, got, strict=True) if lighter < weight)


@given(st.integers(0, 60), st.lists(st.integers(1, 90), min_size=1, max_size=8), st.tuples(*[st.integers(0, 9)] * 4).filter(any))
def test_both_margins_are_exact_and_the_same_input_gives_the_same_table(total: int, weights: list[int], shape: tuple[int, ...]) -> None:
    periods = [(name, Fraction(part, sum(shape))) for name, part in zip(QUARTERS, shape, strict=True)]
    table = quota_table(total, units(*weights), periods)
    assert [sum(row.parts) for row in table.rows] == list(values(table))
    assert [sum(row.parts[n] for row in table.rows) for n in range(4)] == [number for _, number in table.periods]
    assert quota_table(total, units(*weights), periods) == table


def test_every_file_is_handed_over(tmp_path: Path) -> None:
    table = quota_table(10, units(5, 3, 2), [(name, Fraction(1, 4)) for name in QUARTERS])
    files = hand_over(table, "Giao chỉ tiêu kết nạp đảng viên năm 2026")
    assert files["phan-bo.csv"].decode("utf-8-sig").splitlines()[-1] == ",Cộng,10,3,3,2,2"
    assert openpyxl.load_workbook(io.BytesIO(files["phan-bo.xlsx"])).sheetnames == ["Biểu giao", "Cách tính", "Thuyết minh"]
    path = tmp_path / "phan-bo.docx"
    path.write_bytes(files["phan-bo.docx"])
    document = Document(str(path))
    shared, working = document.tables
    assert [cell.text for cell in shared.rows[-1].cells] == ["", "Cộng", "10", "3", "3", "2", "2"]
    assert [row.cells[0].text for row in working.rows] == ["Đơn vị", "Xã 1", "Xã 2", "Xã 3"]
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "THUYẾT MINH CÁCH TÍNH" in said
    assert not any("{{" in text for text in said)
