"""A list of lower units as offices keep it, in Excel or as CSV, with a head in plain words:

    TT | Tên chi bộ     | Loại | Số đảng viên | Tối thiểu | Tối đa | Cố định
    1  | Chi bộ thôn Đông | thôn | 33           | 1         | 3      |

Only the name must be there. Rows above the head, empty rows and rows of sums are passed over; every fault is told with file, row
and column.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generate.errors import UnitsFault
from generate.unit import LowerUnit, fold_name

FAULTS = {
    "missing": "thiếu khóa này",
    "extra_forbidden": "khóa không có trong danh mục (xem docs/units.md hoặc tệp mẫu của “trienkhai units init”)",
    "string_type": "phải là chữ, đặt trong dấu nháy kép",
    "string_too_short": "để trống; bỏ dòng này nếu chưa biết",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "greater_than_equal": "không được nhỏ hơn 0",
    "literal_error": "giá trị không có trong danh mục cho phép",
    "tuple_type": "phải là danh sách trong dấu [ ]",
    "dict_type": "phải là một nhóm khóa",
    "model_type": "phải là một nhóm khóa",
    "too_short": "tệp chưa có đơn vị nào ([[unit]])",
}


def fault_words(fault: ErrorDetails) -> str:
    """What is wrong with one value: "phải là số nguyên"; of a closed list, what it allows."""
    if fault["type"] == "value_error":
        return fault["msg"].removeprefix("Value error, ")
    allowed = f" ({fault['ctx']['expected'].replace(' or ', ', ')})" if fault["type"] == "literal_error" else ""
    return FAULTS.get(fault["type"], fault["msg"]) + allowed


LIST_HEADS = ("TT", "Tên đơn vị", "Loại", "Trọng số", "Tối thiểu", "Tối đa", "Cố định")
HEAD_WITHIN = 20
"""Rows in which the head is looked for."""
WHOLE = ("minimum", "maximum", "fixed")

Grid = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    place: str
    """ "danh-sach.xlsx, trang “Chi bộ”"."""
    rows: Grid


@cache
def _catalogue() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("generate").joinpath("unit_list.toml").read_text(encoding="utf-8"))


def load_list(path: Path) -> tuple[LowerUnit, ...]:
    """The lower units of an .xlsx or .csv; raises `UnitsFault` naming file, row, column and what is wrong."""
    sheets = list(_sheets(path))
    for sheet in sheets:
        head = _head(sheet.rows)
        if head is not None:
            return _units(sheet, *head)
    wanted = "cột tên đơn vị và cột số (ví dụ “Tên chi bộ”, “Số đảng viên”)"
    raise UnitsFault(f"{path}: không thấy dòng đầu bảng có {wanted}; thêm dòng đầu bảng.")


def _sheets(path: Path) -> Iterator[_Sheet]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnitsFault(f"Không đọc được danh sách đơn vị {path}: kiểm tra đường dẫn và quyền đọc.") from error
    if path.suffix.lower() == ".csv":
        yield _Sheet(str(path), _csv_rows(path, data))
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield _Sheet(f"{path}, trang “{sheet.title}”", list(sheet.iter_rows(values_only=True)))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnitsFault(f"{path} không phải tệp Excel .xlsx dùng được: mở bằng Excel, lưu thành .xlsx hoặc .csv.") from error


def _csv_rows(path: Path, data: bytes) -> Grid:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnitsFault(f"{path} không phải UTF-8: trong Excel chọn lưu thành “CSV UTF-8”.") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    return list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))


def _head(rows: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of heads and the column of each field: the first row that names the units and something else known."""
    for number, row in enumerate(rows[:HEAD_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            field = _field(cell)
            if field and field not in columns:
                columns[field] = column
        if "name" in columns and len(columns) > 1:
            return number, columns
    return None


def _field(cell: object) -> str | None:
    head = fold_name(str(cell)) if isinstance(cell, str) else ""
    known = _catalogue()["head"].items()
    exact = (field for field, words in known if head in map(fold_name, words))
    inside = (field for field, words in known if any(re.search(rf"\b{re.escape(fold_name(word))}\b", head) for word in words))
    return next(exact, None) or next(inside, None) if head else None


def _units(sheet: _Sheet, head: int, columns: dict[str, int]) -> tuple[LowerUnit, ...]:
    units: dict[str, LowerUnit] = {}
    for number, row in enumerate(sheet.rows[head + 1 :], head + 2):
        values = {field: _value(row[column]) for field, column in columns.items() if column < len(row)}
        name = values.get("name")
        if not isinstance(name, str) or not re.search(r"[^\W\d_]", name):
            if any(value is not None for field, value in values.items() if field in WHOLE or field == "weight") and not _is_sum(row):
                raise UnitsFault(f"{sheet.place}, dòng {number}: có số nhưng thiếu tên đơn vị; điền tên hoặc xóa dòng.")
            continue
        if _is_sum(row):
            continue
        if name in units:
            raise UnitsFault(f"{sheet.place}, dòng {number}: đơn vị “{name}” đã có ở dòng trên; xóa bớt một.")
        units[name] = _unit(sheet, number, columns, values)
    if not units:
        raise UnitsFault(f"{sheet.place}: dưới dòng đầu bảng chưa có đơn vị nào.")
    return tuple(units.values())


def _is_sum(row: Sequence[object]) -> bool:
    words = {fold_name(word) for word in _catalogue()["sum"]["rows"]}
    return any(isinstance(cell, str) and fold_name(cell).strip(" :.") in words for cell in row)


def _value(cell: object) -> object:
    """A number in figures, "1.200" and "12,5" too; other text stays text, and an empty cell is None."""
    if not isinstance(cell, str):
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    text = cell.strip()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        return int(text.replace(".", ""))
    if re.fullmatch(r"\d+", text):
        return int(text)
    return float(text.replace(",", ".")) if re.fullmatch(r"\d+[.,]\d+", text) else text or None


def _unit(sheet: _Sheet, number: int, columns: dict[str, int], values: dict[str, object]) -> LowerUnit:
    try:
        return LowerUnit.model_validate({field: value for field, value in values.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else None
        column = f", cột {get_column_letter(columns[field] + 1)}" if field in columns else ""
        said = f" (đang là “{first['input']}”)" if field in columns else ""
        raise UnitsFault(f"{sheet.place}, dòng {number}{column}: {fault_words(first)}{said}.") from error
