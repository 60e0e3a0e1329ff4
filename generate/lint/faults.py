"""What a check yields, and the words for it: places, values, what is wrong with the type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generate.lint.sheet import Sheet, text_of
from generate.presentation import Paragraph
from generate.rulebook import Component, Measure

Fault = tuple[str, dict[str, Any]]
"""Where a rule is broken, and the values that its message in the rule book names."""
Checks = tuple[tuple[str, Callable[[Sheet], Iterator[Fault]]], ...]
PLACE_WORDS = 6


def place_of(paragraph: Paragraph) -> str:
    words = text_of(paragraph).split()
    shown = " ".join(words[:PLACE_WORDS]) + (" …" if len(words) > PLACE_WORDS else "")
    return f"đoạn {paragraph.index + 1}: “{shown}”"


def grouped(found: list[tuple[str, Paragraph]]) -> Iterator[Fault]:
    """One breach for each value found, at its first place, with how many paragraphs share it."""
    by_value: dict[str, list[Paragraph]] = {}
    for value, paragraph in found:
        by_value.setdefault(value, []).append(paragraph)
    for value, paragraphs in by_value.items():
        more = f" và {len(paragraphs) - 1} đoạn khác" if len(paragraphs) > 1 else ""
        yield place_of(paragraphs[0]) + more, {"found": value}


def together(found: list[tuple[str, Paragraph]]) -> Iterator[Fault]:
    """One breach for all that was found: the first value at its place, and how many more there are."""
    if found:
        value, paragraph = found[0]
        more = f" và {len(found) - 1} chỗ khác" if len(found) > 1 else ""
        yield place_of(paragraph) + more, {"found": value}


def shown(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def sizes(paragraph: Paragraph, wanted: Measure) -> list[str]:
    return sorted({shown(run.size) for run in paragraph.printed() if run.size not in wanted})


def type_faults(paragraph: Paragraph, component: Component) -> list[str]:
    """What is wrong with size, weight, slope and place: ["cỡ 13", "không đậm"]."""
    runs = [run for run in paragraph.printed() if not run.control]
    faults = [f"cỡ {size}" for size in sizes(paragraph, component.size)]
    if any(run.bold != component.bold for run in runs):
        faults.append("không đậm" if component.bold else "đậm")
    if any(run.italic != component.italic for run in runs):
        faults.append("không nghiêng" if component.italic else "nghiêng")
    if any(run.underline != component.underline for run in runs):
        faults.append("không gạch chân" if component.underline else "gạch chân")
    if component.align == "center" and paragraph.align != "center" and paragraph.column is None:
        faults.append("không ở giữa")
    return faults
