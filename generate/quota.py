"""The unit's row of the directive's quota table, and its share-out among the unit's own lower units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from extract.directive import Allocation, Directive, Finding
from generate.allocation import Demand, Infeasible, share, spread
from generate.findings import finding
from generate.unit import LowerUnit, Unit, matching

_ASKED = re.compile(r"(?i)chỉ tiêu|kế hoạch|giao|kết nạp|phấn đấu|phát triển|đăng ký")
_REACHED = re.compile(r"(?i)đã |hiện có|thực hiện năm|kết quả|tính đến|(?<!\w)ước ")
_BASE = re.compile(
    r"(?i)^(?:dân số|biên chế|diện tích|(?:tổng )?số (?:đ[aăả]ng viên|hộ|dân|cán bộ|lao động|công nhân|thôn|chi bộ)|nguồn"
    r"|thanh niên trong diện|ghi chú|đầu năm)\b(?! (?:kết nạp|được giao|tham gia))"
)
"""Columns that say how large a unit is, not what it has to do."""
_SUM = re.compile(r"(?i)^(?:tổng cộng|cộng|tổng số|tổng)$")
_PERIOD = re.compile(r"(?i)^(?:(?:quý|tháng|6 tháng|năm|đợt|học kỳ)\b|\d{4}$)")


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of the unit's row: the total and its parts as printed, e.g. total 5, quarters 1, 2, 2, 0."""

    measure: str
    total: Allocation | None
    parts: tuple[Allocation, ...]

    @property
    def value(self) -> float | None:
        return self.total.value if self.total else None

    @property
    def by_period(self) -> bool:
        return bool(self.parts) and all(_PERIOD.match(part.part or "") for part in self.parts)

    @property
    def by_quarter(self) -> bool:
        return len(self.parts) == 4 and all(re.match(r"(?i)^quý\b", part.part or "") for part in self.parts)


def quota_rows(directive: Directive, unit: Unit) -> tuple[Row, ...]:
    """The measures that ask something of the unit, in the table's order; results of earlier years are left out."""
    mine = _own(directive, unit)
    return _rows(mine, _asked_and_left(mine)[0])


def columns_left(directive: Directive, unit: Unit) -> tuple[Row, ...]:
    """Columns beside the quota of which nobody said whether they ask for something: told, not carried."""
    mine = _own(directive, unit)
    return _rows(mine, _asked_and_left(mine)[1])


def _asked_and_left(mine: list[Allocation]) -> tuple[list[str], list[str]]:
    """Of a table that also tells what is or was, only columns that ask in words; of any other all of them."""
    measures = list(dict.fromkeys(allocation.measure for allocation in mine))
    if len(measures) == 1:
        return measures, []
    open_ones = [measure for measure in measures if not _REACHED.search(measure) and not _BASE.match(measure)]
    worded = [
        measure for place, measure in enumerate(measures) if _is_asked(measure) or (_SUM.match(measure) and _is_asked(measures[place - 1]))
    ]
    if not worded or len(open_ones) == len(measures):
        return open_ones, []
    return worded, [measure for measure in open_ones if measure not in worded]


def every_row(directive: Directive, unit: Unit) -> tuple[Row, ...]:
    """All that the table says of the unit but results of earlier years, also measures whose head asks for nothing in words."""
    mine = _own(directive, unit)
    return _rows(mine, [measure for measure in dict.fromkeys(a.measure for a in mine) if not _REACHED.search(measure)])


def _own(directive: Directive, unit: Unit) -> list[Allocation]:
    names = matching(unit.name, (allocation.unit for allocation in directive.allocations))
    return [allocation for allocation in directive.allocations if names and allocation.unit == names[0]]


def _rows(mine: list[Allocation], measures: Iterable[str]) -> tuple[Row, ...]:
    rows = []
    for measure in measures:
        own = [allocation for allocation in mine if allocation.measure == measure]
        total = next((a for a in own if a.part is None), None) or next((a for a in own if a.part and _SUM.match(a.part)), None)
        parts = tuple(a for a in own if a is not total and a.part is not None and not _BASE.match(a.part) and not _REACHED.search(a.part))
        rows.append(Row(measure, total, parts))
    return tuple(rows)


def _is_asked(measure: str) -> bool:
    return bool(_ASKED.search(measure)) and not _REACHED.search(measure)


def is_a_sum(measure: str) -> bool:
    """A column that only adds up others: "Tổng cộng"."""
    return bool(_SUM.match(measure))


def main_row(rows: tuple[Row, ...]) -> Row | None:
    """The measure that the plan's own share-out is made of: the one divided by period, else the only one."""
    return next((row for row in rows if row.by_period), rows[0] if len(rows) == 1 else None)


@dataclass(frozen=True, slots=True)
class ShareOut:
    """What each lower unit gets, in all and by part; `parts` empty where the directive gives none."""

    lower: tuple[LowerUnit, ...]
    totals: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]


def share_out(row: Row, unit: Unit) -> tuple[ShareOut | None, tuple[Finding, ...]]:
    """The quota among the unit's lower units; None with a finding where demands cannot be met or weights are not known."""
    if not unit.lower or not row.value or row.value != int(row.value):
        return None, ()
    unknown = [lower.name for lower in unit.lower if lower.weight is None and lower.fixed is None]
    if unknown:
        return None, (finding("weights-missing", names=", ".join(unknown)),)
    found: list[Finding] = []
    try:
        shares = share(int(row.value), tuple(demand_of(lower) for lower in unit.lower))
    except Infeasible as problem:
        return None, (finding(problem.code, **problem.values),)
    if shares.tied:
        found.append(finding("allocation-tie", names=", ".join(shares.tied)))
    values = [part.value for part in row.parts]
    if not row.by_period or any(value is None or value != int(value) for value in values):
        return ShareOut(unit.lower, shares.values, ()), tuple(found)
    try:
        table = spread(shares.values, tuple(int(value) for value in values if value is not None))
    except Infeasible as problem:
        return ShareOut(unit.lower, shares.values, ()), (*found, finding(problem.code, **problem.values))
    if table.tied:
        found.append(finding("quarter-tie"))
    return ShareOut(unit.lower, shares.values, table.values), tuple(found)


def demand_of(lower: LowerUnit) -> Demand:
    if lower.fixed is not None:
        return Demand(lower.name, Fraction(str(lower.weight or 0)), lower.fixed, lower.fixed)
    return Demand(lower.name, Fraction(str(lower.weight)), lower.minimum, lower.maximum)
