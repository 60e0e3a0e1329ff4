"""Directives put together line by line, and what a test asks of the plan drafted from one."""

from __future__ import annotations

import datetime as dt

import generate
from extract.directive import Anchor, Deadline, Directive, Provision, Section, Source, Target
from generate.plan import Plan
from generate.unit import LowerUnit, Unit
from generate.wording import capital

DAY = dt.date(2026, 2, 2)
HEADS = {"I": "MỤC TIÊU", "II": "NHIỆM VỤ, GIẢI PHÁP", "III": "TỔ CHỨC THỰC HIỆN"}
TAN_AN = Unit(
    name="xã Tân An", level="commune", kind="xã", committee="Đảng ủy xã Tân An", superior="Đảng bộ tỉnh Hà Phong", place="Tân An",
    residential=("thôn",), lead_days=5, lower=(LowerUnit(name="Chi bộ Công an xã"), LowerUnit(name="Chi bộ thôn Đông", kind="thôn")),
    organs={
        "office": "Văn phòng Đảng ủy", "organisation": "Ban Xây dựng Đảng", "propaganda": "Ban Xây dựng Đảng",
        "government": "Ủy ban nhân dân xã", "front": "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "youth": "Đoàn Thanh niên xã",
    },
)  # fmt: skip
BARE = Unit(name="xã Tân An", level="commune", kind="xã")


def anchor(block: int, text: str, part: str | None = None) -> Anchor:
    start = text.index(part) if part else 0
    return Anchor(1, block, start, start + len(part or text), None, part or text)


class Order:
    """A province's chỉ thị, put together line by line."""

    def __init__(self, *, issuer: str = "Ban Thường vụ Tỉnh ủy Hà Phong", number: str = "09-CT/TU") -> None:
        self._issuer, self._number = issuer, number
        self._provisions: list[Provision] = []
        self._targets: list[Target] = []
        self._deadlines: list[Deadline] = []

    def say(
        self, text: str, *, part: str | None = "II", addressee: str | None = None, kind: str = "duty", inherited: bool = False
    ) -> Order:
        block = 10 * (["", *HEADS].index(part) if part else 0) + len(self._provisions)
        name = f"p{len(self._provisions) + 1}"
        section = f"s{part}" if part else None
        self._provisions.append(Provision(name, kind, addressee, inherited, section, anchor(100 + block, text)))  # type: ignore[arg-type]
        return self

    def figure(self, words: str, low: float | None, unit: str, *, status: str = "target", each: str | None = None) -> Order:
        last = self._provisions[-1].anchor
        place = anchor(last.block, last.quote, words)
        target = Target(f"t{len(self._targets) + 1}", status, None, low, None, False, unit, None, each, None, None, None, place)  # type: ignore[arg-type]
        self._targets.append(target)
        return self

    def due(self, words: str, day: str) -> Order:
        last = self._provisions[-1].anchor
        self._deadlines.append(Deadline("d1", "by", None, day, None, "báo cáo", None, None, None, anchor(last.block, last.quote, words)))
        return self

    def facts(self) -> Directive:
        sections = tuple(
            Section(f"s{label}", f"{label}-", title, 1, None, Anchor(1, 100 + 10 * place - 1, 0, len(title), None, title))
            for place, (label, title) in enumerate(HEADS.items(), 1)
        )
        return Directive(
            source=Source("chi-thi.docx", "c" * 64, "docx", 2, ocr=False, confidence=None), kind="CT", number=self._number,
            issued_on="2026-01-12", issuer=self._issuer, level="province", subject="đẩy mạnh chuyển đổi số", sections=sections,
            provisions=tuple(self._provisions), targets=tuple(self._targets), deadlines=tuple(self._deadlines),
        )  # fmt: skip

    def plan(self, unit: Unit = TAN_AN) -> Plan:
        return generate.draft(self.facts(), unit, date=DAY)


def text(plan: Plan) -> str:
    return "\n".join(line.text for line in plan.lines())


def asked_of(plan: Plan, body: str) -> str:
    """What part IV asks of the body, under its heading or in one sentence with its name."""
    for item in plan.parts[-1].items:
        said = "\n".join(line.text for line in item.lines)
        if item.heading == body:
            return said
        if said.startswith(body):
            return capital(said.removeprefix(body).strip())
    return ""


def codes(plan: Plan) -> set[str]:
    return {found.code for found in plan.findings}


def fate(plan: Plan, words: str) -> str:
    return next(duty.status for duty in plan.obligations if words in duty.duty)
