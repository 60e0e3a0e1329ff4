"""What becomes of a passage one level down: whose it is, judged by addressee, class of unit, scope and words."""

from __future__ import annotations

import re
from dataclasses import replace

from generate.fates.addressee import (
    ORGANS,
    cells_of_an_unknown_list,
    falls_on_cells,
    follows_a_case,
    has_below,
    is_anothers_organ,
    is_meant,
    of_the_superior,
    other_class,
    whose,
)
from generate.fates.case import Case
from generate.fates.duty import Duty, excluded
from generate.fates.figures import figure_duty, share_of_another
from generate.fates.orders import (
    DIFFICULTY,
    aim_duty,
    aim_of_the_order,
    asks_a_figure,
    is_an_order_among_aims,
    is_fragment,
    is_general_aim,
    is_work_of_a_code,
    reaches_down,
    without_order,
)
from generate.fates.scope import out_of_scope
from generate.passages import Passage
from generate.signs import says
from generate.slips import without_slips
from generate.unit import RESIDENTIAL
from generate.wording import house_form

_OWN_PLAN = re.compile(
    r"(?:xây dựng|ban hành|cụ thể hóa)[^;]*(?:kế hoạch|chương trình)[^;]*"
    r"(?:đơn vị|cấp|cấp ủy|địa phương|đảng bộ|chi bộ|cơ quan|tổ chức|ngành|của) mình"
    r"|xây dựng kế hoạch(?: thực hiện|,| và)"
)
_SEND_ONCE = re.compile(
    r"[Gg]ửi (?:kế hoạch|về)[^;]*(?:trước|chậm nhất|đến)(?: là)?(?: ngày)? \d{1,2}(?:/\d{1,2}/\d{4}| tháng \d{1,2} năm)"
)
_SENDS_PLAN = re.compile(r"^[Gg]ửi |^[^;]{3,80} gửi kế hoạch")
_REPORT = re.compile(
    r"(?i)báo cáo[^;]*(?:về|cho) (?:Ban Thường vụ|Thường trực|Ủy ban nhân dân|UBND|Tỉnh ủy|Thành ủy|Huyện ủy|Thị ủy|Quận ủy|Sở|Cục|Bộ)\b"
)
_MEMBERS = re.compile(r"^[Pp]hân công các đồng chí cấp ủy")
_HAND_DOWN = re.compile(r"^(?:\S+ ){0,6}?giao chỉ tiêu\b")
_NAMED_QUOTA = re.compile(r"giao chỉ tiêu (?!cho |đến |tới )[^;]+ (?:cho|đến) ")
_REJECT = re.compile(
    r"^[Kk]hắc phục (?:tình trạng|hiện tượng|biểu hiện|bệnh)\b.*(?:mang nặng|chạy theo|né tránh|đùn đẩy|coi nhẹ|xem nhẹ|buông lỏng)"
)
_TURNED = re.compile(
    r"^[Pp]hối hợp với (?:các )?(?:cấp ủy|đảng ủy|chi bộ, đảng bộ|đảng bộ, chi bộ|đảng ủy, chi bộ)[^;]*?(?:trực thuộc|cơ sở|cấp xã)"
)
_WATCH = re.compile(r"^(?:[Tt]hường xuyên )?(?:theo dõi|kiểm tra|giám sát|hướng dẫn|đôn đốc)[^;]*tổ chức trực thuộc")
_COUNTED_COMMUNES = re.compile(r"\b\d+(?: - \d+)? (?:xã|phường|thị trấn|địa phương)\b|\btừng (?:xã|phường|địa phương)\b")
"""What the superior's organ does to communes, the commune's own body does to none: "mỗi tháng kiểm tra 4 - 6 xã"."""
_DISTRICT = re.compile(r"(?i)(?:huyện|quận|thị|thành) ủy, |(?:các )(?:huyện|quận|thị|thành) ủy|cấp huyện")


def fate(case: Case, passage: Passage) -> Duty:
    """The passage's fate: first whether it orders anything at all, then whose it is."""
    text = house_form(passage.text)
    text = without_slips(text) if case.directive.source.ocr else text
    if passage.goes_on:
        return Duty(passage, "joined")
    if case.another_paper is not None and passage.anchor.block >= case.another_paper:
        return excluded(passage, "another-paper")
    told = aim_of_the_order(passage, text) or without_order(case, passage, text)
    if told:
        return told
    if says("spread", text):
        return Duty(passage, "spread")
    if case.directive.level == "central" and says("law-making", text):
        return excluded(passage, "national")
    given, who = whose(case, passage, text)
    if case.is_code and not is_work_of_a_code(passage, text, given):
        return excluded(passage, "code")
    if case.directive.level == "central" and not reaches_down(case, passage, text, who):
        return excluded(passage, "national")
    if who == "subordinates" and case.unit.is_commune:
        return excluded(passage, "other-class", who=text[:80])
    other = other_class(case, passage)
    if other:
        return excluded(passage, "other-class", who=other)
    if DIFFICULTY.search(text) and who in (None, "own", "communes", "general", "area", "districts"):
        return Duty(passage, "difficulty")
    if is_general_aim(case, passage):
        above = case.unit.is_cell and says("of-bodies-above", text)
        return out_of_scope(case, passage, text) or Duty(passage, "share" if above else "purpose")
    if passage.role in ("purpose", "demand") and (out := out_of_scope(case, passage, text)):
        return out
    if passage.role in ("purpose", "demand") and asks_a_figure(case, passage):
        passage = replace(passage, role="targets")
    if passage.role in ("purpose", "demand") and not is_an_order_among_aims(case, passage, given):
        return replace(aim_duty(case, passage, text, given), named=who == "subordinates")
    if passage.role in ("purpose", "demand"):
        passage = replace(passage, role="tasks", block=None)
    if passage.role == "targets" and says("forbids", text):
        passage = replace(passage, role="tasks", block=None)
    if says("the-others", text) and not follows_a_case(passage):
        return excluded(passage, "other-class", who=text[:60])
    if is_fragment(case, passage, text):
        return excluded(passage, "fragment")
    if who is None and case.unit.is_cell and case.unit.kind in RESIDENTIAL and says("work-of-an-office", text):
        return excluded(passage, "superior-organ", who=text[:60])
    duty = out_of_scope(case, passage, text) or _by_class(case, passage, text, who, given)
    return replace(duty, named=who in ("unit", "subordinates"))


def _by_class(case: Case, passage: Passage, text: str, who: str | None, given: str | None) -> Duty:
    named = house_form(passage.text if given else passage.provision.addressee or case.heading(passage) or passage.text)[:80]
    target = case.target(passage)
    if says("sanction-from-above", text):
        return excluded(passage, "superior-issuer")
    if says("own-heads-among-persons", text) and not case.unit.is_cell and not case.is_far_below:
        return Duty(passage, "persons")
    if case.unit.is_commune and not case.superior.party and who != "unit" and _names_another_commune(case, text):
        return excluded(passage, "other-body", who=named)
    if who == "other-unit" or (who is None and is_anothers_organ(case, passage)):
        return excluded(passage, "other-body", who=named)
    if who == "superior-persons":
        watched = not case.unit.is_cell and says("in-charge", text)
        return Duty(passage, "persons") if watched else excluded(passage, "superior-persons", who=named)
    if who == "front":
        return _front(case, passage, text)
    if case.unit.is_commune and says("directs-our-body", text):
        return Duty(passage, "organ", organ="police" if "công an" in text.lower()[:20] else "military")
    if who in (*ORGANS, "advisory"):
        return _organ(case, passage, text, who, named)
    if who in ("superior-organ", "national") or (who is None and of_the_superior(case, passage)):
        return excluded(passage, "superior-organ", who=named)
    if who == "special" and not (is_meant(case, named) or has_below(case, named) or cells_of_an_unknown_list(case, passage, named)):
        return excluded(passage, "other-class", who=named)
    if who == "issuer":
        count = target is not None and target.unit != "%" and not target.each and passage.role == "targets"
        return Duty(passage, "total", target=target) if count else _of_the_issuer(case, passage, text)
    if who == "government":
        submitted = re.search(rf"trình (?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân|UBND) {case.superior.word or chr(0xE1FF)}\b", text)
        held = case.unit.organs.get("government") and not says("to-superior-body", text) and not submitted
        if held and says("days-from-here", text):
            return excluded(passage, "single-date-other", who=named)
        if held and share_of_another(case, passage):
            return excluded(passage, "superior-total")
        return Duty(passage, "government", target=target) if held else excluded(passage, "superior-organ", who=named)
    if who == "districts" and case.unit.level in ("commune", "cell"):
        return excluded(passage, "other-class", who=named)
    if case.superior.word and re.match(rf"(?i)(?:ngân sách|kinh phí|vốn) {case.superior.word}\b", text):
        return excluded(passage, "superior-issuer")
    if passage.role == "organisation" and says("to-superior-body", text):
        return excluded(passage, "superior-organ", who=named)
    if who in ("area", "communes", "residents") and not case.unit.is_commune and not is_meant(case, named):
        return excluded(passage, "other-class", who=named)
    if falls_on_cells(case, passage, text):
        return Duty(passage, "lower")
    if target is not None:
        return figure_duty(case, passage, text, target, who)
    if case.unit.is_cell and passage.role == "targets" and says("none-left", text):
        return Duty(passage, "share")
    if _HAND_DOWN.search(text) and (case.superior.party or _NAMED_QUOTA.search(text)):
        theirs = case.unit.associations and says("quota-for-organisations", text)
        return excluded(passage, "nobody-below") if case.unit.is_cell and not theirs else Duty(passage, "hand-down")
    if _MEMBERS.search(text):
        return Duty(passage, "members")
    orders_plan = passage.role == "organisation" and who in ("own", "communes") and says("orders-plan", text)
    sent = _SEND_ONCE.search(house_form(passage.provision.anchor.quote))
    if orders_plan or says("has-a-plan", text) or (_OWN_PLAN.search(text) and (passage.role == "organisation" or sent)):
        return Duty(passage, "lower-plan")
    if _SENDS_PLAN.search(text) and _SEND_ONCE.search(text):
        return Duty(passage, "by-date")
    if _REPORT.search(text) and passage.role == "organisation":
        return Duty(passage, "report-up")
    if case.unit.is_cell and says("plan-itself", text):
        return excluded(passage, "the-plan-itself")
    if _REJECT.search(text):
        return Duty(passage, "demand")
    return Duty(passage, "own")


_COMMUNE_NAMED = re.compile(r"(?<!Ủy ban nhân dân )\b(?:xã|phường|thị trấn|đặc khu) ((?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+ ?)+)")


def _names_another_commune(case: Case, text: str) -> bool:
    """ "Xây dựng thị trấn Hà Khê thành đô thị loại IV" is no work of any other commune."""
    own = f"{case.unit.name} {case.unit.place or ''}"
    named = [match[1].strip() for match in _COMMUNE_NAMED.finditer(text)]
    return bool(named) and not any(name in own for name in named)


def _of_the_issuer(case: Case, passage: Passage, text: str) -> Duty:
    """The committee's own work is not the cell's; to a class that it opens the cell sends people."""
    sends = case.unit.is_cell and says("class-on-the-party", text)
    return Duty(passage, "send") if sends else excluded(passage, "superior-issuer")


def _front(case: Case, passage: Passage, text: str) -> Duty:
    named = {"union", "front", "organisations", "youth"} & set(case.unit.organs)
    area = case.unit.is_commune or case.unit.level in ("district", "province")
    if not named and not area:
        return excluded(passage, "without-front")
    if _TURNED.search(text):
        return Duty(passage, "turned")
    if says("report-day", text):
        return excluded(passage, "single-date-other", who=passage.provision.addressee or "")
    if _WATCH.search(text):
        return excluded(passage, "nobody-below")
    if share_of_another(case, passage):
        return excluded(passage, "superior-total")
    return Duty(passage, "front", target=case.target(passage))


def _organ(case: Case, passage: Passage, text: str, who: str, named: str) -> Duty:
    if _TURNED.search(text):
        return Duty(passage, "turned")
    if says("report-day", text):
        return excluded(passage, "single-date-other", who=named)
    if case.is_far_below and says("of-the-provinces", f"{passage.provision.addressee or ''} {case.heading(passage)}"):
        return excluded(passage, "superior-organ", who=named)
    if case.is_far_below and says("to-the-centre", text):
        return excluded(passage, "superior-organ", who=named)
    if says("press", text) or says("to-superior-body", text):
        return excluded(passage, "superior-organ", who=named)
    if case.unit.is_commune and not case.superior.party and _COUNTED_COMMUNES.search(text):
        return excluded(passage, "superior-organ", who=named)
    if who == "advisory":
        return Duty(passage, "organ", organ="advisory")
    if case.unit.is_commune and case.superior.level == "province" and _DISTRICT.search(named):
        return excluded(passage, "other-class", who=named)
    if share_of_another(case, passage):
        return excluded(passage, "superior-total")
    if who in ("office", "organisation") or case.unit.counterpart(who):  # type: ignore[arg-type]
        return Duty(passage, "organ", organ=who, target=case.target(passage))
    return excluded(passage, "superior-organ", who=named)
