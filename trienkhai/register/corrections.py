"""What a person may say about a fact or the header, as it is typed: "due=16/3/2026", "low=1.200", "role=lead"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from dateutil.rrule import rrulestr

from extract.directive import AssignmentRole, DeadlineType, Level, Status
from trienkhai.register.facts import LISTS, Kind

HEADER = "header"
_NO_ANCHOR = {"page": None, "block": 0, "start": 0, "end": 0, "bbox": None, "quote": "", "table": None, "row": None, "column": None}


class BadCorrection(Exception):
    """A field that does not exist or a value that it cannot have; `code` is looked up in the catalogue, `allowed` says what may stand."""

    def __init__(self, code: str, said: str, allowed: str = "") -> None:
        super().__init__(f"{code}: {said} {allowed}")
        self.code, self.said, self.allowed = code, said, allowed


Reading = Callable[[str], Any]
"""From what was typed to what directive.json has; ValueError where it cannot be."""


def _text(typed: str) -> str:
    return " ".join(typed.split())


def _number_of_document(typed: str) -> str:
    return "".join(typed.split())


def _date(typed: str) -> str:
    """ "16/3/2026" and "2026-03-16" → "2026-03-16"."""
    day = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed.strip())
    return (dt.date(int(day[3]), int(day[2]), int(day[1])) if day else dt.date.fromisoformat(typed.strip())).isoformat()


def _number(typed: str) -> float | int:
    """ "1.200" → 1200, "12,5" → 12.5."""
    if not re.fullmatch(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?", typed.strip()):
        raise ValueError(typed)
    value = float(typed.strip().replace(".", "").replace(",", "."))
    return int(value) if value.is_integer() else value


def _flag(typed: str) -> bool:
    return {"true": True, "có": True, "1": True, "false": False, "không": False, "0": False}[typed.strip().lower()]


def _rule(typed: str) -> str:
    rule = typed.strip().upper()
    rrulestr(rule, dtstart=dt.datetime(2026, 1, 1))
    return rule


def _period(typed: str) -> dict[str, Any]:
    """ "năm 2026", or a first and a last day: "1/1/2026 - 30/6/2026", "2026-01-01/2026-06-30"."""
    if year := re.fullmatch(r"(?:năm\s+)?(\d{4})", typed.strip(), re.IGNORECASE):
        return {"start": f"{year[1]}-01-01", "end": f"{year[1]}-12-31", "text": f"năm {year[1]}"}
    start, end = (_date(day) for day in re.findall(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}", typed))
    if start > end:
        raise ValueError(typed)
    return {"start": start, "end": end, "text": _text(typed)}


def _one_of(literal: Any) -> Reading:
    def reading(typed: str) -> str:
        if typed.strip() not in get_args(literal):
            raise ValueError(typed)
        return typed.strip()

    reading.__doc__ = ", ".join(get_args(literal))
    return reading


FIELDS: Mapping[str, Mapping[str, Reading]] = {
    HEADER: {
        "kind": _text, "number": _number_of_document, "issued_on": _date, "place": _text, "issuer": _text, "superior": _text,
        "level": _one_of(Level), "subject": _text, "period": _period,
    },
    "target": {
        "status": _one_of(Status), "action": _text, "low": _number, "high": _number, "strict": _flag, "unit": _text, "of": _text,
        "each": _text, "body": _text, "period": _period,
    },
    "deadline": {
        "type": _one_of(DeadlineType), "start": _date, "due": _date, "rrule": _rule, "task": _text, "body": _text, "report_to": _text,
    },
    "assignment": {"body": _text, "role": _one_of(AssignmentRole), "task": _text},
}  # fmt: skip
_CODES: Mapping[Reading, str] = {
    _date: "bad-day", _number: "bad-number", _flag: "bad-flag", _rule: "bad-rule", _period: "bad-period"
}  # fmt: skip
_NEVER_EMPTY = {("target", "status"), ("target", "strict"), ("deadline", "type"), ("assignment", "body"), ("assignment", "role")}


def understood(kind: str, said: Iterable[str]) -> dict[str, Any]:
    """`understood("deadline", ["due=16/3/2026", "body="])` → {"due": "2026-03-16", "body": None}. Raises `BadCorrection`."""
    return dict(_understood(kind, one) for one in said)


def _understood(kind: str, said: str) -> tuple[str, Any]:
    field, sign, typed = said.partition("=")
    reading = FIELDS[kind].get(field.strip())
    if not sign or reading is None:
        raise BadCorrection("no-such-field", said, ", ".join(FIELDS[kind]))
    field = field.strip()
    if not typed.strip():
        if (kind, field) in _NEVER_EMPTY:
            raise BadCorrection("never-empty", said)
        return field, None
    try:
        return field, reading(typed)
    except (ValueError, KeyError, TypeError):
        code = _CODES.get(reading)
        raise BadCorrection(code or "bad-choice", said, "" if code else reading.__doc__ or "") from None


def corrected(kind: str, fact: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fact with these fields, its own parts in keeping with each other. Raises `BadCorrection`."""
    new = {**fact, **fields}
    if kind == "deadline":
        if new["start"] and new["due"] and new["start"] > new["due"]:
            raise BadCorrection("start-after-due", f"{new['start']} > {new['due']}")
        if "type" not in fields:
            new["type"] = _type_of(new)
    if kind == "target" and new["low"] is not None and new["high"] is not None and new["low"] > new["high"]:
        raise BadCorrection("low-above-high", f"{new['low']} > {new['high']}")
    return new


def _type_of(deadline: Mapping[str, Any]) -> str:
    if deadline["rrule"]:
        return "every"
    if not deadline["due"]:
        return "on" if deadline["start"] else "after"
    if deadline["start"] and deadline["start"] != deadline["due"]:
        return "within"
    return deadline["type"] if deadline["type"] in {"by", "on"} else "by"


def added(kind: Kind, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A fact of a person's own, whole as the contract has it, without a place in the document. Raises `BadCorrection`."""
    empty: dict[str, Any] = {"id": "", **dict.fromkeys(FIELDS[kind]), "section": None, "anchor": _NO_ANCHOR}
    match kind:
        case "deadline":
            fact = corrected(kind, {**empty, "type": "by"}, fields)
        case "target":
            fact = corrected(kind, {**empty, "status": "target", "strict": False}, fields)
        case "assignment":
            fact = {**empty, "role": "implement", "deadlines": [], **fields}
    said = {"deadline": "task", "target": "action", "assignment": "body"}[kind]
    if not fact[said]:
        raise BadCorrection("never-empty", f"{said}=")
    return fact


def letter(kind: Kind) -> str:
    """With what the ids of such facts begin: "t3", "d1", "a12"."""
    return LISTS[kind][0]
