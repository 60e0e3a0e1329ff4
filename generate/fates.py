"""What becomes of a passage one level down: whose it is, judged by addressee, class of unit, scope and words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from extract.directive import Directive, Target
from generate.addressees import addressed
from generate.bounds import another_paper, foot_of
from generate.enumerations import lists_of
from generate.passages import Passage, overlap, passages
from generate.phrases import reason
from generate.signs import says, sign
from generate.unit import RESIDENTIAL, Unit, bare_name, matching
from generate.voice import Superior
from generate.wording import house_form, label_length

Fate = Literal[
    "own", "members", "lower", "lower-plan", "spread", "difficulty", "front", "government", "organ", "turned", "report-up", "demand",
    "purpose", "hand-down", "total", "share", "each", "by-date", "persons", "send", "joined", "excluded",
]  # fmt: skip
OFFICE_LIKE = ("cơ quan", "trường học", "lực lượng vũ trang", "đơn vị sự nghiệp", "bệnh viện")
SHORT_FIGURE = 25
"""Words of an order of part III that may stand among the figures of part II."""
A_CROWD = 100
"""Counts from here on are the whole area's where no body is named."""
ORGANS = ("office", "organisation", "propaganda", "inspection", "training", "youth", "police", "military")


_PLACE_AFTER = re.compile(r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) [A-ZĐ].*$")


@dataclass(frozen=True, slots=True)
class Duty:
    """A passage and what becomes of it; `organ` is the duty of the unit's organ that takes it over, `reason` why it is left out."""

    passage: Passage
    fate: Fate
    organ: str | None = None
    reason: str | None = None
    target: Target | None = None
    named: bool = False
    """The unit itself is named as the one who has to do it."""


_NATURE = re.compile(
    r"là (?:một |một trong những )?(?:nhiệm vụ|yêu cầu|công việc)\b[^;.]*(?:quan trọng|trọng tâm|then chốt|thường xuyên|hàng đầu)"
)
_EACH_BODY = re.compile(r"^(?i:mỗi|từng) (?=(?:huyện|quận|thị|thành|đảng|chi bộ|xã|phường)\b)")
_DIFFICULTY = re.compile(
    r"(?:vướng mắc|khó khăn|(?:vấn đề|nội dung|nếu có|trường hợp)(?: \w+)? phát sinh|phát sinh,? vướng mắc|chưa rõ)"
    r"[^;]*(?:báo cáo|phản ánh|liên hệ|trao đổi)|(?:báo cáo|phản ánh)[^;]*vướng mắc"
)
_OWN_PLAN = re.compile(
    r"(?:xây dựng|ban hành|cụ thể hóa)[^;]*(?:kế hoạch|chương trình)[^;]*"
    r"(?:đơn vị|cấp|cấp ủy|địa phương|đảng bộ|chi bộ|cơ quan|tổ chức|ngành|của) mình"
    r"|xây dựng kế hoạch(?: thực hiện|,| và)"
)
_SEND_ONCE = re.compile(
    r"[Gg]ửi (?:kế hoạch|về)[^;]*(?:trước|chậm nhất|đến)(?: là)?(?: ngày)? \d{1,2}(?:/\d{1,2}/\d{4}| tháng \d{1,2} năm)"
)
_SENDS_PLAN = re.compile(r"^[Gg]ửi |^[^;]{3,80} gửi kế hoạch")
_REPORT = re.compile(r"(?i)báo cáo[^;]*(?:về|cho) (?:Ban Thường vụ|Thường trực|Ủy ban nhân dân|Tỉnh ủy|Thành ủy|Huyện ủy|Thị ủy|Quận ủy)")
_MEMBERS = re.compile(r"^[Pp]hân công các đồng chí cấp ủy")
_HAND_DOWN = re.compile(r"^(?:\S+ ){0,6}?giao chỉ tiêu\b")
_REJECT = re.compile(
    r"^[Kk]hắc phục (?:tình trạng|hiện tượng|biểu hiện|bệnh)\b.*(?:mang nặng|chạy theo|né tránh|đùn đẩy|coi nhẹ|xem nhẹ|buông lỏng)"
)
_TURNED = re.compile(
    r"^[Pp]hối hợp với (?:các )?(?:cấp ủy|đảng ủy|chi bộ, đảng bộ|đảng bộ, chi bộ|đảng ủy, chi bộ)[^;]*?(?:trực thuộc|cơ sở|cấp xã)"
)
_WATCH = re.compile(r"^(?:[Tt]hường xuyên )?(?:theo dõi|kiểm tra|giám sát|hướng dẫn|đôn đốc)[^;]*tổ chức trực thuộc")
_LEAD_IN = re.compile(r"(?:như sau|sau đây|sau)\s*:?\s*$")
_AIM = re.compile(r"^(?:Để|Nhằm) .*(?:yêu cầu|đề nghị|giao) (?:các|cấp|Ban|đảng|chi).*(?:sau|sau đây)\s*:?$")
_PAST_AIM = re.compile(r"(?:tồn tại|hạn chế|khuyết điểm|yếu kém)[^;]*trên")
_AIM_LEAD_IN = re.compile(r"^Để |^Nhằm |đồng thời")
_ENTERPRISE = re.compile(
    r"(?:trong|của|các|chi bộ) (?:các )?(?:doanh nghiệp|đơn vị kinh tế tư nhân)|giới chủ|chủ doanh nghiệp|khu công nghiệp"
)
_ENTERPRISE_PARTY = re.compile(
    r"(?:củng cố|hoạt động của|vai trò|gắn kết)[^;]{0,60}tổ chức đảng[^;]{0,40}doanh nghiệp|gắn kết tổ chức đảng"
    r"|đã có tổ chức đảng mà|bố trí đảm nhận làm bí thư"
)
_RESIDENTS = re.compile(r"\b(?:thôn|tổ dân phố|khu phố|nông thôn|khu vực dân cư|khu dân cư|địa bàn dân cư|ấp|khóm|buôn|xóm|khối phố)\b")
_ELSEWHERE = re.compile(r"trường học|cơ quan, đơn vị|lực lượng vũ trang|công an, quân sự")
_ADMISSION = re.compile(r"lễ kết nạp|xếp loại chất lượng")


_ORDERS_NOTHING = ("quoted-law", "table-below", "in-force", "closing", "lead-in")
_CODES = ("HD", "QĐ", "QyĐ", "QC", "NĐ", "TT")
FRAGMENT = 14
"""Words of a paragraph that may be no more than a name."""
LONG_CODE = 60
"""Provisions from which on a guideline or regulation is a code to be applied, not a list of work."""


_BY_NAME = re.compile(
    r"(?:(?:Giao|Đề nghị|Yêu cầu) )?(?:Ban Thường vụ )?(?:Đảng ủy|Đảng bộ|Chi bộ|Chi ủy)(?: các)?(?: (?:xã|phường|thị trấn|đặc khu|thôn))?"
    r" ((?!Ủy ban)[A-ZĐÀ-Ỹ][\w]*(?: [A-ZĐÀ-Ỹ]\w*)*)"
)
_DISTRICT = re.compile(r"(?i)(?:huyện|quận|thị|thành) ủy, |(?:các )(?:huyện|quận|thị|thành) ủy|cấp huyện")
_EACH_TIME = re.compile(r"(?i)(?:mỗi|từng|hằng|hàng) (?:năm|tháng|quý|tuần|ngày|đợt|lần|kỳ)")
_SPECIAL = re.compile(
    r"\W*(?:Riêng|Đối với) ((?:các |Ban Thường vụ )?(?:chi bộ|đảng bộ|đảng ủy|tổ chức|đơn vị|xã|phường|trường|cơ quan|doanh nghiệp|"
    r"huyện|khối|\S+ đoàn)\b[^:,;]{0,120})"
)
_KIND_WORDS = {
    "trường học": r"trường",
    "lực lượng vũ trang": r"công an|quân sự|biên phòng|lực lượng vũ trang",
    "doanh nghiệp": r"doanh nghiệp|hợp tác xã|công ty",
    "cơ quan": r"cơ quan",
    "xã": r"\bxã\b|thị trấn",
    "phường": r"phường",
    "thôn": r"thôn",
    "tổ dân phố": r"tổ dân phố",
}


class Judge:
    def __init__(self, directive: Directive, unit: Unit, superior: Superior, quota: float | None, *, two_tier: bool = False) -> None:
        self._directive = directive
        self._unit = unit
        self._superior = superior
        self._quota = quota
        self._two_tier = two_tier
        self._is_far_below = directive.level == "central" and (unit.is_commune or unit.is_cell or unit.level == "district")
        self._far_from_the_whole = (unit.is_cell or unit.kind in RESIDENTIAL) and superior.word is not None
        self._is_above_the_base = unit.level in ("district", "province")
        self._is_code = directive.kind in _CODES and len(directive.provisions) > LONG_CODE
        self._another_paper = another_paper(directive)
        self._listed = lists_of(directive)
        self._foot = foot_of(directive)
        self._own_names = _own_names(unit)
        self._blocks: dict[str | None, str] = {}
        self._aims_at_figures = any(passage.role == "targets" for passage in passages(directive, superior))
        self._told = self._sentences_that_tell(directive)
        for section in directive.sections:
            self._blocks[section.id] = house_form(section.title or section.anchor.quote)

    def fate(self, passage: Passage) -> Duty:
        """The passage's fate: first whether it orders anything at all, then whose it is."""
        text = house_form(passage.text)
        if passage.goes_on:
            return Duty(passage, "joined")
        if self._another_paper is not None and passage.anchor.block >= self._another_paper:
            return self._excluded(passage, "another-paper")
        told = self._aim_of_the_order(passage, text) or self._without_order(passage, text)
        if told:
            return told
        if says("spread", text):
            return Duty(passage, "spread")
        if self._directive.level == "central" and says("law-making", text):
            return self._excluded(passage, "national")
        given, who = self._whose(passage, text)
        if self._is_code and not self._is_work_of_a_code(passage, text, given):
            return self._excluded(passage, "code")
        if self._directive.level == "central" and not self._reaches_down(passage, text, who):
            return self._excluded(passage, "national")
        if who == "subordinates" and self._unit.is_commune:
            return self._excluded(passage, "other-class", who=text[:80])
        other = self._other_class(passage)
        if other:
            return self._excluded(passage, "other-class", who=other)
        if _DIFFICULTY.search(text) and who in (None, "own", "communes", "general", "area", "districts"):
            return Duty(passage, "difficulty")
        if self._is_general_aim(passage):
            return self._out_of_scope(passage, text) or Duty(passage, "purpose")
        if passage.role in ("purpose", "demand") and (out := self._out_of_scope(passage, text)):
            return out
        if passage.role in ("purpose", "demand") and self._asks_a_figure(passage):
            passage = replace(passage, role="targets")
        if passage.role in ("purpose", "demand") and not self._is_an_order_among_aims(passage, given):
            return self._aim(passage, text, given)
        if passage.role in ("purpose", "demand"):
            passage = replace(passage, role="tasks", block=None)
        if passage.role == "targets" and says("forbids", text):
            passage = replace(passage, role="tasks", block=None)
        if says("the-others", text) and not self._follows_a_case(passage):
            return self._excluded(passage, "other-class", who=text[:60])
        if self._is_fragment(passage, text):
            return self._excluded(passage, "fragment")
        duty = self._out_of_scope(passage, text) or self._by_class(passage, text, who, given)
        return replace(duty, named=who in ("unit", "subordinates"))

    def _follows_a_case(self, passage: Passage) -> bool:
        """ "Các đảng bộ khác …" behind "Đối với những đơn vị … thì …" is the unit's own second case."""
        whole = house_form(passage.provision.anchor.quote)
        return says("case-before", whole[: max(whole.find(house_form(passage.text)), 0)])

    def _is_general_aim(self, passage: Passage) -> bool:
        """ "Mục tiêu chung" without a figure says what the plan is for."""
        general = re.search(r"(?i)mục tiêu (?:chung|tổng quát)", self._heading(passage))
        return passage.role == "targets" and general is not None and not re.search(r"\d", passage.text)

    def _is_fragment(self, passage: Passage, text: str) -> bool:
        """A few words without a predicate that stand for themselves: a name, the stub of a torn line; not the item of a list."""
        if self._foot is not None and passage.anchor.block > self._foot and len(text.split()) <= FRAGMENT:
            return True
        alone = passage.last and passage.anchor.start - passage.provision.anchor.start <= label_length(passage.provision.anchor.quote)
        heading = self._heading(passage)
        headed = bool(heading) and passage.role != "organisation" and says("describes", heading)
        if not alone or headed or passage.provision.id in self._listed or len(text.split()) > FRAGMENT:
            return False
        return self._target(passage) is None and says("a-name", text) and not says("predicate", text)

    def _is_work_of_a_code(self, passage: Passage, text: str, given: str | None) -> bool:
        """Of a long guideline's rules only what has a day, a report or a plan for the unit's class is work."""
        if passage.role in ("purpose", "demand"):
            return False
        work = given in ("own", "communes") and says("work-of-a-code", text) and not says("lacks-object", text)
        return passage.role == "organisation" or work

    def _reaches_down(self, passage: Passage, text: str, who: str | None) -> bool:
        """Of a paper of the centre: aims and means of the nation stay above; far below only what the base itself does comes down."""
        if who in (*ORGANS, "advisory", "front", "government"):
            return not says("national", text)
        if says("national", text) or self._is_a_view(passage):
            return False
        if passage.role == "targets":
            return who in ("own", "communes", "area")
        return not self._is_far_below or who in ("own", "communes", "area", "general", "persons", "unit") or says("at-the-base", text)

    def _is_a_view(self, passage: Passage) -> bool:
        titles = {section.id: house_form(section.title or section.anchor.quote) for section in self._directive.sections}
        parents = {section.id: section.parent for section in self._directive.sections}
        place = passage.provision.section
        while place is not None:
            if re.search(r"(?i)quan điểm", titles.get(place, "")):
                return True
            place = parents.get(place)
        return False

    def _aim_of_the_order(self, passage: Passage, text: str) -> Duty | None:
        """ "Để khắc phục hạn chế, đồng thời đẩy mạnh …, Ban Thường vụ yêu cầu … sau:" holds the aim of the whole paper."""
        if passage.role not in ("past", "tasks") or not _AIM.search(house_form(passage.provision.anchor.quote)):
            return None
        if _PAST_AIM.search(text):
            return self._excluded(passage, "superior-finding")
        lead_in = _LEAD_IN.search(text) and not _AIM_LEAD_IN.search(text)
        return self._excluded(passage, "heading") if lead_in else Duty(passage, "purpose")

    def _without_order(self, passage: Passage, text: str) -> Duty | None:
        """What asks for nothing: the past, headings and lead-ins, grounds, the order to carry the paper out."""
        reports = not self._is_ordered(passage) and self._reports(passage, text)
        if passage.role == "past" and _NATURE.search(text) and not reports:
            return Duty(passage, "purpose")
        if passage.role == "past" or reports or (says("past", text) and passage.role != "targets"):
            return self._excluded(passage, "assessment")
        if passage.text.isupper() or any(says(name, text) for name in _ORDERS_NOTHING):
            return self._excluded(passage, "heading")
        if says("another-paper-says", text):
            return self._excluded(passage, "grounds")
        if says("giving-itself", text):
            return self._excluded(passage, "superior-issuer")
        if says("carry-out", text) and not passage.anchor.quote[:1].islower():
            return self._excluded(passage, "the-plan-itself")
        outside = passage.provision.kind == "other" and passage.provision.section is None
        if outside and not (says("spread", text) or _DIFFICULTY.search(text)):
            return self._excluded(passage, "grounds")
        return None

    def _is_ordered(self, passage: Passage) -> bool:
        """A duty under a heading that names the unit's own class: figures of the past in it are conditions."""
        heading = self._blocks.get(passage.provision.section or "", "")
        return passage.provision.kind == "duty" and addressed(heading, self._superior) in ("own", "communes")

    def _whose(self, passage: Passage, text: str) -> tuple[str | None, str | None]:
        """The class that the words themselves name, and the one that holds: named, else of the paragraph or heading before."""
        given = addressed(_EACH_BODY.sub("", sign("when").sub("", text)), self._superior)
        if given == "front" and says("leads-the-front", text) and not says("leads-the-front", passage.provision.addressee or ""):
            given = None
        if self._is_the_unit(passage, text):
            return given, "unit"
        if given in ("own", "communes", "special") and self._names_another(text):
            given = "other-unit"
        who = given or self._heading_class(passage)
        if who == "government" and not self._superior.party:
            who = self._authority_class(text if given else house_form(passage.provision.addressee or "") or self._heading(passage))
        if who == "districts" and self._two_tier:
            who = "communes"
        if who is not None and given is None and self._about_a_thing(passage, text):
            who = None
        return given, who

    def _is_the_unit(self, passage: Passage, text: str) -> bool:
        """The unit by its own name: "Sở Y tế", "Đảng ủy Quân sự tỉnh" among the bodies that the words begin with."""
        said = [house_form(passage.provision.addressee or ""), self._heading(passage)]
        return any(name in words for name in self._own_names for words in (*said, text[: len(name) + 40]))

    def _heading(self, passage: Passage) -> str:
        return self._blocks.get(passage.provision.section or "", "")

    def _reports(self, passage: Passage, text: str) -> bool:
        """The sentence tells what was: a figure already reached or of another paper, or words about the past."""
        if says("past", text):
            return True
        if says("order-for", text) or (passage.provision.kind == "duty" and text.startswith("Đối với")):
            return False
        place = passage.anchor
        asked = any(target.status == "target" and overlap(target.anchor, place) for target in self._directive.targets)
        return not asked and passage.sentence in self._told

    def _sentences_that_tell(self, directive: Directive) -> set[int]:
        told = [target.anchor for target in directive.targets if target.status in ("result", "cited")]
        return {
            passage.sentence for passage in passages(directive, self._superior) if any(overlap(anchor, passage.anchor) for anchor in told)
        }

    def _excluded(self, passage: Passage, why: str, **values: str) -> Duty:
        return Duty(passage, "excluded", reason=reason(why, **values))

    def _names_another(self, text: str) -> bool:
        """ "Đảng ủy phường Hà Khê kiểm điểm …", "Chi bộ Công an phường chủ trì …" said to anybody but these."""
        match = _BY_NAME.match(text)
        return match is not None and bare_name(match[1]) not in self._unit.name and match[1].split()[0] not in ("Khối", "Trường")

    def _authority_class(self, words: str) -> str:
        """Of a state paper: "Ủy ban nhân dân các xã" is a commune itself, one's own superior, or somebody else."""
        match = re.search(r"(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)((?: các| cấp|,| và| hoặc| tỉnh| huyện| quận| thị xã| thành phố"
                          r"| xã| phường| thị trấn| đặc khu)*)", words)  # fmt: skip
        named = match[1] if match else ""
        level = r"\b(?:xã|phường|thị trấn|đặc khu)\b" if self._unit.is_commune else rf"\b{self._unit.kind or chr(0xE1FF)}\b"
        if re.search(level, re.sub("thị xã", "thịxã", named)) and not (self._superior.word and named.strip() == self._superior.word):
            return "own"
        if not named.strip() or "các cấp" in named or (self._two_tier and re.search("huyện|quận|thị xã", named)):
            return "own"
        return "issuer" if self._superior.word and named.strip() == self._superior.word else "other-unit"

    def _about_a_thing(self, passage: Passage, text: str) -> bool:
        """ "Lễ kết nạp được tổ chức trang trọng": nobody's duty alone, whoever the paragraph before was for."""
        named_later = passage.provision.inherited or not passage.provision.anchor.quote.startswith(passage.provision.addressee or "")
        return named_later and says("thing", text) and addressed(self._heading(passage), self._superior) is None

    def _heading_class(self, passage: Passage) -> str | None:
        """The class of the provision's addressee, else of the heading over it: "5. Đề nghị Mặt trận Tổ quốc …"."""
        addressee = passage.provision.addressee
        found = addressed(addressee, self._superior) if addressee else None
        if found is None and addressee and self._named_elsewhere(addressee):
            return "other-unit"
        if found is None and (not addressee or passage.provision.inherited):
            return addressed(self._heading(passage), self._superior)
        return found

    def _named_elsewhere(self, addressee: str) -> bool:
        """Another unit of the directive's tables by its own name."""
        others = [a.unit for a in self._directive.allocations if a.unit != self._unit.name]
        return bool(matching(addressee, others)) and bare_name(self._unit.name) not in addressee

    def _other_class(self, passage: Passage) -> str | None:
        """ "* Riêng chi bộ các trường …": whose it is, when it is not this unit's kind."""
        said = house_form(passage.provision.anchor.quote)
        match = _SPECIAL.match(said)
        if match is None or self._is_meant(match[1]):
            return None
        below = not said.strip(" -+*•").startswith("Riêng") and not self._unit.is_cell and says("cells-below", match[1])
        plain = not any(re.search(pattern, match[1].lower()) for pattern in _KIND_WORDS.values())
        heading = addressed(self._blocks.get(passage.provision.section or "", ""), self._superior)
        silent = not self._unit.lower and heading in ("own", "communes")
        return None if below and (plain or silent or self._has_below(match[1])) else match[1].strip()

    def _is_meant(self, words: str) -> bool:
        """The words name the unit, its kind, or no special kind at all."""
        unit = self._unit
        if bare_name(unit.name).lower() in words.lower():
            return True
        if unit.kind in _KIND_WORDS:
            return bool(re.search(_KIND_WORDS[unit.kind], words)) and not (unit.is_commune and re.match(r"(?:các )?chi bộ", words))
        return not re.search("|".join(_KIND_WORDS.values()) + "|đoàn", words)

    def _has_below(self, words: str) -> bool:
        """One of the unit's own lower units is of the kind that the words name: "chi bộ các trường …"."""
        kinds = [pattern for pattern in _KIND_WORDS.values() if re.search(pattern, words.lower())]
        return any(re.search(pattern, lower.name, re.IGNORECASE) for pattern in kinds for lower in self._unit.lower)

    def _asks_a_figure(self, passage: Passage) -> bool:
        """A figure asked for outside a section on aims is a target, however the sentence demands it."""
        heading = self._heading(passage)
        return self._target(passage) is not None and not re.search(r"(?i)mục đích|yêu cầu|quan điểm", heading)

    def _is_an_order_among_aims(self, passage: Passage, given: str | None) -> bool:
        """ "Các huyện ủy … chỉ đạo cơ quan tham mưu thành lập tổ chức đảng" under "Mục đích" is work."""
        meant = given in ("own", "communes") or (given == "districts" and self._unit.level == "district")
        return passage.provision.kind == "duty" and meant and says("commands", house_form(passage.text))

    def _aim(self, passage: Passage, text: str, given: str | None) -> Duty:
        if given == "issuer" or (_LEAD_IN.search(text) and not _AIM_LEAD_IN.search(text)):
            return self._excluded(passage, "heading")
        demand = passage.role == "demand" or re.search(r"\b(?:phải|bảo đảm|không được|tuyệt đối|nghiêm cấm)\b", text)
        section = self._blocks.get(passage.provision.section or "", "")
        if passage.role == "purpose" and re.search(r"(?i)^\W*\d*\W*mục đích\W*$", section):
            demand = None
        return Duty(passage, "demand" if demand and not re.search(r"là (?:một |một trong những )?nhiệm vụ", text) else "purpose")

    def _out_of_scope(self, passage: Passage, text: str) -> Duty | None:
        unit = self._unit
        block = self._blocks.get(passage.block, "")
        narrow = unit.kind in OFFICE_LIKE
        enterprise = _ENTERPRISE.search(block) or (_ENTERPRISE.search(text) and not _ELSEWHERE.search(text) and not _RESIDENTS.search(text))
        if enterprise and (narrow or unit.has.get("enterprises") is False):
            return self._excluded(passage, "scope", what="doanh nghiệp, đơn vị kinh tế tư nhân")
        if unit.has.get("party_in_enterprises") is False and _ENTERPRISE_PARTY.search(text):
            return self._excluded(passage, "scope", what="tổ chức đảng trong doanh nghiệp")
        elsewhere = not unit.is_commune and unit.level not in ("district", "province") and unit.kind not in RESIDENTIAL
        if elsewhere and says("inspection-of-branches", text):
            return self._excluded(passage, "superior-organ", who=text[:60])
        if elsewhere and (says("of-an-area", text) or (narrow and says("households", text))):
            return self._excluded(passage, "scope", what="xã, phường, hộ dân")
        if unit.is_cell and says("of-committees", text):
            return self._excluded(passage, "other-class", who=text[:60])
        if unit.is_cell and says("counted-cells", text):
            return self._excluded(passage, "nobody-below")
        residents = _RESIDENTS.search(text) or re.search(r"khu vực dân cư|nông thôn", block)
        if residents and not _ELSEWHERE.search(text) and (narrow or unit.kind == "doanh nghiệp"):
            return self._excluded(passage, "scope", what="thôn, tổ dân phố")
        if unit.is_cell and says("watching-below", text):
            return self._excluded(passage, "nobody-below")
        if unit.is_cell and unit.kind == "doanh nghiệp" and says("enterprises-around", text):
            return self._excluded(passage, "nobody-below")
        if unit.is_cell and self._quota == 0 and _ADMISSION.search(text):
            return self._excluded(passage, "quota-zero")
        return None

    def _by_class(self, passage: Passage, text: str, who: str | None, given: str | None) -> Duty:
        named = house_form(passage.text if given else passage.provision.addressee or self._heading(passage) or passage.text)[:80]
        target = self._target(passage)
        if who == "other-unit" or (who is None and self._is_anothers_organ(passage)):
            return self._excluded(passage, "other-body", who=named)
        if who == "superior-persons":
            watched = not self._unit.is_cell and says("in-charge", text)
            return Duty(passage, "persons") if watched else self._excluded(passage, "superior-persons", who=named)
        if who == "front":
            return self._front(passage, text)
        if who in (*ORGANS, "advisory"):
            return self._organ(passage, text, who, named)
        if who in ("superior-organ", "national") or (who is None and self._of_the_superior(passage)):
            return self._excluded(passage, "superior-organ", who=named)
        if who == "special" and not self._is_meant(named) and not self._has_below(named):
            return self._excluded(passage, "other-class", who=named)
        if who == "issuer":
            count = target is not None and target.unit != "%" and not target.each and passage.role == "targets"
            return Duty(passage, "total", target=target) if count else self._of_the_issuer(passage, text)
        if who == "government":
            submitted = re.search(rf"trình (?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân|UBND) {self._superior.word or chr(0xE1FF)}\b", text)
            held = self._unit.organs.get("government") and not says("to-superior-body", text) and not submitted
            if held and says("days-from-here", text):
                return self._excluded(passage, "single-date-other", who=named)
            if held and self._share_of_another(passage):
                return self._excluded(passage, "superior-total")
            return Duty(passage, "government", target=target) if held else self._excluded(passage, "superior-organ", who=named)
        if who == "districts" and self._unit.level in ("commune", "cell"):
            return self._excluded(passage, "other-class", who=named)
        if self._superior.word and re.match(rf"(?i)(?:ngân sách|kinh phí|vốn) {self._superior.word}\b", text):
            return self._excluded(passage, "superior-issuer")
        if passage.role == "organisation" and says("to-superior-body", text):
            return self._excluded(passage, "superior-organ", who=named)
        if who in ("area", "communes", "residents") and not self._unit.is_commune and not self._is_meant(named):
            return self._excluded(passage, "other-class", who=named)
        if self._falls_on_cells(passage, text):
            return Duty(passage, "lower")
        if target is not None:
            return self._figure(passage, text, target, who)
        if self._unit.is_cell and passage.role == "targets" and says("none-left", text):
            return Duty(passage, "share")
        if _HAND_DOWN.search(text):
            return self._excluded(passage, "nobody-below") if self._unit.is_cell else Duty(passage, "hand-down")
        if _MEMBERS.search(text):
            return Duty(passage, "members")
        orders_plan = passage.role == "organisation" and who in ("own", "communes") and says("orders-plan", text)
        sent = _SEND_ONCE.search(house_form(passage.provision.anchor.quote))
        if orders_plan or (_OWN_PLAN.search(text) and (passage.role == "organisation" or sent)):
            return Duty(passage, "lower-plan")
        if _SENDS_PLAN.search(text) and _SEND_ONCE.search(text):
            return Duty(passage, "by-date")
        if _REPORT.search(text) and passage.role == "organisation":
            return Duty(passage, "report-up")
        if _REJECT.search(text):
            return Duty(passage, "demand")
        return Duty(passage, "own")

    def _is_anothers_organ(self, passage: Passage) -> bool:
        """A body that only the directive names, "Ban Chính trị": of an area it is the area's own, else the superior's."""
        unit = self._unit
        if unit.is_commune or unit.level in ("district", "province"):
            return False
        said = house_form(passage.provision.addressee or "")
        own = [name.lower() for name in (*unit.organs.values(), *(lower.name for lower in unit.lower), unit.name)]
        return bool(said and says("an-organ", said)) and not any(said.lower() in name or name in said.lower() for name in own)

    def _of_the_issuer(self, passage: Passage, text: str) -> Duty:
        """The committee's own work is not the cell's; to a class that it opens the cell sends people."""
        sends = self._unit.is_cell and says("class-on-the-party", text)
        return Duty(passage, "send") if sends else self._excluded(passage, "superior-issuer")

    def _falls_on_cells(self, passage: Passage, text: str) -> bool:
        """ "Đối với các chi bộ: rà soát nguồn …", or under a heading that names cells: theirs, not the committee's."""
        if self._unit.is_cell or self._superior.level == "commune":
            return False
        if self._below_is_named(passage, text):
            return True
        if says("cells-below", text):
            return passage.role == "organisation" and bool(re.match(r"Đối với", text))
        heading = self._blocks.get(passage.provision.section or "", "")
        return says("cells-below", heading) and addressed(text, self._superior) is None

    def _below_is_named(self, passage: Passage, text: str) -> bool:
        """The unit stands above the base, which alone is named; or the paragraph has turned to the cells before this passage."""
        said = text if addressed(text, self._superior) else house_form(passage.provision.addressee or "")
        if self._is_above_the_base and says("the-base", said):
            return True
        if addressed(text, self._superior) is not None and not says("cell-committee", text):
            return False
        whole = house_form(passage.provision.anchor.quote)
        before = whole[: max(whole.find(text), 0)]
        under_own = addressed(self._heading(passage), self._superior) in ("own", "communes")
        return says("cell-committee", text) or (under_own and says("turns-to-cells", before))

    def _of_the_superior(self, passage: Passage) -> bool:
        """A body of the superior's level that no class knows: "Hội Khuyến học huyện tổ chức …"."""
        addressee = house_form(passage.provision.addressee or "")
        word = self._superior.word
        return bool(word and re.search(rf"(?<!toàn )(?<!bàn )\b{word}(?:$|,| và )", addressee)) and not re.match(
            r"(?i)toàn|trên", addressee
        )

    def _of_the_whole(self, text: str, target: Target) -> bool:
        """A count that the whole area of the superior has to reach: "toàn tỉnh thành lập mới 12 chi bộ", "với tổng số 40 lớp"."""
        word = re.escape(self._superior.word or chr(0xE1FF))
        whole = rf"(?i)(?:toàn|cả) (?:Đảng bộ )?{word}\b|\btổng (?:số|cộng)\b|\btổng chỉ tiêu\b"
        return bool(re.search(whole, text)) or bool(target.body and addressed(house_form(target.body), self._superior) == "whole")

    def _front(self, passage: Passage, text: str) -> Duty:
        named = {"union", "front", "organisations", "youth"} & set(self._unit.organs)
        area = self._unit.is_commune or self._unit.level in ("district", "province")
        if not named and not area:
            return self._excluded(passage, "without-front")
        if _TURNED.search(text):
            return Duty(passage, "turned")
        if says("report-day", text):
            return self._excluded(passage, "single-date-other", who=passage.provision.addressee or "")
        if _WATCH.search(text):
            return self._excluded(passage, "nobody-below")
        if self._share_of_another(passage):
            return self._excluded(passage, "superior-total")
        return Duty(passage, "front", target=self._target(passage))

    def _share_of_another(self, passage: Passage) -> bool:
        """A share, money or length that the superior's own organ has to reach; 100 % and what each has to reach hold one level down too."""
        target = self._target(passage)
        if target is None or target.each:
            return False
        return says("measured", target.unit or "") or (target.unit == "%" and target.low != 100)

    def _organ(self, passage: Passage, text: str, who: str, named: str) -> Duty:
        if _TURNED.search(text):
            return Duty(passage, "turned")
        if says("report-day", text):
            return self._excluded(passage, "single-date-other", who=named)
        if self._is_far_below and says("to-the-centre", text):
            return self._excluded(passage, "superior-organ", who=named)
        if says("press", text) or says("to-superior-body", text):
            return self._excluded(passage, "superior-organ", who=named)
        if who == "advisory":
            return Duty(passage, "organ", organ="advisory")
        if self._unit.is_commune and self._superior.level == "province" and _DISTRICT.search(named):
            return self._excluded(passage, "other-class", who=named)
        if self._share_of_another(passage):
            return self._excluded(passage, "superior-total")
        if who in ("office", "organisation") or self._unit.counterpart(who):  # type: ignore[arg-type]
            return Duty(passage, "organ", organ=who, target=self._target(passage))
        return self._excluded(passage, "superior-organ", who=named)

    def _target(self, passage: Passage) -> Target | None:
        """The figure that this passage asks for, if any."""
        place = passage.anchor
        for target in self._directive.targets:
            if target.status == "target" and overlap(target.anchor, place):
                return target
        return None

    def _figure(self, passage: Passage, text: str, target: Target, who: str | None) -> Duty:
        """A figure: of the superior as a whole, of each, a share of the whole, or the unit's own."""
        if self._unit.is_commune and not self._two_tier and says("each-district", text):
            return self._excluded(passage, "other-class", who=target.each or text[:60])
        if self._is_far_below and not target.each:
            return self._excluded(passage, "superior-total")
        if target.unit != "%" and (self._of_the_whole(text, target) or self._too_large(target, who)):
            return Duty(passage, "total", target=target)
        if target.unit == "%" and self._of_the_whole(text, target):
            return Duty(passage, "share", target=target)
        if self._far_from_the_whole and who is None and not target.each and passage.role != "targets" and target.low != 100:
            return self._excluded(passage, "superior-total")
        of_units = target.unit != "%" and not target.each and says("units-themselves", target.unit or "") and (target.low or 0) > 1
        if of_units and who is None and passage.role != "targets" and self._unit.is_commune:
            return self._excluded(passage, "superior-total")
        each = target.each and not _EACH_TIME.match(target.each)
        asked = addressed(_EACH_BODY.sub("", text), self._superior) in ("communes", "own") or who == "unit"
        if each or asked or (target.body and addressed(target.body, self._superior) in ("communes", "own")):
            return Duty(passage, "each" if passage.role == "targets" or self._stands_alone(text) else "own", target=target)
        if target.unit == "%" or passage.role != "targets":
            return Duty(passage, "share" if passage.role == "targets" else "own", target=target)
        return Duty(passage, "total", target=target)

    def _stands_alone(self, text: str) -> bool:
        """A short order of a figure for each, fit for part II; longer ones stay with their work."""
        return self._aims_at_figures and len(text.split()) <= SHORT_FIGURE and bool(re.match(r"(?:Mỗi|Từng|Đảng ủy|Các đảng ủy) ", text))

    def _too_large(self, target: Target, who: str | None) -> bool:
        """Nobody is named, and it is money or a crowd: what the whole area spends or reaches."""
        value = target.low if target.low is not None else target.high
        return who is None and not target.each and value is not None and (value >= A_CROWD or says("money", target.unit or ""))


def _own_names(unit: Unit) -> tuple[str, ...]:
    """The unit's names as a superior writes them: "Sở Y tế tỉnh Hải Lâm" is "Sở Y tế"; communes and cells go by their class."""
    if unit.is_commune or unit.is_cell:
        return ()
    named = {house_form(name) for name in (unit.committee, unit.name) if name}
    return tuple(sorted({_PLACE_AFTER.sub("", name) for name in named} | named, key=len, reverse=True))
