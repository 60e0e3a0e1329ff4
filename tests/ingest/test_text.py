"""The normal form of text, and old Vietnamese fonts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viparse.normalize.tcvn3 import TCVN3
from viparse.normalize.vni import VNI

from ingest.text import decode, from_tcvn3, from_vni, legacy_encoding, normal, shows_capitals, superscript


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kê\u0301 hoa\u0323ch", "Kế hoạch"),
        ("  hai\u00a0 chữ\tvà\nmột ", "hai chữ và một"),
        ("chi\u00ad bộ\u200b khu\ufeff phố", "chi bộ khu phố"),
        ("số\x0b1\x00", "số 1"),
        ("\uf0b7 gạch đầu dòng", "• gạch đầu dòng"),
        ("không đổi", "không đổi"),
        ("", ""),
    ],
)
def test_normal(text: str, expected: str) -> None:
    assert normal(text) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("  \t\n\u00a0\u00ad\u200b\u0301\u0323aêư")))
def test_normal_form_keeps_its_promise(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "  " not in once
    assert not {"\t", "\n", "\u00a0", "\u00ad", "\u200b"} & set(once)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArialH", "tcvn3"),
        ("ABCDEF+.VnTime", "tcvn3"),
        ("VNI-Times", "vni"),
        ("XYZABC+VNI-Helve", "vni"),
        ("Times New Roman", None),
        ("Vnoffice", None),
        (None, None),
    ],
)
def test_legacy_fonts_are_known_by_name(font: str | None, encoding: str | None) -> None:
    assert legacy_encoding(font) == encoding


def test_only_tcvn3_fonts_ending_in_h_show_capitals() -> None:
    assert shows_capitals(".VnTimeH")
    assert not shows_capitals(".VnTime")
    assert not shows_capitals("VNI-TimesH")


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("KÕ ho¹ch ph¸t triÓn ®¶ng viªn", ".VnTime", "Kế hoạch phát triển đảng viên"),
        ("h\u00adíng dÉn", ".VnTime", "hướng dẫn"),
        ("kÕ ho¹ch", ".VnTimeH", "KẾ HOẠCH"),
        ("ban", ".VnTimeH", "BAN"),
        ("ñ", ".VnTimeH", "Ủ"),
        ("Keá hoaïch phaùt trieån ñaûng vieân", "VNI-Times", "Kế hoạch phát triển đảng viên"),
        ("ÑAÛNG BOÄ TÆNH", "VNI-Times", "ĐẢNG BỘ TỈNH"),
        ("baúng", "VNI-Times", "bẳng"),
        ("Kế hoạch", ".VnTime", "Kế hoạch"),
        ("chi hội", ".VnTimeH", "chi hội"),
        ("ho¹ch", "Arial", "ho¹ch"),
        ("5 - 10 %", ".VnTime", "5 - 10 %"),
    ],
)
def test_decoding_goes_by_the_font(text: str, font: str, expected: str) -> None:
    assert decode(text, font) == expected


def test_unicode_among_unicode_under_an_old_font_is_left_alone() -> None:
    assert decode("có", ".VnTime", among_unicode=True) == "có"
    assert decode("ho¹ch", ".VnTime", among_unicode=True) == "hoạch"


def test_tables_agree_with_those_drawn_from_real_documents() -> None:
    assert {legacy: from_tcvn3(legacy) for legacy, _ in TCVN3.pairs} == dict(TCVN3.pairs)
    assert {legacy: from_vni(legacy) for legacy, _ in VNI.pairs} == dict(VNI.pairs)


@pytest.mark.parametrize(("mark", "expected"), [("1", "¹"), ("12", "¹²"), ("iv", "ⁱᵛ"), ("*", "*")])
def test_superscript(mark: str, expected: str) -> None:
    assert superscript(mark) == expected
