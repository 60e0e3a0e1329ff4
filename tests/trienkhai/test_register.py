"""The register, on SQLite and PostgreSQL: found with and without marks, deadlines by their day, corrections that outlive a reading."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from sqlalchemy import text

from extract.directive import Anchor, Assignment, Deadline, Directive, Period, Source, Target
from trienkhai.register import Register, RegisterFault, Stage, Verdict, database
from trienkhai.register.facts import Days, days_of, keyed, occurrences
from trienkhai.register.feed import deadlines_csv, deadlines_ics, documents_csv, register_json
from trienkhai.register.holding import backup, check
from trienkhai.register.search import Question, deadlines, find, named, record
from trienkhai.register.words import has_marks, marked, plain
from trienkhai.results import Holder, identity, place_folder

TODAY = dt.date(2026, 3, 10)


def anchor(quote: str, block: int = 1, start: int = 0) -> Anchor:
    return Anchor(1, block, start, start + len(quote), None, quote)


def deadline(
    quote: str, due: str | None = None, rrule: str | None = None, body: str | None = "các chi bộ", block: int = 1, number: str = "d1"
) -> Deadline:
    return Deadline(number, "every" if rrule else "by", None, due, rrule, quote, body, None, None, anchor(quote, block))


def directive(
    name: str = "72.docx",
    number: str | None = "72-KH/HU",
    issued_on: str | None = "2026-02-11",
    subject: str = "kết nạp đảng viên năm 2026",
    issuer: str = "Ban Thường vụ Huyện ủy Hòa Đông",
    deadlines: tuple[Deadline, ...] = (),
    targets: tuple[Target, ...] = (),
    period: Period | None = None,
    content: str | None = None,
) -> Directive:
    return Directive(
        source=Source(name, f"{content or name!s:0<8}".encode().hex().ljust(64, "0")[:64], "docx", 1, ocr=False, confidence=None),
        kind="KH",
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        level="district",
        deadlines=deadlines,
        targets=targets,
        period=period,
        assignments=(Assignment("a1", "Ban Tổ chức", "lead", "tham mưu", (), None, anchor("Ban Tổ chức tham mưu")),),
    )


@pytest.fixture
def register(database: str) -> Iterator[Register]:
    register = Register.open(database)
    yield register
    register.close()


def put(register: Register, *directives: Directive) -> None:
    for one in directives:
        register.record([one], Path(one.source.file).stem)


@pytest.mark.parametrize(
    ("written", "unmarked", "spelled"),
    [
        ("Kế hoạch", "ke hoach", "ke61 hoach5"),
        ("72-KH/HU", "72 kh hu", "72 kh hu"),
        ("Đất đai", "dat dai", "d9a6t1 d9ai"),
        ("hoà", "hoa", "hoa2"),
        ("hòa", "hoa", "hoa2"),
        ("ho\u0300a", "hoa", "hoa2"),
        ("ƯƠNG", "uong", "u7o7ng"),
        ("“trích yếu”;", "trich yeu", "trich1 ye61u"),
    ],
)
def test_words_with_and_without_marks(written: str, unmarked: str, spelled: str) -> None:
    assert plain(written) == unmarked
    assert marked(written).replace("e61u", "e6u1") == spelled.replace("e61u", "e6u1")
    assert has_marks(written) is (unmarked.split() != written.lower().replace("-", " ").replace("/", " ").split())


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question(), ["c", "a", "b"]),
        (Question("ket nap dang vien"), ["a"]),
        (Question("kết nạp"), ["a"]),
        (Question("kết nap"), ["a"]),
        (Question("kêt nâp"), ["a"]),
        (Question("trồng rừng"), ["b"]),
        (Question("trông"), ["c"]),
        (Question("trong"), ["c", "b"]),
        (Question("dat"), ["b"]),
        (Question("đất"), ["b"]),
        (Question('"rung phong ho"'), ["b"]),
        (Question('"phong rung ho"'), []),
        (Question("hoà đông"), ["c", "a", "b"]),
        (Question(number="72-KH/HU"), ["a"]),
        (Question(number="2-KH/HU"), []),
        (Question(number="7"), ["b"]),
        (Question(body="huyen uy hoa dong"), ["c", "a", "b"]),
        (Question(body="Kiểm tra"), ["b"]),
        (Question(start=dt.date(2026, 2, 1)), ["c", "a"]),
        (Question(end=dt.date(2026, 1, 31)), ["b"]),
        (Question("kh", start=dt.date(2026, 2, 11), end=dt.date(2026, 2, 11)), ["a"]),
        (Question(limit=1), ["c"]),
        (Question("không có chữ này"), []),
        (Question("' OR 1=1 --"), []),
        (Question('" * NEAR('), []),
        (Question("%"), ["c", "a", "b"]),
    ],
)
def test_what_is_asked_is_found(register: Register, question: Question, found: list[str]) -> None:
    put(
        register,
        directive("a.docx"),
        directive(
            "b.docx", "7-KH/HU", "2026-01-15", "trồng rừng phòng hộ trên đất dốc", deadlines=(deadline("x", body="Ủy ban Kiểm tra"),)
        ),
        directive("c.docx", "9-CT/HU", "2026-03-01", "trông giữ trẻ"),
    )
    assert [entry.results for entry in find(register, question)] == found


def test_a_document_is_meant_by_number_name_hash_or_id(register: Register) -> None:
    one = directive("72.docx")
    put(register, one, directive("80.docx", "80-KH/HU"))
    file = register.take("/nhận", "Tháng 3/gốc.docx", one.source.sha256)
    register.end(file, Stage.DONE)
    for name in ("72-KH/HU", "72-kh/hu", "72", one.source.sha256[:10], "gốc.docx", "Tháng 3/gốc.docx", "1"):
        assert [entry.number for entry in named(register, name)] == ["72-KH/HU"], name
    assert named(register, "không có") == []


@pytest.mark.parametrize(
    ("fact", "days"),
    [
        ({"due": "2026-06-30"}, Days(dt.date(2026, 6, 30), dt.date(2026, 6, 30))),
        ({"start": "2026-06-01", "due": "2026-06-30"}, Days(dt.date(2026, 6, 1), dt.date(2026, 6, 30))),
        ({}, Days(None, None)),
        ({"rrule": "FREQ=MONTHLY"}, Days(dt.date(2026, 3, 1), dt.date(2026, 12, 31), "FREQ=MONTHLY;BYMONTHDAY=1")),
        ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=20"}, Days(dt.date(2026, 2, 20), dt.date(2026, 12, 31), "FREQ=MONTHLY;BYMONTHDAY=20")),
        (
            {"rrule": "FREQ=MONTHLY;INTERVAL=3", "due": "2027-06-01"},
            Days(dt.date(2026, 3, 1), dt.date(2027, 6, 1), "FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=3,6,9,12"),
        ),
        (
            {"rrule": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25"},
            Days(dt.date(2027, 1, 25), dt.date(2026, 12, 31), "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25"),
        ),
    ],
)
def test_the_days_of_a_deadline(fact: dict[str, str], days: Days) -> None:
    assert days_of(fact, {"issued_on": "2026-02-11", "period": {"end": "2026-12-31"}}, TODAY) == days


@pytest.mark.parametrize(
    ("rule", "first", "found"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2022-01-15", ["2026-03-15", "2026-04-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2026-04-01", ["2026-04-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,4,7,10", "2022-01-01", ["2026-04-01"]),
        ("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=2", "2025-11-02", ["2026-04-02"]),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-04-01", ["2026-04-06", "2026-04-13"]),
    ],
)
def test_the_days_of_a_rhythm(rule: str, first: str, found: list[str]) -> None:
    days = occurrences(rule, dt.date.fromisoformat(first), dt.date(2026, 3, 10), dt.date(2026, 4, 18))
    assert [day.isoformat() for day in days] == found


def test_deadlines_to_come_and_overdue(register: Register) -> None:
    period = Period("2026-01-01", "2026-12-31", "năm 2026")
    dues = (
        deadline("nộp báo cáo", "2026-03-15", block=1, number="d1"),
        deadline("đã trễ", "2026-03-01", block=2, number="d2"),
        deadline("lâu rồi", "2025-11-01", block=3, number="d3"),
        deadline("còn xa", "2026-09-01", block=4, number="d4"),
        deadline("giao ban", None, "FREQ=MONTHLY;BYMONTHDAY=20", body="Văn phòng", block=5, number="d5"),
        deadline("sau hội nghị", None, block=6, number="d6"),
    )
    put(register, directive(deadlines=dues, period=period))
    found = deadlines(register, TODAY, days=45)
    assert [(due.day.isoformat(), due.task, due.overdue) for due in found] == [
        ("2026-03-01", "đã trễ", True),
        ("2026-03-15", "nộp báo cáo", False),
        ("2026-03-20", "giao ban", False),
        ("2026-04-20", "giao ban", False),
    ]
    assert [due.task for due in deadlines(register, TODAY, body="van phong")] == ["giao ban"]
    assert deadlines(register, dt.date(2027, 2, 1)) == []


def test_the_same_document_in_another_file_is_known_and_its_deadlines_stand_once(register: Register) -> None:
    dues = (deadline("nộp báo cáo", "2026-03-15"),)
    scan, word = directive("72.pdf", deadlines=dues), directive("72.docx", deadlines=dues, subject="Kết nạp  đảng viên, năm 2026")
    put(register, scan, word, directive("73.docx", "73-KH/HU", deadlines=dues))
    assert register.likes(word.source.sha256) == ["72.pdf"]
    assert [due.number for due in deadlines(register, TODAY)] == ["72-KH/HU", "73-KH/HU"]


def test_one_calendar_for_all_documents(register: Register) -> None:
    put(
        register,
        directive(
            "a.docx", deadlines=(deadline("nộp báo cáo", "2026-03-15"), deadline("giao ban", None, "FREQ=MONTHLY", block=2, number="d2"))
        ),
        directive("b.docx", "8-KH/HU", deadlines=(deadline("sơ kết", "2026-06-30"), deadline("xưa", "2020-01-01", block=2, number="d2"))),
    )
    calendar = icalendar.Calendar.from_ical(deadlines_ics(register, TODAY))
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"nộp báo cáo (72-KH/HU)", "giao ban (72-KH/HU)", "sơ kết (8-KH/HU)"}
    assert b"RRULE:FREQ=MONTHLY" in events["giao ban (72-KH/HU)"].to_ical()
    assert len({str(event["uid"]) for event in events.values()}) == 3


def facts(register: Register, kind: str = "deadline") -> list[tuple[str | None, str | None, str]]:
    (entry,) = find(register, Question())
    return [(fact["due"], verdict, key) for type_, key, verdict, fact in record(register, entry).facts if type_ == kind]


def test_what_people_said_outlives_another_reading(register: Register) -> None:
    first = directive(deadlines=(deadline("trước 15/3", "2026-03-15", block=1), deadline("trước 20/3", "2026-03-20", block=2, number="d2")))
    put(register, first)
    (_, _, one), (_, _, two) = facts(register)
    register.say(first.source.sha256, "deadline", one, Verdict.CORRECTED, "Lan", {"due": "2026-03-16"})
    register.say(first.source.sha256, "deadline", two, Verdict.SETTLED, "Minh")
    register.say(first.source.sha256, "header", "number", Verdict.CORRECTED, "Lan", {"value": "73-KH/HU"})
    register.say(first.source.sha256, "deadline", "mới", Verdict.ADDED, "Lan", {"due": "2026-03-18", "task": "thêm", "anchor": None})
    for _ in range(2):
        assert [(due, verdict) for due, verdict, _ in facts(register)] == [
            ("2026-03-16", "corrected"), ("2026-03-20", "settled"), ("2026-03-18", "added"),
        ]  # fmt: skip
        assert [entry.number for entry in find(register, Question(number="73-KH/HU"))] == ["73-KH/HU"]
        assert [due.day.day for due in deadlines(register, TODAY)] == [16, 18]
        put(register, first)
    assert [(c.verdict, c.person) for c in register.said_about(first.source.sha256)] == [
        ("corrected", "Lan"), ("settled", "Minh"), ("corrected", "Lan"), ("added", "Lan"),
    ]  # fmt: skip


def test_a_fact_read_with_other_words_at_the_same_place_keeps_its_correction(register: Register) -> None:
    first = directive(deadlines=(deadline("trước 15/3", "2026-03-15"),))
    put(register, first)
    register.say(first.source.sha256, "deadline", facts(register)[0][2], Verdict.CORRECTED, "Lan", {"due": "2026-03-16"})
    put(register, replace(first, deadlines=(deadline("trước 15/3 hằng năm", "2026-03-15"),)))
    assert [fact[:2] for fact in facts(register)] == [("2026-03-16", "corrected")]


def test_a_rejected_fact_is_no_longer_due_and_an_unknown_one_is_refused(register: Register) -> None:
    first = directive(deadlines=(deadline("trước 15/3", "2026-03-15"),))
    put(register, first)
    register.say(first.source.sha256, "deadline", facts(register)[0][2], Verdict.REJECTED, "Lan")
    assert deadlines(register, TODAY) == []
    with pytest.raises(KeyError):
        register.say(first.source.sha256, "deadline", "không có", Verdict.CONFIRMED, "Lan")
    with pytest.raises(KeyError):
        register.say("0" * 64, "header", "number", Verdict.CORRECTED, "Lan", {"value": "1"})


def test_the_same_words_twice_are_two_facts() -> None:
    twice = [{"anchor": {"quote": "trước 15/3", "row": None, "column": None}, "type": "by"}] * 2
    assert len({key for key, _ in keyed("deadline", twice)}) == 2


def test_a_file_of_several_documents_and_a_shorter_reading(register: Register) -> None:
    one, two = directive("tập.docx"), directive("tập.docx", "73-QĐ/HU")
    register.record([one, two], "tập")
    assert {entry.results: entry.number for entry in find(register, Question())} == {"tập": "72-KH/HU", "tập/2": "73-QĐ/HU"}
    register.record([one], "tập")
    assert [entry.results for entry in find(register, Question())] == ["tập"]


def test_export_as_csv_and_json(register: Register) -> None:
    put(register, directive(subject="=1+2", deadlines=(deadline("+nộp", "2026-03-15"),)))
    table = documents_csv(find(register, Question())).decode("utf-8-sig")
    assert "'=1+2" in table
    assert "'+nộp" in deadlines_csv(deadlines(register, TODAY)).decode("utf-8-sig")
    (document,) = json.loads(register_json(register, Question()))["documents"]
    assert document["header"]["number"] == "72-KH/HU"
    assert {fact["type"] for fact in document["facts"]} == {"deadline", "assignment"}


def test_a_backup_is_a_register(register: Register, tmp_path: Path) -> None:
    put(register, directive(deadlines=(deadline("trước 15/3", "2026-03-15"),)))
    register.say(directive().source.sha256, "header", "place", Verdict.CORRECTED, "Lan", {"value": "Hòa Đông"})
    backup(register, tmp_path / "sao.db")
    copy = Register.open(tmp_path / "sao.db", must_exist=True)
    assert find(copy, Question("ket nap")) == find(register, Question("ket nap"))
    assert len(copy.said_about(directive().source.sha256)) == 1
    copy.close()
    assert stat.S_IMODE((tmp_path / "sao.db").stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} - {"sổ"} <= {"sao.db", "sao.db-wal", "sao.db-shm"}
    with pytest.raises(RegisterFault, match="backup-failed"):
        backup(register, tmp_path / "không có" / "sao.db")


def test_check_finds_what_differs(register: Register, tmp_path: Path) -> None:
    inbox, out = tmp_path / "nhận", tmp_path / "kq"
    one = directive("72.docx")
    place_folder(out / "72", {"directive.json": identity(Holder("72.docx", one.source.sha256))})
    put(register, one)
    assert check(register, out) == []
    place_folder(out / "lạ", {"directive.json": identity(Holder("lạ.docx", "1"))})
    (out / "72" / "directive.json").write_text("{}")
    register.drafted(one.source.sha256, "Thôn Đông", "72.du-thao/thon-dong.docx", 0, 0)
    for name, stage in (("mất.docx", Stage.DONE), ("sửa.docx", Stage.DONE), ("dở.docx", Stage.TAKEN)):
        file = register.take(str(inbox), name, "0" * 64)
        register.about_to_move(file, f"done/{name}", stage)
        if stage is not Stage.TAKEN:
            register.end(file, stage)
    (inbox / "done").mkdir(parents=True)
    for name in ("sửa.docx", "lạ.docx"):
        (inbox / "done" / name).write_text("khác")
    assert {(one.cause, one.place.name) for one in check(register, out)} == {
        ("original-missing", "mất.docx"), ("original-changed", "sửa.docx"), ("original-unknown", "lạ.docx"), ("unfinished", "dở.docx"),
        ("results-missing", "72"), ("results-unknown", "lạ"), ("draft-missing", "thon-dong.docx"),
    }  # fmt: skip


def test_the_migrations_make_the_tables_that_the_code_means(database: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from trienkhai.register.tables import Base

    engine = Register.open(database).engine
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [one for one in compare_metadata(context, Base.metadata) if not _is_search(one)]
    engine.dispose()
    assert differences == []


def _is_search(difference: object) -> bool:
    """What only one of the two databases needs to search."""
    signs = ("document_words", "_vector", "ix_documents_words", "ix_documents_plain", "ix_documents_bodies", "ix_documents_newest")
    return any(sign in str(difference) for sign in signs)


def test_two_programs_that_start_at_once_make_the_tables_once(database: str) -> None:
    faults: list[BaseException] = []

    def open_it() -> None:
        try:
            Register.open(database).close()
        except BaseException as fault:
            faults.append(fault)

    programs = [threading.Thread(target=open_it) for _ in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert faults == []


def test_a_register_of_a_newer_program_is_left_alone(database: str) -> None:
    register = Register.open(database)
    with register.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    register.close()
    with pytest.raises(RegisterFault, match="register-newer"):
        Register.open(database)


@pytest.mark.parametrize(
    ("place", "code"),
    [("mysql://a:matkhau@b/c", "register-url"), ("postgresql://a:matkhau@:x:/c", "register-url"), ("không có/register.db", "no-register")],
)
def test_a_place_that_holds_no_register(place: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RegisterFault) as fault:
        Register.open(place, must_exist=True)
    assert fault.value.code == code
    assert "matkhau" not in str(fault.value)


def test_a_broken_file_is_named_and_a_server_out_of_reach_may_come_back(tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes(os.urandom(9000))
    with pytest.raises(RegisterFault) as fault:
        Register.open(tmp_path / "register.db")
    assert (fault.value.code, fault.value.passing) == ("register-broken", False)
    with pytest.raises(RegisterFault) as fault:
        Register.open(f"postgresql://a:matkhau@/so?host={tmp_path}")
    assert (fault.value.code, fault.value.passing) == ("register-unreachable", True)
    assert "matkhau" not in str(fault.value)


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    register = Register.open(tmp_path / "kq" / ".trienkhai" / "register.db")
    put(register, directive())
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kq" / ".trienkhai").iterdir()} == {0o600}
    assert database.version(register.engine) == database.NEWEST
    register.close()
