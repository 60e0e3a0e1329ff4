"""From a directive to the plans of the units below: one Word document a unit, with its JSON beside it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import generate
from extract.directive import Directive
from generate import word
from generate.record import to_dict
from generate.unit import Unit, find_unit, units_of
from trienkhai.results import OtherPlan, place_file


@dataclass(frozen=True, slots=True)
class Draft:
    """One unit's plan as it was written."""

    path: Path
    blanks: int
    findings: int


def units_to_draft(directive: Directive, name: str | None, profiles: Sequence[Unit]) -> Sequence[Unit]:
    """The unit of that name, or with None every unit that the directive gives a quota; raises `DraftError`."""
    return units_of(directive, profiles) if name is None else (find_unit(name, profiles, directive),)


def draft_unit(directive: Directive, unit: Unit, out: Path, date: dt.date | None) -> Draft:
    """One unit's plan as Word document with its JSON beside it."""
    plan = generate.draft(directive, unit, date=date)
    document = out / f"{plan.slug}.docx"
    record = document.with_suffix(".json")
    _refuse_other_plan(record, directive)
    content = word.render(plan, directive=directive)
    place_file(record, (json.dumps(to_dict(plan), ensure_ascii=False, indent=2) + "\n").encode())
    place_file(document, content)
    return Draft(document, len(plan.blanks()), len(plan.findings))


def _refuse_other_plan(record: Path, directive: Directive) -> None:
    try:
        source = json.loads(record.read_text(encoding="utf-8"))["source"]
    except (OSError, ValueError, KeyError):
        return
    same_number = directive.number is not None and source["number"] == directive.number
    if not same_number and source["sha256"] != directive.source.sha256:
        raise OtherPlan(record.with_suffix(".docx"), source["number"] or "?")
