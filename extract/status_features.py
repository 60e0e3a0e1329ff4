"""What a figure's status is learned from: the words around it, the turns of phrase of the rules, the mood and place of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.grammar.quantities import Quantity
from extract.language import fold
from extract.lexicon import pattern, phrase
from extract.passages import Passage

_BEFORE, _OWN, _AFTER = 14, 8, 6
_TOKEN = re.compile(r"[^\W_]+|[%:;,.()]")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAMILIES = ("reached", "asked", "cited", "reporting", "asking", "condition")
_TURNS_BEFORE = (
    "planned_bracket_before", "document_sets_before", "condition_before", "which_ones_before", "whom_by_state", "strives_before",
    "barely_before", "level_before", "after_a_plan_before", "plan_is_before", "according_to", "given_from_above_before",
    "registered_before", "set_before", "reaching_before", "done_before", "compared_before", "asks_before_threshold",
    "estimated_before", "measured_subject", "whom_having_before", "acts_on", "giver_before", "whenever_before", "apart_before",
    "merely_before", "finds_before", "happened_before", "granted_before", "all_over_before", "divided_before", "aims_before",
    "whichever_before", "whom_before", "sums_up_before",
)  # fmt: skip
_TURNS_AFTER = (
    "predicate_after", "then_clause_after", "then_after", "given_after", "measured_against_after", "of_the_plan_after",
    "starting_point_after", "passive_behind", "compared_after", "follows_from_it", "falls_short_after", "given_by_after",
)  # fmt: skip


def features(passage: Passage, quantity: Quantity) -> frozenset[str]:
    """Names of all that holds of the figure, figures themselves written "#".

    Of "đã kết nạp 57 đảng viên" among others "before kết nạp", "last đã kết nạp", "bounds exact", "unit đảng viên".
    """
    families = (_of_words, _of_bounds, _of_share, _of_turns, _of_place, _of_times)
    beside = (name for family in families for name in family(passage, quantity))
    return frozenset((*_of_figure(quantity), *_of_title(passage), *beside))


def _sentence(passage: Passage, quantity: Quantity) -> tuple[int, int]:
    """The figure's sentence, of an endless one what lies near."""
    start, end = passage.sentence_at(quantity.number[0])
    return max(start, quantity.start - _FARTHEST), min(end, quantity.end + _FARTHEST)


_FARTHEST = 1000


def _of_words(passage: Passage, quantity: Quantity) -> Iterator[str]:
    folded = fold(passage.text)
    start, end = _sentence(passage, quantity)
    before, after = _tokens(folded[start : quantity.start])[-_BEFORE:], _tokens(folded[quantity.end : end])[:_AFTER]
    yield from (f"before {word}" for word in before)
    yield from (f"before {first} {second}" for first, second in pairwise(before))
    yield from (f"last {' '.join(before[-length:])}" for length in (1, 2, 3) if len(before) >= length)
    yield f"bound {folded[quantity.start : quantity.number[0]].strip()}"
    own = _tokens(folded[_part_start(folded, start, quantity) : quantity.start])[-_OWN:]
    yield from (f"own {word}" for word in own)
    yield from (f"own {first} {second}" for first, second in pairwise(own))
    yield from (f"after {word}" for word in after)
    yield from (f"next {' '.join(after[:length])}" for length in (1, 2) if len(after) >= length)
    yield from _opening("opens passage", folded[passage.start :], 3)
    yield from _opening("opens sentence", folded[start:], 2)


def _of_bounds(passage: Passage, quantity: Quantity) -> Iterator[str]:
    """The words beside the figure together with its bounds: "có từ 50 phòng trở lên" is not "có 50 phòng"."""
    folded, (start, end) = fold(passage.text), _sentence(passage, quantity)
    own = _tokens(folded[_part_start(folded, start, quantity) : quantity.start])
    before, after = _tokens(folded[start : quantity.start]), _tokens(folded[quantity.end : end])
    bounds = f"bounds {_bounds(quantity)}"
    yield f"{bounds} strict {quantity.strict}"
    yield f"{bounds} percent {quantity.unit == '%'}"
    yield f"{bounds} last {before[-1] if before else '^'}"
    yield f"{bounds} next {after[0] if after else '$'}"
    yield f"{bounds} opens {own[0] if own else '^'}"
    yield from (f"{bounds} own {word}" for word in own[-6:])


def _of_share(passage: Passage, quantity: Quantity) -> Iterator[str]:
    """The words right behind a percent sign, where what it is a share of begins."""
    if quantity.unit != "%":
        return
    folded = fold(passage.text)
    start = quantity.number[1] + folded[quantity.number[1] :].startswith("%")
    behind = folded[start : _sentence(passage, quantity)[1]]
    words = _tokens(behind[:80])
    yield from (f"share {word}" for word in words[:4])
    yield from (f"share next {' '.join(words[:length])}" for length in (1, 2) if len(words) >= length)
    yield from _turned(_TURNS_AFTER, behind, quantity, at_once=True)


def _part_start(folded: str, start: int, quantity: Quantity) -> int:
    """Where the part of the sentence begins that the figure stands in, after the last comma, colon or bracket."""
    return max(start, *(folded.rfind(sign, start, quantity.start) + 1 for sign in (", ", "; ", ": ", "(")))


def _opening(name: str, text: str, longest: int) -> Iterator[str]:
    words = _tokens(text[:60])
    yield from (f"{name} {' '.join(words[:length])}" for length in range(1, longest + 1))


def _of_turns(passage: Passage, quantity: Quantity) -> Iterator[str]:
    folded = fold(passage.text)
    figure = quantity.number[0]
    (sentence, end), clause = _sentence(passage, quantity), passage.clause_at(figure)[0]
    clause = max(clause, sentence)
    places = {"sentence": folded[sentence:figure], "clause": folded[clause:figure], "behind": folded[figure:end]}
    whole = folded[passage.start :]
    yield from _of_whole(whole)
    yield from (f"{place} {name}" for name in _FAMILIES for place, text in places.items() if pattern("status", name).search(text))
    reports = passage.goes_on_reporting(figure)
    for turn in _turned(_TURNS_BEFORE, folded[clause : quantity.start], quantity):
        yield turn
        yield f"{turn} reports {reports}"
    yield from _turned(_TURNS_AFTER, folded[quantity.end : end], quantity, at_once=True)
    bracket = _bracket(folded[sentence:figure])
    if bracket is not None:
        words = _tokens(bracket)
        yield from (f"bracket opens {' '.join(words[:length])}" for length in (1, 2) if len(words) >= length)
        if phrase("giver_before").search(folded[sentence : quantity.start]):
            yield "bracket giver"


@lru_cache(maxsize=512)
def _of_whole(text: str) -> tuple[str, ...]:
    """How often the words of each family stand in a whole passage, which tells its tenor: none, one, more."""
    return tuple(f"passage {name} {min(len(pattern('status', name).findall(text)), 2)}" for name in _FAMILIES)


def _turned(names: Sequence[str], text: str, quantity: Quantity, *, at_once: bool = False) -> Iterator[str]:
    """The turns of phrase in a text, `at_once` where they must open it."""
    for name in names:
        if phrase(name).match(text) if at_once else phrase(name).search(text):
            yield f"turn {name}"
            yield f"turn {name} {_bounds(quantity)}"


def _bracket(before: str) -> str | None:
    """What stands in the open bracket before a figure: "(quận giao 10%)" → "quận giao "."""
    return before.rpartition("(")[2] if before.count("(") > before.count(")") else None


def _of_figure(quantity: Quantity) -> Iterator[str]:
    yield f"bounds {_bounds(quantity)}"
    yield f"strict {quantity.strict}"
    yield f"ratio {quantity.ratio}"
    unit = fold(quantity.unit or "")
    yield f"unit {unit}"
    yield f"unit head {unit.partition(' ')[0]}"


def _bounds(quantity: Quantity) -> str:
    if quantity.low == quantity.high:
        return "exact"
    if quantity.low is None:
        return "at most"
    return "at least" if quantity.high is None else "range"


def _of_place(passage: Passage, quantity: Quantity) -> Iterator[str]:
    figure = quantity.number[0]
    start, end = _sentence(passage, quantity)
    yield f"looks back {passage.looks_back}"
    yield f"topic {passage.topic}"
    yield f"conditions {passage.sets_conditions}"
    yield f"section {passage.section is not None}"
    yield f"heading {passage.heading is not None}"
    yield f"reports {passage.reports(figure)}"
    yield f"goes on reporting {passage.goes_on_reporting(figure)}"
    yield f"mood {passage.mood_at(figure)}"
    yield from (f"previous {mood}" for mood in passage.moods_before(figure)[-1:])
    yield f"bracket {_bracket(passage.text[start:figure]) is not None}"
    yield f"figures before {min(len(_FIGURE.findall(passage.text[start : quantity.start])), 4)}"
    yield f"sentences before {min(len(passage.moods_before(figure)), 3)}"
    yield f"role {passage.paragraph.role}"
    yield f"colon before {':' in passage.text[start : quantity.start]}"
    yield f"colon behind {passage.text[start:end].rstrip().endswith(':')}"
    yield f"opens list {passage.opens_list} in section {passage.section is not None}"


def _of_times(passage: Passage, quantity: Quantity) -> Iterator[str]:
    """How the times of the sentence lie to the document's: those before the figure, behind it, in its own part or bracket."""
    folded, (start, end) = fold(passage.text), _sentence(passage, quantity)
    years = [(m.start(), _relation(int(m[0]), passage.year)) for m in _YEAR.finditer(folded, start, end) if passage.year]
    before = [relation for place, relation in years if place < quantity.start]
    own = [relation for place, relation in years if _part_start(folded, start, quantity) <= place < quantity.start]
    yield from (f"year {relation}" for _, relation in years)
    yield f"last year {before[-1] if before else None}"
    yield f"next year {next((relation for place, relation in years if place > quantity.end), None)}"
    yield f"own year {own[-1] if own else None}"
    if _bracket(folded[start : quantity.number[0]]) is not None:
        yield f"bracket year {own[-1] if own else None}"
    last = None
    for time in passage.times():
        if start <= time.start < end and time.due:
            relation = "past" if passage.issued_on and time.due < passage.issued_on else "to come"
            is_before = time.end <= quantity.start
            last = relation if is_before else last
            yield f"time {relation}"
            yield f"time {time.kind} {relation} {'before' if is_before else 'behind'}"
    yield f"last time {last}"


def _of_title(passage: Passage) -> Iterator[str]:
    """The words of the section's title and of the heading that the passage begins with."""
    title = _tokens(fold(passage.title or ""))
    yield from (f"title {word}" for word in title[:8])
    yield from (f"title {first} {second}" for first, second in pairwise(title[:10]))
    yield from (f"title {word}" for word in _tokens(fold(passage.text[: passage.start])))


def _relation(year: int, own: int | None) -> str:
    if own is None or year == own:
        return "own"
    return "past" if year < own else "to come"


def _tokens(text: str) -> Sequence[str]:
    return ["#" if _DIGIT.search(token) else token for token in _TOKEN.findall(text)]
