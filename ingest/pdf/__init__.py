"""PDF with a text layer, read in the order in which a person reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.document import Document, Note, Source
from ingest.errors import DamagedFile, NoPages, NoText, PasswordProtected, TesseractMissing
from ingest.guard import hold, limits
from ingest.layout import Laid, lay_out
from ingest.ocr.doubts import doubts
from ingest.ocr.names import with_known_names
from ingest.ocr.own_words import with_own_words
from ingest.ocr.pages import Image, Recogniser, needs_recognition
from ingest.ocr.rendering import Scans
from ingest.pdf.pages import is_unreadable, read_page
from ingest.pdf_page import Page
from ingest.progress import told


def read(data: bytes, source: Source) -> Document:
    """Reads a PDF. Raises `PasswordProtected`, `DamagedFile`, `NoPages`, or `NoText` where no page has text.

    `TesseractMissing` where its pages are pictures that cannot be read on this machine.
    """
    document = _open(data, source)
    try:
        count = len(document)
        if not count:
            raise NoPages(Path(source.file))
        hold(count, limits().pages, "trang")
        recogniser = Recogniser()
        laid = lay_out(told(recogniser.pages(_pages(document, source)), count))
    finally:
        document.close()
    if len(laid.without_text) == count:
        if recogniser.missing:
            raise TesseractMissing(Path(source.file), missing=recogniser.missing)
        raise NoText(Path(source.file), pages=count)
    source = replace(source, pages=count, ocr=bool(recogniser.confidences), confidence=recogniser.confidence)
    mended, slips = with_own_words(laid.blocks, recogniser.faint)
    blocks, renamed = with_known_names(mended)
    notes = (*_notes(data, laid), *recogniser.notes, *slips, *renamed, *doubts(blocks))
    return Document(source, blocks, laid.furniture, notes, laid.page_sizes)


def _pages(document: pdfium.PdfDocument, source: Source) -> Iterator[tuple[Page, Callable[[], Image] | None]]:
    """The pages, those to be recognised with a way to their picture."""
    scans = Scans(document)
    for index in range(len(document)):
        try:
            page = read_page(document, index)
            if is_unreadable(page):
                yield replace(page, words=()), partial(scans.picture, index)
                continue
            scanned = needs_recognition(page, partial(scans.is_covered, index), partial(scans.is_blank, index))
            yield page, partial(scans.picture, index) if scanned else None
        except pdfium.PdfiumError as error:
            raise DamagedFile(Path(source.file), detail=f"trang {index + 1}") from error


def _notes(data: bytes, laid: Laid) -> Iterator[Note]:
    if _was_mended(data):
        yield Note("repaired-pdf")
    if laid.conceals:
        yield Note("hidden-text")
    for page in laid.without_text:
        yield Note("page-without-text", page=page, values={"page": str(page)})


def _open(data: bytes, source: Source) -> pdfium.PdfDocument:
    path = Path(source.file)
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise PasswordProtected(path) from error
        if re.search(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b", data) and b"/Type /Page " not in data:
            raise NoPages(path) from error
        raise DamagedFile(path, detail="không đọc được cấu trúc PDF") from error


def _was_mended(data: bytes) -> bool:
    """Whether the file's own index does not lead to its objects, so that the reader had to search for them."""
    tail = data[-2048:]
    starts = re.findall(rb"startxref\s+(\d+)", tail)
    if not starts:
        return True
    head = max(data.find(b"%PDF-", 0, 1024), 0)
    place = int(starts[-1])
    return not any(re.match(rb"\s*(xref|\d+\s+\d+\s+obj)", data[at : at + 40]) for at in (place, place + head))
