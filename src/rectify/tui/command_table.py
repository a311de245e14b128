"""Looking up commands with the keys that are in force. It imports nothing of Textual."""

from collections.abc import Iterable, Iterator

from rectify.i18n import _
from rectify.tui.command import GROUPS, Command
from rectify.tui.key_names import shown


class Table:
    """Every command with the keys in force."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self.commands = tuple(commands)
        self.by_id = {command.id: command for command in self.commands}
        self.footer = sorted((each for each in self.commands if each.footer), key=lambda command: command.footer)

    def grouped(self) -> Iterator[tuple[str, tuple[Command, ...]]]:
        """The commands by group, each group with its label in the language in use."""
        for group in GROUPS:
            yield _(group), tuple(command for command in self.commands if command.group == group)

    def key(self, name: str) -> str:
        """The first key of a command as a user reads it; where it has none, the command as the palette names it."""
        command = self.by_id[name]
        return shown(command.keys[0]) if command.keys else f"“{_(command.label)}”"


def keys_of(command: Command) -> str:
    """The keys of `command` as they are typed, "j ↓"; their full-width twins are not spelled out."""
    return " ".join(shown(key) for key in command.keys)
