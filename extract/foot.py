"""The foot: who signs, and who receives the document."""

from __future__ import annotations

import re
from itertools import takewhile

from extract.directive import Signature
from extract.grammar.bodies import head_at
from extract.language import fold
from extract.lexicon import phrase
from extract.parts import AUTHORITY
from ingest.document import Paragraph

_RANKS = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|Linh\s+mục|Luật\s+sư)"
_WORD = r"[A-ZĐÀ-Ỹ][A-Za-zà-ỹđĐÀ-Ỹ'’-]*"
_NAME = re.compile(rf"^(?P<name>(?:(?:PGS|GS|TS|ThS|BS|CKI{{1,2}}|KS|CN|LS|DS)\.?\s*)*(?:{_RANKS}\s+)?{_WORD}(?:\s+{_WORD}){{1,5}})$")
_LIST_MARK = re.compile(r"^[~_]?[-–—+•~]\s*")


def signature_of(foot: list[Paragraph]) -> Signature:
    """Authority, post and name of who signs, each as printed: "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đại tá Lê Văn An".

    Of two signers beside each other the left one.
    """
    signed_left = any(AUTHORITY.match(paragraph.text) for paragraph in foot if paragraph.column == 0)
    lines = [line for paragraph in foot if paragraph.column != 0 or signed_left for line in _signature_lines(paragraph.text)]
    first = next((n for n, line in enumerate(lines) if AUTHORITY.match(line)), None)
    authority = list(takewhile(AUTHORITY.match, lines[first:])) if first is not None else []
    below = lines if first is None else lines[first + len(authority) :]
    position = next((line for line in below if line.isupper() and phrase("position").match(fold(line))), None)
    names = [match["name"] for line in below if line != position and (match := _NAME.match(line)) and not _names_no_person(line)]
    name = (names[0] if signed_left else names[-1]) if names else None
    return Signature(" ".join(authority) or None, position, name)


_MARK_INSIDE = re.compile(r"\s+(?=(?:T/M|TM|T/L|TL|K/T|KT|TUQ)\b\.?\s*[A-ZĐÀ-Ỹ])|(?<!^)\s+(?=PHÓ\s)")


def _signature_lines(text: str) -> list[str]:
    """ "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH" in one paragraph is two lines."""
    return _MARK_INSIDE.split(text.strip()) if text.isupper() else [text.strip()]


def _names_no_person(line: str) -> bool:
    folded = fold(line)
    labelled = phrase("recipients_label").match(folded) or phrase("position").match(folded)
    return bool(labelled) or (line.isupper() and head_at(line, 0) is not None)


def recipients_of(foot: list[Paragraph]) -> tuple[str, ...]:
    """The lines under "Nơi nhận", without dash and final mark; a line that runs on is joined."""
    lines: list[str] = []
    started = False
    for paragraph in foot:
        label = phrase("recipients_label").match(fold(paragraph.text))
        started = started or label is not None
        text = paragraph.text[label.end() :].strip() if label else paragraph.text
        if not started or not text or paragraph.column == 1 or AUTHORITY.match(text):
            continue
        if _LIST_MARK.match(text) or label:
            lines.extend(re.split(r"\s*;\s+-\s+", _LIST_MARK.sub("", text)))
        elif lines and paragraph.column == 0 and not text.isupper() and not lines[-1].endswith((";", ",", ".")):
            lines[-1] = f"{lines[-1]} {text}"
    return tuple(_without_mark(line) for line in lines)


def _without_mark(line: str) -> str:
    """ "Lưu: VT, NV." → "Lưu: VT, NV"; the stop of an abbreviation stays: "UBND TP.HCM"."""
    return line.strip(" ,;.") if line.count(".") == 1 else line.strip(" ,;")
