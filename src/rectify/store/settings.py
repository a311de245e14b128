"""Writing what a ledger says of itself."""

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
    """Set `new`, with an event; nothing happens without a change."""
    if new:
        recorder.connection.execute(update(tables.ledger).values(**new))
        recorder.record(action, None, old, new, target=target)
