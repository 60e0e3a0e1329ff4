"""From words to lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Box, Span
from ingest.layout.spacing import closed
from ingest.pdf_page import Word
from ingest.text import superscript

GLUE = 0.14
"""Share of the letter size below which a gap is no space."""

END_MARKS = tuple(".;:!?…")
LABEL = re.compile(
    r"(?:[-–—+*•▪➢✓o●○■□]|(?:\d{1,2}\.){1,4}\d{0,2}|\d{1,2}[-/)]|[IVXLC]{1,5}[.\-)–]|[A-ZĐ][.)]|[a-zđ]{1,2}\)|\([a-zđ\d]{1,2}\)|"
    r"(?:Điều|Chương|Mục|Phần)\s+[\dIVXLC]+[.:]?)(?=\s|$)|[-+*•]\s?(?=[A-ZĐÀ-Ỹ])"
)
_MARK = re.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[ivx]{1,4})[\])]?")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right.

    `space` is its narrowest space, `hang` where its second and third word begin, `space_after` whether a space was typed at its end.
    Of a line recognised on a picture: the mean `confidence` of its words, and the stretches of `text` that are `unsure`.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    spans: tuple[Span, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    first_width: float
    bold: bool
    space: float
    hang: tuple[float, ...]
    space_after: bool
    confidence: float | None = None
    unsure: tuple[tuple[int, int], ...] = ()

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def has_label(self) -> bool:
        return bool(LABEL.match(self.text))

    @property
    def ends(self) -> bool:
        return self.text.rstrip("”\")»' ").endswith(END_MARKS)

    @property
    def starts_small(self) -> bool:
        return self.text.lstrip("“\"(«'")[:1].islower()


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines of a page (or of a part of it) from top to bottom; a small raised figure is a superscript of its line."""
    lowered = _lowered(list(words))
    rows: list[list[Word]] = []
    base = 0.0
    for word in sorted(lowered, key=lambda w: w.baseline):
        if rows and word.baseline - base <= 0.3 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            base = word.baseline
    return [line(closed(_once(sorted(row, key=lambda w: w.x0))), page) for row in rows]


def _lowered(words: list[Word]) -> list[Word]:
    """Raised small figures brought down to their line's baseline and written as superscripts: "viên" + "1" is "viên¹"."""
    lowered = list(words)
    for index, word in enumerate(words):
        before = lowered[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        host = before if before is not None and _raised_after(word, before) else None
        if host is None and after is not None and _raised_before(word, after):
            host = after
        if host is None:
            continue
        mark = _MARK.fullmatch(word.text)
        text = superscript(mark[1]) if mark else superscript(word.text) if word.text.isdigit() else word.text
        lowered[index] = replace(word, text=text, baseline=host.baseline, raised=True)
    return lowered


def _raised_after(word: Word, host: Word) -> bool:
    if host.raised:
        return word.size < host.size * 1.05 and abs(word.top - host.top) < 1 and -1 < word.x0 - host.x1 < word.size * 0.3
    rise = host.baseline - word.baseline
    return word.size <= 0.85 * host.size and 0.12 * host.size < rise < 0.75 * host.size and -0.35 < (word.x0 - host.x1) / host.size < 0.5


def _raised_before(word: Word, host: Word) -> bool:
    rise = host.baseline - word.baseline
    near = -0.35 < (host.x0 - word.x1) / host.size < 0.7
    return word.size <= 0.85 * host.size and 0.12 * host.size < rise < 0.75 * host.size and near and bool(_MARK.fullmatch(word.text))


def _once(row: list[Word]) -> list[Word]:
    """Without the second print of a word that is drawn twice to look bold."""
    kept: list[Word] = []
    for word in row:
        twin = next((k for k in kept[-3:] if k.text == word.text and abs(k.x0 - word.x0) < 0.3 * word.size), None)
        if twin is None:
            kept.append(word)
        elif not twin.bold:
            kept[kept.index(twin)] = replace(twin, bold=True)
    return kept


def line(words: Sequence[Word], page: int) -> Line:
    pieces: list[str] = []
    spans: list[Span] = []
    unsure: list[tuple[int, int]] = []
    position = 0
    before: Word | None = None
    for word in words:
        if before is not None and not touches(before, word):
            pieces.append(" ")
            position += 1
        pieces.append(word.text)
        _extend(spans, position, word)
        if word.unsure:
            unsure.append((position, position + len(word.text)))
        position += len(word.text)
        before = word
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    plain = [word for word in words if not word.raised] or list(words)
    return Line(
        page, tuple(words), "".join(pieces), tuple(spans),
        words[0].x0, min(w.top for w in plain), max(w.x1 for w in words), max(w.bottom for w in plain),
        plain[0].baseline, sizes.most_common(1)[0][0], _first_width(words), all(w.bold for w in words if w.text.strip("-–*•+")),
        _space(words), tuple(word.x0 for word in words[1:3]), words[-1].space_after, confidence_of(words), tuple(unsure),
    )  # fmt: skip


def confidence_of(words: Iterable[Word]) -> float | None:
    """The mean confidence of words recognised on a picture, 0 to 1; None where there are none."""
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None


def touches(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    if word.raised and gap < 0.35 * before.size and not before.space_after:
        return True
    return word.glued and not before.space_after and gap < GLUE * max(word.size, before.size)


def _extend(spans: list[Span], position: int, word: Word) -> None:
    end = position + len(word.text)
    if (spans and (spans[-1].bold, spans[-1].italic, spans[-1].size) == (word.bold, word.italic, word.size)) or (spans and word.raised):
        spans[-1] = replace(spans[-1], end=end)
    else:
        spans.append(Span(position, end, bold=word.bold, italic=word.italic, size=word.size))


def _first_width(words: Sequence[Word]) -> float:
    end = words[0].x1
    for before, word in pairwise(words):
        if not touches(before, word):
            break
        end = word.x1
    return end - words[0].x0


def _space(words: Sequence[Word]) -> float:
    size = words[0].size
    gaps = [b.x0 - a.x1 for a, b in pairwise(words) if not touches(a, b)]
    return min(max(min(gaps, default=0.22 * size), 0.18 * size), 0.6 * size)


def without_words(one: Line, width: float) -> Line:
    """A line that fills the page without a wide gap needs its single words no more: it can be no part of two columns."""
    even = all(b.x0 - a.x1 < 0.5 * one.size for a, b in pairwise(one.words))
    return replace(one, words=()) if even and one.width > 0.62 * width else one
