"""Every unit's draft against the tables that a person read: each quota right, each number traced to its cell, none left over."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from pathlib import Path

import docx
import pytest

import extract
import generate
import ingest
from extract.directive import Directive
from generate import word
from generate.lint import lint
from generate.plan import Number, Plan
from generate.quota import quota_rows
from generate.unit import Unit, units_of

SAMPLES = [("luc-ngan-72-kh-hu", 55, dt.date(2022, 2, 20)), ("quan-3-47-kh-qu", 28, dt.date(2021, 9, 1))]
Told = dict[str, dict[tuple[str, str | None], float]]


def gold(shared: Path, sample: str) -> Told:
    """By unit, what the table gives it: (measure, part) → value."""
    found: Told = defaultdict(dict)
    with (shared / "gold" / "tables" / f"{sample}-allocations.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["value"]:
                found[row["unit"]][row["measure"], row["part"] or None] = float(row["value"])
    return found


def quota_numbers(plan: Plan) -> list[Number]:
    return [number for number in plan.numbers() if number.field.startswith("quota.")]


def cell(directive: Directive, number: Number) -> str:
    anchor = number.anchor
    assert anchor is not None and anchor.row is not None and anchor.column is not None, number
    table = next(table for table in directive.tables if table.id == anchor.table)
    return table.rows[anchor.row].cells[anchor.column]


def asked(directive: Directive, unit: Unit, told: dict[tuple[str, str | None], float]) -> list[float]:
    """What the draft has to carry, out of the table read by a person, in its order."""
    values = []
    for row in quota_rows(directive, unit):
        keys = [(row.measure, None), *((row.measure, part.part) for part in row.parts)]
        values += [told[key] for key in keys if key in told]
    return values


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "count", "day"), SAMPLES)
def test_every_units_quota_is_the_tables(shared: Path, sample: str, count: int, day: dt.date) -> None:
    directive = extract.extract(ingest.read(shared / "samples" / f"{sample}.docx"))
    told = gold(shared, sample)
    units = units_of(directive)
    assert [unit.name for unit in units] == list(told)
    assert len(units) == count
    for unit in units:
        plan = generate.draft(directive, unit, date=day)
        printed = quota_numbers(plan)
        wanted = asked(directive, unit, told[unit.name])
        if wanted and wanted[0] == 0:
            assert {number.value for number in printed} == {0}
        else:
            assert sorted(number.value for number in printed) == sorted(wanted), unit.name
        for number in printed:
            row = next(row for row in directive.tables if number.anchor and row.id == number.anchor.table).rows[number.anchor.row]  # type: ignore[union-attr, index]
            assert unit.name in row.cells
            assert float(cell(directive, number) or 0) == number.value


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "count", "day"), SAMPLES)
def test_every_printed_number_is_in_the_record_and_the_word_file_keeps_the_rules(
    shared: Path, tmp_path: Path, sample: str, count: int, day: dt.date
) -> None:
    directive = extract.extract(ingest.read(shared / "samples" / f"{sample}.docx"))
    for unit in units_of(directive):
        plan = generate.draft(directive, unit, date=day)
        for number in plan.numbers():
            figures = re.findall(r"\d+", number.text)
            if number.source == "directive" and number.anchor is not None and figures and number.anchor.table is None:
                assert all(re.search(rf"(?<!\d)0*{int(figure)}(?!\d)", number.anchor.quote) for figure in figures), (unit.name, number)
            if number.source == "computed":
                assert number.operands or number.field in ("tasks_table.ordinal", "appendix.ordinal", "plan.reference"), number
        assert not [piece for piece in plan.pieces() if isinstance(piece, str) and re.search(r"\d", piece) and piece in body(plan)]
        content = word.render(plan, directive=directive)
        path = tmp_path / f"{plan.slug}.docx"
        path.write_bytes(content)
        assert [breach.message for breach in lint(path)] == [], unit.name
        assert docx.Document(io.BytesIO(content)).paragraphs


def body(plan: Plan) -> set[str]:
    return {piece for line in plan.lines() for piece in line.pieces if isinstance(piece, str)}
