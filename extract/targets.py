"""Targets: every quantity that counts, limits or measures the work, with its status.

"năm 2025 Hội Nông dân huyện vận động ít nhất 150 hộ trồng rừng" → target, low 150, body "Hội Nông dân huyện", period 2025.
A quantity is annotated each time it is mentioned; dates, names, ages and numbers of documents are none.
"""

from __future__ import annotations

import re

from extract.anchors import anchor
from extract.directive import Period, Target
from extract.grammar.bodies import Bodies, bodies_at, followed_by_verb, head_at
from extract.grammar.quantities import Quantity, quantities
from extract.grammar.references import citations
from extract.grammar.times import Time, period_of
from extract.grammar.unit_rules import counts_bodies
from extract.language import fold
from extract.lexicon import phrase, verbs
from extract.passages import Passage
from extract.status import status_of


def read_targets(passages: list[Passage], *, in_cell: bool = False) -> tuple[Target, ...]:
    targets: list[Target] = []
    for passage in passages:
        timed = passage.times()
        for quantity in figures(passage, timed, in_cell=in_cell):
            targets.append(_target(f"t{len(targets) + 1}", passage, quantity, timed))
    return tuple(targets)


def figures(passage: Passage, timed: tuple[Time, ...], *, in_cell: bool = False) -> list[Quantity]:
    """The quantities of a passage that count, limit or measure the work; `timed` are its times, which are none.

    In a cell of a table a count stands without a verb: "06 người, 02 xe máy".
    """
    taken = [(c.start, _title_end(passage.text, c.start, c.end)) for c in citations(passage.text)] + [(t.start, t.end) for t in timed]
    found = quantities(passage.text, taken)
    return [q for q in found if q.start >= passage.start and ((in_cell and q.unit is not None) or _measures_work(passage, q))]


def _title_end(text: str, start: int, end: int) -> int:
    """A citation without what it goes on to give: "Quyết định số 9/QĐ-UBND … của UBND tỉnh giao cho huyện 118 thanh niên"."""
    gives = phrase("cited_gives").search(fold(text[start:end]))
    return start + gives.start("verb") if gives else end


def _measures_work(passage: Passage, quantity: Quantity) -> bool:
    """A bare count with what it counts, no mere attribute ("của 39 cơ sở"); at the head of a clause one that acts: "39 xã thiếu …"."""
    clause = passage.clause_at(quantity.number[0])[0]
    if quantity.unit is None and not quantity.share:
        near = max(clause, quantity.start - _VERB_WITHIN)
        return quantity.explicit and _measure_before(passage.text, near, quantity) is not None
    before = fold(passage.text[clause : quantity.start])
    if quantity.ratio and phrase("voted_behind").match(fold(passage.text)[quantity.end :]):
        return False
    if quantity.explicit or quantity.unit is None:
        return True
    if counts_bodies(quantity.unit) and phrase("holder_of_before").search(before):
        return False
    if phrase("place_fact_before").search(before):
        return False
    if counts_bodies(quantity.unit) and phrase("receiving_before").search(before):
        return False
    if not before.strip(" -+*"):
        return _is_told_of(passage, quantity)
    if phrase("but_before").search(before):
        return phrase("told_after").match(fold(passage.text)[quantity.end :]) is not None
    beside = phrase("beside_before").search(before) and counts_bodies(quantity.unit)
    owns_a_figure = phrase("figure_of_before").search(before)
    return bool(owns_a_figure) or not (phrase("possessive_before").search(before) or beside)


def _is_told_of(passage: Passage, quantity: Quantity) -> bool:
    """A count at the head of a clause has a verb behind it, or goes on a list: "32 hộ; 214 ngôi mộ."."""
    if followed_by_verb(passage.text, quantity.end):
        return True
    goes_on = passage.sentence_at(quantity.number[0])[0] < passage.clause_at(quantity.number[0])[0]
    behind = fold(passage.text)[quantity.end :]
    return bool(phrase("told_after").match(behind)) or (goes_on and bool(phrase("list_goes_on").match(behind)))


_VERB_WITHIN = 20


def _target(target_id: str, passage: Passage, quantity: Quantity, timed: tuple[Time, ...]) -> Target:
    text = passage.text
    start, end = passage.clause_at(quantity.number[0])
    each = _each(text, start, quantity)
    share_of = _share_of(text, start, quantity)
    subject = None if each or share_of else _subject(text, start, quantity)
    verb = _measure_before(text, start, quantity) or _measure_after(text, quantity, end)
    carried_from = [quantity.start]
    carried_from += [each[0]] if each else []
    carried_from += [subject.start] if subject else []
    carried_from += [verb[0]] if verb and quantity.start - _QUOTED_VERB_WITHIN < verb[0] < quantity.start else []
    return Target(
        id=target_id,
        status=status_of(passage, quantity),
        action=text[slice(*verb)].lower() if verb else None,
        low=quantity.low,
        high=quantity.high,
        strict=quantity.strict,
        unit=quantity.unit,
        of=quantity.of or share_of,
        each=text[slice(*each)] if each else None,
        body=text[subject.start : subject.end] if subject else None,
        period=_period(passage, quantity, timed),
        section=passage.section,
        anchor=anchor(passage.paragraph, max(min(carried_from), passage.start), quantity.end),
    )


_QUOTED_VERB_WITHIN = 60


_GENERIC = {"có", "giao", "đề ra", "đạt", "còn", "thực hiện"}


def _measure_before(text: str, clause: int, quantity: Quantity) -> tuple[int, int] | None:
    """The last verb before the figure: "kết nạp", "đạt"; before a count generic words give way to the verb before them."""
    found = [
        match
        for match in verbs("measures").finditer(fold(text), clause, quantity.start)
        if not text[match.start()].isupper() or match.start() <= clause + 3
    ]
    telling = [match for match in found if match[0] not in _GENERIC]
    chosen = telling if telling and quantity.unit != "%" else found
    return chosen[-1].span() if chosen else None


def _measure_after(text: str, quantity: Quantity, end: int) -> tuple[int, int] | None:
    match = verbs("measures").search(fold(text), quantity.end, end)
    return match.span() if match else None


def _each(text: str, start: int, quantity: Quantity) -> tuple[int, int] | None:
    """The distributive phrase: "mỗi chi bộ", up to the verb or bound; "mỗi năm, …" is a rhythm."""
    folded = fold(text)
    found = list(phrase("distributive").finditer(folded, start, quantity.start))
    if not found:
        return None
    noun = folded[found[-1].end() : quantity.start]
    if phrase("time_noun").match(noun) and "," in noun:
        return None
    enders = (phrase("distributive_end"), verbs("plain", "strong"), re.compile(r"(?<![^\W_])phụ trách(?![^\W_])"))
    stops = [stop.start() for ender in enders if (stop := ender.search(folded, found[-1].end(), quantity.start + 1))]
    return found[-1].start(), len(text[: min(stops, default=quantity.start)].rstrip())


def _subject(text: str, start: int, quantity: Quantity) -> Bodies | None:
    """The body right before the verb that governs the figure: "Đảng bộ huyện kết nạp 200 …"."""
    folded = fold(text)
    best = None
    for place in phrase("subject_place").finditer(folded[start : quantity.start]):
        position = start + place.end()
        if (best and position < best.end) or head_at(text, position) is None:
            continue
        if phrase("objective_before").search(folded[start:position]):
            continue
        found = bodies_at(text, position, quantity.start)
        if found and followed_by_verb(text, found.end):
            best = found
    return best


def _share_of(text: str, start: int, quantity: Quantity) -> str | None:
    """"tỷ lệ trưởng thôn là đảng viên đạt từ 90%" → "trưởng thôn"."""
    if quantity.unit != "%":
        return None
    match = phrase("share_of").search(fold(text), start, quantity.number[0])
    return text[slice(*match.span("of"))] if match else None


def _period(passage: Passage, quantity: Quantity, timed: tuple[Time, ...]) -> Period | None:
    """The period nearest before the figure in its sentence, else nearest after it."""
    start, end = passage.sentence_at(quantity.number[0])
    spans = [t for t in timed if start <= t.start < end and (t.kind in {"period", "window"} or t.rrule == "FREQ=YEARLY")]
    before = [t for t in spans if t.end <= quantity.start]
    after = [t for t in spans if t.start >= quantity.number[1]]
    chosen = max(before, key=lambda t: t.end, default=None) or min(after, key=lambda t: t.start, default=None)
    return period_of(chosen, passage.text) if chosen else None
