"""A duty of the superior's organ as the unit's own body takes it over: without its subject, its counts, its day."""

from __future__ import annotations

import datetime as dt
import re

from extract.directive import Target
from generate.fates import Duty
from generate.numbers import FIGURE, date_text, numbered, value_of
from generate.outline.drafting import Drafting, span
from generate.passages import overlap
from generate.phrases import say
from generate.plan import Line, Number, Pieces
from generate.signs import sign
from generate.wording import capital, ended, house_form, small

_BOUND = r"(?:(?:ít nhất|tối thiểu|không dưới|không ít hơn|trên|từ|khoảng|hơn|đạt|được)\s+)*"


_HELPERS = (
    r"(?:,\s*)?(?:[Pp]hối hợp (?:với|cùng)|cùng) (?!(?:các )?(?:tổ chức|Mặt trận|Ủy ban Mặt trận|đoàn thể))"
    r"[^,;]*?\b{word}\b(?: [^,;]*?)?,? (?=(?:kiểm tra|tổ chức|hướng dẫn|định hướng|mở|thanh toán|xử lý|rà soát|xây dựng"
    r"|thẩm định|theo dõi|tham mưu|tuyên truyền|giám sát)\b)"
)
"""Bodies of the superior's level that its organ works with; the unit's own organ has none of them."""


DIRECTED = re.compile(
    r"^Chỉ đạo ((?i:ban chỉ huy quân sự|công an|trạm y tế)) (?:các |cấp )?(?:xã|phường)(?:(?:,| và) (?:xã|phường|thị trấn|đặc khu))* "
)
"""The superior's body directs the unit's own: "Chỉ đạo Ban chỉ huy quân sự các phường làm tốt …"."""


_HELPING_THE_PLACE = re.compile(
    r"(?i:phối hợp)(?:(?:,| và) hỗ trợ| chặt chẽ với| với) (?:các )?(?:chính quyền (?:các )?(?:địa phương|cơ sở)|địa phương)(?=[ ,;.])"
)
"""The superior's organ helps the unit itself: the unit's own body works with the others of the unit."""


def mirrored_line(drafting: Drafting, group: list[Duty], *, front: bool = False) -> Line:
    """Clauses of one sentence, joined: "Ban Tuyên giáo Tỉnh ủy chủ trì mở 04 lớp …" → "Chủ trì mở lớp …"."""
    texts = [_own_words(drafting, duty, front=front) for duty in group]
    texts = texts if front else [drafting.advised(text, organ=duty.organ) for text, duty in zip(texts, group, strict=True)]
    place = span([duty.passage for duty in group])
    pieces = numbered("; ".join([texts[0], *(small(text) for text in texts[1:])]), place, drafting.directive)
    return Line((*_ended(pieces), *_own_day(drafting, group), "."), "", group[0].passage.provision.id, place)


def _ended(pieces: Pieces) -> Pieces:
    last = pieces[-1]
    return (*pieces[:-1], ended(last).removesuffix(".")) if isinstance(last, str) else pieces


def _own_words(drafting: Drafting, duty: Duty, *, front: bool) -> str:
    said = DIRECTED.sub("", house_form(duty.passage.text))
    text = drafting.verb_phrase(said, duty.passage.provision.addressee, front=front)
    text = sign("day").sub("", text)
    if drafting.superior.word:
        text = capital(re.sub(_HELPERS.format(word=drafting.superior.word), "", text))
    if not drafting.voice.party:
        text = _HELPING_THE_PLACE.sub(f"phối hợp với {drafting.voice.below_bare}", text)
        text = capital(text) if text.startswith("phối hợp") else text
    if (collector := drafting.collector()) and drafting.superior.committee:
        organs = "(?:Văn phòng|Ban Tổ chức|Ban Tuyên giáo(?: và Dân vận)?|Ban Dân vận)"
        text = re.sub(rf"(?<=về ){organs} {drafting.superior.committee}", collector, text)
    for target in drafting.directive.targets:
        here = drafting.unit.place and drafting.voice.kind and f"{drafting.voice.kind} {drafting.unit.place}" in text
        if overlap(target.anchor, duty.passage.anchor) and _is_the_superiors(target) and not here:
            text = _without_figure(text, target)
    return text


def _is_the_superiors(target: Target) -> bool:
    """A count of its own, or of each of its own organisations; shares and what each person has to do hold below too."""
    return target.unit != "%" and (not target.each or bool(sign("organisations").search(f"{target.each} {target.anchor.quote[:40]}")))


def _without_figure(text: str, target: Target) -> str:
    bounds = {value for value in (target.low, target.high) if value is not None}
    for match in FIGURE.finditer(text):
        if value_of(match[0]) in bounds:
            bare = re.compile(rf",?\s*(?:mỗi|từng) \w+(?: \w+)?\s+{_BOUND}{re.escape(match[0])}\s[^,;.]*")
            if bare.search(text):
                return bare.sub("", text, count=1)
            if re.search(rf"\b(?:có|còn|dưới|quá) (?:từ |trên |dưới |ít nhất |hơn )?{re.escape(match[0])}", text):
                continue
            figure = rf"{_BOUND}{re.escape(match[0])}(?:\s*(?:-|–|đến)\s*\d[\d.]*)?"
            text = re.sub(rf"\s*\([^()]*{re.escape(match[0])}[^()]*\)", "", text, count=1)
            if re.match(r"(?:đảng ủy|đảng bộ|chi bộ|cấp ủy|xã|phường|tổ chức (?:cơ sở )?đảng)\b", target.unit or ""):
                text = re.sub(rf",\s*(?:(?:trong |mỗi |hằng )?năm )?(?:(?:kiểm tra|giám sát) )?{figure}\s[^;.]*", "", text, count=1)
            figure += r"(?:\s+(?:cuộc|lần|lượt)(?=\W|$))?"
            several = r"(?P<party>Đảng |(?:đối với|cho|của|với|xét xử|giải quyết|xử lý|khắc phục) )?"
            return re.sub(r"\s+trở lên\b", "", re.sub(rf"{several}{figure}\s*", _instead, text, count=1))
    return text


def _instead(cut: re.Match[str]) -> str:
    """ "giới thiệu cho Đảng 300 đoàn viên" without its count is "giới thiệu cho Đảng các đoàn viên"."""
    return f"{cut['party']}các " if cut["party"] else ""


def _own_day(drafting: Drafting, group: list[Duty]) -> Pieces:
    """The superior's organ has until a day: the unit's comes `lead_days` before it, where there is time left."""
    if drafting.unit.lead_days is None:
        return ()
    for duty in group:
        for deadline in drafting.directive.deadlines:
            if not overlap(deadline.anchor, duty.passage.anchor) or not deadline.due or deadline.rrule or deadline.type != "by":
                continue
            day = dt.date.fromisoformat(deadline.due) - dt.timedelta(drafting.unit.lead_days)
            day -= dt.timedelta(max(0, day.weekday() - 4))
            if not sign("day").search(duty.passage.text) or day < (drafting.date or dt.date.today()) + dt.timedelta(3):
                return ()
            text, operands = date_text(day.isoformat()), (f"deadline.{deadline.id}", "profile.lead_days")
            return say("organisation.own_day", day=Number(text, value_of(text), "deadline.own", "computed", deadline.anchor, operands))
    return ()
