"""The front door: every bad file is named, nothing is unpacked or expanded on the way."""

from __future__ import annotations

import os
import struct
import tracemalloc
from pathlib import Path

import pytest

import ingest
from ingest.errors import (
    DamagedFile,
    EmptyFile,
    HostileFile,
    InputError,
    MissingFile,
    NoAccess,
    NotAFile,
    PasswordProtected,
    TooLarge,
    UnknownFormat,
    UnsupportedFormat,
)
from ingest.guard import Archive, Limits, held_to
from ingest.isolation import read_apart
from ingest.recognition import kinds, recognise
from tests.ingest.hostile_files import text_pdf
from tests.ingest.word_files import NAMESPACES, archive, docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        ingest.read(tmp_path / "khong-co.docx")


def test_name_too_long_for_the_system_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        ingest.read(tmp_path / ("a" * 300 + ".docx"))


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(NotAFile):
        ingest.read(tmp_path)


def test_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        ingest.read(saved(tmp_path, "rong.docx", b""))


@pytest.mark.skipif(os.geteuid() == 0, reason="quản trị viên đọc được mọi tệp")
def test_no_access(tmp_path: Path) -> None:
    path = saved(tmp_path, "kin.docx", docx(p("chữ")))
    path.chmod(0)
    with pytest.raises(NoAccess):
        ingest.read(path)


def test_too_large_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = saved(tmp_path, "lon.pdf", b"%PDF-1.4")
    os.truncate(path, 101 << 20)
    with pytest.raises(TooLarge):
        ingest.read(path)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(p("chữ")), "docx"),
        (b"\n%PDF-1.7\n", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("EncryptedPackage"), "password"),
        (ole("Contents"), "ole"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "odt"),
        (archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "xlsx"),
        (archive({"anh.jpg": b""}), "zip"),
        (b"<!DOCTYPE html><html><body>phi\xc3\xaan h\xe1\xba\xbft h\xe1\xba\xa1n</body></html>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "html"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument/>", "wordxml"),
        (b"<?xml version='1.0'?><hoadon/>", "xml"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"Rar!\x1a\x07\x00", "rar"),
        ("Kế hoạch số 5".encode(), "text"),
        ("Kế hoạch".encode("utf-16"), "text"),
        (bytes(range(256)), "unknown"),
    ],
)
def test_recognised_by_content(data: bytes, code: str) -> None:
    assert recognise(data, "tep.bin") == code
    assert code == "password" or code in kinds()


@pytest.mark.parametrize(
    ("data", "error", "found"),
    [
        (ole("EncryptedPackage"), PasswordProtected, None),
        (ole("PowerPoint Document"), UnsupportedFormat, "bản trình chiếu PowerPoint 97-2003 (PPT)"),
        (archive({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), UnsupportedFormat, "bản trình chiếu PowerPoint (PPTX)"),
        (archive({"[Content_Types].xml": b"", "xl/workbook.bin": b"\x83"}), UnsupportedFormat, "bảng tính Excel nhị phân (XLSB)"),
        (b"<html></html>", UnknownFormat, "trang web (HTML)"),
        (archive({"a.txt": b"a"}), UnknownFormat, "tệp nén ZIP"),
    ],
)
def test_refusals_name_what_the_file_is(tmp_path: Path, data: bytes, error: type[InputError], found: str | None) -> None:
    path = saved(tmp_path, "van-ban.docx", data)
    with pytest.raises(error) as caught:
        ingest.read(path)
    assert caught.value.path == path
    assert caught.value.values.get("found") == found


def test_a_table_as_text_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        ingest.read(saved(tmp_path, "biểu.csv", "TT,Đơn vị,Quý I\n1,Vĩnh Lạc,3\n".encode()))
    assert caught.value.values == {"found": "bảng dạng chữ (CSV)"}
    assert ingest.read(saved(tmp_path, "biểu.txt", "TT,Đơn vị,Quý I\n1,Vĩnh Lạc,3\n".encode())).blocks


def test_wrong_suffix_is_read_and_noted(tmp_path: Path) -> None:
    document = ingest.read(saved(tmp_path, "ke-hoach.pdf", docx(p("Kế hoạch"))))
    assert document.source.format == "docx"
    assert [block.text for block in document.blocks] == ["Kế hoạch"]
    assert [note.code for note in document.notes] == ["wrong-suffix"]


def test_macros_are_left_alone_and_noted(tmp_path: Path) -> None:
    document = ingest.read(saved(tmp_path, "mau.docm", docx(p("Kế hoạch"), extra={"word/vbaProject.bin": b"MZ"})))
    assert [note.code for note in document.notes] == ["macros-ignored"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (docx(p("chữ " * 900))[:-200], DamagedFile),
        (archive({"[Content_Types].xml": b"", "word/styles.xml": b"<a/>"}), DamagedFile),
        (archive({"[Content_Types].xml": b"", "word/document.xml": b"<w:document"}), DamagedFile),
        (archive({"[Content_Types].xml": b"", "word/document.xml": b""}), DamagedFile),
        (archive({"[Content_Types].xml": b"", "word/document.xml": b"<document/>"}), DamagedFile),
        (docx(p("chữ"), extra={f"word/media/{n}": b"" for n in range(10_001)}), HostileFile),
        (docx(p("chữ"), extra={"word/media/den.bmp": bytes(20 << 20)}), HostileFile),
        (archive({"[Content_Types].xml": b"", "word/document.xml": f"<w:document {NAMESPACES}>{'<w:sdt>' * 300}".encode()}), HostileFile),
    ],
)
def test_broken_and_hostile_word_files(tmp_path: Path, data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        ingest.read(saved(tmp_path, "hong.docx", data))


ENTITIES = {
    "nested": '<!ENTITY a "ha"><!ENTITY b "&a;&a;">',
    "external": '<!ENTITY b SYSTEM "file:///etc/hostname">',
}


@pytest.mark.parametrize("kind", ENTITIES)
def test_entities_are_refused(tmp_path: Path, kind: str) -> None:
    text = f"<!DOCTYPE w [{ENTITIES[kind]}]><w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(HostileFile):
        ingest.read(saved(tmp_path, "thuc-the.docx", archive({"[Content_Types].xml": b"", "word/document.xml": text.encode()})))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = docx(p("chữ"), extra={"word/media/rong.bin": bytes(60 << 20)})
    path = saved(tmp_path, "bom.docx", data)
    tracemalloc.start()
    try:
        with pytest.raises(HostileFile):
            ingest.read(path)
        assert tracemalloc.get_traced_memory()[1] < 5 << 20
    finally:
        tracemalloc.stop()


def test_a_directory_that_lies_about_sizes_is_damage() -> None:
    data = bytearray(archive({"word/document.xml": b"x" * 5000}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    with pytest.raises(DamagedFile):
        Archive(bytes(data), "doi.docx").read("word/document.xml")


def test_members_are_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "trong"
    inside.mkdir()
    monkeypatch.chdir(inside)
    document = ingest.read(saved(inside, "leo.docx", docx(p("chữ"), extra={"../leo-thang.txt": b"x"})))
    assert [block.text for block in document.blocks] == ["chữ"]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["leo.docx"]


def test_unpacked_size_is_limited() -> None:
    data = archive({"a": os.urandom(3000)})
    with pytest.raises(TooLarge), held_to(Limits(unpacked_bytes=2000)):
        Archive(data, "to.docx")


def test_locked_members_ask_for_the_password() -> None:
    data = bytearray(archive({"word/document.xml": b"abc"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PasswordProtected):
        Archive(bytes(data), "khoa.docx").read("word/document.xml")


def test_every_bad_sample_is_read_or_named(shared: Path) -> None:
    for path in sorted((shared / "samples" / "bad").iterdir()):
        try:
            document = ingest.read(path)
        except InputError as error:
            assert error.path == path
        else:
            assert document.blocks, path.name


@pytest.mark.parametrize(
    ("limits", "name", "data"),
    [
        (Limits(file_bytes=1000), "a.txt", b"a" * 1001),
        (Limits(pages=2), "a.pdf", text_pdf(3)),
        (Limits(unpacked_bytes=5000), "a.docx", docx(p("chữ " * 3000))),
    ],
    ids=["bytes", "pages", "unpacked"],
)
def test_the_caller_sets_the_limits(limits: Limits, name: str, data: bytes, tmp_path: Path) -> None:
    path = saved(tmp_path, name, data)
    with pytest.raises(TooLarge):
        ingest.read(path, limits=limits)
    with pytest.raises(TooLarge), held_to(limits):
        read_apart(path)
    assert ingest.read(path).blocks
