"""Words of a scanned document that were read faintly, held against how the document itself reads the same words elsewhere.

"chính sách thuê TNDN" is "chính sách thuế TNDN" where the text says "thuế TNDN" again and again, and "thuê TNDN" nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block, Note, Paragraph
from ingest.ocr import pairs
from ingest.ocr.repair import in_form
from ingest.ocr.spelling import bare
from ingest.ocr.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_ROUNDS = 2
"""A word set right may show what its neighbour is."""
_TWICE, _OFTEN = 2, 3
"""How often two neighbours, and one alone, must have been seen with the word that is meant."""
_CONSTANT = 6
"""A word that stands beside another so often, and hardly any other does, goes with it: "thuế" before "TNDN"."""
_THIN = "iIl"
"""Strokes that a reader sees where none are: "TNIDN"."""
_LEAST = 3
"""Words of so many letters may have one wrong letter."""
FAINT, DOUBTED = 0.94, 0.7
"""Words read with less confidence may be other words of the same letters, with still less words of other letters."""

Faint = Mapping[int, Mapping[str, float]]
"""The words of each page that were read with less confidence than `FAINT`, as they stand in the text, and with how much."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word in a paragraph, in small letters in `folded`."""

    start: int
    end: int
    text: str
    folded: str
    confidence: float

    @property
    def is_faint(self) -> bool:
        return self.confidence < FAINT

    @property
    def is_evidence(self) -> bool:
        return self.confidence >= DOUBTED

    @property
    def may_be_misspelt(self) -> bool:
        """Whether even its letters may be wrong."""
        return self.confidence < DOUBTED and len(self.text) >= _LEAST


def with_own_words(blocks: Sequence[Block], faint: Faint) -> tuple[tuple[Block, ...], list[Note]]:
    """The blocks, a faint word of a paragraph taken from where the document has it surely among the same neighbours; a note for each."""
    mended, notes = list(blocks), []
    for _ in range(_ROUNDS if any(faint.values()) else 0):
        known = _Known.of(mended, faint)
        for place, block in enumerate(mended):
            if isinstance(block, Paragraph) and block.confidence is not None:
                changes = list(known.changes(_tokens(block, faint)))
                notes += [_note(block, token, text) for token, text in changes]
                mended[place] = _changed(block, changes)
    return tuple(mended), notes


def _tokens(paragraph: Paragraph, faint: Faint) -> list[_Token]:
    on_pages: dict[str, float] = {}
    for page in paragraph.pages if paragraph.confidence is not None else ():
        on_pages |= faint.get(page, {})
    return [
        _Token(found.start(), found.end(), found[0], pairs.folded(found[0]), on_pages.get(written[0], 1.0))
        for written in re.finditer(r"\S+", paragraph.text)
        for found in _WORD.finditer(paragraph.text, written.start(), written.end())
    ]


# --- what the document says ----------------------------------------------------------------------------------------------

_Neighbours = tuple[str, ...]
"""The letters of the words beside one, whatever their marks, with where they stand: ("-1", "mien", "+1", "suat")."""


@dataclass(slots=True)
class _Known:
    """The words that stand between given neighbours, and how often; `sure`: all that are read surely, wherever they stand."""

    words: defaultdict[_Neighbours, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sure: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, blocks: Iterable[Block], faint: Faint) -> _Known:
        known = cls()
        for block in blocks:
            if isinstance(block, Paragraph):
                tokens = _tokens(block, faint)
                known.sure |= {token.folded for token in tokens if not token.is_faint}
                for number, token in enumerate(tokens):
                    for neighbours in (*_pairs_of(tokens, number), *_single(tokens, number)) if token.is_evidence else ():
                        known.words[neighbours][token.folded] += 1
        return known

    def changes(self, tokens: Sequence[_Token]) -> Iterator[tuple[_Token, str]]:
        for number, token in enumerate(tokens):
            if token.is_faint and not _is_settled(tokens, number):
                meant = self._meant(tokens, number)
                if meant is not None:
                    yield token, in_form(token.text, meant)

    def _meant(self, tokens: Sequence[_Token], number: int) -> str | None:
        """The only word that the document has between these neighbours and that this one can be a misreading of."""
        token, double, single = tokens[number], _pairs_of(tokens, number), _single(tokens, number)
        candidates = {word for neighbours in (*double, *single) for word in self.words[neighbours] if _may_be(token, word)}
        by_marks = {word for word in candidates if _letters(word) == _letters(token.folded)}
        fitting = {word for word in by_marks if any(self._is_constant(word, neighbours) for neighbours in single)}
        if not self._stands_as_it_is(token, single):
            fitting |= {word for word in candidates if self._is_attested(word, double, single, by_marks=bare(word) == bare(token.folded))}
        return fitting.pop() if len(fitting) == 1 else None

    def _stands_as_it_is(self, token: _Token, single: Sequence[_Neighbours]) -> bool:
        """Whether the document has the word itself: read surely, or again beside a neighbour."""
        own = int(token.is_evidence)
        return token.folded in self.sure or any(self.words[neighbours][token.folded] > own for neighbours in single)

    def _is_constant(self, word: str, neighbours: _Neighbours) -> bool:
        return self.words[neighbours][word] >= max(_CONSTANT, 0.9 * self.words[neighbours].total())

    def _is_attested(self, word: str, double: Sequence[_Neighbours], single: Sequence[_Neighbours], *, by_marks: bool) -> bool:
        """Whether the word stands often enough between both neighbours, or two of them, or beside the only one."""
        two = [self.words[neighbours][word] for neighbours in double]
        one = [self.words[neighbours][word] for neighbours in single]
        if any(count >= _TWICE for count in two) or (len(one) == 1 and one[0] >= _OFTEN):
            return True
        return by_marks and all(one) and sum(one) >= _OFTEN


def _letters(word: str) -> str:
    """The letters without tones, đ told from d."""
    return bare(word.replace("đ", "dd"))


def _is_settled(tokens: Sequence[_Token], number: int) -> bool:
    """Whether documents use the word as it is with a neighbour."""
    beside = [tokens[at : at + 2] for at in (number - 1, number) if at >= 0]
    return any(len(two) == 2 and pairs.is_used(two[0].folded, two[1].folded) for two in beside)


def _pairs_of(tokens: Sequence[_Token], number: int) -> list[_Neighbours]:
    """Two neighbours: before, around and after the word."""
    return [key for places in ((-2, -1), (-1, 1), (1, 2)) if (key := _neighbours(tokens, number, places))]


def _single(tokens: Sequence[_Token], number: int) -> list[_Neighbours]:
    return [key for place in (-1, 1) if (key := _neighbours(tokens, number, (place,)))]


def _neighbours(tokens: Sequence[_Token], number: int, places: Iterable[int]) -> _Neighbours:
    at = [(place, number + place) for place in places]
    if not all(0 <= n < len(tokens) for _, n in at):
        return ()
    return tuple(part for place, n in at for part in (f"{place:+}", bare(tokens[n].folded)))


def _may_be(token: _Token, word: str) -> bool:
    """Whether a faint word can be a misreading of `word`: but for its marks, a thin stroke too many, or, much doubted, one letter."""
    read, meant = bare(token.folded), bare(word)
    if word == token.folded:
        return False
    if read == meant:
        return True
    if not token.may_be_misspelt:
        return False
    if len(read) == len(meant) + 1:
        return any(letter in _THIN and read[:at] + read[at + 1 :] == meant for at, letter in enumerate(token.text))
    return is_syllable(word) and len(read) == len(meant) and sum(a != b for a, b in zip(read, meant, strict=True)) == 1


# --- what is changed -----------------------------------------------------------------------------------------------------


def _note(paragraph: Paragraph, token: _Token, text: str) -> Note:
    values = {"page": str(paragraph.page), "read": token.text, "text": text}
    return Note("ocr-repaired", paragraph.index, paragraph.page, values, token.start, token.start + len(text))


def _changed(paragraph: Paragraph, changes: Sequence[tuple[_Token, str]]) -> Paragraph:
    for token, text in reversed(changes):
        paragraph = _with(paragraph, token.start, token.end, text)
    return paragraph


def _with(paragraph: Paragraph, start: int, end: int, text: str) -> Paragraph:
    """The paragraph with other words from `start` to `end`, what stands behind them moved."""

    def moved(at: int) -> int:
        return at if at <= start else max(at + len(text) - (end - start), start)

    return replace(
        paragraph,
        text=paragraph.text[:start] + text + paragraph.text[end:],
        label_end=moved(paragraph.label_end),
        spans=tuple(replace(span, start=moved(span.start), end=moved(span.end)) for span in paragraph.spans),
        unsure=tuple((moved(first), moved(last)) for first, last in paragraph.unsure),
    )
