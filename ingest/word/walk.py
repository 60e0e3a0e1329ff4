"""The walk through a Word file's text: paragraphs, runs, fields, notes, boxes and tables in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.document import Cell
from ingest.stored import DATES
from ingest.text import Encoding, is_surely_legacy, is_unicode_vietnamese, legacy_encoding, superscript, symbol
from ingest.word.boxes import boxes_of, in_rows
from ingest.word.equations import in_line
from ingest.word.fields import Field
from ingest.word.lines import BoxPlace, Chunk, Frame, Grid, Item, Line, at_breaks, in_unicode, paragraph, plain
from ingest.word.notes import KINDS, Notes
from ingest.word.numbering import Numbering
from ingest.word.package import MC, M, Package, W, is_on, number, value
from ingest.word.styles import Form, Styles, is_shaded, names_old_fonts, shape
from ingest.word.tables import TableCell, WordTable, hides_rows, read_table

_SEE_THROUGH = {
    W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase")
}
_DELETED = {W + "del", W + "moveFrom"}
_TRACKED = [W + name for name in ("ins", "del", "moveTo", "moveFrom", "cellIns", "cellDel")]
_DRAWN_TEXT = ("/diagram", "/chart", "/chartex")
_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


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
    properties: etree._Element | None

    @property
    def columns(self) -> int:
        columns = self.properties.find(W + "cols") if self.properties is not None else None
        return 1 if columns is None else max(number(value(columns, "num")) or 1, len(columns.findall(W + "col")))

    @property
    def starts_page(self) -> bool:
        kind = value(self.properties.find(W + "type")) if self.properties is not None else None
        return kind not in ("continuous", "nextColumn")


class Walk:
    """Reads a Word file once, in order. `noticed` gathers the codes of what a person should know."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.part("styles"), package.part("theme"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._notes = Notes(package)
        self._unicode = _unicode_under_old_fonts(package.document, self._styles)
        self._fields: list[Field] = []
        self._flow = 0
        self._box_count = 0
        texts = [package.document, *package.parts("footnotes", "endnotes")]
        self.noticed = {"tracked-changes" for text in texts if next(text.iter(*_TRACKED), None) is not None}

    def body(self) -> list[Item]:
        root = self._package.document.find(W + "body")
        items: list[Item] = []
        for position, section in enumerate(self._sections(root) if root is not None else ()):
            self._flow = 0
            self._notes.begin_section(section.properties)
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
                yield _Section(elements, ending)
                elements = []
        yield _Section(elements, root.find(W + "sectPr"))

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables of a container, also those in content controls and insertions."""
        if _is_prompt(parent.getparent()):
            return
        for child in parent:
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in _SEE_THROUGH and not _is_prompt(child):
                yield from self._blocks(child)
            elif child.tag == MC + "AlternateContent":
                yield from self._blocks(_chosen(child))
            elif child.tag in (W + "altChunk", W + "subDoc"):
                self.noticed.add("embedded-part")

    def _items(self, elements: Iterable[etree._Element]) -> list[Item]:
        items: list[Item] = []
        carried: Line | None = None
        for element in elements:
            if element.tag == W + "tbl":
                items += [carried] if carried else []
                items += self._table(element)
                carried = None
                continue
            lines = self._paragraph(element)
            if carried:
                next(line for line in lines if line.box is None).go_on_from(carried)
            carried = lines.pop() if self._joins_next(element) else None
            items += lines
        return items + ([carried] if carried else [])

    def _joins_next(self, element: etree._Element) -> bool:
        """The paragraph's end was deleted or is hidden, or it is only a big first letter: its text goes on in the next paragraph."""
        properties = element.find(W + "pPr")
        if properties is None:
            return False
        drop_cap = value(properties.find(W + "framePr"), "dropCap")
        return _is_deleted(element) or drop_cap in ("drop", "margin") or self._has_hidden_end(properties)

    def _has_hidden_end(self, properties: etree._Element | None) -> bool:
        mark = properties.find(W + "rPr") if properties is not None else None
        return mark is not None and any(is_on(mark.find(W + name)) for name in ("vanish", "specVanish") if mark.find(W + name) is not None)

    def _paragraph(self, element: etree._Element) -> list[Line]:
        properties = element.find(W + "pPr")
        style = self._styles.paragraph_style(properties)
        form = shape(properties, self._styles.base_shape(style))
        reading = _Reading(self._styles.base_form(style), flows=[self._flow])
        self._inline(element, reading)
        is_gone = _is_deleted(element) or (self._has_hidden_end(properties) and not any(reading.pieces))
        label = None if is_gone else self._numbering.label(form, style, properties)
        lines = self._boxed(reading.boxes)
        text = label.text if label else ""
        for position, chunks in enumerate(reading.pieces):
            line = Line(
                in_unicode(chunks, self._unicode),
                label.shape if label else form,
                new_page=reading.new_pages[position] or (position == 0 and form.page_break),
                frame=_frame(properties),
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
                if not _is_prompt(child):
                    self._inline(child, reading)
            elif child.tag == W + "fldSimple":
                self._fields.append(Field(value(child, "instr") or "", in_result=True))
                self._inline(child, reading)
                self._notice_date(self._fields.pop())
            elif child.tag in (M + "oMath", M + "oMathPara"):
                reading.add(in_line(child), reading.base)
            elif child.tag == MC + "AlternateContent":
                self._inline(_chosen(child), reading)
            elif child.tag == W + "subDoc":
                self.noticed.add("embedded-part")

    def _run(self, run: etree._Element, reading: _Reading) -> None:
        form = self._styles.form(run.find(W + "rPr"), reading.base)
        if form.white and not self._is_on_colour(run):
            form = replace(form, hidden=True)
        self._run_content(run, form, reading)

    def _is_on_colour(self, run: etree._Element) -> bool:
        """Something is laid under the run's text, so that white letters can be read on it."""
        if run.find(f"{W}rPr/{W}highlight") is not None or is_shaded(run.find(f"{W}rPr/{W}shd")):
            return True
        for around in run.iterancestors(W + "p", W + "tc", W + "tbl", W + "txbxContent"):
            properties = around.find(around.tag + "Pr")
            style = value(properties.find(W + "tblStyle")) if properties is not None else None
            if around.tag == W + "txbxContent" or (style and self._styles.shades(style)):
                return True
            if properties is not None and is_shaded(properties.find(W + "shd")):
                return True
        return False

    def _run_content(self, run: etree._Element, form: Form, reading: _Reading) -> None:
        for child in run:
            if not isinstance(child.tag, str):
                continue
            if child.tag == MC + "AlternateContent":
                self._run_content(_chosen(child), form, reading)
                continue
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                self._field_mark(child, form, reading)
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif form.hidden:
                if name in ("t", "drawing", "pict") and any((text.text or "").strip() for text in child.iter(W + "t")):
                    self.noticed.add("hidden-text")
            elif name in ("drawing", "pict", "object"):
                self._drawing(child, reading)
            elif name == "lastRenderedPageBreak":
                self._notes.begin_page()
            elif not self._is_shown:
                continue
            elif name in KINDS:
                self._note(child, KINDS[name], form, reading)
            elif name == "br" and value(child, "type") in ("page", "column"):
                self._flow += value(child, "type") == "column"
                reading.cut(page=value(child, "type") == "page", flow=self._flow)
            elif name == "ruby":
                self._inline(child, reading)
            else:
                reading.add(*_printed(child, name, form))

    @property
    def _is_shown(self) -> bool:
        return all(field.is_shown for field in self._fields)

    def _field_mark(self, element: etree._Element, form: Form, reading: _Reading) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._fields.append(Field(form=element.find(W + "ffData")))
            case "separate" if self._fields:
                self._fields[-1].in_result = True
            case "end" if self._fields:
                ended = self._fields.pop()
                self._notice_date(ended)
                if self._is_shown and not form.hidden:
                    reading.add(ended.drawn, form)

    def _notice_date(self, field: Field) -> None:
        if field.in_result and field.name in DATES:
            self.noticed.add("date-field")

    def _drawing(self, element: etree._Element, reading: _Reading) -> None:
        reading.boxes.append(element)
        if next(element.iter(_OLE_OBJECT), None) is not None:
            self.noticed.add("embedded-part")
        if any((graphic.get("uri") or "").endswith(_DRAWN_TEXT) for graphic in element.iter(_GRAPHIC)):
            self.noticed.add("drawn-text")

    def _note(self, reference: etree._Element, kind: str, form: Form, reading: _Reading) -> None:
        text = self._notes.text(kind, value(reference, "id") or "")
        if text is None:
            return
        is_custom = is_on_attribute(reference, "customMarkFollows")
        if is_custom:
            mark = "".join(
                _printed(child, child.tag.removeprefix(W), form)[0] for child in reference.itersiblings(W + "t", W + "sym")
            ).strip()
        else:
            mark = self._notes.next_mark(kind)
            reading.add(mark, replace(form, superscript=False))
        lines = [line for item in self._aside(self._blocks(text)) for line in ([item] if isinstance(item, Line) else item.footnotes)]
        if is_custom and lines:
            lines[0].drop_start(mark)
        for line in lines:
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
        if hides_rows(element):
            self.noticed.add("hidden-text")
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


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The one branch of an AlternateContent that is read: the first choice that holds text or a box, else the fallback."""
    branches = [child for child in alternatives if child.tag in (MC + "Choice", MC + "Fallback")]
    telling = (branch for branch in branches if next(branch.iter(W + "t", W + "txbxContent", M + "t"), None) is not None)
    return next(telling, branches[0] if branches else alternatives)


def _is_prompt(control: etree._Element | None) -> bool:
    """A content control that nobody has filled in shows its prompt ("Click or tap here to enter text"); a blank ("[……]") stays."""
    if control is not None and control.tag == W + "sdtContent":
        control = control.getparent()
    if control is None or control.tag != W + "sdt" or not is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
        return False
    return any(c.isalpha() for text in control.iter(W + "t") for c in text.text or "")


def _unicode_under_old_fonts(root: etree._Element, styles: Styles) -> frozenset[Encoding]:
    """The old encodings whose fonts hold Unicode in this file, as far as its letters tell."""
    votes: Counter[Encoding] = Counter()
    if not styles.has_old_fonts and not names_old_fonts(root):
        return frozenset()
    for element in root.iter(W + "p"):
        base = styles.base_form(styles.paragraph_style(element.find(W + "pPr")))
        for run in element.iter(W + "r"):
            encoding = legacy_encoding(styles.form(run.find(W + "rPr"), base).font)
            if encoding:
                text = "".join(t.text or "" for t in run.iter(W + "t"))
                votes[encoding] += is_unicode_vietnamese(text) - is_surely_legacy(text, encoding)
    return frozenset(encoding for encoding, vote in votes.items() if vote > 0)


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


def is_on_attribute(element: etree._Element, attribute: str) -> bool:
    return (value(element, attribute) or "0") not in ("0", "false", "off")


def _printed(element: etree._Element, name: str, form: Form) -> tuple[str, Form]:
    return _symbol(element, form) if name == "sym" else (_plain_text(element, name, form), form)


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
    return (symbol(chr(0xF000 | code), font) if code < 0x100 else symbol(chr(code), font)), form


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
    """The text of a layout table: the left column whole, then the next; what stands over all columns that hold text stands alone."""
    placed = list(zip(grid.cells, contents, strict=True))
    starts = {cell.column for cell, content in placed if _holds_text(content)}
    items: list[Item] = []
    band: list[tuple[TableCell, list[Item]]] = []
    for cell, content in placed:
        if len(starts) > 1 and all(cell.column <= start < cell.column + cell.column_span for start in starts):
            items += _columns(band) + content
            band = []
        else:
            band.append((cell, content))
    return items + _columns(band)


def _columns(band: list[tuple[TableCell, list[Item]]]) -> list[Item]:
    """The columns one after the other. A column that stands alone, the place beside it blank, has lines, not columns."""
    filled = [(cell, content) for cell, content in band if _holds_text(content)]
    starts = sorted({cell.column for cell, _ in filled})
    is_beside_blank = len(starts) == 1 and len(band) > len(filled)
    items: list[Item] = []
    for column, start in enumerate(starts):
        for item in (item for cell, content in filled if cell.column == start for item in content):
            if len(starts) > 1:
                item.column = column
            items += at_breaks(item) if is_beside_blank and isinstance(item, Line) else [item]
    return items


def _holds_text(content: list[Item]) -> bool:
    return any(not isinstance(item, Line) or not item.is_blank for item in content)
