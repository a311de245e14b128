"""The command without a name: the terminal UI."""

import os
import sys

from rectify.cli.early_keys import keys_as_typed
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import _


def run(session: Session) -> int:
    """Open the terminal UI on the ledger. Returns its exit code. Raises InvalidInput if there is no terminal."""
    if not _is_usable():
        raise InvalidInput(
            _("The terminal UI needs a terminal. Use a command instead, such as `rectify overdue`; see rectify --help.")
        )
    with keys_as_typed():
        config, path = session.config, session.path
        session.make_missing()
        from rectify.tui.startup import run as run_app  # loads only when there is a terminal to show it on

        return run_app(config, path, is_temporary=session.is_temporary)


def _is_usable() -> bool:
    streams = (sys.stdin, sys.stdout)
    return os.environ.get("TERM") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)
