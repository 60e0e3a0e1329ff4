"""Looks through a Word template that staff changed: fields that no plan has, blocks left open, what is no longer printed, lost styles.

`check(Path("ke-hoach-dang.docx"))` gives each fault with its place, in Vietnamese; at last a specimen is printed from the template
and held against the rules of presentation, so that a changed size or margin is named too.
"""

from __future__ import annotations

import copy
import difflib
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml import etree

from generate.lint import lint
from generate.lint.sheet import text_of
from generate.plan import Appendix, AppendixRow, Blank, Foot, Head, Item, Line, Number, Paper, Part, Plan
from generate.presentation import Opened, Paragraph, W, looked_through, opened
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
TAG = re.compile(r"\{\{[prt]?[rc]?\s*(?P<print>.*?)\}\}|\{%(?P<sign>p|tr|tc|r)?\s(?P<do>.*?)%\}")
LOOPS = {
    "part": "for part in parts", "item": "for item in part.entries", "article": "for article in articles",
    "row": "for row in appendix.rows", "cell": "for cell in row.cells", "line": "for line in …",
}  # fmt: skip
VARIABLES = {"parts[]": "part", "entries[]": "item", "articles[]": "article", "rows[]": "row", "cells[]": "cell", "heads[]": "head"}
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


@dataclass(frozen=True, slots=True)
class _Block:
    """A loop or condition that is open: {%p for part in parts %} brings in the name "part", which comes from "parts[]"."""

    word: str
    statement: str
    place: str
    names: dict[str, Any]
    path: str
    sign: str
    number: int


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
    paper = _paper(path, rules, tags.used)
    found += [_fault("lost_field", _whole(), field=_last_name(field), what=_what(field)) for field in _lost(tags.printed, rules, paper)]
    found += [_fault("lost_style", _whole(), style=style) for style in _lost_styles(file, rules)]
    return tuple(found) or (*_set_by_hand(file), *_printed(path, rules, paper))


def _whole() -> str:
    return _catalogue()["words"]["whole"]


def _paper(path: Path, rules: RuleBook, used: set[str]) -> Paper:
    """What kind of paper the template is for, by its file's name or else by what it prints."""
    named = next((code for code, name in rules.templates.items() if unicodedata.normalize("NFC", path.name) == name), None)
    guessed = "QĐ" if "articles" in used else "CV" if "kind" not in used else "BC" if "addressees" in used else "KH"
    return cast("Paper", named or guessed)


def _lost(printed: Collection[str], rules: RuleBook, paper: Paper) -> list[str]:
    """What the program's own template of this paper prints and this one does not, in the own one's order."""
    return [field for field in _own_fields(rules.templates[paper]) if field not in printed]


@cache
def _own_fields(name: str) -> tuple[str, ...]:
    with as_file(files("templates").joinpath(name)) as path:
        tags = _Tags()
        list(tags.read(opened(path)))
        return tuple(tags.printed)


def _what(field: str) -> str:
    """ "title[]" → "trích yếu, …"; the second appendix is filled like the first."""
    catalogue = _catalogue()
    if field.startswith("task_table."):
        same = catalogue["what"].get(field.replace("task_table", "appendix", 1), field)
        return catalogue["words"]["task_table"].format(what=same)
    return catalogue["what"].get(field, field.replace("[]", ""))


def _last_name(field: str) -> str:
    """As the tag names it: "parts[].entries[].lines[]" → "line", "parts[].heading" → "part.heading"."""
    lead, _, last = field.removesuffix("[]").rpartition(".")
    if field.endswith("[]"):
        return "line"
    return f"{VARIABLES.get(lead.split('.')[-1], lead)}.{last}" if lead.endswith("[]") else field


def _set_by_hand(file: Opened) -> Iterator[Fault]:
    """Paragraphs whose letters are set by hand otherwise than their style has them."""
    root = copy.deepcopy(file.root)
    for run in root.iter(W + "rPr"):
        if run.getparent().tag == W + "r":
            for setting in list(run):
                if setting.tag != W + "rStyle":
                    run.remove(setting)
    plain = looked_through({**file.parts, "word/document.xml": etree.tostring(root)})
    for now, meant in zip(file.look.paragraphs, plain.paragraphs, strict=True):
        different = _differences(now, meant)
        if different:
            place = _catalogue()["words"]["place"].format(number=now.index + 1, text=_short(now.text))
            yield _fault("by_hand", place, detail=", ".join(different))


def _differences(now: Paragraph, meant: Paragraph) -> list[str]:
    words = _catalogue()["by_hand_words"]
    pairs = [(a, b) for a, b in zip(now.runs, meant.runs, strict=True) if a.text.strip()]
    found = [words["font"].format(now=a.font or "?") for a, b in pairs if a.font != b.font]
    found += [words["size"].format(now=f"{a.size:g}", meant=f"{b.size:g}") for a, b in pairs if a.size != b.size]
    for name in ("bold", "italic", "underline"):
        found += [words[name if getattr(a, name) else f"not_{name}"] for a, b in pairs if getattr(a, name) != getattr(b, name)]
    return list(dict.fromkeys(found))


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"


class _Tags:
    """Goes through the tags in their order, with the names that the open loops have brought in."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.printed: dict[str, None] = {}
        """What stands in double braces, in its order: "title[]", "parts[].heading"."""
        self._open: list[_Block] = []
        self._environment = Environment(autoescape=True)

    def read(self, file: Opened) -> Iterator[Fault]:
        for number, element in enumerate(file.elements, 1):
            text = "".join(piece.text or "" for piece in element.iter(W + "t"))
            if "{" not in text and "}" not in text:
                continue
            place = _catalogue()["words"]["place"].format(number=number, text=_short(text))
            rest = TAG.sub("", text)
            if brace := ANY_BRACE.search(rest):
                yield _fault("unclosed_tag", place, tag=rest[max(brace.start() - 10, 0) : brace.end() + 25].strip())
            for tag in TAG.finditer(text):
                yield from self._print(tag, place) if tag["print"] is not None else self._do(tag, place, number)
        for block in self._open:
            yield _fault("open_block", block.place, tag=block.statement, word=block.word, sign=block.sign)

    def _print(self, tag: re.Match[str], place: str) -> Iterator[Fault]:
        yield from self._expression(tag["print"], tag[0], place, printed=True)

    def _do(self, tag: re.Match[str], place: str, number: int) -> Iterator[Fault]:
        statement = tag["do"].strip()
        word, _, rest = statement.partition(" ")
        sign = tag["sign"] or ""
        if word in ("for", "if"):
            names: dict[str, Any] = {}
            path = ""
            if word == "for":
                match = re.fullmatch(r"(\w+) in (.+)", rest.strip())
                if match is None:
                    yield _fault("broken_tag", place, tag=tag[0], detail="vòng lặp phải dạng “for … in …”")
                else:
                    yield from self._expression(match[2], tag[0], place)
                    listed = self._value(match[2].strip())
                    names = {match[1]: listed[0] if isinstance(listed, list) else UNKNOWN, "loop": LOOP}
                    if isinstance(listed, list):
                        path = f"{self._path(match[2].strip())}[]"
            else:
                yield from self._expression(rest, tag[0], place)
            self._open.append(_Block(word, statement, place, names, path, sign, number))
        elif word in ("elif", "colspan", "hm", "vm", "cellbg"):
            yield from self._expression(rest, tag[0], place) if rest.strip() else ()
        elif word in ("endfor", "endif"):
            if not self._open:
                yield _fault("stray_end", place, tag=tag[0])
            elif self._open[-1].word != word.removeprefix("end"):
                yield _fault("crossed_end", place, tag=tag[0], open=self._open[-1].statement)
                self._open.pop()
            else:
                block = self._open.pop()
                if block.number != number and not (sign and block.sign):
                    bare = block if not block.sign else None
                    yield _fault("split_block", bare.place if bare else place, tag=f"{{% {block.statement} %}}" if bare else tag[0])
        elif word != "else":
            yield _fault("broken_tag", place, tag=tag[0], detail=f"không có lệnh “{word}”")

    def _expression(self, text: str, tag: str, place: str, *, printed: bool = False) -> Iterator[Fault]:
        try:
            tree = self._environment.parse(f"{{{{ {text} }}}}")
        except TemplateSyntaxError as error:
            yield _fault("broken_tag", place, tag=tag, detail=_in_vietnamese(str(error.message)))
            return
        for wrong in sorted({node.name for node in tree.find_all(nodes.Filter)} - set(self._environment.filters)):
            yield _fault("broken_tag", place, tag=tag, detail=_catalogue()["words"]["filter"].format(name=wrong))
        chains = {_chain(node) for node in tree.find_all((nodes.Getattr, nodes.Name))} - {None}
        longest = {chain for chain in chains if chain and not any(o and o != chain and o.startswith(f"{chain}.") for o in chains)}
        for chain in sorted(longest):
            if self._value(chain) is UNKNOWN and self._names().get(chain.partition(".")[0]) is not UNKNOWN:
                yield _fault("unknown_field", place, field=chain, hint=self._hint(chain))
            elif printed and (path := self._path(chain)):
                self.printed[path] = None

    def _names(self) -> dict[str, Any]:
        names = dict(FIELDS)
        for block in self._open:
            names.update(block.names)
        return names

    def _path(self, chain: str) -> str:
        """Where the value comes from: inside {%p for part in parts %} "part.heading" is "parts[].heading"."""
        first, _, further = chain.partition(".")
        brought = next((block for block in reversed(self._open) if block.path and first in block.names and first != "loop"), None)
        if first == "loop":
            return ""
        lead = brought.path if brought else first
        return f"{lead}.{further}" if further else lead

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
        first = chain.partition(".")[0]
        if first in LOOPS and first not in self._names():
            return words["no_loop"].format(name=first, loop=LOOPS[first])
        lead, _, last = chain.rpartition(".")
        group = self._value(lead) if lead else self._names()
        fields = list(group) if isinstance(group, dict) else []
        near = difflib.get_close_matches(last, fields, 1)
        if near:
            return words["suggestion"].format(near=f"{lead}.{near[0]}" if lead else near[0])
        return words["possible"].format(fields=", ".join(fields) or ", ".join(FIELDS))


def _in_vietnamese(message: str) -> str:
    """What Jinja says of a tag, in words that staff can use."""
    for pattern, said in _catalogue()["jinja"].items():
        if match := re.search(pattern, message):
            return said.format(*match.groups())
    return message


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


def _printed(path: Path, rules: RuleBook, paper: Paper) -> Iterator[Fault]:
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
    line = Line((" ".join((words, words)),))
    ground = Line((("- " if party else "") + "Căn cứ nhiệm vụ được giao;",))
    items = (Item("1.", "Nhiệm vụ", (line, line)), Item("2.", None, (line, line)))
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
        title=(("về việc thực hiện nhiệm vụ" if party else "V/v thực hiện nhiệm vụ") if letters else "thực hiện nhiệm vụ", "năm 2026"),
        addressees=("Các đơn vị trực thuộc", "Các cơ quan liên quan") if letters else (), deciding="QUYẾT ĐỊNH:" if paper == "QĐ" else None,
        grounds={"QĐ": (ground, ground), "KH": (ground, line), "CTr": (ground, line)}.get(paper, (line, line)),
        parts=(Part("" if letters or paper == "QĐ" else "I-", "" if letters or paper == "QĐ" else "NHIỆM VỤ", items, (line, line)),),
        closing=() if paper == "QĐ" else (line, Line(("Văn bản này kèm theo phụ lục.",))),
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
