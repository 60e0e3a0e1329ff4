"""Equations in one line: a half is "1/2", a square "a²"."""

from __future__ import annotations

from lxml import etree

from ingest.text import superscript
from ingest.word.package import M, W

_DELETED = {W + "del", W + "moveFrom"}


def in_line(equation: etree._Element) -> str:
    """ "√(a² + b²)/2" for a root over two; signs keep their order, structure becomes "/", "^", "_" and brackets."""
    if not isinstance(equation.tag, str) or equation.tag in _DELETED:
        return ""
    match equation.tag.removeprefix(M):
        case "t":
            return equation.text or ""
        case "f":
            return f"{_grouped(equation, 'num')}/{_grouped(equation, 'den')}"
        case "sSup":
            return _part(equation, "e") + _raised(_part(equation, "sup"))
        case "sSub":
            return _part(equation, "e") + _lowered(_part(equation, "sub"))
        case "sSubSup":
            return _part(equation, "e") + _lowered(_part(equation, "sub")) + _raised(_part(equation, "sup"))
        case "rad":
            return f"{_raised(_part(equation, 'deg')).removeprefix('^')}√{_grouped(equation, 'e')}"
        case "d":
            opening, closing = (_sign(equation, "dPr", name, default) for name, default in (("begChr", "("), ("endChr", ")")))
            return opening + ", ".join(in_line(e) for e in equation.iterfind(M + "e")) + closing
        case "nary":
            limits = _lowered(_part(equation, "sub")) + _raised(_part(equation, "sup"))
            return f"{_sign(equation, 'naryPr', 'chr', '∫')}{limits} {_part(equation, 'e')}"
        case "m":
            rows = (" ".join(in_line(e) for e in row.iterfind(M + "e")) for row in equation.iterfind(M + "mr"))
            return "; ".join(rows)
        case _:
            return "".join(in_line(child) for child in equation)


def _part(equation: etree._Element, name: str) -> str:
    part = equation.find(M + name)
    return "" if part is None else in_line(part)


def _grouped(equation: etree._Element, name: str) -> str:
    text = _part(equation, name)
    return text if text.isalnum() or text.replace(",", "").replace(".", "").isdecimal() else f"({text})"


def _raised(text: str) -> str:
    if not text:
        return ""
    return superscript(text) if text.isdecimal() else f"^{text}" if len(text) == 1 else f"^({text})"


def _lowered(text: str) -> str:
    return f"_{text}" if len(text) == 1 else f"_({text})" if text else ""


def _sign(equation: etree._Element, properties: str, name: str, default: str) -> str:
    chosen = equation.find(f"{M}{properties}/{M}{name}")
    return default if chosen is None else chosen.get(M + "val", "")
