"""A template that staff changed in Word: what is wrong with it is said with its place, before a draft is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generate.template_check import check
from templates.build import FOLDER
from tests.generate.test_lint import changed, swap

ALL = sorted(path.name for path in FOLDER.glob("*.docx"))


@pytest.mark.parametrize("name", ALL)
def test_the_program_s_own_templates_are_sound(name: str) -> None:
    assert check(FOLDER / name) == ()


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (swap("{{ head.number }}", "{{ head.numbre }}"), "unknown_field", "head.number"),
        (swap("{{ kind }}", "{{ loai }}"), "unknown_field", "có thể dùng"),
        (swap("{{ part.heading }}", "{{ part.headings }}"), "unknown_field", "part.heading"),
        (swap("{{ kind }}", "{{ kind }"), "unclosed_tag", "{{ kind }"),
        (swap("{{ kind }}", "{{ kind | }}"), "broken_tag", "viết sai"),
        (swap("{%p for line in title %}", "{%p for line title %}"), "broken_tag", "for … in …"),
        (swap("{%p endfor %}", ""), "open_block", "for line in title"),
        (swap("{%p for line in title %}", ""), "stray_end", "endfor"),
        (swap("{%p endif %}", "{%p endfor %}"), "crossed_end", "endfor"),
        (swap("{{ head.place_and_date }}", "…"), "lost_field", "địa danh"),
        (swap("{{ line }}", "{{ kind }}"), None, ""),
        (lambda text: re.sub(r'(<w:pgMar [^>]*w:right=")\d+', r"\g<1>1134", text), "form", "Lề phải 20 mm"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, change: Callable[[str], str], code: str | None, said: str) -> None:
    path = tmp_path / "ke-hoach-dang.docx"
    path.write_bytes(changed((FOLDER / "ke-hoach-dang.docx").read_bytes(), change))
    faults = check(path)
    if code is None:
        return
    assert code in {fault.code for fault in faults}
    named = next(fault for fault in faults if fault.code == code)
    assert said in named.message
    assert named.place
    assert named.remedy


def test_a_lost_style_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(changed((FOLDER / "ke-hoach-dang.docx").read_bytes(), swap('w:val="Tên loại"', 'w:val="Khac"'), "word/styles.xml"))
    assert [fault.message for fault in check(path)] == ["Mất kiểu “Tên loại”."]
