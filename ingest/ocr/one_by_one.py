"""Lines cut out of a page, read by Tesseract each for itself: set under each other on one sheet, which it reads in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import cv2
import numpy as np

from ingest.ocr import tesseract
from ingest.ocr.picture import Pixels
from ingest.ocr.readings import Token
from ingest.ocr.strips import Strip

DPI = 200
"""Text of less resolution is enlarged to this one."""
_GAP = 24


def read_crops(crops: Sequence[Pixels], seconds: float, letters: str = "") -> list[list[Token]]:
    """What Tesseract reads on each picture of one line."""
    if not crops:
        return []
    sheet, places = _under_each_other(crops)
    found = tesseract.words(sheet, DPI, seconds=seconds, cutting=tesseract.ONE_BLOCK, letters=letters)
    return [_between(found, top, bottom) for top, bottom in places]


def _between(found: Iterable[tesseract.Found], top: float, bottom: float) -> list[Token]:
    own = sorted((word for word in found if top <= (word.top + word.bottom) / 2 < bottom), key=lambda word: word.x0)
    return [Token(word.text, word.confidence) for word in own]


def _under_each_other(crops: Sequence[Pixels]) -> tuple[Pixels, list[tuple[float, float]]]:
    """One picture of all lines, and between which rows of it each stands."""
    height = sum(one.shape[0] + _GAP for one in crops) + _GAP
    sheet = np.full((height, max(one.shape[1] for one in crops) + 2 * _GAP), 255, np.uint8)
    places: list[tuple[float, float]] = []
    top = _GAP
    for one in crops:
        sheet[top : top + one.shape[0], _GAP : _GAP + one.shape[1]] = one
        places.append((top - _GAP / 2, top + one.shape[0] + _GAP / 2))
        top += one.shape[0] + _GAP
    return sheet, places


def scaled(pixels: Pixels, factor: float) -> Pixels:
    size = (max(round(pixels.shape[1] * factor), 1), max(round(pixels.shape[0] * factor), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA), np.uint8)


def stretches(tokens: Sequence[Token], strip: Strip) -> list[tuple[float, float]]:
    """Where each word stands: the line parted at its widest gaps, or by the words' lengths where the ink has too few."""
    gaps = sorted(sorted(pairwise(strip.runs), key=lambda pair: pair[0][1] - pair[1][0])[: len(tokens) - 1])
    if len(gaps) == len(tokens) - 1:
        starts = [strip.x0, *(right[0] for _, right in gaps)]
        ends = [*(left[1] for left, _ in gaps), strip.x1]
        return list(zip(starts, ends, strict=True))
    letters = sum(len(token.text) + 1 for token in tokens) - 1
    step, at, parts = (strip.x1 - strip.x0) / max(letters, 1), strip.x0, []
    for token in tokens:
        parts.append((at, at + step * len(token.text)))
        at += step * (len(token.text) + 1)
    return parts
