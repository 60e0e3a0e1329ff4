"""Audit of the text alone: bodies that ended, days that lie before the paper, a pool or registrations that fall short of the target.

Nothing is repaired; each finding stands at its place, and what a paper cites or tells of the past is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.anchors import anchor
from extract.deadlines import is_before_issue
from extract.directive import Directive, Finding, Target
from extract.findings import finding
from extract.grammar.unit_rules import counts_members
from extract.language import fold
from extract.lexicon import entries, pattern, phrase
from extract.passages import Passage


def audit_passages(directive: Directive, passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """What the running text itself gives away."""
    short = (*_short_pools(directive), *_short_registrations(directive, passages))
    return (*_abolished(directive), *_days_gone_by(directive, passages), *short)


def _abolished(directive: Directive) -> Iterator[Finding]:
    """A paper of today that gives a duty to a body that ended: "Sở Giao thông vận tải" in November 2025; each once."""
    if not directive.issued_on:
        return
    told: set[str] = set()
    for assignment in directive.assignments:
        for entry in entries("abolished"):
            found = pattern("abolished", entry.name).search(fold(assignment.body or ""))
            if found and found[0] not in told and directive.issued_on >= entry.attributes["since"].isoformat():
                told.add(found[0])
                since = entry.attributes["since"].strftime("%d/%m/%Y")
                yield finding("abolished-body", assignment.anchor, body=assignment.body, since=since, now=entry.attributes["now"])


_LONGEST_AGO = 366


def _days_gone_by(directive: Directive, passages: Sequence[Passage]) -> Iterator[Finding]:
    """"gửi trước ngày 15/3/2024" in a paper of February 2025: most likely the year of the paper before."""
    if not directive.issued_on:
        return
    issued = dt.date.fromisoformat(directive.issued_on)
    for passage in passages:
        for time in passage.times():
            if time.start >= passage.start and is_before_issue(passage, time) and time.due:
                due = dt.date.fromisoformat(time.due)
                if 0 < (issued - due).days <= _LONGEST_AGO:
                    place = anchor(passage.paragraph, time.start, time.end)
                    yield finding("deadline-before-issue", place, due=due.strftime("%d/%m/%Y"), issued=issued.strftime("%d/%m/%Y"))


def _short_pools(directive: Directive) -> Iterator[Finding]:
    """"tổng nguồn được xác định là 670" where 850 members are asked for."""
    asked = [target for target in _members_asked(directive) if target.low]
    most = max(asked, key=lambda target: target.low or 0, default=None)
    for pool in directive.targets:
        if pool.status != "result" or not pool.unit or not phrase("names_pool").match(fold(pool.unit)) or not pool.low or not most:
            continue
        if most.low and pool.low < most.low:
            yield finding("pool-below-target", pool.anchor, pool=_number(pool.low), asked=_number(most.low), quote=most.anchor.quote)


_NEAR = 60


def _short_registrations(directive: Directive, passages: Sequence[Passage]) -> Iterator[Finding]:
    """"chỉ tiêu … 850 đảng viên, tuy nhiên các cơ sở chỉ đăng ký 719": what lower units take on falls short of what is asked."""
    texts = {passage.paragraph.index: fold(passage.text) for passage in passages}
    members = [target for target in directive.targets if target.unit and counts_members(target.unit) and target.low and not target.each]
    for asked, taken in ((a, t) for t in members for a in members):
        is_short = (taken.low or 0) < (asked.low or 0) and asked.status in ("target", "cited") and taken.status in ("cited", "result")
        same_place = asked.anchor.block == taken.anchor.block and asked.anchor.end < taken.anchor.end
        before = texts.get(taken.anchor.block, "")[max(asked.anchor.end, taken.anchor.end - _NEAR) : taken.anchor.end]
        if is_short and same_place and phrase("only_so_many").search(before):
            gap = _number((asked.low or 0) - (taken.low or 0))
            asked_for, took = _number(asked.low or 0), _number(taken.low or 0)
            yield finding("registered-below-target", taken.anchor, taken=took, asked=asked_for, gap=gap)
            return


def _members_asked(directive: Directive) -> list[Target]:
    found = (replace(target, unit=target.unit or "") for target in directive.targets if target.status == "target" and not target.each)
    return [target for target in found if counts_members(target.unit or "")]


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")
