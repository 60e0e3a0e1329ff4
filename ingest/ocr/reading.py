"""Reads one picture of a page: the text around its tables, and its tables cell by cell."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.document import Note
from ingest.ocr import tesseract
from ingest.ocr.bounds import with_bounds
from ingest.ocr.cells import cell_words, tables_of, without_tables
from ingest.ocr.feet import with_signature
from ingest.ocr.grid import rulings_of
from ingest.ocr.handwriting import with_handwriting
from ingest.ocr.missed import missed_words
from ingest.ocr.numerals import with_numerals
from ingest.ocr.picture import Picture
from ingest.ocr.preparation import is_empty
from ingest.ocr.raised import with_marks
from ingest.ocr.repair import repaired, repairs
from ingest.ocr.stamps import without_stamp
from ingest.ocr.words import readable, words_of
from ingest.pdf_page import Ruling, Word


@dataclass(slots=True)
class Reading:
    """What was read on a picture: `aside` is what is no writing, `slips` tell of what was repaired.

    `found` counts the words, rubbish too; `quality` is their mean confidence, each word counted by its letters.
    """

    picture: Picture
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    slips: list[Note] = field(default_factory=list)
    found: int = 0
    quality: float = 0.0


def read_picture(picture: Picture, number: int, *, until: float) -> Reading:
    """The words and lines of page `number`. What stands in tables is blanked out of the page first, so that nothing is read twice.

    Raises `tesseract.TakesTooLong` where it takes longer than `until` on the monotonic clock.
    """
    if is_empty(picture):
        return Reading(picture)
    rulings = rulings_of(picture)
    tables = tables_of(rulings)
    around = without_tables(picture, tables) if tables else picture
    seen = tesseract.words(around.pixels, picture.scale * 72, seconds=_left(until))
    found = words_of([*seen, *missed_words(around, seen, seconds=_left(until))], picture)
    in_cells = cell_words(picture, tables, seconds=_left(until))
    of_paper, stamped = without_stamp(found, picture.height) if number == 1 else (found, [])
    free, aside = readable(of_paper, picture.width)
    free = with_marks(free, picture, seconds=_left(until))
    counted = with_numerals(free, picture)
    written, by_hand = with_handwriting(counted, picture, number)
    signed, told = with_signature(written, picture, number, seconds=_left(until))
    words, slips = repaired(with_bounds([*signed, *in_cells], picture), number)
    slips = repairs(free, counted, number) + by_hand + told + slips
    every = [*found, *in_cells]
    return Reading(picture, words, rulings if words else [], [*stamped, *aside], slips, len(every), _quality(every))


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.1)


def _quality(words: Iterable[Word]) -> float:
    known = [(word.confidence or 0.0, len(word.text)) for word in words]
    return sum(c * n for c, n in known) / max(sum(n for _, n in known), 1)
