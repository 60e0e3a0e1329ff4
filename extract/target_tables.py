"""Targets that stand in a table: "TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2026 | Cơ quan chủ trì"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from extract.directive import Period, Status, Target
from extract.grammar.quantities import Quantity, quantities
from extract.grammar.times import period_of, times
from extract.language import fold
from extract.lexicon import phrase
from extract.table_figures import figures_of_duties
from extract.table_words import YEAR
from extract.tables import Column, PrintedTable

_SIGNS = {"≥": "ít nhất ", ">=": "ít nhất ", "≤": "không quá ", "<=": "không quá ", ">": "trên ", "<": "dưới "}


def read_target_tables(tables: tuple[PrintedTable, ...], targets: tuple[Target, ...], year: int | None) -> tuple[Target, ...]:
    """The targets of the text with those of the tables behind them, numbered on: of tables of targets, and of the duties in task tables.

    A column that plans ("Kế hoạch năm 2026", "Mục tiêu") holds targets, one that counts what was reached ("Thực hiện năm 2024",
    "Ước thực hiện") results, the plan of a year before the document's `year` figures that are cited; columns that compare hold none.
    """
    found = list(targets)
    for table in tables:
        for target in _targets(table, year) if _names_indicators(table) else figures_of_duties(table, year):
            found.append(replace(target, id=f"t{len(found) + 1}"))
    return tuple(found)


def _names_indicators(table: PrintedTable) -> bool:
    name = table.column_of("name")
    return table.facts.role == "other" and name is not None and bool(phrase("names_indicators").search(fold(table.columns[name].name)))


def _targets(table: PrintedTable, year: int | None) -> Iterator[Target]:
    name = table.column_of("name")
    if name is None:
        return
    for row in range(len(table.facts.rows)):
        for column, status in _columns(table, year):
            yield from _of_cell(table, row, name, column, status)


def _columns(table: PrintedTable, year: int | None) -> list[tuple[int, Status]]:
    """The columns that hold values of the work, each with what they are."""
    values = [n for n, column in enumerate(table.columns) if _holds_values(table, n, column)]
    found: list[tuple[int, Status]] = []
    for column in values:
        head = _head(table, column)
        if phrase("compares").search(head):
            continue
        if phrase("reached_column").search(head):
            found.append((column, "result"))
        elif phrase("plans").search(head):
            found.append((column, "target" if not year or _year_of(head, year) >= year else "cited"))
        elif len(values) == 1 and phrase("says_how_much").search(head):
            found.append((column, "target"))
    return found if any(status == "target" for _, status in found) else []


def _head(table: PrintedTable, column: int) -> str:
    return fold(table.columns[column].name)


def _year_of(head: str, year: int) -> int:
    years = [int(found) for found in YEAR.findall(head)]
    return max(years, default=year)


def _holds_values(table: PrintedTable, number: int, column: Column) -> bool:
    if column.meaning in ("measure", "product"):
        return True
    if column.meaning != "text" or _measures(column):
        return False
    return any(row[number] is not None and not math.isnan(row[number] or 0.0) for row in table.numbers)


def _measures(column: Column) -> bool:
    return column.meaning == "unit_of_measure" or bool(phrase("unit_column").search(fold(column.name)))


def _of_cell(table: PrintedTable, row: int, name: int, column: int, status: Status) -> Iterator[Target]:
    text, label = table.facts.rows[row].cells[column], table.facts.rows[row].cells[name]
    unit = _unit_of(table, row)
    if not label or not text:
        return
    unit, of = _share(unit)
    for quantity in _quantities(text, unit):
        yield Target(
            id="",
            status=status,
            action=_measure(label),
            low=quantity.low,
            high=quantity.high,
            strict=quantity.strict,
            unit=unit or quantity.unit,
            of=of,
            each=None,
            body=_owner(table, row),
            period=_period(table, row, column),
            section=None,
            anchor=table.anchor(row, column),
        )


def _quantities(text: str, unit: str | None) -> list[Quantity]:
    """"≥ 55" with the unit "%" → at least 55; words ("Đạt mức khá") and a nought that stands for a blank are none."""
    words = re.sub("|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)), lambda sign: _SIGNS[sign[0]], text)
    parts = [part.strip() for part in words.split(";")]
    counted = [quantity for part in parts for quantity in quantities(_with_unit(part, unit))[:1]]
    return [quantity for quantity in counted if quantity.low or quantity.high]


def _with_unit(text: str, unit: str | None) -> str:
    return f"{text} {unit}" if unit and re.search(r"\d\s*$", text) else text


def _unit_of(table: PrintedTable, row: int) -> str | None:
    column = next((n for n, one in enumerate(table.columns) if _measures(one)), None)
    return (table.text(row, column).strip(" .") or None) if column is not None else None


def _share(unit: str | None) -> tuple[str | None, str | None]:
    """"% GDP" counts per cent of the GDP; "%/năm" per cent."""
    if not unit or not unit.startswith("%"):
        return unit, None
    return "%", unit[1:].partition("/")[0].strip() or None


def _owner(table: PrintedTable, row: int) -> str | None:
    column = next((n for n, one in enumerate(table.columns) if one.meaning in ("lead", "implement")), None)
    return (table.text(row, column) or None) if column is not None else None


def _measure(label: str) -> str:
    """"- Tỷ lệ bao phủ" → "tỷ lệ bao phủ"; "GRDP" stays."""
    words = label.lstrip("-–+*• ")
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _period(table: PrintedTable, row: int, column: int) -> Period | None:
    """Of the column's head ("KH 2021"), else of a heading row above ("Đến năm 2030"), else of the table's title."""
    head = table.columns[column].name
    years = YEAR.findall(head)
    headings = [other.cells for n, other in enumerate(table.facts.rows[:row]) if other.kind == "group"]
    above = [" ".join(cell for cell in cells if cell) for cells in reversed(headings)]
    for text in (f"năm {years[-1]}" if years else "", *above, table.facts.title or ""):
        found = next((time for time in times(text) if time.kind in ("period", "window") and time.due), None)
        if found:
            return period_of(found, text)
    return None
