"""Footnotes told from the text, and their marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Paragraph
from ingest.layout.lines import Line
from ingest.layout.measure import Margins
from ingest.layout.paragraphs import Gathered, paragraph
from ingest.layout.sheets import Sheet
from ingest.pdf_page import Ruling

_FOOTNOTE_MARK = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3}(?=\s))\s?")
_PLAIN_MARK = re.compile(r"(\d{1,2})[.)]?\s|\[(\d{1,2})\]\s?|\((\d{1,2})\)\s?")
MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=\w)\*+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _body_size(sheets: Sequence[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def take_footnotes(sheets: Sequence[Sheet]) -> None:
    body = _body_size(sheets)
    running = False
    for sheet in sheets:
        start = _footnote_start(sheet, body, running=running)
        running = start < len(sheet.lines)
        sheet.footnotes = sheet.lines[start:]
        sheet.lines = sheet.lines[:start]


def _footnote_start(sheet: Sheet, body: float, *, running: bool) -> int:
    """The first line of the footnotes: small lines down to the page's end that begin with a mark.

    Under a short ruling they may begin with a plain number, and without any where a footnote runs over from the page before.
    """
    lines = sheet.lines
    start = len(lines)
    while start and lines[start - 1].size <= 0.93 * body and lines[start - 1].x0 < sheet.area.left + 60:
        start -= 1
    for index in range(start, len(lines)):
        ruled = any(_parts_footnotes(r, lines, index, sheet.area) for r in sheet.separators)
        marked = _FOOTNOTE_MARK.match(lines[index].text) or (ruled and _PLAIN_MARK.match(lines[index].text))
        if marked or (ruled and running):
            return index
    return len(lines)


def _parts_footnotes(ruling: Ruling, lines: Sequence[Line], index: int, area: Margins) -> bool:
    """Whether a short line stands over line `index` at the left, and is not the underline of the line above."""
    if not -3 < lines[index].top - ruling.top < 16 or abs(ruling.x0 - area.left) > 12:
        return False
    above = lines[index - 1] if index else None
    return above is None or not (ruling.top - above.baseline < 0.3 * above.size and ruling.x1 < above.x1 + 3)


def footnote_mark(line: Line) -> str | None:
    found = _FOOTNOTE_MARK.match(line.text)
    if found:
        return found[1]
    plain = _PLAIN_MARK.match(line.text)
    return next(group for group in plain.groups() if group).translate(_SUPERSCRIPTS) if plain else None


def footnote(gathered: Gathered, mark: str) -> Paragraph:
    whole = paragraph(gathered, role="footnote")
    found = _FOOTNOTE_MARK.match(whole.text) or _PLAIN_MARK.match(whole.text)
    cut = found.end() if found else 0
    cut += len(whole.text[cut:]) - len(whole.text[cut:].lstrip())
    spans = tuple(replace(s, start=max(s.start - cut, 0), end=s.end - cut) for s in whole.spans if s.end > cut)
    return replace(whole, text=whole.text[cut:], spans=spans, mark=mark)
