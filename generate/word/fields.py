"""The fields of a template, as its tags name them, filled from a `Plan`."""

from __future__ import annotations

import re
from typing import Any

from generate.plan import Appendix, Item, Piece, Pieces, Plan
from generate.rulebook import RuleBook
from generate.word.marks import MarkedText, clean
from generate.word.tables import heads_of, wordy_columns

ONE_LINE = 23
"""Letters that stand on one line of the head."""
_AREA = re.compile(
    r"(?:(?<=ỦY BAN NHÂN DÂN )|(?<=ĐẢNG ỦY )|(?<=ĐẢNG BỘ ))(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) .+$"
)


def texts_of(plan: Plan, rules: RuleBook, marked: MarkedText) -> dict[str, Any]:
    """The fields of a template, as its tags name them."""
    head, foot = plan.head, plan.foot
    return {
        "head": {
            "superior": _with_its_place(marked.piece(head.superior)),
            "issuer": _with_its_place(marked.piece(head.issuer)),
            "number": marked.pieces(head.number),
            "place_and_date": marked.pieces(head.place_and_date),
        },
        "kind": clean(plan.kind),
        "addressees": _addressees(plan.addressees),
        "deciding": clean(plan.deciding or ""),
        "articles": [_article(item, marked) for part in plan.parts for item in part.items] if plan.deciding else [],
        "title": [marked.title(line) for line in plan.title],
        "grounds": [marked.line(line) for line in plan.grounds],
        "parts": [
            {
                "heading": clean(f"{part.label} {part.title}".strip()),
                "lines": [marked.line(line) for line in part.lines],
                "entries": [_item(item, marked) for item in part.items],
            }
            for part in plan.parts
        ],
        "closing": [marked.line(line) for line in plan.closing],
        "recipients": _recipients(foot.recipients, rules),
        "authority": marked.piece(foot.authority) if foot.authority is not None else None,
        "position": marked.piece(foot.position) if foot.position is not None else None,
        "name": marked.piece(foot.name),
        "appendix": _appendix(plan.appendix, marked, rules) if plan.appendix else None,
        "task_table": _appendix(plan.task_table, marked, rules) if plan.task_table else None,
    }


def _with_its_place(name: str) -> str:
    """ "ỦY BAN NHÂN DÂN XÃ TRÀ BÌNH", "ĐẢNG BỘ XÃ TRÀ BÌNH" break before "XÃ TRÀ BÌNH", not inside it."""
    return name if len(name) < ONE_LINE else _AREA.sub(lambda area: area[0].replace(" ", "\u00a0"), name)


def _addressees(names: tuple[str, ...]) -> list[str]:
    """One stands on the line "Kính gửi:"; several below it: "- Ủy ban nhân dân xã;" … "- Các chi bộ trực thuộc."."""
    last = len(names) - 1
    return [clean(name) if not last else f"- {clean(name)}{'.' if index == last else ';'}" for index, name in enumerate(names)]


def _article(item: Item, marked: MarkedText) -> dict[str, Any]:
    first, *rest = item.lines
    return {"label": clean(item.label), "first": marked.line(first), "rest": [marked.line(line) for line in rest]}


def _item(item: Item, marked: MarkedText) -> dict[str, Any]:
    if item.heading is not None:
        return {"heading": clean(f"{item.label} {item.heading}"), "lines": [marked.line(line) for line in item.lines]}
    lines = [marked.line(line, item.label if index == 0 else "") for index, line in enumerate(item.lines)]
    return {"heading": None, "lines": lines}


def _recipients(recipients: tuple[str, ...], rules: RuleBook) -> list[str]:
    """ "- Ban Thường vụ Huyện ủy (báo cáo);" … "- Lưu Văn phòng Đảng ủy."."""
    last = len(recipients) - 1
    marks = rules.recipients
    return [f"- {clean(name)}{marks.last if index == last else marks.mark}" for index, name in enumerate(recipients)]


def _appendix(appendix: Appendix, marked: MarkedText, rules: RuleBook) -> dict[str, Any]:
    title = marked.title(appendix.title)
    subheads = [clean(sub or "") for _, sub in appendix.columns]
    wordy = wordy_columns(appendix)
    return {
        "heading": clean(appendix.heading),
        "title": title.upper() if rules.regime == "state" else title,
        "caption": marked.pieces(appendix.caption),
        "unit_of_measure": f"Đơn vị tính: {clean(appendix.unit_of_measure)}" if appendix.unit_of_measure else "",
        "heads": [{"text": clean(head), "span": span} for head, span in heads_of(appendix)],
        "subheads": subheads if any(subheads) else [],
        "rows": [
            {
                "total": row.total,
                "cells": [{"text": _cell(cell, marked), "words": index in wordy} for index, cell in enumerate(row.cells)],
            }
            for row in appendix.rows
        ],
    }


def _cell(cell: Piece | Pieces | None, marked: MarkedText) -> str:
    return "" if cell is None else marked.pieces(cell if isinstance(cell, tuple) else (cell,))
