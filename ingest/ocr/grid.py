"""Ruling lines found on a picture, as a drawn page would name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

import cv2
import numpy as np

from ingest.document import Box
from ingest.ocr.picture import Picture, Pixels
from ingest.pdf_page import Ruling
from ingest.rulings import REACH, grids

SHORTEST = 18.0
"""A stroke shorter than this (points) is part of a letter or a dash."""

THICKEST = 3.5
"""A stroke thicker than this is a bar, a shadow or a picture."""

_STROKE = 12.0
"""A line comes in pieces at least this long: longer than the stem of a letter."""

_SMOOTH = 3.0
"""Over this length noise is evened out along a line."""

_FAINT = 30
"""A line is darker than the paper beside it by more than this."""

_INK = 150

_DARKER = np.clip(np.arange(256) - 22, 0, 200).astype(np.uint8)
"""For each brightness of the paper, below which ink is."""

_CLOSE = 1.2
"""A stroke so close to a line is that line."""

_BREAK = 5.0
"""Pieces closer than this are one line."""

_DOT, _DOT_GAP = 2.5, 5.0
"""Size of the dots that make a dotted line, and how far apart they stand."""


def ink(pixels: Pixels, scale: float) -> Pixels:
    """255 where there is ink, 0 on paper: darker than the paper around it by a good deal."""
    window = round(24 * scale) | 1
    paper = cv2.blur(pixels, (window, window))
    return cast("Pixels", cv2.compare(pixels, cv2.LUT(paper, _DARKER), cv2.CMP_LT))


def rulings_of(picture: Picture) -> list[Ruling]:
    """The lines drawn on a page, in points: solid, broken, thin or slightly bent ones, and dotted ones that part the cells of a table.

    The line under a heading is a ruling too, but none inside a table's cell.
    """
    along, across = _Way.of(picture.pixels, picture.scale), _Way.of(_turned(picture.pixels), picture.scale)
    level, upright = _level_lines(along), [_turn(line) for line in _level_lines(across)]
    upright = [line for line in upright if line.length >= 2 * SHORTEST or _meets_both_ends(line, level)]
    between: list[Ruling] = []
    if len(long := [line for line in (*level, *upright) if line.length >= 2 * SHORTEST]) > 1:
        dots = _dots(picture, _around(long))
        dotted = _dotted_lines(_with(dots, upright, picture.scale), picture.scale)
        dotted_upright = [_turn(line) for line in _dotted_lines(_turned(_with(dots, level, picture.scale)), picture.scale)]
        between = [line for line in dotted if _meets_both_ends(line, [*upright, *dotted_upright], REACH + _DOT_GAP)]
        upright += [line for line in dotted_upright if _meets_both_ends(line, [*level, *between], REACH + _DOT_GAP)]
    level = [_trimmed(line, upright) for line in [*_without_underlines(level, upright), *between]]
    found = [*level, *(_turn(_trimmed(_turn(line), [_turn(other) for other in level])) for line in upright)]
    return [*found, *_lost_pieces(along, across, found)]


@dataclass(frozen=True, slots=True)
class _Way:
    """A page as it lies, or turned on its side, and where something thin and level is dark on it."""

    pixels: Pixels
    dark: Pixels
    scale: float

    @classmethod
    def of(cls, pixels: Pixels, scale: float) -> _Way:
        return cls(pixels, _dark(pixels, scale), scale)

    def has_side(self, y: float, left: float, right: float) -> bool:
        """Whether a cell's side is there: nearly all of it, or more than half with no letters beside it."""
        if right - left <= _STROKE:
            return False
        reach = 2.5
        drawn = self._between(self.dark, y - reach, y + reach, left, right).max(axis=0) > 0
        beside = [self._between(self.pixels, y + a, y + a + 2, left, right).min(axis=0) < _INK for a in (-5, 3)]
        return bool(drawn.mean() > 0.85 or (drawn.mean() > 0.5 and all(side.mean() < 0.25 for side in beside)))

    def _between(self, pixels: Pixels, top: float, bottom: float, left: float, right: float) -> Pixels:
        rows = slice(max(round(top * self.scale), 0), max(round(bottom * self.scale), 1))
        return pixels[rows, max(round(left * self.scale), 0) : round(right * self.scale)]


def _turn(line: Ruling) -> Ruling:
    return Ruling(line.top, line.x0, line.bottom, line.x1)


def _trimmed(line: Ruling, upright: Sequence[Ruling]) -> Ruling:
    """A level line that ends where it last meets another: a letter just beyond is no part of it."""
    met = [other.x0 for other in upright if other.top - REACH <= line.top <= other.bottom + REACH and line.x0 <= other.x0 <= line.x1]
    if len(met) < 2:
        return line
    x0, x1 = min(met), max(met)
    return replace(line, x0=x0 if x0 - line.x0 < SHORTEST else line.x0, x1=x1 if line.x1 - x1 < SHORTEST else line.x1)


def _turned(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(pixels.T)


def _lost_pieces(along: _Way, across: _Way, rulings: Sequence[Ruling]) -> Iterator[Ruling]:
    """The sides of cells that were scanned so badly that only half of their length is left."""
    for grid in (grid for grid in grids(rulings) if grid.ruled):
        for row, (top, bottom) in enumerate(pairwise(grid.ys)):
            for column, (left, right) in enumerate(pairwise(grid.xs)):
                inner = column + 2 < len(grid.xs), row + 2 < len(grid.ys)
                if inner[0] and not grid.parted_right(column, top, bottom) and across.has_side(right, top, bottom):
                    yield Ruling(right, top, right, bottom)
                if inner[1] and not grid.parted_below(row, left, right) and along.has_side(bottom, left, right):
                    yield Ruling(left, bottom, right, bottom)


def _around(rulings: Sequence[Ruling]) -> Box:
    return (
        min(line.x0 for line in rulings), min(line.top for line in rulings),
        max(line.x1 for line in rulings), max(line.bottom for line in rulings),
    )  # fmt: skip


def part_of(pixels: Pixels, scale: float, box: Box, rim: float) -> tuple[slice, slice]:
    """The rows and columns of a box given in points, and of the rim around it."""
    x0, top, x1, bottom = box
    rows = max(round((top - rim) * scale), 0), max(round((bottom + rim) * scale), 0)
    columns = max(round((x0 - rim) * scale), 0), max(round((x1 + rim) * scale), 0)
    return slice(min(rows[0], pixels.shape[0]), rows[1]), slice(min(columns[0], pixels.shape[1]), columns[1])


def wipe_lines(pixels: Pixels, scale: float, rulings: Iterable[Ruling]) -> Pixels:
    """The pixels with the given lines wiped out; the bar of a "T" just under one stays."""
    close, near = np.zeros_like(pixels), np.zeros_like(pixels)
    for line in rulings:
        for mask, reach in ((close, _CLOSE), (near, THICKEST)):
            corners = (line.x0 - reach, line.top - reach, line.x1 + reach, line.bottom + reach)
            x0, top, x1, bottom = (round(edge * scale) for edge in corners)
            cv2.rectangle(mask, (x0, top), (x1, bottom), 255, -1)
    along, across = _dark(pixels, scale), _dark(_turned(pixels), scale)
    short, long = (cv2.bitwise_or(_opened(along, scale, n), _turned(_opened(across, scale, n))) for n in (_STROKE, 3 * _STROKE))
    drawn = cv2.bitwise_or(cv2.bitwise_and(short, close), cv2.bitwise_and(long, near))
    wiped = cv2.dilate(drawn, np.ones((3, 3), np.uint8), iterations=max(1, round(scale / 3)))
    return cast("Pixels", cv2.bitwise_or(pixels, wiped))


def _thin(pixels: Pixels, scale: float) -> Pixels:
    """How much darker each pixel is than what lies above and below it, no farther off than a line is thick."""
    return cast("Pixels", cv2.morphologyEx(pixels, cv2.MORPH_BLACKHAT, np.ones((round(THICKEST * scale) + 2, 1), np.uint8)))


def _dark(pixels: Pixels, scale: float) -> Pixels:
    """255 where something thin and level is darker than the paper above and below it, noise evened out along it."""
    thin = _thin(cast("Pixels", cv2.blur(pixels, (round(_SMOOTH * scale) | 1, 1))), scale)
    return cast("Pixels", cv2.threshold(thin, _FAINT, 255, cv2.THRESH_BINARY)[1])


def _opened(dark: Pixels, scale: float, length: float = _STROKE) -> Pixels:
    """Where thin level strokes of at least this length (points) run; letters have none so long."""
    return cast("Pixels", cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, round(length * scale)), np.uint8)))


def _level_lines(way: _Way) -> list[Ruling]:
    strokes = _opened(way.dark, way.scale)
    joined = cv2.dilate(strokes, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((1, round(_BREAK * way.scale)), np.uint8))
    lines = _lines(np.asarray(joined, np.uint8), strokes, way.scale, SHORTEST)
    return [line for line, box in lines if _is_drawn(box, way.pixels, way.scale)]


def _is_drawn(box: tuple[int, int, int, int], pixels: Pixels, scale: float) -> bool:
    """A drawn line is dark all along; the feet of a row of letters have gaps, and a broken line has no letters on it."""
    x, y, width, height = box
    margin = round(2 * THICKEST * scale)
    top = max(y - margin, 0)
    along = _thin(pixels[top : y + height + margin, x : x + width], scale)
    darkness = along[max(y - top - 1, 0) : y - top + height + 1].max(axis=0)
    covered = float((darkness > 0.4 * np.median(darkness)).mean())
    if covered >= 0.93:
        return True
    beside = round(THICKEST * scale)
    bare = max(_inked(pixels, row, x, x + width) for row in (y - beside, y + height + beside)) < 0.2
    return bare and covered > 0.6 and width > 60 * scale


def _inked(pixels: Pixels, y: int, left: int, right: int) -> float:
    """Which share of a level stretch has ink."""
    row = pixels[min(max(y, 0), pixels.shape[0] - 1), left:right]
    return float((row < _INK).mean())


def _lines(joined: Pixels, strokes: Pixels, scale: float, shortest: float) -> Iterable[tuple[Ruling, tuple[int, int, int, int]]]:
    for first, last in _bands(joined):
        _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined[first:last], connectivity=8)
        widths, heights = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
        thin = (widths >= shortest * scale) & (heights <= np.maximum(THICKEST * scale + 2, 0.02 * widths))
        for number in np.flatnonzero(thin[1:]) + 1:
            x, y, width, height, _ = (int(value) for value in boxes[number])
            own = labels[y : y + height, x : x + width] == number
            y += first
            rows = np.nonzero(np.logical_and(own, strokes[y : y + height, x : x + width] > 0))[0]
            middle = (y + float(rows.mean()) + 0.5) / scale
            yield Ruling(x / scale, middle, (x + width) / scale, middle), (x, y, width, height)


def _bands(pixels: Pixels) -> Iterable[tuple[int, int]]:
    """From which row to which anything stands on a picture, row after row."""
    steps = np.diff(pixels.any(axis=1).astype(np.int8), prepend=0, append=0)
    return zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True)


def _dots(picture: Picture, box: Box) -> Pixels:
    """The ink that comes in dots and short dashes, inside a box given in points."""
    scale = picture.scale
    inside = part_of(picture.pixels, scale, box, 2 * _DOT_GAP)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink(picture.pixels[inside], scale), connectivity=8)
    small = np.logical_and(boxes[:, cv2.CC_STAT_WIDTH] <= 2 * _DOT * scale, boxes[:, cv2.CC_STAT_HEIGHT] <= 2 * _DOT * scale)
    small &= np.minimum(boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]) <= _DOT * scale
    small[0] = False
    dots = np.zeros_like(picture.pixels)
    dots[inside] = small[labels] * np.uint8(255)
    return dots


def _with(dots: Pixels, lines: Iterable[Ruling], scale: float) -> Pixels:
    """The dots and the lines that they cross."""
    drawn = dots.copy()
    for line in lines:
        x0, top, x1, bottom = (round(edge * scale) for edge in (line.x0, line.top, line.x1, line.bottom))
        cv2.line(drawn, (x0, top), (x1, bottom), 255, 1)
    return drawn


def _dotted_lines(dots: Pixels, scale: float) -> list[Ruling]:
    joined = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, round(_DOT_GAP * scale)), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(2 * SHORTEST * scale)), np.uint8))
    joined = cv2.dilate(joined, np.ones((3, 1), np.uint8))
    dotted = np.asarray(joined, np.uint8)
    return [line for line, _ in _lines(dotted, dotted, scale, 2 * SHORTEST)]


def _meets_both_ends(line: Ruling, across: Sequence[Ruling], reach: float = REACH) -> bool:
    ends = ((line.x0, line.top), (line.x1, line.bottom))
    return all(any(_touches(x, y, other, reach) for other in across) for x, y in ends)


def _touches(x: float, y: float, line: Ruling, reach: float) -> bool:
    return line.x0 - reach <= x <= line.x1 + reach and line.top - reach <= y <= line.bottom + reach


def _without_underlines(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[Ruling]:
    """A level line between two upright ones that reaches neither underlines a cell's text."""
    return [line for line in level if _meets_both_ends(line, upright) or not _inside(line, upright)]


def _inside(line: Ruling, upright: Sequence[Ruling]) -> bool:
    beside = [other for other in upright if other.top - REACH < line.top < other.bottom + REACH]
    return any(other.x0 < line.x0 for other in beside) and any(other.x0 > line.x1 for other in beside)
