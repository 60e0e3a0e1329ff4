"""Passages with marked figures, `marked/*.txt`: more wordings to learn from than whole annotated documents hold.

"Xã có {trên 10%|k} hộ nghèo được cấp {200 triệu đồng|t}." marks a threshold and a target; each mark ends with what the figure counts
(t target, r result, c cited, k condition). A line is a paragraph; "# 2024-03-15" begins a paper of that day, "= II. KẾT QUẢ" is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extract.directive import Status
from extract.outline import read_outline
from extract.passages import Passage, read_passages
from ingest.document import Paragraph, Span

FOLDER = Path(__file__).parent / "marked"
_MARK = re.compile(r"\{(?P<figure>[^{}|]+)\|(?P<status>[trck])\}")
_STATUS: dict[str, Status] = {"t": "target", "r": "result", "c": "cited", "k": "condition"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked figure of a passage: it stands in `start`–`end`, what it counts ends at `end`."""

    start: int
    end: int
    status: Status


def marked_passages(folder: Path = FOLDER) -> Iterator[tuple[Passage, list[Mark]]]:
    """Every passage of the folder's files with its marks, in order; the lines under one day ("# 2024-03-15") are one paper.

    Raises ValueError where a brace marks nothing: "{5 cây}", "{5 cây|x}".
    """
    for source in sorted(folder.glob("*.txt")):
        lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
        papers = [list(group) for heads, group in groupby(lines, key=lambda line: line.startswith("#")) if not heads]
        days = [line[1:].strip() for line in lines if line.startswith("#") and line[1:].strip()[:4].isdigit()]
        for day, paper in zip(days, papers, strict=True):
            yield from _passages(day, paper)


def _passages(day: str, lines: list[str]) -> Iterator[tuple[Passage, list[Mark]]]:
    read = [_read(line) for line in lines]
    paragraphs = [
        Paragraph(index, text, spans=(Span(0, len(text), bold=True),) if lines[index].startswith("=") else ())
        for index, (text, _) in enumerate(read)
    ]
    for passage in read_passages(paragraphs, read_outline(paragraphs), int(day[:4]), day):
        yield passage, read[passage.paragraph.index][1]


def _read(line: str) -> tuple[str, list[Mark]]:
    """The text of a line without its marks, and the marks."""
    text, marks, done = "", [], 0
    line = line.removeprefix("=").strip()
    for match in _MARK.finditer(line):
        text += line[done : match.start()]
        marks.append(Mark(len(text), len(text) + len(match["figure"]), _STATUS[match["status"]]))
        text += match["figure"]
        done = match.end()
    text += line[done:]
    if "{" in text or "}" in text:
        raise ValueError(f"no mark: {line}")
    return text, marks
