"""Counts which words stand beside each other, for the repair of what Tesseract misreads: `python -m corpora.pairs [FILE …]`.

Counts our documents and, where given, further files that the program reads (public papers with text), and writes `ingest/ocr/pairs.txt`:
"kiểm điểm 31". Nothing but pairs of words and their numbers is taken over, no pair that looks like a name, and only such as are
needed: words of two syllables that stand in the dictionary (underthesea's) and often in the papers, and whatever differs from them in
nothing but marks, in the dictionary or in the papers.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import underthesea

import ingest
from corpora import build, markup
from ingest.document import Paragraph
from ingest.ocr.pairs import FILE, OFTEN, Pair, folded
from ingest.ocr.spelling import bare
from ingest.ocr.syllables import is_syllable


def main(files: Iterable[Path]) -> int:
    counts = Counter(pair for text in _texts(files) for pair in _pairs(text))
    FILE.write_text("".join(f"{first} {second} {n}\n" for (first, second), n in sorted(_needed(counts).items())), encoding="utf-8")
    print(FILE)
    return 0


def _texts(files: Iterable[Path]) -> Iterator[str]:
    for path in build.sources():
        yield markup.read(path).text()
    for path in files:
        for block in ingest.read(path).blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for cell in block.cells)


def _pairs(text: str) -> Iterator[Pair]:
    for stretch in re.split(r"[^\w ]|_", text):
        for first, second in pairwise(stretch.split()):
            if is_syllable(first) and is_syllable(second) and not _may_be_name(first, second):
                yield folded(first), folded(second)


def _may_be_name(first: str, second: str) -> bool:
    return second[0].isupper() and not (first.isupper() and second.isupper())


def _needed(counts: Counter[Pair]) -> dict[Pair, int]:
    words = _dictionary()
    groups: defaultdict[Pair, dict[Pair, int]] = defaultdict(dict)
    for pair in words | counts.keys():
        groups[bare(pair[0]), bare(pair[1])][pair] = counts[pair]
    wanted = [group for group in groups.values() if any(n >= OFTEN and pair in words for pair, n in group.items())]
    return {pair: n for group in wanted for pair, n in group.items()}


def _dictionary() -> set[Pair]:
    path = Path(underthesea.__file__).parent / "corpus" / "data" / "Viet74K.txt"
    parted = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {(folded(parts[0]), folded(parts[1])) for parts in parted if len(parts) == 2}


if __name__ == "__main__":
    sys.exit(main(map(Path, sys.argv[1:])))
