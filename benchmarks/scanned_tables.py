"""How well tables are read from pictures: `python -m benchmarks.scanned_tables [PDF …] [--only NAME]`.

Takes PDF files with text (without any: our own documents with tables, built by LibreOffice), makes pictures of their pages with
tables in several states, reads them, and holds each cell against the one that stands in the file with text. A file NAME.pdf that
has NAME.scan.pdf beside it is also read from there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium

from corpora.build import build
from ingest.document import Cell, Table
from ingest.layout import lay_out
from ingest.ocr import tesseract
from ingest.ocr.names import with_known_names
from ingest.ocr.picture import Picture, Pixels
from ingest.ocr.preparation import prepare
from ingest.ocr.reading import read_picture
from ingest.ocr.readings import as_number
from ingest.pdf.pages import read_page
from ingest.pdf_page import Page

Spoil = Callable[[Pixels, float], Pixels]


@dataclass(slots=True)
class Score:
    """Cells of tables: all, exact ones, numbers, wrong ones, wrong ones that nobody is told of, flags on right ones."""

    cells: int = 0
    exact: int = 0
    numbers: int = 0
    wrong: int = 0
    silent: int = 0
    needless: int = 0
    lost_tables: int = 0
    seconds: float = 0.0
    bare_seconds: float = 0.0
    mistakes: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("cells", "exact", "numbers", "wrong", "silent", "needless", "lost_tables", "seconds", "bare_seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.mistakes += other.mistakes

    def line(self, name: str) -> str:
        share = 100 * self.exact / max(self.cells, 1)
        ratio = self.seconds / self.bare_seconds if self.bare_seconds else 0
        return (
            f"{name:44} {self.cells:6} {share:7.2f} {self.numbers:6} {self.wrong:5} {self.silent:6} {self.needless:8} "
            f"{self.lost_tables:6} {ratio:6.2f}"
        )  # fmt: skip


# --- pictures in several states --------------------------------------------------------------------------------------------


def spoiled(angle: float, *, black_and_white: bool = False, quality: int = 40) -> Spoil:
    """Turned, unevenly lit, blurred, noisy, pressed; the same at each call."""

    def spoil(grey: Pixels, scale: float) -> Pixels:
        chance = np.random.default_rng(7)
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        turned = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)).astype(np.float32)
        lit = turned * np.linspace(1, 0.82, width, dtype=np.float32) * np.linspace(0.95, 1, height, dtype=np.float32)[:, None]
        noisy = cv2.GaussianBlur(lit, (0, 0), 0.29 * scale) + chance.normal(0, 12, grey.shape)
        pressed = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        out = np.asarray(cv2.imdecode(pressed, cv2.IMREAD_GRAYSCALE), np.uint8)
        return np.asarray((out > 150) * 255 if black_and_white else out, np.uint8)

    return spoil


STATES: dict[str, tuple[int, Spoil]] = {
    "300 dpi, clean": (300, lambda grey, _: grey),
    "200 dpi, clean": (200, lambda grey, _: grey),
    "300 dpi, spoiled": (300, spoiled(1.3)),
    "200 dpi, spoiled": (200, spoiled(-0.8)),
    "200 dpi, black and white": (200, spoiled(0.6, black_and_white=True)),
}


def picture_of(document: pdfium.PdfDocument, index: int, dpi: int, spoil: Spoil | None = None) -> Picture:
    grey = np.asarray(document[index].render(scale=dpi / 72).to_pil().convert("L"), np.uint8)
    return prepare(spoil(grey, dpi / 72) if spoil else grey, dpi / 72)


# --- reading and comparing -----------------------------------------------------------------------------------------------


def read(picture: Picture, number: int) -> tuple[Page, float, float]:
    """The page, the seconds it took, and those of Tesseract on the whole page."""
    start = time.perf_counter()
    tesseract.words(picture.pixels, picture.scale * 72, seconds=120)
    bare = time.perf_counter() - start
    reading = read_picture(picture, number, until=time.monotonic() + 120)
    page = Page(number, picture.width, picture.height, tuple(reading.words), tuple(reading.rulings), 1)
    return page, time.perf_counter() - start - bare, bare


def tables(pages: list[Page]) -> list[Table]:
    blocks, _ = with_known_names(lay_out(pages).blocks)
    return [block for block in blocks if isinstance(block, Table)]


def compare(truth: list[Table], read: list[Table]) -> Score:
    score = Score(lost_tables=abs(len(truth) - len(read)))
    for number, table in enumerate(truth):
        other = read[number] if number < len(read) else None
        for cell in table.cells:
            _compare(cell, _at(other, cell), score)
    return score


def _at(table: Table | None, cell: Cell) -> Cell | None:
    if table is None or cell.row >= table.height or cell.column >= table.width:
        return None
    return table.grid[cell.row][cell.column]


def _compare(cell: Cell, other: Cell | None, score: Score) -> None:
    read = other.text if other else ""
    score.cells += 1
    number = as_number(cell.text) is not None
    score.numbers += number
    unsure = bool(other and other.unsure)
    if read == cell.text:
        score.exact += 1
        score.needless += unsure
        return
    wrong = number and _plain(read) != _plain(cell.text)
    score.wrong += wrong
    score.silent += wrong and not unsure
    mark = "?" if unsure else "!" if wrong else " "
    score.mistakes.append(f"  {mark} r{cell.row} c{cell.column} {cell.text!r} read as {read!r}")


def _plain(number: str) -> str:
    """A number as it counts, whatever the spaces in it: "30-35" is "30 - 35"."""
    return "".join(number.split())


# --- files ---------------------------------------------------------------------------------------------------------------


def measure(path: Path, only: str | None) -> Iterator[tuple[str, Score]]:
    document = pdfium.PdfDocument(path)
    pages = [read_page(document, index) for index in range(len(document))]
    chosen = [page for page in pages if tables([page])]
    if not chosen:
        return
    truth = tables(chosen)
    for name, (dpi, spoil) in STATES.items():
        if only is None or only in name:
            yield name, _score(truth, [(page.number, picture_of(document, page.number - 1, dpi, spoil)) for page in chosen])
    scan = path.with_suffix(".scan.pdf")
    if scan.exists() and (only is None or only in "scan"):
        other = pdfium.PdfDocument(scan)
        yield "scan", _score(truth, [(page.number, picture_of(other, page.number - 1, 200)) for page in chosen])


def _score(truth: list[Table], pictures: list[tuple[int, Picture]]) -> Score:
    read_pages = [read(picture, number) for number, picture in pictures]
    score = compare(truth, tables([page for page, _, _ in read_pages]))
    score.seconds, score.bare_seconds = sum(one[1] for one in read_pages), sum(one[2] for one in read_pages)
    return score


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scanned_tables", description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--only", help="a part of the name of a state: '200 dpi'")
    parser.add_argument("--mistakes", action="store_true", help="print each cell that was read wrong")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = arguments.files
        if not files:
            build(Path(folder), pdf=True)
            files = sorted(Path(folder).glob("*.pdf"))
        print(f"{'':44} {'cells':>6} {'exact %':>7} {'number':>6} {'wrong':>5} {'silent':>6} {'needless':>8} {'tables':>6} {'x tess':>6}")
        total: dict[str, Score] = {}
        for path in files:
            for name, score in measure(path, arguments.only):
                print(score.line(f"{path.stem[:17]} {name}"), flush=True)
                if arguments.mistakes:
                    print(*score.mistakes, sep="\n")
                total.setdefault(name, Score()).add(score)
        for name, score in total.items():
            print(score.line(f"all, {name}"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
