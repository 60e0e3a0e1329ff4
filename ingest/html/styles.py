"""How an element of a page looks: its tag, its attributes, its own style, and the plain rules of the page's style sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.document import Alignment
from ingest.runs import Look

Declarations = dict[str, str]

_MOST_CSS = 1_000_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<class>[\w-]+)|#(?P<id>[\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(pt|px|cm|mm|in)")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_LINE = re.compile(r"solid|double|dotted|dashed|groove|ridge|inset|outset")
_SIDES = ("border", "border-left", "border-right", "border-style", "border-left-style", "border-right-style")
_ALIGNMENTS: dict[str, Alignment] = {"center": "center", "right": "right", "justify": "justify", "left": "left", "-webkit-center": "center"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD, _ITALIC, _UNDERLINED = frozenset({"b", "strong", "th"}) | _HEADINGS, frozenset({"i", "em", "cite", "var"}), frozenset({"u", "ins"})


@dataclass(frozen=True, slots=True)
class Form:
    """How text looks at a place of the page, handed down from element to element."""

    look: Look = field(default_factory=Look)
    alignment: Alignment | None = None
    font: str | None = None
    raised: bool = False
    capitals: bool = False
    kept_spaces: bool = False


class Styles:
    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str, str], Declarations] = defaultdict(dict)
        for selector, body in _rules("\n".join(sheets)[:_MOST_CSS]):
            for single in selector.split(","):
                found = _SELECTOR.fullmatch(single.strip())
                if found and single.strip():
                    key = ((found["tag"] or "").lower(), found["class"] or "", found["id"] or "")
                    self._rules[key] |= declarations(body)

    def of(self, element: etree._Element) -> Declarations:
        """What is declared for an element itself: by tag, class, id, then its own style."""
        tag = str(element.tag)
        found: Declarations = {}
        if self._rules:
            classes = (element.get("class") or "").split()
            keys = [(tag, "", ""), *(("", name, "") for name in classes), *((tag, name, "") for name in classes)]
            for key in (*keys, ("", "", element.get("id") or "\0"), (tag, "", element.get("id") or "\0")):
                found |= self._rules.get(key, {})
        own = element.get("style")
        return found | declarations(own) if own else found


def declarations(style: str) -> Declarations:
    """("text-align: Center; font-weight:bold") is {"text-align": "center", "font-weight": "bold"}."""
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, colon, value in pairs if colon}


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each rule that holds for every medium."""
    depth, selector, body = 0, "", ""
    for piece in re.split(r"([{}])", _COMMENT.sub(" ", css)):
        if piece == "{":
            depth += 1
        elif piece == "}":
            if depth == 1 and not selector.startswith("@"):
                yield selector, body
            depth, body = max(depth - 1, 0), ""
        elif depth == 0:
            selector = piece.rpartition(";")[2].strip()
        elif depth == 1:
            body = piece


def formed(element: etree._Element, declared: Declarations, form: Form) -> Form:
    """The form inside an element: what it declares over what it is handed."""
    tag = str(element.tag)
    look = form.look
    weight = declared.get("font-weight")
    bold = look.bold or tag in _BOLD if weight is None else weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    slant = declared.get("font-style")
    italic = look.italic or tag in _ITALIC if slant is None else slant in ("italic", "oblique")
    lined = declared.get("text-decoration", declared.get("text-decoration-line"))
    underline = look.underline or tag in _UNDERLINED or "underline" in (lined or "")
    aligned = declared.get("text-align") or (element.get("align") if tag not in ("table", "img") else None)
    alignment = _ALIGNMENTS.get((aligned or "").lower(), "center" if tag in ("center", "th") else form.alignment)
    spaced = declared.get("white-space", "pre" if tag == "pre" or form.kept_spaces else "normal")
    font = declared.get("font-family") or (element.get("face") if tag == "font" else None)
    return replace(
        form,
        look=Look(bold, italic, underline, points(declared.get("font-size")) or look.size),
        alignment=alignment,
        font=_first_font(font) if font else form.font,
        raised=tag == "sup" or declared.get("vertical-align") == "super" or (form.raised and tag != "sub"),
        capitals=declared.get("text-transform") == "uppercase" or (form.capitals and "text-transform" not in declared),
        kept_spaces=spaced.startswith("pre"),
    )


def is_hidden(declared: Declarations) -> bool:
    return declared.get("display") == "none" or declared.get("visibility") == "hidden" or declared.get("mso-hide") == "all"


def is_ruled(element: etree._Element, declared: Declarations) -> bool:
    """A line is drawn at the left or right of an element, or around it."""
    border = element.get("border")
    if element.tag == "table" and border is not None and border.strip() not in ("0", "0px"):
        return True
    if any("border" in name and "borderless" not in name for name in (element.get("class") or "").lower().split()):
        return True
    return any(_LINE.search(declared.get(side, "")) and not declared.get(side, "").startswith("0") for side in _SIDES)


def points(length: str | None) -> float | None:
    """("13.0pt") is 13.0, ("16px") 12.0."""
    found = _LENGTH.fullmatch(length or "")
    return round(float(found[1]) * _POINTS[found[2]], 1) if found else None


def _first_font(names: str) -> str:
    """The font named first, in the capitals by which old Vietnamese fonts are told: ".vntimeh" is ".VnTimeH"."""
    name = names.partition(",")[0].strip("\"' ")
    return name[:-1] + "H" if name.startswith(".vn") and name.endswith("h") else name
