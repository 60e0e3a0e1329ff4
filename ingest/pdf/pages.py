"""One page of a PDF, read and closed again."""

from __future__ import annotations

import pypdfium2 as pdfium

from ingest.pdf.drawings import drawings
from ingest.pdf.letters import words_of
from ingest.pdf.view import view_of
from ingest.pdf_page import Page


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The page at `index` (from 0) as displayed."""
    page = document[index]
    try:
        view = view_of(page)
        text_page = page.get_textpage()
        try:
            words = words_of(text_page.raw, view)
        finally:
            text_page.close()
        rulings, images = drawings(page, view)
        width, height = page.get_size()
        return Page(index + 1, width, height, tuple(words), tuple(rulings), images)
    finally:
        page.close()
