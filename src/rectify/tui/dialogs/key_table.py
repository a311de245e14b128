"""The table of commands in which keys are chosen: searched by typing, changed by pressing a key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from rectify.i18n import _
from rectify.report.lettering import fitted
from rectify.tui.command import Command
from rectify.tui.command_table import Table, keys_of
from rectify.tui.commands import USUAL, effective
from rectify.tui.controls.fields import Line
from rectify.tui.dialogs.frame import Menu
from rectify.tui.dialogs.key_prompt import KeyPressed, KeyPrompt
from rectify.tui.key_names import shown
from rectify.tui.own_keys import lost

_KEYS = 14
"""Cells for the keys of a command."""


class Commands(Menu):
    """The commands below the line that searches them; a letter goes on with the search."""

    def __init__(self, search: Line) -> None:
        super().__init__(())
        self.search = search

    def on_key(self, event: Key) -> None:
        """Search on, but for the letters that are keys here."""
        if event.is_printable and event.character and event.character not in "jkgGu+ ":
            event.stop()
            event.prevent_default()
            self.search.focus()
            self.search.insert_text_at_cursor(event.character)


class KeyTable(Vertical):
    """Each command with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", show=False, priority=True),
        Binding("delete", "take_away", show=False, priority=True),
        Binding("plus,＋", "one_more", show=False),
        Binding("u,ｕ", "as_usual", show=False),
    ]

    class Refused(Message):
        """A change that nobody could work with, and why; "" for one that is fine."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, table: Table, *, id: str) -> None:
        """`table` has the keys in force."""
        super().__init__(id=id)
        self.at_first = _differing(table)
        self.chosen = dict(self.at_first)
        """The keys of the commands that have not the usual ones."""
        self.search = Line(placeholder=_("Type to search: a command, what it does, or a key"))
        self.commands = Commands(self.search)
        self._places: dict[str, int] = {}

    @property
    def table(self) -> Table:
        """The table as it shall be."""
        return effective(self.chosen)

    @property
    def changes(self) -> dict[str, tuple[str, ...] | None]:
        """The commands that shall have other keys than before; None stands for the usual ones."""
        names = dict.fromkeys([*self.at_first, *self.chosen])
        return {name: self.chosen.get(name) for name in names if self.chosen.get(name) != self.at_first.get(name)}

    def compose(self) -> ComposeResult:
        """The search above the commands."""
        yield self.search
        yield self.commands

    def on_mount(self) -> None:
        """Show all commands."""
        self.show_rows()

    @on(Input.Changed)
    def search_on(self, event: Input.Changed) -> None:
        """Show the commands that hold what was typed, the cursor on the one that is called so."""
        event.stop()
        self.show_rows()
        self.go_to(_best([each for each in self.table.commands if each.id in self._places], self.search.text))

    def show_rows(self) -> None:
        """Show the commands that the search finds, the cursor where it was."""
        before, table = self.current, self.table
        width = max(cell_len(_(each.label)) for each in table.commands)
        rows = list(_rows(table, self.search.text.strip().casefold(), width, self.chosen))
        self.commands.set_options(rows)
        self._places = {row.id: index for index, row in enumerate(rows) if row.id}
        self.go_to(before.id if before else "")

    def go_to(self, name: str) -> None:
        """To the command `name`; to the first, where it is not shown."""
        self.commands.highlighted = self._places.get(name, next(iter(self._places.values()), None))

    @property
    def current(self) -> Command | None:
        """The command under the cursor."""
        option = self.commands.highlighted_option
        return self.table.by_id[option.id] if option and option.id else None

    # --- changing

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def ask(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        """Enter or a click asks for another key in place of those that a command has."""
        event.stop()
        self.ask_key(beside=False)

    def ask_key(self, *, beside: bool) -> None:
        """Ask for a key of the command under the cursor, in place of those that it has or beside them."""
        if command := self.current:
            kept = command.keys if beside else ()
            self.app.push_screen(KeyPrompt(command, self.table), lambda answer: self._give(command, kept, answer))

    def _give(self, command: Command, kept: tuple[str, ...], answer: KeyPressed | None) -> None:
        if answer is None:
            return
        changes = {command.id: tuple(dict.fromkeys([*kept, answer.key]))}
        if answer.loser:
            left = [key for key in self.table.by_id[answer.loser].keys if key != answer.key]
            changes[answer.loser] = tuple(left)
        self.change(changes)

    def action_take_away(self) -> None:
        """Leave the command under the cursor without a key."""
        if command := self.current:
            self.change({command.id: ()})

    def action_one_more(self) -> None:
        """Ask for a key beside those that the command has."""
        self.ask_key(beside=True)

    def action_as_usual(self) -> None:
        """Give the command under the cursor its usual keys, if no other has them."""
        if not (command := self.current):
            return
        usual = USUAL.by_id[command.id].keys
        others = (each for each in self.table.commands if each.id != command.id)
        held = next(((key, each.label) for each in others for key in each.keys if key in usual), None)
        if held:
            said = _("{key} is the key of “{command}”; give that one another, or none.")
            self.post_message(self.Refused(said.format(key=shown(held[0]), command=_(held[1]))))
        else:
            self.change({command.id: usual})

    def action_to_list(self) -> None:
        """From the search to the commands."""
        self.commands.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search, Del takes a letter away while one follows; in the list, the arrow moves on."""
        if action == "to_list":
            return self.search.has_focus
        if action == "take_away":
            return not self.search.has_focus or self.search.cursor_at_end
        return True

    def change(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Give commands other keys, if somebody could still work with them."""
        before = self.chosen
        self.chosen = _differing(effective({**before, **keys}))
        reason = lost(self.table)
        if reason:
            self.chosen = before
        self.post_message(self.Refused(reason or ""))
        self.show_rows()


def _differing(table: Table) -> dict[str, tuple[str, ...]]:
    """The commands that have other keys than usual."""
    return {each.id: each.keys for each in table.commands if each.keys != USUAL.by_id[each.id].keys}


def _rows(table: Table, sought: str, width: int, own: Mapping[str, object]) -> Iterator[Option]:
    """The commands that hold `sought`, group by group."""
    for group, commands in table.grouped():
        found = [each for each in commands if sought in _said_of(each)]
        if found:
            yield Option(Content.styled(group, "dim"), disabled=True)
        for each in found:
            mark = "●" if each.id in own else " "
            words = (
                f"{mark} {fitted(_(each.label), width)}  ",
                f"{fitted(keys_of(each) or '–', _KEYS)}  ",
                _(each.help),
            )
            yield Option(Content.assemble(words[0], (words[1], "bold"), (words[2], "dim")), id=each.id)


def _said_of(command: Command) -> str:
    """What a search looks through."""
    return "\n".join((_(command.label), _(command.help), command.id, keys_of(command))).casefold()


def _best(commands: Sequence[Command], sought: str) -> str:
    """The id of the command whose name is most like `sought`, "" where none is."""
    typed = sought.strip().casefold()
    named = [each for each in commands if typed in _(each.label).casefold()]
    named.sort(key=lambda command: not _(command.label).casefold().startswith(typed))
    return named[0].id if typed and named else ""
