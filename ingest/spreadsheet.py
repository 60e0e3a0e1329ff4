"""The reader of spreadsheets: titles, tables, notes and signatures as a person sees them on the sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.document import Block, Cell, Document, Note, Paragraph, Source, Table
from ingest.errors import NoCells
from ingest.layout_table import Field, compacted, in_columns
from ingest.runs import Look, Run, numbered, paragraph
from ingest.sheets import Sheet, SheetCell, Workbook

_TALLEST_HEAD = 6
_UNNAMED = re.compile(r"(?:sheet|trang[ _]tính|trang|bảng[ _]tính|worksheet)\s*_?\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEW = 3

Rows = list[list[SheetCell]]
"""Cells row by row, from left to right."""


def read(data: bytes, source: Source) -> Document:
    """A spreadsheet (.xlsx, .xlsm; .xls and .ods by way of LibreOffice) as a `Document`.

    Every block of cells is a `Table`; what stands above, below and between is paragraphs ("BIỂU TỔNG HỢP", "Ghi chú: …",
    the signature). Cells hold what Excel shows ("1.234,5", "05/06/2025"), formulas their saved results. What is hidden is
    left out with a note. Raises DamagedFile, HostileFile, TooLarge, PasswordProtected, NoCells, or what `convert` raises.
    """
    workbook = _opened(data, source)
    sheets = [sheet for sheet in workbook.sheets() if sheet.cells or sheet.drawn or sheet.without_value]
    blocks: list[Block] = []
    for sheet in sheets:
        of_sheet = _blocks(sheet)
        if _says_something(sheet, of_sheet, alone=len(sheets) == 1):
            of_sheet.insert(0, paragraph([Run(sheet.name)]))
        if of_sheet and isinstance(of_sheet[0], Paragraph):
            of_sheet[0] = replace(of_sheet[0], new_page=bool(blocks))
        blocks += of_sheet
    if not blocks:
        raise NoCells(workbook.path)
    return Document(source=source, blocks=numbered(blocks), notes=tuple(_notes(workbook, sheets)))


def _opened(data: bytes, source: Source) -> Workbook:
    if source.format != "xlsx":
        from ingest.convert import to_xlsx

        data = to_xlsx(data, source)
    return Workbook(data, source.file)


def _says_something(sheet: Sheet, blocks: Sequence[Block], *, alone: bool) -> bool:
    """The sheet's name tells it from the others, or stands in for the title that it lacks."""
    if _UNNAMED.fullmatch(sheet.name.strip()):
        return False
    return not alone or (bool(blocks) and isinstance(blocks[0], Table))


def _notes(workbook: Workbook, sheets: Iterable[Sheet]) -> Iterator[Note]:
    for sheet in sheets:
        if sheet.without_value:
            yield Note("formula-without-value", values={"sheet": sheet.name, "cells": _listed(sheet.without_value)})
        if sheet.errors:
            yield Note("cell-error", values={"sheet": sheet.name, "cells": _listed(sheet.errors)})
        if sheet.hidden_rows or sheet.hidden_columns:
            values = {"sheet": sheet.name, "rows": str(len(sheet.hidden_rows)), "columns": str(len(sheet.hidden_columns))}
            yield Note("hidden-cells", values=values)
    if workbook.hidden_sheets:
        yield Note("hidden-sheet", values={"sheets": ", ".join(workbook.hidden_sheets)})
    if workbook.has_macros:
        yield Note("macros-ignored")


def _listed(cells: Sequence[str]) -> str:
    """("B5", "B6", "B7", "B8") is "B5, B6, B7 … (4)"."""
    few = ", ".join(cells[:_FEW])
    return few if len(cells) <= _FEW else f"{few} … ({len(cells)})"


# A sheet as bands ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """Rows of a sheet that belong together: a table, or text in lines."""

    rows: Rows
    is_table: bool

    @property
    def cells(self) -> list[SheetCell]:
        return [cell for row in self.rows for cell in row]

    @property
    def left(self) -> int:
        return min(cell.column for cell in self.cells)

    @property
    def right(self) -> int:
        return max(cell.column_end for cell in self.cells)


def _blocks(sheet: Sheet) -> list[Block]:
    parts: list[_Part] = []
    for band in _bands(sheet.cells):
        for part in _parts(band):
            if parts and _continues(parts[-1], part):
                parts[-1] = _Part(parts[-1].rows + part.rows, is_table=True)
            else:
                parts.append(part)
    parts = [replace(part, is_table=part.is_table and len(part.rows) > 1) for part in parts]
    blocks: list[Block] = []
    for is_table, group in groupby(parts, key=lambda part: part.is_table):
        if is_table:
            blocks += [_table(beside, sheet.head_end) for part in group for beside in _side_by_side(part)]
        else:
            blocks += _text([row for part in group for row in part.rows])
    return blocks + [paragraph([Run(text)]) for text in sheet.drawn]


def _bands(cells: Iterable[SheetCell]) -> Iterator[Rows]:
    """The cells row by row, parted where a row is blank."""
    band: Rows = []
    end = 0
    for row, of_row in groupby(cells, key=lambda cell: cell.row):
        if band and row > end + 1:
            yield band
            band = []
        band.append(list(of_row))
        end = max([end, *(cell.row_end for cell in band[-1])])
    if band:
        yield band


def _parts(band: Rows) -> Iterator[_Part]:
    """The text above, the table, the text below."""
    inside = [n for n, row in enumerate(band) if _is_tabular(row)]
    if _is_drawn(band):
        inside = [n for n, row in enumerate(band) if any(cell.ruled for cell in row)]
    if not inside:
        yield _Part(band, is_table=_is_list(band))
        return
    first, last = inside[0], inside[-1]
    while first < last and _is_title(first, band):
        first += 1
    while first and not _is_title(first - 1, band) and _heads(band[first - 1], band[first]):
        first -= 1
    if not _is_drawn(band) and not any(cell.number for row in band for cell in row) and not _is_list(band[first : last + 1]):
        yield _Part(band, is_table=False)
        return
    for rows, is_table in ((band[:first], False), (band[first : last + 1], True), (band[last + 1 :], False)):
        if rows:
            yield _Part(rows, is_table)


def _is_drawn(band: Rows) -> bool:
    """Lines are drawn around most of the cells that stand with others in a row."""
    paired = [cell for row in band if len(row) > 1 for cell in row]
    return sum(cell.ruled for cell in paired) * 2 > len(paired)


def _is_title(place: int, band: Rows) -> bool:
    """One cell of the row spans most of the columns, and hardly anything stands beside it."""
    row, below = band[place], band[place + 1][0].row
    left = min(cell.column for row in band for cell in row)
    right = max(cell.column_end for row in band for cell in row)
    widest = max(cell.column_end - cell.column + 1 for cell in row)
    return len(row) < 3 and widest > 2 and widest * 2 > right - left + 1 and all(cell.row_end < below for cell in row)


def _is_tabular(row: Sequence[SheetCell]) -> bool:
    if len(row) > 2:
        return True
    return len(row) == 2 and (any(cell.number for cell in row) or _ORDINAL.fullmatch(row[0].text) is not None)


def _is_list(band: Rows) -> bool:
    """Text alone, yet in rows: two full rows of three and more cells, or three of two."""
    full = sum(len(row) > 2 for row in band)
    paired = sum(len(row) > 1 for row in band)
    return (full >= 2 and paired * 2 > len(band)) or (paired >= 3 and paired == len(band))


def _heads(row: Sequence[SheetCell], below: Sequence[SheetCell]) -> bool:
    """The row belongs to the head that goes on below: its cells stand over those, one reaches down, or one spans the right part."""
    if any(cell.row_end > cell.row for cell in row) or (len(row) > 1 and [c.column for c in row] == [c.column for c in below]):
        return True
    return len(row) == 1 and row[0].column_end > row[0].column > below[0].column


def _continues(before: _Part, part: _Part) -> bool:
    """A table that goes on after a blank row: it lies in the columns of the table before and has no head of its own."""
    if not (before.is_table and part.is_table) or part.left < before.left or part.right > before.right:
        return False
    return _is_data(part.rows[0])


def _is_data(row: Sequence[SheetCell]) -> bool:
    if _ORDINAL.fullmatch(row[0].text):
        return len(row) > 1
    return any(cell.number and not _YEAR.fullmatch(cell.text) for cell in row)


# Tables ----------------------------------------------------------------------------------------------------------------


def _side_by_side(part: _Part) -> Iterator[_Part]:
    """The tables that stand beside each other with a blank column between, each with names of its own."""
    strips: list[list[SheetCell]] = []
    end = 0
    for cell in sorted(part.cells, key=lambda cell: cell.column):
        if strips and cell.column <= end + 1:
            strips[-1].append(cell)
        else:
            strips.append([cell])
        end = max(end, cell.column_end)
    if len(strips) > 1 and all(map(_stands_alone, strips)):
        yield from (_Part(_by_row(strip), is_table=True) for strip in strips)
    else:
        yield part


def _stands_alone(strip: Sequence[SheetCell]) -> bool:
    rows = _by_row(strip)
    named = [row for row in rows[1:] if any(not cell.number for cell in row)]
    return len({cell.column for cell in strip}) > 1 and len(rows) > 1 and bool(named) and not _is_data(rows[0])


def _by_row(cells: Iterable[SheetCell]) -> Rows:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return [list(row) for _, row in groupby(ordered, key=lambda cell: cell.row)]


def _table(part: _Part, head_end: int | None) -> Table:
    """The part as a table, without the rows and columns in which nothing begins."""
    placed = [
        Cell(cell.row, cell.column, cell.text, cell.row_end - cell.row + 1, cell.column_end - cell.column + 1, bold=cell.bold)
        for cell in part.cells
    ]
    cells, width, height = compacted(placed)
    return Table(0, width, height, tuple(cells), _header_rows(part.rows, head_end), row_pages=(None,) * height)


def _header_rows(rows: Rows, head_end: int | None) -> int:
    head = [row for row in rows if head_end is not None and row[0].row <= head_end]
    is_head = 0 < len(head) < len(rows) and len(head) <= _TALLEST_HEAD and not any(map(_is_data, head))
    return len(head) if is_head else 0


# Text ------------------------------------------------------------------------------------------------------------------


def _text(rows: Rows) -> Iterator[Block]:
    """Lines of text: what stands side by side over several rows (the head, the signatures) by columns."""
    passage: Rows = []
    for row in rows:
        if passage and len(row) == 1 and _lies_across(row[0], passage):
            yield from _columns(passage)
            passage = []
        if passage or len(row) > 1:
            passage.append(row)
        else:
            yield from _paragraphs(row[0])
    yield from _columns(passage)


def _lies_across(cell: SheetCell, passage: Rows) -> bool:
    starts = sorted({other.column for row in passage for other in row if len(row) > 1})
    return cell.column <= starts[0] and (cell.column_end >= starts[-1] or cell.column_end == cell.column)


def _columns(passage: Rows) -> Iterator[Block]:
    """A single row is read from left to right."""
    if len(passage) < 2:
        yield from (line for row in passage for cell in row for line in _paragraphs(cell))
        return
    starts = [cell.column for cell in max(passage, key=len)]
    fields = [
        Field(Cell(cell.row, min(starts, key=lambda start: abs(start - cell.column)), cell.text), tuple(_paragraphs(cell)))
        for row in passage
        for cell in row
    ]
    yield from in_columns(fields)


def _paragraphs(cell: SheetCell) -> Iterator[Paragraph]:
    for line in cell.text.split("\n"):
        yield paragraph([Run(line, Look(bold=cell.bold))], alignment=cell.alignment)
