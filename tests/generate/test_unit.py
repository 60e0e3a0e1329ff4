from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from generate.errors import UnitsFault, UnitUnknown
from generate.unit import Unit, bare_name, find_unit, from_table, matching, units_of
from generate.units_file import load_units
from tests.generate.directives import plan_of_the_district
from tests.generate.units import COMMUNE


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "units.toml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def test_a_profile_is_read_with_its_lower_units(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [[unit]]
        name = "Hồng Lĩnh"
        level = "commune"
        kind = "xã"
        lead_days = 10
        [unit.organs]
        office = "Văn phòng Đảng ủy"
        [unit.has]
        enterprises = false
        [[unit.lower]]
        name = "Chi bộ thôn Đông"
        weight = 33
        """,
    )
    (unit,) = load_units(path)
    assert unit.organs["office"] == "Văn phòng Đảng ủy"
    assert unit.has["enterprises"] is False
    assert unit.lower[0].weight == 33
    assert unit.congress is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[unit]]\nlevel = 'commune'\n", "unit[1].name: thiếu khóa này"),
        ("[[unit]]\nname = 'A'\nlevel = 'quận'\n", "dòng 3"),
        ("[[unit]]\nname = 'A'\n\n[[unit]]\nname = 'B'\nlead_days = 'mười'\n", "dòng 6"),
        ("[[unit]]\nname = 'A'\nkhông_có = 1\n", "TOML"),
        ("[[unit]]\nname = 'A'\nkhong_co = 1\n", "khong_co: khóa không có trong danh mục"),
        ("[[unit]]\nname = 'A'\n[[unit.lower]]\nname = 'B'\nweight = -1\n", "unit[1].lower[1].weight: không được nhỏ hơn 0"),
        ("[[unit]]\nname = 'A'\n[[unit.lower]]\nname = 'B'\nminimum = 3\nmaximum = 1\n", "nhỏ hơn minimum"),
        ("[[unit]]\nname = 'A'\n[[unit]]\nname = 'A'\n", "khai báo hai lần"),
        ("[[unit]\nname = 'A'\n", "dòng 1"),
        ("", "tệp chưa khai báo đơn vị nào; thêm [[unit]]"),
        ("[unit]\nname = 'A'\n", "unit: ghi [[unit]] (hai lần ngoặc vuông)"),
        (
            "[[unit]]\nname = 'A'\n[[unit.lower]]\nname = 'B'\nminimun = 1\n",
            "dòng 5: unit[1].lower[1].minimun: khóa không có trong danh mục",
        ),
        ("[[unit]]\nname = 'A'\n[[unit.lower]]\nname = 'B'\nminimun = 1\n", "có phải “minimum”"),
        ("[[unit]]\nname = 'A'\n[unit.organs]\nofice = 'B'\n", "có phải “office”"),
        ("[[unit]]\nname = 'A'\nlead_days = 'x'\nlevel = 'y'\n", "dòng 3: unit[1].lead_days: phải là số nguyên"),
        ("[[unit]]\nname = 'A'\nlead_days = 'x'\nlevel = 'y'\n", "dòng 4: unit[1].level"),
        ("[[unit]]\nname = “A”\n", "gõ dấu nháy thẳng"),
        ("[[unit]]\nname = 'A'\n[[unit.lower]]\nname = 'B'\nweight = 33,5\n", "số thập phân ghi dấu chấm"),
        ("[[unit]]\nname = Hồng Lĩnh\n", "chữ phải đặt trong dấu nháy kép"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnitsFault) as fault:
        load_units(written(tmp_path, text))
    assert said in fault.value.message
    assert "units.toml" in fault.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnitsFault, match=r"khong-co\.toml"):
        load_units(tmp_path / "khong-co.toml")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Hồng Lĩnh", "Hồng Lĩnh"),
        ("xã Hồng Lĩnh", "Hồng Lĩnh"),
        ("ĐẢNG BỘ XÃ HỒNG LĨNH", "Hồng Lĩnh"),
        ("hong linh", "Hồng Lĩnh"),
        ("Phường Hoà Bình", "phường Hòa Bình"),
        ("Chi bộ Kho bạc", "Chi bộ Kho bạc Nhà nước"),
        ("Phường 4", "Phường 4"),
        ("Kho", None),
        ("Sơn", None),
    ],
)
def test_a_unit_is_found_under_the_names_people_use(asked: str, found: str | None) -> None:
    known = ["Hồng Lĩnh", "phường Hòa Bình", "phường Hoa Bình", "Chi bộ Kho bạc Nhà nước", "Phường 4", "Phường 14", "Sơn Đông", "Sơn Tây"]
    assert matching(asked, known) == ([found] if found else [])


def test_names_that_differ_only_in_marks_are_told_apart() -> None:
    assert matching("Phố Hòa", ["Phổ Hòa", "Phố Hoà"]) == ["Phố Hoà"]


def test_the_same_letters_in_another_order_are_another_name() -> None:
    assert matching("Phường 12", ["Phường 21", "Phường 12"]) == ["Phường 12"]
    assert matching("Bản Na", ["Bản An"]) == []


def test_numbered_names_keep_their_word() -> None:
    assert bare_name("Phường 4") == "Phường 4"
    assert bare_name("Đảng bộ xã Hồng Lĩnh") == "Hồng Lĩnh"


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("Hồng Lĩnh", "commune", None),
        ("Phường 4", "commune", "phường"),
        ("Đảng bộ Công an", None, "lực lượng vũ trang"),
        ("Chi bộ Trường THPT số 1", "cell", "trường học"),
        ("Chi bộ Hạt Kiểm lâm", "cell", "cơ quan"),
    ],
)
def test_a_table_row_says_no_more_than_its_name(name: str, level: str | None, kind: str | None) -> None:
    unit = from_table(name, plan_of_the_district())
    assert (unit.level, unit.kind) == (level, kind)
    assert not unit.organs
    assert unit.committee is None


def test_a_profile_comes_before_the_table_and_an_unknown_name_lists_near_ones() -> None:
    directive = plan_of_the_district()
    assert find_unit("xã Hồng Lĩnh", [COMMUNE], directive) is COMMUNE
    assert find_unit("Sơn Đông", [COMMUNE], directive).organs == {}
    with pytest.raises(UnitUnknown, match="Hồng Lĩnh"):
        find_unit("Hồng Linhh", [COMMUNE], directive)
    assert [unit.name for unit in units_of(directive, [COMMUNE])][:2] == ["Hồng Lĩnh", "Sơn Đông"]


def test_slugs_are_plain_file_names() -> None:
    assert Unit(name="Đảng bộ Khối Đảng- Đoàn thể").slug == "dang-bo-khoi-dang-doan-the"
    assert Unit(name="Phường 4").slug == "phuong-4"
