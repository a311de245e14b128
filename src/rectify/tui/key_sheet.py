"""The sheet of keys: the table of commands as a text, as a table of config.toml, and as the page docs/keys.md."""

from rectify.i18n import _
from rectify.tui.command import Command
from rectify.tui.command_table import Table, keys_of
from rectify.tui.commands import USUAL
from rectify.tui.key_names import shown


def as_text(table: Table = USUAL) -> str:
    """The table for a terminal, as `rectify keys` prints it."""
    lines: list[str] = []
    for label, commands in table.grouped():
        lines += [label, *(f"  {keys_of(each):<14}{each.explained}" for each in commands), ""]
    return "\n".join([*lines, _("Full-width keys, as a Chinese input method sends them, work too.")])


def as_toml(table: Table = USUAL) -> str:
    """The table as config.toml takes it."""
    lines = ["[keys]"]
    for label, commands in table.grouped():
        lines += ["", f"# {label}", *(f"{each.id} = {_quoted(each.keys)}  # {_(each.label)}" for each in commands)]
    return "\n".join(lines)


_CHARACTERS = {"comma": ","}
"""Keys that have a name, though they type a character."""


def _quoted(keys: tuple[str, ...]) -> str:
    quoted = ['"{}"'.format(_CHARACTERS.get(key, key).replace("\\", r"\\").replace('"', r"\"")) for key in keys]
    return quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"


def as_markdown(table: Table = USUAL) -> str:
    """The page docs/keys.md."""
    lines = ["# Keys", "", _("Made from the table of commands in src/rectify/tui/commands.py."), ""]
    for label, commands in table.grouped():
        lines += [f"## {label}", "", "| Keys | Command | What it does |", "|---|---|---|"]
        lines += [f"| {_code(each)} | {_(each.label)} | {_(each.help)} |" for each in commands]
        lines.append("")
    return "\n".join([*lines, _("Full-width keys, as a Chinese input method sends them, work too."), ""])


def _code(command: Command) -> str:
    return " ".join(f"`{shown(key)}`" for key in command.keys)
