"""Problems -> tasks for calendars and phones. The library loads only here. Source: docs/rules.md, "Export"."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Todo

from rectify import __version__
from rectify.domain.facts import severity_rank
from rectify.domain.problem import STATUS_LABELS, Problem, Status, severity_words
from rectify.i18n import _, labelled
from rectify.transfer.write.table import Listed
from rectify.transfer.write.tasks import FACTS, STATUSES, uid_of, written_facts

_PRIORITIES = (1, 3, 5, 7, 0)
"""By the rank of the severity; 0 is no priority."""


def write_calendar(listed: list[Listed], ledger: str, name: str, zone: ZoneInfo, now: datetime) -> bytes:
    """The problems as a calendar of tasks, due on whole days. A task keeps its identity from one export to the next.

    `ledger` is the ledger's id; `now` is when it is written, in UTC.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//rectify//rectify {__version__}//EN")
    calendar.add("x-wr-calname", name)
    for each in listed:
        calendar.add_component(_task(each, ledger, zone, now))
    return bytes(calendar.to_ical())


def _task(listed: Listed, ledger: str, zone: ZoneInfo, now: datetime) -> Todo:
    problem, task = listed.problem, Todo()
    task.add("uid", uid_of(problem.number, ledger))
    task.add("dtstamp", now.astimezone(UTC))
    task.add("sequence", problem.version)
    task.add("summary", f"{problem.number} {problem.title}")
    if description := "\n".join(_told(listed)):
        task.add("description", description)
    if due := _due(problem):
        task.add("due", due)
    task.add("status", STATUSES[problem.status])
    if priority := _PRIORITIES[severity_rank(problem.severity)]:
        task.add("priority", priority)
    if problem.category:
        task.add("categories", [problem.category])
    if listed.measures:
        task.add("percent-complete", _percent(listed))
    finished = problem.closed_on or problem.done_on
    if problem.status is Status.CLOSED and finished:
        # At noon it is the same day in nearly every zone, wherever the calendar is read.
        task.add("completed", datetime.combine(finished, time(12), zone).astimezone(UTC))
    task.add(FACTS, written_facts(listed))
    return task


def _due(problem: Problem) -> date | None:
    """A sustained problem comes up again on the day of its next review."""
    return problem.next_review_on if problem.status is Status.SUSTAINED else problem.due_on


def _percent(listed: Listed) -> int:
    if listed.problem.status is Status.CLOSED:
        return 100
    return 100 * sum(step.done_on is not None for step in listed.measures) // len(listed.measures)


def _told(listed: Listed) -> Iterator[str]:
    problem = listed.problem
    if problem.description:
        yield problem.description
    facts = (
        (_("Unit"), problem.unit),
        (_("Owner"), problem.owner),
        (_("Lead"), problem.lead),
        (_("Source"), problem.source),
        (_("Basis"), problem.basis),
        (_("Severity"), problem.severity and severity_words(problem.severity)),
        (_("Status"), _(STATUS_LABELS[problem.status])),
    )
    for label, value in facts:
        if value:
            yield labelled(label, value)
    for step in listed.measures:
        yield f"[{'x' if step.done_on else ' '}] {step.text}"
