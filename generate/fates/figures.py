"""A figure: the superior's as a whole, of each, a share of the whole, or the unit's own."""

from __future__ import annotations

import re

from extract.directive import Target
from generate.addressees import addressed
from generate.fates.addressee import EACH_BODY
from generate.fates.case import Case
from generate.fates.duty import Duty, excluded
from generate.passages import Passage
from generate.signs import says
from generate.wording import house_form

SHORT_FIGURE = 25
"""Words of an order of part III that may stand among the figures of part II."""
A_CROWD = 100
"""Counts from here on are the whole area's where no body is named."""
MANY = 30
"""Counts from here on that nobody is named for are no commune's: "xây mới 64 phòng học"."""
_EACH_TIME = re.compile(r"(?i)(?:mỗi|từng|hằng|hàng) (?:năm|tháng|quý|tuần|ngày|đợt|lần|kỳ)")


def _of_the_whole(case: Case, text: str, target: Target) -> bool:
    """A count that the whole area of the superior has to reach: "toàn tỉnh thành lập mới 12 chi bộ", "với tổng số 40 lớp"."""
    word = re.escape(case.superior.word or chr(0xE1FF))
    whole = rf"(?i)(?:toàn|cả) (?:Đảng bộ )?{word}\b|\btổng (?:số|cộng)\b|\btổng chỉ tiêu\b"
    return bool(re.search(whole, text)) or bool(target.body and addressed(house_form(target.body), case.superior) == "whole")


def share_of_another(case: Case, passage: Passage) -> bool:
    """A share, money or length that the superior's own organ has to reach; 100 % and what each has to reach hold one level down too."""
    target = case.target(passage)
    if target is None or target.each or _of_the_units_own_area(case, house_form(passage.text)):
        return False
    return says("measured", target.unit or "") or (target.unit == "%" and target.low != 100)


def _of_the_units_own_area(case: Case, text: str) -> bool:
    """ "ít nhất 60% số hộ toàn xã" said to an organ of the district is what the commune's own has to reach."""
    return bool(case.unit.is_commune and case.unit.kind and re.search(rf"(?:toàn|mỗi|từng) {case.unit.kind}\b", text))


def _is_a_rate(target: Target) -> bool:
    """A share or an average, "%" or "triệu đồng/người": the same words hold for a part of the area."""
    return target.unit == "%" or "/người" in (target.unit or "") or "/hộ" in (target.unit or "")


def figure_duty(case: Case, passage: Passage, text: str, target: Target, who: str | None) -> Duty:
    """A figure: of the superior as a whole, of each, a share of the whole, or the unit's own."""
    if case.unit.is_commune and not case.two_tier and says("each-district", text):
        return excluded(passage, "other-class", who=target.each or text[:60])
    if case.is_far_below and not target.each:
        return excluded(passage, "superior-total")
    count = target.unit != "%" and not target.each and not _is_a_rate(target)
    if (
        case.unit.is_commune
        and not case.superior.party
        and who is None
        and count
        and (target.low or 0) >= MANY
        and passage.role != "targets"
    ):
        return excluded(passage, "superior-total")
    if case.unit.is_commune and passage.role == "targets" and says("all-communes", text):
        return Duty(passage, "each", target=target)
    if not case.unit.is_cell and passage.role == "targets" and says("a-class-of-units", text):
        return Duty(passage, "each", target=target)
    if not _is_a_rate(target) and (_of_the_whole(case, text, target) or _too_large(target, who)):
        return Duty(passage, "total", target=target)
    if _is_a_rate(target) and _of_the_whole(case, text, target):
        return Duty(passage, "share", target=target)
    if case.far_from_the_whole and who is None and not target.each and passage.role != "targets" and target.low != 100:
        return excluded(passage, "superior-total")
    of_units = target.unit != "%" and not target.each and says("units-themselves", target.unit or "") and (target.low or 0) > 1
    if of_units and who is None and passage.role != "targets" and case.unit.is_commune:
        return excluded(passage, "superior-total")
    each = target.each and not _EACH_TIME.match(target.each)
    asked = addressed(EACH_BODY.sub("", text), case.superior) in ("communes", "own") or who == "unit"
    if each or asked or (target.body and addressed(target.body, case.superior) in ("communes", "own")):
        return Duty(passage, "each" if passage.role == "targets" or _stands_alone(case, text) else "own", target=target)
    if _is_a_rate(target) or passage.role != "targets":
        return Duty(passage, "share" if passage.role == "targets" else "own", target=target)
    return Duty(passage, "total", target=target)


def _stands_alone(case: Case, text: str) -> bool:
    """A short order of a figure for each, fit for part II; longer ones stay with their work."""
    return case.aims_at_figures and len(text.split()) <= SHORT_FIGURE and bool(re.match(r"(?:Mỗi|Từng|Đảng ủy|Các đảng ủy) ", text))


def _too_large(target: Target, who: str | None) -> bool:
    """Nobody is named, and it is money or a crowd: what the whole area spends or reaches."""
    value = target.low if target.low is not None else target.high
    return who is None and not target.each and value is not None and (value >= A_CROWD or says("money", target.unit or ""))
