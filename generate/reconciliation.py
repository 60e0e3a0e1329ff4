"""Lower units' plans and registrations held against the quotas that the directive gave them.

`reconcile(directive, plans)` says for each unit what it was assigned ("Biên Sơn": 5), what its own plan states (4) and the gap,
who sent nothing, who sent something without being named, and which duties a plan does not take up. A number that cannot be read
with certainty is none, never a guess.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any, Literal

from extract.directive import Anchor, Directive, Finding, Target
from generate.findings import finding
from generate.numbers import plain
from generate.planned import Figure, LowerPlan, counts_the_same, figures_of_list, figures_of_plan
from generate.quota import Row, every_row, main_row, quota_rows
from generate.taking_up import Sighting, duties_of, look_for
from generate.unit import Unit, bare_name, fold_name, from_table, matching, toned, units_of

_AREAS = {"province": "tỉnh|thành phố", "district": "huyện|quận|thị xã|thành phố", "commune": "xã|phường|thị trấn|đặc khu"}
Status = Literal["met", "below", "above", "missing", "unstated", "unclear", "unassigned"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of one unit: assigned 5, planned 4, gap -1. `part` is "Quý I", or None for the whole."""

    unit: str
    group: str | None
    measure: str
    part: str | None
    assigned: float | None
    planned: float | None
    status: Status
    files: tuple[str, ...] = ()
    quote: str | None = None

    @property
    def gap(self) -> float | None:
        return None if self.assigned is None or self.planned is None else self.planned - self.assigned


@dataclass(frozen=True, slots=True)
class Sum:
    """All units together: `stated` of `units` have a figure that could be read, `of_these` is what those were assigned."""

    measure: str
    part: str | None
    assigned: float
    planned: float
    units: int
    stated: int
    of_these: float
    any_assigned: bool = True

    @property
    def given(self) -> float | None:
        """What was assigned in all; None where the directive gives no unit a figure."""
        return self.assigned if self.any_assigned else None

    @property
    def read(self) -> float | None:
        """What could be read of their plans; None where nothing could."""
        return self.planned if self.stated else None

    @property
    def gap(self) -> float | None:
        return self.planned - self.of_these if self.any_assigned and self.stated else None


@dataclass(frozen=True, slots=True)
class Whole:
    """What the directive asks of all together ("phấn đấu kết nạp 850 đảng viên") against what the units add up to: 719."""

    measure: str
    asked: str
    anchor: Anchor
    low: float | None
    high: float | None
    planned: float
    units: int
    stated: int

    @property
    def gap(self) -> float:
        """How far the units stay below (minus) or go beyond what is asked; 0 within its bounds."""
        if self.low is not None and self.planned < self.low:
            return self.planned - self.low
        return max(self.planned - self.high, 0) if self.high is not None else 0


@dataclass(frozen=True, slots=True)
class DutySeen:
    unit: str
    file: str
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Stranger:
    """A plan, or a row of a list, of a unit that the directive does not name."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    directive: Directive
    units: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    missing: tuple[str, ...]
    strangers: tuple[Stranger, ...]
    duties: tuple[DutySeen, ...]
    findings: tuple[Finding, ...]

    @property
    def sums(self) -> tuple[Sum, ...]:
        keys = dict.fromkeys((c.measure, c.part) for c in self.comparisons)
        return tuple(_sum(measure, part, [c for c in self.comparisons if (c.measure, c.part) == (measure, part)]) for measure, part in keys)

    @property
    def wholes(self) -> tuple[Whole, ...]:
        """The directive's own totals, each against the measure that counts the same over the same time."""
        sums = [added for added in self.sums if added.part is None and added.stated]
        found = []
        for target in self.directive.targets:
            meant = [added for added in sums if counts_the_same(target, added.measure, self.directive)]
            if len(meant) == 1 and _is_of_all(target, self.directive):
                added = meant[0]
                found.append(_whole(target, added))
        return tuple(found)

    def with_status(self, *statuses: Status, measure: str) -> list[Comparison]:
        """The units' whole figures of one measure that came out so."""
        return [c for c in self.comparisons if c.measure == measure and c.part is None and c.status in statuses]


def _sum(measure: str, part: str | None, rows: list[Comparison]) -> Sum:
    stated = [row for row in rows if row.planned is not None]
    return Sum(
        measure, part, sum(row.assigned or 0 for row in rows), sum(row.planned or 0 for row in stated), len(rows), len(stated),
        sum(row.assigned or 0 for row in stated), any(row.assigned is not None for row in rows),
    )  # fmt: skip


@cache
def catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("generate").joinpath("reconciliation.toml").read_text(encoding="utf-8"))


def reconcile(directive: Directive, plans: Iterable[LowerPlan], profiles: Iterable[Unit] = ()) -> Reconciliation:
    """The plans, or lists of registrations, against the directive; `profiles` say more of its units, and stand for them where the
    directive has no quota table.
    """
    known = list(profiles)
    units = units_of(directive, known) or tuple(known)
    desk = _Desk(directive, {unit.name: unit for unit in units})
    for plan in plans:
        desk.take(plan)
    return desk.result()


class _Desk:
    """Plans as they come in, each laid to its unit."""

    def __init__(self, directive: Directive, units: dict[str, Unit]) -> None:
        self.directive, self.units, self.closed = directive, units, bool(units)
        self.plans: dict[str, list[LowerPlan]] = {}
        self.lists: dict[str, list[tuple[LowerPlan, str]]] = {}
        self.strangers: list[Stranger] = []
        self.findings: list[Finding] = []

    def take(self, plan: LowerPlan) -> None:
        if plan.facts.source.ocr:
            self.findings.append(finding("plan-scanned", file=plan.file))
        issuer = plan.facts.issuer
        names = self._named(issuer) if issuer else []
        if not names and (self._is_list(plan) or self._opens_list(plan)):
            self._take_list(plan)
        elif len(names) > 1:
            self.findings.append(finding("plan-unit-ambiguous", file=plan.file, name=issuer, names=", ".join(names)))
        elif names:
            if is_loose(issuer or "", names[0]):
                self.findings.append(finding("plan-unit-loosely", file=plan.file, name=issuer, unit=names[0]))
            self._take_plan(plan, names[0])
        elif issuer is None and len(by_file := self._named(PurePath(plan.file).stem.replace("-", " ").replace("_", " "))) == 1:
            self.findings.append(finding("plan-unit-by-file-name", file=plan.file, unit=by_file[0]))
            self._take_plan(plan, by_file[0])
        elif issuer and not self.closed:
            self.units.setdefault(issuer, from_table(issuer, self.directive))
            self._take_plan(plan, issuer)
        else:
            self._stranger(plan.file, issuer or "?")

    def _named(self, name: str) -> list[str]:
        return units_named(name, list(self.units), self.directive.place)

    def _stranger(self, file: str, name: str) -> None:
        self.strangers.append(Stranger(file, name))
        self.findings.append(finding("plan-unit-unknown", file=file, name=name))

    def _is_list(self, plan: LowerPlan) -> bool:
        """A table whose rows are the directive's units, not one unit's own cells."""
        return any(len(self._named(name)) == 1 for name in dict.fromkeys(a.unit for a in plan.facts.allocations))

    def _opens_list(self, plan: LowerPlan) -> bool:
        """Where the directive has no table and nobody else said whose units these are, a list of registrations says it."""
        if self.closed or plan.facts.issuer or not plan.facts.allocations:
            return False
        for printed in dict.fromkeys(a.unit for a in plan.facts.allocations):
            self.units.setdefault(printed, from_table(printed, self.directive))
        return True

    def _take_list(self, plan: LowerPlan) -> None:
        for printed in dict.fromkeys(a.unit for a in plan.facts.allocations):
            names = self._named(printed)
            if len(names) > 1:
                self.findings.append(finding("plan-unit-ambiguous", file=plan.file, name=printed, names=", ".join(names)))
            elif names:
                if is_loose(printed, names[0]):
                    self.findings.append(finding("plan-unit-loosely", file=plan.file, name=printed, unit=names[0]))
                self.lists.setdefault(names[0], []).append((plan, printed))
            else:
                self._stranger(plan.file, printed)

    def _take_plan(self, plan: LowerPlan, unit: str) -> None:
        self.plans.setdefault(unit, []).append(plan)
        number = self.directive.number
        if number and not any(_squeezed(number) in _squeezed(paragraph) for paragraph in plan.paragraphs):
            self.findings.append(finding("plan-other-directive", file=plan.file, number=number))

    def result(self) -> Reconciliation:
        for unit, sent in self.plans.items():
            if len(sent) > 1:
                self.findings.append(finding("plan-twice", unit=unit, files=", ".join(plan.file for plan in sent)))
        comparisons = [compared for unit in self.units.values() for compared in self._compare(unit)]
        self._note_unknown_columns(comparisons)
        duties = [
            DutySeen(name, plan.file, sighting)
            for name, unit in self.units.items()
            for plan in self.plans.get(name, ())
            for sighting in look_for(duties_of(self.directive, unit), plan.paragraphs)
        ]
        missing = tuple(name for name in self.units if not self._sent(name))
        return Reconciliation(
            self.directive, tuple(self.units), tuple(comparisons), missing, tuple(self.strangers), tuple(duties), tuple(self.findings)
        )

    def _sent(self, name: str) -> tuple[str, ...]:
        lists = [plan for plan, _ in self.lists.get(name, ())]
        return tuple(dict.fromkeys(plan.file for plan in (*self.plans.get(name, ()), *lists)))

    def _compare(self, unit: Unit) -> list[Comparison]:
        rows = quota_rows(self.directive, unit) or every_row(self.directive, unit)
        found = []
        for row in rows:
            alone = len(rows) == 1 or row == main_row(rows)
            parts = [self._comparison(unit, row, part.part, rows, alone=alone) for part in row.parts]
            if row.total:
                whole = self._comparison(unit, row, None, rows, alone=alone)
                parts = [_nought_of_nought(part, whole) for part in parts]
                self._check_parts(whole, parts, row)
                found.append(whole)
            found += parts
        return found or (list(self._registered(unit.name)) if not self.closed else [])

    def _registered(self, unit: str) -> Iterator[Comparison]:
        """Where the directive gives no unit a figure of its own: what each registers, measure by measure."""
        for plan, printed in self.lists.get(unit, ()):
            for cell in plan.facts.allocations:
                if cell.unit == printed and cell.value is not None:
                    yield Comparison(
                        unit, cell.group, cell.measure, cell.part, None, cell.value, "unassigned", (plan.file,), cell.anchor.quote
                    )

    def _comparison(self, unit: Unit, row: Row, part: str | None, rows: Sequence[Row], *, alone: bool) -> Comparison:
        cell = row.total if part is None else next(p for p in row.parts if p.part == part)
        assigned = cell.value if cell else None
        group = next((a.group for a in (row.total, *row.parts) if a), None)
        figures = self._figures(unit.name, row, part, rows, alone=alone)
        values = {figure.value for figure in figures}
        planned = values.pop() if len(values) == 1 else None
        if len(figures) > 1:
            shown = "; ".join(f"{plain(figure.value)}: “{_short(figure.quote)}”" for figure in figures)
            self.findings.append(
                finding("plan-numbers-differ", cell.anchor if cell else None, unit=unit.name, measure=_shown(row, part), values=shown)
            )
        sent = self._sent(unit.name)
        status = _status(assigned, planned, sent=bool(sent), several=len(figures) > 1)
        return Comparison(
            unit.name, group, row.measure, part, assigned, planned, status, sent, figures[0].quote if len(figures) == 1 else None
        )

    def _figures(self, unit: str, row: Row, part: str | None, rows: Sequence[Row], *, alone: bool) -> tuple[Figure, ...]:
        topic, apart = self._topic(row), alone or _has_own_parts(row, rows)
        others = frozenset(fold_name(other.measure) for other in rows if other is not row)
        figures = [
            figure for plan in self.plans.get(unit, ()) for figure in figures_of_plan(plan, row, unit, topic, apart=apart, part=part)
        ]
        for plan, printed in self.lists.get(unit, ()):
            figures += figures_of_list(plan.facts, printed, row, topic, alone=alone, part=part, others=others)
        return tuple({figure.value: figure for figure in reversed(figures)}.values())[::-1]

    def _topic(self, row: Row) -> str:
        """What a measure counts that its own head does not say: the table's title, else the directive's subject."""
        cell = row.total or next(iter(row.parts), None)
        table = next((t for t in self.directive.tables if cell and t.id == cell.anchor.table), None)
        return (table.title if table and table.title else None) or self.directive.subject or ""

    def _check_parts(self, whole: Comparison, parts: Sequence[Comparison], row: Row) -> None:
        values = [part.planned for part in parts]
        if row.by_period and whole.planned is not None and values and None not in values:
            total = sum(value or 0 for value in values)
            if total != whole.planned:
                self.findings.append(
                    finding("plan-parts-differ", unit=whole.unit, measure=whole.measure, total=plain(whole.planned), parts=plain(total))
                )

    def _note_unknown_columns(self, comparisons: Sequence[Comparison]) -> None:
        """A list of which no row at all says a measure has no column for it that is known."""
        for plan in {id(plan): plan for rows in self.lists.values() for plan, _ in rows}.values():
            inside = {unit for unit, rows in self.lists.items() if any(other is plan for other, _ in rows)}
            for measure in dict.fromkeys(c.measure for c in comparisons if c.unit in inside):
                asked = [c for c in comparisons if c.unit in inside and c.measure == measure and c.part is None]
                if all(c.status == "unstated" for c in asked):
                    self.findings.append(finding("registration-column-unknown", file=plan.file, measure=measure))


def _status(assigned: float | None, planned: float | None, *, sent: bool, several: bool) -> Status:
    if not sent:
        return "missing"
    if several:
        return "unclear"
    if planned is None:
        return "unstated"
    if assigned is None:
        return "unassigned"
    return "met" if planned == assigned else "below" if planned < assigned else "above"


def _whole(target: Target, added: Sum) -> Whole:
    return Whole(added.measure, target.anchor.quote, target.anchor, target.low, target.high, added.planned, added.units, added.stated)


def _is_of_all(target: Target, directive: Directive) -> bool:
    """Asked of the issuer's own area, not of a class of units or of one: nobody named, "Đảng bộ huyện", "toàn Đảng bộ"."""
    if target.status != "target" or target.each or target.unit == "%":
        return False
    area, place = _AREAS.get(directive.level or "", ""), re.escape(directive.place or "")
    whole = rf"(?i)(?:toàn )?(?:đảng bộ|đảng ủy)?\s*(?:{area})?(?:\s+{place})?"
    return target.body is None or bool(re.fullmatch(whole, target.body.strip()))


def _has_own_parts(row: Row, rows: Sequence[Row]) -> bool:
    """No other measure is divided in the same words, so that "quân sự: 14; công an: 04" can only be this one's parts."""
    own = {part.part for part in row.parts}
    return bool(own) and not any(own & {part.part for part in other.parts} for other in rows if other is not row)


def _nought_of_nought(part: Comparison, whole: Comparison) -> Comparison:
    """Who plans nobody in all plans nobody in any quarter."""
    if whole.planned != 0 or part.status != "unstated":
        return part
    return replace(part, planned=0, status=_status(part.assigned, 0, sent=True, several=False), quote=whole.quote)


def _shown(row: Row, part: str | None) -> str:
    return f"{row.measure} / {part}" if part else row.measure


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


# Which unit a name means

_LEADING = re.compile(r"(?i)^(?:ban thường vụ|ban chấp hành|ban chi ủy|chi ủy|thường trực)\s+")
_COMMITTEE = re.compile(r"(?i)^(?:đảng ủy|đảng uỷ|đảng bộ|chi bộ|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân)\s+")
_ABOVE = r"(?i)\s*[,-]?\s+(?:(?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn)\s+)?{place}$"


def units_named(name: str, units: Sequence[str], place: str | None = None) -> list[str]:
    """The units that "Ban Thường vụ Đảng ủy xã Biên Sơn" may mean: "Biên Sơn"; several where nothing tells them apart.

    `place` is the directive's: "Chi bộ Kho bạc huyện Lục Ngạn" is its "Chi bộ Kho bạc".
    """
    written_out = {_in_full(unit): unit for unit in units}
    found: list[str] = []
    for form in _forms(name, place):
        hits = [written_out[hit] for hit in matching(form, written_out)]
        if len(hits) == 1:
            return hits
        found = found or hits
    return found


def is_loose(name: str, unit: str) -> bool:
    """The two agree only when marks are set aside, a beginning stands for the whole, or a cell for a committee."""
    forms, full = _forms(name, None), _in_full(unit)
    same = any(toned(bare_name(form)) == toned(bare_name(full)) for form in forms)
    cell = re.compile(r"(?i)^chi (?:bộ|ủy)\b")
    clash = bool(cell.match(forms[0])) != bool(cell.match(full)) and bool(_COMMITTEE.match(full))
    return not same or clash


def _forms(name: str, place: str | None) -> list[str]:
    """The name as written, then with less and less around it."""
    full = _in_full(name)
    written = (full, full.rpartition(", ")[2])
    without_lead = [_LEADING.sub("", form) for form in written]
    forms = [*written, *without_lead, *(_COMMITTEE.sub("", form) for form in without_lead)]
    if place:
        above = re.compile(_ABOVE.format(place=re.escape(place)))
        forms += [shorter for form in forms if (shorter := above.sub("", form)) != form]
    return list(dict.fromkeys(form for form in forms if fold_name(form)))


def _in_full(name: str) -> str:
    """ "CB BHXH" → "Chi bộ Bảo hiểm xã hội", "P.4" → "Phường 4"; only capitals are abbreviations."""
    spaced = re.sub(r"\b(P|TT|TX|TP|CB|ĐB|ĐU)\.\s*", r"\1 ", name.strip())
    words: dict[str, Any] = catalogue()["abbreviation"]
    if not re.search(r"[a-zà-ỹđ]", re.sub(r"\b(?:xã|phường)\b", "", spaced)) and len(spaced.split()) > 3:
        return spaced
    return " ".join(words.get(word, word) for word in spaced.split())
