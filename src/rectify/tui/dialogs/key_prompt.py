"""The prompt for a command's key: the next key that is pressed."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Static

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.tui.command import Command
from rectify.tui.command_table import Table, keys_of
from rectify.tui.dialogs.frame import Dialog, Hint
from rectify.tui.key_names import shown
from rectify.tui.own_keys import check_fit, read_key


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """The key for a command, and the command that loses it, if one does."""

    key: str
    loser: str | None = None


class KeyPrompt(Dialog[KeyPressed], inherit_bindings=False):
    """Takes one key, whatever it does elsewhere; Esc leaves. Its result is the key, or None."""

    BINDINGS: ClassVar[list[BindingType]] = []
    takes_every_key = True
    """Keys of the App mean nothing here either."""

    def __init__(self, command: Command, table: Table) -> None:
        """`table` has the keys in force."""
        super().__init__()
        self.command = command
        self.table = table
        self._taken: KeyPressed | None = None

    def heading(self) -> str:
        """What the key is for."""
        return _("A key for {command}").format(command=_(self.command.label))

    def body(self) -> ComposeResult:
        """What to do, and the keys that there are."""
        yield Static(_(self.command.help), classes="about", markup=False)
        now = keys_of(self.command) or _("none")
        yield Static(_("Press the new key. It is {keys} now.").format(keys=now), classes="asked", markup=False)

    def hints(self) -> list[Hint]:
        """What the next key does."""
        answer = [Hint("Enter", _("Take it"), "accept")] if self._taken else []
        return [*answer, Hint("Esc", _("Cancel"), "cancel")]

    def on_key(self, event: Key) -> None:
        """Take it, or say why not."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.finish(None)
        elif event.key == "enter" and self._taken:
            self.action_accept()
        else:
            self.take(event.character if event.character and event.is_printable else event.key)

    def take(self, pressed: str) -> None:
        """Answer with a key; one that another command has is taken away from it by Enter only."""
        self._taken = None
        try:
            key = read_key(pressed)
            check_fit(key, self.command)
        except InvalidInput as error:
            self.refuse(str(error))
        else:
            self._answer(key)
        self.show_hints()

    def _answer(self, key: str) -> None:
        owners = [each for each in self.table.commands if key in each.keys and each.id != self.command.id]
        if not owners:
            self.finish(KeyPressed(key))
            return
        self._taken = KeyPressed(key, owners[0].id)
        said = _("{key} is the key of “{command}”. Enter takes it away from there; any other key is tried instead.")
        self.refuse(said.format(key=shown(key), command=_(owners[0].label)))

    def action_accept(self) -> None:
        """Take the key away from the other command."""
        self.finish(self._taken)
