"""From pages of words and rulings to blocks in reading order, however the pages were read: `lay_out(pages)`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Block
from ingest.layout.areas import measure
from ingest.layout.flow import flow_of, numbered
from ingest.layout.footnotes import take_footnotes
from ingest.layout.furniture import take_furniture
from ingest.layout.paragraphs import writes_loose_dashes
from ingest.layout.sheets import sheet_of, texts
from ingest.pdf_page import Page

__all__ = ["Laid", "lay_out"]


@dataclass(frozen=True, slots=True)
class Laid:
    """What the pages say: `without_text` and `over_pictures` name pages (from 1) that hold no text, or text hidden behind a picture."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]
    page_sizes: tuple[tuple[float, float], ...]
    without_text: tuple[int, ...]
    over_pictures: tuple[int, ...]


def lay_out(pages: Iterable[Page]) -> Laid:
    """The blocks of a document out of its pages, e.g. all those of a PDF, read or recognised."""
    sheets = [sheet_of(page) for page in pages]
    furniture = [text for sheet in sheets for text in sheet.furniture]
    furniture += take_furniture(sheets)
    measure(sheets)
    take_footnotes(sheets)
    sizes = tuple((sheet.width, sheet.height) for sheet in sheets)
    empty = tuple(sheet.number for sheet in sheets if not sheet.has_text)
    pictured = tuple(sheet.number for sheet in sheets if sheet.has_text and sheet.scanned)
    flow = flow_of(sheets, loose=writes_loose_dashes(texts(sheets)))
    furniture += dict.fromkeys(flow.drawn)
    return Laid(tuple(numbered(flow.blocks)), tuple(furniture), sizes, empty, pictured)
