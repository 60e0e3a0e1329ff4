"""Dates that no calendar has: "trước ngày 31/02/2024" is no deadline, and a person is told."""

from __future__ import annotations

import re

from extract.anchors import anchor
from extract.directive import Finding
from extract.findings import finding
from extract.grammar.times import day
from ingest.document import Paragraph

_WRITTEN_DAY = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d|\d{1,2} tháng \d{1,2} năm (?:19|20)\d\d)(?!\d)"
)


def impossible_dates(paragraphs: list[Paragraph]) -> tuple[Finding, ...]:
    return tuple(
        finding("date-impossible", anchor(paragraph, *match.span()), date=match[0])
        for paragraph in paragraphs
        for match in _WRITTEN_DAY.finditer(paragraph.text)
        if day(match[0]) is None
    )
