import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generate.lint import Breach, lint
from generate.plan import Plan
from generate.presentation import NotWord
from generate.rulebook import load
from generate.word import render
from tests.generate.plans import of_the_state, phu_hoa, without_appendix


def changed(docx: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A copy in which one part's XML is changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text = change(content.decode())
                assert text != content.decode(), "the change found nothing to change"
                content = text.encode()
            target.writestr(name, content)
    return buffer.getvalue()


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def style(name: str, old: str, new: str) -> Callable[[str], str]:
    """Change what one style sets."""

    def change(text: str) -> str:
        match = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', text, re.DOTALL)
        assert match
        return text[: match.start()] + match[0].replace(old, new) + text[match.end() :]

    return change


def rules(breaches: tuple[Breach, ...]) -> list[str]:
    return [breach.rule for breach in breaches]


@pytest.mark.parametrize("book", ["party-2026", "party-2018"])
@pytest.mark.parametrize("shape", [lambda plan: plan, without_appendix])
def test_a_draft_breaks_no_rule_of_its_book(book: str, shape: Callable[[Plan], Plan]) -> None:
    draft = render(shape(phu_hoa(book)))
    assert lint(draft, load(book)) == ()
    assert lint(draft) == ()


def test_a_draft_of_a_state_body_breaks_no_rule_of_the_state_book() -> None:
    draft = render(of_the_state())
    assert lint(draft, load("state-2020")) == ()
    assert lint(draft) == ()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("F01", swap('w:w="11906"', 'w:w="12240"')),
        ("F02", lambda text: re.sub(r'(<w:pgMar [^>]*w:right=")\d+', r"\g<1>1134", text)),
        (
            "F05",
            lambda text: re.sub(r"(<w:r>)(<w:t[^>]*>KẾ HOẠCH<)", r'\1<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>\2', text),
        ),
        ("F07", swap("thường xuyên của", unicodedata.normalize("NFD", "thường xuyên của"))),
        ("F07", swap("Đảng bộ xã.", "Ðảng bộ xã.")),
        ("F08", swap("<w:titlePg/>", "")),
        ("H01", swap("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN")),
        ("H09", swap("<w:t>*</w:t>", "<w:t></w:t>")),
        ("N02", swap('preserve">Số <', 'preserve">Số: <')),
        ("N01", lambda text: text.replace("-KH/ĐU", "/KH-ĐU")),
        ("N04", lambda text: text.replace("-KH/ĐU", "-BC/ĐU")),
        ("D01", swap("Phú Hòa, ngày", "Phú Hòa ngày")),
        ("T02", swap(">năm 2026<", ">năm 2026.<")),
        ("T02", swap(">phát triển", ">Về phát triển")),
        ("T03", swap(">-----<", ">---<")),
        ("G01", swap("T/M ĐẢNG ỦY", "TM. ĐẢNG ỦY")),
        ("G02", swap("T/M ĐẢNG ỦY", "K/T ĐẢNG ỦY")),
        ("G03", swap(">BÍ THƯ<", ">CHỦ TỊCH<")),
        ("G04", swap(">BÍ THƯ<", ">BÍ THƯ ĐẢNG ỦY<")),
        ("R02", swap("- Các chi bộ trực thuộc;", "- Các chi bộ trực thuộc,")),
        ("R04", swap("- Lưu Văn phòng", "- Lưu: Văn phòng")),
        ("A02", swap("(kèm theo", "(xem")),
        ("A03", lambda text: text.replace("<w:tblHeader/>", "")),
        ("X01", swap("không chạy theo số lượng", "{{ line }}")),
        ("X01", swap("không chạy theo số lượng", "không chạy theo [………]")),
    ],
)
def test_one_change_is_exactly_the_named_breach(rule: str, change: Callable[[str], str]) -> None:
    breaches = lint(changed(render(phu_hoa()), change), load("party-2026"))
    assert rules(breaches) == [rule]
    assert breaches[0].message
    assert breaches[0].remedy


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("B01", style("NoiDung", 'w:sz w:val="28"', 'w:sz w:val="26"')),
        ("B02", style("NoiDung", 'w:jc w:val="both"', 'w:jc w:val="left"')),
        ("B03", style("NoiDung", 'w:firstLine="567"', 'w:firstLine="720"')),
        ("B04", style("NoiDung", 'w:lineRule="exact"', 'w:lineRule="auto"')),
        ("B05", style("NoiDung", 'w:after="120"', 'w:after="40"')),
        ("H03", style("DuongKeDuoiTieuDeDang", "w:top ", "w:left ")),
        ("R01", style("NoiNhan", 'w:sz w:val="28"', 'w:sz w:val="24"')),
        ("T01", style("TenLoai", 'w:sz w:val="32"', 'w:sz w:val="28"')),
        ("H02", style("TieuDeDang", "<w:b/>", '<w:b w:val="0"/>')),
    ],
)
def test_a_changed_style_is_the_named_breach(rule: str, change: Callable[[str], str]) -> None:
    assert set(rules(lint(changed(render(phu_hoa()), change, "word/styles.xml"), load("party-2026")))) == {rule}


def test_a_value_found_in_many_paragraphs_is_reported_once() -> None:
    small = changed(render(phu_hoa()), style("NoiDung", 'w:after="120"', 'w:after="0"'), "word/styles.xml")
    breaches = lint(small, load("party-2026"))
    assert len(breaches) == 1
    assert "đoạn khác" in breaches[0].place


def test_blanks_are_breaches_once_the_draft_mark_is_gone() -> None:
    final = changed(render(phu_hoa()), swap(">Dự thảo lần 1<", "><"))
    breaches = lint(final, load("party-2026"))
    assert set(rules(breaches)) == {"X01", "X02"}
    assert rules(breaches).count("X01") == len(phu_hoa().blanks())


def test_the_head_chooses_the_rule_book() -> None:
    old = render(phu_hoa("party-2018"))
    assert lint(old) == ()
    assert set(rules(lint(old, load("party-2026")))) == {"R02"}


def test_a_caption_with_another_number_is_a_breach() -> None:
    plan = phu_hoa()
    assert plan.appendix
    other = replace(plan.appendix, caption=("(kèm theo Kế hoạch số 07-KH/HU, ngày 05/01/2026 của Đảng ủy xã Phú Hòa)",))
    assert rules(lint(render(replace(plan, appendix=other)), load("party-2026"))) == ["A02"]


def test_a_state_paper_is_held_against_the_state_book() -> None:
    breaches = lint(
        changed(render(phu_hoa()), swap("ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
    )
    assert {"N06", "G06", "R04"} <= set(rules(breaches))
    assert "H09" not in rules(breaches)


@pytest.mark.parametrize("content", [b"", b"not a document", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotWord, match="Mở bằng Word"):
        lint(content)


def test_real_documents_can_be_held_against_the_rules(shared: Path) -> None:
    samples = shared / "samples"
    for file in sorted(samples.glob("*.docx")):
        assert all(breach.message and breach.place for breach in lint(file))
    ward = lint(samples / "pho-hoa-44-kh-du.docx")
    assert "N02" in rules(ward)
    assert "H01" not in rules(ward)
