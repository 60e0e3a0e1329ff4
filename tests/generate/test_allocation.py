from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate.allocation import Demand, Infeasible, share, spread


def demands(*weights: int) -> tuple[Demand, ...]:
    return tuple(Demand(f"Chi bộ {place}", Fraction(weight)) for place, weight in enumerate(weights, 1))


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (5, (33, 41, 24), (2, 2, 1)),
        (5, (33, 41, 24, 38, 27, 35, 30, 18, 12), (1, 1, 0, 1, 0, 1, 1, 0, 0)),
        (0, (10, 20), (0, 0)),
        (7, (1,), (7,)),
        (3, (0, 5, 0), (0, 3, 0)),
    ],
)
def test_largest_remainder(total: int, weights: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert share(total, demands(*weights)).values == expected


def test_equal_remainders_at_the_cut_are_named_and_the_earlier_unit_gets_the_seat() -> None:
    shares = share(1, demands(7, 7))
    assert shares.values == (1, 0)
    assert shares.tied == ("Chi bộ 1", "Chi bộ 2")


def test_a_unit_below_its_minimum_is_fixed_there_and_the_rest_is_shared_again() -> None:
    small = Demand("Chi bộ Quân sự", Fraction(9), minimum=1)
    assert share(4, (*demands(60, 50), small)).values == (2, 1, 1)


def test_what_maxima_leave_goes_to_a_unit_fixed_at_its_minimum() -> None:
    wide = Demand("Chi bộ 1", Fraction(1), minimum=5)
    narrow = tuple(Demand(f"Chi bộ {n}", Fraction(100), maximum=3) for n in (2, 3))
    assert share(12, (wide, *narrow)).values == (6, 3, 3)


@pytest.mark.parametrize(
    ("total", "claims", "code"),
    [
        (2, (Demand("A", Fraction(1), 2), Demand("B", Fraction(1), 1)), "minima-too-high"),
        (9, (Demand("A", Fraction(1), 0, 2), Demand("B", Fraction(1), 0, 3)), "maxima-too-low"),
        (9, (Demand("A", Fraction(1), 4, 2),), "bounds-crossed"),
        (9, (Demand("A", Fraction(0)), Demand("B", Fraction(0))), "weights-missing"),
    ],
)
def test_demands_that_cannot_be_met_are_named(total: int, claims: tuple[Demand, ...], code: str) -> None:
    with pytest.raises(Infeasible) as problem:
        share(total, claims)
    assert problem.value.code == code


claims_ = st.lists(st.tuples(st.integers(1, 200), st.integers(0, 3), st.one_of(st.none(), st.integers(3, 9))), min_size=1, max_size=12)


@given(st.integers(0, 90), claims_)
def test_every_share_out_adds_up_and_keeps_its_bounds(total: int, claims: list[tuple[int, int, int | None]]) -> None:
    asked = tuple(Demand(str(n), Fraction(weight), low, high) for n, (weight, low, high) in enumerate(claims))
    try:
        shares = share(total, asked)
    except Infeasible:
        assert sum(d.minimum for d in asked) > total or all(d.maximum is not None for d in asked)
        return
    assert sum(shares.values) == total
    assert all(demand.holds(value) for demand, value in zip(asked, shares.values, strict=True))
    assert share(total, asked) == shares


@given(st.integers(0, 500), st.lists(st.integers(0, 300), min_size=1, max_size=20).filter(any))
def test_without_bounds_every_share_is_the_quota_rounded_down_or_up(total: int, weights: list[int]) -> None:
    values = share(total, demands(*weights)).values
    for weight, value in zip(weights, values, strict=True):
        quota = Fraction(total * weight, sum(weights))
        assert int(quota) <= value <= int(quota) + (quota != int(quota))


@given(st.lists(st.integers(0, 8), min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_a_spread_keeps_both_margins(rows: list[int], chance) -> None:  # type: ignore[no-untyped-def]
    columns = [0, 0, 0, 0]
    for _ in range(sum(rows)):
        columns[chance.randrange(4)] += 1
    table = spread(tuple(rows), tuple(columns)).values
    assert [sum(row) for row in table] == rows
    assert [sum(row[j] for row in table) for j in range(4)] == columns
    assert all(value >= 0 for row in table for value in row)
    assert spread(tuple(rows), tuple(columns)).values == table


@given(st.lists(st.integers(0, 900), min_size=2, max_size=6).filter(any), st.tuples(*[st.integers(0, 9)] * 3).filter(any))
def test_a_spread_of_many_is_within_two_of_the_ideal_and_keeps_both_margins(rows: list[int], shape: tuple[int, int, int]) -> None:
    """Cells are looked for near their ideal only; nothing of that shows in the margins."""
    total = sum(rows)
    columns = share(total, demands(*shape)).values
    table = spread(tuple(rows), columns).values
    assert [sum(row) for row in table] == rows
    assert tuple(sum(row[j] for row in table) for j in range(3)) == columns
    assert all(abs(value - Fraction(row * column, total)) < 2 for row, line in zip(rows, table, strict=True)
               for column, value in zip(columns, line, strict=True))  # fmt: skip


@given(st.lists(st.integers(0, 4), min_size=1, max_size=3).filter(any), st.randoms(use_true_random=False))
def test_no_other_table_is_nearer_to_the_ideal(rows: list[int], chance) -> None:  # type: ignore[no-untyped-def]
    columns = [0, 0, 0]
    for _ in range(sum(rows)):
        columns[chance.randrange(3)] += 1

    def distance(table: Iterable[Sequence[int]]) -> int:
        ideal = [[row * column for column in columns] for row in rows]
        return sum((sum(rows) * v - i) ** 2 for line, near in zip(table, ideal, strict=True) for v, i in zip(line, near, strict=True))

    lines = [[cells for cells in product(range(row + 1), repeat=3) if sum(cells) == row] for row in rows]
    every = [table for table in product(*lines) if [sum(column) for column in zip(*table, strict=True)] == columns]
    assert distance(spread(tuple(rows), tuple(columns)).values) == min(map(distance, every))


def test_among_equally_near_tables_the_earlier_unit_takes_the_earlier_quarter() -> None:
    found = spread((1, 1, 0, 1, 1, 1), (1, 2, 2, 0))
    assert found.values == ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 1, 0))
    assert found.tied


def test_a_spread_is_the_one_nearest_to_row_times_column() -> None:
    found = spread((4, 2), (2, 2, 2))
    assert [sum(row) for row in found.values] == [4, 2]
    assert found.values[1] != (2, 0, 0)
    assert max(found.values[0]) == 2
    assert not spread((3, 3), (2, 2, 2)).values[0].count(3)


def test_margins_that_differ_are_refused() -> None:
    with pytest.raises(Infeasible) as problem:
        spread((1, 2), (1, 1))
    assert problem.value.code == "margins-differ"
