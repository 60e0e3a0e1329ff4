"""A picture as a document: a photograph or scan of pages in PNG, JPEG, TIFF (of several pages), BMP, GIF or WebP."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageOps

from ingest.document import Document, Source
from ingest.errors import DamagedFile, NoText, TesseractMissing, TooLarge
from ingest.guard import hold, limits
from ingest.layout import lay_out
from ingest.ocr.doubts import doubts
from ingest.ocr.own_words import with_own_words
from ingest.ocr.pages import Image, Recogniser
from ingest.ocr.picture import Pixels
from ingest.ocr.rendering import COARSE, MOST_PIXELS
from ingest.pdf_page import Page
from ingest.progress import told

_A4 = 842.0
"""Length in points of a page whose picture does not say how large it is."""
_SHORTEST, _LONGEST = 300.0, 1300.0
"""A page is at least a third of A4 and at most A3 long; a picture that claims otherwise is taken for A4."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_FINE_ENOUGH, _SLIMMEST = 600, 2.0
"""Pixels across the shorter side from which a page can be read, and by how much the longer side may be longer."""
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError)


def read(data: bytes, source: Source) -> Document:
    """Reads the pages of a picture.

    Raises `DamagedFile`, `TooLarge`, `NoText` where nothing can be read on it, `TesseractMissing` where nothing can be on this machine.
    """
    return read_pictures([data], source)


def read_pictures(files: Sequence[bytes], source: Source) -> Document:
    """Reads the pages of several pictures one after another, as a Word file holds them. Raises what `read` raises."""
    path = Path(source.file)
    opened = [_open(data, path) for data in files]
    count = sum(pages for _, pages in opened)
    hold(count, limits().pages, "trang")
    recogniser = Recogniser()
    laid = lay_out(told(recogniser.pages(_pages(opened, path)), count))
    if len(laid.without_text) == count:
        if recogniser.missing:
            raise TesseractMissing(path, missing=recogniser.missing)
        raise NoText(path, pages=count)
    source = replace(source, pages=count, ocr=True, confidence=recogniser.confidence)
    blocks, slips = with_own_words(laid.blocks, recogniser.faint)
    return Document(source, blocks, laid.furniture, (*recogniser.notes, *slips, *doubts(blocks)), laid.page_sizes)


def is_page(data: bytes) -> bool:
    """Whether a picture may show a page that one can read: upright or lying like A4, and fine enough. False for what is no such picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = PIL.Image.open(io.BytesIO(data), formats=_FORMATS)
    except (PIL.Image.DecompressionBombError, *_DAMAGE):
        return False
    shorter, longer = sorted(opened.size)
    return shorter >= _FINE_ENOUGH and longer <= _SLIMMEST * shorter


def _open(data: bytes, path: Path) -> tuple[PIL.Image.Image, int]:
    """The picture and how many pages it has."""
    with _refusals(path, "không mở được ảnh"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = PIL.Image.open(io.BytesIO(data))
        return opened, getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1


@contextmanager
def _refusals(path: Path, place: str) -> Iterator[None]:
    try:
        yield
    except PIL.Image.DecompressionBombError as error:
        raise TooLarge(path, limit="170 triệu điểm ảnh", found="nhiều hơn thế") from error
    except _DAMAGE as error:
        raise DamagedFile(path, detail=place) from error


def _pages(pictures: Iterable[tuple[PIL.Image.Image, int]], path: Path) -> Iterator[tuple[Page, Callable[[], Image] | None]]:
    frames = ((opened, frame) for opened, count in pictures for frame in range(count))
    for number, (opened, frame) in enumerate(frames, 1):
        with _refusals(path, f"trang {number}"):
            opened.seek(frame)
            pixels, scale = _image(opened)
        height, width = pixels.shape[:2]
        yield Page(number, width / scale, height / scale, (), (), images=1), partial(_whole, pixels, scale)


def _whole(pixels: Pixels, scale: float) -> Image:
    return pixels, scale


def _image(opened: PIL.Image.Image) -> Image:
    """The picture upright as its camera noted, no finer than it is read, and its pixels a point."""
    scale = _scale(opened)
    fine = min(COARSE / 72 / scale, (MOST_PIXELS / max(opened.width * opened.height, 1)) ** 0.5)
    if opened.format == "JPEG" and fine < 0.5:
        opened.draft("RGB", (round(opened.width * fine), round(opened.height * fine)))
    upright = PIL.ImageOps.exif_transpose(_on_white(opened))
    if fine < 0.95 or fine > 1.3:
        size = (max(round(upright.width * fine), 1), max(round(upright.height * fine), 1))
        upright, scale = upright.resize(size, PIL.Image.Resampling.LANCZOS), scale * fine
    return np.asarray(upright, np.uint8), scale


def _on_white(opened: PIL.Image.Image) -> PIL.Image.Image:
    """What is transparent shows paper."""
    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        paper = PIL.Image.new("RGBA", clear.size, "white")
        return PIL.Image.alpha_composite(paper, clear).convert("RGB")
    return opened.convert("L" if opened.mode in ("1", "L", "I;16", "I", "F") else "RGB")


def _scale(opened: PIL.Image.Image) -> float:
    """Pixels a point, by what the file says of its resolution where a page of such a size is likely."""
    longer = max(opened.size)
    dpi = opened.info.get("dpi", (0, 0))
    stated = float(dpi[1] or 0) / 72
    return stated if stated and _SHORTEST <= longer / stated <= _LONGEST else longer / _A4
