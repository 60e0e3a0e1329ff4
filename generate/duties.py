"""What of the directive falls on the unit: every provision cut into passages, each with its fate.

"Các cấp ủy cơ sở rà soát nguồn; Ban Tổ chức Huyện ủy tổng hợp." gives two passages: the first the unit's own, the
second the superior organ's, to be mirrored by the unit's own organ or listed as excluded with the reason.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.directive import Directive
from generate.addressees import addressed, without_subject
from generate.fates import Case, Duty, fate
from generate.passages import passages
from generate.phrases import reason
from generate.signs import says, sign
from generate.unit import Unit
from generate.voice import Superior
from generate.wording import VERB, house_form, is_a_sentence, small

MOST_ORGANISING = 4
"""Sentences of the unit's own that part IV bears before they become a block of part III."""


def duties(directive: Directive, unit: Unit, superior: Superior, quota: float | None, *, two_tier: bool = False) -> tuple[Duty, ...]:
    """Every passage of the directive with its fate, in document order; none is left out."""
    case = Case(directive, unit, superior, quota, two_tier=two_tier)
    found = [fate(case, passage) for passage in passages(directive, superior)]
    found = _with_shared_time(_with_what_they_set_up(_with_their_subject(_without_torn_lists(found), superior)))
    found = _urged_once(_summed_up_once(found), superior)
    return _whole_aims(_tasks_to_part_three(found, {s.id: s.title or "" for s in directive.sections}, superior))


def _summed_up_once(found: list[Duty]) -> list[Duty]:
    """ "… khi kết thúc, tiến hành tổng kết" in one section and "Sau khi kết thúc, … tổng kết, báo cáo" in the next: the last holds."""
    closing = [duty for duty in found if duty.fate == "own" and says("sums-up-at-the-end", house_form(duty.passage.text))]
    again = closing[:-1]
    return [_what_it_adds(duty) if duty in again else duty for duty in found]


_SUMS_UP = re.compile(r"^[^;]*?\btổng kết\b[^,;]*, (?=đánh giá )")
FEWEST_WORDS_MORE = 12
"""Words behind the summing up that are a matter of their own."""


def _what_it_adds(duty: Duty) -> Duty:
    """ "khi kết thúc, tiến hành tổng kết, đánh giá kết quả và đưa công tác này vào nền nếp": the judging stays where it is asked."""
    rest = _SUMS_UP.sub("", duty.passage.text)
    if rest == duty.passage.text or len(rest.split()) < FEWEST_WORDS_MORE:
        return replace(duty, fate="excluded", reason=reason("said-again"))
    return replace(duty, passage=replace(duty.passage, text=rest))


ALMOST_ALL = 0.75
"""The share of the shorter passage's words that two passages have in common that ask for one thing."""


def _urged_once(found: list[Duty], superior: Superior) -> list[Duty]:
    """ "trước mắt cần nhanh chóng rà soát danh sách nguồn" asks for sooner what stands elsewhere: said there, with its urgency."""
    kept = list(found)
    for place, duty in enumerate(kept):
        urging = sign("urges").match(house_form(duty.passage.text)) if duty.fate == "own" else None
        if urging is None:
            continue
        rest = house_form(duty.passage.text)[urging.end() :]
        haste = re.match(r"(?:nhanh chóng|khẩn trương|kịp thời) ", rest)
        wanted = set(rest[haste.end() if haste else 0 :].lower().split())
        for other, before in enumerate(kept[:place]):
            if before.fate == "own" and _shared(wanted, before.passage.text) >= ALMOST_ALL:
                order = without_subject(before.passage.text, before.passage.provision.addressee, superior)
                said = f"Trước mắt, {haste[0] if haste else ''}{small(order)}"
                kept[other] = replace(before, passage=replace(before.passage, text=said))
                kept[place] = replace(duty, fate="excluded", reason=reason("said-again"))
                break
    return kept


def _shared(wanted: set[str], text: str) -> float:
    return len(wanted & set(house_form(text).lower().split())) / max(len(wanted), 1)


def _without_torn_lists(found: list[Duty]) -> list[Duty]:
    """ "chú trọng nông thôn; các chi bộ ít đảng viên": the rest of a list goes with its beginning, a verb with its subject before it."""
    kept: list[Duty] = []
    for duty in found:
        before = kept[-1] if kept else None
        torn = (
            before is not None
            and before.fate == "excluded"
            and before.passage.sentence == duty.passage.sentence
            and duty.fate == "own"
            and (not is_a_sentence(house_form(duty.passage.text)) or _goes_on_with(before, duty))
        )
        kept.append(replace(duty, fate="excluded", reason=before.reason) if torn and before else duty)
    return kept


def _goes_on_with(before: Duty, duty: Duty) -> bool:
    """ "Xã có từ 02 ca bệnh phải công bố ổ dịch; báo cáo hằng ngày": who is not the commune does neither."""
    first = VERB.match(house_form(duty.passage.text))
    return first is not None and not first["comma"] and says("of-an-area", house_form(before.passage.text))


def _with_their_subject(found: list[Duty], superior: Superior) -> list[Duty]:
    """ "Các đảng ủy xã báo cáo tiến độ; sau mỗi đợt bão phải báo cáo nhanh": the same bodies' work; a share of a total goes with it."""
    kept: list[Duty] = []
    for duty in found:
        before = kept[-1] if kept else None
        text = house_form(duty.passage.text)
        same = before is not None and before.passage.sentence == duty.passage.sentence
        named = addressed(sign("when").sub("", house_form(before.passage.text)), superior) if before is not None else None
        theirs = before is not None and before.fate == "excluded" and named is not None
        if same and before and duty.fate in ("own", "report-up") and theirs and says("goes-on-without-subject", text):
            duty = replace(duty, fate="excluded", reason=before.reason)
        elif (
            same and before and duty.fate in ("own", "each", "share") and before.fate in ("total", "excluded") and _SHARE_OF_IT.match(text)
        ):
            duty = replace(duty, fate="excluded", reason=reason("superior-total"))
        elif same and before and before.fate == "own" and duty.fate == "excluded" and _OTHERWISE_THIS_YEAR.match(text):
            duty = replace(duty, fate="own", reason=None)
        kept.append(duty)
    return kept


_OTHERWISE_THIS_YEAR = re.compile(r"(?i)(?:riêng )?năm (?:19|20)\d\d (?:được )?(?:lùi|gia hạn|kéo dài|hoàn thành|chậm nhất)\b")
"""A year's exception to the clause before: "… trước ngày 28/02 hằng năm; năm 2026 lùi lại đến ngày 30/4/2026"."""


def _with_what_they_set_up(found: list[Duty]) -> list[Duty]:
    """ "Mỗi xã thành lập một đội. Danh sách các đội gửi về …": whose the teams are sends their list."""
    kept: list[Duty] = []
    for duty in found:
        before = [other for other in kept if other.passage.provision.id == duty.passage.provision.id]
        others = bool(before) and all(other.fate == "excluded" for other in before)
        if duty.fate == "own" and others and says("list-of-theirs", house_form(duty.passage.text)):
            duty = replace(duty, fate="excluded", reason=before[-1].reason)
        kept.append(duty)
    return kept


_SHARE_OF_IT = re.compile(r"(?i)(?:trong đó,? )?(?:ít nhất|tối thiểu|không dưới|trên|từ) [\d,.]+ ?% (?:dành|của|số đó|trong số đó)")


def _with_shared_time(found: list[Duty]) -> list[Duty]:
    """ "Hằng năm, mỗi huyện mở hai đợt; mỗi trạm y tế …": the time holds for the clause that is left too."""
    kept: list[Duty] = []
    for before, duty in zip([None, *found], found, strict=False):
        shared = before is not None and before.fate == "excluded" and before.passage.sentence == duty.passage.sentence
        time = sign("shared-time").match(house_form(before.passage.text)) if before is not None and shared else None
        if time and duty.fate != "excluded" and re.match(r"(?:mỗi|từng|các) ", duty.passage.text):
            duty = replace(duty, passage=replace(duty.passage, text=f"{time[1]}, {duty.passage.text}"))
        kept.append(duty)
    return kept


def _tasks_to_part_three(found: list[Duty], titles: dict[str, str], superior: Superior) -> list[Duty]:
    """A whole section of work for the unit's class ("3. Cấp ủy cơ sở") is what is to be done, not who does it: part III takes it."""
    own = [duty for duty in found if duty.fate == "own" and duty.passage.role == "organisation"]
    if len({duty.passage.sentence for duty in own}) <= MOST_ORGANISING:
        return found
    theirs = {duty.passage.provision.section for duty in own if addressed(titles.get(duty.passage.provision.section or "", ""), superior)}
    return [
        replace(duty, passage=replace(duty.passage, role="tasks", block=duty.passage.provision.section))
        if duty.passage.provision.section in theirs and duty.passage.role == "organisation" and duty.fate == "own"
        else duty
        for duty in found
    ]


def _whole_aims(found: list[Duty]) -> tuple[Duty, ...]:
    """A sentence of part I stays whole: one demanding clause makes it a demand."""
    aiming = {duty.passage.sentence for duty in found if duty.fate == "purpose" and says("aims-at", house_form(duty.passage.text))}
    aims = ("purpose", "demand")
    demanding = {d.passage.sentence for d in found if d.fate == "demand" and d.passage.role in aims} - aiming
    found = [
        replace(d, fate="purpose") if d.fate == "demand" and d.passage.role in aims and d.passage.sentence in aiming else d for d in found
    ]
    return tuple(replace(duty, fate="demand") if duty.fate == "purpose" and duty.passage.sentence in demanding else duty for duty in found)
