"""Tables that were cut in the file and are one to the reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from ingest.document import Cell
from ingest.word.lines import Grid, Item, Line

_TALLEST_HEAD = 4
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


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
    return [_with_one_head(item) if isinstance(item, Grid) else item for item in joined + blanks]


def _goes_on(first: Grid, second: Grid, *, is_parted: bool) -> bool:
    if first.width != second.width or first.column != second.column:
        return False
    return _repeated_head(first, second) > 0 or (not is_parted and bool(first.columns) and first.columns == second.columns)


def _repeated_head(first: Grid, second: Grid) -> int:
    """How many rows at the top of the second table are the head of the first again."""
    tallest = first.header_rows or _TALLEST_HEAD
    for height in range(min(tallest, first.height, second.height), 0, -1):
        head, again = _rows(first, 0, height), _rows(second, 0, height)
        if head == again and _is_head(head, height):
            return height
    return 0


def _rows(grid: Grid, start: int, height: int) -> list[tuple[int, int, int, int, str]]:
    """The cells of some rows, counted from the first of them, their texts as far as two printings of one head agree."""
    cells = (c for c in grid.cells if start <= c.row < start + height)
    return [(c.row - start, c.column, c.row_span, c.column_span, _plain(c.text)) for c in cells]


def _plain(text: str) -> str:
    """ "Cỡ chữ¹" is "co chu": without footnote marks, with tone marks wherever they were typed."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if c not in _MARKS and not unicodedata.combining(c))


def _is_head(cells: list[tuple[int, int, int, int, str]], height: int) -> bool:
    is_whole = all(row + row_span <= height for row, _, row_span, _, _ in cells)
    texts = [text for *_, text in cells]
    return is_whole and not any(text.isdecimal() for text in texts) and sum(bool(text) for text in texts) > 1


def _join(first: Grid, second: Grid) -> Grid:
    dropped = _repeated_head(first, second)
    shift = first.height - dropped
    cells: list[Cell] = [*first.cells, *(replace(c, row=c.row + shift) for c in second.cells if c.row >= dropped)]
    proof = {
        "read": first.proof.get("read", first.height) + second.height,
        "repeated_heads": first.proof.get("repeated_heads", 0) + dropped,
        "glued": 0,
    }
    return replace(first, cells=tuple(cells), height=shift + second.height, proof=proof, footnotes=first.footnotes + second.footnotes)


def _with_one_head(grid: Grid) -> Grid:
    """The table without the copies of its head that somebody typed or pasted into it, one a page."""
    tallest = grid.header_rows or (_TALLEST_HEAD if all(c.bold for c in grid.cells if c.row == 0) else 0)
    height = next((h for h in range(tallest, 0, -1) if _copies(grid, h)), 0)
    copies = _copies(grid, height) if height else []
    gone = {row for start in copies for row in range(start, start + height)}
    if not gone:
        return grid
    moved = {row: row - sum(other < row for other in gone) for row in range(grid.height)}
    cells = tuple(replace(c, row=moved[c.row]) for c in grid.cells if c.row not in gone)
    proof = {
        "read": grid.proof.get("read", grid.height),
        "repeated_heads": grid.proof.get("repeated_heads", 0) + len(gone),
        "glued": grid.proof.get("glued", 0),
    }
    return replace(grid, cells=cells, height=grid.height - len(gone), proof=proof)


def _copies(grid: Grid, height: int) -> list[int]:
    """The rows at which the first `height` rows stand again."""
    head = _rows(grid, 0, height)
    if not _is_head(head, height):
        return []
    return [row for row in range(height, grid.height - height) if _rows(grid, row, height) == head]
