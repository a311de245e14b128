"""How the fuzz run spoils a file: by its bytes, by its text, or by one part of the archive that it is."""

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from tests.long.fuzz_files import Sound

Change = Callable[[bytes, Random], bytes]

_LARGEST = 1_000_000
"""Repeats end here: longer lists only take longer. What a file may hold at most is proved by tests of its own."""

_SWOLLEN = 30_000_000
"""So many bytes one cell or one part has at most."""

_WORDS: tuple[str, ...] = (
    "", " ", "0", "-1", "1e400", "-1e-400", "NaN", "Infinity", "1" * 5000, "99999999999999999999", "4294967296",
    "2147483648", "0.1", "46112", "46112.99999", "-46112", "2958466", "1e300", "TRUE", "0000-00-00", "9999-12-31",
    "10000-01-01", "2026-02-30", "31/02/2026", "13/13/2026", "2026年13月45日", "0001-01-01", "1899-12-31",
    "2026-03-31T25:61:61Z", "2026-03-31 10:00 +99:99", "99999999999999999999个工作日内", "within 99999999999 days",
    "十亿年内", "一千万个工作日", "3.29", "9999.99", "2026.3.1-3.15", "20260323-99999999", "三月底", "第五季度",
    "每季度末", "立行立改",
    "长期坚持", "²", "１２３", "٣/٤/٢٠٢٦", "Ⅳ", "=1+1", "+1", "-cmd|'/c calc'!A1", "@x", "'", '"', '""', '"a\n',
    "\x1b[31mred", "\x00", "\x85", "\u2028", "\ufeff", "\u202eabc", "\ufffe", "👨\u200d👩\u200d👧", "é" * 300,
    "问" * 40_000, "a" * 300_000, "{name}", "%s %d", "{0}", "[b]x[/b]", "<b>&amp;</b>", "&#0;", "&#x1F600;",
    "_x0000_", "_x001B_", "\\u0000", "\\ud800", "\\udcff", "1,2,3", "a;b|c\td", "编号", "问题", "状态",
    "整改时限", "责任单位",
    "Number", "Title", "Due date", "Status", "合计", "说明：", "一、", "（一）", "序号", "2026-0001", "A-001",
    "已销号", "不再整改",
    "void", "closed", "\r", "\n", "\n" * 3000, "，" * 50, "/" * 500, "(" * 3000, "A-001" * 100, "XFD1048576",
    "A1048576", "A0", "ZZZZZZ9", "A99999999999", "AB12:A1", "1/0", "#REF!", "rId1", "true",
)  # fmt: skip

_TOKENS: tuple[bytes, ...] = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80",
    b"\x80", b"\x81\x30\x81\x30", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF", b"\r", b"\n", b"\r\n", b'"', b"'", b"\x1a", b"\x1b]0;x\x07", b"<", b">", b"]]>", b"<!--", b"<![CDATA[",
    b"</row>", b"</sheetData>", b"&", b"&x;", b"{", b"}", b"[", b"]", b"null", b"END:VTODO\r\n", b"BEGIN:VTODO\r\n",
    b"BEGIN:VALARM\r\n", b"DUE:20260331T240000\r\n", b"DUE;TZID=Nowhere/X:20260331T100000\r\n", b"RRULE:FREQ=X\r\n",
    b"DURATION:P999999999999D\r\n", b"SUMMARY;ENCODING=BASE64;VALUE=BINARY:!!!\r\n", b"DTSTAMP:99991231T235959Z\r\n",
    b"CATEGORIES:\r\n", b"GEO:x\r\n", b"PRIORITY:\r\n", b"\xff" * 8, b"\0" * 600, b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>',
)  # fmt: skip

_ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5", "shift_jis", "cp1252",
    "utf-7", "cp437",
)  # fmt: skip
_SEPARATORS = ",\t;|"
_ENDS = ("\n", "\r", "\r\n", "\x85", "\u2028", "\n\n", "\r\r\n", "")
_ZIPPED = b"PK\x03\x04"
_NUMBER = re.compile(rb"(?<![A-Za-z_])-?\d+(?:\.\d+)?")
_BETWEEN = re.compile(rb">[^<>]{1,300}<|\"[^\"<>]{0,300}\"|[A-Z]+:[^\r\n]*|[^,;\t|\r\n]+")
_CONTENT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_ELEMENT = re.compile(rb"<[^<>]{1,400}>")


def flip(data: bytes, chance: Random) -> bytes:
    """A few bytes become others."""
    spoiled = bytearray(data)
    for _byte in range(chance.choice((1, 2, 5, 20, 100))):
        at = chance.randrange(len(spoiled))
        spoiled[at] = chance.choice((spoiled[at] ^ (1 << chance.randrange(8)), chance.randrange(256), 0, 255))
    return bytes(spoiled)


def cut(data: bytes, chance: Random) -> bytes:
    """The end is missing, or the beginning."""
    at = chance.randrange(len(data))
    return data[:at] if chance.random() < 0.8 else data[at:]


def take_out(data: bytes, chance: Random) -> bytes:
    """A piece is missing."""
    first, last = _piece(data, chance)
    return data[:first] + data[last:]


def repeat(data: bytes, chance: Random) -> bytes:
    """A piece stands there again and again, seldom very often."""
    first, last = _piece(data, chance)
    times = chance.choice((1, 1, 2, 5, 50, 50, 3000, 200_000))
    return data[:last] + data[first:last] * min(times, _LARGEST // max(last - first, 1)) + data[last:]


def swell(data: bytes, chance: Random) -> bytes:
    """Something without end and without line ends stands between."""
    at, sign = chance.randrange(len(data)), chance.choice((b"x", b" ", b"\0", b"9", b"a ", "问".encode(), b"&amp;"))
    return data[:at] + sign * (chance.choice((10_000, 200_000, _SWOLLEN)) // len(sign)) + data[at:]


def move(data: bytes, chance: Random) -> bytes:
    """A piece stands somewhere else."""
    first, last = _piece(data, chance)
    rest = data[:first] + data[last:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[first:last] + rest[at:]


def put_in(data: bytes, chance: Random) -> bytes:
    """Something stands between that means something to a reader."""
    for _token in range(chance.choice((1, 1, 3))):
        at = chance.choice((0, len(data), chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        data = data[:at] + chance.choice(_TOKENS) + data[at:]
    return data


def overwrite(data: bytes, chance: Random) -> bytes:
    """A number of two, four or eight bytes becomes an unlikely one."""
    form = chance.choice(("<H", "<I", "<Q", ">I"))
    largest = (1 << (8 * struct.calcsize(form))) - 1
    number = chance.choice((0, 1, largest, largest >> 1, largest - 1, chance.randrange(largest), 512, 65_536)) & largest
    at = chance.randrange(len(data))
    return data[:at] + struct.pack(form, number) + data[at + struct.calcsize(form) :]


def renumber(data: bytes, chance: Random) -> bytes:
    """Numbers in a text become others."""
    return _replaced(data, _NUMBER, lambda _old: chance.choice(_WORDS).encode("utf-8", "replace"), chance)


def refill(data: bytes, chance: Random) -> bytes:
    """Cells, values and attributes become other ones."""

    def other(old: bytes) -> bytes:
        word = chance.choice(_WORDS).encode(chance.choice(("utf-8", "utf-8", "utf-8", "gb18030", "utf-16-le")))
        if old[:1] in {b">", b'"'} and len(old) > 1:
            return old[:1] + word + old[-1:]
        name, colon, _value = old.partition(b":")
        return name + colon + word if colon and name.isupper() else word

    return _replaced(data, _BETWEEN, other, chance)


def tear(data: bytes, chance: Random) -> bytes:
    """Elements are missing, twice there, or another element."""
    elements = _ELEMENT.findall(data[:200_000]) or [b"<x/>"]

    def other(old: bytes) -> bytes:
        return chance.choice((b"", old * 2, chance.choice(elements), old[:-1], b"</" + old[1:]))

    return _replaced(data, _ELEMENT, other, chance)


def respell(data: bytes, chance: Random) -> bytes:
    """The text is in another encoding, as a whole or from one line on."""
    text = data.decode("utf-8", "surrogateescape").replace("\ufeff", "")
    encoding = chance.choice(_ENCODINGS)
    if chance.random() < 0.5:
        return text.encode(encoding, "replace")
    at = chance.randrange(len(text) + 1)
    return text[:at].encode("utf-8", "surrogateescape") + text[at:].encode(encoding, "replace")


def relay(data: bytes, chance: Random) -> bytes:
    """Lines end otherwise, or cells are separated otherwise; everywhere or here and there."""
    text = data.decode("utf-8", "surrogateescape")
    marks = _ENDS if chance.random() < 0.5 else (*_SEPARATORS, '"', ",,,,,,,,")
    old = chance.choice(("\n", "\r\n", "\r") if marks is _ENDS else tuple(_SEPARATORS))
    new, often = chance.choice(marks), chance.choice((1.0, 0.5, 0.1))
    pieces = text.split(old)
    changed = "".join(piece + (new if chance.random() < often else old) for piece in pieces[:-1]) + pieces[-1]
    return changed.encode("utf-8", "surrogateescape")


def nest(data: bytes, chance: Random) -> bytes:
    """A value lies within very many brackets, elements or quotation marks."""
    before, after = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b'"', b'"'), (b"(", b")")))
    times = chance.choice((3, 100, 5000, 200_000))
    first, last = _piece(data, chance) if chance.random() < 0.7 else (0, len(data))
    return data[:first] + before * times + data[first:last] + after * times + data[last:]


def _piece(data: bytes, chance: Random) -> tuple[int, int]:
    first = chance.randrange(len(data))
    return first, min(len(data), first + chance.choice((1, 4, 16, 100, 512, 3000)))


def _replaced(data: bytes, sought: re.Pattern[bytes], other: Callable[[bytes], bytes], chance: Random) -> bytes:
    """Some of what is sought, changed."""
    places = [match.span() for match in sought.finditer(data)]
    if not places:
        return flip(data, chance)
    chosen = sorted(chance.sample(places, min(len(places), chance.choice((1, 1, 2, 5, 30)))))
    pieces, end = list[bytes](), 0
    for first, last in chosen:
        pieces += [data[end:first], other(data[first:last])]
        end = last
    return b"".join((*pieces, data[end:]))


def retell(data: bytes, chance: Random) -> bytes:
    """What stands in elements becomes something else; the elements stay as they are."""
    return _replaced(data, _CONTENT, lambda _old: escape(chance.choice(_WORDS)).encode("utf-8", "replace"), chance)


BYTES: tuple[Change, ...] = (
    flip,
    flip,
    cut,
    take_out,
    take_out,
    repeat,
    repeat,
    move,
    move,
    put_in,
    overwrite,
    overwrite,
    nest,
    swell,
)
TEXTS: tuple[Change, ...] = (refill, refill, renumber, respell, relay)
CELLS: tuple[Change, ...] = (refill, refill, refill, refill, renumber, renumber, relay, take_out, repeat, move, nest)
ELEMENTS: tuple[Change, ...] = (refill, refill, renumber, renumber, tear, tear)


def repack(data: bytes, chance: Random) -> bytes:
    """One part of an archive is spoiled, or it has another name, is missing, is twice there or says another size."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    target, how = BytesIO(), chance.choice(("change",) * 8 + ("name", "drop", "twice", "swap"))
    place = chance.choice([at for at, (name, _part) in enumerate(parts) if _matters(name)] or range(len(parts)))
    name, content = parts[place]
    other = chance.randrange(len(parts))
    if how == "change" and b"<" in content[:100] and chance.random() < 0.5:
        parts[place] = name, retell(content, chance)
    elif how == "change":
        parts[place] = name, change(content, chance, ELEMENTS if b"<" in content[:100] else BYTES)
    elif how == "name":
        parts[place] = chance.choice((name.upper(), f"/{name}", name.replace("/", "\\"), parts[other][0])), content
    elif how == "drop":
        del parts[place]
    elif how == "twice":
        parts.append((name, change(content, chance, BYTES)))
    else:
        parts[place], parts[other] = (name, parts[other][1]), (parts[other][0], content)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts:
            _add(archive, name, content, chance)
    return target.getvalue()


def _matters(name: str) -> bool:
    return name.endswith((".bin", "content.xml", "workbook.xml", ".rels", "sharedStrings.xml", "styles.xml")) or (
        "worksheets" in name
    )


def _add(archive: zipfile.ZipFile, name: str, content: bytes, chance: Random) -> None:
    entry = zipfile.ZipInfo(name or "x")
    entry.compress_type = chance.choice((zipfile.ZIP_DEFLATED,) * 300 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    if name in archive.namelist():
        entry.comment = b"again"
    archive.writestr(entry, content, compresslevel=1)


def change(data: bytes, chance: Random, how: tuple[Change, ...]) -> bytes:
    """The data, spoiled in one of these ways, or by its bytes."""
    if not data:
        return chance.choice(_TOKENS)
    return chance.choice(how if chance.random() < 0.8 else BYTES)(data, chance)


def rewrite(data: bytes, chance: Random) -> bytes:
    """The data of a text, spoiled within its own encoding, or as bytes."""
    if not data:
        return chance.choice(_TOKENS)
    encoding = next((each for each in _own_encodings(data) if _is_in(data, each)), None)
    if encoding is None or chance.random() < 0.25:
        return change(data, chance, TEXTS)
    plain = chance.choice(CELLS)(data.decode(encoding).encode(), chance)
    return plain.decode("utf-8", "replace").encode(encoding, "replace")


def _own_encodings(data: bytes) -> tuple[str, ...]:
    wide = ("utf-16-le", "utf-16-be") if data[1:2] == b"\0" else ("utf-16-be", "utf-16-le")
    return ("utf-16", *wide) if b"\0" in data[:200] else ("utf-8", "gb18030")


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        return bool(data.decode(encoding))
    except UnicodeDecodeError:
        return False


def spoil(sound: Sound, chance: Random) -> Sound:
    """The file after one to four changes, sometimes under another name."""
    data = sound.content
    is_archive = data.startswith(_ZIPPED)
    if is_archive and chance.random() < 0.9:
        data = repack(data, chance)
    else:
        for _change in range(chance.choice((1, 1, 1, 2, 4))):
            by_bytes = is_archive or sound.name.endswith(".xls")
            data = change(data, chance, BYTES) if by_bytes else rewrite(data, chance)
            if len(data) > 2 * _LARGEST:
                break
    return Sound(_renamed(sound.name, chance), data[: 2 * _SWOLLEN])


def _renamed(name: str, chance: Random) -> str:
    stem, _dot, suffix = name.rpartition(".")
    if chance.random() < 0.8:
        return name
    suffixes = ("xlsx", "XLSX", "xls", "xlsb", "ods", "csv", "txt", "json", "jsonl", "ics", "pdf", "2026", "")
    return f"{stem}.{chance.choice(suffixes)}" if suffix else name
