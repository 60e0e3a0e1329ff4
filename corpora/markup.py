"""The plain form in which our documents are written: a TOML head between `+++` lines, then one paragraph a line.

* `# I- MỤC TIÊU` : a heading, bold
* `## 1. Mục tiêu chung` : a lower heading, bold
* `**1. Văn phòng:** soạn thảo …` : a paragraph with a bold start
* `- Rà soát …` : a list line; every other line is a plain paragraph
* `@center PHỤ LỤC` : centred and bold; @italic centred and italic; @right at the right and italic
* `… 850 đảng viên[^Theo Báo cáo số …].` : a footnote where the mark stands
* `@foot` : recipients and signature, from the head
* `@page, @landscape, @portrait` : a new page, a new section
* `@table head=2 rules=all widths=8,40,20`
* `TT | Đơn vị | Chỉ tiêu` : a row a line: `<` goes on the cell to its left, `^` the cell above it
* `@end`
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Command = Literal["heading", "subheading", "paragraph", "center", "italic", "right", "foot", "page", "landscape", "portrait", "table"]
Rules = Literal["all", "rows"]

_NOTE = re.compile(r"\[\^(.+?)\]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_MARKS: dict[str, Command] = {"# ": "heading", "## ": "subheading", "@center ": "center", "@italic ": "italic", "@right ": "right"}
_BREAKS: dict[str, Command] = {"@foot": "foot", "@page": "page", "@landscape": "landscape", "@portrait": "portrait"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as written; `head` counts its header rows, `widths` are millimetres."""

    head: int
    rules: Rules
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]

    def columns(self) -> list[str]:
        """Header levels joined by " / ": "Chia theo quý / Quý I"."""
        return [" / ".join(self._levels(column)) for column in range(len(self.widths))]

    def _levels(self, column: int) -> list[str]:
        levels: list[str] = []
        for row in range(self.head):
            place = column
            while self.rows[row][place] == "<":
                place -= 1
            if self.rows[row][place] != "^":
                levels.append(self.rows[row][place])
        return levels

    def printed_rows(self) -> list[list[str]]:
        """The rows below the head; what a merged cell covers is empty."""
        return [["" if cell in {"<", "^"} else cell for cell in row] for row in self.rows[self.head :]]


@dataclass(frozen=True, slots=True)
class Piece:
    command: Command
    text: str = ""
    grid: Grid | None = None
    notes: tuple[tuple[int, str], ...] = ()  # footnotes: how far before the end of `text` each one hangs, and what it says


@dataclass(frozen=True, slots=True)
class Source:
    """One document of ours before it becomes a Word file."""

    stem: str
    head: dict[str, Any]
    pieces: tuple[Piece, ...] = field(default_factory=tuple)

    @property
    def grids(self) -> list[Grid]:
        return [piece.grid for piece in self.pieces if piece.grid]

    def text(self) -> str:
        """All that the document says, a line a paragraph or table row, without marks."""
        values = (line for key in _PRINTED for line in _lines(self.head.get(key)))
        signatures = (str(value) for block in self.head.get("signatures", []) for value in block.values())
        return "\n".join([*values, *signatures, *(_plain(piece) for piece in self.pieces)])


_PRINTED = ("superior", "issuer", "number", "about", "place_date", "kind", "subject", "to", "recipients")


def read(path: Path) -> Source:
    """The source at `path`; raises ValueError where a row's cells do not fit the table's widths."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return Source(path.stem, tomllib.loads(head), tuple(_pieces(body.splitlines())))


def bold_runs(text: str) -> list[tuple[str, bool]]:
    """Text with its weight: "**1. Văn phòng:** soạn" → [("1. Văn phòng:", True), (" soạn", False)]."""
    parts = _BOLD.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def _pieces(lines: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    rest = iter(lines)
    for line in rest:
        if not line.strip():
            continue
        if line.startswith("@table"):
            rows = [row for row in iter(lambda: next(rest), "@end") if row.strip()]
            pieces.append(Piece("table", grid=_grid(line, rows)))
        else:
            pieces.append(_with_notes(_piece(line.strip())))
    return pieces


def _with_notes(piece: Piece) -> Piece:
    """The piece with its footnotes taken out of the text."""
    bare = _NOTE.sub("", piece.text)
    notes = tuple((len(_NOTE.sub("", piece.text[match.end() :])), match[1]) for match in _NOTE.finditer(piece.text))
    return Piece(piece.command, bare, notes=notes)


def _piece(line: str) -> Piece:
    if line in _BREAKS:
        return Piece(_BREAKS[line])
    for mark, command in _MARKS.items():
        if line.startswith(mark):
            return Piece(command, line.removeprefix(mark).strip())
    return Piece("paragraph", line)


def _grid(line: str, lines: list[str]) -> Grid:
    options = dict(part.split("=", 1) for part in line.split()[1:])
    widths = tuple(float(width) for width in options["widths"].split(","))
    rows = tuple(tuple(cell.strip() for cell in row.split("|")) for row in lines)
    for row in rows:
        if len(row) != len(widths):
            raise ValueError(f"{len(widths)} columns, but the row is {row}")
    rules: Rules = "rows" if options.get("rules") == "rows" else "all"
    return Grid(int(options["head"]), rules, widths, rows)


def _plain(piece: Piece) -> str:
    if piece.grid:
        return "\n".join("\t".join(row) for row in [piece.grid.columns(), *piece.grid.printed_rows()])
    return "\n".join([piece.text.replace("**", ""), *(note for _, note in piece.notes)])


def _lines(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else value
