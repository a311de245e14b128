"""The start and the end of the terminal UI: from the path of a ledger to an exit code."""

import gc
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rectify.tui.busy import Busy
from rectify.tui.desk import Desk
from rectify.tui.habits import habits

if TYPE_CHECKING:
    from textual.app import App

    from rectify.config import Config


def run(config: "Config", path: Path, *, is_temporary: bool) -> int:
    """Show the ledger at `path` until the user leaves. Returns the exit code.

    Of a temporary ledger neither drafts nor the looks of its lists are kept.

    Raises RectifyError when the ledger cannot be opened, and whatever unexpected error ended the program.
    """
    gc.disable()  # imports leave no garbage, and collecting takes an eighth of the start
    from rectify.tui.rectify_app import RectifyApp  # before the store thread begins: two that load hinder each other

    desk = Desk.at(path, config.actor, lambda: datetime.now(UTC), habits(config, []), remembers=not is_temporary)
    desk.is_first_start = is_first_start
    try:
        app = RectifyApp(desk, when_shown=lambda: _collect_when_idle(app, desk.busy))
        app.run()
    finally:
        desk.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


_GREETED = "greeted"
"""The name of the file that records that the user has seen the greeting."""


def is_first_start() -> bool:
    """Whether the user starts rectify for the first time, which is then recorded; False where that is impossible."""
    from rectify import state  # needed by nothing before the first list

    try:
        note = state.open_folder() / _GREETED
        if note.exists():
            return False
        state.write(note, b"")
    except OSError:
        return False
    return True


_ROUND = 20_000
"""Objects after which garbage is looked for in any case; with Python's 700 that happens several times for each key."""

_EVERY, _REST = 1.0, 0.2
"""Seconds between two searches for garbage, and since the last key."""


def _collect_when_idle(app: "App[None]", busy: Busy) -> None:
    """Look for garbage again, but while nobody types: in the middle of a key it would take longer than the key."""
    gc.freeze()
    gc.set_threshold(_ROUND)
    gc.enable()

    def collect() -> None:
        if monotonic() - busy.typed_at > _REST:
            gc.collect(1)

    app.set_interval(_EVERY, collect)
