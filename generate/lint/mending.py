"""Mends in a DOCX what is mechanical: paper, margins, fonts, sizes, spacing, page number, the form of number, day and recipients.

The words stay: only formats change, and spaces and marks where the rules fix them ("Số 44 -KH/ĐU" → "Số 44-KH/ĐU", "- Lưu: Văn
phòng" → "- Lưu Văn phòng"). What needs a person's judgement stays a breach. The original file is not touched.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from generate.lint.form import LEGACY_FONT, STAMPED
from generate.lint.sheet import Sheet, taken_apart, text_of
from generate.presentation import TWIPS_IN_MM, TWIPS_IN_POINT, Opened, Paragraph, W, opened
from generate.rulebook import Component, RuleBook

Element = Any
SYMBOLS = ("Symbol", "Wingdings", "Webdings", "MT Extra")
LONG_ROW = 25
LABELS = ("Kính gửi:", "Kính gửi", "Kính trình:", "Kính trình")
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
    "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
    "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u",
    "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
ROW_ORDER = (
    "cnfStyle",
    "divId",
    "gridBefore",
    "gridAfter",
    "wBefore",
    "wAfter",
    "cantSplit",
    "trHeight",
    "tblHeader",
    "tblCellSpacing",
    "jc",
    "hidden",
)
SECTION_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType",
    "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings",
)  # fmt: skip
HEADER_PART = "word/headerSoTrang.xml"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
HEADER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RULE_OF = {"hyphens": "T03", "position": "G04", "recipients_label": "R01", "name": "G04"}
"""Of components that not every book describes."""
NUMBER_FORM = (
    (re.compile(r"^\s*Số(\s*:\s*)"), " "),
    (re.compile(r"^\s*Số[^\t]*?[\d\]](\s+)(?=[-/])"), ""),
    (re.compile(r"^\s*Số[^\t]*?[-/](\s+)(?=\w)"), ""),
    (re.compile(r"^\s*Số ()(?=\d[-/])"), "0"),
)
DAY_FORM = (
    (re.compile(r"\bngày ()(?=\d tháng\b)"), "0"),
    (re.compile(r"\btháng ()(?=[12] năm\b)"), "0"),
    (re.compile(r"\btháng (0)(?=[3-9] năm\b)"), ""),
)
SPACES = ((re.compile(r"\S(  +)(?=\S)"), " "), (re.compile(r"\S( +)(?=[,;:%.](?:\s|$))(?!\.\.)"), ""))


def mend(source: Path | bytes, books: tuple[RuleBook, ...], date: Any = None) -> bytes:
    """A new DOCX with the same words in the form of the first of `books`; raises `NotWord`."""
    return _Mending(opened(source), books[0], date).content()


class _Mending:
    def __init__(self, file: Opened, rules: RuleBook, date: Any) -> None:
        self.file, self.rules = file, rules
        self.sheet: Sheet = taken_apart(file.look, rules, date)
        self.parts = dict(file.parts)

    def content(self) -> bytes:
        self._typed()
        self._pages()
        self._letters()
        self._components()
        self._running_text()
        self._keep_foot_together()
        self._tables()
        self._empty_lines()
        self._page_number()
        self.parts["word/document.xml"] = etree.tostring(self.file.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def _element(self, paragraph: Paragraph) -> Element:
        return self.file.elements[paragraph.index]

    # Pages

    def _pages(self) -> None:
        page = self.rules.page
        for section, look in zip(self.file.root.iter(W + "sectPr"), self.file.look.sections, strict=False):
            size, margins = _child(section, "pgSz", SECTION_ORDER), _child(section, "pgMar", SECTION_ORDER)
            short, long = sorted((look.width_mm, look.height_mm))
            if short not in page.width_mm or long not in page.height_mm:
                sides = (page.height_mm.use, page.width_mm.use) if look.landscape else (page.width_mm.use, page.height_mm.use)
                for key, value in zip(("w", "h"), sides, strict=True):
                    size.set(W + key, str(round(value * TWIPS_IN_MM)))
            for side, found in look.margins_mm.items():
                wanted = getattr(page, f"{side}_mm")
                if found not in wanted and not look.landscape:
                    margins.set(W + side, str(round(wanted.use * TWIPS_IN_MM)))
            if self.rules.regime == "party" and look.header_mm not in page.header_mm:
                margins.set(W + "header", str(round(page.header_mm.use * TWIPS_IN_MM)))
        if self.file.look.two_sided and not self.file.look.mirrored:
            settings = etree.fromstring(self.parts["word/settings.xml"])
            settings.insert(0, _tag("mirrorMargins"))
            self.parts["word/settings.xml"] = etree.tostring(settings, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _page_number(self) -> None:
        """A number in the middle of the header, none on page one; where a header or footer holds something else, it stays."""
        first = next(self.file.root.iter(W + "sectPr"))
        numbered = any(paragraph.page_field for paragraph in self.file.look.header)
        elsewhere = any(b"PAGE" in content for name, content in self.parts.items() if re.match(r"word/(?:header|footer)\w*\.xml", name))
        headed = any(text_of(paragraph) for paragraph in self.file.look.header)
        if not numbered and not elsewhere and not headed:
            self._new_header(first)
        elif not numbered:
            return
        else:
            self._dress_header(first)
        if not self.file.look.title_page and not any(paragraph.page_field for paragraph in self.file.look.first_header):
            _set(first, "titlePg", SECTION_ORDER)

    def _new_header(self, section: Element) -> None:
        for reference in section.findall(W + "headerReference"):
            if reference.get(W + "type") == "default":
                section.remove(reference)
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        namespace = etree.QName(relations).namespace
        etree.SubElement(relations, f"{{{namespace}}}Relationship", Id="rIdSoTrang", Type=HEADER_RELATION, Target="headerSoTrang.xml")
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override", PartName=f"/{HEADER_PART}", ContentType=HEADER_TYPE)
        reference = _tag("headerReference", type="default")
        reference.set(RELATION_ID, "rIdSoTrang")
        section.insert(0, reference)
        number = self.rules.components["page_number"].size.use
        header = _tag("hdr")
        paragraph = etree.SubElement(header, W + "p")
        properties = etree.SubElement(paragraph, W + "pPr")
        properties.append(_tag("jc", val="center"))
        field = etree.SubElement(paragraph, W + "fldSimple")
        field.set(W + "instr", " PAGE ")
        run = etree.SubElement(field, W + "r")
        etree.SubElement(run, W + "t").text = "2"
        _set_font(run, self.rules.font.name)
        _set_size(run, number)
        for name, root in (("word/_rels/document.xml.rels", relations), ("[Content_Types].xml", types), (HEADER_PART, header)):
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _dress_header(self, section: Element) -> None:
        relations = {r.get("Id"): r.get("Target") for r in etree.fromstring(self.parts["word/_rels/document.xml.rels"])}
        wanted = self.rules.components["page_number"]
        for reference in section.findall(W + "headerReference"):
            name = f"word/{(relations.get(reference.get(RELATION_ID)) or '').removeprefix('/word/')}"
            if reference.get(W + "type") != "default" or name not in self.parts:
                continue
            root = etree.fromstring(self.parts[name])
            for look, paragraph in zip(self.file.look.header, root.iter(W + "p"), strict=False):
                if look.page_field:
                    _set(_properties(paragraph), "jc", PARAGRAPH_ORDER, val="center")
                    for run in paragraph.iter(W + "r"):
                        _set_size(run, wanted.size.use)
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    # Letters

    def _letters(self) -> None:
        wanted = self.rules.font.name
        for paragraph, element in zip(self.file.look.paragraphs, self.file.elements, strict=True):
            plain = [run for run in _own(element, "r") if run.find(W + "t") is not None]
            fonts = {run.font or "" for run in paragraph.printed()}
            if any(font != wanted for font in fonts) and not any(LEGACY_FONT.match(font) or font.startswith(SYMBOLS) for font in fonts):
                for run in plain:
                    _set_font(run, wanted)
            if any(run.color not in {None, "000000"} for run in paragraph.printed()) and not STAMPED.match(text_of(paragraph)):
                for run in plain:
                    _set(_run_properties(run), "color", RUN_ORDER, val="auto")

    def _components(self) -> None:
        sheet, looks = self.sheet, self.rules.components
        single = (
            ("motto", sheet.motto), ("star", sheet.star), ("number", sheet.number), ("place_and_date", sheet.place_and_date),
            ("kind", sheet.kind), ("hyphens", sheet.hyphens), ("authority", sheet.authority), ("position", sheet.position),
            ("name", sheet.name), ("recipients_label", sheet.recipients_label),
        )  # fmt: skip
        dressed: list[tuple[str, Paragraph | None]] = [*single]
        for name, several in (
            ("superior", sheet.superior),
            ("issuer", sheet.issuer),
            ("title", sheet.title),
            ("recipient", sheet.recipients),
        ):
            dressed += [(name, paragraph) for paragraph in several]
        dressed += [("letter_subject", paragraph) for paragraph in sheet.letter_subject]
        dressed += [
            ("authority", paragraph) for paragraph in sheet.head if STAMPED.match(text_of(paragraph)) and text_of(paragraph).isupper()
        ]
        self._address()
        for name, found in dressed:
            if found is not None and found.column is None and RULE_OF.get(name, "F05") in self.rules.rules:
                self._dress(found, looks[name], underline=name not in {"motto", "superior", "issuer"})

    def _address(self) -> None:
        """ "Kính gửi:" slanted or upright as the book has it, and of its size."""
        address = self.sheet.address
        if address is None or address.column is not None or "T08" not in self.rules.rules:
            return
        runs = [run for run in _own(self._element(address), "r") if run.find(W + "t") is not None]
        if runs and text_of(address).startswith("Kính") and "".join(t.text or "" for t in runs[0].iter(W + "t")).strip() in LABELS:
            _set(_run_properties(runs[0]), "i", RUN_ORDER, val="1" if self.rules.regime == "party" else "0")
        size = self.rules.components["address"].size
        if any(run.size not in size for run in address.printed()):
            for run in runs:
                _set_size(run, size.use)

    def _dress(self, paragraph: Paragraph, component: Component, *, underline: bool = True) -> None:
        element = self._element(paragraph)
        if component.align == "center" and paragraph.align != "center":
            _set(_properties(element), "jc", PARAGRAPH_ORDER, val="center")
        for run in _own(element, "r"):
            properties = _run_properties(run)
            if any(look.size not in component.size for look in paragraph.printed()):
                _set_size(run, component.size.use)
            if component.style != "Cơ quan cấp trên" or self.rules.regime == "party":
                _set(properties, "b", RUN_ORDER, val="1" if component.bold else "0")
            _set(properties, "i", RUN_ORDER, val="1" if component.italic else "0")
            if underline:
                _set(properties, "u", RUN_ORDER, val="single" if component.underline else "none")

    # Text

    def _running_text(self) -> None:
        body = self.rules.components["body"]
        for paragraph in self.sheet.body:
            element = self._element(paragraph)
            for run in _own(element, "r"):
                if any(look.size not in body.size for look in paragraph.printed()):
                    _set_size(run, body.size.use)
        self._one_size(body)
        for paragraph in self.sheet.running():
            properties = _properties(self._element(paragraph))
            if paragraph.align != "both":
                _set(properties, "jc", PARAGRAPH_ORDER, val="both")
            self._indent(paragraph)
            line = body.line
            exact = self.rules.regime == "party"
            if (
                line
                and "B04" in self.rules.rules
                and (paragraph.line not in line or paragraph.exact != exact)
                and not paragraph.drawn_pt
                and not paragraph.pictured
            ):
                spacing = _child(properties, "spacing", PARAGRAPH_ORDER)
                spacing.set(W + "line", str(round(line.use * (TWIPS_IN_POINT if exact else 240))))
                spacing.set(W + "lineRule", "exact" if exact else "auto")
        gap = body.gap.low if body.gap else 0
        for first, second in pairwise(self.sheet.body):
            if first.after + second.before < gap and second.index == first.index + 1 and "center" not in (first.align, second.align):
                spacing = _child(_properties(self._element(first)), "spacing", PARAGRAPH_ORDER)
                spacing.set(W + "after", str(round((gap - second.before) * TWIPS_IN_POINT)))
                spacing.attrib.pop(W + "afterAutospacing", None)

    def _indent(self, paragraph: Paragraph, *, anyway: bool = False) -> None:
        indent = self.rules.components["body"].first_indent_mm
        if indent and (anyway or "B03" in self.rules.rules) and paragraph.first_indent_mm not in indent:
            found = _child(_properties(self._element(paragraph)), "ind", PARAGRAPH_ORDER)
            found.attrib.pop(W + "hanging", None)
            found.set(W + "firstLine", str(round(indent.use * TWIPS_IN_MM)))

    def _one_size(self, body: Component) -> None:
        sizes = [run.size for p in self.sheet.running() for run in p.printed() if run.size in body.size]
        usual = max(set(sizes), key=sizes.count, default=body.size.use)
        for paragraph in self.sheet.running():
            if any(run.size != usual for run in paragraph.printed()):
                for run in _own(self._element(paragraph), "r"):
                    _set_size(run, usual)

    def _typed(self) -> None:
        """Spaces and marks where the rules fix them."""
        sheet = self.sheet
        for element in self.file.elements:
            for text in _own(element, "t"):
                text.text = unicodedata.normalize("NFC", text.text or "")
        if sheet.number:
            forms = NUMBER_FORM if self.rules.regime == "party" else NUMBER_FORM[1:]
            self._respace(sheet.number, forms)
        if sheet.place_and_date:
            self._respace(sheet.place_and_date, DAY_FORM)
        for paragraph in sheet.body:
            self._respace(paragraph, SPACES)
            if paragraph.text[:1].isspace():
                self._respace(paragraph, ((re.compile(r"^([ \t]+)"), ""),), tabs=True)
                self._indent(paragraph, anyway=True)
        if sheet.hyphens and sheet.hyphens.column is None and "T03" in self.rules.rules:
            self._respace(sheet.hyphens, ((re.compile(r"^(\s*[-–—_]{2,}\s*)$"), "-----"),))
        self._recipients()

    def _recipients(self) -> None:
        marks, lines = self.rules.recipients, self.sheet.recipients
        for place, paragraph in enumerate(lines):
            if paragraph.column is not None or not text_of(paragraph).startswith("-"):
                continue
            last = paragraph is lines[-1]
            goes_on = not last and not text_of(lines[place + 1]).startswith("-")
            accepted, mark = ((marks.last,), marks.last) if last else (marks.accepted, marks.mark)
            forms = [(re.compile(r"^\s*-()(?=\S)"), " ")]
            if not goes_on and not text_of(paragraph).endswith(accepted):
                forms.append((re.compile(r"([,;.]?\s*)$"), mark))
            if last and self.rules.regime == "party":
                forms.append((re.compile(r"^\s*-\s*Lưu(:)(?=\s)"), ""))
            self._respace(paragraph, forms)

    def _respace(self, paragraph: Paragraph, forms: Iterable[tuple[re.Pattern[str], str]], *, tabs: bool = False) -> None:
        """The first group of each pattern gives way to the replacement, over as many runs as it takes."""
        element = self._element(paragraph)
        for pattern, replacement in forms:
            for _ in range(50):
                pieces = _pieces(element)
                match = pattern.search("".join(text for _, text in pieces))
                if match is None or match[1] == replacement or not _replace(pieces, match.start(1), match.end(1), replacement, tabs=tabs):
                    break

    def _empty_lines(self) -> None:
        if not self.sheet.body:
            return
        first, last = self.sheet.body[0].index, self.sheet.body[-1].index
        for paragraph in self.file.look.paragraphs[first:last]:
            element = self._element(paragraph)
            if not paragraph.text.strip() and paragraph.cell is None and not paragraph.ruled and _holds_nothing(element):
                element.getparent().remove(element)

    def _keep_foot_together(self) -> None:
        """Who receives and who signs stay on one page."""
        tables = {p.cell[0] for p in (self.sheet.recipients_label, self.sheet.authority, self.sheet.name) if p and p.cell}
        for number in tables:
            for row in self.file.tables[number].findall(W + "tr"):
                _set(_row_properties(row), "cantSplit", ROW_ORDER)

    def _tables(self) -> None:
        if "A03" not in self.rules.rules or not self.sheet.appendix:
            return
        for look, table in zip(self.file.look.tables, self.file.tables, strict=True):
            if look.before < self.sheet.appendix[0].index:
                continue
            for place, row in enumerate(table.findall(W + "tr")):
                properties = _row_properties(row)
                if max((len(cell.findall(W + "p")) for cell in row.iter(W + "tc")), default=0) <= LONG_ROW:
                    _set(properties, "cantSplit", ROW_ORDER)
                if place == 0 and not look.header_row:
                    _set(properties, "tblHeader", ROW_ORDER)
            if "A08" in self.rules.rules:
                self._table_head(self.file.look.tables.index(look))

    def _table_head(self, number: int) -> None:
        for paragraph in self.file.look.paragraphs:
            if paragraph.cell and paragraph.cell[:2] == (number, 0):
                _set(_properties(self._element(paragraph)), "jc", PARAGRAPH_ORDER, val="center")
                for run in _own(self._element(paragraph), "r"):
                    _set(_run_properties(run), "b", RUN_ORDER, val="1")


def _pieces(element: Element) -> list[tuple[Element, str]]:
    """The texts and tabs of a paragraph in their order, without those of a field or a marked blank."""
    found = []
    for child in _own(element, "t", "tab", "br"):
        if child.tag == W + "t":
            found.append((child, child.text or ""))
        elif child.getparent().tag == W + "r":
            found.append((child, "\t" if child.tag == W + "tab" else "\n"))
    return found


def _replace(pieces: list[tuple[Element, str]], start: int, end: int, replacement: str, *, tabs: bool) -> bool:
    """False where what would go is no text of its own: a tab that divides columns, a line break."""
    position, written = 0, False
    changes: list[tuple[Element, str | None]] = []
    for element, text in pieces:
        low, high = max(start - position, 0), min(end - position, len(text))
        here = low < high or (not written and 0 <= start - position <= len(text) and start == end)
        if here and element.tag != W + "t":
            if start == end:
                position += len(text)
                continue
            if not tabs or element.tag != W + "tab":
                return False
            changes.append((element, None))
        elif here:
            changes.append((element, text[:low] + ("" if written else replacement) + text[max(low, high) :]))
            written = True
        position += len(text)
    for element, changed in changes:
        if changed is None:
            element.getparent().remove(element)
        else:
            element.text = changed
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return bool(changes) and (written or not replacement)


def _own(paragraph: Element, *names: str) -> list[Element]:
    """What stands in the paragraph itself, not in a text box that hangs on it."""
    return [found for found in paragraph.iter(*(W + name for name in names)) if next(found.iterancestors(W + "p"), None) is paragraph]


def _holds_nothing(paragraph: Element) -> bool:
    """Neither the end of a section nor a break, a drawing or a bookmark."""
    plain = {W + name for name in ("pPr", "r", "proofErr")}
    kept = (".//" + W + "br", ".//" + W + "drawing", ".//" + W + "pict", f"{W}pPr/{W}sectPr")
    return all(child.tag in plain for child in paragraph) and all(paragraph.find(path) is None for path in kept)


def _tag(name: str, **attributes: str) -> Element:
    return etree.Element(W + name, {W + key: value for key, value in attributes.items()}, nsmap={"w": W[1:-1]})


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = _tag("pPr")
        paragraph.insert(0, properties)
    return properties


def _row_properties(row: Element) -> Element:
    properties = row.find(W + "trPr")
    if properties is None:
        properties = _tag("trPr")
        before = row.find(W + "tblPrEx")
        row.insert(0 if before is None else 1, properties)
    return properties


def _run_properties(run: Element) -> Element:
    properties = run.find(W + "rPr")
    if properties is None:
        properties = _tag("rPr")
        run.insert(0, properties)
    return properties


def _child(properties: Element, name: str, order: tuple[str, ...]) -> Element:
    """The setting of that name, put where Word wants it if it is not there yet."""
    found = properties.find(W + name)
    if found is None:
        found = _tag(name)
        after = set(order[order.index(name) + 1 :])
        later = next((child for child in properties if etree.QName(child).localname in after), None)
        properties.insert(len(properties) if later is None else properties.index(later), found)
    return found


def _set(properties: Element, name: str, order: tuple[str, ...], **attributes: str) -> None:
    found = _child(properties, name, order)
    found.attrib.pop(W + "val", None)
    for key, value in attributes.items():
        found.set(W + key, value)


def _set_size(run: Element, points: float) -> None:
    for name in ("sz", "szCs"):
        _set(_run_properties(run), name, RUN_ORDER, val=str(round(points * 2)))


def _set_font(run: Element, name: str) -> None:
    fonts = _child(_run_properties(run), "rFonts", RUN_ORDER)
    fonts.attrib.clear()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(W + slot, name)
