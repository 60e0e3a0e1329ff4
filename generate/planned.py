"""The numbers that a lower unit's own plan, or a list of registrations, states for what the directive asked of it.

"Đảng bộ phấn đấu kết nạp 05 đảng viên mới; trong đó: quý I: 01 đảng viên; …" says 5 and 1 for the measure "Tổng số đảng viên
kết nạp"; an appendix by cells says what its rows add up to. Every place is read; where they differ, all are handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.directive import Allocation, Directive, Target
from generate.quota import Row, is_a_sum
from generate.unit import bare_name, fold_name

_NUMBER = r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?![\d/%]|[.,]\d)"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FILLING = re.compile(
    r"\b(?:giao chi tieu|phan bo chi tieu|dang ky|chi tieu|ke hoach|phan dau|tong so|tong cong|tong|ca nam|nam|nhiem ky|nk"
    r"|thuc hien|du kien|duoc giao|giao|so luong|so|cong|trong|bieu|phu luc|danh sach|bang|moi|ve|cua)\b"
)
_GENERIC_BODY = frozenset(
    ("toan", "dang", "bo", "uy", "don", "vi", "ban", "thuong", "vu", "chap", "hanh", "xa", "phuong", "thi", "tran", "dac", "khu", "co",
     "quan", "truong", "ta", "minh")
)  # fmt: skip
_NONE_ASKED = re.compile(r"\bkhong (?:co|duoc giao|giao|dang ky)\b[^.;,]{0,12}\bchi tieu\b|\bchi tieu\b[^.;,\d]{0,30}\bla khong\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_AFTER_SUM = r"[^\d:;.]{0,40}:\s*"
"""What stands between "tổng cộng" and its figure: "tổng cộng bổ sung chỉ tiêu: 08 đảng viên"."""
_AFTER_MEASURE = r"(?:\s|:|=|–|-|\bla\b|\bdat\b)*"


@dataclass(frozen=True, slots=True)
class LowerPlan:
    """What a lower unit sent in: its facts, and its text paragraph by paragraph (the cells of tables too)."""

    file: str
    facts: Directive
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it was read: Figure(5, "Đảng bộ phấn đấu kết nạp 05 đảng viên mới")."""

    value: float
    quote: str


def figures_of_plan(plan: LowerPlan, row: Row, unit: str, topic: str, *, apart: bool, part: str | None = None) -> tuple[Figure, ...]:
    """Every place where the plan of `unit` states this measure, or one `part` of it ("Quý I"); `topic` says what a measure
    without words of its own ("Chỉ tiêu cả năm") counts: "kết nạp đảng viên".
    """
    said = list(_in_text(plan, row, unit, topic, apart=apart))
    listed = _in_appendix(plan.facts, row, unit, topic, part)
    if part is None:
        figures = [figure for figure, _ in said] or list(_none_asked(plan, row))
    else:
        figures = [Figure(value, paragraph) for _, paragraph in said for value in _part_in(paragraph, part)]
    return _distinct([*figures, *listed])


def figures_of_list(
    facts: Directive, named: str, row: Row, topic: str, *, alone: bool, part: str | None = None, others: frozenset[str] = frozenset()
) -> tuple[Figure, ...]:
    """What the row `named` of a list of registrations ("Đơn vị | Cả năm | Quý I | …") gives; `alone` where the directive asks
    one measure only, so that one column without words of its own must be it. A column with the very name of one of the `others`
    of the directive's measures is that one.
    """
    own = [allocation for allocation in facts.allocations if allocation.unit == named and fold_name(allocation.measure) not in others]
    return _distinct(_figure(a) for a in _of_measure(own, row, topic, part, alone=alone) if a.value is not None)


def _figure(allocation: Allocation) -> Figure:
    return Figure(allocation.value or 0, f"{allocation.unit} | {allocation.part or allocation.measure} | {allocation.anchor.quote}")


def _distinct(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """One figure for each value, the first that says it."""
    return tuple({figure.value: figure for figure in reversed(list(figures))}.values())[::-1]


def _in_text(plan: LowerPlan, row: Row, unit: str, topic: str, *, apart: bool) -> Iterator[tuple[Figure, str]]:
    """Each figure with the paragraph that it stands in."""
    measure = _spaced(row.measure)
    after = _AFTER_SUM if is_a_sum(row.measure) else _AFTER_MEASURE
    named = re.compile(rf"\b{re.escape(measure)}(?!\w){after}{_NUMBER}") if " " in measure else None
    divided = list(_divided(plan, row)) if apart else []
    found = [(named.search(_spaced(paragraph)), paragraph) for paragraph in plan.paragraphs] if named else []
    said = [(Figure(_value(match[1]), paragraph), paragraph) for match, paragraph in found if match]
    nought = re.compile(rf"\bkhong duoc giao (?:[^:;.]{{0,60}} )?{re.escape(measure)}(?!\w)")
    said += [(Figure(0, paragraph), paragraph) for paragraph in plan.paragraphs if named and nought.search(_spaced(paragraph))]
    found_apart = divided or said or list(_part_of_a_sum(plan, row))
    yield from found_apart
    if found_apart:
        return
    for target in plan.facts.targets:
        if target.low is not None and _states(target, row, topic) and _is_own(target.body, unit, plan.facts.issuer):
            yield Figure(target.low, target.anchor.quote), _paragraph_of(plan, target)


def _part_of_a_sum(plan: LowerPlan, row: Row) -> Iterator[tuple[Figure, str]]:
    """ "chỉ tiêu bổ sung tổng cộng: 08 đảng viên; trong đó: năm 2021: 02 đảng viên" says 2 for "Bổ sung chỉ tiêu trong năm 2021"."""
    year, asked = _YEAR.search(row.measure), words(row.measure)
    for paragraph in plan.paragraphs if year and asked else ():
        before, _, parts = fold_name(paragraph).partition("trong do:")
        stated = re.search(rf"\bnam {year[0]}(?::\s*{_NUMBER}| (khong)\b)", parts) if year else None
        if stated and asked <= set(re.findall(r"[a-z]+", before)):
            yield Figure(_value(stated[1]) if stated[1] else 0, paragraph), paragraph


def _divided(plan: LowerPlan, row: Row) -> Iterator[tuple[Figure, str]]:
    """ "… kết nạp 34 đảng viên mới; trong đó: quý I: 06 đảng viên; quý II: 11 …": the number before the parts that the directive names."""
    labels = [part.part or "" for part in row.parts]
    for paragraph in plan.paragraphs if len(labels) > 1 else ():
        if sum(bool(_part_in(paragraph, label)) for label in labels) < 2:
            continue
        before = re.split("|".join(_labelled(label) for label in labels), fold_name(paragraph))[0]
        numbers = [number for number in re.findall(_NUMBER, before) if not _YEAR.fullmatch(number)]
        if numbers:
            yield Figure(_value(numbers[-1]), paragraph), paragraph
        elif row.total is None:
            yield Figure(0, paragraph), paragraph


def _labelled(label: str) -> str:
    return rf"\b(?:{'|'.join(re.escape(form) for form in _forms(fold_name(label)))})(?!\w)"


def _spaced(text: str) -> str:
    """Marks and spaces set aside, "NK" written out."""
    return re.sub(r"\s*([–-])\s*", r" \1", re.sub(r"\bnk\b", "nhiem ky", fold_name(text)))


def _states(target: Target, row: Row, topic: str) -> bool:
    if target.status != "target" or target.unit == "%" or target.each:
        return False
    said = " ".join(filter(None, (target.action, target.unit, target.anchor.quote)))
    asked, period = words(row.measure) or words(topic), target.period.text if target.period else ""
    return bool(asked) and asked <= set(fold_name(said).split()) and _same_years(row.measure, f"{said} {period}")


_TERM = re.compile(r"\bnhiem ky\b|\bnk\b|\b20\d\d\s*-\s*20\d\d\b")


def counts_the_same(target: Target, measure: str, directive: Directive) -> bool:
    """ "phấn đấu kết nạp 850 đảng viên" in a term's plan and "Chỉ tiêu kết nạp NK 2020 - 2025"; not "Chỉ tiêu kết nạp năm 2021"."""
    said = " ".join(filter(None, (target.action, target.unit, target.anchor.quote)))
    period = target.period.text if target.period else ""
    if not words(measure):
        measure = f"{measure} {directive.subject or ''}"
    asked = words(measure)
    if not asked or not asked <= set(fold_name(said).split()) | {"dang", "vien"} or not set(fold_name(said).split()) & asked:
        return False
    term = bool(_TERM.search(fold_name(measure)))
    if term or _TERM.search(fold_name(f"{said} {period}")):
        return term == bool(_TERM.search(fold_name(f"{said} {period}")))
    return _same_years(measure, f"{said} {period}")


def _is_own(body: str | None, unit: str, issuer: str | None) -> bool:
    """ "Đảng bộ", "Đảng bộ xã" and "Đảng bộ xã Biên Sơn" are the unit itself; "Đảng bộ huyện" and "Chi bộ thôn Đông" are not."""
    if body is None:
        return True
    own = set(fold_name(f"{unit} {bare_name(unit)} {issuer or ''}").split())
    return set(fold_name(body).split()) <= own | _GENERIC_BODY


def _paragraph_of(plan: LowerPlan, target: Target) -> str:
    return next((paragraph for paragraph in plan.paragraphs if target.anchor.quote in paragraph), target.anchor.quote)


def _none_asked(plan: LowerPlan, row: Row) -> Iterator[Figure]:
    """ "năm 2022 Chi bộ không có chỉ tiêu kết nạp đảng viên": nought said in words, of the whole and not of one quarter."""
    parts = [fold_name(part.part or "") for part in row.parts]
    for paragraph in plan.paragraphs:
        for clause in re.split(r"[;.]", fold_name(paragraph)):
            if _NONE_ASKED.search(clause) and not any(part and part in clause for part in parts):
                yield Figure(0, paragraph)
                return


def _part_in(paragraph: str, part: str) -> list[float]:
    """ "quý I: 01 đảng viên; quý IV không giao chỉ tiêu" has [1] for "Quý I", [0] for "Quý IV", and [] for "Quý II"."""
    found = re.finditer(rf"{_labelled(part)}[^\d;.]{{0,20}}?(?:(?<!nam ){_NUMBER}|\bkhong\b)", fold_name(paragraph))
    return [_value(match[1]) if match[1] else 0 for match in found]


def _forms(label: str) -> tuple[str, ...]:
    """ "quy iv" is also written "quy 4"."""
    lead, _, last = label.rpartition(" ")
    return (label, f"{lead} {_ROMAN[last]}") if last in _ROMAN else (label,)


def _value(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _in_appendix(facts: Directive, row: Row, unit: str, topic: str, part: str | None) -> list[Figure]:
    """The sum over the plan's own lower units; its own row where the table lists its equals."""
    fitting = [a for a in _of_measure(facts.allocations, row, topic, part, alone=False) if a.value is not None]
    own = [a for a in fitting if fold_name(bare_name(a.unit)) == fold_name(bare_name(unit))]
    if own:
        return [_figure(own[0])]
    if not fitting:
        return []
    total = sum(a.value or 0 for a in fitting)
    return [Figure(total, f"{part or fitting[0].measure} ({len(fitting)} đơn vị): {total:g}")]


def _of_measure(allocations: Iterable[Allocation], row: Row, topic: str, part: str | None, *, alone: bool) -> list[Allocation]:
    """The cells of one column: the measure's total, or its `part`, also where the list names parts as columns of their own."""
    cells = list(allocations)
    labels = {fold_name(p.part or "") for p in row.parts}
    measures = list(dict.fromkeys(a.measure for a in cells if fold_name(a.measure) not in labels))
    meant = _measure_among(measures, row.measure, topic, alone=alone)
    if part is None:
        return [a for a in cells if a.measure == meant and a.part is None]
    label = fold_name(part)
    return [
        a for a in cells if (a.measure == meant and fold_name(a.part or "") == label) or (a.part is None and fold_name(a.measure) == label)
    ]


def _measure_among(measures: list[str], asked: str, topic: str, *, alone: bool) -> str | None:
    """The one column that means `asked`; None where none does or several may."""
    same = [measure for measure in measures if fold_name(measure) == fold_name(asked)]
    fitting = same or [measure for measure in measures if _same_measure(measure, asked, topic)]
    if not fitting and alone and len(measures) == 1:
        fitting = [measure for measure in measures if _same_years(asked, measure)]
    return fitting[0] if len(fitting) == 1 else None


def _same_measure(measure: str, asked: str, topic: str) -> bool:
    own, wanted = words(measure), words(asked)
    if not _same_years(asked, measure):
        return False
    if own and wanted:
        return own <= wanted or wanted <= own
    return bool(own) and own <= words(topic)


def _same_years(one: str, other: str) -> bool:
    """Years may be left unsaid, but not differ: "năm 2021" is not "năm 2022" nor "2020 - 2025"."""
    first, second = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    return not first or not second or first == second


def words(measure: str) -> set[str]:
    """What a measure counts, without the words of every heading: "Tổng số đảng viên kết nạp năm 2022" → dang, vien, ket, nap."""
    return set(re.findall(r"[a-z]+", _FILLING.sub(" ", _YEAR.sub(" ", fold_name(measure)))))
