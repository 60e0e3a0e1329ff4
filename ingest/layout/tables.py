"""From the parts of a table on pages to one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from ingest.document import Box, Cell, Table
from ingest.layout.cells import ITEM, rows_of
from ingest.layout.lines import END_MARKS
from ingest.layout.open_columns import text_columns
from ingest.layout.parts import Part, PartCell, Row
from ingest.pdf_page import Word
from ingest.rulings import place

SAME = 2.0
"""Column edges this close are the same column on two pages."""

_NUMBER = re.compile(r"[-+(]?[\d.,/ ]*\d[\d.,/ ]*\)?\s?%?")


@dataclass(slots=True)
class Piece:
    """A part cut into rows. Of one whose columns nobody drew only a line, the rows wait for the whole table and the `part` is kept."""

    page: int
    box: Box
    xs: tuple[float, ...]
    drawn: bool
    rows: list[Row]
    part: Part | None = None


def piece_of(part: Part, *, loose: bool) -> Piece:
    """Cuts a part; `loose`: the document writes its hyphens loosely."""
    grid = part.grid
    if not grid.ruled:
        return Piece(part.page, part.box, grid.xs, grid.drawn, [], part)
    return Piece(part.page, part.box, grid.xs, grid.drawn, rows_of(part, grid.xs, loose=loose))


@dataclass(slots=True)
class Gathering:
    """A table that grows page by page."""

    loose: bool
    pieces: list[Piece] = field(default_factory=list)

    def take(self, piece: Piece) -> None:
        self.pieces.append(piece)

    def goes_on(self, piece: Piece, words: Sequence[Word]) -> bool:
        """Whether a piece with these words, the first thing on its page, goes on with the table that ended the page before."""
        last = self.pieces[-1]
        if (last.part is None, last.drawn) != (piece.part is None, piece.drawn) or piece.page != last.page + 1:
            return False
        if piece.part is not None:
            return abs(_width(last.xs) - _width(piece.xs)) <= 2 * SAME
        same = _same_edges(last.xs, piece.xs) if piece.drawn else _same_columns(last.xs, piece.xs, words)
        return same and not _new_head(self.pieces[0].rows[0], piece.rows[0])

    def table(self) -> Table:
        """One table out of its parts: repeated heads dropped, a row cut by a page end glued, the rows counted for proof."""
        waiting = [piece.part for piece in self.pieces if piece.part is not None]
        edges = text_columns(waiting) if waiting else max((piece.xs for piece in self.pieces), key=len)
        first = self.pieces[0].xs[0]
        edges = tuple(x - edges[0] + first for x in edges)
        rows: list[Row] = []
        read = heads = glued = header_rows = 0
        for number, piece in enumerate(self.pieces):
            shifted = [x + piece.xs[0] - first for x in edges]
            own = _with_edges(piece, shifted) if piece.part is None else rows_of(piece.part, shifted, loose=self.loose)
            read += len(own)
            if number:
                repeated = _repeated(rows, own)
                header_rows = header_rows or repeated
                heads += repeated
                own = own[repeated:]
                if own and _cut(rows[-1], own[0], drawn=piece.drawn):
                    _glue(rows, own[0])
                    _run_on(rows, own.pop(0), counted=1)
                    glued += 1
                elif own:
                    own[0] = _run_on(rows, own[0], counted=0)
            rows.extend(own)
        return Table(
            0, len(edges) - 1, len(rows), tuple(_cells(rows)), header_rows,
            pages=tuple(dict.fromkeys(piece.page for piece in self.pieces)),
            boxes=tuple(piece.box for piece in self.pieces),
            row_pages=tuple(_row_pages(rows)),
            proof={"read": read, "repeated_heads": heads, "glued": glued},
        )  # fmt: skip


def _width(xs: Sequence[float]) -> float:
    return xs[-1] - xs[0]


def _same_edges(a: Sequence[float], b: Sequence[float]) -> bool:
    """Equal column edges, or those of one among the other's: a page may show only merged rows."""
    if abs(_width(a) - _width(b)) > 2 * SAME:
        return False
    few, many = sorted(([x - xs[0] for x in xs] for xs in (a, b)), key=len)
    return all(any(abs(x - y) <= SAME for y in many) for x in few)


def _same_columns(xs: Sequence[float], own: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether edges that nobody drew, taken from another page, part the words of this one as its own do."""
    agreed = sum(place(xs, word.middle) == place(own, word.middle) for word in words)
    return len(xs) == len(own) and agreed > 0.95 * len(words)


def _new_head(old: Row, new: Row) -> bool:
    filled = [cell for cell in new if cell.text]
    looks_like_head = len(filled) >= 3 and all(cell.bold and not _NUMBER.fullmatch(cell.text) for cell in filled)
    old_is_bold = all(cell.bold for cell in old if cell.text)
    return looks_like_head and old_is_bold and not _prints_same(old, new) and len(filled) == len(new)


def _with_edges(piece: Piece, edges: Sequence[float]) -> list[Row]:
    """The rows of a piece that may show fewer columns than the whole table has."""
    if len(piece.xs) == len(edges):
        return piece.rows
    at = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in piece.xs]
    return [
        [replace(c, column=at[c.column], column_span=at[c.column + c.column_span] - at[c.column]) for c in row] for row in piece.rows
    ]  # fmt: skip


def _repeated(rows: Sequence[Row], own: Sequence[Row]) -> int:
    """How many of a part's first rows print the table's head again."""
    same = 0
    while same < min(len(rows), len(own) - 1, 5) and _prints_same(rows[same], own[same]):
        same += 1
    if not any(cell.text for row in rows[:same] for cell in row):
        return 0
    return same


def _prints_same(row: Row, other: Row) -> bool:
    """Whether two rows show the same; on pictures a letter here and there may have been read otherwise."""
    if [cell.form[:2] for cell in row] != [cell.form[:2] for cell in other]:
        return False
    pairs = [(a, b) for a, b in zip(row, other, strict=True) if a.form != b.form and not _is_clipped(a, b)]
    if any(a.confidence is None or b.confidence is None or (_NUMBER.fullmatch(a.text) and _NUMBER.fullmatch(b.text)) for a, b in pairs):
        return False
    return not pairs or fuzz.ratio(" ".join(cell.form[2] for cell in row), " ".join(cell.form[2] for cell in other)) >= 80


def _is_clipped(first: PartCell, again: PartCell) -> bool:
    """A head's cell merged over rows, printed again on the next page without its last line: "Thực hiện năm" of "Thực hiện năm 2025"."""
    return first.row_span > 1 and len(again.form[2]) >= _LONG_ENOUGH and first.form[2].startswith(again.form[2])


_LONG_ENOUGH = 6


def _cut(last: Row, first: Row, *, drawn: bool) -> bool:
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
    if not drawn:
        return all(old.text and not _NUMBER.fullmatch(old.text) for old, _ in pairs)
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
    additions = {cell.column: cell for cell in rest if cell.text}
    row = rows[-1]
    for number, cell in enumerate(row):
        addition = additions.get(cell.column)
        if addition:
            between = "" if not cell.text else "\n" if ITEM.match(addition.text) else " "
            row[number] = replace(cell, text=cell.text + between + addition.text, unsure=cell.unsure or addition.unsure)


def _cells(rows: Sequence[Row]) -> Iterator[Cell]:
    for number, row in enumerate(rows):
        for cell in row:
            height = min(cell.row_span, len(rows) - number)
            known = (cell.text, height, cell.column_span, cell.bold, cell.page, cell.box, cell.confidence, cell.unsure)
            yield Cell(number, cell.column, *known)


def _row_pages(rows: Sequence[Row]) -> Iterator[int | None]:
    page: int | None = None
    for row in rows:
        page = row[0].page if row else page
        yield page
