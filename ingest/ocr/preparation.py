"""From a page as the scanner left it to a `Picture`: upright, level, even in light, without seal, pen and dirt. On a copy, always."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from ingest.ocr.picture import Picture, Pixels

COLOURED = 45
"""How far apart the largest and the smallest of red, green and blue stand in coloured ink; scanners tint grey less."""
_SEAL, _PEN = 0.45, 0.3
"""Coloured ink lighter than this share of the paper's light is only colour, darker it has black under it; blue ink is darker than red."""
INK = 160
"""On even paper, darker than this is ink."""
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
    coloured = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue)) > COLOURED
    dark = grey < np.median(grey) - 60
    if not coloured.any() or (coloured & dark).sum() > 0.5 * max(dark.sum(), 1):
        return cast("Pixels", grey)
    mask = cv2.dilate(coloured.astype(np.uint8), np.ones((3, 3), np.uint8))
    paper = float(np.median(brightest))
    pen = cv2.subtract(blue, red) > COLOURED
    lifted = np.where(brightest > np.where(pen, _PEN, _SEAL) * paper, paper, brightest).astype(np.uint8)
    gone = (mask > 0) & ~_printed(coloured & dark)
    return cast("Pixels", np.where(gone, lifted, grey).astype(np.uint8))


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
    best = _best(small, np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0))
    best = _best(small, np.arange(best - 0.8, best + 0.81, 0.2))
    return _best(small, np.arange(best - 0.15, best + 0.16, 0.05))


def _outline(image: Pixels, longest: int = 800) -> Pixels:
    """Ink of the page's inner part, `longest` pixels high or wide."""
    factor = min(longest / max(image.shape[:2]), 1.0)
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else small.max(axis=2)
    top, left = grey.shape[0] // 25, grey.shape[1] // 25
    inner = grey[top:-top, left:-left]
    return cast("Pixels", (255 - inner) * (inner < 200))


def _best(small: Pixels, angles: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(small, float(angle))))


def _sharpness(small: Pixels, angle: float) -> float:
    rows = _turned(small, angle, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def level(grey: Pixels, angle: float) -> Pixels:
    """The page turned back by `angle` degrees."""
    return _turned(grey, angle, paper=255, interpolation=cv2.INTER_CUBIC)


def _turned(image: Pixels, angle: float, *, paper: int, interpolation: int = cv2.INTER_LINEAR) -> Pixels:
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return cast("Pixels", cv2.warpAffine(image, matrix, (width, height), flags=interpolation, borderValue=(paper,)))


def is_sideways(image: Pixels) -> bool:
    """Whether the lines of text run from top to bottom: then the page's columns differ more than its rows, at whatever turn."""
    small = _outline(image, 500)
    return _best_profile(np.ascontiguousarray(small.T)) > 1.2 * _best_profile(small)


def _best_profile(small: Pixels) -> float:
    angle = _best(small, np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0))
    return float(max(_sharpness(small, near) for near in np.arange(angle - 0.75, angle + 0.76, 0.25)) / small.shape[1])


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
    cleaned = cv2.GaussianBlur(grey, (3, 3), 0.6) if scale >= 2.5 else grey
    ink = (cleaned < INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    height, width = grey.shape
    dirt = np.zeros(count, np.bool_)
    for number in range(1, count):
        x, y, wide, high, area = stats[number]
        at_edge = x <= 2 or y <= 2 or x + wide >= width - 2 or y + high >= height - 2
        border = at_edge and max(wide, high) > 20 * scale and area > 0.2 * min(wide, high) * max(wide, high)
        hole = 8 * scale < min(wide, high) and max(wide, high) < 30 * scale and area > 0.7 * wide * high and _near_edge(x, wide, width)
        speck = area <= max((0.3 * scale) ** 2, 1)
        dirt[number] = border or hole or speck
    if dirt.any():
        mask = cv2.dilate(dirt[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
        cleaned = np.where(mask > 0, np.uint8(255), cleaned)
    return cast("Pixels", cleaned)


def _near_edge(x: int, wide: int, width: int) -> bool:
    return x + wide < 0.1 * width or x > 0.9 * width
