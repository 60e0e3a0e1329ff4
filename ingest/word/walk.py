"""The walk through a Word file's text: paragraphs, runs, fields, notes, boxes and tables in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.document import Cell
from ingest.text import legacy_encoding, superscript, symbol
from ingest.word.boxes import boxes_of, in_rows
from ingest.word.lines import BoxPlace, Chunk, Frame, Grid, Item, Line, in_unicode, paragraph, plain
from ingest.word.numbering import Numbering, printed_number
from ingest.word.package import MC, M, Package, W, number, value
from ingest.word.styles import Form, Styles, shape
from ingest.word.tables import TableCell, WordTable, read_table

_SEE_THROUGH = {
    W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase")
}
_INSERTED = {W + "ins", W + "moveTo"}
_DELETED = {W + "del", W + "moveFrom"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTE_PARTS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(slots=True)
class _Field:
    """A field (PAGE, HYPERLINK, …): its instruction, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_shown(self) -> bool:
        return self.in_result and self.instruction.strip().partition(" ")[0].upper() not in _PAGE_FIELDS


@dataclass(slots=True)
class _Reading:
    """A paragraph being read: its text up to now, cut where a page or column begins, with the boxes and notes on the way."""

    base: Form
    pieces: list[list[Chunk]] = field(default_factory=lambda: [[]])
    new_pages: list[bool] = field(default_factory=lambda: [False])
    flows: list[int] = field(default_factory=lambda: [0])
    footnotes: list[list[Line]] = field(default_factory=lambda: [[]])
    boxes: list[etree._Element] = field(default_factory=list)

    def add(self, text: str, form: Form) -> None:
        if text:
            self.pieces[-1].append(Chunk(text, form))

    def cut(self, *, page: bool, flow: int) -> None:
        self.pieces.append([])
        self.new_pages.append(page)
        self.flows.append(flow)
        self.footnotes.append([])


@dataclass(frozen=True, slots=True)
class _Section:
    elements: list[etree._Element]
    columns: int
    starts_page: bool


class Walk:
    """Reads a Word file once, in order. `noticed` gathers the codes of what a person should know."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._note_texts = {kind: _notes(package.part(kind)) for kind in _NOTE_PARTS.values()}
        self._note_forms = _note_forms(package)
        self._note_counts = dict.fromkeys(_NOTE_PARTS.values(), 0)
        self._fields: list[_Field] = []
        self._flow = 0
        self._box_count = 0
        self.noticed: set[str] = set()

    def body(self) -> list[Item]:
        root = self._package.document.find(W + "body")
        items: list[Item] = []
        for position, section in enumerate(self._sections(root) if root is not None else ()):
            self._flow = 0
            read = self._items(section.elements)
            if position and section.starts_page:
                items.append(Line([], shape(None, self._styles.base_shape(None)), new_page=True))
            last = max((item.flow for item in read if isinstance(item, Line)), default=0)
            if 0 < last < section.columns:
                for item in read:
                    if isinstance(item, Line) and item.column is None:
                        item.column = item.flow
            items += read
        return items

    def furniture(self) -> tuple[str, ...]:
        """The running heads and feet, each text once; page numbers are left out."""
        texts: dict[str, None] = {}
        for part in self._package.parts("header", "footer"):
            for item in self._items(self._blocks(part)):
                lines = [plain(item)] if isinstance(item, Line) else [cell.text for cell in item.cells]
                texts |= dict.fromkeys(text for text in lines if text)
        return tuple(texts)

    def _sections(self, root: etree._Element) -> Iterator[_Section]:
        elements: list[etree._Element] = []
        for element in self._blocks(root):
            elements.append(element)
            ending = element.find(f"{W}pPr/{W}sectPr")
            if ending is not None:
                yield _section(elements, ending)
                elements = []
        yield _section(elements, root.find(W + "sectPr"))

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables of a container, also those in content controls and insertions."""
        for child in parent:
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in _SEE_THROUGH:
                self._notice_insertion(child)
                yield from self._blocks(child)
            elif child.tag in _DELETED:
                self.noticed.add("tracked-changes")
            elif child.tag == MC + "AlternateContent":
                yield from self._blocks(_chosen(child))
            elif child.tag == W + "altChunk":
                self.noticed.add("embedded-part")

    def _items(self, elements: Iterable[etree._Element]) -> list[Item]:
        items: list[Item] = []
        carried: list[Chunk] = []
        for element in elements:
            if element.tag == W + "tbl":
                items += self._table(element)
                continue
            lines = self._paragraph(element)
            first = next(line for line in lines if line.box is None)
            first.chunks[:0], carried = carried, []
            if _joins_next(element):
                carried = lines.pop().chunks
            items += lines
        if carried:
            items.append(Line(carried, shape(None, self._styles.base_shape(None))))
        return items

    def _paragraph(self, element: etree._Element) -> list[Line]:
        properties = element.find(W + "pPr")
        style = self._styles.paragraph_style(properties)
        form = shape(properties, self._styles.base_shape(style))
        reading = _Reading(self._styles.base_form(style), flows=[self._flow])
        self._inline(element, reading)
        label = self._numbering.label(form, style, properties) if not _is_deleted(element) else None
        frame = _frame(properties)
        lines = self._boxed(reading.boxes)
        text = label.text if label else ""
        for position, chunks in enumerate(reading.pieces):
            line = Line(
                in_unicode(chunks),
                label.shape if label else form,
                new_page=reading.new_pages[position] or (position == 0 and form.page_break),
                frame=frame,
                flow=reading.flows[position],
                footnotes=reading.footnotes[position],
            )
            if text and (not line.is_blank or position == len(reading.pieces) - 1):
                line.label, text = text, ""
            lines.append(line)
        return lines

    def _inline(self, parent: etree._Element, reading: _Reading) -> None:
        for child in parent:
            if child.tag == W + "r":
                self._run(child, reading)
            elif child.tag in _SEE_THROUGH:
                self._notice_insertion(child)
                self._inline(child, reading)
            elif child.tag in _DELETED:
                self.noticed.add("tracked-changes")
            elif child.tag == W + "fldSimple":
                self._fields.append(_Field(value(child, "instr") or "", in_result=True))
                self._inline(child, reading)
                self._fields.pop()
            elif child.tag in (M + "oMath", M + "oMathPara"):
                reading.add("".join(text.text or "" for text in child.iter(M + "t")), reading.base)
            elif child.tag == MC + "AlternateContent":
                self._inline(_chosen(child), reading)

    def _run(self, run: etree._Element, reading: _Reading) -> None:
        form = self._styles.form(run.find(W + "rPr"), reading.base)
        self._run_content(run, form, reading)

    def _run_content(self, run: etree._Element, form: Form, reading: _Reading) -> None:
        for child in run:
            if not isinstance(child.tag, str):
                continue
            if child.tag == MC + "AlternateContent":
                self._run_content(_chosen(child), form, reading)
                continue
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                self._field_mark(value(child, "fldCharType"))
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif name in ("drawing", "pict", "object"):
                if not form.hidden:
                    reading.boxes.append(child)
            elif not all(shown.is_shown for shown in self._fields):
                continue
            elif form.hidden:
                if name == "t" and (child.text or "").strip():
                    self.noticed.add("hidden-text")
            elif name in _NOTE_PARTS:
                self._note(child, name, form, reading, run)
            elif name == "br" and value(child, "type") in ("page", "column"):
                self._flow += value(child, "type") == "column"
                reading.cut(page=value(child, "type") == "page", flow=self._flow)
            elif name == "sym":
                reading.add(*_symbol(child, form))
            else:
                reading.add(_plain_text(child, name, form), form)

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, reference: etree._Element, name: str, form: Form, reading: _Reading, run: etree._Element) -> None:
        part = _NOTE_PARTS[name]
        text = self._note_texts[part].get(value(reference, "id") or "")
        if text is None:
            return
        if is_on_attribute(reference, "customMarkFollows"):
            mark = "".join(t.text or "" for t in run.iter(W + "t")).strip()
        else:
            self._note_counts[part] += 1
            mark = superscript(printed_number(self._note_counts[part], self._note_forms[part]))
            reading.add(mark, replace(form, superscript=False))
        for item in self._aside(self._blocks(text)):
            for line in [item] if isinstance(item, Line) else item.footnotes:
                line.role, line.mark = "footnote", mark
                reading.footnotes[-1].append(line)

    def _aside(self, elements: Iterable[etree._Element]) -> list[Item]:
        """Items of a text that stands apart (a note, a box), whatever field is open around it."""
        outer, self._fields = self._fields, []
        flow = self._flow
        items = self._items(elements)
        self._fields, self._flow = outer, flow
        return items

    def _boxed(self, drawings: list[etree._Element]) -> list[Line]:
        lines: list[Line] = []
        for row in in_rows([box for drawing in drawings for box in boxes_of(drawing)]):
            for column, box in enumerate(row):
                self._box_count += 1
                place = BoxPlace(self._box_count, box.left, (box.left or 0.0) + box.width)
                for item in self._aside(self._blocks(box.content)):
                    for line in [item] if isinstance(item, Line) else _as_lines(item, self._styles):
                        if len(row) > 1:
                            line.column = column
                        line.box = place
                        lines.append(line)
        return lines

    def _table(self, element: etree._Element) -> list[Item]:
        grid = read_table(element, self._styles)
        contents = [self._items(self._blocks(cell.element)) for cell in grid.cells]
        texts = [self._cell_text(items) for items in contents]
        if grid.is_layout(texts):
            return _dissolved(grid, contents)
        if any(isinstance(item, Grid) for items in contents for item in items):
            self.noticed.add("nested-table")
        cells = tuple(_cell(cell, text, items) for cell, text, items in zip(grid.cells, texts, contents, strict=True))
        footnotes = [footnote for items in contents for item in items for footnote in item.footnotes]
        return [Grid(cells, grid.width, grid.height, grid.header_rows, grid.columns, footnotes=footnotes)] if cells else []

    def _cell_text(self, items: list[Item]) -> str:
        lines: list[str] = []
        for item in items:
            lines += [plain(item)] if isinstance(item, Line) else _rows_of(item)
        return "\n".join(line for line in lines if line)

    def _notice_insertion(self, element: etree._Element) -> None:
        if element.tag in _INSERTED:
            self.noticed.add("tracked-changes")


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The one branch of an AlternateContent that is read: the first choice that holds text or a box, else the fallback."""
    branches = [child for child in alternatives if child.tag in (MC + "Choice", MC + "Fallback")]
    telling = (branch for branch in branches if next(branch.iter(W + "t", W + "txbxContent", M + "t"), None) is not None)
    return next(telling, branches[0] if branches else alternatives)


def _section(elements: list[etree._Element], properties: etree._Element | None) -> _Section:
    columns = properties.find(W + "cols") if properties is not None else None
    kind = value(properties.find(W + "type")) if properties is not None else None
    count = 1 if columns is None else max(number(value(columns, "num")) or 1, len(columns.findall(W + "col")))
    return _Section(elements, count, kind not in ("continuous", "nextColumn"))


def _joins_next(element: etree._Element) -> bool:
    """The paragraph's end was deleted, or it is only a big first letter: its text goes on in the next paragraph."""
    properties = element.find(W + "pPr")
    if properties is None:
        return False
    drop_cap = value(properties.find(W + "framePr"), "dropCap")
    return _is_deleted(element) or drop_cap in ("drop", "margin")


def _is_deleted(element: etree._Element) -> bool:
    mark = element.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(child.tag in _DELETED for child in mark)


def _frame(properties: etree._Element | None) -> Frame | None:
    element = properties.find(W + "framePr") if properties is not None else None
    if element is None or value(element, "dropCap") in ("drop", "margin"):
        return None
    width, position = number(value(element, "w")), number(value(element, "x"))
    is_right = value(element, "xAlign") in ("right", "outside") or (position or 0) > 4000
    has_neighbour = value(element, "wrap") not in ("notBeside", "none") and (width or 0) < 6500 and value(element, "xAlign") != "center"
    return Frame(is_right, has_neighbour)


def _notes(part: etree._Element | None) -> dict[str, etree._Element]:
    if part is None:
        return {}
    return {value(note, "id") or "": note for note in part if value(note, "type") in (None, "normal")}


def _note_forms(package: Package) -> dict[str, str]:
    forms = {"footnotes": "decimal", "endnotes": "lowerRoman"}
    settings = package.part("settings")
    for root in (settings, package.document):
        for kind, tag in (("footnotes", "footnotePr"), ("endnotes", "endnotePr")):
            found = None if root is None else next((e for e in root.iter(W + tag)), None)
            chosen = None if found is None else value(found.find(W + "numFmt"))
            if chosen:
                forms[kind] = chosen
    return forms


def is_on_attribute(element: etree._Element, attribute: str) -> bool:
    return (value(element, attribute) or "0") not in ("0", "false", "off")


def _plain_text(element: etree._Element, name: str, form: Form) -> str:
    match name:
        case "t":
            text = element.text or ""
            text = text if element.get(_PRESERVE) == "preserve" else text.strip(" \t\r\n")
            return superscript(text) if form.superscript and text.strip().isdecimal() else text
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "softHyphen":
            return "\u00ad"
        case _:
            return ""


def _symbol(element: etree._Element, form: Form) -> tuple[str, Form]:
    """The sign of a `w:sym`; under an old Vietnamese font it is a letter in that font's encoding."""
    font = value(element, "font") or form.font
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return "", form
    if legacy_encoding(font):
        return chr(code & 0xFF), replace(form, font=font)
    shown = symbol(chr(0xF000 | code & 0xFF)) if code < 0x100 else chr(code) if code < 0xE000 else symbol(chr(code))
    return shown, form


def _as_lines(grid: Grid, styles: Styles) -> list[Line]:
    form = Form()
    return [Line([Chunk(cell.text, form)], styles.base_shape(None)) for cell in grid.cells if cell.text]


def _rows_of(grid: Grid) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    return [" ".join(text for text in texts if text) for texts in rows.values()]


def _cell(cell: TableCell, text: str, items: list[Item]) -> Cell:
    read = [paragraph(item, 0) for item in items if isinstance(item, Line) and not item.is_blank]
    return Cell(cell.row, cell.column, text, cell.row_span, cell.column_span, bold=bool(read) and all(p.is_bold for p in read))


def _dissolved(grid: WordTable, contents: list[list[Item]]) -> list[Item]:
    """The text of a layout table: the left column whole, then the next; a row over the whole width stands alone."""
    items: list[Item] = []
    band: list[tuple[TableCell, list[Item]]] = []
    for cell, content in zip(grid.cells, contents, strict=True):
        if cell.column_span == grid.width:
            items += _columns(band) + content
            band = []
        else:
            band.append((cell, content))
    return items + _columns(band)


def _columns(band: list[tuple[TableCell, list[Item]]]) -> list[Item]:
    filled = [(cell, content) for cell, content in band if any(not isinstance(item, Line) or not item.is_blank for item in content)]
    starts = sorted({cell.column for cell, _ in filled})
    items: list[Item] = []
    for column, start in enumerate(starts):
        for item in (item for cell, content in filled if cell.column == start for item in content):
            if len(starts) > 1:
                item.column = column
            items.append(item)
    return items
