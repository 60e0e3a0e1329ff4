"""What the extent of a unit is learned from: at each word behind the figure, the words and tags on both sides of a possible end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.grammar.unit_rules import amounts, classifiers, counted_words, counts_people, known_unit
from extract.lexicon import phrase, verbs
from extract.tagging import Word

_TOKEN = re.compile(r"[^\W_]+|\S")
_STOPS = frozenset(";.():!?…[]")
_REACH, _TAGGED, _LONGEST = 110, 60, 14
_NO_WORD = Word(0, 0, "?")


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place where the unit may end, with the names of all that holds there."""

    end: int
    features: tuple[str, ...]


def boundaries(text: str, folded: str, position: int, *, is_object: bool = False) -> list[Boundary]:
    """The ends of the words behind a figure that ends at `position`, up to the first full stop, semicolon or bracket.

    Of "02 quầy tiếp đón, 04 ghế" those behind "quầy", "tiếp", "đón"; at the first among others "last quầy", "next tiếp đón".
    """
    tokens = list(_TOKEN.finditer(folded, position, min(len(text), position + _REACH)))
    stop = next((n for n, token in enumerate(tokens) if token[0] in _STOPS), len(tokens))
    if stop == 0:
        return []
    start = tokens[0].start()
    seen = min(start + _TAGGED, tokens[stop].end() if stop < len(tokens) else len(text))
    tagged = [Word(w.start + start, w.end + start, w.tag) for w in counted_words(text[start:seen])]
    known = known_unit().match(folded, position)
    unit = _Unit(text, folded, start, tuple(tokens[:stop]), tokens[stop][0] if stop < len(tokens) else "$", tuple(tagged), known, is_object)
    words = [n for n in range(min(stop, _LONGEST)) if tokens[n][0][0].isalnum()]
    return [Boundary(tokens[n].end(), tuple(unit.features(n))) for n in words]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The words behind a figure: `tokens` up to the `stop`, the tagger's words, and the unit of the lexicon that they begin with."""

    text: str
    folded: str
    start: int
    tokens: Sequence[re.Match[str]]
    stop: str
    tagged: Sequence[Word]
    known: re.Match[str] | None
    is_object: bool

    def features(self, number: int) -> Iterator[str]:
        """What holds where the unit ends with the token of that number."""
        end = self.tokens[number].end()
        following = self._next_tag(number)
        yield from self._of_words(number, following)
        yield from self._of_known(end, following)
        yield from self._of_list(number, following)
        yield from self._of_next(number)

    def _of_words(self, number: int, following: str) -> Iterator[str]:
        token = self.tokens[number]
        so_far = self.folded[self.start : token.end()]
        last, first = self._word(token.start()), self._word(self.start)
        last_word = self._text(last) or token[0]
        next_word, syllable = self._next_word(number), self._next(number)
        length = sum(1 for word in self.tagged if word.start >= self.start and word.end <= token.end())
        yield f"length {min(len(_TOKEN.findall(so_far)), 6)}"
        yield f"words {min(length, 5)}"
        yield f"words {min(length, 4)} {following}"
        yield f"inside {last.end > token.end()}"
        yield f"last {last_word}"
        yield f"last syllable {token[0]}"
        yield f"last tag {last.tag}"
        yield f"next {next_word}"
        yield f"next syllable {syllable}"
        yield f"next tag {following}"
        yield f"tags {last.tag} {following}"
        yield f"tags {last.tag} {following} {self._tag_after_next(number)}"
        yield f"pair {last_word}|{next_word}"
        yield f"syllables {token[0]}|{syllable}"
        yield f"so far {so_far}"
        yield f"so far {so_far} {following}"
        yield f"head {self._text(first) or self.tokens[0][0]} {following}"
        yield f"first syllable {self.tokens[0][0]} {following}"
        yield f"object {self.is_object} {following}"

    def _of_known(self, end: int, following: str) -> Iterator[str]:
        """Where the unit of the lexicon ends, and of what sort it is."""
        if self.known is None:
            yield "known none"
            return
        place = self.known.end("unit")
        sort = _sort(self.known["unit"])
        yield "known " + ("at" if end == place else "before" if end < place else "after")
        yield f"known {sort} beyond {end > place} {following}"
        if end == place:
            yield f"known at {following}"
            yield f"known at {sort} {following}"

    def _of_list(self, number: int, following: str) -> Iterator[str]:
        """Whether the words so far are a list or a measure per something, and whether the next begin one."""
        so_far = self.folded[self.start : self.tokens[number].end()]
        if "/" in so_far:
            per = so_far.rpartition("/")[2].strip()
            yield from (f"per {following}", f"per what {per}", f"per length {len(per.split())}")
        if "," in so_far:
            yield f"listed {following}"
        if self._next(number) == "/":
            yield f"next per {self._next(number + 1)}"
        if self._next(number) == ",":
            further = self._next(number + 1)
            behind = self.folded[self.tokens[number + 1].end() :]
            yield f"comma unit {known_unit().match(behind) is not None}"
            yield f"comma {_shape(further)}"
            yield f"comma {further}"
            yield f"comma {self._text(self._word(self.tokens[number].start()))}|{further}"

    def _of_next(self, number: int) -> Iterator[str]:
        if number + 1 >= len(self.tokens):
            return
        place = self.tokens[number + 1].start()
        yield from (f"next is {name}" for name in ("unit_end", "qualifier_end") if phrase(name).match(self.folded, place))
        if self.text[place].isupper():
            yield "next is capital"
        verb = verbs("plain", "strong", "measures").match(self.folded, place)
        if verb and verb.end() >= self._word(place).end:
            yield from ("next is verb", f"next is verb of object {self.is_object}")

    def _word(self, place: int) -> Word:
        """The tagger's word at a place."""
        return next((word for word in self.tagged if word.start <= place < word.end), _NO_WORD)

    def _text(self, word: Word) -> str:
        return self.folded[word.start : word.end]

    def _next(self, number: int) -> str:
        return self.tokens[number + 1][0] if number + 1 < len(self.tokens) else self.stop

    def _next_word(self, number: int) -> str:
        sign = self._next(number)
        if number + 1 >= len(self.tokens) or not sign[0].isalnum():
            return sign
        return self._text(self._word(self.tokens[number + 1].start())) or sign

    def _next_tag(self, number: int) -> str:
        if number + 1 >= len(self.tokens):
            return "end"
        sign, word = self._next(number), self._word(self.tokens[number + 1].start())
        return (word.tag if word is not _NO_WORD else _shape(sign)) if sign[0].isalnum() else sign

    def _tag_after_next(self, number: int) -> str:
        if number + 1 >= len(self.tokens):
            return "-"
        end = self._word(self.tokens[number + 1].start()).end
        place = next((token.start() for token in self.tokens[number + 1 :] if token.start() >= end), None)
        return "-" if place is None or not end else self._word(place).tag


def _sort(unit: str) -> str:
    if unit in classifiers():
        return "classifier"
    if unit in amounts():
        return "amount"
    return "people" if counts_people(unit) else "plain"


def _shape(sign: str) -> str:
    return "number" if sign[0].isdigit() else "word" if sign[0].isalpha() else sign
