"""Older formats (DOC, RTF, ODT, XLS, ODS) through LibreOffice to DOCX and XLSX.

LibreOffice runs without a window, in a profile of this process's own: it runs no macro, follows no link, asks nobody.
The file is copied into a folder of its own; the original is never opened by it. Time, memory and size of the result are
limited, and what LibreOffice started ends with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from multiprocessing.util import Finalize
from pathlib import Path

from ingest import word
from ingest.document import Document, Note, Source
from ingest.errors import ConversionTimeout, ConverterMissing, DamagedFile, PasswordProtected, TooLarge
from ingest.guard import limits
from ingest.ole import Compound, is_locked_document, is_locked_workbook
from ingest.stored import as_stored

if sys.platform != "win32":
    import resource

_DOCX = "docx:MS Word 2007 XML"
_XLSX = "xlsx:Calc MS Excel 2007 XML"
_FILTERS = {
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
    "odt": "writer8",
    "xls": "MS Excel 97",
    "ods": "calc8",
}
"""LibreOffice's names of the formats: told what a file is, it does not guess, and does not take a broken one for plain text."""

_WORD_97 = 0xC1
"""What the head of a file tells of the Word that wrote it, from Word 97 on."""

_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
)

_WATCHED = ("sh", "-c", 'exec 3<&0; { cat <&3; kill -9 0; } >/dev/null & exec "$@" </dev/null 3<&-', "sh")
"""Runs a command that is killed with all its children when whoever started it is gone: its standard input ends then."""

_SETTINGS: dict[str, dict[str, str]] = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "Office.Writer/Content/Update": {"Link": "0", "Field": "false", "Chart": "false"},
    "Office.Calc/Content/Update": {"Link": "1"},
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetFTPProxyName": "127.0.0.1",
        "ooInetFTPProxyPort": "9",
        "ooInetNoProxy": "",
    },
}
"""No macros, no links, and a proxy at which nobody listens for whatever asks for an address all the same."""


def read(data: bytes, source: Source) -> Document:
    """A DOC, RTF or ODT file as a `Document`, by way of DOCX. Raises as `to_docx` and the Word reader do.

    Fields show what was stored ("ngày 05 tháng 3 năm 2024" stays, though the field is DATE).
    """
    stored, has_dates = as_stored(data, source.format)
    document = word.read(to_docx(stored, source), source)
    told = Note("date-field")
    return replace(document, notes=(*document.notes, told)) if has_dates and told not in document.notes else document


def to_docx(data: bytes, source: Source) -> bytes:
    """The text file as DOCX. Raises ConverterMissing, ConversionTimeout, DamagedFile or TooLarge."""
    return _converted(data, source, _DOCX)


def to_xlsx(data: bytes, source: Source) -> bytes:
    """The sheets of an XLS or ODS file as XLSX, with the values last computed. Raises as `to_docx` does."""
    return _converted(data, source, _XLSX)


def converter() -> str | None:
    """Where LibreOffice's program is, None where it is not installed."""
    return shutil.which("soffice") or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(data: bytes, source: Source, target: str) -> bytes:
    path = Path(source.file)
    program = converter()
    if program is None:
        raise ConverterMissing(path)
    with tempfile.TemporaryDirectory(prefix="trienkhai-") as folder, _ONE_AT_A_TIME:
        original = Path(folder, f"original.{source.format}")
        original.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={_profile().as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *_filter(source.format, data),
            *("--convert-to", target, "--outdir", folder, str(original)),
        ]
        if not _ends_in_time(command, folder):
            raise ConversionTimeout(path, seconds=limits().office_seconds)
        result = original.with_suffix("." + target.partition(":")[0])
        if not result.is_file():
            raise PasswordProtected(path) if _is_locked(data) else DamagedFile(path, detail="LibreOffice không mở được")
        if result.stat().st_size > limits().file_bytes:
            raise TooLarge(path, limit=f"{limits().file_bytes >> 20} MB", found=f"{result.stat().st_size >> 20} MB")
        return result.read_bytes()


def _filter(kind: str, data: bytes) -> list[str]:
    """What tells LibreOffice the format; it finds out itself which of the older ones a Word 6 or Excel 5 file is."""
    file = Compound(data)
    is_word_6 = kind == "doc" and int.from_bytes(file.start("WordDocument", 4)[2:], "little") < _WORD_97
    is_excel_5 = kind == "xls" and "Book" in file.names
    return [] if is_word_6 or is_excel_5 else [f"--infilter={_FILTERS[kind]}"]


def _is_locked(data: bytes) -> bool:
    file = Compound(data)
    return is_locked_document(file) or is_locked_workbook(file)


def _ends_in_time(command: list[str], folder: str) -> bool:
    with subprocess.Popen(
        command if sys.platform == "win32" else [*_WATCHED, *command],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        _limit(process.pid)
        try:
            process.wait(limits().office_seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            _end(process.pid)
    return True


def _limit(pid: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            resource.prlimit(pid, resource.RLIMIT_AS, (limits().office_bytes,) * 2)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (limits().unpacked_bytes,) * 2)
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _end(pid: int) -> None:
    """The process and all that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


_ONE_AT_A_TIME = threading.Lock()
_PROFILES: dict[int, Path] = {}


def _profile() -> Path:
    """The folder of LibreOffice's settings for this process: two that share one disturb each other, and a new one costs time."""
    own = _PROFILES.get(os.getpid())
    if own is None or not own.is_dir():
        own = Path(tempfile.mkdtemp(prefix="trienkhai-office-"))
        Finalize(None, shutil.rmtree, (own, True), exitpriority=0)
        Path(own, "user").mkdir()
        Path(own, "user", "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        _PROFILES[os.getpid()] = own
    return own


def _registry() -> str:
    items = (
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse" oor:finalized="true"><value>{value}</value></prop></item>'
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'
