"""How a text is encoded: UTF-8, UTF-16, GB18030, or plain Western European. Source: docs/rules.md, "Import"."""

import codecs
import re
from itertools import islice
from typing import NamedTuple

from rectify.errors import InvalidInput
from rectify.i18n import _

_WIDE = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 4000

_COMMON = re.compile(
    "[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e\u2010-\u2026\u00b7\u2460-\u2473\u25a0-\u25cf\u2160-\u216b\u00d7℃№√]"
)
_FIRST_LEVEL = re.compile(b"[\xb0-\xd7][\xa1-\xfe]|[\xa1-\xa3][\xa1-\xfe]")
_FOREIGN = re.compile("[^\x00-\x7f]+")
_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœ]")
_WESTERN = re.compile("[À-ÖØ-öø-ÿŠšŽžŒœ‘’“”–—…€£°§«»·®©]")


class Decoded(NamedTuple):
    """A text, and what to say of how it was read."""

    text: str
    note: str | None = None


def decode(file: str, data: bytes) -> Decoded:
    """The text in `data`. Raises InvalidInput, which names the line, where it is not certain how it is encoded."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return Decoded(_strict(file, data, encoding))
    wide = _wide_without_mark(data)
    if wide:
        return Decoded(_strict(file, data, wide))
    nul = data.find(b"\0")
    if nul >= 0:
        raise InvalidInput(
            _("{file}, row {row}: there is a NUL character, so this is no plain text; save it as CSV again.").format(
                file=file, row=_line(data, nul)
            )
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf_8(file, data, error.start)


def _strict(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InvalidInput(
            _(
                "{file}, row {row}: the text is damaged there; save it as “CSV UTF-8” or as .xlsx, and import that."
            ).format(file=file, row=_line(data, error.start))
        ) from error


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 that says nothing of itself: line ends, separators and figures have a zero byte each."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return None
    low, high = sample[1::2].count(0), sample[::2].count(0)
    encoding = "utf-16-le" if low > high else "utf-16-be"
    marks = (",\n\t\r;".encode(encoding)[at : at + 2] for at in range(0, 10, 2))
    pairs = {sample[at : at + 2] for at in range(0, len(sample) - 1, 2)}
    return encoding if any(mark in pairs for mark in marks) and min(low, high) <= max(low, high) / 4 else None


def _not_utf_8(file: str, data: bytes, position: int) -> Decoded:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_chinese(text):
        return Decoded(text)
    western = data.decode("cp1252", "replace")
    if "\ufffd" not in western and _is_western(western):
        note = _("The text is not in UTF-8; it was read as Western European (Windows-1252).")
        return Decoded(western, note)
    raise InvalidInput(
        _(
            "{file}, row {row}: this is neither UTF-8 nor UTF-16 nor GB18030; save it as “CSV UTF-8” or as .xlsx, and "
            "import that."
        ).format(file=file, row=_line(data, position))
    )


def _is_chinese(text: str) -> bool:
    """Whether nearly all that is not ASCII is common Chinese, as letters of other scripts misread are not."""
    some = "".join(islice((run[0] for run in _FOREIGN.finditer(text)), _SAMPLE))[:_SAMPLE]
    common = len(_COMMON.findall(some))
    first = len(_FIRST_LEVEL.findall(some.encode("gb18030")))
    return common >= 0.9 * len(some) and first >= 0.7 * len(some)


def _is_western(text: str) -> bool:
    """Whether the letters beyond ASCII stand alone between others, as é and ü do."""
    runs = list(islice(_FOREIGN.finditer(text), _SAMPLE))
    foreign = "".join(run[0][:_SAMPLE] for run in runs)
    letters = islice(_LETTERS.finditer(text, 0, runs[-1].end()), 5 * len(foreign))
    return (
        len(_WESTERN.findall(foreign)) >= 0.95 * len(foreign)
        and sum(len(run[0]) >= 3 for run in runs) <= 0.02 * len(foreign)
        and sum(1 for _letter in letters) >= 5 * len(foreign)
    )


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
