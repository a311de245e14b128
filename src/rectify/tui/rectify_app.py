"""The App: it owns the desk, passes keys on in order, shows the main screen, and restores the terminal at the end."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import Provider
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from rectify.errors import SIGNAL_CODES, RectifyError
from rectify.i18n import _
from rectify.tui.bindings import bindings, bound, rebind
from rectify.tui.commands import USUAL
from rectify.tui.desk import Desk
from rectify.tui.messages import HabitsChanged
from rectify.tui.store_thread import Superseded
from rectify.tui.themes import OWN, theme_for
from rectify.tui.typed_ahead import TypedAhead, heard, is_letter

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from rectify.tui.ledger_screen import LedgerScreen

PATIENCE = 1.0
"""Seconds that a key waits for a change to be written; for a list that is being read it waits as long as that takes."""

AT_ONCE = ("app.quit",)
STEPPING_OUT = ("screen.back", "app.leave")
"""Commands whose keys never wait; and commands whose keys wait only for keys typed before them."""


def _commands() -> type[Provider]:
    from rectify.tui.palette import CommandProvider  # loads when the palette opens

    return CommandProvider


class RectifyApp(App[None]):
    """The application: one ledger, shown to one person."""

    CSS_PATH = ["app.tcss"]  # noqa: RUF012  # annotated by Textual
    TITLE = "rectify"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}

    def __init__(self, desk: Desk, when_shown: Callable[[], None] = lambda: None) -> None:
        """`when_shown` is called once the first list is on the screen."""
        # before anything is styled: set later, it would style everything twice, or nothing
        self.set_reactive(App.theme, theme_for(os.environ, desk.habits.view.theme))
        super().__init__()
        self.desk = desk
        self.table = USUAL
        self.take_keys()
        self.when_shown = when_shown
        self.failure: Exception | None = None
        """The error that ended the program, if one did."""
        self.typed_ahead = TypedAhead(self._until_ready, self._act)
        self._may_lead_on = True
        self.main: LedgerScreen | None = None

    @on(HabitsChanged)
    def take_keys(self) -> None:
        """Bind the keys that are in force."""
        before, self.table = self.table, self.desk.habits.table
        rebind(self, "app", self.table, before)
        self.at_once, self.stepping_out = bound(self.table, *AT_ONCE), bound(self.table, *STEPPING_OUT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable all commands while a dialog waits for a key to bind: the key is meant for the dialog."""
        if any(getattr(screen, "takes_every_key", False) for screen in self.screen_stack[-1:]):
            return False
        return super().check_action(action, parameters)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of rectify, then Textual's."""
        return OWN | super().available_themes

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        from rectify.tui.ledger_screen import LedgerScreen

        self.main = LedgerScreen(self.desk, self.when_shown)
        return self.main

    # --- keys typed ahead

    async def on_event(self, event: Event) -> None:
        """Handle a key at once, or queue it until the screen that it was meant for is there."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.desk.busy.typed_at = monotonic()
        if not self._must_wait(event):
            await self._act(event)
        elif self.typed_ahead.put(event):
            self.run_worker(self.typed_ahead.serve())

    def _must_wait(self, event: Key | Paste) -> bool:
        key = event.key if isinstance(event, Key) else ""
        if key in self.at_once or self.main is None:
            return False
        if self.typed_ahead.is_serving or self.screen is not self.main:
            return True  # a dialog may be about to answer
        return self._is_behind and key not in self.stepping_out

    @property
    def _is_behind(self) -> bool:
        """Whether the main screen does not show yet what earlier keys did; keys in the filter line never wait."""
        return self.main is self.screen and not self.main.is_typing and self.desk.busy.keeps_keys

    async def _act(self, event: Event) -> None:
        # a letter that goes into a text leads to no other screen
        self._may_lead_on = not (self.focused and is_letter(event, self.focused))
        await super().on_event(event)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: "DOMNode | None" = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Run the action of a key, a click or the palette. What the ledger refuses it is told, and ends nothing."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except (RectifyError, Superseded) as error:
            if self.main is None:
                raise
            self.main.tell_refused(error)
            return True

    async def _until_ready(self) -> None:
        settled = getattr(self.screen, "is_settled", True)
        if self.screen is not self.main and (self._may_lead_on or not settled):
            await heard(self.focused or self.screen)
        while self._is_behind and not await self.desk.busy.quiet(PATIENCE):
            if self.main is not None and not self.main.problem_list.is_arriving:
                return

    def on_mount(self) -> None:
        """Make signals end the program as `q` does, with the terminal restored and the ledger closed."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name, code in SIGNAL_CODES.items():
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), partial(self.exit, return_code=code))

    async def action_command_palette(self) -> None:  # type: ignore[override]  # the letters typed next go there
        """Open the command palette."""
        from rectify.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            await self.push_screen(Palette(placeholder=_("Type what you want to do…")))

    def action_help_quit(self) -> None:
        """Name the key that quits, in answer to Ctrl+C, which never quits by itself."""
        table = self.desk.habits.table
        way_out = "app.leave" if table.by_id["app.leave"].keys else "app.quit"
        self.notify(_("{key} leaves rectify.").format(key=table.key(way_out)), markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Nothing: the palette offers the table of commands only."""
        return ()

    def _handle_exception(self, error: Exception) -> None:
        """Exit, and leave it to the caller to report the error: a traceback is of no use to a clerk."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        self.failure = self.failure or error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()
