"""What follows from the facts of a row together: its status, and dates that cannot be right.

Source: docs/rules.md, "Import".
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rectify.domain.problem import Status
from rectify.i18n import _
from rectify.transfer.wording.cells import DAY, UNSEEN


def settle_status(facts: dict[str, Any], word: Status | None) -> None:
    """The status where its cell is empty, or where there is no such column but one of days of completion, in which
    a word for a status may stand; and the day of completion that stands where the status is asked for. What nobody
    looked at is open where another column would tell that it is done.
    """
    if facts.pop(UNSEEN, False) and "done_on" in facts and not (facts["done_on"] or facts.get("closed_on")):
        facts["status"] = Status.OPEN
    if DAY in facts:
        day = facts.pop(DAY)
        facts["done_on"] = facts.get("done_on") or day
    if word is not None and facts.get("status") is None:
        facts["status"] = word
        return
    done, closed = facts.get("done_on"), facts.get("closed_on")
    if "status" in facts:
        if facts["status"] is None:
            unfinished = Status.SUBMITTED if done else Status.OPEN
            facts["status"] = Status.CLOSED if closed else unfinished
    elif "done_on" in facts or "closed_on" in facts:
        facts["status"] = Status.CLOSED if done or closed else Status.OPEN


def wrong_days(facts: Mapping[str, Any], today: date) -> Iterator[str]:
    """Why the days of the work cannot be right."""
    done, closed = facts.get("done_on"), facts.get("closed_on")
    for day in dict.fromkeys((done, closed)):
        if day is not None and day > today:
            yield _("{day} is in the future, so nothing can have been done then; is it the due date?").format(day=day)
    if done and closed and closed < done:
        yield _("It was done on {done}; it cannot have been closed before that, on {closed}.").format(
            done=done, closed=closed
        )


def is_before_found(facts: Mapping[str, Any], name: str) -> bool:
    """Whether a day is before that on which the problem was found."""
    day, found = facts.get(name), facts.get("found_on")
    return day is not None and found is not None and day < found
