"""The properties that a calendar task carries beyond what calendars show, so that an import recognises it.

Source: docs/rules.md, "Export".
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote

from rectify.domain.columns import COLUMNS
from rectify.domain.problem import Status
from rectify.transfer.brought import plain
from rectify.transfer.write.table import EXTRA, Listed, as_json

FACTS = "X-RECTIFY-FACTS"
"""The property of a task that holds the facts."""

LIST = "measures_list"

NAMES = (*(column.name for column in COLUMNS if column.imported), "due_text", "as_error", EXTRA, LIST)
"""The facts that a task keeps."""

STATUSES = {
    Status.OPEN: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.SUBMITTED: "IN-PROCESS",
    Status.CLOSED: "COMPLETED",
    Status.SUSTAINED: "IN-PROCESS",
    Status.WAIVED: "CANCELLED",
}
"""What calendars call the statuses."""

_MEANT = {
    "NEEDS-ACTION": Status.OPEN,
    "IN-PROCESS": Status.IN_PROGRESS,
    "COMPLETED": Status.CLOSED,
    "CANCELLED": Status.WAIVED,
}
"""What is meant by a status that was set in a calendar."""

_UID = re.compile(r"(?P<number>.+)\.(?P<ledger>[0-9a-f-]{32,36})@rectify")


def uid_of(number: str, ledger: str) -> str:
    """The identity of a problem's task; `ledger` is the ledger's id."""
    return f"{quote(number, safe='')}.{ledger}@rectify"


def number_in(uid: str) -> tuple[str, str] | None:
    """The number and the id of the ledger in the identity of a task; None where another program gave it."""
    found = _UID.fullmatch(uid)
    return (unquote(found["number"]), found["ledger"]) if found else None


def written_facts(listed: Listed) -> str:
    """The facts of a problem as one word, which no calendar has a reason to change."""
    facts = {name: plain(getattr(listed.problem, name)) for name in NAMES if name != LIST}
    facts[LIST] = [{name: plain(value) for name, value in step._asdict().items()} for step in listed.measures]
    told = {name: value for name, value in facts.items() if value not in (None, False, {}, [], "")}
    return b64encode(as_json(told).encode("utf-8", "surrogatepass")).decode()


def read_facts(text: str) -> dict[str, Any]:
    """The facts of a problem; nothing where there are none."""
    with suppress(ValueError):
        found = json.loads(b64decode(text, validate=True).decode("utf-8", "surrogatepass"))
        if isinstance(found, dict):
            return found
    return {}


def day_shown(facts: Mapping[str, Any]) -> str | None:
    """The day on which a calendar shows the task: a sustained problem comes up again for its next review."""
    day: str | None = facts.get("next_review_on" if facts.get("status") == Status.SUSTAINED else "due_on")
    return day


def settled(facts: Mapping[str, Any], title: str, due: str, status: str, completed: str) -> dict[str, Any]:
    """The facts with what was changed in the calendar: the title, the day, the status and the day of completion."""
    new = {**facts, "title": title}
    if due != (day_shown(facts) or ""):
        new |= {"due_on": due, "due_text": None}
    said = facts.get("status", Status.OPEN)  # anything at all, where what was put beside the task is damaged
    known = next((word for each, word in STATUSES.items() if each == said), None)
    if status in _MEANT and status != known:
        new |= {"status": _MEANT[status], "as_error": None, "done_on": None, "closed_on": None}
        if new["status"] is Status.CLOSED:
            new |= {"done_on": facts.get("done_on") or completed, "closed_on": completed}
    return new
