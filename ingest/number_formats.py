"""A number of a spreadsheet as Excel shows it on a Vietnamese machine: "1.234,5", "82,5%", "05/06/2025", "007"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<clock>AM/PM|A/P)'
    r"|(?P<general>General)|(?P<date>y+|m+|d+|h+|s+)|(?P<power>E[+-])|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)")
_LOCAL_DATES = {14: "dd/mm/yyyy", 15: "dd/mm/yyyy", 16: "dd/mm", 17: "mm/yyyy", 22: "dd/mm/yyyy hh:mm"}
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def builtin_format(number: int) -> str:
    """The code of a built-in format; dates by the clerk's own order of day and month."""
    return _LOCAL_DATES.get(number) or BUILTIN_FORMATS.get(number, "General")


def shown_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """(1234.5, "#,##0.0") is "1.234,5"; (0.825, "0.0%") "82,5%"; (7, "000") "007"; (45813, "dd/mm/yyyy") "05/06/2025"."""
    section, signed = _section_for(value, _sections(code[:_LONGEST]))
    if any(token.kind == "general" for token in section) or not code.strip():
        return _around(section, _general(value if signed else abs(value)))
    if any(token.kind in ("date", "elapsed") for token in section):
        return _shown_date(value, section, since_1904=since_1904)
    if not any(token.kind == "digit" for token in section):
        return "".join(token.text for token in section if token.kind == "literal").strip()
    return _shown_digits(value, section, signed=signed)


def shown_text(text: str, code: str) -> str:
    """A text under a format: ("Mai", '"Xã "@') is "Xã Mai"; ("Mai", ";;;") is hidden: ""."""
    sections = _sections(code[:_LONGEST])
    section = sections[3] if len(sections) > 3 else next((s for s in sections if _Token("literal", "@") in s), None)
    if section is None:
        return text
    return "".join(text if token == _Token("literal", "@") else token.text for token in section if token.kind == "literal")


@cache
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    sections: list[tuple[_Token, ...]] = []
    current: list[_Token] = []
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup or "other", found[found.lastgroup or 0]
        if kind == "other" and text == ";":
            sections.append(tuple(current))
            current = []
        elif token := _token(kind, text):
            current.append(token)
    return (*sections, tuple(current))


def _token(kind: str, text: str) -> _Token | None:
    match kind:
        case "quoted" | "escaped":
            return _Token("literal", text)
        case "pad":
            return _Token("literal", " ")
        case "fill":
            return None
        case "bracket" if _ELAPSED.fullmatch(text):
            return _Token("elapsed", text.lower())
        case "bracket" if _CONDITION.fullmatch(text):
            return _Token("condition", text)
        case "bracket":
            currency = _CURRENCY.match(text)
            return _Token("literal", currency[1]) if currency and currency[1] else None
        case "date":
            return _Token("date", text.lower())
        case "other" if text in ".,%":
            return _Token(text, text)
        case "other":
            return _Token("literal", text)
        case _:
            return _Token(kind, text)


def _section_for(value: float, sections: Sequence[tuple[_Token, ...]]) -> tuple[tuple[_Token, ...], bool]:
    """The section that shows this value, and whether the sign still has to be shown."""
    conditional = [section for section in sections if any(token.kind == "condition" for token in section)]
    if conditional:
        holding = (section for section in conditional if _holds(value, section))
        rest = next((section for section in sections if section not in conditional), sections[-1])
        return next(holding, rest), True
    numeric = sections[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], True


def _holds(value: float, section: Sequence[_Token]) -> bool:
    found = _CONDITION.fullmatch(next(token.text for token in section if token.kind == "condition"))
    if not found:
        return False
    bound = float(found[2])
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[found[1]]


def _around(section: Sequence[_Token], number: str) -> str:
    return "".join(number if t.kind == "general" else t.text for t in section if t.kind in ("general", "literal")).strip() or number


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace("e", "E").replace(".", ",")


def _shown_digits(value: float, section: Sequence[_Token], *, signed: bool) -> str:
    places = [n for n, token in enumerate(section) if token.kind == "digit"]
    point = next((n for n, token in enumerate(section) if token.kind == "."), len(section))
    power = next((n for n, token in enumerate(section) if token.kind == "power"), None)
    whole = [n for n in places if n < point]
    decimals = [n for n in places if point < n < (len(section) if power is None else power)]
    if power is not None:
        return f"{value:.{len(decimals)}E}".replace(".", ",")
    if any(token.kind == "literal" and token.text == "/" for token in section):
        return _general(value)
    last = max((n for n in places if n < point), default=-1)
    thousands = sum(token.kind == "," for token in section[last + 1 : point]) if last >= 0 else 0
    grouped = any(token.kind == "," for token in section[whole[0] : last]) if whole else False
    percents = sum(token.kind == "%" for token in section)
    exact = abs(Decimal(f"{value:.15g}")) * Decimal(100) ** percents / Decimal(1000) ** thousands
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP) if exact < Decimal(10) ** 25 else exact
    integer, _, fraction = f"{rounded:f}".partition(".")
    printed = _placed(section, whole, integer.lstrip("0"), grouped=grouped) | _decimals(section, decimals, fraction)
    kept_point = {point: ","} if any(printed.get(n) for n in decimals) else {}
    shown = printed | kept_point
    pieces = (shown.get(n, token.text if token.kind in ("literal", "%") else "") for n, token in enumerate(section))
    text = "".join(pieces).strip()
    return f"-{text}" if signed and value < 0 and any(c in "123456789" for c in text) else text


def _placed(section: Sequence[_Token], places: Sequence[int], digits: str, *, grouped: bool) -> dict[int, str]:
    """The digits before the point at their places, from the right; what has no place of its own stands at the first."""
    needed = len(places) - next((k for k, n in enumerate(places) if section[n].text == "0"), len(places))
    digits = digits.rjust(needed, "0")
    placed: dict[int, str] = {}
    for k, n in enumerate(reversed(places)):
        end = len(digits) - k
        start = 0 if n == places[0] else end - 1
        taken = digits[max(start, 0) : max(end, 0)]
        placed[n] = _grouped(taken, k) if grouped else taken
    return placed


def _grouped(digits: str, to_the_right: int) -> str:
    """Digits with a dot behind each that has a multiple of three digits to its right: ("1234", 0) is "1.234"."""
    rest = range(len(digits) - 1 + to_the_right, to_the_right - 1, -1)
    return "".join(digit + ("." if left and left % 3 == 0 else "") for digit, left in zip(digits, rest, strict=True))


def _decimals(section: Sequence[_Token], places: Sequence[int], fraction: str) -> dict[int, str]:
    kept = fraction
    for n in reversed(places):
        if section[n].text == "0" or not kept.endswith("0"):
            break
        kept = kept[:-1]
    return {n: kept[k : k + 1] for k, n in enumerate(places)}


def _shown_date(value: float, section: Sequence[_Token], *, since_1904: bool) -> str:
    moment = _moment(value, since_1904=since_1904)
    if moment is None:
        return _general(value)
    if any(token.kind == "elapsed" for token in section):
        return _elapsed(value, section)
    parts = _parts(section)
    if any(token.kind == "literal" and any(c.isalpha() for c in token.text) for token in section):
        return "".join(_printed(part, moment) for part in parts).strip()
    day = [_printed(part, moment) for part in parts if part.kind == "day"]
    month = [f"{moment:%m}" if len(part.text) > 2 else _printed(part, moment) for part in parts if part.kind == "month"]
    year = [str(moment.year) for part in parts if part.kind == "year"]
    clock = [_printed(part, moment) for part in parts if part.kind in ("hour", "minute", "second")]
    return " ".join(filter(None, ("/".join((*day[:1], *month[:1], *year[:1])), ":".join(clock))))


def _parts(section: Sequence[_Token]) -> list[_Token]:
    """The tokens with months told from minutes: minutes stand after the hour or before the second."""
    named = {"y": "year", "d": "day", "h": "hour", "s": "second"}
    parts: list[_Token] = []
    letters = [token.text[0] if token.kind == "date" else "" for token in section]
    for n, token in enumerate(section):
        if token.kind != "date":
            if token.kind == "literal":
                parts.append(token)
            continue
        before = next((letter for letter in reversed(letters[:n]) if letter), "")
        after = next((letter for letter in letters[n + 1 :] if letter), "")
        is_minute = letters[n] == "m" and (before == "h" or after == "s")
        parts.append(_Token("minute" if is_minute else named.get(letters[n], "month"), token.text))
    return parts


def _printed(part: _Token, moment: datetime) -> str:
    short = len(part.text) == 1
    match part.kind:
        case "year":
            return str(moment.year) if len(part.text) > 2 else f"{moment:%y}"
        case "month":
            return str(moment.month) if short else f"{moment:%m}"
        case "day" if len(part.text) > 2:
            return _DAYS[moment.weekday()]
        case "day":
            return str(moment.day) if short else f"{moment:%d}"
        case "hour":
            return str(moment.hour) if short else f"{moment:%H}"
        case "minute":
            return f"{moment:%M}"
        case "second":
            return f"{moment:%S}"
        case _:
            return part.text


def _moment(value: float, *, since_1904: bool) -> datetime | None:
    """The date of a serial number; Excel holds 1900 for a leap year."""
    if not 0 <= value < 2958466:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    return start + timedelta(days=int(value), seconds=round(value % 1 * 86400))


def _elapsed(value: float, section: Sequence[_Token]) -> str:
    """[h]:mm of 1.5 is "36:00"."""
    seconds = round(value * 86400)
    largest = next(token.text[0] for token in section if token.kind == "elapsed")
    if largest == "s":
        return str(seconds)
    if largest == "m":
        return f"{seconds // 60}:{seconds % 60:02d}"
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02d}"
    return f"{clock}:{seconds % 60:02d}" if any(token.text.startswith("s") for token in section) else clock
