"""How the text is numbered: one sign a level, no gap, dashes never bold, a full stop at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generate.lint.faults import Checks, Fault, place_of, together
from generate.lint.sheet import Sheet, text_of
from generate.presentation import Paragraph

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = "abcdđeghiklmnopqrstuvxy"
LABEL = re.compile(
    r"Chương\s+(?P<chapter>[IVX]{1,5})(?P<c>)\b|Điều\s+(?P<article>\d{1,3})(?P<a>[.:])\s*(?=\S)|"
    r"(?P<roman>[IVX]{1,4})(?P<r>\s?[.\-–/]+)\s*(?=\S)|(?P<digits>\d{1,2})(?P<d>\s?[.\-–/)]+)\s+(?=\S)|(?P<letter>[a-zđ])(?P<l>[)./])\s*(?=\S)"
)
LEVELS = {
    "chapter": ("roman", "digits", "letter"),
    "article": ("digits", "letter"),
    "roman": ("digits", "letter"),
    "digits": ("letter",),
    "letter": (),
}


def _labels(sheet: Sheet) -> Iterator[tuple[str, int, str, str, Paragraph]]:
    """Level, place in its row, label and sign of each numbered paragraph: ("roman", 1, "II", "-")."""
    for paragraph in sheet.body:
        match = LABEL.match(text_of(paragraph))
        if match is None:
            continue
        level = next(name for name in LEVELS if match[name])
        label, sign = match[level], match[level[0]].strip()
        row = ROMAN if level in ("roman", "chapter") else LETTERS
        if label.isdigit() or label in row:
            yield level, int(label) - 1 if label.isdigit() else row.index(label), label, sign, paragraph


def _numbering(sheet: Sheet) -> Iterator[Fault]:
    """Where Word itself numbers some of the paragraphs, what is typed does not show the whole row."""
    if any(paragraph.numbered for paragraph in sheet.body):
        return
    signs: dict[str, str] = {}
    last: dict[str, tuple[int, str]] = {}
    for level, place, label, sign, paragraph in _labels(sheet):
        if signs.setdefault(level, sign) != sign:
            yield place_of(paragraph), {"found": f"“{label}{sign}” không cùng kiểu với “{signs[level]}” ở trên"}
            signs[level] = sign
        before = last.get(level)
        if place and (before is None or place not in {before[0] + 1, before[0]}):
            after = f"sau “{before[1]}”" if before else "không có số trước nó"
            yield place_of(paragraph), {"found": f"“{label}” {after}"}
        elif place and before and place == before[0]:
            yield place_of(paragraph), {"found": f"“{label}” lặp lại"}
        last[level] = (place, label)
        for below in LEVELS[level]:
            last.pop(below, None)


def _bold_dashes(sheet: Sheet) -> Iterator[Fault]:
    yield from together([(text_of(p)[:1], p) for p in sheet.body if re.match(r"[-+] \S", text_of(p)) and p.bold])


def _end_mark(sheet: Sheet) -> Iterator[Fault]:
    last = next((p for p in reversed(sheet.body) if p.align != "center" and not text_of(p).isupper()), None)
    if last is None or (sheet.authority is None and sheet.recipients_label is None):
        return
    text, wanted = text_of(last), sheet.rules.end_marks
    if not text.endswith(wanted) or (text.endswith("./.") and "./." not in wanted):
        yield place_of(last), {"found": text[-12:]}


def _articles(sheet: Sheet) -> Iterator[Fault]:
    """Of rules with articles: "Điều 5." bold, the name of a chapter in bold capitals on the line below it."""
    plain, unnamed = [], []
    for paragraph, below in pairwise((*sheet.body, None)):
        text = text_of(paragraph) if paragraph else ""
        if paragraph and re.match(r"Điều \d{1,3}[.:]", text) and not paragraph.printed()[0].bold:
            plain.append(("“Điều …” không in đậm", paragraph))
        if paragraph and below and re.fullmatch(r"(?i)chương (?:[IVX]+|\d+)", text) and not (below.bold and text_of(below).isupper()):
            unnamed.append(("tên chương không in hoa, đậm ở dòng dưới", paragraph))
    yield from together(plain)
    yield from together(unnamed)


CHECKS: Checks = (
    ("B06", _numbering),
    ("B13", _articles),
    ("B07", _bold_dashes),
    ("B08", _end_mark),
)
