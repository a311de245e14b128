"""The terms of the ledger as frozen values. docs/rules.md, "Words", defines each."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from rectify.i18n import N_, _


class Status(StrEnum):
    """The status of a problem. Everything else (overdue, soon, light) is computed for a date."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    SUSTAINED = "sustained"
    WAIVED = "waived"


class Mode(StrEnum):
    """How a problem is rectified: on the spot, by a date, or for good."""

    IMMEDIATE = "immediate"
    DATED = "dated"
    SUSTAINED = "sustained"


class Light(StrEnum):
    """The colour of a deadline on a given day."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NONE = "none"


ACTIVE = frozenset({Status.OPEN, Status.IN_PROGRESS, Status.SUBMITTED})
"""The statuses that can be overdue: a submitted problem stays on the list until it is accepted."""

NameKind = Literal["unit", "owner", "lead", "source", "category"]
"""The facts for which a form can offer the names in use."""

NOTE_KINDS = {"progress": None, "delay": "delay_reason", "next": "next_step"}
"""The kinds of notes, with the fact that each sets."""

STATUS_LABELS = {
    Status.OPEN: N_("Open"),
    Status.IN_PROGRESS: N_("In progress"),
    Status.SUBMITTED: N_("Submitted"),
    Status.CLOSED: N_("Closed"),
    Status.SUSTAINED: N_("Sustained"),
    Status.WAIVED: N_("Waived"),
}
MODE_LABELS = {
    Mode.IMMEDIATE: N_("Immediate"),
    Mode.DATED: N_("Dated"),
    Mode.SUSTAINED: N_("Sustained"),
}
LIGHT_LABELS = {
    Light.RED: N_("Red"),
    Light.YELLOW: N_("Yellow"),
    Light.GREEN: N_("Green"),
    Light.NONE: N_("No light"),
}
LIGHT_LETTERS = {Light.RED: N_("R"), Light.YELLOW: N_("Y"), Light.GREEN: N_("G"), Light.NONE: " "}

SEVERITIES = ("critical", "high", "medium", "low")
"""The known severities, worst first; any other text sorts after them."""

SEVERITY_LABELS = {
    "critical": N_("Critical"),
    "high": N_("High"),
    "medium": N_("Medium"),
    "low": N_("Low"),
}


def severity_words(severity: str) -> str:
    """What a severity is called, in the language in use; the office's own word as it is written."""
    return _(SEVERITY_LABELS[severity]) if severity in SEVERITY_LABELS else severity


class Stamp(NamedTuple):
    """Who does something, and when: the two facts that every event carries."""

    actor: str
    at: datetime
    """Aware, in UTC."""


class Extension(NamedTuple):
    """A request for a later due date, and what was decided."""

    asked_on: date
    asked_by: str
    due_on: date | None
    """The date asked for."""
    reason: str | None
    late: bool
    """Whether it was asked after the due date."""
    decision: str | None = None
    """"approved", "refused", or None while nobody has decided."""
    decided_by: str | None = None
    decided_on: date | None = None
    note: str | None = None


class Evidence(NamedTuple):
    """Evidence: a file or a link that shows what was done."""

    kind: str
    """"file" or "link"."""
    path: str
    """The path of the file, relative to the ledger's folder if it lies below that; or the address of the link."""
    size: int | None
    """Bytes; None for a link."""
    sha256: str | None
    note: str | None
    by: str
    at: str
    """When it was added: UTC, ISO 8601 with a final Z."""


class Measure(NamedTuple):
    """One step of the checklist of a problem."""

    text: str
    owner: str | None = None
    due_on: date | None = None
    done_on: date | None = None


class Problem(NamedTuple):
    """One problem, as it stands now or stood on a past day. A missing fact is None.

    A named tuple: it is created ten times as fast as a frozen dataclass with so many fields, and lists are long.
    """

    id: int
    number: str
    title: str
    description: str | None = None
    unit: str | None = None
    parent_unit: str | None = None
    owner: str | None = None
    lead: str | None = None
    source: str | None = None
    basis: str | None = None
    category: str | None = None
    severity: str | None = None
    """One of SEVERITIES, or the office's own word."""
    mode: Mode | None = None
    status: Status = Status.OPEN
    found_on: date | None = None
    created_on: date | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    due_text: str | None = None
    """The deadline as it was written, where it was written in words."""
    done_on: date | None = None
    closed_on: date | None = None
    submitted_by: str | None = None
    """Who asked for verification; this person may withdraw, anybody else returns."""
    submitted_on: date | None = None
    """Since when it waits for verification."""
    verified_by: str | None = None
    verified_how: str | None = None
    """"onsite" or "paper"."""
    approved_by: str | None = None
    """Who approved that the problem is waived."""
    review_every: str | None = None
    """The interval between reviews of a sustained problem: "30d", "3m", "1y"."""
    next_review_on: date | None = None
    round: int = 1
    returns: int = 0
    extensions: int = 0
    """How often the due date was moved."""
    asked_due_on: date | None = None
    """The date that a request asks for which nobody has decided yet."""
    measures_total: int = 0
    measures_done: int = 0
    measure_due_on: date | None = None
    """The earliest due date of a measure that is not done."""
    evidence: int = 0
    delay_reason: str | None = None
    next_step: str | None = None
    as_error: bool = False
    version: int = 1
    extra: Mapping[str, Any] = {}  # a Mapping is only read
    """The columns of an imported file that mean nothing here, word for word."""

    @property
    def is_pending(self) -> bool:
        """Whether an extension is asked for that nobody has decided yet."""
        return self.status in ACTIVE and self.asked_due_on is not None


class Event(NamedTuple):
    """One line of the append-only history."""

    seq: int
    at: str
    """UTC, ISO 8601 with a final Z."""
    actor: str
    action: str
    group: int
    """The number of the action's first event: a bulk action is one group."""
    number: str | None
    """The problem's number; None for an event of the whole ledger."""
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    note: str | None
    hash: str
