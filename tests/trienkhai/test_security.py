"""What a name, a number or a cell may not do: lead out of its folder, run in a spreadsheet, fool the eye, be read by others."""

from __future__ import annotations

import csv
import io
import os
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import openpyxl
import pytest

from extract.directive import Allocation, Assignment, Deadline, Directive, Source, TableFacts, TableRow, Target
from generate.exports import export
from tests.trienkhai.conftest import Run
from tests.trienkhai.test_register import TODAY, anchor, deadline, directive
from trienkhai.job import place_results
from trienkhai.messages import one_line
from trienkhai.register import Register
from trienkhai.results import fitting, folder_for, free_place, safe_name
from trienkhai.service import Service

Command = Callable[..., Run]
Make = Callable[..., Path]

FORMULA = '=HYPERLINK("http://x","bấm")'
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


def full_of(words: str) -> Directive:
    """A directive that says `words` wherever a document can say anything."""
    said = anchor(words)
    return replace(
        directive(),
        source=Source(f"{words}.docx", "0" * 64, "docx", 1, ocr=False, confidence=None),
        number=words, issuer=words, subject=words, place=words, superior=words, recipients=(words,),
        targets=(Target("t1", "target", words, 1, 1, *(False,), words, words, words, words, None, None, said),),
        deadlines=(Deadline("d1", "by", None, "2026-03-15", None, words, words, words, None, said),),
        assignments=(Assignment("a1", words, "lead", words, (), None, said),),
        tables=(TableFacts("b1", words, (1,), "tables/1.csv", "quota", (words, words), (TableRow("unit", (words, words)),)),),
        allocations=(Allocation(words, words, words, words, 1, said),),
    )  # fmt: skip


@pytest.mark.parametrize("sign", ["=1+2", "+1+2", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", FORMULA])
def test_no_cell_is_run_by_a_spreadsheet(sign: str) -> None:
    files = export(full_of(sign), TODAY)
    for name, content in files.items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
            assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == [], name
    book = openpyxl.load_workbook(io.BytesIO(files["workbook.xlsx"]))
    assert [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []
    assert [cell.hyperlink for sheet in book for row in sheet for cell in row if cell.hyperlink and cell.hyperlink.target] == []


def test_what_the_document_says_is_text_in_the_summary() -> None:
    page = export(full_of(MARKUP), TODAY)["summary.html"].decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("words", ["../../../tmp/ra ngoài", "/etc/passwd", "..\\..\\ra", "72/../../KH", "CON", "a\x00b", "\u202egnod.exe"])
def test_no_word_of_a_document_leads_out_of_its_folder(words: str, tmp_path: Path) -> None:
    place_results([full_of(words)], tmp_path / "kq" / "72")
    assert {path.name for path in tmp_path.iterdir()} == {"kq"}
    assert {path.name for path in (tmp_path / "kq").iterdir()} == {"72"}


@pytest.mark.slow
def test_no_unit_of_a_document_leads_out_of_its_folder(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    directive_file("72.docx", units=("../../../ra ngoài", "CON"))
    drafted = trienkhai("draft", "72.docx", "--all")
    places = [Path(line) for line in drafted.out.splitlines()]
    assert len(places) == 2
    assert {place.parent for place in places} == {Path("ket-qua/72.du-thao")}
    assert not {"con", "nul"} & {place.stem.lower() for place in places}
    assert {path.name for path in tmp_path.iterdir()} == {"72.docx", "ket-qua"}


@pytest.mark.parametrize("name", ["..", "...", "../x.docx", "/etc/passwd", "..\\x.docx", "a\nb.docx", "NUL.docx", "COM1", " ", "a" * 300])
def test_a_name_of_a_file_becomes_one_folder_in_the_results(name: str, tmp_path: Path) -> None:
    assert folder_for(Path(name), tmp_path, lambda _: False).parent == tmp_path
    safe = safe_name(name)
    assert not set(safe) & set('<>:"/\\|?*\n\x00')
    assert safe.strip(".") == safe or safe.startswith("_")


@pytest.mark.parametrize("length", [10, 90, 255, 2000])
def test_long_names_stay_short_enough_and_tell_apart(length: int, tmp_path: Path) -> None:
    names = [f"{'Kế hoạch ' * length}{number}.docx" for number in (1, 2)]
    short = [safe_name(name) for name in names]
    assert len(set(short)) == 2
    for name in short:
        (tmp_path / f"{name}.du-thao (2)").mkdir()
    assert fitting("72.docx") == "72.docx"


def test_the_same_name_twice_and_a_folder_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "72.docx").write_text("x")
    assert free_place(tmp_path, PurePosixPath("72.docx")) == tmp_path / "72 (2).docx"
    assert free_place(tmp_path, PurePosixPath("72.docx/a/1.pdf")) == tmp_path / "72 (2).docx" / "a" / "1.pdf"


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", "a\u202eb", "a\u2066b", "a\u200fb", "a\x07b", "a\udcffb", "a\u2028b"])
def test_names_cannot_fool_the_eye_or_the_terminal(name: str) -> None:
    assert one_line(name) == "a�b" or one_line(name) == "a�[2Jb"
    assert one_line("Kế hoạch số 72-KH/HU “mật”") == "Kế hoạch số 72-KH/HU “mật”"
    assert one_line(unicodedata.normalize("NFD", "Kế")) == unicodedata.normalize("NFD", "Kế")


@pytest.mark.slow
def test_odd_names_in_the_drop_folder(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    inbox = tmp_path / "nhận"
    names = ["a\u202exslx.docx", "dòng\nhai.docx", "=1+2.docx", "{file}.docx", "%s.docx", "k" * 240 + ".docx", "\x1b[2J.docx"]
    for number, name in enumerate(names):
        directive_file(f"nhận/{name}", f"Mỗi thôn trồng ít nhất {number + 10} cây lim.")
    (inbox / ("h" * 250 + ".pdf")).write_bytes(b"%PDF-1.7 hong")
    (inbox / os.fsdecode(b"kh\xf4ng UTF-8.pdf")).write_bytes(b"%PDF-1.7 hong nua")
    done = trienkhai("watch", inbox, "--once")
    assert sorted(path.name for path in (inbox / "done").iterdir()) == sorted(names)
    assert len([path for path in (inbox / "failed").iterdir() if path.name.endswith(".why.txt")]) == 2
    assert not set(done.err) & {"\u202e", "\x1b"}
    assert len([line for line in done.err.splitlines() if ": xong" in line]) == len(names)
    log = (inbox / "ket-qua" / ".trienkhai" / "watch.log").read_text(encoding="utf-8")
    assert not set(log) & {"\u202e", "\x1b"}
    assert trienkhai("register", "check", "--out", inbox / "ket-qua").status == 0


@pytest.mark.slow
def test_what_is_written_is_for_its_owner_alone(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    directive_file("nhận/72.docx")
    trienkhai("watch", "nhận", "--once")
    trienkhai("extract", "nhận/done/72.docx", "--out", "kq")
    written = [path for folder in ("nhận/ket-qua", "kq") for path in [tmp_path / folder, *(tmp_path / folder).rglob("*")]]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in written} == {0}
    (tmp_path / "trienkhai.toml").write_text('[folders]\nreadable_by = "group"\n')
    directive_file("nhận/73.docx", "Mỗi thôn trồng ít nhất 30 cây.")
    trienkhai("watch", "nhận", "--once", "--out", "chung")
    assert stat.S_IMODE((tmp_path / "chung" / "73" / "summary.html").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "chung" / ".trienkhai" / "register.db").stat().st_mode) == 0o600


def test_what_is_searched_is_never_sql(tmp_path: Path) -> None:
    register = Register.open(tmp_path / "register.db")
    register.record([full_of("'; DROP TABLE documents; --")], "72")
    register.record([directive("a.docx", deadlines=(deadline("x', NULL)--", "2026-03-15"),))], "a")
    assert register.results_of("0" * 64) == "72"
    register.close()


def test_a_path_does_not_write_into_the_service_files() -> None:
    odd = Path('/srv/nhận %n $HOME "x"\nExecStartPre=/bin/rm <b>&')
    unit = Service(odd, Path("/srv/kq")).text("systemd")
    assert not [line for line in unit.splitlines() if line.startswith("ExecStartPre")]
    assert '%%n $$HOME \\"x\\"\\nExecStartPre' in unit
    task = Service(odd, Path("/srv/kq")).text("windows")
    assert "<b>" not in task
