"""Older formats read like the DOCX of the same text, and what they hold runs nothing and reaches nobody."""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing import get_context
from pathlib import Path

import openpyxl
import pytest

import ingest
from ingest import convert
from ingest.document import Document, Paragraph, Source
from ingest.errors import ConversionTimeout, ConverterMissing, DamagedFile, InputError, NoText, PasswordProtected
from ingest.guard import Limits, held_to
from ingest.ole import Compound
from ingest.recognition import PASSWORD, recognise
from ingest.stored import as_stored
from tests.ingest.test_word_cases import field
from tests.ingest.word_files import cell, columns, docx, p, row, run, tbl, texts

with_office = pytest.mark.skipif(convert.converter() is None, reason="máy này chưa cài LibreOffice")

OFFICE = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def open_document(kind: str, body: str, locked: str = "") -> bytes:
    """An ODT or ODS with this body; `locked` stands in the manifest's entry of the content."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    namespaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in OFFICE.items())
    root = f"office:{'text' if kind == 'text' else kind}"
    content = f'<office:document-content {namespaces} office:version="1.2"><office:body><{root}>{body}</{root}></office:body>'
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}">{}</manifest:file-entry>'
    manifest = entry.format("/", mime, "") + entry.format("content.xml", "text/xml", locked)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", mime)
        packed.writestr("content.xml", content + "</office:document-content>")
        packed.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{MANIFEST}">{manifest}</manifest:manifest>')
    return stream.getvalue()


def rtf(body: str) -> bytes:
    escaped = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in body)
    return b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs28 " + escaped.encode("ascii") + b"}"


def saved_as(kind: str, data: bytes, folder: Path, name: str = "thu.docx") -> bytes:
    """A file saved by LibreOffice in another format."""
    program = convert.converter()
    assert program is not None
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={convert._profile().as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"thu.{kind}").read_bytes()


def read(data: bytes, kind: str) -> Document:
    return convert.read(data, Source(f"thu.{kind}", "0" * 64, kind))


def look(document: Document) -> list[object]:
    """Everything of a document but its source and the heads of tables, which not every format knows."""
    return [
        (b.text, b.role, b.column, b.label_end, b.alignment, b.mark, b.spans)
        if isinstance(b, Paragraph)
        else [(c.row, c.column, c.row_span, c.column_span, c.text, c.bold) for c in b.cells]
        for b in document.blocks
    ]


# --- the same text ---

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:suff w:val="space"/><w:lvlText w:val="%1-"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%2."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
FOOTNOTES = (
    f'<w:footnote w:id="-1" w:type="separator">{p("")}</w:footnote><w:footnote w:id="0" w:type="continuationSeparator">{p("")}</w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + run(" Số liệu tạm tính."))}</w:footnote>'
)
WIDE = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="3500"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'


def numbered(text: str, depth: int) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')


def rich() -> bytes:
    """A head, numbered paragraphs, a note, a table with merged cells, a foot."""
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = tbl(row("ĐẢNG ỦY XÃ MẪU", "ĐẢNG CỘNG SẢN VIỆT NAM"), row("Số 05-KH/ĐU", "Mẫu, ngày 02 tháng 3 năm 2024"), borders="")
    data = tbl(
        row(cell("TT", down), cell("Chi bộ", down), cell("Chia ra", '<w:gridSpan w:val="2"/>')),
        row(cell("", on), cell("", on), "Quý I", "Quý II"),
        row("1", "Chi bộ thôn Đông", "2", "3"),
    ).replace("</w:tblPr>", "</w:tblPr>" + WIDE)
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    body = (
        head.replace("</w:tblPr>", '</w:tblPr><w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>')
        + p(run("KẾ HOẠCH", "<w:b/>"), '<w:jc w:val="center"/>')
        + numbered("Mục tiêu", 0)
        + numbered("Kết nạp đảng viên", 1)
        + numbered("Bồi dưỡng", 1)
        + p(run("Kết nạp ") + run("12 đảng viên", "<w:b/>") + note + run(" trong năm."))
        + data
        + p(run("Thực hiện ngay./.", "<w:i/>"))
    )
    return docx(body, {"numbering": NUMBERING, "footnotes": FOOTNOTES})


@with_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_an_older_format_reads_like_the_docx(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"ke-hoach.{kind}"
    path.write_bytes(saved_as(kind, rich(), tmp_path))
    document = ingest.read(path)
    truth = ingest.word.read(rich(), Source("thu.docx", "0" * 64, "docx"))
    assert columns(document) == columns(truth)
    assert texts(truth)[5:8] == ["I- Mục tiêu", "3. Kết nạp đảng viên", "4. Bồi dưỡng"]
    assert cells(document) == cells(truth)
    assert [b.mark for b in document.paragraphs if b.role == "footnote"] == ["¹"]
    assert document.source == Source(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), kind)


def cells(document: Document) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for table in document.tables for c in table.cells]


@with_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_samples_of_older_formats_read_like_their_docx(kind: str, shared: Path) -> None:
    (path,) = (shared / "samples").glob(f"*.{kind}")
    assert look(ingest.read(path)) == look(ingest.read(path.with_suffix(".docx")))


@with_office
@pytest.mark.slow
def test_real_word_97_files_keep_the_promises_of_a_document(shared: Path) -> None:
    paths = [path for path in sorted((shared / "real").glob("*.doc")) if path.read_bytes().startswith(b"\xd0\xcf")]
    assert paths
    for path in paths:
        document = ingest.read(path)
        assert len(document.blocks) > 80
        for block in document.blocks:
            lines = [block.text] if isinstance(block, Paragraph) else [line for c in block.cells for line in c.text.split("\n")]
            assert all(line == " ".join(line.split()) for line in lines)
        assert [b.column for b in document.blocks[:2]] == [0, 0]


# --- as stored ---


RTF_DATE = (
    r'ngày {\field{\*\fldinst {\rtlch\fcs1 \af0 \ltrch DATE \\@ "dd/MM/yyyy"}}{\fldrslt 05/3/2019}}'
    r" theo {\field{\*\fldinst REF muc }{\fldrslt mục 4}}\par"
)
ODT_DATE = '<text:p>ngày <text:date text:fixed="false" text:date-value="2019-03-05">05/3/2019</text:date> theo mục 4</text:p>'
DOCX_DATE = p(run("ngày ") + field('DATE \\@ "dd/MM/yyyy"', "05/3/2019") + run(" theo ") + field("REF muc", "mục 4"))


@with_office
@pytest.mark.slow
@pytest.mark.parametrize(("kind", "data"), [("rtf", rtf(RTF_DATE)), ("odt", open_document("text", ODT_DATE))])
def test_a_date_that_word_fills_in_stays_as_it_was_stored(kind: str, data: bytes) -> None:
    document = read(data, kind)
    assert (texts(document), [note.code for note in document.notes]) == (["ngày 05/3/2019 theo mục 4"], ["date-field"])


@with_office
@pytest.mark.slow
def test_fields_of_a_word_97_file_stay_as_they_were_stored(tmp_path: Path) -> None:
    data = saved_as("doc", docx(DOCX_DATE), tmp_path)
    (printed,) = texts(read(data, "doc"))
    today = printed.removeprefix("ngày ").partition(" ")[0]
    old = data.replace(today.encode("utf-16-le"), "05/03/2019".encode("utf-16-le"))
    assert texts(read(old, "doc")) == ["ngày 05/03/2019 theo mục 4"]


@pytest.mark.parametrize("data", [b"", b"{\\rtf1 \\fldinst" + b"\\b " * 5000 + b"}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000])
def test_files_without_fields_stay_as_they_are(data: bytes) -> None:
    assert as_stored(data, "rtf") == as_stored(data, "doc") == (data, False)


# --- nothing runs, nobody is asked ---


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and what was asked of it."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle(self) -> None:
            paths.append(self.rfile.readline().decode("latin-1"))

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


@with_office
@pytest.mark.slow
def test_no_link_is_followed(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    secret = tmp_path / "mat.odt"
    secret.write_bytes(open_document("text", "<text:p>điều bí mật</text:p>"))
    frame = '<text:p><draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">{}</draw:frame></text:p>'
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    section = '<text:section text:name="{}"><text:section-source xlink:href="{}" xlink:type="simple"/><text:p>thân</text:p></text:section>'
    body = (
        frame.format(f'<draw:image xlink:href="{address}/hinh.png" {link}/>')
        + frame.format(f'<draw:object xlink:href="{address}/bang.ods" {link}/>')
        + section.format("A", f"{address}/phan.odt")
        + section.format("B", secret.as_uri())
        + "<text:p>hết</text:p>"
    )
    assert texts(read(open_document("text", body), "odt")) == ["thân", "thân", "hết"]
    included = (
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/hinh.png"}}{{\fldrslt hình}}}}\par'
        rf'{{\field{{\*\fldinst INCLUDETEXT "{secret.as_uri()}"}}{{\fldrslt chữ}}}}\par'
    )
    assert texts(read(rtf(included), "rtf")) == ["hình", "chữ"]
    assert paths == []


# --- refusals ---


def test_without_libreoffice_the_clerk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "thu.rtf"
    path.write_bytes(rtf("Thư"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(convert, "_PLACES", ())
    with pytest.raises(ConverterMissing):
        ingest.read(path)


@with_office
@pytest.mark.slow
def test_a_conversion_that_takes_too_long_ends_with_its_children() -> None:
    with pytest.raises(ConversionTimeout), held_to(Limits(office_seconds=0)):
        read(rtf("Thư"), "rtf")
    running = subprocess.run(["ps", "ax", "-o", "stat,args"], capture_output=True, text=True, check=True).stdout
    profile = convert._profile().as_uri()
    assert not [line for line in running.splitlines() if profile in line and not line.startswith("Z")]


@with_office
@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "data", "refusal"),
    [
        ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), DamagedFile),
        ("rtf", rtf(r"Thư\par " * 99)[:400], DamagedFile),
        ("rtf", rtf(""), NoText),
    ],
)
def test_what_libreoffice_cannot_read_is_refused(kind: str, data: bytes, refusal: type[InputError]) -> None:
    with pytest.raises(refusal):
        read(data, kind)


def test_a_text_document_with_a_password_is_told_before_it_is_opened() -> None:
    locked = f'<manifest:encryption-data xmlns:manifest="{MANIFEST}"/>'
    assert recognise(open_document("text", "", locked), "thu.odt") == PASSWORD
    assert recognise(open_document("text", ""), "thu.odt") == "odt"


@with_office
@pytest.mark.slow
def test_a_word_97_file_with_a_password_is_told_before_it_is_opened(tmp_path: Path) -> None:
    data = bytearray(saved_as("doc", docx(p("Thư")), tmp_path))
    assert recognise(bytes(data), "thu.doc") == "doc"
    flags = Compound(bytes(data)).place("WordDocument", 10)
    assert flags is not None
    struct.pack_into("<H", data, flags, struct.unpack_from("<H", data, flags)[0] | 0x0100)
    assert recognise(bytes(data), "thu.doc") == PASSWORD
    with pytest.raises(PasswordProtected):
        read(bytes(data), "doc")


@with_office
@pytest.mark.slow
def test_files_under_a_wrong_name_are_read_with_a_note(tmp_path: Path) -> None:
    files = {"a.doc": docx(p("Thư")), "b.docx": rtf("Thư"), "c.docx": saved_as("doc", docx(p("Thư")), tmp_path)}
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        document = ingest.read(path)
        assert (texts(document), [note.code for note in document.notes]) == (["Thư"], ["wrong-suffix"])
    (tmp_path / "d.doc").write_bytes(rtf("Thư"))
    (tmp_path / "e.dotx").write_bytes(docx(p("Thư")))
    assert [ingest.read(tmp_path / name).notes for name in ("d.doc", "e.dotx")] == [(), ()]


# --- several at once, sheets ---


def _texts_of(path: Path) -> list[str]:
    return texts(ingest.read(path))


@with_office
@pytest.mark.slow
def test_two_processes_convert_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.rtf" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_bytes(rtf(f"Thư số {number}"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_texts_of, paths)) == [[f"Thư số {number}"] for number in range(4)]


@with_office
@pytest.mark.slow
def test_sheets_become_xlsx_but_for_locked_ones(tmp_path: Path) -> None:
    value = '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    name = '<table:table-cell office:value-type="string"><text:p>Chi bộ thôn Đông</text:p></table:table-cell>'
    body = f'<table:table table:name="Biểu 1"><table:table-row>{name}{value}</table:table-row></table:table>'
    sheets = open_document("spreadsheet", body)
    old = bytearray(saved_as("xls", sheets, tmp_path, "thu.ods"))
    for kind, data in (("ods", sheets), ("xls", bytes(old))):
        converted = convert.to_xlsx(data, Source(f"bieu.{kind}", "0" * 64, kind))
        sheet = openpyxl.load_workbook(io.BytesIO(converted)).worksheets[0]
        assert (sheet.title, [c.value for c in sheet[1]]) == ("Biểu 1", ["Chi bộ thôn Đông", 12])
    second_record = Compound(bytes(old)).place("Workbook", 20)
    assert second_record is not None
    struct.pack_into("<H", old, second_record, 0x2F)
    with pytest.raises(PasswordProtected):
        convert.to_xlsx(bytes(old), Source("bieu.xls", "0" * 64, "xls"))
