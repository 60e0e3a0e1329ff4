"""Drafting: `draft(directive, unit)` gives the lower unit's plan, before it becomes a Word document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extract.directive import Directive
from generate.doubts import unsure_numbers
from generate.outline import draw_up
from generate.papers import as_paper
from generate.plan import Paper, Plan
from generate.unit import Unit


def draft(
    directive: Directive, unit: Unit, *, date: dt.date | None = None, rulebook: str | None = None, paper: Paper | None = None
) -> Plan:
    """The plan by which `unit` carries out `directive`, one level down.

    Without `date` the year stays blank and today's rule book holds; `rulebook` names another for a party's plan. Nothing is invented:
    every number knows its source, what nobody said is a blank, and every duty of the directive is listed with what became of it.
    `paper` makes another kind of it ("CV", "CTr", "BC", "QĐ"); without it the unit's profile says, else it is a plan.
    """
    plan = as_paper(draw_up(directive, unit, date, rulebook), paper or unit.paper or "KH", directive, unit, date)
    return replace(plan, findings=(*plan.findings, *unsure_numbers(plan, directive)))
