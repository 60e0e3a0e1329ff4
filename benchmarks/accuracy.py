"""How exactly each format is read, against the DOCX of the same name: `python -m benchmarks.accuracy [FOLDER] [--details]`.

Words are compared in reading order: the word error is the least number of words to insert, delete or replace, by the words of the
DOCX. Head, text, footnotes and every table cell count; page furniture does not. "72.docx" is the truth for "72.pdf", "72.doc",
"72.scan.pdf" and so on.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

import ingest
from ingest.document import Document, Paragraph
from ingest.errors import InputError

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"


@dataclass(frozen=True, slots=True)
class Reading:
    """One file held against its truth."""

    file: str
    words: int
    wrong: int
    seconds: float
    slips: tuple[tuple[str, str], ...] = ()

    @property
    def error(self) -> float:
        return self.wrong / self.words if self.words else 0.0


def words(document: Document) -> list[str]:
    """The words as printed, dashes and quotes of one kind, footnote marks apart."""
    return list(_words(document))


def _words(document: Document) -> Iterator[str]:
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for text in texts:
            plain = re.sub(r"[‐‑‒–—−]", "-", re.sub(r"[“”„«»″]", '"', text))
            yield from re.sub(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", r" \1 ", plain).split()


def hold(path: Path, truth: list[str]) -> Reading:
    start = time.perf_counter()
    read = words(ingest.read(path))
    seconds = time.perf_counter() - start
    steps = Levenshtein.editops(truth, read)
    slips = Levenshtein.opcodes(truth, read)
    wrong = tuple((" ".join(truth[s.src_start : s.src_end]), " ".join(read[s.dest_start : s.dest_end])) for s in slips if s.tag != "equal")
    return Reading(path.name, len(truth), len(steps), seconds, wrong)


def compared(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each file with its DOCX."""
    for truth in sorted(path for path in folder.glob("*.docx") if "." not in path.stem):
        yield from ((path, truth) for path in sorted(folder.glob(f"{truth.stem}.*")) if path != truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--details", action="store_true", help="show every difference")
    parser.add_argument("--only", default="", help="only files whose name holds this")
    options = parser.parse_args()
    truths: dict[Path, list[str]] = {}
    for path, docx in compared(options.folder):
        if options.only not in path.name:
            continue
        truth = truths.get(docx) or truths.setdefault(docx, words(ingest.read(docx)))
        try:
            reading = hold(path, truth)
        except InputError as error:
            print(f"{path.name:<48} {error}")
            continue
        print(f"{reading.file:<48} {reading.wrong:>5} / {reading.words:<6} = {100 * reading.error:6.3f} %  {reading.seconds:6.1f} s")
        for right, read in reading.slips if options.details else ():
            print(f"      “{right}” → “{read}”")


if __name__ == "__main__":
    main()
