"""The table of commands as Textual's bindings."""

from textual.binding import Binding, BindingType

from rectify.tui.commands import BY_ID, COMMANDS, Scope


def bindings(scope: Scope) -> list[BindingType]:
    """The bindings of one scope.

    They are looked up before the focused widget sees the key, so that a key typed ahead finds the dialog that the one
    before it opened; the screen takes them out of the way while a text is typed.
    """
    return [
        Binding(
            ",".join(command.bound),
            command.action,
            command.label,
            show=False,
            priority=command.action != "copy_problem",
            tooltip=command.help,
            id=command.id,
        )
        for command in COMMANDS
        if command.scope == scope
    ]


def bound(*ids: str) -> frozenset[str]:
    """The names of the keys that these commands answer to."""
    rows = (Binding(",".join(BY_ID[each].bound), BY_ID[each].action) for each in ids)
    return frozenset(binding.key for row in rows for binding in Binding.make_bindings([row]))
