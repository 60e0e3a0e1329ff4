"""The facts of one directive: the type that `extract` hands on, field by field as the public contract has it.

`to_json` and `from_json` are inverse; `json_schema` is what `trienkhai schema` prints.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, Literal

SCHEMA_VERSION = "1"

Level = Literal["central", "province", "district", "commune", "cell"]
Status = Literal["target", "result", "cited", "condition"]
DeadlineType = Literal["by", "on", "within", "every", "after"]
AssignmentRole = Literal["lead", "coordinate", "implement"]
ProvisionKind = Literal["duty", "demand", "purpose", "assessment", "criterion", "other"]
TableRole = Literal["quota", "tasks", "other"]
RowKind = Literal["unit", "group", "subtotal", "total"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a fact was read: offsets count in the text of block `block`, `quote` is exactly `text[start:end]`.

    `page` from 1, null where the format has none; `bbox` in points from the page's top left. For a table cell `table` is
    the table's id, `row` and `column` count from 0 in its `rows` and `columns`.
    """

    page: int | None
    block: int
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None
    quote: str
    table: str | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    file: str
    sha256: str
    format: str
    pages: int | None
    ocr: bool
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """"năm 2022" → 2022-01-01 … 2022-12-31; ISO dates, null where the words leave an end open."""

    start: str | None
    end: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    authority: str | None = None
    position: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited document: "Chương trình số 14-CTr/TU ngày 30/8/2021 của Tỉnh ủy Hải Lâm"."""

    number: str | None
    kind: str | None
    issued_on: str | None
    issuer: str | None
    title: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading or numbered paragraph; `title` null where the number opens running text."""

    id: str
    label: str
    title: str | None
    level: int
    parent: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity that counts, limits or measures the work; `low` and `high` are inclusive unless `strict`."""

    id: str
    status: Status
    action: str | None
    low: float | None
    high: float | None
    strict: bool
    unit: str | None
    of: str | None
    each: str | None
    body: str | None
    period: Period | None
    section: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, a window or a rhythm: "trước ngày 25/01 hằng năm" → every, FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25."""

    id: str
    type: DeadlineType
    start: str | None
    due: str | None
    rrule: str | None
    task: str | None
    body: str | None
    report_to: str | None
    section: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Assignment:
    id: str
    body: str
    role: AssignmentRole
    task: str | None
    deadlines: tuple[str, ...]
    section: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph that asks, aims, judges or reports, also without a named subject."""

    id: str
    kind: ProvisionKind
    addressee: str | None
    inherited: bool
    section: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class TableRow:
    kind: RowKind
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table as printed: `columns` with header levels joined by " / ", `rows` below the head; `csv` is its file."""

    id: str
    title: str | None
    pages: tuple[int, ...]
    csv: str
    role: TableRole
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """One number of a quota table: ("Biên Sơn", "Tổng số đảng viên kết nạp", "Quý I", 1)."""

    unit: str
    group: str | None
    measure: str
    part: str | None
    value: float | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person should look at; `message` is plain Vietnamese."""

    severity: Severity
    code: str
    message: str
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    source: Source
    schema_version: str = SCHEMA_VERSION
    kind: str | None = None
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    level: Level | None = None
    subject: str | None = None
    period: Period | None = None
    signature: Signature = field(default_factory=Signature)
    recipients: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    provisions: tuple[Provision, ...] = ()
    tables: tuple[TableFacts, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    findings: tuple[Finding, ...] = ()


def to_dict(directive: Directive) -> dict[str, Any]:
    """Plain data in the contract's order; whole numbers as integers."""
    data = asdict(directive)
    ordered = {"schema_version": data.pop("schema_version"), "source": data.pop("source"), **data}
    plain: dict[str, Any] = _plain(ordered)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def to_json(directive: Directive) -> str:
    return json.dumps(to_dict(directive), ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> Directive:
    """The directive that `to_json` wrote; raises `pydantic.ValidationError` where the text breaks the schema."""
    directive: Directive = _adapter().validate_json(text)
    return directive


def json_schema() -> dict[str, Any]:
    """The JSON Schema of directive.json (draft 2020-12): every field required, no field beyond the contract's."""
    schema: dict[str, Any] = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_closed(schema)}


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _closed(item) for key, item in schema.items() if key != "default"}
    if result.get("type") == "object" and "properties" in result:
        result["required"] = list(result["properties"])
        result["additionalProperties"] = False
    return result


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Directive)
