"""The reader of documents saved as web pages: HTML, HTML that calls itself .doc or .xls, pages in one file (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from ingest.document import Block, Document, Note, Paragraph, Source
from ingest.errors import EmptyFile, UnknownFormat
from ingest.html.page import parsed, text_of
from ingest.html.walk import Walk
from ingest.runs import numbered

_FEWEST_WORDS = 40
_WORD = re.compile(r"\w+")


def read(data: bytes, source: Source) -> Document:
    """A page as a `Document`: its paragraphs, lists with their numbers, tables and footnotes as a browser shows them.

    Raises UnknownFormat for a page that is no document (a login page, a list of links), HostileFile, TooLarge, DamagedFile.
    """
    path = Path(source.file)
    root, page = parsed(data, path)
    walk = Walk(root, path)
    blocks = numbered(walk.blocks(root))
    if not blocks:
        raise EmptyFile(path) if _is_saved_document(root) else UnknownFormat(path, found="trang web (HTML)")
    if not _is_document(root, blocks):
        raise UnknownFormat(path, found="trang web (HTML)")
    notes = [Note(code) for code in sorted(walk.noticed)]
    if page.guessed:
        notes.append(Note("encoding-guessed", values={"encoding": page.encoding}))
    return Document(source=source, blocks=blocks, furniture=tuple(walk.furniture), notes=tuple(notes))


def _is_document(root: etree._Element, blocks: Iterable[Block]) -> bool:
    """Saved by a word processor; or text enough, hardly any of it links, and nobody asked for a password."""
    if _is_saved_document(root):
        return True
    if any((field.get("type") or "").lower() == "password" for field in root.iter("input")):
        return False
    shown = sum(len(_WORD.findall(block.text)) for block in blocks)
    links = [text_of(link) for link in root.iter("a") if link.get("href")]
    linked = sum(len(_WORD.findall(text)) for text in links)
    has_table = any(not isinstance(block, Paragraph) for block in blocks)
    return (shown >= _FEWEST_WORDS or has_table) and linked * 2 < shown


def _is_saved_document(root: etree._Element) -> bool:
    programs = (meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() in ("progid", "generator"))
    return any(re.search(r"\b(?:Word|Excel|LibreOffice|OpenOffice|WPS)\b", program) for program in programs)
