"""Every figure of the draft as a number that knows its source."""

from __future__ import annotations

import re

from extract.directive import Anchor, Directive
from generate.phrases import blank, joined
from generate.plan import Number, Piece

FIGURE = re.compile(r"\d+(?:[./]\d+)*(?:,\d+)?(?:\s?%)?")
_BLANK = re.compile("\ue100([^\ue101]+)\ue101")


def blank_mark(field: str) -> str:
    """A blank inside running text, until `numbered` turns it into a piece."""
    return f"\ue100{field}\ue101"


def value_of(figure: str) -> float:
    """ "1.800" → 1800, "3,5%" → 3.5, "05" → 5; a date as its ISO digits: "09/4/2019" → 20190409, "25/01" → 125."""
    digits = figure.rstrip("% ")
    if "/" in digits:
        return float("".join(part.zfill(2) for part in reversed(digits.split("/"))))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "")
    elif "." in digits:
        digits = digits.split(".")[0] + "." + "".join(digits.split(".")[1:])
    return float(digits.replace(",", "."))


def numbered(text: str, source: Anchor | None, directive: Directive, *, profile: bool = False) -> tuple[Piece, ...]:
    """The text with its figures as numbers out of the directive's passage (or the unit's profile), its marks as blanks."""
    pieces: list[Piece] = []
    position = 0
    taken = 0
    for match in re.finditer(f"{_BLANK.pattern}|{FIGURE.pattern}", text):
        pieces.append(text[position : match.start()])
        position = match.end()
        if match[1]:
            pieces.append(blank(match[1]))
            continue
        place, taken = _place(match[0], source, taken)
        if profile:
            pieces.append(Number(match[0], value_of(match[0]), "profile.text", "profile"))
        else:
            code = re.match(r"\s?-[A-ZĐa-z]+/", text[match.end() :])
            name = "reference.number" if code else _field(match[0], place, directive)
            anchor = place or source or _anywhere(match[0], name, directive)
            pieces.append(Number(match[0], value_of(match[0]), name, "directive", anchor))
    pieces.append(text[position:])
    return joined(pieces)


def _place(figure: str, source: Anchor | None, taken: int) -> tuple[Anchor | None, int]:
    """Where the figure stands in the passage: the next one not yet taken, so that equal figures keep their own places."""
    if source is None:
        return None, taken
    pattern = re.compile(rf"(?<!\d){re.escape(figure)}(?!\d)")
    found = pattern.search(source.quote, taken) or pattern.search(source.quote)
    if found is None:
        return None, taken
    place = Anchor(source.page, source.block, source.start + found.start(), source.start + found.end(), source.bbox, found[0],
                   source.table, source.row, source.column)  # fmt: skip
    return place, found.end()


def _anywhere(figure: str, name: str, directive: Directive) -> Anchor | None:
    """A figure of the head (its period, its own number) where the text says it too; the head itself carries no anchor."""
    said = {"period": directive.period.text if directive.period else None, "reference.number": directive.number}.get(name)
    if not said or figure not in said:
        return None
    for provision in directive.provisions:
        start = provision.anchor.quote.find(said)
        if start >= 0:
            return _place(figure, provision.anchor, start)[0]
    return None


def _field(figure: str, place: Anchor | None, directive: Directive) -> str:
    if place is not None:
        for target in directive.targets:
            if _inside(place, target.anchor) and value_of(figure) in (target.low, target.high):
                return f"target.{target.id}"
        for deadline in directive.deadlines:
            if _inside(place, deadline.anchor):
                return f"deadline.{deadline.id}"
        if any(_inside(place, reference.anchor) for reference in directive.references):
            return "reference.date" if "/" in figure else "reference.number"
    if "/" in figure:
        return "reference.date"
    if re.fullmatch(r"(19|20)\d\d", figure):
        return "period"
    return "text"


def _inside(place: Anchor, other: Anchor) -> bool:
    return place.block == other.block and other.start <= place.start and place.end <= other.end


def padded(value: float) -> str:
    """A count of persons or units in running text: 5 → "05", 24 → "24", 1800 → "1.800"."""
    if value != int(value):
        return f"{value:g}".replace(".", ",")
    return f"{int(value):02d}" if value < 10 else f"{int(value):,}".replace(",", ".")


def plain(value: float) -> str:
    """In a table: 5 → "5", 0 → "0", 1800 → "1.800"."""
    return padded(value).lstrip("0") or "0" if value == int(value) else padded(value)


def date_text(iso: str) -> str:
    """As running text has it: 2022-02-11 → "11/02/2022", 2021-08-30 → "30/8/2021" (months 3 to 9 without nought)."""
    year, month, day = iso.split("-")
    return f"{day}/{month if month in ('01', '02', '10', '11', '12') else month.lstrip('0')}/{year}"
