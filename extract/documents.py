"""Where one file holds several documents: a letter with the plan behind it, a decision with the rules that it issues.

A document begins where a head stands again after the text of another: the national title with a number, a date or "Kính gửi",
or, on a page of its own, a kind in capitals with "(Ban hành kèm theo Quyết định số …)" under it and running text after it.
An appendix (a list, a table, a form to be filled in) is no document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.grammar.references import parse_number
from extract.language import fold
from extract.lexicon import phrase
from extract.parts import kind_title, opens_foot
from ingest.document import Block, Document, Paragraph

_HEAD_LINES = 14
_LINES_ABOVE = 8
_ATTACHED_WITHIN = 10
_RUNNING_TEXT = 80
"""Letters from which on a paragraph is running text and no line of a head, list or form."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Blocks `start` to `end` (exclusive) of a file are one document; `attached`: issued by the one before, without a number of its own."""

    start: int
    end: int
    attached: bool = False

    def of(self, document: Document) -> Document:
        """The document alone, its blocks counted from 0; notes go with the blocks or pages that they concern, the rest with the first."""
        blocks = tuple(replace(block, index=n) for n, block in enumerate(document.blocks[self.start : self.end]))
        pages = {block.page for block in blocks}
        notes = [
            replace(note, block=None if note.block is None else note.block - self.start)
            for note in document.notes
            if self._holds(note.block, note.page, pages)
        ]
        return replace(document, blocks=blocks, notes=tuple(notes))

    def _holds(self, block: int | None, page: int | None, pages: set[int | None]) -> bool:
        if block is not None:
            return self.start <= block < self.end
        return page in pages if page is not None else self.start == 0


def documents_in(document: Document) -> tuple[Enclosed, ...]:
    """The documents of a file in order; together they hold every block. Most files hold one."""
    beginnings = [(0, False), *_further_beginnings(document.blocks)]
    ends = [*(start for start, _ in beginnings[1:]), len(document.blocks)]
    return tuple(Enclosed(start, end, attached) for (start, attached), end in zip(beginnings, ends, strict=True))


def _further_beginnings(blocks: Sequence[Block]) -> Iterator[tuple[int, bool]]:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.role == "body"]
    after_foot = 0
    for position, paragraph in enumerate(paragraphs):
        if not after_foot and opens_foot(paragraph) and any(_is_running(p) for p in paragraphs[:position]):
            after_foot = position
        if not after_foot or position == after_foot:
            continue
        own = _begins_own(paragraphs, position)
        if own is not None and own > after_foot:
            head = paragraphs[own : position + _HEAD_LINES]
            has_number = any(_is_numbered(paragraph) for paragraph in head)
            yield paragraphs[own].index, not has_number and _caption_in(head, numbered=False)
            after_foot = 0
        elif _begins_attached(paragraphs, position):
            yield paragraph.index, True
            after_foot = 0


def _begins_own(paragraphs: Sequence[Paragraph], position: int) -> int | None:
    """Where the head begins whose national title stands at `position`; None where none stands there, or only that of a form."""
    if not _is_national_title(paragraphs[position]):
        return None
    below = paragraphs[position : position + _HEAD_LINES]
    start = _head_start(paragraphs, position)
    head = [*paragraphs[start:position], *below]
    is_document = any(_is_kind(p) or phrase("addressed_to").match(fold(p.text)) for p in below)
    is_filled_in = any(_is_numbered(p) or _is_dated(p) for p in head) or _caption_in(below, numbered=True)
    return start if is_document and is_filled_in else None


def _begins_attached(paragraphs: Sequence[Paragraph], position: int) -> bool:
    """"QUY CHẾ … (Ban hành kèm theo Quyết định số 93/2007/QĐ-TTg …)" set apart on a page or line of its own, and running text after it."""
    first = paragraphs[position]
    set_apart = _begins_page(paragraphs, position) or first.alignment == "center" or first.is_bold
    if not (set_apart and _is_kind(first) and first.alignment in ("center", None)):
        return False
    if not _caption_in(paragraphs[position : position + _ATTACHED_WITHIN], numbered=True):
        return False
    return sum(_is_running(p) for p in paragraphs[position : position + 40]) >= 4


def _head_start(paragraphs: Sequence[Paragraph], position: int) -> int:
    """The first line of the head: of the page, or of what stands left of the national title, or the capitals above it."""
    above = range(position, max(position - _LINES_ABOVE, 0), -1)
    page = next((n for n in above if _begins_page(paragraphs, n)), None)
    if page is not None and not any(_is_running(p) for p in paragraphs[page:position]):
        return page
    start = position
    while start and paragraphs[position].column == 1 and paragraphs[start - 1].column == 0:
        start -= 1
    while start == position and position and paragraphs[start - 1].text.isupper() and paragraphs[start - 1].column is None:
        start -= 1
        position -= 1
    return start


def _begins_page(paragraphs: Sequence[Paragraph], position: int) -> bool:
    paragraph = paragraphs[position]
    return paragraph.new_page or (position > 0 and paragraph.page is not None and paragraph.page != paragraphs[position - 1].page)


def _is_national_title(paragraph: Paragraph) -> bool:
    found = phrase("national_title").match(fold(paragraph.text))
    return found is not None and found.start() == 0 and paragraph.text[: found.end()].isupper() and len(paragraph.text) < 90


def _is_kind(paragraph: Paragraph) -> bool:
    found = kind_title().match(fold(paragraph.text))
    return found is not None and paragraph.text[: found.end()].isupper() and paragraph.column != 0


def _is_numbered(paragraph: Paragraph) -> bool:
    found = phrase("number_line").match(fold(paragraph.text))
    return found is not None and parse_number(paragraph.text[found.start("rest") :]) is not None


def _is_dated(paragraph: Paragraph) -> bool:
    found = phrase("place_and_date").search(fold(paragraph.text))
    return found is not None and bool(found["y"]) and len(found["y"]) == 4


def _is_running(paragraph: Paragraph) -> bool:
    return len(paragraph.text) >= _RUNNING_TEXT and paragraph.column is None


def _caption_in(paragraphs: Sequence[Paragraph], *, numbered: bool) -> bool:
    """Whether "(Ban hành kèm theo Quyết định số …)" stands there, at the end of a line of the title, too."""
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        at = folded.find("(ban hành kèm theo") if "(ban hành kèm theo" in folded else (0 if phrase("caption").match(folded) else -1)
        if at >= 0 and (not numbered or parse_number(paragraph.text[at:]) is not None):
            return True
    return False
