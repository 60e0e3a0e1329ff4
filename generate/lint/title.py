"""Kind and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of, type_faults
from generate.lint.sheet import Sheet, text_of


def _kind(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        if sheet.number is None or "CV/" not in text_of(sheet.number):
            yield "phần đầu", {"found": "", "detail": "không có tên loại ở dòng riêng"}
        return
    if faults := type_faults(sheet.kind, sheet.rules.components["kind"]):
        yield place_of(sheet.kind), {"found": text_of(sheet.kind), "detail": ", ".join(faults)}


def _subject(sheet: Sheet) -> Iterator[Fault]:
    for position, paragraph in enumerate(sheet.title):
        text = text_of(paragraph)
        faults = type_faults(paragraph, sheet.rules.components["title"])
        if paragraph is sheet.title[-1] and text.endswith("."):
            faults.append("có dấu chấm cuối")
        if position == 0 and sheet.rules.regime == "party" and re.match(r"Về\b|V/v\b", text):
            faults.append("chữ đầu viết hoa")
        if faults:
            yield place_of(paragraph), {"found": text, "detail": ", ".join(faults)}


def _hyphens(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        return
    if sheet.hyphens is None:
        yield place_of((*sheet.title, sheet.kind)[0]), {"found": "không có"}
    elif text_of(sheet.hyphens) != "-----" or sheet.hyphens.align != "center":
        yield place_of(sheet.hyphens), {"found": f"đang là “{text_of(sheet.hyphens)}”"}


CHECKS: Checks = (
    ("T01", _kind),
    ("T02", _subject),
    ("T03", _hyphens),
)
