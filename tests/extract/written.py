"""Documents by hand from lines of text.

A line in `**stars**` is bold, `**1. Văn phòng:** Có …` has a bold beginning; "^ …" is centred, "< …" stands in the left column,
"> …" in the right one; "¹ …" is a footnote; "~ …" begins a new page.
"""

from __future__ import annotations

import re

from extract import extract
from extract.directive import Directive
from extract.outline import read_outline
from extract.passages import Passage, read_passages
from ingest.document import Alignment, Document, Paragraph, Source, Span, Table
from tests.extract.printed import table as printed_table

Line = str | list[list[str]]
"""A paragraph, or a table as rows of cells."""

_MARKS: dict[str, dict[str, int | str | bool]] = {
    "^": {"alignment": "center"},
    "<": {"column": 0, "alignment": "center"},
    ">": {"column": 1, "alignment": "center"},
    "~": {"new_page": True},
    "¹": {"role": "footnote"},
}


def document(*lines: Line) -> Document:
    """`document("^ **KẾ HOẠCH**", "^ **về phát triển đảng viên**", "Đảng ủy ban hành …")`."""
    return Document(Source("mau.docx", "0" * 64, "docx"), tuple(_block(line, index) for index, line in enumerate(lines)))


def paragraphs(*lines: str) -> list[Paragraph]:
    return list(document(*lines).paragraphs)


def passages(*lines: str) -> list[Passage]:
    """The passages of a main text, without head and foot."""
    written = paragraphs(*lines)
    return read_passages(written, read_outline(written))


HEAD = (
    "< **ĐẢNG BỘ TỈNH HẢI LÂM**",
    "< **HUYỆN ỦY TÂN KHÊ**",
    "< *",
    "< Số 45-KH/HU",
    "> **ĐẢNG CỘNG SẢN VIỆT NAM**",
    "> Tân Khê, ngày 12 tháng 02 năm 2024",
    "^ **KẾ HOẠCH**",
    "^ **thực hiện công tác xây dựng Đảng năm 2024**",
)
FOOT = (
    "< **Nơi nhận:**",
    "< - Thường trực Tỉnh ủy,",
    "< - Lưu Văn phòng.",
    "> **T/M BAN THƯỜNG VỤ**",
    "> **PHÓ BÍ THƯ**",
    "> **Lò Thị Nga**",
)


def directive(*lines: Line) -> Directive:
    """The facts of a plan of Huyện ủy Tân Khê, 12 February 2024, with these lines as its main text."""
    return extract(document(*HEAD, *lines, *FOOT))


def _block(line: Line, index: int) -> Paragraph | Table:
    if isinstance(line, list):
        return printed_table(line, index=index)
    form: dict[str, int | str | bool] = {}
    words = line
    while words.partition(" ")[0] in _MARKS:
        mark, _, words = words.partition(" ")
        form |= _MARKS[mark]
    text = words.replace("**", "")
    bold = re.match(r"\*\*(.+?)\*\*", words)
    spans = [Span(0, len(bold[1]), bold=True)] if bold else []
    start = len(bold[1]) if bold else 0
    if start < len(text):
        spans.append(Span(start, len(text)))
    alignment: Alignment = "center" if form.get("alignment") else "justify"
    column = form.get("column")
    return Paragraph(
        index,
        text,
        role="footnote" if form.get("role") else "body",
        column=int(column) if column is not None else None,
        alignment=alignment,
        spans=tuple(spans),
        new_page=bool(form.get("new_page")),
    )
