"""Times: days, windows, rhythms and the periods that figures are for.

`times` finds every time expression of a text with its reading; whether it is a deadline is decided by
`extract/deadlines.py`. Offsets count in the text given. Sources: GUIDELINES table of words; terms run from 1 January of the
first year to 31 December of the last.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.directive import DeadlineType, Period
from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entry, whole

TimeKind = Literal["day", "window", "rhythm", "event", "period"]

_D = r"(?P<d{0}>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m{0}>1[0-2]|0?[1-9])"
_Y = r"(?P<y{0}>(?:19|20)\d\d)"
_SEP = r"\s*[/.\-]\s*"


def _date(n: int) -> str:
    numeric = rf"{_D.format(n)}{_SEP}{_M.format(n)}{_SEP}{_Y.format(n)}(?!\d)"
    words = rf"{_D.format(f'{n}w')}\s+tháng\s+{_M.format(f'{n}w')}\s+năm\s+{_Y.format(f'{n}w')}"
    return rf"(?:(?<!\d)(?:{numeric}|{words}))"


@dataclass(frozen=True, slots=True)
class Time:
    """One expression: `kind` and reading. "trước ngày 25/01 hằng năm" → rhythm, type every, rrule FREQ=YEARLY;…

    A rhythm of two ("hằng quý, 6 tháng") is two times at overlapping places. `cue` is the word before a day ("trước ngày").
    """

    start: int
    end: int
    kind: TimeKind
    type: DeadlineType | None = None
    begin: str | None = None
    due: str | None = None
    rrule: str | None = None
    cued: bool = False


def day(text: str) -> str | None:
    """The ISO date that a text is: day("16 tháng 3 năm 2021") == "2021-03-16"; None where it is none."""
    match = re.search(_date(0), fold(text))
    return _iso(match, 0) if match else None


def _iso(match: re.Match[str], n: int) -> str | None:
    groups = match.groupdict()
    suffix = f"{n}" if groups.get(f"d{n}") else f"{n}w"
    try:
        return dt.date(int(groups[f"y{suffix}"]), int(groups[f"m{suffix}"]), int(groups[f"d{suffix}"])).isoformat()
    except ValueError:
        return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    before = alternation(entry("times", "before").words)
    occasion = alternation(entry("times", "occasion").words)
    yearly = alternation(entry("times", "yearly").words)
    hour = r"(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{2})?\s*,?\s*(?:ngày\s+)?)?"
    finish = r"(?:(?:hoàn\s+thành|xong|gửi|nộp|báo\s+cáo)\s+)?"
    short_day = rf"{_D.format(1)}\s*/\s*{_M.format(1)}(?!\s*/\s*\d)(?!\d)"
    return {
        "yearly_day": folded_pattern(
            rf"(?P<cue>{before})\s+(?:ngày\s+)?{short_day}(?P<more>(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{{1,2}}/\d{{1,2}})*)\s*,?\s*(?:của\s+)?{whole(yearly)}"
        ),
        "monthly_day": folded_pattern(
            rf"(?P<cue>{before}|vào\s+ngày|ngày)\s+(?:ngày\s+)?{_D.format(1)}\s+(?:của\s+)?{whole(alternation(entry('times', 'monthly').words))}"
        ),
        "quarterly_day": folded_pattern(
            rf"(?P<cue>{before})\s+(?:ngày\s+)?{_D.format(1)}\s+(?:của\s+|các\s+)?(?:tháng\s+cuối\s+(?:mỗi\s+|hằng\s+|hàng\s+|của\s+)?quý|{whole(alternation(['hằng quý', 'hàng quý', 'mỗi quý', 'từng quý']))})"
        ),
        "window": folded_pattern(rf"từ\s+(?:ngày\s+)?{_date(1)}\s*(?:đến|-|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_date(2)}"),
        "window_short": folded_pattern(
            rf"từ\s+(?:ngày\s+)?{short_day}\s*(?:đến|-|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_date(2)}"
        ),
        "window_days": folded_pattern(rf"từ\s+(?:ngày\s+)?{_D.format(1)}\s*(?:đến|-|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_date(2)}"),
        "from_now": folded_pattern(rf"từ\s+(?:nay|ngày\s+ban\s+hành[^,;.]{{0,30}}?)\s+(?:cho\s+)?đến\s+(?:hết\s+|trước\s+)?(?:ngày\s+)?{_date(2)}"),
        "window_months": folded_pattern(rf"từ\s+tháng\s+{_M.format(1)}(?:/{_Y.format(1)})?\s*(?:đến|-|tới)\s*(?:hết\s+)?(?:tháng\s+)?{_M.format(2)}\s*(?:/|\s+năm\s+){_Y.format(2)}"),
        "by_day": folded_pattern(rf"(?:{finish}(?P<cue>{before})\s+{hour}(?:ngày\s+)?){_date(1)}"),
        "by_month": folded_pattern(
            rf"(?P<cue>trước|chậm\s+nhất(?:\s+là|\s+trong|\s+vào)?|đến\s+hết|hết)\s+tháng\s+{_M.format(1)}\s*(?:/|\s+năm\s+){_Y.format(1)}(?!\d)"
        ),
        "by_quarter": folded_pattern(
            r"(?P<cue>trước|chậm\s+nhất(?:\s+là|\s+trong|\s+vào)?|đến\s+hết|hết)\s+quý\s+(?P<q>iv|iii|ii|i|[1-4])\s*(?:/|\s+năm\s+|\s*-\s*)(?P<y1>20\d\d)"
        ),
        "on_day": folded_pattern(rf"(?P<cue>{occasion})\s+(?:kỷ\s+niệm\s+)?(?:ngày\s+)?{_date(1)}"),
        "bare_day": folded_pattern(rf"(?:ngày\s+)?{_date(1)}"),
        "quarter": folded_pattern(r"(?<![^\W_])quý\s+(?P<q>iv|iii|ii|i|[1-4])(?:\s*(?:/|,?\s*năm\s+|\s*-\s*)(?P<y>20\d\d))"),
        "month": folded_pattern(rf"(?<![^\W_])tháng\s+{_M.format(1)}\s*(?:/|,?\s*năm\s+|\s*-\s*){_Y.format(1)}(?!\d)"),
        "half": folded_pattern(r"(?<![^\W\d_])0?6\s+tháng\s+(?P<part>đầu|cuối)\s+năm(?:\s+(?P<y>20\d\d))?"),
        "term": folded_pattern(
            r"(?P<word>nhiệm\s+kỳ|giai\s+đoạn|nk)(?:\s+đại\s+hội)?\s*:?\s*(?P<y1>(?:19|20)\d\d)\s*-\s*(?P<y2>20\d\d)"
        ),
        "years": folded_pattern(r"(?:trong\s+)?(?:các\s+)?năm\s+(?P<y1>20\d\d)\s*-\s*(?P<y2>20\d\d)"),
        "year": folded_pattern(r"(?:trong\s+|đến\s+|cuối\s+|đầu\s+|hết\s+)?(?<![^\W_])năm\s+(?:học\s+)?(?P<y>(?:19|20)\d\d)(?:\s*-\s*(?P<y2>20\d\d))?(?!\d)"),
        "until_year": folded_pattern(r"đến\s+(?:hết\s+)?năm\s+(?P<y>20\d\d)(?!\d)"),
        "span": folded_pattern(r"(?<![\d/.])(?P<y1>20\d\d)\s*-\s*(?P<y2>20\d\d)(?![\d/])"),
        "in_term": folded_pattern(r"(?:trong\s+)(?:cả\s+)?nhiệm\s+kỳ(?!\s+\d)"),
        "every_year": folded_pattern(whole(alternation(["hằng năm", "hàng năm", "mỗi năm"]))),
        "within_days": folded_pattern(
            r"(?:(?:chậm\s+nhất|trong\s+thời\s+hạn|trong\s+vòng|trong|không\s+quá|tối\s+đa|muộn\s+nhất)\s+(?:là\s+)?)(?:\d{1,3}|[^\W\d_]+)\s+ngày(?:\s+làm\s+việc)?\s*,?\s*(?:sau\s+khi|kể\s+từ|tính\s+từ|sau\s+ngày|từ\s+ngày|từ\s+khi)(?![^\W_])"
        ),
        "weekday": folded_pattern(
            r"(?:(?:hằng|hàng|mỗi)\s+tuần[^.;]{0,60}?(?:vào\s+)?(?:sáng\s+|chiều\s+)?thứ\s+(?P<w1>hai|ba|tư|năm|sáu|bảy|[2-7])|"
            r"(?:vào\s+)?(?:sáng\s+|chiều\s+)?(?:ngày\s+)?thứ\s+(?P<w2>hai|ba|tư|năm|sáu|bảy|[2-7])\s+(?:hằng|hàng|mỗi)\s+tuần)"
        ),
        "after": folded_pattern(whole(alternation(entry("times", "after").words))),
    }


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_RHYTHM_RULES = {
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "halfyearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
    "daily": "FREQ=DAILY",
}


def quarter(number: int, year: int) -> tuple[str, str]:
    first = dt.date(year, 3 * number - 2, 1)
    last = dt.date(year, 3 * number, calendar.monthrange(year, 3 * number)[1])
    return first.isoformat(), last.isoformat()


def month(number: int, year: int) -> tuple[str, str]:
    return dt.date(year, number, 1).isoformat(), dt.date(year, number, calendar.monthrange(year, number)[1]).isoformat()


def times(text: str) -> list[Time]:
    """Every time expression, longest reading first at each place, in the order of the text."""
    folded = fold(text)
    found: list[Time] = []
    for name in _READERS:
        for match in _patterns()[name].finditer(folded):
            if any(match.start() < t.end and t.start < match.end() for t in found):
                continue
            found.extend(_READERS[name](match))
    found.extend(rhythms(text, found))
    return sorted(found, key=lambda time: (time.start, time.end))


def _yearly_day(match: re.Match[str]) -> list[Time]:
    days = [(int(match["d1"]), int(match["m1"]))]
    days += [(int(d), int(m)) for d, m in re.findall(r"(\d{1,2})/(\d{1,2})", match["more"])]
    return [
        Time(*match.span(), "rhythm", "every", rrule=f"FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={d}", cued=True) for d, m in days
    ]


def _monthly_day(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=MONTHLY;BYMONTHDAY={int(match['d1'])}", cued=True)]


def _quarterly_day(match: re.Match[str]) -> list[Time]:
    rule = f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={int(match['d1'])}"
    return [Time(*match.span(), "rhythm", "every", rrule=rule, cued=True)]


def _window(match: re.Match[str]) -> list[Time]:
    begin, due = _iso(match, 1), _iso(match, 2)
    return [Time(*match.span(), "window", "within", begin, due, cued=True)] if due else []


def _window_short(match: re.Match[str]) -> list[Time]:
    due = _iso(match, 2)
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
    due = _iso(match, 2)
    return [Time(*match.span(), "window", "within", None, due, cued=True)] if due else []


def _window_months(match: re.Match[str]) -> list[Time]:
    year = int(match["y2"])
    begin = month(int(match["m1"]), int(match["y1"] or year))[0]
    return [Time(*match.span(), "window", "within", begin, month(int(match["m2"]), year)[1], cued=True)]


def _by_day(match: re.Match[str]) -> list[Time]:
    due = _iso(match, 1)
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
    due = _iso(match, 1)
    return [Time(*match.span(), "day", "on", None, due, cued=True)] if due else []


def _bare_day(match: re.Match[str]) -> list[Time]:
    due = _iso(match, 1)
    return [Time(*match.span(), "day", "on", None, due)] if due else []


def _quarter(match: re.Match[str]) -> list[Time]:
    begin, due = quarter(_ROMAN[match["q"]], int(match["y"]))
    return [Time(*match.span(), "window", "within", begin, due)]


def _month(match: re.Match[str]) -> list[Time]:
    begin, due = month(int(match["m1"]), int(match["y1"]))
    return [Time(*match.span(), "window", "within", begin, due)]


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
    return [Time(*match.span(), "period", None, None, f"{match['y']}-12-31")]


def _open_period(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "period")]


_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}  # fmt: skip


def _weekday(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "rhythm", "every", rrule=f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[match['w1'] or match['w2']]}", cued=True)]


def _after(match: re.Match[str]) -> list[Time]:
    return [Time(*match.span(), "event", "after", cued=True)]


_READERS = {
    "yearly_day": _yearly_day,
    "quarterly_day": _quarterly_day,
    "monthly_day": _monthly_day,
    "window": _window,
    "window_short": _window_short,
    "window_days": _window_short,
    "from_now": _from_now,
    "window_months": _window_months,
    "by_day": _by_day,
    "by_month": _by_month,
    "by_quarter": _by_quarter,
    "on_day": _on_day,
    "bare_day": _bare_day,
    "half": _half,
    "quarter": _quarter,
    "month": _month,
    "term": _term,
    "years": _term,
    "until_year": _until_year,
    "year": _year,
    "span": _term,
    "in_term": _open_period,
    "within_days": _after,
    "weekday": _weekday,
    "after": _after,
}


def rhythms(text: str, taken: list[Time]) -> list[Time]:
    """Rhythms without a day: "Định kỳ hằng quý, 6 tháng báo cáo" → two times, each with its rule."""
    folded = fold(text)
    found = []
    for name, rule in _RHYTHM_RULES.items():
        for match in _rhythm_pattern(name).finditer(folded):
            span = match.span("own") if match.groupdict().get("own") else match.span()
            if not any(span[0] < t.end and t.start < span[1] for t in taken):
                found.append(Time(*span, "rhythm", "every", rrule=rule))
    return found


@cache
def _rhythm_pattern(name: str) -> re.Pattern[str]:
    if name == "halfyearly":
        counted = whole(alternation(entry("times", "halfyearly").words))
        led = rf"(?:định\s+kỳ|sơ\s+kết|hằng\s+quý\s*,|hàng\s+quý\s*,|quý\s*,|quý\s+và|hằng\s+tháng\s*,)\s+(?P<own>{counted})(?!\s+(?:đầu|cuối))"
        return folded_pattern(rf"{led}|{counted}(?=\s+(?:một|1|01)\s+lần|\s*(?:,|và)\s*(?:hằng\s+|một\s+)?năm(?!\s+\d))")
    if name == "yearly":
        alone = whole(alternation(["hằng năm", "hàng năm", "mỗi năm"]))
        return folded_pattern(rf"{alone}|(?<=tháng,\s)một\s+năm(?![^\W_])|(?:(?:6|06|sáu)\s+tháng|quý)\s*(?:,|và)\s*(?P<own>năm)(?!\s+\d)(?![^\W_])|một\s+năm\s+một\s+lần")
    words = [word for word in entry("times", name).words if word != "tháng cuối quý"]
    return folded_pattern(whole(alternation(words)))


def period_of(time: Time, text: str) -> Period:
    """The contract's period of a time: its bounds and the words as written."""
    return Period(time.begin, time.due, text[time.start : time.end])
