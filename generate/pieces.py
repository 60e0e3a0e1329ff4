"""Text with numbers and blanks in it, cut by the places of its characters; a number or blank is kept whole or left out."""

from __future__ import annotations

from generate.phrases import joined
from generate.plan import Piece, Pieces, piece_text


def text_of(pieces: Pieces) -> str:
    return "".join(piece_text(piece) for piece in pieces)


def between(pieces: Pieces, start: int, end: int) -> Pieces:
    """From character `start` to `end`: of ("trước ngày ", 25/01, " hằng năm") 0 to 16 is ("trước ngày ", 25/01)."""
    kept: list[Piece] = []
    place = 0
    for piece in pieces:
        said = piece_text(piece)
        first, last = max(start - place, 0), min(end - place, len(said))
        if first < last:
            kept.append(piece[first:last] if isinstance(piece, str) else piece)
        place += len(said)
    return joined(kept)


def without(pieces: Pieces, start: int, end: int) -> Pieces:
    """What is left when the characters from `start` to `end` are taken out."""
    return joined([*between(pieces, 0, start), *between(pieces, end, len(text_of(pieces)))])
