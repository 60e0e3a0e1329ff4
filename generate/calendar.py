"""The directive's deadlines as a calendar (RFC 5545) for Outlook, Google Calendar or a telephone.

A day or window is an all-day event; a rhythm recurs; what has neither day nor rhythm is left to the lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vRecur

from extract.directive import Deadline, Directive
from generate.labels import label, shown_date, shown_title

ONE_DAY = dt.timedelta(days=1)


def deadlines_ics(directive: Directive, today: dt.date) -> bytes:
    """ "trước ngày 25/01 hằng năm" becomes an event that comes again every 25 January, first after the day of issue.

    Where the directive has no day of issue a rhythm starts with `today`, and the event says so.
    """
    return _calendar([directive], today, directive.number or label("calendar", "unnumbered"))


def calendar_of(directives: Iterable[Directive], today: dt.date) -> bytes:
    """The deadlines of many directives in one calendar, the same events as in the calendar of each."""
    return _calendar(directives, today, label("calendar", "all"))


def _calendar(directives: Iterable[Directive], today: dt.date, number: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//trienkhai//thoi han//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", label("calendar", "name").format(number=number))
    events = (_event(deadline, directive, today) for directive in directives for deadline in directive.deadlines)
    for event in events:
        if event is not None:
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, directive: Directive, today: dt.date) -> Event | None:
    if deadline.rrule:
        return _recurring(deadline, directive, today)
    first, last = deadline.start or deadline.due, deadline.due or deadline.start
    if first is None or last is None:
        return None
    event = _described(deadline, directive, today, [])
    event.add("dtstart", dt.date.fromisoformat(first))
    event.add("dtend", dt.date.fromisoformat(last) + ONE_DAY)
    return event


def _recurring(deadline: Deadline, directive: Directive, today: dt.date) -> Event:
    assert deadline.rrule is not None
    issued = deadline.start or directive.issued_on
    base = dt.date.fromisoformat(issued) if issued else today
    names_day = "BYMONTHDAY=" in deadline.rrule or "BYDAY=" in deadline.rrule
    remarks = []
    if not names_day and deadline.start is None:
        remarks.append(label("calendar", "no_day"))
    if issued is None:
        remarks.append(label("calendar", "start_unknown").format(value=shown_date(today.isoformat())))
    event = _described(deadline, directive, today, remarks)
    first = first_occurrence(deadline.rrule, base)
    event.add("dtstart", first)
    event.add("dtend", first + ONE_DAY)
    rule = vRecur.from_ical(deadline.rrule)
    if deadline.due and "UNTIL" not in rule and "COUNT" not in rule:
        rule["UNTIL"] = [max(dt.date.fromisoformat(deadline.due), first)]
    event.add("rrule", rule)
    return event


def first_occurrence(rrule: str, base: dt.date) -> dt.date:
    """The first day of the rhythm from `base` on; a rhythm without a day starts with the next month's first day, which every month has."""
    if "BYMONTHDAY=" not in rrule and "BYDAY=" not in rrule and "DAILY" not in rrule and base.day > 1:
        base = (base.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    start = dt.datetime.combine(base, dt.time())
    first: dt.datetime = rrulestr(rrule, dtstart=start)[0]
    return first.date()


def _described(deadline: Deadline, directive: Directive, today: dt.date, remarks: list[str]) -> Event:
    event = Event()
    event.add("uid", f"{directive.source.sha256[:32]}-{deadline.id}@trienkhai")
    stamp = dt.date.fromisoformat(directive.issued_on) if directive.issued_on else today
    event.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.UTC))
    event.add("summary", f"{deadline.task or deadline.anchor.quote} ({directive.number or shown_title(directive)})")
    told = [
        label("calendar", name).format(value=value)
        for name, value in (
            ("task", deadline.task),
            ("body", deadline.body),
            ("report_to", deadline.report_to),
            ("quote", deadline.anchor.quote),
        )
        if value
    ]
    page = deadline.anchor.page
    told.append(
        label("calendar", "page").format(value=page, file=directive.source.file)
        if page
        else label("calendar", "source").format(value=directive.source.file)
    )
    event.add("description", "\n".join(told + remarks))
    event.add("transp", "TRANSPARENT")
    return event
