"""How a run and a paragraph look, resolved as Word does: defaults, then the chain of styles, then what is set directly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from ingest.document import Alignment
from ingest.text import legacy_encoding
from ingest.word.package import A, W, is_on, number, value

_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_FONT_SLOTS = ("hAnsi", "ascii")


@dataclass(frozen=True, slots=True)
class Form:
    """How a run looks; size in points. `hidden` is Word's hidden text, `white` white letters, `capitals` shows small ones as capitals."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None
    font: str | None = None
    hidden: bool = False
    white: bool = False
    capitals: bool = False
    superscript: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A tab stop: where (in twentieths of a point from the margin), how text stands at it, and whether dots lead to it."""

    position: int
    alignment: str = "left"
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; lengths in twentieths of a point. `numbering` is (numId, level or None)."""

    alignment: Alignment = "left"
    left: int = 0
    right: int = 0
    first_line: int = 0
    stops: tuple[Stop, ...] = ()
    numbering: tuple[str, int | None] | None = None
    page_break: bool = False


class Styles:
    def __init__(self, root: etree._Element | None, theme: etree._Element | None = None) -> None:
        self._fonts = _theme_fonts(theme)
        self._styles: dict[str, etree._Element] = {}
        self._defaults: dict[str | None, str] = {}
        self._forms: dict[str | None, Form] = {}
        self._shapes: dict[str | None, Shape] = {}
        default_run = default_paragraph = None
        if root is not None:
            default_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            default_paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
            for style in root.iterfind(W + "style"):
                self._styles[value(style, "styleId") or ""] = style
                if value(style, "default") in ("1", "true", "on"):
                    self._defaults[value(style, "type")] = value(style, "styleId") or ""
        self._default_form = self.form(default_run, Form(size=10.0))
        self._default_shape = shape(default_paragraph, Shape())

    @property
    def has_old_fonts(self) -> bool:
        """A style or the theme names a font of an old Vietnamese encoding."""
        fonts = (*self._fonts.values(), self._default_form.font)
        return any(map(legacy_encoding, fonts)) or any(map(names_old_fonts, self._styles.values()))

    def paragraph_style(self, properties: etree._Element | None) -> str | None:
        named = value(properties.find(W + "pStyle")) if properties is not None else None
        return named if named in self._styles else self._defaults.get("paragraph")

    def base_form(self, style: str | None) -> Form:
        """How text of a paragraph style looks before anything is set on its runs."""
        if style not in self._forms:
            resolved = self._default_form
            for element in self._chain(style):
                resolved = self.form(element.find(W + "rPr"), resolved)
            self._forms[style] = resolved
        return self._forms[style]

    def base_shape(self, style: str | None) -> Shape:
        if style not in self._shapes:
            resolved = self._default_shape
            for element in self._chain(style):
                resolved = shape(element.find(W + "pPr"), resolved)
            self._shapes[style] = resolved
        return self._shapes[style]

    def form(self, properties: etree._Element | None, base: Form) -> Form:
        """`base` with the character style and the settings of a `w:rPr` laid over it."""
        if properties is None or len(properties) == 0:
            return base
        named = value(properties.find(W + "rStyle"))
        for element in self._chain(named) if named else ():
            base = self._over(base, element.find(W + "rPr"))
        return self._over(base, properties)

    def _over(self, base: Form, properties: etree._Element | None) -> Form:
        return base if properties is None else replace(base, **dict(_settings(properties, self._fonts)))  # type: ignore[arg-type]

    def table_borders(self, properties: etree._Element | None) -> dict[str, bool]:
        """Which borders a table has by its style and its own settings: {"top": True, "insideV": False, …}."""
        named = value(properties.find(W + "tblStyle")) if properties is not None else None
        resolved: dict[str, bool] = {}
        for style in self._chain(named if named in self._styles else self._defaults.get("table")):
            resolved |= borders(style.find(f"{W}tblPr/{W}tblBorders"))
        return resolved | borders(properties.find(W + "tblBorders") if properties is not None else None)

    def shades(self, style: str | None) -> bool:
        """A table style lays colour under some of its cells."""
        return any(is_shaded(e) for element in self._chain(style) for e in element.iter(W + "shd"))

    def numbering_of(self, style: str) -> str | None:
        """The numId that a numbering style stands for."""
        element = self._styles.get(style)
        return None if element is None else value(element.find(f"{W}pPr/{W}numPr/{W}numId"))

    def _chain(self, style: str | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style is not None and style in self._styles and self._styles[style] not in chain:
            chain.append(self._styles[style])
            style = value(chain[-1].find(W + "basedOn"))
        return chain[::-1]


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The theme's Latin fonts by the names that runs use: {"minorHAnsi": "Times New Roman", …}."""
    fonts: dict[str, str] = {}
    for name in () if theme is None else ("major", "minor"):
        latin = next((e for font in theme.iter(f"{A}{name}Font") for e in font.iterfind(A + "latin")), None)  # type: ignore[union-attr]
        if latin is not None:
            fonts |= {name + slot: latin.get("typeface", "") for slot in ("HAnsi", "Ascii")}
    return fonts


def _settings(properties: etree._Element, theme: Mapping[str, str]) -> Iterator[tuple[str, bool | float | str | None]]:
    for child in properties:
        match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
            case "b":
                yield "bold", is_on(child)
            case "i":
                yield "italic", is_on(child)
            case "u":
                yield "underline", value(child) != "none"
            case "sz":
                half = number(value(child))
                if half:
                    yield "size", half / 2
            case "rFonts":
                themed = next((child.get(f"{W}{slot}Theme") for slot in _FONT_SLOTS if child.get(f"{W}{slot}Theme")), None)
                named = next((child.get(W + slot) for slot in _FONT_SLOTS if child.get(W + slot)), None)
                if themed or named:
                    yield "font", theme.get(themed) if themed else named
            case "vanish":
                yield "hidden", is_on(child)
            case "color":
                yield "white", (value(child) or "").upper() == "FFFFFF"
            case "caps":
                yield "capitals", is_on(child)
            case "vertAlign":
                yield "superscript", value(child) == "superscript"
            case _:
                pass


def is_shaded(shading: etree._Element | None) -> bool:
    """A `w:shd` lays a colour under its text."""
    return shading is not None and ((value(shading, "fill") or "auto").upper() not in ("AUTO", "FFFFFF") or value(shading) == "solid")


def names_old_fonts(root: etree._Element) -> bool:
    """Somewhere below, a font of an old Vietnamese encoding is named."""
    return any(legacy_encoding(str(font)) for element in root.iter(W + "rFonts") for font in element.attrib.values())


def shape(properties: etree._Element | None, base: Shape) -> Shape:
    """`base` with the settings of a `w:pPr` laid over it."""
    if properties is None:
        return base
    changes: dict[str, object] = {}
    for child in properties:
        match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
            case "jc":
                changes["alignment"] = _ALIGNMENTS.get(value(child) or "", base.alignment)
            case "ind":
                changes |= _indents(child)
            case "tabs":
                changes["stops"] = _stops(child, base.stops)
            case "pageBreakBefore":
                changes["page_break"] = is_on(child)
            case "numPr":
                changes["numbering"] = _numbering(child, base.numbering)
            case _:
                pass
    return replace(base, **changes) if changes else base  # type: ignore[arg-type]


def _indents(element: etree._Element) -> dict[str, int]:
    changes: dict[str, int] = {}
    for name, attributes in (("left", ("left", "start")), ("right", ("right", "end"))):
        length = next((number(value(element, a)) for a in attributes if value(element, a)), None)
        if length is not None:
            changes[name] = length
    hanging, first = number(value(element, "hanging")), number(value(element, "firstLine"))
    if hanging is not None:
        changes["first_line"] = -hanging
    elif first is not None:
        changes["first_line"] = first
    return changes


def _stops(element: etree._Element, inherited: tuple[Stop, ...]) -> tuple[Stop, ...]:
    stops = {stop.position: stop for stop in inherited}
    for child in element.iterfind(W + "tab"):
        position, alignment = number(value(child, "pos")), value(child) or "left"
        if position is None:
            continue
        if alignment == "clear":
            stops.pop(position, None)
        elif alignment in ("left", "start", "center", "right", "end", "decimal"):
            stops[position] = Stop(position, alignment, value(child, "leader") not in (None, "none"))
    return tuple(stops[position] for position in sorted(stops))


def _numbering(element: etree._Element, inherited: tuple[str, int | None] | None) -> tuple[str, int | None] | None:
    named, level = value(element.find(W + "numId")), number(value(element.find(W + "ilvl")))
    if named is None:
        return (inherited[0], level) if inherited else None
    return None if named == "0" else (named, level)


def borders(element: etree._Element | None) -> dict[str, bool]:
    """Which borders a `w:tblBorders` or `w:tcBorders` sets, and whether each is to be seen."""
    if element is None:
        return {}
    names = {"start": "left", "end": "right"}
    sides = {child.tag.removeprefix(W): child for child in element if isinstance(child.tag, str)}
    return {names.get(side, side): _is_seen(child) for side, child in sides.items()}


def _is_seen(border: etree._Element) -> bool:
    return value(border) not in ("nil", "none", None) and (value(border, "color") or "").upper() != "FFFFFF"
