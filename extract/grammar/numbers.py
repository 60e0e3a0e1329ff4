"""Numbers as they are written: "1.800", "3,5", "hai mươi lăm", "ba trăm", "bốn nghìn"; fractions "2/3", "hai phần ba", "một nửa".

A dot before exactly three digits parts thousands, a comma parts decimals. "năm" before a figure is a year, no number.
"""

from __future__ import annotations

from functools import cache

from extract.language import fold
from extract.lexicon import alternation, entry

DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FRACTION_DIGITS = 4


def value(number: str) -> float:
    """value("1.800") == 1800.0, value("3,5") == 3.5, value("hai mươi lăm") == 25.0."""
    if number[:1].isdigit():
        return float(number.replace(".", "").replace(",", "."))
    return _spoken(fold(number).split())


def share(parts: float, whole: float) -> float:
    """share(2, 3) == 0.6667."""
    return round(parts / whole, _FRACTION_DIGITS)


@cache
def in_words() -> str:
    """A pattern for folded text: "ba", "mười lăm", "hai mươi", "ba trăm", "bốn nghìn"; not "một số", "năm 2024", "hai mươi lăm phần"."""
    ones = alternation(_words("numbers"))
    units = alternation(_words("units_after_tens"))
    tens = rf"mười(?:\s+{units})?|{ones}\s+mươi(?:\s+{units})?"
    hundreds = rf"{ones}\s+trăm(?:\s+(?:(?:linh|lẻ)\s+{ones}|{tens}))?"
    thousands = r"(?:\s+(?:nghìn|ngàn|vạn)(?!\s+(?:đồng|tỷ)))?"
    return rf"(?:(?:{hundreds}|{tens}|{ones}){thousands})(?<!năm(?=\s+\d))"


def _spoken(words: list[str]) -> float:
    """The words read from left to right: a scale multiplies what stands before it."""
    total = 0.0
    for word in words:
        if word in _scales():
            total = max(total, 1) * _scales()[word]
        elif word == "mươi":
            total = total - total % 10 + (total % 10) * 10
        elif word in _ones():
            total += _ones()[word]
    return total


def _words(name: str) -> dict[str, float]:
    numbers = entry("quantities", name)
    return dict(zip((fold(w) for w in numbers.words), (float(v) for v in numbers.attributes["values"]), strict=True))


@cache
def _ones() -> dict[str, float]:
    return _words("numbers") | _words("units_after_tens")


@cache
def _scales() -> dict[str, float]:
    return _words("scales")
