"""From a directive to the plans of the units below: one Word document a unit, with its JSON beside it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import generate
from extract.directive import Directive
from generate import word
from generate.plan import Plan
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
    plan = _with_own_slug(generate.draft(directive, unit, date=date), out)
    document = out / f"{plan.slug}.docx"
    content = word.render(plan, directive=directive)
    place_file(document.with_suffix(".json"), (json.dumps(to_dict(plan), ensure_ascii=False, indent=2) + "\n").encode())
    place_file(document, content)
    return Draft(document, len(plan.blanks()), len(plan.findings))


def _with_own_slug(plan: Plan, out: Path) -> Plan:
    """The plan under a name of its own: of "Thôn Hòa" and "Thôn Hóa" the second becomes "thon-hoa-2".

    Raises `OtherPlan` where this unit's draft after another document stands.
    """
    for number in count(1):
        slug = plan.slug if number == 1 else f"{plan.slug}-{number}"
        record = _record(out / f"{slug}.json")
        if record is None:
            break
        if record["unit"] == plan.unit:
            _refuse_other_plan(record["source"], plan, out / f"{slug}.docx")
            break
    return replace(plan, slug=slug)


def _record(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _refuse_other_plan(source: Any, plan: Plan, document: Path) -> None:
    same_number = plan.source_number is not None and source["number"] == plan.source_number
    if not same_number and source["sha256"] != plan.source_sha256:
        raise OtherPlan(document, source["number"] or "?")
