"""units.toml, read: every fault is told with file, line, key and what to write instead."""

from __future__ import annotations

import difflib
import itertools
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, get_args

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from generate.errors import UnitsFault
from generate.unit import Facts, LowerUnit, Organ, Property, Signatory, Unit
from generate.unit_list import LIST_HEADS, fault_words, load_list
from generate.workbook import Sheet, book_xlsx

MOST_FAULTS = 5
TABLES = {"unit": "[[unit]]", "lower": "[[unit.lower]]"}


class _UnitsFile(Facts):
    unit: Annotated[tuple[Unit, ...], Field(min_length=1)]


def load_units(path: Path) -> tuple[Unit, ...]:
    """The units of units.toml; raises `UnitsFault` naming file, line, key and what is wrong."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".csv"):
        raise UnitsFault(
            f"{path} là danh sách đơn vị dưới, không phải hồ sơ đơn vị: tạo units.toml bằng “trienkhai units init” "
            f'rồi ghi lower_from = "{path.name}" vào đó.'
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnitsFault(f"Không đọc được tệp đơn vị {path}: kiểm tra đường dẫn và quyền đọc.") from error
    except UnicodeDecodeError as error:
        raise UnitsFault(f"Tệp đơn vị {path} không phải UTF-8: mở bằng Notepad và lưu lại với mã hóa UTF-8.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp"
        written = text.splitlines()[int(place[1]) - 1] if place else ""
        raise UnitsFault(f"{path}, {where}: không đúng cú pháp TOML ({_likely(written)}).") from error
    try:
        units = _UnitsFile.model_validate(data).unit
    except ValidationError as error:
        raise UnitsFault(_fault(path, text, error)) from error
    units = tuple(_with_list(unit, path, text, index) for index, unit in enumerate(units))
    twice = [unit.name for i, unit in enumerate(units) if any(other.name == unit.name for other in units[:i])]
    if twice:
        raise UnitsFault(f"{path}: đơn vị “{twice[0]}” khai báo hai lần; xóa bớt một.")
    return units


def _likely(written: str) -> str:
    """What is most often wrong with such a line."""
    if re.search("[“”‘’]", written):
        return 'dấu nháy cong “ ” do Word tự đổi; gõ dấu nháy thẳng "…"'
    if re.search(r"=\s*\d+,\d", written):
        return "số thập phân ghi dấu chấm: 33.5"
    if written.lstrip().startswith("["):
        return "tên nhóm phải đóng ngoặc: [unit.organs] hoặc [[unit.lower]]"
    if re.search(r'=\s*[^\s"\[{\d+-]', written) and not re.search(r"=\s*(?:true|false)\b", written):
        return 'chữ phải đặt trong dấu nháy kép: name = "Hồng Lĩnh"'
    return "thường do thiếu dấu nháy kép hoặc dấu ="


def _fault(path: Path, text: str, error: ValidationError) -> str:
    """All that is wrong, each with its line: "units.toml, dòng 63: unit[1].lower[1].weight: phải là số; dòng 65: …"."""
    faults = [found for found in error.errors() if found["type"] != "too_short"] or error.errors()
    told = []
    for found in faults[:MOST_FAULTS]:
        parts = [str(part) for part in found["loc"] if part != "[key]"]
        key = re.sub(r"\.(\d+)", lambda m: f"[{int(m[1]) + 1}]", ".".join(parts))
        line = _line_of(text, found["loc"])
        told.append(f"{f'dòng {line}: ' if line else ''}{key}: {_in_words(found)}")
    more = len(faults) - len(told)
    return f"{path}, {'; '.join(told)}{f'; và {more} chỗ khác' if more > 0 else ''}."


def _in_words(found: ErrorDetails) -> str:
    """What is wrong, with the key that was likely meant and how a list of tables is written."""
    keys = [str(part) for part in found["loc"] if isinstance(part, str) and part != "[key]"]
    last = keys[-1] if keys else ""
    if last in TABLES and found["type"] in ("tuple_type", "list_type"):
        return f"ghi {TABLES[last]} (hai lần ngoặc vuông)"
    if keys == ["unit"] and found["type"] == "missing":
        return "tệp chưa khai báo đơn vị nào; thêm [[unit]], hoặc tạo tệp mẫu bằng “trienkhai units init”"
    known = (
        [field for model in (Unit, LowerUnit, Signatory) for field in model.model_fields] + list(get_args(Organ)) + list(get_args(Property))
    )
    near = difflib.get_close_matches(last, known, 1) if found["type"] in ("extra_forbidden", "literal_error") else []
    return fault_words(found) + (f"; có phải “{near[0]}”" if near and near[0] != last else "")


def _line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """Where the faulty key stands: inside the n-th [[unit]] (and its m-th [[unit.lower]])."""
    lines = text.splitlines()
    first, last = 0, len(lines)
    for name, index in itertools.pairwise(place):
        if isinstance(name, str) and isinstance(index, int):
            head = re.compile(rf"\s*\[\[\s*([\w.]+\.)?{re.escape(name)}\s*\]\]")
            starts = [i for i in range(first, last) if head.match(lines[i])]
            if index < len(starts):
                first, last = starts[index], next((i for i in starts if i > starts[index]), last)
    for name in reversed([part for part in place if isinstance(part, str)]):
        for i in range(first, last):
            if re.match(rf"\s*{re.escape(name)}\s*=", lines[i]) or re.match(rf"\s*\[\[?[\w.]*\b{re.escape(name)}\s*\]", lines[i]):
                return i + 1
    return first + 1 if first else None


def _with_list(unit: Unit, path: Path, text: str, index: int) -> Unit:
    """The unit with the lower units of its `lower_from`, which is seen from the folder of units.toml."""
    if unit.lower_from is None:
        return unit
    if unit.lower:
        line = _line_of(text, ("unit", index, "lower_from"))
        raise UnitsFault(f"{path}, dòng {line}: unit[{index + 1}].lower_from: đã có [[unit.lower]]; chỉ dùng một trong hai.")
    return unit.model_copy(update={"lower": load_list(path.parent / unit.lower_from)})


def example_text() -> str:
    """What `trienkhai units init` writes: a commune's facts filled in, every entry explained."""
    return files("generate").joinpath("units-example.toml").read_text(encoding="utf-8")


def example_list() -> bytes:
    """The example's lower units as a sheet to fill in, in the heads that `load_list` reads."""
    (unit,) = _UnitsFile.model_validate(tomllib.loads(example_text())).unit
    rows = [[n, u.name, u.kind, u.weight, u.minimum or None, u.maximum, u.fixed] for n, u in enumerate(unit.lower, 1)]
    return book_xlsx([Sheet("Đơn vị", LIST_HEADS, rows)], "Danh sách đơn vị dưới")
