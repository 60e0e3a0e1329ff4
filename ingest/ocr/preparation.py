"""From a page as the scanner left it to a `Picture`: upright, level, even in light, without seal, pen and dirt. On a copy, always."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.picture import Picture, Pixels

COLOURED = 45
"""How far apart the largest and the smallest of red, green and blue stand in coloured ink; scanners tint grey less."""
_SEAL, _PEN = 0.45, 0.3
"""Coloured ink lighter than this share of the paper's light is only colour, darker it has black under it; blue ink is darker than red."""
INK = 160
"""On even paper, darker than this is ink."""
_MOST_PIECES = 20_000
"""A page of the smallest print has fewer pieces of ink than this: Tesseract would sort those of a page of noise for minutes."""
_GRAIN = 0.8
"""Grain is no larger than this (points)."""
_STEEPEST = 12.0
"""A scan is turned by no more degrees than this."""


def prepare(image: Pixels, scale: float) -> Picture:
    """Makes a page ready for recognition. `image` is rows by columns of grey, or rows by columns by 3 of red, green, blue.

    `scale` is pixels a point.
    """
    grey = even(without_colour(image))
    angle = skew(grey)
    if abs(angle) >= 0.05:
        grey = level(grey, angle)
    return Picture(clean(grey, scale), scale)


# --- colour --------------------------------------------------------------------------------------------------------------


def without_colour(image: Pixels) -> Pixels:
    """Grey values in which a red seal and a blue pen are paper, and black letters under them are still ink.

    Coloured ink is bright in its own colour, black ink is dark in all three: the brightest of the three tells them apart. A page
    whose writing is all coloured keeps it, and so does a line of coloured print (a name stamped in red).
    """
    if image.ndim == 2:
        return image
    red, green, blue = cv2.split(image)
    brightest = cv2.max(cv2.max(red, green), blue)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    coloured = _above(cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue)), COLOURED)
    dark = cv2.bitwise_not(_above(grey, _middle(grey) - 61))
    drawn = cv2.bitwise_and(coloured, dark)
    if not coloured.any() or cv2.countNonZero(drawn) > 0.5 * max(cv2.countNonZero(dark), 1):
        return cast("Pixels", grey)
    paper = _middle(brightest)
    pen = _above(cv2.subtract(blue, red), COLOURED)
    light = cv2.bitwise_or(_above(brightest, _SEAL * paper), cv2.bitwise_and(pen, _above(brightest, _PEN * paper)))
    gone = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    gone[_printed(drawn > 0)] = 0
    cv2.copyTo(brightest, gone, grey)
    grey[cv2.bitwise_and(gone, light) > 0] = round(paper)
    return cast("Pixels", grey)


def _above(grey: NDArray[Any], value: float) -> Pixels:
    """255 where the picture is lighter than `value`."""
    return cast("Pixels", cv2.threshold(grey, int(value), 255, cv2.THRESH_BINARY)[1])


def _middle(grey: NDArray[Any]) -> float:
    """The median."""
    counts = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]))
    return float(np.searchsorted(counts, counts[-1] / 2))


def _printed(coloured: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where coloured ink stands in a line of print: a flat row of several letters, no round seal, no sweep of a pen."""
    height = coloured.shape[0]
    joined = cv2.morphologyEx(coloured.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, max(height // 130, 3)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    kept = np.zeros(count, np.bool_)
    for number in range(1, count):
        x, y, wide, high, _ = stats[number]
        if height / 160 < high < height / 35 and wide > 4 * high:
            letters = cv2.connectedComponents(coloured[y : y + high, x : x + wide].astype(np.uint8))[0] - 1
            kept[number] = letters >= 1.2 * wide / high
    return cast("np.ndarray[tuple[int, ...], np.dtype[np.bool_]]", kept[labels])


# --- light ---------------------------------------------------------------------------------------------------------------


def even(grey: Pixels) -> Pixels:
    """Even light: each pixel against the paper around it, so that a shadow or a yellow sheet is white paper."""
    if is_black_and_white(grey):
        return grey
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cast("Pixels", cv2.divide(grey, np.maximum(paper, 40), scale=245))


def is_black_and_white(grey: Pixels) -> bool:
    """A page scanned with one bit a pixel (made larger or smaller, it has some grey at its edges)."""
    sample = grey[::7, ::7]
    return bool(((sample < 16) | (sample > 239)).mean() > 0.985)


# --- turned pages --------------------------------------------------------------------------------------------------------


def skew(grey: Pixels) -> float:
    """By how many degrees the lines of text rise to the right: the turn at which the rows of the picture differ most."""
    small = _outline(grey)
    if small.sum() < 200:
        return 0.0
    best = _best(_Ink.of(_halved(small)), np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0))
    ink = _Ink.of(small)
    best = _best(ink, np.arange(best - 0.8, best + 0.81, 0.2))
    return _best(ink, np.arange(best - 0.15, best + 0.16, 0.05))


def _outline(image: Pixels, longest: int = 800) -> Pixels:
    """Ink of the page's inner part, `longest` pixels high or wide."""
    factor = min(longest / max(image.shape[:2]), 1.0)
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else np.maximum.reduce(cv2.split(small))
    top, left = grey.shape[0] // 25, grey.shape[1] // 25
    inner = grey[top:-top, left:-left]
    return cast("Pixels", (255 - inner) * (inner < 200))


def _halved(small: Pixels) -> Pixels:
    return cast("Pixels", cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


@dataclass(frozen=True, slots=True)
class _Ink:
    """The inked pixels of an outline and how dark each is."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    weight: NDArray[np.float32]

    @classmethod
    def of(cls, small: Pixels) -> _Ink:
        y, x = np.nonzero(small)
        return cls(x.astype(np.float32), y.astype(np.float32), small[y, x].astype(np.float32))

    def sharpness(self, angle: float) -> float:
        """How much the rows of the picture differ, turned by `angle` degrees; ink between two rows counts for both."""
        turn = np.deg2rad(angle)
        at = self.x * np.float32(np.sin(turn)) + self.y * np.float32(np.cos(turn))
        at -= at.min()
        row = at.astype(np.int32)
        lower = (at - row) * self.weight
        count = int(row.max()) + 2
        rows = np.bincount(row, self.weight - lower, count) + np.bincount(row + 1, lower, count)
        return float(np.square(np.diff(rows)).sum())


def _best(ink: _Ink, angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: ink.sharpness(float(angle))))


def level(grey: Pixels, angle: float) -> Pixels:
    """The page turned back by `angle` degrees."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return cast("Pixels", cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)))


def is_sideways(image: Pixels) -> bool:
    """Whether the lines of text run from top to bottom: then the page's columns differ more than its rows, at whatever turn."""
    small = _outline(image, 500)
    return bool(small.any()) and _best_profile(np.ascontiguousarray(small.T)) > 1.2 * _best_profile(small)


def _best_profile(small: Pixels) -> float:
    angle = _best(_Ink.of(_halved(small)), np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0))
    ink = _Ink.of(small)
    return max(ink.sharpness(float(near)) for near in np.arange(angle - 0.75, angle + 0.76, 0.25)) / float(small.shape[1])


def turned(image: Pixels, quarters: int) -> Pixels:
    """The picture turned clockwise by quarters of a turn."""
    return np.ascontiguousarray(np.rot90(image, -quarters))


def is_empty(picture: Picture) -> bool:
    """Whether no letters can be on the page: too little ink for a single word."""
    inner = picture.pixels[picture.pixels.shape[0] // 30 : -picture.pixels.shape[0] // 30]
    return bool((inner < INK).sum() < 12 * picture.scale**2)


# --- dirt ----------------------------------------------------------------------------------------------------------------


def clean(grey: Pixels, scale: float) -> Pixels:
    """Without the scanner's dark borders, punched holes and single specks."""
    cleaned = cv2.GaussianBlur(grey, (3, 3), 0.6) if scale >= 2.5 else grey.copy()
    ink = np.asarray(cleaned < INK, np.uint8)
    dirt = _specks(ink)
    for seeds, is_dirt in ((_at_edges(ink), _is_border), (_solid(ink, scale), _is_hole)):
        _mark(dirt, ink, seeds, partial(is_dirt, ink.shape[1], scale))
    return _without_grain(np.asarray(cv2.bitwise_or(cleaned, 255 * cv2.dilate(dirt, np.ones((3, 3), np.uint8))), np.uint8), scale)


def _without_grain(grey: Pixels, scale: float) -> Pixels:
    """Where ink comes in more pieces than writing does the smallest are grain; where that is not enough, nothing there is writing."""
    for size in (_GRAIN * scale, max(grey.shape)):
        ink = np.asarray(grey < INK, np.uint8)
        if cv2.connectedComponents(ink)[0] <= _MOST_PIECES:
            break
        _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
        grain = np.asarray(boxes[:, cv2.CC_STAT_AREA] <= size**2, np.uint8)
        grain[0] = 0
        grey = np.asarray(cv2.bitwise_or(grey, 255 * cv2.dilate(grain[labels], np.ones((3, 3), np.uint8))), np.uint8)
    return grey


def _specks(ink: Pixels) -> Pixels:
    """Inked pixels with no other beside them."""
    around = cv2.boxFilter(ink, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return cast("Pixels", cv2.bitwise_and(ink, (around == 1).astype(np.uint8)))


def _at_edges(ink: Pixels) -> Pixels:
    edges = np.zeros_like(ink)
    for side in (np.s_[:3], np.s_[-3:], np.s_[:, :3], np.s_[:, -3:]):
        edges[side] = ink[side]
    return edges


def _solid(ink: Pixels, scale: float) -> Pixels:
    """Where ink covers a square at the left and the right of the page that no letter covers."""
    solid = np.zeros_like(ink)
    margin = round(0.1 * ink.shape[1])
    for side in (np.s_[:, :margin], np.s_[:, -margin:]):
        solid[side] = cv2.erode(ink[side], np.ones((round(5 * scale), round(5 * scale)), np.uint8))
    return solid


def _mark(dirt: Pixels, ink: Pixels, seeds: Pixels, is_dirt: Callable[[_Box, int], bool]) -> None:
    """Marks the connected pieces of ink with a seed in them that are dirt by their box and their number of pixels."""
    known, marked = (np.zeros((ink.shape[0] + 2, ink.shape[1] + 2), np.uint8) for _ in range(2))
    for y, x in np.argwhere(seeds).tolist() if seeds.any() else ():
        if not known[y + 1, x + 1]:
            area, _, _, box = cv2.floodFill(ink, known, (x, y), 0, flags=_PIECE)
            if is_dirt((box[0], box[1], box[2], box[3]), area):
                cv2.floodFill(ink, marked, (x, y), 0, flags=_PIECE)
    dirt |= marked[1:-1, 1:-1]


_Box = tuple[int, int, int, int]
_PIECE = 8 | cv2.FLOODFILL_MASK_ONLY | (1 << 8)


def _is_border(_: int, scale: float, box: _Box, area: int) -> bool:
    wide, high = box[2:]
    return max(wide, high) > 20 * scale and area > 0.2 * min(wide, high) * max(wide, high)


def _is_hole(width: int, scale: float, box: _Box, area: int) -> bool:
    x, _, wide, high = box
    near_edge = x + wide < 0.1 * width or x > 0.9 * width
    return near_edge and 8 * scale < min(wide, high) and max(wide, high) < 30 * scale and area > 0.7 * wide * high
