"""Files built to do harm, or broken, as we met or feared them: each small, each ours."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

from tests.ingest.pdf_files import Sheet, build
from tests.ingest.word_files import NAMESPACES, archive, docx, p, row, run, tbl

SENTENCE = "Mỗi thôn trồng ít nhất 120 cây lim trước ngày 30/6/2026."


def text_pdf(pages: int = 1) -> bytes:
    return build(*(Sheet().text(85, 100, SENTENCE) for _ in range(pages)))


def pdf(objects: Mapping[int, bytes], root: int = 1) -> bytes:
    """A PDF of these objects with a sound index."""
    data = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    size = max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    data += b"".join(b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f") for number in range(1, size))
    data += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(data)


def stream(content: bytes, head: bytes = b"", *, packed: int = 0) -> bytes:
    """A stream object, packed so many times over."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = b"/Filter [%s] " % (b"/FlateDecode " * packed) if packed else b""
    return b"<< %s%s /Length %d >>\nstream\n%s\nendstream" % (filters, head, len(content), content)


def page_pdf(
    content: bytes, *, packed: int = 0, box: str = "0 0 595 842", resources: bytes = b"", more: Mapping[int, bytes] | None = None
) -> bytes:
    """One page with this content; `resources` and `more` objects (from 10 on) as it needs them."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>"
            % (box.encode(), resources),
            4: stream(content, packed=packed),
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            **dict(more or {}),
        }
    )


def forms_in_forms(depth: int = 12, each: int = 10) -> bytes:
    """A form that shows the next one ten times, and so on: 10¹² words if all were drawn."""
    more = {}
    for level in range(depth):
        inner = b"<< /XObject << /X %d 0 R >> /Font << /F 5 0 R >> >>" % (11 + level)
        shown = b"/X Do " * each if level < depth - 1 else b"BT /F 12 Tf 50 50 Td (chu) Tj ET"
        more[10 + level] = stream(shown, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources %s" % inner)
    return page_pdf(b"/X Do", resources=b"/XObject << /X 10 0 R >>", more=more)


def form_in_itself() -> bytes:
    form = stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 10 0 R >> >>")
    return page_pdf(b"/X Do", resources=b"/XObject << /X 10 0 R >>", more={10: form})


def many_lines(count: int) -> bytes:
    """So many ruled lines on one page."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 590, n % 830, n % 590 + 40, n % 830) for n in range(count))
    return page_pdf(lines, packed=1)


def many_letters(count: int) -> bytes:
    shown = b"BT /F 8 Tf 10 TL 20 800 Td " + b"(ke hoach so 12 ngay 30 thang 6 ) Tj T* " * (count // 32) + b"ET"
    return page_pdf(shown, packed=1)


def packed_twice(megabytes: int) -> bytes:
    """A content stream of so many megabytes of blanks, packed twice: a kilobyte."""
    return page_pdf(b" " * (megabytes << 20) + b"BT /F 12 Tf 50 50 Td (chu) Tj ET", packed=2)


def vast_image(side: int = 60_000, *, box: str = "0 0 595 842") -> bytes:
    """A page with an image of so many pixels a side and hardly any data."""
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8" % (side, side)
    image = stream(bytes(1 << 16), head, packed=1)
    return page_pdf(b"q 500 0 0 700 40 40 cm /I Do Q", box=box, resources=b"/XObject << /I 10 0 R >>", more={10: image})


def blank_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(count))
    pages = {3 + n: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>" for n in range(count)}
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), **pages})


def boasting_count(count: int) -> bytes:
    """A page tree that promises more pages than it has."""
    return text_pdf().replace(b"/Count 1 ", b"/Count %d " % count)


def pages_in_a_circle() -> bytes:
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


# --- Word ----------------------------------------------------------------------------------------------------------------


def note_reference(number: int = 1) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnote(content: str, number: int = 1) -> str:
    return f'<w:footnote w:id="{number}">{content}</w:footnote>'


def footnote_in_itself() -> bytes:
    return docx(p(run("chữ") + note_reference()), {"footnotes": footnote(p(run("chú thích") + note_reference()))})


def footnotes_in_footnotes(depth: int = 10, each: int = 10) -> bytes:
    """Each footnote cites the next one ten times: 10¹⁰ if all were read."""
    notes = "".join(footnote(p(run("chú thích") + note_reference(n + 1) * each), n) for n in range(1, depth))
    return docx(p(run("chữ") + note_reference()), {"footnotes": notes + footnote(p("cuối"), depth)})


def long_footnote_cited_often(times: int = 20_000) -> bytes:
    return docx(p(run("chữ") + note_reference() * times), {"footnotes": footnote(p("chú thích rất dài " * 5_000))})


def nested_tables(depth: int) -> bytes:
    inner = p("chữ")
    for _ in range(depth):
        inner = tbl(row(f"<w:tc>{inner}{p('')}</w:tc>", "số 12"))
    return docx(inner)


def wide_spans(rows: int = 20_000, span: int = 200) -> bytes:
    """A table whose few cells claim to cover millions of places."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p("1")}</w:tc>'
    return docx(tbl(*[row(*[cell] * 10)] * rows))


def styles_in_a_circle() -> bytes:
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in (("A", "B"), ("B", "A")))
    return docx(p("chữ", '<w:pStyle w:val="A"/>'), {"styles": styles})


def document_xml(declaration: str, text: str) -> bytes:
    return f"{declaration}<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>".encode()


def word_with(declaration: str, text: str) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": document_xml(declaration, text)})


def zip_in_which_members_share_bytes(members: int = 9_000) -> bytes:
    """Many names for the same packed bytes: unpacked, they are hundreds of times the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (1 << 20))
        info = packed.infolist()[0]
        for number in range(members):
            twin = zipfile.ZipInfo(f"word/media/{number}.xml")
            twin.compress_type, twin.CRC, twin.compress_size, twin.file_size, twin.header_offset = (
                info.compress_type, info.CRC, info.compress_size, info.file_size, info.header_offset,
            )  # fmt: skip
            packed.filelist.append(twin)
            packed.NameToInfo[twin.filename] = twin
    return out.getvalue()


# --- pictures ------------------------------------------------------------------------------------------------------------


def broken_second_page() -> bytes:
    """A TIFF of two pages, the second without its width."""
    out = io.BytesIO()
    page = Image.new("L", (300, 100), 255)
    page.save(out, "TIFF", save_all=True, append_images=[page])
    data = bytearray(out.getvalue())
    _, second = re.finditer(rb"\x00\x01[\x03\x04]\x00\x01\x00\x00\x00", data)
    data[second.start() : second.start() + 2] = b"\xff\xfe"
    return bytes(data)


def vast_png(side: int = 60_000) -> bytes:
    """A grey PNG of so many pixels a side, all of one value: its data is a thousandth of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    line = b"\0" * (side // 8 + 1)
    data = b"".join([*(packer.compress(line) for _ in range(side)), packer.flush()])
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
