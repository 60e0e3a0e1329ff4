"""What a reconciliation is handed over as: CSV, one workbook, one page to print, and the draft of the báo cáo."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from extract.directive import Anchor
from generate import rulebook
from generate.citation import Style, again_text, in_full
from generate.exports import Value, csv_bytes
from generate.labels import label, shown_number, shown_title
from generate.numbers import plain
from generate.plan import Appendix, AppendixRow, Blank, Foot, Head, Item, Line, Part, Piece, Plan
from generate.reconciliation import Comparison, Reconciliation, Sum, Whole, catalogue
from generate.unit import Unit
from generate.voice import Superior, superior_of
from generate.word import render
from generate.workbook import Sheet, book_xlsx

ABREAST = 2
"""Measures that find room beside each other on a page."""
FIGURES = ("assigned", "planned", "gap")
ROMAN = ("I", "II", "III", "IV")
COMPARED = ("unit", "group", "measure", "part", "assigned", "planned", "gap", "status", "file", "quote")
SUMS = ("measure", "part", "assigned", "planned", "gap", "units")
DUTIES = ("unit", "duty", "page", "sight", "passage", "file")


def hand_over(found: Reconciliation, date: dt.date | None = None) -> dict[str, bytes]:
    """Every file by its name: doi-chieu.csv, tong-hop.csv, nhiem-vu.csv, doi-chieu.xlsx, doi-chieu.html, bao-cao.docx."""
    return {
        "doi-chieu.csv": csv_bytes(COMPARED, compared_rows(found)),
        "tong-hop.csv": csv_bytes(SUMS, sum_rows(found)),
        "nhiem-vu.csv": csv_bytes(DUTIES, duty_rows(found)),
        "doi-chieu.xlsx": book_xlsx(_sheets(found), f"{_say('page', 'title')} {shown_title(found.directive)}", found.directive.subject),
        "doi-chieu.html": page_html(found),
        "bao-cao.docx": render(report(found, date), directive=found.directive),
    }


def _say(group: str, name: str, **values: object) -> str:
    return catalogue()[group][name].format(**values)


def _heads(names: Iterable[str]) -> list[str]:
    return [_say("column", name) for name in names]


def compared_rows(found: Reconciliation) -> list[list[Value]]:
    return [
        [c.unit, c.group, c.measure, c.part, c.assigned, c.planned, c.gap, _say("status", c.status), "; ".join(c.files), c.quote]
        for c in found.comparisons
    ]


def sum_rows(found: Reconciliation) -> list[list[Value]]:
    """What the units add up to, measure by measure, then the directive's own totals."""
    rows: list[list[Value]] = [[s.measure, s.part, s.given, s.read, s.gap, f"{s.stated}/{s.units}"] for s in found.sums]
    for whole in found.wholes:
        asked = whole.low if whole.low is not None else whole.high
        rows.append([f"{_say('page', 'asked')}: {whole.asked}", None, asked, whole.planned, whole.gap, f"{whole.stated}/{whole.units}"])
    return rows


def duty_rows(found: Reconciliation) -> list[list[Value]]:
    return [
        [
            d.unit, d.sighting.duty.text, d.sighting.duty.anchor.page, _say("sight", d.sighting.sight),
            None if d.sighting.sight == "unseen" else d.sighting.passage, d.file,
        ]
        for d in found.duties
    ]  # fmt: skip


def _sheets(found: Reconciliation) -> list[Sheet]:
    seen: list[list[Value]] = [[label("severity", f.severity), f.message] for f in found.findings]
    return [
        Sheet(_say("sheet", "sums"), _heads(SUMS), sum_rows(found)),
        Sheet(_say("sheet", "comparisons"), _heads(COMPARED), compared_rows(found)),
        Sheet(_say("sheet", "duties"), _heads(DUTIES), duty_rows(found)),
        Sheet(_say("sheet", "findings"), _heads(("severity", "message")), seen),
    ]


# The page


def page_html(found: Reconciliation) -> bytes:
    """One file without scripts, pictures or links to anywhere."""
    open_duties = [duty for duty in found.duties if duty.sighting.sight != "seen"]
    page = _template().render(
        found=found, title=shown_title(found.directive), duties=open_duties, received=len(found.units) - len(found.missing)
    )
    return page.encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(say=_say, label=label)
    environment.filters.update(number=lambda value: "" if value is None else shown_number(value))
    return environment.from_string(files("templates").joinpath("reconciliation.html.jinja").read_text(encoding="utf-8"))


# The report


def report(found: Reconciliation, date: dt.date | None = None) -> Plan:
    """The draft báo cáo of the body that issued the directive; what nobody said is a marked blank."""
    directive = found.directive
    issuer = superior_of(directive, Unit(name=directive.issuer or "?"))
    book = rulebook.choose(date, party=issuer.party).name
    style: Style = "2026" if book == "party-2026" else "2018"
    named = again_text(directive, style)
    me: Piece = directive.issuer or _blank("issuer", "unknown")
    signed = directive.signature.authority
    code = directive.number.rpartition("/")[2] if directive.number and "/" in directive.number else None
    drawn = [
        (_say("report", "sending"), _sending(found)),
        (_say("report", "figures"), _figures(found)),
        (_say("report", "duties"), _duties(found)),
        (_say("report", "requests"), _requests(found, me)),
    ]
    parts = tuple(
        Part(f"{ROMAN[place]}-", title, tuple(Item(f"{n}.", None, (line,)) for n, line in enumerate(lines, 1)))
        for place, (title, lines) in enumerate((title, lines) for title, lines in drawn if lines)
    )
    return Plan(
        unit=directive.issuer or "", slug="bao-cao", source_number=directive.number, source_sha256=directive.source.sha256, rulebook=book,
        head=Head(
            superior=directive.superior.upper() if directive.superior else _blank("superior", "unknown"),
            issuer=_heading(directive.issuer) if directive.issuer else me,
            number=("Số ", _blank("number", "number"), f"-{_say('report', 'code')}/", code or _blank("code", "unknown")),
            place_and_date=(directive.place or _blank("place", "unknown"), ", ngày ", _blank("day", "issued"), " tháng ",
                            _blank("month", "issued"), " năm ", str(date.year) if date else _blank("year", "issued")),
        ),
        code="BC",
        kind=_say("report", "kind"), title=(_say("report", "title", directive=named),),
        grounds=(
            Line(("- Căn cứ ", *in_full(directive, issuer, style), ";")),
            Line((me, " ", _say("report", "opening"))),
        ),
        parts=parts, closing=(), appendix=_appendix(found, code),
        foot=Foot((_kept_by(issuer),), signed, None if signed else _blank("position", "signatory"), _blank("name", "signatory")),
    )  # fmt: skip


def _heading(issuer: str) -> str:
    """As the head prints the body: "Ban Thường vụ Huyện ủy Tân Hà" → "HUYỆN ỦY TÂN HÀ"."""
    return re.sub(r"(?i)^ban (?:thường vụ|chấp hành)\s+", "", issuer).upper()


def _kept_by(issuer: Superior) -> str:
    return _say("report", "keep_office", committee=issuer.committee) if issuer.committee else _say("report", "keep")


def _blank(field: str, why: str) -> Blank:
    return Blank(f"report.{field}", _say("report", why))


def _line(name: str, comment: str | None = None, anchor: Anchor | None = None, **values: object) -> Line:
    return Line((_say("report", name, **values),), anchor=anchor, comment=comment)


def _sending(found: Reconciliation) -> list[Line]:
    units, missing = len(found.units), len(found.missing)
    if not units:
        return []
    lines = [_line("received", received=units - missing, units=units) if missing else _line("all_received", units=units)]
    if missing:
        lines.append(_line("not_received", count=missing, names=", ".join(found.missing)))
    if found.strangers:
        names = ", ".join(f"{stranger.name} ({stranger.file})" for stranger in found.strangers)
        lines.append(_line("strangers", names=names))
    return lines


def _figures(found: Reconciliation) -> list[Line]:
    lines = []
    for whole in (s for s in found.sums if s.part is None):
        lines.append(_sum_line(whole))
        for status in ("below", "above"):
            names = ", ".join(_one_gap(c) for c in found.with_status(status, measure=whole.measure))
            if names:
                lines.append(_line(status, names=names))
        unread = ", ".join(c.unit for c in found.with_status("unstated", "unclear", measure=whole.measure))
        if unread:
            lines.append(_line("unstated", names=unread))
    return [*lines, *(_whole_line(whole) for whole in found.wholes)]


def _whole_line(whole: Whole) -> Line:
    end = "whole_met" if not whole.gap else "whole_below" if whole.gap < 0 else "whole_above"
    said = _say("report", "whole", asked=whole.asked, planned=shown_number(whole.planned), stated=whole.stated, units=whole.units)
    return Line((said + _say("report", end, gap=shown_number(abs(whole.gap))),), anchor=whole.anchor)


def _sum_line(whole: Sum) -> Line:
    if whole.given is None:
        return _line("registered", measure=whole.measure, planned=shown_number(whole.planned), stated=whole.stated, units=whole.units)
    gap = whole.planned - whole.of_these
    end = "sum_met" if not gap else "sum_below" if gap < 0 else "sum_above"
    said = _say(
        "report", "sum", measure=whole.measure, assigned=shown_number(whole.assigned), planned=shown_number(whole.planned),
        stated=whole.stated, units=whole.units,
    )  # fmt: skip
    if not whole.stated:
        return _line("sum_none", measure=whole.measure, assigned=shown_number(whole.assigned), units=whole.units)
    if whole.stated < whole.units:
        end += "_of_these"
    return Line((said + _say("report", end, gap=shown_number(abs(gap)), these=shown_number(whole.of_these)),))


def _one_gap(compared: Comparison) -> str:
    return _say("report", "one_gap", unit=compared.unit, planned=plain(compared.planned or 0), assigned=plain(compared.assigned or 0))


def _duties(found: Reconciliation) -> list[Line]:
    """Each duty that no passage resembles, once, with the units whose plans lack it."""
    lacking: dict[str, tuple[Anchor, list[str]]] = {}
    for seen in found.duties:
        if seen.sighting.sight == "unseen":
            duty = seen.sighting.duty
            said = duty.text.strip(" .;")
            units = lacking.setdefault(said[:1].upper() + said[1:], (duty.anchor, []))[1]
            units += [seen.unit] if seen.unit not in units else []
    note = _say("page", "duties_note")
    return [
        _line("duty_units", note, anchor, duty=duty, count=len(units), names=", ".join(units)) for duty, (anchor, units) in lacking.items()
    ]


def _requests(found: Reconciliation, me: Piece) -> list[Line]:
    lines = []
    if found.missing:
        before, after = catalogue()["report"]["send"].split("{issuer}")
        lines.append(Line((before, me, after, _blank("day.plans", "day"), _say("report", "send_end"))))
    if any(c.status == "below" for c in found.comparisons):
        lines.append(_line("review"))
    if any(seen.sighting.sight == "unseen" for seen in found.duties):
        lines.append(_line("take_up"))
    return lines


def _appendix(found: Reconciliation, code: str | None) -> Appendix | None:
    """Unit by unit: assigned, planned, gap; measures side by side while they fit, else a row each."""
    measures = list(dict.fromkeys(c.measure for c in found.comparisons))
    if not measures:
        return None
    columns, rows = _side_by_side(found, measures) if len(measures) <= ABREAST else _one_below_another(found)
    lead = (_say("report", "caption"), _blank("appendix.number", "number"), f"-{_say('report', 'code')}/{code or ''}")
    caption: tuple[Piece, ...] = (*lead, _say("report", "caption_end"))
    heading, title = _say("report", "appendix"), _say("report", "appendix_title")
    return Appendix(heading, title, caption, _say("report", "measured_in"), tuple(columns), tuple(rows))


Columns = list[tuple[str, str | None]]


def _side_by_side(found: Reconciliation, measures: Sequence[str]) -> tuple[Columns, list[AppendixRow]]:
    columns: Columns = [(_say("column", "number"), None), (_say("column", "unit"), None)]
    columns += [(measure, _say("figure", name)) for measure in measures for name in FIGURES]
    whole = {(c.unit, c.measure): c for c in found.comparisons if c.part is None}
    rows = []
    for number, unit in enumerate(found.units, 1):
        compared = [whole.get((unit, measure)) for measure in measures]
        cells = [cell for c in compared for cell in (_three(c.assigned, c.planned, c.gap) if c else [None] * len(FIGURES))]
        rows.append(AppendixRow((str(number), unit, *cells)))
    sums = {s.measure: s for s in found.sums if s.part is None}
    totals = [cell for measure in measures for cell in _three_of_sum(sums[measure])]
    rows.append(AppendixRow((None, _say("column", "sums"), *totals), total=True))
    return columns, rows


def _one_below_another(found: Reconciliation) -> tuple[Columns, list[AppendixRow]]:
    columns: Columns = [(_say("column", name), None) for name in ("number", "unit", "measure")]
    columns += [(_say("figure", name), None) for name in FIGURES]
    whole = [c for c in found.comparisons if c.part is None]
    rows = [AppendixRow((str(n), c.unit, c.measure, *_three(c.assigned, c.planned, c.gap))) for n, c in enumerate(whole, 1)]
    rows += [AppendixRow((None, _say("column", "sums"), s.measure, *_three_of_sum(s)), total=True) for s in found.sums if s.part is None]
    return columns, rows


def _three_of_sum(added: Sum) -> Sequence[str | None]:
    return _three(added.given, added.read, added.gap)


def _three(*values: float | None) -> Sequence[str | None]:
    return [None if value is None else plain(value) for value in values]
