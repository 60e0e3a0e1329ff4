"""The lower level's plan before it becomes a Word document: the one type between drafting and rendering.

A plan is parts ("I- MỤC ĐÍCH, YÊU CẦU") of items ("1. Mục đích") of lines ("- Xác định công tác …"); a line is a
row of pieces: plain text, numbers that know their source, and blanks that a person fills.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extract.directive import Anchor, Finding

NumberSource = Literal["directive", "profile", "allocation", "computed"]
ObligationStatus = Literal["covered", "mirrored", "by-date", "excluded"]
Bullet = Literal["", "-", "+"]
Paper = Literal["KH", "CV", "CTr", "BC", "QĐ"]
"""A kind of paper by its code: kế hoạch, công văn, chương trình hành động, báo cáo, quyết định."""

BLANK = "[………]"


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it is printed: Number("05", 5, "quota.total", "directive", anchor).

    `operands` are the fields (`quota.quarter.1`, …) that a computed number was worked out from.
    A nought said in words carries its words: Number("không giao chỉ tiêu", 0, "quota.quarter.4", "directive", anchor).
    """

    text: str
    value: float
    field: str
    source: NumberSource
    anchor: Anchor | None = None
    operands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """What nobody said: printed as `[………]`, highlighted, with a comment that says who would know it."""

    field: str
    reason: str


Piece = str | Number | Blank
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the plan: "- Các chi bộ rà soát, nắm chắc …".

    `provision` is the directive's provision that it comes from (`p9`), `anchor` the passage; without both it is a set phrase
    or the unit's own fact. `comment` is what the Word comment says beside the source ("mệnh đề trong bản gốc khó hiểu …").
    """

    pieces: tuple[Piece, ...]
    bullet: Bullet = ""
    provision: str | None = None
    anchor: Anchor | None = None
    phrase: str | None = None
    comment: str | None = None

    @property
    def text(self) -> str:
        return "".join(piece_text(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: `heading` is bold on its own line ("1. Mục đích"), or None and the number runs into the first line."""

    label: str
    heading: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A main part: Part("II-", "CHỈ TIÊU", items); `lines` stand before its items."""

    label: str
    title: str
    items: tuple[Item, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class AppendixRow:
    cells: tuple[Piece | Pieces | None, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """The allocation among the lower units; `columns` are (head, sub-head or None), e.g. ("Chia ra theo quý", "Quý I")."""

    heading: str
    title: str
    caption: tuple[Piece, ...]
    unit_of_measure: str
    columns: tuple[tuple[str, str | None], ...]
    rows: tuple[AppendixRow, ...]
    widths: tuple[int, ...] = ()
    """Per cent of the page for each column; without them numbers get what their heads need, names the rest."""


@dataclass(frozen=True, slots=True)
class Head:
    superior: Piece
    issuer: Piece
    number: tuple[Piece, ...]
    """("Số ", Blank("number", …), "-KH/ĐU")"""
    place_and_date: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    recipients: tuple[str, ...]
    """Without dash and final mark: "Ban Thường vụ Huyện ủy (báo cáo)"; the last is "Lưu Văn phòng Đảng ủy"."""
    authority: Piece | None
    position: Piece | None
    name: Piece


@dataclass(frozen=True, slots=True)
class Obligation:
    """What became of one provision of the directive that could fall on the unit."""

    provision: str
    duty: str
    anchor: Anchor
    status: ObligationStatus
    covered_by: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    unit: str
    slug: str
    source_number: str | None
    source_sha256: str
    rulebook: str
    head: Head
    kind: str
    title: tuple[str, ...]
    grounds: tuple[Line, ...]
    parts: tuple[Part, ...]
    closing: tuple[Line, ...]
    foot: Foot
    appendix: Appendix | None = None
    task_table: Appendix | None = None
    """Việc, chủ trì, phối hợp, thời hạn, sản phẩm."""
    obligations: tuple[Obligation, ...] = ()
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    code: Paper = "KH"
    addressees: tuple[str, ...] = ()
    """Of a letter: who stands behind "Kính gửi:"."""
    deciding: str | None = None
    """Of a decision: "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ PHÚ HÒA QUYẾT ĐỊNH"."""

    def pieces(self) -> Iterator[Piece]:
        """Every piece in print order: head, grounds, parts, closing, foot, appendix."""
        yield self.head.superior
        yield self.head.issuer
        yield from self.head.number
        yield from self.head.place_and_date
        for line in self.lines():
            yield from line.pieces
        yield from (piece for piece in (self.foot.authority, self.foot.position, self.foot.name) if piece is not None)
        for appendix in self.appendices():
            yield from appendix.caption
            for row in appendix.rows:
                for cell in row.cells:
                    yield from (cell if isinstance(cell, tuple) else () if cell is None else (cell,))

    def appendices(self) -> tuple[Appendix, ...]:
        """In print order."""
        return tuple(appendix for appendix in (self.appendix, self.task_table) if appendix is not None)

    @property
    def head_issuer(self) -> str:
        return piece_text(self.head.issuer)

    def lines(self) -> Iterator[Line]:
        yield from self.grounds
        for part in self.parts:
            yield from part.lines
            for item in part.items:
                yield from item.lines
        yield from self.closing

    def places(self) -> Iterator[tuple[str, Line]]:
        """Every line with where it stands: "căn cứ", "III.2", "đoạn kết"; of a paper without parts "2"."""
        yield from (("căn cứ", line) for line in self.grounds)
        for part in self.parts:
            roman = part.label.rstrip("-.")
            yield from ((roman, line) for line in part.lines)
            for item in part.items:
                place = ".".join(label for label in (roman, item.label.rstrip(".")) if label)
                yield from ((place, line) for line in item.lines)
        yield from (("đoạn kết", line) for line in self.closing)

    def numbers(self) -> list[Number]:
        return [piece for piece in self.pieces() if isinstance(piece, Number)]

    def blanks(self) -> list[Blank]:
        return [piece for piece in self.pieces() if isinstance(piece, Blank)]


def piece_text(piece: Piece | Pieces) -> str:
    match piece:
        case tuple():
            return "".join(piece_text(part) for part in piece)
        case Number():
            return piece.text
        case Blank():
            return BLANK
        case _:
            return piece
