"""`register check --mend`: the register follows the folders, results are made anew from their originals, the rest is left to a person."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trienkhai.conftest import Run
from trienkhai.lock import alone_in

Command = Callable[..., Run]
Make = Callable[..., Path]

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(trienkhai: Command, directive_file: Make, tmp_path: Path) -> Path:
    """An inbox with two directives and a broken file worked, a plan drafted."""
    for number in (1, 2):
        directive_file(f"nhận/{number}.docx", f"Mỗi thôn trồng ít nhất {number}20 cây lim trước ngày 30/6/2026.")
    (tmp_path / "nhận" / "hỏng.pdf").write_bytes(b"%PDF-1.7 hong")
    (tmp_path / "trienkhai.toml").write_text('[folders]\ninbox = "nhận"\n[drafts]\nunit = ["Thôn Đông"]\n')
    assert trienkhai("watch", "--once").status == 1
    assert trienkhai("register", "check").status == 0
    return tmp_path / "nhận"


def test_what_can_be_mended_is(desk: Path, trienkhai: Command) -> None:
    shutil.rmtree(desk / "ket-qua" / "1")
    (desk / "done" / "2.docx").rename(desk / "done" / "đổi tên.docx")
    (desk / "failed" / "lạ.txt").write_text("KẾ HOẠCH\nMỗi thôn trồng ít nhất 5 cây trước ngày 1/7/2026.\n")
    shutil.rmtree(desk / "ket-qua" / "2.du-thao")
    found = trienkhai("register", "check")
    assert (found.status, len(found.out.splitlines())) == (1, 5)
    assert "--mend" in found.err
    mended = trienkhai("register", "check", "--mend")
    assert (mended.status, mended.err) == (0, "Sổ khớp với các thư mục.\n")
    for said in ("đã đọc lại bản gốc", "bản gốc nằm ở chỗ khác", "đã đưa về thư mục nhận", "sổ đã bỏ dòng ấy"):
        assert said in mended.out
    assert (desk / "ket-qua" / "1" / "summary.html").is_file()
    assert (desk / "lạ.txt").is_file()
    assert trienkhai("register", "check").status == 0


def test_a_lost_register_is_made_anew_from_the_folders(desk: Path, trienkhai: Command) -> None:
    shutil.rmtree(desk / "ket-qua" / ".trienkhai")
    assert trienkhai("watch", "--once").status == 0
    mended = trienkhai("register", "check", "--mend")
    assert [mended.out.count(said) for said in ("kết quả này vào sổ", "bản gốc này vào sổ", "về thư mục nhận")] == [2, 2, 1]
    assert mended.status == 0
    assert len(trienkhai("register", "list").out.splitlines()) == 2


def test_what_only_a_person_can_mend_is_left_with_what_to_do(desk: Path, trienkhai: Command) -> None:
    with (desk / "done" / "1.docx").open("ab") as stream:
        stream.write(b"x")
    (desk / "done" / "2.docx").unlink()
    left = trienkhai("register", "check", "--mend")
    assert left.status == 1
    assert "trả bản gốc đúng về chỗ ấy" in left.out
    assert "tìm lại bản gốc" in left.out
    assert "Còn 2 chỗ cần người xem." in left.err


@pytest.mark.skipif(sys.platform == "win32", reason="khóa của Unix")
def test_nothing_is_mended_while_a_watch_works(desk: Path, trienkhai: Command) -> None:
    shutil.rmtree(desk / "ket-qua" / "1")
    with alone_in(desk):
        refused = trienkhai("register", "check", "--mend")
    assert (refused.status, "đang chạy" in refused.err) == (1, True)
    assert not (desk / "ket-qua" / "1").exists()
