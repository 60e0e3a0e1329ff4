"""Vietnamese text for matching: folding that keeps every offset, and sentences.

Matching never cares for case, the place of a tone mark ("hoà", "hòa"), i or y ("lí", "lý"), or the kind of dash and quote.
`fold` writes one letter for each letter, so that an offset in the folded text is the same offset in the original.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile(r"(?<!q)(" + "|".join(_TONES) + r")(?![^\W\d_])")
_CHARACTERS = str.maketrans({
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2009\t\n", " "),
    **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " "),
    "ð": "đ", "Ð": "đ",
})  # fmt: skip
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_Y_AFTER = re.compile(r"(?<![^\W\d_])([hklmst]|qu)([yýỳỷỹỵ])(?![^\W\d_])")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for matching, letter for letter as long: fold("Quận Uỷ – Hoà Bình") == "quận ủy - hòa bình"."""
    lowered = text.translate(_CHARACTERS).lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_CHARACTERS))
    toned = _OLD_TONE.sub(lambda match: _TONES[match[1]], lowered)
    return _Y_AFTER.sub(lambda match: match[1] + match[2].translate(_Y), toned)


def folded_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern written with plain Vietnamese letters, compiled for folded text: "quý" finds "quý" and "quí"."""
    return re.compile(_Y_AFTER.sub(lambda match: match[1] + match[2].translate(_Y), pattern))


def key(text: str) -> str:
    """Folded, with single spaces and no final punctuation: for comparing names and phrases."""
    return re.sub(r"\s+", " ", re.sub(r"\s*-\s*", " - ", fold(text))).strip(" .,;:-")


def trimmed(phrase: str) -> str:
    """A phrase without marks and half brackets at its ends: "; báo cáo Huyện ủy (qua Văn phòng)." → "báo cáo Huyện ủy (qua Văn phòng)"."""
    text = re.sub(r"\s+", " ", phrase).strip(" ,.;:-–")
    if text.startswith(")") or text.count(")") > text.count("("):
        text = text.strip(")")
    return (text if text.count("(") == text.count(")") else text.strip("(")).strip(" ,.;:-–")


_ABBREVIATIONS = r"(?<!\bsố)(?<!\btp)(?<!\btx)(?<!\btt)(?<!\bths)(?<!\bts)(?<!\bbs)(?<!\bn\.v)"
_SENTENCE_END = re.compile(_ABBREVIATIONS + r"(?:[.!?]|\.{3}|…)[\"')\]]*\s+(?=[\"'(*+-]?\s*\w)")
_CLAUSE_END = re.compile(r";\s+")


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Bounds of the sentences: "Năm 2020 kết nạp 126 đ/c. Năm 2021 …" → ((0, 25), (26, …)).

    A full stop ends a sentence where a capital letter, dash or star follows; "TP.HCM", "1.800" and "số. 5" are whole.
    """
    folded = fold(text)
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(folded):
        following = text[match.end() :].lstrip("\"'“‘(*+- ")
        if following[:1].islower():
            continue
        bounds.append((start, len(text[: match.end()].rstrip())))
        start = match.end()
    if start < len(text):
        bounds.append((start, len(text)))
    return tuple(bounds)


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Bounds of the clauses between semicolons inside `text[start:end]`."""
    end = len(text) if end is None else end
    bounds = []
    for match in _CLAUSE_END.finditer(text, start, end):
        bounds.append((start, match.start()))
        start = match.end()
    if start < end:
        bounds.append((start, end))
    return bounds
