r"""While a template is filled in, numbers, blanks and comments travel as marks (`\ue000` index `\ue001`) in plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from generate.comments import Comments
from generate.phrases import blank
from generate.plan import BLANK, Blank, Line, Number, Piece

COMMENTED_WORDS = 4
TITLE_BLANKS = {"về ": "reference.subject"}
"""What a blank of the title asks for, by the words before it; else the number."""
UNPRINTABLE = re.compile("[\x00-\x1f\ue000\ue001\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class CommentStart:
    id: int


@dataclass(frozen=True, slots=True)
class CommentEnd:
    id: int


@dataclass(frozen=True, slots=True)
class NumberMark:
    text: str
    comment: int


@dataclass(frozen=True, slots=True)
class BlankMark:
    field: str
    comment: int


Mark = CommentStart | CommentEnd | NumberMark | BlankMark


class MarkedText:
    """Turns pieces into text in which marks stand for numbers, blanks and the ends of comments."""

    def __init__(self, comments: Comments) -> None:
        self._say = comments
        self.marks: list[Mark] = []
        self.comments: list[str] = []

    def pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join(self.piece(piece) for piece in pieces)

    def piece(self, piece: Piece) -> str:
        match piece:
            case Number():
                return self._mark(NumberMark(clean(piece.text), self._comment(self._say.on_number(piece))))
            case Blank():
                return self._mark(BlankMark(piece.field, self._comment(self._say.on_blank(piece))))
            case _:
                return clean(piece)

    def title(self, line: str) -> str:
        """A line of the title: what is blank in it is the superior's number that could not be read."""
        first, *rest = clean(line).split(BLANK)
        asked = next((name for words, name in TITLE_BLANKS.items() if first.endswith(words)), "reference.number")
        return first + "".join(self.piece(blank(asked)) + text for text in rest)

    def line(self, line: Line, label: str = "") -> str:
        """A paragraph: its item's number or its bullet, then its pieces, its first words inside the comment on the passage."""
        lead = "".join(f"{sign} " for sign in (label or line.bullet,) if sign)
        said = self._say.on_line(line)
        if said is None:
            return lead + self.pieces(line.pieces)
        comment = self._comment(said)
        start, end = self._mark(CommentStart(comment)), self._mark(CommentEnd(comment))
        if not line.pieces:
            return lead + start + end
        first, *rest = line.pieces
        if isinstance(first, str):
            words, remainder = _first_words(clean(first))
            return lead + start + words + end + remainder + self.pieces(rest)
        return lead + start + self.piece(first) + end + self.pieces(rest)

    def _comment(self, text: str) -> int:
        self.comments.append(text)
        return len(self.comments) - 1

    def _mark(self, mark: Mark) -> str:
        self.marks.append(mark)
        return f"\ue000{len(self.marks) - 1}\ue001"


def clean(text: str) -> str:
    return unicodedata.normalize("NFC", UNPRINTABLE.sub(" ", text))


def _first_words(text: str) -> tuple[str, str]:
    match = re.match(rf"\s*(?:\S+\s+){{0,{COMMENTED_WORDS - 1}}}\S+", text)
    end = match.end() if match else len(text)
    return text[:end], text[end:]
