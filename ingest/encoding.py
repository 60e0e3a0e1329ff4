"""Bytes of a text file to text: by its mark, by what it declares, else by which reading looks like Vietnamese."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from ingest.text import from_tcvn3, from_vni, is_unicode_vietnamese

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+")
_ONSET = "ngh|ng|nh|kh|gh|gi|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_VOWELS = "|".join((
    "uyê|iêu|yêu|uôi|ươi|ươu|oai|oay|oeo|uây|uya|uyu|uê|uơ|uâ|uă|uy|iê|yê|ia|ua|ưa|uô|ươ|oa|oă|oe|oo",
    "ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy]",
))  # fmt: skip
_CODA = "ng|nh|ch|[cmnptiouy]"
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_VOWELS})(?:{_CODA})?")
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was in, and whether that was only guessed."""

    text: str
    encoding: str
    guessed: bool = False


def decoded(data: bytes, declared: str | None = None, *, by_font: bool = False) -> Decoded:
    r"""The text of a file: UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) or VNI, line ends "\n".

    A text in TCVN3 or VNI that was saved as UTF-8 ("kÕ ho¹ch") is put right as well; not where the file names the fonts
    (`by_font`), which then say it run by run.
    """
    found = _unicode(data) or _declared(data, declared)
    if found is None:
        found = Decoded(_western(data), "windows-1252") if by_font else _most_plausible(data)
    if not by_font and not is_unicode_vietnamese(found.text[:_SAMPLE]):
        found = _put_right(found)
    return Decoded(re.sub(r"\r\n?", "\n", found.text), found.encoding, found.guessed)


def _unicode(data: bytes) -> Decoded | None:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return Decoded(data.decode(name, errors="replace"), name)
    half = min(len(data), _SAMPLE) // 2
    zeros = [data[start : 2 * half : 2].count(0) for start in (0, 1)]
    if half and max(zeros) * 4 > half:
        name = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
        return Decoded(data.decode(name, errors="replace"), name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """As the file says; but Western and "UTF-8" are said of many files that are neither."""
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    if name in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-1", "ascii"):
        return None
    return Decoded(data.decode(name, errors="replace"), name)


_READINGS: dict[str, Callable[[bytes], str]] = {
    "utf-8": lambda data: data.decode("utf-8", errors="replace"),
    "windows-1258": lambda data: unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
    "TCVN3 (ABC)": lambda data: from_tcvn3(_western(data)),
    "VNI": lambda data: from_vni(_western(data)),
    "windows-1252": lambda data: _western(data),
}


def _western(data: bytes) -> str:
    """Windows-1252, with the five bytes that it leaves open as they are: no byte is lost."""
    return data.decode("cp1252", errors="keep-byte")


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("keep-byte", _keep_byte)


def _most_plausible(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    best = max(_READINGS, key=lambda name: plausibility(_READINGS[name](sample)))
    return Decoded(_READINGS[best](data), best, guessed=True)


def _put_right(found: Decoded) -> Decoded:
    """The letters of an old font, saved as if they were Unicode."""
    sample = found.text[:_SAMPLE]
    readings = {"TCVN3 (ABC)": from_tcvn3, "VNI": from_vni}
    best = max(readings, key=lambda name: plausibility(readings[name](sample)))
    if plausibility(readings[best](sample)) <= plausibility(sample) + 0.1:
        return found
    return Decoded(readings[best](found.text), best, guessed=True)


def plausibility(text: str) -> float:
    """Which share of the words with marks are Vietnamese syllables, 0 to 1: "kế hoạch" 1, "kÕ ho¹ch" 0; 0.5 where none has marks."""
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    broken = text.count("\ufffd") + len(re.findall("[^\\W\\d_][\u00a1-\u00bf\u00d7\u00f7][^\\W\\d_]?", text))
    if not marked and not broken:
        return 0.5
    return sum(map(is_syllable, marked)) / (len(marked) + broken)


def is_syllable(word: str) -> bool:
    """The letters make up a Vietnamese syllable, each mark in its place: "hoạch", "NGHIÊN"; not "ho¹ch", "Thµnh"."""
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", letters.translate(_TONES))
    return len(letters) - len(letters.translate(_TONES)) <= 1 and bool(_SYLLABLE.fullmatch(bare))
