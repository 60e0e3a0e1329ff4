"""Recognises the pages that need it, several at a time, and hands all pages on in their order."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from ingest.document import Note
from ingest.layout.sheets import sheet_of
from ingest.ocr import tesseract
from ingest.ocr.own_words import FAINT
from ingest.ocr.picture import Picture, Pixels
from ingest.ocr.preparation import is_sideways, prepare, turned
from ingest.ocr.reading import Reading, read_picture
from ingest.ocr.syllables import is_syllable
from ingest.pdf_page import Page, Word

AT_ONCE = 2
"""Pages in work at the same time."""
PAGE_SECONDS = 120.0
"""What one page may take; then it is left without text."""
_FEW_LETTERS = 40
"""A page with fewer letters has no real text: a page number, a scanner's or a portal's mark."""
_DUBIOUS = 0.55
"""A page read with less confidence may stand on its head."""

Image = tuple[Pixels, float]
"""Rows by columns (by 3) of a page as displayed, and pixels a point."""


@dataclass(slots=True)
class Recognised:
    """A page with what its recognition noticed; `confidence` is the mean of its words, None without any."""

    page: Page
    notes: list[Note] = field(default_factory=list)
    confidence: float | None = None
    faint: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Recogniser:
    """Recognises pages and keeps account: `notes`, and of the pages that were recognised `confidences` and the words read faintly."""

    seconds: float = PAGE_SECONDS
    at_once: int = AT_ONCE
    notes: list[Note] = field(default_factory=list)
    confidences: dict[int, float] = field(default_factory=dict)
    faint: dict[int, dict[str, float]] = field(default_factory=dict)
    missing: str | None = None

    @property
    def confidence(self) -> float | None:
        """The mean over the recognised pages."""
        return round(sum(self.confidences.values()) / len(self.confidences), 3) if self.confidences else None

    def pages(self, pages: Iterable[tuple[Page, Callable[[], Image] | None]]) -> Iterator[Page]:
        """The pages in order, each that comes with a way to its picture recognised. No more pictures are held than are in work."""
        waiting: deque[Page | Future[Recognised]] = deque()
        with ThreadPoolExecutor(self.at_once) as pool:
            try:
                for page, image in pages:
                    waiting.append(page if image is None or not self._can() else pool.submit(recognise, page, image(), self.seconds))
                    while waiting and (isinstance(waiting[0], Page) or _in_work(waiting) > self.at_once):
                        yield self._taken(waiting.popleft())
                while waiting:
                    yield self._taken(waiting.popleft())
            finally:
                for future in waiting:
                    if isinstance(future, Future):
                        future.cancel()

    def _can(self) -> bool:
        try:
            tesseract.check()
        except tesseract.TesseractMissing as error:
            if self.missing is None:
                self.notes.append(Note("tesseract-missing", values={"missing": error.missing}))
            self.missing = error.missing
        return self.missing is None

    def _taken(self, one: Page | Future[Recognised]) -> Page:
        if isinstance(one, Page):
            return one
        done = one.result()
        self.notes += done.notes
        if done.confidence is not None:
            self.confidences[done.page.number] = done.confidence
            self.faint[done.page.number] = done.faint
        return done.page


def _in_work(waiting: Iterable[Page | Future[Recognised]]) -> int:
    return sum(isinstance(one, Future) for one in waiting)


# --- which pages ---------------------------------------------------------------------------------------------------------


def needs_recognition(page: Page, is_covered: Callable[[], bool], is_blank: Callable[[], bool]) -> bool:
    """Whether a page has to be read from its picture.

    It has no real text (none, a page number, the stamp of a digital signature), or its text is an invisible layer that a scanner put over
    the picture. Not so a text page with a logo or a scanned signature, nor a blank page.
    """
    if page.images and has_layer(page):
        return is_covered()
    if _letters(page) >= _FEW_LETTERS:
        return False
    if page.images:
        return is_covered() and not is_blank()
    return not page.words and not is_blank()


def has_layer(page: Page) -> bool:
    """Whether most of a page's text is invisible."""
    return sum(word.hidden for word in page.words) > 0.5 * len(page.words)


def _letters(page: Page) -> int:
    if sum(len(word.text) for word in page.words) > 20 * _FEW_LETTERS:
        return _FEW_LETTERS
    sheet = sheet_of(replace(page, words=tuple(word for word in page.words if not word.hidden)))
    texts = [line.text for line in sheet.lines] + [word.text for part in sheet.parts for word in part.words]
    return sum(c.isalpha() for text in texts for c in text)


# --- one page ------------------------------------------------------------------------------------------------------------


def recognise(page: Page, image: Image, seconds: float) -> Recognised:
    """Reads one page from its picture. What is printed on the page as visible text stays as it is and is not read again."""
    values = {"page": str(page.number)}
    printed = tuple(word for word in page.words if not word.hidden)
    try:
        reading = _read(_without(printed, image), page.number, time.monotonic() + seconds)
    except tesseract.TakesTooLong:
        return Recognised(page, [Note("page-timeout", page=page.number, values=values | {"seconds": f"{seconds:.0f}"})])
    picture, words, aside = reading.picture, reading.words, tuple(reading.aside)
    notes = []
    if has_layer(page):
        layer = [word for word in page.words if word.hidden]
        if _likeness(layer) > _likeness(words):
            return Recognised(page, [Note("ocr-layer-kept", page=page.number, values=values)])
        notes.append(Note("ocr-layer", page=page.number, values=values))
    read = Page(page.number, picture.width, picture.height, (*printed, *words), tuple(reading.rulings), page.images, aside=aside)
    if aside:
        notes.append(Note("ocr-unreadable", page=page.number, values=values | {"text": " · ".join(aside)[:200]}))
    return Recognised(read, notes + reading.slips, _mean(words), _faint(words))


def _without(printed: Sequence[Word], image: Image) -> Image:
    pixels, scale = image
    pixels = pixels.copy() if printed else pixels
    for word in printed:
        x0, top, x1, bottom = (max(round(edge * scale), 0) for edge in (word.x0, word.top, word.x1, word.bottom))
        pixels[top:bottom, x0:x1] = 255
    return pixels, scale


def _read(image: Image, number: int, until: float) -> Reading:
    """What is read on the page made ready, turned the way in which it can be read."""
    pixels, scale = image
    picture = prepare(turned(pixels, 1) if is_sideways(pixels) else pixels, scale)
    reading = read_picture(picture, number, until=until)
    if reading.found > 5 and reading.quality < _DUBIOUS:
        other = read_picture(Picture(turned(picture.pixels, 2), scale), number, until=until)
        if other.quality > reading.quality + 0.1:
            return other
    return reading


def _mean(words: Iterable[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None


def _faint(words: Iterable[Word]) -> dict[str, float]:
    return {word.text: word.confidence for word in words if word.confidence is not None and word.confidence < FAINT}


_LETTERS = re.compile(r"[^\W\d_]+")


def _likeness(words: Iterable[Word]) -> float:
    """How many of the words of more than one letter can be Vietnamese."""
    texts = [text for word in words for text in _LETTERS.findall(word.text) if len(text) > 1]
    return sum(is_syllable(text) for text in texts) / max(len(texts), 8)
