"""Where results lie: the folder of each document, and how it appears whole or not at all."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
import sys
import unicodedata
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path, PurePath

RESULTS = Path("ket-qua")
DONE, FAILED = "done", "failed"
"""Where the drop folder leaves the originals."""
NOTE = ".why.txt"
IDENTITY = ".nguon.json"
"""Names the source where a folder holds only tables, and so no directive.json."""


class WriteFailed(Exception):
    """The disk is full, the folder may not be written, or a program holds a result open."""

    def __init__(self, place: Path, cause: OSError) -> None:
        super().__init__(str(place))
        self.place, self.cause = place, cause


class OtherPlan(Exception):
    """A draft of this unit after another document stands where this one would go."""

    def __init__(self, path: Path, number: str) -> None:
        super().__init__(str(path))
        self.path, self.number = path, number


@dataclass(frozen=True, slots=True)
class Holder:
    """The source whose results a folder holds."""

    file: str
    sha256: str


def holder_of(folder: Path) -> Holder | None:
    """Whose results lie in `folder`; None where it does not exist or is not a folder of results."""
    for name in ("directive.json", IDENTITY):
        try:
            source = json.loads((folder / name).read_text(encoding="utf-8"))["source"]
            return Holder(source["file"], source["sha256"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def identity(holder: Holder) -> bytes:
    return json.dumps({"source": {"file": holder.file, "sha256": holder.sha256}}, ensure_ascii=False).encode()


def folders_for(paths: Sequence[Path], out: Path) -> dict[Path, Path]:
    """A folder of its own for each file, the same again on a second run: "72.pdf" → `72`, or `72.pdf` where 72.docx holds `72`."""
    given: dict[Path, Path] = {}
    taken: set[str] = set()
    for path in dict.fromkeys(paths):
        given[path] = folder_for(path, out, partial(_is_named, path.name), taken)
        taken.add(given[path].name.casefold())
    return given


def folder_for(path: Path, out: Path, is_own: Callable[[Holder], bool], taken: set[str] | None = None) -> Path:
    """The first of the folder names that is free, or whose holder is this file by `is_own`."""
    for name in _folder_names(path.name):
        folder = out / name
        holder = holder_of(folder)
        free = not os.path.lexists(folder) if holder is None else is_own(holder)
        if free and name.casefold() not in (taken or set()):
            return folder
    raise AssertionError("names never end")


def _folder_names(file: str) -> Iterator[str]:
    """ "72.scan.pdf" → "72.scan", "72.scan.pdf", "72.scan.pdf (2)", …"""
    yield safe_name(Path(file).stem)
    yield safe_name(file)
    for number in count(2):
        yield f"{safe_name(file)} ({number})"


_ROOM = 220
"""Bytes of a name: file systems take 255, and something may still be put behind it."""


def fitting(name: str) -> str:
    """A name short enough to be written, cut between letters: the first and the last of a long one stay."""
    if len(name.encode(errors="surrogateescape")) <= _ROOM:
        return name
    end = name[-20:]
    room = _ROOM - len(f"…{end}".encode(errors="surrogateescape"))
    start = name.encode(errors="surrogateescape")[:room].decode(errors="ignore")
    return f"{start}…{end}"


def free_place(root: Path, name: PurePath) -> Path:
    """Where a file called `name` ("Tháng 3/72.docx") may lie in `root`: "72 (2).docx" where that name is taken, so that both are kept."""
    folder = root
    for part in name.parts[:-1]:
        folder = next(place for place in _numbered(folder / part) if place.is_dir() or not os.path.lexists(place))
    return next(place for place in _numbered(folder / name.name) if not os.path.lexists(place))


def _numbered(place: Path) -> Iterator[Path]:
    yield place
    stem = place.name.removesuffix(place.suffix)
    for number in count(2):
        yield place.with_name(f"{fitting(stem)} ({number}){place.suffix}")


def digest(path: Path) -> str:
    """The SHA-256 of the content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


_SCRAP = re.compile(r"\.[0-9a-f]{32}\.tmp")


def sweep(folder: Path, *, deep: bool = False) -> None:
    """Removes what a kill left half-written in `folder` and in the folders right below it, or in all below it."""
    for place in [*folder.glob("**/.*.tmp")] if deep else [*folder.glob(".*.tmp"), *folder.glob("*/.*.tmp")]:
        if not _SCRAP.fullmatch(place.name):
            continue
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            with suppress(OSError):
                place.unlink()


def _is_named(name: str, holder: Holder) -> bool:
    return unicodedata.normalize("NFC", holder.file) == unicodedata.normalize("NFC", name)


_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of writing: "a\u202excod.exe" looks like "aexe.docx"."""


def safe_name(name: str) -> str:
    """A name that Windows takes too: "Báo cáo: quý I?" → "Báo cáo_ quý I_", "CON" → "_CON"; any other name stays as it is."""
    plain = re.sub(rf'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNING}]', "_", name)
    plain = "".join("_" if 0xD800 <= ord(character) <= 0xDFFF else character for character in plain)
    plain = re.sub(r"[. ]+$", lambda match: "_" * len(match[0]), plain)
    plain = fitting(plain)
    return f"_{plain}" if _RESERVED.fullmatch(plain) or plain.startswith(".") or not plain else plain


def place_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes `files` beside, then puts them in the folder's place: whoever looks sees the old or the new, never a part.

    Raises `WriteFailed`, and then the old stands. What was placed outlives a power cut.
    """
    staging, former = _beside(folder), _beside(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write_all(staging, files)
        if not folder.exists():
            staging.rename(folder)
        elif not _exchanged(staging, folder):
            folder.rename(former)
            _take_place(staging, folder, former)
        keep(folder.parent)
    except OSError as error:
        raise WriteFailed(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(former, ignore_errors=True)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    for place in {folder, *((folder / name).parent for name in files)}:
        keep(place)


def _write(path: Path, content: bytes) -> None:
    """Written through to the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def keep(folder: Path) -> None:
    """The names in a folder, written through to the disk where the system can."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_EXCHANGE, _FROM_HERE = 2, -100


def _exchanged(one: Path, other: Path) -> bool:
    """Both names change places in one step of the kernel (renameat2); False where it cannot, and then nothing was done."""
    exchange = getattr(_libc(), "renameat2", None)
    return exchange is not None and exchange(_FROM_HERE, os.fsencode(one), _FROM_HERE, os.fsencode(other), _EXCHANGE) == 0


@cache
def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None


def _take_place(staging: Path, folder: Path, former: Path) -> None:
    try:
        staging.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise


def place_file(path: Path, content: bytes) -> None:
    """One file, whole or not at all. Raises `WriteFailed`."""
    staging = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(staging, content)
        staging.replace(path)
        keep(path.parent)
    except OSError as error:
        with suppress(OSError):
            staging.unlink()
        raise WriteFailed(path, error) from error


def _beside(path: Path) -> Path:
    return path.with_name(f".{uuid.uuid4().hex}.tmp")
