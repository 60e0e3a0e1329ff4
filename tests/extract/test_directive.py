"""The contract's type: written, read back, and held by its schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pydantic
import pytest

from extract.directive import Directive, Source, from_json, json_schema, to_dict, to_json
from tests.extract.written import directive

QUOTA = [
    ["TT", "Đơn vị", "Tổng số", "Chia ra theo quý", "<"],
    ["^", "^", "^", "Quý I", "Quý II"],
    ["1", "Chi bộ thôn Đông", "5", "2", "3"],
    ["2", "Chi bộ thôn Đoài", "3", "1", "2"],
    ["", "Cộng", "8", "3", "5"],
]


@pytest.fixture(scope="module")
def facts() -> Directive:
    """A directive with a fact of every kind."""
    return directive(
        "Căn cứ Kế hoạch số 85-KH/TU ngày 09/4/2019 của Tỉnh ủy về phát triển đảng viên;",
        "**I. CHỈ TIÊU**",
        "- Năm 2024, Đảng bộ huyện kết nạp trên 20 đảng viên mới; mỗi chi bộ giới thiệu 1,5% hội viên.",
        "**II. NHIỆM VỤ**",
        "- Ban Tổ chức Huyện ủy chủ trì, phối hợp với Văn phòng tổng hợp, báo cáo Ban Thường vụ trước ngày 25/01 hằng năm.",
        "^ **Biểu giao chỉ tiêu kết nạp đảng viên**",
        QUOTA,
    )


def test_every_kind_of_fact_is_there(facts: Directive) -> None:
    plain = to_dict(facts)
    lists = ("references", "sections", "targets", "deadlines", "assignments", "provisions", "tables", "allocations", "recipients")
    assert [name for name in lists if not plain[name]] == []


def test_what_is_written_is_read_back(facts: Directive) -> None:
    assert from_json(to_json(facts)) == facts


def test_an_empty_directive_is_read_back() -> None:
    empty = Directive(Source("trong.docx", "0" * 64, "docx", None, ocr=False, confidence=None))
    assert from_json(to_json(empty)) == empty


def test_the_json_keeps_to_the_schema(facts: Directive) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    assert [error.message for error in validator.iter_errors(json.loads(to_json(facts)))] == []


def changed(facts: Directive, *path: str | int, value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(to_json(facts))
    place: Any = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("targets", 0, "status"), "wish"),
        (("deadlines", 0, "type"), "soon"),
        (("assignments", 0, "role"), "boss"),
        (("tables", 0, "rows", 0, "kind"), "line"),
        (("level",), "village"),
        (("issued_on",), 2024),
        (("references",), None),
        (("comment",), "not in the contract"),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_know(facts: Directive, path: tuple[str | int, ...], value: Any) -> None:
    plain = changed(facts, *path, value=value)
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(plain)


def test_the_schema_wants_every_field(facts: Directive) -> None:
    plain = json.loads(to_json(facts))
    validator = jsonschema.Draft202012Validator(json_schema())
    optional = [name for name in plain if validator.is_valid({key: value for key, value in plain.items() if key != name})]
    assert optional == []


def test_reading_refuses_what_breaks_the_contract(facts: Directive) -> None:
    with pytest.raises(pydantic.ValidationError):
        from_json(json.dumps(changed(facts, "targets", 0, "status", value="wish")))


def test_whole_numbers_are_written_without_a_point(facts: Directive) -> None:
    assert [(target["low"], target["strict"]) for target in to_dict(facts)["targets"]] == [(20, True), (1.5, False)]
    assert '"low": 20,' in to_json(facts)


def test_the_json_is_readable_and_in_the_contracts_order(facts: Directive) -> None:
    text = to_json(facts)
    assert "đảng viên mới" in text
    assert list(json.loads(text))[:4] == ["schema_version", "source", "kind", "number"]
