"""Hostile and broken files: each is read, with a note, or refused by name; nothing is fetched, run, expanded or written on the way."""

from __future__ import annotations

import socket
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest import convert, isolation
from ingest.document import Document
from ingest.errors import InputError
from ingest.isolation import read_apart
from tests.ingest import hostile_files as bad
from tests.ingest.sound_files import sound_files
from tests.ingest.word_files import archive, docx, p
from tools.fuzz import fuzz, report

LIBREOFFICE = pytest.mark.skipif(convert.converter() is None, reason="không có LibreOffice")


@pytest.fixture(scope="module", autouse=True)
def _no_workers_left() -> Iterator[None]:
    yield
    isolation.close()


def outcome(path: Path) -> str:
    """ "read", "read: macros-ignored", or the code of the refusal."""
    try:
        document = read_apart(path)
    except InputError as error:
        assert error.path == path
        return error.code
    assert document.blocks
    return ": ".join(["read", *sorted({note.code for note in document.notes})])


def text_of(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


# --- the shared folder of bad files --------------------------------------------------------------------------------------

SHARED = {
    "2000-blank-pages.pdf": "no-text",
    "=1+2 - tên bắt đầu bằng dấu bằng.docx": "read",
    "Kế hoạch số 44 'bản sao' “đã ký”; $(echo lỗi) & #1 100% [a] {b} ~.docx": "read",
    "billion-laughs.docx": "hostile-file",
    "broken-xref.pdf": "read: repaired-pdf",
    "docx-renamed.pdf": "read: wrong-suffix",
    "empty.docx": "empty-file",
    "empty.pdf": "empty-file",
    "encrypted.docx": "password-protected",
    "encrypted.pdf": "password-protected",
    "macro-renamed.docx": "read: macros-ignored",
    "macro.docm": "read: macros-ignored",
    "owner-password-only.pdf": "read",
    "pdf-renamed.docx": "read: wrong-suffix",
    "plain-zip.docx": "unknown-format",
    "truncated.docx": "damaged-file",
    "truncated.pdf": "damaged-file",
    "web-page.pdf": "unknown-format",
    "xxe.docx": "hostile-file",
    "zero-pages.pdf": "no-pages",
    "zip-bomb.docx": "hostile-file",
    "zip-slip.docx": "read",
}


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_bad_file(shared: Path, name: str) -> None:
    files = {unicodedata.normalize("NFC", path.name): path for path in (shared / "samples" / "bad").iterdir()}
    assert outcome(files[name]) == SHARED[name]


def test_every_shared_bad_file_has_its_outcome(shared: Path) -> None:
    names = {unicodedata.normalize("NFC", path.name) for path in (shared / "samples" / "bad").iterdir()}
    assert names == SHARED.keys() | {"README.md"}


# --- the same and more, built here ---------------------------------------------------------------------------------------

ENTITY_LAUGHS = "<!DOCTYPE w [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9)) + "]>"
TEXT_PDF = bad.text_pdf(3)
BUILT: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing at all": ("a.docx", lambda: b"", "empty-file"),
    "cut short, Word": ("a.docx", lambda: docx(p("chữ " * 900))[:-200], "damaged-file"),
    "cut short, PDF": ("a.pdf", lambda: TEXT_PDF[: len(TEXT_PDF) // 2], "damaged-file"),
    "index broken": ("a.pdf", lambda: TEXT_PDF.replace(b"startxref\n", b"startxref\n9"), "read: repaired-pdf"),
    "no pages": ("a.pdf", lambda: bad.blank_pages(0), "no-pages"),
    "too many pages": ("a.pdf", lambda: bad.blank_pages(2_001), "too-large"),
    "blank pages": ("a.pdf", lambda: bad.blank_pages(20), "no-text"),
    "promised pages": ("a.pdf", lambda: bad.boasting_count(10**9), "read: repaired-pdf"),
    "pages in a circle": ("a.pdf", bad.pages_in_a_circle, "damaged-file"),
    "a web page": ("a.pdf", lambda: "<!DOCTYPE html><p>Phiên làm việc hết hạn</p>".encode(), "unknown-format"),
    "an archive": ("a.docx", lambda: archive({"a.txt": b"a"}), "unknown-format"),
    "renamed": ("a.docx", lambda: TEXT_PDF, "read: wrong-suffix"),
    "macros": ("a.docm", lambda: docx(p("chữ"), extra={"word/vbaProject.bin": b"MZ"}), "read: macros-ignored"),
    "entities": ("a.docx", lambda: bad.word_with(ENTITY_LAUGHS, "&e8;"), "hostile-file"),
    "a bomb": ("a.docx", lambda: docx(p("chữ"), extra={"word/media/a.bin": bytes(60 << 20)}), "hostile-file"),
    "many names for the same bytes": ("a.docx", bad.zip_in_which_members_share_bytes, "too-large"),
    "a page of a kilometre": ("a.pdf", lambda: bad.page_pdf(b"", box="0 0 3000000 3000000"), "too-large"),
    "a page without number": ("a.pdf", lambda: bad.page_pdf(b"BT /F 9 Tf 9 9 Td (chu) Tj ET", box="0 0 nan 1e99"), "read"),
    "a million letters": ("a.pdf", lambda: bad.many_letters(1_000_000), "too-large"),
    "very many lines": ("a.pdf", lambda: bad.many_lines(250_000), "too-large"),
    "a large page": ("a.pdf", lambda: bad.page_pdf(b"BT /F 9 Tf 9 9 Td (Ke hoach) Tj ET", box="0 0 14400 14400"), "read"),
    "a vast picture": ("a.pdf", bad.vast_image, "no-text"),
    "a vast picture on a vast page": ("a.pdf", lambda: bad.vast_image(box="0 0 14400 14400"), "no-text"),
    "a stream of a hundred megabytes": ("a.pdf", lambda: bad.packed_twice(100), "read"),
    "a footnote that cites itself": ("a.docx", bad.footnote_in_itself, "read"),
    "footnotes that cite each other": ("a.docx", bad.footnotes_in_footnotes, "read"),
    "a footnote cited 20,000 times": ("a.docx", bad.long_footnote_cited_often, "read"),
    "tables in tables": ("a.docx", lambda: bad.nested_tables(30), "read: nested-table"),
    "tables in tables without end": ("a.docx", lambda: bad.nested_tables(300), "hostile-file"),
    "a table of millions of places": ("a.docx", bad.wide_spans, "too-large"),
    "a picture of billions of pixels": ("a.png", bad.vast_png, "too-large"),
    "a picture cut short": ("a.png", lambda: bad.vast_png(800)[:60], "damaged-file"),
    "a second page without width": ("a.tif", bad.broken_second_page, "damaged-file"),
    "styles in a circle": ("a.docx", bad.styles_in_a_circle, "read"),
}


@pytest.mark.parametrize("kind", BUILT)
def test_a_bad_file_of_ours(tmp_path: Path, kind: str) -> None:
    name, build, expected = BUILT[kind]
    path = tmp_path / name
    path.write_bytes(build())
    assert outcome(path) == expected
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
@pytest.mark.parametrize("build", [bad.forms_in_forms, bad.form_in_itself, lambda: bad.packed_twice(1_500)])
def test_a_pdf_that_grows_without_end_costs_no_more_than_the_limit(tmp_path: Path, build: Callable[[], bytes]) -> None:
    path = tmp_path / "bom.pdf"
    path.write_bytes(build())
    assert outcome(path) == "memory-limit"


ODD_NAMES = ["=1+2.docx", "Kế hoạch 'a' “b”; $(echo lỗi) & #1 100% [a] {b} ~.docx", "-v.docx", "a\nb.docx", " .docx", "%s%n{0}.docx"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(docx(p("chữ")))
    assert read_apart(path).source.file == name


# --- nothing is fetched, nothing is opened, nothing is run ---------------------------------------------------------------


@dataclass
class Listener:
    """A server on this machine that counts who calls."""

    port: int
    calls: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/theo-doi.png"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server.getsockname()[1])

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = server.accept()
                    found.calls.append(caller.recv(200))
                    caller.close()

        threading.Thread(target=serve, daemon=True).start()
        yield found


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_that_calls(address: str) -> bytes:
    """A picture, a template, a subdocument, a frame and a field that all lie elsewhere."""
    kinds = ("image", "attachedTemplate", "subDocument", "frame", "aFChunk", "hyperlink", "oleObject", "styles", "footnotes")
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{address}" TargetMode="External"/>' for n, kind in enumerate(kinds)
    )
    field_code = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE "{address}" \\d</w:instrText></w:r>'
    return docx(
        p(f'<w:r><w:t>Kế hoạch</w:t></w:r>{field_code}<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + f'<w:p><w:r><w:pict><v:imagedata r:href="{address}" xmlns:r="{RELATIONS}"/></w:pict></w:r></w:p>',
        extra={"word/_rels/settings.xml.rels": f"<Relationships>{relations}</Relationships>".encode()},
    )


def rtf_that_calls(address: str) -> bytes:
    linked = "".join(rf'{{\field{{\*\fldinst {name} "{address}"}}{{\fldrslt }}}}' for name in ("INCLUDEPICTURE", "INCLUDETEXT", "LINK"))
    return (rf"{{\rtf1\ansi{{\*\template {address}}} Ke hoach so 5 {linked}\par}}").encode()


def html_that_calls(address: str) -> bytes:
    called = (
        f'<img src="{address}"><link rel=stylesheet href="{address}"><script src="{address}"></script><iframe src="{address}"></iframe>'
    )
    return f"<html><head><base href='{address}'></head><body><p>Kế hoạch số 5</p>{called}</body></html>".encode()


def odt(content: str, more: dict[str, bytes] | None = None) -> bytes:
    names = {n: f"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" for n in ("office", "text", "script")}
    names |= {"draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "xlink": "http://www.w3.org/1999/xlink"}
    names |= {"dom": "http://www.w3.org/2001/xml-events", "ooo": "http://openoffice.org/2004/office"}
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = {"/": "application/vnd.oasis.opendocument.text", "content.xml": "text/xml"} | dict.fromkeys(more or {}, "text/xml")
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="{kind}"/>' for name, kind in listed.items())
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content {spaces} office:version="1.2">{content}</office:document-content>'.encode(),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>'.encode(),
            **(more or {}),
        }
    )


def odt_that_calls(address: str) -> bytes:
    picture = f'<draw:frame><draw:image xlink:href="{address}" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
    section = f'<text:section text:name="a"><text:section-source xlink:href="{address}"/><text:p/></text:section>'
    return odt(f"<office:body><office:text><text:p>Kế hoạch số 5{picture}</text:p>{section}</office:text></office:body>")


CALLS: dict[str, Callable[[str], bytes]] = {
    "docx": word_that_calls,
    "rtf": rtf_that_calls,
    "odt": odt_that_calls,
    "html": html_that_calls,
}


@LIBREOFFICE
@pytest.mark.slow
@pytest.mark.parametrize("suffix", CALLS)
def test_nothing_is_fetched(tmp_path: Path, listener: Listener, suffix: str) -> None:
    path = tmp_path / f"goi.{suffix}"
    path.write_bytes(CALLS[suffix](listener.address))
    assert outcome(path).split(":")[0] in {"read", "unknown-format", "unsupported-format"}
    assert listener.calls == []


DECLARED = {
    "external entity": '<!DOCTYPE w [<!ENTITY b SYSTEM "{address}">]>',
    "external subset": '<!DOCTYPE w SYSTEM "{address}">',
    "parameter entity": '<!DOCTYPE w [<!ENTITY % b SYSTEM "{address}"> %b;]>',
}


@pytest.mark.parametrize("kind", DECLARED)
def test_no_entity_is_resolved(tmp_path: Path, listener: Listener, kind: str) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mật khẩu của phòng", encoding="utf-8")
    path = tmp_path / "thuc-the.docx"
    for address in (listener.address, secret.as_uri()):
        path.write_bytes(bad.word_with(DECLARED[kind].format(address=address), "chữ" if "subset" in kind else "chữ &b;"))
        try:
            shown = text_of(read_apart(path))
        except InputError as error:
            shown = str(error.values)
        assert "mật khẩu" not in shown
    assert listener.calls == []


def odt_with_macro(target: Path) -> bytes:
    """A text whose macro writes a file as soon as it is opened."""
    basic = f'Sub Main\nOpen "{target}" For Output As #1\nPrint #1, "da chay"\nClose #1\nEnd Sub'
    spaces, named = 'xmlns:l="http://openoffice.org/2000/library"', "l:name='Standard'"
    script = 'xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic"'
    macro = "vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"
    events = "".join(
        f'<script:event-listener script:language="ooo:script" script:event-name="{name}" xlink:href="{macro}" xlink:type="simple"/>'
        for name in ("dom:load", "office:load-finished", "dom:DOMFocusIn")
    )
    return odt(
        f"<office:scripts><office:event-listeners>{events}</office:event-listeners></office:scripts>"
        "<office:body><office:text><text:p>Kế hoạch số 5</text:p></office:text></office:body>",
        {
            "Basic/script-lc.xml": f"<l:libraries {spaces}><l:library {named} l:link='false'/></l:libraries>".encode(),
            "Basic/Standard/script-lb.xml": f"<l:library {spaces} {named} l:readonly='false'><l:element l:name='M'/></l:library>".encode(),
            "Basic/Standard/M.xml": f"<script:module {script}>{basic}</script:module>".encode(),
        },
    )


@LIBREOFFICE
@pytest.mark.slow
def test_no_macro_is_run(tmp_path: Path) -> None:
    target = tmp_path / "macro-da-chay.txt"
    path = tmp_path / "macro.odt"
    path.write_bytes(odt_with_macro(target))
    assert "Kế hoạch số 5" in text_of(read_apart(path))
    assert not target.exists()


def test_members_of_an_archive_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "trong" / "leo.docx"
    path.parent.mkdir()
    path.write_bytes(docx(p("chữ"), extra={"../leo-thang.txt": b"x", "/tmp/leo-thang-2.txt": b"x"}))
    assert outcome(path) == "read"
    assert [found.name for found in tmp_path.rglob("*") if found.is_file()] == ["leo.docx"]
    assert not Path("/tmp/leo-thang-2.txt").exists()


# --- chance --------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_mutants_are_read_or_refused_by_name(tmp_path: Path) -> None:
    outcomes = fuzz(sound_files(tmp_path), 150, seed=3)
    assert [outcome for outcome in outcomes if outcome.is_fault] == [], report(outcomes)
    assert len({outcome.what for outcome in outcomes}) > 2
