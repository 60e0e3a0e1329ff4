"""Word files saved as one XML file: Word 2003's own language, and Word 2007's package written flat. Both become a package in memory.

LibreOffice reads the former too, but counts its lists wrong ("%0%.1." for "1.").
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest import word
from ingest.document import Document, Source
from ingest.errors import DamagedFile
from ingest.guard import parse_xml
from ingest.word.package import W, value

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_NOTE = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_SMART_TAG = "{urn:schemas-microsoft-com:office:smarttags}"
_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_ELEMENTS = {
    "listPr": "numPr",
    "ilfo": "numId",
    "ilst": "abstractNumId",
    "listDef": "abstractNum",
    "list": "num",
    "nfc": "numFmt",
    "listStyleLink": "numStyleLink",
    "vmerge": "vMerge",
    "hmerge": "hMerge",
    "hlink": "hyperlink",
}
_ATTRIBUTES = {"h-ansi": "hAnsi", "first-line": "firstLine", "listDefId": "abstractNumId", "ilfo": "numId"}
_FORMATS = {
    "0": "decimal",
    "1": "upperRoman",
    "2": "lowerRoman",
    "3": "upperLetter",
    "4": "lowerLetter",
    "5": "ordinal",
    "18": "decimalEnclosedCircle",
    "22": "decimalZero",
    "23": "bullet",
    "255": "none",
}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}


def read(data: bytes, source: Source) -> Document:
    """A file that begins with <w:wordDocument> or <pkg:package> as a `Document`. Raises as the Word reader does."""
    path = Path(source.file)
    root = parse_xml(data, path, source.file)
    if root.tag == _PART + "package":
        return word.read(_packed(dict(_flat_parts(root, path))), source)
    if root.tag != _OLD + "wordDocument":
        raise DamagedFile(path, detail="thiếu w:wordDocument")
    return word.read(_packed(_parts(root, path)), source)


def _flat_parts(root: etree._Element, path: Path) -> Iterator[tuple[str, bytes]]:
    for part in root.iterfind(_PART + "part"):
        name = (part.get(_PART + "name") or "").lstrip("/")
        xml, binary = part.find(_PART + "xmlData"), part.findtext(_PART + "binaryData")
        if xml is not None and len(xml):
            yield name, etree.tostring(xml[0])
        elif binary is not None:
            try:
                yield name, base64.b64decode(binary)
            except binascii.Error as error:
                raise DamagedFile(path, detail=name) from error


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return stream.getvalue()


def _parts(root: etree._Element, path: Path) -> dict[str, bytes]:
    """The parts of a package, out of the one tree of Word 2003."""
    body = root.find(_OLD + "body")
    if body is None:
        raise DamagedFile(path, detail="thiếu w:body")
    _modernise(root)
    notes = {kind: _set_apart(body, kind) for kind in ("footnote", "endnote")}
    heads = {f"{kind}{n}": e for kind in ("hdr", "ftr") for n, e in enumerate(list(body.iter(W + kind)))}
    document = etree.Element(W + "document")
    document.append(body)
    lists = root.find(W + "lists")
    trees = {
        "document": document,
        "styles": root.find(W + "styles"),
        "numbering": None if lists is None else _renamed(lists, "numbering"),
        **{kind + "s": element for kind, element in notes.items()},
        **heads,
    }
    kinds = {"hdr": "header", "ftr": "footer"}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}{kinds.get(name.rstrip("0123456789"), name)}" Target="{name}.xml"/>'
        for name, tree in trees.items()
        if tree is not None
    )
    links = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    files = {f"word/{name}.xml": etree.tostring(tree, with_tail=False) for name, tree in trees.items() if tree is not None}
    return files | {"word/_rels/document.xml.rels": links.encode()}


def _modernise(root: etree._Element) -> None:
    """Every name as Word 2007 writes it; what only hints or is a comment is gone."""
    for element in list(root.iter(tag=etree.Element)):
        tag = str(element.tag)
        if tag == _NOTE:
            _change(element)
        elif tag.startswith(_SMART_TAG):
            _renamed(element, "smartTag")
        elif tag.startswith(_HINT):
            _renamed(element, "customXml")
        elif tag.startswith(_OLD):
            name = tag.removeprefix(_OLD)
            _renamed(element, _ELEMENTS.get(name, name))
            for attribute in list(element.attrib):
                own = str(attribute).removeprefix(_OLD)
                if own != attribute:
                    element.set(W + _ATTRIBUTES.get(own, own), element.attrib.pop(attribute))
            if name == "nfc":
                element.set(W + "val", _FORMATS.get(value(element) or "", "decimal"))
            if name == "t":
                element.set(_SPACE, "preserve")


def _change(annotation: etree._Element) -> None:
    """A tracked change; its content stands in an `aml:content` of its own. Comments and bookmarks lose theirs."""
    kind = annotation.get(_OLD + "type") or annotation.get(W + "type") or ""
    content = annotation.find(_NOTE.replace("annotation", "content"))
    if content is not None:
        content.tag = W + "customXml"
    if kind in _CHANGES:
        _renamed(annotation, _CHANGES[kind])
    elif content is not None and kind.startswith("Word.Comment"):
        annotation.remove(content)


def _set_apart(body: etree._Element, kind: str) -> etree._Element | None:
    """The notes of a kind, which stand in the text itself, in a tree of their own, each with a reference in its place."""
    apart = etree.Element(f"{W}{kind}s")
    for number, note in enumerate(list(body.iter(W + kind))):
        parent = note.getparent()
        if parent is None:
            continue
        parent.replace(note, etree.Element(f"{W}{kind}Reference", {W + "id": str(number)}))
        note.set(W + "id", str(number))
        apart.append(note)
    return apart if len(apart) else None


def _renamed(element: etree._Element, name: str) -> etree._Element:
    element.tag = W + name
    return element
