"""What is installed, what is missing, and the one command that mends it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from trienkhai.messages import Messages

FONTS = ("Times New Roman", "Liberation Serif", "Tinos", "Noto Serif")
VIETNAMESE_LETTERS = "1ebf"
"""ế: a font that has it has the block of Vietnamese letters."""


@dataclass(frozen=True, slots=True)
class Check:
    what: str
    well: bool
    mend: str | None = None


def examine(messages: Messages) -> list[Check]:
    return [_python(messages), *_packages(messages), _office(messages), _tesseract(messages), _font(messages)]


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
