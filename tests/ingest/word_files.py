"""Small Word files built for the reader's tests, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from ingest import word
from ingest.document import Document, Paragraph, Source

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "o": "urn:schemas-microsoft-com:office:office",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
ROOTS = (
    {name: f"w:{name}" for name in ("styles", "numbering", "footnotes", "endnotes", "settings", "comments")}
    | {f"header{n}": "w:hdr" for n in (1, 2, 3)}
    | {"footer1": "w:ftr", "theme1": "a:theme"}
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph: plain text, or runs ready made."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def _borders(*sides: str) -> str:
    return "<w:tblBorders>" + "".join(f'<w:{side} w:val="single"/>' for side in sides) + "</w:tblBorders>"


BORDERS = _borders("top", "left", "bottom", "right", "insideH", "insideV")
LEVEL_BORDERS = _borders("top", "bottom", "insideH")


def tbl(*rows: str, borders: str = BORDERS) -> str:
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{''.join(rows)}</w:tbl>"


def docx(body: str, parts: Mapping[str, str] | None = None, extra: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file with this body; `parts` by name ("numbering", "header1") hold the inside of their root element."""
    parts = parts or {}
    kinds = {name: f"{_RELATION}/{name.rstrip('0123456789')}" for name in parts}
    relations = "".join(f'<Relationship Id="{name}" Type="{kinds[name]}" Target="{name}.xml"/>' for name in parts)
    members = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    members |= {f"word/{name}.xml": f"<{ROOTS[name]} {NAMESPACES}>{inner}</{ROOTS[name]}>" for name, inner in parts.items()}
    return archive({name: text.encode() for name, text in members.items()} | dict(extra or {}))


def _types(parts: Iterable[str]) -> str:
    kinds = {"document": "document.main"} | {name: name.rstrip("0123456789") for name in parts if ROOTS[name].startswith("w:")}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>' for name, kind in kinds.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )


def archive(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def read(body: str, parts: Mapping[str, str] | None = None) -> Document:
    return word.read(docx(body, parts), Source("thu.docx", "0" * 64, "docx"))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def columns(document: Document) -> list[tuple[int | None, str]]:
    return [(block.column, block.text) for block in document.blocks]


def only(document: Document) -> Paragraph:
    (paragraph,) = document.paragraphs
    return paragraph
