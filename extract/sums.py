"""The sums that a table prints, along a row or down a column.

Each is a `Claim`: one cell that should equal others together. Which columns are sums of which is found from the numbers and the
heads, never assumed: "Tổng số" of "Quý I" … "Quý IV".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from extract.allocations import block_of, divided_column
from extract.language import fold, key
from extract.lexicon import pattern
from extract.table_words import divides, names_sum, ordinal_rank, says_sum, summed_marks
from extract.tables import PrintedTable

Place = tuple[int, int]
Strength = Literal["declared", "divided", "timed", "called", "found"]
_STRENGTHS: tuple[Strength, ...] = ("declared", "divided", "timed", "called", "found")
_LONGEST_RUN = 31
_DECLARED = re.compile(r"\(?(\d+)\)?\s*=\s*\(?\d+\)?(?:\s*\+\s*(?:…|\.\.\.|\(?\d+\)?))+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One printed sum: the cell `whole` should equal the cells `parts` together, along a row or down a column."""

    along: Literal["row", "column"]
    whole: Place
    parts: tuple[Place, ...]
    printed: float
    computed: float
    holds: bool

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.whole, *self.parts)

    def demands(self, place: Place, value: float) -> float:
        """What the cell would have to be for the claim to hold."""
        return round(self.computed if place == self.whole else value + self.printed - self.computed, 6)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """Column `whole` is the sum of the columns `parts`, and how sure that is."""

    whole: int
    parts: tuple[int, ...]
    strength: Strength


def claims(table: PrintedTable) -> tuple[Claim, ...]:
    """Every sum that the table prints."""
    return (*_row_claims(table), *_column_claims(table))


def _row_claims(table: PrintedTable) -> Iterator[Claim]:
    for relation in column_sums(table):
        for row in counted_rows(table):
            if claim := _claim(table, "row", (row, relation.whole), [(row, part) for part in relation.parts]):
                yield claim


def _claim(table: PrintedTable, along: Literal["row", "column"], total: Place, parts: Sequence[Place]) -> Claim | None:
    """None where the sum is not printed, nothing stands to be added, or a cell cannot be read."""
    printed = table.value(*total)
    values = [value for row, column in parts if (value := table.numbers[row][column]) is not None]
    if printed is None or not values or any(map(math.isnan, values)):
        return None
    computed = round(sum(values), 6)
    slack = _slack(max(table.decimals[column] for _, column in (total, *parts)), len(parts))
    return Claim(along, total, tuple(parts), printed, computed, abs(printed - computed) <= slack)


def _slack(decimals: int, count: int) -> float:
    """How far rounding may carry a sum: nothing for whole numbers, a few last places for decimals."""
    return (10**-decimals * 0.29 * math.sqrt(count + 1) * 2.5 if decimals else 0.0) + 1e-6


def counted_rows(table: PrintedTable) -> tuple[int, ...]:
    """The rows in which a measure has a number."""
    return tuple(row for row in range(len(table.facts.rows)) if any(table.value(row, column) is not None for column in table.measures))


# Which columns are sums of which


def column_sums(table: PrintedTable) -> tuple[ColumnSum, ...]:
    """The columns that are sums of others: "Tổng số" of "Quý I" … "Quý IV" after it, "Tổng cộng" of the years before it."""
    summable = [column for column in table.measures if not table.columns[column].rate]
    sums = [_RunningSums.of(table.numbers[row]) for row in counted_rows(table)]
    found = []
    for total in summable:
        shares = ((relation, _proof(table, relation, sums)) for relation in _candidates(table, total, summable))
        proven = [(relation, share) for relation, share in shares if share is not None]
        if proven:
            found.append(min(proven, key=lambda pair: _preference(*pair))[0])
    return tuple(found)


def _preference(relation: ColumnSum, share: float) -> tuple[float, ...]:
    """The surest first; of columns that follow in time all, also one of noughts only; else those that fit most rows."""
    length = -len(relation.parts)
    within = (length, -share) if relation.strength == "timed" else (-share, length)
    return (_STRENGTHS.index(relation.strength), *within)


def _candidates(table: PrintedTable, total: int, summable: Sequence[int]) -> Iterator[ColumnSum]:
    if parts := _declared_parts(table, total):
        yield ColumnSum(total, parts, "declared")
    if parts := _divided_parts(table, total, summable):
        yield ColumnSum(total, parts, "divided")
    for parts in (*_siblings(table, total, summable), *_runs(total, summable), *_namesakes(table, total, summable)):
        yield ColumnSum(total, parts, _strength(table, total, parts))


def _declared_parts(table: PrintedTable, total: int) -> tuple[int, ...]:
    """The row of column numbers says it: "3 = 4 + 5 + 6"."""
    number = table.columns[total].number
    match = _DECLARED.fullmatch(number.strip()) if number else None
    if not match:
        return ()
    named = {re.sub(r"\D.*", "", column.number.strip("( ")): i for i, column in enumerate(table.columns) if column.number}
    numbers = re.findall(r"\d+", match[0].split("=")[1])
    if "…" in match[0] or "..." in match[0]:
        numbers = [str(n) for n in range(int(numbers[0]), int(numbers[-1]) + 1)]
    parts = [named.get(number) for number in numbers]
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def _divided_parts(table: PrintedTable, total: int, summable: Sequence[int]) -> tuple[int, ...]:
    for column in summable:
        levels = table.columns[column].levels
        if len(levels) > 1 and divides(levels[0]) == "division" and divided_column(table, column) == total:
            return tuple(part for part in block_of(table, column) if part in summable)
    return ()


def _siblings(table: PrintedTable, total: int, summable: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Under one head: "Năm 2022: Tổng số | Khối xã | Khối phường"."""
    if len(table.columns[total].levels) > 1:
        others = tuple(column for column in block_of(table, total) if column in summable and column != total)
        if len(others) > 1 and (others[0] > total or others[-1] < total):
            yield others


def _runs(total: int, summable: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Two or more columns directly after the sum or directly before it."""
    for step in (1, -1):
        run: list[int] = []
        while len(run) < _LONGEST_RUN and (column := total + step * (len(run) + 1)) in summable:
            run.append(column)
            if len(run) > 1:
                yield tuple(sorted(run))


def _namesakes(table: PrintedTable, total: int, summable: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Columns of the same name, or sums, under other heads: "Cả năm: Tổng, Nữ | Đợt 1: Tổng, Nữ | Đợt 2: Tổng, Nữ"."""
    last = key(table.columns[total].levels[-1]) if table.columns[total].levels else ""
    later = [column for column in summable if column > total and len(table.columns[column].levels) > 1]
    for same in (lambda head: key(head) == last, says_sum):
        chosen = tuple(column for column in later if same(table.columns[column].levels[-1]))
        if len(chosen) > 1 and table.columns[total].levels[:1] != table.columns[chosen[0]].levels[:1]:
            yield chosen


def _strength(table: PrintedTable, total: int, parts: Sequence[int]) -> Strength:
    heads = [table.columns[part] for part in parts]
    selected = any(head.levels and divides(head.levels[0]) == "selection" for head in heads)
    in_time = all(head.levels and pattern("tables", "period").search(fold(head.levels[-1])) for head in heads)
    called = bool(table.columns[total].levels) and says_sum(table.columns[total].levels[-1])
    if selected or not called:
        return "found"
    return "timed" if in_time else "called"


def _proof(table: PrintedTable, relation: ColumnSum, sums: Sequence[_RunningSums]) -> float | None:
    """The share of rows on which the relation holds, None where that is too little to believe in it.

    Rows of noughts prove nothing where the head does not say it.
    """
    tested = fits = telling = 0
    patience = _allowed_misses(relation.strength, len(sums))
    slack = _slack(max(table.decimals[column] for column in (relation.whole, *relation.parts)), len(relation.parts))
    for line in sums:
        printed = line.numbers[relation.whole]
        added = line.add(relation.parts)
        if added is None or printed is None or math.isnan(printed):
            continue
        if relation.strength not in {"declared", "divided"} and not printed and not added.nonzero:
            continue
        holds = abs(printed - added.total) <= slack
        tested += 1
        fits += holds
        telling += holds and added.nonzero > 1
        if tested - fits > patience:
            return None
    few_misses = tested - fits <= _allowed_misses(relation.strength, tested)
    tested_enough, telling_enough = {"called": (3, 2), "found": (4, 3), "timed": (1, 1)}.get(relation.strength, (1, 0))
    believed = few_misses and tested >= tested_enough and telling >= telling_enough and (fits or relation.strength == "declared")
    return fits / tested if believed else None


@dataclass(frozen=True, slots=True)
class _Added:
    total: float
    nonzero: int


@dataclass(frozen=True, slots=True)
class _RunningSums:
    """One row, summed up from the left, so that a run of columns is added in one step."""

    numbers: tuple[float | None, ...]
    totals: tuple[float, ...]
    filled: tuple[int, ...]
    unreadable: tuple[int, ...]
    nonzero: tuple[int, ...]

    @classmethod
    def of(cls, numbers: tuple[float | None, ...]) -> _RunningSums:
        readable = [0.0 if number is None or math.isnan(number) else number for number in numbers]
        return cls(
            numbers,
            (0.0, *accumulate(readable)),
            (0, *accumulate(number is not None for number in numbers)),
            (0, *accumulate(number is not None and math.isnan(number) for number in numbers)),
            (0, *accumulate(number != 0 for number in readable)),
        )

    def add(self, columns: tuple[int, ...]) -> _Added | None:
        """None where nothing stands in these columns, or something that is no number."""
        first, last = columns[0], columns[-1] + 1
        if last - first != len(columns):
            values = [number for column in columns if (number := self.numbers[column]) is not None]
            return _Added(sum(values), sum(map(bool, values))) if values and not any(map(math.isnan, values)) else None
        if self.filled[last] == self.filled[first] or self.unreadable[last] > self.unreadable[first]:
            return None
        return _Added(self.totals[last] - self.totals[first], self.nonzero[last] - self.nonzero[first])


def _allowed_misses(strength: Strength, rows: int) -> int:
    """A stated division may be wrong on less than half of the rows, a likeness found in the numbers on few."""
    if strength == "declared":
        return rows
    return max(1, (rows - 1) // 2) if strength in {"divided", "timed"} else max(1, rows // 10)


# Which rows a sum covers


def _column_claims(table: PrintedTable) -> tuple[Claim, ...]:
    if table.column_of("unit_of_measure") is not None or table.units_across or table.folded:
        return ()
    made = {row: _claims_of_sum(table, row) for row in table.rows_of("subtotal", "total", "group")}
    headings = [claim for row in table.rows_of("group") for claim in made[row]]
    believed = [row for row in made if table.facts.rows[row].kind != "group" or _half_holds(made[row]) or _half_holds(headings)]
    return _without_uncountable([claim for row in believed for claim in made[row]])


def _half_holds(made: Sequence[Claim]) -> bool:
    """A heading's own numbers may be no sums at all: at least half of them must be."""
    return 0 < len(made) <= 2 * sum(claim.holds for claim in made)


def _without_uncountable(made: Sequence[Claim]) -> tuple[Claim, ...]:
    """Without the columns that never add up in three sums or more: their numbers are no counts."""
    failing = {column for column in {claim.whole[1] for claim in made} if _never_holds([c for c in made if c.whole[1] == column])}
    return tuple(claim for claim in made if claim.whole[1] not in failing)


def _never_holds(made: Sequence[Claim]) -> bool:
    return len(made) >= 3 and not any(claim.holds for claim in made)


def _claims_of_sum(table: PrintedTable, row: int) -> list[Claim]:
    """The claims of one row of sums, for the rows that it most likely covers."""
    summable = [column for column in table.measures if not table.columns[column].rate]
    best: list[Claim] = []
    for covered in _coverages(table, row):
        made = [claim for column in summable if (claim := _claim(table, "column", (row, column), [(part, column) for part in covered]))]
        if not best or sum(claim.holds for claim in made) > sum(claim.holds for claim in best):
            best = made
    return best


def _coverages(table: PrintedTable, row: int) -> Iterator[tuple[int, ...]]:
    """The rows that a sum may cover, the likeliest first."""
    kind = table.facts.rows[row].kind
    units = table.rows_of("unit")
    before = [unit for unit in units if unit < row]
    after = [unit for unit in units if unit > row]
    if kind == "group":
        options = [_until(after, _next(table, row, "group", "subtotal", "total")), _until(after, _next_of_rank(table, row))]
    elif kind == "total":
        options = [before, after] if before else [after, _until(after, _next(table, row, "subtotal", "total"))]
    elif row not in rows_of_sums(table):
        return
    else:
        since_sum = _since(before, _last_before(row, rows_of_sums(table)))
        since_group = _since(before, _last_before(row, table.rows_of("group")))
        options = [since_sum, since_group, _until(after, _next(table, row, "subtotal", "total")), before]
        if summed_marks(table.label(row)):
            options.insert(0, _marked(table, row))
    seen: list[tuple[int, ...]] = []
    for option in map(tuple, options):
        if option and option not in seen:
            seen.append(option)
            yield option


def rows_of_sums(table: PrintedTable) -> tuple[int, ...]:
    """The rows that add others up; "Trong đó: nữ" only says a part of the row above it."""
    return tuple(row for row in table.rows_of("subtotal", "total") if names_sum(table.label(row)))


def _marked(table: PrintedTable, row: int) -> list[int]:
    """The sums or units that the label names: "Tổng cộng (I+II)", "Tổng cộng (1)+(2)"."""
    marks = set(summed_marks(table.label(row)))
    return [other for other in range(row) if fold(table.ordinals[other]) in marks]


def _last_before(row: int, rows: Sequence[int]) -> int:
    return max((other for other in rows if other < row), default=-1)


def _next(table: PrintedTable, row: int, *kinds: Literal["group", "subtotal", "total"]) -> int:
    return min((other for other in table.rows_of(*kinds) if other > row), default=len(table.facts.rows))


def _next_of_rank(table: PrintedTable, row: int) -> int:
    """The next heading numbered in the same way ("II" after "I", past "1", "2")."""
    rank = ordinal_rank(table.ordinals[row])
    alike = (other for other in table.rows_of("group") if other > row and ordinal_rank(table.ordinals[other]) == rank)
    return min(alike, default=len(table.facts.rows))


def _since(rows: Sequence[int], start: int) -> list[int]:
    return [row for row in rows if row > start]


def _until(rows: Sequence[int], end: int) -> list[int]:
    return [row for row in rows if row < end]
