"""Reading apart: the same document, and a named refusal whatever becomes of the process that reads."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import ingest
from ingest import isolation
from ingest.errors import HostileFile, InputError, MemoryLimit, MissingFile, ReaderCrashed, TimeLimit, TooLarge
from ingest.guard import LIMITS
from ingest.isolation import ReaderFailed, read_apart, work_apart
from tests.ingest.hostile_files import forms_in_forms, text_pdf
from tests.ingest.word_files import docx, p, row, tbl
from trienkhai.job import facts_of_file

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="giới hạn của hệ điều hành chỉ có trên Unix")


@pytest.fixture(autouse=True)
def _no_workers_left() -> Iterator[None]:
    isolation.close()
    yield
    isolation.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(docx(p("Kế hoạch số 5") + tbl(row("TT", "Số cây"), row("1", "120")) + p("Hết")))
    return path


def worker_pid() -> int:
    (worker,) = isolation._idle
    return worker._process.pid


def during_a_reading(path: Path, act: Callable[[int], None]) -> InputError:
    """The refusal of a file whose worker stands still after the request, and is then treated so."""
    read_apart(path)
    pid = worker_pid()
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.3, act, (pid,)).start()
    with pytest.raises(InputError) as refused:
        read_apart(path)
    return refused.value


def test_a_document_comes_back_as_it_was_read(sound: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "van-ban.pdf"
    pdf.write_bytes(text_pdf(2))
    for path in (sound, pdf):
        assert read_apart(path) == ingest.read(path)


@pytest.mark.slow
def test_every_sample_comes_back_as_it_was_read(shared: Path) -> None:
    samples = [
        path for path in sorted((shared / "samples").iterdir()) if path.suffix in {".docx", ".pdf", ".xlsx"} and ".scan" not in path.name
    ]
    for path in samples:
        assert read_apart(path) == ingest.read(path)


def test_an_error_comes_back_with_all_that_it_says(tmp_path: Path) -> None:
    path = tmp_path / "nen.docx"
    path.write_bytes(docx(p("chữ"), extra={"word/media/den.bmp": bytes(20 << 20)}))
    with pytest.raises(HostileFile) as apart:
        read_apart(path)
    with pytest.raises(HostileFile) as here:
        ingest.read(path)
    assert (apart.value.path, apart.value.values, str(apart.value)) == (path, here.value.values, str(here.value))
    with pytest.raises(MissingFile):
        read_apart(tmp_path / "khong-co.docx")


def test_pages_are_told_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ba-trang.pdf"
    path.write_bytes(text_pdf(3))
    steps: list[tuple[int, int]] = []
    read_apart(path, progress=lambda page, pages: steps.append((page, pages)))
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_facts_are_made_apart_too(sound: Path) -> None:
    facts = work_apart("trienkhai.job:facts_of_file", sound)
    assert facts == facts_of_file(sound)


def test_a_fault_of_ours_is_told_with_its_trace(sound: Path) -> None:
    with pytest.raises(ReaderFailed, match=r"^AttributeError: ") as failed:
        work_apart("ingest:khong_co", sound)
    assert "Traceback" in failed.value.args[0]


def test_one_worker_reads_file_after_file_and_gives_way_to_a_fresh_one(sound: Path) -> None:
    limits = replace(LIMITS, files_a_worker=3)
    pids = []
    for _ in range(4):
        read_apart(sound, limits)
        pids.append(isolation._idle[0]._process.pid if isolation._idle else 0)
    assert pids[0] == pids[1] != 0
    assert pids[2] == 0
    assert pids[3] not in pids[:3]


@POSIX
@pytest.mark.parametrize("sent", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_is_named_and_the_next_file_goes_on(sound: Path, sent: signal.Signals) -> None:
    def crash(pid: int) -> None:
        os.kill(pid, sent)
        os.kill(pid, signal.SIGCONT)

    refusal = during_a_reading(sound, crash)
    assert (type(refusal), refusal.path, refusal.values) == (ReaderCrashed, sound, {"detail": sent.name})
    assert read_apart(sound) == ingest.read(sound)


@POSIX
def test_a_reader_that_stands_still_is_ended(sound: Path) -> None:
    limits = replace(LIMITS, silent_seconds=1)
    read_apart(sound, limits)
    pid = worker_pid()
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(TimeLimit) as refused:
        read_apart(sound, limits)
    assert refused.value.values == {"limit": "1 giây"}
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert read_apart(sound, limits) == ingest.read(sound)


def test_no_time_at_all(sound: Path) -> None:
    with pytest.raises(TimeLimit):
        read_apart(sound, replace(LIMITS, seconds=0))


@POSIX
@pytest.mark.parametrize("megabytes", [30, 60])
def test_too_much_memory_is_named(tmp_path: Path, megabytes: int) -> None:
    path = tmp_path / "dai.docx"
    path.write_bytes(docx("".join(p(f"Chỉ tiêu thứ {n} của năm 2026") for n in range(40_000))))
    with pytest.raises(MemoryLimit) as refused:
        read_apart(path, replace(LIMITS, memory_bytes=megabytes << 20))
    assert refused.value.values == {"limit": f"{megabytes} MB"}


@POSIX
def test_memory_that_a_library_takes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bom.pdf"
    path.write_bytes(forms_in_forms())
    with pytest.raises(MemoryLimit):
        read_apart(path, replace(LIMITS, memory_bytes=600 << 20))


@POSIX
def test_what_a_worker_started_and_wrote_goes_with_it(sound: Path) -> None:
    read_apart(sound)
    (worker,) = isolation._idle
    folder, group = worker._folder, worker._process.pid
    assert folder.is_dir()
    isolation.close()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_a_worker_whose_folder_somebody_tidied_away_gives_way_to_a_fresh_one(sound: Path) -> None:
    read_apart(sound)
    (worker,) = isolation._idle
    shutil.rmtree(worker._folder)
    assert read_apart(sound) == ingest.read(sound)
    assert worker_pid() != worker._process.pid
    assert worker._process.poll() is not None


READS_AND_WAITS = """
import sys, time
from ingest import isolation
isolation.read_apart(sys.argv[1])
print(isolation._idle[0]._process.pid, isolation._idle[0]._folder, flush=True)
time.sleep(60)
"""


@POSIX
def test_a_worker_does_not_outlive_its_caller(sound: Path) -> None:
    caller = subprocess.Popen([sys.executable, "-c", READS_AND_WAITS, str(sound)], stdout=subprocess.PIPE, text=True)
    assert caller.stdout is not None
    pid = int(caller.stdout.readline().split()[0])
    caller.kill()
    caller.wait()
    caller.stdout.close()
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.01)
    pytest.fail("tiến trình đọc còn sống sau khi nơi gọi đã bị dừng")


def test_files_are_read_at_the_same_time(sound: Path) -> None:
    found = []
    threads = [threading.Thread(target=lambda: found.append(read_apart(sound))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ingest.read(sound)] * 3


def test_the_current_folder_lends_no_modules(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file "lxml.py" that lies beside the documents is not run."""
    (sound.parent / "lxml.py").write_text("raise SystemExit('đã chạy')", encoding="utf-8")
    monkeypatch.chdir(sound.parent)
    assert read_apart(Path(sound.name)).blocks[0].text == "Kế hoạch số 5"


# --- what passes between the two processes -------------------------------------------------------------------------------


class Harmful:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize("thing", [Harmful(), os.system, subprocess.Popen, TooLarge(Path("a"), found=Harmful())])
def test_only_documents_and_errors_pass(thing: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        isolation._unpacked(pickle.dumps(thing))


# --- what the sentry refuses, asked in a process of its own --------------------------------------------------------------

GUARDED = """
import sys, tempfile
from pathlib import Path
from ingest.isolation import _Sentry
own = Path(tempfile.mkdtemp(dir=sys.argv[1]))
sys.addaudithook(_Sentry(own))
{attempt}
"""
ATTEMPTS = {
    "connect": "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
    "bind": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "look up": "import socket; socket.getaddrinfo('localhost', 80)",
    "fetch": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}/', timeout=2)",
    "write": "(own.parent / 'la.txt').write_text('x')",
    "write upwards": "(own / '..' / 'la.txt').write_text('x')",
    "append": "open(own.parent / 'la.txt', 'a')",
}


def guarded(folder: Path, attempt: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", GUARDED.format(attempt=attempt), str(folder)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_sentry_refuses(tmp_path: Path, attempt: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = guarded(tmp_path, ATTEMPTS[attempt].format(port=server.getsockname()[1]))
        with pytest.raises(TimeoutError):
            server.accept()
    assert "PermissionError" in done.stderr
    assert not list(tmp_path.glob("*.txt"))


def test_the_sentry_lets_readers_work(tmp_path: Path) -> None:
    work = "(own / 'trang.png').write_bytes(b'x'); open('/dev/null', 'w'); open(tempfile.__file__); tempfile.TemporaryFile(dir=own)"
    assert guarded(tmp_path, work).stderr == ""
