"""Roman numbers, which Tesseract takes for other letters or numbers ("HI." for "III.", "XII" for "XIII"): their strokes are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.ocr.picture import Picture
from ingest.ocr.preparation import INK
from ingest.pdf_page import Word

_STROKES = re.compile(r"[IHLTl1|]{1,4}(?P<after>[.,\-–)]?)")
"""What I, II and III are read as."""
_ROMAN = re.compile(r"([IVX]{1,5})\.?,")
_ORDINAL = re.compile(r"(?P<tens>[XV]{1,3})(?P<ones>I{1,3})(?P<after>\W*)")
_ABOVE_BARS, _MIDDLE = (0.42, 0.56), (0.3, 0.37)
"""Heights at which I has only its stem: the first above a hyphen, a full stop and the bar of H, the second where X has only its middle."""
_CROSSING = {"X": 1, "V": 2, "I": 1}
"""Strokes that cross the middle of a letter."""


def with_numerals(words: Sequence[Word], picture: Picture) -> list[Word]:
    """The words; a bold one of upright strokes at a line's start is the Roman number with as many strokes: "HI." is "III."."""
    return [_numeral(word, picture, first=number == 0 or words[number - 1].baseline != word.baseline) for number, word in enumerate(words)]


def _numeral(word: Word, picture: Picture, *, first: bool) -> Word:
    if word.bold and first:
        return _counted(word, picture)
    return _ordinal(word, picture)


def _counted(word: Word, picture: Picture) -> Word:
    found = _STROKES.fullmatch(word.text)
    if roman := _ROMAN.fullmatch(word.text):
        word = replace(word, text=roman[1] + ".")
    if found is None or word.text[0] == "1" or _is_authority(word, picture):
        return _ordinal(word, picture)
    strokes = _strokes(word, picture, _ABOVE_BARS)
    if not 1 <= len(strokes) <= 3:
        return replace(word, unsure=True)
    after = found["after"].replace(",", ".") or ("." if _has_stop(word, strokes[-1], picture) else "")
    return replace(word, text="I" * len(strokes) + after)


def _is_authority(word: Word, picture: Picture) -> bool:
    """ "TL. CỤC TRƯỞNG": who signs for another stands in the right half of a page, where no heading begins."""
    return word.text == "TL." and word.x0 > 0.42 * picture.width


def _ordinal(word: Word, picture: Picture) -> Word:
    """The number of a congress or term ("khóa XIII") with as many ones as are drawn; `unsure` where they were read otherwise."""
    found = _ORDINAL.fullmatch(word.text)
    if found is None:
        return word
    ones = len(_strokes(word, picture, _MIDDLE)) - sum(_CROSSING[letter] for letter in found["tens"])
    if ones == len(found["ones"]) or not 1 <= ones <= 3:
        return word
    return replace(word, text=found["tens"] + "I" * ones + found["after"], unsure=True)


def _has_stop(word: Word, stroke: float, picture: Picture) -> bool:
    """Whether a full stop stands behind the last stroke (which ends at `stroke`, in points) that was not read."""
    left, right = stroke + 0.22 * word.size, word.x1 + 0.3 * word.size
    foot = picture.cut((left, word.baseline - 0.13 * word.size, right, word.baseline + 0.03 * word.size))
    above = picture.cut((left, word.baseline - 0.6 * word.size, right, word.baseline - 0.22 * word.size))
    return bool((foot < INK).any() and not (above < INK).any())


def _strokes(word: Word, picture: Picture, heights: tuple[float, float]) -> list[float]:
    """Where the strokes end that run through between two heights above the line, in parts of the letter size."""
    left = max(word.x0 - 1, 0.0)
    band = picture.cut((left, word.baseline - heights[1] * word.size, word.x1 + 1, word.baseline - heights[0] * word.size))
    if not band.size:
        return []
    inked = np.pad((band < INK).mean(axis=0) > 0.5, 1).astype(np.int8)
    starts, ends = np.nonzero(np.diff(inked) == 1)[0], np.nonzero(np.diff(inked) == -1)[0]
    thin = len(ends) > 0 and (ends - starts).max() <= 0.25 * word.size * picture.scale
    return [left + float(end) / picture.scale for end in ends] if thin else []
