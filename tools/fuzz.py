"""Breaks files in a thousand ways and reads them: `python tools/fuzz.py [--mutants N] [--seed S] [FILE…]`.

Each mutant is a sound file (ours, or those given) with one to four faults of a kind that its format may have. It is read in a process
of its own, and what is read goes through `extract`. All that may come out is a document or a named `InputError`; a crash, a hang, an
error inside the program, a file outside the worker's folder or a touch of the network is a fault of ours, and the exit status is 1.
The same seed makes the same mutants; `--keep DIR` keeps those that showed a fault.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import os
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

import extract
from ingest.errors import InputError, ReaderCrashed, TimeLimit
from ingest.guard import Limits
from ingest.isolation import ReaderFailed, read_apart
from tests.ingest.sound_files import sound_files

LIMITS = Limits(seconds=600, silent_seconds=300, memory_bytes=1 << 30, files_a_worker=200)
SLOW_EXTRACT = 120
READ = "read"
FAULTS = ("crashed", "hung", "internal", "extract", "outside")

Mutate = Callable[[bytes, random.Random], bytes]

# --- faults of any file --------------------------------------------------------------------------------------------------


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 32))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _range(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 8, 64, 1024, 16384)))


def without_range(data: bytes, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + data[end:] or b"\0"


def with_range_twice(data: bytes, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:end] + data[start:end] + data[end:]


def with_noise(data: bytes, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


RAW: tuple[Mutate, ...] = (flipped, truncated, without_range, with_range_twice, with_noise)

ODD_NUMBERS = ("0", "-1", "1", "2147483648", "-2147483649", "99999999999999999999", "1e308", "NaN", "inf", "0x41", "", "½", "١٢", "a")


def odd_number(chance: random.Random) -> str:
    return chance.choice(ODD_NUMBERS)


# --- XML -----------------------------------------------------------------------------------------------------------------


def _elements(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter() if isinstance(element.tag, str) and element.getparent() is not None]


def xml(data: bytes, chance: random.Random) -> bytes:
    """One element dropped, doubled, nested in itself, moved, emptied or renamed, or one of its attributes made odd."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return chance.choice(RAW)(data or b"\0", chance)
    elements = _elements(root)
    if not elements:
        return data
    element = chance.choice(elements)
    parent = element.getparent()
    assert parent is not None
    match chance.randrange(8):
        case 0:
            parent.remove(element)
        case 1:
            for _ in range(chance.choice((1, 3, 40))):
                parent.insert(parent.index(element), _copy(element))
        case 2:
            _nest(element, chance.choice((1, 10, 60, 300)))
        case 3:
            chance.choice(elements).append(_copy(element))
        case 4:
            element[:] = []
        case 5:
            element.tag = chance.choice(elements).tag
        case 6:
            element.text = chance.choice(("", "\u0000x"[1:], "chữ" * 3000, "\u202e\u0301\ufeff", odd_number(chance)))
        case _:
            _spoil_attribute(chance.choice([e for e in elements if e.attrib] or elements), chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _nest(element: etree._Element, times: int) -> None:
    if len(etree.tostring(element)) > 20_000:
        times = 1
    inner = element
    for _ in range(times):
        shell = etree.SubElement(inner, element.tag, {str(name): str(value) for name, value in element.items()})
        inner = shell
    for child in list(element)[:-1]:
        inner.append(_copy(child))


def _spoil_attribute(element: etree._Element, chance: random.Random) -> None:
    if not element.attrib:
        return
    name = chance.choice(sorted(map(str, element.attrib)))
    if chance.random() < 0.2:
        del element.attrib[name]
    else:
        element.set(name, chance.choice((odd_number(chance), "x" * 5000, "../../../etc/passwd", "http://127.0.0.1:9/a", "#")))


# --- ZIP -----------------------------------------------------------------------------------------------------------------


def zipped(data: bytes, chance: random.Random) -> bytes:
    """A fault inside a member (XML mostly), or members that are missing, swapped, or there twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return data
    names = sorted(members)
    weights = [max(1, len(members[name])) ** 0.5 if name.endswith((".xml", ".rels")) else 0.2 for name in names]
    name = chance.choices(names, weights)[0]
    match chance.randrange(12):
        case 0:
            other = chance.choice(names)
            members[name], members[other] = members[other], members[name]
        case 1:
            del members[name]
        case 2:
            members[name] = chance.choice(RAW)(members[name] or b"\0", chance)
        case 3:
            members[chance.choice(("../leo.txt", "/leo.txt", "word/vbaProject.bin", "[trash]/0.dat"))] = members[name]
        case _:
            members[name] = xml(members[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


# --- PDF -----------------------------------------------------------------------------------------------------------------

_STREAM = re.compile(rb"(?<![a-z])stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_REFERENCE = re.compile(rb"\d+ 0 R")
_NAME = re.compile(rb"/[A-Za-z0-9]+")
_OPERATOR = re.compile(rb"(?<=\s)(?:Tf|Tm|Td|TD|Tj|TJ|T\*|cm|q|Q|re|m|l|c|S|f|W|n|Do|BT|ET|gs|Tr|Ts|Tw|Tc|Tz|BI|ID|EI|sh)(?=\s)")


def pdf_number(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, _outside_streams(data, _NUMBER), lambda: odd_number(chance).encode(), chance)


def pdf_reference(data: bytes, chance: random.Random) -> bytes:
    """An object stands where another was meant, its own parent perhaps."""
    found = _outside_streams(data, _REFERENCE)
    return _replaced(data, found, lambda: data[slice(*chance.choice(found))], chance)


def pdf_name(data: bytes, chance: random.Random) -> bytes:
    found = _outside_streams(data, _NAME)
    return _replaced(data, found, lambda: data[slice(*chance.choice(found))], chance)


def pdf_xref(data: bytes, chance: random.Random) -> bytes:
    start = max(data.rfind(b"\nxref"), data.rfind(b"startxref") - 200, 0)
    return data[:start] + chance.choice(RAW)(data[start:] or b"\0", chance)


def pdf_streams_swapped(data: bytes, chance: random.Random) -> bytes:
    found = [match.span(1) for match in _STREAM.finditer(data)]
    if len(found) < 2:
        return data
    (a, b), (c, d) = sorted(chance.sample(found, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def pdf_content(data: bytes, chance: random.Random) -> bytes:
    """A fault in what a stream says: unpacked, changed and packed again, with its length put right."""
    found = [match.span(1) for match in _STREAM.finditer(data)]
    if not found:
        return data
    start, end = chance.choice(found)
    try:
        content = zlib.decompress(data[start:end])
    except zlib.error:
        return data[:start] + chance.choice(RAW)(data[start:end] or b"\0", chance) + data[end:]
    for _ in range(chance.choice((1, 3, 20))):
        content = chance.choice((_content_number, _content_operator, _content_repeated, chance.choice(RAW)))(content or b"\0", chance)
    packed = zlib.compress(content)
    head = data[:start]
    length = re.compile(rb"/Length \d+").sub(b"/Length %d" % len(packed), head[max(0, len(head) - 300) :])
    return head[: max(0, len(head) - 300)] + length + packed + data[end:]


def _content_number(content: bytes, chance: random.Random) -> bytes:
    return _replaced(content, [m.span() for m in _NUMBER.finditer(content)], lambda: odd_number(chance).encode(), chance)


def _content_operator(content: bytes, chance: random.Random) -> bytes:
    found = [match.span() for match in _OPERATOR.finditer(content)]
    return _replaced(content, found, lambda: content[slice(*chance.choice(found))], chance)


def _content_repeated(content: bytes, chance: random.Random) -> bytes:
    start, end = _range(content, chance)
    return content[:end] + content[start:end] * chance.choice((2, 20, 200)) + content[end:]


def _outside_streams(data: bytes, pattern: re.Pattern[bytes]) -> list[tuple[int, int]]:
    inside = [match.span(1) for match in _STREAM.finditer(data)]
    blank = bytearray(data)
    for start, end in inside:
        blank[start:end] = bytes(end - start)
    return [match.span() for match in pattern.finditer(bytes(blank))]


def _replaced(data: bytes, found: Sequence[tuple[int, int]], new: Callable[[], bytes], chance: random.Random) -> bytes:
    if not found:
        return data
    start, end = chance.choice(found)
    return data[:start] + new() + data[end:]


# --- marked-up text and pictures -----------------------------------------------------------------------------------------

_CONTROL = re.compile(rb"\\[a-z]+-?\d*|[{}]")
_TAG = re.compile(rb"<[^<>]{1,200}>")


def rtf(data: bytes, chance: random.Random) -> bytes:
    """A control word or brace dropped, repeated very often, or with an odd number."""
    found = [match.span() for match in _CONTROL.finditer(data)]
    return _token(data, found, chance)


def html(data: bytes, chance: random.Random) -> bytes:
    return _token(data, [match.span() for match in _TAG.finditer(data)], chance)


def _token(data: bytes, found: Sequence[tuple[int, int]], chance: random.Random) -> bytes:
    if not found:
        return chance.choice(RAW)(data, chance)
    start, end = chance.choice(found)
    token = data[start:end]
    spoilt = chance.choice((b"", token * chance.choice((2, 300, 20_000)), _NUMBER.sub(odd_number(chance).encode(), token)))
    return data[:start] + spoilt + data[end:]


def head(data: bytes, chance: random.Random) -> bytes:
    """Sizes stand at the beginning of a picture."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(min(64, len(changed)))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
    return bytes(changed)


_PDF: tuple[Mutate, ...] = (pdf_number, pdf_reference, pdf_name, pdf_xref, pdf_streams_swapped) * 2 + (pdf_content,) * 6
BY_SUFFIX: dict[str, tuple[Mutate, ...]] = {
    **dict.fromkeys((".docx", ".docm", ".xlsx", ".odt"), (zipped,) * 30 + RAW),
    ".pdf": _PDF + RAW,
    ".rtf": (rtf,) * 6 + RAW,
    **dict.fromkeys((".html", ".htm"), (html,) * 6 + RAW),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"), (head,) * 3 + RAW),
}


def mutant(data: bytes, suffix: str, chance: random.Random) -> bytes:
    faults = BY_SUFFIX.get(suffix, RAW)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(faults)(data or b"\0", chance)
    return data


# --- running -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutant: `what` is "read", the code of a refusal, or one of `FAULTS`."""

    name: str
    suffix: str
    what: str
    seconds: float
    detail: str = ""

    @property
    def is_fault(self) -> bool:
        return self.what in FAULTS


def mutants(files: Sequence[Path], count: int, seed: int) -> Iterator[tuple[Path, int, int]]:
    """Which file is broken how: the files in turn, each mutant with a number of its own."""
    yield from ((files[number % len(files)], number, seed) for number in range(count))


def make(source: Path, number: int, seed: int) -> bytes:
    return mutant(source.read_bytes(), source.suffix.lower(), random.Random(f"{seed}:{source.name}:{number}"))


def run(task: tuple[Path, int, int], *, folder: Path, keep: Path | None, limits: Limits = LIMITS) -> Outcome:
    """Reads one mutant, and understands it where it could be read."""
    source, number, seed = task
    data = make(source, number, seed)
    path = folder / f"{number:05}{source.suffix}"
    path.write_bytes(data)
    begun = time.monotonic()
    what, detail = _tried(path, limits)
    outcome = Outcome(f"{number:05} {source.name}", source.suffix.lower(), what, time.monotonic() - begun, detail)
    if path.read_bytes() != data:
        outcome = Outcome(outcome.name, outcome.suffix, "outside", outcome.seconds, "tệp nguồn bị sửa")
    path.unlink()
    if keep is not None and outcome.is_fault:
        (keep / path.name).write_bytes(data)
    return outcome


def _tried(path: Path, limits: Limits) -> tuple[str, str]:
    try:
        document = read_apart(path, limits)
    except ReaderCrashed as error:
        return "crashed", str(error.values)
    except TimeLimit:
        return "hung", ""
    except InputError as error:
        return error.code, ""
    except ReaderFailed as error:
        return "internal", str(error.args[0])
    faulthandler.dump_traceback_later(SLOW_EXTRACT, exit=True)
    try:
        extract.extract(document)
    except Exception:
        return "extract", traceback.format_exc()
    finally:
        faulthandler.cancel_dump_traceback_later()
    return READ, ""


def look(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below with its size and time of change."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def fuzz(files: Sequence[Path], count: int, seed: int, *, jobs: int = 1, keep: Path | None = None) -> list[Outcome]:
    """Runs all mutants in a home and working folder of their own, which must be found as they were."""
    with tempfile.TemporaryDirectory(prefix="bien-doi-") as scratch:
        home, inbox = Path(scratch) / "home", Path(scratch) / "tep"
        home.mkdir()
        inbox.mkdir()
        files = [path.absolute() for path in files]
        work = partial(run, folder=inbox, keep=keep and keep.absolute())
        before, home_before, here = look(home), os.environ.get("HOME"), Path.cwd()
        os.environ["HOME"] = str(home)
        os.chdir(home)
        try:
            if jobs == 1:
                outcomes = [work(task) for task in mutants(files, count, seed)]
            else:
                with ProcessPoolExecutor(jobs) as pool:
                    outcomes = list(pool.map(work, mutants(files, count, seed), chunksize=4))
        finally:
            os.chdir(here)
            os.environ["HOME"] = home_before or ""
        changed = sorted(look(home).keys() - before.keys())
        return outcomes + [Outcome(name, "", "outside", 0, "tệp lạ") for name in changed]


def report(outcomes: Sequence[Outcome]) -> str:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        table[outcome.suffix][outcome.what] += 1
    lines = [
        f"{suffix:6} {sum(row.values()):5}  {', '.join(f'{what} {n}' for what, n in row.most_common())}" for suffix, row in table.items()
    ]
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:3]
    lines += [f"slow   {outcome.seconds:5.1f}  {outcome.name}" for outcome in slowest]
    for outcome in outcomes:
        if outcome.is_fault:
            lines.append(f"\n{outcome.what}: {outcome.name}\n{outcome.detail}".rstrip())
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or sound_files(Path(folder))
        outcomes = fuzz(files, options.mutants, options.seed, jobs=options.jobs, keep=options.keep)
    print(report(outcomes))
    return int(any(outcome.is_fault for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
