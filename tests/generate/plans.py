"""A plan written by hand: the commune of Phú Hòa and all its numbers are invented."""

from dataclasses import replace

from extract.directive import Anchor
from generate.plan import Appendix, AppendixRow, Blank, Foot, Head, Item, Line, Number, Part, Plan


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


def phu_hoa(rulebook: str = "party-2026") -> Plan:
    issuer = "Đảng ủy xã Phú Hòa"
    year = 2026 if rulebook == "party-2026" else 2022
    above = "Tỉnh ủy" if rulebook == "party-2026" else "Huyện ủy"
    comma = "," if rulebook == "party-2026" else ""
    cells = [("Chi bộ thôn Đông", (1, 1, 0, 0)), ("Chi bộ thôn Đoài", (2, 0, 1, 1)), ("Chi bộ Trường Tiểu học Phú Hòa", (0, 0, 0, 0))]
    rows = [
        AppendixRow((str(index), name, *(share(value, f"cell.{index}.{part}") for part, value in enumerate(values))))
        for index, (name, values) in enumerate(cells, start=1)
    ]
    total = AppendixRow(
        (None, "Cộng", *(Number(str(n), n, f"sum.{part}", "computed", None, ("cell.1", "cell.2")) for part, n in enumerate((3, 1, 1, 1)))),
        True,
    )
    return Plan(
        unit="Phú Hòa",
        slug="phu-hoa",
        source_number="12-KH/HU",
        source_sha256="0" * 64,
        rulebook=rulebook,
        head=Head(
            superior="ĐẢNG BỘ HUYỆN TÂN LẬP",
            issuer="ĐẢNG ỦY XÃ PHÚ HÒA",
            number=("Số ", Blank("number", "Văn phòng Đảng ủy vào sổ và cấp số khi ban hành."), "-KH/ĐU"),
            place_and_date=(
                "Phú Hòa, ngày ",
                Blank("day", "ngày ban hành do người ký quyết định."),
                " tháng ",
                Blank("month", "tháng ban hành do người ký quyết định."),
                f" năm {'2026' if rulebook == 'party-2026' else '2022'}",
            ),
        ),
        kind="KẾ HOẠCH",
        title=("phát triển đảng viên trong thanh niên nông thôn", "năm 2026"),
        grounds=(
            Line((f"Thực hiện Kế hoạch số 12-KH/HU{comma} ngày 05/01/{year} của Ban Thường vụ Huyện ủy Tân Lập về phát triển đảng viên;",)),
            Line((f"{issuer} xây dựng Kế hoạch phát triển đảng viên năm 2026, cụ thể như sau:",), phrase="S1"),
        ),
        parts=(
            Part(
                "I-",
                "MỤC ĐÍCH, YÊU CẦU",
                (
                    Item(
                        "1.",
                        "Mục đích",
                        (
                            Line(
                                ("Xác định phát triển đảng viên là nhiệm vụ thường xuyên của Đảng bộ xã.",),
                                "-",
                                "p3",
                                anchor("Phát triển đảng viên là nhiệm vụ thường xuyên"),
                            ),
                        ),
                    ),
                    Item(
                        "2.",
                        "Yêu cầu",
                        (
                            Line(
                                ("Bảo đảm tiêu chuẩn, điều kiện; không chạy theo số lượng.",), "-", "p4", anchor("không chạy theo số lượng")
                            ),
                        ),
                    ),
                ),
            ),
            Part(
                "II-",
                "CHỈ TIÊU",
                (
                    Item(
                        "1.",
                        None,
                        (
                            Line(
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
                            ),
                        ),
                    ),
                    Item(
                        "2.", None, (Line(("Chỉ tiêu của từng chi bộ thực hiện theo biểu phân bổ kèm theo Kế hoạch này.",), phrase="S5"),)
                    ),
                ),
            ),
            Part(
                "III-",
                "NHIỆM VỤ, GIẢI PHÁP",
                (
                    Item(
                        "1.",
                        "Rà soát, tạo nguồn",
                        (
                            Line(
                                ("Các chi bộ rà soát, nắm chắc nguồn quần chúng ưu tú; phân công đảng viên giúp đỡ từng người.",),
                                "-",
                                "p9",
                                anchor(PASSAGE),
                            ),
                            Line(("Triển khai thực hiện tốt:",), "-"),
                            Line(
                                (f"Hướng dẫn số 03-HD/BTCHU ngày 02/02/{year} của Ban Tổ chức Huyện ủy về hồ sơ kết nạp đảng viên.",),
                                "+",
                                comment="Tên văn bản trong bản gốc bị mờ.",
                            ),
                        ),
                    ),
                ),
            ),
            Part(
                "IV-",
                "TỔ CHỨC THỰC HIỆN",
                (
                    Item(
                        "1.",
                        None,
                        (
                            Line(
                                (
                                    "Các chi bộ trực thuộc xây dựng kế hoạch, gửi về Đảng ủy trước ngày ",
                                    Blank("deadline.plan", "hồ sơ đơn vị chưa khai báo lead_days."),
                                    ".",
                                ),
                                "",
                                "p12",
                                anchor("gửi kế hoạch"),
                            ),
                        ),
                    ),
                    Item("2.", None, (Line(("Văn phòng Đảng ủy theo dõi, đôn đốc, tổng hợp kết quả.",), phrase="S11"),)),
                ),
            ),
        ),
        closing=(
            Line(
                ("Trong quá trình tổ chức thực hiện, các chi bộ có vướng mắc báo cáo Đảng ủy (qua Văn phòng Đảng ủy) để giải quyết.",),
                phrase="S3",
            ),
        ),
        foot=Foot(
            recipients=(
                f"Ban Thường vụ {above} (báo cáo)",
                f"Ban Tổ chức {above} (báo cáo)",
                "Các chi bộ trực thuộc",
                "Lưu Văn phòng Đảng ủy",
            ),
            authority="T/M ĐẢNG ỦY",
            position="BÍ THƯ",
            name=Blank("signature.name", "người ký chưa được khai báo."),
        ),
        appendix=Appendix(
            heading="BIỂU PHÂN BỔ",
            title="chỉ tiêu phát triển đảng viên năm 2026",
            caption=(
                "(kèm theo Kế hoạch số ",
                Blank("appendix.number", "như số văn bản."),
                f"-KH/ĐU{comma} ngày ",
                Blank("appendix.date", "như ngày ban hành."),
                f" của {issuer})",
            ),
            unit_of_measure="đảng viên",
            columns=(
                ("TT", None),
                ("Tên chi bộ", None),
                ("Tổng số", None),
                ("Chia ra theo quý", "Quý I"),
                ("Chia ra theo quý", "Quý II"),
                ("Chia ra theo quý", "Quý III"),
            ),
            rows=(*rows, total),
        ),
    )


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
