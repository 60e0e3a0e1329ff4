"""Builds the Word templates, one a kind of paper and form, out of a rule book: `python -m templates.build`.

Staff may open the result in Word and change it: the look sits in the named styles ("Tên loại", "Nội dung", …), the
fields stand in double braces. A template changed by hand is kept as it is; building again writes it anew.
"""

from __future__ import annotations

import copy
import unicodedata
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from generate.rulebook import Component, RuleBook, load

FOLDER = Path(__file__).parent
HEAD_COLUMNS_MM = {"party": (72, 93), "state": (66, 99)}
FOOT_COLUMNS_MM = (90, 75)
APPENDIX_TABLE = "Biểu phụ lục"
SHORT_RULE = "Đường kẻ dưới cơ quan ban hành"
TITLE_RULE = "Đường kẻ dưới trích yếu"
STRONG, ADDRESS = "Số điều", "Nhãn kính gửi"
NAMES = {"KH": "Mẫu kế hoạch", "CV": "Mẫu công văn", "CTr": "Mẫu chương trình hành động", "BC": "Mẫu báo cáo", "QĐ": "Mẫu quyết định"}
KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header"}

Lines = tuple[tuple[str, str], ...]
"""Paragraphs of a cell: style and text."""


def build(rules: RuleBook, path: Path, paper: str = "KH") -> None:
    """The template of a kind of paper in the form of `rules`: KH, CV, CTr, BC or QĐ."""
    document = Document()
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    _plain_styles(document, rules)
    _page(document, rules)
    if rules.regime == "party":
        _party_head(document, rules, paper)
    else:
        _state_head(document, rules, paper)
    LAYOUTS[paper](document, rules)
    _foot(document, rules)
    _appendix(document, "appendix")
    _appendix(document, "task_table")
    _paragraph(document, "Cuối văn bản", "")
    _tidy(document, paper)
    document.save(str(path))


def style_id(name: str) -> str:
    """The ASCII id of a style: "Tên loại" → "TenLoai"."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return "".join(word.capitalize() for word in letters.split())


def _plain_styles(document: WordDocument, rules: RuleBook) -> None:
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) not in KEPT_STYLES | {"header"}:
            styles.remove(style)
    _defaults(document, rules)
    for component in rules.components.values():
        _component_style(document, component)
    _rule_styles(document, rules)
    _tiny_style(document, "Cuối văn bản")
    _letters(document, STRONG).font.bold = True
    _letters(document, ADDRESS).font.italic = rules.regime == "party"
    _table_style(document)
    _comment_styles(document)


def _defaults(document: WordDocument, rules: RuleBook) -> None:
    latent = document.styles.element.find(qn("w:latentStyles"))
    for exception in list(latent):
        latent.remove(exception)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for child in list(defaults):
        defaults.remove(child)
    run_defaults = OxmlElement("w:rPrDefault")
    run = OxmlElement("w:rPr")
    fonts = OxmlElement("w:rFonts")
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(slot), rules.font.name)
    run.append(fonts)
    for tag in ("w:sz", "w:szCs"):
        run.append(_valued(tag, str(_half_points(rules.components["body"].size.use))))
    language = OxmlElement("w:lang")
    for slot in ("w:val", "w:eastAsia"):
        language.set(qn(slot), "vi-VN")
    run.append(language)
    run_defaults.append(run)
    paragraph_defaults = OxmlElement("w:pPrDefault")
    paragraph_defaults.append(OxmlElement("w:pPr"))
    defaults.append(run_defaults)
    defaults.append(paragraph_defaults)
    normal = document.styles["Normal"].element
    for child in list(normal.findall(qn("w:rPr"))) + list(normal.findall(qn("w:pPr"))):
        normal.remove(child)


def _component_style(document: WordDocument, component: Component) -> None:
    style = _new_style(document, component.style)
    font, layout = style.font, style.paragraph_format
    font.size = Pt(component.size.use)
    font.bold, font.italic, font.underline = component.bold, component.italic, component.underline
    layout.alignment = {"left": 0, "center": 1, "right": 2, "both": 3}[component.align]
    layout.space_before, layout.space_after = Pt(component.before), Pt(component.after)
    layout.keep_with_next = component.keep_next
    layout.page_break_before = component.page_break
    layout.widow_control = True
    if component.line:
        layout.line_spacing = Pt(component.line.use) if component.line.use > 3 else component.line.use
    if component.first_indent_mm:
        layout.first_line_indent = Mm(component.first_indent_mm.use)


def _rule_styles(document: WordDocument, rules: RuleBook) -> None:
    """Lines drawn under words: as long as the words under the motto, a third to a half of them in the state's form."""
    ruled = rules.components.get("device") or rules.components["motto"]
    assert ruled.rule_length
    left, right = HEAD_COLUMNS_MM[rules.regime]
    _rule(document, _rule_style(ruled), Mm(right), Pt(ruled.rule_length.use))
    if rules.regime == "state":
        _rule(document, SHORT_RULE, Mm(left), Mm(20))
        page = rules.page
        _rule(document, TITLE_RULE, Mm(page.width_mm.use - page.left_mm.use - page.right_mm.use), Mm(35))


def _rule_style(component: Component) -> str:
    return f"Đường kẻ dưới {component.style}"


def _rule(document: WordDocument, name: str, column: int, length: int) -> None:
    """An empty paragraph whose top border stands between two indents."""
    style = _new_style(document, name)
    layout = style.paragraph_format
    layout.left_indent = layout.right_indent = Emu((column - length) // 2)
    layout.space_before, layout.space_after = Pt(1), Pt(0)
    layout.line_spacing = Pt(6)
    style.font.size = Pt(2)
    borders = OxmlElement("w:pBdr")
    top = _valued("w:top", "single")
    top.set(qn("w:sz"), "6")
    top.set(qn("w:space"), "1")
    top.set(qn("w:color"), "auto")
    borders.append(top)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _tiny_style(document: WordDocument, name: str) -> None:
    style = _new_style(document, name)
    style.font.size = Pt(1)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = Pt(1)


def _new_style(document: WordDocument, name: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), style_id(name))
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.hidden = False
    return style


def _letters(document: WordDocument, name: str) -> CharacterStyle:
    style: CharacterStyle = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.element.set(qn("w:styleId"), style_id(name))
    return style


def _table_style(document: WordDocument) -> None:
    style = document.styles.add_style(APPENDIX_TABLE, WD_STYLE_TYPE.TABLE)
    style.element.set(qn("w:styleId"), style_id(APPENDIX_TABLE))
    style.base_style = document.styles["Normal Table"]
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = _valued(f"w:{side}", "single")
        border.set(qn("w:sz"), "4")
        border.set(qn("w:space"), "0")
        border.set(qn("w:color"), "auto")
        borders.append(border)
    properties.append(borders)
    properties.append(_side_margins(70))
    style.element.append(properties)


def _comment_styles(document: WordDocument) -> None:
    text = document.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.set(qn("w:styleId"), "CommentText")
    text.font.size = Pt(10)
    reference = document.styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.element.set(qn("w:styleId"), "CommentReference")
    reference.font.size = Pt(8)


def _page(document: WordDocument, rules: RuleBook) -> None:
    section, page = document.sections[0], rules.page
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width_mm.use), Mm(page.height_mm.use)
    section.top_margin, section.bottom_margin = Mm(page.top_mm.use), Mm(page.bottom_mm.use)
    section.left_margin, section.right_margin = Mm(page.left_mm.use), Mm(page.right_mm.use)
    section.header_distance = section.footer_distance = Mm(page.header_mm.use)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style = document.styles[rules.components["page_number"].style]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "2"
    run.append(shown)
    field.append(run)
    number._p.append(field)


def _party_head(document: WordDocument, rules: RuleBook, paper: str) -> None:
    motto = rules.components["motto"]
    names = (("Cơ quan cấp trên", "{{ head.superior }}"), ("Cơ quan ban hành", "{{ head.issuer }}"), ("Dấu sao", "*"))
    _head(document, rules, paper, names, ((motto.style, motto.text or ""), (_rule_style(motto), "")))


def _state_head(document: WordDocument, rules: RuleBook, paper: str) -> None:
    motto, device = rules.components["motto"], rules.components["device"]
    names = (("Cơ quan cấp trên", "{{ head.superior }}"), ("Cơ quan ban hành", "{{ head.issuer }}"), (SHORT_RULE, ""))
    right = ((motto.style, motto.text or ""), (device.style, device.text or ""), (_rule_style(device), ""))
    _head(document, rules, paper, names, right)


def _head(document: WordDocument, rules: RuleBook, paper: str, names: Lines, motto: Lines) -> None:
    table = _invisible_table(document, 2, HEAD_COLUMNS_MM[rules.regime])
    (upper_left, upper_right), (lower_left, lower_right) = ((row.cells[0], row.cells[1]) for row in table.rows)
    draft = rules.components["draft_mark"]
    _fill(upper_left, *names)
    _fill(upper_right, *motto)
    subject = rules.components["letter_subject"].style
    about = ((subject, "{%p for line in title %}"), (subject, "{{ line }}"), (subject, "{%p endfor %}")) if paper == "CV" else ()
    _fill(lower_left, ("Số và ký hiệu", "{{ head.number }}"), *about, (draft.style, draft.text or ""))
    _fill(lower_right, ("Địa danh và ngày tháng", "{{ head.place_and_date }}"))


def _title(document: WordDocument, rules: RuleBook) -> None:
    _paragraph(document, "Tên loại", "{{ kind }}")
    _loop(document, "line in title", ("Trích yếu", "{{ line }}"))
    if rules.regime == "party":
        _paragraph(document, "Gạch dưới trích yếu", "-----")
    else:
        _paragraph(document, TITLE_RULE, "")


def _plan(document: WordDocument, rules: RuleBook) -> None:
    _title(document, rules)
    _grounds(document)
    _parts(document)
    _closing(document)


def _report(document: WordDocument, rules: RuleBook) -> None:
    _title(document, rules)
    _address(document)
    _loop(document, "line in grounds", ("Nội dung", "{{ line }}"))
    _parts(document)
    _closing(document)


def _letter(document: WordDocument, _rules: RuleBook) -> None:
    _address(document)
    _loop(document, "line in grounds", ("Nội dung", "{{ line }}"))
    _tag(document, "for part in parts")
    _entries(document)
    _tag(document, "endfor")
    _closing(document)


def _decision(document: WordDocument, rules: RuleBook) -> None:
    _title(document, rules)
    _loop(document, "line in grounds", ("Căn cứ", "{{ line }}"))
    _paragraph(document, "Câu quyết định", "{{ deciding }}")
    _tag(document, "for article in articles")
    _paragraph(document, "Nội dung", "").add_run("{{ article.label }}", style=STRONG)
    document.paragraphs[-1].add_run(" {{ article.first }}")
    _loop(document, "line in article.rest", ("Đoạn kết", "{{ line }}"))
    _tag(document, "endfor")


LAYOUTS = {"KH": _plan, "CTr": _plan, "BC": _report, "CV": _letter, "QĐ": _decision}


def _address(document: WordDocument) -> None:
    """ "Kính gửi: Ban Thường vụ …", or the line alone over a list."""
    _tag(document, "if addressees")
    _paragraph(document, "Kính gửi", "").add_run("Kính gửi:", style=ADDRESS)
    document.paragraphs[-1].add_run("{% if addressees|length == 1 %} {{ addressees[0] }}{% endif %}")
    _tag(document, "if addressees|length > 1")
    _loop(document, "line in addressees", ("Danh sách kính gửi", "{{ line }}"))
    _tag(document, "endif")
    _tag(document, "endif")


def _grounds(document: WordDocument) -> None:
    """The papers that the plan rests on; the last line leads over to what it lays down."""
    _tag(document, "for line in grounds")
    _tag(document, "if loop.last")
    _paragraph(document, "Nội dung", "{{ line }}")
    _tag(document, "else")
    _paragraph(document, "Căn cứ", "{{ line }}")
    _tag(document, "endif")
    _tag(document, "endfor")


def _parts(document: WordDocument) -> None:
    _tag(document, "for part in parts")
    _paragraph(document, "Phần", "{{ part.heading }}")
    _loop(document, "line in part.lines", ("Nội dung", "{{ line }}"))
    _entries(document)
    _tag(document, "endfor")


def _entries(document: WordDocument) -> None:
    _tag(document, "for item in part.entries")
    _tag(document, "if item.heading")
    _paragraph(document, "Mục", "{{ item.heading }}")
    _tag(document, "endif")
    _loop(document, "line in item.lines", ("Nội dung", "{{ line }}"))
    _tag(document, "endfor")


def _closing(document: WordDocument) -> None:
    _tag(document, "for line in closing")
    _tag(document, "if loop.last")
    _paragraph(document, "Đoạn kết", "{{ line }}")
    _tag(document, "else")
    _paragraph(document, "Nội dung", "{{ line }}")
    _tag(document, "endif")
    _tag(document, "endfor")


def _foot(document: WordDocument, rules: RuleBook) -> None:
    table = _invisible_table(document, 1, FOOT_COLUMNS_MM)
    left, right = table.rows[0].cells
    _fill(
        left,
        ("Nơi nhận", rules.components["recipients_label"].text or ""),
        ("Danh sách nơi nhận", "{%p for line in recipients %}"),
        ("Danh sách nơi nhận", "{{ line }}"),
        ("Danh sách nơi nhận", "{%p endfor %}"),
    )
    _fill(
        right,
        ("Quyền hạn ký", "{%p if authority %}"),
        ("Quyền hạn ký", "{{ authority }}"),
        ("Quyền hạn ký", "{%p endif %}"),
        ("Chức vụ", "{%p if position %}"),
        ("Chức vụ", "{{ position }}"),
        ("Chức vụ", "{%p endif %}"),
        ("Họ tên", "{{ name }}"),
    )


def _appendix(document: WordDocument, name: str) -> None:
    _tag(document, f"if {name}")
    _new_section(document)
    _paragraph(document, "Tên phụ lục", f"{{{{ {name}.heading }}}}")
    _paragraph(document, "Tiêu đề phụ lục", f"{{{{ {name}.title }}}}")
    _paragraph(document, "Chú dẫn phụ lục", f"{{{{ {name}.caption }}}}")
    _tag(document, f"if {name}.unit_of_measure")
    _paragraph(document, "Đơn vị tính", f"{{{{ {name}.unit_of_measure }}}}")
    _tag(document, "endif")
    _appendix_table(document, name)
    _tag(document, "endif")


def _new_section(document: WordDocument) -> None:
    """What follows counts its pages from 1, and its first page shows no number."""
    paragraph = _paragraph(document, "Cuối văn bản", "")
    section = document.sections[-1]._sectPr
    paragraph._p.get_or_add_pPr().append(copy.deepcopy(section))
    if section.find(qn("w:pgNumType")) is None:
        margins = section.find(qn("w:pgMar"))
        assert margins is not None
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        margins.addnext(numbering)


def _appendix_table(document: WordDocument, name: str) -> None:
    table = document.add_table(rows=0, cols=3)
    table.style = document.styles[APPENDIX_TABLE]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _cells(table, f"for head in {name}.heads", "{% colspan head.span %}{{ head.text }}", "Ô đầu bảng", head=True)
    _row_tag(table, f"if {name}.subheads")
    _cells(table, f"for head in {name}.subheads", "{{ head }}", "Ô đầu bảng", head=True)
    _row_tag(table, "endif")
    _row_tag(table, f"for row in {name}.rows")
    _row_tag(table, "if row.total")
    _cells(table, "for cell in row.cells", "{{ cell.text }}", "Ô cộng")
    _row_tag(table, "else")
    row = _cells(table, "for cell in row.cells", "{%p if cell.words %}", "Ô chữ")
    middle = row.cells[1]
    for style, text in (("Ô chữ", "{{ cell.text }}"), ("Ô số", "{%p else %}"), ("Ô số", "{{ cell.text }}"), ("Ô số", "{%p endif %}")):
        middle.add_paragraph(text, style=style)
    _row_tag(table, "endif")
    _row_tag(table, "endfor")


def _cells(table: Table, loop: str, text: str, style: str, *, head: bool = False) -> _Row:
    row = _row(table)
    for cell, content in zip(row.cells, (f"{{%tc {loop} %}}", text, "{%tc endfor %}"), strict=True):
        cell.paragraphs[0].style = style
        cell.paragraphs[0].add_run(content)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def _row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _row_tag(table: Table, statement: str) -> None:
    _row(table).cells[0].paragraphs[0].add_run(f"{{%tr {statement} %}}")


def _invisible_table(document: WordDocument, rows: int, columns_mm: tuple[int, ...]) -> Table:
    table: Table = document.add_table(rows=rows, cols=len(columns_mm))
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert look is not None
    look.addprevious(_side_margins(0))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, columns_mm, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, columns_mm, strict=True):
        column.width = Mm(width)
    return table


def _side_margins(twips: int) -> _Element:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _fill(cell: _Cell, *lines: tuple[str, str]) -> None:
    first = cell.paragraphs[0]
    for index, (style, text) in enumerate(lines):
        paragraph = first if index == 0 else cell.add_paragraph()
        paragraph.style = style
        if text:
            paragraph.add_run(text)


def _paragraph(document: WordDocument, style: str, text: str) -> Paragraph:
    return document.add_paragraph(text, style=style)


def _tag(document: WordDocument, statement: str) -> None:
    _paragraph(document, "Nội dung", f"{{%p {statement} %}}")


def _loop(document: WordDocument, statement: str, line: tuple[str, str]) -> None:
    _tag(document, f"for {statement}")
    _paragraph(document, *line)
    _tag(document, "endfor")


def _tidy(document: WordDocument, paper: str) -> None:
    """Drop what python-docx's own template brings along: theme, thumbnail, custom XML, unused numbering."""
    unwanted = ("stylesWithEffects", "theme", "customXml", "numbering", "webSettings", "thumbnail")
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if any(word in relation.reltype for word in unwanted):
                del holder.rels[key]
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "trienkhai", NAMES[paper], ""
    properties.language = "vi-VN"
    settings = document.settings.element
    for child in list(settings):
        if child.tag in {qn("w:themeFontLang"), qn("w:clrSchemeMapping"), qn("w:rsids")}:
            settings.remove(child)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _valued(tag: str, value: str) -> _Element:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def _half_points(points: float) -> int:
    return round(points * 2)


if __name__ == "__main__":
    for book in ("party-2026", "state-2020"):
        rules = load(book)
        for paper, name in rules.templates.items():
            build(rules, FOLDER / name, paper)
