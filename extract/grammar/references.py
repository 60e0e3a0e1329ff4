"""Citations: "Chương trình số 14-CTr/TU ngày 30/8/2021 của Tỉnh ủy Hải Lâm về thực hiện …".

Number forms: party `04-KH/BTCTU`, `03-CT/TWĐTN-BTC`; state `118/QĐ-UBND`, `75/2023/NĐ-CP`, `1290/SYT-NVY`, `202/2025/QH15`,
also with spaces and a lost hyphen (`66/NQHĐND`). Named documents have no number: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.grammar.bodies import bodies_at, followed_by_verb, head_at
from extract.grammar.times import day
from extract.language import fold, folded_pattern, key
from extract.lexicon import alternation, entries, phrase, whole

_NUMBER = (
    r"(?P<number>\d{1,5}[A-Za-z]?\s?(?:/\s?(?:19|20)\d\d\s?)?[-/]\s?[A-ZĐƯ][A-Za-zĐđƯư]*\d{0,2}"
    r"(?:\s?[-/.&]\s?[A-ZĐƯ][A-Za-zĐđƯư0-9.]*)*)"
)
_DATE = r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:19|20)\d\d|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?:19|20)\d\d)"
_TITLE_VERBS = (
    "thực hiện", "triển khai", "hướng dẫn", "tiếp tục", "quán triệt", "quy định", "phê duyệt", "ban hành", "giao",
    "tăng cường", "sửa đổi", "kết nạp", "phát triển", "đẩy mạnh", "hợp nhất",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention: offsets of the whole, and what it says; `number` without spaces, `kind` the contract's code."""

    start: int
    end: int
    number: str | None
    kind: str | None
    issued_on: str | None
    issuer: str | None
    title: str | None


@cache
def kind_codes() -> dict[str, str]:
    """Folded kind words to codes: {"kế hoạch": "KH", "chương trình hành động": "CTr", …}."""
    return {fold(word): str(e.attributes.get("code", e.name)) for e in entries("kinds") for word in e.words}


@cache
def number_codes() -> dict[str, str]:
    """Folded codes as they stand in numbers: {"kh": "KH", "qyđ": "QĐ", "cthđ": "CTr", …}."""
    return {
        fold(code): str(e.attributes.get("code", e.name))
        for e in entries("kinds")
        for code in (e.name, *e.attributes.get("others", ()))
    }


@cache
def _kind_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?P<kind>{alternation(kind_codes())})(?:\s+(?:liên\s+tịch|phối\s+hợp))?\s*(?:số\s*:?\s*)?$")


_NUMBERED = re.compile(rf"(?<![\w/.,-]){_NUMBER}(?![\w/])")
_DATED = folded_pattern(rf"\s*,?\s*(?:\(?\s*ngày\s+)(?P<date>{_DATE})")
_ISSUER_OF = folded_pattern(r"\s*,?\s*của\s+")
_MEETING = folded_pattern(r"\s*,?\s*(?=(?:hội\s+nghị|kỳ\s+họp)\s)")
_ABOUT = folded_pattern(r"\s*,?\s*(?:về\s+việc\s+|về\s+|v/v:?\s+)")
_QUOTED = re.compile(r"\s*(?:về\s+|về\s+việc\s+)?[“\"](?P<title>[^”\"]+)[”\"]", re.IGNORECASE)
_TITLE_VERB = re.compile(r"\s+(?=" + alternation(_TITLE_VERBS) + r"(?![^\W_]))")
_TITLE_END = re.compile(r"\s*(?:;|\.(?:\s|$|/)|\)|[“”]|$)")


def citations(text: str) -> list[Citation]:
    """Every mention of a numbered or named document, in order; one inside the title of another comes after it."""
    numbered = [_citation(text, match) for match in _NUMBERED.finditer(text)]
    found = [citation for citation in numbered if citation]
    return sorted(found + _named(text, found), key=lambda citation: citation.start)


def parse_number(text: str) -> str | None:
    """The document number in a text, without spaces: parse_number("Số 44 -KH/ĐU") == "44-KH/ĐU"."""
    match = _NUMBERED.search(text)
    return normal_number(match["number"]) if match else None


def normal_number(number: str) -> str:
    return re.sub(r"\s+", "", number).rstrip(".")


def kind_of_number(number: str) -> str | None:
    """The kind that a number's code names: kind_of_number("15/2010/QĐ-UBND") == "QĐ", of "1290/SYT-NVY" None."""
    for part in re.split(r"[-/]", number)[1:]:
        code = number_codes().get(fold(part))
        if code:
            return code
    return None


def _citation(text: str, match: re.Match[str]) -> Citation | None:
    folded = fold(text)
    number = normal_number(match["number"])
    before = _kind_pattern().search(folded, max(0, match.start() - 60), match.start())
    numbered_by_word = re.search(r"(?<![^\W_])số\s*:?\s*$", folded[: match.start()])
    named_kind = kind_codes()[_spaced(before["kind"])] if before else None
    kind = kind_of_number(number) or named_kind
    if kind is None and numbered_by_word is None:
        return None
    start = before.start("kind") if before else numbered_by_word.start() if numbered_by_word else match.start()
    position = match.end()
    issued_on = None
    dated = _DATED.match(folded, position)
    if dated:
        issued_on = day(dated["date"])
        position = dated.end()
    issuer, position = _issuer(text, folded, position)
    title, position = _title(text, folded, position)
    return Citation(start, position, number, kind, issued_on, issuer, title)


def _spaced(words: str) -> str:
    return re.sub(r"\s+", " ", words)


@cache
def _issuer_end() -> re.Pattern[str]:
    next_citation = rf"\s+và\s+{alternation(kind_codes())}\s"
    return folded_pattern(rf"\s*(?:[,;.:“\")]|\bvề\b|v/v|\((?!nay|khóa|khoá)|{next_citation}|{whole(alternation(_TITLE_VERBS))})")


def _issuer(text: str, folded: str, position: int) -> tuple[str | None, int]:
    """Who issued it: "của Ban Thường vụ Huyện ủy (nay là …)", or the meeting named right after the date."""
    opening = _ISSUER_OF.match(folded, position) or _MEETING.match(folded, position)
    if not opening or opening.end() >= len(text):
        return None, position
    closing = _issuer_end().search(folded, opening.end())
    end = closing.start() if closing else len(text)
    if text[end : end + 1] == ")" and "(" in text[opening.end() : end]:
        end += 1
    name = text[opening.end() : end].strip(" ,")
    if not name or len(name) > 120:
        return None, position
    return name, opening.end() + len(text[opening.end() : end].rstrip(" ,"))


def _title(text: str, folded: str, position: int) -> tuple[str | None, int]:
    quoted = _QUOTED.match(text, position)
    if quoted:
        return quoted["title"].strip(), quoted.end()
    about = _ABOUT.match(folded, position) or _TITLE_VERB.match(folded, position)
    if not about:
        return None, position
    end = _title_end(text, folded, about.end())
    title = text[about.end() : end].strip(" ,")
    return (title, about.end() + len(title)) if title else (None, position)


def _title_end(text: str, folded: str, start: int) -> int:
    closing = _TITLE_END.search(text, start)
    end = closing.start() if closing else len(text)
    for link in re.finditer(r",\s+|\s+và\s+", text[start:end]):
        following = start + link.end()
        if _next_citation(folded, following) or _begins_sentence_core(text, folded, following):
            return start + link.start()
    said = phrase("said_of_title").search(folded, start, end)
    return said.start() if said else end


def _begins_sentence_core(text: str, folded: str, position: int) -> bool:
    """Behind the comma the sentence goes on with who acts or what is asked: "…, các xã kết nạp …", "…, phấn đấu đạt …"."""
    if phrase("asks_at_once").match(folded[position:]):
        return True
    if head_at(text, position) is None:
        return False
    found = bodies_at(text, position)
    return text[position].isupper() or (found is not None and followed_by_verb(text, found.end))


@cache
def _citation_start() -> re.Pattern[str]:
    return re.compile(rf"(?:các\s+)?{alternation(kind_codes())}\s+(?:số\s+)?\d|số\s+\d+\s*[-/]")


def _next_citation(folded: str, position: int) -> bool:
    return _citation_start().match(folded, position) is not None


_ORDINAL = r"(?:thứ\s+)?(?:[ivxl]+|\d+|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?![^\W_])"
_TERM = r"(?:\s*,?\s*\(?nhiệm\s+kỳ\s+\d{4}\s*-\s*\d{4}\)?)?"
_NAMED = tuple(
    folded_pattern(p)
    for p in (
        # "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, nhiệm kỳ 2020 - 2025"; "Nghị quyết Đại hội lần thứ XIV của Đảng"
        rf"nghị\s+quyết\s+(?:của\s+)?(?P<issuer>đại\s+hội\s+[^;.:\"]{{0,90}}?(?:lần|khóa|khoá)\s+{_ORDINAL}(?:\s+của\s+đảng)?){_TERM}",
        # "Nghị quyết Đại hội Đảng bộ phường, nhiệm kỳ 2025 - 2030"
        r"nghị\s+quyết\s+(?:của\s+)?(?P<issuer>đại\s+hội\s+[^;.:\",]{0,60}?)\s*,?\s*nhiệm\s+kỳ\s+\d{4}\s*-\s*\d{4}",
        # "Nghị quyết Trung ương 4 khóa XII về …"
        r"nghị\s+quyết\s+(?P<issuer>(?:hội\s+nghị\s+)?(?:ban\s+chấp\s+hành\s+)?trung\s+ương\s+(?:đảng\s+)?"
        rf"(?:\d+\s+|lần\s+{_ORDINAL}\s+)?\(?(?:khóa|khoá)\s+[ivx]+\)?)",
        # "Nghị quyết nhiệm vụ năm 2023"
        r"nghị\s+quyết\s+(?:về\s+)?(?:nhiệm\s+vụ|phương\s+hướng,?\s+nhiệm\s+vụ|phát\s+triển\s+kinh\s+tế\s*-\s*xã\s+hội)\s+năm\s+\d{4}",
        # "Điều lệ Đảng"
        rf"điều\s+lệ\s+(?:đảng(?:\s+cộng\s+sản\s+việt\s+nam)?(?:\s+(?:khóa|khoá)\s+{_ORDINAL})?|công\s+đoàn\s+việt\s+nam|đoàn\s+thanh\s+niên|mặt\s+trận\s+tổ\s+quốc)(?![^\W_])",
        # "Quy chế bầu cử trong Đảng", "Quy chế làm việc của Ban Chấp hành Đảng bộ tỉnh khóa I"
        r"quy\s+chế\s+bầu\s+cử\s+trong\s+đảng(?:\s+của\s+ban\s+chấp\s+hành\s+trung\s+ương)?(?![^\W_])",
        rf"quy\s+chế\s+làm\s+việc\s+của\s+(?P<issuer>[^;.:\"]{{5,90}}?\s+(?:khóa|khoá)\s+{_ORDINAL})",
        r"hiến\s+pháp(?:\s+năm\s+\d{4})?(?![^\W_])",
    )
)
_LAW_WORD_END = "về|và các|quy định|của|đã|được|có|các|những|tại|đến|cho|theo|này|trên|trong"
_NO_LAW = r"(?:này|pháp|sư|định|gia|lệ|của|và|về|có|được|cũng|khác|trên|hiện|nêu|chuyên|sửa)(?!\w)"
_OTHER_PAPER = "Luật|Bộ luật|Pháp lệnh|Nghị|Quyết|Chỉ|Kế|Thông|Công|Hướng"
_LAW_DATED = r"(?:ngày\s+\d|năm\s+\d{4}|số\s+\d)"
_LAW = re.compile(
    rf"(?<!\w)(?:Luật|Bộ luật|Pháp lệnh)\s+(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*|(?!{_NO_LAW})[a-zà-ỹđ][\wÀ-ỹ]*(?=[^.;]{{0,80}}?{_LAW_DATED}))"
    rf"(?:,?\s+(?!(?:{_LAW_WORD_END})\s)[\wÀ-ỹ]+){{0,9}}?"
    rf"(?=\s+năm\s+\d{{4}}|\s+ngày\s+\d|\s+số\s|"
    rf"\s*(?:[;.)]|,(?!\s+(?:(?!{_OTHER_PAPER})[A-ZĐÀ-Ỹ]|chữa|chống|bảo vệ|cứu|bổ sung|khen thưởng|lãng phí)))|\s+(?:{_LAW_WORD_END})\s"
    rf"|\s+và\s(?=(?:{_OTHER_PAPER})(?!\w)|[a-zà-ỹđ])(?!(?:[\wÀ-ỹ]+\s+){{1,6}}?{_LAW_DATED})|\s+(?:ngày|số)\s|$)"
)


def _named(text: str, numbered: list[Citation]) -> list[Citation]:
    folded = fold(text)
    found = _unnumbered(text, folded)

    def free(start: int, end: int) -> bool:
        return not any(start < c.end and c.start < end for c in (*numbered, *found))

    for pattern in _NAMED:
        for match in pattern.finditer(folded):
            if not free(*match.span()):
                continue
            issuer = text[slice(*match.span("issuer"))].strip() if match.groupdict().get("issuer") else None
            kind = "NQ" if match[0].startswith("nghị") else None
            title, end = _title(text, folded, match.end()) if kind else (None, match.end())
            whole_title = text[match.start() : end] if title else match[0] and text[slice(*match.span())]
            found.append(Citation(match.start(), end, None, kind, None, issuer, whole_title.strip(" ,")))
    for match in _LAW.finditer(text):
        if free(*match.span()) and not re.match(r"\s+số", text[match.end() :]):
            dated = _DATED.match(folded, match.end())
            end = dated.end() if dated else match.end()
            found.append(Citation(match.start(), end, None, None, day(dated["date"]) if dated else None, None, match[0]))
    return found


_BLANK_NUMBER = folded_pattern(
    r"(?P<kind>[^\W\d_]+\s+[^\W\d_]+)\s+số\s*:?[\s.…_]{0,20}[-/]\s*[a-zđư][\w-]*(?:/[\w-]+)*\s*,?\s*"
    rf"ngày\s+(?P<date>{_DATE})(?:\s+của\s+(?P<issuer>[^,;.:\"()]{{3,60}}))?"
)


def _unnumbered(text: str, folded: str) -> list[Citation]:
    """A paper whose number is still blank: "Nghị quyết số     /NQ-CP ngày 01 tháng 01 năm 2025 của Chính phủ"."""
    found = []
    for match in _BLANK_NUMBER.finditer(folded):
        kind = kind_codes().get(_spaced(match["kind"]))
        if kind:
            issuer = text[slice(*match.span("issuer"))].strip() if match["issuer"] else None
            found.append(Citation(match.start(), match.end(), None, kind, day(match["date"]), issuer, text[match.start() : match.end()]))
    return found


def identity(citation: Citation) -> tuple[str, ...]:
    """What makes two mentions one document: the number; of a named one its kind, congress ordinal or words."""
    if citation.number:
        return (citation.number.casefold(),)
    words = key(citation.title or "")
    ordinal = re.search(rf"(?:lần|khóa|khoá)\s+(?:thứ\s+)?({_ORDINAL})", words)
    if "đại hội" in words and ordinal:
        return (citation.kind or "", "đại hội", ordinal[1])
    return (citation.kind or "", words)


