"""Quotas, one number a row: from a table of units × measures to ("Biên Hòa", "Tổng số đảng viên", "Quý I", 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.directive import Allocation
from extract.table_words import divides, names_unit, says_sum
from extract.tables import PrintedTable

_TYPED_NUMBER = re.compile(r"^\d+(?:\.\d+)*\s*[.)]\s+")


def read_allocations(tables: Iterable[PrintedTable]) -> tuple[Allocation, ...]:
    """The numbers of all quota tables, row by row.

    Only rows of units. A blank cell, one that holds no number and one that several units share give none.
    """
    return tuple(allocation for table in tables if table.facts.role == "quota" for allocation in _allocations(table))


def _allocations(table: PrintedTable) -> Iterator[Allocation]:
    if table.units_across:
        yield from _across(table)
        return
    for name_column in dict.fromkeys(table.name_column(column) for column in table.measures):
        columns = [column for column in table.measures if table.name_column(column) == name_column]
        names = {column: measure_and_part(table, column) for column in columns}
        for row in table.rows_of("unit"):
            unit = unit_name(table, row, name_column)
            for column, (measure, part) in names.items():
                value = table.value(row, column)
                if unit and value is not None and not table.is_shared(row, column):
                    yield Allocation(unit, table.groups[row], measure, part, value, table.anchor(row, column))


def _across(table: PrintedTable) -> Iterator[Allocation]:
    """Units in the head, one measure a row: the unit is the column's name, the measure the row's."""
    for column in table.measures:
        unit = table.columns[column].last_level
        for row in table.rows_of("unit"):
            value = table.value(row, column)
            if names_unit(unit) and value is not None and table.label(row):
                yield Allocation(unit, table.groups[row], table.label(row), None, value, table.anchor(row, column))


def unit_name(table: PrintedTable, row: int, name_column: int | None) -> str:
    """The unit of a row without a number typed before it ("1. Xã Mai"), also where its name is merged over several rows."""
    name = table.text(row, name_column) if name_column is not None else table.label(row)
    return _TYPED_NUMBER.sub("", name)


def measure_and_part(table: PrintedTable, column: int) -> tuple[str, str | None]:
    """First and last level of the head; under "Chia ra theo quý" the measure is that of the divided column."""
    levels = table.columns[column].levels or ("",)
    part = levels[-1] if len(levels) > 1 else None
    if len(levels) > 1 and divides(levels[0]):
        whole = divided_column(table, column)
        return (levels[0] if whole is None else table.columns[whole].levels[0]), part
    return levels[0], part


def divided_column(table: PrintedTable, column: int) -> int | None:
    """The column that a head "Chia ra …" divides: the one before its block, else one after it that calls itself a sum."""
    block = block_of(table, column)
    before, after = block[0] - 1, block[-1] + 1
    stands_before = before >= 0 and table.columns[before].meaning == "measure" and bool(table.columns[before].levels)
    stands_after = after < len(table.columns) and table.columns[after].meaning == "measure" and says_sum(table.columns[after].name)
    if stands_after and not (stands_before and says_sum(table.columns[before].name)):
        return after
    return before if stands_before else None


def block_of(table: PrintedTable, column: int) -> tuple[int, ...]:
    """The neighbouring columns under the same first head cell."""
    head = table.columns[column].levels[:1]
    first = last = column
    while first > 0 and table.columns[first - 1].levels[:1] == head:
        first -= 1
    while last + 1 < len(table.columns) and table.columns[last + 1].levels[:1] == head:
        last += 1
    return tuple(range(first, last + 1))
