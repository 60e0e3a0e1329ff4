"""Lists of lower units as offices keep them, and units.toml that points to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from generate.errors import UnitsFault
from generate.unit import LowerUnit
from generate.unit_list import load_list
from generate.units_file import example_list, example_text, load_units

HEAD = ["TT", "Tên chi bộ", "Loại", "Số đảng viên", "Tối thiểu", "Tối đa", "Cố định"]


def sheet(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Chi bộ"
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, [1, "Chi bộ thôn Đông", "thôn", 33, 1, 3, None], [2, "Chi bộ Công an", None, None, None, None, 1]],
        [["DANH SÁCH CHI BỘ"], [None], HEAD, [1, "Chi bộ thôn Đông", "thôn", "33", 1.0, "3", ""], [2, "Chi bộ Công an", "", "", "", "", 1]],
        [
            ["STT", "Đơn vị", "Loại hình", "Trọng số", "Giao ít nhất", "Giao nhiều nhất", "Ấn định"],
            [1, "Chi bộ thôn Đông", "thôn", 33, 1, 3, None],
            [None, None, None, None, None, None, None],
            [2, "Chi bộ Công an", None, None, None, None, 1],
            [None, "Tổng cộng", None, 33, 1, 3, 1],
        ],
    ],
    ids=["plain", "title above, numbers as text", "other heads, empty row, sum"],
)
def test_a_list_is_understood_by_its_heads(tmp_path: Path, rows: list[list[object]]) -> None:
    assert load_list(sheet(tmp_path / "chi-bo.xlsx", *rows)) == (
        LowerUnit(name="Chi bộ thôn Đông", kind="thôn", weight=33, minimum=1, maximum=3),
        LowerUnit(name="Chi bộ Công an", fixed=1),
    )


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_csv_from_excel_is_read_whatever_its_separator(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "chi-bo.csv"
    path.write_text("\ufeff" + "\n".join(separator.join(row) for row in (["Tên chi bộ", "Số đảng viên"], ["Chi bộ Một", "1.200"])), "utf-8")
    assert load_list(path) == (LowerUnit(name="Chi bộ Một", weight=1200),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([2, "Chi bộ B", None, "nhiều", None, None, None], "trang “Chi bộ”, dòng 3, cột D: phải là số (đang là “nhiều”)"),
        ([2, "Chi bộ B", None, 5, 1.5, None, None], "dòng 3, cột E: phải là số nguyên"),
        ([2, "Chi bộ B", None, 5, -1, None, None], "dòng 3, cột E: không được nhỏ hơn 0"),
        ([2, "Chi bộ B", None, 5, 4, 2, None], "dòng 3: maximum (2) nhỏ hơn minimum (4)"),
        ([2, None, None, 5, None, None, None], "dòng 3: có số nhưng thiếu tên đơn vị"),
        ([2, "Chi bộ A", None, 5, None, None, None], "dòng 3: đơn vị “Chi bộ A” đã có ở dòng trên"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(tmp_path: Path, row: list[object], said: str) -> None:
    path = sheet(tmp_path / "chi-bo.xlsx", HEAD, [1, "Chi bộ A", None, 5, None, None, None], row)
    with pytest.raises(UnitsFault) as fault:
        load_list(path)
    assert said in fault.value.message
    assert str(path) in fault.value.message


def test_a_sheet_without_heads_and_a_file_that_is_no_sheet_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnitsFault, match="dòng đầu bảng"):
        load_list(sheet(tmp_path / "a.xlsx", ["Chi bộ thôn Đông", 33]))
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"khong phai excel")
    with pytest.raises(UnitsFault, match="không phải tệp Excel"):
        load_list(broken)
    with pytest.raises(UnitsFault, match="Không đọc được"):
        load_list(tmp_path / "khong-co.xlsx")


def test_units_toml_takes_its_lower_units_from_a_sheet_beside_it(tmp_path: Path) -> None:
    sheet(tmp_path / "chi-bo.xlsx", HEAD, [1, "Chi bộ A", None, 5, None, None, None])
    path = tmp_path / "units.toml"
    path.write_text('[[unit]]\nname = "Hồng Lĩnh"\nlower_from = "chi-bo.xlsx"\n', encoding="utf-8")
    (unit,) = load_units(path)
    assert unit.lower == (LowerUnit(name="Chi bộ A", weight=5),)


def test_a_list_given_twice_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text('[[unit]]\nname = "A"\nlower_from = "chi-bo.xlsx"\n[[unit.lower]]\nname = "Chi bộ A"\n', encoding="utf-8")
    with pytest.raises(UnitsFault, match=r"dòng 3: unit\[1\]\.lower_from: đã có"):
        load_units(path)


def test_a_sheet_in_place_of_units_toml_says_how_to_use_it(tmp_path: Path) -> None:
    with pytest.raises(UnitsFault, match=r'lower_from = "chi-bo.xlsx"'):
        load_units(tmp_path / "chi-bo.xlsx")


def test_the_example_is_valid_and_its_list_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text(example_text(), encoding="utf-8")
    (unit,) = load_units(path)
    listed = tmp_path / "chi-bo.xlsx"
    listed.write_bytes(example_list())
    assert load_list(listed) == unit.lower
    explained = [line for line in example_text().splitlines() if line.startswith("#")]
    assert len(explained) >= 20
