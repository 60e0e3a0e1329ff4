"""Tables that only set text side by side: told from those that carry data, and dissolved into columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Cell, Paragraph, Table

_WIDEST = 4
_TALLEST = 8
_ORDINAL = re.compile(r"\d{1,3}[.)]?|[IVXLC]+[.)]?|[a-zđ][.)]")
_NUMERIC = re.compile(r"[\d.,%/()\s+-]*\d[\d.,%/()\s+-]*")


@dataclass(frozen=True, slots=True)
class Field:
    """A cell with what stands in it, before it is known whether its table carries data. `cell.text` is its text in a data table."""

    cell: Cell
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table as the file gives it: `ruled` where an upright line is to be seen between its columns."""

    fields: tuple[Field, ...]
    width: int
    height: int
    header_rows: int = 0
    ruled: bool = False

    def blocks(self) -> tuple[Block, ...]:
        """One `Table` where it carries data; else its text, the left column whole before the right one."""
        if self.is_layout:
            return tuple(self._dissolved())
        cells = tuple(field.cell for field in self.fields)
        return (Table(0, self.width, self.height, cells, self.header_rows, row_pages=(None,) * self.height),)

    @property
    def is_layout(self) -> bool:
        """Few cells, no upright line, no figures: the head of a document, "Nơi nhận" beside the signature; or a table around tables."""
        if len(self.fields) <= 1:
            return True
        holds_tables = any(isinstance(block, Table) for field in self.fields for block in field.content)
        if holds_tables and not self.ruled:
            return True
        if self.ruled or self.header_rows or self._is_list() or self.width > _WIDEST or self.height > _TALLEST:
            return False
        texts = [field.cell.text for field in self.fields if field.cell.text]
        ordinals = sum(bool(_ORDINAL.fullmatch(field.cell.text)) for field in self.fields if field.cell.column == 0)
        numeric = sum(bool(_NUMERIC.fullmatch(text)) for text in texts)
        return ordinals < 2 and numeric * 4 <= len(texts)

    def _is_list(self) -> bool:
        """Row for row something is told of one thing ("Đồng chí A | Bí thư | Trưởng ban"): three full rows, no capitals on top."""
        filled = Counter(field.cell.row for field in self.fields if field.cell.text)
        top = [field.cell.text for field in self.fields if field.cell.row == 0]
        return sum(count >= max(self.width, 2) for count in filled.values()) >= 3 and not any(map(_has_capital_line, top))

    def _dissolved(self) -> Iterator[Block]:
        band: list[Field] = []
        for field in self.fields:
            if field.cell.column_span == self.width:
                yield from in_columns(band)
                yield from field.content
                band = []
            else:
                band.append(field)
        yield from in_columns(band)


def in_columns(fields: Sequence[Field]) -> Iterator[Block]:
    """What the fields hold, those that begin at the leftmost place first; numbered columns where there is more than one."""
    filled = [field for field in fields if any(not isinstance(block, Paragraph) or block.text for block in field.content)]
    starts = sorted({field.cell.column for field in filled})
    for column, start in enumerate(starts):
        for block in (block for field in filled if field.cell.column == start for block in field.content):
            yield replace(block, column=column) if len(starts) > 1 else block


def compacted(cells: Sequence[Cell]) -> tuple[list[Cell], int, int]:
    """The cells without the rows and columns in which none begins, and how many columns and rows are left."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    moved: list[Cell] = []
    for cell in cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        row_span = bisect_left(rows, cell.row + cell.row_span) - row
        column_span = bisect_left(columns, cell.column + cell.column_span) - column
        moved.append(replace(cell, row=row, column=column, row_span=row_span, column_span=column_span))
    return moved, len(columns), len(rows)


def _has_capital_line(text: str) -> bool:
    return any(" " in line and line.isupper() for line in text.split("\n"))
