"""Footnote marks in the text: small raised digits, which Tesseract takes for other signs ("viên!" for "viên¹")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ingest.ocr import tesseract
from ingest.ocr.picture import Picture, Pixels
from ingest.pdf_page import Word
from ingest.text import superscript

_TAIL = re.compile(r"[!?'\"”’“‘`´^°|¡†‡\d¹²³⁴⁵⁶⁷⁸⁹⁰]{0,3}(?P<after>[.,;:]*)$")
"""Where a mark stands in a word as read: what it was taken for, if anything, and the signs after it."""
_ENLARGED = 40
"""Height in pixels at which a digit is read best."""

_FAINT = 200
"""Small digits are printed faintly: darker than this is ink."""

Reader = Callable[[Pixels], str]
_Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Raised digits: their picture, whether they are one narrow digit, whether a quotation mark stands before them."""

    pixels: Pixels
    narrow: bool
    quoted: bool


def with_marks(words: Sequence[Word], picture: Picture, *, seconds: float) -> list[Word]:
    """The words, raised digits read again by themselves: "mới;?" becomes "mới;¹" where that is what is drawn."""

    def digits(pixels: Pixels) -> str:
        found = tesseract.words(pixels, 200, seconds=seconds, cutting=tesseract.ONE_LINE, letters="0123456789")
        return "".join(word.text for word in found)

    return [_marked(word, picture, digits) for word in words]


def _marked(word: Word, picture: Picture, digits: Reader) -> Word:
    if set("%*") & set(word.text) or (drawn := _raised(word, picture)) is None:
        return word
    mark = digits(drawn.pixels) or ("1" if drawn.narrow else "")
    tail = _TAIL.search(word.text)
    if not mark or tail is None:
        return word
    before = word.text[: tail.start()] + ("”" if drawn.quoted and set(tail[0]) & set('”"') else "")
    return replace(word, text=before + superscript(mark) + tail["after"], unsure=word.unsure and tail.start() > 0)


def _raised(word: Word, picture: Picture) -> _Drawn | None:
    """The picture of a word's raised digits, enlarged.

    They are signs that stand in the upper half of the line, with nothing under them and no letter after them.
    """
    box = (word.x0 - 1, word.baseline - 0.95 * word.size, word.x1 + 1, word.baseline + 0.25 * word.size)
    pixels = picture.cut(box)
    if not pixels.size:
        return None
    size = word.size * picture.scale
    foot = (word.baseline - max(box[1], 0)) * picture.scale
    ink = cv2.morphologyEx((pixels < _FAINT).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8)).astype(np.uint8)
    boxes = [(int(x), int(y), int(wide), int(high)) for x, y, wide, high, _ in cv2.connectedComponentsWithStats(ink)[2][1:]]
    digits = [box for box in boxes if _is_raised(*box, foot, size, ink)]
    if not digits or any(x > digits[-1][0] and high > 0.35 * size and (x, y, wide, high) not in digits for x, y, wide, high in boxes):
        return None
    x0, top = min(x for x, _, _, _ in digits), min(y for _, y, _, _ in digits)
    x1, bottom = max(x + wide for x, _, wide, _ in digits), max(y + high for _, y, _, high in digits)
    cut = pixels[max(top - 1, 0) : bottom + 1, max(x0 - 1, 0) : x1 + 1]
    factor = _ENLARGED / cut.shape[0]
    large = cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    framed = np.asarray(cv2.copyMakeBorder(large, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)
    quoted = any(box[0] < x0 and _is_quote(box, foot, size, ink) for box in boxes)
    return _Drawn(framed, x1 - x0 < 0.62 * (bottom - top), quoted)


def _is_raised(x: int, y: int, wide: int, high: int, foot: float, size: float, ink: Pixels) -> bool:
    rise = foot - (y + high)
    of_height = 0.365 * size < high < 0.56 * size and 0.08 * size < wide < 0.5 * size
    if not (of_height and 0.2 * size < rise < 0.5 * size and 0.55 * size < foot - y < 0.95 * size):
        return False
    return not _below(ink, (x, y, wide, high), foot, size).any()


def _is_quote(box: _Box, foot: float, size: float, ink: Pixels) -> bool:
    _, y, _, high = box
    return foot - y - high > 0.35 * size and 0.12 * size < high < 0.3 * size and not _below(ink, box, foot, size).any()


def _below(ink: Pixels, box: _Box, foot: float, size: float) -> Pixels:
    x, y, wide, high = box
    return ink[y + high + 1 : round(foot + 0.1 * size), x : x + wide]
