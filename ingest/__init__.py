"""From a file to a `Document`: `ingest.read(path)`. Knows file formats, knows nothing of Vietnamese administration."""

from __future__ import annotations

import errno
import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ingest import guard
from ingest.document import Document, Note, Source
from ingest.errors import (
    DamagedFile,
    EmptyFile,
    InputError,
    MissingFile,
    NoAccess,
    NotAFile,
    PasswordProtected,
    TooLarge,
    UnknownFormat,
    UnsupportedFormat,
)
from ingest.guard import Limits, held_to
from ingest.progress import Progress, heard_by
from ingest.recognition import PASSWORD, Kind, kinds, recognise


def read(path: Path | str, *, progress: Progress | None = None, limits: Limits | None = None) -> Document:
    """Read a file by its content, whatever its suffix. Raises an `InputError` that names the cause.

    A PDF called "72-KH.docx" is read as the PDF that it is, with the note "wrong-suffix". `progress(3, 12)` is called when page 3 of 12
    is done; `Limits(pages=50)` refuses longer ones with `TooLarge`; without any
    those of the caller's `held_to` hold.
    """
    path = Path(path)
    limits = limits or guard.limits()
    data = _bytes(path, limits)
    try:
        with held_to(limits), heard_by(progress):
            kind = _kind(data, path)
            source = Source(file=path.name, sha256=hashlib.sha256(data).hexdigest(), format=kind.code)
            document: Document = import_module(f"ingest.{kind.reader}").read(data, source)
    except InputError as error:
        error.path = path
        raise
    if kind.goes_with(path.name):
        return document
    return replace(document, notes=(*document.notes, Note("wrong-suffix", values={"suffix": path.suffix, "found": kind.name})))


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        if not path.exists():
            raise MissingFile(path)
        if not path.is_file():
            raise NotAFile(path)
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise TooLarge(path, limit=f"{limits.file_bytes >> 20} MB", found=f"{size >> 20} MB")
        data = path.read_bytes()
    except PermissionError as error:
        raise NoAccess(path) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise MissingFile(path) from error
        raise DamagedFile(path, detail=error.strerror) from error
    if not data:
        raise EmptyFile(path)
    return data


def _kind(data: bytes, path: Path) -> Kind:
    code = recognise(data, path.name)
    if code == PASSWORD:
        raise PasswordProtected(path)
    kind = kinds()[code]
    if kind.reader is None:
        raise (UnsupportedFormat if kind.refused == "unsupported" else UnknownFormat)(path, found=kind.name)
    return kind
