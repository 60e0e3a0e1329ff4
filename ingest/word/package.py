"""The parts of a Word file and how they refer to each other."""

from __future__ import annotations

import posixpath
from functools import cached_property
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedFile
from ingest.guard import Archive, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
_EMBEDDED, _PICTURE = (f"{{http://schemas.openxmlformats.org/officeDocument/2006/relationships}}{name}" for name in ("embed", "id"))
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


def value(element: etree._Element | None, attribute: str = "val") -> str | None:
    """`w:val` (or another attribute) of an element that may be absent."""
    return None if element is None else element.get(W + attribute)


def is_on(element: etree._Element | None) -> bool:
    """An on/off property: present without a value, or with one that says yes."""
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off", "none")


def number(text: str | None) -> int | None:
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


class Package:
    """A Word file's parts by the kind of relation: the main part, and from there "styles", "numbering", "footnotes" …"""

    def __init__(self, data: bytes, name: str) -> None:
        self.path = Path(name)
        self._archive = Archive(data, name)

    @property
    def has_macros(self) -> bool:
        return any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in self._archive.names)

    @cached_property
    def main(self) -> str:
        found = [target for kind, target in self._relations("_rels/.rels", "") if kind == "officeDocument"]
        name = next((target for target in [*found, "word/document.xml"] if target in self._archive.names), None)
        if name is None:
            raise DamagedFile(self.path, detail="word/document.xml")
        return name

    @cached_property
    def document(self) -> etree._Element:
        root = self._parse(self.main)
        if root.find(W + "body") is None:
            raise DamagedFile(self.path, detail=self.main)
        return root

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part names so, None where there is none."""
        return next(iter(self.parts(kind)), None)

    def parts(self, *kinds: str) -> list[etree._Element]:
        targets = dict.fromkeys(target for kind, target in self._main_relations if kind in kinds)
        return [self._parse(target) for target in targets if target in self._archive.names]

    @cached_property
    def _main_relations(self) -> list[tuple[str, str]]:
        return self._relations(*self._main_member)

    @property
    def _main_member(self) -> tuple[str, str]:
        """Where the main part's relations stand, and the folder that their targets start from."""
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", name + ".rels"), folder

    def pictures(self) -> list[bytes]:
        """The pictures in the text, in their order, each once however often Word stores it."""
        member, folder = self._main_member
        targets = {r.get("Id"): _resolved(folder, r.get("Target", "")) for r in self._inside(member)}
        named = (element.get(_EMBEDDED) or element.get(_PICTURE) for element in self.document.iter(A + "blip", V + "imagedata"))
        found = dict.fromkeys(targets[one] for one in named if one in targets)
        return [self._archive.read(target) for target in found if target in self._archive.names]

    def _relations(self, member: str, folder: str) -> list[tuple[str, str]]:
        return [(r.get("Type", "").rpartition("/")[2], _resolved(folder, r.get("Target", ""))) for r in self._inside(member)]

    def _inside(self, member: str) -> list[etree._Element]:
        """The relations to parts of the file itself."""
        if member not in self._archive.names:
            return []
        return [r for r in self._parse(member).iter(_RELATION) if r.get("TargetMode") != "External"]

    def _parse(self, member: str) -> etree._Element:
        data = self._archive.read(member)
        if b"http://purl.oclc.org/ooxml" in data:
            for strict, transitional in _STRICT.items():
                data = data.replace(strict, transitional)
        return parse_xml(data, self.path, member)


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
