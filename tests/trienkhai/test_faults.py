"""Whatever happens to the watch: every file ends once in `done` or `failed`, every result whole, the register agrees with the folders."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.faults import Desk, files_to_drop, storm
from trienkhai import inbox
from trienkhai.inbox import Inbox
from trienkhai.messages import Messages
from trienkhai.register import Register
from trienkhai.settings import load

pytestmark = pytest.mark.slow

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="cần quyền root")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "bàn")


def open_inbox(desk: Desk) -> Inbox:
    out = desk.out
    return Inbox(desk.inbox, out, Register.open(out / ".trienkhai" / "register.db"), load(desk.settings), Messages(), print, print)


STEPS: list[tuple[object, str]] = [
    (Register, "take"), (inbox, "place_results"), (Register, "record"), (Register, "about_to_move"), (Path, "rename"), (Register, "end"),
    (inbox, "place_file"),
]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="cần fork")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[name for _, name in STEPS])
def test_a_kill_right_before_and_right_after_each_step(owner: object, step: str, after: bool, desk: Desk) -> None:
    files = files_to_drop(8)
    for name in ("hỏng 7.pdf",) if step == "place_file" else ("0.txt",):
        desk.drop(name, files[name])
    child = os.fork()
    if not child:
        _die_at(owner, step, after=after)
        open_inbox(desk).empty()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    if step == "about_to_move":
        desk.drop("bản sao.txt", files["0.txt"])
    last = open_inbox(desk)
    last.empty()
    last.register.close()
    assert desk.wrongs() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="cần fork")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "step"), [(Register, "take_up"), (Path, "rename"), (Path, "unlink")])
def test_a_kill_while_a_failed_file_is_taken_up(owner: object, step: str, after: bool, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.drop("hỏng 7.pdf", files_to_drop(8)["hỏng 7.pdf"])
    open_inbox(desk).empty()
    child = os.fork()
    if not child:
        monkeypatch.setattr(inbox, "_GONE_WHEN", {"damaged-file": lambda _: True})
        _die_at(owner, step, after=after)
        open_inbox(desk).recover()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    last = open_inbox(desk)
    last.empty()
    last.register.close()
    assert desk.wrongs() == []
    assert len([*(desk.inbox / "failed").iterdir()]) == 2


def _die_at(owner: object, name: str, *, after: bool) -> None:
    step: Callable[..., object] = getattr(owner, name)

    def deadly(*arguments: object, **named: object) -> object:
        if after:
            step(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    setattr(owner, name, deadly)


def test_kills_at_random_instants(desk: Desk) -> None:
    storm(desk, count=12, kills=15)
    desk.once()
    assert desk.wrongs() + desk.folders_left() == []


def wait_for(is_so: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture
def watching() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts the watch of a desk and ends it as a system does."""
    started: list[subprocess.Popen[bytes]] = []

    def start(desk: Desk, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        started.append(desk.start(before=before))
        return started[-1]

    yield start
    for watch in started:
        watch.terminate()
        assert watch.wait(60) == 0


def test_files_written_while_the_watch_looks(desk: Desk, watching: Callable[..., object]) -> None:
    desk.settings.write_text(desk.settings.read_text().replace("rest_seconds = 0.1", "rest_seconds = 0.5"))
    watching(desk)
    writers = [threading.Thread(target=desk.drop, args=item, kwargs={"slowly": True}) for item in files_to_drop(10).items()]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    wait_for(lambda: not desk.waiting())
    time.sleep(0.5)
    assert desk.wrongs() == []


@as_root
@pytest.mark.parametrize("begun", [False, True], ids=["before the start", "while it runs"])
def test_a_full_disk_is_waited_for(begun: bool, desk: Desk, watching: Callable[..., object]) -> None:
    desk.out.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", desk.out], check=False).returncode:
        pytest.skip("không gắn được tmpfs")
    try:
        if begun:
            watching(desk)
            wait_for(lambda: "Đang chờ" in desk.said)
        stuffing = desk.out / ".đầy"
        with stuffing.open("wb") as stream, pytest.raises(OSError, match="No space"):
            while True:
                stream.write(bytes(1 << 16))
                stream.flush()
        for name, content in files_to_drop(8).items():
            desk.drop(name, content)
        if not begun:
            watching(desk)
        wait_for(lambda: "thử lại" in desk.said)
        assert desk.waiting() >= 7
        stuffing.unlink()
        wait_for(lambda: not desk.waiting())
        time.sleep(0.5)
        assert desk.wrongs() == []
    finally:
        subprocess.run(["umount", "-l", desk.out], check=False)


@as_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="cần setpriv")
@pytest.mark.parametrize("place", ["kết quả", "nhận/done", "nhận/1.txt"])
def test_rights_taken_away_and_given_back(place: str, desk: Desk, watching: Callable[..., object]) -> None:
    """Root without the power to pass over rights is held by them like anybody else."""
    (desk.inbox / "done").mkdir()
    desk.out.mkdir()
    Register.open(desk.out / ".trienkhai" / "register.db").close()
    for name, content in files_to_drop(3).items():
        desk.drop(name, content)
    taken = desk.home / place
    rights = taken.stat().st_mode
    taken.chmod(0o555 if taken.is_dir() else 0)
    caps = "-dac_override,-dac_read_search"
    watching(desk, before=("setpriv", f"--bounding-set={caps}", f"--inh-caps={caps}"))
    wait_for(lambda: "tự thử lại" in desk.said)
    taken.chmod(rights)
    wait_for(lambda: not desk.waiting())
    time.sleep(0.5)
    assert desk.wrongs() == []
