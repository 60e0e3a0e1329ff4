"""From the grids on pages to tables: cells, merged cells, and parts on following pages joined into one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Box, Cell, Table
from ingest.layout import END_MARKS, Line, joins_tight, lines_of
from ingest.pdf_page import Ruling, Word
from ingest.rulings import Grid, place

SAME = 2.0
"""Column edges this close are the same column on two pages."""

_ITEM = re.compile(r"[-–+*•▪➢✓](?:\s|(?=[A-ZĐÀ-Ỹ]))")
_NUMBERED_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zđ]\))\s")
_NUMBER = re.compile(r"[-+(]?[\d.,/ ]*\d[\d.,/ ]*\)?\s?%?")


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of a table that stands on one page."""

    page: int
    grid: Grid
    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        return self.grid.box


@dataclass(frozen=True, slots=True)
class PartCell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    bold: bool
    page: int
    box: Box

    @property
    def form(self) -> tuple[int, int, str]:
        return self.column, self.column_span, re.sub(r"\s", "", self.text).casefold()


Row = list[PartCell]


# --- one part ------------------------------------------------------------------------------------------------------------


def rows_of(part: Part, edges: Sequence[float], *, loose: bool = False) -> list[Row]:
    """The rows of a part, each with the cells that begin in it."""
    ys = part.grid.ys if part.grid.ruled else _all_levels(part.grid)
    grid = replace(part.grid, xs=tuple(edges), ys=tuple(ys))
    if not part.grid.ruled:
        grid = replace(grid, upright=tuple(_edges_by_text(part, grid)))
    regions = _regions(grid)
    words: dict[int, list[Word]] = {}
    owner = {place_: number for number, region in enumerate(regions) for place_ in region}
    for word in part.words:
        x, y = word.centre
        words.setdefault(owner[place(grid.ys, y), place(grid.xs, x)], []).append(word)
    rows: list[Row] = [[] for _ in grid.ys[1:]]
    for number, region in enumerate(regions):
        cell = _cell(part.page, grid, region, words.get(number, []), loose=loose)
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _regions(grid: Grid) -> list[list[tuple[int, int]]]:
    """Places of the grid between which no line runs, together: the cells, merged ones too."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    region = {(r, c): {(r, c)} for r in range(height) for c in range(width)}
    for r in range(height):
        for c in range(width):
            if c + 1 < width and not grid.parted_right(c, grid.ys[r], grid.ys[r + 1]):
                _unite(region, (r, c), (r, c + 1))
            if r + 1 < height and not grid.parted_below(r, grid.xs[c], grid.xs[c + 1]):
                _unite(region, (r, c), (r + 1, c))
    return [sorted(places) for places in {id(places): places for places in region.values()}.values()]


def _unite(region: dict[tuple[int, int], set[tuple[int, int]]], a: tuple[int, int], b: tuple[int, int]) -> None:
    if region[a] is region[b]:
        return
    region[a] |= region[b]
    for place_ in region[b]:
        region[place_] = region[a]


def _cell(page: int, grid: Grid, region: Sequence[tuple[int, int]], words: Sequence[Word], *, loose: bool) -> PartCell:
    row, last_row = region[0][0], max(r for r, _ in region)
    column, last_column = min(c for _, c in region), max(c for _, c in region)
    box = (grid.xs[column], grid.ys[row], grid.xs[last_column + 1], grid.ys[last_row + 1])
    text = cell_text(lines_of(words, page), box, loose=loose)
    bold = bool(words) and all(word.bold for word in words)
    return PartCell(row, column, last_row - row + 1, last_column - column + 1, text, bold, page, box)


def cell_text(lines: Sequence[Line], box: Box, *, loose: bool = False) -> str:
    """A cell's text: wrapped lines joined by a space, paragraphs of their own ("- …") parted by a line break."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before is not None:
            text += "\n" if _begins_paragraph(before, line, box) else "" if joins_tight(before, line, loose=loose) else " "
        text += line.text
        before = line
    return text


def _begins_paragraph(a: Line, b: Line, box: Box) -> bool:
    if _ITEM.match(b.text):
        return not (b.text[1:].strip()[:1].isdigit() and a.text[-1:].isdigit()) and not a.text.endswith(("-", "–"))
    ended = a.text.endswith(END_MARKS)
    if _NUMBERED_ITEM.match(b.text) and ended:
        return True
    had_room = box[2] - a.x1 > b.first_width + 0.5 * b.size + 6
    return ended and had_room and b.text[:1].isupper()


# --- columns from text -------------------------------------------------------------------------------------------------


def text_columns(parts: Sequence[Part]) -> tuple[float, ...]:
    """The column edges of a table with level lines only: where nearly all rows have a gap."""
    grid = parts[0].grid
    x0, x1 = grid.xs[0], grid.xs[-1]
    heads: list[tuple[float, float]] = []
    bands: list[list[tuple[float, float]]] = []
    for part in parts:
        shift = x0 - part.grid.xs[0]
        for number, (top, bottom) in enumerate(pairwise(part.grid.ys)):
            words = [word for word in part.words if top <= word.centre[1] < bottom]
            runs = [(a + shift, b + shift) for a, b in _runs(words)]
            if _is_divided(part.grid, top, bottom) or (number == 0 and len(part.grid.ys) > 2):
                heads.extend(runs)
            elif words:
                bands.append(runs)
    gaps = _gaps(bands, x0, x1)
    edges = [edge for gap in gaps if (edge := _edge(gap, heads, parts)) is not None]
    return (x0, *edges, x1)


def _is_divided(grid: Grid, top: float, bottom: float) -> bool:
    return any(top + 3 < line.top < bottom - 3 for line in grid.level)


def _gaps(bands: Sequence[Sequence[tuple[float, float]]], x0: float, x1: float) -> list[tuple[float, float]]:
    """The stretches between inked ones that nearly all bands leave free; one band in ten may run across."""
    marks = sorted({x for band in bands for run in band for x in run if x0 < x < x1})
    found: list[tuple[float, float]] = []
    opened: float | None = None
    for left, right in pairwise(marks):
        middle = (left + right) / 2
        covered = sum(1 for band in bands if any(a < middle < b for a, b in band))
        if covered > 0.1 * len(bands):
            if opened is not None:
                found.append((opened, left))
            opened = None
        elif opened is None:
            opened = left
    return [gap for gap in found if gap[0] > marks[0]]


def _edge(gap: tuple[float, float], heads: Sequence[tuple[float, float]], parts: Sequence[Part]) -> float | None:
    """Where in a gap the columns part: at the end of a level line there, else half way between the texts, the head's among them."""
    left, right = gap
    if right - left < 3:
        return None
    for line in (line for part in parts for line in part.grid.level):
        for x in (line.x0, line.x1):
            if left - 3 < x < right + 3:
                return x
    middle = (left + right) / 2
    ends = [b for a, b in heads if a < left < b < right] or [left]
    starts = [a for a, b in heads if left < a < right < b] or [right]
    return (max(ends) + min(starts)) / 2 if max(ends) < min(starts) else middle


def _runs(words: Sequence[Word]) -> list[tuple[float, float]]:
    """The stretches of ink over a band's lines, word gaps closed."""
    return [(line_run[0].x0, line_run[-1].x1) for line_run in _line_runs(words)]


def _line_runs(words: Sequence[Word]) -> list[list[Word]]:
    runs: list[list[Word]] = []
    for line in lines_of(words, 0):
        runs.append([line.words[0]])
        for before, word in pairwise(line.words):
            if word.x0 - before.x1 > 0.7 * word.size:
                runs.append([word])
            else:
                runs[-1].append(word)
    return runs


def _all_levels(grid: Grid) -> list[float]:
    ys = list(grid.ys)
    for line in grid.level:
        if all(abs(line.top - y) > 3 for y in ys):
            ys.append(line.top)
    return sorted(ys)


def _edges_by_text(part: Part, grid: Grid) -> list[Ruling]:
    """Upright edges where nobody drew them: at each column edge of each row, unless a text runs across it."""
    found: list[Ruling] = []
    for top, bottom in pairwise(grid.ys):
        runs = _runs([word for word in part.words if top <= word.centre[1] < bottom])
        headed = [line for line in grid.level if abs(line.top - bottom) < 3 and line.length < grid.xs[-1] - grid.xs[0] - 6]
        spans = [(line.x0, line.x1) for line in headed if sum(line.x0 - 2 < (a + b) / 2 < line.x1 + 2 for a, b in runs) == 1]
        for x in grid.xs[1:-1]:
            crossed = any(a < x - 1 and b > x + 1 for a, b in (*runs, *((a + 2, b - 2) for a, b in spans)))
            if not crossed:
                found.append(Ruling(x, top, x, bottom))
    return [*found, Ruling(grid.xs[0], grid.ys[0], grid.xs[0], grid.ys[-1])]


# --- parts to tables -----------------------------------------------------------------------------------------------------


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
    flows = any(new.text[:1].islower() or _ITEM.match(new.text) or old.text.endswith(",") for old, new in pairs if old.text)
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
            between = "" if not cell.text else "\n" if _ITEM.match(addition) else " "
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
