"""Reading and checking the keys that a user chose in config.toml. It imports nothing of Textual.

Source: docs/config.md, "Keys".
"""

import string
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.toml_file import Entry, Section
from rectify.tui.command import Command
from rectify.tui.command_table import Table
from rectify.tui.commands import COMMANDS, effective
from rectify.tui.key_names import PLAIN, shown

_MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete")
_FUNCTIONS = tuple(f"f{number}" for number in range(1, 13))
_LETTERS = frozenset(string.ascii_lowercase)

NAMED = frozenset(
    {
        *("enter", "escape", "tab", "shift+tab", "space", "comma", "backspace", *_MOVES, *_FUNCTIONS),
        *(f"{modifier}+{move}" for modifier in ("ctrl", "shift", "ctrl+shift") for move in _MOVES),
        *(f"ctrl+{key}" for key in (*_LETTERS - set("hijm"), *_FUNCTIONS)),
        *(f"alt+{key}" for key in (*_LETTERS, *string.digits, *_MOVES)),
    }
)
"""The keys that have names, as terminals send them."""

_SAME = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter"}
"""What a terminal sends for keys that it cannot tell from others."""

_OTHER_NAMES = {
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "backtab": "shift+tab",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}

_IN_TEXTS = ("enter", "escape", "tab", "shift+tab")
"""Keys that type nothing, nor change what is typed, beside those with Ctrl or Alt and the function keys."""

_IN_FILTER = frozenset({"pane.open", "screen.back", "pane.next", "pane.previous"})
"""The commands that are at work while a text is typed into the filter line."""


class _Indispensable(NamedTuple):
    """Commands of which one at least must keep a key."""

    names: tuple[str, ...]
    reason: str
    """Why, as it is told where they are chosen by their ids."""
    told: str
    """The same, where they are chosen by what they are called."""


_INDISPENSABLE = (
    _Indispensable(
        ("pane.open",),
        N_("it needs a key, which applies a filter"),
        N_("“{command}” needs a key, which applies a filter."),
    ),
    _Indispensable(
        ("screen.back",),
        N_("it needs a key, or nobody comes back from where they went"),
        N_("“{command}” needs a key, or nobody comes back from where they went."),
    ),
    _Indispensable(
        ("app.quit", "app.leave"),
        N_("app.leave or app.quit needs a key, or nobody gets out"),
        N_("“{command}” needs a key, or nobody gets out."),
    ),
)


def own_keys(section: Section, faults: list[str]) -> Table:
    """The table of commands with the keys that `section` chooses; everything wrong with them is added to `faults`."""
    entries: dict[str, Entry] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    wrong: set[str] = set()
    for entry in section:
        try:
            command = _command(entry.key, entries)
            entries[command.id], chosen[command.id] = entry, ()
            wrong.add(command.id)
            chosen[command.id] = tuple(_keys(entry.value, command))
            wrong.remove(command.id)
        except InvalidInput as error:
            faults.append(f"{entry.place}: {error}")
    table = effective(chosen)
    faults += _shared(table, entries)
    faults += _lost(table, {name: entry for name, entry in entries.items() if name not in wrong})
    return table


def _command(name: str, known: Collection[str]) -> Command:
    """The command that is called `name`: its whole name, or what follows the dot where only one is called so.

    Raises InvalidInput where there is none, and where its keys are `known` already.
    """
    wanted = name.strip().casefold().replace("-", "_")
    meant = [each for each in COMMANDS if each.id == wanted] or [
        each for each in COMMANDS if each.id.partition(".")[2] == wanted
    ]
    if len(meant) == 1:
        return _once(meant[0], known)
    near = [each.id for each in meant] or list(_near(wanted))
    if near:
        raise InvalidInput(_("there is no such command; perhaps it is {near}").format(near=", ".join(near)))
    raise InvalidInput(_("there is no such command; `rectify keys --format toml` prints all of them"))


def _once(command: Command, known: Collection[str]) -> Command:
    if command.id in known:
        raise InvalidInput(_("{name} has its keys already").format(name=command.id))
    return command


def _near(wanted: str) -> Iterator[str]:
    """The names of commands that are written much like `wanted`."""
    from difflib import get_close_matches  # loads only for what is wrong

    short = {each.id.partition(".")[2]: each.id for each in COMMANDS}
    names = [each.id for each in COMMANDS]
    found = [
        *get_close_matches(wanted, names, 2, 0.75),
        *(short[name] for name in get_close_matches(wanted, list(short), 2, 0.75)),
    ]
    yield from dict.fromkeys(found)


def _keys(value: object, command: Command) -> Iterator[str]:
    """The keys that `value` names. Raises InvalidInput for what is no key, and for one that `command` cannot have."""
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) for name in names):
        raise InvalidInput(_('it must be a key in quotes, or several: ["n", "f2"]'))
    for name in dict.fromkeys(names):
        if name:
            key = read_key(name)
            check_fit(key, command)
            yield key


def read_key(text: str) -> str:
    """The key that a user calls `text`: a character, or a name such as F8, Ctrl+R, PgDn. Raises InvalidInput."""
    if len(text) == 1:
        return _read_character(text)
    *modifiers, last = text.strip().lower().replace(" ", "").split("+")
    key = "+".join([*sorted(modifiers), _OTHER_NAMES.get(last, last)])
    if key in _SAME:
        raise InvalidInput(
            _("a terminal sends {key} as {other}; choose another key").format(key=text, other=shown(_SAME[key]))
        )
    if key not in NAMED:
        raise InvalidInput(_("{key} is no key that a terminal sends; write n, N, F8, Ctrl+R, PgDn").format(key=text))
    return key


def _read_character(text: str) -> str:
    """A character as it is typed without a Chinese input method, which answers to what one sends too."""
    plain = PLAIN.get(text) or unicodedata.normalize("NFKC", text)
    key = {" ": "space", ",": "comma", **_OTHER_NAMES}.get(plain, plain)
    if len(key) == 1 and not key.isprintable():
        raise InvalidInput(
            _("{key} is no key that a terminal sends; write n, N, F8, Ctrl+R, PgDn").format(key=ascii(text))
        )
    return key


def check_fit(key: str, command: Command) -> None:
    """Raise InvalidInput where `command` works while a text is typed, and `key` is one that types."""
    name = shown(key)
    if command.id in {"app.quit", "app.leave"} and key == "ctrl+c":
        raise InvalidInput(_("{key} copies, and never quits").format(key=name))
    if key in _FUNCTIONS or key.startswith(("ctrl+", "alt+")):
        return
    if command.scope == "app":
        raise InvalidInput(
            _("it works in texts too, where {key} is typed; choose a function key, or one with Ctrl or Alt").format(
                key=name
            )
        )
    if command.id in _IN_FILTER and key not in _IN_TEXTS:
        raise InvalidInput(
            _("it works in the filter line too, where {key} is typed; choose Enter, Esc, Tab, F8, Ctrl+O").format(
                key=name
            )
        )


def _shared(table: Table, entries: Mapping[str, Entry]) -> Iterator[str]:
    """The keys that two commands have, each told where one of them was chosen."""
    owners: dict[str, str] = {}
    for command in table.commands:
        for key in command.keys:
            other = owners.setdefault(key, command.id)
            if other != command.id:
                told, asked = (other, command.id) if command.id in entries else (command.id, other)
                said = _('{key} is the key of {other} too; give that one another, or none: {other} = ""')
                yield f"{entries[asked].place}: {said.format(key=shown(key), other=told)}"


def _lost(table: Table, entries: Mapping[str, Entry]) -> Iterator[str]:
    """What `entries` left without a key that cannot do without."""
    for names, reason, _told in _INDISPENSABLE:
        places = [entries[name].place for name in names if name in entries]
        if places and not any(table.by_id[name].keys for name in names):
            yield f"{places[-1]}: {_(reason)}"


def lost(table: Table) -> str | None:
    """Why nobody could work with `table`: what has no key, and cannot do without."""
    for names, _reason, told in _INDISPENSABLE:
        if not any(table.by_id[name].keys for name in names):
            return _(told).format(command=_(table.by_id[names[0]].label))
    return None


def full_name(name: str) -> str:
    """The id of the command that the config file calls `name`; `name` itself where there is none."""
    try:
        return _command(name, ()).id
    except InvalidInput:
        return name
