"""Times: days, windows, rhythms and the periods that figures are for.

`times` finds every time expression of a text, `time_readings` says what each means; whether it is a deadline is decided by
`extract/deadlines.py`. Offsets count in the text given. Sources: GUIDELINES table of words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache

from extract.directive import Period
from extract.grammar.time_readings import READERS, YEARLESS, Time, iso, month, quarter, yearly_day
from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entry, phrases, whole

__all__ = ["Time", "ahead_of_plan", "day", "month", "period_of", "quarter", "rhythms", "time_phrase", "times"]

_D = r"(?P<d{0}>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m{0}>1[0-2]|0?[1-9])"
_Y = r"(?P<y{0}>(?:19|20)\d\d)"
_SEP = r"\s*[/.\-]\s*"


def _date(n: int) -> str:
    """A full date; scans tear figures apart: "22/1 1/2017"."""
    month_apart = _M.format(n).replace("1[0-2]", r"1\s?[0-2]")
    numeric = rf"{_D.format(n)}{_SEP}{month_apart}{_SEP}{_Y.format(n)}(?!\d)"
    words = rf"{_D.format(f'{n}w')}\s+tháng\s+{_M.format(f'{n}w')}\s*năm\s+{_Y.format(f'{n}w')}"
    return rf"(?:(?<!\d)(?:{numeric}|{words}))"


def day(text: str) -> str | None:
    """The ISO date in a text: day("16 tháng 3 năm 2021") == "2021-03-16"; None where it is none."""
    match = re.search(_date(0), fold(text))
    return iso(match, 0) if match else None


@cache
def _pieces() -> dict[str, str]:
    """What stands in braces in `time_phrases.toml`."""
    words = {
        name: whole(alternation(entry("times", name).words)) for name in ("before", "occasion", "yearly", "monthly", "quarterly", "after")
    }
    numerals = {f"{letter}{n}": piece.format(n) for letter, piece in (("d", _D), ("m", _M), ("y", _Y)) for n in (1, 2, "")}
    return {
        **words,
        **numerals,
        "q": r"(?P<q>iv|iii|ii|i|[1-4])",
        "date1": _date(1),
        "date2": _date(2),
        "short1": rf"{_D.format(1)}\s*/\s*{_M.format(1)}(?!\s*/\s*\d)(?!\d)",
        "hour": r"(?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2})?\s*(?:phút)?\s*,?\s*(?:ngày\s+)?)?",
    }


@cache
def time_phrase(name: str) -> re.Pattern[str]:
    """The compiled pattern of `[name]` in `time_phrases.toml`."""
    return phrases("time_phrases", tuple(_pieces().items()))[name].pattern


_RHYTHM_RULES = {
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "halfyearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
    "daily": "FREQ=DAILY",
}


@lru_cache(maxsize=2048)
def times(text: str, year: int | None = None) -> tuple[Time, ...]:
    """Every time expression in the order of the text; days, months and quarters without a year take the document's `year`."""
    folded = fold(text)
    found: list[Time] = []
    taken: list[tuple[int, int]] = []
    has_digits = any(character.isdigit() for character in folded)
    for name, reader in READERS.items():
        if not has_digits and name not in _WITHOUT_DIGITS:
            continue
        for match in _free(time_phrase(name), folded, taken):
            taken.append(match.span())
            found.extend(reader(match))
    found.extend(_of_year(folded, year, taken))
    found.extend(rhythms(text, found))
    return tuple(_sharing_bound(sorted(found, key=lambda time: (time.start, time.end)), folded))


_SOON = 60
"""Days after the document's own."""


def ahead_of_plan(time: Time, issued_on: str | None) -> Time:
    """A plan for the next year that comes out before December may set days of this year: "xong trước 05/12" of 28 October.

    Only a day soon after the document's own is meant so; the others are the plan's.
    """
    issued = dt.date.fromisoformat(issued_on) if issued_on else None
    if not (issued and time.year_taken and time.due) or issued.month == 12 or int(time.due[:4]) != issued.year + 1:
        return time
    with suppress(ValueError):
        due = dt.date.fromisoformat(time.due).replace(year=issued.year)
        begin = dt.date.fromisoformat(time.begin).replace(year=issued.year).isoformat() if time.begin else None
        if dt.timedelta(0) < due - issued <= dt.timedelta(_SOON):
            return replace(time, begin=begin, due=due.isoformat())
    return time


_WITHOUT_DIGITS = {
    "in_term", "yearly_quarter", "last_working_day", "after_within", "within_days", "done_within", "weekday_of_month",
    "weekdays", "once_a_span", "every_so_often", "before_event_by", "before_event", "weekday", "ended_first", "after",
}  # fmt: skip


def _free(pattern: re.Pattern[str], folded: str, taken: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches that overlap nothing taken; an impossible date ("31/6/2025") takes its place without being a time."""
    for match in pattern.finditer(folded):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            yield match


def _of_year(folded: str, year: int | None, taken: list[tuple[int, int]]) -> list[Time]:
    """"trước ngày 20/11", "trong tháng 4", "hết quý II" in a document of that year; every year where the sentence says so."""
    found: list[Time] = []
    for name, reader in YEARLESS.items():
        for match in _free(time_phrase(name), folded, taken):
            taken.append(match.span())
            if name.startswith("day_of_year") and _every_year(folded, match.start()):
                found.extend(yearly_day(match))
            elif year:
                found.extend(replace(time, year_taken="năm" not in match[0]) for time in reader(match, year))
    return found


def _every_year(folded: str, position: int) -> bool:
    """"Hằng năm, trước ngày 15/6 và trước ngày 15/12, …": the rhythm of the sentence holds for its days."""
    start = max(folded.rfind(mark, 0, position) for mark in (". ", "; ")) + 1
    ends = [end for mark in (". ", "; ") if (end := folded.find(mark, position)) >= 0]
    sentence = folded[start : min(ends, default=len(folded))]
    this_year = _THIS_YEAR.search(sentence)
    return bool(_EVERY_YEAR.search(sentence) or (_TWICE_A_YEAR.search(folded[start:position]) and not this_year))


_EVERY_YEAR = folded_pattern(r"(?:hằng|hàng|mỗi)\s+năm(?![^\W_])")
_TWICE_A_YEAR = folded_pattern(r"định\s+kỳ\s+(?:(?:hằng\s+|hàng\s+)?quý\s*(?:,|và)\s*)?(?:0?6|sáu)\s+tháng(?!\s+(?:đầu|cuối))")
_THIS_YEAR = folded_pattern(r"(?<![^\W_])cả\s+năm(?![^\W_])|[/.-](?:19|20)\d\d")
"""Reports of every half year have their days every year: "định kỳ 6 tháng báo cáo trước ngày 15/6 và trước ngày 15/12"."""


def _sharing_bound(found: list[Time], folded: str) -> list[Time]:
    """"chậm nhất ngày 30/3/2026 (đợt 1) và ngày 05/8/2026 (đợt 2)": the bound holds for both days."""
    shared: list[Time] = []
    for time in found:
        before = shared[-1] if shared else None
        if before and before.type == "by" and time.kind == "day" and not time.cued:
            between = re.sub(r"\([^()]*\)", "", folded[before.end : time.start])
            if re.fullmatch(r"\s*(?:,|và|, và)\s*", between):
                time = replace(time, type="by", cued=True)
        shared.append(time)
    return shared


def rhythms(text: str, taken: list[Time]) -> list[Time]:
    """Rhythms without a day: "Định kỳ hằng quý, 6 tháng báo cáo" → two times, each with its rule."""
    folded = fold(text)
    found = [
        time
        for time in _listed_rhythms(folded)
        if not any(time.start < t.end and t.start < time.end for t in taken)
        and not (time.rrule in _LONG_RHYTHMS and _days_follow(folded, time.end, taken))
    ]
    found.extend(_further_days(folded, taken))
    taken = [*taken, *found]
    for name, rule in _RHYTHM_RULES.items():
        for match in _rhythm_pattern(name).finditer(folded):
            span = match.span("own") if match.groupdict().get("own") else match.span()
            if rule == "FREQ=YEARLY" and _days_named(folded, taken):
                continue
            if rule in _LONG_RHYTHMS and _days_follow(folded, span[1], taken):
                continue
            if rule == _RHYTHM_RULES["quarterly"] and _day_of_quarter_follows(folded, span[1], taken):
                continue
            if not any(span[0] < t.end and t.start < span[1] for t in taken):
                found.append(Time(*span, "rhythm", "every", rrule=rule))
    return found


_LONG_RHYTHMS = {_RHYTHM_RULES["halfyearly"], _RHYTHM_RULES["yearly"]}


def _days_follow(folded: str, end: int, taken: list[Time]) -> bool:
    """The rhythm has its days in the clause: "6 tháng và năm báo cáo (gửi trước ngày 15/6 và 15/12)"."""
    stop = re.search(r"[.;]\s", folded[end:])
    days = [t for t in taken if end <= t.start < end + (stop.start() if stop else len(folded)) and _is_day_of_year(t)]
    return len(days) > 1 or any(re.fullmatch(r"\s*\(\s*", folded[end : t.start]) for t in days)


def _is_day_of_year(time: Time) -> bool:
    return (time.kind == "day" and time.type == "by") or bool(re.search(r"BYMONTH=\d+;BYMONTHDAY", time.rrule or ""))


def _day_of_quarter_follows(folded: str, end: int, taken: list[Time]) -> bool:
    """The quarterly rhythm has its day further on in the clause: "Hằng quý, các xã báo cáo trước ngày 20 tháng cuối quý"."""
    days = [time for time in taken if time.start >= end and re.search(r"BYMONTH=\d+(?:,\d+){3};", time.rrule or "")]
    return any(not re.search(r"[.;]\s", folded[end : time.start]) for time in days)


_SPAN = r"(?:0?6\s+tháng|sáu\s+tháng|tháng|quý|năm)(?!\s+\d)(?![^\W_])"
_LONGER_SPAN = r"(?:0?6\s+tháng|sáu\s+tháng|quý|năm)(?!\s+(?:\d|nào|này|trước|sau))(?![^\W_])"
_RHYTHM_LIST = folded_pattern(rf"(?:hằng|hàng|hãng|định\s+kỳ)\s+(?P<list>{_SPAN}(?:\s*(?:,|và|,\s*và)\s*{_LONGER_SPAN}){{1,3}})")
_SPAN_RULES = {"tháng": "FREQ=MONTHLY", "quý": "FREQ=MONTHLY;INTERVAL=3", "năm": "FREQ=YEARLY"}


def _listed_rhythms(folded: str) -> list[Time]:
    """"hằng tháng, quý, 6 tháng, năm": one word of rhythm for the whole list."""
    found = []
    for listed in _RHYTHM_LIST.finditer(folded):
        for match in folded_pattern(_SPAN).finditer(folded, *listed.span("list")):
            half = match[0][:1] in "06s" and match[0].endswith("tháng")
            rule = "FREQ=MONTHLY;INTERVAL=6" if half else _SPAN_RULES[fold(match[0]).replace("quí", "quý")]
            start = listed.start() if match.start() == listed.start("list") else match.start()
            found.append(Time(start, match.end(), "rhythm", "every", rrule=rule))
    return found


_BARE_DAY = folded_pattern(
    r"(?<![^\W_])(?:trước|chậm\s+nhất(?:\s+là)?|vào)\s+ngày\s+(?P<day>[12]?\d|3[01])"
    r"(?!\d)(?!\s*[/.]\s*\d)(?!\s+(?:tháng|và|của)|,\s*\d)"
)


def _further_days(folded: str, taken: list[Time]) -> list[Time]:
    """Behind a day of every month another day is one, too: "hằng tháng gửi trước ngày 20; tổng hợp, báo cáo trước ngày 25"."""
    monthly = [time.end for time in taken if (time.rrule or "").startswith("FREQ=MONTHLY;BYMONTHDAY")]
    days = _BARE_DAY.finditer(folded, min(monthly)) if monthly else iter(())
    return [
        Time(*match.span(), "rhythm", "every", rrule=f"FREQ=MONTHLY;BYMONTHDAY={int(match['day'])}", cued=True)
        for match in days
        if not any(match.start() < time.end and time.start < match.end() for time in taken)
    ]


def _days_named(folded: str, taken: list[Time]) -> bool:
    """The yearly rhythm has its days in the same sentence: it is no time of its own."""
    return any("BYMONTHDAY" in (time.rrule or "") and _every_year(folded, time.start) for time in taken)


@cache
def _rhythm_pattern(name: str) -> re.Pattern[str]:
    words = whole(alternation(word for word in entry("times", name).words if word not in _NO_RHYTHM_ALONE))
    if name == "halfyearly":
        led = r"(?:định\s+kỳ|sơ\s+kết|(?:hằng|hàng)\s+(?:quý|tháng)\s*,|quý\s*,|quý\s+và)\s+"
        listed = (
            r"(?:\s+(?!đầu|cuối)[^\W\d_]+){0,5}\s+(?:một|1|01)\s+lần|\s*/\s*(?:0?1\s*)?lần"
            r"|\s*(?:,|và)\s*(?:hằng\s+|một\s+)?năm(?!\s+\d)"
        )
        return folded_pattern(rf"{led}(?P<own>{words})(?!\s+(?:đầu|cuối))|{words}(?={listed})")
    if name == "yearly":
        second = r"(?:(?:6|06|sáu)\s+tháng|quý)\s*(?:,|và)\s*(?P<own>năm)(?!\s+\d)(?![^\W_])"
        return folded_pattern(rf"{words}|(?<=tháng,\s)một\s+năm(?![^\W_])|{second}")
    return re.compile(words)


_NO_RHYTHM_ALONE = {"tháng cuối quý", "năm liền kề", "của năm sau", "năm sau"}


def period_of(time: Time, text: str) -> Period:
    """The contract's period of a time: its bounds and the words as written."""
    return Period(time.begin, time.due, text[time.start : time.end])
