"""The table of commands as Textual's bindings."""

from collections.abc import Iterator

from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode

from rectify.tui.command import Scope
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL


def bindings(scope: Scope, table: Table = USUAL) -> list[BindingType]:
    """The bindings of one scope.

    They are looked up before the focused widget sees the key, so that a key typed ahead finds the dialog that the one
    before it opened; the screen takes them out of the way while a text is typed.
    """
    return list(_bindings(scope, table))


def _bindings(scope: Scope, table: Table) -> Iterator[Binding]:
    for command in table.commands:
        if command.scope == scope and command.keys:
            yield Binding(
                ",".join(command.bound),
                command.action,
                command.label,
                show=False,
                priority=command.action != "copy_problem",
                tooltip=command.help,
                id=command.id,
            )


def rebind(node: DOMNode, scope: Scope, table: Table, before: Table = USUAL) -> None:
    """Let `node`, which answers to the keys of `scope` in the table `before`, answer to those of `table`.

    A keymap of Textual would not do: it takes no key away, and loses one that two commands swap.
    """
    if table is before:
        return
    names = {command.id for command in table.commands if command.scope == scope}
    kept = {
        key: [binding for binding in bound if binding.id not in names]
        for key, bound in node._bindings.key_to_bindings.items()
    }
    for binding in Binding.make_bindings(bindings(scope, table)):
        kept.setdefault(binding.key, []).insert(0, binding)
    node._bindings = BindingsMap.from_keys({key: found for key, found in kept.items() if found})


def bound(table: Table, *ids: str) -> frozenset[str]:
    """The names of the keys that these commands answer to."""
    commands = (table.by_id[each] for each in ids)
    rows = [Binding(",".join(each.bound), each.action) for each in commands if each.keys]
    return frozenset(binding.key for binding in Binding.make_bindings(rows))
