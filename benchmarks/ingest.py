"""Time a page and peak memory of reading, by format, as ratios in one run: `python -m benchmarks.ingest [FILE …]`.

* a PDF with text, whole read, against pdfplumber's words and tables and against pypdfium2's bare text;
* other formats: milliseconds a page (a file, where there are no pages) and peak memory;
* a scan against bare tesseract on the same pages' pictures, both with two processes;
* PDFs of 1, 10, 100 and 1,000 pages, prose and one table, built here: time a page and memory from the first to the last must stay flat.

Without files our own corpus is rendered by LibreOffice. Each pair runs in turn, A B A B …; the median ratio counts. Peak memory is that of
a process of its own that reads the one file; camelot is left out, as it asks for Ghostscript and 200 MB of libraries.
"""

from __future__ import annotations

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

import ingest
from benchmarks.speed import bare_reading, ratio
from ingest.document import Document
from ingest.errors import InputError
from tests.ingest.pdf_files import Sheet, build

PAGES = (1, 10, 100, 1000)
DPI = 300
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


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


# --- scans ---------------------------------------------------------------------------------------------------------------


def bare_tesseract(path: Path, folder: Path) -> None:
    """Bare tesseract on the pages' pictures, rendering not counted in its favour."""
    pictures = list(_pictures(path, folder))
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(_tesseract, pictures))


def _pictures(path: Path, folder: Path) -> Iterator[Path]:
    document = pdfium.PdfDocument(path)
    for index in range(len(document)):
        picture = folder / f"{index}.png"
        document[index].render(scale=DPI / 72, grayscale=True).to_pil().save(picture)
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
        print(f"{'tệp':44} {'trang':>5} {'ms/trang':>9} {'/pdfplumber':>12} {'/pypdfium2':>11} {'/tesseract':>11} {'đỉnh, MB':>9}")
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
    plumber = bare = scan = None
    if document.source.ocr:
        seconds = _milliseconds(ours) / 1000
        scan = seconds / (_milliseconds(partial(bare_tesseract, path, folder)) / 1000) if path.suffix == ".pdf" else None
    elif path.suffix == ".pdf":
        seconds, _, plumber = ratio(ours, partial(bare_reading, path))
        bare = ratio(ours, partial(bare_text, path))[2]
    else:
        seconds = statistics.median(_milliseconds(ours) for _ in range(3)) / 1000
    shares = (f"{share:.2f}" if share is not None else "" for share in (plumber, bare, scan))
    print(f"{path.name[:44]:44} {pages:5} {1000 * seconds / pages:9.1f} {{:>12}} {{:>11}} {{:>11}} {peak(path)[0]:9.0f}".format(*shares))
    return plumber


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
