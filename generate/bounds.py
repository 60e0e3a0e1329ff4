"""Where the directive's own words end: a second paper put behind it, the post of who signs taken for a paragraph."""

from __future__ import annotations

import re

from extract.directive import Directive
from generate.signs import sign
from generate.wording import house_form


def another_paper(directive: Directive) -> int | None:
    """The block where a second paper begins that was put behind this one: a bare citation after the words that end it."""
    ended = False
    for provision in directive.provisions:
        said = house_form(provision.anchor.quote)
        title = _TITLE_OF_A_PAPER.match(said)
        if ended and title and title[1] != directive.number:
            return provision.anchor.block
        ended = ended or bool(sign("spread").search(said) or sign("closing").search(said))
    return None


def foot_of(directive: Directive) -> int | None:
    """The block of the post of who signs, where the reader took it for a paragraph: "GIÁM ĐỐC"; recipients stand behind it."""
    half = len(directive.provisions) // 2
    posts = (p.anchor.block for p in directive.provisions[half:] if _POST.match(p.anchor.quote.strip()))
    return next(posts, None)


_POST = re.compile(
    r"^(?:[TKQ]\s?[./]?\s?[MTL]?[./]? )?(?:PHÓ )?(?:BÍ THƯ|CHỦ TỊCH|GIÁM ĐỐC|CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG|TRƯỞNG BAN|CHỦ NHIỆM)"
    r"(?: THƯỜNG TRỰC)?$"
)
_TITLE_OF_A_PAPER = re.compile(
    r"^(?:Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Quy định|Hướng dẫn|Công văn|Quyết định|Thông báo|Chương trình) số (\d+[^\s,;]*)\W*$"
)
