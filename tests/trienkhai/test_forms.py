"""`trienkhai lint --fix` and `trienkhai templates` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generate.word import render
from tests.generate.plans import phu_hoa
from tests.generate.test_lint import changed, swap
from trienkhai.cli import main


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(changed(render(phu_hoa()), swap('w:right="850"', 'w:right="1134"')))
    return path


def test_lint_names_book_rule_place_and_remedy(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(paper)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Lỗi · F02 · lề phải · Lề phải 20 mm, phải là 15 mm. · Bố cục")
    assert "Hướng dẫn 05-HD/VPTW" in said.err


def test_fix_writes_another_file(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = paper.read_bytes()
    assert main(["lint", str(paper), "--fix", str(tmp_path / "da-sua.docx")]) == 0
    assert capsys.readouterr().out == ""
    assert main(["lint", str(tmp_path / "da-sua.docx")]) == 0
    assert "không thấy lỗi thể thức" in capsys.readouterr().err
    assert paper.read_bytes() == original
    assert main(["lint", str(paper), "--fix", str(paper)]) == 2


def test_templates_are_copied_changed_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mau"
    assert main(["templates", "init", str(folder)]) == 0
    assert len(list(folder.glob("*.docx"))) == 10
    own = folder / "ke-hoach-dang.docx"
    own.write_bytes(changed(own.read_bytes(), swap("{{ head.number }}", "{{ head.so }}")))
    kept = own.read_bytes()
    assert main(["templates", "init", str(folder)]) == 0
    assert own.read_bytes() == kept
    capsys.readouterr()
    assert main(["templates", "check", str(own)]) == 1
    assert "Trường “head.so” không có" in capsys.readouterr().out
    assert main(["templates", "check", str(folder / "cong-van-dang.docx")]) == 0
