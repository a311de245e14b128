"""The pinyin initials of a Chinese name, by which it can be typed: 组织部 is `zzb`."""

import re

from rectify.domain.folding import folded

_CHINESE = re.compile("[〇㐀-\u9fff\uf900-\ufaff\U00020000-\U000323af]")

_SURNAMES = {
    "单": "s", "曾": "z", "解": "x", "仇": "q", "翟": "z", "覃": "q", "区": "o", "查": "z", "种": "c", "乐": "y",
    "繁": "p", "秘": "b", "召": "s", "藏": "z", "尉": "y", "澹": "t", "阚": "k", "郇": "x", "佴": "n", "隗": "w",
}  # fmt: skip
"""Characters that have another reading as a surname: 单 is Shan, not Dan."""


def initials(name: str) -> str | None:
    """The letters that `name` is found by, in lower case; several readings with a blank between them.

    Letters and digits among the Chinese stand for themselves: 第2组 is `d2z`. A name without any Chinese has None.
    """
    plain = folded(name)
    if not _CHINESE.search(plain):
        return None
    # A third of a second and 50 MB, which only a process pays that writes a Chinese name for the first time.
    from pypinyin import Style, lazy_pinyin, pinyin

    usual = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER, errors=_plain))
    surname = _SURNAMES.get(plain[0], usual[:1])
    # 单位 and 解放 are words that leave their first character only one reading.
    if surname != usual[:1] and surname in pinyin(plain, style=Style.FIRST_LETTER, heteronym=True)[0]:
        return f"{surname}{usual[1:]} {usual}"
    return usual or None


def _plain(text: str) -> str:
    """The initials of a part that is not Chinese."""
    return "".join(character for character in text if character.isalnum())
