"""Documents for the command: our corpus built once, and small ones made on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from corpora.build import build

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our annotated documents as DOCX files."""
    folder = tmp_path_factory.mktemp("corpus")
    build(folder)
    return folder


@pytest.fixture
def directive_file(tmp_path: Path) -> Callable[[str], Path]:
    """`directive_file("72.docx")`: a short directive of our own with a target, a deadline and a quota table."""

    def make(
        name: str,
        sentence: str = "Mỗi thôn trồng ít nhất 120 cây lim trước ngày 30/6/2026.",
        units: tuple[str, str] = ("Thôn Đông", "Thôn Tây"),
    ) -> Path:
        document = docx.Document()
        for text in ("KẾ HOẠCH", "trồng cây đầu năm 2026", "I. CHỈ TIÊU", sentence, "II. TỔ CHỨC THỰC HIỆN"):
            document.add_paragraph(text)
        document.add_paragraph("1. Chi bộ thôn Đông chủ trì, phối hợp với Đoàn thanh niên xã trồng cây.")
        table = document.add_table(rows=4, cols=3, style="Table Grid")
        rows = [("TT", "Đơn vị", "Số cây"), ("1", units[0], "120"), ("2", units[1], "130"), ("", "Cộng", "250")]
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
        return path

    return make


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, reached by a socket only: "postgresql://…/{name}" with the name to be filled in."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("chưa cài PostgreSQL (gói Debian: postgresql)")
    owner = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg-") as home:
        if owner:
            shutil.chown(home, owner)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs[-1].with_name(program)), *arguments]
            subprocess.run(command, check=True, user=owner, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        run("initdb", "-D", f"{home}/data", "-A", "trust", "-U", "văn thư", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-D", f"{home}/data", "-o", f"-k {home} -c listen_addresses= -F", "-w", "-l", f"{home}/log", "start")
        try:
            yield f"postgresql://v%C4%83n%20th%C6%B0@/{{name}}?host={home}"
        finally:
            run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty register may be made: a file, then a database of a PostgreSQL server."""
    if request.param == "sqlite":
        return str(tmp_path / "sổ" / "register.db")
    import psycopg

    url: str = request.getfixturevalue("postgresql")
    name = f"so_{uuid.uuid4().hex}"
    with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return url.format(name=name)


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """Lines that say what went wrong with a file and what to do."""
        return [line for line in self.err.splitlines() if " — " in line]


@pytest.fixture
def trienkhai(tmp_path: Path) -> Callable[..., Run]:
    """Runs the installed command as a person does, in a working folder of its own."""

    def run(*arguments: str | Path, cwd: Path | None = None, timeout: float = 120, **environment: str) -> Run:
        work = cwd or tmp_path
        done = subprocess.run(
            [sys.executable, "-m", "trienkhai.cli", *map(str, arguments)],
            cwd=work,
            capture_output=True,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
