"""Who issues the document, who stands above it, and at which level it is."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from extract.directive import Level
from extract.grammar.bodies import bodies_at, head_at
from extract.grammar.references import kind_codes
from extract.language import fold, sentences
from extract.lexicon import alternation, entry, pattern, phrase, whole
from extract.outline import read_heading
from extract.parts import RULE, Parts
from ingest.document import Paragraph


def head_bodies(head: list[Paragraph]) -> tuple[str | None, str | None]:
    """The superior and the issuer of the head's left column, written as in running text; lines that name no body are passed over."""
    lines: list[str] = []
    for paragraph in head:
        folded = fold(paragraph.text)
        if paragraph.column == 1 or phrase("national_title").search(folded) or phrase("place_and_date").search(folded):
            continue
        if RULE.match(paragraph.text) or any(phrase(end).match(folded) for end in ("number_line", "dispatch_subject", "addressed_to")):
            break
        if paragraph.text.strip("*- ") and paragraph.text.isupper():
            lines.append(paragraph.text.strip(" *-"))
    names = [running_case(line) for line in _joined(lines) if head_at(line, 0) is not None]
    if not names:
        return None, None
    return (names[0], names[1]) if len(names) > 1 else (None, names[0])


def _joined(lines: list[str]) -> list[str]:
    """A name over two lines is one: "ỦY BAN NHÂN DÂN" / "HUYỆN YÊN LẬP"; the second names no body of its own."""
    joined: list[str] = []
    for line in lines:
        if joined and (head_at(line, 0) is None or phrase("place_name_line").match(fold(line))):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def running_case(name: str) -> str:
    """running_case("ỦY BAN NHÂN DÂN HUYỆN YÊN LẬP") == "Ủy ban nhân dân huyện Yên Lập"."""
    lowered = name.lower()
    letters = list(re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), lowered))
    for match in pattern("header", "small").finditer(fold(lowered)):
        letters[match.start() : match.end()] = lowered[match.start() : match.end()]
    text = "".join(letters)
    for known in entry("header", "cased").words:
        place = re.compile(rf"(?<!\w){re.escape(fold(known))}(?!\w)").search(fold(text))
        if place:
            text = text[: place.start()] + known + text[place.end() :]
    return text[:1].upper() + text[1:]


def issuer_of(parts: Parts, head_issuer: str | None) -> str | None:
    """The body as the text names it where it issues the document, else as the head does, else as it signs."""
    preamble = list(takewhile(lambda paragraph: read_heading(paragraph) is None, parts.main)) or parts.main[:3]
    for paragraph in preamble[:20]:
        decider = _DECIDER.fullmatch(paragraph.text.strip())
        if decider:
            return running_case(decider["body"])
        for start, end in sentences(paragraph.text):
            named = _issuing_body(paragraph.text, start, end)
            if named:
                return named
    return _named_in_title(parts.title) or head_issuer or _collective_signer(parts.foot)


_DECIDER = re.compile(
    r"(?P<body>(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BỘ CHÍNH TRỊ|BAN BÍ THƯ)[^:;,.]*?)\s+(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ)\s*:?"
)
"""The line between grounds and decision: "BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH"."""


def _named_in_title(title: list[Paragraph]) -> str | None:
    """"KẾT LUẬN" / "của Ban Thường vụ Tỉnh ủy về …" → "Ban Thường vụ Tỉnh ủy"."""
    for paragraph in title[1:2]:
        owner = _OWNER.match(fold(paragraph.text))
        found = bodies_at(paragraph.text, owner.end()) if owner else None
        if found and not pattern("header", "offices").match(fold(found.names[0])):
            return paragraph.text[found.start : found.end]
    return None


_OWNER = re.compile(r"\W*của\s+")


def with_superior(issuer: str | None, superior: str | None, paragraphs: list[Paragraph]) -> str | None:
    """An organ as the text names it: "Văn phòng" under "Ủy ban nhân dân tỉnh An Kỳ" → "Văn phòng Ủy ban nhân dân tỉnh"."""
    if not issuer or not superior or _level_of_name(issuer) is not None:
        return issuer
    committee = superior.split()
    while committee and committee[-1][0].isupper():
        committee.pop()
    whole_name = fold(f"{issuer} {' '.join(committee)}")
    for paragraph in paragraphs:
        place = fold(paragraph.text).find(whole_name)
        if place >= 0:
            return paragraph.text[place : place + len(whole_name)]
    return issuer


def _collective_signer(foot: list[Paragraph]) -> str | None:
    """Of a collective body that signs: "TM. CHÍNH PHỦ" → "Chính phủ"."""
    signed = (re.match(r"^(?:T/M|TM\.?)\s*(?P<body>.+)$", paragraph.text) for paragraph in foot)
    return next((running_case(match["body"]) for match in signed if match), None)


@cache
def _issuing() -> re.Pattern[str]:
    verbs = whole(alternation(entry("header", "issuing").words))
    objects = rf"(?:nội\s+dung\s+)?(?:{alternation(kind_codes())}|các|một\s+số|chỉ\s+tiêu|thực\s+hiện)"
    first = r"(?:(?:họp|thảo\s+luận|xem\s+xét|thống\s+nhất|nghiên\s+cứu|cho\s+ý\s+kiến)\s*(?:,|và)\s*)*"
    return re.compile(rf"\s*,?\s*(?:nay\s+)?{first}{verbs}(?:\s+(?:{objects}|[^.]{{0,220}}(?:như\s+sau|sau\s+đây|sau)\s*[:.])|\s*:)")


@cache
def _issuing_a_kind() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:ban\s+hành|xây\s+dựng)\s+{alternation(kind_codes())}")


_CLAUSE_STARTS = re.compile(r"^|(?<=[,;]\s)")
_DONE = re.compile(r"\s*đã\s")


def _issuing_body(text: str, start: int, end: int) -> str | None:
    """"…; Ban Thường vụ Huyện ủy ban hành kế hoạch … như sau:" → the body; never a holder of an office."""
    folded = fold(text)
    announces = phrase("issues_as_follows").search(folded[start:end].rstrip())
    for place in _CLAUSE_STARTS.finditer(text[start:end]):
        found = bodies_at(text, start + place.start(), end)
        if not found or len(found.names) > 2 or not text[found.start].isupper() or not _issuing().match(folded, found.end, end + 1):
            continue
        if not announces and not _issuing_a_kind().match(folded, found.end):
            continue
        if any(pattern("header", "offices").match(fold(name)) for name in found.names) or _DONE.match(folded, found.end):
            return None
        return text[found.start : found.end]
    return None


# --- level ----------------------------------------------------------------------------------------------------------

_LEVEL_OF_CODE: dict[str, Level] = {"HU": "district", "QU": "district", "TU": "province", "ĐU": "commune", "CB": "cell", "TW": "central"}
_LOWEST_FIRST: tuple[Level, ...] = ("cell", "commune", "district", "province")
_NAMELESS_COMMITTEES = {"đảng ủy", "ban thường vụ đảng ủy"}


def level_of(names: list[str | None], superior: str | None, recipients: tuple[str, ...], number: str | None) -> Level | None:
    """By the words of the issuer, then of the head, then by the number's code; a city's committee under a province is a district's.

    `names` are the issuer as the text names it and as the head does.
    """
    under_province = "tỉnh" in fold(superior or "") or any("tỉnh ủy" in fold(recipient) for recipient in recipients)
    for name in (*(name for name in names if name and fold(name) not in _NAMELESS_COMMITTEES), superior):
        level = _level_of_name(name) if name and not (name == superior and _is_one_level_up(name)) else None
        if level == "province" and under_province and phrase("under_province").search(fold(name or "")):
            return "district"
        if level == "province" and _is_central_office(name or "", superior):
            return "central"
        if level:
            return level
    if any(name and fold(name) in _NAMELESS_COMMITTEES for name in names):
        return "commune"
    code = (number or "").rpartition("/")[2].upper()
    return next((level for ending, level in _LEVEL_OF_CODE.items() if code.endswith(ending)), None)


def _is_central_office(name: str, superior: str | None) -> bool:
    """ "BỘ TÀI CHÍNH / CỤC THUẾ": an office of a ministry that names no province."""
    stands_under_ministry = re.match(r"(?:bộ|tổng cục)\s(?!chỉ huy|tư lệnh)", fold(superior or "")) is not None
    return stands_under_ministry and not re.search(r"(?<!\w)(tỉnh|thành phố|tp)(?!\w)", fold(name))


def _is_one_level_up(superior: str) -> bool:
    """An organ stands at the level of the committee above it ("TỈNH ỦY" / "BAN TỔ CHỨC"), a committee below its "ĐẢNG BỘ"."""
    return fold(superior).startswith("đảng bộ")


_OF_WIDER = re.compile(r"đảng (?:ủy|bộ)\s+(?=quân sự|công an|bộ chỉ huy|ủy ban nhân dân|hội đồng nhân dân|các cơ quan|khối|biên phòng)")
"""A committee whose level is that of the place behind it: "Đảng ủy Quân sự tỉnh", "Đảng bộ các cơ quan Đảng tỉnh"."""


def _level_of_name(name: str) -> Level | None:
    """The lowest level that the name's words show; central bodies by how they begin."""
    folded = fold(name).replace("thị xã", "quận").replace("văn phòng", "").replace("xã hội", "")
    wider = _OF_WIDER.sub("", folded)
    if wider != folded and any(pattern("header", level).search(wider) for level in ("district", "province")):
        folded = wider
    if "trung ương" in folded or pattern("header", "central").match(folded):
        return "central"
    return next((level for level in _LOWEST_FIRST if pattern("header", level).search(folded)), None)
