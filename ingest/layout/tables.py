"""From the parts of a table on pages to one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell, Table
from ingest.layout.cells import ITEM, rows_of
from ingest.layout.lines import END_MARKS
from ingest.layout.open_columns import text_columns
from ingest.layout.parts import Part, Row

SAME = 2.0
"""Column edges this close are the same column on two pages."""

_NUMBER = re.compile(r"[-+(]?[\d.,/ ]*\d[\d.,/ ]*\)?\s?%?")


def goes_on(parts: Sequence[Part], part: Part) -> bool:
    """Whether `part`, the first thing on its page, goes on with the table that ended the page before."""
    last = parts[-1]
    if last.grid.ruled != part.grid.ruled or part.page != last.page + 1:
        return False
    if not part.grid.ruled:
        return abs(_width(last) - _width(part)) <= 2 * SAME
    return _same_edges(last.grid.xs, part.grid.xs) and not _new_head(parts[0], part)


def _width(part: Part) -> float:
    return part.grid.xs[-1] - part.grid.xs[0]


def _same_edges(a: Sequence[float], b: Sequence[float]) -> bool:
    """Equal column edges, or those of one among the other's: a page may show only merged rows."""
    if abs((a[-1] - a[0]) - (b[-1] - b[0])) > 2 * SAME:
        return False
    few, many = sorted(([x - xs[0] for x in xs] for xs in (a, b)), key=len)
    return all(any(abs(x - y) <= SAME for y in many) for x in few)


def _new_head(first: Part, part: Part) -> bool:
    old, new = rows_of(first, first.grid.xs)[0], rows_of(part, part.grid.xs)[0]
    filled = [cell for cell in new if cell.text]
    looks_like_head = len(filled) >= 3 and all(cell.bold and not _NUMBER.fullmatch(cell.text) for cell in filled)
    old_is_bold = all(cell.bold for cell in old if cell.text)
    return looks_like_head and old_is_bold and [c.form for c in old] != [c.form for c in new] and len(filled) == len(new)


def table(parts: Sequence[Part], index: int, *, loose: bool = False) -> Table:
    """One table out of its parts: repeated heads dropped, a row cut by a page end glued, the rows counted for proof."""
    edges = _edges(parts)
    rows: list[Row] = []
    read = heads = glued = header_rows = 0
    for number, part in enumerate(parts):
        own = rows_of(part, [x + part.grid.xs[0] - parts[0].grid.xs[0] for x in edges], loose=loose)
        read += len(own)
        if number:
            repeated = _repeated(rows, own)
            header_rows = header_rows or repeated
            heads += repeated
            own = own[repeated:]
            if own and _cut(rows[-1], own[0]):
                _glue(rows, own[0])
                _run_on(rows, own.pop(0), counted=1)
                glued += 1
            elif own:
                own[0] = _run_on(rows, own[0], counted=0)
        rows.extend(own)
    return _table(parts, edges, rows, index, header_rows, {"read": read, "repeated_heads": heads, "glued": glued})


def _edges(parts: Sequence[Part]) -> tuple[float, ...]:
    if not parts[0].grid.ruled:
        return text_columns(parts)
    most = max(parts, key=lambda part: len(part.grid.xs))
    shift = parts[0].grid.xs[0] - most.grid.xs[0]
    return tuple(x + shift for x in most.grid.xs)


def _repeated(rows: Sequence[Row], own: Sequence[Row]) -> int:
    """How many of a part's first rows print the table's head again."""
    same = 0
    while same < min(len(rows), len(own) - 1, 5) and [c.form for c in rows[same]] == [c.form for c in own[same]]:
        same += 1
    if not any(cell.text for row in rows[:same] for cell in row):
        return 0
    return same


def _cut(last: Row, first: Row) -> bool:
    """Whether a part's first row is the rest of the row before: nothing in its first column, and its text goes on."""
    filled = [cell for cell in first if cell.text]
    if not filled or any(cell.column == 0 and cell.text for cell in first):
        return False
    over = {cell.column: cell for cell in last}
    if any(cell.column not in over or over[cell.column].column_span != cell.column_span for cell in filled):
        return False
    pairs = [(over[cell.column], cell) for cell in filled]
    if any(_NUMBER.fullmatch(old.text) and _NUMBER.fullmatch(new.text) for old, new in pairs):
        return False
    if all(new.bold and not old.bold for old, new in pairs):
        return False
    if all(new.text[:1].islower() and not old.text.endswith(END_MARKS) for old, new in pairs):
        return True
    merged = any(cell.row_span > 1 and not cell.text for cell in first)
    if merged and any(new.text[:1].isupper() and not old.text.endswith(",") for old, new in pairs):
        return False
    flows = any(new.text[:1].islower() or ITEM.match(new.text) or old.text.endswith(",") for old, new in pairs if old.text)
    return flows and any(cell.text and cell.column not in {new.column for new in filled} for cell in last)


def _run_on(rows: list[Row], first: Row, *, counted: int) -> Row:
    """A merged cell that the page end cuts: the empty cell over several rows on the next page belongs to the one above.

    `counted` of the empty cell's rows are glued away. Returns the row without such cells.
    """
    kept: Row = []
    for cell in first:
        above = None if cell.text or cell.row_span < 2 else _covering(rows, cell.column)
        if above is None or rows[above[0]][above[1]].column_span != cell.column_span:
            kept.append(cell)
            continue
        row, number = above
        rows[row][number] = replace(rows[row][number], row_span=rows[row][number].row_span + cell.row_span - counted)
    return kept


def _covering(rows: Sequence[Row], column: int) -> tuple[int, int] | None:
    """Where the cell begins that reaches the last row in this column."""
    for row in range(len(rows) - 1, -1, -1):
        for number, cell in enumerate(rows[row]):
            if cell.column == column:
                return (row, number) if row + cell.row_span >= len(rows) else None
    return None


def _glue(rows: list[Row], rest: Row) -> None:
    additions = {cell.column: cell.text for cell in rest if cell.text}
    row = rows[-1]
    for number, cell in enumerate(row):
        addition = additions.get(cell.column)
        if addition:
            between = "" if not cell.text else "\n" if ITEM.match(addition) else " "
            row[number] = replace(cell, text=cell.text + between + addition)


def _table(
    parts: Sequence[Part], edges: Sequence[float], rows: Sequence[Row], index: int, header_rows: int, proof: dict[str, int]
) -> Table:
    cells = tuple(
        Cell(number, cell.column, cell.text, min(cell.row_span, len(rows) - number), cell.column_span, cell.bold, cell.page, cell.box)
        for number, row in enumerate(rows)
        for cell in row
    )
    return Table(
        index, len(edges) - 1, len(rows), cells, header_rows,
        pages=tuple(dict.fromkeys(part.page for part in parts)),
        boxes=tuple(part.box for part in parts),
        row_pages=tuple(_row_page(rows, number) for number in range(len(rows))),
        proof=proof,
    )  # fmt: skip


def _row_page(rows: Sequence[Row], number: int) -> int | None:
    for row in reversed(rows[: number + 1]):
        if row:
            return row[0].page
    return None
