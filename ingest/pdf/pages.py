"""One page of a PDF, read and closed again."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.guard import LIMITS, hold
from ingest.pdf.drawings import drawings
from ingest.pdf.letters import words_of
from ingest.pdf.view import view_of
from ingest.pdf_page import Page


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The page at `index` (from 0) as displayed. Raises TooLarge where it is too big, or holds too much, for any printed page."""
    page = document[index]
    try:
        width, height = page.get_size()
        hold(max(width, height), LIMITS.page_points, f"điểm (cạnh trang {index + 1})")
        hold(raw.FPDFPage_CountObjects(page.raw), LIMITS.objects_a_page, f"hình và chữ trên trang {index + 1}")
        view = view_of(page)
        text_page = page.get_textpage()
        try:
            hold(raw.FPDFText_CountChars(text_page.raw), LIMITS.letters_a_page, f"chữ trên trang {index + 1}")
            words = words_of(text_page.raw, view)
        finally:
            text_page.close()
        rulings, images = drawings(page, view)
        return Page(index + 1, width, height, tuple(words), tuple(rulings), images)
    finally:
        page.close()
