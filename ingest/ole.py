"""Compound files (OLE), the shell of Word 97-2003 and Excel 97-2003: their streams, found without trusting the file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property

_HEADER = 512
_ENTRY = 128
_END = 0xFFFFFFF0
"""Sector numbers from here on are marks, not sectors."""
_MINI = 4096
"""Streams shorter than this share one stream, in pieces of 64 bytes."""
_PIECE = 64


class Compound:
    """A compound file's streams at its root by name, {"WordDocument": …, "1Table": …}; what is broken reads as absent or short."""

    def __init__(self, data: bytes) -> None:
        self._data = data.ljust(_HEADER, b"\0")
        self._found: dict[str, tuple[list[int], int]] = {}
        self._size = 4096 if self._data[30:32] == b"\x0c\0" else 512

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._streams)

    def start(self, name: str, length: int) -> bytes:
        """The first bytes of a stream."""
        places, unit = self._places(name)
        count = -(-length // unit)
        return b"".join(self._data[place : place + unit] for place in places[:count])[:length]

    def place(self, name: str, offset: int) -> int | None:
        """Where in the file a byte of a stream stands."""
        places, unit = self._places(name)
        return places[offset // unit] + offset % unit if 0 <= offset // unit < len(places) else None

    def _places(self, name: str) -> tuple[list[int], int]:
        """Where in the file each piece of a stream begins, and how long the pieces are."""
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def _search(self, name: str) -> tuple[list[int], int]:
        start, length = self._streams.get(name, (_END, 0))
        if length >= _MINI:
            return [self._place(sector) for sector in self._chain(start, self._table)], self._size
        shared = [self._place(sector) for sector in self._chain(self._shared, self._table)]
        offsets = (piece * _PIECE for piece in self._chain(start, self._mini_table, len(shared) * self._size // _PIECE))
        return [shared[offset // self._size] + offset % self._size for offset in offsets], _PIECE

    @cached_property
    def _streams(self) -> dict[str, tuple[int, int]]:
        entries = self._entries
        found: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        waiting = [struct.unpack_from("<I", entries[0], 76)[0]] if entries else []
        while waiting:
            number = waiting.pop()
            if number >= len(entries) or number in seen:
                continue
            seen.add(number)
            entry = entries[number]
            length, kind = struct.unpack_from("<HB", entry, 64)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == 2:
                found[name] = struct.unpack_from("<II", entry, 116)
            waiting += struct.unpack_from("<II", entry, 68)
        return found

    @cached_property
    def _entries(self) -> list[bytes]:
        directory = b"".join(self._sector(sector) for sector in self._chain(self._number(48), self._table))
        return [directory[start : start + _ENTRY] for start in range(0, len(directory) - _ENTRY + 1, _ENTRY)]

    @property
    def _shared(self) -> int:
        """Where the stream that holds the short ones begins."""
        return struct.unpack_from("<I", self._entries[0], 116)[0] if self._entries else _END

    @cached_property
    def _mini_table(self) -> list[int]:
        return [n for sector in self._chain(self._number(60), self._table) for n in self._numbers(sector)]

    @cached_property
    def _table(self) -> list[int]:
        """The sector that follows each sector."""
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        further, seen = self._number(68), set[int]()
        while self._holds(further) and further not in seen:
            seen.add(further)
            *listed, further = self._numbers(further)
            numbers += listed
        holders = dict.fromkeys(n for n in numbers if self._holds(n))
        return [n for holder in holders for n in self._numbers(holder)]

    def _chain(self, first: int, table: list[int], end: int | None = None) -> Iterator[int]:
        """A stream's pieces one after the other, up to the first that does not exist or came before."""
        seen: set[int] = set()
        while first not in seen and (self._holds(first) if end is None else first < end):
            yield first
            seen.add(first)
            first = table[first] if first < len(table) else _END

    def _holds(self, sector: int) -> bool:
        return self._place(sector) < len(self._data)

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._sector(sector))

    def _sector(self, number: int) -> bytes:
        place = self._place(number)
        return self._data[place : place + self._size].ljust(self._size, b"\0")

    def _place(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _number(self, offset: int) -> int:
        return int.from_bytes(self._data[offset : offset + 4], "little")


def is_locked_document(file: Compound) -> bool:
    """A Word 97-2003 file that asks for a password: its text is encrypted."""
    head = file.start("WordDocument", 12)
    return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)


def is_locked_workbook(file: Compound) -> bool:
    """An Excel 97-2003 file whose records are encrypted; one that is only locked against changes opens without a password."""
    records = file.start("Workbook", 4096) or file.start("Book", 4096)
    position = 0
    while position + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, position)
        if kind == 0x2F:
            return True
        if kind not in (0x0809, 0x86, 0xE1, 0xC1, 0xE2, 0x5C, 0x42):
            return False
        position += 4 + length
    return False
