"""The house stands as DESIGN has it: imports run one way, no drawer for odds and ends, the wheel holds what it must."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.findings import catalogue

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ingest", "extract", "generate", "trienkhai")
TYPE_HANDED_ON = {"extract": {"ingest.document"}, "generate": {"extract.directive"}}
"""What a room may import of the room before it; a file of `trienkhai` may use any room."""


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def forbidden(room: str, imported: str) -> bool:
    other = imported.split(".")[0]
    if other not in ROOMS or other == room or room == "trienkhai":
        return False
    allowed = TYPE_HANDED_ON.get(room, set())
    return not any(imported == module or imported.startswith(f"{module}.") for module in allowed)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room: str) -> None:
    wrong = [(str(path.relative_to(ROOT)), name) for path in modules(room) for name in imports_of(path) if forbidden(room, name)]
    assert wrong == []


@pytest.mark.parametrize(
    ("room", "imported", "is_forbidden"),
    [
        ("ingest", "extract.directive.Directive", True),
        ("extract", "ingest.document.Paragraph", False),
        ("extract", "ingest.read", True),
        ("extract", "generate.plan", True),
        ("generate", "extract.directive.Directive", False),
        ("generate", "extract.extract", True),
        ("generate", "ingest.document.Table", True),
        ("trienkhai", "ingest.read", False),
        ("generate", "docx", False),
    ],
)
def test_the_rule_itself(room: str, imported: str, is_forbidden: bool) -> None:
    assert forbidden(room, imported) is is_forbidden


@pytest.mark.parametrize("room", (*ROOMS, "templates"))
def test_no_module_without_a_subject(room: str) -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}
    assert [path for path in (ROOT / room).rglob("*") if path.stem in drawers] == []


def test_no_room_imports_tests_or_corpora() -> None:
    wrong = [
        (str(path), name)
        for room in ROOMS
        for path in modules(room)
        for name in imports_of(path)
        if name.split(".")[0] in {"tests", "corpora"}
    ]
    assert wrong == []


def note_codes(path: Path) -> Iterator[str]:
    """The codes in `Note("…")` and in `noticed.add("…")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called == "Note" or called.endswith("noticed.add"):
                yield str(node.args[0].value)


def test_what_a_reader_notices_has_its_words() -> None:
    codes = {code for path in modules("ingest") for code in note_codes(path)}
    assert "wrong-suffix" in codes
    assert codes - catalogue().keys() == set()


def test_no_committed_file_names_a_package_registry() -> None:
    hosts = ("pypi" + ".org", "files." + "pythonhosted", "registry." + "npmjs", "deb." + "debian.org")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    if listed == [""]:
        pytest.skip("không phải kho git")
    found = [name for name in listed if name and (ROOT / name).is_file() and any(h.encode() in (ROOT / name).read_bytes() for h in hosts)]
    assert found == []


@pytest.mark.slow
def test_the_wheel_holds_the_rooms_with_their_data(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {*ROOMS, "templates"}
    listed = subprocess.run(["git", "ls-files", *ROOMS, "templates"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    assert {name for name in listed if name} - set(names) == set()


def test_every_run_time_dependency_is_used() -> None:
    imported = {name.split(".")[0] for room in ROOMS for path in modules(room) for name in imports_of(path)}
    import_names = {"python-dateutil": "dateutil", "pillow": "PIL", "opencv-python-headless": "cv2"}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {requirement.split(">")[0].strip() for requirement in declared}
    assert {name for name in names if import_names.get(name, name) not in imported} == set()
