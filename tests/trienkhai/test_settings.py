"""trienkhai.toml: everything has a default, a fault is named with its line, paths are seen from the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from pydantic import BaseModel

from ingest.guard import Limits
from tests.ingest.hostile_files import text_pdf
from tests.ingest.word_files import docx, p
from tests.trienkhai.conftest import Run
from trienkhai.messages import Messages, catalogue
from trienkhai.service import Service
from trienkhai.settings import Settings, SettingsFault, load, model_text

Command = Callable[..., Run]
Make = Callable[..., Path]


def test_without_a_file_everything_has_a_default() -> None:
    settings = load(None)
    assert settings == Settings()
    assert settings.results(Path("nhận")) == Path("nhận/ket-qua")
    assert settings.register_place(Path("kq")) == Path("kq/.trienkhai/register.db")
    assert settings.reader_limits().seconds == 3600
    assert settings.rulebook() is None


def test_the_model_says_the_defaults_and_every_setting(tmp_path: Path) -> None:
    (tmp_path / "trienkhai.toml").write_text(model_text(), encoding="utf-8")
    assert load(tmp_path / "trienkhai.toml") == Settings()
    lines = model_text().splitlines()
    told = [line.removeprefix("# ") for line in lines if line.startswith("# ") and " = " in line and line[2].islower()]
    written = tomllib.loads("\n".join(line for line in lines if line.startswith("[")))
    assert set(written) == {"folders", "watch", "drafts", "limits", "register"}
    names = {line.split(" = ")[0] for line in told}
    groups = (field.default for field in Settings.model_fields.values() if isinstance(field.default, BaseModel))
    assert names == {"language", *(name for group in groups for name in type(group).model_fields)}


def test_paths_are_seen_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "trienkhai.toml"
    path.write_text(
        '[folders]\ninbox = "nhận"\nresults = "/kq"\n[drafts]\nunits = "u.toml"\ntemplates = "mau"\nunit = "Vĩnh Lạc"\n'
        '[register]\ndatabase = "so.db"\n'
    )
    settings = load(path)
    assert (settings.folders.inbox, settings.folders.results) == (tmp_path / "nhận", Path("/kq"))
    assert (settings.drafts.units, settings.drafts.templates) == (tmp_path / "u.toml", tmp_path / "mau")
    assert settings.drafts.unit == ("Vĩnh Lạc",)
    assert settings.register_place(Path("x")) == str(tmp_path / "so.db")
    path.write_text('[register]\ndatabase = "postgresql://a@b/c"\n')
    assert load(path).register_place(Path("x")) == "postgresql://a@b/c"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[folders\n", ":1: không đúng cú pháp TOML"),
        ('language = "vi"\n\nkhac = 1\n', ":3: khac: không có mục cài đặt này"),
        ("[watch]\n# x\nrest_seconds = -1\n", ":3: watch.rest_seconds: quá nhỏ, ít nhất (0"),
        ('[watch]\nrest_seconds = "5"\n', ":2: watch.rest_seconds: phải là số"),
        ("[folders]\ninbox = 5\n", ":2: folders.inbox: phải là đường dẫn"),
        ('language = "fr"\n', ":1: language: giá trị không có trong danh mục cho phép ('vi', 'en')"),
        ('[drafts]\nrulebook = "dang-2030"\n', ":2: drafts.rulebook: giá trị không có trong danh mục cho phép (auto, party-2018"),
        ('folders = "x"\n', ":1: folders: phải là một nhóm"),
        ("[limits]\nmemory_mb = 5\n", ":2: limits.memory_mb: quá nhỏ, ít nhất (512)"),
        ("[limits]\npages = 0\n", ":2: limits.pages: quá nhỏ, ít nhất (1)"),
        ("[limits]\npages = 2.5\n", ":2: limits.pages: phải là số nguyên"),
        ("[limits]\nfile_mb = 99999\n", ":2: limits.file_mb: quá lớn, nhiều nhất (4096)"),
        ("[limits]\nminutes = 0\n", ":2: limits.minutes: phải lớn hơn 0"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "trienkhai.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsFault) as fault:
        load(path)
    complaint = Messages().settings_fault(fault.value.where, fault.value.code, fault.value.allowed)
    assert f"trienkhai.toml{said}" in complaint.what


def test_files_that_are_no_settings(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("# tiếng Việt".encode("utf-16"))
    for name, code in (("a.toml", "encoding"), ("không có.toml", "unreadable")):
        with pytest.raises(SettingsFault) as fault:
            load(tmp_path / name)
        assert fault.value.code == code
        assert code in catalogue("vi")["settings"]


def test_service_files_start_the_watch_on_these_folders() -> None:
    service = Service(Path("/srv/nhận văn bản"), Path("/srv/kq"), Path("/etc/trienkhai.toml"), "postgresql://a@b/c")
    unit = service.text("systemd")
    assert 'watch "/srv/nhận văn bản" --out /srv/kq --settings /etc/trienkhai.toml --db postgresql://a@b/c' in unit
    assert "KillMode=mixed" in unit
    assert "PrivateNetwork=yes" in Service(Path("/a"), Path("/b")).text("systemd")
    task = ET.fromstring(service.encoded("windows"))
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert '"/srv/nhận văn bản" --out /srv/kq' in (task.findtext(f".//{space}Arguments") or "")


@pytest.mark.parametrize("inbox", ["/srv/nhận văn bản", 'C:\\Nhận "gấp" & <mật>', "\\\\may-chu\\nhan"])
def test_the_task_is_one_that_windows_takes(inbox: str) -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("task.xsd")))
    task = etree.fromstring(Service(Path(inbox), Path("/srv/kq")).encoded("windows"))
    schema.assertValid(task)
    assert Service(Path(inbox), Path("/srv/kq")).encoded("windows")[:2] in {b"\xff\xfe", b"\xfe\xff"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="cần systemd")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = tmp_path / "trienkhai.service"
    unit.write_bytes(Service(Path("/srv/nhận %n"), Path("/srv/kq"), user="root").encoded("systemd"))
    judged = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert "trienkhai.service" not in judged.stderr


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("pages = 300", Limits(pages=300)),
        ("file_mb = 5", Limits(file_bytes=5 << 20)),
        ("unpacked_mb = 50", Limits(unpacked_bytes=50 << 20)),
        ("memory_mb = 1024", Limits(memory_bytes=1 << 30)),
        ("office_seconds = 30", Limits(office_seconds=30)),
        ("minutes = 2", Limits(seconds=120, silent_seconds=120)),
        ("silent_minutes = 0.5", Limits(silent_seconds=30)),
    ],
)
def test_the_limits_of_the_settings_are_those_of_the_reader(said: str, limits: Limits, tmp_path: Path) -> None:
    (tmp_path / "trienkhai.toml").write_text(f"[limits]\n{said}\n")
    assert load(tmp_path / "trienkhai.toml").reader_limits() == limits


@pytest.mark.slow
def test_the_limits_hold_in_every_command_that_reads(trienkhai: Command, tmp_path: Path) -> None:
    (tmp_path / "trienkhai.toml").write_text("[limits]\npages = 2\nunpacked_mb = 1\n")
    (tmp_path / "nhận").mkdir()
    for place in ("nhận/ba.pdf", "ba.pdf"):
        (tmp_path / place).write_bytes(text_pdf(3))
    (tmp_path / "to.docx").write_bytes(docx(p("chữ"), extra={"word/media/a.bin": os.urandom(2 << 20)}))
    assert "3 trang, giới hạn 2" in trienkhai("extract", "ba.pdf").err
    assert "giới hạn 1 MB" in trienkhai("draft", "to.docx", "--all").err
    assert "giới hạn 1 MB" in trienkhai("lint", "to.docx").err
    trienkhai("watch", "nhận", "--once")
    assert "3 trang, giới hạn 2" in (tmp_path / "nhận" / "failed" / "ba.pdf.why.txt").read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_the_commands_of_the_desk(trienkhai: Command, tmp_path: Path) -> None:
    assert trienkhai("init").out == "trienkhai.toml\n"
    assert trienkhai("init").status == 1
    assert trienkhai("init", "--force").status == 0
    (tmp_path / "nhận").mkdir()
    for out in ("nhận/khác", "nhận", ".", "nhận/done/x"):
        refused = trienkhai("watch", "nhận", "--out", out, "--once")
        assert (refused.status, "nằm lồng vào nhau" in refused.err) == (2, True), out
    assert trienkhai("watch", "--once").status == 2
    (tmp_path / "trienkhai.toml").write_text('[folders]\ninbox = "nhận"\nresults = "kq"\n')
    assert trienkhai("watch", "--once").status == 0
    assert trienkhai("register", "list").status == 0
    unit = trienkhai("install-service", "--for", "systemd")
    assert f"watch {tmp_path}/nhận --out {tmp_path}/kq" in unit.out
    assert trienkhai("install-service", "--for", "windows", "--write", "t.xml").out == "t.xml\n"
    told = trienkhai("doctor")
    assert "thư mục " in told.out
    assert "sổ văn bản" in told.out
    (tmp_path / "trienkhai.toml").write_text("[folders]\nnhan = 1\n")
    told = trienkhai("doctor")
    assert told.status == 1
    assert "trienkhai.toml:2: folders.nhan" in told.out
    assert trienkhai("watch", "--once").status == 1


@pytest.mark.slow
def test_the_register_keeps_what_commands_make_where_the_settings_say_so(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    directive_file("72.docx")
    directive_file("nhận/73.docx", "Mỗi thôn trồng ít nhất 45 cây lim.")
    trienkhai("extract", "72.docx")
    assert not (tmp_path / "ket-qua" / ".trienkhai").exists()
    (tmp_path / "trienkhai.toml").write_text('[folders]\ninbox = "nhận"\n[register]\ncommands = true\n')
    trienkhai("watch", "--once")
    assert trienkhai("extract", "72.docx").out == f"{tmp_path / 'nhận' / 'ket-qua' / '72'}\n"
    assert trienkhai("draft", "72.docx", "--unit", "Thôn Đông").status == 0
    assert len(trienkhai("register", "list").out.splitlines()) == 2
    assert "72.du-thao/thon-dong.docx" in trienkhai("register", "show", "72.docx").out
    assert trienkhai("register", "check").status == 0
