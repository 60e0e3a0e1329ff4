"""Names in tables of scanned documents held against the names that the document itself uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from ingest.document import Block, Cell, Note, Paragraph, Table
from ingest.ocr.readings import as_number
from ingest.ocr.spelling import bare, is_plausible

NEAR = 85.0
"""A name is the same, misread, where so much of it is the same (0 to 100)."""
_APART = 5.0
"""The next nearest name must be so much farther."""
_SURE = 0.93
"""Cells read with this confidence are names to go by; with less they may be held against them."""
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class _Known:
    """The names of a document by their number of words, as printed where they were read surely."""

    by_length: dict[int, set[str]]

    def near(self, name: str) -> list[str]:
        return [other for other in self.by_length.get(len(name.split()), ()) if fuzz.ratio(bare(name), bare(other)) >= NEAR]


def with_known_names(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], list[Note]]:
    """The blocks, an unsure name in a table taken from where the document has it surely: "Xã Cấm Mộc" is "Xã Cẩm Mộc", if the text says so.

    Only an uncertain reading is touched, only by a very near and only name, and never one good name by another: what differs are
    tone marks, or words that can be none. Each change is noted ("ocr-repaired").
    """
    uncertain = [(block, cell) for block in blocks if isinstance(block, Table) for cell in block.cells if _is_uncertain(cell)]
    if not uncertain:
        return tuple(blocks), []
    known = _known(blocks, {len(cell.text.split()) for _, cell in uncertain})
    changes: dict[tuple[int, int, int], str] = {}
    for table, cell in uncertain:
        name = _meant(cell.text, known, {other.text for other in table.cells})
        if name is not None:
            changes[table.index, cell.row, cell.column] = name
    notes = [note for table, cell in uncertain for note in _noted(table, cell, changes)]
    return tuple(_changed(block, changes) for block in blocks), notes


def _is_uncertain(cell: Cell) -> bool:
    if cell.confidence is None or as_number(cell.text) is not None or not any(c.isalpha() for c in cell.text):
        return False
    return cell.unsure or cell.confidence < _SURE


def _known(blocks: Iterable[Block], lengths: set[int]) -> _Known:
    by_length: dict[int, set[str]] = {length: set() for length in lengths}
    for text in _sure_texts(blocks):
        words = text.split()
        for length in lengths:
            if length == 1 < len(words):
                continue
            for at in range(len(words) - length + 1):
                by_length[length].add(_EDGES.sub("", " ".join(words[at : at + length])))
    return _Known(by_length)


def _sure_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            edges = [0, *(edge for span in block.unsure for edge in span), len(block.text)]
            yield from (block.text[start:end] for start, end in list(pairwise(edges))[::2])
        else:
            yield from (cell.text for cell in block.cells if not cell.unsure and (cell.confidence or 1.0) >= _SURE)


def _meant(name: str, known: _Known, taken: set[str]) -> str | None:
    """The one name that is meant; not one that has a row of its own in the same table."""
    near = known.near(name)
    if name in near:
        return None
    fitting = sorted((other for other in near if other not in taken and _may_be(name, other)), key=lambda other: -_likeness(name, other))
    if not fitting or (len(fitting) > 1 and _likeness(name, fitting[0]) - _likeness(name, fitting[1]) < _APART):
        return None
    return fitting[0]


def _likeness(name: str, other: str) -> float:
    return float(fuzz.ratio(name, other) + fuzz.ratio(bare(name), bare(other))) / 2


def _may_be(name: str, other: str) -> bool:
    """Whether `name` can be a misreading of `other`: word for word the same letters, or what is no word for what is one."""
    return all(_may_be_word(a, b) for a, b in zip(name.split(), other.split(), strict=True))


def _may_be_word(read: str, meant: str) -> bool:
    if any(c.isdigit() for c in read + meant):
        return read == meant or (not is_plausible(read) and is_plausible(meant) and not any(c.isdigit() for c in meant))
    if bare(read) == bare(meant):
        return _same_case(read, meant)
    return not is_plausible(read) and is_plausible(meant) and fuzz.ratio(bare(read), bare(meant)) >= 60


def _same_case(read: str, meant: str) -> bool:
    return read[:1].isupper() == meant[:1].isupper() and read.isupper() == meant.isupper()


def _noted(table: Table, cell: Cell, changes: dict[tuple[int, int, int], str]) -> Iterator[Note]:
    name = changes.get((table.index, cell.row, cell.column))
    if name is not None:
        yield Note("ocr-repaired", table.index, cell.page, {"page": str(cell.page), "read": cell.text, "text": name})


def _changed(block: Block, changes: dict[tuple[int, int, int], str]) -> Block:
    if not isinstance(block, Table):
        return block
    named = [(cell, changes.get((block.index, cell.row, cell.column))) for cell in block.cells]
    return replace(block, cells=tuple(replace(cell, text=name, unsure=False) if name else cell for cell, name in named))
