"""The words of WordprocessingML: elements, runs and texts by their short names."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Element = Any
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def keep_openers(root: Element) -> None:
    """ "Triển khai thực hiện tốt:" stays on the page of the list that it opens."""
    for paragraph in root.iter(w("p")):
        said = "".join(text.text or "" for text in paragraph.iter(w("t")))
        properties = paragraph.find(w("pPr"))
        if not said.rstrip().endswith(":") or properties is None or properties.find(w("keepNext")) is not None:
            continue
        style = properties.find(w("pStyle"))
        properties.insert(0 if style is None else list(properties).index(style) + 1, element("keepNext"))


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def element(name: str, **attributes: str) -> Element:
    return etree.Element(w(name), {w(key): value for key, value in attributes.items()}, nsmap={"w": W})


def within(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, w(name), {w(key): value for key, value in attributes.items()})


def run_in(into: Element, properties: Element | None) -> Element:
    run = within(into, "r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    return run


def text_in(run: Element, text: str) -> None:
    element = within(run, "t")
    element.text = text
    element.set(SPACE, "preserve")
