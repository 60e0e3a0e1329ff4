"""Fields of older formats as they were last stored: LibreOffice would count them anew, and print today's date on an old plan."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from ingest.guard import Archive
from ingest.ole import Compound

DATES = {"DATE": 31, "TIME": 32, "SAVEDATE": 22, "PRINTDATE": 23}
"""Fields that show another text each time, by their numbers in Word 97-2003."""
_COUNTED = DATES | {
    "REF": 3, "IF": 7, "STYLEREF": 10, "INFO": 14, "TITLE": 15, "SUBJECT": 16, "AUTHOR": 17, "KEYWORDS": 18, "COMMENTS": 19,
    "LASTSAVEDBY": 20, "CREATEDATE": 21, "REVNUM": 24, "EDITTIME": 25, "NUMWORDS": 27, "NUMCHARS": 28, "FILENAME": 29, "TEMPLATE": 30,
    "INCLUDE": 36, "PAGEREF": 37, "ASK": 38, "FILLIN": 39, "DDE": 45, "DDEAUTO": 46, "LINK": 56, "MERGEFIELD": 59, "USERNAME": 60,
    "USERINITIALS": 61, "USERADDRESS": 62, "DOCVARIABLE": 64, "SECTION": 65, "INCLUDEPICTURE": 67, "INCLUDETEXT": 68, "FILESIZE": 69,
    "NOTEREF": 72, "DOCPROPERTY": 85,
}  # fmt: skip
_QUOTE = 35
"""A field that shows nothing but its stored text."""

_NAMES = "|".join(sorted(_COUNTED, key=len, reverse=True)).encode()
_RTF = re.compile(rb"(\\fldinst(?>\s|[{}]|\\\*|\\[a-z]+-?\d* ?)*+)(" + _NAMES + rb")\b", re.IGNORECASE)
_ODT_DATES = rb"date|time|modification-date|modification-time|print-date|print-time"
_ODT_NAMES = _ODT_DATES + (
    rb"|creation-date|creation-time|file-name|author-name|author-initials|bookmark-ref|reference-ref|note-ref|sequence-ref|chapter"
    rb"|title|subject|keywords|description|user-defined|database-display|conditional-text|expression|editing-duration|sender-[a-z-]+"
)
_ODT = re.compile(rb"<(/?)text:(" + _ODT_NAMES + rb")(?:\s[^>]*?)?(/?)>")
_FIELD_LISTS = (16, 17, 18, 48, 57)
"""Of the main text, the running heads, the footnotes, the endnotes and the text boxes."""


def as_stored(data: bytes, kind: str) -> tuple[bytes, bool]:
    """The file with every field that would be counted anew showing its stored text, and whether a date was among them."""
    match kind:
        case "doc":
            return _doc(data)
        case "rtf":
            return _rtf(data)
        case "odt":
            return _odt(data)
        case _:
            return data, False


def _rtf(data: bytes) -> tuple[bytes, bool]:
    names = {found[2].upper().decode() for found in _RTF.finditer(data)}
    return (_RTF.sub(rb"\1QUOTE", data) if names else data), bool(names & DATES.keys())


def _doc(data: bytes) -> tuple[bytes, bool]:
    file = Compound(data)
    head = file.start("WordDocument", 0x9A + 8 * (max(_FIELD_LISTS) + 1))
    if len(head) < 12:
        return data, False
    table = "1Table" if struct.unpack_from("<H", head, 10)[0] & 0x0200 else "0Table"
    changed, codes = bytearray(data), set[int]()
    for number in _FIELD_LISTS:
        offset = 0x9A + 8 * number
        start, length = struct.unpack_from("<II", head, offset) if offset + 8 <= len(head) else (0, 0)
        count = max(min(length, len(data)) - 4, 0) // 6
        for mark in range(start + 4 * (count + 1), start + 4 * (count + 1) + 2 * count, 2):
            kind, code = file.place(table, mark), file.place(table, mark + 1)
            if kind is None or code is None:
                break
            if changed[kind] & 0x1F == 0x13 and changed[code] in _COUNTED.values():
                codes.add(changed[code])
                changed[code] = _QUOTE
    return bytes(changed), bool(codes & set(DATES.values()))


def _odt(data: bytes) -> tuple[bytes, bool]:
    archive = Archive(data, "")
    parts = {name: archive.read(name) for name in ("content.xml", "styles.xml") if name in archive.names}
    if not any(_ODT.search(part) for part in parts.values()):
        return data, False
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(archive.names, key=lambda name: name != "mimetype"):
            part = _ODT.sub(_span, parts[name]) if name in parts else archive.read(name)
            packed.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else None)
    has_dates = any(re.fullmatch(_ODT_DATES, found[2]) for found in _ODT.finditer(parts.get("content.xml", b"")))
    return stream.getvalue(), has_dates


def _span(found: re.Match[bytes]) -> bytes:
    return b"" if found[3] else b"<" + found[1] + b"text:span>"
