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


def with_numerals(words: Sequence[Word], picture: Picture) -> list[Word]:
    """The words; a bold one of upright strokes at a line's start is the Roman number with as many strokes: "HI." is "III."."""
    return [
        _counted(word, picture) if word.bold and (number == 0 or words[number - 1].baseline != word.baseline) else word
        for number, word in enumerate(words)
    ]


def _counted(word: Word, picture: Picture) -> Word:
    found = _STROKES.fullmatch(word.text)
    if found is None or word.text[0] == "1":
        return word
    strokes = _strokes(word, picture)
    if not 1 <= strokes <= 3:
        return replace(word, unsure=True)
    return replace(word, text="I" * strokes + found["after"].replace(",", "."))


def _strokes(word: Word, picture: Picture) -> int:
    """How many strokes cross the height at which I has only its stem: above a hyphen, a full stop and the bar of H."""
    band = picture.cut((word.x0 - 1, word.baseline - 0.56 * word.size, word.x1 + 1, word.baseline - 0.42 * word.size))
    if not band.size:
        return 0
    inked = np.pad((band < INK).mean(axis=0) > 0.5, 1).astype(np.int8)
    starts, ends = np.nonzero(np.diff(inked) == 1)[0], np.nonzero(np.diff(inked) == -1)[0]
    wide = ends - starts
    return len(wide) if len(wide) and wide.max() <= 0.25 * word.size * picture.scale else 0
