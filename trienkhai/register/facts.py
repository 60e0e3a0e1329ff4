"""From a directive to the rows of the register: which fact is the same in another reading, and on which days it falls."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from dateutil.rrule import rrulestr

from generate.calendar import first_occurrence
from trienkhai.register.words import marked, plain

Kind = Literal["target", "deadline", "assignment"]
LISTS: Mapping[Kind, str] = {"target": "targets", "deadline": "deadlines", "assignment": "assignments"}
_KEPT_IN_HEADER = frozenset({"recipients", "references", "findings"})


@dataclass(frozen=True, slots=True)
class Days:
    """On which days a deadline falls: `first` to `last` where both are known; with `rrule` it recurs between them."""

    first: dt.date | None
    last: dt.date | None
    rrule: str | None = None


def header_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """directive.json without the lists of facts."""
    return {name: value for name, value in facts.items() if not isinstance(value, list) or name in _KEPT_IN_HEADER}


def keyed(kind: Kind, facts: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Each fact with a key that another reading of the same file gives it too: its words, and which of the same words it is."""
    seen: Counter[str] = Counter()
    rows = []
    for fact in facts:
        anchor = fact["anchor"]
        place = [fact.get("type"), fact.get("role"), fact.get("body") if kind == "assignment" else None, anchor["row"], anchor["column"]]
        words = "|".join([kind, *("" if part is None else str(part) for part in place), plain(anchor["quote"])])
        seen[words] += 1
        digest = hashlib.sha256(f"{words}|{seen[words]}".encode()).hexdigest()
        rows.append((digest[:24], fact))
    return rows


def same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Two anchors in one file that share words."""
    if one["table"] or other["table"]:
        return all(one[name] == other[name] for name in ("table", "row", "column"))
    return bool(one["block"] == other["block"] and one["start"] < other["end"] and other["start"] < one["end"])


def days_of(fact: Mapping[str, Any], header: Mapping[str, Any], today: dt.date) -> Days:
    """ "FREQ=MONTHLY" in a plan of 11/02/2022 for the year 2022 → from 01/03/2022 to 31/12/2022, every month's first day.

    A rhythm ends with the day that it names, else with the period of its document, else never.
    """
    start, due, rule = day(fact.get("start")), day(fact.get("due")), fact.get("rrule")
    if not rule:
        return Days(start or due, due or start)
    first = first_occurrence(rule, start or day(header.get("issued_on")) or today)
    period = header.get("period") or {}
    return Days(first, due or day(period.get("end")), _complete(rule, first))


def _complete(rule: str, first: dt.date) -> str:
    """The rule with what it leaves to its first day spelled out, so that it means the same from any day on.

    "FREQ=MONTHLY;INTERVAL=3" from 01/04 → "FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,4,7,10".
    """
    parts = _parts(rule)
    every = int(parts.get("INTERVAL", "1"))
    match parts.get("FREQ"):
        case "MONTHLY":
            if not parts.keys() & {"BYMONTHDAY", "BYDAY"}:
                parts["BYMONTHDAY"] = str(first.day)
            if 1 < every <= 12 and 12 % every == 0 and not parts.keys() & {"BYMONTH", "COUNT"}:
                parts["BYMONTH"] = ",".join(str(month) for month in range((first.month - 1) % every + 1, 13, every))
                del parts["INTERVAL"]
        case "YEARLY" if not parts.keys() & {"BYDAY", "BYYEARDAY", "BYWEEKNO"}:
            parts.setdefault("BYMONTH", str(first.month))
            parts.setdefault("BYMONTHDAY", str(first.day))
        case "WEEKLY" if "BYDAY" not in parts:
            parts["BYDAY"] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def occurrences(rrule: str, first: dt.date, start: dt.date, end: dt.date) -> list[dt.date]:
    """The days between `start` and `end`, both included, of a rule that was spelled out."""
    return [day for day in _between(rrule, start if _is_free(rrule) else first, start, end) if day >= first]


@cache
def _is_free(rrule: str) -> bool:
    """True where the days do not depend on the day with which the rhythm began."""
    return not _parts(rrule).keys() & {"INTERVAL", "COUNT"}


@lru_cache(4096)
def _between(rrule: str, base: dt.date, start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    rule = rrulestr(_dated(rrule), dtstart=_noon(base))
    return tuple(day.date() for day in rule.between(_noon(start), _noon(end), inc=True))


def _dated(rrule: str) -> str:
    return ";".join(part for part in rrule.split(";") if not part.startswith("UNTIL="))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def likeness(facts: Mapping[str, Any]) -> str | None:
    """What the same document in another file has in common: number, day, issuer, subject. None where too much of it is unknown."""
    if not facts.get("number") or not (facts.get("issued_on") or (facts.get("issuer") and facts.get("subject"))):
        return None
    return "|".join(plain(facts.get(name) or "") for name in ("number", "issued_on", "issuer", "subject"))


def searched(facts: Mapping[str, Any], names: Iterable[str]) -> tuple[str, str]:
    """All that the document is found by, as `words.marked` and `words.plain` spell it."""
    said = [facts.get(name) for name in ("kind", "number", "issuer", "superior", "subject", "place")]
    said += [(facts.get("signature") or {}).get("name"), *names]
    for name in LISTS.values():
        said += [fact.get(field) for fact in facts[name] for field in ("body", "task", "action", "unit", "report_to")]
    text = "\n".join(dict.fromkeys(part for part in said if part))
    return marked(text), plain(text)


def bodies(facts: Mapping[str, Any]) -> str:
    """Whom the document names as issuer or to do something, plain, with a word between two that no phrase runs over."""
    named = [facts.get("issuer"), *(fact.get("body") for name in LISTS.values() for fact in facts[name])]
    return " qqq ".join(dict.fromkeys(plain(body) for body in named if body))


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
