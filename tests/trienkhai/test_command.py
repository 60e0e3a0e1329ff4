"""The command as a person runs it: results on standard output, the rest on standard error, one bad file stops nothing."""

from __future__ import annotations

import json
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.trienkhai.conftest import Run

CONTRACT = {
    "directive.json", "targets.csv", "deadlines.csv", "deadlines.ics", "assignments.csv", "tables", "allocations.csv", "workbook.xlsx",
    "summary.html",
}  # fmt: skip

Command = Callable[..., Run]
Make = Callable[..., Path]

pytestmark = pytest.mark.slow


def test_extract_writes_what_the_contract_lists(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    done = trienkhai("extract", directive_file("72.docx"), "--out", "kq")
    assert (done.status, done.out) == (0, "kq/72\n")
    assert {path.name for path in (tmp_path / "kq" / "72").iterdir()} == CONTRACT
    schema = json.loads(trienkhai("schema").out)
    directive = json.loads((tmp_path / "kq" / "72" / "directive.json").read_text(encoding="utf-8"))
    jsonschema.validate(directive, schema)
    assert directive["source"]["file"] == "72.docx"
    assert [(a["unit"], a["value"]) for a in directive["allocations"]] == [("Thôn Đông", 120), ("Thôn Tây", 130)]
    assert "2026-06-30" in {deadline["due"] for deadline in directive["deadlines"]}


def test_a_second_run_replaces_the_folder_whole(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    trienkhai("extract", directive_file("72.docx"))
    (tmp_path / "ket-qua" / "72" / "tables" / "9.csv").write_text("cũ")
    trienkhai("extract", directive_file("72.docx", "Mỗi thôn trồng ít nhất 90 cây lim."))
    assert [path.name for path in (tmp_path / "ket-qua").iterdir()] == ["72"]
    assert not (tmp_path / "ket-qua" / "72" / "tables" / "9.csv").exists()
    assert "90" in (tmp_path / "ket-qua" / "72" / "targets.csv").read_text(encoding="utf-8-sig")


def test_json_alone_goes_to_standard_output(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    done = trienkhai("extract", directive_file("72.docx"), "--json")
    assert json.loads(done.out)["schema_version"] == "1"
    assert not (tmp_path / "ket-qua").exists()
    twice = trienkhai("extract", "72.docx", "72.docx", "--json")
    assert (twice.status, twice.out) == (2, "")


def test_tables_writes_only_csv_and_keeps_the_rest(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    alone = trienkhai("tables", directive_file("72.docx"), "--out", "bang")
    assert (alone.status, alone.out) == (0, "bang/72/tables/1.csv\n")
    assert (tmp_path / "bang/72/tables/1.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "1,Thôn Đông,120"
    trienkhai("extract", "72.docx", "--out", "kq")
    trienkhai("tables", "72.docx", "--out", "kq")
    assert {path.name for path in (tmp_path / "kq" / "72").iterdir()} == CONTRACT


BAD: dict[str, bytes] = {
    "rỗng.docx": b"",
    "rỗng.pdf": b"",
    "trang web.pdf": b"<!DOCTYPE html><html><body>Phien lam viec het han</body></html>",
    "ảnh.docx": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "chữ linh tinh.pdf": bytes(range(256)) * 8,
}


@pytest.fixture
def bad_files(tmp_path: Path, directive_file: Make) -> list[Path]:
    """Files that nobody can read, each broken in its own way."""
    folder = tmp_path / "xấu"
    folder.mkdir()
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    sound = directive_file("tốt.docx").read_bytes()
    (folder / "cụt.docx").write_bytes(sound[: len(sound) * 3 // 5])
    with zipfile.ZipFile(folder / "nén.docx", "w") as archive:
        archive.writestr("ghi chú.txt", "không phải văn bản Word")
    (folder / "thư mục.docx").mkdir()
    return [*sorted(folder.iterdir()), folder / "không có.docx"]


def test_every_bad_file_is_named_once_with_a_remedy_and_the_good_one_is_done(
    trienkhai: Command, directive_file: Make, bad_files: list[Path], tmp_path: Path
) -> None:
    good = directive_file("tốt.docx")
    done = trienkhai("extract", bad_files[0], good, *bad_files[1:])
    assert done.status == 1
    assert [line.split(" — ")[0] for line in done.complaints] == [path.name for path in bad_files]
    assert all(len(line.split(" — ")) == 3 for line in done.complaints)
    assert "lỗi nội bộ" not in done.err
    assert "Traceback" not in done.err
    assert done.out == "ket-qua/tốt\n"
    assert [path.name for path in (tmp_path / "ket-qua").iterdir()] == ["tốt"]


READABLE = {
    "pdf-renamed.docx", "docx-renamed.pdf", "owner-password-only.pdf", "broken-xref.pdf", "macro.docm", "macro-renamed.docx",
    "zip-slip.docx", "xxe.docx", "billion-laughs.docx", "truncated.pdf",
}  # fmt: skip
"""Of the shared bad files: those that a program may read or refuse, by name."""


def test_the_shared_bad_files(trienkhai: Command, shared: Path, directive_file: Make, tmp_path: Path) -> None:
    files = sorted(path for path in (shared / "samples" / "bad").iterdir() if path.suffix in {".docx", ".pdf", ".docm"})
    good = directive_file("tốt.docx")
    done = trienkhai("extract", *files, good, timeout=300)
    assert done.status == 1
    assert "lỗi nội bộ" not in done.err
    assert "Traceback" not in done.err
    refused = {unicodedata.normalize("NFC", line.split(" — ")[0]) for line in done.complaints}
    odd = {unicodedata.normalize("NFC", path.name) for path in files if path.name.startswith(("=", "K"))}
    must_refuse = {path.name for path in files} - READABLE - {path.name for path in files if path.name.startswith(("=", "K"))}
    assert must_refuse <= refused
    assert not refused & odd
    assert not list(tmp_path.parent.rglob("leo-thang.txt"))
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else ""
    written = [path for path in (tmp_path / "ket-qua").rglob("directive.json") if hostname and hostname in path.read_text(encoding="utf-8")]
    assert written == []
    assert done.out.splitlines()[-1] == "ket-qua/tốt"


def test_odd_names_are_shown_and_kept(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    names = ["=1+2.docx", "Kế hoạch 'a' “b”; $(echo lỗi) & #1 100% [a] {b} ~.docx", 'Hỏi?: "gì" <b>.docx', "-v.docx"]
    for name in names:
        directive_file(name)
    done = trienkhai("extract", "--", *names)
    assert done.status == 0
    assert [line.split("/", 1)[1] for line in done.out.splitlines()] == ["=1+2", names[1][:-5], "Hỏi__ _gì_ _b_", "-v"]
    for folder, name in zip(done.out.splitlines(), names, strict=True):
        assert json.loads((tmp_path / folder / "directive.json").read_text(encoding="utf-8"))["source"]["file"] == name


def test_the_original_is_not_touched(trienkhai: Command, directive_file: Make) -> None:
    path = directive_file("72.docx")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    trienkhai("extract", path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_results_that_cannot_be_written_are_said(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    (tmp_path / "kq").write_text("một tệp, không phải thư mục")
    done = trienkhai("extract", directive_file("72.docx"), "--out", "kq")
    assert done.status == 1
    assert done.complaints[0].startswith("72.docx — không ghi được kết quả vào kq/72")


def test_english_on_request(trienkhai: Command) -> None:
    done = trienkhai("extract", "nothing.docx", TRIENKHAI_LANG="en")
    assert done.complaints == ["nothing.docx — no such file — check the name and the path"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("không-có-lệnh",),
        ("extract",),
        ("draft", "72.docx"),
        ("draft", "72.docx", "--all", "--unit", "A"),
        ("draft", "72.docx", "--all", "--date", "5/3/2026"),
    ],
)
def test_a_wrong_command_line_is_status_2(trienkhai: Command, arguments: tuple[str, ...]) -> None:
    done = trienkhai(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "Lệnh chưa đúng" in done.err


def test_draft_writes_a_word_document_and_its_record_for_each_unit(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    done = trienkhai("draft", directive_file("72.docx"), "--all", "--date", "2026-03-05", "--out", "dt")
    assert done.status == 0
    assert done.out.splitlines() == ["dt/thon-dong.docx", "dt/thon-tay.docx"]
    record = json.loads((tmp_path / "dt" / "thon-dong.json").read_text(encoding="utf-8"))
    assert (record["unit"], record["plan"]) == ("Thôn Đông", "thon-dong.docx")
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "dt" / "thon-dong.docx").namelist()


def test_an_unknown_unit_is_named_and_the_others_are_drafted(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    done = trienkhai("draft", directive_file("72.docx"), "--unit", "Thôn Đong", "Thôn Nam Hải", "Thôn Tây")
    assert done.status == 1
    assert "Thôn Nam Hải" in done.err
    assert "ket-qua/72.du-thao/thon-tay.docx" in done.out.splitlines()


def test_a_draft_after_another_document_is_not_overwritten(trienkhai: Command, directive_file: Make) -> None:
    first = trienkhai("draft", directive_file("72.docx"), "--unit", "Thôn Tây", "--out", "dt")
    again = trienkhai("draft", "72.docx", "--unit", "Thôn Tây", "--out", "dt")
    other = trienkhai("draft", directive_file("73.docx", "Mỗi thôn trồng ít nhất 30 cây."), "--unit", "Thôn Tây", "--out", "dt")
    assert (first.status, again.status, other.status) == (0, 0, 1)
    assert "chọn thư mục khác bằng --out" in other.err


def test_units_whose_names_differ_only_in_their_marks_each_get_a_draft(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    path = directive_file("72.docx", units=("Thôn Hòa", "Thôn Hóa"))
    for _ in range(2):
        done = trienkhai("draft", path, "--all", "--out", "dt")
        assert done.out.splitlines() == ["dt/thon-hoa.docx", "dt/thon-hoa-2.docx"]
    records = [json.loads((tmp_path / "dt" / name).read_text(encoding="utf-8")) for name in ("thon-hoa.json", "thon-hoa-2.json")]
    assert [(record["unit"], record["plan"]) for record in records] == [("Thôn Hòa", "thon-hoa.docx"), ("Thôn Hóa", "thon-hoa-2.docx")]


def test_a_faulty_units_file_is_named(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[[unit]]\nname = "Thôn Tây"\nten_khac = "x"\n', encoding="utf-8")
    done = trienkhai("draft", directive_file("72.docx"), "--all", "--units", "units.toml")
    assert done.status == 1
    assert "ten_khac" in done.err


def test_evaluate_scores_our_own_corpus(trienkhai: Command, corpus: Path) -> None:
    done = trienkhai("evaluate", corpus, "--json", timeout=300)
    figures = json.loads(done.out)
    assert done.status == 0
    assert len(figures["documents"]) >= 10
    assert figures["total"]["cells"]["f1"] == 1.0


def test_evaluate_without_annotations_says_so(trienkhai: Command, tmp_path: Path) -> None:
    done = trienkhai("evaluate", tmp_path)
    assert done.status == 1
    assert "không thấy văn bản có chú giải" in done.err


def test_doctor_says_what_is_there(trienkhai: Command) -> None:
    done = trienkhai("doctor")
    assert f"Python {'.'.join(map(str, sys.version_info[:3]))}" in done.out
    assert done.status == (1 if "[thiếu]" in done.out else 0)


def test_doctor_without_anything_on_the_path_names_the_command(trienkhai: Command, tmp_path: Path) -> None:
    done = trienkhai("doctor", PATH=str(tmp_path))
    assert done.status == 1
    (line,) = (line for line in done.out.splitlines() if "Tesseract" in line)
    assert line.startswith("[thiếu] ")
    assert line.endswith("chạy: sudo apt-get install -y tesseract-ocr tesseract-ocr-vie")


def test_help_is_vietnamese_and_starts_at_once(trienkhai: Command) -> None:
    done = trienkhai("draft", "--help")
    assert done.status == 0
    assert "mọi đơn vị được văn bản giao chỉ tiêu" in " ".join(done.out.split())
