"""Our own documents as LibreOffice prints them: every word and table of the PDF is that of its DOCX."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ingest
from benchmarks.accuracy import words
from ingest.document import Document


@pytest.mark.slow
def test_each_document_of_the_corpus_reads_like_its_word_twin(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "corpora.build", str(tmp_path), "--pdf"], check=True, stdout=subprocess.DEVNULL)
    printed = sorted(tmp_path.glob("*.pdf"))
    assert len(printed) > 10
    differing = [pdf.stem for pdf in printed if _content(ingest.read(pdf)) != _content(ingest.read(pdf.with_suffix(".docx")))]
    assert differing == []


def _content(document: Document) -> tuple[list[str], list[tuple[int, int]]]:
    return words(document), [(table.height, table.width) for table in document.tables]
