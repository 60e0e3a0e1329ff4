"""The drop folder: a file is taken when it has come to rest, once whatever its name, and its original ends unchanged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.scan_files import Scanner, office, packed, page, plan
from tests.ingest.test_ocr import needs_tesseract
from tests.trienkhai.conftest import Run
from trienkhai.arrivals import Arrivals, is_wanted, listing
from trienkhai.watchlog import terminal_and_log

Command = Callable[..., Run]
Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("looks", "named"),
    [
        ([(0, {"a": (5, 1)}), (4, {"a": (5, 1)}), (5, {"a": (5, 1)})], [[], [], ["a"]]),
        ([(0, {"a": (5, 1)}), (4, {"a": (9, 2)}), (5, {"a": (9, 2)}), (9, {"a": (9, 2)})], [[], [], [], ["a"]]),
        ([(0, {"a": (5, 1)}), (5, {"a": (5, 1)}), (6, {"a": (5, 1)})], [[], ["a"], []]),
        ([(0, {"a": (5, 1)}), (5, {"a": (5, 1)}), (6, {"a": (6, 1)}), (11, {"a": (6, 1)})], [[], ["a"], [], ["a"]]),
        ([(0, {"a": (5, 1)}), (3, {}), (4, {"a": (5, 1)}), (6, {"a": (5, 1)}), (9, {"a": (5, 1)})], [[], [], [], [], ["a"]]),
        ([(0, {"b": (1, 1), "a": (1, 1)}), (5, {"b": (1, 1), "a": (1, 1)})], [[], ["a", "b"]]),
        ([(0, {"a": (0, 1)}), (5, {"a": (0, 1)})], [[], ["a"]]),
    ],
    ids=["at rest", "still growing", "named once", "changed later", "gone and back", "in order", "empty file"],
)
def test_a_file_is_named_when_it_has_stopped_growing(looks: list[tuple[float, dict[str, tuple[int, int]]]], named: list[list[str]]) -> None:
    arrivals = Arrivals(rest=5)
    assert [arrivals.at_rest(listing, now) for now, listing in looks] == named


def test_a_taken_file_may_come_again() -> None:
    arrivals = Arrivals(rest=5)
    arrivals.at_rest({"a": (5, 1)}, 0)
    assert arrivals.at_rest({"a": (5, 1)}, 5) == ["a"]
    arrivals.forget("a")
    assert arrivals.at_rest({"a": (5, 1)}, 6) == []
    assert arrivals.at_rest({"a": (5, 1)}, 11) == ["a"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("72.docx", True),
        ("Kế hoạch $.pdf", True),
        ("~$72.docx", False),
        (".~lock.72.docx#", False),
        ("._72.docx", False),
        (".DS_Store", False),
        ("72.docx.tmp", False),
        ("72.pdf.crdownload", False),
        ("72.pdf.filepart", False),
        ("72.pdf:Zone.Identifier", False),
        ("~WRL0001.tmp", False),
        ("ehthumbs.db", False),
        ("Phụ lục.tmp.docx", True),
        ("Thumbs.db", False),
        ("desktop.ini", False),
    ],
)
def test_what_programs_leave_behind_is_not_taken(name: str, wanted: bool) -> None:
    assert is_wanted(name) is wanted


def test_only_plain_files_are_seen(tmp_path: Path) -> None:
    (tmp_path / "72.docx").write_bytes(b"x")
    (tmp_path / "done").mkdir()
    (tmp_path / "liên kết.docx").symlink_to(tmp_path / "72.docx")
    os.mkfifo(tmp_path / "ống.docx")
    assert list(listing(tmp_path)) == ["72.docx"]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "nhận"
    folder.mkdir()
    return folder


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_once_works_what_is_there_and_moves_the_originals(trienkhai: Command, directive_file: Make, inbox: Path) -> None:
    content = directive_file("nhận/72.docx").read_bytes()
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.7 ...")
    (inbox / "~$72.docx").write_bytes(b"khoa")
    done = trienkhai("watch", inbox, "--once")
    assert done.status == 1
    assert (inbox / "done" / "72.docx").read_bytes() == content
    assert (inbox / "failed" / "hỏng.pdf").read_bytes() == b"%PDF-1.7 ..."
    why = (inbox / "failed" / "hỏng.pdf.why.txt").read_text(encoding="utf-8-sig")
    assert all(words in why for words in ("hỏng.pdf", "Vì sao", "Cần làm gì", str(inbox)))
    assert {path.name for path in inbox.iterdir()} == {"done", "failed", "ket-qua", "~$72.docx"}
    assert "ket-qua/72/directive.json" in tree(inbox)
    again = trienkhai("watch", inbox, "--once")
    assert again.status == 0
    assert "Không có tệp nào" in again.err


@pytest.mark.slow
def test_the_same_content_is_taken_once_whatever_its_name(trienkhai: Command, directive_file: Make, inbox: Path) -> None:
    content = directive_file("nhận/72.docx").read_bytes()
    trienkhai("watch", inbox, "--once", "--out", "kq")
    (inbox / "bản chép.docx").write_bytes(content)
    (inbox / "72.docx").write_bytes(content)
    done = trienkhai("watch", inbox, "--once", "--out", "kq")
    assert done.status == 0
    assert done.err.count("cùng nội dung") == 2
    assert {path.name for path in (inbox.parent / "kq").iterdir()} == {"72", ".trienkhai"}
    assert tree(inbox) == {"done/72.docx", "done/72 (2).docx", "done/bản chép.docx"}


@pytest.mark.slow
def test_another_document_of_the_same_name_keeps_both(trienkhai: Command, directive_file: Make, inbox: Path) -> None:
    directive_file("nhận/72.docx")
    trienkhai("watch", inbox, "--once")
    directive_file("nhận/72.docx", "Mỗi thôn trồng ít nhất 45 cây lim.")
    trienkhai("watch", inbox, "--once")
    assert {path.name for path in (inbox / "ket-qua").iterdir()} == {"72", "72.docx", ".trienkhai"}
    assert {path.name for path in (inbox / "done").iterdir()} == {"72.docx", "72 (2).docx"}


@pytest.mark.slow
def test_an_inbox_that_is_not_there_is_said(trienkhai: Command, tmp_path: Path) -> None:
    done = trienkhai("watch", tmp_path / "không có", "--once")
    assert done.status == 1
    assert "không có thư mục này" in done.err


@pytest.mark.slow
@needs_tesseract
@pytest.mark.skipif(not office(), reason="máy không có LibreOffice")
def test_what_failed_for_want_of_a_program_is_taken_up_when_it_is_there(trienkhai: Command, inbox: Path, tmp_path: Path) -> None:
    scan = packed([Scanner(degrees=0.6, grain=4).scan(page(plan(tmp_path)))])
    (inbox / "quét.pdf").write_bytes(scan)
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.7 hong")
    assert trienkhai("watch", inbox, "--once", PATH=str(tmp_path)).status == 1
    assert "Tesseract" in (inbox / "failed" / "quét.pdf.why.txt").read_text(encoding="utf-8-sig")
    (inbox / "quét.pdf").write_bytes(b"%PDF-1.7 khac cung ten")
    again = trienkhai("watch", inbox, "--once")
    assert "quét (2).pdf: trước đây chưa làm được, nay lý do không còn nữa" in again.err
    assert (inbox / "done" / "quét (2).pdf").read_bytes() == scan
    assert {path.name for path in (inbox / "failed").iterdir()} == {"hỏng.pdf", "hỏng.pdf.why.txt", "quét.pdf", "quét.pdf.why.txt"}
    assert trienkhai("register", "check", "--out", inbox / "ket-qua").status == 0


@pytest.mark.slow
def test_a_dropped_folder_goes_even_when_a_kill_left_it_empty(trienkhai: Command, directive_file: Make, inbox: Path) -> None:
    directive_file("nhận/Tháng 3/sâu/72.docx")
    (inbox / "của tôi").mkdir()
    trienkhai("watch", inbox, "--once")
    assert not (inbox / "Tháng 3").exists()
    (inbox / "Tháng 3" / "sâu").mkdir(parents=True)
    trienkhai("watch", inbox, "--once")
    assert {path.name for path in inbox.iterdir()} == {"của tôi", "done", "ket-qua"}


@pytest.mark.slow
def test_the_program_s_own_files_in_the_inbox_are_no_documents(trienkhai: Command, directive_file: Make, inbox: Path) -> None:
    directive_file("nhận/72.docx")
    own = {"trienkhai.toml": '[drafts]\nunits = "đơn vị.toml"\n[register]\ndatabase = "sổ.db"\n', "đơn vị.toml": '[[unit]]\nname = "Xã"\n'}
    for name, text in own.items():
        (inbox / name).write_text(text, encoding="utf-8")
    assert trienkhai("watch", ".", "--once", cwd=inbox).status == 0
    assert trienkhai("watch", ".", "--once", cwd=inbox).status == 0
    assert {path.name for path in inbox.iterdir() if "sổ.db-" not in path.name} == {*own, "sổ.db", "done", "ket-qua"}
    assert {path.name for path in (inbox / "done").iterdir()} == {"72.docx"}


def test_the_log_turns_over(tmp_path: Path) -> None:
    said: list[str] = []
    with terminal_and_log(tmp_path, said.append) as say:
        for number in range(8000):
            say(f"{number}: " + "x" * 1000)
    logs = sorted((tmp_path / ".trienkhai").iterdir())
    assert [path.name for path in logs] == ["watch.log", *(f"watch.log.{number}" for number in range(1, 6))]
    assert max(path.stat().st_size for path in logs) <= 1 << 20
    assert said[-1].startswith("7999: ")
    assert logs[0].read_text(encoding="utf-8").splitlines()[-1].split(" ", 2)[2].startswith("7999: ")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".trienkhai").write_text("một tệp")
    said: list[str] = []
    with terminal_and_log(tmp_path, said.append) as say:
        say("vẫn nói")
    assert said == ["vẫn nói"]


@pytest.mark.slow
def test_plans_are_drafted_at_once_where_units_toml_says_so(trienkhai: Command, directive_file: Make, inbox: Path, tmp_path: Path) -> None:
    directive_file("nhận/72.docx")
    (tmp_path / "units.toml").write_text('[[unit]]\nname = "Thôn Đông"\ndraft_at_once = true\n[[unit]]\nname = "Thôn Tây"\n')
    (tmp_path / "trienkhai.toml").write_text('[drafts]\nunits = "units.toml"\n')
    done = trienkhai("watch", inbox, "--once")
    assert (done.status, "đã dự thảo cho Thôn Đông" in done.err) == (0, True)
    drafted = inbox / "ket-qua" / "72.du-thao"
    assert {path.name for path in drafted.iterdir()} == {"thon-dong.docx", "thon-dong.json"}
    edited = (drafted / "thon-dong.docx").stat().st_mtime_ns
    (inbox / "done" / "72.docx").rename(inbox / "72.docx")
    trienkhai("watch", inbox, "--once")
    assert (drafted / "thon-dong.docx").stat().st_mtime_ns == edited
