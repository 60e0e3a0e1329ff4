"""The other papers: the same duties and figures in the form of a letter, a programme, a report, a decision."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest

import generate
from generate.lint import lint
from generate.papers import NothingToDecide
from generate.plan import BLANK, Number, Paper, Plan, piece_text
from generate.unit import Unit
from generate.word import render
from tests.generate.directives import plan_of_the_district
from tests.generate.units import CELL, COMMUNE, SILENT

DAY = dt.date(2022, 3, 1)


def drawn(paper: Paper, unit: Unit = COMMUNE, date: dt.date | None = DAY) -> Plan:
    return generate.draft(plan_of_the_district(), unit, date=date, paper=paper)


def number_of(plan: Plan) -> str:
    return "".join(piece_text(piece) for piece in plan.head.number)


@pytest.mark.parametrize(
    ("paper", "number", "kind", "slug"),
    [
        ("KH", "Số [………]-KH/ĐU", "KẾ HOẠCH", "hong-linh"),
        ("CV", "Số [………]-CV/ĐU", "", "hong-linh-cong-van"),
        ("CTr", "Số [………]-CTr/ĐU", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "hong-linh-chuong-trinh"),
        ("BC", "Số [………]-BC/ĐU", "BÁO CÁO", "hong-linh-bao-cao"),
        ("QĐ", "Số [………]-QĐ/ĐU", "QUYẾT ĐỊNH", "hong-linh-quyet-dinh"),
    ],
)
def test_each_kind_has_its_number_its_name_and_a_file_of_its_own(paper: Paper, number: str, kind: str, slug: str) -> None:
    plan = drawn(paper)
    assert (number_of(plan), plan.kind, plan.slug) == (number, kind, slug)


@pytest.mark.parametrize("paper", ["KH", "CV", "CTr", "BC", "QĐ"])
@pytest.mark.parametrize("date", [DAY, None])
@pytest.mark.parametrize("unit", [COMMUNE, SILENT, CELL], ids=["xã", "chưa khai báo", "chi bộ"])
def test_no_paper_breaks_a_rule_or_speaks_of_itself_as_a_plan(paper: Paper, date: dt.date | None, unit: Unit) -> None:
    if paper == "QĐ" and unit is CELL:
        with pytest.raises(NothingToDecide, match="không có đơn vị trực thuộc"):
            drawn(paper, unit, date)
        return
    plan = drawn(paper, unit, date)
    content = render(plan, directive=plan_of_the_district())
    assert lint(content) == ()
    assert paper in ("KH", "BC") or not any("Kế hoạch này" in line.text for line in plan.lines())


@pytest.mark.parametrize("paper", ["CV", "CTr", "BC", "QĐ"])
def test_figures_keep_their_source(paper: Paper) -> None:
    known = {(number.field, number.value) for number in drawn("KH").numbers()}
    assert {(n.field, n.value) for n in drawn(paper).numbers() if n.source == "directive"} <= known
    assert any(number.field == "quota.total" or number.field == "allocation.total" for number in drawn(paper).numbers())


def test_the_letter_goes_to_those_below_and_tells_those_above() -> None:
    plan = drawn("CV")
    assert "Các chi bộ trực thuộc" in plan.addressees
    assert plan.foot.recipients[0] == "Như trên"
    assert any(name.endswith("(báo cáo)") for name in plan.foot.recipients)
    assert all(duty.covered_by for duty in plan.obligations if duty.status in ("covered", "mirrored"))


def test_the_report_leaves_every_result_open() -> None:
    plan = drawn("BC")
    text = "\n".join(line.text for line in plan.lines())
    assert f"Kết quả thực hiện: {BLANK}; đạt {BLANK}% chỉ tiêu." in text
    assert plan.appendix
    assert [piece_text(row.cells[-1] or "") for row in plan.appendix.rows] == [BLANK] * 4


def test_the_decision_gives_the_quota_to_the_cells() -> None:
    plan = drawn("QĐ")
    assert plan.deciding == "ĐẢNG ỦY XÃ HỒNG LĨNH QUYẾT ĐỊNH"
    assert plan.appendix
    total = next(cell for cell in plan.appendix.rows[-1].cells if isinstance(cell, Number))
    assert total.value == 5
    assert "tổng số 05" in next(plan.parts[0].items[0].lines.__iter__()).text


def test_a_decision_without_a_quota_is_refused_in_words() -> None:
    with pytest.raises(NothingToDecide, match="--kind KH"):
        drawn("QĐ", Unit(name="Chi bộ Kho bạc", level="commune", kind="xã"))


def test_the_profile_says_which_paper() -> None:
    unit = COMMUNE.model_copy(update={"paper": "CTr"})
    assert generate.draft(plan_of_the_district(), unit, date=DAY).code == "CTr"
    assert generate.draft(plan_of_the_district(), unit, date=DAY, paper="KH").code == "KH"


def test_an_office_s_own_template_goes_first(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from templates.build import FOLDER

    plan = drawn("KH")
    with zipfile.ZipFile(FOLDER / "ke-hoach-dang.docx") as source, zipfile.ZipFile(tmp_path / "ke-hoach-dang.docx", "w") as own:
        for name in source.namelist():
            own.writestr(name, source.read(name).replace("Dự thảo lần 1".encode(), "Dự thảo lần 2".encode()))
    content = render(plan, templates=tmp_path)
    assert "Dự thảo lần 2".encode() in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    assert "Dự thảo lần 1".encode() in zipfile.ZipFile(io.BytesIO(render(drawn("CV"), templates=tmp_path))).read("word/document.xml")


@pytest.mark.parametrize("paper", ["KH", "CV", "CTr", "BC", "QĐ"])
def test_every_comment_of_the_file_stands_somewhere_in_its_text(paper: Paper) -> None:
    """Word mends a file whose comments nothing refers to."""
    with zipfile.ZipFile(io.BytesIO(render(drawn(paper)))) as parts:
        text, comments = parts.read("word/document.xml").decode(), parts.read("word/comments.xml").decode()
    assert re.findall(r'<w:comment w:id="(\d+)"', comments) == sorted(re.findall(r'commentReference w:id="(\d+)"', text), key=int)
