"""Citations: "Chương trình số 14-CTr/TU ngày 30/8/2021 của Tỉnh ủy Hải Lâm về thực hiện …".

Number forms: party `04-KH/BTCTU`, `03-CT/TWĐTN-BTC`; state `118/QĐ-UBND`, `75/2023/NĐ-CP`, `1290/SYT-NVY`, `202/2025/QH15`,
also with spaces and a lost hyphen (`66/NQHĐND`). Named documents have no number: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extract.grammar.bodies import bodies_at, followed_by_verb, head_at
from extract.grammar.laws import Law, bare_name, laws
from extract.grammar.named_papers import DATE, ORDINAL, NamedPaper, cited_by_name, statutes
from extract.grammar.times import day
from extract.language import fold, folded_pattern, key
from extract.lexicon import alternation, entries, phrase, whole

_CAPITAL = "A-ZĐÐƯ"
_NUMBER = (
    rf"(?P<number>\d{{1,5}}[A-Za-z]?\s?(?:/\s?(?:19|20)\d\d\s?)?[-–/]\s?[{_CAPITAL}][A-Za-zĐđÐðƯư]*\d{{0,2}}"
    rf"(?:\s?[-–/.&]\s?[{_CAPITAL}][A-Za-zĐđÐðƯư0-9.]*)*)"
)
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
    own_possible: bool = False
    """Named by words that may mean the document in hand: "thực hiện Kế hoạch kiểm tra năm 2025"."""


@cache
def kind_codes() -> dict[str, str]:
    """Folded kind words to codes: {"kế hoạch": "KH", "chương trình hành động": "CTr", …}."""
    return {fold(word): str(e.attributes.get("code", e.name)) for e in entries("kinds") for word in e.words}


@cache
def number_codes() -> dict[str, str]:
    """Folded codes as they stand in numbers: {"kh": "KH", "qyđ": "QĐ", "cthđ": "CTr", …}."""
    return {
        fold(code): str(e.attributes.get("code", e.name)) for e in entries("kinds") for code in (e.name, *e.attributes.get("others", ()))
    }


@cache
def _kind_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?P<kind>{alternation(kind_codes())})(?:\s+(?:liên\s+tịch|phối\s+hợp))?\s*(?:số\s*:?\s*)?$")


_NUMBERED = re.compile(rf"(?<![\w/.,-]){_NUMBER}(?![\w/])")
_GLUED = re.compile(
    rf"(?<=số\s)(?P<digits>\d{{1,5}})(?P<code>[{_CAPITAL}]{{2,4}})(?P<sign>[-/])(?P<office>[{_CAPITAL}][A-Za-zĐđÐðƯư]*)(?![\w/])"
)
_DATED = folded_pattern(rf"\s*,?\s*(?:\(?\s*(?:ban\s+hành\s+|ký\s+|cùng\s+)?ngày\s+)(?P<date>{DATE})")
_ISSUER_OF = folded_pattern(r"\s*,?\s*của\s+")
_MEETING = folded_pattern(r"\s*,?\s*(?=(?:hội\s+nghị|kỳ\s+họp)\s)")
_ABOUT = folded_pattern(r"\s*,?\s*(?:về\s+việc\s+|về\s+|v/v:?\s+)")
_QUOTED = re.compile(r"\s*(?:về\s+|về\s+việc\s+)?[“\"](?P<title>[^”\"]+)[”\"]", re.IGNORECASE)
_TITLE_VERB = re.compile(r"\s+(?=" + alternation(_TITLE_VERBS) + r"(?![^\W_]))")
_TITLE_END = re.compile(r"\s*(?:;|\.(?:\s|$|/)|\)|[“”]|$)")


def citations(text: str) -> list[Citation]:
    """Every mention of a numbered or named document, in order; one inside the title of another comes after it."""
    if not any(letter.isupper() for letter in text):
        return []
    numbered = [citation for match in _NUMBERED.finditer(text) if (citation := _citation(text, match))]
    found = _titled_laws(text, [*_sharing_code(text, numbered), *_glued(text)])
    return sorted(found + _named(text, found), key=lambda citation: citation.start)


def parse_number(text: str) -> str | None:
    """The document number in a text, without spaces: parse_number("Số 44 -KH/ĐU") == "44-KH/ĐU"."""
    match = _NUMBERED.search(text)
    return normal_number(match["number"]) if match else None


def normal_number(number: str) -> str:
    return re.sub(r"\s+", "", number).rstrip(".").translate(_SIGNS)


_SIGNS = str.maketrans("Ðð–", "Đđ-")


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
    numbered_by_word = _CALLED_NUMBER.search(folded, 0, match.start())
    named_kind = kind_codes()[_spaced(before["kind"])] if before else None
    kind = kind_of_number(number) or named_kind
    issued_on, position = _day_of_issue(folded, match.end())
    if kind is None and numbered_by_word is None and issued_on is None:
        return None
    start = before.start("kind") if before else numbered_by_word.start() if numbered_by_word else match.start()
    issuer, position = _issuer(text, folded, position)
    if issued_on is None:
        issued_on, position = _day_of_issue(folded, position)
    title, position = _title(text, folded, position)
    return Citation(start, position, number, kind, issued_on or _day_before(folded, start), issuer, title)


def _day_before(folded: str, position: int) -> str | None:
    """The day on which somebody issued what follows: "Ngày 12/8/2016, Bộ trưởng ban hành Chỉ thị số …"."""
    issued = _ISSUED_BEFORE.search(folded, max(0, position - _FARTHEST_DAY), position)
    return day(issued["date"]) if issued else None


_FARTHEST_DAY = 160
_ISSUED_BEFORE = folded_pattern(
    rf"(?<![^\W_])ngày\s+(?P<date>{DATE}),?\s+(?:[^\W\d]|[ ,-])+?(?<![^\W_])(?:ban\s+hành|ký|có|ra)\s+(?:bản\s+|văn\s+bản\s+)?$"
)


_CALLED_NUMBER = folded_pattern(r"(?<![^\W_])(?:số|văn\s+bản(?:\s+số)?)\s*:?\s*$")


def _day_of_issue(folded: str, position: int) -> tuple[str | None, int]:
    """The day that stands at the position, and where it ends; scans lose spaces: "21 tháng 01năm 2010"."""
    dated = _DATED.match(folded, position)
    if not dated:
        return None, position
    return day(re.sub(r"(?<=\d)năm", " năm", dated["date"])), dated.end()


def _glued(text: str) -> list[Citation]:
    """A sign lost between number and code: "Quyết định số 175QĐ-SYT" is 175/QĐ-SYT, "Hướng dẫn số 09HD/BTCTU" 09-HD/BTCTU."""
    found = []
    for match in _GLUED.finditer(text):
        if fold(match["code"]) in number_codes():
            lost = "/" if match["sign"] == "-" else "-"
            repaired = text[: match.end("digits")] + lost + text[match.end("digits") :]
            whole = _NUMBERED.match(repaired, match.start())
            citation = _citation(repaired, whole) if whole else None
            if citation:
                found.append(replace(citation, end=citation.end - 1))
    return found


_SHARED = re.compile(r"(?<![\w/.,-])(?P<number>\d{1,4})\s*(?:,|và|;)\s*(?:số\s+)?$")


def _sharing_code(text: str, found: list[Citation]) -> list[Citation]:
    """"Nghị quyết số 18, 19-NQ/TW": a number that stands before another takes its code."""
    sharing: list[Citation] = []
    folded = fold(text)
    for citation in found:
        at = _NUMBERED.search(text, citation.start)
        listed = _SHARED.search(text, 0, at.start()) if at else None
        while at and listed and citation.number:
            before = _kind_pattern().search(folded, max(0, listed.start() - 60), listed.start())
            further = _SHARED.search(text, 0, listed.start())
            if not before and not further:
                break
            code = re.sub(r"^\d+[A-Za-z]?", "", citation.number)
            start = before.start("kind") if before else listed.start()
            sharing.append(Citation(start, listed.end("number"), listed["number"] + code, citation.kind, None, None, None))
            listed = further
    return [*found, *sharing]


def _spaced(words: str) -> str:
    return re.sub(r"\s+", " ", words)


@cache
def _issuer_end() -> re.Pattern[str]:
    next_citation = rf"\s+và\s+{alternation(kind_codes())}\s"
    return folded_pattern(
        rf"\s*(?:[,;.:“\")]|\bvề\b|v/v|\bngày\s+\d|\((?!nay|khóa|khoá)|{next_citation}|{whole(alternation(_TITLE_VERBS))})"
    )


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


def _named(text: str, numbered: list[Citation]) -> list[Citation]:
    folded = fold(text)
    found = _unnumbered(text, folded)

    def free(start: int, end: int) -> bool:
        return not any(start < c.end and c.start < end for c in (*numbered, *found))

    for law in laws(text):
        if free(law.start, law.end):
            found.append(_law(folded, law))
    for paper in (*statutes(text), *cited_by_name(text)):
        if free(paper.start, paper.end) and not _numbered_behind(text, paper, numbered):
            found.append(_paper(text, folded, paper))
    return found


def _titled_laws(text: str, found: list[Citation]) -> list[Citation]:
    """A law cited by name and number: "Luật Đất đai số 31/2024/QH15" has its name for title."""
    named = laws(text) if any(citation.kind is None for citation in found) else []
    titled = []
    for citation in found:
        law = next((law for law in named if citation.kind is None and text[law.end : citation.start].strip(" ,(") == ""), None)
        follows = law is not None and law.end <= citation.start
        titled.append(replace(citation, start=law.start, title=law.title) if law and follows else citation)
    return titled


def _law(folded: str, law: Law) -> Citation:
    issued_on, end = _day_of_issue(folded, law.end)
    return Citation(law.start, end, None, None, issued_on, None, law.title)


def _paper(text: str, folded: str, paper: NamedPaper) -> Citation:
    """The name is the title; what stands behind a resolution's belongs to it: "… lần thứ XX về xây dựng nông thôn mới"."""
    told = paper.kind == "NQ" or (paper.end < len(text) and folded.startswith("về ", paper.end))
    title, end = _title(text, folded, paper.end) if told else (None, paper.end)
    words = text[paper.start : end if title else paper.end].strip(" ,")
    issued_on = day(paper.date) if paper.date else None
    return Citation(paper.start, end, None, paper.kind, issued_on, paper.issuer, words, paper.own_possible)


def _numbered_behind(text: str, paper: NamedPaper, numbered: list[Citation]) -> bool:
    """"Chương trình kiểm tra năm 2021 của Huyện ủy (Chương trình số 02-CTr/HU …)": one document, cited by its number."""
    return any(0 <= c.start - paper.end <= _BRACKET and "(" in text[paper.end : c.start] and c.kind == paper.kind for c in numbered)


_BRACKET = 3


_BLANK_NUMBER = folded_pattern(
    r"(?<![^\W\d_])(?P<kind>[^\W\d_]{1,9}\s+[^\W\d_]{1,9})\s+số\s*:?[\s.…_]{0,20}[-/]\s*[a-zđư][\w-]*(?:/[\w-]+)*\s*,?\s*"
    rf"ngày\s+(?P<date>{DATE})(?:\s+của\s+(?P<issuer>[^,;.:\"()]{{3,60}}))?"
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
    """What makes two mentions one document: the number; of a law its name and year; of another its kind, congress ordinal or words."""
    if citation.number:
        return (citation.number.casefold(),)
    words = key(citation.title or "")
    if is_law(citation):
        return ("luật", *bare_name(words))
    ordinal = re.search(rf"(?:lần|khóa|khoá)\s+(?:thứ\s+)?({ORDINAL})", words)
    if "đại hội" in words and ordinal:
        return (citation.kind or "", "đại hội", ordinal[1])
    return (citation.kind or "", words, citation.issued_on or "")


def is_law(citation: Citation) -> bool:
    """A law, code or ordinance, with its number or by name."""
    return bool(citation.title) and citation.kind is None and bool(_LAW_TITLE.match(citation.title or ""))


_LAW_TITLE = re.compile(r"(?:Luật|Bộ [Ll]uật|Pháp lệnh)\s")
