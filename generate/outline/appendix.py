"""The appendix: the quota shared among the lower units."""

from __future__ import annotations

import re
from dataclasses import replace

from generate import citation
from generate.numbers import plain
from generate.outline.drafting import Drafting
from generate.phrases import blank, phrase, say
from generate.plan import Appendix, AppendixRow, Number, Pieces
from generate.wording import house_form


def share_out_appendix(drafting: Drafting) -> Appendix | None:
    shares, row = drafting.shares, drafting.row
    if shares is None or row is None:
        return None
    new = "_2026" if drafting.style == "2026" else ""
    code = drafting.code()
    subject = citation.quota_of(drafting.directive)
    parts = [house_form(part.part or "") for part in row.parts] if shares.parts else []
    columns: list[tuple[str, str | None]] = [
        (phrase("appendix.number"), None),
        (phrase("appendix.name").format(lower_one=drafting.voice.one_below), None),
    ]
    columns.append((house_form(row.measure), None))
    columns.extend((_group_head(drafting), part) for part in parts)
    rows = [_appendix_row(drafting, place) for place in range(len(shares.lower))]
    rows.append(_total_row(drafting))
    name = f"appendix.caption{new}" if drafting.voice.party else "appendix.caption_state"
    caption = say(name, number=blank("appendix.number"), code=code, day=blank("appendix.day"), issuer=drafting.issuer())
    target = drafting.total_target[0] if drafting.total_target else None
    counted = re.sub(r"\s*mới$", "", house_form(target.unit)) if target and target.unit else ""
    title = phrase(f"appendix.title{new}").format(subject=subject)
    return Appendix(phrase(f"appendix.heading{new}"), title, caption, counted, tuple(columns), tuple(rows))


def _group_head(drafting: Drafting) -> str:
    return "Chia ra theo quý" if drafting.row and drafting.row.by_quarter else "Trong đó"


def _appendix_row(drafting: Drafting, place: int) -> AppendixRow:
    shares = drafting.shares
    assert shares is not None
    cells: list[str | Number | None] = [
        Number(str(place + 1), place + 1, "appendix.ordinal", "computed"),
        shares.lower[place].name,
        _share(shares.totals[place], f"allocation.{place + 1}.total"),
    ]
    if shares.parts:
        cells.extend(_share(value, f"allocation.{place + 1}.part.{part}") for part, value in enumerate(shares.parts[place], 1))
    return AppendixRow(tuple(cells))


def _share(value: int, name: str) -> Number:
    return Number(plain(value), value, name, "allocation", operands=("quota.total", "profile.lower"))


def _total_row(drafting: Drafting) -> AppendixRow:
    shares, row = drafting.shares, drafting.row
    assert shares is not None and row is not None
    count = len(shares.lower)
    total = sum(shares.totals)
    cells: list[str | Number | None] = [None, phrase("appendix.total")]
    cells.append(
        Number(plain(total), total, "allocation.total", "computed", operands=tuple(f"allocation.{i}.total" for i in range(1, count + 1)))
    )
    for part in range(len(shares.parts[0]) if shares.parts else 0):
        value = sum(line[part] for line in shares.parts)
        operands = tuple(f"allocation.{i}.part.{part + 1}" for i in range(1, count + 1))
        cells.append(Number(plain(value), value, f"allocation.part.{part + 1}", "computed", operands=operands))
    return AppendixRow(tuple(cells), total=True)


def said_as(drafting: Drafting, name: str, number: int | None) -> Pieces:
    """How the text refers to it: "biểu phân bổ"; under the rule book of 2026 "Phụ lục", numbered where a quota is shared out."""
    if drafting.style != "2026":
        return (phrase(f"appendix.{name}"),)
    said = phrase("appendix.heading_2026")
    return (said,) if number is None else (f"{said} ", Number(str(number), number, "plan.reference", "computed"))


def numbered_apart(drafting: Drafting, first: Appendix | None, second: Appendix | None) -> tuple[Appendix | None, Appendix | None]:
    """Two appendices of the form of 2026 are "Phụ lục 1" and "Phụ lục 2"; the older form has names for them."""
    if first is None or drafting.style != "2026":
        return first, second
    return replace(first, heading=f"{first.heading} 1"), replace(second, heading=f"{second.heading} 2") if second else None
