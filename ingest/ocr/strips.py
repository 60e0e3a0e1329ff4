"""Where the lines of text stand inside a table's cells: from ink alone, before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from ingest.document import Box
from ingest.ocr.grid import ink, part_of
from ingest.ocr.picture import Picture, Pixels

BODY = 3.2
"""A piece of ink this high (points) is a letter, a figure; lower ones are marks, dots, dashes."""
_TALLEST = 30.0
_SPECK = 0.6
_EDGE = 1.2
"""So close to the side of a cell a flat piece of ink is what is left of a ruling line."""
_BLUR = 0.36
"""How far (points) a scanner smears a letter."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A connected piece of ink, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of text in a cell: its box in points, and the stretches of ink along it from left to right."""

    cell: int
    x0: float
    top: float
    x1: float
    bottom: float
    runs: tuple[tuple[float, float], ...]

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom

    def holds(self, x: float, y: float) -> bool:
        return self.x0 - 1 <= x <= self.x1 + 1 and self.top - 1 <= y <= self.bottom + 1


def blobs_of(picture: Picture, box: Box) -> list[Blob]:
    """The pieces of ink in a box on a page without its lines, specks left out."""
    rows, columns = part_of(picture.pixels, picture.scale, box, 1)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink(picture.pixels[rows, columns], picture.scale), connectivity=8)
    x, y, wide, high, area = (boxes[1:, column].astype(float) / picture.scale for column in range(5))
    x, y = x + columns.start / picture.scale, y + rows.start / picture.scale
    kept = (area / picture.scale >= _SPECK**2) & (high <= _TALLEST) & (wide <= 3 * _TALLEST)
    return [Blob(*sides) for sides in np.stack([x, y, x + wide, y + high], axis=1)[kept].tolist()]


def strips_of(cells: Sequence[Box], blobs: Iterable[Blob]) -> list[Strip]:
    """The lines of text in each cell, from the top; a cell without ink has none."""
    inside: list[list[Blob]] = [[] for _ in cells]
    for blob in blobs:
        owner = _owner(cells, blob)
        if owner is not None and not _is_rest_of_ruling(blob, cells[owner]):
            inside[owner].append(blob)
    return strips_among(inside)


def strips_among(groups: Sequence[Sequence[Blob]]) -> list[Strip]:
    """The lines of text in each group of pieces of ink, from the top."""
    bodies = [blob.height for own in groups for blob in own if blob.height >= BODY]
    size = median(bodies) / 0.6 if bodies else 12.0
    return [strip for number, own in enumerate(groups) for strip in _strips(number, own, size)]


def _owner(cells: Sequence[Box], blob: Blob) -> int | None:
    x, y = blob.centre
    return next((number for number, (x0, top, x1, bottom) in enumerate(cells) if x0 <= x <= x1 and top <= y <= bottom), None)


def _is_rest_of_ruling(blob: Blob, cell: Box) -> bool:
    x0, top, x1, bottom = cell
    level = blob.height <= _EDGE and (blob.top - top < _EDGE or bottom - blob.bottom < _EDGE)
    upright = blob.width <= _EDGE and (blob.x0 - x0 < _EDGE or x1 - blob.x1 < _EDGE)
    return level or upright


def _strips(cell: int, blobs: Sequence[Blob], size: float) -> Iterable[Strip]:
    letters = [blob for blob in blobs if BODY <= blob.height <= 1.6 * size]
    if not letters:
        if any(blob.width >= 2.5 for blob in blobs) or len(blobs) > 2:
            yield _strip(cell, blobs, size)
        return
    rows: list[list[Blob]] = []
    for blob in sorted(letters, key=lambda one: one.centre[1]):
        if rows and blob.centre[1] - rows[-1][-1].centre[1] <= 0.5 * size:
            rows[-1].append(blob)
        else:
            rows.append([blob])
    bands = [(median(blob.top for blob in row), median(blob.bottom for blob in row)) for row in rows]
    for blob in blobs:
        if not BODY <= blob.height <= 1.6 * size:
            y = blob.centre[1]
            nearest = min(range(len(rows)), key=lambda number: _distance(y, bands[number]))
            if _distance(y, bands[nearest]) < 0.6 * size:
                rows[nearest].append(blob)
    for row in rows:
        yield _strip(cell, row, size)


def _distance(y: float, band: tuple[float, float]) -> float:
    return max(band[0] - y, y - band[1], 0.0)


def _strip(cell: int, blobs: Sequence[Blob], size: float) -> Strip:
    x0, x1 = min(blob.x0 for blob in blobs), max(blob.x1 for blob in blobs)
    top, bottom = min(blob.top for blob in blobs), max(blob.bottom for blob in blobs)
    if bottom - top < 0.4 * size:
        middle = (top + bottom) / 2
        top, bottom = middle - 0.35 * size, middle + 0.35 * size
    return Strip(cell, x0, top, x1, bottom, tuple(_runs(blobs)))


def _runs(blobs: Sequence[Blob]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for blob in sorted(blobs, key=lambda one: one.x0):
        if runs and blob.x0 <= runs[-1][1] + 0.1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], blob.x1))
        else:
            runs.append((blob.x0, blob.x1))
    return runs


def crop(picture: Picture, strip: Strip) -> Pixels:
    """The strip's pixels."""
    x0, top, x1, bottom = (edge * picture.scale for edge in strip.box)
    return picture.pixels[max(int(top), 0) : int(np.ceil(bottom)), max(int(x0), 0) : int(np.ceil(x1))]


def sharpened(pixels: Pixels, scale: float) -> Pixels:
    """Sharper letters: the hook of "ổ" and the stroke of "ố" differ by a pixel or two."""
    cut = pixels.astype(np.float32)
    blurred = cv2.GaussianBlur(cut, (0, 0), _BLUR * scale)
    return np.asarray(np.clip(2 * cut - blurred, 0, 255), np.uint8)
