"""Speed of reading as a ratio in one run, same machine, same files: `python -m benchmarks.speed [PDF …]`.

Reading and extracting a PDF with text, against pdfplumber's words and tables alone. Drafts have `benchmarks.generate`. Without files
our own corpus is built as PDF through LibreOffice. Each pair runs in turn, A B A B …; the median ratio counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pdfplumber

import extract
import ingest
from extract.grammar.times import times
from extract.language import fold, sentences
from extract.passages import mood
from extract.tagging import words

ROUNDS = 5


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Median seconds of ours and of theirs, and the median of the ratios round by round; ours without what it remembers of a text."""
    ours()
    theirs()
    pairs = [(_seconds(_forgetting(ours)), _seconds(theirs)) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def _forgetting(work: Callable[[], object]) -> Callable[[], object]:
    for remembered in (fold, sentences, times, mood, words):
        remembered.cache_clear()
    return work


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _whole(path: Path) -> extract.Directive:
    return extract.extract(ingest.read(path))


def bare_reading(path: Path) -> int:
    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return found


def main(arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        subprocess.run([sys.executable, "-m", "corpora.build", str(built), "--pdf"], check=True, stdout=subprocess.DEVNULL)
        pdfs = [Path(a) for a in arguments] or sorted(built.glob("*.pdf"))
        print(f"{'tệp':44} {'trang':>5} {'ta, s':>8} {'pdfplumber, s':>14} {'tỷ số':>7}")
        ratios = []
        for pdf in pdfs:
            ours, theirs, share = ratio(partial(_whole, pdf), partial(bare_reading, pdf))
            ratios.append(share)
            print(f"{pdf.name[:44]:44} {ingest.read(pdf).source.pages or 0:5} {ours:8.3f} {theirs:14.3f} {share:7.2f}")
        print(f"{'đọc và rút dữ liệu: trung vị các tỷ số':58} {'':14} {statistics.median(ratios):7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
