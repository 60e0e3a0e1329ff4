"""Number and day that a clerk wrote by hand into the printed head: "Số: 07/CT-UBND", "ngày 20 tháng 3".

The gap in the printed line is found on the picture, its strokes are told apart and each is recognised by a small network
(`digits.npz`, trained by `tools/train_digits.py`). What is not read for sure stays as it was; what is given is told, always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ingest.document import Note
from ingest.ocr.picture import Picture
from ingest.ocr.spelling import bare
from ingest.pdf_page import Word

_SURE = 0.75
"""A figure is given when the network is as sure of each of its digits."""
_UPPER = 0.4
"""Number and day stand in so much of the first page."""
_RISE, _FALL = 1.6, 0.75
"""How far figures written by hand reach over and under the line, in letter sizes."""
_LOWEST = 0.42
"""Strokes less high than this part of the letter size are dots and dashes."""
_SINGLE, _DOUBTFUL, _DOUBLE = 0.85, 1.08, 1.5
"""Strokes less wide than this part of their height are one digit, or one that is certain, or two that touch."""
_CERTAIN, _TOUCHING = 0.97, 0.9
"""How sure the network must be of one wide digit, and of each of two that touch."""
_LABEL = re.compile(r"\W{0,2}S[ốóôồổỗ]\W{0,2}")
_CODE = re.compile(r"/?(?P<code>[A-ZĐ]{2,8}(?:-[A-ZĐ\d]{2,9}){1,3})\W?")
_ENDS_IN_CODE = re.compile(r"(?P<read>.*?)/?(?P<code>[A-ZĐ]{2,8}(?:-[A-ZĐ\d]{2,9}){1,3})\W?")
_PRINTED = re.compile(r"\d{1,4}[A-Z]?")
_WIDTHS = {
    "I": 0.33,
    "-": 0.33,
    "/": 0.28,
    "M": 0.89,
    "S": 0.56,
    "P": 0.56,
    "T": 0.61,
    "L": 0.61,
    "E": 0.61,
    "B": 0.67,
    "C": 0.67,
    "R": 0.67,
}
"""Widths of printed capitals in letter sizes; of all others 0.72."""
_SLACK = 5.0
_INTO = 0.3
"""What reaches so far into the gap from beside it (letter sizes) may be a figure that touches the print: then nothing is given."""
_EDGE, _SLASH = 3.0, 0.5
"""What stands so far (points) behind the gap and is wider than a slash may be a figure, too."""
_NONE = 10
"""What the network calls strokes that are no digit."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where figures may be written: words `first` to `last` (exclusive) of the page, between `left` and `right` on a line.

    Two `parts` stand there then, the second with the figures for `{}`; they are `most` at most, with so many `digits` at most.
    """

    first: int
    last: int
    left: float
    right: float
    baseline: float
    size: float
    parts: tuple[str, ...]
    most: int
    digits: int
    guessed: bool = False
    """Whether where it ends on the right was reckoned from the widths of printed letters."""


def with_handwriting(words: Sequence[Word], picture: Picture, page: int) -> tuple[list[Word], list[Note]]:
    """The words of page `page`, figures written by hand into its head read where that can be done for sure; a note for each."""
    written, notes = list(words), []
    for gap in sorted(_gaps(words, picture), key=lambda gap: -gap.first) if page == 1 else ():
        figures = _figures(picture, gap)
        if figures is not None:
            new = list(_words(gap, figures, words[gap.first]))
            written[gap.first : gap.last] = new
            line = " ".join(word.text for word in written if word.baseline == gap.baseline)
            notes.append(Note("number-by-hand", page=page, values={"page": str(page), "text": figures, "context": line[:80]}))
    return written, notes[::-1]


# --- where ---------------------------------------------------------------------------------------------------------------


def _gaps(words: Sequence[Word], picture: Picture) -> Iterator[_Gap]:
    size = median(word.size for word in words) if words else 0.0
    for number, word in enumerate(words):
        if word.bottom > _UPPER * picture.height:
            continue
        if word.x0 < 0.4 * picture.width and (label := re.match(r"\W?S[ốóôồổỗ]", word.text)):
            yield from _number_gap(words, number, label.end(), size)
        elif bare(word.text).startswith("ngay"):
            yield from _day_gap(words, number, "ngày", size, 31)
        elif _is_month(word.text) and number and any(bare(one.text).startswith("ngay") for one in words[max(number - 3, 0) : number]):
            yield from _day_gap(words, number, "tháng", size, 12)


def _number_gap(words: Sequence[Word], number: int, label: int, size: float) -> Iterator[_Gap]:
    """Between "Số:" and "/CT-UBND", which may have been read as one word with what stands between."""
    first = words[number]
    line = [(at, word) for at, word in enumerate(words[number : number + 4], number) if abs(word.baseline - first.baseline) < 0.7 * size]
    for at, word in line:
        code = _ENDS_IN_CODE.fullmatch(word.text if at > number else word.text[label:])
        if code is None:
            continue
        between = "".join(one.text for n, one in line if number < n < at) + code["read"]
        if at > number and _PRINTED.fullmatch(between.strip(":. ")) and not any(one.unsure for n, one in line if number < n <= at):
            return
        alone = _LABEL.fullmatch(first.text) is not None
        left = first.x1 if alone else first.x0 + 1.25 * size
        is_code = _CODE.fullmatch(word.text) is not None
        right = word.x0 if is_code else word.x1 - size * (sum(_WIDTHS.get(c, 0.72) for c in code["code"]) + _WIDTHS["/"])
        if right - left > 0.4 * size:
            yield _Gap(number, at + 1, left, right, first.baseline, size, ("Số:", "{}/" + code["code"]), 9999, 4, not is_code)
        return


def _is_month(text: str) -> bool:
    return re.fullmatch(r"th\wng", bare(text)) is not None


def _day_gap(words: Sequence[Word], number: int, label: str, size: float, most: int) -> Iterator[_Gap]:
    """Between "ngày" and "tháng", "tháng" and "năm"."""
    first = words[number]
    for at in range(number + 1, min(number + 4, len(words))):
        word = words[at]
        if abs(word.baseline - first.baseline) > 0.7 * size or word.x0 < first.x0:
            return
        if _is_month(word.text) if label == "ngày" else bare(word.text) == "nam":
            between = words[number + 1 : at]
            printed = len(between) == 1 and between[0].text.isdigit() and not between[0].unsure and len(first.text) == len(label)
            if not printed:
                left = min(first.x1, first.x0 + 0.49 * size * len(label))
                yield _Gap(number, at, left, word.x0, first.baseline, size, (label, "{}"), most, 2)
            return


def _words(gap: _Gap, figures: str, like: Word) -> Iterator[Word]:
    label, rest = gap.parts
    yield replace(like, text=label, x1=gap.left, confidence=0.9, unsure=False)
    yield replace(
        like, text=rest.format(figures), x0=gap.left + 1, x1=gap.right + (len(rest) - 2) * 0.6 * gap.size, confidence=_SURE, unsure=False
    )


# --- what ----------------------------------------------------------------------------------------------------------------


def _figures(picture: Picture, gap: _Gap) -> str | None:
    """The digits in a gap, None where one of them is in doubt or the number cannot be."""
    read: list[str] = []
    for piece in _pieces(picture, gap):
        digits = _digits(piece)
        if digits is None:
            return None
        read += digits
    figures = "".join(read)
    return figures if 0 < len(figures) <= gap.digits and 0 < int(figures) <= gap.most else None


def _pieces(picture: Picture, gap: _Gap) -> list[NDArray[np.float32]]:
    """The connected strokes in a gap from left to right, each alone, 1 where it is inked, without dots; none where one is in doubt."""
    x0, top = max(gap.left - _SLACK, 0.0), max(gap.baseline - _RISE * gap.size, 0.0)
    pixels = picture.cut((x0, top, gap.right + _SLACK, gap.baseline + _FALL * gap.size))
    if not pixels.size:
        return []
    ink = np.clip((245 - pixels.astype(np.float32)) / 160, 0, 1)
    ink[ink < 0.25] = 0
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((ink > 0.3).astype(np.uint8), connectivity=8)
    found: list[tuple[int, NDArray[np.float32]]] = []
    edge = _EDGE if gap.guessed else -0.5
    for number in range(1, count):
        x, y, wide, high, _ = (int(value) for value in boxes[number])
        middle = x0 + (x + wide / 2) / picture.scale
        stands = (y + high) / picture.scale + top
        reaches = stands > gap.baseline - 0.5 * gap.size and y / picture.scale + top < gap.baseline - 0.3 * gap.size
        if high < _LOWEST * gap.size * picture.scale or not reaches:
            continue
        if not gap.left - 1 < middle < gap.right + edge:
            inside = min(x0 + (x + wide) / picture.scale, gap.right) - max(x0 + x / picture.scale, gap.left)
            if inside > _INTO * gap.size:
                return []
        elif middle < gap.right - 0.5 or wide > _SLASH * high:
            own = cv2.dilate((labels == number).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
            found.append((x, np.asarray(ink * own, np.float32)[y : y + high, x : x + wide]))
    return [piece for _, piece in sorted(found, key=lambda pair: pair[0])]


def _digits(piece: NDArray[np.float32]) -> list[str] | None:
    """The digits of one connected stroke: one, or two that touch; None where it is in doubt."""
    high, wide = piece.shape
    if wide > _DOUBTFUL * high:
        return _cut(piece) if wide <= _DOUBLE * high else None
    digit, share = _likely(piece)
    return [str(digit)] if digit < _NONE and share >= (_SURE if wide <= _SINGLE * high else _CERTAIN) else None


def _cut(piece: NDArray[np.float32]) -> list[str] | None:
    """Two digits that touch, cut where both are likeliest and little ink is cut."""
    high, wide = piece.shape
    least = max(int(0.22 * high), 2)
    ink = (piece > 0.3).sum(axis=0) / high
    best: tuple[float, list[str]] = (-1.0, [])
    for at in range(least, wide - least):
        parts = [_likely(piece[:, :at]), _likely(piece[:, at:])]
        sure = min(share for _, share in parts)
        if sure >= _TOUCHING and all(digit < _NONE for digit, _ in parts):
            best = max(best, (sure - float(ink[at]), [str(digit) for digit, _ in parts]))
    return best[1] or None


def _likely(piece: NDArray[np.float32]) -> tuple[int, float]:
    """The likeliest digit, `_NONE` for none, and how likely it is."""
    shares = _shares(_normal(piece))
    return int(shares.argmax()), float(shares.max())


def _normal(piece: NDArray[np.float32]) -> NDArray[np.float32]:
    """A digit 20 pixels high (or wide) in the middle of 28 by 28."""
    rows, columns = np.flatnonzero((piece > 0.25).any(axis=1)), np.flatnonzero((piece > 0.25).any(axis=0))
    ground = np.zeros((28, 28), np.float32)
    if not rows.size:
        return ground
    cut = piece[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    factor = 20 / max(cut.shape)
    high, wide = (max(round(side * factor), 1) for side in cut.shape)
    small = cv2.resize(np.ascontiguousarray(cut), (wide, high), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    ground[(28 - high) // 2 : (28 - high) // 2 + high, (28 - wide) // 2 : (28 - wide) // 2 + wide] = small
    return ground


# --- the network ---------------------------------------------------------------------------------------------------------


def _shares(ground: NDArray[np.float32]) -> NDArray[np.float32]:
    w = _weights()
    x = _pooled(_convolved(ground[None], w["a.weight"], w["a.bias"], 2))
    x = _pooled(_convolved(x, w["b.weight"], w["b.bias"], 0))
    hidden = np.maximum(w["c.weight"] @ x.ravel() + w["c.bias"], 0)
    out = w["d.weight"] @ hidden + w["d.bias"]
    grown = np.exp(out - out.max())
    return np.asarray(grown / grown.sum(), np.float32)


def _convolved(x: NDArray[np.float32], weight: NDArray[Any], bias: NDArray[Any], rim: int) -> NDArray[np.float32]:
    padded = np.pad(x, ((0, 0), (rim, rim), (rim, rim)))
    windows = sliding_window_view(padded, (x.shape[0], *weight.shape[2:]))[0]
    return np.asarray(np.maximum(np.tensordot(windows, weight, axes=([2, 3, 4], [1, 2, 3])) + bias, 0).transpose(2, 0, 1), np.float32)


def _pooled(x: NDArray[np.float32]) -> NDArray[np.float32]:
    deep, high, wide = x.shape
    return np.asarray(x.reshape(deep, high // 2, 2, wide // 2, 2).max(axis=(2, 4)), np.float32)


@cache
def _weights() -> dict[str, NDArray[np.float32]]:
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
