"""What must never stand in a plan that somebody signs: another's figures, another's duties, half-changed words."""

from __future__ import annotations

from dataclasses import replace

import pytest

import generate
from extract.directive import Anchor, Section
from generate.errors import UnitsFault
from generate.plan import Number
from generate.unit import Unit
from generate.units_file import load_units
from tests.generate.orders import BARE, DAY, TAN_AN, Order, asked_of, codes, fate, text


def test_the_introduction_is_not_carried_down() -> None:
    order = Order().say("Đây là lần đầu tỉnh ta làm việc này. Năm 2021, toàn tỉnh có 98,5% số hộ tham gia.", part=None)
    plan = order.figure("98,5% số hộ", 98.5, "%", status="result").say("Rà soát hạ tầng số.").plan()
    assert "98,5" not in text(plan)
    assert "lần đầu" not in text(plan)
    assert "Rà soát hạ tầng số." in text(plan)


@pytest.mark.parametrize("status", ["result", "cited"])
def test_a_sentence_that_reports_a_figure_stays_out(status: str) -> None:
    order = Order().say("Các địa phương mở được 412 lớp; còn 37 thôn chưa có lớp nào. Mở thêm lớp ở thôn xa.", part="I")
    plan = order.figure("412 lớp", 412, "lớp", status=status).plan()
    assert "412" not in text(plan)
    assert "37" not in text(plan)
    assert "Mở thêm lớp ở thôn xa." in text(plan)
    assert fate(plan, "37 thôn") == "excluded"


def test_another_organisations_count_is_not_the_units() -> None:
    order = Order().say(
        "Tỉnh Đoàn giới thiệu ít nhất 750 đoàn viên ưu tú; báo cáo kết quả trước ngày 10/12/2026.", part="III", addressee="Tỉnh Đoàn"
    )
    order.figure("ít nhất 750 đoàn viên", 750, "đoàn viên")
    assert asked_of(order.plan(), "Đoàn Thanh niên xã") == "Giới thiệu đoàn viên ưu tú."
    assert "750" not in text(order.plan())
    assert "10/12/2026" not in text(order.plan())
    assert fate(order.plan(BARE), "Tỉnh Đoàn") == "excluded"


@pytest.mark.parametrize(
    "said",
    [
        "Đề nghị Đảng ủy Ủy ban nhân dân tỉnh chỉ đạo Sở Tài chính bố trí kinh phí.",
        "Ủy ban nhân dân tỉnh giao các sở, ban, ngành lập dự toán.",
        "Sở Nội vụ tổng hợp kết quả.",
        "Hội Khuyến học tỉnh phát động phong trào.",
    ],
)
def test_a_duty_of_the_provinces_bodies_is_left_out_with_its_reason(said: str) -> None:
    body = said.removeprefix("Đề nghị ").split(" chỉ đạo")[0].split(" giao")[0].split(" tổng hợp")[0].split(" phát động")[0]
    plan = Order().say("Rà soát hạ tầng.").say(said, part="III", addressee=body).plan()
    duty = next(duty for duty in plan.obligations if duty.duty == said)
    assert (duty.status, bool(duty.reason)) == ("excluded", True)
    assert "Sở" not in text(plan)


@pytest.mark.parametrize(
    "said",
    [
        "Đảng ủy phường Bến Gỗ kiểm điểm trách nhiệm.",
        "Đảng ủy các phường Bến Gỗ, Cầu Ngang kiểm điểm trách nhiệm.",
        "Đảng ủy Công an phường Bến Gỗ kiểm điểm trách nhiệm.",
        "Mỗi huyện ủy, thị ủy kiểm điểm trách nhiệm.",
    ],
)
def test_what_is_said_to_others_by_name_or_class_stays_out(said: str) -> None:
    plan = Order().say("Rà soát hạ tầng.").say(said, addressee=said.removesuffix(" kiểm điểm trách nhiệm.")).plan()
    assert "kiểm điểm" not in text(plan)


@pytest.mark.parametrize(
    "said",
    ["Bình quân mỗi năm toàn tỉnh lập mới 640 tổ công nghệ.", "Giao chỉ tiêu cho các xã, phường với tổng số 640 tổ công nghệ."],
)
def test_the_superiors_total_is_never_the_units(said: str) -> None:
    plan = Order().say("Rà soát hạ tầng.").say(said).figure("640", 640, "tổ công nghệ", each="mỗi năm").plan()
    assert "640" not in text(plan)


def test_a_count_said_to_many_at_once_is_told() -> None:
    order = Order().say("Các đảng ủy xã, phường trồng mới tối thiểu 120 km hàng rào xanh.", addressee="Các đảng ủy xã, phường")
    assert "figure-shared" in codes(order.figure("120 km", 120, "km").plan())


def test_the_superiors_organ_is_not_half_renamed() -> None:
    plan = Order().say("Rà soát hạ tầng, gửi Ban Tổ chức Tỉnh ủy làm căn cứ.").plan()
    assert "gửi Ban Tổ chức Tỉnh ủy làm căn cứ" in text(plan)


@pytest.mark.parametrize(
    "said", ["Yêu cầu các cấp ủy nghiêm túc triển khai thực hiện Chỉ thị này./.", "Chỉ thị này có hiệu lực kể từ ngày ký."]
)
def test_closing_orders_are_no_tasks(said: str) -> None:
    plan = Order().say("Rà soát hạ tầng.").say(said).plan()
    assert [item.lines[0].text for item in plan.parts[1].items] == ["Rà soát hạ tầng."]


def test_police_duties_go_to_the_units_own_police_or_nowhere() -> None:
    said = "Đảng ủy Công an tỉnh, Đảng ủy Quân sự tỉnh xây dựng phương án bảo vệ, hoàn thành trước ngày 30/4/2026."
    order = Order().say("Rà soát hạ tầng.").say(said, addressee="Đảng ủy Công an tỉnh, Đảng ủy Quân sự tỉnh")
    assert asked_of(order.plan(), "Chi bộ Công an xã") == "Xây dựng phương án bảo vệ."
    assert "phương án" not in text(order.plan(BARE))


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Mỗi đảng ủy xã, phường mở tối thiểu 02 lớp tập huấn.", "Đảng ủy xã mở tối thiểu 02 lớp tập huấn."),
        ("Bảo đảm mỗi xã, phường có ít nhất 02 tổ công nghệ.", "Bảo đảm xã có ít nhất 02 tổ công nghệ."),
    ],
)
def test_what_each_has_to_do_is_the_units_with_its_number(said: str, right: str) -> None:
    plan = Order().say(said, part="I").figure("02", 2, "lớp", each="mỗi").plan()
    assert right in text(plan)
    assert any(number.value == 2 and number.source == "directive" for number in plan.numbers())


def test_area_words_and_grounds_inside_items() -> None:
    order = Order().say("Nâng cao chất lượng đội ngũ cán bộ của tỉnh, chú trọng cán bộ trẻ.")
    order.say("Căn cứ Chỉ thị này, các đảng ủy xã, phường lập danh sách thiết bị.", addressee="các đảng ủy xã, phường")
    plan = order.plan()
    assert "đội ngũ cán bộ của xã, chú trọng" in text(plan)
    assert "Đảng ủy lập danh sách thiết bị." in text(plan)
    assert "level-word-left" not in codes(plan)


def test_duties_of_cells_reach_the_cells() -> None:
    order = Order().say("Rà soát hạ tầng.", addressee="Các đảng ủy xã, phường")
    order.say(
        "Đối với chi bộ hai năm liền chưa đạt, đảng ủy cấp trên trực tiếp cử người phụ trách.", addressee="chi bộ hai năm liền chưa đạt"
    )
    order.figure("hai năm", 2, "năm", status="result")
    order.say("Đối với các chi bộ, tổ chức sinh hoạt chuyên đề hằng quý.", part="III", addressee="các chi bộ")
    plan = order.plan()
    assert "Đối với chi bộ hai năm liền chưa đạt, Đảng ủy cử người phụ trách." in text(plan)
    assert "sinh hoạt chuyên đề" in asked_of(plan, "Các tổ chức cơ sở đảng trực thuộc")


def test_a_body_that_only_the_directive_names_has_its_own_item() -> None:
    order = Order().say("Các đảng ủy xã, phường phân công người theo dõi.", part="III", addressee="Các đảng ủy xã, phường")
    order.say("Trạm Y tế xã bố trí máy tính phục vụ người dân.", part="III", addressee="Trạm Y tế xã")
    assert asked_of(order.plan(), "Trạm Y tế xã").startswith("Bố trí máy tính")
    assert "Trạm Y tế xã" in order.plan().foot.recipients


def test_what_happens_belongs_to_nobody_before_it() -> None:
    order = Order().say("Trung tâm Chính trị các xã, phường bố trí lớp vào buổi tối.", addressee="Trung tâm Chính trị các xã, phường")
    order.say("Lễ bế giảng được tổ chức gọn nhẹ.", addressee="Trung tâm Chính trị các xã, phường", inherited=True)
    plan = order.plan(TAN_AN.model_copy(update={"organs": {**TAN_AN.organs, "training": "Trung tâm Chính trị xã"}}))
    assert "Lễ bế giảng" not in asked_of(plan, "Trung tâm Chính trị xã")
    assert "Lễ bế giảng được tổ chức gọn nhẹ." in text(plan)


@pytest.mark.parametrize(
    ("due", "lead", "day", "found"),
    [
        ("2026-04-23", 5, "17/4/2026", False),  # the 18th is a Saturday
        ("2026-04-24", 5, "17/4/2026", False),  # the 19th is a Sunday
        ("2026-04-22", 5, "17/4/2026", False),
        ("2026-02-08", 5, None, True),
        ("2026-04-22", None, None, False),
    ],
)
def test_own_days_come_before_the_superiors(due: str, lead: int | None, day: str | None, found: bool) -> None:
    said = "Các đảng ủy xã, phường gửi báo cáo kết quả về Ban Thường vụ Tỉnh ủy trước ngày đã định."
    order = Order().say("Rà soát hạ tầng.").say(said, part="III", addressee="Các đảng ủy xã, phường").due("trước ngày đã định", due)
    plan = order.plan(TAN_AN.model_copy(update={"lead_days": lead}))
    printed = [piece.text for piece in plan.numbers() if piece.field == "deadline.lower.report"]
    assert printed == ([day] if day else [])
    assert ("lower.report.day" in {blank.field for blank in plan.blanks()}) is (day is None)
    assert ("deadline-too-short" in codes(plan)) is found


def test_the_units_own_single_day_stays_out_of_the_text() -> None:
    said = "Các đảng ủy xã, phường xây dựng kế hoạch của đảng bộ mình, gửi về Ban Thường vụ Tỉnh ủy chậm nhất ngày 28/02/2026."
    plan = Order().say("Rà soát hạ tầng.").say(said, part="III", addressee="Các đảng ủy xã, phường").plan()
    assert "28/02/2026" not in text(plan)
    assert fate(plan, "xây dựng kế hoạch") == "covered"


def test_a_person_is_told_what_the_draft_leaves_open() -> None:
    order = Order().say("Chịu trách nhiệm trước tỉnh về kết quả.").say("Lập danh sách (kèm mẫu gửi về.").say("Rà soát.").say("Rà soát.")
    assert {"level-word-left", "source-unclear", "sentence-twice"} <= codes(order.plan())


def test_a_day_that_is_over_is_told() -> None:
    order = Order().say("Rà soát hạ tầng xong trước ngày 30/01/2026.").due("trước ngày 30/01/2026", "2026-01-30")
    assert "deadline-passed" in codes(order.plan())


def test_a_state_paper_is_carried_out_by_the_state() -> None:
    order = Order(issuer="Ủy ban nhân dân tỉnh Hà Phong", number="09/CT-UBND").say(
        "Ủy ban nhân dân các xã, phường lập tổ công nghệ; báo cáo Ủy ban nhân dân tỉnh khi có vướng mắc.",
        addressee="Ủy ban nhân dân các xã, phường",
    )
    plan = order.say("Sở Y tế cấp thuốc.", addressee="Sở Y tế").plan()
    assert plan.rulebook == "state-2020"
    assert plan.head.issuer == "ỦY BAN NHÂN DÂN XÃ TÂN AN"
    assert plan.foot.authority == "TM. ỦY BAN NHÂN DÂN"
    assert "Ủy ban nhân dân xã lập tổ công nghệ" in text(plan)
    assert "Đảng ủy" not in text(plan)
    assert fate(plan, "Sở Y tế") == "excluded"
    assert "state-draft" in codes(plan)


@pytest.mark.parametrize(("said", "kind"), [("ward", "phường"), ("commune", "xã"), ("Phuong", "phường"), ("Trường học", "trường học")])
def test_kinds_are_vietnamese(said: str, kind: str) -> None:
    assert Unit(name="An Bình", kind=said).kind == kind


def test_an_unknown_kind_is_refused_in_plain_words(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "units.toml"
    file.write_text('[[unit]]\nname = "An Bình"\nkind = "borough"\n', encoding="utf-8")
    with pytest.raises(UnitsFault, match=r"dòng 3.*không nhận ra loại đơn vị “borough”"):
        load_units(file)


def test_every_figure_has_a_source() -> None:
    plan = Order().say("Phấn đấu trên 90% số hộ dùng dịch vụ số.").figure("trên 90% số hộ", 90, "%").plan()
    assert all(isinstance(piece, Number) or not any(c.isdigit() for c in str(piece)) for line in plan.lines() for piece in line.pieces)


def test_a_day_that_is_over_is_left_open() -> None:
    order = Order().say("Rà soát hạ tầng xong trước ngày 30/01/2026.").due("trước ngày 30/01/2026", "2026-01-30")
    plan = order.plan()
    assert "30/01/2026" not in text(plan)
    assert "deadline.passed" in {blank.field for blank in plan.blanks()}


def test_two_who_issue_together_are_named_one_by_one() -> None:
    order = Order(issuer="Sở Y tế -Công Đoàn Ngành", number="33/KHLT-SYT").say("Rà soát hạ tầng.")
    order.say("Kết thúc đợt ra quân các đơn vị báo cáo về Công đoàn ngành.", part="III", addressee="Các đơn vị trực thuộc", inherited=True)
    order.say("Xây dựng hướng dẫn các đơn vị.", addressee="Ngành Y tế", inherited=True)
    order.say("Tăng cường các đoàn kiểm tra liên ngành tại các đơn vị.")
    plan = generate.draft(order.facts(), Unit(name="Bệnh viện Hà Phong", kind="bệnh viện"), date=DAY)
    assert plan.foot.recipients[:2] == ("Sở Y tế (báo cáo)", "Công đoàn ngành (báo cáo)")
    assert "của Sở Y tế và Công đoàn ngành" in text(plan)
    assert "Kết thúc đợt ra quân, Bệnh viện Hà Phong báo cáo về Công đoàn ngành." in text(plan)
    assert "hướng dẫn các đơn vị" not in text(plan) and "liên ngành" not in text(plan)


def test_theme_and_time_are_no_tasks() -> None:
    order = Order().say("Rà soát hạ tầng.")
    order.say("“Chung tay vì cộng đồng số”.", part="III").say("Từ ngày 15/11/2026 đến ngày 15/12/2026.", part="I")
    facts = order.facts()
    titles = {"sI": "THỜI GIAN", "sIII": "CHỦ ĐỀ CỦA THÁNG"}
    sections = tuple(replace(section, title=titles.get(section.id, section.title)) for section in facts.sections)
    plan = generate.draft(replace(facts, sections=sections), TAN_AN, date=DAY)
    assert "CHỦ ĐỀ, THỜI GIAN" in [part.title for part in plan.parts]
    tasks = next(part for part in plan.parts if part.title == "NHIỆM VỤ, GIẢI PHÁP")
    assert [line.text for item in tasks.items for line in item.lines] == ["Rà soát hạ tầng."]


def test_rounds_say_of_what() -> None:
    facts = Order().say("đợt 1 đến hết ngày 15/5/2026; đợt 2 trong quý III/2026.").facts()
    sections = tuple(replace(section, title="Tiêm bù, tiêm vét") if section.id == "sII" else section for section in facts.sections)
    plan = generate.draft(replace(facts, sections=sections), TAN_AN, date=DAY)
    assert "Tổ chức tiêm bù, tiêm vét: đợt 1 đến hết ngày 15/5/2026; đợt 2 trong quý III/2026." in text(plan)


def test_a_general_aim_stands_among_the_purposes() -> None:
    facts = Order().say("Khôi phục, duy trì tỷ lệ bao phủ ở mức cao.", part="I").say("Rà soát hạ tầng.").facts()
    sections = tuple(replace(section, title="Mục tiêu chung") if section.id == "sI" else section for section in facts.sections)
    plan = generate.draft(replace(facts, sections=sections), TAN_AN, date=DAY)
    assert "Khôi phục, duy trì" in plan.parts[0].items[0].lines[0].text


def test_a_short_reference_is_said_in_full_where_it_stands_first() -> None:
    opening = (
        "Thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2025 của Trung ương “Về chuyển đổi số” (viết tắt là Nghị quyết số 21-NQ/TW), yêu cầu:"
    )
    order = Order().say(opening, part=None, kind="other").say("Các đảng ủy xã, phường triển khai Nghị quyết số 21-NQ/TW.")
    said = text(order.say("Các đảng ủy xã, phường kiểm tra việc học tập Nghị quyết số 21-NQ/TW.").plan())
    assert "triển khai Nghị quyết số 21-NQ/TW ngày 16/6/2025 của Trung ương “Về chuyển đổi số”." in said
    assert "kiểm tra việc học tập Nghị quyết số 21-NQ/TW." in said


def test_conduct_is_said_of_the_persons_before() -> None:
    said = "Nâng cao trách nhiệm của các đảng viên được phân công giúp đỡ người dân. Đặc biệt, phải thật sự gương mẫu trong công tác."
    plan = Order().say(said, addressee="Các đảng ủy xã, phường").plan()
    assert "Đảng viên được phân công thật sự gương mẫu trong công tác." in text(plan)


def test_the_units_own_report_keeps_the_superiors_day() -> None:
    said = "Các đảng ủy xã, phường báo cáo kết quả về Ban Thường vụ Tỉnh ủy chậm nhất ngày 25/3/2026."
    order = (
        Order()
        .say("Rà soát hạ tầng.")
        .say(said, part="III", addressee="Các đảng ủy xã, phường")
        .due("chậm nhất ngày 25/3/2026", "2026-03-25")
    )
    assert "tham mưu Đảng ủy báo cáo kết quả về Ban Thường vụ Tỉnh ủy chậm nhất ngày 25/3/2026." in text(order.plan())


FRONT_WORK = "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội tỉnh vận động người dân học kỹ năng số."
FRONT_OF_THE_PROVINCE = "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội tỉnh"


def test_the_committee_leads_the_organisations_that_its_profile_does_not_name() -> None:
    without = TAN_AN.model_copy(update={"organs": {"office": "Văn phòng Đảng ủy"}})
    plan = Order().say(FRONT_WORK, part="III", addressee=FRONT_OF_THE_PROVINCE).plan(without)
    assert "Lãnh đạo Mặt trận Tổ quốc, các tổ chức chính trị - xã hội xã vận động người dân" in text(plan) or asked_of(plan, "Đảng ủy")
    assert "Phân công [………] vận động" not in text(plan)
    assert "organ-unknown" in codes(plan)


def test_a_unit_of_which_only_the_name_is_known_has_the_bodies_of_its_level() -> None:
    plan = Order().say(FRONT_WORK, part="III", addressee=FRONT_OF_THE_PROVINCE).plan(BARE)
    assert asked_of(plan, "Ủy ban Mặt trận Tổ quốc Việt Nam xã, các tổ chức chính trị - xã hội xã").startswith("Vận động người dân")
    assert "usual-bodies" in codes(plan)


def test_what_a_profile_leaves_out_stays_a_blank() -> None:
    written = Unit(name="xã Tân An", level="commune", kind="xã", committee="Đảng ủy xã Tân An", place="Tân An")
    plan = Order().say(FRONT_WORK, part="III", addressee=FRONT_OF_THE_PROVINCE).plan(written)
    assert "usual-bodies" not in codes(plan)
    assert "organ-unknown" in codes(plan)


def test_an_organ_reports_through_its_committee() -> None:
    said = "Cuối năm, Ban Xây dựng Đảng của đảng ủy cấp xã lập dự trù máy móc, báo cáo Ban Thường vụ Tỉnh ủy."
    order = Order().say("Rà soát hạ tầng.").say(said)
    assert "dự trù máy móc; tham mưu Đảng ủy báo cáo Ban Thường vụ Tỉnh ủy." in text(order.plan())


def test_the_superiors_guidance_is_followed_not_given() -> None:
    order = Order().say("Rà soát hạ tầng.")
    plan = order.say("Ban Tổ chức Tỉnh ủy hướng dẫn quy trình chọn người.", part="III", addressee="Ban Tổ chức Tỉnh ủy").plan()
    assert "quy trình chọn người theo hướng dẫn của Ban Tổ chức Tỉnh ủy" in text(plan)


def test_a_paper_taught_to_every_member_is_not_made_known_again() -> None:
    order = Order().say("Các đảng ủy xã, phường quán triệt Chỉ thị này đến từng chi bộ, đảng viên.", addressee="Các đảng ủy xã, phường")
    plan = order.say("Chỉ thị này phổ biến đến chi bộ.", part=None, kind="other").plan()
    tasks = next(part for part in plan.parts if part.title == "NHIỆM VỤ, GIẢI PHÁP")
    assert sum(line.text.count("Chỉ thị số 09-CT/TU đến") for item in tasks.items for line in item.lines) == 1


def test_cells_that_a_commune_has_not_listed_are_told_what_is_theirs() -> None:
    said = "Đối với chi bộ quân sự, lập sổ theo dõi dân quân; phân công người kèm cặp. Trong đợt huấn luyện, tổ chức nói chuyện."
    plan = Order().say(said, part="III", addressee="chi bộ quân sự").say("Rà soát hạ tầng.").plan(BARE)
    cells = asked_of(plan, "Các tổ chức cơ sở đảng trực thuộc")
    assert cells.startswith("Chi bộ quân sự lập sổ theo dõi dân quân; phân công người kèm cặp.")
    assert "Trong đợt huấn luyện, tổ chức nói chuyện." in cells


def test_a_school_cell_hands_its_organisations_their_target() -> None:
    school = Unit(
        name="Chi bộ Trường Hoa Mai", level="cell", kind="trường học", organs={"union": "Công đoàn Trường", "youth": "Đoàn Trường"}
    )
    said = "Các đảng ủy giao chỉ tiêu vận động hội viên cho các tổ chức chính trị - xã hội, chỉ tiêu mở lớp cho các chi bộ trực thuộc."
    plan = Order().say("Rà soát hạ tầng.").say(said, addressee="Các đảng ủy").plan(school)
    assert "cho Công đoàn Trường, Đoàn Trường: [………]." in text(plan)
    assert "chi bộ trực thuộc: [………]" not in text(plan)


def test_a_report_to_the_area_goes_to_its_committee() -> None:
    order = Order().say("Rà soát hạ tầng.").say("Cuối tuần tập hợp số liệu, báo cáo về tỉnh.", addressee="Các đảng ủy xã, phường")
    assert "báo cáo Ban Thường vụ Tỉnh ủy." in text(order.plan())


def test_a_paragraph_that_only_names_who_is_no_task() -> None:
    order = Order().say("Thủ trưởng các cơ quan; Chủ tịch Ủy ban nhân dân các xã, phường có trách nhiệm:", kind="duty")
    assert "Thủ trưởng các cơ quan" not in text(order.say("Rà soát hạ tầng.").plan())


def test_the_own_class_is_meant_although_an_organ_of_the_superiors_is_named_before_it() -> None:
    said = "Ban Tuyên giáo Tỉnh ủy, cấp ủy cơ sở đảng tăng cường tuyên truyền về an toàn số."
    plan = Order().say(said, addressee="Ban Tuyên giáo Tỉnh ủy, cấp ủy cơ sở đảng").plan()
    assert "Đảng ủy tăng cường tuyên truyền về an toàn số." in text(plan)
    assert fate(plan, "Ban Tuyên giáo") == "covered"


def test_what_is_urged_once_more_is_said_once_with_its_urgency() -> None:
    order = Order().say("Cấp ủy cơ sở rà soát danh sách hộ chưa có mạng ở các thôn.", part="III", addressee="Cấp ủy cơ sở")
    said = "Cấp ủy cơ sở xây dựng kế hoạch, trước mắt cần nhanh chóng rà soát danh sách hộ chưa có mạng."
    order.say(said, part="III", addressee="Cấp ủy cơ sở")
    assert text(order.plan()).count("rà soát danh sách hộ") == 1
    assert "Trước mắt, nhanh chóng rà soát danh sách hộ chưa có mạng ở các thôn" in text(order.plan())


def test_what_a_paragraph_says_before_its_colon_stays_with_its_figures() -> None:
    order = Order().say("mỗi trường 02 lớp tin học.", part="II")
    facts = order.facts()
    place = replace(facts.provisions[0].anchor, start=18, end=18 + len("mỗi trường 02 lớp tin học."))
    main = Section("s8", "IV.", "Trường học số", 1, None, Anchor(1, place.block - 1, 0, 13, None, "Trường học số"))
    title = Section("s9", "2.", "Dạy tin học", 2, "s8", Anchor(1, place.block, 0, 15, None, "2. Dạy tin học"))
    told = replace(facts.provisions[0], section="s9", anchor=place)
    plan = generate.draft(replace(facts, sections=(*facts.sections, main, title), provisions=(told,)), TAN_AN, date=DAY)
    assert "Dạy tin học: mỗi trường 02 lớp tin học." in text(plan)


def test_a_cell_takes_no_other_cells_work() -> None:
    order = Order(issuer="Ban Thường vụ Huyện ủy Tân Hà", number="09-CT/HU")
    order.say("rà soát án tồn.", addressee="Chi bộ Tòa án nhân dân, Chi bộ Viện Kiểm sát nhân dân", inherited=True)
    order.say("Các đảng ủy xã báo cáo tiến độ; sau mỗi đợt bão, chậm nhất 24 giờ phải có báo cáo nhanh.", addressee="Các đảng ủy xã")
    plan = order.plan(Unit(name="Chi bộ Cơ quan Bảo hiểm", level="cell", kind="cơ quan"))
    assert "án tồn" not in text(plan)
    assert "báo cáo nhanh" not in text(plan)


def test_a_youth_organisation_plans_in_its_own_name() -> None:
    facts = replace(Order(issuer="Ban Thường vụ Tỉnh đoàn", number="19-KH/TĐTN").say("Mỗi huyện, thành đoàn mở 02 lớp.").facts(), kind="KH")
    plan = generate.draft(facts, Unit(name="Huyện đoàn Tân Hà", level="district", kind="huyện"), date=DAY)
    assert plan.head_issuer == "HUYỆN ĐOÀN TÂN HÀ"
    assert "Huyện đoàn mở 02 lớp" in text(plan)
    assert "Đảng ủy" not in text(plan) and "cơ sở đảng" not in text(plan)
