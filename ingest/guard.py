"""Limits on hostile input, held before anything is unpacked or parsed.

Nothing is ever extracted to disk, no macro is run, no entity is expanded, nothing is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedFile, HostileFile, PasswordProtected, TooLarge

_MEGABYTE = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader takes on. Beyond it a file is refused with `TooLarge`, `HostileFile`, `TimeLimit` or `MemoryLimit`."""

    file_bytes: int = 100 * _MEGABYTE
    """A signed scan of 300 pages at 300 dpi takes 60 MB."""
    unpacked_bytes: int = 200 * _MEGABYTE
    """Of all members of a ZIP; a Word file full of photographs hardly shrinks when packed."""
    ratio: int = 200
    """Unpacked to packed size of one member. XML of long tables reaches 50; deflate cannot do more than 1,032."""
    ratio_from: int = 10 * _MEGABYTE
    """Smaller members may shrink as they like."""
    members: int = 10_000
    """Of a ZIP; a Word file with 86 text boxes and 48 tables has 40."""
    pages: int = 2_000
    """The longest guide that an office sends has a few hundred."""
    page_points: float = 14_400
    """Length of a PDF page's side: the most that the format itself allows (200 inches); a sheet for a wall has 3,400."""
    letters_a_page: int = 100_000
    """A dense A4 page has 6,000, a sheet of 832 × 3,049 points 20,000."""
    objects_a_page: int = 200_000
    """Pieces of text, lines and pictures; a table whose every cell is drawn as four lines has a few thousand."""
    table_places: int = 1_000_000
    """Rows by columns of one table; an annex of 35 pages has 10,000."""
    seconds: int = 3_600
    """For one file: 300 scanned pages take a quarter of an hour on two cores, and an old office PC a third of that speed."""
    silent_seconds: int = 300
    """Without a sign that the reading goes on: longer than the slowest page and the slowest conversion may take."""
    memory_bytes: int = 2_048 * _MEGABYTE
    """For a worker's data: its recognisers take 300 MB, a page at 300 dpi 35 MB in colour; an office PC has 4 GB."""
    written_bytes: int = 512 * _MEGABYTE
    """For one file written while reading (pictures of pages, conversions)."""
    office_seconds: int = 120
    """For LibreOffice to convert one file: a page takes some hundredths of a second, the start one or two."""
    office_bytes: int = 4_096 * _MEGABYTE
    """Of addresses, for LibreOffice, which maps far more than it holds."""
    files_a_worker: int = 50
    """Then a fresh process goes on, whatever the libraries may have leaked."""


LIMITS = Limits()
_held: ContextVar[Limits] = ContextVar("limits", default=LIMITS)


def limits() -> Limits:
    """Those that hold in this thread."""
    return _held.get()


@contextmanager
def held_to(wanted: Limits) -> Iterator[None]:
    """While this lasts, whatever this thread reads is held to these limits."""
    token = _held.set(wanted)
    try:
        yield
    finally:
        _held.reset(token)


def hold(found: float, limit: float, what: str) -> None:
    """Raises TooLarge beyond the limit: "1200000 ô trong một bảng, giới hạn 1000000"."""
    if not found <= limit:
        raise TooLarge(Path(), found=f"{found:.0f} {what}", limit=f"{limit:.0f}")


class Archive:
    """The members of a ZIP, read in memory and only after its directory has been held against the limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self.path = Path(name)
        self.limits = limits()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise DamagedFile(self.path, detail="thiếu phần cuối tệp") from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._check()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > self.limits.members:
            raise HostileFile(self.path, detail=f"{len(infos)} tệp bên trong")
        for info in infos:
            if info.file_size > self.limits.ratio_from and info.file_size > self.limits.ratio * max(info.compress_size, 1):
                raise HostileFile(self.path, detail=f"bom nén: {info.file_size // _MEGABYTE} MB trong {info.compress_size // 1024} kB")
        unpacked = sum(info.file_size for info in infos)
        if unpacked > self.limits.unpacked_bytes:
            raise TooLarge(self.path, limit=f"{self.limits.unpacked_bytes // _MEGABYTE} MB", found=f"{unpacked // _MEGABYTE} MB")

    def read(self, member: str) -> bytes:
        """A member's bytes, never more than its directory entry promised; KeyError where there is none."""
        info = self._members[member]
        if info.flag_bits & 0x1:
            raise PasswordProtected(self.path)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except _DAMAGE as error:
            raise DamagedFile(self.path, detail=member) from error
        if len(data) != info.file_size:
            raise DamagedFile(self.path, detail=member)
        return data


def parse_xml(data: bytes, path: Path, part: str) -> etree._Element:
    """The root of an XML part. Entities of its own and nesting beyond libxml2's 256 levels are refused; broken XML is damage."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if b"<!ENTITY" in data:
            raise HostileFile(path, detail=f"thực thể XML trong {part}") from error
        if "depth" in str(error):
            raise HostileFile(path, detail=f"XML lồng quá sâu trong {part}") from error
        raise DamagedFile(path, detail=part) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:  # type: ignore[union-attr]
        raise HostileFile(path, detail=f"thực thể XML trong {part}")
    return root
