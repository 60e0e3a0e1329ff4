"""Tesseract, run as a process of its own: a picture in, words with their boxes out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2

from ingest.ocr.picture import Pixels

LANGUAGE = "vie"
WHOLE_PAGE, ONE_BLOCK, ONE_LINE = 3, 6, 7
"""Ways of cutting a picture into lines (`--psm`): by itself, as one block of text, as one line."""


class TesseractMissing(Exception):
    """Tesseract, or its Vietnamese data, is not installed; `missing` names which: "tesseract", "vie"."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing


class TakesTooLong(Exception):
    """A page ran over its time; its process has been killed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word as Tesseract reports it: box in pixels, the line that it stands in, confidence 0 to 1."""

    text: str
    line: tuple[int, int, int]
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float


@cache
def check() -> None:
    """Raises `TesseractMissing` where pages cannot be recognised on this machine."""
    if shutil.which("tesseract") is None:
        raise TesseractMissing("tesseract")
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    if LANGUAGE not in listed.stdout.split():
        raise TesseractMissing(LANGUAGE)


def words(pixels: Pixels, dpi: float, *, seconds: float, cutting: int = WHOLE_PAGE, letters: str | None = None) -> list[Found]:
    """The words on a picture, in Tesseract's order. `letters` are the only ones that may come out, where given.

    Raises `TakesTooLong` after `seconds`.
    """
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", str(cutting), "--dpi", str(round(dpi))]
    if letters:
        command += ["-c", f"tessedit_char_whitelist={letters}"]
    picture = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()
    try:
        run = subprocess.run(
            [*command, "tsv"], input=picture, capture_output=True, timeout=seconds, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired as error:
        raise TakesTooLong from error
    return list(_rows(run.stdout.decode("utf-8", "replace")))


def _rows(table: str) -> Iterator[Found]:
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        block, paragraph, line, _, x, y, wide, high = (int(field) for field in fields[2:10])
        yield Found(fields[11].strip(), (block, paragraph, line), x, y, x + wide, y + high, max(float(fields[10]), 0) / 100)
