"""The columns of tables whose columns nobody drew: where nearly all rows have a gap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.lines import lines_of
from ingest.layout.parts import Part
from ingest.pdf_page import Ruling, Word
from ingest.rulings import Grid


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


def all_levels(grid: Grid) -> list[float]:
    ys = list(grid.ys)
    for line in grid.level:
        if all(abs(line.top - y) > 3 for y in ys):
            ys.append(line.top)
    return sorted(ys)


def edges_by_text(part: Part, grid: Grid) -> list[Ruling]:
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
