"""What a single text in a table says: a number, an ordinal, a sum's label, a head that only divides.

Words stand in `lexicon/tables.toml`, how they combine stands here.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Literal

from extract.language import fold, key
from extract.lexicon import alternation, entry, pattern, whole

_NUMBER = re.compile(
    r"[+-]?(?:(?P<dots>\d{1,3}(?:\.\d{3})+(?:,\d+)?)|(?P<commas>\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+)"
    r"|(?P<spaces>\d{1,3}(?: \d{3})+(?:,\d+)?)|(?P<plain>\d+(?:[.,]\d+)?))"
    r"(?P<rest>\s*%|\s+[^\W\d_][^\d]*)?"
)
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]+$|\(\*+\)$")
_DASHES = {"-", "–", "—", "−", "…", "..", "...", "x", "X", "/"}
_FORMULA = re.compile(r"\(?([\divxlcabđ]+(?:\s*\+\s*[\divxlcabđ]+)+)\)?")
_NUMBERED_SUM = re.compile(r"\(\s*(?:\d+|[ivx]+|[a-h])\s*\)")
YEAR = re.compile(r"(?:19|20)\d\d")
LABELLED = re.compile(r"([IVXLC]+|[A-HĐ]|\d+(?:\.\d+)*)\s*[.)\-/]\s+\S")
_RANKS = (
    re.compile(r"[A-HĐ]"), re.compile(r"[IVXL]+"), re.compile(r"\d+"), re.compile(r"\d+\.\d+"), re.compile(r"\d+(?:\.\d+){2,}"),
    re.compile(r"[a-zđ]"), re.compile(r"[-–+*•]"),
)  # fmt: skip
ROMAN, DASH = 1, 6


def cell_number(text: str) -> float | None:
    """The number that a cell holds: "1.804" → 1804, "82,5 %" → 82.5, "05" → 5, "05 đảng viên" → 5; None for anything else."""
    bare = _MARKS.sub("", text.strip()).strip().replace("−", "-")
    match = _NUMBER.fullmatch(bare)
    if not match:
        return None
    sign = -1 if bare.startswith("-") else 1
    if number := match["dots"] or match["spaces"]:
        return sign * float(number.replace(".", "").replace(" ", "").replace(",", "."))
    if number := match["commas"]:
        return sign * float(number.replace(",", ""))
    return sign * float(match["plain"].replace(",", "."))


def number_or_nan(text: str) -> float:
    number = cell_number(text)
    return math.nan if number is None else number


def decimals_of(text: str) -> int:
    match = re.search(r"(?:,(\d+)|(?<=\d)\.(\d{1,2}))\s*%?$", text) if cell_number(text) is not None else None
    return len(match[1] or match[2]) if match else 0


def is_empty(text: str) -> bool:
    """Nothing, or a dash that stands for nothing."""
    return not text.strip() or text.strip() in _DASHES


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def ordinal_rank(ordinal: str) -> int | None:
    """How deep a row's number stands: "A" 0, "I" 1, "1" 2, "1.1" 3, "1.1.1" 4, "a" 5, "-" 6."""
    bare = ordinal.strip().strip("()").rstrip(".)/:-").strip() or ordinal.strip()
    matching = [rank for rank, form in enumerate(_RANKS) if form.fullmatch(bare)]
    return matching[0] if matching else None


def says(name: str, folded: str) -> bool:
    return bool(pattern("tables", name).search(folded))


@cache
def exactly(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in entry("tables", name).words)


@cache
def opening(name: str) -> re.Pattern[str]:
    return re.compile(r"[\s(\"'*-]*" + whole(alternation(entry("tables", name).words)))


def divides(head: str) -> Literal["division", "selection"] | None:
    """Whether a head only says how another column is divided: "Chia ra theo quý" wholly, "Trong đó" maybe in part."""
    words = key(head)
    if words in exactly("selection"):
        return "selection"
    match = opening("division").match(words)
    if match and (words in exactly("division") or re.match(r"\s*(?:$|theo|các|ra|từng|như|quí|năm|thành)", words[match.end() :])):
        return "division"
    return None


def says_sum(head: str) -> bool:
    """The head calls the column a sum: "Tổng số", "Cộng"."""
    return bool(opening("sum").match(fold(head)))


def names_unit(head: str) -> bool:
    """The head is a unit's own name: "Xã Mai", "Phường 3", not "Xã" nor "Khối xã, phường"."""
    match = opening("unit").match(fold(head))
    following = head[match.end() :] if match else ""
    return following[:1].isspace() and (following.lstrip()[:1].isupper() or following.lstrip()[:1].isdigit())


@cache
def _sum_label() -> re.Pattern[str]:
    word, after = alternation(entry("tables", "sum").words), whole(alternation(entry("tables", "summed").words))
    everything = alternation(entry("tables", "everything").words)
    number = r"(?:[ivx]+|[a-h]|\d+)\s*[.)]\s*"
    return re.compile(rf"(?:{number})?(?:{whole(word)}\s*(?:[:.]?$|[:.]?\s*\(|{after}|\d)|{everything}\s*(?:$|[(:]))")


def names_sum(label: str) -> bool:
    """The row calls itself a sum: "Cộng", "TỔNG CỘNG (2)", "Toàn huyện"; "Tổng công ty Điện lực" is a unit."""
    return bool(_sum_label().match(fold(label).strip()))


def sums_one_part(label: str) -> bool:
    """The sum names its part: "Cộng khối xã", "TỔNG CỘNG (2)"."""
    folded = fold(label)
    return bool(_NUMBERED_SUM.search(folded)) or says("summed_part", folded)


def summed_marks(label: str) -> tuple[str, ...]:
    """What a sum says it adds: "Tổng cộng (I+II)" → ("i", "ii")."""
    match = _FORMULA.search(fold(label))
    return tuple(re.split(r"\s*\+\s*", match[1])) if match else ()


def grand_total(text: str) -> float | None:
    """The number of a sentence that sums tables: "Tổng cộng: 220 đảng viên." → 220."""
    match = _sum_sentence().match(fold(text))
    return cell_number(text[match.end() :].strip().rstrip(".")) if match else None


@cache
def _sum_sentence() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("tables", "sum").words)) + r"[^:\d]{0,60}:\s*")
