"""Passages with marked figures that are learned from: how they are written, and that what they mark is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora import build
from corpora.figures import FOLDER, marked_passages
from corpora.train import marked_figures
from tests.corpora.test_sources import runs_of_eight, runs_of_eight_by_line, runs_of_samples

TEXT = """# 2024-03-12
= II. KẾT QUẢ
- Quý I mới trồng {14 cây bàng|r}, bằng {17,5%|r} kế hoạch năm 2024.
Đội có dưới {05 người|k} lập thêm {2 - 3 tổ|t}.
"""


def test_a_brace_holds_a_figure_what_it_counts_and_its_status(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = [(passage.text[mark.start : mark.end], mark.status) for passage, marks in marked_passages(tmp_path) for mark in marks]
    assert found == [("14 cây bàng", "result"), ("17,5%", "result"), ("05 người", "condition"), ("2 - 3 tổ", "target")]


@pytest.mark.parametrize("line", ["Trồng {5 cây}.", "Trồng {5 cây|t.", "Trồng {5 cây|x}."])
def test_what_marks_nothing_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"# 2024-03-12\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="5 cây"):
        list(marked_passages(tmp_path))


@pytest.mark.slow
def test_nearly_all_marked_figures_are_found_and_can_be_learned_from() -> None:
    marks = sum(len(marks) for _, marks in marked_passages())
    assert marks > 6000
    assert len(marked_figures()) > 0.9 * marks


def lines() -> list[str]:
    return [line for path in sorted(FOLDER.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]


def test_nothing_in_them_is_borrowed_from_the_samples(shared: Path) -> None:
    samples = runs_of_samples(shared)
    assert [line for line in lines() if runs_of_eight(line) & samples] == []


def test_none_of_them_stands_in_the_half_that_is_kept_back() -> None:
    kept = {run for path in build.sources(build.HELD_OUT) for run in runs_of_eight_by_line(path.read_text(encoding="utf-8"))}
    assert [line for line in lines() if len(line) > 80 and 3 * len(runs_of_eight(line) & kept) > len(runs_of_eight(line))] == []
