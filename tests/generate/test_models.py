"""How near the drafts come to those that a person drew up by the same rules: the share of the model's lines that ours cover."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import extract
import generate
import ingest
from generate.plan import Plan
from generate.unit import LowerUnit, Unit, find_unit, fold_name

WEAK = {
    fold_name(word)
    for word in ("và", "của", "các", "những", "cho", "là", "trong", "ở", "với", "để", "được", "do", "về", "đến", "theo", "này")
}
COVERED = 0.8
THOROUGH = 0.85
PROFILES = (
    Unit(
        name="Biên Sơn", level="commune", kind="xã", place="Biên Sơn", residential=("thôn",), superior="Đảng bộ huyện Lục Ngạn",
        has={"enterprises": True, "industrial_zones": False, "party_in_enterprises": False},
        lower=tuple(LowerUnit(name=f"Chi bộ thôn {name}", kind="thôn", weight=w) for name, w in (("Đông", 33), ("Đoài", 2))),
        organs={
            "office": "Văn phòng Đảng ủy", "government": "Ủy ban nhân dân xã", "organisations": "các tổ chức chính trị - xã hội xã",
            "front": "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội xã",
        },
    ),
    Unit(name="Chi bộ Kho bạc Nhà nước", level="cell", kind="cơ quan", organs={"union": "Công đoàn cơ quan"}),
    Unit(
        name="phường Phổ Hòa", level="commune", kind="phường", residential=("tổ dân phố",), lead_days=10,
        superior="Đảng bộ thị xã Đức Phổ",
        organs={
            "office": "Văn phòng Đảng ủy", "propaganda": "Ban Tuyên giáo Đảng ủy", "inspection": "Ủy ban Kiểm tra Đảng ủy",
            "front": "Mặt trận và các tổ chức chính trị - xã hội phường",
        },
    ),
)  # fmt: skip


def words(said: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold_name(said)) if word not in WEAK]


def model_lines(file: Path) -> list[str]:
    """Paragraphs and headings of the model without marks of Markdown, its head, foot and tables left aside."""
    found = []
    for line in file.read_text(encoding="utf-8").split("<table")[0].splitlines():
        bare = line.strip().replace("\\", "")
        if not bare or bare.startswith(("|", "*(", "---")):
            continue
        bare = re.sub(r"\*+|</?u>", "", bare)
        found.append(re.sub(r"^(?:[-+]|\d+\.|[IV]+-)\s*", "", bare))
    return [line for line in found if len(words(line)) >= 2]


def said_in(plan: Plan) -> list[set[str]]:
    headings = [heading or "" for part in plan.parts for heading in (part.title, *(item.heading for item in part.items))]
    return [set(words(said)) for said in (*plan.title, *headings, *(line.text for line in plan.lines()))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sample", "model", "unit", "day"),
    [
        ("luc-ngan-72-kh-hu.docx", "bien-son-xa.md", "Biên Sơn", dt.date(2022, 2, 20)),
        ("luc-ngan-72-kh-hu.docx", "chi-bo-kho-bac.md", "Chi bộ Kho bạc Nhà nước", dt.date(2022, 2, 20)),
        ("duc-pho-15-ct-tu.docx", "phuong-pho-hoa.md", "phường Phổ Hòa", dt.date(2023, 3, 1)),
    ],
)
def test_most_lines_of_the_model_are_in_ours(shared: Path, sample: str, model: str, unit: str, day: dt.date) -> None:
    directive = extract.extract(ingest.read(shared / "samples" / sample))
    ours = said_in(generate.draft(directive, find_unit(unit, PROFILES, directive), date=day))
    theirs = model_lines(shared / "gold" / "drafts" / model)
    shares = [max(sum(word in line for word in words(said)) / len(words(said)) for line in ours) for said in theirs]
    assert sum(share >= COVERED for share in shares) / len(theirs) >= THOROUGH
