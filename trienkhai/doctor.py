"""What is installed, what is missing, and the one command that mends it."""

from __future__ import annotations

import getpass
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ingest.convert import converter
from trienkhai.messages import Complaint, Messages, one_line
from trienkhai.settings import Settings

FONTS = ("Times New Roman", "Liberation Serif", "Tinos", "Noto Serif")
VIETNAMESE_LETTERS = "1ebf"
"""ế: a font that has it has the block of Vietnamese letters."""


@dataclass(frozen=True, slots=True)
class Check:
    what: str
    well: bool
    mend: str | None = None


DISK_MB = 500
"""A scan of 300 pages with its results takes 100 MB."""


def examine(messages: Messages, settings: Settings | Complaint, database: str | None = None) -> list[Check]:
    """One check a thing that the program needs; a fault in the settings is one of them, and the rest is then held against the defaults."""
    machine = [_python(messages), *_packages(messages), *_office(messages), _tesseract(messages), _font(messages)]
    return machine + _desk(messages, settings, database)


def _desk(messages: Messages, settings: Settings | Complaint, database: str | None) -> list[Check]:
    def words(name: str, **values: object) -> str:
        return messages.text("doctor", name, **values)

    if isinstance(settings, Complaint):
        return [Check(words("settings_wrong", what=settings.what), well=False, mend=f"trienkhai init --force  # {settings.remedy}")]
    inbox, results = settings.folders.inbox, settings.results(settings.folders.inbox)
    folders = [_folder(messages, place) for place in (inbox, settings.folders.results) if place]
    found = words("settings", found=inbox) if inbox else words("settings_none")
    return [Check(found, well=True), *folders, _disk(messages, results), _register(messages, database or settings.register_place(results))]


def _folder(messages: Messages, place: Path) -> Check:
    """Files can be made, renamed and removed there."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, prefix=".trienkhai-", suffix=".tmp") as probe:
            probe.write(b"x")
        list(place.iterdir())
    except OSError as error:
        mend = f"sudo install -d -o {getpass.getuser()} {shlex.quote(str(place.absolute()))}"
        return Check(messages.text("doctor", "folder_wrong", place=place, detail=error.strerror), well=False, mend=mend)
    return Check(messages.text("doctor", "folder", place=place), well=True)


def _disk(messages: Messages, results: Path) -> Check:
    place = next(folder for folder in (results.absolute(), *results.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(place).free >> 20
    what = messages.text("doctor", "disk", place=place, free=free, need=DISK_MB)
    return Check(what, free >= DISK_MB, f"du -xh --max-depth=2 {shlex.quote(str(place))} | sort -h | tail")


def _register(messages: Messages, place: Path | str) -> Check:
    from trienkhai.register import Register, RegisterFault, database
    from trienkhai.register.search import count

    try:
        register = Register.open(place, must_exist=True)
        found, held = database.version(register.engine), count(register)
        register.close()
    except RegisterFault as fault:
        if fault.code == "no-register":
            return Check(messages.text("doctor", "register_none", place=place), well=True)
        complaint = messages.complaint(fault.code, place=fault.place, detail=fault.detail or None)
        mend = "pip install 'trienkhai[postgresql]'" if fault.code == "register-driver" else f"# {complaint.remedy}"
        return Check(messages.text("doctor", "register_wrong", what=complaint.what), well=False, mend=mend)
    return Check(messages.text("doctor", "register", place=register.place, version=found, count=held), well=True)


def report(checks: list[Check], messages: Messages) -> str:
    """ "[được] Python 3.11.2 …", a line a check; one that is not well ends with the command that mends it."""
    lines = [_line(check, messages) for check in checks]
    faults = sum(not check.well for check in checks)
    return "\n".join([*lines, messages.text("doctor", "faults", count=faults) if faults else messages.text("doctor", "all_well")])


def _line(check: Check, messages: Messages) -> str:
    if check.well:
        return one_line(f"[{messages.text('doctor', 'ok')}] {check.what}")
    mend = f" — {messages.text('doctor', 'mend', command=check.mend)}" if check.mend else ""
    return one_line(f"[{messages.text('doctor', 'missing')}] {check.what}{mend}")


def _python(messages: Messages) -> Check:
    mend = _installs("python3", "Python.Python.3.13")
    return Check(messages.text("doctor", "python", found=sys.version.split()[0]), sys.version_info >= (3, 11), mend)


def _packages(messages: Messages) -> list[Check]:
    """Those that the program needs, in the versions that it needs."""
    needed = [found for one in metadata.requires("trienkhai") or [] if (found := _REQUIREMENT.fullmatch(one))]
    wrong = [
        Check(messages.text("doctor", "package", name=one["name"], found=version or "—", need=one["least"]), well=False, mend="make setup")
        for one in needed
        if not _is_enough(version := _version_of(one["name"]), one["least"])
    ]
    return wrong or [Check(messages.text("doctor", "packages", count=len(needed)), well=True)]


_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:>=(?P<least>[\d.]+))?")


def _version_of(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _is_enough(found: str | None, least: str | None) -> bool:
    def numbers(version: str) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", version)]

    return found is not None and numbers(found) >= numbers(least or "0")


def _installs(debian: str, windows: str) -> str:
    """The command of this system: apt's packages, or winget's."""
    return f"winget install {windows}" if sys.platform == "win32" else f"sudo apt-get install -y {debian}"


def reads_older_formats() -> bool:
    """LibreOffice is there for .doc, .rtf, .xls …"""
    return converter() is not None


def recognises_vietnamese() -> bool:
    """Tesseract and its Vietnamese data are there for scans."""
    if not shutil.which("tesseract"):
        return False
    return "vie" in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split()


def _office(messages: Messages) -> list[Check]:
    """Its part for texts and its part for sheets, which Debian packs apart."""
    program = converter()
    libraries = Path(program).resolve().parent if program else None
    checks = []
    for part, library, package in (("office", "sw", "libreoffice-writer-nogui"), ("office_sheets", "sc", "libreoffice-calc-nogui")):
        well = libraries is not None and any(next(libraries.glob(name), None) for name in (f"lib{library}lo.*", f"{library}lo.dll"))
        checks.append(Check(messages.text("doctor", part), well, _installs(package, "TheDocumentFoundation.LibreOffice")))
    return checks


def _tesseract(messages: Messages) -> Check:
    mend = _installs("tesseract-ocr tesseract-ocr-vie", "UB-Mannheim.TesseractOCR")
    return Check(messages.text("doctor", "tesseract"), recognises_vietnamese(), mend)


def _font(messages: Messages) -> Check:
    font = _vietnamese_font()
    if font:
        return Check(messages.text("doctor", "font", found=font), well=True)
    return Check(
        messages.text("doctor", "no_font"),
        well=False,
        mend="sudo apt-get install -y fonts-liberation2 || sudo apt-get install -y fonts-liberation",
    )


def _vietnamese_font() -> str | None:
    windows = Path("C:/Windows/Fonts/times.ttf")
    if windows.exists():
        return FONTS[0]
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(["fc-list", f":charset={VIETNAMESE_LETTERS}", "family"], capture_output=True, text=True, check=False).stdout
    return next((font for font in FONTS if font in listed), None)
