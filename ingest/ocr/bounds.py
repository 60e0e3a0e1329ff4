"""Signs of bounds: Tesseract knows no "≥", and takes it for ">"; the bar under the sign tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.picture import Picture
from ingest.ocr.preparation import INK
from ingest.pdf_page import Word

_BOUND = re.compile(r"([<>])(\s?\d.*|)")
_OR_EQUAL = {">": "≥", "<": "≤"}
_FOOT = 0.35
"""The bar stands in the lowest part of the sign."""
_WIDE = 0.7
"""A row of a bar is inked over so much of the sign's width; the strokes of an angle over less."""
_SPACE = 0.15
"""A space is wider than this part of the letter size."""
_BELOW = 0.25
"""How far the bar may stand below the box that was read, in parts of the letter size."""


def with_bounds(words: Sequence[Word], picture: Picture) -> list[Word]:
    """The words; ">95" with a bar under its sign is "≥95", or "≥" and "95" where a space parts them."""
    return [part for word in words for part in _parted(word, picture)]


def _parted(word: Word, picture: Picture) -> list[Word]:
    found = _BOUND.fullmatch(word.text)
    if found is None:
        return [word]
    left, pixels = word.x0, picture.cut((word.x0, word.top, word.x1, word.bottom + _BELOW * word.size)) < INK
    columns = np.flatnonzero(pixels.any(axis=0))
    if not len(columns):
        return [word]
    gap = next((at for at, step in enumerate(np.diff(columns)) if step > 1), len(columns) - 1)
    sign = _OR_EQUAL[found[1]] if _has_bar(pixels[:, columns[0] : columns[gap] + 1]) else found[1]
    number = found[2].strip()
    if gap == len(columns) - 1 or not number:
        return [replace(word, text=sign + number)]
    end, start = (left + float(columns[at]) / picture.scale for at in (gap, gap + 1))
    if start - end < _SPACE * word.size:
        return [replace(word, text=sign + number)]
    return [replace(word, text=sign, x1=end), replace(word, text=number, x0=start)]


def _has_bar(sign: NDArray[np.bool_]) -> bool:
    rows = np.flatnonzero(sign.any(axis=1))
    foot = sign[rows[-1] - round(_FOOT * (rows[-1] - rows[0])) : rows[-1] + 1]
    return bool((foot.mean(axis=1) > _WIDE).any())
