"""A quota table from a total and weights: a province's among districts or communes, a district's, a committee's among its cells.

`quota_table(220, units, (("Quý I", 46), …))` gives whole numbers that add up both ways, and says why each unit gets what it gets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal

from generate.allocation import Demand, Infeasible, Matrix, Shares, quotas_of, share, spread
from generate.labels import shown_number
from generate.quota import demand_of
from generate.unit import LowerUnit

Reason = Literal["fixed", "minimum", "maximum", "remainder", "order", "whole", "adjusted", "nothing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: weight 33 of 98 by a total of 5 is 1,68, so the whole part 1 and, for the largest remainder, one more."""

    unit: LowerUnit
    quota: Fraction | None
    value: int
    parts: tuple[int, ...]
    reason: Reason
    due: Fraction
    """What the weight alone would give, before any bound."""


@dataclass(frozen=True, slots=True)
class QuotaTable:
    total: int
    periods: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    tied: tuple[str, ...]
    periods_tied: bool
    periods_rounded: bool


@cache
def catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("generate").joinpath("quota_table.toml").read_text(encoding="utf-8"))


def quota_table(total: int, units: Sequence[LowerUnit], periods: Sequence[tuple[str, int | Fraction]] = ()) -> QuotaTable:
    """The table, its units in the order given; a period's figure is a number ("Quý I", 46) or a share of all ("Quý I", 1/4).

    Raises `Infeasible` naming what cannot be met and what to relax.
    """
    unknown = [unit.name for unit in units if unit.weight is None and unit.fixed is None]
    if unknown:
        raise Infeasible("weights-missing", names=", ".join(unknown))
    demands = tuple(demand_of(unit) for unit in units)
    shares = share(total, demands)
    columns, rounded = _columns(total, periods)
    spread_out = spread(shares.values, tuple(number for _, number in columns)) if columns else None
    parts: Matrix = spread_out.values if spread_out else ((),) * len(units)
    dues = quotas_of(total, [demand.weight for demand in demands])
    rows = tuple(
        Row(unit, quota, value, own, _reason(unit, demand, quota, value, shares), due)
        for unit, demand, quota, value, own, due in zip(units, demands, shares.quotas, shares.values, parts, dues, strict=True)
    )
    return QuotaTable(total, columns, rows, shares.tied, bool(spread_out and spread_out.tied), rounded)


def _columns(total: int, periods: Sequence[tuple[str, int | Fraction]]) -> tuple[tuple[tuple[str, int], ...], bool]:
    """Each period's whole number, and whether it had to be worked out of shares."""
    if not any(isinstance(figure, Fraction) for _, figure in periods):
        return tuple((name, int(figure)) for name, figure in periods), False
    whole = sum((Fraction(figure) for _, figure in periods), Fraction(0))
    if whole != 1:
        raise Infeasible("period-shares", sum=shown_number(float(whole * 100)))
    shares = share(total, tuple(Demand(name, Fraction(figure)) for name, figure in periods))
    return tuple((name, value) for (name, _), value in zip(periods, shares.values, strict=True)), True


def _reason(unit: LowerUnit, demand: Demand, quota: Fraction | None, value: int, shares: Shares) -> Reason:
    if unit.fixed is not None:
        return "fixed"
    if quota is None:
        return "minimum" if value == demand.minimum else "maximum" if value == demand.maximum else "adjusted"
    if value == int(quota):
        return "whole" if demand.weight else "nothing"
    if value == int(quota) + 1:
        return "order" if unit.name in shares.tied else "remainder"
    return "adjusted"


def note(table: QuotaTable) -> list[str]:
    """The method with its figures, a sentence or two a line, for the person who has to defend the table."""
    said = catalogue()["note"]
    weighed = [row for row in table.rows if row.unit.fixed is None]
    weights = sum((Fraction(str(row.unit.weight or 0)) for row in weighed), Fraction(0))
    given = said["given"].format(total=shown_number(table.total), units=len(table.rows), weights=shown_number(float(weights)))
    lines = [given, said["method"]]

    def names(*reasons: Reason) -> str:
        return ", ".join(f"{row.unit.name} ({row.value})" for row in table.rows if row.reason in reasons)

    if names("fixed"):
        lines.append(said["fixed"].format(names=names("fixed")))
    held = [row for row in table.rows if row.reason in ("minimum", "maximum")]
    if held:
        shown = (said["held"].format(name=row.unit.name, value=row.value, due=shown_number(round(float(row.due), 2))) for row in held)
        lines.append(said["bounds"].format(names=", ".join(shown)))
    seats = [row.unit.name for row in table.rows if row.reason in ("remainder", "order")]
    if seats:
        lines.append(said["remainders"].format(seats=len(seats), names=", ".join(seats)))
    if names("adjusted"):
        lines.append(said["adjusted"].format(names=names("adjusted")))
    lines.append(said["tie"].format(names=", ".join(table.tied)) if table.tied else said["no_tie"])
    if table.periods:
        figures = ", ".join(f"{name} {shown_number(number)}" for name, number in table.periods)
        if table.periods_rounded:
            lines.append(said["parts_rounded"].format(periods=figures))
        lines.append(said["parts"].format(periods=figures))
        if table.periods_tied:
            lines.append(said["parts_tie"])
    bounded = any(row.unit.minimum or row.unit.maximum is not None for row in table.rows)
    kept = said["bounds_kept"] if bounded else ""
    lines.append(said["total_rule"].format(sum=shown_number(sum(row.value for row in table.rows)), bounds=kept))
    return lines
