"""Markdown: marks become looks and labels, pipe tables become tables, footnotes stand by their mark."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from ingest.document import Block, Cell, Table
from ingest.html.fragment import read_fragment
from ingest.layout_table import Field, TableForm
from ingest.runs import Look, Run, cell_text, lines_of, paragraph, wraps, written
from ingest.text import normal, superscript

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*))?")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*")
_BREAK = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})")
_ITEM = re.compile(r"(\s*)([-+*•]|\d{1,3}[.)])[ \t]+(\S.*)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n((?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n|- .*\n)+)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)")
_LINK_TARGET = re.compile(r" {0,3}\[([^\]^][^\]]{0,200})\]:[ \t]*\S+(?:[ \t]+[\"'(].*[\"')])?[ \t]*")
_PAGE_MARK = re.compile(
    r"\s*(?:\{\d+\}-{3,}"
    r"|[-–—=*\s#]{0,12}(?:trang|page)\s+\d{1,4}(?:\s*/\s*\d{1,4})?[-–—=*\s]{0,12}|\\(?:newpage|pagebreak))\s*",
    re.IGNORECASE,
)
_HTML_BLOCK = re.compile(r"\s*<(table|div|center|p|ul|ol|h[1-6])\b", re.IGNORECASE)
_BARE = {"*": "•"}
_MOST_LINES = 40
_MOST_WAITING = 50
_CAPITAL_WORDS = 3
_BRACKETS = ("([", ")]")

_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<fence>`+)(?P<code>(?:(?!(?P=fence)).){1,500}?)(?P=fence)"
    r"|!\[(?P<picture>[^\]\n]{0,300})\]\([^)\n]{0,2000}\)"
    r"|\[\^(?P<note>[^\]\s]{1,40})\]"
    r"|\[(?P<link>[^\[\]\n]{1,500})\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?\)"
    r"|\[(?P<named>[^\[\]\n^]{1,500})\]\[[^\]\n]{0,200}\]"
    r"|<(?P<address>(?:https?://|mailto:)[^>\s]{1,500})>"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,500})?/?>"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
    r"|\$(?P<formula>[^$\n]{1,80})\$"
    r"|(?P<mark>\*{1,3}|_{1,3}|~~)",
    re.DOTALL,
)
_SIGNS = {
    r"\geq": "≥", r"\ge": "≥", r"\leq": "≤", r"\le": "≤", r"\times": "×", r"\pm": "±", r"\rightarrow": "→", r"\%": "%", r"\approx": "≈",
}  # fmt: skip
_TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline"}


def is_markdown(text: str, suffix: str) -> bool:
    """By its suffix, or by marks that plain text does not have: a pipe table's rule, headings with "#", bold in "**"."""
    if suffix.lower() in (".md", ".markdown"):
        return True
    lines = text.split("\n")
    if any("|" in line and line.count("-") > 2 and _SEPARATOR.fullmatch(line) for line in lines):
        return True
    headings = sum(bool(re.match(r"#{1,6} \S", line)) for line in lines)
    bold = sum(bool(re.search(r"\*\*[^\s*][^*\n]*\*\*", line)) for line in lines)
    escapes = sum(bool(re.match(r"\s*(?:\d+\\[.)]|\\[-+*#])", line)) for line in lines)
    return headings + bold + escapes > 1


def read(text: str, path: Path) -> tuple[list[Block], list[str]]:
    """The blocks, not yet numbered, and what stands beside the text: front matter, comments, page marks."""
    reader = _Reader(path)
    reader.take(text)
    return reader.blocks, reader.furniture


@dataclass(slots=True)
class _Paragraph:
    """Lines on their way to paragraphs; `hard` are the lines that end with a break."""

    lines: list[str] = field(default_factory=list)
    hard: set[int] = field(default_factory=set)
    label: str = ""
    bold: bool = False


class _Reader:
    def __init__(self, path: Path) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[str] = []
        self._path = path
        self._gathered = _Paragraph()
        self._new_page = False
        self._notes: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._told: set[str] = set()

    def take(self, text: str) -> None:
        lines = self._without_definitions(self._without_asides(text).split("\n"))
        place = 0
        while place < len(lines):
            place = self._take_line(lines, place)
        self._end_paragraph()
        self._tell_notes(name for name in self._notes if name not in self._told)

    def _without_asides(self, text: str) -> str:
        if matter := _FRONT_MATTER.match(text):
            self._put_aside(matter[1])
            text = text[matter.end() :]

        kept: list[str] = []
        first, *others = text.split("<!--")
        for piece in others:
            comment, end, rest = piece.partition("-->")
            if end:
                self._put_aside(comment)
            kept.append("\n" * comment.count("\n") + rest if end else f"<!--{piece}")
        return "".join((first, *kept))

    def _put_aside(self, text: str) -> None:
        self.furniture += filter(None, [normal(text)])

    def _without_definitions(self, lines: list[str]) -> list[str]:
        """The lines without footnotes and link targets, which are told where they are called."""
        kept: list[str] = []
        current: str | None = None
        for line in lines:
            found = _FOOTNOTE.fullmatch(line)
            if found and found[1] not in self._notes:
                current = found[1]
                self._notes[current] = found[2]
            elif current is not None and line.startswith(("    ", "\t")):
                self._notes[current] += "\n" + line.strip()
            elif _LINK_TARGET.fullmatch(line):
                self._put_aside(line)
            else:
                current = current if not line.strip() else None
                kept.append(line)
        return kept

    def _take_line(self, lines: Sequence[str], place: int) -> int:
        line = lines[place]
        if not line.strip():
            self._end_paragraph()
        elif _PAGE_MARK.fullmatch(line):
            self._end_paragraph()
            self._put_aside(line)
            self._new_page = True
        elif _FENCE.match(line):
            return self._take_code(lines, place)
        elif self._gathered.lines and not self._gathered.label and _UNDERLINE.fullmatch(line):
            self._gathered.bold = True
            self._end_paragraph()
        elif _BREAK.fullmatch(line):
            self._end_paragraph()
        elif found := _HEADING.fullmatch(line):
            self._end_paragraph()
            self._gathered = _Paragraph([_without_closing(found[1] or "")], bold=True)
            self._end_paragraph()
        elif (end := self._take_table(lines, place)) > place or (end := self._take_html(lines, place)) > place:
            return end
        else:
            self._take_text(line)
        return place + 1

    def _take_text(self, line: str) -> None:
        while quoted := re.match(r" {0,3}> ?", line):
            line = line[quoted.end() :]
        item = _ITEM.fullmatch(line)
        if item:
            self._end_paragraph()
            self._gathered.label = _BARE.get(item[2], item[2])
            line = item[3]
        self._gathered.lines.append(re.sub(r"\\$", "", line))
        if line.endswith(("  ", "\\")):
            self._gathered.hard.add(len(self._gathered.lines) - 1)

    def _take_code(self, lines: Sequence[str], place: int) -> int:
        """Text between fences, line by line."""
        self._end_paragraph()
        end = place + 1
        while end < len(lines) and not _FENCE.match(lines[end]):
            self.blocks.append(paragraph([Run(lines[end])]))
            end += 1
        return end + 1

    def _take_html(self, lines: Sequence[str], place: int) -> int:
        opened = _HTML_BLOCK.match(lines[place])
        if not opened:
            return place
        tag = opened[1].lower()
        depth, end = 0, place
        while end < len(lines):
            depth += len(re.findall(rf"<{tag}\b", lines[end], re.IGNORECASE)) - len(re.findall(rf"</{tag}\s*>", lines[end], re.IGNORECASE))
            end += 1
            if depth <= 0 or (tag == "p" and end < len(lines) and not lines[end].strip()):
                break
        self._end_paragraph()
        self.blocks += read_fragment("\n".join(lines[place:end]), self._path)
        return end

    def _end_paragraph(self) -> None:
        gathered, self._gathered = self._gathered, _Paragraph()
        told: list[str] = []
        lines = lines_of(self._runs("\n".join(gathered.lines), told, Look(bold=gathered.bold)))
        for n, group in enumerate(_grouped(lines, gathered.hard)):
            read = paragraph(group, label=gathered.label if n == 0 else "", new_page=self._new_page)
            if read.text:
                self._new_page = False
                self.blocks.append(read)
        self._tell_notes(told)

    def _tell_notes(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self._told or name not in self._notes:
                continue
            self._told.add(name)
            deeper: list[str] = []
            runs = list(self._runs(self._notes[name], deeper))
            self.blocks.append(replace(paragraph(runs), role="footnote", mark=self._mark(name)))
            self._tell_notes(deeper)

    def _mark(self, name: str) -> str:
        if name not in self._marks:
            taken = set(self._marks.values())
            free = (superscript(str(n)) for n in count(1) if superscript(str(n)) not in taken)
            self._marks[name] = superscript(name) if name.isdecimal() else next(free)
        return self._marks[name]

    # Tables

    def _take_table(self, lines: Sequence[str], place: int) -> int:
        """A pipe table: a head, a rule, rows; a row may run over lines, blank lines may stray between rows."""
        if "|" not in lines[place] or place + 1 == len(lines):
            return place
        head_lines, end = _row_at(lines, place, 0)
        if end >= len(lines) or not _is_separator(lines[end]):
            return place
        head = _split(head_lines)
        rows = [head]
        end += 1
        while (start := _next_row(lines, end)) is not None:
            row, end = _row_at(lines, start, len(head))
            if not _is_separator(row):
                rows.append(_split(row))
        self._end_paragraph()
        told: list[str] = []
        self.blocks += self._tabled(rows, told)
        self._tell_notes(told)
        return end

    def _tabled(self, rows: list[list[str]], told: list[str]) -> Sequence[Block]:
        width = max(map(len, rows))
        fields: list[Field] = []
        has_head = any(map(str.strip, rows[0]))
        for number, row in enumerate(rows if has_head else rows[1:]):
            for column, text in enumerate(row):
                span = width if len(row) == 1 else 1
                fields.append(self._field(Cell(number, column, "", 1, span), text, told))
        height = len(rows) - (not has_head)
        if not height:
            return []
        form = TableForm(tuple(fields), width, height)
        if has_head and not _sets_text(form):
            cells = tuple(field.cell for field in fields if field.cell.text)
            table = Table(0, width, height, cells, 1 if height > 1 else 0, row_pages=(None,) * height)
            return self._continued(table) or [table]
        return form.blocks()

    def _continued(self, table: Table) -> list[Block] | None:
        """The table before, where this one goes on with it under the same head."""
        before = self.blocks[-1] if self.blocks else None
        if not isinstance(before, Table) or before.width != table.width or not before.header_rows:
            return None
        heads = [[(cell.column, cell.text) for cell in one.cells if cell.row == 0] for one in (before, table)]
        if heads[0] != heads[1]:
            return None
        shift = before.height - 1
        cells = before.cells + tuple(replace(cell, row=cell.row + shift) for cell in table.cells if cell.row)
        height = before.height + table.height - 1
        proof = {"read": before.proof.get("read", before.height) + table.height, "glued": 0}
        proof["repeated_heads"] = before.proof.get("repeated_heads", 0) + 1
        self.blocks.pop()
        return [replace(before, cells=cells, height=height, row_pages=(None,) * height, proof=proof)]

    def _field(self, cell: Cell, text: str, told: list[str]) -> Field:
        lines = lines_of(self._runs(text, told))
        read = [one for one in (paragraph(line) for line in lines) if one.text]
        whole = cell_text("".join(run.text for run in line) for line in lines)
        return Field(replace(cell, text=whole, bold=bool(read) and all(one.is_bold for one in read)), tuple(read))

    # Inside a line

    def _runs(self, text: str, told: list[str], look: Look | None = None) -> Iterator[Run]:
        """The text in its looks, marks taken away; `told` gathers the footnotes that are called."""
        pieces = list(_INLINE.finditer(text))
        turns = _turns(text, pieces)
        base = look or Look()
        on: dict[str, int] = {"bold": 0, "italic": 0, "underline": 0}
        raised = False
        place = 0

        def shown() -> Look:
            return Look(base.bold or on["bold"] > 0, base.italic or on["italic"] > 0, base.underline or on["underline"] > 0)

        def run(shown_text: str) -> Run:
            stripped = shown_text.strip()
            return Run(superscript(stripped) if raised and stripped.isdecimal() else shown_text, shown())

        for n, piece in enumerate(pieces):
            yield run(text[place : piece.start()])
            place = piece.end()
            kind = piece.lastgroup
            tag = (piece["tag"] or "").lower()
            if kind == "mark" and n in turns:
                for name, change in turns[n]:
                    on[name] += change
            elif kind == "picture":
                self._put_aside(piece["picture"])
            elif kind == "note" and piece["note"] in self._notes:
                told.append(piece["note"])
                yield run(self._mark(piece["note"]))
            elif kind in ("link", "named"):
                yield from (replace(r, look=_over(shown(), r.look)) for r in self._runs(piece[kind], told))
            elif tag == "br":
                yield run("\n")
            elif tag in _TAGS:
                on[_TAGS[tag]] = max(on[_TAGS[tag]] + (-1 if piece["close"] else 1), 0)
            elif tag == "sup":
                raised = not piece["close"]
            elif tag:
                yield run("\n" if tag in ("p", "div", "li") else "")
            else:
                yield run(_literal(piece))
        yield run(text[place:])


def _over(outer: Look, inner: Look) -> Look:
    return Look(outer.bold or inner.bold, outer.italic or inner.italic, outer.underline or inner.underline)


def _literal(piece: re.Match[str]) -> str:
    """What a mark shows that stands for itself or for a sign."""
    match piece.lastgroup:
        case "escaped" | "address":
            return piece[piece.lastgroup]
        case "code":
            return piece["code"]
        case "entity":
            return html.unescape(piece[0])
        case "formula":
            return _formula(piece["formula"]) or piece[0]
        case _:
            return piece[0]


def _formula(text: str) -> str | None:
    r"""The few formulas that converters make of plain signs: "\geq 50\%" is "≥ 50%", "^{1}" is "¹"."""
    for sign, shown in _SIGNS.items():
        text = re.sub(re.escape(sign) + r"(?![a-zA-Z])", shown, text)
    text = re.sub(r"\^\{?(\d+)\}?", lambda found: superscript(found[1]), text)
    return None if re.search(r"[\\{}^_]", text) or not re.search(r"[≥≤×±→%≈⁰¹²³⁴-⁹\d]", text) else text.strip()


def _turns(text: str, pieces: Sequence[re.Match[str]]) -> dict[int, list[tuple[str, int]]]:
    """Which marks of emphasis have a partner, and what they turn on (+1) and off (-1): by number of the piece."""
    waiting: list[int] = []
    turns: dict[int, list[tuple[str, int]]] = {}
    for n, piece in enumerate(pieces):
        if piece.lastgroup != "mark":
            continue
        following = pieces[n + 1] if n + 1 < len(pieces) else None
        if n not in turns and following and following[0] == piece[0] and not text[piece.end() : following.start()].strip():
            turns[n] = turns[n + 1] = []
        before, after = text[piece.start() - 1 : piece.start()], text[piece.end() : piece.end() + 1]
        if n in turns or (before in _BRACKETS[0] and after in _BRACKETS[1] and before and after):
            continue
        opens, closes = bool(after.strip()), bool(before.strip())
        if piece[0].startswith("_"):
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        closes = closes or piece[0] == "**"
        partner = next((k for k in reversed(waiting) if pieces[k][0] == piece[0]), None) if closes else None
        if partner is not None and pieces[partner].end() < piece.start():
            names = _turned(piece[0])
            turns[partner], turns[n] = [(name, 1) for name in names], [(name, -1) for name in names]
            waiting = waiting[: waiting.index(partner)]
        elif opens:
            waiting = [*waiting[-_MOST_WAITING:], n]
    return turns


def _turned(mark: str) -> tuple[str, ...]:
    if mark == "~~":
        return ()
    return {1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}[len(mark)]


def _grouped(lines: Sequence[list[Run]], hard: set[int]) -> Iterator[list[Run]]:
    """Lines of one paragraph, parted after hard breaks and where the next line is a paragraph of its own."""
    group: list[Run] = []
    before = ""
    for n, line in enumerate(lines):
        text, _ = written(line)
        if before and text and ((n - 1) in hard or not wraps(before, text)):
            yield group
            group = []
        group += [Run(" "), *line] if group else line
        before = text or before
    yield group


def _sets_text(form: TableForm) -> bool:
    """No data: a head with nothing below it (the signature), or names in capitals over little else (the head of a document)."""
    if not form.is_layout or form.width > 3:
        return False
    top = [one.cell.text.split("\n")[0] for one in form.fields if one.cell.row == 0 and one.cell.text]
    names = [text for text in top if text.isupper() and len(text.split()) >= _CAPITAL_WORDS]
    return form.height == 1 or form.width == 1 or (form.height <= 3 and len(top) > 1 and names == top)


def _without_closing(title: str) -> str:
    """ "Mục tiêu ##" is "Mục tiêu"; "Ngôn ngữ C#" stays."""
    bare = title.rstrip().rstrip("#")
    return bare if not bare or bare[-1].isspace() else title


def _is_separator(line: str) -> bool:
    return "-" in line and bool(_SEPARATOR.fullmatch(line))


def _row_at(lines: Sequence[str], place: int, width: int) -> tuple[str, int]:
    """A row of a pipe table, which may run over some lines, and the line behind it."""
    row = lines[place]
    if not row.lstrip().startswith("|") or _is_whole(row, width):
        return row, place + 1
    for end in range(place + 1, min(place + _MOST_LINES, len(lines))):
        if lines[end].lstrip().startswith("|"):
            break
        row += "\n" + lines[end]
        if row.rstrip().endswith("|"):
            return row, end + 1
    return lines[place], place + 1


def _is_whole(row: str, width: int) -> bool:
    return row.rstrip().endswith("|") or (width > 0 and len(_split(row)) >= width)


def _next_row(lines: Sequence[str], place: int) -> int | None:
    """Where the next row of the table begins: on this line, or behind blank ones if it is no table of its own."""
    if place < len(lines) and lines[place].strip() and "|" in lines[place]:
        return place
    blank = place
    while blank < len(lines) and not lines[blank].strip():
        blank += 1
    if blank == place or blank >= len(lines) or not lines[blank].lstrip().startswith("|"):
        return None
    is_new = blank + 1 < len(lines) and _is_separator(lines[blank + 1])
    return None if is_new else blank


def _split(row: str) -> list[str]:
    r"""The cells of a row: "| 1 | a \| b |" is ["1", "a | b"]."""
    bare = row.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare)]
