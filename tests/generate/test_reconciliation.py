"""Lower units' plans held against the directive: what was assigned, what is planned, who is missing, what is not taken up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document

import extract
import ingest
from extract.directive import Directive, Period
from generate import draft
from generate.lint import lint
from generate.planned import LowerPlan, counts_the_same, figures_of_plan
from generate.quota import Row
from generate.reconciliation import Reconciliation, is_loose, reconcile, units_named
from generate.reconciliation_files import hand_over, report
from generate.unit import Unit, units_of
from generate.word import render
from ingest.document import Paragraph
from tests.generate.directives import plan_of_the_district


def read(path: Path) -> LowerPlan:
    document = ingest.read(path)
    texts = [t for b in document.blocks for t in ([b.text] if isinstance(b, Paragraph) else [c.text for c in b.cells])]
    return LowerPlan(path.name, extract.extract(document), tuple(texts))


def drafts_of(directive: Directive, folder: Path, *units: Unit) -> dict[str, LowerPlan]:
    """Plans that the program drafts, written as Word files and read back like anybody's."""
    found = {}
    for unit in units or units_of(directive):
        plan = draft(directive, unit)
        path = folder / f"{plan.slug}.docx"
        path.write_bytes(render(plan, directive=directive))
        found[unit.name] = read(path)
    return found


@pytest.fixture(scope="module")
def directive() -> Directive:
    return plan_of_the_district()


@pytest.fixture(scope="module")
def plans(directive: Directive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, LowerPlan]:
    return drafts_of(directive, tmp_path_factory.mktemp("plans"))


def changed(plan: LowerPlan, folder: Path, *exchanges: tuple[str, str], without: str = "\0") -> LowerPlan:
    """The same plan after somebody worked in it: words exchanged, the paragraphs that hold `without` taken out."""
    document = Document(str(folder / plan.file))
    for paragraph in list(document.paragraphs):
        if without in paragraph.text:
            document.element.body.remove(paragraph._p)
    for text in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        for old, new in exchanges:
            text.text = (text.text or "").replace(old, new)
    path = folder / f"sua-{plan.file}"
    document.save(str(path))
    return read(path)


@pytest.fixture
def folder(directive: Directive, plans: dict[str, LowerPlan], tmp_path: Path) -> Path:
    drafts_of(directive, tmp_path)
    return tmp_path


def figures(found: Reconciliation, part: str | None = None) -> dict[str, tuple[float | None, float | None, str]]:
    return {c.unit: (c.assigned, c.planned, c.status) for c in found.comparisons if c.part == part}


def codes(found: Reconciliation) -> list[str]:
    return [finding.code for finding in found.findings]


def test_plans_that_keep_to_the_quota_meet_it_whole_and_by_quarter(directive: Directive, plans: dict[str, LowerPlan]) -> None:
    found = reconcile(directive, plans.values())
    assert figures(found)["Hồng Lĩnh"] == (5, 5, "met")
    assert figures(found, "Quý II")["Sơn Đông"] == (2, 2, "met")
    assert figures(found)["Chi bộ Kho bạc"] == (0, 0, "met")
    assert found.missing == ()
    assert {seen.sighting.sight for seen in found.duties} == {"seen"}


def test_who_sent_nothing_is_missing_and_counts_in_no_sum_of_plans(directive: Directive, plans: dict[str, LowerPlan]) -> None:
    found = reconcile(directive, [plan for unit, plan in plans.items() if unit != "Sơn Đông"])
    assert found.missing == ("Sơn Đông",)
    assert figures(found)["Sơn Đông"] == (6, None, "missing")
    (whole,) = (s for s in found.sums if s.part is None)
    assert (whole.assigned, whole.planned, whole.of_these) == (15, 9, 9)


def test_a_lower_figure_is_a_gap_and_quarters_that_no_longer_add_up_are_told(
    directive: Directive, plans: dict[str, LowerPlan], folder: Path
) -> None:
    lower = changed(plans["Hồng Lĩnh"], folder, ("05", "04"))
    found = reconcile(directive, [lower])
    assert figures(found)["Hồng Lĩnh"] == (5, 4, "below")
    assert "plan-parts-differ" in codes(found)


def test_a_duty_taken_out_is_unseen_and_nothing_else_is(directive: Directive, plans: dict[str, LowerPlan], folder: Path) -> None:
    found = reconcile(directive, [changed(plans["Hồng Lĩnh"], folder, without="thanh niên ở nông thôn")])
    (unseen,) = (seen.sighting for seen in found.duties if seen.sighting.sight == "unseen")
    assert "tạo điều kiện cho thanh niên ở nông thôn" in unseen.duty.text


def test_two_plans_of_a_unit_that_differ_give_no_figure(directive: Directive, plans: dict[str, LowerPlan], folder: Path) -> None:
    found = reconcile(directive, [plans["Hồng Lĩnh"], changed(plans["Hồng Lĩnh"], folder, ("05", "04"))])
    assert figures(found)["Hồng Lĩnh"] == (5, None, "unclear")
    assert {"plan-twice", "plan-numbers-differ"} <= set(codes(found))


def test_a_quarter_that_a_scan_names_twice_gives_no_figure_and_a_scan_is_told(directive: Directive, plans: dict[str, LowerPlan]) -> None:
    plan = plans["Sơn Đông"]
    misread = tuple(text.replace("quý IV: 01", "quý II: 01") for text in plan.paragraphs)
    facts = replace(plan.facts, source=replace(plan.facts.source, ocr=True))
    found = reconcile(directive, [replace(plan, paragraphs=misread, facts=facts)])
    assert figures(found, "Quý II")["Sơn Đông"] == (2, None, "unclear")
    assert figures(found, "Quý IV")["Sơn Đông"] == (1, None, "unstated")
    assert "plan-scanned" in codes(found)


def test_a_plan_of_nobody_that_the_directive_names_is_told(directive: Directive, plans: dict[str, LowerPlan]) -> None:
    plan = plans["Hồng Lĩnh"]
    other = replace(plan, facts=replace(plan.facts, issuer="Đảng ủy xã Thạch Bàn"))
    found = reconcile(directive, [other])
    assert [stranger.name for stranger in found.strangers] == ["Đảng ủy xã Thạch Bàn"]
    assert "Hồng Lĩnh" in found.missing


def test_without_an_issuer_the_file_name_serves_and_is_told(directive: Directive, plans: dict[str, LowerPlan]) -> None:
    plan = plans["Hồng Lĩnh"]
    found = reconcile(directive, [replace(plan, file="hong-linh.pdf", facts=replace(plan.facts, issuer=None))])
    assert figures(found)["Hồng Lĩnh"] == (5, 5, "met")
    assert "plan-unit-by-file-name" in codes(found)


def test_a_plan_after_another_directive_is_told(directive: Directive, plans: dict[str, LowerPlan]) -> None:
    plan = plans["Hồng Lĩnh"]
    silent = replace(plan, paragraphs=tuple(text.replace(str(directive.number), "99-KH/HU") for text in plan.paragraphs))
    assert "plan-other-directive" in codes(reconcile(directive, [silent]))


NAMES = ("Biên Sơn", "Chi bộ Kho bạc", "Đảng bộ Công an", "Phường 1", "Phường 10", "xã Tân Hội", "thị trấn Tân Hội", "CB BHXH", "Phố Hòa")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Đảng ủy xã Biên Sơn", ["Biên Sơn"]),
        ("Ban Thường vụ Đảng ủy xã Biên Sơn", ["Biên Sơn"]),
        ("Ủy ban nhân dân xã Biên Sơn", ["Biên Sơn"]),
        ("Chi bộ Kho bạc Nhà nước", []),
        ("Chi ủy Chi bộ Kho bạc", ["Chi bộ Kho bạc"]),
        ("Chi bộ Kho bạc huyện Tân Hà", ["Chi bộ Kho bạc"]),
        ("Đảng ủy Công an", ["Đảng bộ Công an"]),
        ("P.1", ["Phường 1"]),
        ("Đảng ủy Phường 10", ["Phường 10"]),
        ("Đảng ủy xã Tân Hội", ["xã Tân Hội"]),
        ("Tân Hội", ["xã Tân Hội", "thị trấn Tân Hội"]),
        ("Đảng ủy xã Tân Hội Đông", []),
        ("Chi bộ Bảo hiểm xã hội", ["CB BHXH"]),
        ("Đảng ủy phường Phố Hoà", ["Phố Hòa"]),
        ("Đảng ủy xã Mường Lai", []),
    ],
)
def test_the_unit_of_a_plan_is_found_by_its_issuer_and_never_guessed(name: str, meant: list[str]) -> None:
    assert units_named(name, NAMES, "Tân Hà") == meant


@pytest.mark.parametrize(
    ("name", "unit", "loose"),
    [
        ("Đảng ủy xã Biên Sơn", "Biên Sơn", False),
        ("Đảng ủy phường Phố Hoà", "Phố Hòa", False),
        ("Đảng ủy phường Phổ Hòa", "Phố Hòa", True),
        ("Chi bộ Công an", "Đảng bộ Công an", True),
    ],
)
def test_a_name_that_only_resembles_is_told(name: str, unit: str, *, loose: bool) -> None:
    assert is_loose(name, unit) is loose


def registration(path: Path, head: list[str], rows: list[list[object]]) -> LowerPlan:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    title: list[object] = ["TỔNG HỢP ĐĂNG KÝ KẾT NẠP ĐẢNG VIÊN NĂM 2022"]
    lines: list[list[object]] = [title, list(head), *rows]
    for row in lines:
        sheet.append(row)
    book.save(path)
    return read(path)


def test_a_list_of_registrations_stands_for_plans(directive: Directive, tmp_path: Path) -> None:
    head = ["TT", "Đơn vị", "Đăng ký cả năm", "Quý I", "Quý II", "Quý III", "Quý IV"]
    rows: list[list[object]] = [
        [1, "Hồng Lĩnh", 4, 1, 1, 1, 1],
        [2, "Xã Sơn Đông", 6, 1, 2, 2, 1],
        [3, "Xã Thạch Bàn", 3, 0, 1, 1, 1],
        [None, "Cộng", 13, 2, 4, 4, 3],
    ]
    found = reconcile(directive, [registration(tmp_path / "dang-ky.xlsx", head, rows)])
    assert figures(found)["Hồng Lĩnh"] == (5, 4, "below")
    assert figures(found, "Quý II")["Hồng Lĩnh"] == (2, 1, "below")
    assert figures(found)["Sơn Đông"] == (6, 6, "met")
    assert [stranger.name for stranger in found.strangers] == ["Xã Thạch Bàn"]


def test_185_assigned_and_141_registered(tmp_path: Path) -> None:
    """Thirty-nine units were assigned 185 in all and registered 141: the sums say so, and each gap stands with its unit."""
    directive = plan_of_the_district()
    cell = directive.allocations[0]
    names = [f"Xã Thử {n}" for n in range(1, 40)]
    assigned = [5] * 29 + [4] * 10
    registered = [5] * 7 + [4] * 22 + [2] * 8 + [1] * 2
    assert (sum(assigned), sum(registered)) == (185, 141)
    allocations = tuple(replace(cell, unit=name, part=None, value=value) for name, value in zip(names, assigned, strict=True))
    rows: list[list[object]] = [list(row) for row in zip(names, registered, strict=True)]
    found = reconcile(
        replace(directive, allocations=allocations), [registration(tmp_path / "dang-ky.xlsx", ["Đơn vị", "Số đăng ký"], rows)]
    )
    (whole,) = found.sums
    assert (whole.assigned, whole.planned, whole.stated, whole.units) == (185, 141, 39, 39)
    assert len(found.with_status("below", measure=whole.measure)) == 32
    said = " ".join(line.text for line in report(found).lines())
    assert "giao 185, các đơn vị đưa vào kế hoạch 141" in said
    assert "thấp hơn 44" in said


def test_850_asked_of_all_and_719_registered(tmp_path: Path) -> None:
    """The directive asks a figure of the whole and gives none to any unit: the list says who the units are, and the sum falls short."""
    directive = plan_of_the_district()
    whole = next(target for target in directive.targets if target.body == "Đảng bộ huyện" and target.unit == "đảng viên mới")
    asked = replace(whole, low=850, high=850)
    rows: list[list[object]] = [[f"Đảng bộ xã Thử {n}", 19 if n <= 17 else 18] for n in range(1, 40)]
    listed = registration(tmp_path / "dang-ky.xlsx", ["Đơn vị", "Số đăng ký"], rows)
    found = reconcile(replace(directive, allocations=(), tables=(), targets=(asked,)), [listed])
    (added,) = found.sums
    assert (added.given, added.read, added.gap, added.stated, added.units) == (None, 719, None, 39, 39)
    assert [(total.low, total.planned, total.gap) for total in found.wholes] == [(850, 719, -131)]
    said = " ".join(line.text for line in report(found).lines())
    assert "các đơn vị đăng ký 719" in said
    assert "còn thiếu 131 so với chỉ tiêu chung" in said
    rows_of_sums = list(csv.reader(io.StringIO(hand_over(found)["tong-hop.csv"].decode("utf-8-sig"))))
    assert rows_of_sums[-1][2:] == ["850", "719", "-131", "39/39"]


@pytest.mark.parametrize(
    ("measure", "quote", "period", "same"),
    [
        ("Chỉ tiêu kết nạp NK 2020 - 2025", "kết nạp 850 đảng viên", "trong nhiệm kỳ", True),
        ("Chỉ tiêu kết nạp năm 2021", "kết nạp 850 đảng viên", "trong nhiệm kỳ", False),
        ("Chỉ tiêu kết nạp năm 2021", "kết nạp 185 đảng viên mới", "năm 2021", True),
        ("Chỉ tiêu kết nạp năm 2022", "kết nạp 185 đảng viên mới", "năm 2021", False),
        ("Số lớp bồi dưỡng", "kết nạp 185 đảng viên mới", "năm 2021", False),
        ("Tổng số đảng viên kết nạp", "kết nạp 200 đảng viên mới trở lên", "năm 2022", True),
    ],
)
def test_which_measure_a_target_of_all_counts(measure: str, quote: str, period: str, same: bool) -> None:
    directive = plan_of_the_district()
    target = replace(
        directive.targets[0], status="target", action=None, unit=None, anchor=replace(directive.targets[0].anchor, quote=quote),
        period=Period(None, None, period),
    )  # fmt: skip
    assert counts_the_same(target, measure, directive) is same


@pytest.mark.parametrize(
    ("measure", "sentence", "read"),
    [
        ("Chỉ tiêu kết nạp NK 2020 -2025", "Đảng bộ xã được giao chỉ tiêu kết nạp nhiệm kỳ 2020 - 2025: 30 đảng viên.", 30),
        ("Tổng cộng", "Đảng bộ xã được giao tổng cộng bổ sung chỉ tiêu: 08 đảng viên.", 8),
        ("Tổng cộng", "Đảng bộ xã có tổng cộng 12 chi bộ trực thuộc.", None),
    ],
)
def test_a_head_and_its_words_in_a_plan(directive: Directive, measure: str, sentence: str, read: float | None) -> None:
    cell = next(a for a in directive.allocations if a.unit == "Hồng Lĩnh" and a.part is None)
    row = Row(measure, replace(cell, measure=measure), ())
    plan = LowerPlan("ke-hoach.docx", replace(directive, targets=(), allocations=()), (sentence,))
    assert [figure.value for figure in figures_of_plan(plan, row, "Hồng Lĩnh", "", apart=True)] == ([] if read is None else [read])


def test_a_supplement_is_not_read_from_the_column_of_the_year(tmp_path: Path) -> None:
    directive = plan_of_the_district()
    cell = next(a for a in directive.allocations if a.unit == "Hồng Lĩnh" and a.part is None)
    measures = ("Chỉ tiêu kết nạp năm 2021", "Bổ sung chỉ tiêu trong năm 2021", "Tổng cộng")
    table = tuple(replace(cell, measure=measure) for measure in measures)
    listed = registration(tmp_path / "dang-ky.xlsx", ["Đơn vị", "Chỉ tiêu kết nạp năm 2021"], [["Hồng Lĩnh", 4], ["Sơn Đông", 2]])
    found = reconcile(replace(directive, allocations=table), [listed])
    read = {c.measure: c.planned for c in found.comparisons if c.unit == "Hồng Lĩnh"}
    assert read["Chỉ tiêu kết nạp năm 2021"] == 4
    assert set(read.values()) == {4, None}


def test_a_column_that_says_no_measure_of_several_is_not_guessed(tmp_path: Path) -> None:
    directive = plan_of_the_district()
    cell = next(a for a in directive.allocations if a.unit == "Hồng Lĩnh" and a.part is None)
    both = tuple(replace(cell, measure=f"Chỉ tiêu kết nạp năm {year}") for year in (2021, 2022))
    listed = registration(tmp_path / "dang-ky.xlsx", ["Đơn vị", "Số đăng ký"], [["Hồng Lĩnh", 4], ["Sơn Đông", 2]])
    found = reconcile(replace(directive, allocations=both), [listed])
    assert {c.status for c in found.comparisons} == {"unstated"}
    assert "registration-column-unknown" in codes(found)


@pytest.fixture
def mixed(directive: Directive, plans: dict[str, LowerPlan], folder: Path) -> Reconciliation:
    lower = changed(plans["Hồng Lĩnh"], folder, ("05", "04"), without="thanh niên ở nông thôn")
    return reconcile(directive, [lower, plans["Đảng bộ Công an"]])


def test_every_file_is_handed_over(mixed: Reconciliation) -> None:
    files = hand_over(mixed)
    assert set(files) == {"doi-chieu.csv", "tong-hop.csv", "nhiem-vu.csv", "doi-chieu.xlsx", "doi-chieu.html", "bao-cao.docx"}
    rows = list(csv.DictReader(io.StringIO(files["doi-chieu.csv"].decode("utf-8-sig"))))
    (own,) = (row for row in rows if row["unit"] == "Hồng Lĩnh" and not row["part"])
    assert (own["assigned"], own["planned"], own["gap"], own["status"]) == ("5", "4", "-1", "thấp hơn")
    assert openpyxl.load_workbook(io.BytesIO(files["doi-chieu.xlsx"])).sheetnames == ["Tổng hợp", "Từng đơn vị", "Nhiệm vụ", "Cần xem lại"]
    page = files["doi-chieu.html"].decode()
    assert "Chưa nhận" in page
    assert "<script" not in page


def test_the_report_names_who_is_missing_and_who_plans_less(mixed: Reconciliation) -> None:
    said = [line.text for line in report(mixed).lines()]
    assert any("Sơn Đông" in text and text.startswith("Chưa nhận") for text in said)
    assert any(text == "Thấp hơn chỉ tiêu giao: Hồng Lĩnh (4/5)." for text in said)
    assert any("nông thôn lập nghiệp" in text for text in said)


def test_the_report_keeps_the_rules_of_presentation(mixed: Reconciliation, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(hand_over(mixed)["bao-cao.docx"])
    assert [breach.message for breach in lint(path) if breach.severity == "E"] == []


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "count", "sums"), [("luc-ngan-72-kh-hu", 55, {220}), ("quan-3-47-kh-qu", 28, {651, 121, 38, 31, 131})])
def test_the_plans_drafted_for_all_units_of_a_real_directive(shared: Path, tmp_path: Path, sample: str, count: int, sums: set[int]) -> None:
    directive = extract.extract(ingest.read(shared / "samples" / f"{sample}.docx"))
    found = reconcile(directive, drafts_of(directive, tmp_path).values())
    assert len(found.units) == count
    assert not (found.missing or found.strangers or found.findings)
    assert {c.status for c in found.comparisons} == {"met"}
    assert {s.planned for s in found.sums if s.part is None} == sums
    assert {seen.sighting.sight for seen in found.duties} == {"seen"}


def gold_obligations(shared: Path) -> Iterator[tuple[str, str]]:
    import json

    gold = json.loads((shared / "gold" / "obligations-duc-pho-to-ward.json").read_text(encoding="utf-8"))
    for obligation in gold["obligations"]:
        yield obligation["coverage"], obligation["quote"]


def test_no_duty_that_a_real_plan_carries_out_in_full_is_called_unseen(shared: Path) -> None:
    from generate.taking_up import Duty, look_for
    from tests.generate.directives import place

    plan = read(shared / "samples" / "pho-hoa-44-kh-du.docx")
    seen = [
        (coverage, look_for([Duty("p", quote, place(0, quote), (quote,))], plan.paragraphs)[0])
        for coverage, quote in gold_obligations(shared)
    ]
    assert [sighting.duty.text for coverage, sighting in seen if coverage == "full" and sighting.sight == "unseen"] == []
    absent = [sighting.sight for coverage, sighting in seen if coverage == "none"]
    assert absent.count("unseen") >= len(absent) * 2 // 3
    assert "seen" not in absent
