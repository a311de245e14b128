"""Writing the settings of a ledger."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from rectify.store import tables
from rectify.store.history import Recorder


def change(
    recorder: Recorder,
    new: Mapping[str, Any],
    old: Mapping[str, Any],
    *,
    action: str = "settings",
    target: int | None = None,
) -> None:
    """Store `new` with an event; nothing happens if nothing changes."""
    if new:
        recorder.connection.execute(update(tables.ledger).values(**new))
        recorder.record(action, None, old, new, target=target)
