"""A plan as the bytes of a DOCX: its text, its comments, its properties, zipped the same way each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from jinja2 import TemplateError
from lxml import etree

from extract.directive import Directive
from generate.comments import Comments
from generate.plan import Plan
from generate.rulebook import load
from generate.word.fields import texts_of
from generate.word.marks import MarkedText, clean
from generate.word.markup import Element, W, keep_openers, w
from generate.word.runs import resolve
from generate.word.tables import finish_appendices, let_long_rows_break
from generate.word.template import broken, prepared, template_for

AUTHOR = "trienkhai"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render(plan: Plan, *, template: Path | None = None, templates: Path | None = None, directive: Directive | None = None) -> bytes:
    """The plan as a DOCX in the form of its rule book; a template of the folder `templates` goes before the program's own.

    Every `Number` carries a comment with its source, every `Blank` is a highlighted content control `[………]` tagged with
    its field, every line with a passage a comment that quotes it. With the directive, comments name a table cell by its row
    and column ("dòng “Phú Hòa”, cột “Quý I”"). The same plan gives the same bytes. Raises `TemplateFault`.
    """
    rules = load(plan.rulebook)
    path = template or template_for(rules, plan.code, templates)
    ready = prepared(path, path.stat().st_mtime_ns)
    marked = MarkedText(Comments(plan, directive))
    try:
        root: Element = etree.fromstring(ready.text.render(texts_of(plan, rules, marked)).encode())
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise broken(path, error) from error
    let_long_rows_break(root)
    keep_openers(root)
    finish_appendices(root, plan.appendices())
    resolve(root, marked.marks)
    return _zipped(
        (
            *ready.parts,
            ("word/document.xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)),
            ("word/comments.xml", _comments_part(marked.comments, _referred_to(root))),
            ("docProps/core.xml", _core_properties(plan)),
        )
    )


def _referred_to(root: Element) -> set[int]:
    """The comments that the text shows; a template may leave a field of the plan out, and its comment with it."""
    return {int(reference.get(w("id"))) for reference in root.iter(w("commentReference"))}


def _comments_part(comments: list[str], shown: set[int]) -> bytes:
    entries = "".join(_comment_entry(index, text) for index, text in enumerate(comments) if index in shown)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W}">{entries}</w:comments>'.encode()


def _comment_entry(index: int, text: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark if number == 0 else ""}'
        f'<w:r><w:t xml:space="preserve">{escape(clean(line))}</w:t></w:r></w:p>'
        for number, line in enumerate(text.split("\n"))
    )
    return f'<w:comment w:id="{index}" w:author="{AUTHOR}" w:initials="tk">{paragraphs}</w:comment>'


def _core_properties(plan: Plan) -> bytes:
    title = escape(clean(" ".join((plan.kind.capitalize(), *plan.title)).strip()))
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
