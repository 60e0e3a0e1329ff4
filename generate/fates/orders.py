"""Whether a passage orders anything at all: the past, grounds, headings, aims, and what stays above."""

from __future__ import annotations

import re

from generate.addressees import addressed
from generate.fates.addressee import ORGANS
from generate.fates.case import Case
from generate.fates.duty import Duty, excluded
from generate.passages import Passage, overlap
from generate.signs import says
from generate.wording import VERB, house_form, label_length

FRAGMENT = 14
"""Words of a paragraph that may be no more than a name."""
DIFFICULTY = re.compile(
    r"(?:vướng mắc|khó khăn|(?:vấn đề|nội dung|nếu có|trường hợp)(?: \w+)? phát sinh|phát sinh,? vướng mắc|chưa rõ)"
    r"[^;]*(?:báo cáo|phản ánh|liên hệ|trao đổi)|(?:báo cáo|phản ánh)[^;]*vướng mắc"
)
_EXECUTORS = re.compile(r"(?:chịu trách nhiệm|căn cứ)[^.;]* thi hành\b[^.;]*[./ ]*$")
"""The last article of a decision names who has to carry it out."""
_NAMES_WHO = re.compile(r"(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm)\s*:\s*$")
"""The paragraph only says who has to do the list below it."""
_NATURE = re.compile(
    r"là (?:một |một trong những )?(?:nhiệm vụ|yêu cầu|công việc)\b[^;.]*(?:quan trọng|trọng tâm|then chốt|thường xuyên|hàng đầu)"
)
_LEAD_IN = re.compile(r"(?:như sau|sau đây|sau)\s*:?\s*$")
_AIM = re.compile(r"^(?:Để|Nhằm) .*(?:yêu cầu|đề nghị|giao) (?:các|cấp|Ban|đảng|chi).*(?:sau|sau đây)\s*:?$")
_PAST_AIM = re.compile(r"(?:tồn tại|hạn chế|khuyết điểm|yếu kém)[^;]*trên")
_AIM_LEAD_IN = re.compile(r"^Để |^Nhằm |đồng thời")
_ORDERS_NOTHING = ("quoted-law", "table-below", "in-force", "closing", "lead-in")


def aim_of_the_order(passage: Passage, text: str) -> Duty | None:
    """ "Để khắc phục hạn chế, đồng thời đẩy mạnh …, Ban Thường vụ yêu cầu … sau:" holds the aim of the whole paper."""
    if passage.role not in ("past", "tasks") or not _AIM.search(house_form(passage.provision.anchor.quote)):
        return None
    if _PAST_AIM.search(text):
        return excluded(passage, "superior-finding")
    lead_in = _LEAD_IN.search(text) and not _AIM_LEAD_IN.search(text)
    return excluded(passage, "heading") if lead_in else Duty(passage, "purpose")


def without_order(case: Case, passage: Passage, text: str) -> Duty | None:
    """What asks for nothing: the past, headings and lead-ins, grounds, the order to carry the paper out."""
    reports = not _is_ordered(case, passage) and _reports(case, passage, text)
    if passage.role == "past" and _NATURE.search(text) and not reports:
        return Duty(passage, "purpose")
    if passage.role == "past" or reports or (says("past", text) and passage.role != "targets"):
        return excluded(passage, "assessment")
    if passage.text.isupper() or any(says(name, text) for name in _ORDERS_NOTHING):
        return excluded(passage, "heading")
    if says("a-name", text) and _EXECUTORS.search(house_form(passage.provision.anchor.quote)):
        return excluded(passage, "heading")
    if _NAMES_WHO.search(passage.provision.anchor.quote) and not VERB.search(_NAMES_WHO.sub("", text)):
        return excluded(passage, "heading")
    if says("another-paper-says", text):
        return excluded(passage, "grounds")
    if says("giving-itself", text):
        return excluded(passage, "superior-issuer")
    if says("carry-out", text) and not passage.anchor.quote[:1].islower():
        return excluded(passage, "the-plan-itself")
    outside = passage.provision.kind == "other" and passage.provision.section is None
    if outside and not (says("spread", text) or DIFFICULTY.search(text)):
        return excluded(passage, "grounds")
    return None


def _is_ordered(case: Case, passage: Passage) -> bool:
    """A duty under a heading that names the unit's own class: figures of the past in it are conditions."""
    heading = case.heading(passage)
    return passage.provision.kind == "duty" and addressed(heading, case.superior) in ("own", "communes")


def _reports(case: Case, passage: Passage, text: str) -> bool:
    """The sentence tells what was: a figure already reached or of another paper, or words about the past."""
    if says("past", text):
        return True
    if says("order-for", text) or (passage.provision.kind == "duty" and text.startswith("Đối với")):
        return False
    place = passage.anchor
    asked = any(target.status == "target" and overlap(target.anchor, place) for target in case.directive.targets)
    return not asked and passage.sentence in case.told


def is_fragment(case: Case, passage: Passage, text: str) -> bool:
    """A few words without a predicate that stand for themselves: a name, the stub of a torn line; not the item of a list."""
    if case.foot is not None and passage.anchor.block > case.foot and len(text.split()) <= FRAGMENT:
        return True
    alone = passage.last and passage.anchor.start - passage.provision.anchor.start <= label_length(passage.provision.anchor.quote)
    heading = case.heading(passage)
    headed = bool(heading) and passage.role != "organisation" and says("describes", heading)
    if not alone or headed or passage.provision.id in case.listed or len(text.split()) > FRAGMENT:
        return False
    return case.target(passage) is None and says("a-name", text) and not says("predicate", text)


def is_work_of_a_code(passage: Passage, text: str, given: str | None) -> bool:
    """Of a long guideline's rules only what has a day, a report or a plan for the unit's class is work."""
    if passage.role in ("purpose", "demand"):
        return False
    work = given in ("own", "communes") and says("work-of-a-code", text) and not says("lacks-object", text)
    return passage.role == "organisation" or work


def reaches_down(case: Case, passage: Passage, text: str, who: str | None) -> bool:
    """Of a paper of the centre: aims and means of the nation stay above; far below only what the base itself does comes down."""
    if who in (*ORGANS, "advisory", "front", "government"):
        return not says("national", text)
    if says("national", text) or _is_a_view(case, passage):
        return False
    if passage.role == "targets":
        return who in ("own", "communes", "area") or (case.unit.is_commune and says("at-each-commune", text))
    return not case.is_far_below or who in ("own", "communes", "area", "general", "persons", "unit") or says("at-the-base", text)


def _is_a_view(case: Case, passage: Passage) -> bool:
    titles = {section.id: house_form(section.title or section.anchor.quote) for section in case.directive.sections}
    parents = {section.id: section.parent for section in case.directive.sections}
    place = passage.provision.section
    while place is not None:
        if re.search(r"(?i)quan điểm", titles.get(place, "")):
            return True
        place = parents.get(place)
    return False


def aim_duty(case: Case, passage: Passage, text: str, given: str | None) -> Duty:
    if given == "issuer" or (_LEAD_IN.search(text) and not _AIM_LEAD_IN.search(text)):
        return excluded(passage, "heading")
    demand = passage.role == "demand" or re.search(r"\b(?:phải|bảo đảm|không được|tuyệt đối|nghiêm cấm)\b", text)
    section = case.heading(passage)
    if passage.role == "purpose" and re.search(r"(?i)^\W*\d*\W*mục đích\W*$", section):
        demand = None
    return Duty(passage, "demand" if demand and not re.search(r"là (?:một |một trong những )?nhiệm vụ", text) else "purpose")


def is_general_aim(case: Case, passage: Passage) -> bool:
    """ "Mục tiêu chung" without a figure says what the plan is for."""
    general = re.search(r"(?i)mục tiêu (?:chung|tổng quát)", case.heading(passage))
    figures = re.sub(r"(?:năm|giai đoạn|nhiệm kỳ) (?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?", "", passage.text)
    return passage.role == "targets" and general is not None and not re.search(r"\d", figures)


def asks_a_figure(case: Case, passage: Passage) -> bool:
    """A figure asked for outside a section on aims is a target, however the sentence demands it."""
    heading = case.heading(passage)
    return case.target(passage) is not None and not re.search(r"(?i)mục đích|yêu cầu|quan điểm", heading)


def is_an_order_among_aims(case: Case, passage: Passage, given: str | None) -> bool:
    """ "Các huyện ủy … chỉ đạo cơ quan tham mưu thành lập tổ chức đảng" under "Mục đích" is work."""
    meant = given in ("own", "communes") or (given == "districts" and case.unit.level == "district")
    return passage.provision.kind == "duty" and meant and says("commands", house_form(passage.text))
