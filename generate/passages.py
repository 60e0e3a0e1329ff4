"""The directive's provisions cut into passages: a sentence or clause each, with the part of the plan that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extract.directive import Anchor, Directive, Provision, Section
from generate.addressees import addressed
from generate.signs import sign
from generate.voice import Superior
from generate.wording import clauses, house_form, label_length, sentences

Role = Literal["past", "purpose", "demand", "targets", "tasks", "organisation"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or clause of a provision; clauses of one sentence share `sentence`."""

    provision: Provision
    text: str
    anchor: Anchor
    sentence: int
    role: Role
    block: str | None
    last: bool
    goes_on: bool = False
    """The end of a sentence that a page or line broke off: its words stand in the passage before."""


@lru_cache(maxsize=4)
def passages(directive: Directive, superior: Superior) -> tuple[Passage, ...]:
    """Provisions cut at sentences and semicolons, without printed numbers and dashes."""
    outline = _Outline(directive, superior)
    result: list[Passage] = []
    count = 0
    for provision in directive.provisions:
        quote = provision.anchor.quote
        start = label_length(quote)
        start += _run_in_heading(quote[start:], outline.section(provision))
        role = outline.role(provision)
        for first, last in sentences(quote, start):
            count += 1
            bounds = clauses(quote, first, last)
            for number, (left, right) in enumerate(bounds):
                text = quote[left:right].strip()
                if text:
                    place = _sub_anchor(provision.anchor, left, right)
                    result.append(Passage(provision, text, place, count, role, outline.block(provision), number == len(bounds) - 1))
    return tuple(_mended(result))


def _mended(found: list[Passage]) -> list[Passage]:
    """ "… các lực lượng phân" + "luồng bảo đảm giao thông." in the next paragraph is one clause; figures stay where they were read."""
    mended: list[Passage] = []
    for passage in found:
        before = next((place for place in range(len(mended) - 1, -1, -1) if not mended[place].goes_on), None)
        if before is not None and _is_broken_off(mended[before], passage):
            mended[before] = replace(mended[before], text=f"{mended[before].text} {passage.text}")
            passage = replace(passage, goes_on=True)
        mended.append(passage)
    return mended


def _is_broken_off(before: Passage, passage: Passage) -> bool:
    apart = before.provision.id != passage.provision.id and before.provision.section == passage.provision.section
    first = passage.anchor.start == passage.provision.anchor.start
    open_end = before.last and not re.search(r"[.;:!?…)\]”\"]\s*$", before.text)
    return apart and first and open_end and passage.text[:1].islower() and not re.search(r"\d", passage.text)


def _run_in_heading(text: str, section: Section | None) -> int:
    """ "Trung tâm Chính trị huyện: Tăng cường …": length of the heading that the section already names."""
    if section is None or not section.title or not text.startswith(section.title):
        return 0
    rest = re.match(r"\s*[:.]\s+(?=\w)", text[len(section.title) :])
    return len(section.title) + rest.end() if rest else 0


def _sub_anchor(anchor: Anchor, start: int, end: int) -> Anchor:
    return Anchor(anchor.page, anchor.block, anchor.start + start, anchor.start + end, anchor.bbox, anchor.quote[start:end],
                  anchor.table, anchor.row, anchor.column)  # fmt: skip


_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("purpose", re.compile(r"(?i)^\W*mục đích\W*$")),
    ("demand", re.compile(r"(?i)^\W*yêu cầu\W*$|quan điểm")),
    ("purpose", re.compile(r"(?i)mục đích|mục đích, yêu cầu")),
    ("targets", re.compile(r"(?i)mục tiêu|chỉ tiêu")),
    ("organisation", re.compile(r"(?i)tổ chức thực hiện|^\W*phân công (?:thực hiện|nhiệm vụ|trách nhiệm|công việc|tổ chức)"
                                r"|^\W*phân công\W*$|trách nhiệm thực hiện|điều khoản thi hành")),
    ("past", re.compile(r"(?i)tình hình|đánh giá|kết quả|hạn chế|nguyên nhân|thực trạng|ưu điểm|khuyết điểm|đặc điểm")),
)  # fmt: skip
_FRAME = re.compile(
    r"(?i)^(?:(?:các|những|một số|nội dung|nhiệm vụ|giải pháp|biện pháp|chủ yếu|trọng tâm|cụ thể|thực hiện|và|công việc|chung|về"
    r"|kế hoạch|triển khai|(?:trong )?thời gian (?:tới|đến))[\s,]*)+$"
)


def is_frame(title: str) -> bool:
    """A heading that only says what kind of part it is: "NHIỆM VỤ, GIẢI PHÁP"."""
    return bool(_FRAME.match(title))


def _intro_end(directive: Directive) -> int:
    """The block of the paragraph that ends the introduction; -1 where there is none."""
    first = min((section.anchor.block for section in directive.sections), default=None)
    opening = [provision for provision in directive.provisions if provision.section is None]
    orders = [provision.anchor.block for provision in opening if sign("order").search(house_form(provision.anchor.quote))]
    if first is not None:
        return first - 1
    return orders[0] if orders else -1


class _Outline:
    """Sections by id: the part that a provision belongs to, and the block of part III that it makes."""

    def __init__(self, directive: Directive, superior: Superior) -> None:
        self._sections = {section.id: section for section in directive.sections}
        self._superior = superior
        self._intro = _intro_end(directive)

    def is_intro(self, provision: Provision) -> bool:
        """Before the words that order: "Thời gian qua, … Ban Thường vụ Tỉnh ủy yêu cầu:"."""
        return provision.section is None and provision.anchor.block <= self._intro

    def section(self, provision: Provision) -> Section | None:
        return self._sections.get(provision.section or "")

    def chain(self, provision: Provision) -> list[Section]:
        """From the main part down to the provision's own section."""
        found: list[Section] = []
        section = self.section(provision)
        while section is not None and section not in found:
            found.insert(0, section)
            section = self._sections.get(section.parent or "")
        return found

    def role(self, provision: Provision) -> Role:
        said = house_form(provision.anchor.quote)
        section = self.section(provision)
        ordered = section is not None and addressed(section.title or section.anchor.quote, self._superior) in ("own", "communes")
        told = provision.kind == "assessment" and not sign("order-for").search(said) and not (ordered and not sign("past").search(said))
        if told or (self.is_intro(provision) and provision.kind == "duty"):
            return "past"
        if self._is_last_order(provision, said):
            return "organisation"
        for section in reversed(self.chain(provision)):
            for role, pattern in _ROLES:
                if section.title and pattern.search(section.title) and (role != "past" or section.level == 1):
                    return role
        if provision.kind in ("purpose", "demand"):
            return "purpose" if provision.kind == "purpose" else "demand"
        return "tasks"

    def _is_last_order(self, provision: Provision, said: str) -> bool:
        """Behind the last section of a paper of the state, to all: "Yêu cầu các cấp, các ngành nghiêm túc triển khai …"."""
        later = any(section.anchor.block > provision.anchor.block for section in self._sections.values())
        first = label_length(provision.anchor.quote)
        return not self._superior.party and not later and bool(sign("general-order").match(said[first:]))

    def block(self, provision: Provision) -> str | None:
        chain = self.chain(provision)
        while chain and chain[0].title and (_FRAME.match(chain[0].title) or addressed(chain[0].title, self._superior)):
            if len(chain) == 1:
                break
            chain = chain[1:]
        return chain[0].id if chain else None


def overlap(one: Anchor, other: Anchor) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end
