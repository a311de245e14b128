"""Checking the compound file of an old workbook: endless chains would fill the memory of its reader.

Source: docs/rules.md, "Import".
"""

import struct
from collections.abc import Iterator, Sequence

from rectify.transfer.read.records import check_old_records, damaged

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on end a chain, or mark what is free."""

_ENTRY = 128
_HEADER = 512
_STREAM, _ROOT = 2, 5
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_SMALL = 4096
"""Shorter streams lie in small sectors of their own."""

_IN_HEADER = 109
"""So many sectors of the table are named in the header itself."""


def check_compound(file: str, data: bytes) -> None:
    """Raise InvalidInput where a chain of sectors of the file in `data` runs in a circle, or a stream or sheet is too
    long.
    """
    if not data.startswith(_SIGNATURE):
        return
    try:
        sound = len(data) > _HEADER and _is_sound(data)
    except struct.error:
        sound = False
    if sound:
        for stream in _streams(data):
            check_old_records(file, stream)
    else:
        raise damaged(file)


def _streams(data: bytes) -> Iterator[bytes]:
    """What the streams of a sound file hold that the reader takes for a workbook."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    table, mini = _tables(data, 1 << shift)
    (first,) = struct.unpack_from("<I", data, 48)
    entries = _joined(data, first, table, 1 << shift)
    small = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[at : at + _ENTRY]
        begin, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == _ROOT:
            small = bytes(1 << mini_shift) + _joined(data, begin, table, 1 << shift)
        elif entry.startswith(_BOOKS):
            is_small = size < _SMALL
            yield _joined(
                small if is_small else data,
                begin,
                mini if is_small else table,
                1 << (mini_shift if is_small else shift),
            )[:size]


def _joined(data: bytes, first: int, table: Sequence[int] | None, size: int) -> bytes:
    return b"".join(_sector(data, number, size) for number in _chain(first, table) or ())


def _is_sound(data: bytes) -> bool:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in {9, 12} or mini_shift > shift:
        return False
    table, mini = _tables(data, 1 << shift)
    (first,) = struct.unpack_from("<I", data, 48)
    directory = _chain(first, table)
    if table is None or directory is None:
        return False
    entries = b"".join(_sector(data, number, 1 << shift) for number in directory)
    return all(
        _is_sound_entry(entries[at : at + _ENTRY], table, mini, len(data))
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)
    )


def _is_sound_entry(entry: bytes, table: Sequence[int], mini: Sequence[int], whole: int) -> bool:
    kind = entry[66]
    first, size = struct.unpack_from("<II", entry, 116)
    if kind not in {_STREAM, _ROOT} or size == 0:
        return True
    small = kind == _STREAM and size < _SMALL
    return size <= 2 * whole and _chain(first, mini if small else table) is not None


def _tables(data: bytes, size: int) -> tuple[list[int] | None, list[int]]:
    """The tables that say which sector follows each, of the large ones and of the small ones; None where they lie."""
    count, mini_first, mini_count, more_first = (struct.unpack_from("<I", data, at)[0] for at in (44, 60, 64, 68))
    sectors = len(data) // size + 1
    if max(count, mini_count) > sectors:
        return None, []
    numbers = list(struct.unpack_from(f"<{min(count, _IN_HEADER)}I", data, 76))
    passed = set[int]()
    # The reader follows this chain to its end too, whatever number of sectors the header says that it has.
    while more_first < sectors:
        if more_first in passed:
            return None, []
        passed.add(more_first)
        *named, more_first = _numbers(_sector(data, more_first, size))
        numbers += named
    table = [each for number in numbers if number < sectors for each in _numbers(_sector(data, number, size))]
    chain = _chain(mini_first, table) or ()
    return table, [each for number in chain for each in _numbers(_sector(data, number, size))]


def _chain(first: int, table: Sequence[int] | None) -> list[int] | None:
    """The sectors from `first` to the end of their chain; None where it runs in a circle."""
    found, number = list[int](), first
    while table is not None and number < _LAST and number < len(table):
        if len(found) > len(table):
            return None
        found.append(number)
        number = table[number]
    return found


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size].ljust(size, b"\xff")


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector)
