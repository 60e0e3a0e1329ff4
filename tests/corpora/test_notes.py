"""Footnotes of our documents: out of the paragraph's text, into Word's own footnotes, in their order."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx

from corpora import markup, word

HEAD = """+++
regime = "party"
motto = ["ĐOÀN TNCS HỒ CHÍ MINH"]
issuer = "TỈNH ĐOÀN"
number = "Số 01-KH/TĐ"
recipients = []
signatures = []
+++
"""


def written(tmp_path: Path) -> markup.Source:
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "**Kết quả:** có 12 xã[^Theo Báo cáo số 5.] đạt & 3 xã[^Số liệu A < B.] chưa đạt.\n", encoding="utf-8")
    return markup.read(path)


def test_the_paragraph_is_bare_and_the_notes_are_said_after_it(tmp_path: Path) -> None:
    source = written(tmp_path)
    assert source.pieces[0].text == "**Kết quả:** có 12 xã đạt & 3 xã chưa đạt."
    assert source.text().endswith("Kết quả: có 12 xã đạt & 3 xã chưa đạt.\nTheo Báo cáo số 5.\nSố liệu A < B.")


def test_word_holds_them_as_footnotes(tmp_path: Path) -> None:
    blob = word.render(written(tmp_path))
    document = docx.Document(io.BytesIO(blob))
    paragraph = document.paragraphs[-1]
    assert paragraph.text == "Kết quả: có 12 xã đạt & 3 xã chưa đạt."
    assert [run.text for run in paragraph.runs] == ["Kết quả:", " có 12 xã", "", " đạt & 3 xã", "", " chưa đạt."]
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        notes = archive.read("word/footnotes.xml").decode("utf-8")
    assert notes.index("Theo Báo cáo số 5.") < notes.index("Số liệu A &lt; B.")
    assert "ĐOÀN TNCS HỒ CHÍ MINH" in document.tables[0].rows[0].cells[1].text
