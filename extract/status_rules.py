"""The status of a quantity by rules: asked for here (target), reached already (result), another's (cited), a threshold (condition).

`extract/status.py` weighs what the rules say against what was learned.
"""

from __future__ import annotations

import re

from extract.directive import Status
from extract.grammar.quantities import Quantity
from extract.language import fold
from extract.lexicon import pattern, phrase
from extract.passages import Passage
from extract.tagging import NOUNS, VERB, words

_NEAR = 60


def status_by_rules(passage: Passage, quantity: Quantity) -> Status:
    """"phấn đấu kết nạp 50" → target; "đã kết nạp 57" → result; "so với chỉ tiêu 60" → cited; "có từ 50 lao động trở lên" → condition."""
    figure = quantity.number[0]
    whole = fold(passage.text)
    folded = _without_brackets(whole, figure)
    clause, sentence = passage.clause_at(figure)[0], passage.sentence_at(figure)[0]
    before, after = folded[clause:figure], folded[quantity.number[1] :].removeprefix("%")
    reports = passage.goes_on_reporting(figure)
    selects = _is_threshold(quantity) and (quantity.high is None or quantity.strict)
    if passage.sets_conditions and selects and not phrase("strives_before").search(before):
        return "condition"
    if not (reports and _reached(before)) and _is_condition(folded, before, quantity, reports=reports):
        return "condition"
    if (reports or phrase("level_before").search(before)) and phrase("given_after").match(after):
        return "cited"
    if phrase("given_bracket_before").search(whole[clause:figure]):
        return "cited"
    if phrase("planned_bracket_before").search(whole[clause:figure]) and (reports or passage.looks_back or "đăng ký" in before):
        return "cited"
    if _is_ground(folded[sentence:figure]):
        return "cited"
    if reports and phrase("after_a_plan_before").search(before):
        return "cited"
    if reports and phrase("measured_against_after").match(after):
        return "result"
    if _is_cited(passage, quantity, before=before, sentence=folded[sentence:figure], reports=reports):
        return "cited"
    if phrase("compared_with_past_before").search(before) and quantity.unit != "%":
        return "result"
    if before.rstrip().endswith("từ") and phrase("starting_point_after").match(after):
        return "result"
    if reports and (phrase("reaching_before").search(before) or phrase("of_the_plan_after").match(after)):
        return "result"
    if reports or passage.paragraph.role == "footnote":
        return "cited" if phrase("planned_before").search(before) and not _reached(before) else "result"
    if _reached(before) and not _asks(before.rpartition(",")[2]):
        return "result"
    partial = quantity.ratio and not _is_whole(quantity)
    if (partial or phrase("barely_before").search(before) or phrase("estimated_before").search(before)) and not _asks(before):
        return "result"
    return "target"


def _is_ground(before: str) -> bool:
    """"Căn cứ Nghị quyết … (mỗi năm kết nạp 50 …)"; not what was found or is asked behind it."""
    if phrase("ground_gives_before").search(before):
        return True
    asks = _asks(before.rpartition(",")[2])
    return bool(phrase("only_grounds").match(before)) and not asks and not phrase("own_findings").search(before)


def _without_brackets(folded: str, position: int) -> str:
    """Closed brackets before the figure speak of something else: blanked out, offsets kept."""
    return re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]) if m.end() <= position else m[0], folded)


def _is_condition(folded: str, before: str, quantity: Quantity, *, reports: bool) -> bool:
    """A threshold names whom it concerns: "có từ 50 lao động trở lên" after a noun, "những đơn vị … trên 100 đảng viên thì"."""
    if not _is_threshold(quantity) or phrase("asks_before_threshold").search(_own_part(before)):
        return False
    lead, rest = before[: len(before) - (quantity.number[0] - quantity.start)], folded[quantity.end :]
    if phrase("condition_before").search(lead) or phrase("then_clause_after").match(rest):
        return True
    behind = folded[quantity.number[1] :].removeprefix("%")
    if not reports and (phrase("predicate_after").match(rest) or phrase("predicate_after").match(behind)) and _names_whom(lead):
        return True
    if phrase("measured_subject").match(lead):
        return False
    limits = quantity.strict or phrase("or_so_after").search(folded[: quantity.end])
    if limits and not reports and phrase("which_ones_before").search(lead):
        return True
    if quantity.strict and not reports and phrase("whom_by_state").search(lead):
        return True
    having = phrase("whom_having_before").search(lead)
    if having:
        concerns = phrase("for_whom_before").search(lead[: having.end("whom")])
        return bool(concerns) and (quantity.unit != "%" or bool(phrase("then_after").match(rest)))
    conditional = pattern("status", "condition").match(lead.lstrip(" -+*"))
    return bool(conditional) and quantity.strict


def _is_whole(quantity: Quantity) -> bool:
    """"31/31 tuyến phố được kẻ vạch": all of them, as an aim has it."""
    return quantity.ratio and quantity.low is not None and (quantity.of or "").startswith(f"{quantity.low:g} ")


def _is_threshold(quantity: Quantity) -> bool:
    return quantity.explicit and (quantity.low is None) != (quantity.high is None)


def _own_part(before: str) -> str:
    """Of "mỗi chi đoàn giới thiệu 02 đoàn viên, riêng lớp có trên …" only the part that singles out."""
    singled = phrase("singles_out").search(before)
    return before[singled.start() :] if singled else before


def _names_whom(lead: str) -> bool:
    """The words before the threshold are a subject with its state: "nơi dự kiến ngập", "hồ sơ chậm"; not "huy động", "có"."""
    named = re.sub(r"^(?:(?:với|đối với|cho|những|các|riêng)\s+)+", "", lead.rpartition(", ")[2].strip(" -–+*•"))
    subject = words(named)
    return len(subject) > 1 and subject[0].tag in NOUNS and any(word.tag in _STATES for word in subject[1:])


_STATES = frozenset({VERB, "A"})


def _is_cited(passage: Passage, quantity: Quantity, *, before: str, sentence: str, reports: bool) -> bool:
    near = before[-_NEAR:]
    if phrase("compared_with_past_before").search(near):
        return False
    if passage.paragraph.role == "footnote" and pattern("status", "cited").search(sentence):
        return True
    if phrase("compared_before").search(near):
        return quantity.unit != "%"
    strives = len(before) < len(sentence) and phrase("strives_before").search(before)
    if phrase("document_sets_before").search(before) and not strives:
        return True
    according = phrase("according_to").search(sentence) and not strives
    if according or phrase("given_from_above_before").search(before):
        return True
    if phrase("registered_before").search(near) and (passage.looks_back or "chỉ" in near):
        return True
    if reports and phrase("plan_is_before").search(near):
        return True
    return passage.looks_back and bool(phrase("set_before").search(near)) and not phrase("reaching_before").search(near)


def _asks(before: str) -> bool:
    return bool(pattern("status", "asked").search(before))


def _reached(before: str) -> bool:
    if pattern("status", "reached").search(before):
        return True
    return bool(phrase("done_before").search(before)) and not _asks(before)
