"""A number that was read on a scan without certainty is marked in the draft: as a finding and in its comment."""

from __future__ import annotations

from dataclasses import replace

import extract
from corpora import build, markup, word
from extract.directive import Directive, Finding
from generate import draft
from generate.comments import Comments
from generate.unit import find_unit
from generate.units_file import load_units
from ingest.document import Source
from ingest.word import read

UNIT = "Vĩnh Lạc"


def directive() -> Directive:
    source = markup.read(build.SOURCES / "hai-lam-38-kh-tu.txt")
    return extract.extract(read(word.render(source), Source("hai-lam.docx", "0" * 64, "docx")))


def test_a_doubtful_quota_is_said_in_the_draft() -> None:
    sure = directive()
    (quota,) = (a for a in sure.allocations if a.unit.endswith(UNIT) and a.part is None)
    doubtful = replace(sure, findings=(*sure.findings, Finding("warning", "number-unsure", "Số chưa chắc", quota.anchor)))
    unit = find_unit(UNIT, load_units(build.HERE / "units" / "vinh-lac.toml"), sure)
    plan = draft(doubtful, unit)
    said = [found for found in plan.findings if found.code == "number-unsure"]
    assert said
    assert {found.anchor for found in said} == {quota.anchor}
    assert not [found for found in draft(sure, unit).findings if found.code == "number-unsure"]
    marked = [number for number in plan.numbers() if number.anchor == quota.anchor]
    comments = Comments(plan, doubtful)
    assert any("chưa chắc chắn" in comments.on_number(number) for number in marked)
