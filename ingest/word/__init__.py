"""The DOCX reader: what Word shows, in the order in which a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Document, Note, Paragraph, Source
from ingest.errors import NoText
from ingest.word.columns import side_by_side
from ingest.word.joining import join_tables
from ingest.word.lines import Grid, Item, paragraph, table
from ingest.word.package import Package
from ingest.word.walk import Walk

_FEW_LETTERS = 40
"""A Word file with fewer letters than this for each picture of a page is a scan."""


def read(data: bytes, source: Source) -> Document:
    """A Word file (.docx, .docm, .dotx) as a `Document`. Raises DamagedFile, HostileFile, TooLarge, PasswordProtected or,
    where nothing can be read, NoText.

    Automatic numbers are part of the text ("I- Mục đích"), tracked changes are read as accepted, hidden text and macros
    are left out, each with a note that says so. A file that holds scanned pages as pictures is read like a scan; pictures of pages
    among text are not read, with a note.
    """
    package = Package(data, source.file)
    walk = Walk(package)
    items = join_tables(side_by_side(walk.body()))
    notes = [Note(code) for code in sorted(walk.noticed)]
    if package.has_macros:
        notes.append(Note("macros-ignored"))
    blocks = _blocks(items)
    typed = [block.text for block in blocks if isinstance(block, Paragraph)]
    pages = _pictured_pages(package)
    if pages and sum(map(len, typed)) < _FEW_LETTERS * len(pages) and len(typed) == len(blocks):
        scan = _read_pictures(pages, source)
        return replace(scan, furniture=(*walk.furniture(), *typed, *scan.furniture), notes=(*notes, *scan.notes))
    if not blocks:
        raise NoText(package.path)
    if pages:
        notes.append(Note("pictures-unread", values={"pictures": str(len(pages))}))
    return Document(source=source, blocks=blocks, furniture=walk.furniture(), notes=tuple(notes))


def _pictured_pages(package: Package) -> list[bytes]:
    """The pictures large enough for a page of text."""
    pictures = package.pictures()
    if not pictures:
        return []
    from ingest.picture import is_page

    return [picture for picture in pictures if is_page(picture)]


def _read_pictures(pages: Sequence[bytes], source: Source) -> Document:
    from ingest.picture import read_pictures

    return read_pictures(pages, source)


def _blocks(items: list[Item]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    new_page = False
    for item in items:
        if isinstance(item, Grid):
            blocks.append(table(item, len(blocks)))
            new_page = False
        else:
            new_page = new_page or item.new_page
            read_line = paragraph(item, len(blocks))
            if read_line.text and not item.is_rule:
                blocks.append(replace(read_line, new_page=new_page))
                new_page = False
        for footnote in item.footnotes:
            read_line = paragraph(footnote, len(blocks))
            if read_line.text:
                blocks.append(read_line)
    return tuple(blocks)
