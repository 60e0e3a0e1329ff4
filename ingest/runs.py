"""Text with its looks on the way to a block: runs of letters, lines of a cell, blocks not yet numbered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Alignment, Block, Paragraph, Span
from ingest.text import DROPPED, SPACE, is_normal, normal, symbol

_LIST_SIGN = re.compile(r"(?:[-–—+*•▪►]|\(?\d{1,3}(?:\.\d+)*[.)/]|\(?[a-zđ][.)]|[IVXLC]+[.)])\s")
_RULE = re.compile(r"[-_–—=~*\s]{3,}")
_LONG_LINE = 70
_ENDING = re.compile(r"[.;:!?…][\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Look:
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    look: Look = Look()


def written(runs: Iterable[Run]) -> tuple[str, tuple[Span, ...]]:
    """The text of the runs in normal form, and its spans: ("**1.** Ban  Tổ chức", …) is "1. Ban Tổ chức" with a bold start."""
    runs = list(runs)
    whole = "".join(run.text for run in runs)
    if is_normal(whole):
        return whole, tuple(_spans(whole, [run.look for run in runs for _ in run.text]))
    letters: list[str] = []
    looks: list[Look] = []
    for run in runs:
        for sign in run.text:
            letter = symbol(sign)
            if not letter or DROPPED.match(letter):
                continue
            if SPACE.match(letter):
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    looks.append(run.look)
            elif letters and letters[-1] != " " and _belongs_to(letters[-1], letter):
                letters[-1] = unicodedata.normalize("NFC", letters[-1] + letter)
            else:
                letters.append(unicodedata.normalize("NFC", letter))
                looks.append(run.look)
    if letters and letters[-1] == " ":
        letters.pop()
        looks.pop()
    return "".join(letters), tuple(_spans(letters, looks))


def _belongs_to(before: str, letter: str) -> bool:
    """A mark on the letter before it, or the second half of a letter."""
    if letter.isascii():
        return False
    return unicodedata.combining(letter) > 0 or len(unicodedata.normalize("NFC", before + letter)) <= len(before)


def _spans(letters: Sequence[str], looks: list[Look]) -> Iterator[Span]:
    for place in range(len(letters) - 2, -1, -1):
        if letters[place] == " ":
            looks[place] = looks[place + 1]
    start = end = 0
    for place, letter in enumerate(letters):
        end += len(letter)
        if place + 1 == len(letters) or looks[place + 1] != looks[place]:
            look = looks[place]
            yield Span(start, end, look.bold, look.italic, look.underline, look.size)
            start = end


def paragraph(runs: Iterable[Run], *, alignment: Alignment | None = None, label: str = "", new_page: bool = False) -> Paragraph:
    """A paragraph that still lacks its place in the document; `label` is an automatic number ("1.") that is not in the runs."""
    text, spans = written(runs)
    label = normal(label)
    if label:
        lead = f"{label} " if text else label
        moved = [replace(span, start=span.start + len(lead), end=span.end + len(lead)) for span in spans]
        first = moved[0] if moved else Span(0, len(lead))
        text, spans = lead + text, (replace(first, start=0), *moved[1:])
    return Paragraph(0, text, label_end=len(label), alignment=alignment, spans=spans, new_page=new_page)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with their places; paragraphs without text, and lines drawn by typing, are left out."""
    kept: list[Block] = []
    new_page = False
    for block in blocks:
        if isinstance(block, Paragraph):
            new_page = new_page or block.new_page
            if not block.text or (_RULE.fullmatch(block.text) and (block.column is not None or block.alignment == "center")):
                continue
            block = replace(block, new_page=new_page)
        kept.append(replace(block, index=len(kept)))
        new_page = False
    return tuple(kept)


def cell_text(lines: Iterable[str]) -> str:
    """Lines typed one under another in a cell, as `Cell.text` has them.

    Wrapped ones are joined ("Đơn vị" / "tính", "TH" / "2021", "TỔNG" / "SỐ"), others are parted by a line break
    ("- Sở Nội vụ;" / "- Sở Y tế.").
    """
    kept: list[str] = []
    for line in filter(None, map(normal, lines)):
        if kept and goes_on(kept[-1], line):
            kept[-1] += f" {line}"
        else:
            kept.append(line)
    return "\n".join(kept)


def goes_on(before: str, line: str) -> bool:
    """The line is the rest of the one before it, cut only to fit: it begins small, or both are in capitals."""
    if _LIST_SIGN.match(line) or _ENDING.search(before):
        return False
    if line[0].islower() or before.endswith((",", "/", "(")) or line.startswith(("(", "/", "%")):
        return True
    if line[0].isdecimal():
        return not before[-1].isdecimal()
    return before.isupper() and line.isupper()


def begins_item(line: str) -> bool:
    """The line begins with a list sign or a number: "- ", "1. ", "a) ", "II. "."""
    return bool(_LIST_SIGN.match(line))


def wraps(before: str, line: str) -> bool:
    """The sentence goes on in the next line: that begins small, or the line before is long and ends inside a sentence."""
    if _LIST_SIGN.match(line) or _ENDING.search(before) or before.isupper():
        return False
    return line[0].islower() or len(before) > _LONG_LINE


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    r"""The runs parted at line breaks ("\n")."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in others]
    return lines
