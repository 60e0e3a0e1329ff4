"""Papers of the centre, of a city and of a province: what of them reaches a unit one or two levels below."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import generate
from generate.plan import Plan, piece_text
from generate.unit import Unit
from tests.generate.orders import DAY, TAN_AN, Order, asked_of, fate, text

CENTRE: Any = {"level": "central", "issuer": "Bộ Chính trị", "number": "57-NQ/TW", "kind": "NQ"}


def test_of_a_paper_of_the_centre_the_commune_takes_what_the_base_does() -> None:
    order = Order().say("Hoàn thiện thể chế, pháp luật về công nghệ.").say("Phát triển hạ tầng viễn thông qua vệ tinh.")
    order.say("Các cấp ủy, tổ chức đảng quán triệt đến đảng viên.").say("Cải cách thủ tục hành chính phục vụ người dân.")
    plan = generate.draft(replace(order.facts(), **CENTRE), TAN_AN, date=DAY)
    assert "vệ tinh" not in text(plan) and "thể chế" not in text(plan)
    assert "quán triệt đến đảng viên" in text(plan) and "thủ tục hành chính" in text(plan)
    assert {o.status for o in plan.obligations if "vệ tinh" in o.duty} == {"excluded"}


def test_a_commune_reports_on_a_paper_of_the_centre_to_its_own_superior() -> None:
    plan = generate.draft(replace(Order().say("Các cấp ủy quán triệt đến đảng viên.").facts(), **CENTRE), TAN_AN, date=DAY)
    assert plan.foot.recipients[0].startswith("Ban Thường vụ Tỉnh ủy")


def test_a_second_paper_behind_the_first_is_left_out() -> None:
    order = Order().say("Rà soát hạ tầng.").say("Chỉ thị này phổ biến đến chi bộ.").say("Kết luận số 69-KL/TW").say("Đẩy mạnh chăn nuôi.")
    assert "chăn nuôi" not in text(order.plan())


def test_a_body_of_the_state_that_is_no_area_speaks_by_its_own_name() -> None:
    facts = replace(Order(issuer="Sở Y tế", number="33/KH-SYT").say("Các đơn vị trực thuộc rà soát hạ tầng.").facts(), kind="KH")
    plan = generate.draft(facts, Unit(name="Trung tâm Y tế khu vực Hà Phong"), date=DAY)
    assert plan.head_issuer == "TRUNG TÂM Y TẾ KHU VỰC HÀ PHONG"
    assert "Ủy ban nhân dân" not in text(plan)


QUAN = Unit(name="Quận ủy Tân Sơn", level="district", kind="quận", committee="Quận ủy Tân Sơn")


def of_a_city() -> Order:
    return Order(issuer="Ban Thường vụ Thành ủy Hà Phong", number="09-KH/TU")


def test_what_the_base_has_to_do_stays_with_the_base() -> None:
    order = of_a_city().say("Các quận ủy rà soát hạ tầng.", addressee="Các quận ủy")
    order.say("Các tổ chức cơ sở đảng và chi bộ phân công đảng viên theo dõi.", addressee="Các tổ chức cơ sở đảng và chi bộ")
    plan = order.plan(QUAN)
    assert "Phân công đảng viên theo dõi" in asked_of(plan, "Các tổ chức cơ sở đảng trực thuộc")
    assert "Quận ủy phân công đảng viên" not in text(plan)


def test_a_paragraph_that_turns_to_the_cells_stays_with_them() -> None:
    cells = "Đối với các chi bộ khu phố, đưa đoàn viên vào tổ số. Phối hợp với nhà trường mở lớp."
    order = Order().say("Rà soát hạ tầng.", addressee="Các đảng ủy xã, phường").say(cells, part="III", addressee="các chi bộ khu phố")
    asked = asked_of(order.plan(), "Các tổ chức cơ sở đảng trực thuộc")
    assert "Các chi bộ khu phố đưa đoàn viên vào tổ số." in asked


@pytest.mark.parametrize(
    ("before", "carried"),
    [("Đối với những đơn vị đăng ký trên 100 lớp thì Ban Thường vụ Quận ủy chọn 60 người. ", True), ("Rà soát hạ tầng. ", False)],
)
def test_the_other_units_are_the_units_own_second_case_or_nobodys(before: str, carried: bool) -> None:
    said = f"{before}Các đảng bộ khác tổ chức lễ ra quân theo số lượng phù hợp."
    plan = of_a_city().say(said, part="III", addressee="Ban Thường vụ quận ủy, huyện ủy").plan(QUAN)
    assert ("nếu không, tổ chức lễ ra quân" in text(plan)) is carried
    assert (fate(plan, "Các đảng bộ khác") == "excluded") is not carried
    assert "những đơn vị" not in text(plan)


def test_to_lead_the_organisations_is_an_order_to_the_committee() -> None:
    said = "Lãnh đạo các đoàn thể nhân dân làm tốt công tác tuyên truyền."
    plan = of_a_city().say(said, addressee="Các cấp ủy").plan(QUAN)
    assert "[………] làm tốt" not in text(plan)
    assert "Lãnh đạo các đoàn thể nhân dân quận làm tốt" in text(plan)


def test_a_committee_of_a_district_files_in_its_office() -> None:
    assert (
        of_a_city().say("Các quận ủy rà soát hạ tầng.", addressee="Các quận ủy").plan(QUAN).foot.recipients[-1] == "Lưu Văn phòng Quận ủy"
    )


PROVINCE: Any = {"issuer": "Ủy ban nhân dân tỉnh Hà Phong", "number": "09/CT-UBND"}
BELOW_A_DISTRICT = Unit(
    name="xã Tân An", level="commune", kind="xã", superior="Ủy ban nhân dân huyện Hà Sơn", place="Tân An", residential=("thôn",),
    organs={"front": "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "organisations": "các tổ chức chính trị - xã hội xã"},
)  # fmt: skip


def through_a_district() -> Plan:
    order = Order(**PROVINCE).say("Trạm y tế xã lập danh sách trẻ, cập nhật trước ngày 25 hằng tháng.", addressee="trạm y tế xã")
    order.say("Kết thúc buổi tiêm, cơ sở tiêm chủng nhập dữ liệu lên hệ thống, chậm nhất 24 giờ.", addressee="cơ sở tiêm chủng")
    order.due("chậm nhất 24 giờ", "2024-05-01")
    order.say("Hằng năm, mỗi huyện tổ chức ít nhất 02 đợt ra quân; mỗi trạm y tế có ít nhất 03 cán bộ được tập huấn.", part="I")
    order.figure("ít nhất 02 đợt ra quân", 2, "đợt ra quân", each="mỗi huyện").figure(
        "ít nhất 03 cán bộ", 3, "cán bộ", each="mỗi trạm y tế"
    )
    front = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Hội Liên hiệp Phụ nữ tỉnh, Tỉnh đoàn"
    order.say("Vận động hội viên, đoàn viên đưa con, em đi tiêm.", part="III", addressee=front, inherited=True)
    districts = "Ủy ban nhân dân các huyện, thị xã, thành phố"
    order.say("Giao chỉ tiêu đến từng xã, phường.", part="III", addressee=districts, inherited=True)
    order.say("Quá trình thực hiện có vướng mắc, các đơn vị phản ánh qua Sở Y tế.", part="III", addressee="các đơn vị")
    return generate.draft(replace(order.facts(), issued_on="2024-03-12"), BELOW_A_DISTRICT, date=dt.date(2024, 3, 25))


def test_a_paper_of_the_province_comes_through_the_district() -> None:
    plan = through_a_district()
    assert plan.foot.recipients[0] == "Ủy ban nhân dân huyện (báo cáo)"
    assert "báo cáo Ủy ban nhân dân huyện" in text(plan)
    assert "Ủy ban nhân dân tỉnh" not in text(plan).split("\n", 1)[1]
    assert fate(plan, "Giao chỉ tiêu đến từng xã") == "excluded"


def test_the_time_of_a_sentence_holds_for_its_last_clause_too() -> None:
    assert "Hằng năm, Trạm Y tế xã có ít nhất 03 cán bộ được tập huấn." in text(through_a_district())


def test_the_front_reports_to_nobody_of_the_state() -> None:
    closing = through_a_district().closing[-1].text
    assert "các thôn, Ủy ban Mặt trận Tổ quốc Việt Nam xã, các tổ chức chính trị - xã hội xã phản ánh về" in closing


def test_who_leads_is_taken_from_the_sentence_behind_its_time() -> None:
    table = through_a_district().task_table
    assert table is not None
    rows = [[piece_text(cell or "") for cell in row.cells] for row in table.rows]
    assert ["Nhập dữ liệu lên hệ thống", "Cơ sở tiêm chủng"] in [row[1:3] for row in rows]
    assert "Chậm nhất 24 giờ sau khi kết thúc buổi tiêm" in [row[-2] for row in rows]
    assert all(cell for row in rows for cell in row)


@pytest.mark.parametrize("issued", ["2024-09-20", None])
def test_a_districts_duties_are_the_communes_since_the_districts_ended(issued: str | None) -> None:
    who = "UBND các huyện, thị xã, thành phố"
    order = Order(**PROVINCE).say("Rà soát các công trình cầu trên địa bàn.", addressee=who, inherited=True)
    plan = generate.draft(replace(order.facts(), issued_on=issued), BELOW_A_DISTRICT, date=DAY)
    assert "Rà soát các công trình cầu" in text(plan)


def test_what_the_superior_leaves_to_choose_is_marked_for_choice() -> None:
    said = "Đối với những đơn vị đăng ký trên 100 lớp thì Ban Thường vụ Quận ủy chọn 60 người vào dịp 07/11/2026. "
    plan = of_a_city().say(f"{said}Các đảng bộ khác tổ chức lễ ra quân vào dịp 20/11/2026.", part="III", addressee="các quận ủy").plan(QUAN)
    assert "nếu không, tổ chức lễ ra quân" in text(plan)
    assert "Trường hợp" not in text(plan)
    assert "choice" in {blank.field for blank in plan.blanks()}


def test_heads_named_beside_the_superiors_members_are_the_units_own() -> None:
    said = "Các đồng chí Ủy viên Ban Thường vụ Thành ủy, bí thư các quận ủy, huyện ủy phát huy vai trò, trách nhiệm."
    plan = of_a_city().say(said, part="III").plan(QUAN)
    asked = asked_of(plan, "Bí thư Quận ủy, các đồng chí Quận ủy viên, người đứng đầu các cơ quan, đơn vị")
    assert asked == "Phát huy vai trò, trách nhiệm."
