"""The scoring: which differences count, which do not, and that a perfect extraction scores 1."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora import build, word
from corpora.markup import read
from extract.directive import Allocation, Anchor, Assignment, Deadline, Directive, Finding, Reference, Source, TableFacts, TableRow, Target
from trienkhai import evaluate

SOURCE = Source("a.docx", "0" * 64, "docx", None, ocr=False, confidence=None)
PLACE = Anchor(None, 0, 0, 3, None, "nơi")
HEAD = {
    "kind": "KH", "number": "12-KH/ĐU", "issued_on": "2026-02-03", "place": "Hòa Lạc", "issuer": "Đảng ủy xã Hòa Lạc", "superior": None,
    "level": "commune", "subject": "trồng cây", "period": {"start": "2026-01-01", "end": "2026-12-31", "text": "năm 2026"},
    "signature": {"authority": "T/M ĐẢNG ỦY", "position": "BÍ THƯ", "name": "Tạ Văn Ổn"}, "recipients": ["Các chi bộ"],
    "references": [], "sections": [], "targets": [], "deadlines": [], "assignments": [],
}  # fmt: skip


def gold(**facts: Any) -> evaluate.Gold:
    return evaluate.Gold("a", {**HEAD, **facts})


def target(
    status: Any = "target", low: float | None = 5, high: float | None = 5, unit: str | None = "đảng viên", *, strict: bool = False
) -> Target:
    return Target("t1", status, "kết nạp", low, high, strict, unit, None, None, None, None, None, PLACE)


def gold_target(**fields: Any) -> dict[str, Any]:
    return {"status": "target", "low": 5, "high": 5, "strict": False, "unit": "đảng viên", "quote": "05 đảng viên", **fields}


@pytest.mark.parametrize(
    ("predicted", "annotated", "matches"),
    [
        (target(), gold_target(), True),
        (target(unit="đ/c"), gold_target(unit="đảng viên mới"), True),
        (target(unit="Đồng chí"), gold_target(), True),
        (target(unit="quần chúng"), gold_target(), False),
        (target(unit=None), gold_target(), False),
        (target(low=5, high=None), gold_target(), False),
        (target(low=5, high=None, strict=True), gold_target(high=None), False),
        (target(status="result"), gold_target(), False),
    ],
)
def test_targets_match_on_status_bounds_and_class_of_unit(predicted: Target, annotated: dict[str, Any], *, matches: bool) -> None:
    scores = evaluate.score(Directive(SOURCE, targets=(predicted,)), gold(targets=[annotated]))["targets"]
    assert (scores.tp, scores.fp, scores.fn) == ((1, 0, 0) if matches else (0, 1, 1))


def test_the_same_fact_twice_has_to_be_found_twice() -> None:
    scores = evaluate.score(Directive(SOURCE, targets=(target(),)), gold(targets=[gold_target(), gold_target()]))["targets"]
    assert (scores.tp, scores.fn, scores.recall, scores.precision) == (1, 1, 0.5, 1.0)


@pytest.mark.parametrize(
    ("predicted", "annotated", "right"),
    [
        (["Các chi bộ, Văn phòng Đảng uỷ"], ["chi bộ", "Văn phòng Đảng ủy"], 2),
        (["Mặt trận và các đoàn thể"], ["Mặt trận", "những đoàn thể;"], 2),
        (["đồng chí Bí thư"], ["Các đồng chí Bí thư"], 1),
        (["Ban Chính trị – Hậu cần"], ["Ban Chính trị- Hậu cần"], 1),
        (["Công an xã"], ["Quân sự xã"], 0),
    ],
)
def test_bodies_are_split_and_compared_without_their_plural(predicted: list[str], annotated: list[str], right: int) -> None:
    found = tuple(Assignment("a1", body, "implement", None, (), None, PLACE) for body in predicted)
    wanted = [{"body": body, "role": "implement", "quote": "…"} for body in annotated]
    assert evaluate.score(Directive(SOURCE, assignments=found), gold(assignments=wanted))["assignments"].tp == right


def test_a_role_is_part_of_an_assignment() -> None:
    found = (Assignment("a1", "Đoàn xã", "lead", None, (), None, PLACE),)
    wanted = [{"body": "Đoàn xã", "role": "coordinate", "quote": "…"}]
    assert evaluate.score(Directive(SOURCE, assignments=found), gold(assignments=wanted))["assignments"].f1 == 0


def test_deadlines_match_on_type_day_and_rhythm() -> None:
    found = (Deadline("d1", "every", None, None, "FREQ=MONTHLY", None, None, None, None, PLACE),)
    wanted = [{"type": "every", "due": None, "rrule": "FREQ=YEARLY", "quote": "hằng năm"}]
    scores = evaluate.score(Directive(SOURCE, deadlines=found), gold(deadlines=wanted))["deadlines"]
    assert [fact.quote for fact in scores.misses] == ["hằng năm"]
    assert [fact.quote for fact in scores.extras] == ["nơi"]


def test_numbers_of_references_match_whatever_their_spaces() -> None:
    found = (Reference("44 -KH/ĐU", "KH", "2023-01-13", None, None, PLACE),)
    wanted = [{"number": "44-KH/ĐU", "issued_on": "2023-01-13", "quote": "…"}]
    assert evaluate.score(Directive(SOURCE, references=found), gold(references=wanted))["references"].f1 == 1


def test_header_fields_are_right_or_wrong_one_by_one() -> None:
    fields = evaluate.score_fields(Directive(SOURCE, kind="KH", number="12-KH/ĐU", place="Hoà Lạc", level="district"), gold())
    assert [name for name, right in fields.items() if right] == ["kind", "number", "place", "superior"]


def test_a_wrong_cell_is_one_miss_and_one_extra() -> None:
    table = TableFacts("b1", None, (), "tables/1.csv", "quota", ("TT", "Đơn vị", "Số"), (TableRow("unit", ("1", "Xóm Đông", "7")),))
    annotated = replace(gold(), tables=((("TT", "Đơn vị", "Số"), ("1", "Xóm Đông", "9")),))
    scores = evaluate.score(Directive(SOURCE, tables=(table,)), annotated)["cells"]
    assert (scores.tp, scores.fp, scores.fn) == (5, 1, 1)


def test_a_table_read_before_the_annotated_one_does_not_shift_it() -> None:
    wanted = TableFacts("b2", None, (), "tables/2.csv", "quota", ("TT", "Số"), (TableRow("unit", ("1", "9")),))
    stray = TableFacts("b1", None, (), "tables/1.csv", "other", ("Nơi nhận",), ())
    annotated = replace(gold(), tables=((("TT", "Số"), ("1", "9")),))
    scores = evaluate.score(Directive(SOURCE, tables=(stray, wanted)), annotated)["cells"]
    assert (scores.tp, scores.fp, scores.fn) == (4, 1, 0)


def test_allocations_match_on_unit_measure_part_and_value() -> None:
    found = (Allocation("Xóm Đông", None, "Tổng số", "Quý I", 3, PLACE), Allocation("Xóm Tây", None, "Tổng số", None, None, PLACE))
    rows = (
        {"unit": "Xóm Đông", "group": "", "measure": "Tổng số", "part": "Quý I", "value": "3"},
        {"unit": "Xóm Tây", "group": "", "measure": "Tổng số", "part": "", "value": "0"},
    )
    scores = evaluate.score(Directive(SOURCE, allocations=found), replace(gold(), allocations=rows))["allocations"]
    assert (scores.tp, scores.fp, scores.fn) == (1, 1, 1)


def test_a_false_alarm_about_a_sum_counts_as_extra() -> None:
    alarm = Finding("warning", "sum-mismatch", "…", replace(PLACE, table="b1", row=4, column=2))
    assert evaluate.score(Directive(SOURCE, findings=(alarm,)), gold())["sums"].fp == 1


def test_an_unreadable_document_misses_everything_and_the_others_are_scored(tmp_path: Path) -> None:
    for stem in ("a", "b"):
        (tmp_path / f"{stem}.json").write_text(json.dumps({**HEAD, "targets": [gold_target()]}), encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(b"")
    (tmp_path / "b.docx").write_bytes(word.render(read(build.sources()[0])))
    evaluation = evaluate.evaluate(tmp_path)
    broken, whole = evaluation.results
    assert broken.error
    assert broken.scores["targets"].fn == 1
    assert not any(broken.fields.values())
    assert whole.error is None


def test_report_and_figures_say_the_same(tmp_path: Path) -> None:
    stem = "chi-bo-thpt-vinh-lac-03-kh-cb"
    (tmp_path / f"{stem}.docx").write_bytes(word.render(read(build.SOURCES / f"{stem}.txt")))
    (tmp_path / f"{stem}.json").write_bytes((build.ANNOTATIONS / f"{stem}.json").read_bytes())
    (tmp_path / "lost.json").write_text(json.dumps(HEAD), encoding="utf-8")
    evaluation = evaluate.evaluate(tmp_path)
    figures = json.loads(evaluate.to_json(evaluation))
    assert figures["absent"] == ["lost"]
    assert figures["total"]["targets"]["tp"] == evaluation.total("targets").tp
    text = evaluate.report(evaluation, details=True)
    assert f"{stem}.docx" in text
    assert "lost: có chú giải nhưng không thấy tệp văn bản" in text


def test_a_folder_without_annotations_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        evaluate.evaluate(tmp_path)


def test_two_versions_are_compared_fact_by_fact() -> None:
    def figures(missed: list[str], extra: list[str]) -> str:
        return json.dumps({"documents": [{"file": "a.docx", "missed": {"targets": missed}, "extra": {"targets": extra}}]})

    found = evaluate.change(figures(["60 đảng viên", "4 lớp"], ["12 xã"]), figures(["4 lớp", "3 lớp"], []))
    assert found.found == (("a.docx", "targets", "60 đảng viên"),)
    assert found.lost == (("a.docx", "targets", "3 lớp"),)
    assert found.no_longer_false == (("a.docx", "targets", "12 xã"),)
    assert found.newly_false == ()
    assert "ĐƯỢC: nay tìm thấy: 1" in evaluate.change_report(found)
