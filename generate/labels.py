"""The words in which facts are shown to people: `labels.toml` holds them, here they are put together."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files

from extract.directive import Directive, Period, Target


@cache
def catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("generate").joinpath("labels.toml").read_text(encoding="utf-8"))


def label(group: str, code: str | None) -> str:
    """`label("role", "lead")` → "chủ trì"; a code without a word stands for itself."""
    return "" if code is None else catalogue()[group].get(code, code)


def shown_date(day: str | None) -> str:
    """ "2022-02-11" → "11/02/2022"."""
    return dt.date.fromisoformat(day).strftime("%d/%m/%Y") if day else ""


def shown_number(value: float) -> str:
    """1800 → "1.800", 12.5 → "12,5"."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    return text.translate(str.maketrans(",.", ".,"))


def shown_share(value: float) -> str:
    """What the directive says as a fraction, kept to four decimals: 0.6667 → "2/3"."""
    fraction = Fraction(value).limit_denominator(_LARGEST_WHOLE)
    return f"{fraction.numerator}/{fraction.denominator}" if round(float(fraction), 4) == value < 1 else shown_number(value)


_LARGEST_WHOLE = 10


def shown_amount(target: Target) -> str:
    """ "200 đảng viên", "từ 1.800 đến 2.000 đảng viên", "ít nhất 2 quần chúng", "trên 90%", "ít nhất 2/3 số ủy viên"."""
    low, high = target.low, target.high
    shown = shown_share if target.unit is None and target.of else shown_number
    if low is not None and low == high:
        bounds = shown(low)
    elif low is not None and high is not None:
        bounds = f"{'trên' if target.strict else 'từ'} {shown(low)} đến {shown(high)}"
    elif low is not None:
        bounds = f"{'trên' if target.strict else 'ít nhất'} {shown(low)}"
    elif high is not None:
        bounds = f"{'dưới' if target.strict else 'không quá'} {shown(high)}"
    else:
        return ""
    unit = target.unit or ""
    joined = bounds + ("%" if unit == "%" else f" {unit}" if unit else "")
    of = f" {target.of}" if target.of else ""
    each = f" ({target.each})" if target.each else ""
    return joined + of + each


def shown_period(period: Period | None) -> str:
    return period.text if period else ""


def shown_rhythm(rrule: str | None) -> str:
    """ "FREQ=MONTHLY;INTERVAL=3" → "3 tháng một lần"; "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25" → "hằng năm, ngày 25/01"."""
    if not rrule:
        return ""
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    frequency, interval = parts["FREQ"], parts.get("INTERVAL", "1")
    several = {"MONTHLY": "EVERY_MONTHS", "WEEKLY": "EVERY_WEEKS", "YEARLY": "EVERY_YEARS", "DAILY": "EVERY_DAYS"}
    words = label("rhythm", frequency) if interval == "1" else label("rhythm", several[frequency]).format(interval=interval)
    days, months = parts.get("BYMONTHDAY", "").split(","), parts.get("BYMONTH", "").split(",")
    if days == ["-1"]:
        return f"{words}, ngày cuối tháng" + (f" {', '.join(months)}" if months != [""] else "")
    dates = [f"{int(day):02d}/{int(month):02d}" for month in months for day in days if day and month]
    if dates:
        return f"{words}, ngày {', '.join(dates)}"
    if days != [""]:
        return f"{words}, ngày {', '.join(days)}"
    return f"{words}, tháng {', '.join(months)}" if months != [""] else words


def shown_title(directive: Directive) -> str:
    """ "Kế hoạch số 72-KH/HU": kind and number as far as they were read, else the file's name."""
    kind = label("kind", directive.kind)
    if directive.number:
        return f"{kind or 'Văn bản'} số {directive.number}"
    return kind or directive.source.file


def section_paths(directive: Directive) -> dict[str, str]:
    """Each section's id → where a reader finds it: "III.2.a"; a label that repeats its parent's ("1.1." under "1.") stands for both."""
    paths: dict[str, str] = {}
    for section in directive.sections:
        own = section.label.strip(" .)-/:")
        above = paths.get(section.parent or "", "")
        last = above.rsplit(".", 1)[-1]
        if above and own.startswith(f"{last}."):
            above = above[: -len(last)].rstrip(".")
        paths[section.id] = f"{above}.{own}" if above else own
    return paths


def is_plain_number(text: str) -> bool:
    """A figure as printed: "5", "-5", "1.800", "12,5"; not "1-2", not "- 5 đảng viên"."""
    return re.fullmatch(r"[+-]?\d+(?:[.,]\d+)*", text) is not None
