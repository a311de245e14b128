"""Reminder slips, which the history keeps. Source: docs/printing.md, "Reminder slip"."""

import json

from sqlalchemy import Connection, select

from rectify.domain.problem import Event
from rectify.store import tables
from rectify.store.history import of_group

REMIND = "remind"
"""The action of the events that record a slip."""


def last_number(connection: Connection, year: int) -> int:
    """The position of the last slip issued in `year`; 0 if there is none. Undone ones count."""
    event = tables.events.c
    # Numbers grow with the history: the last event of the year has the highest one.
    found = select(event.new).where(event.action == REMIND, event.new.contains(f'"slip":"{year}-', autoescape=True))
    last = connection.execute(found.order_by(event.seq.desc()).limit(1)).scalar()
    return 0 if last is None else int(json.loads(last)["slip"].partition("-")[2])


def events_of(connection: Connection, number: str) -> list[tuple[int | None, Event]]:
    """The events of the slip with this number in order, each with the id of its problem."""
    event = tables.events.c
    found = select(event.group).where(event.action == REMIND, event.new.contains(f'"slip":"{number}"', autoescape=True))
    group = connection.execute(found.limit(1)).scalar()
    return [] if group is None else of_group(connection, group)
