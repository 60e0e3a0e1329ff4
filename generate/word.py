r"""From a `Plan` to a Word document: a template that staff may change gives the look, the plan gives the text.

docxtpl prepares the template once; each plan fills it (undefined fields are errors, text is escaped). While the text is
filled in, numbers, blanks and comments travel as marks (`\ue000` index `\ue001`); afterwards every mark becomes what
it stands for: a number with a Word comment, a blank as a content control, the ends of a comment on a passage.
"""

from __future__ import annotations

import copy
import difflib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2 import Template as JinjaTemplate
from lxml import etree

from extract.directive import Directive
from generate.comments import Comments
from generate.errors import DraftError
from generate.phrases import blank
from generate.plan import BLANK, Appendix, Blank, Item, Line, Number, Piece, Pieces, Plan
from generate.rulebook import RuleBook, load, names

AUTHOR = "trienkhai"
APPENDIX_TABLE_STYLE = "BieuPhuLuc"
COMMENTED_WORDS = 4
NEARLY = 0.75
"""How like a template's name has to be to what stands there, to be told as misspelt."""
TITLE_BLANKS = {"về ": "reference.subject"}
"""What a blank of the title asks for, by the words before it; else the number."""
BLANK_SCALE = "60"
ORDINAL_WIDTH, NUMBER_WIDTH, WIDE_WIDTH, NAME_WIDTH = 620, 1060, 1450, 2600
"""Twips of the appendix's columns: TT, "Quý III", "Tổng số đảng viên kết nạp", and what names get at least."""
LONG_HEAD = 12
LONG_LIST = 25
"""A row with more paragraphs than these may run over a page."""
RUN_PROPERTIES = ("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "lang")
"""The end of a run's properties in the order that Word wants."""
ZIP_TIME = (1980, 1, 1, 0, 0, 0)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
Element = Any
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MARK = re.compile("\ue000(\\d+)\ue001")
UNPRINTABLE = re.compile("[\x00-\x1f\ue000\ue001\ufffe\uffff]")


class TemplateFault(DraftError):
    """A Word template that cannot be filled: not a DOCX, a broken tag, a field that no plan has."""

    code = "template-fault"


@dataclass(frozen=True, slots=True)
class _CommentStart:
    id: int


@dataclass(frozen=True, slots=True)
class _CommentEnd:
    id: int


@dataclass(frozen=True, slots=True)
class _NumberMark:
    text: str
    comment: int


@dataclass(frozen=True, slots=True)
class _BlankMark:
    field: str
    comment: int


_Mark = _CommentStart | _CommentEnd | _NumberMark | _BlankMark


@dataclass(frozen=True, slots=True)
class _Template:
    """A template made ready: the text with its tags, and every other part as it will be written."""

    text: JinjaTemplate
    parts: tuple[tuple[str, bytes], ...]


def render(plan: Plan, *, template: Path | None = None, templates: Path | None = None, directive: Directive | None = None) -> bytes:
    """The plan as a DOCX in the form of its rule book; a template of the folder `templates` goes before the program's own.

    Every `Number` carries a comment with its source, every `Blank` is a highlighted content control `[………]` tagged with
    its field, every line with a passage a comment that quotes it. With the directive, comments name a table cell by its row
    and column ("dòng “Phú Hòa”, cột “Quý I”"). The same plan gives the same bytes. Raises `TemplateFault`.
    """
    rules = load(plan.rulebook)
    path = template or _template(rules, plan.code, templates)
    prepared = _prepared(path, path.stat().st_mtime_ns)
    marked = MarkedText(Comments(plan, directive))
    try:
        root: Element = etree.fromstring(prepared.text.render(texts_of(plan, rules, marked)).encode())
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise _broken(path, error) from error
    _let_long_rows_break(root)
    _finish_appendices(root, plan.appendices())
    _resolve(root, marked.marks)
    return _zipped(
        (
            *prepared.parts,
            ("word/document.xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)),
            ("word/comments.xml", _comments_part(marked.comments, _referred_to(root))),
            ("docProps/core.xml", _core_properties(plan)),
        )
    )


def _broken(path: Path, error: Exception) -> TemplateFault:
    field = re.search(r"'(\w+)' is undefined|no attribute '(\w+)'", str(error))
    what = f"có trường “{field[1] or field[2]}” mà dự thảo không có" if field else "không điền được"
    return TemplateFault(f"Mẫu {path} {what}. Chạy “trienkhai templates check {path}” để biết sai ở đâu và sửa thế nào.")


def _template(rules: RuleBook, code: str, own: Path | None) -> Path:
    """The office's own "ke-hoach-dang.docx" where its folder holds one, else the program's; a name nearly right is told."""
    name = rules.templates.get(code)
    if name is None:
        raise TemplateFault(f"Chưa có mẫu Word loại {code} cho “{rules.title}”. Chỉ định một mẫu riêng.")
    if own and not own.is_dir():
        raise TemplateFault(f"Không thấy thư mục mẫu {own}. Kiểm tra đường dẫn, hoặc tạo bằng “trienkhai templates init {own}”.")
    if own and (own / name).is_file():
        return own / name
    near = difflib.get_close_matches(name, _unknown_templates(own), 1, cutoff=NEARLY) if own else []
    if near:
        raise TemplateFault(
            f"Thư mục mẫu {own} có “{near[0]}” nhưng chương trình tìm “{name}”. Đổi tên tệp thành “{name}”, hoặc chuyển đi nơi khác."
        )
    with as_file(files("templates").joinpath(name)) as path:
        return path


def _unknown_templates(own: Path) -> list[str]:
    """Word files of the folder that no rule book names."""
    known = {name for book in names() for name in load(book).templates.values()}
    return sorted(entry.name for entry in own.iterdir() if entry.suffix.lower() == ".docx" and entry.name not in known)


# The template


@lru_cache(maxsize=8)
def _prepared(path: Path, _changed: int) -> _Template:
    try:
        reader = DocxTemplate(path)
        reader.init_docx()
        source = reader.patch_xml(reader.xml_to_string(reader.docx.element))
        text = Environment(undefined=StrictUndefined, autoescape=True).from_string(source)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except TemplateError as error:
        raise _broken(path, error) from error
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise TemplateFault(f"Mẫu {path} không phải tệp Word .docx dùng được. Lưu lại mẫu bằng Word.") from error
    for made_anew in ("word/document.xml", "word/comments.xml", "docProps/core.xml"):
        parts.pop(made_anew, None)
    parts["[Content_Types].xml"] = _with_comments_type(parts["[Content_Types].xml"])
    relations = "word/_rels/document.xml.rels"
    parts[relations] = _with_comments_relation(parts[relations])
    return _Template(text, tuple(parts.items()))


def _with_comments_type(content_types: bytes) -> bytes:
    root: Element = etree.fromstring(content_types)
    namespace = etree.QName(root).namespace
    if not any(entry.get("PartName") == "/word/comments.xml" for entry in root):
        etree.SubElement(root, f"{{{namespace}}}Override", PartName="/word/comments.xml", ContentType=COMMENTS_TYPE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_comments_relation(relations: bytes) -> bytes:
    root: Element = etree.fromstring(relations)
    if not any(relation.get("Type") == COMMENTS_RELATION for relation in root):
        attributes = {"Id": "rIdComments", "Type": COMMENTS_RELATION, "Target": "comments.xml"}
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# The text with its marks


class MarkedText:
    """Turns pieces into text in which marks stand for numbers, blanks and the ends of comments."""

    def __init__(self, comments: Comments) -> None:
        self._say = comments
        self.marks: list[_Mark] = []
        self.comments: list[str] = []

    def pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join(self.piece(piece) for piece in pieces)

    def piece(self, piece: Piece) -> str:
        match piece:
            case Number():
                return self._mark(_NumberMark(_clean(piece.text), self._comment(self._say.on_number(piece))))
            case Blank():
                return self._mark(_BlankMark(piece.field, self._comment(self._say.on_blank(piece))))
            case _:
                return _clean(piece)

    def title(self, line: str) -> str:
        """A line of the title: what is blank in it is the superior's number that could not be read."""
        first, *rest = _clean(line).split(BLANK)
        asked = next((name for words, name in TITLE_BLANKS.items() if first.endswith(words)), "reference.number")
        return first + "".join(self.piece(blank(asked)) + text for text in rest)

    def line(self, line: Line, label: str = "") -> str:
        """A paragraph: its item's number or its bullet, then its pieces, its first words inside the comment on the passage."""
        lead = "".join(f"{sign} " for sign in (label or line.bullet,) if sign)
        said = self._say.on_line(line)
        if said is None:
            return lead + self.pieces(line.pieces)
        comment = self._comment(said)
        start, end = self._mark(_CommentStart(comment)), self._mark(_CommentEnd(comment))
        if not line.pieces:
            return lead + start + end
        first, *rest = line.pieces
        if isinstance(first, str):
            words, remainder = _first_words(_clean(first))
            return lead + start + words + end + remainder + self.pieces(rest)
        return lead + start + self.piece(first) + end + self.pieces(rest)

    def _comment(self, text: str) -> int:
        self.comments.append(text)
        return len(self.comments) - 1

    def _mark(self, mark: _Mark) -> str:
        self.marks.append(mark)
        return f"\ue000{len(self.marks) - 1}\ue001"


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", UNPRINTABLE.sub(" ", text))


def _first_words(text: str) -> tuple[str, str]:
    match = re.match(rf"\s*(?:\S+\s+){{0,{COMMENTED_WORDS - 1}}}\S+", text)
    end = match.end() if match else len(text)
    return text[:end], text[end:]


def texts_of(plan: Plan, rules: RuleBook, marked: MarkedText) -> dict[str, Any]:
    """The fields of a template, as its tags name them."""
    head, foot = plan.head, plan.foot
    return {
        "head": {
            "superior": _with_its_place(marked.piece(head.superior)),
            "issuer": _with_its_place(marked.piece(head.issuer)),
            "number": marked.pieces(head.number),
            "place_and_date": marked.pieces(head.place_and_date),
        },
        "kind": _clean(plan.kind),
        "addressees": _addressees(plan.addressees),
        "deciding": _clean(plan.deciding or ""),
        "articles": [_article(item, marked) for part in plan.parts for item in part.items] if plan.deciding else [],
        "title": [marked.title(line) for line in plan.title],
        "grounds": [marked.line(line) for line in plan.grounds],
        "parts": [
            {
                "heading": _clean(f"{part.label} {part.title}".strip()),
                "lines": [marked.line(line) for line in part.lines],
                "entries": [_item(item, marked) for item in part.items],
            }
            for part in plan.parts
        ],
        "closing": [marked.line(line) for line in plan.closing],
        "recipients": _recipients(foot.recipients, rules),
        "authority": marked.piece(foot.authority) if foot.authority is not None else None,
        "position": marked.piece(foot.position) if foot.position is not None else None,
        "name": marked.piece(foot.name),
        "appendix": _appendix(plan.appendix, marked, rules) if plan.appendix else None,
        "task_table": _appendix(plan.task_table, marked, rules) if plan.task_table else None,
    }


_AREA = re.compile(r"(?<=ỦY BAN NHÂN DÂN )(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) .+$")


def _with_its_place(name: str) -> str:
    """ "ỦY BAN NHÂN DÂN XÃ TRÀ BÌNH" breaks before "XÃ TRÀ BÌNH", not inside it."""
    return _AREA.sub(lambda area: area[0].replace(" ", "\u00a0"), name)


def _addressees(names: tuple[str, ...]) -> list[str]:
    """One stands on the line "Kính gửi:"; several below it: "- Ủy ban nhân dân xã;" … "- Các chi bộ trực thuộc."."""
    last = len(names) - 1
    return [_clean(name) if not last else f"- {_clean(name)}{'.' if index == last else ';'}" for index, name in enumerate(names)]


def _article(item: Item, marked: MarkedText) -> dict[str, Any]:
    first, *rest = item.lines
    return {"label": _clean(item.label), "first": marked.line(first), "rest": [marked.line(line) for line in rest]}


def _item(item: Item, marked: MarkedText) -> dict[str, Any]:
    if item.heading is not None:
        return {"heading": _clean(f"{item.label} {item.heading}"), "lines": [marked.line(line) for line in item.lines]}
    lines = [marked.line(line, item.label if index == 0 else "") for index, line in enumerate(item.lines)]
    return {"heading": None, "lines": lines}


def _recipients(recipients: tuple[str, ...], rules: RuleBook) -> list[str]:
    """ "- Ban Thường vụ Huyện ủy (báo cáo);" … "- Lưu Văn phòng Đảng ủy."."""
    last = len(recipients) - 1
    marks = rules.recipients
    return [f"- {_clean(name)}{marks.last if index == last else marks.mark}" for index, name in enumerate(recipients)]


def _let_long_rows_break(root: Element) -> None:
    for row in root.iter(_w("tr")):
        if any(len(cell.findall(_w("p"))) > LONG_LIST for cell in row.iter(_w("tc"))):
            for whole in row.findall(f"{_w('trPr')}/{_w('cantSplit')}"):
                whole.getparent().remove(whole)


# The appendix


def _appendix(appendix: Appendix, marked: MarkedText, rules: RuleBook) -> dict[str, Any]:
    title = marked.title(appendix.title)
    subheads = [_clean(sub or "") for _, sub in appendix.columns]
    wordy = _wordy_columns(appendix)
    return {
        "heading": _clean(appendix.heading),
        "title": title.upper() if rules.regime == "state" else title,
        "caption": marked.pieces(appendix.caption),
        "unit_of_measure": f"Đơn vị tính: {_clean(appendix.unit_of_measure)}" if appendix.unit_of_measure else "",
        "heads": [{"text": _clean(head), "span": span} for head, span in _heads(appendix)],
        "subheads": subheads if any(subheads) else [],
        "rows": [
            {
                "total": row.total,
                "cells": [{"text": _cell(cell, marked), "words": index in wordy} for index, cell in enumerate(row.cells)],
            }
            for row in appendix.rows
        ],
    }


def _cell(cell: Piece | Pieces | None, marked: MarkedText) -> str:
    return "" if cell is None else marked.pieces(cell if isinstance(cell, tuple) else (cell,))


def _heads(appendix: Appendix) -> list[tuple[str, int]]:
    """The first level of the head with how many columns each spans: ("Chia ra theo quý", 4)."""
    heads: list[tuple[str, int]] = []
    for index, (head, sub) in enumerate(appendix.columns):
        before = appendix.columns[index - 1] if index else None
        if before and sub is not None and before[1] is not None and before[0] == head:
            heads[-1] = (head, heads[-1][1] + 1)
        else:
            heads.append((head, 1))
    return heads


def _wordy_columns(appendix: Appendix) -> set[int]:
    """The columns of names, set to the left: words in a row that is no total."""
    return {
        index
        for row in appendix.rows
        if not row.total
        for index, cell in enumerate(row.cells)
        if isinstance(cell, tuple) or (isinstance(cell, str) and re.search(r"[^\W\d_]{2}", cell))
    }


def _finish_appendices(root: Element, appendices: tuple[Appendix, ...]) -> None:
    """Column widths and, under a two-level head, the cells that run over both levels."""
    styled = [(table, table.find(f"{_w('tblPr')}/{_w('tblStyle')}")) for table in root.iter(_w("tbl"))]
    tables = [table for table, style in styled if style is not None and style.get(_w("val")) == APPENDIX_TABLE_STYLE]
    for table, appendix in zip(tables, appendices, strict=False):
        _set_widths(table, _widths(root, appendix))
        _merge_down(table, appendix)


def _widths(root: Element, appendix: Appendix) -> list[int]:
    """Twips of each column: numbers get the room that their head needs, names share the rest."""
    total = _text_width(root)
    if appendix.widths:
        return [total * share // sum(appendix.widths) for share in appendix.widths]
    wordy = _wordy_columns(appendix)
    wanted = [0 if index in wordy else _wanted_width(index, *column) for index, column in enumerate(appendix.columns)]
    room = total - NAME_WIDTH * len(wordy)
    scale = min(1.0, room / sum(wanted)) if sum(wanted) > 0 and wordy else total / max(sum(wanted), 1)
    widths = [int(width * scale) for width in wanted]
    rest = total - sum(widths)
    return [rest // len(wordy) if index in wordy else width for index, width in enumerate(widths)]


def _wanted_width(index: int, head: str, sub: str | None) -> int:
    if index == 0:
        return ORDINAL_WIDTH
    return WIDE_WIDTH if sub is None and len(head) > LONG_HEAD else NUMBER_WIDTH


def _text_width(root: Element) -> int:
    section = root.find(f"{_w('body')}/{_w('sectPr')}")
    size, margins = section.find(_w("pgSz")), section.find(_w("pgMar"))
    return int(size.get(_w("w"))) - int(margins.get(_w("left"))) - int(margins.get(_w("right")))


def _set_widths(table: Element, widths: list[int]) -> None:
    grid = table.find(_w("tblGrid"))
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, _w("gridCol")).set(_w("w"), str(width))
    for row in table.iter(_w("tr")):
        column = 0
        for cell in row.iter(_w("tc")):
            column += _set_cell_width(cell.find(_w("tcPr")), widths[column:])


def _set_cell_width(properties: Element, widths: list[int]) -> int:
    """How many columns the cell covers."""
    span = properties.find(_w("gridSpan"))
    covered = int(span.get(_w("val"))) if span is not None else 1
    for old in properties.findall(_w("tcW")):
        properties.remove(old)
    properties.insert(0, _element("tcW", w=str(sum(widths[:covered])), type="dxa"))
    if span is not None and covered == 1:
        properties.remove(span)
    return covered


def _merge_down(table: Element, appendix: Appendix) -> None:
    if not any(sub for _, sub in appendix.columns):
        return
    first, second = table.findall(_w("tr"))[:2]
    below = second.findall(_w("tc"))
    column = 0
    for cell, (_, span) in zip(first.findall(_w("tc")), _heads(appendix), strict=True):
        if span == 1 and appendix.columns[column][1] is None:
            _merge(cell, "restart")
            _merge(below[column], None)
        column += span


def _merge(cell: Element, value: str | None) -> None:
    merge = etree.Element(_w("vMerge"))
    if value:
        merge.set(_w("val"), value)
    properties = cell.find(_w("tcPr"))
    before = [child for child in properties if child.tag in {_w("tcW"), _w("gridSpan")}]
    properties.insert(len(before), merge)


# Marks to runs


def _resolve(root: Element, marks: list[_Mark]) -> None:
    """Put numbers, blanks and comments where their marks stand."""
    controls = iter(range(1, len(marks) + 1))
    runs = [text.getparent() for text in root.iter(_w("t")) if text.text and "\ue000" in text.text]
    for run in dict.fromkeys(runs):
        parent, resolved = run.getparent(), _element("p")
        _write(resolved, run, marks, controls)
        place = parent.index(run)
        parent[place : place + 1] = list(resolved)


def _write(into: Element, run: Element, marks: list[_Mark], controls: Iterator[int]) -> None:
    properties = run.find(_w("rPr"))
    for child in run:
        if child.tag == _w("rPr"):
            continue
        if child.tag != _w("t"):
            _run(into, properties).append(copy.deepcopy(child))
            continue
        for index, part in enumerate(MARK.split(child.text or "")):
            if index % 2:
                _write_mark(into, marks[int(part)], properties, controls)
            elif part:
                _text(_run(into, properties), part)


def _write_mark(into: Element, mark: _Mark, properties: Element | None, controls: Iterator[int]) -> None:
    comment = mark.id if isinstance(mark, _CommentStart | _CommentEnd) else mark.comment
    if not isinstance(mark, _CommentEnd):
        _within(into, "commentRangeStart", id=str(comment))
    if isinstance(mark, _NumberMark):
        _text(_run(into, properties), mark.text)
    if isinstance(mark, _BlankMark):
        _control(into, mark.field, properties, next(controls))
    if not isinstance(mark, _CommentStart):
        _within(into, "commentRangeEnd", id=str(comment))
        reference = _within(into, "r")
        _within(_within(reference, "rPr"), "rStyle", val="CommentReference")
        _within(reference, "commentReference", id=str(comment))


def _control(into: Element, field: str, properties: Element | None, number: int) -> None:
    """A content control that reads `[………]` until somebody types over it."""
    control = _within(into, "sdt")
    settings = _within(control, "sdtPr")
    if properties is not None:
        settings.append(copy.deepcopy(properties))
    _within(settings, "alias", val=field)
    _within(settings, "tag", val=field)
    _within(settings, "id", val=str(number))
    _within(settings, "showingPlcHdr")
    look = _element("rPr") if properties is None else properties
    _text(_run(_within(control, "sdtContent"), _highlighted(look)), BLANK)


def _highlighted(properties: Element) -> Element:
    """Yellow and a little narrower, so that a date with two blanks stays on its line."""
    look = copy.deepcopy(properties)
    for name, value in (("w", BLANK_SCALE), ("highlight", "yellow")):
        for old in look.findall(_w(name)):
            look.remove(old)
        after = RUN_PROPERTIES[RUN_PROPERTIES.index(name) + 1 :]
        later = next((child for child in look if etree.QName(child).localname in after), None)
        look.insert(len(look) if later is None else look.index(later), _element(name, val=value))
    return look


def _run(into: Element, properties: Element | None) -> Element:
    run = _within(into, "r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    return run


def _text(run: Element, text: str) -> None:
    element = _within(run, "t")
    element.text = text
    element.set(SPACE, "preserve")


def _within(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, _w(name), {_w(key): value for key, value in attributes.items()})


def _element(name: str, **attributes: str) -> Element:
    return etree.Element(_w(name), {_w(key): value for key, value in attributes.items()}, nsmap={"w": W})


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


# The other parts


def _referred_to(root: Element) -> set[int]:
    """The comments that the text shows; a template may leave a field of the plan out, and its comment with it."""
    return {int(reference.get(_w("id"))) for reference in root.iter(_w("commentReference"))}


def _comments_part(comments: list[str], shown: set[int]) -> bytes:
    entries = "".join(_comment_entry(index, text) for index, text in enumerate(comments) if index in shown)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W}">{entries}</w:comments>'.encode()


def _comment_entry(index: int, text: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark if number == 0 else ""}'
        f'<w:r><w:t xml:space="preserve">{escape(_clean(line))}</w:t></w:r></w:p>'
        for number, line in enumerate(text.split("\n"))
    )
    return f'<w:comment w:id="{index}" w:author="{AUTHOR}" w:initials="tk">{paragraphs}</w:comment>'


def _core_properties(plan: Plan) -> bytes:
    title = escape(_clean(" ".join((plan.kind.capitalize(), *plan.title)).strip()))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>"
    ).encode()


def _zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
