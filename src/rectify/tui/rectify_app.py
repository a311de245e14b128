"""The App: it owns the desk and the clock, shows the main screen, and leaves the terminal as it was."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen

from rectify.i18n import _
from rectify.tui.bindings import bindings
from rectify.tui.desk import Desk

SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
"""The signals that end the program, and the exit code that each asks for."""


def _commands() -> type[Provider]:
    from rectify.tui.palette import CommandProvider  # loads when the palette opens

    return CommandProvider


class RectifyApp(App[None]):
    """Shows one ledger to one person."""

    CSS_PATH = ["app.tcss"]  # noqa: RUF012  # annotated by Textual
    TITLE = "rectify"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}

    def __init__(self, desk: Desk, when_shown: Callable[[], None] = lambda: None) -> None:
        """`when_shown` is called when the first list is on the screen."""
        super().__init__()
        self.desk = desk
        self.when_shown = when_shown
        self.failure: Exception | None = None
        """What ended the program, where it did not end by itself."""
        # set before anything is styled, since a change would style everything twice
        self.set_reactive(App.theme, theme_for(os.environ))

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        from rectify.tui.ledger_screen import LedgerScreen

        return LedgerScreen(self.desk, self.when_shown)

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
