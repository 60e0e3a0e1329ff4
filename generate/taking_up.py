"""Whether a plan takes up the duties that fall on its unit: each duty is looked for in the plan's own words.

A machine sees words, not meaning. So the answer is one of three: seen, near (with the passage, for a person to judge), unseen;
"unseen" is said only where no passage shares a fair part of the duty's pairs of words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.directive import Anchor, Directive
from generate.outline import draw_up
from generate.plan import Line, Obligation, ObligationStatus
from generate.unit import Unit, fold_name

Sight = Literal["seen", "near", "unseen"]

SEEN, NEAR = 0.5, 0.25
_FALLING: frozenset[ObligationStatus] = frozenset({"covered", "mirrored"})
_EVERYWHERE = frozenset(
    ("va", "cua", "cac", "cho", "voi", "trong", "la", "co", "duoc", "de", "tu", "den", "theo", "ve", "nhung", "tai", "do")
)  # fmt: skip
OF_THE_POST = ("organisation.persons", "organisation.inspection", "organisation.teaching")
"""What a body or person has to do by its post anyway: a unit's plan may leave it out."""
_SHORTEST = 4
"""Pairs of words below which a wording is too short for a part of it to say anything."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of the directive that falls on the unit, in the directive's words and in those that the unit itself would use."""

    provision: str
    text: str
    anchor: Anchor
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """How the duty stands in the plan; `passage` is the nearest paragraph, `likeness` from 0 to 1."""

    duty: Duty
    sight: Sight
    likeness: float
    passage: str | None


def duties_of(directive: Directive, unit: Unit) -> tuple[Duty, ...]:
    """What a plan of this unit has to carry out, chosen as for a draft; aims and quota sentences are left to the numbers."""
    plan = draw_up(directive, unit, None, None)
    kinds = {provision.id: provision.kind for provision in directive.provisions}
    lines = [line for line in plan.lines() if line.anchor and line.phrase not in OF_THE_POST]
    duties = (
        Duty(found.provision, found.duty, found.anchor, (found.duty, *_own_wordings(found, lines)))
        for found in plan.obligations
        if found.status in _FALLING and found.covered_by != ("căn cứ",) and kinds.get(found.provision) in ("duty", "demand")
        if _is_said_in(found, lines)
    )
    return tuple(duty for duty in duties if not _is_quota(duty, directive))


def _is_said_in(found: Obligation, lines: Iterable[Line]) -> bool:
    """Not what only a post has to do: the superior's members in charge of an area, its organs that watch together."""
    return any(_overlap(found.anchor, line.anchor) for line in lines)


def _is_quota(duty: Duty, directive: Directive) -> bool:
    """The superior's own total ("Tổng thu phấn đấu đạt 205 tỷ đồng"), in whose place a unit sets its own figure."""
    counts = (target.anchor for target in directive.targets if target.status == "target" and target.unit != "%" and not target.each)
    return len(duty.wordings) == 1 and any(_overlap(duty.anchor, count) for count in counts)


def _own_wordings(found: Obligation, lines: Iterable[Line]) -> Iterator[str]:
    """The draft's sentences on this passage; one much shorter than the duty would be found in any plan."""
    length = len(_pairs(found.duty))
    for line in lines:
        if _overlap(found.anchor, line.anchor) and len(_pairs(line.text)) * 2 >= length:
            yield line.text


def _overlap(one: Anchor, other: Anchor | None) -> bool:
    return other is not None and one.block == other.block and one.start < other.end and other.start < one.end


def look_for(duties: Iterable[Duty], paragraphs: Sequence[str]) -> tuple[Sighting, ...]:
    """Each duty with the passage of the plan that comes nearest to it."""
    read = [(paragraph, _pairs(paragraph)) for paragraph in paragraphs]
    return tuple(_sighting(duty, read) for duty in duties)


def _sighting(duty: Duty, read: Sequence[tuple[str, frozenset[tuple[str, str]]]]) -> Sighting:
    """A wording of few words counts only where it is found whole, and its absence says nothing."""
    best, passage, long = 0.0, None, False
    for wording in duty.wordings:
        asked = _pairs(wording)
        long = long or len(asked) >= _SHORTEST
        for paragraph, said in read if asked else ():
            likeness = len(asked & said) / len(asked)
            if likeness > best and (likeness == 1 or len(asked) >= _SHORTEST):
                best, passage = likeness, paragraph
    sight: Sight = "seen" if best >= SEEN else "near" if best >= NEAR or not long else "unseen"
    return Sighting(duty, sight, best, passage)


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring syllables, marks set aside, without those that stand in every sentence."""
    syllables = [word for word in re.findall(r"[a-z]+|\d+", fold_name(text)) if word not in _EVERYWHERE]
    return frozenset(itertools.pairwise(syllables))
