"""Head, title and foot: which blocks they are, and what they say.

The head is found by what it holds, not by how it was laid out: "ĐẢNG CỘNG SẢN VIỆT NAM" or the national title, "Số …", place and
date, then the kind in capitals ("KẾ HOẠCH") and the subject under it; a công văn has "V/v …" and "Kính gửi". The foot begins at
"Nơi nhận" or at the signing authority ("T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN"), whichever comes first after the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from extract.directive import Level, Period, Signature
from extract.grammar.bodies import bodies_at, head_at
from extract.grammar.references import kind_codes, kind_of_number, parse_number
from extract.grammar.times import day, period_of, times
from extract.language import fold, folded_pattern, sentences
from extract.lexicon import alternation, entry, pattern, whole
from extract.outline import read_heading
from ingest.document import Block, Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Parts:
    """The blocks of each part of the document, in order; `appendix` is what follows the foot."""

    head: list[Paragraph]
    title: list[Paragraph]
    main: list[Paragraph]
    foot: list[Paragraph]
    appendix: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Header:
    """The header fields of the contract, and the block in which each was read."""

    kind: str | None = None
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    level: Level | None = None
    subject: str | None = None
    period: Period | None = None
    signature: Signature = field(default_factory=Signature)
    recipients: tuple[str, ...] = ()
    number_from_caption: bool = False


_NATIONAL = folded_pattern(r"(?:cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam|độc\s+lập\s*-\s*tự\s+do\s*-\s*hạnh\s+phúc)")
_RECIPIENTS = folded_pattern(r"nơi\s+nhận\s*:?")
_AUTHORITY = re.compile(r"^(?:T/M|TM\.?|T/L|TL\.?|K/T|KT\.?|TUQ\.?|T/U|Q\.)\s*(?=[A-ZĐÀ-Ỹ])")
_NUMBER_LINE = folded_pattern(r"^(?:số|luật\s+số)\s*:?\s*(?P<rest>.*)$")
_PLACE_DATE = folded_pattern(
    r"(?P<place>[^\d,;:()]{2,60}),\s*ngày\s*(?P<d>\d{0,2})[\s.…_]*tháng\s*(?P<m>\d{0,2})[\s.…_]*năm\s*(?P<y>\d{0,4})"
)
_CAPTION = folded_pattern(r"^\(?\s*(?:ban\s+hành\s+)?(?:kèm\s+theo|đính\s+kèm|gửi\s+kèm)\s")
_ABOUT = folded_pattern(r"^(?:v/v\s*:?|về\s+việc|về)\s+")
_DISPATCH_SUBJECT = folded_pattern(r"^(?:v/v\s*:?|về\s+việc)\s+")
_KEY = folded_pattern(r"^kính\s+(?:gửi|trình)\s*:?")
_RULE = re.compile(r"^[-–—_*=\s]{2,}$")


def split_parts(document: Document) -> Parts:
    """The parts of the document; where there is no foot, everything after the title is main text."""
    paragraphs = list(document.paragraphs)
    title_start = _title_start(paragraphs)
    main_start = _title_end(paragraphs, title_start) if title_start is not None else _dispatch_start(paragraphs)
    title_start = main_start if title_start is None else title_start
    foot_start = _foot_start(paragraphs, main_start)
    foot_end = _foot_end(paragraphs, foot_start, document.blocks)
    return Parts(
        paragraphs[:title_start],
        paragraphs[title_start:main_start],
        paragraphs[main_start:foot_start],
        paragraphs[foot_start:foot_end],
        paragraphs[foot_end:],
    )


@cache
def _kind_title() -> re.Pattern[str]:
    return re.compile(rf"^(?P<kind>{alternation(kind_codes())})(?:\s+liên\s+tịch)?(?![^\W_])")


_TITLE_WITHIN = 40


def _title_start(paragraphs: list[Paragraph]) -> int | None:
    for position, paragraph in enumerate(paragraphs[:_TITLE_WITHIN]):
        match = _kind_title().match(fold(paragraph.text))
        printed = paragraph.text[: match.end()] if match else ""
        if match and printed.isupper() and paragraph.column != 0 and not parse_number(paragraph.text[: match.end() + 25]):
            return position
    return None


def _title_end(paragraphs: list[Paragraph], start: int) -> int:
    """After the kind, the subject's lines: centred or bold, until running text, a section or a rule."""
    position = start + 1
    while position < len(paragraphs) and position - start <= 8:
        paragraph = paragraphs[position]
        if not (_is_title_line(paragraph) or _RULE.match(paragraph.text)):
            break
        position += 1
    return position


def _is_title_line(paragraph: Paragraph) -> bool:
    if paragraph.role != "body" or len(paragraph.text) > 400 or read_heading(paragraph):
        return False
    if paragraph.alignment == "center":
        return True
    return not _grounds().match(fold(paragraph.text)) and (paragraph.is_bold and paragraph.alignment != "justify")


@cache
def _grounds() -> re.Pattern[str]:
    return folded_pattern(r"^-?\s*(?:căn\s+cứ|thực\s+hiện|thi\s+hành|xét|để|nhằm|trong\s+những)\s")


def _dispatch_start(paragraphs: list[Paragraph]) -> int:
    """Of a công văn the main text begins after "Kính gửi" and its addressees."""
    for position, paragraph in enumerate(paragraphs[:_TITLE_WITHIN]):
        if not _KEY.match(fold(paragraph.text)):
            continue
        position += 1
        while position < len(paragraphs) and re.match(r"^[-–+]\s", paragraphs[position].text):
            position += 1
        return position
    return _after_head_lines(paragraphs)


def _after_head_lines(paragraphs: list[Paragraph]) -> int:
    position = 0
    for index, paragraph in enumerate(paragraphs[:20]):
        folded = fold(paragraph.text)
        if _NATIONAL.search(folded) or _NUMBER_LINE.match(folded) or _PLACE_DATE.search(folded) or paragraph.column is not None:
            position = index + 1
    return position


def _foot_start(paragraphs: list[Paragraph], main_start: int) -> int:
    for position in range(main_start, len(paragraphs)):
        paragraph = paragraphs[position]
        if _RECIPIENTS.match(fold(paragraph.text)) or (_AUTHORITY.match(paragraph.text) and len(paragraph.text) < 120):
            return position
        if paragraph.column is not None and position > main_start and _is_signature_block(paragraphs[position : position + 12]):
            return position
    return _nameless_foot(paragraphs, main_start)


def _is_signature_block(paragraphs: list[Paragraph]) -> bool:
    return any(_RECIPIENTS.match(fold(p.text)) or _AUTHORITY.match(p.text) for p in paragraphs if p.column is not None)


def _nameless_foot(paragraphs: list[Paragraph], main_start: int) -> int:
    """Without "Nơi nhận" and authority: a post in capitals with a name under it near the end, else no foot."""
    for position in range(main_start, len(paragraphs)):
        if paragraphs[position].new_page and _CAPTION.match(fold(paragraphs[position].text)):
            return position
    return len(paragraphs)


def _foot_end(paragraphs: list[Paragraph], start: int, blocks: tuple[Block, ...]) -> int:
    """The foot ends at the name under the signature; what begins a new page, a table or a caption is appendix."""
    position = start
    while position < len(paragraphs) and position - start < 60:
        paragraph = paragraphs[position]
        if position > start and (paragraph.new_page or _begins_appendix(paragraph)):
            break
        if paragraph.index and isinstance(blocks[paragraph.index - 1], Table) and position > start:
            break
        position += 1
    return position


_APPENDIX = folded_pattern(r"^(?:phụ\s+lục|biểu|bảng|danh\s+sách|danh\s+mục|mẫu)(?![^\W_])")


def _begins_appendix(paragraph: Paragraph) -> bool:
    folded = fold(paragraph.text)
    return bool(_CAPTION.match(folded) or (_APPENDIX.match(folded) and paragraph.column is None and paragraph.text[:1].isupper()))


# --- fields ---------------------------------------------------------------------------------------------------------


def read_header(document: Document, parts: Parts) -> Header:
    kind, subject = _kind_and_subject(parts)
    number = _number(parts)
    issued_on, place = _date_and_place(parts.head)
    caption = None
    if number is None:
        caption = _from_caption(document, kind)
        number, issued_on = (caption[0], issued_on or caption[1]) if caption else (None, issued_on)
    kind = kind or (kind_of_number(number) if number else None) or ("CV" if _is_dispatch(parts) else None)
    superior, head_issuer = _head_bodies(parts.head)
    if _is_joint(parts):
        superior, head_issuer = None, " và ".join(name for name in (superior, head_issuer) if name) or None
    signature = _signature(parts.foot)
    recipients = _recipients(parts.foot)
    issuer = _issuer(parts, head_issuer)
    return Header(
        kind,
        number,
        issued_on,
        place,
        issuer,
        superior,
        _level(issuer, head_issuer, superior, recipients, number),
        subject,
        _period(subject, parts),
        signature,
        recipients,
        number_from_caption=caption is not None,
    )


def _is_joint(parts: Parts) -> bool:
    """Two bodies side by side issue it: "KẾ HOẠCH LIÊN TỊCH"."""
    return bool(parts.title) and "liên tịch" in fold(parts.title[0].text)


def _is_dispatch(parts: Parts) -> bool:
    return any(_KEY.match(fold(p.text)) for p in parts.head + parts.main[:2])


def _kind_and_subject(parts: Parts) -> tuple[str | None, str | None]:
    if not parts.title:
        return None, _dispatch_subject(parts.head)
    first = parts.title[0]
    match = _kind_title().match(fold(first.text))
    if not match:
        return None, None
    kind = kind_codes()[re.sub(r"\s+", " ", match["kind"])]
    lines = takewhile(lambda p: not _is_authority_line(p), parts.title[1:])
    words = [re.sub(r"^\s*(?:LIÊN TỊCH|PHỐI HỢP)", "", first.text[match.end() :]), *(p.text for p in lines if not _RULE.match(p.text) and not p.text.startswith("("))]
    subject = re.sub(r"\s+", " ", " ".join(word for word in words if word.strip())).strip(" .:;-")
    return kind, _without_about(subject) or None


def _is_authority_line(paragraph: Paragraph) -> bool:
    """Under the subject of a decision or resolution stands who decides: "ỦY BAN NHÂN DÂN TỈNH …", "CHỦ TỊCH …"."""
    return paragraph.text.isupper() and (head_at(paragraph.text, 0) is not None or bool(_POSITION.match(fold(paragraph.text))))


def _without_about(subject: str) -> str:
    match = _ABOUT.match(fold(subject))
    return subject[match.end() :] if match else subject


def _dispatch_subject(head: list[Paragraph]) -> str | None:
    for position, paragraph in enumerate(head):
        if not _DISPATCH_SUBJECT.match(fold(paragraph.text)):
            continue
        lines = [paragraph.text]
        for following in head[position + 1 :]:
            if following.column != paragraph.column or _KEY.match(fold(following.text)) or _PLACE_DATE.search(fold(following.text)):
                break
            lines.append(following.text)
        return _without_about(" ".join(lines)).strip(" .;")
    return None


def _number(parts: Parts) -> str | None:
    for paragraph in parts.head:
        match = _NUMBER_LINE.match(fold(paragraph.text))
        if match:
            found = parse_number(paragraph.text[match.start("rest") :])
            if found:
                return found
    return None


def _date_and_place(head: list[Paragraph]) -> tuple[str | None, str | None]:
    for paragraph in head:
        match = _PLACE_DATE.search(fold(paragraph.text))
        if match:
            place = paragraph.text[slice(*match.span("place"))].strip(" -–*")
            return day(f"{match['d']} tháng {match['m']} năm {match['y']}"), place
    return None, None


def _from_caption(document: Document, kind: str | None) -> tuple[str, str | None] | None:
    """The document's own number where the head lost it: "(kèm theo Kế hoạch số 72-KH/… ngày … của …)" over an appendix."""
    for paragraph in document.paragraphs:
        folded = fold(paragraph.text)
        if not _CAPTION.match(folded):
            continue
        number = parse_number(paragraph.text)
        if number and (kind is None or kind_of_number(number) in {kind, None} or "ban hành" in folded):
            return number, day(folded)
    return None


def _head_bodies(head: list[Paragraph]) -> tuple[str | None, str | None]:
    """The superior and the issuer of the head's left column, in small letters with capitals where names have them."""
    lines: list[str] = []
    for paragraph in head:
        folded = fold(paragraph.text)
        if paragraph.column == 1 or _NATIONAL.search(folded) or _PLACE_DATE.search(folded):
            continue
        if _NUMBER_LINE.match(folded) or _DISPATCH_SUBJECT.match(folded) or _RULE.match(paragraph.text) or _KEY.match(folded):
            break
        if paragraph.text.strip("*- ") and paragraph.text.isupper():
            lines.append(paragraph.text.strip(" *-"))
    lines = _joined_lines(lines)
    if not lines:
        return None, None
    names = [running_case(line) for line in lines]
    return (names[0], names[1]) if len(names) > 1 else (None, names[0])


def _joined_lines(lines: list[str]) -> list[str]:
    """A name that runs over two lines is one: "ỦY BAN NHÂN DÂN" / "HUYỆN YÊN LẬP"; the second begins with no body of its own."""
    joined: list[str] = []
    for line in lines:
        if joined and (head_at(line, 0) is None or _is_place_only(line)):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _is_place_only(line: str) -> bool:
    return bool(folded_pattern(r"^(?:xã|phường|thị\s+trấn|huyện|quận|thị\s+xã|tỉnh|thành\s+phố|đặc\s+khu)\s(?!ủy|đoàn)").match(fold(line)))


def running_case(name: str) -> str:
    """running_case("ỦY BAN NHÂN DÂN HUYỆN YÊN LẬP") == "Ủy ban nhân dân huyện Yên Lập"."""
    lowered = name.lower()
    titled = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), lowered)
    letters = list(titled)
    for match in pattern("header", "small").finditer(fold(lowered)):
        letters[match.start() : match.end()] = lowered[match.start() : match.end()]
    text = "".join(letters)
    for name in entry("header", "cased").words:
        place = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)").search(fold(text))
        if place:
            text = text[: place.start()] + name + text[place.end() :]
    return text[:1].upper() + text[1:]


def _issuer(parts: Parts, head_issuer: str | None) -> str | None:
    """The body as the text names it where it issues the document, else as the head does."""
    preamble = list(takewhile(lambda p: read_heading(p) is None, parts.main)) or parts.main[:3]
    for paragraph in preamble[:20]:
        for start, end in sentences(paragraph.text):
            named = _issuing_body(paragraph.text, start, end)
            if named:
                return named
    return head_issuer or _issuer_of_authority(parts.foot)


def _issuer_of_authority(foot: list[Paragraph]) -> str | None:
    """Of a collective body that signs: "TM. CHÍNH PHỦ" → "Chính phủ"."""
    for paragraph in foot:
        match = re.match(r"^(?:T/M|TM\.?)\s*(?P<body>.+)$", paragraph.text)
        if match:
            return running_case(match["body"])
    return None


@cache
def _issuing() -> re.Pattern[str]:
    verbs = alternation(entry("header", "issuing").words)
    kinds = alternation(kind_codes())
    return re.compile(rf"\s*,?\s*(?:nay\s+)?{whole(verbs)}(?P<object>\s+(?:nội\s+dung\s+)?(?:{kinds}|các|một\s+số|chỉ\s+tiêu|thực\s+hiện|[^.]{{0,220}}(?:như\s+sau|sau\s+đây|sau)\s*[:.])|\s*:)")


def _issuing_body(text: str, start: int, end: int) -> str | None:
    """"…; Ban Thường vụ Huyện ủy ban hành kế hoạch … như sau:" → the body; never a holder of an office."""
    folded = fold(text)
    announces = folded_pattern(r"(?:(?:như\s+sau|sau\s+đây|sau|cụ\s+thể)\s*[:.]?|:)\s*$").search(folded[start:end].rstrip())
    for match in re.finditer(r"(?:^|(?<=[,;]\s)|(?<=^))", text[start:end]):
        position = start + match.start()
        if head_at(text, position) is None:
            continue
        found = bodies_at(text, position, end)
        if not found or len(found.names) > 2 or not _issuing().match(folded, found.end, end + 1):
            continue
        if not announces and not folded_pattern(rf"\s*(?:ban\s+hành|xây\s+dựng)\s+{alternation(kind_codes())}").match(folded, found.end):
            continue
        if pattern("header", "offices").match(fold(found.names[0])) or "đã" in folded[found.end : found.end + 4]:
            return None
        return text[found.start : found.end]
    return None


_LEVELS: tuple[Level, ...] = ("cell", "commune", "district", "province", "central")


def _level(issuer: str | None, head_issuer: str | None, superior: str | None, recipients: tuple[str, ...], number: str | None) -> Level | None:
    """By the words of the issuer, then of the head; a Thành ủy or city under a province is a district."""
    for name in (issuer, head_issuer):
        level = _level_of(name) if name else None
        if level is None:
            continue
        under_province = fold(superior or "").find("tỉnh") >= 0 or any("tỉnh ủy" in fold(r) for r in recipients)
        city = folded_pattern(r"thành\s+(?:ủy|phố|đoàn)").search(fold(name))
        if level == "province" and city and under_province:
            return "district"
        if level == "commune" and fold(name) in {"đảng ủy", "ban thường vụ đảng ủy"} and head_issuer:
            return _level_of(head_issuer) or level
        return level
    return _level_of_code(number)


def _level_of(name: str) -> Level | None:
    folded = fold(name).replace("thị xã", "quận")
    found = [(m.start(), level) for level in _LEVELS for m in [pattern("header", level).search(folded)] if m]
    if not found:
        return None
    levels = {level for _, level in found}
    if "cell" in levels:
        return "cell"
    if "central" in levels and folded.startswith(("bộ", "chính phủ", "ban bí thư", "thủ tướng", "quốc hội")) or "trung ương" in folded:
        return "central"
    for level in ("commune", "district", "province", "central"):
        if level in levels:
            return level  # type: ignore[return-value]
    return None


def _level_of_code(number: str | None) -> Level | None:
    code = (number or "").rpartition("/")[2].upper()
    return {"HU": "district", "QU": "district", "ĐU": "commune", "CB": "cell", "TW": "central"}.get(code)  # type: ignore[return-value]


_TIMESPAN = folded_pattern(r"^[-+*\d.)\s]*(?:thời\s+gian|thời\s+hạn)\s+(?:thực\s+hiện|tiến\s+hành|triển\s+khai|tổ\s+chức)")


def _period(subject: str | None, parts: Parts) -> Period | None:
    """The period that the document governs: of its subject, else of the sentence that gives the time of carrying out."""
    for time in times(subject or ""):
        if time.kind in {"period", "window"} and time.due:
            text = (subject or "")[time.start : time.end]
            trimmed = folded_pattern(r"^(?:trong|cuối|đầu|hết)\s+(?=năm)").match(fold(text))
            return Period(time.begin, time.due, text[trimmed.end() :] if trimmed else text)
    for paragraph in parts.main:
        if not _TIMESPAN.match(fold(paragraph.text)):
            continue
        windows = [time for time in times(paragraph.text) if time.kind == "window"]
        if windows:
            return period_of(windows[0], paragraph.text)
    return None


# --- foot -----------------------------------------------------------------------------------------------------------

_NAME = re.compile(r"^(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*)(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹđ]*){1,5}$")
_POSITION = folded_pattern(
    r"^(?:q\.\s*)?(?:phó\s+)?(?:bí\s+thư|chủ\s+tịch|trưởng|chánh|giám\s+đốc|chủ\s+nhiệm|hiệu\s+trưởng|bộ\s+trưởng|thứ\s+trưởng|cục\s+trưởng|chi\s+cục\s+trưởng|tổng\s+giám\s+đốc|viện\s+trưởng|thủ\s+tướng|thường\s+trực|ủy\s+viên|chỉ\s+huy|chính\s+trị\s+viên|đội\s+trưởng|trạm\s+trưởng|tổ\s+trưởng|thủ\s+trưởng)"
)


def _signature(foot: list[Paragraph]) -> Signature:
    signed_left = any(_AUTHORITY.match(p.text) for p in foot if p.column == 0)
    lines = [p.text.strip() for p in foot if p.column != 0 or signed_left]
    first = next((n for n, line in enumerate(lines) if _AUTHORITY.match(line)), None)
    authority = lines[first] if first is not None else None
    lines = lines[first + 1 :] if first is not None else lines
    position = next((line for line in lines if line.isupper() and _POSITION.match(fold(line))), None)
    names = [line for line in lines if _NAME.match(line) and not line.isupper() and not _RECIPIENTS.match(fold(line))]
    return Signature(authority, position, (names[0] if signed_left else names[-1]) if names else None)


def _recipients(foot: list[Paragraph]) -> tuple[str, ...]:
    started = False
    lines: list[str] = []
    for paragraph in foot:
        text = paragraph.text
        opening = _RECIPIENTS.match(fold(text))
        if opening:
            started = True
            text = text[opening.end() :].strip()
        if not started or not text or paragraph.column == 1 or _AUTHORITY.match(text):
            continue
        if re.match(r"^[-–—+•]\s*", text):
            lines.append(re.sub(r"^[-–—+•]\s*", "", text))
        elif lines and paragraph.column == 0 and not text.isupper() and not _complete(lines[-1]):
            lines[-1] = f"{lines[-1]} {text}"
        elif opening:
            lines.append(text)
    return tuple(line.strip(" ,;.") if not line.strip().endswith(".") or line.count(".") == 1 else line.strip(" ,;") for line in lines)


def _complete(line: str) -> bool:
    return line.rstrip().endswith((";", ",", "."))
