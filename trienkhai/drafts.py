"""From a directive to the plans of the units below: one Word document a unit, with its JSON beside it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import generate
from extract.directive import Directive
from generate import word
from generate.plan import Paper, Plan
from generate.record import to_dict
from generate.unit import Unit, find_unit, fold_name, units_of
from generate.units_file import load_units
from trienkhai.job import Failure, attempt
from trienkhai.messages import Messages
from trienkhai.results import OtherPlan, place_file, safe_name
from trienkhai.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """One unit's plan as it was written."""

    path: Path
    unit: str
    blanks: int
    findings: int


@dataclass(frozen=True, slots=True)
class Form:
    """In what form a plan is drawn up: its day, the rule book of a party's plan, the kind of paper, the office's own templates."""

    date: dt.date | None = None
    rulebook: str | None = None
    paper: Paper | None = None
    templates: Path | None = None


@dataclass
class Drafter:
    """Drafts the plans of the office's own units as soon as a directive was read."""

    settings: Settings
    messages: Messages

    def draft(self, directive: Directive, out: Path) -> Iterator[Draft | Failure]:
        """A plan for each unit that the settings or units.toml name, in `out`; none after papers that ask for nothing or are its own.

        A draft that stands after the same file is left as it is: somebody may have begun to work in it.
        """
        if not (self.settings.drafts.unit or self.settings.drafts.units) or not _asks(directive):
            return
        profiles = attempt(partial(load_units, self.settings.drafts.units), self.messages) if self.settings.drafts.units else ()
        if isinstance(profiles, Failure):
            yield profiles
            return
        at_once = (unit.name for unit in profiles if unit.draft_at_once)
        for name in dict.fromkeys((*self.settings.drafts.unit, *at_once)):
            unit = attempt(partial(find_unit, name, profiles, directive), self.messages)
            if isinstance(unit, Failure):
                yield unit
            elif not _issued_by(unit, directive):
                yield attempt(partial(self._one, directive, unit, out), self.messages)

    def _one(self, directive: Directive, unit: Unit, out: Path) -> Draft:
        return _standing(directive, unit, out) or draft_unit(
            directive, unit, out, Form(None, self.settings.rulebook(), templates=self.settings.drafts.templates)
        )


def _asks(directive: Directive) -> bool:
    return bool(directive.allocations or directive.deadlines or any(p.kind == "duty" for p in directive.provisions))


def _issued_by(unit: Unit, directive: Directive) -> bool:
    own = {fold_name(name) for name in (unit.committee, unit.issuer) if name}
    return directive.issuer is not None and fold_name(directive.issuer) in own


def _standing(directive: Directive, unit: Unit, out: Path) -> Draft | None:
    for path in sorted(out.glob("*.json")):
        record = _record(path)
        if not isinstance(record, dict) or record.get("unit") != unit.name or record["source"]["sha256"] != directive.source.sha256:
            continue
        if path.with_suffix(".docx").is_file():
            return Draft(path.with_suffix(".docx"), unit.name, len(record["to_fill"]), len(record["findings"]))
    return None


def units_to_draft(directive: Directive, name: str | None, profiles: Sequence[Unit]) -> Sequence[Unit]:
    """The unit of that name, or with None every unit that the directive gives a quota; raises `DraftError`."""
    return units_of(directive, profiles) if name is None else (find_unit(name, profiles, directive),)


def draft_unit(directive: Directive, unit: Unit, out: Path, form: Form) -> Draft:
    """One unit's plan as Word document with its JSON beside it."""
    drafted = generate.draft(directive, unit, date=form.date, rulebook=form.rulebook, paper=form.paper)
    plan = _with_own_slug(drafted, out)
    document = out / f"{plan.slug}.docx"
    content = word.render(plan, templates=form.templates, directive=directive)
    place_file(document.with_suffix(".json"), (json.dumps(to_dict(plan), ensure_ascii=False, indent=2) + "\n").encode())
    place_file(document, content)
    return Draft(document, plan.unit, len(plan.blanks()), len(plan.findings))


def _with_own_slug(plan: Plan, out: Path) -> Plan:
    """The plan under a name of its own: of "Thôn Hòa" and "Thôn Hóa" the second becomes "thon-hoa-2".

    Raises `OtherPlan` where this unit's draft after another document stands.
    """
    for number in count(1):
        slug = safe_name(plan.slug) if number == 1 else f"{safe_name(plan.slug)}-{number}"
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
