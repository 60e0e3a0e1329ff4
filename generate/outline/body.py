"""One item of part IV while it is filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from generate.plan import Line, Piece


@dataclass
class Body:
    """One item of part IV: a body of the unit and what it has to do, each as a verb phrase."""

    name: Piece
    lines: list[Line] = field(default_factory=list)
