"""Tesseract: a picture in, words with their boxes out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from tesserocr import LeptLogLevel, PyTessBaseAPI, set_leptonica_log_level

from ingest.ocr.picture import Pixels

LANGUAGE = "vie"
WHOLE_PAGE, ONE_BLOCK, ONE_LINE, STREWN = 3, 6, 7, 11
"""Ways of cutting a picture into lines (`--psm`): by itself, as one block of text, as one line, as lines strewn over it."""


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
    _data()


@cache
def _data() -> str:
    """The folder of the language data of the installed Tesseract."""
    if shutil.which("tesseract") is None:
        raise TesseractMissing("tesseract")
    set_leptonica_log_level(LeptLogLevel.NONE)
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    told = re.search(r'"(.+)"', listed.stdout)
    if LANGUAGE not in listed.stdout.split() or told is None:
        raise TesseractMissing(LANGUAGE)
    return told[1]


def words(pixels: Pixels, dpi: float, *, seconds: float, cutting: int = WHOLE_PAGE, letters: str = "") -> list[Found]:
    """The words on a picture, in Tesseract's order. `letters` are the only ones that may come out, where given.

    Raises `TakesTooLong` after `seconds`.
    """
    height, width = pixels.shape
    with _engine() as engine:
        engine.SetVariable("tessedit_char_whitelist", letters)
        engine.SetPageSegMode(cutting)
        engine.SetImageBytes(pixels.tobytes(), width, height, 1, width)
        engine.SetSourceResolution(round(dpi))
        until = time.monotonic() + seconds
        if not engine.Recognize(max(round(1000 * seconds), 1)) and time.monotonic() > until:
            raise TakesTooLong
        return list(_rows(engine.GetTSVText(0)))


@contextmanager
def _engine() -> Iterator[PyTessBaseAPI]:
    """An engine that nobody else uses; it stays for the next picture, since loading its language takes as long as many lines of text."""
    try:
        engine = _idle.pop()
    except IndexError:
        engine = PyTessBaseAPI(_data(), LANGUAGE, variables={"debug_file": os.devnull, "tessedit_do_invert": "0"})
    try:
        yield engine
    finally:
        engine.Clear()
        _idle.append(engine)


_idle: list[PyTessBaseAPI] = []


def _rows(table: str) -> Iterator[Found]:
    for row in table.splitlines():
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        block, paragraph, line, _, x, y, wide, high = (int(field) for field in fields[2:10])
        yield Found(fields[11].strip(), (block, paragraph, line), x, y, x + wide, y + high, max(float(fields[10]), 0) / 100)
