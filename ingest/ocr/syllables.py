"""Which words can be Vietnamese syllables: an onset, a rime and a tone that go together. A closed list, made by rule."""

from __future__ import annotations

import unicodedata
from functools import cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_RISING_OR_HEAVY = "\u0301\u0323"

_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RIMES = frozenset((
    "a", "ai", "ao", "au", "ay", "ac", "ach", "am", "an", "ang", "anh", "ap", "at", "ă", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âu", "ây",
    "âc", "âm", "ân", "âng", "âp", "ât", "e", "eo", "ec", "em", "en", "eng", "ep", "et", "ê", "êu", "êch", "êm", "ên", "êng", "ênh",
    "êp", "êt", "i", "ia", "iu", "ich", "im", "in", "inh", "ip", "it", "iêu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêc", "o",
    "oa", "oe", "oi", "oc", "om", "on", "ong", "op", "ot", "oai", "oay", "oao", "oac", "oach", "oam", "oan", "oang", "oanh", "oap",
    "oat", "oăc", "oăm", "oăn", "oăng", "oăt", "oen", "oeo", "oet", "ooc", "oong", "ô", "ôi", "ôc", "ôm", "ôn", "ông", "ôp", "ôt", "ơ",
    "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "ui", "uc", "um", "un", "ung", "up", "ut", "uê", "uy", "uơ", "uôi", "uôc", "uôm", "uôn",
    "uông", "uôt", "uya", "uych", "uynh", "uyn", "uyt", "uyp", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uênh", "uêch", "ư",
    "ưa", "ưi", "ưu", "ưc", "ưm", "ưn", "ưng", "ưt", "ươi", "ươu", "ươc", "ươm", "ươn", "ương", "ươp", "ươt", "y", "yêu", "yêm", "yên",
    "yêng", "yêt", "ynh", "ych", "yt",
))  # fmt: skip
_FRONT = tuple("eêiy")


def is_syllable(word: str) -> bool:
    """Whether a word can be Vietnamese, whatever its capitals: "quyết", "ĐẢNG", not "quyềt", "đãng" only by its sound, "bgh" never."""
    return word.isalpha() and _is_syllable(unicodedata.normalize("NFC", word).lower())


@cache
def _is_syllable(word: str) -> bool:
    if len(word) > 7:
        return False
    parted = unicodedata.normalize("NFD", word)
    tones = [letter for letter in parted if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in parted if letter not in _TONES))
    if len(tones) > 1:
        return False
    return any(plain.startswith(onset) and _go_together(onset, plain[len(onset) :], "".join(tones)) for onset in _ONSETS)


def _go_together(onset: str, rime: str, tone: str) -> bool:
    if onset == "gi" and rime in ("", "n", "êng", "êt", "êc"):
        rime = "i" + rime
    if rime not in _RIMES or (rime.endswith(("c", "ch", "p", "t")) and tone not in tuple(_RISING_OR_HEAVY)):
        return False
    if onset in ("ngh", "gh", "k"):
        return rime.startswith(_FRONT)
    if onset in ("ng", "g", "c"):
        return not rime.startswith(_FRONT)
    return True
