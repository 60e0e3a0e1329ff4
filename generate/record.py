"""What stands beside each draft: its numbers with their sources, its blanks, and what became of every duty."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from extract.directive import Anchor
from generate.plan import Number, Plan


def to_dict(plan: Plan) -> dict[str, Any]:
    """The contract's draft JSON."""
    return {
        "unit": plan.unit,
        "source": {"number": plan.source_number, "sha256": plan.source_sha256},
        "plan": f"{plan.slug}.docx",
        "numbers": [_number(number) for number in plan.numbers()],
        "to_fill": [{"field": blank.field, "reason": blank.reason} for blank in plan.blanks()],
        "obligations": [
            {
                "provision": duty.provision, "duty": duty.duty, "anchor": _anchor(duty.anchor), "status": duty.status,
                "covered_by": list(duty.covered_by), "reason": duty.reason,
            }
            for duty in plan.obligations
        ],
        "findings": [
            {"severity": found.severity, "code": found.code, "message": found.message, "anchor": _anchor(found.anchor)}
            for found in plan.findings
        ],
    }  # fmt: skip


def _number(number: Number) -> dict[str, Any]:
    value = int(number.value) if float(number.value).is_integer() else number.value
    return {
        "text": number.text.strip(), "value": value, "field": number.field, "source": number.source, "anchor": _anchor(number.anchor),
        "from": list(number.operands) or None,
    }  # fmt: skip


def _anchor(anchor: Anchor | None) -> dict[str, Any] | None:
    return asdict(anchor) if anchor else None
