"""Captions: the title that stands over a table, without "PHỤ LỤC I", "(Kèm theo Kế hoạch số …)" and "Đơn vị tính: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.language import fold
from extract.lexicon import alternation, entry
from extract.table_words import LABELLED, opening
from ingest.document import Block, Document, Paragraph, Table


def title_of(table: Table, inside: Sequence[str], document: Document) -> str | None:
    """The title printed inside the table or above it; a mere label ("PHỤ LỤC 2") where nothing else stands there."""
    above = [paragraph.text for paragraph in _caption(table, document)]
    labels = [text for text in (*above, *inside) if is_caption_label(text)]
    return " ".join(_substantial(inside) or _substantial(above) or labels) or None


def _substantial(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not (is_caption_label(text) or _is_beside_title(text))]


def _caption(table: Table, document: Document) -> list[Paragraph]:
    """The lines of the caption above a table, from its first ("PHỤ LỤC I", "Giao chỉ tiêu …") on."""
    near: list[Paragraph] = []
    for block in reversed(document.blocks[max(0, table.index - 8) : table.index]):
        if not isinstance(block, Paragraph) or not _may_be_caption(block, table):
            break
        near.insert(0, block)
        if is_caption_label(block.text) or block.new_page or _is_numbered_heading(block):
            break
    if near and _is_numbered_heading(near[0]):
        return near if all(_is_line_of_caption(block) for block in near) else []
    openings = [i for i, block in enumerate(near) if is_caption_label(block.text) or _opens_caption(block, near[i + 1 :])]
    if openings:
        return near[openings[0] :]
    return [block for block in near[-2:] if _is_headline(block) and not _is_person(block.text)]


def _may_be_caption(block: Block, table: Table) -> bool:
    if not isinstance(block, Paragraph) or block.role == "footnote" or block.column is not None:
        return False
    if block.pages and table.pages and block.pages[-1] != table.pages[0]:
        return False
    return _is_beside_title(block.text) or len(block.text) <= 250


def _opens_caption(block: Paragraph, following: Sequence[Paragraph]) -> bool:
    opens = bool(opening("caption_opening").match(fold(block.text)))
    return opens and not block.text.rstrip().endswith((".", ":", ";")) and all(_is_line_of_caption(other) for other in following)


def _is_line_of_caption(block: Paragraph) -> bool:
    return _is_beside_title(block.text) or _is_headline(block) or not block.text.rstrip().endswith((".", ":", ";"))


def _is_headline(block: Paragraph) -> bool:
    return (block.alignment == "center" or block.is_bold or block.text.isupper()) and not block.text.rstrip().endswith((":", ";"))


def _is_numbered_heading(block: Paragraph) -> bool:
    """"II. CHỈ TIÊU GIAO CÁC ĐƠN VỊ" right above the table is its title too."""
    return bool(LABELLED.match(block.text)) and _is_headline(block)


def _is_person(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() and word[1:].islower() for word in words)


@cache
def _label_line() -> re.Pattern[str]:
    words = alternation(entry("tables", "caption_label").words)
    return re.compile(rf"{words}(?:\s*(?:số)?\s*[:.]?\s*(?:[ivx]+|\d+|[a-h])(?:[.\-/]?[\da-z]+)*)?\s*[.:]?")


def is_caption_label(text: str) -> bool:
    """"PHỤ LỤC II", "Biểu số 03", "DANH SÁCH"."""
    return bool(_label_line().fullmatch(fold(text).strip()))


def _is_beside_title(text: str) -> bool:
    """"(Kèm theo Kế hoạch số …)", "Đơn vị tính: đảng viên", a rule of dashes: stands by a title and is none."""
    folded = fold(text)
    if not re.search(r"[^\W\d_]", folded):
        return True
    if opening("attached").match(folded):
        return True
    return bool(opening("measured_in").match(folded)) and ":" in folded
