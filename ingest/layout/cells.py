"""From the grid on a page to rows of cells, merged ones too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Box
from ingest.layout.lines import END_MARKS, Line, confidence_of, lines_of
from ingest.layout.open_columns import all_levels, edges_by_text
from ingest.layout.paragraphs import joins_tight
from ingest.layout.parts import Part, PartCell, Row
from ingest.ocr.syllables import is_syllable
from ingest.pdf_page import Word
from ingest.rulings import SNAP, Grid, place

_DATE = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d")
_LONG_FRACTION = re.compile(r"\d+[.,]\d{4,}")
ITEM = re.compile(r"[-–+*•▪➢✓](?:\s|(?=[A-ZĐÀ-Ỹ]))")
_NUMBERED_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zđ]\))\s")


def rows_of(part: Part, edges: Sequence[float], *, loose: bool = False) -> list[Row]:
    """The rows of a part, each with the cells that begin in it."""
    ys = part.grid.ys if part.grid.ruled else all_levels(part.grid)
    grid = replace(part.grid, xs=tuple(edges), ys=tuple(ys))
    grid = replace(grid, ys=_parting_levels(grid))
    if not part.grid.ruled:
        grid = replace(grid, upright=tuple(edges_by_text(part, grid)))
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


def _parting_levels(grid: Grid) -> tuple[float, ...]:
    """The edges of rows without those that part no column: a piece of a line, a dash, dirt of a scan gives no row."""
    inner = [y for y in grid.ys[1:-1] if any(_runs_along(grid, y, left, right) for left, right in pairwise(grid.xs))]
    return (grid.ys[0], *inner, grid.ys[-1])


def _runs_along(grid: Grid, y: float, left: float, right: float) -> bool:
    """Whether a line is drawn over at least half of a column's width."""
    drawn = [min(line.x1, right) - max(line.x0, left) for line in grid.level if abs(line.top - y) <= SNAP]
    return sum(length for length in drawn if length > 0) >= (right - left) / 2


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
    unsure = any(word.unsure for word in words)
    return PartCell(row, column, last_row - row + 1, last_column - column + 1, text, bold, page, box, confidence_of(words), unsure)


def cell_text(lines: Sequence[Line], box: Box, *, loose: bool = False) -> str:
    """A cell's text: wrapped lines joined by a space, paragraphs of their own ("- …") parted by a line break."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before is not None:
            tight = joins_tight(before, line, loose=loose) or _is_cut(before, line, box)
            text += "\n" if _begins_paragraph(before, line, box) else "" if tight else " "
        text += line.text
        before = line
    return text


def _is_cut(a: Line, b: Line, box: Box) -> bool:
    """What is too long for its cell: "121.18417" over "5", "ST" over "T", "T" over "T", "31/12/20" over "13"."""
    full = a.width > box[2] - box[0] - 1.2 * a.size
    no_room = a.width + b.width > box[2] - box[0] - _WORD_MARGINS
    figure = b.text.isdecimal() and bool(_LONG_FRACTION.fullmatch(a.text))
    letters = len(b.text) == 1 and (a.text + b.text).isupper() and (a.text + b.text).isalpha() and not is_syllable(a.text)
    date = bool(_DATE.fullmatch(a.text.split(" ")[-1] + b.text.split(" ")[0]))
    return (full and (figure or date)) or ((full or no_room) and letters)


_WORD_MARGINS = 10.8
"""Points that Word leaves free in a cell, left and right together."""


def _begins_paragraph(a: Line, b: Line, box: Box) -> bool:
    if ITEM.match(b.text):
        return not (b.text[1:].strip()[:1].isdigit() and a.text[-1:].isdigit()) and not a.text.endswith(("-", "–"))
    ended = a.text.endswith(END_MARKS)
    if _NUMBERED_ITEM.match(b.text) and ended:
        return True
    had_room = box[2] - a.x1 > b.first_width + 0.5 * b.size + 6
    return ended and had_room and b.text[:1].isupper()
