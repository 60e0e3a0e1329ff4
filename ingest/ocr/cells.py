"""The tables of a picture read again, cell by cell and line by line, by two readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import cv2
import numpy as np

from ingest.document import Box
from ingest.layout.cells import rows_of
from ingest.layout.open_columns import text_columns
from ingest.layout.parts import Part
from ingest.ocr import tesseract
from ingest.ocr.grid import without_lines
from ingest.ocr.line_reader import read_lines
from ingest.ocr.picture import Picture, Pixels
from ingest.ocr.readings import Token, as_number, settled_number, settled_text
from ingest.ocr.spelling import bare
from ingest.ocr.strips import Blob, Strip, blobs_of, crop, strips_of
from ingest.ocr.words import words_of
from ingest.pdf_page import Word
from ingest.rulings import Grid

FIGURES = "0123456789.,%/-+()"
_HEIGHT, _HIGHER = 36, 52
"""Heights in pixels of figures set under each other for Tesseract, the second for those that it reads otherwise than the network."""
_DPI = 200
"""Text of less resolution is enlarged to it."""
_GAP = 24
_NUMERAL = re.compile(r"I{1,3}(?![^\W\d_])")
_UPRIGHTS, _LIKE_UPRIGHTS = re.compile(r"[Il|]{1,3}"), re.compile(r"[IlTH|]{1,3}")


@dataclass(slots=True)
class _Line:
    """A line of a cell and what was read there."""

    strip: Strip
    pixels: Pixels
    network: tuple[str, float]
    first: list[Token]
    printed: list[Token] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        return as_number(self.network[0])


def cell_words(picture: Picture, grids: Sequence[Grid], words: Sequence[Word], *, seconds: float = 60) -> list[Word]:
    """The words of a page, those inside its tables read again: each line of each cell ("Phường Võ Thị Sáu", "1.804") for itself.

    `words` are the page's as first read; outside the grids they stay. A number that two readers read differently is `unsure`.
    A cell without ink has no words. Raises `tesseract.TakesTooLong`.
    """
    tables = [grid for grid in grids if len(grid.ys) > 2 or (grid.ruled and len(grid.xs) > 2)]
    outside = [word for word in words if not any(grid.holds(*word.centre) for grid in tables)]
    if not tables:
        return list(words)
    wiped = without_lines(picture, [line for grid in tables for line in (*grid.level, *grid.upright)])
    blobs = blobs_of(wiped, picture.scale)
    lines = [line for grid in tables for line in _lines(grid, wiped, picture.scale, blobs, words)]
    _read_again(lines, picture.scale, seconds)
    return [*outside, *_words(lines, Picture(wiped, picture.scale))]


def _lines(grid: Grid, wiped: Pixels, scale: float, blobs: Iterable[Blob], words: Iterable[Word]) -> list[_Line]:
    inside = [blob for blob in blobs if grid.holds(*blob.centre)]
    strips = strips_of(_cells(grid, inside), inside)
    crops = [crop(wiped, scale, strip) for strip in strips]
    known = sorted((word for word in words if grid.holds(*word.centre)), key=lambda word: word.x0)
    return [
        _Line(strip, pixels, reading, [Token(word.text, word.confidence or 0.0) for word in known if strip.holds(*word.centre)])
        for strip, pixels, reading in zip(strips, crops, read_lines(crops), strict=True)
    ]


def _cells(grid: Grid, blobs: Sequence[Blob]) -> list[Box]:
    """The cells' boxes; where nobody drew the columns, they come from where ink stands."""
    part = Part(0, grid, () if grid.ruled else tuple(_ink_words(grid, blobs)))
    edges = grid.xs if grid.ruled else text_columns([part])
    return [cell.box for row in rows_of(part, edges) for cell in row]


def _ink_words(grid: Grid, blobs: Sequence[Blob]) -> Iterable[Word]:
    """Stretches of ink in the place of words."""
    bands = [(grid.xs[0], top, grid.xs[-1], bottom) for top, bottom in pairwise(grid.ys)]
    for strip in strips_of(bands, blobs):
        size = strip.bottom - strip.top
        for x0, x1 in strip.runs:
            yield Word("x", x0, strip.top, x1, strip.bottom, strip.bottom, size, bold=False, italic=False)


# --- the second reading --------------------------------------------------------------------------------------------------


def _read_again(lines: Sequence[_Line], scale: float, seconds: float) -> None:
    """Tesseract reads again the numbers, under each other, and the text on which it did not agree with the network at first sight."""
    for line in lines:
        line.printed = line.first
    for figures in (_HEIGHT, _HIGHER):
        numbers = [line for line in lines if line.number and as_number(_joined(line.printed)) != line.number]
        _print(numbers, [figures / line.pixels.shape[0] for line in numbers], seconds, FIGURES)
    texts = [line for line in lines if not line.number and line.network[0] != _joined(line.first)]
    _print(texts, [max(_DPI / 72 / scale, 1.0)] * len(texts), seconds)


def _print(lines: Sequence[_Line], factors: Sequence[float], seconds: float, letters: str = "") -> None:
    """Takes what Tesseract reads, where it reads anything, for what is printed in the lines."""
    if not lines:
        return
    sheet, places = _under_each_other([_scaled(line.pixels, factor) for line, factor in zip(lines, factors, strict=True)])
    found = tesseract.words(sheet, _DPI, seconds=seconds, cutting=tesseract.ONE_BLOCK, letters=letters)
    for line, (top, bottom) in zip(lines, places, strict=True):
        own = sorted((word for word in found if top <= (word.top + word.bottom) / 2 < bottom), key=lambda word: word.x0)
        line.printed = [Token(word.text, word.confidence) for word in own] or line.printed


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


def _scaled(pixels: Pixels, factor: float) -> Pixels:
    size = (max(round(pixels.shape[1] * factor), 1), max(round(pixels.shape[0] * factor), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA), np.uint8)


# --- words ---------------------------------------------------------------------------------------------------------------


def _words(lines: Sequence[_Line], picture: Picture) -> list[Word]:
    found: list[tesseract.Found] = []
    doubts: list[bool] = []
    before = ""
    for number, line in enumerate(lines):
        tokens = _settled(line)
        before = before if number and lines[number - 1].strip.cell == line.strip.cell else ""
        for token, (x0, x1) in zip(tokens, _stretches(tokens, line.strip), strict=True):
            token, before = _roman(token, before), token.text
            token = _counted(token, picture.cut((x0 - 0.3, line.strip.top, x1 + 0.3, line.strip.bottom)))
            x0, top, x1, bottom = (round(edge * picture.scale) for edge in (x0, line.strip.top, x1, line.strip.bottom))
            found.append(tesseract.Found(token.text, (number, 0, 0), x0, top, x1, bottom, token.confidence))
            doubts.append(token.unsure)
    return [replace(word, unsure=unsure) for word, unsure in zip(words_of(found, picture), doubts, strict=True)]


def _settled(line: _Line) -> list[Token]:
    text, confidence = line.network
    if line.number:
        readings = [(as_number(_joined(tokens)), _mean(tokens)) for tokens in (line.printed, line.first)]
        number = settled_number((line.number, confidence), readings)
        return [replace(number, text=part) for part in number.text.split()]
    if _UPRIGHTS.fullmatch(text) or (_LIKE_UPRIGHTS.fullmatch(text) and confidence < 0.7):
        return [_uprights(line)]
    return settled_text([Token(part, confidence) for part in text.split()], line.printed, line.first)


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _mean(tokens: Sequence[Token]) -> float:
    return sum(token.confidence for token in tokens) / max(len(tokens), 1)


def _uprights(line: _Line) -> Token:
    """A Roman one, two or three that stands alone, its strokes counted; or a one."""
    count = len(_stems(line.pixels))
    text = "1" if count == 1 and "1" in (_joined(line.printed), _joined(line.first)) else "I" * count
    agreed = text in (line.network[0], _joined(line.printed), _joined(line.first))
    return Token(text, 0.9 if agreed else 0.6, unsure=not agreed) if 1 <= count <= 3 else Token(*line.network, unsure=True)


def _roman(token: Token, before: str) -> Token:
    """A quarter is never the eleventh: after "quý", "11/2022" is a Roman number."""
    ones = re.match(r"[1Il]{2,3}(?=$|[^\w])", token.text)
    return replace(token, text="I" * ones.end() + token.text[ones.end() :]) if ones and bare(before) == "quy" else token


def _counted(token: Token, pixels: Pixels) -> Token:
    """The word with the strokes of its Roman number counted: both readers see "II/2022" where "III/2022" stands."""
    numeral = _NUMERAL.match(token.text)
    if numeral is None:
        return token
    stems = _stems(pixels)
    gaps = [right[0] - left[1] for left, right in pairwise(stems)]
    count = 1 + next((number for number, gap in enumerate(gaps) if gap > 0.4 * pixels.shape[0]), len(gaps))
    if not stems or count == len(numeral[0]) or count > 3:
        return replace(token, unsure=token.unsure or not stems or count > 3)
    return Token("I" * count + token.text[numeral.end() :], min(token.confidence, 0.6), unsure=True)


def _stems(pixels: Pixels) -> list[tuple[int, int]]:
    """From where to where upright strokes run over nearly the whole height of a line's figures and capitals."""
    dark = pixels < (int(pixels.min()) + int(pixels.max())) / 2
    rows = np.flatnonzero(dark.sum(axis=1) >= 1)
    if not len(rows):
        return []
    body = dark[rows[0] : rows[-1] + 1]
    full = body[round(0.15 * len(body)) : round(0.85 * len(body)) + 1].mean(axis=0) > 0.85
    steps = np.diff(full.astype(np.int8), prepend=0, append=0)
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def _stretches(tokens: Sequence[Token], strip: Strip) -> list[tuple[float, float]]:
    """Where each word stands: the line parted at its widest gaps, or by the words' lengths where the ink has too few."""
    gaps = sorted(sorted(pairwise(strip.runs), key=lambda pair: pair[0][1] - pair[1][0])[: len(tokens) - 1])
    if len(gaps) == len(tokens) - 1:
        starts = [strip.x0, *(right[0] for _, right in gaps)]
        ends = [*(left[1] for left, _ in gaps), strip.x1]
        return list(zip(starts, ends, strict=True))
    letters = sum(len(token.text) + 1 for token in tokens) - 1
    step, at, stretches = (strip.x1 - strip.x0) / max(letters, 1), strip.x0, []
    for token in tokens:
        stretches.append((at, at + step * len(token.text)))
        at += step * (len(token.text) + 1)
    return stretches
