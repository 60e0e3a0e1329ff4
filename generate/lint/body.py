"""The running text."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, grouped, shown
from generate.lint.sheet import Sheet, text_of
from generate.presentation import Paragraph

LONG = 80


def _body_size(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].size
    found = [(shown(run.size), paragraph) for paragraph in sheet.body for run in paragraph.printed()]
    weights: dict[str, int] = {}
    for size, _ in found:
        weights[size] = weights.get(size, 0) + 1
    usual = max(weights, key=lambda size: weights[size], default="")
    allowed = {size for size in weights if size == usual and float(size.replace(",", ".")) in wanted}
    yield from grouped([(size, paragraph) for size, paragraph in found if size not in allowed])


def _running(sheet: Sheet) -> list[Paragraph]:
    """Paragraphs of running text: long enough to wrap, not headings."""
    return [paragraph for paragraph in sheet.body if len(text_of(paragraph)) > LONG and not paragraph.bold]


def _justified(sheet: Sheet) -> Iterator[Fault]:
    yield from grouped([(paragraph.align, paragraph) for paragraph in _running(sheet) if paragraph.align != "both"])


def _indent(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].first_indent_mm
    found = [(shown(p.first_indent_mm), p) for p in _running(sheet) if wanted and p.first_indent_mm not in wanted]
    yield from grouped(found)


def _line_spacing(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].line
    exact = sheet.rules.regime == "party"
    found = []
    for paragraph in _running(sheet):
        if wanted and (paragraph.line not in wanted or paragraph.exact != exact):
            found.append((f"{shown(paragraph.line)} {'pt' if paragraph.exact else 'dòng'}", paragraph))
    yield from grouped(found)


def _gaps(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].gap
    pairs = zip(sheet.body, sheet.body[1:], strict=False)
    found = [
        (shown(first.after + second.before), first)
        for first, second in pairs
        if wanted and second.index == first.index + 1 and first.after + second.before < wanted.low
    ]
    yield from grouped(found)


CHECKS: Checks = (
    ("B01", _body_size),
    ("B02", _justified),
    ("B03", _indent),
    ("B04", _line_spacing),
    ("B05", _gaps),
)
