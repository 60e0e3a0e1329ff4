"""Folding keeps every offset; sentences and clauses cover the text and break where a reader would."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language import clauses, fold, folded_pattern, key, sentences

_PLAIN = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_TONED = [unicodedata.normalize("NFC", letter + tone) for letter in _PLAIN for tone in _TONES]
LETTERS = "".join(_TONED) + 'bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX0123456789 .,;:-–—"“”‘’()/%¹²³\u00a0\t\n'
VIETNAMESE = st.text(st.sampled_from(LETTERS), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quận Uỷ – Hoà Bình", "quận ủy - hòa bình"),
        ("Thuý, khoẻ, hoạ, xoá", "thúy, khỏe, họa, xóa"),
        ("quý, quỹ, qua", "quí, quĩ, qua"),
        ("quả, quà, quỷ kế", "quả, quà, quỉ kế"),
        ("toàn, khoảng, thuỷ", "toàn, khoảng, thủy"),
        ("lý do, kỷ niệm, sỹ quan, hy sinh, tỷ lệ, mỹ", "lí do, kỉ niệm, sĩ quan, hi sinh, tỉ lệ, mĩ"),
        ("kyrie, hydro, tay, thuyền", "kyrie, hydro, tay, thuyền"),
        ("ủy ban, tùy, thúy", "ủy ban, tùy, thúy"),
        ("“Dân vận khéo” ‘x’ «y»", '"dân vận khéo" \'x\' "y"'),
        ("đảng viên¹ mới²", "đảng viên  mới "),
        ("01–7−2025", "01-7-2025"),
        ("Ðảng uỷ", "đảng ủy"),
        ("Số\u00a044\t-KH", "số 44 -kh"),
        ("İ", "İ"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(VIETNAMESE)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=40))
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(VIETNAMESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize("text", ["quý", "quí", "Quý", "QUÝ"])
def test_a_pattern_finds_every_spelling(text: str) -> None:
    assert folded_pattern("quý").fullmatch(fold(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Các Đảng uỷ", "các đảng ủy;"),
        ("Tài chính–Kế hoạch", "tài chính - kế  hoạch"),
        ("“Sở Y tế”", '"sở y tế"'),
        ("Uỷ ban  Kiểm tra.", "ủy ban kiểm tra"),
        ("Sở Lí luận", "sở lý luận"),
    ],
)
def test_keys_of_the_same_name_are_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_keys_of_different_names_differ() -> None:
    assert key("Đảng ủy xã") != key("Đảng ủy xá")


SENTENCES = [
    ("Năm 2020 kết nạp 126 đồng chí. Năm 2021 kết nạp 130 đồng chí.", ["Năm 2020 kết nạp 126 đồng chí.", "Năm 2021 kết nạp 130 đồng chí."]),
    ("Ủy ban nhân dân TP. Hồ Chí Minh rà soát.", ["Ủy ban nhân dân TP. Hồ Chí Minh rà soát."]),
    ("Thị ủy TX. Ba Đồn báo cáo. Các xã gửi.", ["Thị ủy TX. Ba Đồn báo cáo.", "Các xã gửi."]),
    ("Trường THPT TT. Yên Mỹ tổ chức.", ["Trường THPT TT. Yên Mỹ tổ chức."]),
    ("Kế hoạch gồm 1.800 hộ và 2.000.000 đồng.", ["Kế hoạch gồm 1.800 hộ và 2.000.000 đồng."]),
    ("Gồm sách, vở, bút v.v. để tặng học sinh.", ["Gồm sách, vở, bút v.v. để tặng học sinh."]),
    ("Tuyên truyền qua loa, đài… Các tổ đến từng nhà.", ["Tuyên truyền qua loa, đài…", "Các tổ đến từng nhà."]),
    ("Tuyên truyền qua loa, đài… và mạng xã hội.", ["Tuyên truyền qua loa, đài… và mạng xã hội."]),
    ("Phát động “Ngày vì người nghèo.” Mỗi cán bộ ủng hộ.", ["Phát động “Ngày vì người nghèo.”", "Mỗi cán bộ ủng hộ."]),
    ("Đồng chí ThS. Lê Văn Tám trình bày.", ["Đồng chí ThS. Lê Văn Tám trình bày."]),
    ("Kết nạp 12 đảng viên¹. Các chi bộ rà soát.", ["Kết nạp 12 đảng viên¹.", "Các chi bộ rà soát."]),
    ("Các xã đã xong chưa? Chưa! Phải làm ngay.", ["Các xã đã xong chưa?", "Chưa!", "Phải làm ngay."]),
    ("Đã hoàn thành (vượt 5%). Còn lại 3 xã.", ["Đã hoàn thành (vượt 5%).", "Còn lại 3 xã."]),
    ("Không có dấu chấm cuối", ["Không có dấu chấm cuối"]),
    ("", []),
    ("Ngày 15.11.2025 họp. Chi bộ dự.", ["Ngày 15.11.2025 họp.", "Chi bộ dự."]),
    ("Kế hoạch số. 5 còn hiệu lực.", ["Kế hoạch số. 5 còn hiệu lực."]),
    ("Xây dựng 3 mô hình. 100% chi bộ đăng ký.", ["Xây dựng 3 mô hình.", "100% chi bộ đăng ký."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(st.sampled_from('Aa. ;!?…”"1-đ('), max_size=60))
def test_sentences_leave_nothing_out_but_space(text: str) -> None:
    bounds = sentences(text)
    ends = [0, *(end for _, end in bounds)]
    starts = [*(start for start, _ in bounds), len(text)]
    assert all(end <= start and not text[end:start].strip() for end, start in zip(ends, starts, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các xã rà soát; các phường báo cáo.", ["Các xã rà soát", "các phường báo cáo."]),
        ("một;hai; ba", ["một;hai", "ba"]),
        ("không có dấu", ["không có dấu"]),
        ("cuối câu;", ["cuối câu;"]),
        ("", []),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text)] == expected


def test_clauses_stay_inside_their_sentence() -> None:
    text = "Một; hai. Ba; bốn."
    assert [text[start:end] for start, end in clauses(text, 10, 18)] == ["Ba", "bốn."]


@given(st.text(st.sampled_from("ab; "), max_size=30))
def test_clauses_leave_nothing_out_but_their_marks(text: str) -> None:
    bounds = clauses(text)
    ends = [0, *(end for _, end in bounds)]
    starts = [*(start for start, _ in bounds), len(text)]
    assert all(end <= start and not text[end:start].strip("; ") for end, start in zip(ends, starts, strict=True))
