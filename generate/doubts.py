"""Numbers of a draft that were read on a scan without certainty: each is said, at its place in the directive and in its comment."""

from __future__ import annotations

from collections.abc import Iterator

from extract.directive import Anchor, Directive, Finding
from generate.findings import finding
from generate.plan import Number, Plan

_UNSURE = "number-unsure"


def unsure_places(directive: Directive) -> tuple[Anchor, ...]:
    """Where the reader of the directive was not sure of a number."""
    return tuple(found.anchor for found in directive.findings if found.code == _UNSURE and found.anchor)


def is_unsure(number: Number, places: tuple[Anchor, ...]) -> bool:
    return number.anchor is not None and any(_overlap(number.anchor, place) for place in places)


def unsure_numbers(plan: Plan, directive: Directive) -> Iterator[Finding]:
    """One finding for each doubtful number that the plan takes over."""
    places = unsure_places(directive)
    said: set[tuple[str, Anchor | None]] = set()
    for number in plan.numbers():
        if is_unsure(number, places) and (number.text, number.anchor) not in said:
            said.add((number.text, number.anchor))
            yield finding(_UNSURE, number.anchor, text=number.text.strip())


def _overlap(a: Anchor, b: Anchor) -> bool:
    return a.block == b.block and a.start < b.end and b.start < a.end
