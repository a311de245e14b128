"""Words for a severity, with what stands around them in a cell. Source: docs/rules.md, "Import"."""

import re

from rectify.domain.facts import read_severity
from rectify.domain.problem import SEVERITIES
from rectify.transfer.wording import european, japanese

_RANK = re.compile(r"^(?:[(（\[]?[0-9][)）\]]?|P[0-9])\s*[-–—:：.、]?\s*(?=\D)", re.IGNORECASE)
_OF_WHAT = re.compile("(?:安全|质量|事故)?(?:隐患|风险|缺陷|问题|漏洞|不符合项?|危)$")
"""What is behind a severity: 一般隐患, 高危."""

_LETTERS = {
    "H": "high", "M": "medium", "L": "low", "MED": "medium", "MOD": "medium", "CRIT": "critical", "CAT I": "high",
    "CAT II": "medium", "CAT III": "low", "MAJ": "high", "MIN": "low", "SEV0": "critical", "SEV1": "critical",
    "SEV2": "high", "SEV3": "medium", "SEV4": "low", "SEV5": "low",
}  # fmt: skip

_WORDS = {
    word: code
    for code, words in {
        "critical": "highest extreme immediate 极高 很高 特急 致命",
        "high": "较高 加急",
        "medium": "普通",
        "low": "lowest trivial negligible 较低 很低 次要",
    }.items()
    for word in words.split()
}
"""Words of lists that rank in more steps than four, or in words of their own."""

_LONGEST_RANK = 80
"""Letters: a longer text tells more than a severity."""
_AROUND = re.compile(r"^[^\w(\[（]+|[^\w)\]）]+$")
"""Signs around a word that ranks: 🔴 Critical, **High**."""

_BESIDE_RANK = re.compile(r"[(\[][^)\]]*[)\]]|\b(?:risk|priority|severity|rating|level)\b:?", re.IGNORECASE)
"""What stands beside the word that ranks: High Risk, High (Red)."""


def severity_of(text: str) -> str:
    """The code of a severity, also behind a rank, before what it is of, or as its first letter: 2 - High, 一般隐患, H;
    else the text.
    """
    if len(text) > _LONGEST_RANK:
        return text
    bare = _AROUND.sub("", text) or text
    plain = _RANK.sub("", bare)
    alone = " ".join(_BESIDE_RANK.sub(" ", plain).split())
    for word in (bare, plain, _OF_WHAT.sub("", plain), alone, _LETTERS.get(alone.upper(), "")):
        if (code := read_severity(word)) in SEVERITIES:
            return code
    known = _WORDS.get(alone.casefold()) or european.SEVERITIES.get(alone.casefold())
    return known or japanese.SEVERITIES.get(alone, text)
