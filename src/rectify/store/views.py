"""The views that a ledger keeps: read, and changed with an event."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from rectify.domain.own_views import OwnView
from rectify.store import further_tables
from rectify.store.database import Ledger
from rectify.store.history import Recorder

_view = further_tables.views.c
_READ = select(_view.name, _view.query, _view.view, _view.order, _view.columns, _view.grouping).order_by(
    _view.position, _view.id
)


def read(connection: Connection) -> tuple[OwnView, ...]:
    """The views in their order."""
    return tuple(_made(*row) for row in connection.execute(_READ))


def own_views(ledger: Ledger) -> tuple[OwnView, ...]:
    """The views that the ledger keeps, in their order. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        return read(connection)


def _made(
    name: str, query: str, base: str, order: Sequence[str], columns: Sequence[str] | None, grouping: str | None
) -> OwnView:
    return OwnView(name, query, base, tuple(order), None if columns is None else tuple(columns), grouping)


def put(
    recorder: Recorder,
    old: OwnView | None,
    new: OwnView | None,
    position: int,
    *,
    action: str = "view",
    target: int | None = None,
) -> None:
    """Let `new` take the place of `old` at `position`, counted from 1, with an event; nothing happens without a change.

    Without an old one it is added, without a new one the old one is removed.
    """
    known = read(recorder.connection)
    before = known.index(old) + 1 if old is not None else 0
    others = [view for view in known if view != old]
    position = min(max(position, 1), len(others) + 1)
    if old == new and before == position:
        return
    _write(recorder, old, new)
    _number(recorder.connection, [*others[: position - 1], *([new] if new else []), *others[position - 1 :]])
    told = _told(old, before), _told(new, position)
    recorder.record(action, None, *_difference(*told), target=target)


def _write(recorder: Recorder, old: OwnView | None, new: OwnView | None) -> None:
    connection = recorder.connection
    if new is None or old is None:
        if old is not None:
            connection.execute(delete(further_tables.views).where(_view.name == old.name))
        if new is not None:
            connection.execute(insert(further_tables.views).values(**_row(recorder, new), position=0))
    elif old != new:
        connection.execute(update(further_tables.views).where(_view.name == old.name).values(**_row(recorder, new)))


def _row(recorder: Recorder, view: OwnView) -> dict[str, Any]:
    facts = view.told(0)
    kept = {name: facts[name] for name in ("query", "order", "columns", "grouping")}
    return kept | {"name": view.name, "view": view.base, "by": recorder.stamp.actor, "at": recorder.at}


def _number(connection: Connection, views: Sequence[OwnView]) -> None:
    for position, view in enumerate(views, 1):
        connection.execute(update(further_tables.views).where(_view.name == view.name).values(position=position))


def _told(view: OwnView | None, position: int) -> dict[str, Any] | None:
    return None if view is None else view.told(position)


def _difference(
    old: dict[str, Any] | None, new: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """What an event records: of a changed view its name and what changed, of a removed one all of it."""
    if old is None or new is None:
        return old, new or {"view": None}
    names = [name for name in new if name == "view" or old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}
