from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import generate
from extract.directive import Directive
from generate.phrases import phrases
from generate.plan import Number, Plan, piece_text
from generate.record import to_dict
from generate.unit import Unit, from_table, units_of
from tests.generate.directives import order_of_the_district, plan_of_the_district
from tests.generate.units import CELL, COMMUNE, WARD

DAY = dt.date(2022, 3, 1)


def lines(plan: Plan) -> list[str]:
    return [line.text for line in plan.lines()]


def text(plan: Plan) -> str:
    return "\n".join(lines(plan))


@pytest.fixture(scope="module")
def commune() -> Plan:
    return generate.draft(plan_of_the_district(), COMMUNE, date=DAY)


def test_head_and_title_of_a_plan_with_a_quota(commune: Plan) -> None:
    assert commune.head.superior == "ĐẢNG BỘ HUYỆN TÂN HÀ"
    assert commune.head.issuer == "ĐẢNG ỦY XÃ HỒNG LĨNH"
    assert commune.title == ("kết nạp đảng viên năm 2022",)
    assert commune.rulebook == "party-2018"
    assert (
        lines(commune)[0]
        == "Thực hiện Kế hoạch số 12-KH/HU ngày 14/02/2022 của Ban Thường vụ Huyện ủy Tân Hà về kết nạp đảng viên năm 2022, "
        "Đảng ủy xã Hồng Lĩnh xây dựng Kế hoạch kết nạp đảng viên năm 2022 như sau:"
    )


def test_the_row_is_carried_by_quarter_and_the_superiors_total_is_not(commune: Plan) -> None:
    row = (
        "Tăng cường tạo nguồn; năm 2022, Đảng bộ xã phấn đấu kết nạp 05 đảng viên mới; trong đó: quý I: 01 đảng viên; "
        "quý II: 02 đảng viên; quý III: 02 đảng viên; quý IV không giao chỉ tiêu."
    )
    assert row in lines(commune)
    assert "300" not in text(commune)
    assert "Góp phần cùng Đảng bộ huyện thực hiện mục tiêu tỷ lệ trưởng thôn là đảng viên đạt từ 80% trở lên." in lines(commune)


def test_every_quota_number_is_anchored_in_its_cell(commune: Plan) -> None:
    quota = {number.field: number for number in commune.numbers() if number.field.startswith("quota.")}
    assert quota["quota.total"].anchor is not None
    assert (quota["quota.total"].anchor.row, quota["quota.total"].anchor.column, quota["quota.total"].value) == (0, 2, 5)
    assert quota["quota.quarter.4"].value == 0


def test_the_appendix_adds_up_both_ways(commune: Plan) -> None:
    assert commune.appendix is not None
    rows = [[cell.value for cell in row.cells[2:] if isinstance(cell, Number)] for row in commune.appendix.rows]
    *units, total = rows
    assert total == [5, 1, 2, 2, 0]
    assert [sum(column) for column in zip(*units, strict=True)] == total
    assert all(row[0] == sum(row[1:]) for row in rows)


def test_duties_speak_with_the_units_voice(commune: Plan) -> None:
    assert any(line.startswith("Đảng ủy tăng cường lãnh đạo") for line in lines(commune))
    assert "Các chi bộ rà soát, nắm chắc nguồn quần chúng ưu tú." in lines(commune)
    assert "Chi bộ phân công đảng viên giúp đỡ quần chúng." in lines(commune)
    assert any(line.startswith("Đảng ủy lãnh đạo Ủy ban nhân dân xã tạo điều kiện") for line in lines(commune))
    headings = [item.heading for part in commune.parts for item in part.items]
    assert "Kết nạp đảng viên ở nông thôn trên địa bàn xã" in headings


def test_no_word_of_the_superiors_level_is_left_outside_citations_and_channels(commune: Plan) -> None:
    for line in lines(commune):
        allowed = re.sub(
            r"cùng Đảng bộ huyện|(?:của |báo cáo |do )Ban Thường vụ Huyện ủy(?: Tân Hà)?|\(qua Ban Tổ chức Huyện ủy\)", "", line
        )
        assert not re.search(r"(?i)huyện", allowed), line


@pytest.mark.parametrize("unit", [*units_of(plan_of_the_district()), COMMUNE, CELL], ids=lambda unit: unit.slug)
def test_every_plan_keeps_its_form(unit: Unit) -> None:
    plan = generate.draft(plan_of_the_district(), unit)
    said = lines(plan)
    assert len(said) == len(set(said))
    assert [part.label for part in plan.parts] == ["I-", "II-", "III-", "IV-"]
    for part in plan.parts:
        assert [item.label for item in part.items] == [f"{n}." for n in range(1, len(part.items) + 1)]
        assert all(item.lines for item in part.items)
    assert "này" not in re.sub(r"Kế hoạch này", "", text(plan)).split()


def figures_of(said: str) -> list[str]:
    return re.findall(r"\d+", said)


@pytest.mark.parametrize("directive", [plan_of_the_district(), order_of_the_district()], ids=["plan", "order"])
@pytest.mark.parametrize("unit", [COMMUNE, WARD, CELL], ids=lambda unit: unit.slug)
def test_every_figure_is_a_number_with_a_source(directive: Directive, unit: Unit) -> None:
    plan = generate.draft(directive, unit, date=DAY)
    known = [figure for number in plan.numbers() for figure in figures_of(number.text)]
    for line in plan.lines():
        loose = [piece for piece in line.pieces if isinstance(piece, str) and re.search(r"\d", piece)]
        assert not loose, line.text
    assert set(figures_of(text(plan))) <= set(known)
    for number in plan.numbers():
        assert number.source in ("directive", "profile", "allocation", "computed")
        if number.anchor is not None and number.source == "directive" and number.value:
            assert figures_of(number.text)[0].lstrip("0") in number.anchor.quote


def test_every_duty_of_the_directive_is_listed_once_with_its_fate(commune: Plan) -> None:
    listed = {duty.provision for duty in commune.obligations}
    assert listed == {provision.id for provision in plan_of_the_district().provisions}
    for duty in commune.obligations:
        assert duty.covered_by if duty.status != "excluded" else duty.reason
    fates = {duty.provision: duty.status for duty in commune.obligations}
    assert (fates["p11"], fates["p12"]) == ("mirrored", "mirrored")


def test_who_is_in_charge_of_a_lower_unit_has_an_item_of_their_own(commune: Plan) -> None:
    headings = [item.heading for item in commune.parts[3].items]
    assert "Các đồng chí Đảng ủy viên được phân công phụ trách chi bộ" in headings


def test_a_unit_with_nought_gets_a_plan_that_says_so() -> None:
    plan = generate.draft(plan_of_the_district(), CELL, date=DAY)
    assert plan.title == ("thực hiện Kế hoạch số 12-KH/HU của Ban Thường vụ Huyện ủy", "về kết nạp đảng viên năm 2022")
    assert plan.parts[1].title == "MỤC TIÊU"
    assert "năm 2022 Chi bộ không có chỉ tiêu kết nạp đảng viên ở cả bốn quý." in text(plan)
    assert "hoàn thành chỉ tiêu" not in text(plan)
    assert not re.search(r"\b0+ đảng viên", text(plan))
    assert plan.appendix is None
    assert "quota-zero" in {finding.code for finding in plan.findings}


def test_a_missing_quota_is_a_blank_and_not_nought() -> None:
    directive = plan_of_the_district()
    plan = generate.draft(directive, from_table("Chi bộ Thuế", directive))
    assert "kết nạp [………] đảng viên mới" in text(plan)
    assert "quota.total" in {blank.field for blank in plan.blanks()}
    assert "quota-missing" in {finding.code for finding in plan.findings}


def test_without_a_profile_nothing_is_guessed() -> None:
    directive = plan_of_the_district()
    plan = generate.draft(directive, from_table("Sơn Đông", directive))
    assert "xã" not in re.sub(r"xã hội", "", text(plan)).split()
    assert "Ủy ban nhân dân" not in text(plan)
    assert {"organ.office", "organ.front", "year", "signatory.position"} <= {blank.field for blank in plan.blanks()}


def test_demands_that_cannot_be_met_leave_no_table_but_a_finding() -> None:
    greedy = COMMUNE.model_copy(update={"lower": tuple(lower.model_copy(update={"minimum": 4}) for lower in COMMUNE.lower)})
    plan = generate.draft(plan_of_the_district(), greedy)
    assert plan.appendix is None
    assert "minima-too-high" in {finding.code for finding in plan.findings}


def test_an_order_without_table_is_carried_out() -> None:
    unit = WARD.model_copy(update={"lead_days": 10, "organs": {**WARD.organs, "office": "Văn phòng Đảng ủy"}})
    plan = generate.draft(order_of_the_district(), unit, date=DAY)
    said = lines(plan)
    assert plan.title[0] == "thực hiện Chỉ thị số 15-CT/HU của Ban Thường vụ Huyện ủy"
    assert "Phổ biến Chỉ thị số 15-CT/HU đến các chi bộ trực thuộc." in said
    assert "Triển khai thực hiện nghiêm:" in said
    assert "Nghị quyết số 05-NQ/TU ngày 09/4/2021 của Ban Thường vụ Tỉnh ủy về chuyển đổi số;" in said
    assert any("trước ngày 15/01." in line for line in said)
    assert any(
        "Kế hoạch của Đảng ủy gửi về Ban Thường vụ Huyện ủy (qua Văn phòng Huyện ủy) trước ngày 25/01 hằng năm" in line for line in said
    )
    assert "[………]" in said[0]
    status = {duty.duty: duty.status for duty in plan.obligations}
    assert next(value for key, value in status.items() if key.startswith("Riêng chi bộ các trường")) == "excluded"
    day = next(number for number in plan.numbers() if number.field == "deadline.lower.plan")
    assert (day.source, day.operands) == ("computed", ("deadline.d1", "profile.lead_days"))


def test_without_lead_days_the_lower_units_day_is_a_blank() -> None:
    plan = generate.draft(order_of_the_district(), WARD, date=DAY)
    assert "lower.plan.day" in {blank.field for blank in plan.blanks()}
    assert "15/01" not in text(plan)


def test_the_record_is_the_contracts(commune: Plan) -> None:
    record = to_dict(commune)
    assert list(record) == ["unit", "source", "plan", "numbers", "to_fill", "obligations", "findings"]
    assert record["plan"] == "hong-linh.docx"
    assert {"field": "number", "reason": "Số của kế hoạch: văn thư cấp khi ban hành"} in record["to_fill"]
    total = next(number for number in record["numbers"] if number["field"] == "quota.total")
    assert (total["text"], total["value"], total["source"]) == ("05", 5, "directive")


def test_the_same_input_gives_the_same_plan() -> None:
    assert generate.draft(plan_of_the_district(), COMMUNE, date=DAY) == generate.draft(plan_of_the_district(), COMMUNE, date=DAY)


@pytest.mark.slow
def test_all_units_of_a_real_district_get_their_plan(shared: Path) -> None:
    import extract
    import ingest

    directive = extract.extract(ingest.read(shared / "samples" / "luc-ngan-72-kh-hu.docx"))
    units = units_of(directive)
    assert len(units) == 55
    for unit in units:
        plan = generate.draft(directive, unit)
        totals = [a.value for a in directive.allocations if a.unit == unit.name and a.part is None]
        printed = [number.value for number in plan.numbers() if number.field == "quota.total"]
        assert printed == totals
        assert "duty-unplaced" not in {finding.code for finding in plan.findings}


def test_the_table_of_tasks_says_who_leads_by_when_and_what_comes_of_it(commune: Plan) -> None:
    table = commune.task_table
    assert table is not None
    assert [head for head, _ in table.columns] == ["TT", "Nội dung công việc", "Chủ trì", "Thời hạn", "Sản phẩm"]
    rows = [[piece_text(cell or "") for cell in row.cells] for row in table.rows]
    plan = next(row for row in rows if row[1].startswith("Xây dựng kế hoạch"))
    assert plan[2:] == ["Các chi bộ trực thuộc", "Trước ngày [………]", "Kế hoạch"]
    assert all(cell for row in rows for cell in row)
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert any(line.phrase == "closing.task_table" for line in commune.closing)


def test_patterns_of_products_find_their_examples() -> None:
    for product in phrases()["product"]:
        assert all(re.search(product["pattern"], example) for example in product["examples"]), product["label"]
