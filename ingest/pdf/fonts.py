"""What letters say that are set in old Vietnamese fonts: TCVN3 (`.VnTime`) and VNI, by the font's name or by what they spell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.ocr.syllables import is_syllable
from ingest.text import decode, from_tcvn3, from_vni, is_unicode_vietnamese, legacy_encoding

_WORD = re.compile(r"[^\W\d_]+")
_HORN = re.compile(r"(?<=[^\W\d])-|-(?=[^\W\d])|^-$")
_SIGNS = re.compile(r"[\u00a1-\u00ff]")
_ENOUGH = 12
"""So many words with signs of an old encoding must a page hold before they are believed against the font's name."""


def decoded(words: Sequence[tuple[str, str]]) -> list[str]:
    """The words (text, name of the font) of a page in Unicode: ("ho¹ch", ".VnTime") is "hoạch".

    Where a font does not say that it is an old one, what its words spell does: "kÕ ho¹ch" is none, "kế hoạch" two syllables.
    """
    guesses = _guessed(words)
    encodings = {font: legacy_encoding(font) for font in {font for _, font in words}}
    unicode_fonts = {font for text, font in words if encodings[font] and is_unicode_vietnamese(text)}
    found = []
    for text, font in words:
        encoding = encodings[font]
        if text.isascii() and not encoding:
            found.append(text)
        elif encoding:
            whole = _with_horn(text) if encoding == "tcvn3" and font not in unicode_fonts else text
            found.append(decode(whole, font, among_unicode=font in unicode_fonts))
        else:
            found.append(guesses[font](text) if font in guesses else text)
    return found


def _with_horn(text: str) -> str:
    """ "ư" shares its code with the soft hyphen, which PDF gives as "-": "tr-êng" is "tr\u00adêng", "trường"."""
    if "-" not in text:
        return text
    horned = _HORN.sub("\u00ad", text)
    spelled = _WORD.findall(from_tcvn3(horned))
    apart = [part for word in text.split("-") for part in _WORD.findall(from_tcvn3(word))]
    return (
        horned if spelled and all(map(is_syllable, spelled)) and not (apart and len(apart) > 1 and all(map(is_syllable, apart))) else text
    )


def _guessed(words: Sequence[tuple[str, str]]) -> dict[str, Callable[[str], str]]:
    """The decoders of fonts whose words make sense only in an old encoding."""
    signed: dict[str, list[str]] = {}
    for text, font in words:
        if not text.isascii() and not legacy_encoding(font) and _SIGNS.search(text):
            signed.setdefault(font, []).append(text)
    found: dict[str, Callable[[str], str]] = {}
    for font, texts in signed.items():
        if len(texts) < _ENOUGH or any(map(is_unicode_vietnamese, texts)) or _share_of_syllables(texts) > 0.5:
            continue
        best = max((from_tcvn3, from_vni), key=lambda read: _share_of_syllables([read(text) for text in texts]))
        if _share_of_syllables([best(text) for text in texts]) > 0.85:
            found[font] = best
    return found


def _share_of_syllables(texts: Sequence[str]) -> float:
    spelled = [word for text in texts for word in _WORD.findall(text)]
    return sum(map(is_syllable, spelled)) / len(spelled) if spelled else 0.0
