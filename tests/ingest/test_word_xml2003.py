"""Word files saved as one XML file read like the package of the same text."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

import ingest
from ingest.document import Document, Source
from ingest.errors import DamagedFile, InputError, NoText
from ingest.word import xml2003
from tests.ingest.word_files import columns, docx, p, texts

NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.microsoft.com/office/word/2003/wordml",
        "wx": "http://schemas.microsoft.com/office/word/2003/auxHint",
        "aml": "http://schemas.microsoft.com/aml/2001/core",
        "st1": "urn:schemas-microsoft-com:office:smarttags",
    }.items()
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def change(kind: str, content: str) -> str:
    return f'<aml:annotation aml:id="1" w:type="Word.{kind}"><aml:content>{content}</aml:content></aml:annotation>'


def word2003(body: str, before: str = "") -> bytes:
    program = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return f"{program}<w:wordDocument {NAMES}>{before}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>".encode()


def read(data: bytes) -> Document:
    return xml2003.read(data, Source("thu.xml", "0" * 64, "wordxml"))


LISTS = (
    '<w:lists><w:listDef w:listDefId="4"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:nfc w:val="1"/><w:lvlText w:val="%1-"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%2."/></w:lvl></w:listDef>'
    '<w:list w:ilfo="7"><w:ilst w:val="4"/></w:list></w:lists>'
)


def listed(text: str, level: int) -> str:
    return paragraph(text, f'<w:listPr><w:ilvl w:val="{level}"/><w:ilfo w:val="7"/></w:listPr>')


def test_lists_are_counted() -> None:
    document = read(word2003(listed("Mục tiêu", 0) + listed("Kết nạp", 1) + listed("Bồi dưỡng", 1), LISTS))
    assert texts(document) == ["II- Mục tiêu", "1. Kết nạp", "2. Bồi dưỡng"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("Kết nạp ") + change("Deletion", "<w:r><w:delText>180</w:delText></w:r>") + change("Insertion", run("200")), ["Kết nạp 200"]),
        (run("tại ") + f"<st1:place>{run('thôn Đông')}</st1:place>", ["tại thôn Đông"]),
        (run("xem ") + f'<w:hlink w:dest="x">{run("phụ lục")}</w:hlink>', ["xem phụ lục"]),
        (run("một") + change("Comment", paragraph("ý kiến")), ["một"]),
        (run("hiện") + run(" ẩn", "<w:vanish/>"), ["hiện"]),
        (run("12 đảng viên") + f"<w:r><w:footnote>{paragraph('Tạm tính.')}</w:footnote></w:r>" + run("."), ["12 đảng viên¹.", "Tạm tính."]),
    ],
)
def test_text(content: str, expected: list[str]) -> None:
    assert texts(read(word2003(paragraph(content)))) == expected


def test_look_tables_and_heads() -> None:
    styles = '<w:styles><w:style w:type="paragraph" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    merged = "<w:tr><w:tc><w:tcPr><w:vmerge w:val='restart'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    below = "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl><w:tblPr><w:tblBorders><w:insideV w:val='single'/></w:tblBorders></w:tblPr>{}{}</w:tbl>"
    rows = merged.format(paragraph("Chi bộ"), paragraph("3")), below.format(paragraph(""), paragraph("4"))
    head = f'<w:sectPr><w:hdr w:type="odd">{paragraph("Đảng ủy xã")}</w:hdr></w:sectPr>'
    body = paragraph("Tiêu đề", '<w:pStyle w:val="Dam"/><w:ind w:first-line="567"/>') + table.format(*rows) + paragraph("Hết.") + head
    document = read(word2003(body, styles))
    assert texts(document) == ["Tiêu đề", "Chi bộ\t3\n\t4", "Hết."]
    assert document.paragraphs[0].is_bold
    assert document.paragraphs[0].first_line_indent == 28.35
    assert document.tables[0].cells[0].row_span == 2
    assert document.furniture == ("Đảng ủy xã",)


PACKAGE = '<?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{}</pkg:package>'


def flat(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{packed.read(name).decode()}</pkg:xmlData></pkg:part>' for name in packed.namelist()
        )
    picture = base64.b64encode(b"picture").decode()
    return PACKAGE.format(f'{parts}<pkg:part pkg:name="/word/a.png"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part>').encode()


def test_a_flat_package_reads_like_the_package(tmp_path: Path) -> None:
    path = tmp_path / "thu.xml"
    path.write_bytes(b'<?xml version="1.0" encoding="UTF-8"?>' + flat(docx(p("Kế hoạch") + p("Mục tiêu"))))
    document = ingest.read(path)
    assert (columns(document), document.source.format, document.notes) == ([(None, "Kế hoạch"), (None, "Mục tiêu")], "wordxml", ())


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"<?xml version='1.0'?><w/>", DamagedFile),
        (word2003("")[:-30], DamagedFile),
        (word2003(""), NoText),
        (PACKAGE.format('<pkg:part pkg:name="/a"><pkg:binaryData>x</pkg:binaryData></pkg:part>').encode(), DamagedFile),
    ],
)
def test_broken_files_are_refused(data: bytes, refusal: type[InputError]) -> None:
    with pytest.raises(refusal):
        read(data)
