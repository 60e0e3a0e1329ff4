"""Nothing leaves the machine: every command does its work while the kernel kills whoever opens an internet socket, its children too."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ingest import convert
from tests.ingest.scan_files import Scanner, packed, page, plan
from tests.ingest.test_ocr import has_tesseract
from tests.trienkhai.conftest import ROOT, Run
from tests.without_network import can_forbid

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not can_forbid(), reason="cần Linux với seccomp")]

Make = Callable[..., Path]


@pytest.fixture
def alone(tmp_path: Path) -> Callable[..., Run]:
    """Runs a program as `tests.without_network` does."""

    def run(*command: str | Path) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "tests.without_network", *map(str, command)],
            cwd=tmp_path,
            capture_output=True,
            timeout=300,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def command(alone: Callable[..., Run]) -> Callable[..., Run]:
    def run(*arguments: str | Path) -> Run:
        return alone(sys.executable, "-m", "trienkhai.cli", *arguments)

    return run


@pytest.mark.parametrize(
    ("program", "dies"),
    [
        ("import socket; socket.socket(socket.AF_INET)", True),
        ("import socket; socket.socket(socket.AF_INET6)", True),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", True),
        ("import socket; socket.getaddrinfo('example.org', 80)", True),
        ("import subprocess; subprocess.run(['bash', '-c', 'echo > /dev/tcp/127.0.0.1/9'], check=True)", True),
        ("import socket; socket.socketpair(); socket.socket(socket.AF_UNIX)", False),
    ],
)
def test_the_ban_holds(program: str, dies: bool, alone: Callable[..., Run]) -> None:
    assert bool(alone(sys.executable, "-c", program).status) is dies


def rtf(text: str) -> bytes:
    return ("{\\rtf1\\ansi " + "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text) + "\\par}").encode()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["TT", "Đơn vị", "Số cây"], [1, "Thôn Đông", 120], [2, "Thôn Tây", 130]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_watch_with_its_children_opens_no_socket(command: Callable[..., Run], directive_file: Make, tmp_path: Path) -> None:
    """Word, sheets, an older format by way of LibreOffice, a scan by way of Tesseract, a broken file; a plan drafted at once."""
    inbox = tmp_path / "nhận"
    directive_file("nhận/72.docx")
    (inbox / "biểu.xlsx").write_bytes(sheet())
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.7 hong")
    if convert.converter():
        (inbox / "thư.rtf").write_bytes(rtf("Các chi bộ gửi báo cáo trước ngày 30/6/2026."))
    if convert.converter() and has_tesseract():
        (inbox / "quét.pdf").write_bytes(packed([Scanner(degrees=0.6, grain=4).scan(page(plan(tmp_path)))]))
    (tmp_path / "trienkhai.toml").write_text('[drafts]\nunit = ["Thôn Đông"]\n')
    wanted = {path.name for path in inbox.iterdir()}
    done = command("watch", inbox, "--once")
    assert (done.status, "SIGSYS" in done.err) == (1, False), done.err
    assert {path.name for path in (inbox / "done").iterdir()} == wanted - {"hỏng.pdf"}
    assert {path.name for path in (inbox / "failed").iterdir()} == {"hỏng.pdf", "hỏng.pdf.why.txt"}
    assert list((inbox / "ket-qua" / "72.du-thao").glob("*.docx"))


def test_no_command_opens_a_socket(command: Callable[..., Run], directive_file: Make, tmp_path: Path) -> None:
    directive_file("72.docx")
    directive_file("nhận/72.docx")
    register = ("--out", "nhận/ket-qua")
    drafted = f"ket-qua/72.du-thao/{'thon-dong.docx'}"
    for arguments in (
        ("init",),
        ("extract", "72.docx"),
        ("extract", "72.docx", "--json"),
        ("tables", "72.docx"),
        ("draft", "72.docx", "--all"),
        ("lint", drafted),
        ("reconcile", "72.docx", drafted),
        ("watch", "nhận", "--once"),
        ("register", "list", *register),
        ("register", "search", "trồng cây", *register),
        ("register", "show", "1", *register),
        ("register", "deadlines", "--ics", "han.ics", *register),
        ("register", "confirm", "1", "--all", *register),
        ("register", "export", "--format", "json", *register),
        ("register", "check", "--mend", *register),
        ("register", "backup", "sao.db", *register),
        ("install-service", "nhận"),
        ("schema",),
    ):
        done = command(*arguments)
        assert done.status == 0, (arguments, done.err)
