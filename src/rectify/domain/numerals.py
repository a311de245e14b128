"""Normalising texts before they are read: full-width signs, stray spaces, and Chinese numerals."""

import re
import unicodedata

_DIGITS = {numeral: str(value) for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "两": "2",
}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))
_SIGNS = _DASHES | _INVISIBLE
_CHINESE = re.compile("[\u3400-\u9fff]")
_LOOSE_SPACE = re.compile(r"(?<![0-9]) | (?![0-9])")
_SEPARATOR = re.compile(r"(?<=[0-9]) ?([./-]) ?(?=[0-9])")
_LETTER_O = re.compile("(?<=[一二三四五六七八九])o(?=[一二三四五六七八九])")
_WEEKDAY = re.compile("((?:周|星期|礼拜)[一二三四五六])(?=[0-9])")
"""A weekday before a time of day: 周五17:00 is not 517."""
_NUMERAL = re.compile("[零〇○一二两三四五六七八九十百]+")
_COUNTED = re.compile(
    "(?:([一二两三四五六七八九])百(?=零|.?十|$)零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?"
)


def plain(text: str) -> str:
    """`text` in lower case with half-width signs, single spaces, and none where Chinese needs none.

    A space between two digits stays, so that "1 2月" never becomes December.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = " ".join(text.casefold().split())
    if _CHINESE.search(text):
        text = _LOOSE_SPACE.sub("", text)
    return _SEPARATOR.sub(r"\1", text)


def in_digits(text: str) -> str:
    """`text` with its Chinese numerals in digits: 二〇二六年十二月三十一日 becomes 2026年12月31日.

    A run that is no number by the usual rules stays as it is, and so does one that other digits than 0 touch.
    """
    return _NUMERAL.sub(_in_digits, _LETTER_O.sub("〇", _WEEKDAY.sub(r"\1 ", text)))


def _in_digits(match: re.Match[str]) -> str:
    run = match[0]
    beside = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    if any(sign in "123456789" for sign in beside):
        return run
    if "十" not in run and "百" not in run:
        return "".join(_DIGITS[numeral] for numeral in run)
    counted = _COUNTED.fullmatch(run)
    if counted is None or "0" in beside:
        return run
    hundreds, tens, ten, ones = counted.groups()
    return str(100 * _value(hundreds) + (10 * _value(tens or "一") if ten else 0) + _value(ones))


def _value(numeral: str | None) -> int:
    return int(_DIGITS[numeral]) if numeral else 0
