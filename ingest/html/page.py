"""From the bytes of a saved page to its tree: encoding, MHTML, limits. Nothing is fetched, no script is run."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message
from pathlib import Path

from lxml import etree, html

from ingest.encoding import Decoded, decoded
from ingest.errors import DamagedFile, HostileFile, TooLarge
from ingest.recognition import is_message
from ingest.text import normal

MOST_BYTES = 30 << 20
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_OLD_FONT = re.compile(rb"\.vn[a-z]{3}|\bvni-", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def parsed(data: bytes, path: Path) -> tuple[etree._Element, Decoded]:
    """The tree of a page, and how its text was decoded."""
    declared: str | None = None
    if is_message(data):
        data, declared = _page_of_message(data, path)
    if len(data) > MOST_BYTES:
        raise TooLarge(path, limit=f"{MOST_BYTES >> 20} MB", found=f"{len(data) >> 20} MB")
    named = _DECLARED.search(data[:8192])
    page = decoded(data, named[1].decode("ascii") if named else declared, by_font=bool(_OLD_FONT.search(data)))
    if "<!ENTITY" in page.text[:100_000]:
        raise HostileFile(path, detail="thực thể XML trong trang web")
    return tree(_PROLOGUE.sub("", page.text), path), page


def text_of(element: etree._Element) -> str:
    """All the text inside an element, in normal form."""
    return normal("".join(map(str, element.itertext())))


def _page_of_message(data: bytes, path: Path) -> tuple[bytes, str | None]:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return _content(part), part.get_content_charset()
    raise DamagedFile(path, detail="không có trang nào trong tệp MHTML")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def tree(text: str, path: Path) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(path, detail="HTML") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise HostileFile(path, detail="HTML lồng quá sâu")
    return root
