"""One problem and its history, for reading."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rectify.cli import output
from rectify.domain.calendar_words import in_words
from rectify.domain.columns import ROW
from rectify.domain.deadlines import days_overdue
from rectify.domain.problem import STATUS_LABELS, Event, Evidence, Extension, Measure, Problem, Status
from rectify.i18n import _, joined, labelled, ngettext
from rectify.report.lettering import pad, visible, visible_lines, width, wrapped
from rectify.report.text import WAIVED_AS_ERROR
from rectify.service import Ledger
from rectify.service.words import action_words, changed_fields, field_words, value_words

if TYPE_CHECKING:
    from rectify.domain.listing import Record, Round

_IN_HEADING = frozenset(
    {"number", "title", "status", "light", "days_overdue", "as_of", "version", "extra", "as_error", "measures_done"}
)
_BESIDE = ("verified_how", "approved_by", "review_every")
"""Facts that stand on the page, though no row of a list has them."""

_WHOLE = 100_000
"""So many lines hold every text that a problem may have."""

_UNCHANGED = {"round": 1, "returns": 0, "extensions": 0, "measures_total": 0, "evidence": 0}
"""What is not worth a line."""


def page(record: "Record", day: date, ledger: Ledger) -> str:
    """Everything about one problem as it stood on `day`: heading, facts, what hangs on it, earlier rounds, history."""
    problem, room = record.problem, output.width()
    lines = wrapped(visible(f"{problem.number}  {problem.title}"), room, _WHOLE)
    lines += [*wrapped(_state(problem, day), room), "", *_facts(problem, room)]
    lines += _section(_("Measures"), (_measure(place, each, day) for place, each in enumerate(record.measures, 1)))
    lines += _section(_("Extensions"), map(_extension, record.extensions))
    lines += _section(_("Evidence"), (_evidence(each, ledger.zone) for each in record.evidence))
    lines += _section(_("Earlier rounds"), map(_round, record.rounds))
    lines += _section(_("History"), (event_line(event, ledger.zone, whole=False) for event in record.events))
    return "\n".join(lines) + "\n"


def event_line(event: Event, zone: ZoneInfo, *, whole: bool) -> str:
    """One event on one line; its number and its problem's only in the history of the `whole` ledger."""
    when = f"{datetime.fromisoformat(event.at).astimezone(zone):%Y-%m-%d %H:%M}"
    what = action_words(event.action)
    changes = changed_fields(event)
    words = what if changes == what else f"{what}: {changes}"
    note = f" ({event.note})" if event.note else ""
    start = f"{event.seq}  {when}  {event.number or '-'}" if whole else when
    return visible(f"{start}  {event.actor}  {words}{note}")


def _state(problem: Problem, day: date) -> str:
    status = _(WAIVED_AS_ERROR) if problem.as_error else _(STATUS_LABELS[problem.status])
    late = days_overdue(problem.status, problem.due_on, day)
    if problem.submitted_on is not None and problem.status is Status.SUBMITTED:
        waiting = _("waiting {days} d").format(days=(day - problem.submitted_on).days)
        status = _("{status}, {remark}").format(status=status, remark=waiting)
    if late:
        return _("{status}, {days} d overdue as of {day}").format(status=status, days=late, day=in_words(day))
    return _("{status} as of {day}").format(status=status, day=in_words(day))


def _facts(problem: Problem, room: int) -> Iterator[str]:
    facts = [(field_words(name), value) for name in (*ROW, *_BESIDE) if (value := _shown(name, _fact(problem, name)))]
    facts += [(visible(str(name)), visible(str(value))) for name, value in problem.extra.items()]
    labels = max((width(label) for label, _value in facts), default=0) + 2
    for label, value in facts:
        lines = [part for line in value.split("\n") for part in wrapped(line, max(room - labels, 20), _WHOLE)]
        yield pad(label, labels) + lines[0]
        yield from (" " * labels + line for line in lines[1:])


def _fact(problem: Problem, name: str) -> Any:
    """The fact as the page shows it: of measures, how many of them are done."""
    if name == "measures_total" and problem.measures_total:
        return f"{problem.measures_done}/{problem.measures_total}"
    return getattr(problem, name, None)


def _shown(name: str, value: Any) -> str | None:
    if name in _IN_HEADING or value is None or value == _UNCHANGED.get(name) or value is False:
        return None
    return in_words(value) if isinstance(value, date) else visible_lines(value_words(name, value))


def _section(heading: str, lines: Iterator[str]) -> list[str]:
    shown = [f"  {line}" for line in lines]
    return ["", heading, *shown] if shown else []


def _measure(position: int, measure: Measure, day: date) -> str:
    box = "[x]" if measure.done_on else "[ ]"
    late = 0 if measure.done_on or measure.due_on is None else (day - measure.due_on).days
    facts = [
        measure.owner,
        _("due {day}").format(day=measure.due_on) if measure.due_on else None,
        _("{days} d late").format(days=late) if late > 0 else None,
        _("done {day}").format(day=measure.done_on) if measure.done_on else None,
    ]
    told = joined(filter(None, facts))
    return visible(f"{position} {box} {measure.text}" + (f" ({told})" if told else ""))


def _extension(asked: Extension) -> str:
    """When and by whom it was asked, until when, why, and what was decided."""
    told = [_("until {day}").format(day=asked.due_on or _("no date")), asked.reason]
    if asked.late:
        told.append(_("asked after the due date"))
    told += [_decision(asked), asked.note]
    return visible(f"{asked.asked_on}  {asked.asked_by}  {joined(filter(None, told))}")


def _decision(asked: Extension) -> str:
    if asked.decision is None:
        return _("not decided yet")
    said = _("approved by {name}") if asked.decision == "approved" else _("refused by {name}")
    return f"{said.format(name=asked.decided_by)} {asked.decided_on}"


def _evidence(piece: Evidence, zone: ZoneInfo) -> str:
    """When and by whom it was added, what it is, and what it shows."""
    when = f"{datetime.fromisoformat(piece.at).astimezone(zone):%Y-%m-%d %H:%M}"
    size = ngettext("{n} byte", "{n} bytes", piece.size).format(n=f"{piece.size:,}") if piece.size is not None else None
    told = joined(filter(None, [piece.path, size, piece.note]))
    return visible(f"{when}  {piece.by}  {told}")


def _round(ended: "Round") -> str:
    facts = {
        "due_on": ended.due_on,
        "done_on": ended.done_on,
        "closed_on": ended.closed_on,
        "verified_by": ended.verified_by,
    }
    told = [f"{field_words(name)} {value}" for name, value in facts.items() if value]
    return visible(
        labelled(str(ended.round), joined([value_words("status", ended.status), *told, *filter(None, [ended.reason])]))
    )
