"""The tables of a picture, read cell by cell and line by line by two readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from ingest.document import Box
from ingest.layout.cells import rows_of
from ingest.layout.open_columns import text_columns
from ingest.layout.parts import Part
from ingest.ocr import tesseract
from ingest.ocr.grid import THICKEST, part_of, wipe_lines
from ingest.ocr.line_reader import read_lines
from ingest.ocr.one_by_one import DPI, read_crops, scaled, stretches
from ingest.ocr.picture import Picture, Pixels
from ingest.ocr.readings import Token, as_number, settled_number, settled_text
from ingest.ocr.spelling import bare
from ingest.ocr.strips import Blob, Strip, blobs_of, crop, sharpened, strips_of
from ingest.ocr.words import words_of
from ingest.pdf_page import Ruling, Word
from ingest.rulings import Grid, grids

FIGURES = "0123456789.,%/-+()"
_HEIGHT, _HIGHER = 36, 52
"""Heights in pixels of figures set under each other for Tesseract, the second for those that it reads otherwise than the network."""
_FINER = 250
"""The resolution of text that is read once more."""
_RIM = 2.0
"""How far (points) the lines of a table reach beyond their middle."""
_NUMERAL = re.compile(r"I{1,3}(?![^\W\d_])")
_UPRIGHTS, _LIKE_UPRIGHTS = re.compile(r"[Il|]{1,3}"), re.compile(r"[IlTH|]{1,3}")


@dataclass(slots=True)
class _Line:
    """A line of a cell and what was read there: by the network, by Tesseract, and by Tesseract once more where these differ."""

    strip: Strip
    pixels: Pixels
    network: tuple[str, float]
    printed: list[Token] = field(default_factory=list)
    again: list[Token] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        return as_number(self.network[0])

    @property
    def is_agreed(self) -> bool:
        text = _joined(self.printed)
        return as_number(text) == self.number if self.number else text == self.network[0]


def tables_of(rulings: Sequence[Ruling]) -> list[Grid]:
    """The grids that have cells to be read each for itself; others only frame or underline text."""
    return [grid for grid in grids(rulings) if len(grid.ys) > 2 or (grid.ruled and len(grid.xs) > 2)]


def without_tables(picture: Picture, tables: Iterable[Grid]) -> Picture:
    """The page with nothing but paper where its tables stand."""
    pixels = picture.pixels.copy()
    for grid in tables:
        pixels[part_of(pixels, picture.scale, grid.box, _RIM)] = 255
    return replace(picture, pixels=pixels)


def cell_words(picture: Picture, tables: Sequence[Grid], *, seconds: float = 60) -> list[Word]:
    """The words inside a page's tables: each line of each cell ("Phường Võ Thị Sáu", "1.804") is read for itself.

    A number that two readers read differently is `unsure`. A cell without ink has no words. Raises `tesseract.TakesTooLong`.
    """
    if not tables:
        return []
    bare = Picture(_cells_only(picture, tables), picture.scale)
    lines = [line for grid in tables for line in _lines(grid, bare)]
    _print(lines, bare, seconds)
    return _words(lines, bare)


def _cells_only(picture: Picture, tables: Iterable[Grid]) -> Pixels:
    """Nothing but what stands in the cells of the tables."""
    pixels = np.full_like(picture.pixels, 255)
    drawn = [line for grid in tables for line in (*grid.level, *grid.upright)]
    for grid in tables:
        part = part_of(pixels, picture.scale, grid.box, 2 * THICKEST)
        x, y = part[1].start / picture.scale, part[0].start / picture.scale
        moved = [Ruling(line.x0 - x, line.top - y, line.x1 - x, line.bottom - y) for line in drawn]
        pixels[part] = np.minimum(pixels[part], wipe_lines(picture.pixels[part], picture.scale, moved))
    return pixels


def _lines(grid: Grid, bare: Picture) -> list[_Line]:
    inside = blobs_of(bare, grid.box)
    strips = strips_of(_cells(grid, inside), inside)
    crops = [sharpened(crop(bare, strip), bare.scale) for strip in strips]
    return [_Line(strip, pixels, reading) for strip, pixels, reading in zip(strips, crops, read_lines(crops), strict=True)]


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


def _print(lines: Sequence[_Line], bare: Picture, seconds: float) -> None:
    """Tesseract reads the lines set under each other, figures apart from text; what it reads otherwise than the network, once more."""
    for is_number, letters in ((True, FIGURES), (False, "")):
        some = [line for line in lines if (line.number is not None) == is_number]
        for line, tokens in zip(some, read_crops([_first_look(line, bare.scale) for line in some], seconds, letters), strict=True):
            line.printed = tokens
        some = [line for line in some if not line.is_agreed]
        for line, tokens in zip(some, read_crops([_second_look(line, bare) for line in some], seconds, letters), strict=True):
            line.again = tokens


def _first_look(line: _Line, scale: float) -> Pixels:
    return scaled(line.pixels, _HEIGHT / line.pixels.shape[0] if line.number else max(DPI / 72 / scale, 1.0))


def _second_look(line: _Line, bare: Picture) -> Pixels:
    """Figures in another size, text in another size and as it is on the page, not made sharper."""
    if line.number:
        return scaled(line.pixels, _HIGHER / line.pixels.shape[0])
    return scaled(crop(bare, line.strip), _FINER / 72 / bare.scale)


# --- words ---------------------------------------------------------------------------------------------------------------


def _words(lines: Sequence[_Line], picture: Picture) -> list[Word]:
    found: list[tesseract.Found] = []
    doubts: list[bool] = []
    before = ""
    for number, line in enumerate(lines):
        tokens = _settled(line)
        before = before if number and lines[number - 1].strip.cell == line.strip.cell else ""
        for token, (x0, x1) in zip(tokens, stretches(tokens, line.strip), strict=True):
            token, before = _roman(token, before), token.text
            token = _counted(token, picture.cut((x0 - 0.3, line.strip.top, x1 + 0.3, line.strip.bottom)))
            x0, top, x1, bottom = (round(edge * picture.scale) for edge in (x0, line.strip.top, x1, line.strip.bottom))
            found.append(tesseract.Found(token.text, (number, 0, 0), x0, top, x1, bottom, token.confidence))
            doubts.append(token.unsure)
    return [replace(word, unsure=unsure) for word, unsure in zip(words_of(found, picture), doubts, strict=True)]


def _settled(line: _Line) -> list[Token]:
    text, confidence = line.network
    readings = [tokens for tokens in (line.printed, line.again) if tokens]
    if line.number == "1" and len(_stems(line.pixels)) in (2, 3):
        return [_uprights(line)]
    if line.number:
        number = settled_number((line.number, confidence), [(as_number(_joined(tokens)), _mean(tokens)) for tokens in readings])
        return [replace(number, text=part) for part in number.text.split()]
    if _UPRIGHTS.fullmatch(text) or (_LIKE_UPRIGHTS.fullmatch(text) and confidence < 0.7):
        return [_uprights(line)]
    printed = next((tokens for tokens in readings if _joined(tokens) == text), readings[0] if readings else [])
    return settled_text([Token(part, confidence) for part in text.split()], printed, line.again)


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _mean(tokens: Sequence[Token]) -> float:
    return sum(token.confidence for token in tokens) / max(len(tokens), 1)


def _uprights(line: _Line) -> Token:
    """A Roman one, two or three that stands alone, its strokes counted; or a one."""
    count = len(_stems(line.pixels))
    text = "1" if count == 1 and "1" in (_joined(line.printed), _joined(line.again)) else "I" * count
    agreed = text in (line.network[0], _joined(line.printed), _joined(line.again))
    return Token(text, 0.9 if agreed else 0.6, unsure=not agreed) if 1 <= count <= 3 else Token(*line.network, unsure=True)


def _roman(token: Token, before: str) -> Token:
    """A quarter is never the eleventh: after "quý", "11/2022" is a Roman number, and so are "IH" and "H"."""
    ones = re.match(r"(?:[1Il]{2,3}|[1Il]{0,2}H[1Il]?)(?=$|[^\w])", token.text)
    if not ones or bare(before) != "quy":
        return token
    return replace(token, text="I" * min(len(ones[0].replace("H", "II")), 3) + token.text[ones.end() :])


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
