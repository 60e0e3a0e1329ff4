"""A passage of the directive and what becomes of it one level down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.directive import Target
from generate.passages import Passage
from generate.phrases import reason

Fate = Literal[
    "own", "members", "lower", "lower-plan", "spread", "difficulty", "front", "government", "organ", "turned", "report-up", "demand",
    "purpose", "hand-down", "total", "share", "each", "by-date", "persons", "send", "joined", "excluded",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duty:
    """A passage and what becomes of it; `organ` is the duty of the unit's organ that takes it over, `reason` why it is left out."""

    passage: Passage
    fate: Fate
    organ: str | None = None
    reason: str | None = None
    target: Target | None = None
    named: bool = False
    """The unit itself is named as the one who has to do it."""


def excluded(passage: Passage, why: str, **values: str) -> Duty:
    return Duty(passage, "excluded", reason=reason(why, **values))
