"""Directives built as facts, so that drafting is tested without reading a file; every word is ours."""

from __future__ import annotations

from extract.directive import Allocation, Anchor, Deadline, Directive, Period, Provision, Section, Source, Target

YEAR = Period("2022-01-01", "2022-12-31", "năm 2022")


def place(block: int, text: str, start: int = 0) -> Anchor:
    return Anchor(1, block, start, start + len(text), None, text)


def cell(value: str, row: int, column: int) -> Anchor:
    return Anchor(4, 99, row * 100 + column * 5, row * 100 + column * 5 + len(value), None, value, "b1", row, column)


_ROWS = {
    "Hồng Lĩnh": (5, (1, 2, 2, 0)),
    "Sơn Đông": (6, (1, 2, 2, 1)),
    "Đảng bộ Công an": (4, (0, 2, 2, 0)),
    "Chi bộ Kho bạc": (0, (0, 0, 0, 0)),
    "Chi bộ Thuế": (None, (None, None, None, None)),
}

_GOAL = (
    "Tăng cường tạo nguồn; phấn đấu năm 2022, Đảng bộ huyện kết nạp 300 đảng viên mới trở lên; "
    "tỷ lệ trưởng thôn là đảng viên đạt từ 80% trở lên (có biểu kèm theo)."
)
_SOURCE = (
    "Các cấp uỷ cơ sở tăng cường lãnh đạo các đoàn thể; rà soát, nắm chắc nguồn quần chúng ưu tú. Phân công đảng viên giúp đỡ quần chúng."
)
_PLANS = "Các chi bộ, đảng bộ cơ sở xây dựng kế hoạch của đơn vị mình. Phân công các đồng chí cấp uỷ phụ trách từng việc."
_ORGANISATIONS = "Các tổ chức chính trị- xã hội huyện cùng các đảng bộ, chi bộ cơ sở tuyên truyền hội viên ưu tú."
_TROUBLE = "Nơi nào còn vướng mắc, đảng uỷ hỏi ngay Ban Thường vụ Huyện uỷ (qua Ban Tổ chức Huyện uỷ) cách tháo gỡ."
_AREA = "Cấp ủy, chính quyền địa phương tạo điều kiện cho thanh niên ở nông thôn lập nghiệp."
_TEXTS = (
    ("s1", "other", None, "Căn cứ Nghị quyết Đại hội Đảng bộ huyện Tân Hà;"),
    ("s2", "purpose", None, "Công tác kết nạp đảng viên là nhiệm vụ quan trọng, làm đều hằng tháng của công tác xây dựng Đảng."),
    ("s2", "demand", None, "Kết nạp đảng viên phải đảm bảo đúng quy trình; không chạy theo số lượng."),
    ("s3", "duty", None, _GOAL),
    ("s5", "duty", "Các cấp uỷ cơ sở", _SOURCE),
    ("s6", "duty", None, "Thực hiện chặt chẽ các khâu thẩm tra lý lịch; mỗi quần chúng học đủ 05 ngày."),
    ("s6", "duty", None, "Thường xuyên kiểm tra, đôn đốc việc thực hiện."),
    ("s7", "duty", "Cấp ủy, chính quyền địa phương", _AREA),
    ("s9", "duty", "các chi bộ, đảng bộ cơ sở", _PLANS),
    ("s10", "duty", "Các tổ chức chính trị- xã hội huyện", _ORGANISATIONS),
    ("s11", "duty", "Các đồng chí Huyện uỷ viên", "Các đồng chí Huyện uỷ viên phụ trách xã dành thời gian chỉ đạo cơ sở."),
    ("s12", "duty", "Ban Tổ chức Huyện uỷ", "Giao Ban Tổ chức Huyện uỷ tổng hợp, báo cáo tiến độ thực hiện Kế hoạch này."),
    ("s12", "duty", "cấp uỷ cơ sở", _TROUBLE),
)


def plan_of_the_district() -> Directive:
    """A district's plan with a quota table of five units, one with nought and one whose cells are empty."""
    sections = tuple(
        Section(f"s{n}", label, title, level, parent, place(200 + n, title or label))
        for n, label, title, level, parent in (
            (2, "I.", "MỤC ĐÍCH, YÊU CẦU", 1, None),
            (3, "II.", "MỤC TIÊU", 1, None),
            (4, "III.", "NHIỆM VỤ VÀ GIẢI PHÁP", 1, None),
            (5, "1.", None, 2, "s4"),
            (6, "2.", None, 2, "s4"),
            (7, "3.", "Kết nạp đảng viên ở nông thôn trên địa bàn huyện", 2, "s4"),
            (8, "IV.", "TỔ CHỨC THỰC HIỆN", 1, None),
            (9, "1.", None, 2, "s8"),
            (10, "2.", None, 2, "s8"),
            (11, "3.", None, 2, "s8"),
            (12, "4.", None, 2, "s8"),
        )
    )
    provisions = tuple(
        Provision(f"p{n}", kind, addressee, inherited=False, section=None if section == "s1" else section, anchor=place(n, text))  # type: ignore[arg-type]
        for n, (section, kind, addressee, text) in enumerate(_TEXTS, 1)
    )
    count, share = "năm 2022, Đảng bộ huyện kết nạp 300 đảng viên mới trở lên", "tỷ lệ trưởng thôn là đảng viên đạt từ 80% trở lên"
    targets = (
        Target(
            "t1",
            "target",
            "kết nạp",
            300,
            None,
            strict=False,
            unit="đảng viên mới",
            of=None,
            each=None,
            body="Đảng bộ huyện",
            period=YEAR,
            section="s3",
            anchor=place(4, count, _GOAL.index(count)),
        ),
        Target(
            "t2",
            "target",
            "đạt",
            80,
            None,
            strict=False,
            unit="%",
            of="trưởng thôn",
            each=None,
            body=None,
            period=YEAR,
            section="s3",
            anchor=place(4, share, _GOAL.index(share)),
        ),
    )
    return Directive(
        source=Source("ke-hoach.docx", "a" * 64, "docx", 4, ocr=False, confidence=None),
        kind="KH",
        number="12-KH/HU",
        issued_on="2022-02-14",
        issuer="Ban Thường vụ Huyện uỷ Tân Hà",
        level="district",
        subject="kết nạp đảng viên năm 2022",
        period=YEAR,
        sections=sections,
        provisions=provisions,
        targets=targets,
        allocations=tuple(_allocations()),
    )


def _allocations() -> list[Allocation]:
    found = []
    for row, (unit, (total, quarters)) in enumerate(_ROWS.items()):
        values = [(None, total), *zip(("Quý I", "Quý II", "Quý III", "Quý IV"), quarters, strict=True)]
        for column, (part, value) in enumerate(values, 2):
            text = "" if value is None else str(value)
            found.append(Allocation(unit, None, "Tổng số đảng viên kết nạp", part, value, cell(text, row, column)))
    return found


_PAPERS = (
    "1.1. Tiếp tục quán triệt vai trò của chuyển đổi số; triển khai thực hiện nghiêm Nghị quyết số 05-NQ/TU ngày 09/4/2021 của "
    "Ban Thường vụ Tỉnh ủy về chuyển đổi số; Kế hoạch số 18-KH/HU ngày 06/5/2021 của Ban Thường vụ Huyện ủy về thực hiện Nghị quyết "
    "số 05-NQ/TU; Công văn số 40-CV/HU ngày 12/10/2021 của Ban Thường vụ Huyện ủy về đôn đốc chuyển đổi số."
)
_YEARLY = (
    "1.2. Cụ thể hóa kế hoạch của cấp trên thành kế hoạch của cấp mình (Kế hoạch của các chi bộ, đảng ủy cơ sở gửi về "
    "Ban Thường vụ Huyện ủy (qua Văn phòng Huyện ủy) trước ngày 25/01 hằng năm)."
)
_FRONT = (
    "Tuyên truyền, vận động hội viên; hướng dẫn các tổ chức trực thuộc thực hiện. "
    "Phối hợp với các đảng ủy, chi bộ trực thuộc Huyện ủy xem xét mức xếp loại."
)
_ORDERS = (
    ("s2", _PAPERS),
    ("s3", _YEARLY),
    ("s3", "* Riêng chi bộ các trường trung học phổ thông: xây dựng kế hoạch riêng."),
    ("s4", _FRONT),
    (None, "Chỉ thị này phổ biến đến các chi bộ."),
)


def order_of_the_district() -> Directive:
    """A district's chỉ thị without table or date: heads that are bodies, papers to carry out, a yearly day."""
    heads = (
        (1, "1.", "Các đảng ủy, chi bộ trực thuộc Huyện ủy", None),
        (4, "2.", "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội huyện", None),
    )
    sections = [Section(f"s{n}", label, title, 1, parent, place(200 + n, title)) for n, label, title, parent in heads]
    sections += [Section(f"s{n}", f"1.{n - 1}.", None, 2, "s1", place(n - 1, f"1.{n - 1}.")) for n in (2, 3)]
    bodies = {"s2": heads[0][2], "s3": heads[0][2], "s4": heads[1][2], None: None}
    provisions = [
        Provision(f"p{n}", "duty", bodies[section], inherited=True, section=section, anchor=place(n, text))
        for n, (section, text) in enumerate(_ORDERS, 1)
    ]
    yearly = Deadline(
        "d1",
        "every",
        None,
        None,
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25",
        "gửi kế hoạch",
        "các đảng ủy",
        "Ban Thường vụ Huyện ủy",
        "s3",
        provisions[1].anchor,
    )
    return Directive(
        source=Source("chi-thi.docx", "b" * 64, "docx", 3, ocr=False, confidence=None),
        kind="CT",
        number="15-CT/HU",
        issuer="Ban Thường vụ Huyện ủy",
        level="district",
        subject="đẩy mạnh chuyển đổi số",
        sections=tuple(sections),
        provisions=tuple(provisions),
        deadlines=(yearly,),
    )
