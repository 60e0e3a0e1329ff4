"""Numbers in the text that a person should hold against the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.document import Block, Note, Paragraph

_AROUND = 24
"""Letters shown on either side of a doubtful number."""


def doubts(blocks: Iterable[Block]) -> Iterator[Note]:
    """A note for each doubtful number in a paragraph: "kết nạp 18? đảng viên"."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for start, end in block.unsure:
            text = block.text[start:end]
            if re.search(r"\d", text):
                context = block.text[max(start - _AROUND, 0) : end + _AROUND]
                yield Note("number-unsure", block.index, block.page, {"text": text, "context": context}, start, end)
