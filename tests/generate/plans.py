"""A plan written by hand: the commune of Phú Hòa and all its numbers are invented."""

from dataclasses import dataclass, replace
from typing import Literal

from extract.directive import Anchor
from generate.plan import Appendix, AppendixRow, Blank, Foot, Head, Item, Line, Number, Part, Piece, Plan


def anchor(quote: str, *, row: int | None = None, column: int | None = None, page: int = 2) -> Anchor:
    return Anchor(page, 41, 0, len(quote), None, quote, "b1" if row is not None else None, row, column)


def quota(text: str, value: float, field: str, column: int) -> Number:
    return Number(text, value, field, "directive", anchor(str(int(value)), row=0, column=column, page=5))


def share(value: int, field: str) -> Number:
    return Number(str(value), value, field, "allocation", None, ("quota.total", "quota.quarter.1"))


PASSAGE = (
    "Các cấp ủy cơ sở rà soát, nắm chắc nguồn quần chúng ưu tú ở từng thôn, trường học, trạm y tế; phân công đảng viên "
    "chính thức theo dõi, giúp đỡ từng người, mỗi quý một lần đánh giá"
)


@dataclass(frozen=True)
class Form:
    """What the rule books write differently: the year of the plan, the committee above, the sign before a date."""

    year: int
    above: str
    comma: str


FORMS = {"party-2026": Form(2026, "Tỉnh ủy", ",")}
BEFORE_2026 = Form(2022, "Huyện ủy", "")
ISSUER = "Đảng ủy xã Phú Hòa"
CELLS = (("Chi bộ thôn Đông", (1, 1, 0, 0)), ("Chi bộ thôn Đoài", (2, 0, 1, 1)), ("Chi bộ Trường Tiểu học Phú Hòa", (0, 0, 0, 0)))
TOTALS = (3, 1, 1, 1)


def phu_hoa(rulebook: str = "party-2026") -> Plan:
    form = FORMS.get(rulebook, BEFORE_2026)
    return Plan(
        unit="Phú Hòa",
        slug="phu-hoa",
        source_number="12-KH/HU",
        source_sha256="0" * 64,
        rulebook=rulebook,
        head=head(form),
        kind="KẾ HOẠCH",
        title=("phát triển đảng viên trong thanh niên nông thôn", "năm 2026"),
        grounds=grounds(form),
        parts=(
            Part("I-", "MỤC ĐÍCH, YÊU CẦU", aims()),
            Part("II-", "CHỈ TIÊU", targets()),
            Part("III-", "NHIỆM VỤ, GIẢI PHÁP", tasks(form)),
            Part("IV-", "TỔ CHỨC THỰC HIỆN", organisation()),
        ),
        closing=(
            phrase(
                "S3", "Trong quá trình tổ chức thực hiện, các chi bộ có vướng mắc báo cáo Đảng ủy (qua Văn phòng Đảng ủy) để giải quyết."
            ),
        ),
        foot=foot(form),
        appendix=appendix(form),
    )


def phrase(name: str, *pieces: Piece) -> Line:
    return Line(pieces, phrase=name)


def duty(provision: str, quote: str, *pieces: Piece, bullet: Literal["", "-"] = "-") -> Line:
    """A line that the directive's words `quote` stand behind."""
    return Line(pieces, bullet, provision, anchor(quote))


def head(form: Form) -> Head:
    day, month = Blank("day", "ngày ban hành do người ký quyết định."), Blank("month", "tháng ban hành do người ký quyết định.")
    return Head(
        superior="ĐẢNG BỘ HUYỆN TÂN LẬP",
        issuer="ĐẢNG ỦY XÃ PHÚ HÒA",
        number=("Số ", Blank("number", "Văn phòng Đảng ủy vào sổ và cấp số khi ban hành."), "-KH/ĐU"),
        place_and_date=("Phú Hòa, ngày ", day, " tháng ", month, f" năm {form.year}"),
    )


def grounds(form: Form) -> tuple[Line, ...]:
    directive = f"Kế hoạch số 12-KH/HU{form.comma} ngày 05/01/{form.year} của Ban Thường vụ Huyện ủy Tân Lập về phát triển đảng viên"
    return (
        Line((f"Thực hiện {directive};",)),
        phrase("S1", f"{ISSUER} xây dựng Kế hoạch phát triển đảng viên năm 2026, cụ thể như sau:"),
    )


def aims() -> tuple[Item, ...]:
    purpose = duty(
        "p3", "Phát triển đảng viên là nhiệm vụ thường xuyên", "Xác định phát triển đảng viên là nhiệm vụ thường xuyên của Đảng bộ xã."
    )
    demand = duty("p4", "không chạy theo số lượng", "Bảo đảm tiêu chuẩn, điều kiện; không chạy theo số lượng.")
    return (Item("1.", "Mục đích", (purpose,)), Item("2.", "Yêu cầu", (demand,)))


def targets() -> tuple[Item, ...]:
    members = Line(
        (
            "Năm 2026, Đảng bộ xã phấn đấu kết nạp ",
            quota("03", 3, "quota.total", 2),
            " đảng viên mới; trong đó: quý I: ",
            quota("01", 1, "quota.quarter.1", 3),
            " đảng viên; quý II: ",
            quota("01", 1, "quota.quarter.2", 4),
            " đảng viên; quý III: ",
            quota("01", 1, "quota.quarter.3", 5),
            " đảng viên; quý IV ",
            quota("không giao chỉ tiêu", 0, "quota.quarter.4", 6),
            ".",
        )
    )
    shared = phrase("S5", "Chỉ tiêu của từng chi bộ thực hiện theo biểu phân bổ kèm theo Kế hoạch này.")
    return (Item("1.", None, (members,)), Item("2.", None, (shared,)))


def tasks(form: Form) -> tuple[Item, ...]:
    review = duty("p9", PASSAGE, "Các chi bộ rà soát, nắm chắc nguồn quần chúng ưu tú; phân công đảng viên giúp đỡ từng người.")
    lead_in = Line(("Triển khai thực hiện tốt:",), "-")
    guidance = f"Hướng dẫn số 03-HD/BTCHU ngày 02/02/{form.year} của Ban Tổ chức Huyện ủy về hồ sơ kết nạp đảng viên."
    blurred = Line((guidance,), "+", comment="Tên văn bản trong bản gốc bị mờ.")
    return (Item("1.", "Rà soát, tạo nguồn", (review, lead_in, blurred)),)


def organisation() -> tuple[Item, ...]:
    until = Blank("deadline.plan", "hồ sơ đơn vị chưa khai báo lead_days.")
    cells = duty("p12", "gửi kế hoạch", "Các chi bộ trực thuộc xây dựng kế hoạch, gửi về Đảng ủy trước ngày ", until, ".", bullet="")
    office = phrase("S11", "Văn phòng Đảng ủy theo dõi, đôn đốc, tổng hợp kết quả.")
    return (Item("1.", None, (cells,)), Item("2.", None, (office,)))


def foot(form: Form) -> Foot:
    return Foot(
        recipients=(
            f"Ban Thường vụ {form.above} (báo cáo)",
            f"Ban Tổ chức {form.above} (báo cáo)",
            "Các chi bộ trực thuộc",
            "Lưu Văn phòng Đảng ủy",
        ),
        authority="T/M ĐẢNG ỦY",
        position="BÍ THƯ",
        name=Blank("signature.name", "người ký chưa được khai báo."),
    )


def appendix(form: Form) -> Appendix:
    number, day = Blank("appendix.number", "như số văn bản."), Blank("appendix.date", "như ngày ban hành.")
    quarters = tuple(("Chia ra theo quý", f"Quý {quarter}") for quarter in ("I", "II", "III"))
    return Appendix(
        heading="BIỂU PHÂN BỔ",
        title="chỉ tiêu phát triển đảng viên năm 2026",
        caption=("(kèm theo Kế hoạch số ", number, f"-KH/ĐU{form.comma} ngày ", day, f" của {ISSUER})"),
        unit_of_measure="đảng viên",
        columns=(("TT", None), ("Tên chi bộ", None), ("Tổng số", None), *quarters),
        rows=(*(cell_row(index, *cell) for index, cell in enumerate(CELLS, start=1)), total_row()),
    )


def cell_row(index: int, name: str, values: tuple[int, ...]) -> AppendixRow:
    return AppendixRow((str(index), name, *(share(value, f"cell.{index}.{part}") for part, value in enumerate(values))))


def total_row() -> AppendixRow:
    sums = (Number(str(value), value, f"sum.{part}", "computed", None, ("cell.1", "cell.2")) for part, value in enumerate(TOTALS))
    return AppendixRow((None, "Cộng", *sums), True)


def without_appendix(plan: Plan) -> Plan:
    return replace(plan, appendix=None)


def of_the_state() -> Plan:
    """The same plan in the hands of the commune's People's Committee."""
    plan = phu_hoa("state-2020")
    assert plan.appendix
    return replace(
        plan,
        head=replace(
            plan.head,
            superior="ỦY BAN NHÂN DÂN HUYỆN TÂN LẬP",
            issuer="ỦY BAN NHÂN DÂN XÃ PHÚ HÒA",
            number=("Số: ", Blank("number", "văn thư cấp."), "/KH-UBND"),
        ),
        foot=replace(
            plan.foot, recipients=("Ủy ban nhân dân huyện (báo cáo)", "Lưu: VT"), authority="TM. ỦY BAN NHÂN DÂN", position="CHỦ TỊCH"
        ),
        appendix=replace(plan.appendix, caption=("(Kèm theo Kế hoạch số ", Blank("appendix.number", "như trên."), "/KH-UBND)")),
    )
