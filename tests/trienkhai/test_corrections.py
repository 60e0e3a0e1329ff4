"""What people say of what was read: typed as they write, kept over a new reading, shown wherever the fact is shown."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.trienkhai.conftest import Run
from tests.trienkhai.test_register import TODAY, deadline, directive, put
from trienkhai.register import Register, Verdict
from trienkhai.register.corrections import BadCorrection, added, corrected, understood
from trienkhai.register.feed import deadlines_ics, register_json
from trienkhai.register.search import Question, deadlines, find, record

Command = Callable[..., Run]
Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("kind", "said", "fields"),
    [
        ("deadline", ["due=16/3/2026"], {"due": "2026-03-16"}),
        ("deadline", ["due=2026-03-16", "body=  các  chi bộ "], {"due": "2026-03-16", "body": "các chi bộ"}),
        ("deadline", ["body="], {"body": None}),
        ("deadline", ["rrule=freq=monthly;bymonthday=25"], {"rrule": "FREQ=MONTHLY;BYMONTHDAY=25"}),
        ("target", ["low=1.200", "high=12,5"], {"low": 1200, "high": 12.5}),
        ("target", ["strict=có", "unit=%"], {"strict": True, "unit": "%"}),
        ("assignment", ["role=lead"], {"role": "lead"}),
        ("header", ["number= 72 - KH/HU"], {"number": "72-KH/HU"}),
        ("header", ["period=năm 2026"], {"period": {"start": "2026-01-01", "end": "2026-12-31", "text": "năm 2026"}}),
        ("header", ["period=1/1/2026-30/6/2026"], {"period": {"start": "2026-01-01", "end": "2026-06-30", "text": "1/1/2026-30/6/2026"}}),
        ("header", ["issued_on=11.2.2026", "level=commune"], {"issued_on": "2026-02-11", "level": "commune"}),
    ],
)
def test_fields_as_people_type_them(kind: str, said: list[str], fields: dict[str, Any]) -> None:
    assert understood(kind, said) == fields


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("deadline", "due=31/2/2026", "bad-day"),
        ("deadline", "due=mai", "bad-day"),
        ("deadline", "han=1/1/2026", "no-such-field"),
        ("deadline", "due", "no-such-field"),
        ("deadline", "rrule=hằng tháng", "bad-rule"),
        ("deadline", "type=", "never-empty"),
        ("target", "low=hai trăm", "bad-number"),
        ("target", "low=1.20", "bad-number"),
        ("target", "strict=chắc", "bad-flag"),
        ("assignment", "role=chủ trì", "bad-choice"),
        ("assignment", "body= ", "never-empty"),
        ("header", "period=quý này", "bad-period"),
        ("header", "period=30/6/2026 - 1/1/2026", "bad-period"),
        ("header", "sha256=0", "no-such-field"),
    ],
)
def test_what_cannot_stand_is_refused(kind: str, said: str, code: str) -> None:
    with pytest.raises(BadCorrection) as bad:
        understood(kind, [said])
    assert bad.value.code == code


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"due": "2026-03-16"}, "by"),
        ({"start": "2026-03-01", "due": "2026-03-16"}, "within"),
        ({"start": "2026-03-01"}, "on"),
        ({"rrule": "FREQ=MONTHLY"}, "every"),
        ({}, "after"),
        ({"due": "2026-03-16", "type": "on"}, "on"),
    ],
)
def test_the_type_of_a_deadline_follows_its_days(fields: dict[str, str], type_: str) -> None:
    before = {"type": "after", "start": None, "due": None, "rrule": None}
    assert corrected("deadline", before, fields)["type"] == type_


def test_days_and_bounds_in_order() -> None:
    with pytest.raises(BadCorrection):
        corrected("deadline", {"type": "by", "start": None, "due": "2026-03-01", "rrule": None}, {"start": "2026-03-02"})
    with pytest.raises(BadCorrection):
        corrected("target", {"low": 5, "high": None}, {"high": 4})
    with pytest.raises(BadCorrection):
        added("deadline", {"due": "2026-03-16"})


@pytest.fixture
def register(database: str) -> Iterator[Register]:
    register = Register.open(database)
    yield register
    register.close()


def known(register: Register) -> dict[str, tuple[str | None, dict[str, Any]]]:
    """Verdict and fact by the id that a person types."""
    (entry,) = find(register, Question())
    return {fact["id"]: (verdict, fact) for _, _, verdict, fact in record(register, entry).facts}


def test_ids_stay_apart_and_lead_into_the_new_reading(register: Register) -> None:
    first = directive(deadlines=(deadline("trước 15/3", "2026-03-15", block=4), deadline("trước 20/3", "2026-03-20", block=9, number="d2")))
    put(register, first)
    (entry,) = find(register, Question())
    keys = {fact["id"]: key for _, key, _, fact in record(register, entry).facts}
    register.say(first.source.sha256, "deadline", keys["d1"], Verdict.CONFIRMED, "Lan")
    register.say(first.source.sha256, "deadline", keys["d2"], Verdict.CORRECTED, "Lan", {"due": "2026-03-21"})
    key = register.next_key(first.source.sha256, "deadline")
    register.say(first.source.sha256, "deadline", key, Verdict.ADDED, "Lan", added("deadline", {"due": "2026-04-01", "task": "họp"}))
    put(register, replace(first, deadlines=(deadline("trước 20/3", "2026-03-20", block=12, number="d1"),)))
    found = known(register)
    assert found["d1"][0] == "corrected"
    assert (found["d1"][1]["due"], found["d1"][1]["anchor"]["block"]) == ("2026-03-21", 12)
    assert found["dn1"][1]["task"] == "họp"
    (gone,) = (id_ for id_, (verdict, _) in found.items() if verdict == "confirmed")
    assert gone.startswith("d1-")
    assert register.next_key(first.source.sha256, "deadline") == "dn2"


def test_what_was_corrected_is_found_and_falls_due(register: Register) -> None:
    put(register, directive(deadlines=(deadline("gửi báo cáo", "2026-03-15"),)))
    (entry,) = find(register, Question())
    ((_, key, _, _),) = [fact for fact in record(register, entry).facts if fact[0] == "deadline"]
    register.say(entry.sha256, "deadline", key, Verdict.CORRECTED, "Lan", {"due": "2026-03-20", "body": "Văn phòng", "task": "nộp biểu"})
    register.say(entry.sha256, "header", "subject", Verdict.CORRECTED, "Lan", {"value": "trồng rừng"})
    register.say(entry.sha256, "header", "number", Verdict.CONFIRMED, "Lan")
    register.say(entry.sha256, "deadline", "dn1", Verdict.ADDED, "Lan", {"due": "2026-03-25", "task": "họp thôn"})
    for _ in range(2):
        assert [(due.day.day, due.body, due.fact) for due in deadlines(register, TODAY)] == [(20, "Văn phòng", "d1"), (25, None, "dn1")]
        assert find(register, Question("nop bieu", body="van phong")) == find(register, Question("trong rung")) != []
        assert find(register, Question("họp thôn")) != []
        events = {str(event["summary"]) for event in icalendar.Calendar.from_ical(deadlines_ics(register, TODAY)).walk("VEVENT")}
        assert events == {"nộp biểu (72-KH/HU)", "họp thôn (72-KH/HU)"}
        (document,) = json.loads(register_json(register, Question()))["documents"]
        assert [(c["verdict"], c["person"]) for c in document["corrections"]][-1] == ("added", "Lan")
        assert {fact["verdict"] for fact in document["facts"] if fact["type"] == "deadline"} == {"corrected", "added"}
        put(register, directive(deadlines=(deadline("gửi báo cáo", "2026-03-15"),)))
    register.say(entry.sha256, "deadline", "dn1", Verdict.REJECTED, "Lan")
    assert find(register, Question("họp thôn")) == []
    assert [due.fact for due in deadlines(register, TODAY)] == ["d1"]


@pytest.mark.slow
def test_a_clerk_corrects_from_the_command_line(trienkhai: Command, directive_file: Make, tmp_path: Path) -> None:
    content = directive_file("nhận/72.docx").read_bytes()
    trienkhai("watch", "nhận", "--once")

    def register(*arguments: str) -> Run:
        return trienkhai("register", *arguments, "--out", "nhận/ket-qua")

    assert "  d1 · thời hạn" in register("show", "72.docx").out
    assert register("confirm", "72.docx", "t1", "--by", "Chị Lan").status == 0
    assert "20/06/2026 [đã sửa]" in register("correct", "72.docx", "d1", "due=20/6/2026", "body=các thôn", "--by", "Chị Lan").out
    assert "9-KH/ĐU" in register("correct", "1", "number=9-KH/ĐU", "issued_on=5/3/2026").out
    assert "dn1 · thời hạn · họp · 25/06/2026 [đã thêm]" in register("add", "1", "deadline", "due=25/6/2026", "task=họp").out
    assert register("reject", "1", "a1").status == 0
    (tmp_path / "nhận" / "72.docx").write_bytes(content)
    shutil.rmtree(tmp_path / "nhận" / "ket-qua" / "72")
    assert trienkhai("watch", "nhận", "--once").status == 0
    shown = register("show", "9-KH/ĐU").out
    for said in ("t1 · chỉ tiêu", "[xác nhận đúng]", "20/06/2026 [đã sửa]", "number · Số, ký hiệu: 9-KH/ĐU [đã sửa]", "[đã bỏ]", "dn1 ·"):
        assert said in shown
    assert "Chị Lan: đã sửa thời hạn d1" in shown
    listed = register("deadlines", "--today", "2026-06-01", "--days", "30").out
    assert [line.split(" · ")[0] for line in listed.splitlines()] == ["20/06/2026", "25/06/2026"]
    assert register("settle", "1", "d1").status == 0
    table = register("deadlines", "--today", "2026-06-01", "--csv", "han.csv").out.strip()
    rows = list(csv.DictReader(io.StringIO((tmp_path / table).read_text(encoding="utf-8-sig"))))
    assert [(row["fact"], row["verdict"]) for row in rows] == [("dn1", "added")]
    (document,) = json.loads(register("export", "--format", "json").out)["documents"]
    assert document["header"]["number"] == "9-KH/ĐU"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("confirm", "1", "d9"), 1, "không có d9"),
        (("confirm", "99", "d1"), 1, "sổ không có văn bản 99"),
        (("confirm", "1"), 2, "--all"),
        (("settle", "1", "number"), 1, "settle chỉ dùng cho thời hạn"),
        (("reject", "1", "number"), 1, "chỉ confirm hoặc correct"),
        (("correct", "1", "d1"), 2, "register correct"),
        (("correct", "1", "d1", "due=31/2/2026"), 2, "không phải ngày"),
        (("correct", "1", "ngay=1/1/2026"), 2, "issued_on"),
        (("add", "1", "deadline", "due=1/1/2026"), 2, "không được bỏ trống"),
        (("add", "1", "viec", "due=1/1/2026"), 2, "viec"),
    ],
)
def test_what_a_clerk_types_wrongly_changes_nothing(
    arguments: tuple[str, ...], status: int, said: str, trienkhai: Command, tmp_path: Path
) -> None:
    database = tmp_path / "register.db"
    register = Register.open(database)
    put(register, directive(deadlines=(deadline("trước 15/3", "2026-03-15"),)))
    before = register_json(register, Question())
    done = trienkhai("register", *arguments, "--db", database)
    assert (done.status, said in done.err) == (status, True), done.err
    assert "Traceback" not in done.err
    assert register_json(register, Question()) == before
    register.close()
