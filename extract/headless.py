"""Papers without a head: an annex sent as a file of its own, and a paper as a web page gives it.

The annex names its paper in the caption, "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh)"; the page presents
its paper in a sentence of its own, "Ngày 05/3/2026, thay mặt Ban Thường vụ, Phó Bí thư Lê Văn An đã ký ban hành Chỉ thị số …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extract.captions import is_caption_label
from extract.directive import Signature
from extract.grammar.bodies import bodies_at
from extract.grammar.references import kind_codes, parse_number
from extract.grammar.times import day
from extract.language import fold
from extract.lexicon import alternation, phrase
from extract.parts import kind_title
from ingest.document import Document, Paragraph

ANNEX = "PL"
_WITHIN = 4
_LONGEST_NAME = 40
_LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines of a paper without a head say of it."""

    kind: str | None = None
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    subject: str | None = None
    signature: Signature = field(default_factory=Signature)


def opening_of(document: Document) -> Opening:
    """What stands first in a paper where neither head nor title say what it is."""
    first = document.paragraphs[:_WITHIN]
    if first and is_caption_label(first[0].text):
        return _annex(first[1:])
    presented = next((opening for paragraph in first if (opening := _presented(paragraph.text))), None)
    return presented or Opening(number=_number_in_name(first))


def _annex(under: Sequence[Paragraph]) -> Opening:
    """The lines under "PHỤ LỤC I": its title, and the caption that names the paper, whose number and day are read with it elsewhere."""
    title = list(takewhile(lambda line: not phrase("caption").match(fold(line.text)) and len(line.text) < _LONGEST_TITLE, under))
    caption = under[len(title)].text if len(title) < len(under) else ""
    if not caption:
        return Opening()
    return Opening(ANNEX, None, None, _body_behind(caption, " của "), " ".join(line.text.strip() for line in title) or None)


def _presented(text: str) -> Opening | None:
    """"Nghị quyết số 57-NQ/TW (ngày …) của Bộ Chính trị về …" in the sentence in which a web page presents the paper."""
    named = _PRESENTED.search(text)
    number = parse_number(named["number"]) if named else None
    if not named or not number or not phrase("signed_and_issued").search(fold(text[: named.start()])):
        return None
    kind = kind_codes()[re.sub(r"\s+", " ", fold(named["kind"]))]
    dated = day(fold(named["day"] or "")) or day(fold(text[: named.start()]))
    return Opening(kind, number, dated, named["body"].strip(), named["subject"].strip(" ."), _signer(text[: named.start()]))


_PRESENTED = re.compile(
    rf"(?i:(?P<kind>{alternation(kind_codes())}))\s+số\s+(?P<number>[\d\w./-]+),?\s*\(?(?P<day>ngày\s[^)]*?)?\)?,?\s+"
    r"của\s+(?P<body>[^,;:.]+?)\s+(?:về(?:\s+việc)?)\s+(?P<subject>[^;:]+?)(?:[.:]?\s*$)"
)


def _signer(text: str) -> Signature:
    """"Thay mặt Ban Thường vụ Tỉnh ủy, Phó Bí thư Lê Văn An đã ký" → authority, post, name."""
    signer = _SIGNER.search(text)
    words = re.findall(r"[^\W\d_]+", signer["who"]) if signer else []
    name = list(takewhile(lambda word: word[0].isupper(), reversed(words)))[::-1]
    position = " ".join(word for word in words[: len(words) - len(name)] if fold(word) not in {"đồng", "chí"})
    if not signer or len(name) < _SHORTEST_NAME or not phrase("position").match(fold(position)):
        return Signature()
    return Signature(signer["authority"], position.upper(), " ".join(name))


_SIGNER = re.compile(r"(?P<authority>[Tt]hay mặt [^,]+),\s+(?P<who>[^.;:]+?)\s+(?:đã\s+|vừa\s+)?ký(?!\w)")
_SHORTEST_NAME = 2


def _body_behind(text: str, word: str) -> str | None:
    place = text.rfind(word)
    found = bodies_at(text, place + len(word)) if place >= 0 else None
    return found.names[0] if found else None


def _number_in_name(first: Sequence[Paragraph]) -> str | None:
    """A paper without a head may open with its name alone: "Nghị quyết số 57-NQ/TW"."""
    for paragraph in first:
        match = kind_title().match(fold(paragraph.text))
        number = parse_number(paragraph.text[match.end() :]) if match else None
        if number and len(paragraph.text) < _LONGEST_NAME:
            return number
    return None
