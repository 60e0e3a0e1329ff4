"""What letters look like on paper: how far they reach above and below the line, how thick their strokes are."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np

from ingest.ocr.picture import Pixels

_ABOVE: Final = {
    **dict.fromkeys("aceimnorsuvwxzı", 0.46),
    **dict.fromkeys("ij", 0.68),
    "t": 0.58,
    **dict.fromkeys("bdđfhklpß", 0.685),
    **dict.fromkeys("gqpy", 0.46),
    **dict.fromkeys("0123456789", 0.676),
    **dict.fromkeys("“”\"'‘’()[]/%&!?§", 0.68),
    **dict.fromkeys(".,…_", 0.1),
    **dict.fromkeys(":;", 0.46),
}
"""How far a letter reaches above the line, in parts of the letter size."""
_BELOW: Final = {**dict.fromkeys("gjpqy", 0.217), **dict.fromkeys("()[]", 0.18), **dict.fromkeys(",;", 0.14), "Q": 0.17}
_CAPITAL = 0.67
_MARK = {"\u0300": 0.22, "\u0301": 0.22, "\u0309": 0.24, "\u0303": 0.17, "\u0302": 0.21, "\u0306": 0.2}
_SECOND_MARK = 0.18
_DOT_BELOW = 0.19
_FLOATING = frozenset("-–—*=+~•^·¬")
"""Signs that stand on no line: nothing is known of the letters' size from them."""


@cache
def reach(text: str) -> tuple[float, float] | None:
    """How far a word reaches above and below the line, in parts of its size: ("viên") is (0.68, 0.0); None where nobody can say."""
    reaches = [_letter(letter) for letter in text if letter not in _FLOATING]
    if not any(c.isalnum() for c in text):
        return None
    return max(above for above, _ in reaches), max(below for _, below in reaches)


def _letter(letter: str) -> tuple[float, float]:
    parted = unicodedata.normalize("NFD", letter)
    base, marks = parted[0], parted[1:]
    above = _ABOVE.get(base, _CAPITAL if base.isupper() or base == "Đ" else 0.68)
    below = _BELOW.get(base, 0.0)
    upper = [mark for mark in marks if mark in _MARK]
    if upper:
        above = (0.46 if base == "i" else above) + _MARK[upper[0]] + _SECOND_MARK * (len(upper) - 1)
    if "\u0323" in marks:
        below = max(below, _DOT_BELOW)
    return above, below


def stem(letters: Pixels, ink: int) -> float | None:
    """How thick the strokes of a word are, in pixels: the usual length of inked runs along its rows; None without ink.

    Grey at a stroke's edge counts for what it is worth, so that low resolutions can be told apart too.
    """
    paper = np.full((letters.shape[0], letters.shape[1] + 3), 255, np.uint8)
    paper[:, 2:-1] = letters
    along = paper.ravel()
    dark = along < ink
    edges = np.flatnonzero(dark[1:] != dark[:-1])
    if not edges.size:
        return None
    weight = np.cumsum(255 - along, dtype=np.int64)
    thick = np.sort(weight[edges[1::2] + 1] - weight[edges[::2] - 1])
    return float(thick[(thick.size - 1) // 2] + thick[thick.size // 2]) / 2 / 255
