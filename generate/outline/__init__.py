"""The plan, part by part: head, grounds, aims, quota, tasks, who does what, closing, recipients, appendix."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extract.directive import Directive
from generate.outline.aims import aims
from generate.outline.appendix import numbered_apart, share_out_appendix
from generate.outline.drafting import Drafting
from generate.outline.foot import closing, foot
from generate.outline.fulfilment import obligations
from generate.outline.head import grounds, head, title
from generate.outline.notes import days_over_as_blanks, note_gaps, note_kind_asked, note_past_days, note_reform, note_shared_figures
from generate.outline.organisation import bodies_of, organisation
from generate.outline.targets import goals_title, targets
from generate.outline.task_table import task_table
from generate.outline.tasks import setting, tasks
from generate.phrases import phrase
from generate.plan import Item, Part, Plan
from generate.review import review
from generate.unit import Unit

ROMAN = ("I", "II", "III", "IV", "V", "VI")


def draw_up(directive: Directive, unit: Unit, date: dt.date | None, book: str | None = None) -> Plan:
    """The unit's plan that carries out the directive; `book` names the rule book of a party's plan, else the date chooses it."""
    drafting = Drafting(directive, unit, date, book)
    note_gaps(drafting)
    goals, work = targets(drafting), tasks(drafting)
    named, settings = setting(drafting)
    bodies = bodies_of(drafting, work, part=ROMAN[1 + bool(settings) + bool(goals)])
    purposes = aims(drafting, bodies, work)
    parts = _numbered_parts(
        "-" if drafting.voice.party else ".",
        [
            (phrase("parts.aims"), purposes),
            (named, settings),
            (goals_title(drafting, goals), goals),
            (phrase("parts.tasks"), work),
            (phrase("parts.organisation"), organisation(drafting, bodies)),
        ],
    )
    shared, tasked = numbered_apart(drafting, share_out_appendix(drafting), task_table(drafting, parts))
    plan = Plan(
        unit=drafting.unit.name,
        slug=drafting.unit.slug,
        source_number=directive.number,
        source_sha256=directive.source.sha256,
        rulebook=drafting.rulebook,
        head=head(drafting),
        kind=phrase("title.kind"),
        title=title(drafting),
        grounds=grounds(drafting),
        parts=parts,
        closing=closing(drafting, tasked, second=shared is not None),
        foot=foot(drafting, bodies, work),
        appendix=shared,
        task_table=tasked,
    )
    plan = replace(plan, obligations=obligations(drafting, plan))
    note_past_days(drafting, plan)
    plan = days_over_as_blanks(drafting, plan)
    note_shared_figures(drafting)
    note_kind_asked(drafting)
    note_reform(drafting)
    return replace(plan, findings=(*drafting.findings, *review(plan, drafting.superior)))


def _numbered_parts(mark: str, drawn: list[tuple[str, list[Item]]]) -> tuple[Part, ...]:
    kept = [(title, items) for title, items in drawn if items]
    return tuple(Part(f"{ROMAN[place]}{mark}", title, tuple(items)) for place, (title, items) in enumerate(kept))
