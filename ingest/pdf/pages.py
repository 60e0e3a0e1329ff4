"""One page of a PDF, read and closed again."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.document import Box
from ingest.guard import hold, limits
from ingest.ocr.syllables import is_syllable
from ingest.pdf.drawings import drawings
from ingest.pdf.letters import lettering
from ingest.pdf.view import view_of
from ingest.pdf_page import Page, Word

_TYPED = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
"""Annotations that show text on the page: form fields filled in, notes typed onto it, stamps."""
_MOMENT = re.compile(r"\d{1,2}:\d{2}:\d{2}")


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The page at `index` (from 0) as displayed, with what is typed into its form fields and onto it.

    Raises TooLarge where it is bigger, or holds more, than any printed page.
    """
    page = document[index]
    typed = _typed(page)
    if typed and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    try:
        view = view_of(page)
        hold(max(view.width, view.height), limits().page_points, f"điểm (cạnh trang {index + 1})")
        hold(raw.FPDFPage_CountObjects(page.raw), limits().objects_a_page, f"hình và chữ trên trang {index + 1}")
        drawn = drawings(page, view)
        text_page = page.get_textpage()
        try:
            hold(raw.FPDFText_CountChars(text_page.raw), limits().letters_a_page, f"chữ trên trang {index + 1}")
            found = lettering(text_page.raw, view, drawn)
        finally:
            text_page.close()
        words, stamps = _without_signatures(found.words, [view.box(*box) for box in typed])
        return Page(
            index + 1, view.width, view.height, tuple(words), tuple(drawn.rulings), drawn.images,
            unknown=found.unknown, aside=(*found.aside, *stamps), concealed=tuple(found.concealed),
        )  # fmt: skip
    finally:
        page.close()


def _typed(page: pdfium.PdfPage) -> list[Box]:
    """Where such annotations stand: left, bottom, right, top in the page's own coordinates."""
    boxes: list[Box] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if raw.FPDFAnnot_GetSubtype(annotation) in _TYPED:
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, rect)
            boxes.append((rect.left, rect.bottom, rect.right, rect.top))
        raw.FPDFPage_CloseAnnot(annotation)
    return boxes


def _without_signatures(words: Sequence[Word], typed: Sequence[Box]) -> tuple[list[Word], list[str]]:
    """The words, and the texts of digital signatures' pictures, which tell the second of signing: "Văn phòng 06.11.2026 09:27:05"."""
    kept, stamps = list(words), []
    for x0, top, x1, bottom in typed:
        inside = [word for word in kept if x0 <= word.centre[0] <= x1 and top <= word.centre[1] <= bottom]
        if any(_MOMENT.fullmatch(word.text) for word in inside):
            stamps.append(" ".join(word.text for word in inside))
            taken = {id(word) for word in inside}
            kept = [word for word in kept if id(word) not in taken]
    return kept, stamps


_TOKEN = re.compile(r"\S*[^\W\d_]\S*")
_MIXED = re.compile(r"[^\W\d_][^\w\s.,;:()/–-][^\W\d_]|[a-zà-ỹ][A-ZÀ-Ỹ]|[\u0370-\u1dff\u2200-\u2bff\u3000-\ud7ff]|[a-zà-ỹ]\d[a-zà-ỹ]")


def is_unreadable(page: Page) -> bool:
    """Whether a page's text is none, though it shows letters: its fonts do not say which ("7KӵF KLӋQ" for "Thực hiện")."""
    letters = sum(len(word.text) for word in page.words)
    if page.unknown > 20 and page.unknown > 0.2 * (letters + page.unknown):
        return True
    tokens = [word.text for word in page.words if _TOKEN.fullmatch(word.text)]
    if len(tokens) < 20:
        return False
    mixed = sum(bool(_MIXED.search(token)) for token in tokens)
    spelled = sum(is_syllable(token.strip(".,;:()“”\"'/-")) for token in tokens)
    return mixed > 0.2 * len(tokens) and spelled < 0.35 * len(tokens)
