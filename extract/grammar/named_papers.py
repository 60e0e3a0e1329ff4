"""Papers cited by name, without a number: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX", "Đề án “Xã thông minh”", "Điều lệ Đảng".

What the document itself makes or will have made ("ban hành Kế hoạch …", "xây dựng Đề án …") is no citation: a name counts behind words
that cite ("Căn cứ …", "theo …", "thực hiện …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entries, phrase


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """`kind` the contract's code; `own_possible` where only a numbered ground can tell it from the document itself."""

    start: int
    end: int
    kind: str | None
    issuer: str | None = None
    date: str | None = None
    own_possible: bool = False


ORDINAL: Final = r"(?:thứ\s+)?(?:[ivxl]+|\d+|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?![^\W_])"
_TERM = r"(?:\s*,?\s*\(?nhiệm\s+kỳ\s+\d{4}\s*-\s*\d{4}\)?)?"
DATE: Final = r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:19|20)\d\d|\d{1,2}\s+tháng\s+\d{1,2}\s*năm\s*(?:19|20)\d\d)"
_STATUTES = tuple(
    folded_pattern(p)
    for p in (
        # "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, nhiệm kỳ 2020 - 2025"; "Nghị quyết Đại hội lần thứ XIV của Đảng"
        rf"nghị\s+quyết\s+(?:của\s+)?(?P<issuer>đại\s+hội\s+[^;.:\"]{{0,90}}?(?:lần|khóa|khoá)\s+{ORDINAL}(?:\s+của\s+đảng)?){_TERM}",
        # "Nghị quyết Đại hội XIV của Đảng"
        rf"nghị\s+quyết\s+(?:của\s+)?(?P<issuer>đại\s+hội\s+[ivx]+\s+(?:của\s+)?(?:đảng|công\s+đoàn|đoàn|mặt\s+trận|hội)[^;.:,\"]{{0,40}}?){_TERM}(?=[;.:,)\s]|$)",
        # "Nghị quyết Đại hội Đảng bộ phường, nhiệm kỳ 2025 - 2030"
        r"nghị\s+quyết\s+(?:của\s+)?(?P<issuer>đại\s+hội\s+[^;.:\",]{0,60}?)\s*,?\s*\(?nhiệm\s+kỳ\s+\d{4}\s*-\s*\d{4}\)?",
        # "Nghị quyết Trung ương 4 khóa XII về …"
        r"nghị\s+quyết\s+(?P<issuer>(?:hội\s+nghị\s+)?(?:ban\s+chấp\s+hành\s+)?trung\s+ương\s+(?:đảng\s+)?"
        rf"(?:\d+\s+|lần\s+{ORDINAL}\s*,?\s*)?\(?(?:khóa|khoá)\s+[ivx]+\)?)",
        # "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"
        rf"(?:nghị\s+quyết|kết\s+luận)\s+(?P<issuer>hội\s+nghị\s+(?:lần\s+)?{ORDINAL}\s*,?\s*(?:của\s+)?ban\s+chấp\s+hành\s+[^;.:,\"]{{3,50}}?\(?(?:khóa|khoá)\s+{ORDINAL}\)?)",
        # "Nghị quyết nhiệm vụ năm 2023", "Nghị quyết lãnh đạo nhiệm vụ năm 2022"
        r"nghị\s+quyết\s+(?:về\s+)?(?:lãnh\s+đạo\s+(?:thực\s+hiện\s+)?)?(?:nhiệm\s+vụ|phương\s+hướng,?\s+nhiệm\s+vụ|phát\s+triển\s+kinh\s+tế\s*-\s*xã\s+hội)\s+năm\s+\d{4}",
        # "Điều lệ Đảng"
        rf"điều\s+lệ\s+(?:đảng(?:\s+cộng\s+sản\s+việt\s+nam)?(?:\s+(?:khóa|khoá)\s+{ORDINAL})?|công\s+đoàn\s+việt\s+nam"
        r"|đoàn(?:\s+thanh\s+niên(?:\s+cộng\s+sản\s+hồ\s+chí\s+minh)?|\s+tncs\s+hồ\s+chí\s+minh)"
        r"|mặt\s+trận\s+tổ\s+quốc(?:\s+việt\s+nam)?|mttq(?:\s+việt\s+nam)?"
        r"|hội\s+(?:nông\s+dân|liên\s+hiệp\s+phụ\s+nữ|lhpn|cựu\s+chiến\s+binh|chữ\s+thập\s+đỏ|người\s+cao\s+tuổi|khuyến\s+học)(?:\s+việt\s+nam)?"
        r"|trường\s+(?:mầm\s+non|tiểu\s+học|trung\s+học|phổ\s+thông)[^;.:\"()]{0,60}?(?=[;.:()]|,|\s+(?:để|và|về|năm)\s|$))(?![^\W_])",
        # "Quy chế bầu cử trong Đảng", "Quy chế làm việc của Ban Chấp hành Đảng bộ tỉnh khóa I"
        r"quy\s+chế\s+bầu\s+cử\s+trong\s+đảng(?:\s+của\s+ban\s+chấp\s+hành\s+trung\s+ương)?(?![^\W_])",
        rf"quy\s+chế\s+làm\s+việc\s+(?:toàn\s+khóa\s+)?của\s+(?P<issuer>[^;.:\"]{{5,90}}?(?:\s+(?:khóa|khoá)\s+{ORDINAL}|\s*,?\s*nhiệm\s+kỳ\s+\d{{4}}\s*-\s*\d{{4}}))",
    )
)
_CONSTITUTION = re.compile(
    r"Hiến pháp(?:\s+nước\s+Cộng hòa xã hội chủ nghĩa Việt Nam|\s+nước\s+CHXHCN Việt Nam)?(?:\s+năm\s+\d{4})?(?!\w|\s*(?:,|và)\s*pháp luật)"
)


def statutes(text: str) -> list[NamedPaper]:
    """Papers that everybody knows by name: congress resolutions, the Party's statutes, the constitution."""
    folded = fold(text)
    found = [
        NamedPaper(match.start(), match.end(), "NQ" if match[0].startswith("nghị") else None, _words(text, match, "issuer"))
        for pattern in _STATUTES
        for match in pattern.finditer(folded)
    ]
    return found + [NamedPaper(match.start(), match.end(), None) for match in _CONSTITUTION.finditer(text)]


def _words(text: str, match: re.Match[str], group: str) -> str | None:
    return text[slice(*match.span(group))].strip(" ,") if match.groupdict().get(group) else None


# --- any kind of paper behind words that cite ---------------------------------------------------------------------------


@cache
def _codes() -> dict[str, str | None]:
    codes: dict[str, str | None] = {fold(word): str(e.attributes.get("code", e.name)) for e in entries("kinds") for word in e.words}
    return {word: code for word, code in codes.items() if not word.endswith(" của")} | {"chiến lược": None}


_TITLE = r"(?P<title>[^;.:()\"“”\[\]]{4,230}?)"
_SPAN = (
    r"(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ)\s+(?:từ\s+)?(?:năm\s+)?\d{4}\s*(?:-|đến(?:\s+năm)?)\s*(?:năm\s+)?\d{4}"
    r"|(?:đến\s+)?năm\s+(?:học\s+)?\d{4}(?:\s*-\s*\d{4})?|toàn\s+khóa|đầu\s+năm(?!\s+\d)"
)


@cache
def _kind() -> str:
    return rf"(?<![^\W_])(?P<kind>{alternation(_codes())})(?![^\W_])"


@cache
def _by_span() -> re.Pattern[str]:
    """"Chiến lược phát triển … đến năm 2030, tầm nhìn đến năm 2045", "Nghị quyết chi bộ đầu năm"."""
    return folded_pattern(
        rf"{_kind()}\s+{_TITLE}\s+(?:{_SPAN})(?:\s*,\s*(?:tầm\s+nhìn|định\s+hướng)\s+(?:đến\s+)?(?:năm\s+)?\d{{4}})?"
        rf"(?:\s+của\s+(?P<issuer>[^;.:,()\"]{{3,80}}))?"
    )


@cache
def _by_day() -> re.Pattern[str]:
    """"Biên bản đánh giá chất lượng ngày 06/12/2016 của Đoàn kiểm tra", "Công văn ngày 05/3/2024 của Sở Y tế"."""
    return folded_pattern(rf"{_kind()}(?:\s+{_TITLE})?\s*,?\s+ngày\s+(?P<date>{DATE})(?:\s+của\s+(?P<issuer>[^;.:,()\"]{{3,80}}))?")


@cache
def _by_quotes() -> re.Pattern[str]:
    """"Đề án “Mỗi xã một sản phẩm”"."""
    return folded_pattern(rf"{_kind()}\s+\"(?P<title>[^\"]{{8,200}})\"")


@cache
def _by_issuer() -> re.Pattern[str]:
    """"Kết luận của Bộ Chính trị về sắp xếp tổ chức"."""
    return folded_pattern(rf"{_kind()}\s+của\s+(?P<issuer>[^;.:,()\"]{{3,80}}?)\s+(?=về\s+)")


@cache
def _by_title() -> re.Pattern[str]:
    """"Quy chế phối hợp liên ngành trong quản lý cư trú": kinds that keep their title."""
    return folded_pattern(r"(?<![^\W_])(?P<kind>đề\s+án|chiến\s+lược|quy\s+hoạch|quy\s+chế)\s+(?P<title>[^\W\d_]+(?:,?\s+[^\W\d_]+){3,29})")


def cited_by_name(text: str) -> list[NamedPaper]:
    """Papers of any kind that the words before them cite."""
    if not any(letter.isupper() for letter in text):
        return []
    folded = fold(text)
    found: list[NamedPaper] = []
    for pattern in (_by_quotes(), _by_day(), _by_span(), _by_issuer(), _by_title()):
        for opening in re.finditer(_kind(), folded):
            match = pattern.match(folded, opening.start())
            if match and _is_cited(text, folded, match) and not any(p.start <= match.start() < p.end for p in found):
                kind = _codes().get(re.sub(r"\s+", " ", match["kind"]))
                own_possible = pattern is not _by_quotes()
                found.append(
                    NamedPaper(match.start(), match.end(), kind, _words(text, match, "issuer"), _words(text, match, "date"), own_possible)
                )
    return found


def _is_cited(text: str, folded: str, match: re.Match[str]) -> bool:
    start = match.start()
    if not text[start].isupper() or phrase("makes_paper_before").search(folded[:start]):
        return False
    span = match.span("title") if "title" in match.groupdict() else (start, start)
    if phrase("no_paper_title").search(folded[slice(*span)].strip()) or _holds_other(text[slice(*span)]):
        return False
    if phrase("cites_paper_before").search(folded[:start]):
        return not (match.re is _by_title() and phrase("carries_out_scheme_before").search(folded[: start + len(match["kind"])]))
    return bool(phrase("opens_citing").match(folded) and phrase("goes_on_citing_before").search(folded[:start]))


def _holds_other(title: str) -> bool:
    """A number or a further paper stands within: the name belongs to that one."""
    kinds = re.finditer(_kind(), fold(title))
    return bool(re.search(r"\d\s*[-/]\s*[A-ZĐƯ]", title)) or any(title[kind.start()].isupper() for kind in kinds)
