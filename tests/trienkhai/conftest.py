"""Documents for the command: our corpus built once, and small ones made on the spot."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
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
