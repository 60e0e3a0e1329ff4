"""A template that staff changed in Word: what is wrong with it is said with its place, before a draft is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generate.template_check import check
from templates.build import FOLDER
from tests.generate.test_lint import changed, style, swap

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
        (swap("{{ line }}", ""), "lost_field", "trích yếu, trong vòng lặp title"),
        (swap("{{ part.heading }}", ""), "lost_field", "tên các phần"),
        (swap("{{ appendix.title }}", ""), "lost_field", "tên phụ lục"),
        (swap("{%p for part in parts %}", ""), "unknown_field", "khôi phục đoạn {%p for part in parts %}"),
        (swap("{%p for line in title %}", "{% for line in title %}"), "split_block", "thiếu chữ p"),
        (swap("{{ kind }}", "{{ kind | hoa }}"), "broken_tag", "không có bộ lọc “hoa”"),
        (swap("{{ kind }}", "{{ “kind” }}"), "broken_tag", "gõ dấu ngoặc thẳng"),
        (swap("{{ kind }}", "{{ }}"), "broken_tag", "không có tên trường"),
        (swap("<w:r><w:t>{{ kind }}", '<w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t>{{ kind }}'), "by_hand", "cỡ 15 (kiểu có cỡ 16)"),
        (swap("ĐẢNG CỘNG SẢN VIỆT NAM", ""), "form", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (lambda text: re.sub(r'(<w:pgMar [^>]*w:right=")\d+', r"\g<1>1134", text), "form", "Lề phải 20 mm"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, change: Callable[[str], str], code: str, said: str) -> None:
    path = tmp_path / "ke-hoach-dang.docx"
    path.write_bytes(changed((FOLDER / "ke-hoach-dang.docx").read_bytes(), change))
    faults = check(path)
    assert code in {fault.code for fault in faults}
    named = next(fault for fault in faults if fault.code == code)
    assert said in named.message
    assert named.place
    assert named.remedy


def test_a_field_that_follows_from_another_fault_is_not_told_again(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach-dang.docx"
    path.write_bytes(changed((FOLDER / "ke-hoach-dang.docx").read_bytes(), swap("for item in part.entries", "for item in part.entry")))
    assert [fault.code for fault in check(path)][:2] == ["unknown_field", "lost_field"]


def test_what_staff_may_change_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach-dang.docx"
    own = (FOLDER / "ke-hoach-dang.docx").read_bytes()
    path.write_bytes(changed(changed(own, swap("{{ kind }}", "{{kind}}")), style("NoiDung", 'w:val="28"', 'w:val="30"'), "word/styles.xml"))
    assert [fault.message for fault in check(path)] == []


def test_a_lost_style_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(changed((FOLDER / "ke-hoach-dang.docx").read_bytes(), swap('w:val="Tên loại"', 'w:val="Khac"'), "word/styles.xml"))
    assert [fault.message for fault in check(path)] == ["Mất kiểu “Tên loại”."]
