"""Which Word template a plan is filled into, made ready once: the office's own where its folder holds one."""

from __future__ import annotations

import difflib
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2 import Template as JinjaTemplate
from lxml import etree

from generate.errors import DraftError
from generate.rulebook import RuleBook, load, names
from generate.word.markup import Element

NEARLY = 0.75
"""How like a template's name has to be to what stands there, to be told as misspelt."""
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class TemplateFault(DraftError):
    """A Word template that cannot be filled: not a DOCX, a broken tag, a field that no plan has."""

    code = "template-fault"


@dataclass(frozen=True, slots=True)
class Ready:
    """A template made ready: the text with its tags, and every other part as it will be written."""

    text: JinjaTemplate
    parts: tuple[tuple[str, bytes], ...]


def broken(path: Path, error: Exception) -> TemplateFault:
    field = re.search(r"'(\w+)' is undefined|no attribute '(\w+)'", str(error))
    what = f"có trường “{field[1] or field[2]}” mà dự thảo không có" if field else "không điền được"
    return TemplateFault(f"Mẫu {path} {what}. Chạy “trienkhai templates check {path}” để biết sai ở đâu và sửa thế nào.")


def template_for(rules: RuleBook, code: str, own: Path | None) -> Path:
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


@lru_cache(maxsize=8)
def prepared(path: Path, _changed: int) -> Ready:
    try:
        reader = DocxTemplate(path)
        reader.init_docx()
        source = reader.patch_xml(reader.xml_to_string(reader.docx.element))
        text = Environment(undefined=StrictUndefined, autoescape=True).from_string(source)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except TemplateError as error:
        raise broken(path, error) from error
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise TemplateFault(f"Mẫu {path} không phải tệp Word .docx dùng được. Lưu lại mẫu bằng Word.") from error
    for made_anew in ("word/document.xml", "word/comments.xml", "docProps/core.xml"):
        parts.pop(made_anew, None)
    parts["[Content_Types].xml"] = _with_comments_type(parts["[Content_Types].xml"])
    relations = "word/_rels/document.xml.rels"
    parts[relations] = _with_comments_relation(parts[relations])
    return Ready(text, tuple(parts.items()))


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
