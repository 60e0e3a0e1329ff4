"""The receiver's stamp on a paper's first page ("CÔNG VĂN ĐẾN / Số … / Ngày … / Chuyển …"): in black it is no part of the paper, either."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rapidfuzz import fuzz

from ingest.ocr.spelling import bare
from ingest.pdf_page import Word

_LABELS = ("so", "ngay", "chuyen", "gio")
_ALIKE = 80
_LEFT, _RIGHT, _UP, _DOWN = 60.0, 160.0, 45.0, 45.0
"""How far (points) the labels of a stamp stand from its word "ĐẾN"."""
_BLANK = 125.0
"""How far its dotted lines run on from where the labels begin."""
_OFFICE = 32.0
"""How far above the labels the receiving office is named."""
_UPPER = 0.5
_SURE = 0.9
"""Words of the paper that the stamp did not reach are read with this confidence."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, word: Word) -> bool:
        x, y = word.centre
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def without_stamp(words: Sequence[Word], height: float) -> tuple[list[Word], list[str]]:
    """The words of a page without those of a stamp of receipt in its upper half, and the text of these.

    Where the stamp lies over the paper's own lines, a word in it stays that was read for sure and is of their size.
    """
    stamp = _stamp(words, height)
    if stamp is None:
        return list(words), []
    usual = median(word.size for word in words)
    dropped = [word for line in _lines(word for word in words if stamp.holds(word)) for word in _stamped(line, usual)]
    return [word for word in words if word not in dropped], [" ".join(word.text for word in dropped)] if dropped else []


def _lines(words: Iterable[Word]) -> Iterable[list[Word]]:
    lines: dict[float, list[Word]] = defaultdict(list)
    for word in words:
        lines[word.baseline].append(word)
    return lines.values()


def _stamped(line: Sequence[Word], usual: float) -> list[Word]:
    """The words of a line that are not the paper's; all of them where most are not."""
    others = [word for word in line if not _is_of_paper(word, usual)]
    return list(line) if len(others) > len(line) / 2 else others


def _stamp(words: Sequence[Word], height: float) -> _Stamp | None:
    for word in words:
        if word.bottom < _UPPER * height and word.text.isupper() and _letters(word.text) == "den":
            labels = list(_labels(word, words))
            if len({_letters(label.text)[:2] for label in labels}) >= 2:
                left = min(label.x0 for label in labels)
                top, bottom = min(label.top for label in labels), max(label.bottom for label in (word, *labels))
                return _Stamp(min(word.x0, left) - 12, top - _OFFICE, left + _BLANK, bottom + 4)
    return None


def _labels(den: Word, words: Iterable[Word]) -> Iterable[Word]:
    for word in words:
        near = -_LEFT <= word.x0 - den.x0 <= _RIGHT and -_UP <= word.top - den.top <= _DOWN
        letters = _letters(re.split(r"[.:…]", word.text)[0])
        if near and word.text[:1].isupper() and any(fuzz.ratio(letters, label) >= _ALIKE for label in _LABELS):
            yield word


def _letters(text: str) -> str:
    return "".join(letter for letter in bare(text) if letter.isalpha())


def _is_of_paper(word: Word, usual: float) -> bool:
    sure = not word.unsure and (word.confidence or 0.0) >= _SURE
    return sure and word.size > 0.85 * usual and not re.search(r"[.…]{3}", word.text)
