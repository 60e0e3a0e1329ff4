"""Places: from a stretch of a block's text to the contract's anchor."""

from __future__ import annotations

from dataclasses import replace

from extract.directive import Anchor
from ingest.document import Block, Table


def anchor(block: Block, start: int = 0, end: int | None = None) -> Anchor:
    """The anchor of `block.text[start:end]`; without bounds, of the whole block."""
    end = len(block.text) if end is None else end
    return Anchor(block.page, block.index, start, end, block.bbox, block.text[start:end])


def cell_anchor(table: Table, row: int, column: int, *, table_id: str, data_row: int) -> Anchor:
    """The anchor of a whole cell: `row` counts in the printed table, `data_row` in the contract's `rows` (below the head)."""
    cell = table.grid[row][column]
    start = table.start_of(row, column)
    text = cell.text if cell else ""
    page = cell.page if cell and cell.page else table.page
    bbox = cell.bbox if cell else None
    return Anchor(page, table.index, start, start + len(text), bbox, text, table_id, data_row, column)


def quote_at(block: Block, place: Anchor) -> str:
    """What stands at the anchor: equal to `place.quote` for every anchor of this block."""
    return block.text[place.start : place.end]


def within(cell: Anchor, place: Anchor) -> Anchor:
    """The anchor of a stretch of a cell's text, where the cell holds it as it stands; else the whole cell."""
    if cell.quote[place.start : place.end] != place.quote:
        return cell
    return replace(cell, start=cell.start + place.start, end=cell.start + place.end, quote=place.quote)
