"""A source of ours as a Word file: head, numbered text, tables, foot, in the forms that offices really use."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from corpora.markup import Grid, Piece, Rules, Source, bold_runs

_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "italic": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_LEVELS = (re.compile(r"[IVX]+[-.] "), re.compile(r"\d+\. "), re.compile(r"[a-d]\) "))
_BULLET = re.compile(r"[-+] ")
_NUMBER = re.compile(r"-?\d[\d.]*(?:,\d+)?%?")
_OUTLINE, _DASHES = 91, 92


def render(source: Source) -> bytes:
    """The DOCX of one source, the same bytes each time."""
    document = docx.Document()
    _set_page(document)
    _add_numbering(document, source)
    _add_head(document, source.head)
    for piece in source.pieces:
        _add_piece(document, piece, source)
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _set_page(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)


def _add_piece(document: Any, piece: Piece, source: Source) -> None:
    match piece.command:
        case "foot":
            _add_foot(document, source.head)
        case "page":
            document.add_page_break()
        case "landscape" | "portrait":
            _turn(document.add_section(WD_SECTION.NEW_PAGE), landscape=piece.command == "landscape")
        case "table":
            assert piece.grid is not None
            _add_table(document, piece.grid)
        case _:
            _add_paragraph(document, piece, automatic=source.head.get("numbering") == "automatic")


def _turn(section: Any, *, landscape: bool) -> None:
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height


def _add_paragraph(document: Any, piece: Piece, *, automatic: bool) -> None:
    paragraph = document.add_paragraph()
    text = _number(paragraph, piece.text) if automatic else piece.text
    heading = piece.command in {"heading", "subheading", "center"}
    for stretch, note in _stretches(text, piece.notes):
        for part, bold in bold_runs(stretch):
            run = paragraph.add_run(part)
            run.bold = bold or heading
            run.italic = piece.command in {"italic", "right"}
        if note is not None:
            _add_note(document, paragraph, note)
    paragraph.alignment = _ALIGN.get(piece.command, WD_ALIGN_PARAGRAPH.JUSTIFY)
    if piece.command not in _ALIGN:
        paragraph.paragraph_format.first_line_indent = Mm(10)


# Footnotes


def _stretches(text: str, notes: tuple[tuple[int, str], ...]) -> list[tuple[str, str | None]]:
    """The text cut where footnotes hang, each stretch with the note after it."""
    stretches: list[tuple[str, str | None]] = []
    start = 0
    for back, note in notes:
        stretches.append((text[start : len(text) - back], note))
        start = len(text) - back
    return [*stretches, (text[start:], None)]


def _add_note(document: Any, paragraph: Any, text: str) -> None:
    root = _notes(document.part)
    number = len(root.findall(qn("w:footnote"))) - 1
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}>{raised}<w:footnoteReference w:id="{number}"/></w:r>'))
    root.append(
        parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:r>{raised}<w:footnoteRef/></w:r>'
            f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        )
    )


def _notes(part: Any) -> Any:
    """The root of the part that holds the footnotes, made at the first of them."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            return relation.target_part.element
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    )
    root = parse_xml(f"<w:footnotes {nsdecls('w')}>{rules}</w:footnotes>")
    part.relate_to(XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, part.package), RELATIONSHIP_TYPE.FOOTNOTES)
    return root


# Automatic numbering: the label leaves the text and Word counts it.


def _number(paragraph: Any, text: str) -> str:
    """The text without its label, which becomes the paragraph's automatic number."""
    bold = text.startswith("**")
    bare = text.removeprefix("**")
    for level, label in enumerate((*_LEVELS, _BULLET)):
        if match := label.match(bare):
            number, depth = (_OUTLINE, level) if level < len(_LEVELS) else (_DASHES, 0)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
            )
            return ("**" if bold else "") + bare[match.end() :]
    return text


def _add_numbering(document: Any, source: Source) -> None:
    roman = "." if any(re.match(r"[IVX]+\. ", piece.text) for piece in source.pieces) else "-"
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate([("upperRoman", f"%1{roman}"), ("decimal", "%2."), ("lowerLetter", "%3)")])
    )
    dash = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/></w:lvl>'
    root = document.part.numbering_part.element
    for number, body in ((_OUTLINE, levels), (_DASHES, dash)):
        first = root.find(qn("w:num"))
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{body}</w:abstractNum>')
        first.addprevious(abstract) if first is not None else root.append(abstract)
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


# Head and foot


def _add_head(document: Any, head: dict[str, Any]) -> None:
    left, right = _head_lines(head)
    if head.get("layout") == "tabs":
        for pair in zip_longest(left, right, fillvalue=("", "")):
            _add_tabbed(document, pair)
    else:
        _add_columns(document, left, right, (75, 90))
    if "kind" in head:
        _add_styled(document, head["kind"], bold=True)
        _add_styled(document, head["subject"], bold=True)
    for line in head.get("to", []):
        _add_styled(document, line)


def _head_lines(head: dict[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Left and right lines of the head, each with its form ("" plain, "b" bold, "i" italic)."""
    issuers = [head["issuer"]] if isinstance(head["issuer"], str) else head["issuer"]
    left = [(head["superior"], "")] if "superior" in head else []
    left += [(issuer, "b") for issuer in issuers]
    if head["regime"] == "party":
        left.append(("*", ""))
        right = [(line, "b") for line in head.get("motto", ["ĐẢNG CỘNG SẢN VIỆT NAM"])]
    else:
        right = [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b"), ("Độc lập - Tự do - Hạnh phúc", "b")]
    left.append((head["number"], ""))
    if "about" in head:
        left.append((head["about"], ""))
    if "place_date" in head:
        right += [("", "")] * max(0, len(left) - len(right) - 1) if head.get("layout") == "tabs" else [("", "")]
        right.append((head["place_date"], "i"))
    return left, right


def _add_tabbed(document: Any, pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(35), WD_TAB_ALIGNMENT.CENTER)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(120), WD_TAB_ALIGNMENT.CENTER)
    paragraph.paragraph_format.space_after = Pt(0)
    for text, form in pair:
        run = paragraph.add_run(f"\t{text}")
        run.bold, run.italic, run.font.size = form == "b", form == "i", Pt(12)


def _add_columns(document: Any, left: list[tuple[str, str]], right: list[tuple[str, str]], widths: tuple[int, int]) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, lines, width in zip(table.rows[0].cells, (left, right), widths, strict=True):
        cell.width = Mm(width)
        _fill(cell, lines, WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph()


def _fill(cell: Any, lines: list[tuple[str, str]], alignment: Any) -> None:
    for number, (text, form) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = alignment
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold, run.italic, run.underline, run.font.size = "b" in form, "i" in form, "u" in form, Pt(12)


def _add_styled(document: Any, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _add_foot(document: Any, head: dict[str, Any]) -> None:
    title = ("Nơi nhận:", "u" if head["regime"] == "party" else "bi")
    recipients = [title, *((f"- {line}", "") for line in head["recipients"])]
    blocks = [_signature_lines(block) for block in head["signatures"]]
    if len(blocks) == 1:
        _add_foot_table(document, recipients, blocks[0], keep_together=head.get("foot") != "split")
    else:
        _add_columns(document, blocks[0], blocks[1], (82, 82))
        for text, form in recipients:
            run = document.add_paragraph().add_run(text)
            run.bold, run.italic, run.underline, run.font.size = "b" in form, "i" in form, "u" in form, Pt(11)


def _add_foot_table(document: Any, recipients: list[tuple[str, str]], signature: list[tuple[str, str]], *, keep_together: bool) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    if keep_together:
        _repeat_or_keep(table.rows[0], is_head=False)
    left, right = table.rows[0].cells
    left.width = right.width = Mm(82)
    _fill(left, recipients, WD_ALIGN_PARAGRAPH.LEFT)
    _fill(right, signature, WD_ALIGN_PARAGRAPH.CENTER)


def _signature_lines(block: dict[str, str]) -> list[tuple[str, str]]:
    lines = [(block[key], "b") for key in ("authority", "position") if key in block]
    return [*lines, ("", ""), ("", ""), ("", ""), (block["name"], "b")]


# Tables


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table._tbl.tblPr.append(_borders(grid.rules))
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
    cells = [list(row.cells) for row in table.rows]
    for row, values in enumerate(grid.rows):
        _repeat_or_keep(table.rows[row], is_head=row < grid.head)
        for column, value in enumerate(values):
            cells[row][column].width = Mm(grid.widths[column])
            if value not in {"<", "^"}:
                _fill_cell(cells[row][column], value, bold=row < grid.head or _stands_out(values))
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value not in {"<", "^"}:
                bottom, right = _extent(grid, row, column)
                if (bottom, right) != (row, column):
                    cells[row][column].merge(cells[bottom][right])


def _extent(grid: Grid, row: int, column: int) -> tuple[int, int]:
    right = column
    while right + 1 < len(grid.widths) and grid.rows[row][right + 1] == "<":
        right += 1
    bottom = row
    while bottom + 1 < len(grid.rows) and grid.rows[bottom + 1][column] == "^":
        bottom += 1
    return bottom, right


def _stands_out(values: tuple[str, ...]) -> bool:
    return "<" in values or not values[0]


def _fill_cell(cell: Any, value: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(value)
    run.bold, run.font.size = bold, Pt(12)
    if bold or _NUMBER.fullmatch(value):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat_or_keep(row: Any, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if is_head:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _borders(rules: Rules) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if rules == "all" else ("top", "bottom", "insideH")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    return parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")


def _without_times(blob: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
