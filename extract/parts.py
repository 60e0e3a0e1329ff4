"""The parts of a document: head, title, main text, foot and what follows.

The head is found by what it holds, not by how it was laid out; the title is the kind in capitals ("KẾ HOẠCH") with the subject
under it; the foot begins at "Nơi nhận" or at the signing authority ("T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN"), whichever
comes first after the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.grammar.references import kind_codes, parse_number
from extract.language import fold
from extract.lexicon import alternation, phrase
from extract.outline import read_heading
from ingest.document import Block, Document, Paragraph, Table

AUTHORITY = re.compile(r"^(?:T/M|TM\.?|T/L|TL\.?|K/T|KT\.?|TUQ\.?|T/U|Q\.)\s*(?=[A-ZĐÀ-Ỹ])")
RULE = re.compile(r"^[-–—_*=\s]{2,}$")

_TITLE_WITHIN = 40
_TITLE_LINES = 8
_SUBJECT_LONGEST = 400
_FOOT_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """The paragraphs of each part, in order; `appendix` is what follows the foot."""

    head: list[Paragraph]
    title: list[Paragraph]
    main: list[Paragraph]
    foot: list[Paragraph]
    appendix: list[Paragraph]


def split_parts(document: Document) -> Parts:
    """The parts of the document; where there is no foot, everything after the title is main text."""
    paragraphs = list(document.paragraphs)
    title_start = _title_start(paragraphs)
    main_start = _dispatch_start(paragraphs) if title_start is None else _title_end(paragraphs, title_start)
    title_start = main_start if title_start is None else title_start
    foot_start = _foot_start(paragraphs, main_start)
    foot_end = _foot_end(paragraphs, foot_start, document.blocks)
    return Parts(
        paragraphs[:title_start],
        paragraphs[title_start:main_start],
        paragraphs[main_start:foot_start],
        paragraphs[foot_start:foot_end],
        paragraphs[foot_end:],
    )


@cache
def kind_title() -> re.Pattern[str]:
    """A kind at the start of a folded line: "kế hoạch", "kế hoạch liên tịch"."""
    return re.compile(rf"^(?P<kind>{alternation(kind_codes())})(?:\s+(?:liên tịch|phối hợp))?(?![^\W_])")


def _title_start(paragraphs: list[Paragraph]) -> int | None:
    for position, paragraph in enumerate(paragraphs[:_TITLE_WITHIN]):
        match = kind_title().match(fold(paragraph.text))
        if match and paragraph.text[: match.end()].isupper() and paragraph.column != 0:
            numbered = parse_number(paragraph.text[: match.end() + 25])
            if not numbered:
                return position
    return None


def _title_end(paragraphs: list[Paragraph], start: int) -> int:
    """After the kind, the subject's lines: centred or bold, until running text or a section."""
    for position in range(start + 1, min(len(paragraphs), start + 1 + _TITLE_LINES)):
        if not (_is_title_line(paragraphs[position]) or RULE.match(paragraphs[position].text)):
            return position
    return min(len(paragraphs), start + 1 + _TITLE_LINES)


def _is_title_line(paragraph: Paragraph) -> bool:
    if paragraph.role != "body" or len(paragraph.text) > _SUBJECT_LONGEST or read_heading(paragraph):
        return False
    grounds = phrase("grounds").match(fold(paragraph.text)) is not None
    if paragraph.alignment == "center":
        return not (grounds and paragraph.text[0].isupper() and paragraph.text[-1] in ";,.:")
    return paragraph.is_bold and paragraph.alignment != "justify" and not grounds


def _dispatch_start(paragraphs: list[Paragraph]) -> int:
    """Of a công văn the main text begins after "Kính gửi" and its addressees; the head's right column may stand between them."""
    for position, paragraph in enumerate(paragraphs[:_TITLE_WITHIN]):
        if phrase("addressed_to").match(fold(paragraph.text)):
            in_head = paragraph.column == 0
            position += 1
            while position < len(paragraphs) and _goes_on_addressed(paragraphs[position], in_head=in_head):
                position += 1
            return position
    return _after_head_lines(paragraphs)


def _goes_on_addressed(paragraph: Paragraph, *, in_head: bool) -> bool:
    return bool(re.match(r"^[-–+]\s", paragraph.text)) or (in_head and paragraph.column == 1)


_HEAD_LONGEST = 20


def _after_head_lines(paragraphs: list[Paragraph]) -> int:
    """Without title and addressee: after the last line that looks like a head's."""
    last = -1
    for index, paragraph in enumerate(paragraphs[:_HEAD_LONGEST]):
        folded = fold(paragraph.text)
        signs = ("national_title", "number_line", "place_and_date")
        if paragraph.column is not None or any(phrase(sign).search(folded) for sign in signs):
            last = index
    return last + 1


def _foot_start(paragraphs: list[Paragraph], main_start: int) -> int:
    for position in range(main_start, len(paragraphs)):
        paragraph = paragraphs[position]
        if opens_foot(paragraph):
            return position
        beside = paragraph.column is not None and position > main_start
        if beside and any(opens_foot(p) for p in paragraphs[position : position + 12] if p.column is not None):
            return position
    return _bare_signature(paragraphs, main_start) or _first_appendix(paragraphs, main_start)


_SIGNATURE_LINES = 4


def _bare_signature(paragraphs: list[Paragraph], main_start: int) -> int | None:
    """At the very end the post alone over the name, without authority or recipients: "THỦ TƯỚNG", "Nguyễn Văn An"."""
    for position in range(max(main_start, len(paragraphs) - _SIGNATURE_LINES), len(paragraphs) - 1):
        paragraph = paragraphs[position]
        set_apart = paragraph.alignment in ("center", "right") or paragraph.column == 1
        if set_apart and paragraph.text.isupper() and phrase("position").match(fold(paragraph.text)):
            return position
    return None


def opens_foot(paragraph: Paragraph) -> bool:
    return bool(phrase("recipients_label").match(fold(paragraph.text)) or (AUTHORITY.match(paragraph.text) and len(paragraph.text) < 120))


def _first_appendix(paragraphs: list[Paragraph], main_start: int) -> int:
    """Without a foot the main text ends where a new page begins with "(kèm theo …)"."""
    for position in range(main_start, len(paragraphs)):
        if paragraphs[position].new_page and phrase("caption").match(fold(paragraphs[position].text)):
            return position
    return len(paragraphs)


def _foot_end(paragraphs: list[Paragraph], start: int, blocks: tuple[Block, ...]) -> int:
    """What begins a new page, stands behind a table or opens an appendix is no foot; columns run on over the page."""
    for position in range(start + 1, min(len(paragraphs), start + _FOOT_LONGEST)):
        paragraph = paragraphs[position]
        behind_table = isinstance(blocks[paragraph.index - 1], Table)
        runs_on = paragraph.column is not None or paragraph.text.startswith("- ")
        if (paragraph.new_page and not runs_on) or behind_table or _opens_appendix(paragraph):
            return position
    return min(len(paragraphs), start + _FOOT_LONGEST)


def _opens_appendix(paragraph: Paragraph) -> bool:
    folded = fold(paragraph.text)
    if phrase("caption").match(folded):
        return True
    return paragraph.column is None and paragraph.text[:1].isupper() and bool(phrase("appendix_heading").match(folded))
