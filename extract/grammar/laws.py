"""Laws, codes and ordinances cited by name: "Luật Cán bộ, công chức năm 2008", "Bộ luật Hình sự", "Pháp lệnh Công an xã ngày 21/11/2008".

Where a name ends, only the list of laws can tell ("Luật Thi đua, khen thưởng để …"); one that is not listed is read up to its date, year,
number or the next mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.language import fold, folded_pattern, key
from extract.lexicon import alternation, entry, phrase


@dataclass(frozen=True, slots=True)
class Law:
    """`start` and `end` of the name with its year, in the document's words."""

    start: int
    end: int
    title: str


_OPENING = re.compile(r"(?<!\w)(?P<group>Luật|Bộ luật|Bộ Luật|Pháp lệnh)\s+")
_GROUPS = {"luật": "laws", "bộ luật": "codes", "pháp lệnh": "ordinances"}
_AMENDED = r"(?:\s*,?\s*\(?sửa\s+đổi(?:\s*,?\s*bổ\s+sung)?\)?(?!\s+một\s+số|\s*,?\s*bổ|\s+điều))?"
_YEAR = r"(?:,?\s+năm\s+(?:19|20)\d\d(?!\d)|\s*\((?:năm\s+)?(?:19|20)\d\d\)|\s+(?:19|20)\d\d(?![\d/.-]))?"


@cache
def _listed(group: str) -> re.Pattern[str]:
    """Abbreviations may follow in brackets."""
    return folded_pattern(rf"{alternation(entry('laws', group).words)}(?![^\W_])(?:\s*\([^\W\d_]{{2,8}}\))?{_AMENDED}{_YEAR}")


def laws(text: str) -> list[Law]:
    """Every law named in the text, in order."""
    folded = fold(text)
    found: list[Law] = []
    for opening in _OPENING.finditer(text):
        if found and opening.start() < found[-1].end:
            continue
        group = _GROUPS[fold(opening["group"])]
        law = (
            _amending().match(folded, opening.end())
            or _listed(group).match(folded, opening.end())
            or _UNLISTED.match(text, opening.start())
        )
        if law and not _is_bill(folded, opening.start(), law):
            found.append(Law(opening.start(), law.end(), text[opening.start() : law.end()].strip(" ,")))
    return found


@cache
def _amending() -> re.Pattern[str]:
    """"Luật sửa đổi, bổ sung một số điều của Luật A và Luật B": one law."""
    law = rf"luật\s+{alternation(entry('laws', 'laws').words)}(?![^\W_])"
    return folded_pattern(
        rf"sửa\s+đổi(?:\s*,?\s*bổ\s+sung)?(?:\s+một\s+số\s+điều)?\s+(?:của\s+)?(?:các\s+)?{law}(?:(?:,|\s+và)\s+{law})*{_YEAR}"
    )


def _is_bill(folded: str, start: int, law: re.Match[str]) -> bool:
    """A law that is still to be made: "xây dựng dự án Luật …", "Luật … (sửa đổi)" that nobody carries out yet."""
    if phrase("makes_law_before").search(folded[:start]):
        return True
    return folded[start : law.end()].endswith("(sửa đổi)") and not phrase("cites_paper_before").search(folded[:start])


def bare_name(title: str) -> tuple[str, str]:
    """Name and year of a law: bare_name("Luật Đất đai năm 2013") == ("luật đất đai", "2013")."""
    words = key(title)
    year = re.search(r"[\s(]((?:19|20)\d\d)\)?$", words)
    bare = re.sub(r"[\s,]*(?:năm)?[\s(]*(?:19|20)\d\d\)?$", "", words) if year else words
    return bare, year[1] if year else ""


_WORD_END = "về|và các|quy định|của|đã|được|có|các|những|tại|đến|cho|theo|này|trên|trong|để|nhằm|gắn|khi|thì|phải|do|với|bằng"
_NO_LAW = r"(?:này|pháp|sư|định|gia|lệ|của|và|về|có|được|cũng|khác|trên|hiện|nêu|chuyên|sửa)(?!\w)"
_OTHER_PAPER = "Luật|Bộ luật|Pháp lệnh|Nghị|Quyết|Chỉ|Kế|Thông|Công|Hướng"
_DATED = r"(?:ngày\s+\d|năm\s+\d{4}|số\s+\d)"
_UNLISTED = re.compile(
    rf"(?<!\w)(?:Luật|Bộ luật|Pháp lệnh)\s+(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*|(?!{_NO_LAW})[a-zà-ỹđ][\wÀ-ỹ]*(?=[^.;]{{0,80}}?{_DATED}))"
    rf"(?:,?\s+(?!(?:{_WORD_END})\s)[\wÀ-ỹ]+){{0,9}}?"
    rf"(?=\s+năm\s+\d{{4}}|\s+ngày\s+\d|\s+số\s|"
    rf"\s*(?:[;:.)]|,(?!\s+(?:(?!{_OTHER_PAPER})[A-ZĐÀ-Ỹ]|chữa|chống|bảo vệ|cứu|bổ sung|khen thưởng|lãng phí)))|\s+(?:{_WORD_END})\s"
    rf"|\s+và\s(?=(?:{_OTHER_PAPER})(?!\w)|[a-zà-ỹđ])(?!(?:[\wÀ-ỹ]+\s+){{1,6}}?{_DATED})|\s+(?:ngày|số)\s|$)"
    rf"{_YEAR}"
)
