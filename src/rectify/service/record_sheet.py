"""One problem's full record in words, for the screen and for paper; and one event on a line."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rectify.domain.calendar_words import in_words
from rectify.domain.columns import ROW
from rectify.domain.deadlines import days_overdue
from rectify.domain.listing import Record, Round
from rectify.domain.problem import STATUS_LABELS, Event, Evidence, Extension, Measure, Problem, Status
from rectify.i18n import N_, _, joined, labelled, ngettext
from rectify.report.lettering import hanging, visible
from rectify.report.record import RecordSheet, Section
from rectify.report.text import WAIVED_AS_ERROR
from rectify.service.words import action_words, changed_fields, field_words, note_words, value_words
from rectify.store.database import Ledger

_EVENT, _WHO = N_("Event", "its number"), N_("Who", "of an event")
_IN_HEADING = frozenset(
    {"number", "title", "status", "light", "days_overdue", "as_of", "version", "extra", "as_error", "measures_done"}
)
_BESIDE = ("verified_how", "approved_by", "review_every")
"""Facts that the record shows although no row of a list does."""

_UNCHANGED = {"round": 1, "returns": 0, "extensions": 0, "measures_total": 0, "evidence": 0}
"""Facts that are not worth a line."""


def record_sheet(ledger: Ledger, record: Record, day: date, foot: str | None = None) -> RecordSheet:
    """Everything about one problem as it stood on `day`; kinds of entries that it does not have are left out."""
    problem = record.problem
    sections = (
        _measures(record.measures, day),
        _extensions(record.extensions),
        _evidence(record.evidence, ledger.zone),
        _rounds(record.rounds),
        _history(record.events, ledger.zone),
    )
    return RecordSheet(
        number=problem.number,
        title=problem.title,
        state=state_words(problem, day),
        ledger=ledger.facts.name,
        facts=tuple(_facts(problem)),
        sections=tuple(section for section in sections if section.lines),
        foot=foot,
    )


def event_line(event: Event, zone: ZoneInfo, *, whole: bool, cells: int | None = None) -> str:
    """One event on one line; its number and its problem's only in the history of the `whole` ledger.

    With `cells`, those of a terminal, what does not fit on the line stands below it, behind the moment.
    """
    told = note_words(event)
    note = f" ({told})" if told else ""
    number, problem = (f"{event.seq}  ", f"{event.number or '-'}  ") if whole else ("", "")
    head = f"{number}{_moment(event.at, zone)}  "
    told = visible(f"{problem}{event.actor}  {_happened(event)}{note}")
    return head + told if cells is None else hanging(head, told, cells)


def _happened(event: Event) -> str:
    what, changes = action_words(event.action), changed_fields(event)
    return what if changes == what else labelled(what, changes)


def _moment(at: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"


def state_words(problem: Problem, day: date) -> str:
    """The status of a problem on `day`, how late it is, and how long it has waited for its verifier."""
    status = _(WAIVED_AS_ERROR) if problem.as_error else _(STATUS_LABELS[problem.status])
    late = days_overdue(problem.status, problem.due_on, day)
    if problem.submitted_on is not None and problem.status is Status.SUBMITTED:
        waiting = _("waiting {days} d").format(days=(day - problem.submitted_on).days)
        status = _("{status}, {remark}").format(status=status, remark=waiting)
    if late:
        return _("{status}, {days} d overdue as of {day}").format(status=status, days=late, day=in_words(day))
    return _("{status} as of {day}").format(status=status, day=in_words(day))


def _facts(problem: Problem) -> Iterator[tuple[str, str]]:
    for name in (*ROW, *_BESIDE):
        if value := _shown(name, _fact(problem, name)):
            yield field_words(name), value
    for name, value in problem.extra.items():
        yield visible(str(name)), visible(str(value))


def _fact(problem: Problem, name: str) -> Any:
    """The fact as the record shows it; of measures, how many are done."""
    if name == "measures_total" and problem.measures_total:
        return f"{problem.measures_done}/{problem.measures_total}"
    return getattr(problem, name, None)


def _shown(name: str, value: Any) -> str | None:
    if name in _IN_HEADING or value is None or value == _UNCHANGED.get(name) or value is False:
        return None
    return in_words(value) if isinstance(value, date) else value_words(name, value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _measures(measures: Sequence[Measure], day: date) -> Section:
    return Section(
        _("Measures"),
        tuple(_measure(place, each, day) for place, each in enumerate(measures, 1)),
        (_("No."), _("Measure"), _("Owner"), _("Due"), _("Done on")),
        tuple(
            (str(place), each.text, each.owner or "", _day(each.due_on), _day(each.done_on))
            for place, each in enumerate(measures, 1)
        ),
        ("11mm", "", "28mm", "22mm", "22mm"),
    )


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
    return f"{position} {box} {measure.text}" + (f" ({told})" if told else "")


def _extensions(extensions: Sequence[Extension]) -> Section:
    return Section(
        _("Extensions"),
        tuple(map(_extension, extensions)),
        (_("Asked on"), _("Asked by"), _("Until"), _("Reason"), _("Decision")),
        tuple(
            (
                _day(asked.asked_on),
                asked.asked_by,
                _day(asked.due_on),
                joined(filter(None, [asked.reason, _("asked after the due date") if asked.late else None])),
                joined(filter(None, [_decision(asked), asked.note])),
            )
            for asked in extensions
        ),
        ("22mm", "26mm", "22mm", "", "46mm"),
    )


def _extension(asked: Extension) -> str:
    """An extension: when and by whom it was requested, until when, why, and the decision."""
    told = [_("until {day}").format(day=asked.due_on or _("no date")), asked.reason]
    if asked.late:
        told.append(_("asked after the due date"))
    told += [_decision(asked), asked.note]
    return f"{asked.asked_on}  {asked.asked_by}  {joined(filter(None, told))}"


def _decision(asked: Extension) -> str:
    if asked.decision is None:
        return _("not decided yet")
    said = _("approved by {name}") if asked.decision == "approved" else _("refused by {name}")
    return f"{said.format(name=asked.decided_by)} {asked.decided_on}"


def _evidence(pieces: Sequence[Evidence], zone: ZoneInfo) -> Section:
    def line(piece: Evidence) -> str:
        """A piece of evidence: when and by whom it was added, what it is, what it shows."""
        told = joined(filter(None, [piece.path, _size(piece), piece.note]))
        return f"{_moment(piece.at, zone)}  {piece.by}  {told}"

    return Section(
        _("Evidence"),
        tuple(map(line, pieces)),
        (_("Added"), _("By"), _("File or link"), "SHA-256", _("Note")),
        tuple(
            (
                _moment(piece.at, zone),
                piece.by,
                "\n".join(filter(None, [piece.path, _size(piece)])),
                piece.sha256 or "",
                piece.note or "",
            )
            for piece in pieces
        ),
        ("30mm", "24mm", "", "38mm", "36mm"),
    )


def _size(piece: Evidence) -> str | None:
    size = piece.size
    return None if size is None else ngettext("{n} byte", "{n} bytes", size).format(n=f"{size:,}")


def _rounds(rounds: Sequence[Round]) -> Section:
    return Section(
        _("Earlier rounds"),
        tuple(map(_round, rounds)),
        (_("Round"), _("Status"), _("Due"), _("Done on"), _("Closed on"), _("Verified by"), _("Reason")),
        tuple(
            (
                str(ended.round),
                value_words("status", ended.status),
                *(
                    each or ""
                    for each in (ended.due_on, ended.done_on, ended.closed_on, ended.verified_by, ended.reason)
                ),
            )
            for ended in rounds
        ),
        ("13mm", "22mm", "22mm", "22mm", "22mm", "26mm", ""),
    )


def _round(ended: Round) -> str:
    facts = {
        "due_on": ended.due_on,
        "done_on": ended.done_on,
        "closed_on": ended.closed_on,
        "verified_by": ended.verified_by,
    }
    told = [f"{field_words(name)} {value}" for name, value in facts.items() if value]
    return labelled(
        str(ended.round), joined([value_words("status", ended.status), *told, *filter(None, [ended.reason])])
    )


def _history(events: Sequence[Event], zone: ZoneInfo) -> Section:
    return Section(
        _("History"),
        tuple(event_line(event, zone, whole=False) for event in events),
        (_(_EVENT), _("When"), _(_WHO), _("What"), _("Note")),
        tuple(
            (str(event.seq), _moment(event.at, zone), event.actor, _happened(event), note_words(event) or "")
            for event in events
        ),
        ("14mm", "30mm", "26mm", "", "52mm"),
    )
