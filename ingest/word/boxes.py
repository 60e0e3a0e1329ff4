"""Text boxes: their text once, and which of them stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.word.package import WP, W, number

_EMU = 12_700
_MOST_ARRANGED = 200
"""Boxes at one paragraph beyond which nobody lays out text: they are read in the order of the file."""
_LEFT_MARGIN = 85.0
_BODY_WIDTH = 453.0
_STYLE_LENGTH = re.compile(r"(?:^|;)\s*(margin-left|margin-top|left|top|width|height)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px|)", re.I)
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1 / _EMU}


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box, in points from the left margin and from its anchor's top where they are known."""

    content: etree._Element
    left: float | None
    top: float
    width: float
    height: float


def boxes_of(drawing: etree._Element) -> Iterator[TextBox]:
    """The text boxes of a drawing or a VML picture, in the order of the file; boxes inside boxes belong to the outer text."""
    contents = [content for content in drawing.iter(W + "txbxContent") if _is_outer(content, drawing)]
    anchor = drawing.find(WP + "anchor")
    for content in contents:
        if anchor is not None:
            yield _drawn(content, anchor, is_alone=len(contents) == 1)
        else:
            yield _styled(content, drawing)


def in_rows(boxes: Sequence[TextBox]) -> list[list[TextBox]]:
    """The boxes from top to bottom, those that stand side by side in one row from left to right."""
    if len(boxes) > _MOST_ARRANGED or any(box.left is None for box in boxes):
        return [[box] for box in boxes]
    rows: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda box: box.top):
        row = next((row for row in rows if all(_are_beside(box, other) for other in row)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [sorted(row, key=lambda box: box.left or 0.0) for row in rows]


def _are_beside(one: TextBox, other: TextBox) -> bool:
    left, right = sorted((one, other), key=lambda box: box.left or 0.0)
    is_apart = (left.left or 0.0) + left.width * 0.8 <= (right.left or 0.0)
    overlap = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return is_apart and overlap > 0


def _is_outer(content: etree._Element, drawing: etree._Element) -> bool:
    parent = content.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag == W + "txbxContent" or parent.tag.endswith("}Fallback"):
            return False
        parent = parent.getparent()
    return True


def _drawn(content: etree._Element, anchor: etree._Element, *, is_alone: bool) -> TextBox:
    extent = anchor.find(WP + "extent")
    width = (number(extent.get("cx")) or 0) / _EMU if extent is not None else 0.0
    height = (number(extent.get("cy")) or 0) / _EMU if extent is not None else 0.0
    left, top = _offset(anchor, "positionH", width), _offset(anchor, "positionV", height)
    inner = None if is_alone else _inner(content)
    if inner is not None:
        x, y, width, height = inner
        left, top = (left or 0.0) + x, (top or 0.0) + y
    return TextBox(content, left, top or 0.0, width, height)


def _offset(anchor: etree._Element, axis: str, size: float) -> float | None:
    position = anchor.find(WP + axis)
    if position is None:
        return None
    from_page = position.get("relativeFrom") == "page"
    offset = position.findtext(WP + "posOffset")
    if offset is not None:
        return (number(offset) or 0) / _EMU - (_LEFT_MARGIN if from_page else 0.0)
    aligned = position.findtext(WP + "align")
    return {"left": 0.0, "center": (_BODY_WIDTH - size) / 2, "right": _BODY_WIDTH - size, "top": 0.0}.get(aligned or "")


def _inner(content: etree._Element) -> tuple[float, float, float, float] | None:
    """Place and size of one shape of a group, in the group's own measure."""
    shape = content.getparent()
    while shape is not None and not shape.tag.endswith("}wsp"):
        shape = shape.getparent()
    frame = None if shape is None else next((e for e in shape.iter() if isinstance(e.tag, str) and e.tag.endswith("}xfrm")), None)
    if frame is None or len(frame) < 2:
        return None
    offset, extent = frame[0], frame[1]
    lengths = [number(e.get(a)) or 0 for e, a in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))]
    return lengths[0] / _EMU, lengths[1] / _EMU, lengths[2] / _EMU, lengths[3] / _EMU


def _styled(content: etree._Element, drawing: etree._Element) -> TextBox:
    shape = content.getparent()
    while shape is not None and shape is not drawing and not shape.get("style", "").strip().lower().startswith("position"):
        shape = shape.getparent()
    style = shape.get("style", "") if shape is not None else ""
    lengths = {
        name.lower(): float(amount) * _UNITS[unit.lower()] for name, amount, unit in _STYLE_LENGTH.findall(style) if _is_number(amount)
    }
    left = lengths.get("margin-left", lengths.get("left"))
    return TextBox(content, left, lengths.get("margin-top", lengths.get("top", 0.0)), lengths.get("width", 0.0), lengths.get("height", 0.0))


def _is_number(text: str) -> bool:
    return text.count(".") <= 1 and any(c.isdigit() for c in text)
