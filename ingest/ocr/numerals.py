"""Roman numbers of headings, which Tesseract takes for other letters ("HI." for "III.", "I-" for "II-"): their strokes are counted."""

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
_ROMAN = re.compile(r"[IVX]{1,5},")


def with_numerals(words: Sequence[Word], picture: Picture) -> list[Word]:
    """The words; a bold one of upright strokes at a line's start is the Roman number with as many strokes: "HI." is "III."."""
    return [
        _counted(word, picture) if word.bold and (number == 0 or words[number - 1].baseline != word.baseline) else word
        for number, word in enumerate(words)
    ]


def _counted(word: Word, picture: Picture) -> Word:
    found = _STROKES.fullmatch(word.text)
    if _ROMAN.fullmatch(word.text):
        word = replace(word, text=word.text.replace(",", "."))
    if found is None or word.text[0] == "1":
        return word
    strokes = _strokes(word, picture)
    if not 1 <= len(strokes) <= 3:
        return replace(word, unsure=True)
    after = found["after"].replace(",", ".") or ("." if _has_stop(word, strokes[-1], picture) else "")
    return replace(word, text="I" * len(strokes) + after)


def _has_stop(word: Word, stroke: float, picture: Picture) -> bool:
    """Whether a full stop stands behind the last stroke (which ends at `stroke`, in points) that was not read."""
    left, right = stroke + 0.22 * word.size, word.x1 + 0.3 * word.size
    foot = picture.cut((left, word.baseline - 0.13 * word.size, right, word.baseline + 0.03 * word.size))
    above = picture.cut((left, word.baseline - 0.6 * word.size, right, word.baseline - 0.22 * word.size))
    return bool((foot < INK).any() and not (above < INK).any())


def _strokes(word: Word, picture: Picture) -> list[float]:
    """Where the strokes end that cross the height at which I has only its stem: above a hyphen, a full stop and the bar of H."""
    left = max(word.x0 - 1, 0.0)
    band = picture.cut((left, word.baseline - 0.56 * word.size, word.x1 + 1, word.baseline - 0.42 * word.size))
    if not band.size:
        return []
    inked = np.pad((band < INK).mean(axis=0) > 0.5, 1).astype(np.int8)
    starts, ends = np.nonzero(np.diff(inked) == 1)[0], np.nonzero(np.diff(inked) == -1)[0]
    thin = len(ends) > 0 and (ends - starts).max() <= 0.25 * word.size * picture.scale
    return [left + float(end) / picture.scale for end in ends] if thin else []
