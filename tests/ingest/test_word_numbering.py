"""Automatic numbers stand in the text as Word shows them, whatever way they were set."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ingest.word.numbering import bullet, printed_number
from tests.ingest.word_files import cell, p, read, row, run, tbl, texts


def level(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    counted = form if form.startswith("<") else f'<w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/>{counted}<w:lvlText w:val="{text}"/>{more}</w:lvl>'


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, made_after: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{made_after}"/>{overrides}</w:num>'


def override(number: int, inner: str) -> str:
    return f'<w:lvlOverride w:ilvl="{number}">{inner}</w:lvlOverride>'


def starts_at(number: int, start: int) -> str:
    return override(number, f'<w:startOverride w:val="{start}"/>')


def item(depth: int, named: int = 1, text: str = "x") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{named}"/></w:numPr>')


def labels(numbering: str, items: Iterable[tuple[int, int]]) -> list[str]:
    """The labels of paragraphs of these (depth, list)."""
    document = read("".join(item(depth, named) for depth, named in items), {"numbering": numbering})
    return [text.removesuffix("x").rstrip() for text in texts(document)]


PLAIN = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"), level(3, "bullet", "-"))


@pytest.mark.parametrize(
    ("why", "numbering", "items", "expected"),
    [
        (
            "a list goes on after another one between",
            PLAIN + abstract(1, level(0, "decimal", "(%1)")) + listed(1, 0) + listed(2, 1),
            [(0, 1), (1, 1), (0, 2), (0, 2), (1, 1), (0, 1), (1, 1)],
            ["I.", "1.", "(1)", "(2)", "2.", "II.", "1."],
        ),
        (
            "two lists of one definition count on together",
            PLAIN + listed(1, 0) + listed(2, 0),
            [(0, 1), (0, 2), (0, 1)],
            ["I.", "II.", "III."],
        ),
        (
            "a start of its own counts wherever its level begins anew",
            PLAIN + listed(1, 0, starts_at(1, 3)),
            [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)],
            ["I.", "3.", "4.", "II.", "3."],
        ),
        (
            "a list begun anew does not look back",
            PLAIN + listed(1, 0) + listed(2, 0, starts_at(0, 1)),
            [(0, 1), (0, 1), (0, 2), (0, 2)],
            ["I.", "II.", "I.", "II."],
        ),
        (
            "a level that never begins anew",
            abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')) + listed(1, 0),
            [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)],
            ["I.", "Điều 1.", "Điều 2.", "II.", "Điều 3."],
        ),
        (
            "a level that begins anew under the first alone",
            abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"), level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'))
            + listed(1, 0),
            [(0, 1), (1, 1), (2, 1), (1, 1), (2, 1), (0, 1), (1, 1), (2, 1)],
            ["1", "1", "a)", "2", "b)", "2", "1", "a)"],
        ),
        (
            "Roman chapters told in decimals below",
            abstract(0, level(0, "upperRoman", "Chương %1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimal", "%1.%2.%3"))
            + listed(1, 0),
            [(0, 1), (0, 1), (1, 1), (2, 1)],
            ["Chương I", "Chương II", "2.1", "II.1.1"],
        ),
        (
            "a level skipped counts as its start",
            abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3.")) + listed(1, 0),
            [(0, 1), (2, 1), (2, 1)],
            ["1.", "1.1.1.", "1.1.2."],
        ),
        (
            "a list sign has no number to tell below it",
            abstract(0, level(0, "decimal", "%1."), level(1, "bullet", "-"), level(2, "decimal", "%1.%2%3.")) + listed(1, 0),
            [(0, 1), (1, 1), (2, 1)],
            ["1.", "-", "1.1."],
        ),
        (
            "a level laid over the definition",
            PLAIN + listed(1, 0) + listed(2, 0, override(0, level(0, "lowerLetter", "%1."))),
            [(0, 1), (0, 2)],
            ["I.", "b."],
        ),
        (
            "no number, but its text",
            abstract(0, level(0, "none", "Phụ lục")) + listed(1, 0),
            [(0, 1), (0, 1)],
            ["Phụ lục", "Phụ lục"],
        ),
        (
            "padded with zeros by a form of one's own",
            abstract(
                0,
                level(
                    0,
                    '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
                    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>',
                    "%1.",
                ),
            )
            + listed(1, 0),
            [(0, 1), (0, 1)],
            ["001.", "002."],
        ),
        ("a list that is not there", listed(1, 7), [(0, 1), (0, 9)], ["", ""]),
        ("a level that is not there", PLAIN + listed(1, 0), [(8, 1)], [""]),
        (
            "letters after z",
            abstract(0, level(0, "lowerLetter", "%1)", start=26)) + listed(1, 0),
            [(0, 1), (0, 1), (0, 1)],
            ["z)", "aa)", "bb)"],
        ),
    ],
)
def test_labels(why: str, numbering: str, items: list[tuple[int, int]], expected: list[str]) -> None:
    assert labels(numbering, items) == expected, why


def test_a_list_may_follow_a_numbering_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="Danh"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    linked = abstract(1, '<w:numStyleLink w:val="Danh"/>')
    numbering = abstract(0, '<w:styleLink w:val="Danh"/>', level(0, "decimal", "%1/")) + linked + listed(1, 0) + listed(2, 1)
    document = read(item(0, 1) + item(0, 2), {"styles": styles, "numbering": numbering})
    assert texts(document) == ["1/ x", "2/ x"]


def test_a_level_of_its_own_keeps_the_list_of_the_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = p("a", '<w:pStyle w:val="Muc"/>') + p("b", '<w:pStyle w:val="Muc"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert texts(read(body, {"styles": styles, "numbering": PLAIN + listed(1, 0)})) == ["I. a", "1. b"]


def test_numbers_run_through_tables_boxes_and_notes_in_reading_order() -> None:
    notes = f'<w:footnote w:id="1">{item(1, 1, "ghi chú")}</w:footnote>'
    inside = tbl(row(cell(item(1, 1, "a")), "2"), row(cell(item(1, 1, "b")), "3"), row(cell(item(1, 1, "c")), "4"))
    body = item(1, 1, "đầu") + inside + p(run("thân") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + item(1, 1, "cuối")
    document = read(body, {"numbering": PLAIN + listed(1, 0), "footnotes": notes})
    assert [t.splitlines()[0].split("\t")[0] for t in texts(document)] == ["1. đầu", "2. a", "thân¹", "5. ghi chú", "6. cuối"]


def test_what_is_gone_is_not_counted() -> None:
    deleted = p(f"<w:del>{run('bỏ')}</w:del>", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')
    hidden = p(run("ẩn", "<w:vanish/>"), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>')
    document = read(item(1) + deleted + item(1) + hidden + item(1), {"numbering": PLAIN + listed(1, 0)})
    assert texts(document) == ["1. x", "2. x", "3. x"]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("\uf02d", "Symbol", "-"),
        ("\uf0b7", "Symbol", "•"),
        ("\uf0d8", "Wingdings", "•"),
        ("\uf0fc", "Wingdings", "•"),
        ("§", "Wingdings", "•"),
        ("o", "Courier New", "•"),
        ("–", None, "-"),
        ("+", ".VnTime", "+"),
        ("Ghi chó:", ".VnTime", "Ghi chó:"),
        ("Bước", None, "Bước"),
    ],
)
def test_signs_of_lists(sign: str, font: str | None, shown: str) -> None:
    assert bullet(sign, font) == shown


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (3, "decimalZero", "03"),
        (12, "decimalZero", "12"),
        (7, "0001, 0002, 0003, ...", "0007"),
        (3, "ordinal", "3"),
        (6, "chicago", "††"),
        (2, "numberInDash", "- 2 -"),
        (2, "decimalEnclosedCircle", "②"),
        (2, "decimalEnclosedParen", "(2)"),
        (9, "none", ""),
    ],
)
def test_forms_of_numbers(count: int, form: str, printed: str) -> None:
    assert printed_number(count, form) == printed
