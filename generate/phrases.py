"""The set phrases (templates/phrases.toml) and how they are filled with text, numbers and blanks."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from generate.plan import Blank, Piece

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def phrases() -> dict[str, Any]:
    return tomllib.loads(files("templates").joinpath("phrases.toml").read_text(encoding="utf-8"))


def phrase(name: str) -> str:
    """`phrase("aims.carry_out")` → "Tổ chức thực hiện có hiệu quả {directive}."."""
    table, key = name.split(".", 1)
    text: str = phrases()[table][key]
    return text


def fill(template: str, **values: Piece | tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The template's text with its slots filled; neighbouring texts are joined."""
    pieces: list[Piece] = []
    position = 0
    for slot in _SLOT.finditer(template):
        pieces.append(template[position : slot.start()])
        value = values[slot[1]]
        pieces.extend(value if isinstance(value, tuple) else (value,))
        position = slot.end()
    pieces.append(template[position:])
    return joined(pieces)


def say(name: str, **values: Piece | tuple[Piece, ...]) -> tuple[Piece, ...]:
    """`say("closing.upwards_cell", self="Chi bộ", …)`: a named phrase, filled."""
    return fill(phrase(name), **values)


def blank(field: str) -> Blank:
    return Blank(field, phrases()["blanks"][field])


def reason(name: str, **values: str) -> str:
    text: str = phrases()["reasons"][name]
    return text.format(**values)


def joined(pieces: list[Piece] | tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Neighbouring texts as one, empty texts dropped."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        elif piece != "":
            result.append(piece)
    return tuple(result)


def capitalised(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The same with a capital at its start: "đảng ủy phân công …" → "Đảng ủy phân công …"."""
    if pieces and isinstance(pieces[0], str):
        return (pieces[0][:1].upper() + pieces[0][1:], *pieces[1:])
    return pieces
