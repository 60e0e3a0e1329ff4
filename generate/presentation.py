"""How a DOCX looks, as far as the rules of presentation ask: page, headers, and each paragraph with its effective format.

Format is resolved as Word does it: document defaults, style and what it is based on, then the paragraph or run itself.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from generate.errors import DraftError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DRAWING_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
THEME_FONTS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TWIPS_IN_MM = 56.6929
TWIPS_IN_POINT = 20
EMU_IN_POINT = 12700
CELL_MARGIN = 108
LINE_HEIGHT = 6
"""Points: what is drawn higher is no line."""
PASSED_THROUGH = {W + name for name in ("hyperlink", "sdt", "sdtContent", "ins", "smartTag", "fldSimple", "moveTo")}


class NotWord(DraftError):
    """A file that is no DOCX, or a damaged one."""

    code = "not-word"


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    font: str | None
    size: float
    bold: bool
    italic: bool
    underline: bool
    control: bool
    """Inside a content control: a marked blank."""
    color: str | None = None
    """"FF0000"; None where it is left to Word."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sizes in points, indents in millimetres; `line` in points where it is exact, else in lines; `cell` is (table, row, column)."""

    index: int
    runs: tuple[Run, ...]
    align: str
    first_indent_mm: float
    before: float
    after: float
    line: float
    exact: bool
    width_pt: float
    page_break: bool
    ruled: bool
    drawn_pt: tuple[float, ...]
    page_field: bool
    cell: tuple[int, int, int] | None = None
    pictured: bool = False
    """Holds an old drawing, whose kind and length are not known."""
    numbered: bool = False
    """Word writes its number or dash: it is not in the text."""
    column: int | None = None
    """Which part of a line that is divided by tabs; None for a whole paragraph."""
    section: int = 0
    """Which of the stretches of pages it stands in."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def printed(self) -> list[Run]:
        return [run for run in self.runs if run.text.strip()]

    @property
    def bold(self) -> bool:
        return bool(self.printed()) and all(run.bold for run in self.printed())


@dataclass(frozen=True, slots=True)
class TableLook:
    header_row: bool
    rows_whole: bool
    before: int
    """Index of the first paragraph in it."""
    ruled: bool = True
    """Lines all round and inside, of its own or by its style."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of pages of one form, all in millimetres."""

    width_mm: float
    height_mm: float
    margins_mm: dict[str, float]
    header_mm: float
    first_page: int | None = None
    """The number that its pages begin with; None where they go on."""

    @property
    def landscape(self) -> bool:
        return self.width_mm > self.height_mm


@dataclass(frozen=True, slots=True)
class Presentation:
    sections: tuple[Section, ...]
    title_page: bool
    two_sided: bool
    """Even and odd pages have headers of their own."""
    mirrored: bool
    header: tuple[Paragraph, ...]
    first_header: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[TableLook, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A DOCX with its look and the XML that each paragraph of the look was read from."""

    look: Presentation
    parts: dict[str, bytes]
    root: Any
    """word/document.xml"""
    elements: tuple[Any, ...]
    tables: tuple[Any, ...]


def read(source: Path | bytes) -> Presentation:
    """The presentation of a DOCX; raises `NotWord`."""
    return opened(source).look


def opened(source: Path | bytes) -> Opened:
    """The same with the XML at hand, for whoever mends it; raises `NotWord`."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return _Reader(archive).opened()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        name = "Dữ liệu" if isinstance(source, bytes) else source.name
        raise NotWord(f"{name}: không phải tệp Word .docx dùng được. Mở bằng Word rồi lưu lại thành .docx.") from error


def looked_through(parts: Mapping[str, bytes]) -> Presentation:
    """The same of a document's parts as they are at hand: "word/document.xml", "word/styles.xml"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return read(buffer.getvalue())


@dataclass(slots=True)
class _Format:
    """What a style or a paragraph or run sets itself; unset keys come from what it is based on."""

    base: str | None = None
    paragraph: dict[str, Any] = field(default_factory=dict)
    run: dict[str, Any] = field(default_factory=dict)


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._theme = self._theme_fonts()
        self._defaults = _Format()
        self._styles: dict[str, _Format] = {}
        self._default_style: str | None = None
        self._ruled_styles: set[str] = set()
        self._read_styles()
        self._relations = self._targets()
        self._paragraphs: list[Paragraph] = []
        self._tables: list[TableLook] = []
        self._root: Any = None
        self._elements: list[Any] = []
        self._table_elements: list[Any] = []
        self._new_page = False
        self._section = 0

    def opened(self) -> Opened:
        look = self.presentation()
        parts = {name: self._archive.read(name) for name in self._archive.namelist()}
        return Opened(look, parts, self._root, tuple(self._elements), tuple(self._table_elements))

    def presentation(self) -> Presentation:
        self._root = self._part("word/document.xml")
        body = self._root.find(W + "body")
        found = list(body.iter(W + "sectPr")) or [etree.Element(W + "sectPr")]
        sections = tuple(_section(properties) for properties in found)
        first, last = found[0], found[-1]
        margins = sections[0].margins_mm
        self._walk(body, (sections[0].width_mm - margins["left"] - margins["right"]) * TWIPS_IN_MM / TWIPS_IN_POINT, None)
        settings = self._part("word/settings.xml") if "word/settings.xml" in self._archive.namelist() else None
        return Presentation(
            sections=sections,
            title_page=_on(first.find(W + "titlePg")),
            two_sided=settings is not None and _on(settings.find(W + "evenAndOddHeaders")),
            mirrored=settings is not None and _on(settings.find(W + "mirrorMargins")),
            header=self._header(first, "default") or self._header(last, "default"),
            first_header=self._header(first, "first"),
            paragraphs=tuple(self._paragraphs),
            tables=tuple(self._tables),
        )

    def _part(self, name: str) -> Any:
        return etree.fromstring(self._archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))

    def _targets(self) -> dict[str, str]:
        name = "word/_rels/document.xml.rels"
        if name not in self._archive.namelist():
            return {}
        return {relation.get("Id"): relation.get("Target") for relation in self._part(name)}

    def _theme_fonts(self) -> dict[str, str]:
        if "word/theme/theme1.xml" not in self._archive.namelist():
            return {}
        theme = self._part("word/theme/theme1.xml")
        found = {kind: theme.find(f".//{THEME_FONTS}{kind}Font/{THEME_FONTS}latin") for kind in ("major", "minor")}
        return {kind: latin.get("typeface") for kind, latin in found.items() if latin is not None}

    def _read_styles(self) -> None:
        if "word/styles.xml" not in self._archive.namelist():
            return
        root = self._part("word/styles.xml")
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            paragraph, run = defaults.find(f"{W}pPrDefault/{W}pPr"), defaults.find(f"{W}rPrDefault/{W}rPr")
            self._defaults = _Format(None, self._paragraph_settings(paragraph), self._run_settings(run))
        for style in root.findall(W + "style"):
            base = style.find(W + "basedOn")
            self._styles[style.get(W + "styleId")] = _Format(
                base.get(W + "val") if base is not None else None,
                self._paragraph_settings(style.find(W + "pPr")),
                self._run_settings(style.find(W + "rPr")),
            )
            if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1":
                self._default_style = style.get(W + "styleId")
            if _ruled(style.find(W + "tblPr")) or (base is not None and base.get(W + "val") in self._ruled_styles):
                self._ruled_styles.add(style.get(W + "styleId"))

    def _inherited(self, style: str | None, which: str) -> dict[str, Any]:
        chain: list[dict[str, Any]] = []
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            chain.append(getattr(self._styles[style], which))
            style = self._styles[style].base
        merged = dict(getattr(self._defaults, which))
        for settings in reversed(chain):
            merged.update(settings)
        return merged

    def _paragraph_settings(self, properties: Any) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        if properties is None:
            return settings
        align, indent, spacing = (properties.find(W + name) for name in ("jc", "ind", "spacing"))
        if align is not None:
            settings["align"] = {"start": "left", "end": "right"}.get(align.get(W + "val"), align.get(W + "val"))
        if indent is not None:
            for key in ("firstLine", "left", "right"):
                if indent.get(W + key) is not None:
                    settings[key] = _number(indent, key)
            if indent.get(W + "hanging") is not None:
                settings["firstLine"] = -_number(indent, "hanging")
        if spacing is not None:
            for key in ("before", "after", "line"):
                if spacing.get(W + key) is not None:
                    settings[key] = _number(spacing, key)
            if spacing.get(W + "line") is not None:
                settings["rule"] = spacing.get(W + "lineRule", "auto")
        if properties.find(W + "pageBreakBefore") is not None:
            settings["page_break"] = _on(properties.find(W + "pageBreakBefore"))
        numbering = properties.find(f"{W}numPr/{W}numId")
        if numbering is not None:
            settings["numbered"] = numbering.get(W + "val") != "0"
        if properties.find(W + "pBdr") is not None:
            settings["ruled"] = any(side.tag in {W + "top", W + "bottom"} for side in properties.find(W + "pBdr"))
        return settings

    def _run_settings(self, properties: Any) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        if properties is None:
            return settings
        fonts, size, underline, color = (properties.find(W + name) for name in ("rFonts", "sz", "u", "color"))
        if fonts is not None:
            theme = fonts.get(W + "asciiTheme")
            font = self._theme.get(theme[:5]) if theme else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
            if font:
                settings["font"] = font
        if size is not None:
            settings["size"] = _number(size, "val") / 2
        for key, tag in (("bold", "b"), ("italic", "i"), ("caps", "caps")):
            if properties.find(W + tag) is not None:
                settings[key] = _on(properties.find(W + tag))
        if underline is not None:
            settings["underline"] = underline.get(W + "val") != "none"
        if color is not None:
            settings["color"] = color.get(W + "val")
        return settings

    def _walk(self, parent: Any, width: float, cell: tuple[int, int, int] | None) -> None:
        for element in parent:
            if element.tag == W + "p":
                self._paragraphs.append(self._paragraph(element, len(self._paragraphs), width, cell))
                self._elements.append(element)
                self._new_page = _ends_page(element)
                self._section += element.find(f"{W}pPr/{W}sectPr") is not None
                for box in element.iter(W + "txbxContent"):
                    if next(box.iterancestors(FALLBACK), None) is None:
                        self._walk(box, width, cell)
            elif element.tag == W + "tbl":
                self._table(element, width)
            elif element.tag in {W + "sdt", W + "sdtContent"}:
                self._walk(element, width, cell)

    def _table(self, table: Any, width: float) -> None:
        number = len(self._tables)
        self._table_elements.append(table)
        rows = table.findall(W + "tr")
        properties = [row.find(W + "trPr") for row in rows]
        self._tables.append(
            TableLook(
                header_row=bool(rows) and properties[0] is not None and _on(properties[0].find(W + "tblHeader")),
                rows_whole=all(row is not None and _on(row.find(W + "cantSplit")) for row in properties),
                before=len(self._paragraphs),
                ruled=self._is_ruled(table),
            )
        )
        margins = _cell_margins(table)
        for row_number, row in enumerate(rows):
            for column, cell in enumerate(row.findall(W + "tc")):
                printed = cell.find(f"{W}tcPr/{W}tcW")
                known = printed is not None and printed.get(W + "type", "dxa") == "dxa"
                room = (_number(printed, "w") - margins) / TWIPS_IN_POINT if known else width
                self._walk(cell, room, (number, row_number, column))

    def _is_ruled(self, table: Any) -> bool:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if _ruled(table.find(W + "tblPr")) or (style is not None and style.get(W + "val") in self._ruled_styles):
            return True
        cells = list(table.iter(W + "tc"))
        return bool(cells) and all(cell.find(f"{W}tcPr/{W}tcBorders") is not None for cell in cells)

    def _paragraph(self, element: Any, index: int, width: float, cell: tuple[int, int, int] | None) -> Paragraph:
        properties = element.find(W + "pPr")
        named = properties.find(W + "pStyle") if properties is not None else None
        style = named.get(W + "val") if named is not None else self._default_style
        look = {**self._inherited(style, "paragraph"), **self._paragraph_settings(properties)}
        exact = look.get("rule", "auto") == "exact"
        line = look.get("line", 240)
        instructions = " ".join(text.text or "" for text in element.iter(W + "instrText"))
        instructions += " ".join(simple.get(W + "instr", "") for simple in element.iter(W + "fldSimple"))
        return Paragraph(
            index=index,
            runs=tuple(self._runs(element, self._inherited(style, "run"), control=False)),
            align=look.get("align", "left"),
            first_indent_mm=look.get("firstLine", 0) / TWIPS_IN_MM,
            before=look.get("before", 0) / TWIPS_IN_POINT,
            after=look.get("after", 0) / TWIPS_IN_POINT,
            line=line / TWIPS_IN_POINT if exact else line / 240,
            exact=exact,
            width_pt=width - (look.get("left", 0) + look.get("right", 0)) / TWIPS_IN_POINT,
            page_break=self._new_page or look.get("page_break", False) or _breaks_page(element),
            ruled=look.get("ruled", False),
            drawn_pt=tuple(_number(extent, "cx", "") / EMU_IN_POINT for extent in element.iter(DRAWING_EXTENT) if _is_line(extent)),
            page_field="PAGE" in instructions.split(),
            cell=cell,
            pictured=element.find(f".//{W}pict") is not None,
            numbered=look.get("numbered", False),
            section=self._section,
        )

    def _runs(self, parent: Any, inherited: dict[str, Any], *, control: bool) -> Iterator[Run]:
        for element in parent:
            if element.tag == W + "r":
                yield self._run(element, inherited, control=control)
            elif element.tag in PASSED_THROUGH:
                yield from self._runs(element, inherited, control=control or element.tag == W + "sdt")

    def _run(self, element: Any, inherited: dict[str, Any], *, control: bool) -> Run:
        properties = element.find(W + "rPr")
        named = properties.find(W + "rStyle") if properties is not None else None
        look = dict(inherited)
        if named is not None and named.get(W + "val") in self._styles:
            look.update(self._styles[named.get(W + "val")].run)
        look.update(self._run_settings(properties))
        return Run(
            text="".join(_characters(element)).upper() if look.get("caps") else "".join(_characters(element)),
            font=look.get("font"),
            size=look.get("size", 10),
            bold=look.get("bold", False),
            italic=look.get("italic", False),
            underline=look.get("underline", False),
            control=control,
            color=None if look.get("color") in {None, "auto"} else look["color"].upper(),
        )

    def _header(self, section: Any, kind: str) -> tuple[Paragraph, ...]:
        for reference in section.findall(W + "headerReference"):
            target = self._relations.get(reference.get(R))
            if reference.get(W + "type") == kind and target:
                root = self._part(f"word/{target.removeprefix('/word/')}")
                return tuple(self._paragraph(element, index, 0, None) for index, element in enumerate(root.iter(W + "p")))
        return ()


def _section(properties: Any) -> Section:
    size, margins = properties.find(W + "pgSz"), properties.find(W + "pgMar")
    return Section(
        width_mm=_number(size, "w") / TWIPS_IN_MM,
        height_mm=_number(size, "h") / TWIPS_IN_MM,
        margins_mm={side: _number(margins, side) / TWIPS_IN_MM for side in ("top", "bottom", "left", "right")},
        header_mm=_number(margins, "header") / TWIPS_IN_MM,
        first_page=_first_page(properties.find(W + "pgNumType")),
    )


def _first_page(numbering: Any) -> int | None:
    start = numbering.get(W + "start") if numbering is not None else None
    return int(start) if start and start.isdigit() else None


def _ruled(properties: Any) -> bool:
    """Whether a table or its style draws lines all round and inside."""
    borders = properties.find(W + "tblBorders") if properties is not None else None
    if borders is None:
        return False
    drawn = {etree.QName(side).localname for side in borders if side.get(W + "val") not in {None, "nil", "none"}}
    return {"top", "bottom", "insideH", "insideV"} <= drawn and bool(drawn & {"left", "start"}) and bool(drawn & {"right", "end"})


def _is_line(extent: Any) -> bool:
    return _number(extent, "cy", "") <= LINE_HEIGHT * EMU_IN_POINT


def _breaks_page(paragraph: Any) -> bool:
    return any(br.get(W + "type") == "page" for br in paragraph.iter(W + "br"))


def _ends_page(paragraph: Any) -> bool:
    """What follows begins a page: after a page break or the end of a section."""
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    if section is None:
        return _breaks_page(paragraph)
    kind = section.find(W + "type")
    return kind is None or kind.get(W + "val") != "continuous"


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag in {W + "br", W + "cr"}:
            yield "\n"
        elif child.tag == W + "noBreakHyphen":
            yield "-"


def _cell_margins(table: Any) -> float:
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        return 2 * CELL_MARGIN
    sides = [margins.find(W + side) for side in ("left", "right")]
    return sum(CELL_MARGIN if side is None else _number(side, "w") for side in sides)


def _number(element: Any, key: str, namespace: str = W) -> float:
    value = element.get(namespace + key) if element is not None else None
    try:
        return float(value) if value is not None else 0.0
    except ValueError:
        return 0.0


def _on(element: Any) -> bool:
    return element is not None and element.get(W + "val", "1") not in {"0", "false", "off"}
