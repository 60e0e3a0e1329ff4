"""Footnotes: told from the text of their page, and tied to the block that carries their mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block, Paragraph
from ingest.layout.lines import Line
from ingest.layout.measure import Margins
from ingest.layout.paragraphs import gather, paragraph
from ingest.layout.sheets import Sheet
from ingest.pdf_page import Ruling

_RAISED = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s?")
_STARS = re.compile(r"[\[(]?(\*{1,3})[\])]?\s")
_PLAIN = re.compile(r"(?:(\d{1,3})[.)]?\s|\[(\d{1,3})\]\s?|\((\d{1,3})\)\s?)")
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=\w)\*+|(?<=\w[.,;:”\"])\*+")
_EXPONENT = re.compile(r"(?:^|[\s\d/(])(?:[kcdm]?m|ha|[a-z])[²³⁴⁶⁹]|\d10[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def marks_in(text: str) -> list[str]:
    """The footnote marks of a text, in order: "đảng viên¹ … trên 200 m²" has "¹"; exponents count only where nothing else does."""
    exponents = {found.end() for found in _EXPONENT.finditer(text)}
    found = list(_MARK.finditer(text))
    return [mark[0] for mark in found if mark.end() not in exponents]


@dataclass(slots=True, eq=False)
class Held:
    """A footnote at its place among the blocks, open until the next page has shown whether it goes on there."""

    mark: str
    lines: list[Line]
    loose: bool
    cut: int = 0
    paragraph: Paragraph | None = None

    @property
    def page(self) -> int:
        return self.lines[0].page

    def seal(self) -> None:
        self.paragraph = self.sealed()
        self.lines = []

    def sealed(self) -> Paragraph:
        if self.paragraph is not None:
            return self.paragraph
        whole = paragraph(gather(self.lines, loose=self.loose), role="footnote")
        cut = self.cut + len(whole.text[self.cut :]) - len(whole.text[self.cut :].lstrip())
        spans = tuple(replace(s, start=max(s.start - cut, 0), end=s.end - cut) for s in whole.spans if s.end > cut)
        unsure = tuple((max(start - cut, 0), end - cut) for start, end in whole.unsure if end > cut)
        return replace(whole, text=whole.text[cut:], spans=spans, unsure=unsure, mark=self.mark)


def take_footnotes(sheet: Sheet, *, running: bool) -> None:
    """Moves the footnotes of a page from its lines; `running`: the page before had some, which may go on here."""
    start = _start(sheet, running=running)
    sheet.footnotes = sheet.lines[start:]
    sheet.lines = sheet.lines[:start]


def _start(sheet: Sheet, *, running: bool) -> int:
    """The first line of the footnotes: small lines down to the page's end that begin with a mark.

    Under a short ruling they may begin with a plain number, be as large as the text, and go on without a mark from the page before.
    """
    lines = sheet.lines
    small = len(lines)
    while small and lines[small - 1].size <= 0.93 * sheet.body_size and lines[small - 1].x0 < sheet.area.left + 60:
        small -= 1
    for index, line in enumerate(lines):
        ruled = any(_parts_footnotes(ruling, lines, index, sheet.area) for ruling in sheet.separators)
        if index < small and not ruled:
            continue
        called = {mark for text in (*(one.text for one in lines[:index]), *sheet.part_texts()) for mark in marks_in(text)}
        if index < small:
            begins = not _PLAIN.match(line.text) and _mark(line, called, "")[0] in called
        elif _STARS.match(line.text):
            begins = any("*" in mark for mark in called)
        else:
            begins = bool(_RAISED.match(line.text)) or (ruled and (running or bool(_PLAIN.match(line.text))))
        if begins:
            return index
    return len(lines)


def _parts_footnotes(ruling: Ruling, lines: Sequence[Line], index: int, area: Margins) -> bool:
    """Whether a short line stands over line `index` at the left, and is not the underline of the line above."""
    if not -3 < lines[index].top - ruling.top < 16 or abs(ruling.x0 - area.left) > 12:
        return False
    above = lines[index - 1] if index else None
    return above is None or not (ruling.top - above.baseline < 0.3 * above.size and ruling.x1 < above.x1 + 3)


def _mark(line: Line, called: Iterable[str], last: str) -> tuple[str, int]:
    """The mark with which a line of footnotes begins, as it stands in the text, and where it ends; ("", 0) for a further line.

    A plain number is one where the page's text calls it or it follows upon the last.
    """
    for pattern in (_RAISED, _STARS):
        if found := pattern.match(line.text):
            return found[1], found.end()
    plain = _PLAIN.match(line.text)
    if plain is None:
        return "", 0
    number = next(group for group in plain.groups() if group)
    mark = number.translate(_SUPERSCRIPTS)
    follows = int(number) == int(last.translate(_NUMBERS) or 0) + 1 if last.translate(_NUMBERS).isdigit() or not last else False
    return (mark, plain.end()) if mark in called or (follows and not called) else ("", 0)


@dataclass(slots=True)
class Notes:
    """Footnotes on their way to the block that carries their mark."""

    open: list[Held] = field(default_factory=list)
    """Those of the latest page: the last may go on on the next."""
    waiting: list[Held] = field(default_factory=list)
    """Those whose mark no closed block has carried yet."""

    def turn_page(self, sheet: Sheet, blocks: list[Block | Held], first: int, open_since: int) -> None:
        """Takes the footnotes of a page whose blocks stand from `first` on, and ties those whose block is closed.

        The block that is still open began on page `open_since`: what waits from before has no block, and stands where the page ends.
        """
        called = {mark for text in sheet.texts() for mark in marks_in(text)}
        last = self.open[-1] if self.open else None
        fresh: list[Held] = []
        for line in sheet.footnotes:
            mark, cut = _mark(line, called, fresh[-1].mark if fresh else "")
            if mark:
                fresh.append(Held(mark, [line], sheet.loose_dashes, cut))
            elif fresh:
                fresh[-1].lines.append(line)
            elif last is not None:
                last.lines.append(line)
            else:
                fresh.append(Held("", [line], sheet.loose_dashes))
        self.waiting += fresh
        self._tie(blocks, first)
        blocks.extend(note for note in self.waiting if note.page < open_since)
        self.waiting = [note for note in self.waiting if note.page >= open_since]
        still_open = fresh or ([last] if last is not None and sheet.footnotes else [])
        for note in self.open:
            if note not in still_open:
                note.seal()
        self.open = still_open

    def after(self, blocks: list[Block | Held]) -> None:
        """Ties what waits for the block that has just been closed."""
        if self.waiting:
            self._tie(blocks, len(blocks) - 1)

    def close(self, blocks: list[Block | Held]) -> None:
        blocks.extend(self.waiting)
        self.waiting = []

    def _tie(self, blocks: list[Block | Held], first: int) -> None:
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            position = _carrier(blocks, first, note.mark)
            if position is None:
                self.waiting.append(note)
                continue
            after = position + 1
            while after < len(blocks) and isinstance(blocks[after], Held):
                after += 1
            blocks.insert(after, note)


def _carrier(blocks: Sequence[Block | Held], first: int, mark: str) -> int | None:
    """The block that carries a mark: the first on the page that has it and is not followed by its footnote already."""
    for certain in (True, False):
        for position in range(first, len(blocks)):
            block = blocks[position]
            if isinstance(block, Held) or block.role == "footnote":
                continue
            marks = marks_in(block.text) if certain else _MARK.findall(block.text)
            if marks.count(mark) > list(_followers(blocks, position)).count(mark):
                return position
    return None


def _followers(blocks: Sequence[Block | Held], position: int) -> Iterator[str]:
    for block in blocks[position + 1 :]:
        if not isinstance(block, Held):
            return
        yield block.mark
