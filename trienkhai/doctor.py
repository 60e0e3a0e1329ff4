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

from trienkhai.messages import Complaint, Messages
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
    machine = [_python(messages), *_packages(messages), _office(messages), _tesseract(messages), _font(messages)]
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
    """ "[được] Python 3.11.2 …", a line a check, and below them the command that installs what is missing."""
    words = {True: messages.text("doctor", "ok"), False: messages.text("doctor", "missing")}
    lines = [f"[{words[check.well]}] {check.what}" for check in checks]
    mends = list(dict.fromkeys(check.mend for check in checks if check.mend and not check.well))
    lines += [messages.text("doctor", "mend", command=command) for command in mends]
    if all(check.well for check in checks):
        lines.append(messages.text("doctor", "all_well"))
    return "\n".join(lines)


def _python(messages: Messages) -> Check:
    return Check(messages.text("doctor", "python", found=sys.version.split()[0]), sys.version_info >= (3, 11))


def _packages(messages: Messages) -> list[Check]:
    missing, found = [], 0
    for requirement in metadata.requires("trienkhai") or []:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        try:
            metadata.version(name)
            found += 1
        except metadata.PackageNotFoundError:
            missing.append(Check(messages.text("doctor", "package", name=name, found=""), well=False, mend="make setup"))
    return missing or [Check(messages.text("doctor", "packages", count=found), well=True)]


def _office(messages: Messages) -> Check:
    well = shutil.which("soffice") is not None
    return Check(messages.text("doctor", "office"), well, "sudo apt-get install -y libreoffice-writer-nogui")


def _tesseract(messages: Messages) -> Check:
    well = shutil.which("tesseract") is not None
    if well:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
        well = "vie" in listed.split()
    return Check(messages.text("doctor", "tesseract"), well, "sudo apt-get install -y tesseract-ocr tesseract-ocr-vie")


def _font(messages: Messages) -> Check:
    mend = "sudo apt-get install -y fonts-liberation2 || sudo apt-get install -y fonts-liberation"
    font = _vietnamese_font()
    if font:
        return Check(messages.text("doctor", "font", found=font), well=True)
    return Check(messages.text("doctor", "no_font"), well=False, mend=mend)


def _vietnamese_font() -> str | None:
    windows = Path("C:/Windows/Fonts/times.ttf")
    if windows.exists():
        return FONTS[0]
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(["fc-list", f":charset={VIETNAMESE_LETTERS}", "family"], capture_output=True, text=True, check=False).stdout
    return next((font for font in FONTS if font in listed), None)
