"""Words and their parts of speech, where a closed list does not say enough: underthesea's, loaded when first asked for.

The tagger rewrites what it reads (tone marks, spaces); here every word stands at its place in the text as given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extract.language import fold

VERB, NOUNS = "V", frozenset({"N", "Nc", "Np", "Nu", "Ny", "Nb"})


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` is one word of one or more syllables: "giải ngân" with the tag "V"."""

    start: int
    end: int
    tag: str


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a sentence or clause; none where the tagger's words do not stand in the text.

    words("Công đoàn tổ chức hội thao") → (0, 9, "N"), (10, 17, "V"), (18, 26, "N")
    """
    from underthesea import pos_tag

    found: list[Word] = []
    position = 0
    for word, tag in pos_tag(text):
        place = _place(text, word, position)
        if place is None:
            return ()
        found.append(Word(*place, tag))
        position = place[1]
    return tuple(found)


def _place(text: str, word: str, position: int) -> tuple[int, int] | None:
    """Where the word stands next in the text, spaces aside."""
    letters = [letter for letter in fold(word) if not letter.isspace()]
    folded = fold(text)
    while position < len(text) and text[position].isspace():
        position += 1
    start = position
    for letter in letters:
        while position < len(text) and text[position].isspace():
            position += 1
        if position >= len(text) or not _same(folded[position], letter):
            return None
        position += 1
    return start, position


def _same(a: str, b: str) -> bool:
    return a == b or {a, b} <= set("iy") or not (a.isalnum() and b.isalnum())
