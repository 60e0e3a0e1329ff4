"""The DOCX reader: what Word shows, in the order in which a person reads it."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Block, Document, Note, Source
from ingest.errors import NoText
from ingest.word.columns import side_by_side
from ingest.word.joining import join_tables
from ingest.word.lines import Grid, Item, paragraph, table
from ingest.word.package import Package
from ingest.word.walk import Walk


def read(data: bytes, source: Source) -> Document:
    """A Word file (.docx, .docm, .dotx) as a `Document`. Raises DamagedFile, HostileFile, TooLarge, PasswordProtected or,
    where it holds pictures alone, NoText.

    Automatic numbers are part of the text ("I- Mục đích"), tracked changes are read as accepted, hidden text and macros
    are left out, each with a note that says so.
    """
    package = Package(data, source.file)
    walk = Walk(package)
    items = join_tables(side_by_side(walk.body()))
    notes = [Note(code) for code in sorted(walk.noticed)]
    if package.has_macros:
        notes.append(Note("macros-ignored"))
    blocks = _blocks(items)
    if not blocks:
        raise NoText(package.path)
    return Document(source=source, blocks=blocks, furniture=walk.furniture(), notes=tuple(notes))


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
