"""From pages of words and rulings to blocks in reading order, however the pages were read: `lay_out(pages)`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Block
from ingest.layout.areas import measured
from ingest.layout.flow import Flow
from ingest.layout.furniture import without_furniture
from ingest.layout.sheets import sheet_of
from ingest.pdf_page import Page

__all__ = ["Laid", "lay_out"]


@dataclass(frozen=True, slots=True)
class Laid:
    """What the pages say: `without_text` and `over_pictures` name pages (from 1) that hold no text, or text hidden behind a picture.

    `conceals`: somewhere stands text that nobody sees, under a box or white on white; it is not among the blocks.
    """

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]
    page_sizes: tuple[tuple[float, float], ...]
    without_text: tuple[int, ...]
    over_pictures: tuple[int, ...]
    conceals: bool = False


def lay_out(pages: Iterable[Page]) -> Laid:
    """The blocks of a document out of its pages, e.g. all those of a PDF, read or recognised.

    Pages are taken one at a time and let go: however many there are, only a few dozen around the one in work are held.
    """
    flow = Flow()
    furniture: dict[str, None] = {}
    sizes: list[tuple[float, float]] = []
    empty: list[int] = []
    pictured: list[int] = []
    conceals = False
    for sheet in measured(without_furniture(sheet_of(page) for page in pages)):
        sizes.append((sheet.width, sheet.height))
        if not sheet.has_text:
            empty.append(sheet.number)
        elif sheet.scanned:
            pictured.append(sheet.number)
        conceals = conceals or sheet.conceals
        furniture |= dict.fromkeys(sheet.furniture)
        flow.take(sheet)
    blocks = tuple(flow.finished())
    furniture |= dict.fromkeys(flow.drawn)
    return Laid(blocks, tuple(furniture), tuple(sizes), tuple(empty), tuple(pictured), conceals)
