"""The register with 10,000 documents: how long list, search and deadlines take, in milliseconds (aim: 100).

`.venv/bin/python -m benchmarks.register [--documents 10000] [--db postgresql://…]`
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extract.directive import Anchor, Assignment, Deadline, Directive, Period, Source, Target
from trienkhai.register import Register
from trienkhai.register.search import Question, deadlines, find, named

TODAY = dt.date(2026, 11, 21)
FIRST_QUARTER = (dt.date(2024, 1, 1), dt.date(2024, 3, 31))
_EXACT = (False,)
PLACES = ("Hải Lâm", "Vĩnh Lạc", "Phú Hạ", "Tân Hà", "Đông Sơn", "Khe Lươi", "Mường Cai", "Gò Lim")
BODIES = ("Ban Tổ chức", "Ủy ban Kiểm tra", "Văn phòng", "các chi bộ trực thuộc", "Ban Dân vận", "Đoàn Thanh niên")
TASKS = ("gửi báo cáo kết quả", "rà soát quần chúng ưu tú", "xây dựng kế hoạch", "trồng cây đầu năm", "đánh giá chất lượng", "tập huấn")


def made_up(number: int, chance: random.Random) -> Directive:
    """A directive of the last ten years: ten targets, six deadlines, a dozen assignments; half have two rhythms, a tenth no end."""
    issued = TODAY - dt.timedelta(days=chance.randrange(3650))
    place = chance.choice(PLACES)
    year = Period(f"{issued.year}-01-01", f"{issued.year}-12-31", f"năm {issued.year}")

    def anchor(block: int) -> Anchor:
        return Anchor(1, block, 0, 20, None, f"{chance.choice(TASKS)} số {block}")

    def deadline(at: int) -> Deadline:
        due = (issued + dt.timedelta(days=chance.randrange(30, 400))).isoformat()
        rule = {0: "FREQ=MONTHLY", 1: "FREQ=MONTHLY;INTERVAL=3"}.get(at) if number % 2 else None
        kind = "every" if rule else "by"
        task, body = chance.choice(TASKS), chance.choice(BODIES)
        return Deadline(f"d{at}", kind, None, None if rule else due, rule, task, body, None, None, anchor(at))

    def target(at: int) -> Target:
        return Target(f"t{at}", "target", "kết nạp", at, at, *_EXACT, "đảng viên", None, None, place, year, None, anchor(100 + at))

    return Directive(
        source=Source(f"{number}.docx", f"{number:064x}", "docx", 6, ocr=False, confidence=None),
        kind="KH",
        number=f"{number}-KH/HU",
        issued_on=issued.isoformat(),
        place=place,
        issuer=f"Ban Thường vụ Huyện ủy {place}",
        level="district",
        subject=f"{chance.choice(TASKS)} năm {issued.year}",
        period=None if number % 20 == 1 else year,
        targets=tuple(map(target, range(10))),
        deadlines=tuple(map(deadline, range(6))),
        assignments=tuple(
            Assignment(f"a{at}", chance.choice(BODIES), "lead", chance.choice(TASKS), (), None, anchor(200 + at)) for at in range(12)
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--db")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register = Register.open(options.db or Path(folder) / "register.db")
        chance = random.Random(0)
        began = time.perf_counter()
        for number in range(options.documents):
            register.record([made_up(number, chance)], str(number))
        print(f"ghi: {(time.perf_counter() - began) / options.documents * 1000:.1f} ms/văn bản")
        asked: dict[str, Callable[[], list[object]]] = {
            "list": lambda: list(find(register, Question())),
            "search, với dấu": lambda: list(find(register, Question("trồng cây"))),
            "search, không dấu": lambda: list(find(register, Question("trong cay vinh lac"))),
            "search, cả nghìn văn bản khớp": lambda: list(find(register, Question("bao cao"))),
            "search, số": lambda: list(find(register, Question(number="72-KH/HU"))),
            "search, cơ quan": lambda: list(find(register, Question(body="huyện ủy phú hạ"))),
            "search, thời gian": lambda: list(find(register, Question(start=FIRST_QUARTER[0], end=FIRST_QUARTER[1]))),
            "search, số không dấu": lambda: list(find(register, Question(number="72 kh hu"))),
            "search, cơ quan không dấu": lambda: list(find(register, Question(body="huyen uy phu ha"))),
            "search, chữ + cơ quan + thời gian": lambda: list(find(register, Question("trong cay", None, "phu ha", *FIRST_QUARTER))),
            "search, cụm từ": lambda: list(find(register, Question('"trồng cây đầu năm"'))),
            "search, không có": lambda: list(find(register, Question("đường sắt cao tốc"))),
            "show": lambda: list(named(register, "72-KH/HU")),
            "deadlines": lambda: list(deadlines(register, TODAY)),
            "deadlines, cơ quan": lambda: list(deadlines(register, TODAY, body="van phong")),
        }
        for name, ask in asked.items():
            taken, worked = [], []
            for _ in range(7):
                began, used = time.perf_counter(), time.process_time()
                answer = ask()
                taken.append((time.perf_counter() - began) * 1000)
                worked.append((time.process_time() - used) * 1000)
            told = f"lần đầu {taken[0]:.0f} ms, giữa {statistics.median(taken):.0f} ms, CPU {statistics.median(worked):.0f} ms"
            print(f"{name}: {told} ({len(answer)} dòng)", flush=True)


if __name__ == "__main__":
    main()
