"""What a file really is, by its content, whatever its suffix says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from ingest.guard import Archive
from ingest.ole import Compound, is_locked_document

PASSWORD = "password"
"""Code of a file that cannot even be told apart because it is encrypted."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"Rar!\x1a\x07": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"MZ": "exe",
}
_OLE_STREAMS = {"EncryptedPackage": PASSWORD, "WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_MESSAGE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE)
_PACKAGE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN_DOCUMENT = {b"application/vnd.oasis.opendocument.text": "odt", b"application/vnd.oasis.opendocument.spreadsheet": "ods"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its code, its Vietnamese name, the suffixes that go with it, and the module that reads it or why none does."""

    code: str
    name: str
    suffixes: tuple[str, ...]
    reader: str | None
    refused: str | None

    def goes_with(self, name: str) -> bool:
        return PurePath(name).suffix.lower() in self.suffixes


@cache
def kinds() -> dict[str, Kind]:
    table = tomllib.loads(files("ingest").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {
        code: Kind(code, entry["name"], tuple(entry["suffixes"]), entry.get("reader"), entry.get("refused"))
        for code, entry in table.items()
    }


def recognise(data: bytes, name: str) -> str:
    """The code of a kind in `kinds.toml`, or "password" for an encrypted Office file.

    A CSV is told from other text by its name alone. A ZIP that cannot be opened raises DamagedFile, one beyond the limits HostileFile
    or TooLarge.
    """
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(Archive(data, name))
    if head.startswith(_OLE):
        return _inside_ole(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "heic"
    markup = _markup(head)
    if markup:
        return markup
    is_text = _is_text(data)
    for magic, code in _MAGIC.items():
        if head.startswith(magic) and not (is_text and magic.isalpha()):
            return code
    if is_text:
        return "csv" if kinds()["csv"].goes_with(name) else "text"
    return "unknown"


def _inside_zip(archive: Archive) -> str:
    names = archive.names
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[Content_Types].xml" in names:
        return next((code for folder, code in _PACKAGE_FOLDERS.items() if any(name.startswith(folder) for name in names)), "zip")
    if "mimetype" in names:
        is_locked = "encrypted-package" in names or b"encryption-data" in _manifest(archive)
        code = _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "zip")
        return PASSWORD if is_locked and code != "zip" else code
    return "zip"


def _manifest(archive: Archive) -> bytes:
    return archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.names else b""


def _inside_ole(data: bytes) -> str:
    """By the streams at its root; where the directory is lost, by the names that still stand in the file."""
    file = Compound(data)
    names = file.names or {name for name in _OLE_STREAMS if (name + "\0").encode("utf-16-le") in data}
    code = next((code for stream, code in _OLE_STREAMS.items() if stream in names), "ole")
    return PASSWORD if code == "doc" and is_locked_document(file) else code


def is_message(head: bytes) -> bool:
    """The file begins like an e-mail that holds a page: "Single File Web Page", MHTML."""
    return bool(_MESSAGE.match(head[:4096]))


def _markup(head: bytes) -> str | None:
    start = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n").lower()
    if b"<html" in start or start.startswith((b"<!doctype html", b"<body", b"<meta ", b"<table")) or is_message(start):
        return "html"
    if start.startswith(b"<?xml"):
        is_word = b"word.document" in start or b"wordprocessingml" in start or b"schemas.microsoft.com/office/word" in start
        return "wordxml" if is_word else "xml"
    return None


def _is_text(data: bytes) -> bool:
    """Hardly any control character; in UTF-16, with or without its mark, every other byte is nearly always the same few."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample[2:]
    halves = [sample[start::2] for start in (0, 1)]
    rare = min(half.count(0) for half in halves)
    if max(half.count(0) for half in halves) * 4 > len(halves[0]) and rare * 50 <= len(halves[0]):
        sample = sample.replace(b"\0", b"")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return rare * 50 <= len(halves[0])
    if b"\0" in sample:
        return False
    control = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in sample)
    return control * 100 <= len(sample)
