"""What `ingest/document.py` promises of every Document, held over whatever sheets, texts and pages may contain."""

from __future__ import annotations

import html as escaping
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from ingest import html, plain, spreadsheet
from ingest.document import Document, Paragraph, Source, Table
from ingest.errors import InputError
from ingest.runs import Look, Run, written
from ingest.text import is_normal, normal
from tests.ingest.sheet_files import xlsx

SYLLABLES = [
    "Kế",
    "hoạch",
    "đảng",
    "viên",
    "12",
    "5,5",
    "%",
    "-",
    "I.",
    "1.",
    "a)",
    "|",
    "*",
    "**",
    "_",
    "#",
    "\t",
    "   ",
    "\u00a0",
    "\u00ad",
]
SYLLABLES += [
    "Ke\u0302\u0301",
    "CỘNG HÒA",
    "[^1]",
    "<br>",
    "&amp;",
    "`",
    "\\",
    "~~",
    "$x$",
    "(*)",
    "|---|",
    "---",
    "+--+",
    "\u1100\u1161",
    "\U0001f600",
]
WORDS = st.one_of(st.sampled_from(SYLLABLES), st.text(max_size=6))
TYPED = ["Kế", "hoạch", "năm", "2026", "CHỈ TIÊU", "- một", "|", "   ", "\t", "a)"]
MARKED = ["Kế", "*hoạch*", "**năm", "2026**", r"\*", "1.", "# Mục", "| a | b |", "|---|---|", "(**)"]
LINES = st.lists(WORDS, max_size=8).map(" ".join)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def broken(document: Document | None) -> list[str]:
    """The promises that the document does not keep; a file that was refused by name breaks none."""
    if document is None:
        return []
    kept = {
        "blocks are counted": [block.index for block in document.blocks] == list(range(len(document.blocks))),
        "something stands in it": bool(document.blocks),
        "running heads are normal text": all(is_normal(text) and text for text in document.furniture),
    }
    for block in document.blocks:
        promises = of_paragraph(block) if isinstance(block, Paragraph) else of_table(block)
        kept |= {f"{name} (block {block.index})": holds for name, holds in promises.items()}
    return [name for name, holds in kept.items() if not holds]


def of_paragraph(paragraph: Paragraph) -> dict[str, bool]:
    spans, label = paragraph.spans, paragraph.text[: paragraph.label_end]
    return {
        "a paragraph has normal text": bool(paragraph.text) and is_normal(paragraph.text),
        "spans follow each other": [span.start for span in spans[1:]] == [span.end for span in spans[:-1]],
        "spans cover the text": (spans[0].start, spans[-1].end) == (0, len(paragraph.text)),
        "a label has no space around it": label == label.strip(),
    }


def of_table(table: Table) -> dict[str, bool]:
    places = [(r, c) for cell in table.cells for r in range(cell.row, cell.row + cell.row_span)
              for c in range(cell.column, cell.column + cell.column_span)]  # fmt: skip
    return {
        "a table has rows and columns": table.width > 0 and table.height > 0,
        "no place is covered twice": len(places) == len(set(places)),
        "cells lie inside": all(row < table.height and column < table.width for row, column in places),
        "cells have normal text": all(is_normal(line) for cell in table.cells for line in cell.text.split("\n")),
    }


def shown(document: Document) -> str:
    return letters("".join([*document.furniture, *(block.text for block in document.blocks)]))


def read_text(text: str, name: str) -> Document | None:
    return unless_refused(plain.read, text.encode("utf-8", errors="ignore"), Source(name, "0" * 64, "text"))


def unless_refused(reader: Callable[[bytes, Source], Document], data: bytes, source: Source) -> Document | None:
    try:
        return reader(data, source)
    except InputError:
        return None


@SETTINGS
@given(TEXTS)
@example("a\n|\n| b | c |\n|---|---|\n")
def test_any_text_keeps_the_guarantees(text: str) -> None:
    assert broken(read_text(text, "a.txt")) == []


@SETTINGS
@given(TEXTS)
def test_any_markdown_keeps_the_guarantees(text: str) -> None:
    assert broken(read_text(text, "a.md")) == []


@SETTINGS
@given(st.lists(st.lists(st.sampled_from(TYPED), max_size=8).map(" ".join)))
def test_every_letter_of_a_text_is_there_once(lines: list[str]) -> None:
    document = read_text("\n".join(lines), "a.txt")
    source = letters("".join(lines))
    assert sorted(shown(document) if document else "") == sorted(source)


@SETTINGS
@given(st.lists(st.lists(st.sampled_from(MARKED), max_size=8).map(" ".join)))
def test_every_letter_of_a_markdown_is_there_once(lines: list[str]) -> None:
    document = read_text("\n".join(lines), "a.md")
    assert sorted(shown(document) if document else "") == sorted(letters("".join(lines)))


@SETTINGS
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_named_refusal(data: bytes) -> None:
    for reader, code in ((plain.read, "text"), (html.read, "html")):
        assert broken(unless_refused(reader, data, Source("a", "0" * 64, code))) == []


TAGS = [
    "p",
    "div",
    "b",
    "i",
    "sup",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "span",
    "h1",
    "br",
    "a",
    "pre",
    "center",
    "caption",
    "thead",
]
ATTRIBUTES = [
    "",
    " style='text-align:center;font-weight:bold'",
    " colspan=3",
    " rowspan=2",
    " rowspan=0",
    " align=right",
    " href='#a' name=b",
    " id=a",
    " border=1",
]
PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    WORDS.map(escaping.escape),
)


@SETTINGS
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_page_keeps_the_guarantees(body: str) -> None:
    page = f"<html><meta name=ProgId content=Word.Document><body>{body}</body></html>"
    assert broken(unless_refused(html.read, page.encode("utf-8", errors="ignore"), Source("a.html", "0" * 64, "html"))) == []


def rowed(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


WRITTEN = st.lists(st.sampled_from(["Kế", " hoạch", " <b>năm</b>", " 2026", "<br>"]), min_size=1, max_size=5)
PARAGRAPHS = st.recursive(
    WRITTEN.map("".join).map("<p>{}</p>".format),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"<div>{''.join(parts)}</div>"),
        st.lists(st.lists(inner, min_size=1, max_size=3), max_size=3).map(rowed),
    ),
    max_leaves=12,
)


@SETTINGS
@given(PARAGRAPHS)
def test_every_letter_of_a_page_is_there_once(body: str) -> None:
    page = f"<html><meta name=ProgId content=Word.Document><body>{body}</body></html>"
    try:
        kept = shown(html.read(page.encode(), Source("a.html", "0" * 64, "html")))
    except InputError:
        kept = ""
    source = body
    for tag in ("p", "b", "div", "table", "tr", "td"):
        source = source.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert sorted(kept) == sorted(letters(source.replace("<br>", "")))


VALUES = st.one_of(
    st.none(), st.none(), st.integers(-(10**6), 10**6), st.floats(allow_nan=False, allow_infinity=False, width=32), st.booleans(),
    LINES.map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text)),
)  # fmt: skip


ROWS = st.lists(st.lists(VALUES, max_size=6), max_size=10)


def read_rows(rows: list[list[object]], merges: list[tuple[int, int, int, int]]) -> Document | None:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)
        for top, left, height, width in merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=top + height, end_column=left + width)

    return unless_refused(spreadsheet.read, xlsx(fill), Source("a.xlsx", "0" * 64, "xlsx"))


@SETTINGS
@given(ROWS)
def test_any_sheet_keeps_the_guarantees_and_its_text(rows: list[list[object]]) -> None:
    texts = [value for row in rows for value in row if isinstance(value, str)]
    assume(not any(text.startswith("=") for text in texts))
    document = read_rows(rows, [])
    if document is None:
        assert not any(map(normal, texts))
        return
    assert broken(document) == []
    kept = shown(document)
    assert all(letters(word) in kept for text in texts for word in normal(text).split())


@SETTINGS
@given(ROWS, st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)), max_size=1))
def test_any_merged_sheet_keeps_the_guarantees(rows: list[list[object]], merges: list[tuple[int, int, int, int]]) -> None:
    assert broken(read_rows(rows, merges)) == []


@SETTINGS
@given(st.lists(st.tuples(st.text(max_size=6), st.booleans()), max_size=6))
@example([("e", True), ("\u0302\u0301", False)])
@example([("\u1100", False), ("\u1161", True)])
def test_runs_are_written_in_normal_form(runs: list[tuple[str, bool]]) -> None:
    text, spans = written(Run(piece, Look(bold=bold)) for piece, bold in runs)
    assert text == normal("".join(piece for piece, _ in runs))
    assert sum(span.end - span.start for span in spans) == len(text)


@pytest.mark.parametrize("reader", [plain.read, html.read])
def test_an_empty_file_is_named(reader: object) -> None:
    with pytest.raises(InputError):
        reader(b"", Source("a", "0" * 64, "text"))  # type: ignore[operator]
