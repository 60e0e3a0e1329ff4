"""The running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from generate.lint.faults import Checks, Fault, grouped, shown, together
from generate.lint.sheet import Sheet, text_of

GROUND = re.compile(r"^(?:-\s*)?(?:Căn cứ|Theo đề nghị|Thực hiện|Xét)\b")


def _body_size(sheet: Sheet) -> Iterator[Fault]:
    """Headings may have another of the accepted sizes; running text has one."""
    wanted = sheet.rules.components["body"].size
    running = {paragraph.index for paragraph in sheet.running()}
    found = [(run.size, paragraph) for paragraph in sheet.body for run in paragraph.printed()]
    weights = Counter(size for size, paragraph in found if paragraph.index in running and size in wanted)
    usual = max(weights, key=lambda size: weights[size], default=None)
    wrong = [(shown(size), p) for size, p in found if size not in wanted or (p.index in running and size != usual)]
    yield from grouped(wrong)


def _justified(sheet: Sheet) -> Iterator[Fault]:
    yield from grouped([(paragraph.align, paragraph) for paragraph in sheet.running() if paragraph.align != "both"])


def _upright(sheet: Sheet) -> Iterator[Fault]:
    """Whole paragraphs in italics; a word here and there, and the state's grounds, may stand so."""
    slanted = [p for p in sheet.running() if all(run.italic for run in p.printed()) and not GROUND.match(text_of(p))]
    yield from together([("", p) for p in slanted])


def _indent(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].first_indent_mm
    found = [
        (shown(p.first_indent_mm), p) for p in sheet.running() if wanted and p.first_indent_mm not in wanted and not p.text[0].isspace()
    ]
    yield from grouped(found)


def _line_spacing(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].line
    exact = sheet.rules.regime == "party"
    found = []
    for paragraph in sheet.running():
        if wanted and (paragraph.line not in wanted or paragraph.exact != exact):
            found.append((f"{shown(paragraph.line)} {'pt' if paragraph.exact else 'dòng'}", paragraph))
    yield from grouped(found)


def _gaps(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].gap
    pairs = [(a, b) for a, b in pairwise(sheet.body) if b.index == a.index + 1 and "center" not in (a.align, b.align)]
    found = [(shown(a.after + b.before), a) for a, b in pairs if wanted and a.after + b.before < wanted.low]
    yield from grouped(found)


CHECKS: Checks = (
    ("B01", _body_size),
    ("B02", _justified),
    ("B03", _indent),
    ("B04", _line_spacing),
    ("B05", _gaps),
    ("B14", _upright),
)
