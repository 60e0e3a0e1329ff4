"""Why a file cannot be read: one class a cause.

Each names its `code` (looked up in the message catalogue, where what to do stands beside it) and the exit status.
They are raised deep and translated once, at the top.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class InputError(Exception):
    """A file that cannot be read. `values` fill the message of `code`."""

    code: ClassVar[str] = "unreadable"
    exit_status: ClassVar[int] = 1

    def __init__(self, path: Path, **values: object) -> None:
        super().__init__(path)
        self.path = path
        self.values = values

    def __str__(self) -> str:
        return f"{self.code}: {self.path}"


class MissingFile(InputError):
    code = "missing-file"


class NotAFile(InputError):
    """A folder, pipe or device where a file is wanted."""

    code = "not-a-file"


class NoAccess(InputError):
    code = "no-access"


class EmptyFile(InputError):
    code = "empty-file"


class DamagedFile(InputError):
    """Cut short or broken; `detail` says where it was noticed."""

    code = "damaged-file"


class PasswordProtected(InputError):
    code = "password-protected"


class UnknownFormat(InputError):
    """Not a document; `found` says what it really is ("tệp nén ZIP", "trang web (HTML)")."""

    code = "unknown-format"


class UnsupportedFormat(InputError):
    """A document, but of a kind that this program does not read yet; `found` names it."""

    code = "unsupported-format"


class TooLarge(InputError):
    """Beyond a limit: `limit` and `found` say which."""

    code = "too-large"


class HostileFile(InputError):
    """A file built to do harm (entity bombs, zip bombs); `detail` says how."""

    code = "hostile-file"


class NoPages(InputError):
    code = "no-pages"


class NoCells(InputError):
    """Sheets without anything in any cell."""

    code = "no-cells"


class NoText(InputError):
    """Pages without any text: a scan, or blank pages; `pages` counts them."""

    code = "no-text"


class TesseractMissing(InputError):
    """Pages that are pictures, and Tesseract or its Vietnamese data is not installed; `missing` says which ("tesseract", "vie")."""

    code = "tesseract-missing"


class ReaderCrashed(InputError):
    """The process that read the file died of it; `detail` names the signal ("SIGSEGV")."""

    code = "reader-crashed"


class TimeLimit(InputError):
    """Reading took longer than `limit` ("60 phút"), or went on for that long without a sign of life."""

    code = "time-limit"


class MemoryLimit(InputError):
    """Reading wanted more memory than `limit` ("2048 MB")."""

    code = "memory-limit"


class ConverterMissing(InputError):
    """An older format, and no LibreOffice on this machine to read it with."""

    code = "converter-missing"


class ConversionTimeout(InputError):
    """LibreOffice did not end in `seconds`."""

    code = "conversion-timeout"
