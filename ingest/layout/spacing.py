"""Words whose letters are set apart: "K Ế  H O Ạ C H" is "KẾ HOẠCH", "C Ộ N G" is "CỘNG"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.ocr.syllables import is_syllable
from ingest.pdf_page import Word

_LEAST = 3
"""So many single letters in a row are no chance."""
_LONGEST = 7
"""No syllable has more letters: "nghiêng"."""


def closed(row: Sequence[Word]) -> list[Word]:
    """The words of a line, single letters in a row joined to syllables where all of them make some."""
    joined: list[Word] = []
    run: list[Word] = []
    for word in [*row, None]:
        if word is not None and len(word.text) == 1 and word.text.isalpha():
            run.append(word)
            continue
        joined += _syllables(run) if len(run) >= _LEAST else run
        run = []
        if word is not None:
            joined.append(word)
    return joined


def _syllables(letters: Sequence[Word]) -> list[Word]:
    gaps = [b.x0 - a.x1 for a, b in pairwise(letters)]
    narrow = max(min(gaps), 0.5)
    groups = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > 1.6 * narrow:
            groups.append([])
        groups[-1].append(letter)
    found: list[Word] = []
    for group in groups:
        lengths = _cut("".join(letter.text for letter in group))
        if lengths is None:
            return list(letters)
        found += _joined(group, lengths)
    return found


def _cut(text: str) -> list[int] | None:
    """The lengths of the fewest syllables that make a text: [2, 5] for "KẾHOẠCH"; None where none do."""
    best: list[list[int] | None] = [[]]
    for end in range(1, len(text) + 1):
        ways = [
            [*before, end - start]
            for start in range(max(end - _LONGEST, 0), end)
            if (before := best[start]) is not None and is_syllable(text[start:end])
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1]


def _joined(letters: Sequence[Word], lengths: Sequence[int]) -> Iterator[Word]:
    start = 0
    for length in lengths:
        part = letters[start : start + length]
        start += length
        yield replace(part[0], text="".join(letter.text for letter in part), x1=part[-1].x1, space_after=True)
