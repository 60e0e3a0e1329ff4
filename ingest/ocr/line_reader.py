"""The second reader: a small network that reads one line of Vietnamese, letters surely, tone marks less so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.ocr.picture import Pixels

if TYPE_CHECKING:
    from trueocr import Recognizer


@cache
def _reader() -> Recognizer:
    import trueocr

    return trueocr.Recognizer(Path(trueocr.__file__).parent / "models", threads=1)


def read_lines(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
    """What stands on each picture of one line, with a confidence from 0 to 1: ("Phường 12", 0.98)."""
    return [(one.text, one.confidence) for one in _reader().predict(list(crops))] if crops else []
