"""Time a page and peak memory of reading, by format, as ratios in one run: `python -m benchmarks.ingest [FILE …]`.

* a PDF with text, whole read, against pdfplumber's words and tables and against pypdfium2's bare text;
* other formats: milliseconds a page (a file, where there are no pages) and peak memory;
* a scan against bare tesseract (the command) on the same pages' pictures (of the resolution that we read, drawn beforehand), two pages
  at a time in both: by the clock, and by the time that processors worked, which a busy machine does not change;
* the pages with ruled tables against camelot, where that is installed (`pip install camelot-py`: 365 MB here, none of our dependencies);
* PDFs of 1, 10, 100 and 1,000 pages, prose and one table, built here: time a page and memory from the first to the last must stay flat.

Without files our own corpus is rendered by LibreOffice. Each pair runs in turn, A B A B …; the median ratio counts. Peak memory is that of
a process of its own that reads the one file.
"""

from __future__ import annotations

import importlib
import importlib.util
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

import ingest
from benchmarks.speed import bare_reading, ratio
from ingest.document import Document
from ingest.errors import InputError
from ingest.ocr.rendering import Scans
from tests.ingest.pdf_files import Sheet, build

PAGES = (1, 10, 100, 1000)
PROCESSES = 2
SENTENCE = (
    "Thực hiện Chương trình công tác năm, Ban Thường vụ Đảng ủy xây dựng kế hoạch bồi dưỡng quần chúng ưu tú, phấn đấu trong năm mở "
    "ít nhất hai lớp cho những người được các chi bộ giới thiệu."
)


def bare_text(path: Path) -> int:
    document = pdfium.PdfDocument(path)
    try:
        return sum(len(document[index].get_textpage().get_text_range()) for index in range(len(document)))
    finally:
        document.close()


# --- memory --------------------------------------------------------------------------------------------------------------


def peak(path: Path) -> tuple[float, int]:
    """Megabytes that a fresh process needs at its height to read a file, and the file's pages."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (path,))


def _peak(path: Path) -> tuple[float, int]:
    document = ingest.read(path)
    height = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(height[1]) / 1024 if height else float("nan"), document.source.pages or 1


# --- pages ---------------------------------------------------------------------------------------------------------------


def prose(count: int) -> bytes:
    return build(*(_prose(number) for number in range(1, count + 1)))


def _prose(number: int) -> Sheet:
    sheet = Sheet().centred(40, str(number), font="R")
    end = 60.0
    for _ in range(9):
        end = sheet.paragraph(end, SENTENCE)
    return sheet


def one_table(count: int) -> bytes:
    return build(*(_table(number) for number in range(count)))


def _table(number: int) -> Sheet:
    ys = [80.0 + 22 * row for row in range(30)]
    body = [[str(28 * number + row), f"Chi bộ khu phố {row}", "1", "2"] for row in range(1, 29)]
    return Sheet().grid([85, 115, 330, 430, 540], ys, [["TT", "Tên đơn vị", "Năm 2026", "Năm 2027"], *body])


def scale(folder: Path) -> None:
    """Whether a thousand pages cost a thousand times one page in time, and little more than it in memory."""
    print(f"\n{'dài ra':24} {'trang':>6} {'ms/trang':>9} {'so với 1 trang':>15} {'đỉnh bộ nhớ, MB':>16}")
    for name, built in (("văn xuôi", prose), ("một bảng", one_table)):
        first = 0.0
        for count in PAGES:
            path = folder / f"{count}.pdf"
            path.write_bytes(built(count))
            rounds = max(1, min(20, 100 // count))
            milliseconds = min(_busy(partial(_times, rounds, path)) for _ in range(2)) / rounds / count
            first = first or milliseconds
            print(f"{name:24} {count:6} {milliseconds:9.1f} {milliseconds / first:15.2f} {peak(path)[0]:16.0f}")


def _times(rounds: int, path: Path) -> None:
    for _ in range(rounds):
        ingest.read(path)


def _busy(work: Callable[[], object]) -> float:
    """Milliseconds of this process's own work, whatever else the machine does."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def _worked(work: Callable[[], object]) -> float:
    """Seconds that processors worked, those of ended child processes too."""
    start = os.times()
    work()
    return sum(os.times()[:4]) - sum(start[:4])


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


# --- scans ---------------------------------------------------------------------------------------------------------------


def bare_tesseract(pictures: Sequence[Path]) -> None:
    """Bare tesseract on the pages' pictures."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(_tesseract, pictures))


def _pictures(path: Path, folder: Path) -> Iterator[Path]:
    scans = Scans(pdfium.PdfDocument(path))
    for index in range(len(scans.document)):
        pixels, scale = scans.picture(index)
        picture = folder / f"{index}.png"
        Image.fromarray(pixels).convert("L").save(picture, dpi=(72 * scale, 72 * scale))
        yield picture


def _tesseract(picture: Path) -> None:
    command = ["tesseract", str(picture), "stdout", "-l", "vie", "--psm", "3"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


# --- files ---------------------------------------------------------------------------------------------------------------


def rendered(folder: Path) -> list[Path]:
    """Our own corpus as DOCX and as PDF."""
    subprocess.run([sys.executable, "-m", "corpora.build", str(folder), "--pdf"], check=True, stdout=subprocess.DEVNULL)
    return sorted(path for path in folder.iterdir() if path.suffix in (".docx", ".pdf"))


def _read(path: Path) -> Document | None:
    try:
        return ingest.read(path)
    except InputError as error:
        print(f"{path.name[:44]:44} {error.code}")
        return None


def main(arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(argument) for argument in arguments] or rendered(Path(folder))
        against = f"{'/pdfplumber':>12} {'/pypdfium2':>11} {'/tesseract':>11} {'CPU':>5} {'/camelot':>9}"
        print(f"{'tệp':44} {'trang':>5} {'ms/trang':>9} {against} {'đỉnh, MB':>9}")
        against_plumber = [found for path in files if (found := _row(path, Path(folder))) is not None]
        if against_plumber:
            print(f"{'PDF có chữ: trung vị so với pdfplumber':60} {statistics.median(against_plumber):12.2f}")
        scale(Path(folder))
    return 0


def _row(path: Path, folder: Path) -> float | None:
    """Prints what one file costs; returns the ratio to pdfplumber of a PDF with text."""
    document = _read(path)
    if document is None:
        return None
    pages = document.source.pages or 1
    ours = partial(ingest.read, path)
    plumber = bare = scan = worked = tables = None
    if document.source.ocr and path.suffix == ".pdf":
        theirs = partial(bare_tesseract, list(_pictures(path, folder)))
        seconds, _, scan = ratio(ours, theirs, rounds=1)
        worked = _worked(ours) / _worked(theirs)
    elif document.source.ocr:
        seconds = _milliseconds(ours) / 1000
    elif path.suffix == ".pdf":
        seconds, _, plumber = ratio(ours, partial(bare_reading, path))
        bare = ratio(ours, partial(bare_text, path))[2]
        tables = _against_camelot(path, document)
    else:
        seconds = statistics.median(_milliseconds(ours) for _ in range(3)) / 1000
    shares = (f"{share:.2f}" if share is not None else "" for share in (plumber, bare, scan, worked, tables))
    spent = f"{path.name[:44]:44} {pages:5} {1000 * seconds / pages:9.1f}"
    print(f"{spent} {{:>12}} {{:>11}} {{:>11}} {{:>5}} {{:>9}} {peak(path)[0]:9.0f}".format(*shares))
    return plumber


def _against_camelot(path: Path, document: Document) -> float | None:
    """Our whole read against camelot's tables alone, on the pages that hold some; None without tables or without camelot."""
    pages = sorted({page for table in document.tables for page in table.pages})
    if not pages or importlib.util.find_spec("camelot") is None:
        return None
    camelot = importlib.import_module("camelot")
    listed = ",".join(map(str, pages))
    return ratio(partial(ingest.read, path), partial(camelot.read_pdf, str(path), pages=listed, flavor="lattice"), rounds=2)[2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
