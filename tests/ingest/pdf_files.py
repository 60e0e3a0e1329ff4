"""Small PDFs drawn letter by letter: one font whose letters are all half as wide as they are high, Vietnamese by its /ToUnicode."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from ingest import pdf
from ingest.document import Document, Source

LEFT, RIGHT, TOP, SIZE, PITCH, INDENT = 85.0, 540.0, 70.0, 14.0, 18.0, 36.0


@dataclass
class Sheet:
    """A page; places are counted from its top left, like the reader counts them."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    pieces: list[tuple[str, float, float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    upright: set[tuple[str, float, float]] = field(default_factory=set)

    def text(self, x: float, baseline: float, text: str, size: float = SIZE, font: str = "R") -> Sheet:
        self.pieces.append((text, x, baseline, size, font))
        return self

    def upwards(self, x: float, bottom: float, text: str, size: float = SIZE, font: str = "R") -> Sheet:
        """Text that runs from below upwards, as in the narrow columns of a table's head."""
        self.upright.add((text, x, bottom))
        return self.text(x, bottom, text, size, font)

    def centred(self, baseline: float, text: str, size: float = SIZE, font: str = "B", middle: float = (LEFT + RIGHT) / 2) -> Sheet:
        return self.text(middle - width(text, size) / 2, baseline, text, size, font)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        self.lines.append((x0, top, x1, bottom))
        return self

    def paragraph(self, top: float, text: str, indent: float = INDENT, size: float = SIZE, right: float = RIGHT) -> float:
        """Writes a wrapped paragraph below `top` and returns where it ends."""
        baseline = top
        for number, line in enumerate(wrapped(text, right - LEFT, indent, size)):
            baseline += PITCH * size / SIZE
            self.text(LEFT + (indent if number == 0 else 0), baseline, line, size)
        return baseline + 6

    def grid(
        self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 12.0, *, upright: bool = True, font: str = "R"
    ) -> Sheet:
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs if upright else []:
            self.rule(x, ys[0], x, ys[-1])
        for top, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                for number, line in enumerate(text.split("|")):
                    self.text(x + 4, top + 14 + 14 * number, line, size, font)
        return self


def width(text: str, size: float = SIZE) -> float:
    return 0.5 * size * len(text)


def wrapped(text: str, room: float, indent: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        space = room - (indent if len(lines) <= 1 else 0)
        if lines and width(lines[-1] + " " + word, size) <= space:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def build(*sheets: Sheet) -> bytes:
    """The PDF file of these pages."""
    letters = sorted({letter for sheet in sheets for piece in sheet.pieces for letter in piece[0]})
    codes = {letter: number + 0x100 for number, letter in enumerate(letters)}
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: _stream(_to_unicode(codes))}
    for number, name in ((4, "TimesNewRomanPSMT"), (5, "TimesNewRomanPS-BoldMT")):
        objects[number] = _font(name)
    kids: list[str] = []
    for index, sheet in enumerate(sheets):
        page, content = 6 + 2 * index, 7 + 2 * index
        kids.append(f"{page} 0 R")
        objects[content] = _stream(_content(sheet, codes))
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate} /Contents {content} 0 R "
            f"/Resources << /Font << /R 4 0 R /B 5 0 R >> >> >>"
        ).encode()
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects)


def read(*sheets: Sheet) -> Document:
    data = build(*sheets)
    return pdf.read(data, Source("mau.pdf", hashlib.sha256(data).hexdigest(), "pdf"))


def _font(name: str) -> bytes:
    descriptor = (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [0 -216 1000 891] /ItalicAngle 0 "
        "/Ascent 891 /Descent -216 /CapHeight 700 /StemV 80 >>"
    )
    letters = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500 /FontDescriptor {descriptor} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    head = f"/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /ToUnicode 3 0 R"
    return f"<< {head} /DescendantFonts [{letters}] >>".encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Mau def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _content(sheet: Sheet, codes: dict[str, int]) -> bytes:
    parts = [f"{x0} {sheet.height - top} m {x1} {sheet.height - bottom} l S" for x0, top, x1, bottom in sheet.lines]
    for text, x, baseline, size, font in sheet.pieces:
        shown = "".join(f"{codes[letter]:04x}" for letter in text)
        matrix = "0 1 -1 0" if (text, x, baseline) in sheet.upright else "1 0 0 1"
        parts.append(f"BT /{font} {size} Tf {matrix} {x} {sheet.height - baseline} Tm <{shown}> Tj ET")
    return "\n".join(parts).encode()


def _file(objects: dict[int, bytes]) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in range(1, len(objects) + 1):
        data += b"%010d 00000 n \n" % places[number]
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)
