"""Text repair shared by all readers: the normal form of `document.py`, legacy Vietnamese fonts, footnote marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
DROPPED = re.compile(f"[{_INVISIBLE}{_CONTROL}]")
SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")
_IRREGULAR = re.compile(rf"[{_INVISIBLE}{_CONTROL}\ue000-\uf8ff\u2010\u2011]|\s\s|[^\S ]|[\x1c-\x1f\x85]|^ | $")

_SUPERSCRIPT = str.maketrans("0123456789+-()inxv", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱⁿˣᵛ")

_SIGNS = {
    0xB7: "•",
    0xA7: "▪",
    0xB3: "≥",
    0xA3: "≤",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xB0: "°",
    0x2D: "-",
    0x2B: "+",
}
_SYMBOL = _SIGNS | dict(
    zip(
        (ord(letter) for letter in "abgdezhqiklmnxoprstufcywDFGLPQSWY0123456789%()*.,:;/<=>"),
        "αβγδεζηθικλμνξοπρστυφχψωΔΦΓΛΠΘΣΩΨ0123456789%()*.,:;/<=>",
        strict=True,
    )
)
_WINGDINGS = {
    0x6F: "□",
    0x72: "□",
    0x78: "☒",
    0xA8: "□",
    0xA7: "▪",
    0xE0: "→",
    0xF0: "⇒",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x2A: "✉",
    0x28: "☎",
}
"""What the letters of the Symbol and Wingdings fonts show (at U+F000 + code), as far as documents use them."""

_HYPHENS = {"\u2010": "-", "\u2011": "-"}


def normal(text: str) -> str:
    """The one form that all text of a `Document` has: NFC, one kind of space, nothing invisible.

    "Kế" in three signs, a no-break space, "hoạch", two spaces and "số 5" become "Kế hoạch số 5".
    """
    if is_normal(text):
        return text
    kept = "".join(symbol(c) for c in DROPPED.sub("", text))
    return SPACE.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def is_normal(text: str) -> bool:
    return (text.isascii() or unicodedata.is_normalized("NFC", text)) and not _IRREGULAR.search(text)


def symbol(character: str, font: str | None = None) -> str:
    r"""The sign that a private-use letter of a symbol font shows: "\uf0b7" is "•", "\uf0fe" in Wingdings "☑"; other letters are themselves.

    Hyphens that do not break are hyphens.
    """
    code = ord(character)
    if 0xE000 <= code <= 0xF8FF:
        return _signs(font or "").get(code & 0xFF, "•") if 0xF020 <= code <= 0xF0FF else ""
    return _HYPHENS.get(character, character)


def _signs(font: str) -> dict[int, str]:
    if font.startswith("Wingdings"):
        return _WINGDINGS
    return _SYMBOL if font.startswith("Symbol") else _SIGNS


def superscript(mark: str) -> str:
    """A footnote mark as it stands in the text: "12" is "¹²", "iv" is "ⁱᵛ"; "*" stays "*"."""
    return mark.translate(_SUPERSCRIPT)


_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)

_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ"}
_VNI_BASES = {"a": "a", "e": "e", "i": "i", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    lower = dict(_VNI_SINGLE)
    for base, letter in _VNI_BASES.items():
        lower |= {base + mark: letter + tone for mark, tone in _VNI_TONES.items()}
        if base in "aeo":
            lower |= {base + mark: letter + "\u0302" + tone for mark, tone in _VNI_CIRCUMFLEX.items()}
        if base == "a":
            lower |= {base + mark: letter + "\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    upper = {key.upper(): value.upper() for key, value in lower.items()}
    mixed = {key[0].upper() + key[1]: value.upper() for key, value in lower.items() if len(key) == 2}
    return {key: unicodedata.normalize("NFC", value) for key, value in (mixed | upper | lower).items()}


_VNI = _vni_table()
_VNI_SEQUENCE = re.compile("|".join(sorted((re.escape(key) for key in _VNI), key=len, reverse=True)))
VNI_MARKS = frozenset("".join(key[1] for key in _VNI if len(key) == 2))
VNI_BASES = frozenset(key[0] for key in _VNI if len(key) == 2)

_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0303\u0306\u0309\u0323]")
_LEGACY = {"tcvn3": re.compile(f"[{''.join(_TCVN3)}]"), "vni": re.compile("[À-ÿ]")}
_SHARED = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ§·©«»¢£¥ª\u00ad"
_SURE = {
    "tcvn3": re.compile(f"[{''.join(c for c in _TCVN3 if c not in _SHARED)}]"),
    "vni": re.compile(f"[{''.join(sorted({c for key in _VNI for c in key if not c.isascii() and c not in _SHARED}))}]"),
}


def legacy_encoding(font: str | None) -> Encoding | None:
    """The old encoding that a font is drawn for, by its name alone: ".VnTime" and "ABCDEF+.VnArialH" TCVN3, "VNI-Times" VNI."""
    name = (font or "").rpartition("+")[2].strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else None


def shows_capitals(font: str | None) -> bool:
    """A TCVN3 font whose small letters look like capitals: ".VnTimeH"."""
    return legacy_encoding(font) == "tcvn3" and (font or "").strip().endswith("H")


def is_unicode_vietnamese(text: str) -> bool:
    """The text holds letters that only Unicode has ("ế", "ư"), so it is not in an old encoding whatever its font."""
    return bool(_MODERN.search(text))


def is_surely_legacy(text: str, encoding: Encoding) -> bool:
    """The text holds signs that Vietnamese in Unicode never uses: "ho¹ch", "ñaûng"."""
    return not is_unicode_vietnamese(text) and bool(_SURE[encoding].search(text))


def decode(text: str, font: str | None, *, among_unicode: bool = False) -> str:
    """Text of a run set in an old Vietnamese font, in Unicode; other text unchanged.

    ("kÕ ho¹ch", ".VnTime") is "kế hoạch"; ("kÕ ho¹ch", ".VnTimeH") is "KẾ HOẠCH"; ("Keá hoaïch", "VNI-Times") is
    "Kế hoạch". Unicode under such a font stays as it is: where the run shows it, or where it stands `among_unicode`
    (neighbours under the same font are Unicode) and shows no sign of the old encoding. Soft hyphens must not have been
    removed before: in TCVN3 they are "ư".
    """
    encoding = legacy_encoding(font)
    if encoding is None or is_unicode_vietnamese(text) or (among_unicode and not is_surely_legacy(text, encoding)):
        return text
    decoded = text
    if _LEGACY[encoding].search(text):
        decoded = from_tcvn3(text) if encoding == "tcvn3" else from_vni(text)
    return decoded.upper() if shows_capitals(font) else decoded


def from_tcvn3(text: str) -> str:
    """ "®¶ng viªn" is "đảng viên"."""
    return "".join(_TCVN3.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """ "ñaûng vieân" is "đảng viên"."""
    return _VNI_SEQUENCE.sub(lambda found: _VNI[found[0]], text)
