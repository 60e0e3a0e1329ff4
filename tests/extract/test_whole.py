"""Whole documents: every fact quotes what stands at its place, whatever the file it came in, and enough of the facts are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from corpora import build
from extract import extract
from extract.anchors import quote_at
from extract.directive import Anchor, Directive, from_json, json_schema, to_dict, to_json
from ingest.document import Document
from tests.extract.written import FOOT, HEAD, document
from trienkhai import evaluate

OWN = [path.stem for path in build.sources()]
SAMPLES = ("can-tho-ket-nap-20-nam", "duc-pho-15-ct-tu", "luc-ngan-72-kh-hu", "pho-hoa-44-kh-du", "quan-3-47-kh-qu")
FORMATS = (".docx", ".pdf")


@cache
def read(path: Path) -> tuple[Document, Directive]:
    written = ingest.read(path)
    return written, extract(written)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("own")
    build.build(out)
    return out


def anchors(value: Any) -> Iterator[Anchor]:
    """Every anchor inside a value, however deep."""
    if isinstance(value, Anchor):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from anchors(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from anchors(getattr(value, field.name))


def misquoted(written: Document, facts: Directive) -> list[tuple[Anchor, str]]:
    found = [(place, quote_at(written.blocks[place.block], place)) for place in anchors(facts)]
    return [(place, text) for place, text in found if text != place.quote or not 0 <= place.start <= place.end]


def misplaced(facts: Directive) -> list[Anchor]:
    """Anchors into a table whose quote the contract's rows do not hold at row and column; a number is the whole cell."""
    rows = {table.id: [row.cells for row in table.rows] for table in facts.tables}

    def cell(place: Anchor) -> str:
        return " ".join(rows[place.table or ""][place.row or 0][place.column or 0].split())

    parts = [
        place for place in anchors((facts.deadlines, facts.assignments)) if place.table and " ".join(place.quote.split()) not in cell(place)
    ]
    return parts + [place for place in anchors(facts.allocations) if " ".join(place.quote.split()) != cell(place)]


def dangling(facts: Directive) -> set[str]:
    """Ids that are named and do not exist."""
    sections = {section.id for section in facts.sections}
    named = {section.parent for section in facts.sections}
    named |= {target.section for target in facts.targets} | {deadline.section for deadline in facts.deadlines}
    named |= {assignment.section for assignment in facts.assignments} | {provision.section for provision in facts.provisions}
    deadlines = {deadline for assignment in facts.assignments for deadline in assignment.deadlines}
    return {name for name in named if name and name not in sections} | (deadlines - {deadline.id for deadline in facts.deadlines})


def assert_sound(written: Document, facts: Directive) -> None:
    assert misquoted(written, facts) == []
    assert misplaced(facts) == []
    assert dangling(facts) == set()
    assert from_json(to_json(facts)) == facts
    jsonschema.validate(to_dict(facts), json_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("stem", OWN)
def test_our_documents_are_sound(stem: str, built: Path) -> None:
    written, facts = read(built / f"{stem}.docx")
    assert any(True for _ in anchors(facts))
    assert_sound(written, facts)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("stem", SAMPLES)
def test_the_samples_are_sound(stem: str, suffix: str, shared: Path) -> None:
    assert_sound(*read(shared / "samples" / f"{stem}{suffix}"))


def facts_of(facts: Directive) -> dict[str, Counter[Hashable]]:
    """The facts without their places, which differ from format to format."""
    return {
        "targets": Counter((t.status, t.low, t.high, t.strict, evaluate.unit_class(t.unit)) for t in facts.targets),
        "deadlines": Counter((d.type, d.start, d.due, d.rrule) for d in facts.deadlines),
        "assignments": Counter((evaluate.normalise(a.body), a.role) for a in facts.assignments),
        "references": Counter((r.number, r.issued_on) for r in facts.references),
        "sections": Counter((s.label, evaluate.normalise(s.title), s.level) for s in facts.sections),
        "allocations": Counter((a.unit, a.measure, a.part, a.value) for a in facts.allocations),
    }


@pytest.mark.slow
@pytest.mark.parametrize("stem", SAMPLES)
@pytest.mark.parametrize("kind", ["targets", "deadlines", "assignments", "references", "sections", "allocations"])
def test_word_and_pdf_say_the_same(stem: str, kind: str, shared: Path) -> None:
    word, pdf = (facts_of(read(shared / "samples" / f"{stem}{suffix}")[1])[kind] for suffix in FORMATS)
    assert (word - pdf, pdf - word) == (Counter(), Counter())


@pytest.fixture(scope="module")
def evaluation(shared: Path) -> evaluate.Evaluation:
    results = [
        evaluate.Result(path.name, evaluate.score(facts, gold), evaluate.score_fields(facts, gold))
        for gold in evaluate.load(shared / "gold")
        for path in (shared / "samples" / f"{gold.stem}{suffix}" for suffix in FORMATS)
        for _, facts in [read(path)]
    ]
    assert len(results) == len(SAMPLES) * len(FORMATS)
    return evaluate.Evaluation(tuple(results))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("references", 0.95),
        ("targets", 0.90),
        ("deadlines", 0.90),
        ("assignments", 0.70),
        ("cells", 1.0),
        ("allocations", 1.0),
        ("sums", 1.0),
    ],
)
def test_enough_is_found_in_the_samples(kind: str, least: float, suffix: str, evaluation: evaluate.Evaluation) -> None:
    assert evaluation.total(kind, suffix).f1 >= least


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_samples_heads_are_read(suffix: str, evaluation: evaluate.Evaluation) -> None:
    right, every = evaluation.fields_right(suffix)
    assert right / every >= 0.95


SENTENCES = [
    "**I. TÌNH HÌNH**",
    "**II. NHIỆM VỤ**",
    "**1. Ban Tổ chức Huyện ủy:** Tổng hợp kết quả; báo cáo trước ngày 15/6/2024.",
    "2. Các chi bộ kết nạp từ 3 - 5 đảng viên¹.",
    "1.1. Mỗi xã mở ít nhất một lớp.",
    "- Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với các xã “Làm theo Bác”.",
    "Căn cứ Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương;",
    "Năm 2023 kết nạp được 79 đảng viên, đạt 96,4% kế hoạch (tăng 3% so với cùng kỳ).",
    "¹ Theo Kế hoạch số 3-KH/HU.",
    "Trên đây là Kế hoạch; đề nghị các chi bộ thực hiện.",
    "(Kèm theo Kế hoạch số 45-KH/HU)",
    "Nơi nhận:",
    "KẾ HOẠCH",
    "Số 12-KH/ĐU",
]
PIECES = st.lists(st.sampled_from(" ".join(SENTENCES).replace("**", "").split()), min_size=1, max_size=25).map(" ".join)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_paragraphs_in_any_order_are_read_soundly(lines: list[str]) -> None:
    written = document(*HEAD, *lines, *FOOT)
    assert_sound(written, extract(written))


@settings(deadline=None, max_examples=40)
@given(st.lists(PIECES, max_size=6))
def test_words_in_any_order_are_read_soundly(lines: list[str]) -> None:
    written = document(*lines)
    assert_sound(written, extract(written))
