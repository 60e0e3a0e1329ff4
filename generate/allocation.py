"""Sharing a quota: among lower units by largest remainder, over units and quarters at once by exact integer flow.

Everything is reckoned in whole numbers and fractions, so that the same input always gives the same output.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

import networkx as nx

REACH = 2
Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """One unit's claim: its weight (number of members, say) and the bounds that its share has to keep."""

    name: str
    weight: Fraction
    minimum: int = 0
    maximum: int | None = None

    def holds(self, value: int) -> bool:
        return self.minimum <= value and (self.maximum is None or value <= self.maximum)


@dataclass(frozen=True, slots=True)
class Shares:
    """What each unit gets, in the order of the demands; `tied` names the units between which only their order decided.

    `quotas` are the exact shares of the last round, None for a unit that a bound took out of it before.
    """

    values: tuple[int, ...]
    tied: tuple[str, ...] = ()
    quotas: tuple[Fraction | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Units by quarters with both margins kept; `tied` where another table would be just as near to the ideal."""

    values: Matrix
    tied: bool = False


class Infeasible(ValueError):
    """Demands that cannot all be met; `code` is the finding's, `values` fill its message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = values


def share(total: int, demands: tuple[Demand, ...]) -> Shares:
    """`total` among the units by largest remainder, each within its bounds.

    With weights 33, 41, 24 and a total of 5: the quotas 1,68 2,09 1,22 give 2, 2, 1. A unit below its minimum is fixed there
    and taken out, the rest is shared again; when no minimum is broken, the same for maxima. Equal remainders at the cut:
    the unit that stands first. Raises `Infeasible` where the bounds leave no solution.
    """
    _check_bounds(total, demands)
    fixed: dict[int, int] = {}
    while True:
        free = [i for i in range(len(demands)) if i not in fixed]
        rest = total - sum(fixed.values())
        values, tied = _largest_remainder(rest, [demands[i].weight for i in free])
        found = dict(zip(free, values, strict=True))
        low = {i: demands[i].minimum for i, value in found.items() if value < demands[i].minimum}
        high = {i: limit for i, value in found.items() if (limit := demands[i].maximum) is not None and value > limit}
        if not (low or high):
            break
        fixed |= low or high
        if len(fixed) == len(demands):
            found, tied = {}, []
            break
    result = _fill_up(total, demands, fixed | found)
    exact = dict(zip(free, quotas_of(rest, [demands[i].weight for i in free]), strict=True)) if found else {}
    quotas = tuple(exact.get(i) for i in range(len(demands)))
    return Shares(tuple(result), tuple(demands[free[i]].name for i in tied), quotas)


def _check_bounds(total: int, demands: tuple[Demand, ...]) -> None:
    for demand in demands:
        if demand.maximum is not None and demand.minimum > demand.maximum:
            raise Infeasible("bounds-crossed", name=demand.name, minimum=demand.minimum, maximum=demand.maximum)
    least = sum(demand.minimum for demand in demands)
    if least > total:
        names = _names(demand.name for demand in demands if demand.minimum)
        raise Infeasible("minima-too-high", total=total, least=least, excess=least - total, names=names)
    limits = [demand.maximum for demand in demands]
    known = [limit for limit in limits if limit is not None]
    if len(known) == len(limits) and sum(known) < total:
        names = _names(demand.name for demand in demands)
        raise Infeasible("maxima-too-low", total=total, most=sum(known), lack=total - sum(known), names=names)
    if (
        total
        and not any(demand.weight for demand in demands if demand.maximum is None or demand.maximum > demand.minimum)
        and least < total
    ):
        raise Infeasible("weights-missing", names=_names(demand.name for demand in demands))


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)


def quotas_of(total: int, weights: Sequence[Fraction]) -> list[Fraction]:
    """Each weight's exact share: 5 by 33, 41, 24 → 165/98, 205/98, 120/98."""
    whole = sum(weights, Fraction(0))
    return [max(total, 0) * weight / whole if whole else Fraction(0) for weight in weights]


def _largest_remainder(total: int, weights: list[Fraction]) -> tuple[list[int], list[int]]:
    """Whole shares, and the places tied at the cut (empty where the remainders decide)."""
    quotas = quotas_of(total, weights)
    if not any(quotas):
        return [0] * len(weights), []
    values = [int(quota) for quota in quotas]
    remainders = [quota - value for quota, value in zip(quotas, values, strict=True)]
    order = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    seats = total - sum(values)
    for place in order[:seats]:
        values[place] += 1
    if not seats or seats == len(order) or remainders[order[seats - 1]] != remainders[order[seats]]:
        return values, []
    return values, sorted(place for place in order if remainders[place] == remainders[order[seats]])


def _fill_up(total: int, demands: tuple[Demand, ...], found: dict[int, int]) -> list[int]:
    """Units fixed at a bound may leave a rest that nobody free can take: it goes one by one to those furthest below their due."""
    values = [found[i] for i in range(len(demands))]
    whole = sum((demand.weight for demand in demands), Fraction(0)) or Fraction(1)
    due = [total * demand.weight / whole for demand in demands]
    while sum(values) < total:
        open_ = [i for i, demand in enumerate(demands) if demand.holds(values[i] + 1)]
        values[max(open_, key=lambda i: (due[i] - values[i], -i))] += 1
    while sum(values) > total:
        open_ = [i for i, demand in enumerate(demands) if demand.holds(values[i] - 1)]
        values[max(open_, key=lambda i: (values[i] - due[i], i))] -= 1
    return values


def spread(rows: tuple[int, ...], columns: tuple[int, ...]) -> Spread:
    """Whole numbers with these row and column sums, nearest to row × column / total (least sum of squares).

    Among tables equally near, the unit that stands first takes the earlier quarter. Raises `Infeasible` where the margins differ.
    """
    if sum(rows) != sum(columns):
        raise Infeasible("margins-differ", rows=sum(rows), columns=sum(columns))
    values = _flow(rows, columns, early_first=True)
    other = _flow(rows, columns, early_first=False)
    return Spread(values, tied=values != other)


def _flow(rows: tuple[int, ...], columns: tuple[int, ...], *, early_first: bool) -> Matrix:
    """Cells are looked for within `reach` of their ideal; where one lies at the end of its reach, again in a wider one."""
    total, reach = sum(rows) or 1, REACH
    ideal = tuple(tuple(row * column // total for column in columns) for row in rows)
    most = tuple(tuple(min(row, column) for column in columns) for row in rows)
    while True:
        low = tuple(tuple(max(0, cell - reach) for cell in line) for line in ideal)
        high = tuple(tuple(map(min, line, [cell + 1 + reach for cell in near])) for line, near in zip(most, ideal, strict=True))
        values = _flow_within(rows, columns, low, high, early_first=early_first)
        cells = zip(*(chain.from_iterable(matrix) for matrix in (values, low, high, most)), strict=True)
        if all((value > least or not least) and (value < top or top == limit) for value, least, top, limit in cells):
            return values
        reach *= 4


def _flow_within(rows: tuple[int, ...], columns: tuple[int, ...], low: Matrix, high: Matrix, *, early_first: bool) -> Matrix:
    total = sum(rows)
    preference = total * len(rows) * len(columns) + 1
    network: nx.MultiDiGraph[tuple[str, int]] = nx.MultiDiGraph()
    for i, row in enumerate(rows):
        network.add_node(("row", i), demand=sum(low[i]) - row)
    for j, column in enumerate(columns):
        network.add_node(("column", j), demand=column - sum(line[j] for line in low))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            rank = (len(rows) - i) * (len(columns) - j)
            for k in range(low[i][j], high[i][j]):
                distance = total * (2 * k + 1) - 2 * row * column
                network.add_edge(("row", i), ("column", j), capacity=1, weight=distance * preference + (-rank if early_first else rank))
    _, flow = nx.network_simplex(network)
    return tuple(
        tuple(low[i][j] + sum(flow[("row", i)].get(("column", j), {}).values()) for j in range(len(columns))) for i in range(len(rows))
    )
