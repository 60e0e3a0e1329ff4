"""Tables that were cut in the file and are one to the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.document import Cell
from ingest.word.lines import Grid, Item, Line

_TALLEST_HEAD = 4


def join_tables(items: Iterable[Item]) -> list[Item]:
    """Tables that follow each other as one: with nothing between them, or with the same head printed again after an empty line.

    Word shows two tables of the same columns as one when no paragraph parts them; converters cut a table at each page.
    """
    joined: list[Item] = []
    blanks: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Line) and item.is_blank and not item.footnotes:
            blanks.append(item)
            continue
        if isinstance(item, Grid) and isinstance(before, Grid) and _goes_on(before, item, is_parted=bool(blanks)):
            joined[-1] = _join(before, item)
        else:
            joined += [*blanks, item]
        blanks = []
    return joined + blanks


def _goes_on(first: Grid, second: Grid, *, is_parted: bool) -> bool:
    if first.width != second.width or first.column != second.column:
        return False
    return _repeated_head(first, second) > 0 or (not is_parted and bool(first.columns) and first.columns == second.columns)


def _repeated_head(first: Grid, second: Grid) -> int:
    """How many rows at the top of the second table are the head of the first again."""
    tallest = first.header_rows or _TALLEST_HEAD
    for height in range(min(tallest, first.height, second.height), 0, -1):
        head, again = ([c for c in grid.cells if c.row < height] for grid in (first, second))
        is_whole = all(c.row + c.row_span <= height for c in head)
        if is_whole and head == again and not any(c.text.isdecimal() for c in head) and sum(bool(c.text) for c in head) > 1:
            return height
    return 0


def _join(first: Grid, second: Grid) -> Grid:
    dropped = _repeated_head(first, second)
    shift = first.height - dropped
    cells: list[Cell] = [*first.cells, *(replace(c, row=c.row + shift) for c in second.cells if c.row >= dropped)]
    proof = {
        "read": first.proof.get("read", first.height) + second.height,
        "repeated_heads": first.proof.get("repeated_heads", 0) + int(dropped > 0),
        "glued": 0,
    }
    return replace(first, cells=tuple(cells), height=shift + second.height, proof=proof, footnotes=first.footnotes + second.footnotes)
