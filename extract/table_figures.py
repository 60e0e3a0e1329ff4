"""Figures that a table of duties asks for: "Trao tặng 30 xe đạp" in its column of duties, 34 under "Số cơ sở", "06 người, 02 xe máy"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extract.anchors import within
from extract.directive import Anchor, Target
from extract.language import fold
from extract.lexicon import phrase
from extract.outline import read_outline
from extract.passages import read_passages
from extract.tables import Meaning, PrintedTable, TaskRow, owned_rows, task_rows
from extract.targets import read_targets
from ingest.document import Paragraph

_OF_DUTIES: Final[frozenset[Meaning]] = frozenset({"task", "lead", "coordinate", "implement", "deadline"})
_NO_FIGURES: Final[frozenset[Meaning]] = frozenset(
    {"ordinal", "lead", "coordinate", "implement", "deadline", "note", "identifier", "unit_of_measure"}
)


def figures_of_duties(table: PrintedTable, year: int | None) -> Iterator[Target]:
    """The targets in the rows of a table that says what is to be done, by whom or when; the owners of its row are their body."""
    if table.facts.role == "quota" or not any(column.meaning in _OF_DUTIES for column in table.columns):
        return
    owned = {row.row: row for row in (*task_rows(table), *owned_rows(table))}
    columns = [n for n, column in enumerate(table.columns) if column.meaning not in _NO_FIGURES]
    for row in table.rows_of("unit"):
        for column in columns:
            yield from _of_cell(table, row, column, _owners(owned.get(row)), year)


def _owners(row: TaskRow | None) -> str | None:
    return "; ".join(owner.text for owner in (*row.lead, *row.implement)) or None if row else None


def _of_cell(table: PrintedTable, row: int, column: int, body: str | None, year: int | None) -> Iterator[Target]:
    place, text = table.anchor(row, column), table.facts.rows[row].cells[column] or ""
    if text and not _HAS_LETTERS.search(text):
        text = f"{text.strip()} {noun}" if (noun := _counted(table.columns[column].name)) else ""
    for target in _read(place, text, year):
        status = target.status if target.status == "condition" else "target"
        yield replace(target, status=status, body=target.body or body, anchor=within(place, target.anchor))


def _read(place: Anchor, text: str, year: int | None) -> tuple[Target, ...]:
    paragraph = Paragraph(place.block, text)
    return read_targets(read_passages([paragraph], read_outline([]), year), in_cell=True) if text else ()


def _counted(head: str) -> str | None:
    """What stands under a head is a number of: "Số cơ sở" → "cơ sở", "Quân số (đ/c)" → "đ/c"; "Năm" counts nothing."""
    counts = phrase("counts_column").match(fold(head))
    if not counts:
        return None
    measured = _IN_BRACKETS.search(head)
    return measured[1] if measured else head[counts.end() :].strip() or None


_HAS_LETTERS = re.compile(r"[^\W\d_]")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
