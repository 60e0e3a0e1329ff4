"""What each turn of phrase of `time_phrases.toml` says: the match of "trước ngày 25/01 hằng năm" → a rhythm of every 25 January.

`READERS` read what names its year or needs none, `YEARLESS` what takes the document's. Terms run from 1 January of the first year to
31 December of the last.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from extract.directive import DeadlineType

TimeKind = Literal["day", "window", "rhythm", "event", "period"]


@dataclass(frozen=True, slots=True)
class Time:
    """One expression: `kind` and reading. "trước ngày 25/01 hằng năm" → rhythm, type every, rrule FREQ=YEARLY;…

    A rhythm of two ("hằng quý, 6 tháng") is two times at overlapping places. `cued` where a word before a day says so ("trước ngày"),
    `year_taken` where the words name none and the document's was taken.
    """

    start: int
    end: int
    kind: TimeKind
    type: DeadlineType | None = None
    begin: str | None = None
    due: str | None = None
    rrule: str | None = None
    cued: bool = False
    year_taken: bool = False


def iso(match: re.Match[str], n: int) -> str | None:
    """The day whose numerals are the groups d`n`, m`n`, y`n` of the match, None where there is no such day ("31/6/2025")."""
    groups = match.groupdict()
    suffix = f"{n}" if groups.get(f"d{n}") else f"{n}w"
    try:
        return dt.date(int(groups[f"y{suffix}"]), int("".join(groups[f"m{suffix}"].split())), int(groups[f"d{suffix}"])).isoformat()
    except ValueError:
        return None


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def quarter(number: int, year: int) -> tuple[str, str]:
    first = dt.date(year, 3 * number - 2, 1)
    last = dt.date(year, 3 * number, calendar.monthrange(year, 3 * number)[1])
    return first.isoformat(), last.isoformat()


def month(number: int, year: int) -> tuple[str, str]:
    return dt.date(year, number, 1).isoformat(), dt.date(year, number, calendar.monthrange(year, number)[1]).isoformat()


def _yearly_days(match: re.Match[str]) -> list[Time]:
    days = [(int(match["d1"]), int(match["m1"]))]
    days += [(int(d), int(m)) for d, m in re.findall(r"(\d{1,2})/(\d{1,2})", match["more"])]
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={d}", cued=True) for d, m in days]


def yearly_day(match: re.Match[str]) -> list[Time]:
    rule = f"FREQ=YEARLY;BYMONTH={int(match['m1'])};BYMONTHDAY={int(match['d1'])}"
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


def _yearly_months(match: re.Match[str]) -> list[Time]:
    months = ",".join(str(int(number)) for number in re.findall(r"\d{1,2}", match["months"] or match["yearly_month"]))
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=YEARLY;BYMONTH={months}", cued=True)]


def _yearly_quarter(match: re.Match[str]) -> list[Time]:
    last = 3 * _ROMAN[match["q"]]
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=YEARLY;BYMONTH={last - 2},{last - 1},{last}", cued=True)]


def _half_and_whole_year(match: re.Match[str]) -> list[Time]:
    """"6 tháng trước ngày 20/6 và năm trước ngày 20/12" → every year on each."""
    places = [(match.start(), match.end("half")), (match.end("half"), match.end())]
    days = [re.findall(r"\d+", match[name]) for name in ("half", "whole")]
    return [
        Time(*place, "rhythm", "every", rrule=f"FREQ=YEARLY;BYMONTH={int(m)};BYMONTHDAY={int(d)}", cued=True)
        for place, (d, m) in zip(places, days, strict=True)
    ]


def _yearly_feasts(match: re.Match[str]) -> list[Time]:
    """"các ngày lễ lớn 3/2; 19/5; 2/9" → every year on each."""
    days = re.findall(r"(\d{1,2})/(\d{1,2})", match["feasts"])
    rules = (f"FREQ=YEARLY;BYMONTH={int(m)};BYMONTHDAY={int(d)}" for d, m in days)
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True) for rule in rules]


def _day_of_year(match: re.Match[str], year: int) -> list[Time]:
    return [Time(*match.span(), "day", "by", None, due, cued=True) for due in _days_named_in(match, year)]


def _occasion_of_year(match: re.Match[str], year: int) -> list[Time]:
    return [
        Time(*match.span(), "day", "on", None, due, cued=True) for due in _days_named_in(match, year + bool(match.groupdict().get("next")))
    ]


def _days_named_in(match: re.Match[str], year: int) -> list[str]:
    """"20/6 và ngày 20/12" → two days of the year; what is no day of it is left out."""
    days = [(match["d1"], match["m1"]), *re.findall(r"(\d{1,2})/(\d{1,2})", match.groupdict().get("more") or "")]
    found = []
    for day_number, month_number in days:
        with suppress(ValueError):
            found.append(dt.date(year, int(month_number), int(day_number)).isoformat())
    return found


_WEEKS = {"đầu": 1, "đầu tiên": 1, "thứ nhất": 1, "thứ hai": 2, "thứ ba": 3, "thứ tư": 4} | {f"thứ {n}": n for n in range(1, 5)}


def _week_of_month(match: re.Match[str], year: int) -> list[Time]:
    """The second week of a month is its 8th to 14th day; the last week its last seven days."""
    first, last = month(int(match["m1"]), year)
    end = dt.date.fromisoformat(last)
    week = _WEEKS.get(" ".join(match["week"].split()))
    if week:
        end = dt.date.fromisoformat(first) + dt.timedelta(7 * week - 1)
    return [Time(*match.span(), "window", "within", (end - dt.timedelta(6)).isoformat(), end.isoformat(), cued=True)]


def _week_of_dated_month(match: re.Match[str]) -> list[Time]:
    return _week_of_month(match, int(match["y1"]))


def _quarter_next_year(match: re.Match[str], year: int) -> list[Time]:
    return [Time(*match.span(), "window", "within", *quarter(_ROMAN[match["q"]], year + 1), cued=True)]


def _month_of_year(match: re.Match[str], year: int) -> list[Time]:
    return [_bounded(match, *month(int(match["m1"]), year))]


def _months_of_year(match: re.Match[str], year: int) -> list[Time]:
    return _months(match, year, cued=True)


def _quarter_of_year(match: re.Match[str], year: int) -> list[Time]:
    return [_bounded(match, *quarter(_ROMAN[match["q"] or match["alone"]], year))]


def _bounded(match: re.Match[str], begin: str, end: str) -> Time:
    """"trong tháng 4" is a window, "hết tháng 4" and "chậm nhất …" a last day, "trước tháng 4" the day before."""
    if match["cue"] == "trước":
        before = dt.date.fromisoformat(begin) - dt.timedelta(1)
        return Time(*match.span(), "day", "by", None, before.isoformat(), cued=True)
    if (match["cue"] or "").startswith(("hết", "đến hết", "chậm nhất")):
        return Time(*match.span(), "day", "by", None, end, cued=True)
    return Time(*match.span(), "window", "within", begin, end)


def _window_of_year(match: re.Match[str], year: int) -> list[Time]:
    try:
        begin, due = (dt.date(year, int(match[f"m{n}"]), int(match[f"d{n}"])).isoformat() for n in (1, 2))
    except ValueError:
        return []
    return [Time(*match.span(), "window", "within", begin, due, cued=True)] if begin <= due else []


def _two_days_of_year(match: re.Match[str], year: int) -> list[Time]:
    try:
        begin, due = (dt.date(year, int(match["m2"]), int(match[f"d{n}"])).isoformat() for n in (1, 2))
    except ValueError:
        return []
    return [Time(*match.span(), "window", "within", begin, due, cued=True)] if begin <= due else []


def _quarters_of_year(match: re.Match[str], year: int) -> list[Time]:
    begin, due = quarter(_ROMAN[match["q1"]], year)[0], quarter(_ROMAN[match["q2"]], year)[1]
    return [Time(*match.span(), "window", "within", begin, due, cued=True)]


YEARLESS = {
    "window_of_year": _window_of_year,
    "two_days_of_year": _two_days_of_year,
    "quarters_of_year": _quarters_of_year,
    "week_of_month": _week_of_month,
    "quarter_next_year": _quarter_next_year,
    "occasion_of_year": _occasion_of_year,
    "day_of_year": _day_of_year,
    "named_day_of_year": _day_of_year,
    "day_of_year_words": _day_of_year,
    "opening_day": _occasion_of_year,
    "opening_day_words": _occasion_of_year,
    "opening_months": _months_of_year,
    "months_of_year": _months_of_year,
    "month_of_year": _month_of_year,
    "quarter_of_year": _quarter_of_year,
}


def _monthly_days(match: re.Match[str]) -> list[Time]:
    days = ",".join(str(int(number)) for number in re.findall(r"\d{1,2}", match["days"]))
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=MONTHLY;BYMONTHDAY={days}", cued=True)]


def _monthly_day_later(match: re.Match[str]) -> list[Time]:
    """"hằng tháng cập nhật số liệu, ngày 25 báo cáo": a rhythm, and the day of the month for what follows."""
    rule = f"FREQ=MONTHLY;BYMONTHDAY={int(match['d1'])}"
    return [
        Time(*match.span("rhythm"), "rhythm", "every", rrule="FREQ=MONTHLY", cued=True),
        Time(match.end() - len(match["d1"]), match.end(), "rhythm", "every", rrule=rule, cued=True),
    ]


def _finished_in_half(match: re.Match[str]) -> list[Time]:
    return [replace(time, kind="window", type="within", cued=True) for time in _half(match)]


def _ended_first(match: re.Match[str]) -> list[Time]:
    start = match.start() + match[0].index("kết")
    return [Time(start, match.end() - 1, "event", "after", cued=True)]


def _monthly_day(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=MONTHLY;BYMONTHDAY={int(match['d1'])}", cued=True)]


def _quarterly_day(match: re.Match[str]) -> list[Time]:
    rule = f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={int(match['d1'])}"
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


def _quarterly_then_day(match: re.Match[str]) -> list[Time]:
    """"hàng quý (trước ngày 15 của tháng kế tiếp)" → the 15th, every three months."""
    rule = f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={int(match['d1'])}"
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


def _quarter_opening_day(match: re.Match[str]) -> list[Time]:
    rule = f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={int(match['d1'])}"
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


def _window(match: re.Match[str]) -> list[Time]:
    begin, due = iso(match, 1), iso(match, 2)
    return [Time(*match.span(), "window", "within", begin, due, cued=True)] if due else []


def _window_short(match: re.Match[str]) -> list[Time]:
    due = iso(match, 2)
    if not due:
        return []
    groups = match.groupdict()
    first_month = int(groups.get("m1") or due[5:7])
    try:
        begin = dt.date(int(due[:4]), first_month, int(match["d1"])).isoformat()
    except ValueError:
        return []
    return [Time(*match.span(), "window", "within", begin, due, cued=True)]


def _from_now(match: re.Match[str]) -> list[Time]:
    due = iso(match, 2)
    return [Time(*match.span(), "window", "within", None, due, cued=True)] if due else []


def _from_now_month(match: re.Match[str]) -> list[Time]:
    year = int(match["y1"])
    due = month(int(match["m1"]), year)[1] if match["m1"] else quarter(_ROMAN[match["q"]], year)[1]
    return [Time(*match.span(), "window", "within", None, due, cued=True)]


def _from_now_year(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "window", "within", None, f"{match['y']}-12-31", cued=True)]


def _window_quarters(match: re.Match[str]) -> list[Time]:
    year = int(match["y2"])
    first = int(match.groupdict().get("y1") or year)
    begin, due = quarter(_ROMAN[match["q1"]], first)[0], quarter(_ROMAN[match["q2"]], year)[1]
    return [Time(*match.span(), "window", "within", begin, due, cued=True)]


def _window_months(match: re.Match[str]) -> list[Time]:
    year = int(match["y2"])
    begin = month(int(match["m1"]), int(match["y1"] or year))[0]
    return [Time(*match.span(), "window", "within", begin, month(int(match["m2"]), year)[1], cued=True)]


def _by_day(match: re.Match[str]) -> list[Time]:
    due = iso(match, 1)
    return [Time(*match.span(), "day", "by", None, due, cued=True)] if due else []


def _by_month(match: re.Match[str]) -> list[Time]:
    begin, end = month(int(match["m1"]), int(match["y1"]))
    due = (dt.date.fromisoformat(begin) - dt.timedelta(1)).isoformat() if match["cue"] == "trước" else end
    return [Time(*match.span(), "day", "by", None, due, cued=True)]


def _by_quarter(match: re.Match[str]) -> list[Time]:
    begin, end = quarter(_ROMAN[match["q"]], int(match["y1"]))
    due = (dt.date.fromisoformat(begin) - dt.timedelta(1)).isoformat() if match["cue"] == "trước" else end
    return [Time(*match.span(), "day", "by", None, due, cued=True)]


def _on_day(match: re.Match[str]) -> list[Time]:
    due = iso(match, 1)
    return [Time(*match.span(), "day", "on", None, due, cued=True)] if due else []


def _bare_day(match: re.Match[str]) -> list[Time]:
    due = iso(match, 1)
    return [Time(*match.span(), "day", "on", None, due)] if due else []


def _quarter(match: re.Match[str]) -> list[Time]:
    begin, due = quarter(_ROMAN[match["q"]], int(match["y"]))
    return [Time(*match.span(), "window", "within", begin, due)]


def _month(match: re.Match[str]) -> list[Time]:
    begin, due = month(int(match["m1"]), int(match["y1"]))
    return [Time(*match.span(), "window", "within", begin, due)]


def _months_listed(match: re.Match[str]) -> list[Time]:
    year = int(match["y2"])
    return _months(match, year)


def _months(match: re.Match[str], year: int, *, cued: bool = False) -> list[Time]:
    """Months in a row are one window, others one each: "tháng 4 và tháng 5", "tháng 6 và tháng 12"."""
    first, last = int(match["m1"]), int(match["m2"])
    if first >= last:
        return []
    apart = last - first > 1 and "-" not in match[0]
    windows = (month(first, year), month(last, year)) if apart else ((month(first, year)[0], month(last, year)[1]),)
    return [Time(*match.span(), "window", "within", begin, due, cued=cued) for begin, due in windows]


def _half(match: re.Match[str]) -> list[Time]:
    year = match["y"]
    if not year:
        return [Time(*match.span(), "period")]
    begin, due = (f"{year}-01-01", f"{year}-06-30") if match["part"] == "đầu" else (f"{year}-07-01", f"{year}-12-31")
    return [Time(*match.span(), "period", None, begin, due)]


def _term(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "period", None, f"{match['y1']}-01-01", f"{match['y2']}-12-31")]


def _year(match: re.Match[str]) -> list[Time]:
    if match["y2"]:
        return [Time(*match.span(), "period", None, f"{match['y']}-01-01", f"{match['y2']}-12-31")]
    return [Time(*match.span(), "period", None, f"{match['y']}-01-01", f"{match['y']}-12-31")]


def _until_year(match: re.Match[str]) -> list[Time]:
    """"đến hết năm 2026" may be a last day, "đến năm 2030" is a horizon."""
    return [Time(*match.span(), "period", "by" if "hết" in match[0] else None, None, f"{match['y']}-12-31")]


def _open_period(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "period")]


_WEEKDAYS = dict(zip(("hai", "ba", "tư", "năm", "sáu", "bảy"), ("MO", "TU", "WE", "TH", "FR", "SA"), strict=True))
_WEEKDAYS |= dict(zip("234567", _WEEKDAYS.values(), strict=True)) | {"chủ nhật": "SU"}


def _weekday(match: re.Match[str]) -> list[Time]:
    rule = f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[_spaced(match['w1'] or match['w2'])]}"
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _weekdays(match: re.Match[str]) -> list[Time]:
    """"vào thứ Hai, thứ Năm hằng tuần" → Mondays and Thursdays."""
    days = re.findall(r"hai|ba|tư|năm|sáu|bảy|[2-7]", match["days"] or match["later"])
    rule = "FREQ=WEEKLY;BYDAY=" + ",".join(_WEEKDAYS[day] for day in days)
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


_NTH = {"cuối": -1, "cuối cùng": -1} | _WEEKS


def _weekday_of_month(match: re.Match[str]) -> list[Time]:
    """"thứ Sáu tuần cuối tháng" → the last Friday of each month."""
    nth = _NTH[" ".join(match["nth"].split())]
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=MONTHLY;BYDAY={nth}{_WEEKDAYS[_spaced(match['w'])]}", cued=True)]


_OFTEN = {"giờ": "HOURLY", "ngày": "DAILY", "tuần": "WEEKLY", "năm": "YEARLY"}
_FEW = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "mười": 10}


def _every_so_often(match: re.Match[str]) -> list[Time]:
    """"03 ngày một lần" → every third day."""
    interval = _FEW.get(match["n"]) or int(match["n"])
    rule = f"FREQ={_OFTEN[match['unit']]}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


_ONCE = {
    "tuần": "FREQ=WEEKLY",
    "tháng": "FREQ=MONTHLY",
    "quý": "FREQ=MONTHLY;INTERVAL=3",
    "quí": "FREQ=MONTHLY;INTERVAL=3",
    "năm": "FREQ=YEARLY",
}


def _once_a_span(match: re.Match[str]) -> list[Time]:
    """"01 lần/quý" → once every three months."""
    span = match.span("own") if match["own"] else match.span()
    return [Time(*span, "rhythm", "every", rrule=_ONCE[match["unit1"] or match["unit2"]], cued=True)]


def _half_of_month(match: re.Match[str]) -> list[Time]:
    begin, due = month(int(match["m1"]), int(match["y1"]))
    middle = f"{begin[:8]}15", f"{begin[:8]}16"
    begin, due = (begin, middle[0]) if match["part"] == "đầu" else (middle[1], due)
    return [Time(*match.span(), "window", "within", begin, due, cued=True)]


def _last_working_day(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "rhythm", "every", rrule="FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", cued=True)]


def _after(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "event", "after", cued=True)]


READERS = {
    "yearly_day": _yearly_days,
    "yearly_occasion": _yearly_days,
    "yearly_day_words": yearly_day,
    "yearly_feasts": _yearly_feasts,
    "yearly_months": _yearly_months,
    "yearly_quarter": _yearly_quarter,
    "half_and_whole_year": _half_and_whole_year,
    "quarterly_day": _quarterly_day,
    "quarterly_then_day": _quarterly_then_day,
    "quarter_opening_day": _quarter_opening_day,
    "next_month_day": _monthly_day,
    "monthly_days": _monthly_days,
    "monthly_day_later": _monthly_day_later,
    "monthly_day": _monthly_day,
    "monthly_then_days": _monthly_days,
    "monthly_then_day": _monthly_day,
    "window_quarters": _window_quarters,
    "quarters_listed": _window_quarters,
    "window_told": _window,
    "two_days": _window_short,
    "window": _window,
    "window_short": _window_short,
    "window_days": _window_short,
    "from_now": _from_now,
    "from_now_month": _from_now_month,
    "from_now_year": _from_now_year,
    "window_months": _window_months,
    "by_day": _by_day,
    "labelled_day": _by_day,
    "named_day": _by_day,
    "by_month": _by_month,
    "by_quarter": _by_quarter,
    "on_day": _on_day,
    "bare_day": _bare_day,
    "week_of_dated_month": _week_of_dated_month,
    "half_of_month": _half_of_month,
    "finished_in_half": _finished_in_half,
    "half": _half,
    "quarter": _quarter,
    "months_listed": _months_listed,
    "month": _month,
    "term": _term,
    "years": _term,
    "until_year": _until_year,
    "year": _year,
    "span": _term,
    "in_term": _open_period,
    "after_within": _after,
    "within_days": _after,
    "done_within": _after,
    "weekday_of_month": _weekday_of_month,
    "once_a_span": _once_a_span,
    "every_so_often": _every_so_often,
    "before_event_by": _after,
    "ahead_by": _after,
    "last_working_day": _last_working_day,
    "before_event": _after,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "ended_first": _ended_first,
    "after": _after,
}
