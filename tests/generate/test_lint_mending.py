"""`lint --fix`: fewer breaches, the same words, and a file that Word opens."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from generate.lint import mended
from generate.plan import Plan
from generate.presentation import read
from generate.word import render
from tests.generate.plans import of_the_state, phu_hoa
from tests.generate.test_lint import changed, style, swap
from tests.generate.test_lint_rules import letter


def words(source: Path | bytes) -> str:
    """All that is printed but spaces, stops and the dashes under a title, which the rules fix."""
    whole = " ".join(paragraph.text for paragraph in read(source).paragraphs)
    return re.sub(r"[\s,;.:]|-{2,}", "", unicodedata.normalize("NFC", whole))


def in_style(name: str, old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda content: changed(content, style(name, old, new), "word/styles.xml")


def in_text(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda content: changed(content, swap(old, new))


@pytest.mark.parametrize(
    "spoil",
    [
        in_text('w:right="850"', 'w:right="1134"'),
        in_text('w:w="11906"', 'w:w="12240"'),
        in_style("NoiDung", 'w:sz w:val="28"', 'w:sz w:val="24"'),
        in_style("NoiDung", "<w:sz ", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz '),
        in_style("NoiDung", "<w:sz ", '<w:color w:val="FF0000"/><w:sz '),
        in_style("NoiDung", 'w:after="120"', 'w:after="0"'),
        in_style("NoiDung", 'w:lineRule="exact"', 'w:lineRule="auto"'),
        in_style("NoiDung", 'w:firstLine="567"', 'w:firstLine="1134"'),
        in_style("NoiDung", 'w:jc w:val="both"', 'w:jc w:val="left"'),
        in_style("NoiNhan", 'w:sz w:val="28"', 'w:sz w:val="22"'),
        in_style("TenLoai", 'w:sz w:val="32"', 'w:sz w:val="24"'),
        in_style("SoTrang", 'w:sz w:val="28"', 'w:sz w:val="20"'),
        in_text("<w:titlePg/>", ""),
        in_style("SoVaKyHieu", 'w:sz w:val="28"', 'w:sz w:val="24"'),
        in_style("ODauBang", "<w:b/>", ""),
        in_text('preserve">Số <', 'preserve">Số : <'),
        in_text("- Lưu Văn phòng", "- Lưu: Văn phòng"),
        in_text("- Các chi bộ trực thuộc;", "- Các chi bộ trực thuộc"),
        in_text("không chạy theo", "không  chạy theo"),
        in_text("điều kiện; không", "điều kiện ; không"),
        in_text(">-----<", ">---<"),
        lambda content: changed(content, lambda text: text.replace("<w:tblHeader/>", "")),
        in_text("Đảng bộ xã.", unicodedata.normalize("NFD", "Đảng bộ xã.")),
    ],
)
def test_what_is_mechanical_is_mended(spoil: Callable[[bytes], bytes]) -> None:
    spoilt = spoil(render(phu_hoa()))
    content, before, left = mended(spoilt)
    assert before
    assert left == ()
    assert words(content) == words(spoilt)
    assert docx.Document(io.BytesIO(content)).paragraphs


@pytest.mark.parametrize("sound", [render(phu_hoa()), render(phu_hoa("party-2018")), render(of_the_state())])
def test_a_sound_paper_keeps_its_look(sound: bytes) -> None:
    content, before, left = mended(sound)
    assert (before, left) == ((), ())
    assert words(content) == words(sound)


def test_the_address_of_a_letter_is_slanted_again() -> None:
    straight = in_style("NhanKinhGui", "<w:i/>", "")(render(with_addressees(letter(phu_hoa()))))
    content, before, left = mended(straight)
    assert [breach.rule for breach in before] == ["T08"]
    assert left == ()
    assert words(content) == words(straight)


def with_addressees(plan: Plan) -> Plan:
    return replace(plan, foot=replace(plan.foot, recipients=("Như trên", *plan.foot.recipients)))


def test_what_needs_a_person_is_left() -> None:
    spoilt = in_text("T/M ĐẢNG ỦY", "TM. ĐẢNG ỦY")(render(phu_hoa()))
    _, before, left = mended(spoilt)
    assert [breach.rule for breach in left] == [breach.rule for breach in before] == ["G01"]


def test_a_paper_without_page_number_gets_one() -> None:
    bare = changed(render(phu_hoa()), lambda text: re.sub(r'<w:headerReference w:type="default"[^>]*/>', "", text))
    bare = changed(bare, lambda text: text.replace(" PAGE ", " DATE "), "word/header2.xml")
    content, before, left = mended(bare)
    assert "F08" in {breach.rule for breach in before}
    assert left == ()
    assert read(content).header[0].page_field


def test_real_papers_come_out_with_fewer_breaches_and_the_same_words(shared: Path) -> None:
    for file in sorted((shared / "samples").glob("*.docx")):
        content, before, left = mended(file)
        assert len(left) < len(before), file.name
        assert words(content) == words(file), file.name


def test_what_stands_in_a_text_box_is_not_taken_for_the_paragraph_it_hangs_on() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>Bản  sao ;</w:t></w:r></w:p></w:txbxContent>"
    box = f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>'
    hung = changed(render(phu_hoa()), lambda text: re.sub(r"<w:r>(?=<w:t[^>]*>1\. Mục đích)", f"{box}<w:r>", text, count=1))
    content, *_ = mended(hung)
    printed = [paragraph.text for paragraph in read(content).paragraphs]
    assert {"1. Mục đích", "Bản sao;"} <= set(printed)


def test_a_tab_at_the_start_becomes_an_indent() -> None:
    tabbed = changed(render(phu_hoa()), lambda text: re.sub(r"<w:t[^>]*>Các chi bộ rà", "<w:tab/><w:t>Các chi bộ rà", text, count=1))
    content, *_ = mended(tabbed)
    assert words(content) == words(tabbed)
