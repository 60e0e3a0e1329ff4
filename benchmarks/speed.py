"""Speed as ratios in one run, same machine, same files: `python -m benchmarks.speed [PDF …]`.

* reading and extracting a PDF with text, against pdfplumber's words and tables alone;
* drafting and rendering a plan, against rendering the same template by bare docxtpl.

Without files our own corpus is built as PDF through LibreOffice. Each pair runs in turn, A B A B …; the median ratio counts.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pdfplumber
from docxtpl import DocxTemplate

import extract
import generate
import ingest
from extract.grammar.times import times
from extract.language import fold, sentences
from generate import word
from generate.comments import Comments
from generate.rulebook import load
from generate.unit import units_of

ROUNDS = 5
QUOTA_DOCUMENT = "hai-lam-38-kh-tu"


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
    for remembered in (fold, sentences, times):
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


def drafting(path: Path) -> tuple[Callable[[], object], Callable[[], object], int]:
    """Ours: every unit's plan drafted and rendered; theirs: bare docxtpl rendering the same plans' texts, without comments."""
    directive = extract.extract(ingest.read(path))
    units = units_of(directive)
    template = Path(str(generate.__file__)).parents[1] / "templates" / "ke-hoach-dang.docx"

    def ours() -> None:
        for unit in units:
            word.render(generate.draft(directive, unit), directive=directive)

    plans = [generate.draft(directive, unit) for unit in units]
    contexts = [word._context(plan, load(plan.rulebook), word._MarkedText(Comments(plan, directive))) for plan in plans]

    def theirs() -> None:
        for context in contexts:
            bare = DocxTemplate(template)
            bare.render(context, autoescape=True)
            bare.save(io.BytesIO())

    return ours, theirs, len(units)


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
        draft_ours, draft_theirs, plans = drafting(built / f"{QUOTA_DOCUMENT}.docx")
        ours, theirs, share = ratio(draft_ours, draft_theirs)
        print(f"{f'dự thảo {plans} kế hoạch, so với docxtpl trần':50} {ours:8.3f} {theirs:14.3f} {share:7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
