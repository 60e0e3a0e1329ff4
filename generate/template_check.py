"""Looks through a Word template that staff changed: fields that no plan has, blocks left open, what is no longer printed, lost styles.

`check(Path("ke-hoach-dang.docx"))` gives each fault with its place, in Vietnamese; at last a specimen is printed from the template
and held against the rules of presentation, so that a changed size or margin is named too.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml import etree

from generate.lint import lint
from generate.lint.sheet import text_of
from generate.plan import Appendix, AppendixRow, Blank, Foot, Head, Item, Line, Number, Paper, Part, Plan
from generate.presentation import Opened, W, opened
from generate.rulebook import RuleBook, load
from generate.word import TemplateFault, render

TEXT = ""
FIELDS: dict[str, Any] = {
    "head": {"superior": TEXT, "issuer": TEXT, "number": TEXT, "place_and_date": TEXT},
    "kind": TEXT, "title": [TEXT], "addressees": [TEXT], "grounds": [TEXT], "deciding": TEXT,
    "parts": [{"heading": TEXT, "lines": [TEXT], "entries": [{"heading": TEXT, "lines": [TEXT]}]}],
    "articles": [{"label": TEXT, "first": TEXT, "rest": [TEXT]}],
    "closing": [TEXT], "recipients": [TEXT], "authority": TEXT, "position": TEXT, "name": TEXT,
} | {
    name: {
        "heading": TEXT, "title": TEXT, "caption": TEXT, "unit_of_measure": TEXT,
        "heads": [{"text": TEXT, "span": TEXT}], "subheads": [TEXT], "rows": [{"total": TEXT, "cells": [{"text": TEXT, "words": TEXT}]}],
    }
    for name in ("appendix", "task_table")
}  # fmt: skip
"""What a template can print: a text, a list of what a loop goes through, or a group of fields."""
LOOP = {"first": TEXT, "last": TEXT, "index": TEXT, "index0": TEXT, "length": TEXT}
TAG = re.compile(r"\{\{[prt]?[rc]?\s*(?P<print>.*?)\}\}|\{%(?:p|tr|tc|r)?\s(?P<do>.*?)%\}")
ANY_BRACE = re.compile(r"\{\{|\{%|%\}|\}\}")
UNKNOWN = object()
TABLE_STYLE = "Biểu phụ lục"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template: where, what, and what to do in Word."""

    code: str
    place: str
    message: str
    remedy: str


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("generate").joinpath("template_check.toml").read_text(encoding="utf-8"))


def _fault(code: str, place: str, **values: str) -> Fault:
    words = _catalogue()[code]
    return Fault(code, place, words["message"].format(**values), words["remedy"].format(**values))


def check(path: Path) -> tuple[Fault, ...]:
    """The faults in the template's order; empty where it can be used. Raises `NotWord`."""
    file = opened(path)
    tags = _Tags()
    found = [*tags.read(file)]
    rules = _rules(file)
    found += [_fault("lost_field", _whole(), field=field, what=what) for field, what in _needed(tags.used)]
    found += [_fault("lost_style", _whole(), style=style) for style in _lost_styles(file, rules)]
    return tuple(found) or tuple(_printed(path, rules, tags.used))


def _whole() -> str:
    return _catalogue()["words"]["whole"]


def _needed(used: set[str]) -> Iterator[tuple[str, str]]:
    for field, what in _catalogue()["needed"].items():
        if field not in used:
            yield field, what
    if not used & {"parts", "articles"}:
        yield "parts", "các phần của văn bản"


class _Tags:
    """Goes through the tags in their order, with the names that the open loops have brought in."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._open: list[tuple[str, str, str, dict[str, Any]]] = []
        self._environment = Environment(autoescape=True)

    def read(self, file: Opened) -> Iterator[Fault]:
        for number, element in enumerate(file.elements, 1):
            text = "".join(piece.text or "" for piece in element.iter(W + "t"))
            if "{" not in text and "}" not in text:
                continue
            place = _catalogue()["words"]["place"].format(number=number, text=text if len(text) <= 50 else text[:49] + "…")
            rest = TAG.sub("", text)
            if brace := ANY_BRACE.search(rest):
                yield _fault("unclosed_tag", place, tag=rest[max(brace.start() - 10, 0) : brace.end() + 25].strip())
            for tag in TAG.finditer(text):
                yield from self._print(tag, place) if tag["print"] is not None else self._do(tag, place)
        for _, tag_text, place, _ in self._open:
            yield _fault("open_block", place, tag=tag_text, word=tag_text.split()[0])

    def _print(self, tag: re.Match[str], place: str) -> Iterator[Fault]:
        yield from self._expression(tag["print"], tag[0], place)

    def _do(self, tag: re.Match[str], place: str) -> Iterator[Fault]:
        statement = tag["do"].strip()
        word, _, rest = statement.partition(" ")
        if word in ("for", "if"):
            names: dict[str, Any] = {}
            if word == "for":
                match = re.fullmatch(r"(\w+) in (.+)", rest.strip())
                if match is None:
                    yield _fault("broken_tag", place, tag=tag[0], detail="vòng lặp phải dạng “for … in …”")
                else:
                    yield from self._expression(match[2], tag[0], place)
                    listed = self._value(match[2].strip())
                    names = {match[1]: listed[0] if isinstance(listed, list) else UNKNOWN, "loop": LOOP}
            else:
                yield from self._expression(rest, tag[0], place)
            self._open.append((word, statement, place, names))
        elif word in ("elif", "colspan", "hm", "vm", "cellbg"):
            yield from self._expression(rest, tag[0], place) if rest.strip() else ()
        elif word in ("endfor", "endif"):
            if not self._open:
                yield _fault("stray_end", place, tag=tag[0])
            elif self._open[-1][0] != word.removeprefix("end"):
                yield _fault("crossed_end", place, tag=tag[0], open=self._open[-1][1])
                self._open.pop()
            else:
                self._open.pop()
        elif word != "else":
            yield _fault("broken_tag", place, tag=tag[0], detail=f"không có lệnh “{word}”")

    def _expression(self, text: str, tag: str, place: str) -> Iterator[Fault]:
        try:
            tree = self._environment.parse(f"{{{{ {text} }}}}")
        except TemplateSyntaxError as error:
            yield _fault("broken_tag", place, tag=tag, detail=str(error.message))
            return
        chains = {_chain(node) for node in tree.find_all((nodes.Getattr, nodes.Name))} - {None}
        longest = {chain for chain in chains if chain and not any(o and o != chain and o.startswith(f"{chain}.") for o in chains)}
        for chain in sorted(longest):
            if self._value(chain) is UNKNOWN:
                yield _fault("unknown_field", place, field=chain, hint=self._hint(chain))

    def _names(self) -> dict[str, Any]:
        names = dict(FIELDS)
        for *_, brought in self._open:
            names.update(brought)
        return names

    def _value(self, chain: str) -> Any:
        """What stands behind "part.lines"; UNKNOWN where no plan has it."""
        first, *further = chain.split(".")
        value = self._names().get(first, UNKNOWN)
        if first in FIELDS and value is FIELDS[first]:
            self.used.update({first, chain})
        for name in further:
            value = value.get(name, UNKNOWN) if isinstance(value, dict) else UNKNOWN
        return value

    def _hint(self, chain: str) -> str:
        words = _catalogue()["words"]
        lead, _, last = chain.rpartition(".")
        group = self._value(lead) if lead else self._names()
        fields = list(group) if isinstance(group, dict) else []
        near = difflib.get_close_matches(last, fields, 1)
        if near:
            return words["suggestion"].format(near=f"{lead}.{near[0]}" if lead else near[0])
        return words["possible"].format(fields=", ".join(fields) or ", ".join(FIELDS))


def _chain(node: Any) -> str | None:
    """ "head.number" of the tree's nodes."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (lead := _chain(node.node)):
        return f"{lead}.{node.attr}"
    return None


# Styles and form


def _rules(file: Opened) -> RuleBook:
    state = any(text_of(paragraph).startswith("CỘNG HÒA XÃ HỘI") for paragraph in file.look.paragraphs)
    return load("state-2020" if state else "party-2026")


def _lost_styles(file: Opened, rules: RuleBook) -> list[str]:
    root = etree.fromstring(file.parts["word/styles.xml"])
    names = {name.get(W + "val") for name in root.iter(W + "name")}
    wanted = [*(component.style for component in rules.components.values()), TABLE_STYLE]
    return [style for style in wanted if style not in names]


def _printed(path: Path, rules: RuleBook, used: set[str]) -> Iterator[Fault]:
    paper: Paper = "QĐ" if "articles" in used else "CV" if "kind" not in used else "BC" if "addressees" in used else "KH"
    try:
        content = render(_specimen(rules, paper), template=path)
    except TemplateFault as fault:
        yield _fault("unfillable", _whole(), detail=fault.message)
        return
    for breach in lint(content, rules):
        yield _fault("form", f"{_whole()}, {breach.place}", message=breach.message, remedy=breach.remedy)


def _specimen(rules: RuleBook, paper: Paper) -> Plan:
    """A short paper with something in every place."""
    party = rules.regime == "party"
    letters = paper == "CV"
    blank = Blank("number", "mẫu thử")
    code = f"-{paper}/ĐU" if party else ("/UBND" if letters else f"/{paper}-UBND")
    words = "Các đơn vị tổ chức thực hiện nghiêm túc, kịp thời các nhiệm vụ được giao và biểu kèm theo, báo cáo kết quả theo quy định."
    line = Line((words,))
    ground = Line((("- " if party else "") + "Căn cứ nhiệm vụ được giao;",))
    items = (Item("1.", "Nhiệm vụ", (line,)), Item("2.", None, (line,)))
    if paper == "QĐ":
        items = (Item("Điều 1.", None, (line,)), Item("Điều 2.", None, (line, line)))
    number = Number("1", 1, "specimen", "profile")
    kind = rules.kind_name(paper) or ""
    return Plan(
        unit="Mẫu thử", slug="mau-thu", source_number=None, source_sha256="", rulebook=rules.name, code=paper,
        kind="" if letters else kind.upper(),
        head=Head(
            "ĐẢNG BỘ TỈNH" if party else "ỦY BAN NHÂN DÂN TỈNH", "ĐẢNG ỦY XÃ" if party else "ỦY BAN NHÂN DÂN XÃ",
            ("Số " if party else "Số: ", blank, code), ("Địa danh, ngày ", blank, " tháng ", blank, " năm ", blank),
        ),
        title=(("về việc thực hiện nhiệm vụ" if party else "V/v thực hiện nhiệm vụ") if letters else "thực hiện nhiệm vụ",),
        addressees=("Các đơn vị trực thuộc",) if letters else (), deciding="QUYẾT ĐỊNH:" if paper == "QĐ" else None,
        grounds={"QĐ": (ground,), "KH": (ground, line)}.get(paper, (line,)),
        parts=(Part("" if letters or paper == "QĐ" else "I-", "" if letters or paper == "QĐ" else "NHIỆM VỤ", items),),
        closing=() if paper == "QĐ" else (Line(("Văn bản này kèm theo phụ lục.",)),),
        foot=Foot(
            ("Như trên" if letters else "Các đơn vị", "Lưu Văn phòng" if party else "Lưu: VT"),
            "T/M ĐẢNG ỦY" if party else "TM. ỦY BAN NHÂN DÂN", blank, blank,
        ),
        appendix=Appendix(
            "Phụ lục", "Bảng thử", (f"(kèm theo {kind or 'Công văn'} số ", blank, f"{code})"), "việc",
            (("TT", None), ("Đơn vị", None), ("Số", None)),
            (AppendixRow((Number("1", 1, "specimen", "computed"), "Đơn vị một", number)), AppendixRow((None, "Cộng", number), total=True)),
        ),
    )  # fmt: skip
