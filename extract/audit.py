"""Audit: do the printed sums hold, are rows missing, does the text agree with the tables.

Every sum that the print claims, along a row or down a column, becomes a `Claim`: one cell that should equal others together.
Which columns are sums of which is found from the numbers and the heads, never assumed. Where a claim along a row and one down
a column fail together at one cell and ask for the same number there, that cell is named. Nothing is repaired.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Literal

from extract.allocations import block_of, divided_column
from extract.anchors import anchor
from extract.directive import Directive, Finding, Target
from extract.findings import catalogue, finding
from extract.language import fold, key
from extract.lexicon import alternation, entry, pattern, whole
from extract.table_words import cell_number, divides, grand_total, is_empty, names_sum, ordinal_rank, says_sum, summed_marks
from extract.tables import PrintedTable, read_tables
from ingest.document import Document, Paragraph

Place = tuple[int, int]
Strength = Literal["declared", "divided", "timed", "called", "found"]
_STRENGTHS: tuple[Strength, ...] = ("declared", "divided", "timed", "called", "found")
_LONGEST_RUN = 31
_NEAR_COUNTS = 8
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


def audit_tables(tables: tuple[PrintedTable, ...]) -> tuple[Finding, ...]:
    """What does not add up or seems lost in the tables, each with the cell that a person should look at."""
    found: list[Finding] = []
    last_ordinal = 0
    for table in tables:
        found += _broken_cells(table)
        found += _sum_findings(table)
        found += _percent_findings(table)
        gaps, last_ordinal = _ordinal_findings(table, last_ordinal)
        found += gaps
        found += _incomplete(table)
    return tuple(found)


def audit_text(directive: Directive, document: Document) -> tuple[Finding, ...]:
    """Where the text and the tables say different things, or the text announces what is not there."""
    tables = read_tables(document)
    return (*_grand_totals(document, tables), *_targets_against_tables(directive, tables), *_missing_annexes(document))


# Sums -----------------------------------------------------------------------------------------------------------------


def claims(table: PrintedTable) -> tuple[Claim, ...]:
    """Every sum that the table prints."""
    return (*_row_claims(table), *_column_claims(table))


def _row_claims(table: PrintedTable) -> Iterator[Claim]:
    for relation in column_sums(table):
        for row in _counted_rows(table):
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


def _counted_rows(table: PrintedTable) -> tuple[int, ...]:
    return tuple(row for row in range(len(table.facts.rows)) if any(table.value(row, column) is not None for column in table.measures))


# Which columns are sums of which


def column_sums(table: PrintedTable) -> tuple[ColumnSum, ...]:
    """The columns that are sums of others: "Tổng số" of "Quý I" … "Quý IV" after it, "Tổng cộng" of the years before it."""
    summable = [column for column in table.measures if not table.columns[column].rate]
    sums = [_RunningSums.of(table.numbers[row]) for row in _counted_rows(table)]
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
    elif row not in _sums(table):
        return
    else:
        since_sum = _since(before, _last_before(row, _sums(table)))
        since_group = _since(before, _last_before(row, table.rows_of("group")))
        options = [since_sum, since_group, _until(after, _next(table, row, "subtotal", "total")), before]
        if summed_marks(table.label(row)):
            options.insert(0, _marked(table, row))
    seen: list[tuple[int, ...]] = []
    for option in map(tuple, options):
        if option and option not in seen:
            seen.append(option)
            yield option


def _sums(table: PrintedTable) -> tuple[int, ...]:
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


# What fails


def _sum_findings(table: PrintedTable) -> Iterator[Finding]:
    made = claims(table)
    failing = [claim for claim in made if not claim.holds]
    for place, value in _culprits(table, made, failing):
        yield _mismatch(table, place, value, "crossing")
        failing = [claim for claim in failing if place not in claim.places]
    for row in sorted({claim.whole[0] for claim in failing if claim.along == "column"}):
        of_row = [claim for claim in failing if claim.along == "column" and claim.whole[0] == row]
        claimed = [claim for claim in made if claim.along == "column" and claim.whole[0] == row]
        if len(of_row) >= 3 and len(of_row) * 2 > len(claimed):
            yield _wrong_row(table, of_row)
            failing = [claim for claim in failing if claim not in of_row]
    for claim in failing:
        yield _mismatch(table, claim.whole, claim.computed, f"by_{claim.along}", claim)


def _culprits(table: PrintedTable, made: Sequence[Claim], failing: Sequence[Claim]) -> Iterator[tuple[Place, float]]:
    """Cells at which failing sums of a row and a column cross, and one number would mend every sum that they take part in."""
    crossing = {place for claim in failing if claim.along == "row" for place in claim.places}
    crossing &= {place for claim in failing if claim.along == "column" for place in claim.places}
    for place in sorted(crossing):
        value = table.value(*place) or 0.0
        wanted = {claim.demands(place, value) for claim in made if place in claim.places}
        if len(wanted) == 1 and (only := wanted.pop()) >= 0 and only != value:
            yield place, only


def _mismatch(table: PrintedTable, place: Place, computed: float, reason: str, claim: Claim | None = None) -> Finding:
    row, column = place
    because = catalogue()["sum-mismatch"][reason].format(computed=_number(computed), parts=_parts_named(table, claim) if claim else "")
    return finding(
        "sum-mismatch", table.anchor(row, column), table=_named(table), row=_row_name(table, row), column=table.columns[column].name,
        printed=table.facts.rows[row].cells[column] or catalogue()["sum-mismatch"]["blank"], because=because,
    )  # fmt: skip


def _wrong_row(table: PrintedTable, failing: Sequence[Claim]) -> Finding:
    row = failing[0].whole[0]
    columns = "; ".join(
        catalogue()["sum-row-mismatch"]["column"].format(
            column=table.columns[claim.whole[1]].name, printed=_number(claim.printed), computed=_number(claim.computed)
        )
        for claim in failing
    )
    label = table.labels[row]
    place = table.anchor(row, label if label is not None else failing[0].whole[1])
    parts = _parts_named(table, failing[0])
    return finding("sum-row-mismatch", place, table=_named(table), row=_row_name(table, row), parts=parts, columns=columns)


def _parts_named(table: PrintedTable, claim: Claim) -> str:
    if claim.along == "row":
        return ", ".join(f"“{table.columns[column].last_level}”" for _, column in claim.parts)
    rows = [row for row, _ in claim.parts]
    if len(rows) == 1:
        return f"“{_row_name(table, rows[0])}”"
    words = catalogue()["sum-mismatch"]["rows"]
    return words.format(count=len(rows), first=_row_name(table, rows[0]), last=_row_name(table, rows[-1]))


def _row_name(table: PrintedTable, row: int) -> str:
    return table.label(row) or table.ordinals[row] or str(row + 1)


def _named(table: PrintedTable) -> str:
    """Bảng 1 (Giao chỉ tiêu năm 2022)."""
    number = table.facts.id.removeprefix("b")
    title = f" ({table.facts.title})" if table.facts.title else ""
    return f"Bảng {number}{title}"


def _number(value: float) -> str:
    """The Vietnamese way: 1804.5 → "1.804,5"."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


# Percent columns


def _percent_findings(table: PrintedTable) -> Iterator[Finding]:
    rows = _counted_rows(table)
    for column in (c for c in table.measures if table.columns[c].rate):
        counts = [c for c in table.measures if c < column and not table.columns[c].rate][-_NEAR_COUNTS:]
        for part, base in ((part, base) for part in reversed(counts) for base in counts if part != base):
            wrong = _wrong_shares(table, rows, column, part, base)
            if wrong is not None:
                yield from (_percent_mismatch(table, row, column, part, base, computed) for row, computed in wrong)
                break


def _wrong_shares(table: PrintedTable, rows: Sequence[int], column: int, part: int, base: int) -> list[tuple[int, float]] | None:
    """The rows on which the percentage is not `part` of `base`, None where it is not on most and so means something else."""
    wrong: list[tuple[int, float]] = []
    printed_shares = []
    for row in rows:
        if shares := _shares(table, row, column, part, base):
            printed, computed, slack = shares
            printed_shares.append(printed)
            if abs(printed - computed) > slack:
                wrong.append((row, computed))
            if len(wrong) > max(1, len(rows) // 10):
                return None
    proven = len(printed_shares) >= 4 and len(set(printed_shares)) > 1
    return wrong if proven and len(wrong) <= max(1, len(printed_shares) // 10) else None


def _shares(table: PrintedTable, row: int, column: int, part: int, base: int) -> tuple[float, float, float] | None:
    """Printed percentage, computed one, and how far rounding may part them."""
    printed, count, of = table.value(row, column), table.value(row, part), table.value(row, base)
    if printed is None or not count or not of:
        return None
    decimals = re.search(r",(\d+)", table.facts.rows[row].cells[column])
    return printed, 100 * count / of, 0.51 * 10 ** -(len(decimals[1]) if decimals else 0)


def _percent_mismatch(table: PrintedTable, row: int, column: int, part: int, base: int, computed: float) -> Finding:
    return finding(
        "percent-mismatch", table.anchor(row, column), table=_named(table), row=_row_name(table, row), column=table.columns[column].name,
        printed=table.facts.rows[row].cells[column], computed=_number(round(computed, 2)),
        part=table.columns[part].name, base=table.columns[base].name,
    )  # fmt: skip


# Rows -----------------------------------------------------------------------------------------------------------------


def _broken_cells(table: PrintedTable) -> Iterator[Finding]:
    """Words or broken numbers where the column counts ("1O", "2-3"), and one number merged over several units."""
    if table.facts.role != "quota":
        return
    for row in table.rows_of("unit", "subtotal", "total"):
        for column in table.measures:
            text = table.facts.rows[row].cells[column]
            if not is_empty(text) and cell_number(text) is None:
                yield _cell_finding("cell-not-a-number", table, row, column)
            elif table.is_shared(row, column) and cell_number(text) is not None:
                yield _cell_finding("cell-shared", table, row, column)


def _cell_finding(code: str, table: PrintedTable, row: int, column: int) -> Finding:
    text, name = table.facts.rows[row].cells[column], table.columns[column].name
    return finding(code, table.anchor(row, column), table=_named(table), row=_row_name(table, row), column=name, text=text)


def _ordinal_findings(table: PrintedTable, last: int) -> tuple[list[Finding], int]:
    """Gaps and repetitions in the TT column. Numbers may start again under a heading, and run on from the table before."""
    column = table.column_of("ordinal")
    numbered = [(row, int(o)) for row, o in enumerate(table.ordinals) if o.isdigit() and table.facts.rows[row].kind in {"unit", "group"}]
    if column is None or not numbered or table.folded:
        return [], last
    found = []
    if numbered[0][1] not in {0, 1, last + 1}:
        row, first = numbered[0]
        found.append(_misnumbered("row-number-gap", table, column, row, last if last < first else 0, first))
    for (_, before), (row, number) in pairwise(numbered):
        if number > before + 1:
            found.append(_misnumbered("row-number-gap", table, column, row, before, number))
        elif number <= before and number != 1:
            found.append(_misnumbered("row-number-repeated", table, column, row, before, number))
    return found, numbered[-1][1]


def _misnumbered(code: str, table: PrintedTable, column: int, row: int, before: int, number: int) -> Finding:
    return finding(code, table.anchor(row, column), table=_named(table), before=before, number=number, row=_row_name(table, row))


def _incomplete(table: PrintedTable) -> Iterator[Finding]:
    """Units after the last subtotal, where those before have theirs: the table ends too soon."""
    sums = _sums(table)
    units = table.rows_of("unit")
    if not sums or table.facts.role != "quota" or units[0] > sums[0]:
        return
    left = [row for row in units if row > sums[-1]]
    if left:
        place = table.anchor(left[-1], table.labels[left[-1]] or 0)
        words = catalogue()["sum-mismatch"]["rows"] if len(left) > 1 else "“{last}”"
        rows = words.format(count=len(left), first=_row_name(table, left[0]), last=_row_name(table, left[-1]))
        yield finding("table-incomplete", place, table=_named(table), rows=rows)


# Text and tables ------------------------------------------------------------------------------------------------------


def _grand_totals(document: Document, tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """A sentence under the tables: "Tổng cộng: 220 đảng viên." against what their last rows say together."""
    for block in document.blocks:
        printed = grand_total(block.text) if isinstance(block, Paragraph) else None
        quotas = [table for table in tables if table.facts.role == "quota" and table.block.index < block.index]
        if printed is None or not quotas:
            continue
        title = quotas[-1].facts.title
        of_title = [table for table in quotas if table.facts.title == title]
        sums = [*_totals_together(of_title), *_totals_together(quotas[-1:]), *_totals_together(quotas)]
        if sums and printed not in sums and isinstance(block, Paragraph):
            yield finding("grand-total-mismatch", anchor(block), printed=_number(printed), computed=_number(sums[0]))


def _totals_together(tables: Sequence[PrintedTable]) -> list[float]:
    """For each measure that all the tables have, what their totals make together."""
    names = [table.columns[column].name for table in tables[:1] for column in table.measures]
    found = []
    for name in names:
        totals = [column_total(table, name) for table in tables]
        if all(total is not None for total in totals):
            found.append(sum(total for total in totals if total is not None))
    return found


def column_total(table: PrintedTable, name: str) -> float | None:
    """What the whole table gives for a column: its total row, else the only sum, else None for a table that was cut."""
    column = next((c for c in table.measures if table.columns[c].name == name), None)
    sums = _sums(table)
    whole_sums = [row for row in sums if table.facts.rows[row].kind == "total" or len(sums) == 1]
    if column is None or not whole_sums or any(_incomplete(table)):
        return None
    return table.value(whole_sums[-1], column)


def _targets_against_tables(directive: Directive, tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """The figure of the text against what the quota tables hand out: "kết nạp 200 đảng viên" and a table of 220."""
    quotas = [table for table in tables if table.facts.role == "quota"]
    for target in directive.targets:
        handed_out = _handed_out(target, quotas)
        if handed_out is None:
            continue
        low, high = target.low, target.high
        if handed_out != (low if low is not None else high):
            asked = target.anchor.quote
            yield finding("target-differs-from-table", target.anchor, asked=asked, handed_out=_number(handed_out), unit=target.unit or "")


def _handed_out(target: Target, quotas: Sequence[PrintedTable]) -> float | None:
    """The total over the tables of one title whose measure names what the target counts, None without such a table."""
    if target.status != "target" or target.each or not target.unit or target.unit == "%" or not target.action:
        return None
    for title in dict.fromkeys(table.facts.title for table in quotas):
        of_title = [table for table in quotas if table.facts.title == title]
        for column in of_title[0].measures:
            name = of_title[0].columns[column].name
            if _names(f"{name} {title or ''}", target) and says_sum(name):
                totals = [column_total(table, name) for table in of_title]
                if all(total is not None for total in totals):
                    return sum(total for total in totals if total is not None)
    return None


def _names(head: str, target: Target) -> bool:
    """The head speaks of what the target asks: action and unit ("kết nạp", "đảng viên"), and of no other year."""
    words = key(head)
    unit = re.sub(r"\s+mới$", "", key(target.unit or ""))
    years = set(re.findall(r"(?:19|20)\d\d", head))
    period = {target.period.start[:4]} if target.period and target.period.start else set()
    return unit in words and key(target.action or "") in words and (not years or not period or bool(years & period))


def _missing_annexes(document: Document) -> Iterator[Finding]:
    """The text announces a table or list ("có biểu chi tiết kèm theo"), and the file ends without one."""
    for paragraph in document.paragraphs:
        match = _announcement().search(fold(paragraph.text))
        if match and not _has_annex(document, paragraph):
            place = anchor(paragraph, match.start(), match.end())
            yield finding("annex-missing", place, announced=place.quote)
            return


@cache
def _announcement() -> re.Pattern[str]:
    annex, announced = (whole(alternation(entry("tables", name).words)) for name in ("annex", "announced"))
    other = r"\s+(?:theo\s+)?(?:kế hoạch|quyết định|công văn|tờ trình|nghị quyết|chỉ thị|thông báo|hướng dẫn)\s+(?!này)"
    return re.compile(rf"{annex}[^.;:()]{{0,80}}?{announced}(?!{other})")


def _has_annex(document: Document, announcing: Paragraph) -> bool:
    annex = re.compile(alternation(entry("tables", "annex").words))
    headings = (p for p in document.paragraphs if p.index > announcing.index and len(p.text) < 120 and annex.match(fold(p.text)))
    return bool(document.tables) or any(headings)
