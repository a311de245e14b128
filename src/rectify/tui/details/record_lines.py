"""The lines of the pane of details: title, extensions, evidence, earlier rounds."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from rectify.domain.listing import Record, Round
from rectify.domain.problem import Evidence, Extension
from rectify.i18n import _, joined, labelled, ngettext
from rectify.report.lettering import ELLIPSIS, visible, wrapped

if TYPE_CHECKING:
    from rectify.domain.highlights import Span, Wanted

Told = tuple[str, str]
"""When it was, and what."""


def short_day(day: date, today: date) -> str:
    """A day without its year, where that is this one."""
    return day.isoformat()[5:] if day.year == today.year else day.isoformat()


def extensions(record: Record, today: date) -> Iterator[Told]:
    """Each request, the newest first: who asked, until when, why, whether late, what was decided."""
    for asked in reversed(record.extensions):
        yield short_day(asked.asked_on, today), _extension(asked, today)


def _extension(asked: Extension, today: date) -> str:
    told = [_("until {day}").format(day=asked.due_on or _("no date")), asked.reason]
    if asked.late:
        told.append(_("asked after the due date"))
    told += [_decision(asked, today), asked.note]
    return visible(f"{asked.asked_by}  {', '.join(filter(None, told))}")


def _decision(asked: Extension, today: date) -> str:
    if asked.decision is None:
        return _("not decided yet")
    said = _("approved by {name}") if asked.decision == "approved" else _("refused by {name}")
    decided = said.format(name=asked.decided_by)
    return f"{decided} {short_day(asked.decided_on, today)}" if asked.decided_on else decided


def evidence(record: Record, today: date, zone: tzinfo) -> Iterator[Told]:
    """Each file and link, in the order added: who added it, what it is, its note."""
    for piece in record.evidence:
        day = datetime.fromisoformat(piece.at).astimezone(zone).date()
        yield short_day(day, today), visible(f"{piece.by}  {', '.join(filter(None, _piece(piece)))}")


def _piece(piece: Evidence) -> list[str | None]:
    size = piece.size
    told = None if size is None else ngettext("{n} byte", "{n} bytes", size).format(n=f"{size:,}")
    return [piece.path, told, piece.note]


def rounds(record: Record, zone: tzinfo) -> Iterator[Told]:
    """Each round that has ended, the last one first: how it ended, and why it was reopened."""
    from rectify.service.words import field_words, value_words  # the store thread has loaded it by now

    def told(ended: Round) -> str:
        facts = {name: getattr(ended, name) for name in ("due_on", "done_on", "closed_on", "verified_by")}
        known = [f"{field_words(name)} {value}" for name, value in facts.items() if value]
        day = datetime.fromisoformat(ended.reopened_at).astimezone(zone).date()
        reopened = _("reopened {day}").format(day=day)
        reason = labelled(reopened, ended.reason) if ended.reason else reopened
        return visible(joined([value_words("status", ended.status), *known, reason]))

    for ended in reversed(record.rounds):
        yield str(ended.round), told(ended)


def lit_lines(title: str, room: int, words: "Collection[Wanted]") -> "Iterator[tuple[str, list[Span]]]":
    """`title` in lines of at most `room` cells, each with where `words` stand in it, also over the end of a line."""
    places, at = _places(title, words), 0
    for line in wrapped(title, room, 20):
        begin = title.find(line.rstrip(ELLIPSIS), at)
        at = begin + len(line)
        yield (
            line,
            [(max(start - begin, 0), min(end, at) - begin) for start, end in places if begin < end and start < at],
        )


def _places(title: str, words: "Collection[Wanted]") -> "list[Span]":
    if not words:
        return []
    from rectify.domain.highlights import spans  # loads with the first word that is searched for

    return spans(title, words)
