"""What extraction proper costs after reading: milliseconds a page of the processor's time, warm: `python -m benchmarks.extract [PDF …]`.

A file is read once; its facts are extracted over and over, without what the rooms remember of a text they have seen, and the median
counts. The first extraction of a process also loads what the tagger needs; it is printed apart. Without files our own corpus is built
as PDF through LibreOffice.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import extract
import ingest
from extract.grammar.times import times
from extract.language import fold, sentences
from extract.passages import mood
from extract.tagging import words
from ingest.document import Document

ROUNDS = 5


def main(arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(argument) for argument in arguments] or _own(Path(folder))
        documents = [ingest.read(path) for path in files]
    print(f"lần đầu: {1000 * _seconds(documents[0]):.0f} ms")
    print(f"{'tệp':44} {'trang':>5} {'ms/trang':>9}")
    costs = []
    for document in documents:
        pages = document.source.pages or 1
        cost = 1000 * statistics.median(_seconds(document) for _ in range(ROUNDS)) / pages
        costs.append(cost)
        print(f"{document.source.file[:44]:44} {pages:5} {cost:9.1f}")
    print(f"{'trung vị':50} {statistics.median(costs):9.1f}")
    return 0


def _own(folder: Path) -> list[Path]:
    subprocess.run([sys.executable, "-m", "corpora.build", str(folder), "--pdf"], check=True, stdout=subprocess.DEVNULL)
    return sorted(folder.glob("*.pdf"))


def _seconds(document: Document) -> float:
    for remembered in (fold, sentences, times, mood, words):
        remembered.cache_clear()
    start = time.process_time()
    extract.extract(document)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
