"""Papers of the state: the plan of a People's Committee, drawn from a text read as any other."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import extract
import generate
import ingest
from corpora import markup, word
from generate.outline.place import helpers_in, led_by, of_the_profession, professions
from generate.plan import Plan, piece_text
from generate.unit import Unit

COMMUNE = Unit(
    name="xã Nà Lạn", level="commune", kind="xã", committee="Ủy ban nhân dân xã Nà Lạn", superior="Ủy ban nhân dân huyện Khau Sơn",
    place="Nà Lạn", residential=("thôn",), lead_days=5,
    organs={
        "front": "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "organisations": "các tổ chức chính trị - xã hội xã", "police": "Công an xã",
        "office": "bộ phận Văn phòng - Thống kê",
    },
)  # fmt: skip

HEALTH = """+++
regime = "state"
layout = "table"
issuer = "ỦY BAN NHÂN DÂN TỈNH THANH BÌNH"
number = "Số: 41/KH-UBND"
place_date = "Thanh Bình, ngày 05 tháng 3 năm 2024"
kind = "KẾ HOẠCH"
subject = "Phòng, chống bệnh dại giai đoạn 2024 - 2026"
recipients = ["Như trên;", "Lưu: VT."]
signatures = [{authority = "TM. ỦY BAN NHÂN DÂN", position = "CHỦ TỊCH", name = "Lò Thị Nụ"}]
+++
Thực hiện Kế hoạch số 12/KH-BYT ngày 10/01/2024 của Bộ Y tế, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
# I. MỤC TIÊU
a) Đến hết năm 2026: 100% xã, phường, thị trấn có tỷ lệ đàn chó được quản lý từ 95% trở lên; 100% cơ sở kinh doanh vắc xin kết nối phần mềm.
# II. NHIỆM VỤ, GIẢI PHÁP
**1. Rà soát đối tượng:** trạm y tế xã phối hợp với trường tiểu học và công an xã lập danh sách hộ nuôi chó; danh sách được cập nhật \
trước ngày 20 hằng tháng.
**2. Tiêm vét:** đợt 1 từ ngày 01/4 đến hết ngày 30/4/2024; đợt 2 hoàn thành trong quý III/2024.
**3. Quản lý số liệu:** kết thúc buổi tiêm, trạm y tế xã nhập dữ liệu lên phần mềm, chậm nhất 48 giờ.
# III. KINH PHÍ
Thực hiện theo phân cấp ngân sách hiện hành.
# IV. TỔ CHỨC THỰC HIỆN
## 1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Hội Nông dân tỉnh
Vận động hội viên đưa chó đi tiêm phòng.
## 2. Ủy ban nhân dân các huyện, thị xã, thành phố
- Ban hành kế hoạch của địa phương trước ngày 31/3/2024.
- Báo cáo kết quả về Sở Y tế trước ngày 10 hằng tháng.
Quá trình thực hiện có vướng mắc, các đơn vị phản ánh về Sở Y tế./.
@foot
"""


def drafted(folder: Path, words: str, unit: Unit = COMMUNE, day: dt.date = dt.date(2024, 3, 20)) -> Plan:
    (folder / "van-ban.txt").write_text(words, encoding="utf-8")
    path = folder / "van-ban.docx"
    path.write_bytes(word.render(markup.read(folder / "van-ban.txt")))
    return generate.draft(extract.extract(ingest.read(path)), unit, date=day)


@pytest.fixture(scope="module")
def health(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return drafted(tmp_path_factory.mktemp("state"), HEALTH)


def said(plan: Plan) -> str:
    lines = [*plan.grounds, *(line for part in plan.parts for item in part.items for line in item.lines), *plan.closing]
    return "\n".join(line.text for line in lines)


def rows(plan: Plan) -> list[list[str]]:
    assert plan.task_table is not None
    return [[piece_text(cell or "") for cell in row.cells] for row in plan.task_table.rows]


def test_the_subject_begins_with_a_large_letter(health: Plan) -> None:
    assert health.title == ("Phòng, chống bệnh dại giai đoạn 2024 - 2026",)


def test_the_plan_of_the_district_that_is_ordered_is_a_ground(health: Plan) -> None:
    assert "; Kế hoạch số [………] ngày [………] của Ủy ban nhân dân huyện, Ủy ban nhân dân xã Nà Lạn xây dựng" in health.grounds[0].text


def test_the_unit_reports_as_often_as_the_district_and_before_it(health: Plan) -> None:
    assert "tham mưu Ủy ban nhân dân xã báo cáo Ủy ban nhân dân huyện hằng tháng, trước ngày 05." in said(health)
    assert "hằng tháng báo cáo kết quả về Ủy ban nhân dân xã" in said(health)


def test_a_share_of_all_communes_is_the_communes_own(health: Plan) -> None:
    assert "Đến hết năm 2026, xã có tỷ lệ đàn chó được quản lý từ 95% trở lên." in said(health)
    assert "thực hiện mục tiêu: đến hết năm 2026, 100% cơ sở kinh doanh vắc xin kết nối phần mềm." in said(health)


def test_work_of_a_profession_is_the_bodys_that_the_directive_puts_to_it(health: Plan) -> None:
    assert "Trạm Y tế xã tổ chức tiêm vét: đợt 1" in said(health)
    assert ["Tổ chức tiêm vét", "Trạm Y tế xã"] in [row[1:3] for row in rows(health)]


def test_the_leading_body_reports_and_receives_and_so_do_helpers(health: Plan) -> None:
    assert "Trạm Y tế xã, các bộ phận chuyên môn, các thôn căn cứ Kế hoạch này" in said(health)
    assert {"Trạm Y tế xã", "Công an xã", "Trường tiểu học", "Các bộ phận chuyên môn, các thôn"} <= set(health.foot.recipients)


def test_a_row_of_the_table_says_its_work_without_its_time(health: Plan) -> None:
    assert "Lập danh sách hộ nuôi chó; cập nhật danh sách" in [row[1] for row in rows(health)]
    assert ["Nhập dữ liệu lên phần mềm", "Chậm nhất 48 giờ sau khi kết thúc buổi tiêm"] in [[row[1], row[-2]] for row in rows(health)]


def test_the_closing_has_one_subject_group_and_one_verb(health: Plan) -> None:
    assert "các thôn, Ủy ban Mặt trận Tổ quốc Việt Nam xã" in health.closing[-1].text
    assert len(re.findall(r"báo cáo|phản ánh", health.closing[-1].text.split(";")[0])) == 1


def test_money_says_of_what_it_is(health: Plan) -> None:
    assert "Kinh phí thực hiện theo phân cấp ngân sách hiện hành." in said(health)


@pytest.mark.parametrize(("body", "work"), [case for *_, cases in professions() for case in cases])
def test_a_profession_is_known_by_its_words(body: str, work: str) -> None:
    assert of_the_profession((body,), work) == body


def test_other_work_is_nobodys_profession() -> None:
    assert of_the_profession(("Trạm Y tế xã", "Công an xã"), "tổ chức tổng vệ sinh môi trường") is None


def test_bodies_of_the_place() -> None:
    assert led_by("Trạm Y tế xã phối hợp với các thôn rà soát", "xã") == "Trạm Y tế xã"
    assert led_by("Công an tỉnh chủ trì", "xã") is None
    assert helpers_in("phối hợp với trường mầm non, y tế thôn bản và Công an xã lập danh sách", "xã") == ["Trường mầm non", "Công an xã"]
    assert helpers_in("phối hợp với Sở Y tế mở lớp", "xã") == []


CHIEF = """+++
regime = "state"
layout = "table"
issuer = "ỦY BAN NHÂN DÂN TỈNH THANH BÌNH"
number = "Số: 06/CT-UBND"
place_date = "Thanh Bình, ngày 05 tháng 9 năm 2025"
kind = "CHỈ THỊ"
subject = "Về việc chấn chỉnh việc giải quyết kiến nghị của công dân"
recipients = ["Như trên;", "Lưu: VT."]
signatures = [{authority = "TM. ỦY BAN NHÂN DÂN", position = "CHỦ TỊCH", name = "Lò Thị Nụ"}]
+++
Để giải quyết kịp thời kiến nghị của công dân, Chủ tịch UBND tỉnh yêu cầu:
1. Thủ trưởng các sở, ban, ngành; Chủ tịch Ủy ban nhân dân các xã, phường có trách nhiệm:
a) Tiếp công dân đúng lịch.
b) Giải quyết dứt điểm kiến nghị tồn đọng trước ngày 31/10/2025; tổng kết việc giải quyết trước ngày 15/12/2025.
2. Khi công dân có kiến nghị, yêu cầu các sở, ngành, địa phương liên quan trả lời bằng văn bản.
3. Xã, phường có trên 20 kiến nghị tồn đọng phải báo cáo giải trình với UBND tỉnh.
4. Giao Văn phòng Đăng ký đất đai cử viên chức hỗ trợ các xã.
5. Thanh tra tỉnh xử lý vụ việc tại xã Khe Mo.
6. Sở Tư pháp chủ trì, phối hợp với các sở, ngành và địa phương:
- Biên soạn tài liệu hỏi đáp.
7. Chỉ đạo Phòng Kinh tế phối hợp với Công an xã rà soát hồ sơ, xong trước ngày 20/9/2025.
Yêu cầu các cấp, các ngành, các địa phương nghiêm túc triển khai, thực hiện; định kỳ hằng quý báo cáo kết quả về Sở Nội vụ để tổng hợp./.
@foot
"""
NEW_COMMUNE = COMMUNE.model_copy(
    update={"superior": "Ủy ban nhân dân tỉnh Thanh Bình", "organs": {"office": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"}}
)


@pytest.fixture(scope="module")
def chief(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return drafted(tmp_path_factory.mktemp("chief"), CHIEF, NEW_COMMUNE, dt.date(2025, 9, 8))


def test_a_list_of_addressees_that_goes_on_to_the_unit_is_its_own(chief: Plan) -> None:
    assert "Tiếp công dân đúng lịch." in said(chief)
    assert "Khi công dân có kiến nghị, Ủy ban nhân dân xã trả lời bằng văn bản." in said(chief)
    assert "có trách nhiệm" not in said(chief)


def test_partners_of_the_superiors_organ_do_not_share_its_duty(chief: Plan) -> None:
    assert "tài liệu hỏi đáp" not in said(chief)


def test_the_last_order_to_all_says_who_reports_not_what_the_last_section_is_about(chief: Plan) -> None:
    assert not any("Sở Nội vụ" in line.text for part in chief.parts[:-1] for item in part.items for line in item.lines)
    assert "tham mưu Ủy ban nhân dân xã định kỳ hằng quý báo cáo kết quả về Sở Nội vụ" in said(chief)


def test_a_case_of_some_communes_is_a_case_of_this_one(chief: Plan) -> None:
    assert "Trường hợp xã có trên 20 kiến nghị tồn đọng thì báo cáo giải trình" in said(chief)


def test_abbreviations_of_bodies_are_written_in_full(chief: Plan) -> None:
    assert "UBND" not in said(chief).replace("06/CT-UBND", "")


def test_another_institution_that_is_called_an_office_is_not_the_units_office(chief: Plan) -> None:
    assert "Đăng ký đất đai" not in said(chief)
    assert "Khe Mo" not in said(chief)


def test_two_times_are_two_rows_and_whom_the_authority_charges_leads(chief: Plan) -> None:
    done = [row[1:] for row in rows(chief)]
    assert ["Giải quyết dứt điểm kiến nghị tồn đọng", "Trước ngày 31/10/2025"] in [[row[0], row[-2]] for row in done]
    assert ["Tổng kết việc giải quyết", "Trước ngày 15/12/2025"] in [[row[0], row[-2]] for row in done]
    assert ["Rà soát hồ sơ", "Phòng Kinh tế", "Công an xã"] in [row[:3] for row in done]


DECISION = """+++
regime = "state"
layout = "table"
issuer = "ỦY BAN NHÂN DÂN TỈNH THANH BÌNH"
number = "Số: 77/QĐ-UBND"
place_date = "Thanh Bình, ngày 05 tháng 12 năm 2025"
kind = "QUYẾT ĐỊNH"
subject = "Về việc giao chỉ tiêu người tham gia bảo hiểm y tế năm 2026 cho các xã, phường"
recipients = ["Như Điều 3;", "Lưu: VT."]
signatures = [{authority = "TM. ỦY BAN NHÂN DÂN", position = "CHỦ TỊCH", name = "Lò Thị Nụ"}]
+++
@center QUYẾT ĐỊNH:
**Điều 1.** Giao chỉ tiêu người tham gia bảo hiểm y tế năm 2026 cho 03 xã, phường theo Phụ lục kèm theo Quyết định này.
**Điều 2.** Ủy ban nhân dân các xã, phường giao chỉ tiêu đến thôn trước ngày 15/01/2026.
**Điều 3.** Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Y tế; Chủ tịch Ủy ban nhân dân các xã, phường chịu trách nhiệm thi hành \
Quyết định này./.
@foot
@page
@center CHỈ TIÊU NGƯỜI THAM GIA BẢO HIỂM Y TẾ NĂM 2026
@table head=1 rules=all widths=12,60,40,30
STT | Đơn vị | Số người tham gia | Tỷ lệ bao phủ (%)
1 | Phường Bản Ngà | 4.120 | 95,1
2 | Xã Nà Lạn | 2.345 | 93,4
3 | Xã Khe Mo | 1.900 | 92,0
 | Cộng | 8.365 | 93,9
@end
"""


def test_a_decision_on_a_quota_gives_its_figures_with_what_is_counted(tmp_path: Path) -> None:
    plan = drafted(tmp_path, DECISION, NEW_COMMUNE, dt.date(2025, 12, 8))
    assert "số người tham gia: 2.345 người." in said(plan)
    assert "hoàn thành chỉ tiêu người tham gia bảo hiểm y tế năm 2026 do Ủy ban nhân dân tỉnh giao." in said(plan)
    assert "Giám đốc Sở Y tế" not in said(plan)


HOSPITAL = Unit(name="Bệnh viện Đa khoa Nà Phặc", kind="bệnh viện")


def test_a_hospital_reports_to_its_own_leaders(tmp_path: Path) -> None:
    words = HEALTH.replace('"ỦY BAN NHÂN DÂN TỈNH THANH BÌNH"', '"SỞ Y TẾ"').replace("41/KH-UBND", "41/KH-SYT")
    plan = drafted(tmp_path, words, HOSPITAL)
    assert "Các khoa, phòng" in plan.foot.recipients
    assert "báo cáo kết quả về Lãnh đạo Bệnh viện trước ngày" in said(plan)
