"""What a figure's status is learned from: the words around it, the turns of phrase of the rules, the mood and place of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.grammar.quantities import Quantity
from extract.language import fold
from extract.lexicon import pattern, phrase
from extract.passages import Passage

_BEFORE, _AFTER = 14, 6
_TOKEN = re.compile(r"[^\W_]+|[%:;,.()]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAMILIES = ("reached", "asked", "cited", "reporting", "asking", "condition")
_TURNS_BEFORE = (
    "planned_bracket_before", "document_sets_before", "condition_before", "which_ones_before", "whom_by_state", "strives_before",
    "barely_before", "level_before", "after_a_plan_before", "plan_is_before", "according_to", "given_from_above_before",
    "registered_before", "set_before", "reaching_before", "done_before", "compared_before", "asks_before_threshold",
    "estimated_before", "measured_subject", "whom_having_before", "acts_on",
)  # fmt: skip
_TURNS_AFTER = (
    "predicate_after", "then_clause_after", "then_after", "given_after", "measured_against_after", "of_the_plan_after",
    "starting_point_after", "passive_behind", "compared_after",
)  # fmt: skip


def features(passage: Passage, quantity: Quantity) -> frozenset[str]:
    """Names of all that holds of the figure, figures themselves written "#".

    Of "đã kết nạp 57 đảng viên" among others "before kết nạp", "last đã kết nạp", "bounds exact", "unit đảng viên".
    """
    return frozenset((*_of_words(passage, quantity), *_of_turns(passage, quantity), *_of_figure(quantity), *_of_place(passage, quantity)))


def _of_words(passage: Passage, quantity: Quantity) -> Iterator[str]:
    folded = fold(passage.text)
    start, end = passage.sentence_at(quantity.number[0])
    before, after = _tokens(folded[start : quantity.start])[-_BEFORE:], _tokens(folded[quantity.end : end])[:_AFTER]
    yield from (f"before {word}" for word in before)
    yield from (f"before {first} {second}" for first, second in pairwise(before))
    yield from (f"last {' '.join(before[-length:])}" for length in (1, 2, 3) if len(before) >= length)
    yield f"bound {folded[quantity.start : quantity.number[0]].strip()}"
    yield from (f"after {word}" for word in after)
    yield from (f"next {' '.join(after[:length])}" for length in (1, 2) if len(after) >= length)
    yield from _opening("opens passage", folded[passage.start :], 3)
    yield from _opening("opens sentence", folded[start:], 2)


def _opening(name: str, text: str, longest: int) -> Iterator[str]:
    words = _tokens(text[:60])
    yield from (f"{name} {' '.join(words[:length])}" for length in range(1, longest + 1))


def _of_turns(passage: Passage, quantity: Quantity) -> Iterator[str]:
    folded = fold(passage.text)
    figure = quantity.number[0]
    clause, (sentence, end) = passage.clause_at(figure)[0], passage.sentence_at(figure)
    places = {"sentence": folded[sentence:figure], "clause": folded[clause:figure], "behind": folded[figure:end]}
    yield from (f"{place} {name}" for name in _FAMILIES for place, text in places.items() if pattern("status", name).search(text))
    before, after = folded[clause : quantity.start], folded[quantity.end :]
    yield from (f"turn {name}" for name in _TURNS_BEFORE if phrase(name).search(before))
    yield from (f"turn {name}" for name in _TURNS_AFTER if phrase(name).match(after))


def _of_figure(quantity: Quantity) -> Iterator[str]:
    yield f"bounds {_bounds(quantity)}"
    yield f"strict {quantity.strict}"
    yield f"ratio {quantity.ratio}"
    yield f"unit {fold(quantity.unit or '')}"


def _bounds(quantity: Quantity) -> str:
    if quantity.low == quantity.high:
        return "exact"
    if quantity.low is None:
        return "at most"
    return "at least" if quantity.high is None else "range"


def _of_place(passage: Passage, quantity: Quantity) -> Iterator[str]:
    figure = quantity.number[0]
    start, end = passage.sentence_at(figure)
    yield f"looks back {passage.looks_back}"
    yield f"topic {passage.topic}"
    yield f"conditions {passage.sets_conditions}"
    yield f"section {passage.section is not None}"
    yield f"heading {passage.heading is not None}"
    yield f"reports {passage.reports(figure)}"
    yield f"goes on reporting {passage.goes_on_reporting(figure)}"
    yield f"mood {passage.mood_at(figure)}"
    yield from (f"previous {mood}" for mood in passage.moods_before(figure)[-1:])
    yield f"bracket {passage.text[start:figure].count('(') > passage.text[start:figure].count(')')}"
    yield from (f"title {word}" for word in _tokens(fold(passage.title or ""))[:8])
    yield from (f"year {_relation(int(year), passage.year)}" for year in _YEAR.findall(passage.text[start:end]) if passage.year)


def _relation(year: int, own: int | None) -> str:
    if own is None or year == own:
        return "own"
    return "past" if year < own else "to come"


def _tokens(text: str) -> Sequence[str]:
    return ["#" if any(sign.isdigit() for sign in token) else token for token in _TOKEN.findall(text)]
