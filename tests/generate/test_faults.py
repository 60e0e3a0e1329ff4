"""What must never stand in a plan that somebody signs: another's figures, another's duties, half-changed words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import generate
from extract.directive import Anchor, Deadline, Directive, Provision, Section, Source, Target
from generate.errors import UnitsFault
from generate.plan import Number, Piece, Pieces, Plan, piece_text
from generate.unit import LowerUnit, Unit
from generate.units_file import load_units
from generate.wording import capital

DAY = dt.date(2026, 2, 2)
HEADS = {"I": "MỤC TIÊU", "II": "NHIỆM VỤ, GIẢI PHÁP", "III": "TỔ CHỨC THỰC HIỆN"}
TAN_AN = Unit(
    name="xã Tân An", level="commune", kind="xã", committee="Đảng ủy xã Tân An", superior="Đảng bộ tỉnh Hà Phong", place="Tân An",
    residential=("thôn",), lead_days=5, lower=(LowerUnit(name="Chi bộ Công an xã"), LowerUnit(name="Chi bộ thôn Đông", kind="thôn")),
    organs={
        "office": "Văn phòng Đảng ủy", "organisation": "Ban Xây dựng Đảng", "propaganda": "Ban Xây dựng Đảng",
        "government": "Ủy ban nhân dân xã", "front": "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "youth": "Đoàn Thanh niên xã",
    },
)  # fmt: skip
BARE = Unit(name="xã Tân An", level="commune", kind="xã")


def anchor(block: int, text: str, part: str | None = None) -> Anchor:
    start = text.index(part) if part else 0
    return Anchor(1, block, start, start + len(part or text), None, part or text)


class Order:
    """A province's chỉ thị, put together line by line."""

    def __init__(self, *, issuer: str = "Ban Thường vụ Tỉnh ủy Hà Phong", number: str = "09-CT/TU") -> None:
        self._issuer, self._number = issuer, number
        self._provisions: list[Provision] = []
        self._targets: list[Target] = []
        self._deadlines: list[Deadline] = []

    def say(
        self, text: str, *, part: str | None = "II", addressee: str | None = None, kind: str = "duty", inherited: bool = False
    ) -> Order:
        block = 10 * (["", *HEADS].index(part) if part else 0) + len(self._provisions)
        name = f"p{len(self._provisions) + 1}"
        section = f"s{part}" if part else None
        self._provisions.append(Provision(name, kind, addressee, inherited, section, anchor(100 + block, text)))  # type: ignore[arg-type]
        return self

    def figure(self, words: str, low: float | None, unit: str, *, status: str = "target", each: str | None = None) -> Order:
        last = self._provisions[-1].anchor
        place = anchor(last.block, last.quote, words)
        target = Target(f"t{len(self._targets) + 1}", status, None, low, None, False, unit, None, each, None, None, None, place)  # type: ignore[arg-type]
        self._targets.append(target)
        return self

    def due(self, words: str, day: str) -> Order:
        last = self._provisions[-1].anchor
        self._deadlines.append(Deadline("d1", "by", None, day, None, "báo cáo", None, None, None, anchor(last.block, last.quote, words)))
        return self

    def facts(self) -> Directive:
        sections = tuple(
            Section(f"s{label}", f"{label}-", title, 1, None, Anchor(1, 100 + 10 * place - 1, 0, len(title), None, title))
            for place, (label, title) in enumerate(HEADS.items(), 1)
        )
        return Directive(
            source=Source("chi-thi.docx", "c" * 64, "docx", 2, ocr=False, confidence=None), kind="CT", number=self._number,
            issued_on="2026-01-12", issuer=self._issuer, level="province", subject="đẩy mạnh chuyển đổi số", sections=sections,
            provisions=tuple(self._provisions), targets=tuple(self._targets), deadlines=tuple(self._deadlines),
        )  # fmt: skip

    def plan(self, unit: Unit = TAN_AN) -> Plan:
        return generate.draft(self.facts(), unit, date=DAY)


def text(plan: Plan) -> str:
    return "\n".join(line.text for line in plan.lines())


def asked_of(plan: Plan, body: str) -> str:
    """What part IV asks of the body, under its heading or in one sentence with its name."""
    for item in plan.parts[-1].items:
        said = "\n".join(line.text for line in item.lines)
        if item.heading == body:
            return said
        if said.startswith(body):
            return capital(said.removeprefix(body).strip())
    return ""


def codes(plan: Plan) -> set[str]:
    return {found.code for found in plan.findings}


def fate(plan: Plan, words: str) -> str:
    return next(duty.status for duty in plan.obligations if words in duty.duty)


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


def test_no_cell_of_the_table_of_tasks_is_left_without_a_mark() -> None:
    order = Order().say("Xây dựng kế hoạch số hóa hồ sơ.").say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Mở lớp học số.")
    order.say("Hằng tuần kiểm tra, ngày 25 hằng tháng báo cáo kết quả.")
    table = order.plan().task_table
    assert table is not None
    assert "Phối hợp" not in [head for head, _ in table.columns]
    assert all(row.cells[place] for row in table.rows for place in range(len(table.columns)))
    assert "Hằng tuần; ngày 25 hằng tháng" in {generate.plan.piece_text(cell) for row in table.rows for cell in row.cells if cell}


def row_of(plan: Plan, words: str) -> dict[str, str]:
    """The row of the table of tasks whose work holds the words, by the heads of its columns."""
    table = plan.task_table
    assert table is not None
    heads = [head for head, _ in table.columns]
    rows = [dict(zip(heads, map(cell_text, row.cells), strict=True)) for row in table.rows]
    return next(row for row in rows if words in row["Nội dung công việc"])


def cell_text(cell: Piece | Pieces | None) -> str:
    return "".join(map(piece_text, cell)) if isinstance(cell, tuple) else piece_text(cell or "")


KE = "Nộp bản kê máy tính về Ủy ban nhân dân, xong trước ngày 20/5/2026."
PUPILS = "Phối hợp với nhà trường, trạm y tế lập danh sách học sinh trong tháng 4/2026."
GIVEN = "Trao máy cho học sinh nghèo, trao xong trước ngày 20/5/2026."


@pytest.mark.parametrize(
    ("said", "words", "column", "cell"),
    [
        (KE, "máy tính", "Nội dung công việc", "Nộp bản kê máy tính về Ủy ban nhân dân"),
        (KE, "máy tính", "Thời hạn", "Trước ngày 20/5/2026"),
        ("Định kỳ 6 tháng, năm báo cáo số hộ dùng mạng.", "số hộ", "Nội dung công việc", "Báo cáo số hộ dùng mạng"),
        ("Định kỳ 6 tháng, năm báo cáo số hộ dùng mạng.", "số hộ", "Thời hạn", "Định kỳ 6 tháng, năm"),
        ("Dọn đường dây vào sáng thứ Bảy hằng tuần.", "đường dây", "Thời hạn", "Vào sáng thứ Bảy hằng tuần"),
        ("Trực mạng từ ngày 01/6 đến hết ngày 30/6/2026.", "Trực mạng", "Thời hạn", "Từ ngày 01/6 đến hết ngày 30/6/2026"),
        (GIVEN, "Trao máy", "Nội dung công việc", GIVEN[:-1]),
        ("Thường xuyên kiểm tra, báo cáo tiến độ; khi kết thúc, đánh giá kết quả.", "tiến độ", "Thời hạn", "Thường xuyên; khi kết thúc"),
        ("Lập sổ theo dõi xong trước ngày 20/5/2026; coi đây là việc của quý II/2026.", "Lập sổ", "Thời hạn", "Trước ngày 20/5/2026"),
        ("Bí thư Đảng ủy xã trực tiếp đối thoại với người dân vào thứ Sáu hằng tuần.", "đối thoại", "Chủ trì", "Bí thư Đảng ủy xã"),
        ("Cử người giúp từng hộ; mỗi chi bộ thôn nhận một việc, xong trước ngày 20/5/2026.", "một việc", "Chủ trì", "Mỗi chi bộ thôn"),
        (PUPILS, "học sinh", "Nội dung công việc", "Lập danh sách học sinh"),
        (PUPILS, "học sinh", "Phối hợp", "Nhà trường, trạm y tế"),
        ("Phối hợp với cơ quan tham mưu, giúp việc mở lớp nghiệp vụ.", "nghiệp vụ", "Phối hợp", "Cơ quan tham mưu, giúp việc"),
        ("Lập phương án cấp điện, phối hợp với công ty điện có biện pháp dự phòng.", "cấp điện", "Phối hợp", "Công ty điện"),
    ],
)  # fmt: skip
def test_each_column_of_the_table_says_its_own(said: str, words: str, column: str, cell: str) -> None:
    order = Order().say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Xây dựng kế hoạch số hóa hồ sơ.").say("Mở lớp học số.")
    assert row_of(order.say(said).plan(), words)[column] == cell


def test_a_case_that_refers_back_stands_in_the_row_of_the_first() -> None:
    order = Order().say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Xây dựng kế hoạch số hóa hồ sơ.").say("Mở lớp học số.")
    order.say("Xã có trên 500 hộ tổ chức ngày hội số vào dịp 10/10/2026. Nếu không thuộc trường hợp trên, tổ chức vào dịp 20/11/2026.")
    row = row_of(order.plan(), "ngày hội số")
    assert row["Nội dung công việc"].endswith("; nếu không thuộc trường hợp trên, tổ chức vào dịp 20/11/2026")
    assert row["Thời hạn"] == "Vào dịp 10/10/2026; vào dịp 20/11/2026"


def test_rounds_have_their_times_in_the_column() -> None:
    facts = (
        Order().say("đợt 1 từ ngày 01/4 đến ngày 15/5/2026; đợt 2 trong quý III/2026.").say("Lập danh sách hộ.").say("Mở lớp số.").facts()
    )
    sections = tuple(replace(section, title="Tặng máy tính cũ") if section.id == "sII" else section for section in facts.sections)
    row = row_of(generate.draft(replace(facts, sections=sections), TAN_AN, date=DAY), "ặng máy tính cũ")
    assert row["Thời hạn"] == "Đợt 1: từ ngày 01/4 đến ngày 15/5/2026; đợt 2: trong quý III/2026"
    assert "15/5" not in row["Nội dung công việc"]


def test_what_governs_a_series_holds_behind_the_semicolon() -> None:
    order = Order().say("Phấn đấu mỗi thôn có 01 tổ công nghệ; mỗi trường có 02 lớp số.", part="I")
    order.figure("mỗi thôn có 01 tổ công nghệ", 1, "tổ công nghệ", each="mỗi thôn")
    order.figure("mỗi trường có 02 lớp số", 2, "lớp số", each="mỗi trường")
    assert "Phấn đấu mỗi trường có 02 lớp số." in text(order.say("Rà soát hạ tầng.").plan())


def test_the_last_summing_up_is_said_once() -> None:
    order = Order().say("Rà soát hạ tầng; khi kết thúc, tiến hành tổng kết, rút kinh nghiệm.", addressee="Các đảng ủy xã, phường")
    order.say("Sau khi kết thúc, các đảng ủy xã, phường tổng kết, báo cáo kết quả.", part="III", addressee="các đảng ủy xã, phường")
    assert text(order.plan()).count("tổng kết") == 1


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


def test_few_partners_stay_in_the_work() -> None:
    order = Order()
    for thing in ("máy", "loa", "đèn", "sổ", "bảng", "bàn"):
        order.say(f"Lập danh sách {thing} trong quý I/2026.")
    plan = order.say("Phối hợp với nhà trường lập danh sách học sinh trong tháng 4/2026.").plan()
    assert plan.task_table is not None and "Phối hợp" not in [head for head, _ in plan.task_table.columns]
    assert row_of(plan, "học sinh")["Nội dung công việc"] == "Phối hợp với nhà trường lập danh sách học sinh"


def test_a_report_asked_twice_is_one_row() -> None:
    order = Order().say("Lập danh sách hộ khó khăn trong quý I/2026.").say("Xây dựng kế hoạch số hóa hồ sơ.").say("Mở lớp học số.")
    order.say("Định kỳ 6 tháng, năm báo cáo số hộ dùng mạng và số máy tính của xã.")
    order.say("Thống kê, báo cáo số hộ dùng mạng, số máy tính của xã theo định kỳ 6 tháng, năm.")
    table = order.plan().task_table
    assert table is not None
    assert sum("số hộ dùng mạng" in "".join(map(cell_text, row.cells)) for row in table.rows) == 1


def test_a_paragraph_that_only_names_who_is_no_task() -> None:
    order = Order().say("Thủ trưởng các cơ quan; Chủ tịch Ủy ban nhân dân các xã, phường có trách nhiệm:", kind="duty")
    assert "Thủ trưởng các cơ quan" not in text(order.say("Rà soát hạ tầng.").plan())


def test_what_the_superior_leaves_to_choose_is_marked_for_choice() -> None:
    said = "Đối với những đơn vị đăng ký trên 100 lớp thì Ban Thường vụ Quận ủy chọn 60 người vào dịp 07/11/2026. "
    plan = of_a_city().say(f"{said}Các đảng bộ khác tổ chức lễ ra quân vào dịp 20/11/2026.", part="III", addressee="các quận ủy").plan(QUAN)
    assert "nếu không, tổ chức lễ ra quân" in text(plan)
    assert "Trường hợp" not in text(plan)
    assert "choice" in {blank.field for blank in plan.blanks()}


def test_the_own_class_is_meant_although_an_organ_of_the_superiors_is_named_before_it() -> None:
    said = "Ban Tuyên giáo Tỉnh ủy, cấp ủy cơ sở đảng tăng cường tuyên truyền về an toàn số."
    plan = Order().say(said, addressee="Ban Tuyên giáo Tỉnh ủy, cấp ủy cơ sở đảng").plan()
    assert "Đảng ủy tăng cường tuyên truyền về an toàn số." in text(plan)
    assert fate(plan, "Ban Tuyên giáo") == "covered"


def test_heads_named_beside_the_superiors_members_are_the_units_own() -> None:
    said = "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ thành phố, bí thư các quận ủy, huyện ủy phát huy vai trò, trách nhiệm."
    plan = of_a_city().say(said, part="III").plan(QUAN)
    asked = asked_of(plan, "Bí thư Quận ủy, các đồng chí Quận ủy viên, người đứng đầu các cơ quan, đơn vị")
    assert asked == "Phát huy vai trò, trách nhiệm."


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
