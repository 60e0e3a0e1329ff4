"""A piece of HTML inside another text, as Markdown allows: a table with merged cells, a centred line."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Block
from ingest.html.page import tree
from ingest.html.walk import Walk


def read_fragment(text: str, path: Path) -> list[Block]:
    """The paragraphs and tables of the piece, not yet numbered."""
    root = tree(f"<body>{text}</body>", path)
    return Walk(root, path).blocks(root)
