"""Each rule of each book with a document that breaches it: a sound draft with one thing changed. The sound one breaches nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.findings import finding
from generate.lint import CHECKS, added_up, lint
from generate.plan import Line, Plan
from generate.rulebook import load, names
from generate.unit import Unit
from generate.word import render
from tests.generate.plans import of_the_state, phu_hoa
from tests.generate.test_lint import changed, style, swap

Change = Callable[[bytes], bytes]


def text(old: str, new: str) -> Change:
    return lambda docx: changed(docx, swap(old, new))


def look(name: str, old: str, new: str) -> Change:
    return lambda docx: changed(docx, style(name, old, new), "word/styles.xml")


def part(name: str, old: str, new: str) -> Change:
    return lambda docx: changed(docx, swap(old, new), name)


def first(sentence: str) -> Callable[[Plan], Plan]:
    """The plan with a sentence more before its last."""
    return lambda plan: replace(plan, closing=(Line((sentence,)), *plan.closing))


def grounds(*lines: str) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, grounds=(*(Line((line,)) for line in lines), plan.grounds[-1]))


def printed_on(day: str) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, head=replace(plan.head, place_and_date=(f"Phú Hòa, {day}",)))


def same(plan: Plan) -> Plan:
    return plan


def as_it_is(docx: bytes) -> bytes:
    return docx


def letter(plan: Plan) -> Plan:
    return replace(
        plan, code="CV", kind="", title=("về việc triển khai Kế hoạch số 12-KH/HU",), addressees=("Các chi bộ trực thuộc",), appendix=None,
        head=replace(plan.head, number=("Số 05-CV/ĐU",)),
    )  # fmt: skip


def state_letter(plan: Plan) -> Plan:
    return replace(letter(plan), head=replace(plan.head, number=("Số: 05/UBND-VX",)))


AGAIN = "Các chi bộ tổ chức thực hiện Nghị quyết số 17-NQ/TW, ngày 09/5/2019 của Ban Chấp hành Trung ương."
RUN = '<w:r><w:t xml:space="preserve">'
PARTY: list[tuple[str, Callable[[Plan], Plan], Change]] = [
    ("F01", same, text('w:w="11906"', 'w:w="12240"')),
    ("F02", same, text('w:right="850"', 'w:right="1134"')),
    ("F04", same, lambda docx: changed(docx, lambda t: t.replace("<w:compat>", "<w:evenAndOddHeaders/><w:compat>"), "word/settings.xml")),
    ("F05", same, look("NoiDung", "<w:sz ", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz ')),
    ("F06", same, look("NoiDung", "<w:sz ", '<w:color w:val="FF0000"/><w:sz ')),
    ("F07", same, text("Đảng bộ xã.", "Ðảng bộ xã.")),
    ("F08", same, text("<w:titlePg/>", "")),
    ("F09", same, look("SoTrang", 'w:sz w:val="28"', 'w:sz w:val="22"')),
    ("H01", same, text("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN")),
    ("H02", same, look("TieuDeDang", 'w:sz w:val="30"', 'w:sz w:val="26"')),
    ("H03", same, look("DuongKeDuoiTieuDeDang", "w:top ", "w:left ")),
    ("H04", same, text(">Dự thảo lần 1<", ">Độc lập - Tự do - Hạnh phúc<")),
    ("H06", same, text("ĐẢNG BỘ HUYỆN TÂN LẬP", "HUYỆN ỦY TÂN LẬP")),
    ("H07", same, look("CoQuanBanHanh", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    ("H08", same, text("ĐẢNG ỦY XÃ PHÚ HÒA", "BAN THƯỜNG VỤ XÃ PHÚ HÒA")),
    ("H09", same, text("<w:t>*</w:t>", "<w:t></w:t>")),
    ("N01", same, text("-KH/ĐU", "-KH.ĐU")),
    ("N02", same, text('preserve">Số <', 'preserve">Số: <')),
    ("N03", lambda plan: replace(plan, head=replace(plan.head, number=("Số 5-KH/ĐU",)), appendix=None), as_it_is),
    ("N04", lambda plan: replace(plan, appendix=None), text("-KH/ĐU", "-BC/ĐU")),
    ("N05", lambda plan: replace(plan, appendix=None), text("-KH/ĐU", "-KH/HU")),
    ("N07", same, look("SoVaKyHieu", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    ("K01", same, text(">Dự thảo lần 1<", ">Hỏa tốc<")),
    ("D01", same, text("Phú Hòa, ngày", "Phú Hòa ngày")),
    ("D02", same, look("DiaDanhVaNgayThang", "<w:i/>", "")),
    ("D03", first("Hội nghị họp vào 5/9/2026 tại trụ sở Đảng ủy xã."), as_it_is),
    ("D04", first("Hội nghị họp vào 31/02/2026 tại trụ sở Đảng ủy xã."), as_it_is),
    ("D05", same, text(">Phú Hòa, ngày", ">Xã Phú Hòa, ngày")),
    ("T01", same, look("TenLoai", 'w:sz w:val="32"', 'w:sz w:val="28"')),
    ("T02", same, text(">năm 2026<", ">năm 2026.<")),
    ("T03", same, text(">-----<", ">---<")),
    ("T05", lambda plan: letter(replace(plan, title=("về việc thử",))), text("Kính gửi:", "Gửi:")),
    ("T06", same, text("Thực hiện Kế hoạch số 12-KH/HU", "Kính gửi: Ban Thường vụ")),
    ("T07", letter, look("TrichYeuCongVan", "<w:i/>", "")),
    ("T08", letter, look("NhanKinhGui", "<w:i/>", "")),
    ("B01", same, look("NoiDung", 'w:sz w:val="28"', 'w:sz w:val="26"')),
    ("B02", same, look("NoiDung", 'w:jc w:val="both"', 'w:jc w:val="left"')),
    ("B03", same, look("NoiDung", 'w:firstLine="567"', 'w:firstLine="720"')),
    ("B04", same, look("NoiDung", 'w:lineRule="exact"', 'w:lineRule="auto"')),
    ("B05", same, look("NoiDung", 'w:after="120"', 'w:after="40"')),
    ("B06", same, text("III- NHIỆM VỤ", "IV- NHIỆM VỤ")),
    ("B07", same, look("NoiDung", '<w:b w:val="0"/>', "<w:b/>")),
    ("B08", same, text("để giải quyết.", "để giải quyết./.")),
    ("B09", same, text(">1. Năm 2026", ">   1. Năm 2026")),
    ("B10", same, text("không chạy theo", "không  chạy theo")),
    ("B11", first("Các chi bộ phối hợp với UBND tổ chức thực hiện."), as_it_is),
    ("B12", first("Toàn Đảng bộ hiện có 1,800 đảng viên, trong đó nữ chiếm 35.5%."), as_it_is),
    ("B14", same, look("NoiDung", '<w:i w:val="0"/>', "<w:i/>")),
    ("B13", first("Điều 1. Các chi bộ tổ chức thực hiện nghiêm túc Kế hoạch này."), as_it_is),
    ("C01", first("Các chi bộ tổ chức thực hiện Chỉ thị 15-CT/TU ở đơn vị mình."), as_it_is),
    ("C02", grounds("Căn cứ Nghị quyết Đại hội Đảng bộ xã;"), as_it_is),
    ("C04", lambda plan: first(AGAIN)(first(AGAIN)(plan)), as_it_is),
    ("C03", same, text("- Các chi bộ trực thuộc;", "- Huyện ủy Tân Lập;")),
    ("G01", same, text("T/M ĐẢNG ỦY", "TM. ĐẢNG ỦY")),
    ("G02", same, text("T/M ĐẢNG ỦY", "K/T ĐẢNG ỦY")),
    ("G03", same, text(">BÍ THƯ<", ">CHỦ TỊCH<")),
    ("G04", same, text(">BÍ THƯ<", ">BÍ THƯ ĐẢNG ỦY<")),
    ("G05", lambda plan: replace(plan, foot=replace(plan.foot, name="Đ/c Lê Văn An")), as_it_is),
    ("G07", lambda plan: replace(plan, foot=replace(plan.foot, name="Lê Văn An")), look("HoTen", "<w:b/>", "")),
    ("G08", lambda plan: replace(plan, foot=replace(plan.foot, authority=None, position=None, name="Lê Văn An")), as_it_is),
    ("R01", same, look("NoiNhan", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    ("R02", same, text("- Các chi bộ trực thuộc;", "- Các chi bộ trực thuộc")),
    ("R04", same, text("- Lưu Văn phòng", "- Lưu: Văn phòng")),
    ("R05", first("Đảng ủy xã tổng hợp, báo cáo Ban Thường vụ Huyện ủy trước ngày 20 hằng tháng."), as_it_is),
    ("R06", letter, as_it_is),
    (
        "A01",
        same,
        lambda docx: text("<w:pgSz ", '<w:type w:val="continuous"/><w:pgSz ')(look("TenPhuLuc", "<w:pageBreakBefore/>", "")(docx)),
    ),
    ("A02", same, text("(kèm theo", "(xem")),
    ("A03", same, lambda docx: changed(docx, lambda t: t.replace("<w:tblHeader/>", ""))),
    ("A04", lambda plan: with_total(plan, "9"), as_it_is),
    ("A05", lambda plan: headed(plan, "Phụ lục 1"), as_it_is),
    ("A06", same, look("TenPhuLuc", "<w:b/>", "")),
    ("A07", same, text('<w:pgNumType w:start="1"/>', "")),
    ("A08", same, look("ODauBang", "<w:b/>", "")),
    ("X01", same, text("không chạy theo số lượng", "{{ line }}")),
    ("X02", same, text(">Dự thảo lần 1<", "><")),
]
STATE: list[tuple[str, Callable[[Plan], Plan], Change]] = [
    ("F03", same, text('w:left="1701"', 'w:left="1134"')),
    ("F10", same, look("SoTrang", 'w:sz w:val="28"', 'w:sz w:val="22"')),
    ("H01", same, text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA VIỆT NAM")),
    ("H02", same, look("QuocHieu", 'w:sz w:val="26"', 'w:sz w:val="30"')),
    ("H05", same, text("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")),
    ("H10", same, look("DuongKeDuoiCoQuanBanHanh", "w:top ", "w:left ")),
    ("N06", same, text("Số: ", "Số ")),
    ("N05", same, text("/KH-UBND", "/KH-HĐND")),
    ("D02", same, look("DiaDanhVaNgayThang", "<w:i/>", "")),
    ("T04", same, look("DuongKeDuoiTrichYeu", "w:top ", "w:left ")),
    ("C02", grounds("Căn cứ Luật Tổ chức chính quyền địa phương"), as_it_is),
    ("G06", same, text("TM. ỦY BAN", "T/M ỦY BAN")),
    (
        "T08",
        state_letter,
        look("NhanKinhGui", '<w:i w:val="0"/>', "<w:i/>"),
    ),
    ("A05", lambda plan: headed(plan, "PHỤ LỤC 1"), as_it_is),
    ("A06", same, text("CHỈ TIÊU PHÁT TRIỂN ĐẢNG VIÊN NĂM 2026", "Chỉ tiêu")),
    ("G04", same, look("ChucVu", "<w:b/>", "")),
    ("R04", same, text("- Lưu: VT", "- Lưu VT")),
]


OLD: list[tuple[str, Callable[[Plan], Plan], Change]] = [
    ("R03", same, text("- Các chi bộ trực thuộc,", "- Các chi bộ trực thuộc")),
]


def headed(plan: Plan, heading: str) -> Plan:
    assert plan.appendix
    return replace(plan, appendix=replace(plan.appendix, heading=heading))


def with_total(plan: Plan, total: str) -> Plan:
    assert plan.appendix
    rows = list(plan.appendix.rows)
    rows[-1] = replace(rows[-1], cells=(None, "Cộng", total, *rows[-1].cells[3:]))
    return replace(plan, appendix=replace(plan.appendix, rows=tuple(rows)))


def found(docx: bytes, book: str) -> dict[str, tuple[str, str, str]]:
    return {breach.rule: (breach.place, breach.message, breach.remedy) for breach in lint(docx, load(book))}


@pytest.mark.parametrize(("rule", "shape", "change"), PARTY, ids=[rule for rule, *_ in PARTY])
def test_a_party_paper_that_breaches_the_rule(rule: str, shape: Callable[[Plan], Plan], change: Change) -> None:
    breaches = found(change(render(shape(phu_hoa()))), "party-2026")
    assert rule in breaches, breaches
    assert all(breaches[rule])


@pytest.mark.parametrize(("rule", "shape", "change"), STATE, ids=[rule for rule, *_ in STATE])
def test_a_state_paper_that_breaches_the_rule(rule: str, shape: Callable[[Plan], Plan], change: Change) -> None:
    breaches = found(change(render(shape(of_the_state()))), "state-2020")
    assert rule in breaches, breaches
    assert all(breaches[rule])


@pytest.mark.parametrize(("rule", "shape", "change"), OLD, ids=[rule for rule, *_ in OLD])
def test_an_older_party_paper_that_breaches_the_rule(rule: str, shape: Callable[[Plan], Plan], change: Change) -> None:
    breaches = found(change(render(shape(phu_hoa("party-2018")))), "party-2018")
    assert rule in breaches, breaches


@pytest.mark.parametrize("book", names())
def test_every_rule_has_its_case(book: str) -> None:
    own = {"party-2026": [], "party-2018": OLD, "state-2020": STATE}
    cases = {rule for rule, *_ in [*PARTY, *own[book]]}
    assert set(load(book).rules) - cases == set()


def test_every_rule_of_the_reference_sheet_is_in_a_book(shared: Path) -> None:
    """The sheet's table c names each rule with the books it belongs to: "| F03 | S | margins |"."""
    sheet = (shared / "reference" / "document-format.md").read_text(encoding="utf-8")
    asked = re.findall(r"^\| ([A-Z]\d\d) \| ((?:[PpS] ?)+)", sheet, re.MULTILINE)
    books = {"P": "party-2026", "p": "party-2018", "S": "state-2020"}
    missing = [(rule, book) for rule, marks in asked for book in marks.split() if rule not in load(books[book]).rules]
    assert len(asked) > 60
    assert missing == []


@pytest.mark.parametrize("book", names())
def test_every_rule_says_where_it_comes_from_and_how_sure_it_is(book: str) -> None:
    assert all(rule.source and rule.sure and rule.remedy for rule in load(book).rules.values())


@pytest.mark.parametrize(
    ("committee", "code", "said"),
    [
        ("Đảng ủy xã Phú Hòa", "ĐU", None),
        ("Đảng uỷ xã Phú Hoà", None, None),
        ("Đảng ủy xã Phú Hà", "ĐU", "ĐẢNG ỦY XÃ PHÚ HÀ"),
        ("Đảng ủy xã Phú Hòa", "ĐUX", "ĐUX"),
        (None, None, None),
    ],
)
def test_the_issuer_is_the_one_of_the_office_s_own_facts(committee: str | None, code: str | None, said: str | None) -> None:
    unit = Unit(name="Phú Hòa", committee=committee, code=code)
    breaches = lint(render(phu_hoa()), units=(unit,))
    assert [breach.rule for breach in breaches] == (["H07"] if said else [])
    assert said is None or said in breaches[0].message


def test_figures_that_do_not_add_up_are_told_with_the_rest() -> None:
    own = lint(render(with_total(phu_hoa(), "9")))
    read = (finding("sum-mismatch", None, table="Bảng 1", row="Cộng", column="Tổng số", printed="9", because="…"),)
    assert [breach.rule for breach in own] == ["A04"]
    told = added_up(own, read, load("party-2026"))
    assert [(breach.rule, breach.severity) for breach in told] == [("A04", "W")]
    assert "Bảng 1" in told[0].message
    assert added_up(own, (), load("party-2026")) == own


@pytest.mark.parametrize(
    ("day", "sentence", "found_there"),
    [
        ("ngày 10 tháng 6 năm 2026", "Huyện ủy tổng hợp kết quả thực hiện.", True),
        ("ngày 10 tháng 6 năm 2025", "Huyện ủy tổng hợp kết quả thực hiện.", False),
        ("ngày      tháng      năm 2025", "Huyện ủy tổng hợp kết quả thực hiện.", False),
        ("ngày      tháng      năm 2026", "Huyện ủy tổng hợp kết quả thực hiện.", True),
        ("ngày 10 tháng 6 năm 2026", "Thực hiện Kế hoạch số 12-KH/HU, ngày 05/01/2025 của Huyện ủy Tân Lập về đất đai.", False),
    ],
)
def test_the_district_is_gone_since_july_2025(day: str, sentence: str, found_there: bool) -> None:
    plan = printed_on(day)(first(sentence)(phu_hoa()))
    book = "party-2026" if day.endswith("2026") else "party-2018"
    assert ("C03" in found(render(plan), book)) is found_there


@pytest.mark.parametrize("book", names())
def test_every_rule_of_a_book_has_a_check(book: str) -> None:
    assert set(load(book).rules) <= {rule for rule, _ in CHECKS}


def test_a_cited_paper_is_not_younger() -> None:
    plan = printed_on("ngày 10 tháng 6 năm 2026")(first("Thực hiện Chỉ thị số 15-CT/TU, ngày 20/7/2026 của Tỉnh ủy về thi đua.")(phu_hoa()))
    assert "D04" in found(render(plan), "party-2026")


def test_a_paper_without_a_day_is_held_against_both_books() -> None:
    """HD 05 asks for five hyphens and a paragraph spacing that HD 36 is not known to ask for."""
    undated = replace(phu_hoa("party-2018"), head=replace(phu_hoa().head, place_and_date=("Phú Hòa",)))
    final = text(">Dự thảo lần 1<", "><")(text(">-----<", "><")(render(undated)))
    assert "T03" not in {breach.rule for breach in lint(final)}
    assert dt.date.today() >= load("party-2026").valid_from
