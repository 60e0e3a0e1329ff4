"""What a person should look at before a draft is signed: every plan is read once more when it is drawn up.

Level words of the superior that were not exchanged, a sentence that stands twice, a heading over nothing, a figure
without a source, a clause that breaks off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.directive import Finding
from generate.findings import finding
from generate.plan import Line, Plan
from generate.signs import sign
from generate.voice import Superior
from generate.wording import house_form

_PAPER = r"(?:Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Quy định|Hướng dẫn|Công văn|Quyết định|Thông báo|Chương trình|Đề án) (?:số )?\d[^;.]*"
_UPWARDS = r"(?:[Bb]áo cáo|[Gg]ửi|[Tt]rình|[Đđ]ề nghị|của|do|về|cho)(?: về| cho| với| lên)? (?:Ban Thường vụ |Thường trực |Chủ tịch )?"


def review(plan: Plan, superior: Superior) -> tuple[Finding, ...]:
    """Findings on the finished draft, in its order."""
    return (*_levels(plan, superior), *_twice(plan), *_empty(plan), *_loose_figures(plan), *_unclear(plan))


def _levels(plan: Plan, superior: Superior) -> Iterator[Finding]:
    """ "trên địa bàn huyện" in a commune's plan; citations, the superior's own goal and channels upwards may name it."""
    words = [word for word in (superior.committee, superior.word) if word and word.lower() not in plan.head_issuer.lower()]
    if not words:
        return
    named = "|".join(f"(?i:{re.escape(word)})" for word in words)
    left = re.compile(rf"(?<!thành )(?<!thị )(?<![Tt]ác )(?<!\w)(?:{named})(?!\w)(?! (?i:hội))(?! (?:[A-ZĐÀ-Ỹ]|\d))")
    for line in plan.lines():
        if line in plan.grounds or line in plan.closing:
            continue
        said = _allowed(superior).sub("", house_form(line.text))
        if (match := left.search(said)) is not None:
            yield finding("level-word-left", line.anchor, word=match[0], text=line.text)


def _allowed(superior: Superior) -> re.Pattern[str]:
    body = re.escape(superior.committee or chr(0xE1FF))
    area = re.escape(superior.word or chr(0xE1FF))
    return re.compile(
        rf"{_PAPER}|\(qua [^()]*\)|\(nay là [^()]*\)|(?:góp phần )?cùng (?:Đảng bộ |toàn )?{area}|Đại hội[^;,]*{area}"
        rf"|Lịch sử Đảng bộ {area}|{_UPWARDS}(?:{body}|Ủy ban nhân dân {area}|UBND {area})|báo cáo về {area}\b"
        rf"|(?:trước|tham mưu) (?:Ủy ban nhân dân|UBND|Ban Thường vụ|Thường trực) (?:{body}|{area})|[Pp]hối hợp với [^;.]*?{area}"
        rf"|(?:kế hoạch|hướng dẫn|quy định|chủ trương|nghị quyết|chỉ đạo) của {area}",
        re.IGNORECASE,
    )


def _twice(plan: Plan) -> Iterator[Finding]:
    said = Counter(line.text for line in plan.lines())
    for line in dict.fromkeys(line.text for line in plan.lines()):
        if said[line] > 1:
            yield finding("sentence-twice", None, text=line)


def _empty(plan: Plan) -> Iterator[Finding]:
    for part in plan.parts:
        for name, lines in [(f"{part.label} {part.title}", [*part.lines, *part.items])] + [
            (f"{part.label}{item.label} {item.heading or ''}".strip(), [*item.lines]) for item in part.items
        ]:
            if not lines:
                yield finding("heading-empty", None, heading=name)


def _loose_figures(plan: Plan) -> Iterator[Finding]:
    for line in plan.lines():
        if any(isinstance(piece, str) and re.search(r"\d", piece) for piece in line.pieces):
            yield finding("figure-unsourced", line.anchor, text=line.text)


def _unclear(plan: Plan) -> Iterator[Finding]:
    """A clause that breaks off or whose brackets do not close was copied as it stands."""
    for line in plan.lines():
        if line.provision and _is_unclear(line):
            yield finding("source-unclear", line.anchor, text=line.text)


def _is_unclear(line: Line) -> bool:
    text = line.text
    uneven = text.count("(") != text.count(")") or text.count("“") != text.count("”")
    return uneven or bool(sign("broken").search(text))
