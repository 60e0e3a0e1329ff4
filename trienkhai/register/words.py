"""Vietnamese words as they are searched: with their marks or without, wherever the tone mark was put."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_LETTERS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}


def plain(text: str) -> str:
    """ "Kế hoạch số 72-KH/HU, Đoàn" → "ke hoach so 72 kh hu doan"."""
    return " ".join(map(_plain, _words(text)))


def marked(text: str) -> str:
    """As VNI types it, the tone behind the word: "hòa" and "hoà" → "hoa2", "kế hoạch" → "ke61 hoach5", "đất" → "d9a6t1"."""
    return " ".join(map(_marked, _words(text)))


def has_marks(text: str) -> bool:
    return any(_plain(word) != word.casefold() for word in _words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text))


@cache
def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _marked(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d9"))
    tone = "".join(_TONES.get(letter, "") for letter in letters)
    return "".join(_LETTERS.get(letter, letter) for letter in letters if letter not in _TONES) + tone
