"""What a ledger remembers of files: those that were imported, and the parts that were sent out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from rectify.domain.problem import Measure, Stamp
from rectify.store import attached, further_tables, sqlite, tables
from rectify.store.attached import MEASURES
from rectify.store.database import instant
from rectify.store.history import canonical, undone_groups
from rectify.store.imports import standing

Columns = Sequence[tuple[str, str | None]]
"""The headings of a file with their fields, in order."""

IGNORED = "-"
"""The field of a column that was left out."""

_MOST_FILES = 500
"""How many earlier files are searched for the place of a column."""


def signature(headings: Sequence[str]) -> str:
    """What distinguishes one header from another."""
    return sha256(canonical(list(headings)).encode("utf-8", "surrogatepass")).hexdigest()


def note_import(connection: Connection, path: str, columns: Columns, mapping: Mapping[str, str], stamp: Stamp) -> None:
    """Remember a file, its columns, and what the user said of them."""
    row = {
        "at": instant(stamp.at),
        "path": path,
        "columns": [list(column) for column in columns],
        "mapping": dict(mapping),
        "signature": signature([heading for heading, _field in columns]),
    }
    connection.execute(insert(further_tables.imports).values(row))


def is_imported(connection: Connection, path: str) -> bool:
    """Whether the file at `path` was imported."""
    file = further_tables.imports.c
    return connection.execute(select(file.id).where(file.path == path)).first() is not None


def mapping_of(connection: Connection, headings: Sequence[str]) -> dict[str, str]:
    """What the user said of the same header when it was last imported."""
    file = further_tables.imports.c
    found = select(file.mapping).where(file.signature == signature(headings)).order_by(file.id.desc())
    mapping: dict[str, str] | None = connection.execute(found.limit(1)).scalar()
    return mapping or {}


def mappings(connection: Connection) -> dict[str, str]:
    """Everything that the user ever said of columns, by heading; the latest counts."""
    said = connection.execute(select(further_tables.imports.c.mapping).order_by(further_tables.imports.c.id)).scalars()
    return {heading: wanted for mapping in said for heading, wanted in mapping.items()}


def extras_in_place(connection: Connection) -> dict[str, str | None]:
    """The columns that mean nothing here, each with the field of the column before it in the file that had it last."""
    places = dict[str, str | None]()
    file = further_tables.imports.c
    for columns in connection.execute(select(file.columns).order_by(file.id.desc()).limit(_MOST_FILES)).scalars():
        before = None
        for heading, name in columns:
            if name is None:
                places.setdefault(heading, before)
            elif name != IGNORED:
                before = name
    return places


def add_part(connection: Connection, key: str, path: str, rows: Mapping[str, Mapping[str, Any]], stamp: Stamp) -> None:
    """Remember a part that was sent: the values of each problem, by number."""
    connection.execute(insert(further_tables.parts).values(id=key, at=instant(stamp.at), actor=stamp.actor, path=path))
    said = [
        {"part_id": key, "number": number, "said": {"cells": cells, "group": 0, "sent": cells}}
        for number, cells in rows.items()
    ]
    if said:
        connection.execute(insert(further_tables.part_rows), said)


@dataclass(frozen=True, slots=True)
class SentRow:
    """What a part holds of a problem, as plain values by field."""

    sent: Mapping[str, Any] | None
    """None where the part did not have the problem when it was sent."""
    last: Mapping[str, Any]
    """What was sent, or what the part brought when it last came back, unless that was undone."""


def part(connection: Connection, key: str) -> dict[str, SentRow] | None:
    """What a part holds of each problem, by number; None if no such part was sent."""
    if connection.execute(select(further_tables.parts.c.id).where(further_tables.parts.c.id == key)).first() is None:
        return None
    row = further_tables.part_rows.c
    rows = connection.execute(select(row.number, row.said).where(row.part_id == key))
    said = {each.number: each.said for each in rows}
    undone = undone_groups(connection, {each["group"] for each in said.values()})
    return {number: SentRow(_sent(each), standing(each, undone) or {}) for number, each in said.items()}


def write_part(connection: Connection, key: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Remember what a part brought when it came back, by number."""
    row = further_tables.part_rows.c
    found = connection.execute(select(row.number, row.said).where(row.part_id == key))
    sent = {each.number: _sent(each.said) for each in found}
    for number, brought in rows.items():
        said = {**brought, "sent": sent.get(number)}
        if number in sent:
            connection.execute(
                update(further_tables.part_rows).where(row.part_id == key, row.number == number).values(said=said)
            )
        else:
            connection.execute(insert(further_tables.part_rows).values(part_id=key, number=number, said=said))


def _sent(said: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What was sent; where a part keeps no more than its last two states, the earlier of them."""
    cells: Mapping[str, Any] | None = said.get("sent", said.get("before", said["cells"]))
    return cells


def measures_at(connection: Connection, moment: str) -> dict[int, list[Measure]]:
    """The checklists as they stood just before `moment`, by the id of their problem.

    Before a problem's first event its first recorded state stands.
    """
    event = tables.events.c
    found = select(event.at, event.problem_id, event.old, event.new).where(event.new.like('%"measures":%'))
    lists = dict[int, list[Measure]]()
    for row in connection.execute(found.order_by(event.seq)):
        if row.at < moment or row.old is None:
            lists[row.problem_id] = _checklist(row.new)
    return lists


def measures_after(connection: Connection, seq: int, ids: Sequence[int]) -> dict[int, list[Measure]]:
    """The checklists of these problems as they stood right after event `seq`, by id."""
    event, lists = tables.events.c, dict[int, list[Measure]]()
    for some in sqlite.portions(ids):
        told = and_(event.problem_id.in_(some), event.seq <= seq, event.new.like('%"measures":%'))
        for key, new in connection.execute(select(event.problem_id, event.new).where(told).order_by(event.seq)).all():
            lists[key] = _checklist(new)
    return lists


def _checklist(new: str) -> list[Measure]:
    """The measures that an event leaves."""
    written = json.loads(new)["measures"]
    return [step for step in attached.restored(MEASURES, written) if isinstance(step, Measure)]
