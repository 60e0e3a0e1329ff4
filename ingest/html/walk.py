"""What a page shows, from top to bottom: paragraphs, lists with their numbers, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from ingest.document import Block, Cell, Paragraph, Table
from ingest.errors import TooLarge
from ingest.html.footnotes import Footnotes
from ingest.html.page import text_of
from ingest.html.styles import Form, Styles, formed, is_hidden, is_ruled
from ingest.layout_table import Field, TableForm, compacted
from ingest.runs import Run, cell_text, goes_on, paragraph, wraps
from ingest.text import decode, normal, superscript
from ingest.word.numbering import bullet, printed_number

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "applet", "area", "audio", "base", "button", "canvas", "col", "colgroup", "datalist", "embed", "frame", "frameset", "head",
    "iframe", "img", "input", "link", "map", "meta", "noframes", "noscript", "object", "optgroup", "option", "param", "script",
    "select", "source", "style", "svg", "template", "textarea", "title", "track", "video", "xml",
})  # fmt: skip
_ASIDE = frozenset({"nav"})
_DELETED = frozenset({"del", "strike", "s"})
_MSO_ASIDE = re.compile(r"(?:header|footer|comment-list|annotation)")
_COUNTED = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero", "none": "none",
}  # fmt: skip
_WESTERN_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_PLACES = 2_000_000
_WIDEST = 1_000


@dataclass(slots=True)
class _Flow:
    """Text as it gathers to paragraphs. In a cell every line break begins a paragraph, and `soft` says which those are."""

    in_cell: bool = False
    blocks: list[Block] = field(default_factory=list)
    soft: set[int] = field(default_factory=set)
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    form: Form = field(default_factory=Form)
    label: str = ""
    new_page: bool = False
    footnotes: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    form: str | None
    count: int


class Walk:
    """One pass over a page. `noticed` are codes of what a person should know, `furniture` what stands beside the text."""

    def __init__(self, root: etree._Element, path: Path) -> None:
        self.noticed: set[str] = set()
        self.furniture: list[str] = []
        self._path = path
        self._styles = Styles(element.text or "" for element in root.iter("style"))
        self._footnotes = Footnotes(root)
        self._flow = _Flow()
        self._lists: list[_List] = []
        self._marks: dict[etree._Element, str] = {}

    def blocks(self, root: etree._Element) -> list[Block]:
        body = root.find("body")
        self._inside(root if body is None else body, Form())
        self._end_paragraph()
        return self._flow.blocks

    def _inside(self, element: etree._Element, form: Form) -> None:
        declared = self._styles.of(element)
        inner = formed(element, declared, form)
        self._text(element.text, inner)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, inner)
            self._text(child.tail, inner)

    def _element(self, element: etree._Element, form: Form) -> None:
        tag = str(element.tag)
        declared = self._styles.of(element)
        if tag in _SILENT or tag.startswith(("v:", "w:", "m:", "xml:")):
            return
        if is_hidden(declared):
            if text_of(element):
                self.noticed.add("hidden-text")
        elif self._footnotes.is_note(element):
            return
        elif tag in _ASIDE or _MSO_ASIDE.fullmatch(declared.get("mso-element", "")):
            self.furniture += filter(None, [text_of(element)])
        elif tag == "del":
            self.noticed.add("tracked-changes")
        elif tag == "br":
            self._line_break(declared)
        elif declared.get("mso-list") == "ignore":
            self._flow.label = _typed_label(element, self._styles)
        elif (note := self._footnotes.note_of(element)) is not None:
            self._reference(element, note, form)
        elif self._footnotes.is_back_link(element):
            return
        elif tag == "table":
            self._end_paragraph()
            self._table(element, form)
        elif tag in _BLOCKS:
            self._block(element, declared, form)
        else:
            if tag == "ins":
                self.noticed.add("tracked-changes")
            self._inside(element, form)

    def _block(self, element: etree._Element, declared: dict[str, str], form: Form) -> None:
        tag = str(element.tag)
        self._end_paragraph()
        self._flow.form = formed(element, declared, form)
        self._flow.new_page |= declared.get("page-break-before") in ("always", "page", "left", "right")
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_list(element, declared))
            self._inside(element, form)
            self._end_paragraph()
            self._lists.pop()
            return
        if tag == "li":
            self._flow.label = self._number(element, declared)
        self._inside(element, form)
        self._end_paragraph()
        if tag == "li":
            self._end_empty_item()
        self._flow.form = form

    def _end_empty_item(self) -> None:
        """An item without text still shows its number: the running number of a table's row."""
        label, self._flow.label = self._flow.label, ""
        if label[:1].isalnum():
            self._flow.blocks.append(paragraph([], label=label))

    def _number(self, item: etree._Element, declared: dict[str, str]) -> str:
        """The label of a list item as a browser shows it: "1.", "b.", "•"."""
        if not self._lists:
            return "•"
        current = self._lists[-1]
        value = item.get("value") or ""
        current.count = int(value) if value.lstrip("-").isdecimal() and len(value) < 10 else current.count + 1
        form = _list_form(declared) or current.form
        if form is None:
            return "•"
        if form.startswith(('"', "'")):
            return bullet(form.strip("\"'"))
        printed = printed_number(current.count, form)
        return f"{printed}." if printed else ""

    def _line_break(self, declared: dict[str, str]) -> None:
        self._flow.lines.append([])
        if declared.get("page-break-before") == "always":
            self._end_paragraph()
            self._flow.new_page = True

    def _text(self, text: str | None, form: Form) -> None:
        if not text:
            return
        if form.kept_spaces:
            first, *others = text.split("\n")
            self._write(first, form)
            for line in others:
                self._flow.lines.append([])
                self._write(line, form)
        else:
            self._write(_WESTERN_SPACE.sub(" ", text), form)

    def _write(self, text: str, form: Form) -> None:
        shown = decode(text, form.font)
        if form.raised and shown.strip().isdecimal():
            shown = superscript(shown.strip())
        if form.capitals:
            shown = shown.upper()
        if not self._flow.lines[-1] and not self._flow.label and len(self._flow.lines) == 1 and shown.strip():
            self._flow.form = form
        self._flow.lines[-1].append(Run(shown, form.look))

    def _end_paragraph(self) -> None:
        flow = self._flow
        lines, flow.lines = flow.lines, [[]]
        grouped = [[line] for line in lines] if flow.in_cell else list(_paragraphs(lines))
        is_first = True
        for group in grouped:
            runs = [run for n, line in enumerate(group) for run in ([Run(" "), *line] if n else line)]
            read = paragraph(runs, alignment=flow.form.alignment, new_page=flow.new_page)
            if not read.text:
                continue
            if flow.label:
                read = paragraph(runs, alignment=flow.form.alignment, label=flow.label, new_page=flow.new_page)
                flow.label = ""
            elif not is_first and flow.in_cell:
                flow.soft.add(len(flow.blocks))
            is_first, flow.new_page = False, False
            flow.blocks.append(read)
        notes, flow.footnotes = flow.footnotes, []
        for note in notes:
            self._footnote(note)

    # Footnotes

    def _reference(self, link: etree._Element, note: etree._Element, form: Form) -> None:
        mark = superscript(self._footnotes.mark(link))
        self._marks[note] = mark
        self._flow.lines[-1].append(Run(mark, form.look))
        self._flow.footnotes.append(note)

    def _footnote(self, note: etree._Element) -> None:
        outer, self._flow = self._flow, _Flow()
        self._inside(note, Form())
        self._end_paragraph()
        inner, self._flow = self._flow, outer
        for block in inner.blocks:
            if isinstance(block, Paragraph):
                block = replace(block, mark=self._marks[note])
            self._flow.blocks.append(replace(block, role="footnote"))

    # Tables

    def _table(self, table: etree._Element, form: Form) -> None:
        captions, rows = _rows(table)
        hidden = [row for row in rows if is_hidden(self._styles.of(row))]
        if any(map(text_of, hidden)):
            self.noticed.add("hidden-text")
        rows = [row for row in rows if row not in hidden]
        for caption in captions:
            self._block(caption, self._styles.of(caption), form)
        read = self._table_form(table, rows, replace(form, alignment=None))
        self._flow.blocks += read.blocks()
        if not read.is_layout:
            if any(isinstance(block, Table) for one in read.fields for block in one.content):
                self.noticed.add("nested-table")
            self._flow.blocks += [block for one in read.fields for block in one.content if block.role == "footnote"]

    def _table_form(self, table: etree._Element, rows: list[etree._Element], form: Form) -> TableForm:
        ruled = is_ruled(table, self._styles.of(table))
        inner = formed(table, self._styles.of(table), form)
        placed = list(_placed(rows, self._path))
        fields: list[Field] = []
        for cell, element in placed:
            declared = self._styles.of(element)
            ruled = ruled or is_ruled(element, declared)
            if not is_hidden(declared):
                fields.append(self._cell(cell, element, inner))
        heads = 0
        for row in rows:
            if next(row.iterancestors()).tag != "thead" and not all(cell.tag == "th" for cell in _cells(row)):
                break
            heads += 1
        cells, width, height = compacted([one.cell for one in fields])
        fields = [replace(one, cell=cell) for one, cell in zip(fields, cells, strict=True)]
        return TableForm(tuple(fields), width, height, heads if heads < height else 0, ruled)

    def _cell(self, cell: Cell, element: etree._Element, form: Form) -> Field:
        outer, self._flow = self._flow, _Flow(in_cell=True)
        lists, self._lists = self._lists, []
        self._flow.form = formed(element, self._styles.of(element), form)
        self._inside(element, form)
        self._end_paragraph()
        inner, self._flow, self._lists = self._flow, outer, lists
        read = [block for block in inner.blocks if isinstance(block, Paragraph) and block.role == "body"]
        return Field(replace(cell, text=_cell_text(inner), bold=bool(read) and all(line.is_bold for line in read)), tuple(inner.blocks))


def _paragraphs(lines: list[list[Run]]) -> Iterator[list[list[Run]]]:
    """Lines parted by breaks, the wrapped ones together."""
    group: list[list[Run]] = []
    before = ""
    for line in lines:
        text = normal("".join(run.text for run in line))
        wrapped = bool(text and before) and (goes_on(before, text) or wraps(before, text))
        if group and before and not wrapped:
            yield group
            group = []
        group.append(line)
        before = text
    yield group


def _cell_text(flow: _Flow) -> str:
    groups: list[list[str]] = []
    for place, block in enumerate(flow.blocks):
        if isinstance(block, Table):
            groups += [[" ".join(text for text in row.split("\t") if text).replace("\n", " ")] for row in block.text.split("\n")]
        elif block.role == "body":
            if place in flow.soft and groups:
                groups[-1].append(block.text)
            else:
                groups.append([block.text])
    return "\n".join(filter(None, map(cell_text, groups)))


def _list(element: etree._Element, declared: dict[str, str]) -> _List:
    start = element.get("start") or "1"
    form = _list_form(declared) or _COUNTED.get(element.get("type") or "", "decimal" if element.tag == "ol" else None)
    return _List(form, int(start) - 1 if start.lstrip("-").isdecimal() and len(start) < 10 else 0)


def _list_form(declared: dict[str, str]) -> str | None:
    style = declared.get("list-style-type") or declared.get("list-style", "").partition(" ")[0]
    return style if style[:1] in ("'", '"') else _COUNTED.get(style)


def _typed_label(element: etree._Element, styles: Styles) -> str:
    """The number that Word writes before a list item, for browsers that know no lists of its own."""
    text = text_of(element)
    fonts = " ".join(styles.of(inner).get("font-family", "") for inner in element.iter() if isinstance(inner.tag, str))
    is_sign = len(text) == 1 and (not text.isalnum() or any(name in fonts for name in ("symbol", "wingdings", "courier")))
    return bullet(text) if is_sign else text


def _rows(table: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """Captions and rows of a table, those of its head first and of its foot last."""
    captions, head, body, foot = [], [], [], []
    for child in table:
        match child.tag:
            case "caption":
                captions.append(child)
            case "tr":
                body.append(child)
            case "thead":
                head += child.findall("tr")
            case "tbody":
                body += child.findall("tr")
            case "tfoot":
                foot += child.findall("tr")
    return captions, [*head, *body, *foot]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _placed(rows: list[etree._Element], path: Path) -> Iterator[tuple[Cell, etree._Element]]:
    """Each cell with its place and spans, text to come."""
    reaching: dict[int, int] = {}
    for row, element in enumerate(rows):
        column = 0
        for cell in _cells(element):
            while reaching.get(column, 0) > row:
                column += 1
            width = min(max(_span(cell.get("colspan")), 1), _WIDEST)
            height = _span(cell.get("rowspan"))
            height = min(height, len(rows) - row) if height else len(rows) - row
            for place in range(column, column + width):
                reaching[place] = row + height
            if len(rows) * len(reaching) > _MOST_PLACES:
                raise TooLarge(path, limit=f"{_MOST_PLACES} ô", found=f"bảng {len(rows)} × {len(reaching)}")
            yield Cell(row, column, "", height, width), cell
            column += width


def _span(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 7 else 1
