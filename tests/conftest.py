"""What several folders of tests need: the folder of real documents that lies beside the project."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared` with samples, gold and real files; tests on them skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("không có thư mục ../shared (văn bản mẫu không nằm trong kho mã)")
    return SHARED


@pytest.fixture(autouse=True)
def own_temporary_folder() -> Iterator[None]:
    """A watch that a test breaks off in its own process leaves its folder for temporary files behind; the next test has the usual one."""
    before = tempfile.tempdir
    yield
    tempfile.tempdir = before
