"""The watch killed at random instants while files arrive: at the end every file lies once in `done` or `failed`, every result is whole,
and the register agrees with the folders.

`.venv/bin/python -m benchmarks.faults [--files 100] [--kills 200] [--life 3] [--db …]`
prints the figures; status 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from trienkhai.arrivals import listing
from trienkhai.register import Register, Stage
from trienkhai.register.holding import check
from trienkhai.register.tables import File
from trienkhai.results import DONE, FAILED, NOTE

ROOT = Path(__file__).resolve().parents[1]
LIFE = 3.0
"""Seconds that a watch lives at most: it needs about one until its first file is done."""
WHOLE = {
    "directive.json", "targets.csv", "deadlines.csv", "deadlines.ics", "assignments.csv", "allocations.csv", "workbook.xlsx", "summary.html"
}  # fmt: skip
TEXT = """ĐẢNG BỘ TỈNH HẢI LÂM
HUYỆN ỦY TÂN HÀ
Số: {number}-KH/HU
Tân Hà, ngày {day:02} tháng 3 năm 2026
KẾ HOẠCH
trồng cây đầu năm, đợt {number}
I. CHỈ TIÊU
Mỗi thôn trồng ít nhất {number} cây lim trước ngày 30/6/2026.
II. TỔ CHỨC THỰC HIỆN
1. Chi bộ thôn Đông chủ trì, phối hợp với Đoàn thanh niên trồng cây, báo cáo trước ngày 15/7/2026.
"""

UNIT = """[[unit]]
name = "Đông Lâm"
level = "commune"
kind = "xã"
committee = "Đảng ủy xã Đông Lâm"
issuer = "Ban Thường vụ Đảng ủy xã Đông Lâm"
superior = "Huyện ủy Tân Hà"
draft_at_once = true
"""


def files_to_drop(count: int) -> dict[str, bytes]:
    """Of ten files seven sound ones, one in a folder, one with another's content, one that nobody can read."""
    files = {}
    for number in range(count):
        content = TEXT.format(number=number + 1, day=number % 28 + 1).encode()
        match number % 10:
            case 3:
                files[f"Đợt {number // 10}/sâu/{number}.txt"] = content
            case 5:
                files[f"bản sao {number}.txt"] = files[f"{number - 1}.txt"]
            case 7:
                files[f"hỏng {number}.pdf"] = b"%PDF-1.7\n" + f"{number}".encode() * 40
            case _:
                files[f"{number}.txt"] = content
    return files


@dataclass
class Desk:
    """A drop folder of its own in `home`, and the watch on it as a process."""

    home: Path
    database: str | None = None
    dropped: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inbox, self.out = self.home / "nhận", self.home / "kết quả"
        self.inbox.mkdir(parents=True)
        self.settings = self.home / "trienkhai.toml"
        quick = "[watch]\nrest_seconds = 0.1\npoll_seconds = 0.1\nretry_seconds = 0.5\n"
        self.settings.write_text(quick + '[drafts]\nunits = "units.toml"\n')
        (self.home / "units.toml").write_text(UNIT)

    def drop(self, name: str, content: bytes, *, slowly: bool = False) -> None:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            for start in range(0, len(content), 200 if slowly else len(content) or 1):
                stream.write(content[start : start + (200 if slowly else len(content))])
                stream.flush()
                time.sleep(0.03 if slowly else 0)
        self.dropped[name] = content

    def start(self, *more: str, before: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        command = [*before, sys.executable, "-m", "trienkhai.cli", "watch", self.inbox, "--out", self.out, *more]
        command += ["--settings", self.settings]
        command += ["--db", self.database] if self.database else []
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (self.home / "said.txt").open("ab") as said:
            return subprocess.Popen(list(map(str, command)), env=environment, stderr=said, stdin=subprocess.DEVNULL, cwd=self.home)

    @property
    def said(self) -> str:
        return (self.home / "said.txt").read_text(encoding="utf-8")

    def once(self) -> int:
        return self.start("--once").wait(600)

    def waiting(self) -> int:
        return len(listing(self.inbox, {DONE, FAILED}))

    def ended(self) -> int:
        return sum(path.is_file() for folder in (DONE, FAILED) for path in (self.inbox / folder).rglob("*"))

    def register(self) -> Register:
        return Register.open(self.database or self.out / ".trienkhai" / "register.db")

    def wrongs(self) -> list[str]:
        """What is lost, repeated, half written or told otherwise by the register; nothing, if all is well."""
        return [*self._wrong_originals(), *self._wrong_results(), *self._wrong_register()]

    def folders_left(self) -> list[str]:
        """Dropped folders that stand empty though their files have gone."""
        return [f"folder left: {path}" for path in self.inbox.iterdir() if path.is_dir() and path.name not in {DONE, FAILED}]

    def _wrong_originals(self) -> list[str]:
        ended = [path for folder in (DONE, FAILED) for path in (self.inbox / folder).rglob("*") if path.is_file()]
        lying = Counter(_digest(path.read_bytes()) for path in ended if not path.name.endswith(NOTE))
        wanted = Counter(map(_digest, self.dropped.values()))
        wrong = [f"lost: {digest}" for digest in (wanted - lying)] + [f"twice: {digest}" for digest in (lying - wanted)]
        notes = [path for path in (self.inbox / FAILED).rglob("*") if path.is_file() and not path.name.endswith(NOTE)]
        wrong += [f"no note: {path}" for path in notes if not path.with_name(path.name + NOTE).read_text("utf-8-sig").strip()]
        return wrong + [f"still waiting: {name}" for name in listing(self.inbox, {DONE, FAILED})]

    def _wrong_results(self) -> list[str]:
        folders = [path for path in self.out.iterdir() if not path.name.startswith(".trienkhai")]
        wrong = [f"scrap: {path}" for path in [*self.out.rglob(".*.tmp"), *self.inbox.rglob(".*.tmp")]]
        held: Counter[str] = Counter()
        for folder in folders:
            if folder.name.endswith(".du-thao"):
                wrong += _wrong_drafts(folder)
                continue
            wrong += [f"half: {folder} has no {name}" for name in WHOLE if not (folder / name).is_file()]
            if (folder / "directive.json").is_file():
                held[json.loads((folder / "directive.json").read_text())["source"]["sha256"][:16]] += 1
            wrong += [] if folder.with_name(f"{folder.name}.du-thao").is_dir() else [f"no draft: {folder}"]
        done = {_digest(path.read_bytes()) for path in (self.inbox / DONE).rglob("*") if path.is_file()}
        return wrong + [f"results {count} times: {digest}" for digest in done | held.keys() if (count := held[digest]) != 1]

    def _wrong_register(self) -> list[str]:
        register = self.register()
        wrong = [f"{one.cause}: {one.place}" for one in check(register, self.out)]
        with register.reading() as connection:
            ended = connection.execute(select(func.count()).select_from(File).where(File.stage != Stage.GONE)).scalar_one()
        register.close()
        return wrong + ([] if ended == len(self.dropped) else [f"register: {ended} files for {len(self.dropped)}"])


def _wrong_drafts(folder: Path) -> list[str]:
    """Each plan is a Word file that opens, with its JSON beside it."""
    wrong = [f"half: {path}" for path in folder.glob("*.docx") if zipfile.ZipFile(path).testzip()]
    return wrong if [path.suffix for path in sorted(folder.iterdir())] == [".docx", ".json"] else [*wrong, f"drafts: {folder}"]


def storm(desk: Desk, count: int, kills: int, seed: int = 0, life: float = LIFE) -> tuple[int, Counter[str]]:
    """Drops `count` files and kills the watch at least `kills` times; how often it was killed, and at what it was.

    Where three lives in a row bring nothing to its end, as on a busy machine, the next are longer.
    """
    chance = random.Random(seed)
    files = list(files_to_drop(count).items())
    killed, at = 0, Counter[str]()
    ended, idle, longest = 0, 0, 5 * life
    while files or killed < kills:
        while files and desk.waiting() < 3 and (len(files) > (kills - killed) * count // kills or not desk.waiting()):
            desk.drop(*files.pop(0), slowly=chance.random() < 0.2)
        watch = desk.start()
        time.sleep(chance.uniform(0.1 * life, life))
        watch.send_signal(signal.SIGKILL)
        watch.wait()
        killed += 1
        at["files waiting" if desk.waiting() else "nothing waiting"] += 1
        idle = idle + 1 if ended == (ended := desk.ended()) and desk.waiting() else 0
        if idle == 3:
            life, idle = min(life * 1.5, longest), 0
    return killed, at


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--life", type=float, default=LIFE, help="seconds that a watch lives at most")
    parser.add_argument("--db")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(Path(home) / "bàn", options.db)
        began = time.monotonic()
        killed, at = storm(desk, options.files, options.kills, options.seed, options.life)
        desk.once()
        wrong = desk.wrongs() + desk.folders_left()
        seconds = time.monotonic() - began
        print(f"{len(desk.dropped)} tệp, {killed} lần giết ({dict(at)}), {seconds:.0f} giây: {len(wrong)} điều sai")
        print("\n".join(wrong[:40]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
