"""Part I: what the plan is for and how it is to be done."""

from __future__ import annotations

from generate import citation
from generate.numbers import numbered
from generate.outline.body import Body
from generate.outline.drafting import Drafting
from generate.phrases import phrase, say
from generate.plan import Item, Line


def aims(drafting: Drafting, of: list[Body], work: list[Item]) -> list[Item]:
    """Purposes and demands; the last demand names who has work in the plan, of a cell only those of part IV (`of`); `work` is part III."""
    purposes = [drafting.sentence(group, aims=True, bullet="-") for group in drafting.sentences("purpose")]
    demands = [drafting.sentence(group, aims=True, bullet="-") for group in drafting.sentences("demand")]
    superior = drafting.superior.short
    given = [drafting.row] if drafting.row else drafting.rows
    if any(row.value for row in given) and superior:
        subject = numbered(citation.quota_of(drafting.directive), None, drafting.directive)
        pieces = say("aims.carry_out_quota", directive=drafting.again(), subject=subject, superior=superior)
    else:
        pieces = say("aims.carry_out", directive=drafting.again())
    purposes.append(Line(pieces, "-", phrase="aims.carry_out"))
    quarterly = drafting.row is not None and drafting.row.by_quarter and not drafting.zero
    name = "aims.responsibility_quarters" if quarterly else "aims.responsibility"
    front = drafting.front_with_duties()
    below = "" if drafting.voice.cell and not _has_work(drafting.voice.below, of) else f", {drafting.voice.below}"
    government = drafting.unit.organs.get("government") if not drafting.voice.cell and drafting.voice.party else None
    others = [body for body in (government if government and government in _said(work) else None, front) if body]
    bodies = ", ".join([f"{drafting.voice.lead}{below}", *others])
    demands.append(Line(say(name, bodies=bodies), "-", phrase=name))
    return [
        Item("1.", phrase("parts.purpose"), tuple(purposes)),
        Item("2.", phrase("parts.demand"), tuple(demands)),
    ]


def _said(work: list[Item]) -> str:
    return " ".join(line.text for item in work for line in item.lines)


def _has_work(name: str, bodies: list[Body]) -> bool:
    return any(str(body.name).lower() == name.lower() for body in bodies)
