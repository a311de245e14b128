"""The words of scanners in place of a status: passed or failed, and whether a newer version exists.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Mapping, Sequence

from rectify.domain.problem import ACTIVE
from rectify.transfer.sheet import Sheet
from rectify.transfer.wording import content
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.words import standing_of

_HEADED = re.compile("status|state|result|outcome|verdict|complian", re.IGNORECASE)
_RESULT = re.compile(
    r"(?:\bresult|\boutcome|\bconformity|\bcompliance|\bassessment|\bcompliant|\bconforms?)\W*(?:\(?y(?:es)?/no?\)?)?\W*$",
    re.IGNORECASE,
)
_DECISIVE = frozenset({"pass", "passed", "fail", "failed"})
_BESIDE = frozenset({"warning", "warn", "manual", "error", "skipped", "n/a", "not applicable", "muted"})
"""What checks end with."""

_VERSIONS = frozenset({"installedversion", "fixedversion"})
_ADVISORY = frozenset(
    {
        "fixed", "affected", "not_affected", "will_not_fix", "fix_deferred", "end_of_life", "under_investigation",
        "unknown", "not-fixed", "wont-fix",
    }
)  # fmt: skip
"""How a package is in which a fault was found, as its makers tell it."""


def verdict_place(sheet: Sheet, status: int, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column among `free` that tells which checks failed, where the status says nothing, or the same of every
    row and that it is not finished; None where there is no such column, or several.
    """
    words = content.texts(content.column(sheet, status))
    standing = standing_of(words[0]) if len(words) > 1 and len({*words}) == 1 else None
    if words and (standing is None or standing.status not in ACTIVE):
        return None
    found = [place for place, heading in free if _HEADED.search(heading) and are_verdicts(sheet, place, len(words))]
    return found[0] if len(found) == 1 else None


def only_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column among `free` headed like a result that tells which checks failed, or which demands are met, where
    no column tells how far the work is; None where there is no such column, or several.
    """
    found = [
        place
        for place, heading in free
        if _RESULT.search(heading) and (are_verdicts(sheet, place) or content.tells_status(sheet, place))
    ]
    return found[0] if len(found) == 1 else None


def are_verdicts(sheet: Sheet, place: int, rows: int = 1) -> bool:
    """Whether a column says of at least so many rows which checks passed or failed, and nothing else."""
    words = [word.casefold() for word in content.texts(content.column(sheet, place))]
    return len(words) >= rows and _DECISIVE & {*words} != set() and {*words} <= _DECISIVE | _BESIDE


def is_of_demands(sheet: Sheet, status: int, headings: Mapping[int, str]) -> bool:
    """Whether the status only tells which demands are met: Compliant (Y/N)."""
    return _RESULT.search(headings[status]) is not None and content.tells_status(sheet, status)


def is_of_package(sheet: Sheet, status: int, headings: Sequence[tuple[int, str]]) -> bool:
    """Whether the status only tells of the version of a package: fixed, beside Installed Version."""
    if not _VERSIONS & {folded(heading) for _place, heading in headings}:
        return False
    words = {word.casefold() for word in content.texts(content.column(sheet, status))}
    return bool(words) and words <= _ADVISORY
