"""The terminal UI as a program: it opens the ledger, shows the screen, and leaves the terminal as it was."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen

from rectify.i18n import _
from rectify.tui.bindings import bindings
from rectify.tui.desk import Desk

if TYPE_CHECKING:
    from rectify import service
    from rectify.config import Config

SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
"""The signals that end the program, and the exit code that each asks for."""


def _commands() -> type[Provider]:
    from rectify.tui.palette import CommandProvider  # loads when the palette opens

    return CommandProvider


class RectifyApp(App[None]):
    """Shows one ledger to one person."""

    CSS_PATH = ["app.tcss", "dialogs.tcss"]  # noqa: RUF012  # annotated by Textual
    TITLE = "rectify"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, path: Path, actor: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`now` is the clock; it gives aware times. The ledger begins to open at once."""
        self.path = path
        self.desk = Desk(lambda: _open(path), actor, now)
        self.failure: Exception | None = None
        """What ended the program, where it did not end by itself."""
        super().__init__()
        self.theme = theme_for(os.environ)

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        from rectify.tui.ledger_screen import LedgerScreen

        return LedgerScreen(self.desk)

    def on_mount(self) -> None:
        """End on signals as on q, with the terminal restored and the ledger closed."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name, code in SIGNALS.items():
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), partial(self.exit, return_code=code))

    def action_command_palette(self) -> None:
        """Open the palette."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Type what you want to do…")))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None beside the table of commands."""
        return ()

    def _handle_exception(self, error: Exception) -> None:
        """Leave, and let whoever ran the program tell what went wrong: a traceback is not for a clerk's eyes."""
        self.failure = self.failure or error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()


def theme_for(environment: Mapping[str, str]) -> str:
    """A light theme where the terminal says that its background is light, else a dark one; TEXTUAL_THEME decides."""
    if environment.get("TEXTUAL_THEME"):
        return environment["TEXTUAL_THEME"]
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "textual-light" if background in {"7", "15"} else "nord"


def _open(path: Path) -> "service.Ledger":
    from rectify import service  # the first import of the database happens in the store thread

    return service.open_ledger(path)


def run(config: "Config", path: Path, demo: bool) -> int:
    """Show the ledger at `path` until the user leaves. Returns the exit code.

    Raises RectifyError when the ledger cannot be opened, and whatever unexpected error ended the program.
    """
    app = RectifyApp(path, config.actor)
    try:
        app.run()
    finally:
        app.desk.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
