"""Part I: what the plan is for and how it is to be done."""

from __future__ import annotations

from generate import citation
from generate.numbers import numbered
from generate.outline.drafting import Drafting
from generate.phrases import phrase, say
from generate.plan import Item, Line


def aims(drafting: Drafting) -> list[Item]:
    purposes = [drafting.sentence(group, aims=True, bullet="-") for group in drafting.sentences("purpose")]
    demands = [drafting.sentence(group, aims=True, bullet="-") for group in drafting.sentences("demand")]
    superior = drafting.superior.short
    if drafting.row and drafting.row.value and superior:
        subject = numbered(citation.quota_of(drafting.directive), None, drafting.directive)
        pieces = say("aims.carry_out_quota", directive=drafting.again(), subject=subject, superior=superior)
    else:
        pieces = say("aims.carry_out", directive=drafting.again())
    purposes.append(Line(pieces, "-", phrase="aims.carry_out"))
    quarterly = drafting.row is not None and drafting.row.by_quarter and not drafting.zero
    name = "aims.responsibility_quarters" if quarterly else "aims.responsibility"
    front = drafting.front_with_duties()
    bodies = f"{drafting.voice.lead}, {drafting.voice.below}{f', {front}' if front else ''}"
    demands.append(Line(say(name, bodies=bodies), "-", phrase=name))
    return [
        Item("1.", phrase("parts.purpose"), tuple(purposes)),
        Item("2.", phrase("parts.demand"), tuple(demands)),
    ]
