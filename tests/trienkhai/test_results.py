"""Folders of results: whose they are, what they are called, and that they appear whole or not at all."""

from __future__ import annotations

import sys
import threading
import unicodedata
from pathlib import Path

import pytest

from trienkhai.results import Holder, WriteFailed, folder_for, folders_for, holder_of, identity, place_file, place_folder, safe_name


def held(out: Path, name: str, file: str, sha256: str = "1") -> Path:
    place_folder(out / name, {"directive.json": identity(Holder(file, sha256))})
    return out / name


def names(paths: list[str], out: Path) -> list[str]:
    return [folder.name for folder in folders_for([Path(path) for path in paths], out).values()]


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (["72.docx"], ["72"]),
        (["72.scan.pdf"], ["72.scan"]),
        (["72.docx", "72.pdf"], ["72", "72.pdf"]),
        (["a/72.docx", "b/72.docx"], ["72", "72.docx"]),
        (["a/72.docx", "b/72.docx", "c/72.docx"], ["72", "72.docx", "72.docx (2)"]),
        (["72.docx", "72.docx"], ["72"]),
        (["KH.docx", "kh.pdf"], ["KH", "kh.pdf"]),
        (["không đuôi"], ["không đuôi"]),
    ],
)
def test_each_file_of_one_command_gets_a_folder_of_its_own(paths: list[str], folders: list[str], tmp_path: Path) -> None:
    assert names(paths, tmp_path) == folders


def test_a_second_run_finds_the_same_folders(tmp_path: Path) -> None:
    held(tmp_path, "72", "72.docx")
    held(tmp_path, "72.pdf", "72.pdf")
    assert names(["72.pdf", "72.docx"], tmp_path) == ["72.pdf", "72"]


def test_a_name_in_another_unicode_form_is_the_same_name(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Kế hoạch.docx")
    held(tmp_path, Path(decomposed).stem, "Kế hoạch.docx")
    assert names([decomposed], tmp_path) == [Path(decomposed).stem]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "72").mkdir()
    (tmp_path / "72" / "của tôi.txt").write_text("giữ")
    (tmp_path / "72.docx").write_text("một tệp")
    assert names(["72.docx"], tmp_path) == ["72.docx (2)"]


def test_by_content_another_file_of_the_same_name_gets_its_own(tmp_path: Path) -> None:
    held(tmp_path, "72", "72.docx", sha256="một")
    assert folder_for(Path("72.docx"), tmp_path, lambda holder: holder.sha256 == "một").name == "72"
    assert folder_for(Path("72.docx"), tmp_path, lambda holder: holder.sha256 == "hai").name == "72.docx"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("72-KH_HU", "72-KH_HU"),
        ("Số 44 'bản sao' “đã ký”; $(echo lỗi) & #1 100% [a] {b} ~", "Số 44 'bản sao' “đã ký”; $(echo lỗi) & #1 100% [a] {b} ~"),
        ("=1+2", "=1+2"),
        ('Báo cáo: "quý I"?*<a>|b\\c', "Báo cáo_ _quý I____a__b_c"),
        ("CON", "_CON"),
        ("com1.scan", "_com1.scan"),
        ("console", "console"),
        ("tên. ", "tên__"),
        ("..", "__"),
        (".hidden", "_.hidden"),
        ("dòng\nhai", "dòng_hai"),
        ("a\u202excod.exe", "a_xcod.exe"),
        ("a\u2066b\u200f", "a_b_"),
        ("com¹.docx", "_com¹.docx"),
        ("CONIN$", "_CONIN$"),
    ],
)
def test_names_that_windows_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "sâu" / "72"
    place_folder(folder, {"a.txt": b"1", "tables/1.csv": b"2"})
    place_folder(folder, {"b.txt": b"3"})
    assert [path.name for path in folder.iterdir()] == ["b.txt"]
    assert [path.name for path in folder.parent.iterdir()] == ["72"]


@pytest.mark.skipif(sys.platform != "linux", reason="đổi chỗ trong một bước chỉ có trên Linux")
def test_whoever_looks_sees_the_old_or_the_new(tmp_path: Path) -> None:
    folder = tmp_path / "72"
    place_folder(folder, {"a.txt": b"0"})
    missed: list[Exception] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            try:
                folder.stat()
            except OSError as error:
                missed.append(error)

    watcher = threading.Thread(target=look)
    watcher.start()
    for number in range(300):
        place_folder(folder, {"a.txt": str(number).encode()})
    over.set()
    watcher.join()
    assert missed == []
    assert (folder / "a.txt").read_text() == "299"


def test_what_cannot_be_written_leaves_the_old_and_no_scraps(tmp_path: Path) -> None:
    folder = held(tmp_path, "72", "72.docx")
    with pytest.raises(WriteFailed):
        place_folder(folder, {"a.txt": b"1", "a.txt/b.txt": b"2"})
    assert holder_of(folder) == Holder("72.docx", "1")
    assert [path.name for path in tmp_path.iterdir()] == ["72"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    place_file(tmp_path / "x" / "a.docx", b"1")
    place_file(tmp_path / "x" / "a.docx", b"2")
    assert (tmp_path / "x" / "a.docx").read_bytes() == b"2"
    with pytest.raises(WriteFailed):
        place_file(tmp_path / "x" / "a.docx" / "b", b"3")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["a.docx"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"source": "72.docx"}', '{"source": {"file": "72.docx"}}'])
def test_a_broken_record_is_nobodys(content: str, tmp_path: Path) -> None:
    (tmp_path / "directive.json").write_text(content)
    assert holder_of(tmp_path) is None
