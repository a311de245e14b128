"""What a heading says of the words or codes under it: Status (O=Open, C=Closed), 状态 0待整改 1已完成.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Mapping

_LETTERS = re.compile(r"\b([A-Za-z]{1,2})\s*[=:]\s*([A-Za-z][A-Za-z -]*)")
_CODES = re.compile(r"(?<!\d)([0-9]{1,2})\s*[.．、:：=＝_-]*\s*([\u4e00-\u9fff]{2,10})")
_LAST = re.compile(r"[\u4e00-\u9fff][\s=:：-]*[0-9]{1,2}[)）\]】\s]*$")
_CODES_LAST = re.compile(r"([\u4e00-\u9fff]{2,10})[\s=:：-]*([0-9]{1,2})(?![0-9])")
"""The same with the code behind the word: 状态（待审核 0/已处理 1）."""

_FEWEST = 2
_LONGEST = 200
"""Letters: a longer text is no heading, and looking for words to choose from in it takes long."""

_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:"
    r"[\s:：,，]*[01]\s*[.．、:：=＝_-]?\s*[\u4e00-\u9fff]{2,10}(?:[\s,，;；、/]*[0-9]{1,2}\s*[.．、:：=＝_-]?\s*[\u4e00-\u9fff]{2,10})+"
    r"|\s*[:：]\s*[\u4e00-\u9fff]{1,8}(?:[/、|][\u4e00-\u9fff]{1,8})+"
    r")[\s。;；]*$"
)
"""The words to choose from behind a heading, with their codes or without: 处置状态：待处置/处理中/已办结."""


def legend_of(heading: str) -> Mapping[str, str]:
    """What each code stands for that a heading explains, by the code in small letters; of figures at least two."""
    letters = {letter.casefold(): word for letter, word in _LETTERS.findall(heading)}
    last = len(heading) <= _LONGEST and _LAST.search(heading)
    codes = {code: word for word, code in _CODES_LAST.findall(heading)} if last else dict(_CODES.findall(heading))
    return letters | (codes if len(codes) >= _FEWEST else {})


def without_legend(heading: str) -> str:
    """A heading without the words to choose from behind it."""
    told = len(heading) <= _LONGEST and heading[:1] > "\u3000" and not heading[-1:].isdigit()
    return _BEHIND.sub("", heading) if told else heading
