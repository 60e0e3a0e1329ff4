"""Quota papers of every make, drawn from our own documents: what the table gives a unit stands in its draft, or a finding says why not."""

from __future__ import annotations

import datetime as dt

import pytest

import extract
import generate
import ingest
from corpora import markup, word
from corpora.build import SOURCES
from extract.directive import Directive
from generate.plan import Plan
from generate.unit import Unit, find_unit

VILLAGE = Unit(name="Chi bộ thôn Đông", level="cell", kind="thôn")
SCHOOL = Unit(name="Chi bộ Trường", level="cell", kind="trường học")
COMMUNE = Unit(name="xã Đại Hòa", level="commune", kind="xã")
WARD = Unit(name="phường Đông Lĩnh", level="commune", kind="phường")
DAY = dt.date(2026, 1, 15)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Directive]:
    folder = tmp_path_factory.mktemp("papers")
    found = {}
    for name in {name for name, *_ in CARRIED} | {name for name, *_ in FOUND} | {name for name, *_ in SAID}:
        path = folder / f"{name}.docx"
        path.write_bytes(word.render(markup.read(SOURCES / f"{name}.txt")))
        found[name] = extract.extract(ingest.read(path))
    return found


def plan_of(directive: Directive, unit: str, day: dt.date = DAY) -> Plan:
    return generate.draft(directive, find_unit(unit, (), directive), date=day)


def said(plan: Plan) -> str:
    return "\n".join(line.text for line in plan.lines())


CARRIED = [
    ("hai-lam-3307-qd-ubnd", "Phường Kim Bình", "bảo hiểm y tế: 45.674 người; trong đó: ngân sách đóng, hỗ trợ: 23.351"),
    ("hai-lam-3307-qd-ubnd", "Phường Kim Bình", "tỷ lệ bao phủ: 95,9%"),
    ("hai-lam-3307-qd-ubnd", "Phường Kim Bình", "Góp phần cùng toàn tỉnh thực hiện mục tiêu đạt tỷ lệ bao phủ trên 92%."),
    ("hai-lam-91-tb-tu-2025", "Phường Kim Bình", "09 tổ chức đảng; trong đó: năm 2026: 04 tổ chức đảng; năm 2027: 05"),
    ("binh-tra-27-nq-hu", "Xã Đồng Lác", "tổng thu: 19.760."),
    ("cam-ha-2214-qd-ubnd", "Phường Cổ Thành", "lệ phí trước bạ: 1.179"),
    ("cam-ha-2214-qd-ubnd", "Phường Cổ Thành", "hoàn thành dự toán thu ngân sách nhà nước năm 2019 do"),
    ("my-lo-3128-qd-ubnd", "Xã Tân Hoá", "chỉ tiêu giao quân: 12; trong đó: quân sự: 10; công an: 02."),
    ("dak-lum-137-mttq-btt", "Ia Pới", "số nhà giúp đỡ: làm mới: 14; sửa chữa: 05."),
    ("an-ky-1120-cv-btctu", "Thành ủy Lộc Sơn", "tổng số học viên: 520 học viên; trong đó: nhận thức về Đảng: 210"),
    ("tan-hoi-26-kh-du", "Khoa Dược", "kết nạp đảng viên: 03; trong đó: viên chức: 01; học sinh, sinh viên: 02."),
]
FOUND = [
    ("my-lo-3128-qd-ubnd", "Xã Tân Hoá", "column-left", "Dự phòng"),
    ("binh-tra-27-nq-hu", "Xã Đồng Lác", "column-unit-missing", "Tổng thu"),
    ("dong-pha-57-kh-btv", "TP Đông Phả", "organisation-draft", "Hội Liên hiệp Phụ nữ thành phố Đông Phả"),
]
SAID: list[tuple[str, Unit, str, bool]] = [
    ("thanh-dam-21-kh-du", VILLAGE, "Chi bộ giới thiệu ít nhất 02 quần chúng", True),
    ("thanh-dam-21-kh-du", VILLAGE, "kết nạp tối thiểu 01 đảng viên", False),
    ("thanh-dam-21-kh-du", SCHOOL, "Chi bộ kết nạp tối thiểu 01 đảng viên", True),
    ("thanh-dam-21-kh-du", SCHOOL, "Cử quần chúng ưu tú dự các lớp bồi dưỡng", True),
    ("thanh-dam-21-kh-du", SCHOOL, "02 lớp nhận thức", False),
    ("thuong-nong-09-ct-hu", COMMUNE, "có [………] xã", False),
    ("thuong-nong-09-ct-hu", COMMUNE, "hộ nghèo không quá 2,5%; rác thải", True),
    ("thuong-nong-09-ct-hu", COMMUNE, "gửi kế hoạch trước 31/3/2019", False),
    ("loc-son-14-ct-tu", COMMUNE, "Trường hợp có từ 05 vụ vi phạm mới phát sinh trong một quý trở lên, Đảng ủy kiểm điểm", True),
    ("loc-son-14-ct-tu", COMMUNE, "toàn thành phố phấn đấu", False),
    ("an-ky-186-kh-ubnd", COMMUNE, "18.650 triệu đồng", False),
    ("an-ky-186-kh-ubnd", COMMUNE, "mục tiêu năm 2024: tỷ lệ tiêm chủng đầy đủ", True),
    ("hai-lam-04-ct-tu", WARD, "mỗi khu vực bỏ phiếu bố trí không dưới 02 cán bộ", True),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unit", "words"), CARRIED)
def test_what_the_table_gives_is_carried(read: dict[str, Directive], name: str, unit: str, words: str) -> None:
    plan = plan_of(read[name], unit)
    assert words in said(plan)
    assert not {"figure-unsourced", "duty-unplaced"} & {finding.code for finding in plan.findings}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unit", "code", "words"), FOUND)
def test_what_is_not_clear_is_told(read: dict[str, Directive], name: str, unit: str, code: str, words: str) -> None:
    assert any(finding.code == code and words in finding.message for finding in plan_of(read[name], unit).findings)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unit", "words", "stands"), SAID)
def test_each_kind_of_unit_gets_what_is_its_own(read: dict[str, Directive], name: str, unit: Unit, words: str, stands: bool) -> None:
    assert (words in said(generate.draft(read[name], unit, date=dt.date(2026, 2, 10)))) is stands
