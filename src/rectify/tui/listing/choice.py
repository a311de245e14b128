"""The choice of a list: view, query, order, columns, groups."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rectify.domain.columns import BY_NAME
from rectify.domain.filter_tree import Everything, Filter
from rectify.domain.listing import VIEWS, Selection, View, first_of
from rectify.domain.own_views import GROUPINGS, joined_queries
from rectify.i18n import N_, _, joined
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL
from rectify.tui.groupings import FACTS

if TYPE_CHECKING:
    from rectify.domain.highlights import Wanted

EVERYTHING = Everything()
BY_KEY = {view.key: view for view in VIEWS}

SORTED_BY = {
    "d": "due_on", "n": "number", "t": "title", "u": "unit", "o": "owner", "l": "lead", "s": "source", "c": "category",
    "v": "severity", "a": "status", "f": "found_on", "r": "created_on", "w": "submitted_on", "e": "done_on",
    "x": "closed_on", "y": "days_overdue", "h": "next_review_on", "i": "original_due_on", "p": "parent_unit",
    "b": "basis", "z": "verified_by", "m": "measures_done", "q": "mode", "R": "returns", "X": "extensions",
    "O": "round", "E": "evidence", "D": "delay_reason", "N": "next_step",
}  # fmt: skip
"""What the list can be sorted by: every column that it can have, and how long a problem waits; each with its key."""

GROUPED_BY = {"0": ""} | {fact.key: name for name, fact in FACTS.items() if name in GROUPINGS}
"""What the list can be grouped by, each with its key; "" is a list without groups."""

_NOTHING = {
    "open": (N_("Nothing is open. Press {new} to enter a problem."),),
    "overdue": (N_("Nothing is overdue."), N_("{soon} shows what is due soon, {overview} the whole at a glance.")),
    "soon": (N_("Nothing is due soon."), N_("{overdue} shows what is overdue, {open} all that is open.")),
    "submitted": (
        N_("Nothing waits for verification."),
        N_("What is submitted comes here: {advance} on a problem in progress, in the view {open}."),
    ),
    "closed": (
        N_("Nothing is closed yet."),
        N_("What is accepted comes here: {advance} on a problem that is submitted, in the view {submitted}."),
    ),
    "all": (N_("This ledger has no problems yet."),),
}
"""What an empty view says, and where to go from there."""

_EMPTY_LEDGER = (
    *_NOTHING["all"],
    N_("Press {new} to enter one, or {bring} to bring in the list that you have."),
    N_("On the command line: {command}"),
)
_EMPTY_THEN = (N_("The ledger had no problem on {day}."), N_("{back} goes back to today."))
_NO_MATCH = (
    N_("Nothing in the view {view} matches {query}"),
    N_("{back} takes the filter away, {all} looks in all problems."),
)
_NO_MATCH_AT_ALL = (_NO_MATCH[0], N_("{back} takes the filter away."))
_EMPTY_OWN_VIEW = (N_("Nothing is in the view {view}."), N_("{open} shows all that is open."))

_NAMED = {
    "new": "problem.new",
    "bring": "list.import",
    "back": "screen.back",
    "advance": "problem.advance",
    "overview": "ledger.overview",
    **{view.key: f"view.{view.key}" for view in VIEWS},
}
"""The commands whose keys these sentences name."""


def order_heading(name: str) -> str:
    """What an order of the list is called."""
    return _("Waiting for its verifier") if name == "submitted_on" else _(BY_NAME[name].heading)


def order_in_words(order: tuple[str, ...]) -> str:
    """What a list is sorted by first, with an arrow; the usual order by its name."""
    if not order:
        return _("Usual order: due date, then number")
    heading = order_heading(order[0].removeprefix("-"))
    return _("by {column} {arrow}").format(column=heading, arrow="↓" if order[0].startswith("-") else "↑")


def sorted_by_column(order: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The order of a list in `order` that is sorted by the column `name` now: turned round, where it was already."""
    return (f"-{name}",) if first_of(order) == name else (name,)


class Look(NamedTuple):
    """How the list of a view looks; each view keeps its own."""

    order: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
    """Names from left to right; None: the usual ones."""
    grouping: str | None = None

    @property
    def in_words(self) -> str:
        """The order and the groups; nothing for the usual ones."""
        parts = [order_in_words(self.order)] if self.order else []
        if self.grouping:
            parts.append(_("grouped by {column}").format(column=order_heading(self.grouping)))
        return joined(parts)


class Choice(NamedTuple):
    """What the list shows."""

    view: View = VIEWS[0]
    filter: Filter = EVERYTHING
    query: str = ""
    """The filter as it was typed, without outer blanks."""
    order: tuple[str, ...] = ()
    as_of: date | None = None
    """The past day whose end it shows; None is now."""
    grouping: str | None = None
    """What its groups have in common: unit, owner, lead or source; None is a list without groups."""
    columns: tuple[str, ...] | None = None
    """Names from left to right; None: the usual ones."""

    @property
    def look(self) -> Look:
        """How the list looks, whatever it shows."""
        return Look(self.order, self.columns, self.grouping)

    def selection(self, today: date) -> Selection:
        """The choice as the service takes it: the problems of a group stand together, in the order within it."""
        order = (self.grouping, *self.order) if self.grouping else self.order
        return Selection(today, self.filter, self.as_of, order).within(self.view)

    @property
    def title(self) -> str:
        """What the list is called on paper."""
        return f"{self.view.title} ({self.query})" if self.query else self.view.title

    @property
    def full_query(self) -> str:
        """What is looked for: the query of an own view, and the one that was typed."""
        return joined_queries(self.view.own_query or "", self.query)

    @property
    def words(self) -> "tuple[Wanted, ...]":
        """What its query searches texts for."""
        if not self.query:
            return ()
        from rectify.domain.highlights import wanted  # loads with the first query

        return wanted(self.filter)

    def searched(self, today: date) -> Selection:
        """Every problem that is looked for, in whichever of the six views."""
        found = Selection(today, self.filter, self.as_of)
        return found if self.view.own_query is None else found.within(self.view)

    @property
    def sorted_by(self) -> str:
        """The order in words; nothing for the usual one."""
        return order_in_words(self.order) if self.order else ""

    def nothing(self, counts: dict[str, int], table: Table = USUAL) -> str:
        """What stands in place of an empty list: where it looked, and what to do.

        `counts` are those of the views; `table` has the keys that are named.
        """
        keys = {name: table.key(command) for name, command in _NAMED.items()}
        command = "rectify import FILE"
        said = [
            _(each).format(**keys, day=self.as_of, view=self.view.title, query=self.query, command=command)
            for each in self._why_empty(counts)
        ]
        return "\n".join(said)

    def _why_empty(self, counts: dict[str, int]) -> tuple[str, ...]:
        if counts.get("all") == 0:
            return _EMPTY_LEDGER if self.as_of is None else _EMPTY_THEN
        if self.query:
            return _NO_MATCH_AT_ALL if self.view.key == "all" else _NO_MATCH
        return _NOTHING[self.view.key] if self.view.own_query is None else _EMPTY_OWN_VIEW
