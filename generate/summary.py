"""The page that a clerk reads and prints: everything found in a directive, each fact with its page and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

from extract.directive import Assignment, Directive, Finding
from generate.labels import label, section_paths, shown_amount, shown_date, shown_number, shown_period, shown_rhythm, shown_title
from generate.workbook import header_rows


@dataclass(frozen=True, slots=True)
class SharedTask:
    """One task and all the bodies that one passage gives it to in one role."""

    bodies: tuple[str, ...]
    first: Assignment


def shared_tasks(directive: Directive) -> list[SharedTask]:
    """Assignments as a reader wants them: a passage that names five bodies is one row, not five."""
    groups = groupby(directive.assignments, key=lambda a: (a.role, a.task, a.anchor))
    return [SharedTask(tuple(dict.fromkeys(a.body for a in same)), same[0]) for same in (list(group) for _, group in groups)]


_WEIGHT: Final = ("error", "warning", "info")
_SMALL: Final = "ocr-repaired"
"""A word of a scan that was put right: one of dozens, and seldom wrong."""


def weighty_and_small(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What a person must look at, the gravest first, and apart from it the words of a scan that were put right."""
    weighty = [finding for finding in findings if finding.code != _SMALL]
    return sorted(weighty, key=lambda finding: _WEIGHT.index(finding.severity)), [f for f in findings if f.code == _SMALL]


def summary_html(directive: Directive) -> bytes:
    """One file without scripts, pictures or links to anywhere: it opens on a machine without a network."""
    weighty, small = weighty_and_small(directive.findings)
    page = _template().render(
        directive=directive,
        weighty=weighty,
        small=small,
        header=[(name, text) for name, text in header_rows(directive) if text],
        missing=[name for name, text in header_rows(directive) if not text],
        sections=section_paths(directive),
        tasks=shared_tasks(directive),
    )
    return page.encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(label=label, title=shown_title)
    environment.filters.update(amount=shown_amount, day=shown_date, number=shown_number, period=shown_period, rhythm=shown_rhythm)
    return environment.from_string(files("templates").joinpath("summary.html.jinja").read_text(encoding="utf-8"))
