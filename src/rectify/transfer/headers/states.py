"""Columns of a status that only others beside them show which one counts. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Iterator, Sequence

from rectify.domain.problem import ACTIVE
from rectify.transfer.headers.verdicts import are_verdicts
from rectify.transfer.sheet import Sheet, text_of
from rectify.transfer.wording import content
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import exact_fields_of
from rectify.transfer.wording.vocabulary import Standing
from rectify.transfer.wording.words import standing_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?P<month>" + "|".join(_MONTHS) + ")[a-z]{0,6}"
_WHEN = re.compile(
    r"(?:\b(?:as )?(?:at|of|on|in|for|to)\s+)?(?:"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ -])?\b{_MONTH}\b[ '-]*(?P<year>(?:20)?\d\d)?"
    r"|\bq(?P<quarter>[1-4])\b[ '/-]*(?P<of>(?:20)?\d\d)?"
    r"|(?P<iso>20\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?)|\d{1,2}[-./]\d{1,2}[-./](?:20)?\d\d)",
    re.IGNORECASE,
)
"""When something was told, in a heading: Status at 31 March 2026, Q2 status."""

_LONGEST_HEADING = 60
_ACCEPTED = re.compile("(?:closure|closeout|verification|validation|acceptance)(?:status|state)")
"""Headings of what tells whether the work was accepted, beside what tells how far it is."""


def told_at(heading: str) -> tuple[int, int] | None:
    """The year and month at which a heading such as Status at 31 March 2026 says that its status was told, 0 where it
    does not name them; None where it is no such heading.
    """
    match = _WHEN.search(heading) if len(heading) <= _LONGEST_HEADING else None
    if match is None:
        return None
    rest = f"{heading[: match.start()]} {heading[match.end() :]}".strip(" -–—:()[],")
    if "status" not in exact_fields_of(rest):
        return None
    if match["iso"]:
        year, month = re.split("[-./]", match["iso"])[:2]
        return int(year), int(month)
    month = _MONTHS.index(match["month"].casefold()) + 1 if match["month"] else 3 * int(match["quarter"] or 0)
    return int(match["year"] or match["of"] or 0) % 100 + 2000, month


def states_told(sheet: Sheet, columns: Sequence[tuple[int, str]]) -> list[int]:
    """The columns that tell the status at one time each, the latest first: Status at 31 Mar 2026, Status at 30 Jun
    2026. Where the headings do not tell which is later, it is the one further to the right.
    """
    told = [(when, place) for place, heading in columns if (when := told_at(heading)) and _tells(sheet, place)]
    known = all(month for (_year, month), _place in told)
    told.sort(key=(lambda each: each) if known else (lambda each: ((0, 0), each[1])), reverse=True)
    return [place for _when, place in told]


def _tells(sheet: Sheet, place: int) -> bool:
    return not content.column(sheet, place) or content.tells_status(sheet, place)


def accepted_place(sheet: Sheet, status: int, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column that tells whether the work was accepted, where no row is that is not done: Closure Status beside
    Status; None where there is no such column, or several.
    """
    found = [place for place, heading in free if _ACCEPTED.fullmatch(folded(heading))]
    if len(found) != 1 or not content.tells_status(sheet, found[0]):
        return None
    pairs = [*_standings(sheet, status, found[0])]
    done = [each for each in pairs if each[0] and each[0].status not in ACTIVE]
    early = [each for each in pairs if each not in done and each[1] and each[1].status not in ACTIVE]
    return found[0] if done and not early else None


def _standings(sheet: Sheet, *places: int) -> Iterator[list[Standing | None]]:
    for _number, cells in sheet.rows[1 : 1 + content.LOOKED_AT]:
        words = [text_of(cells[place]) if place < len(cells) else "" for place in places]
        if all(words):
            yield [standing_of(word) for word in words]


def worked_place(sheet: Sheet, status: int, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column that tells how far the work is, in several words, where the status only tells which checks
    failed: Workflow status beside Compliance Status.
    """
    if not are_verdicts(sheet, status):
        return None
    found = [
        place
        for place, heading in free
        if "status" in exact_fields_of(heading)
        and content.tells_status(sheet, place)
        and not are_verdicts(sheet, place)
        and len({standing_of(word) for word in content.texts(content.column(sheet, place))}) > 1
    ]
    return found[0] if len(found) == 1 else None
