"""Every mark becomes what it stands for: a number with a Word comment, a blank as a content control, the ends of a comment."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from generate.plan import BLANK
from generate.word.marks import BlankMark, CommentEnd, CommentStart, Mark, NumberMark
from generate.word.markup import Element, element, run_in, text_in, w, within

BLANK_SCALE = "60"
RUN_PROPERTIES = ("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "lang")
"""The end of a run's properties in the order that Word wants."""
MARK = re.compile("\ue000(\\d+)\ue001")


def resolve(root: Element, marks: list[Mark]) -> None:
    """Put numbers, blanks and comments where their marks stand."""
    controls = iter(range(1, len(marks) + 1))
    runs = [text.getparent() for text in root.iter(w("t")) if text.text and "\ue000" in text.text]
    for run in dict.fromkeys(runs):
        parent, resolved = run.getparent(), element("p")
        _write(resolved, run, marks, controls)
        place = parent.index(run)
        parent[place : place + 1] = list(resolved)


def _write(into: Element, run: Element, marks: list[Mark], controls: Iterator[int]) -> None:
    properties = run.find(w("rPr"))
    for child in run:
        if child.tag == w("rPr"):
            continue
        if child.tag != w("t"):
            run_in(into, properties).append(copy.deepcopy(child))
            continue
        for index, part in enumerate(MARK.split(child.text or "")):
            if index % 2:
                _write_mark(into, marks[int(part)], properties, controls)
            elif part:
                text_in(run_in(into, properties), part)


def _write_mark(into: Element, mark: Mark, properties: Element | None, controls: Iterator[int]) -> None:
    comment = mark.id if isinstance(mark, CommentStart | CommentEnd) else mark.comment
    if not isinstance(mark, CommentEnd):
        within(into, "commentRangeStart", id=str(comment))
    if isinstance(mark, NumberMark):
        text_in(run_in(into, properties), mark.text)
    if isinstance(mark, BlankMark):
        _control(into, mark.field, properties, next(controls))
    if not isinstance(mark, CommentStart):
        within(into, "commentRangeEnd", id=str(comment))
        reference = within(into, "r")
        within(within(reference, "rPr"), "rStyle", val="CommentReference")
        within(reference, "commentReference", id=str(comment))


def _control(into: Element, field: str, properties: Element | None, number: int) -> None:
    """A content control that reads `[………]` until somebody types over it."""
    control = within(into, "sdt")
    settings = within(control, "sdtPr")
    if properties is not None:
        settings.append(copy.deepcopy(properties))
    within(settings, "alias", val=field)
    within(settings, "tag", val=field)
    within(settings, "id", val=str(number))
    within(settings, "showingPlcHdr")
    look = element("rPr") if properties is None else properties
    text_in(run_in(within(control, "sdtContent"), _highlighted(look)), BLANK)


def _highlighted(properties: Element) -> Element:
    """Yellow and a little narrower, so that a date with two blanks stays on its line."""
    look = copy.deepcopy(properties)
    for name, value in (("w", BLANK_SCALE), ("highlight", "yellow")):
        for old in look.findall(w(name)):
            look.remove(old)
        after = RUN_PROPERTIES[RUN_PROPERTIES.index(name) + 1 :]
        later = next((child for child in look if etree.QName(child).localname in after), None)
        look.insert(len(look) if later is None else look.index(later), element(name, val=value))
    return look
