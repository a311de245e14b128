"""The hints in the last line: the keys that do something now."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rectify.domain.problem import ACTIVE, Problem, Status
from rectify.domain.status import Move, back_move, moves_of, next_move
from rectify.i18n import _
from rectify.tui.bars import Key
from rectify.tui.command import CHANGING, Command
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL
from rectify.tui.key_names import shown
from rectify.tui.listing.window import GroupHeading

_ON_ONE = frozenset({"problem.history", "problem.measures", "problem.evidence"})
_ELSEWHERE = frozenset(
    {"problem.new", "problem.mark_all", "problem.mark_down", "problem.mark_up", "ledger.undo", "ledger.redo"}
)
"""What is meant for other problems than those that are selected."""

_ON_MANY = frozenset({"problem.edit", "problem.due", "problem.who", "problem.note", "problem.mark"})


_ON_HEADING: dict[str, Callable[[GroupHeading], str]] = {
    "pane.open": lambda heading: _("Unfold") if heading.is_folded else _("Fold"),
    "problem.mark": lambda _heading: _("Mark the group"),
}
"""What keys do on the heading of a group."""


class State(NamedTuple):
    """What the keys depend on."""

    actor: str
    current: Problem | None
    marked: int
    """How many problems are marked."""
    statuses: frozenset[Status]
    """The statuses that they have."""
    typing: bool
    """Whether the filter line has the focus."""
    in_pane: bool
    pane_shown: bool
    can_go_back: bool
    changed_here: bool
    """Whether there is a change of this session to undo."""
    offering: bool = False
    """Whether the filter line offers names."""
    heading: GroupHeading | None = None
    """The heading of a group under the cursor."""
    past: bool = False
    """Whether a past day is shown, which nothing changes."""
    is_new: bool = False
    """Whether the ledger has no problems yet."""

    @property
    def targets(self) -> int:
        """How many problems an action is meant for."""
        return self.marked or (1 if self.current else 0)

    @property
    def kinds(self) -> tuple[Problem, ...]:
        """A problem of each status that an action is meant for; of marked ones no more is known."""
        if self.marked:
            return tuple(Problem(0, "", "", status=status) for status in Status if status in self.statuses)
        return (self.current,) if self.current else ()


def hints(state: State, table: Table = USUAL) -> tuple[Key, ...]:
    """The keys of `table` that do something in this state, the weightiest first, help at the end."""
    if state.typing:
        names = (Key("→", _("Take the name"), "complete_query"),) if state.offering else ()
        apply, leave = table.by_id["pane.open"], table.by_id["screen.back"]
        return (*names, _key(apply, _("Apply")), _key(leave, _("Leave the filter")))
    rows = sorted(table.footer, key=lambda command: _weight(command, state))
    return tuple(_key(command, label) for command in rows if command.keys and (label := _label(command, state)))


def possible(state: State, table: Table = USUAL) -> list[tuple[Command, str]]:
    """What can be done to the problem or the problems that the next key is meant for, each with what it is called."""
    if not state.targets:
        return []
    found = ((each, _label(each, state)) for each in table.commands if each.group == CHANGING or each.id in _ON_ONE)
    return [(command, label) for command, label in found if label and command.id not in _ELSEWHERE]


def _weight(command: Command, state: State) -> float:
    """Before what changes a problem stands what takes a change back, and what shows details that are out of sight."""
    if command.id == "ledger.undo":
        return 4.5
    return 5.5 if command.id == "pane.open" and not state.pane_shown else command.footer


def _key(command: Command, label: str) -> Key:
    return Key(shown(command.keys[0]), label, command.action)


def _label(command: Command, state: State) -> str | None:
    """What the command is called now, or None when it would do nothing."""
    if state.past and command.group == CHANGING:
        return None
    if command.id == "problem.advance":
        return _shared(next_move(each, state.actor) for each in state.kinds)
    if command.id == "problem.step_back":
        return _shared(back_move(each, state.actor) for each in state.kinds)
    if command.id == "problem.mark" and state.in_pane:
        return _("Tick") if state.current and state.current.measures_total else None
    if state.heading and command.id in _ON_HEADING:
        return _ON_HEADING[command.id](state.heading)
    return _(command.label) if _is_possible(command.id, state) else None


def _shared(moves: Iterable[Move | None]) -> str | None:
    """The name of the move that problems would make; all names, where they would make different ones."""
    labels = dict.fromkeys(_(move.label) for move in moves if move)
    return "/".join(labels) or None


def _is_possible(command: str, state: State) -> bool:
    if command in _ON_ONE:
        return state.targets == 1
    if command in _ON_MANY:
        return state.targets > 0
    match command:
        case "problem.status":
            return any(moves_of(each, state.actor) for each in state.kinds)
        case "problem.extend":
            return any(each.status in ACTIVE and (each.due_on or state.marked) for each in state.kinds)
        case "problem.review":
            return any(each.status is Status.SUSTAINED for each in state.kinds)
        case "screen.back":
            return state.can_go_back
        case "pane.open":
            return state.current is not None and not state.in_pane
        case "ledger.undo":
            return state.changed_here
        case "list.import":
            return state.is_new
        case _:
            return True
