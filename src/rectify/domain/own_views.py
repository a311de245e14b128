"""The views that an office keeps in its ledger, beside the six that are always there.

Source: docs/rules.md, "Lists and views".
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from rectify.domain.columns import BY_NAME
from rectify.domain.facts import clean
from rectify.domain.filter_tree import And, Everything
from rectify.domain.listing import LIST_COLUMNS, STANDING_COLUMNS, VIEWS, View
from rectify.errors import InvalidInput
from rectify.i18n import _

LONGEST_NAME = 40
"""Characters of a name."""

GROUPINGS = ("unit", "owner", "lead", "source")
"""What a list can be grouped by."""

SORTED = frozenset({*LIST_COLUMNS, "submitted_on"})
"""What a list can be sorted by: its columns, and how long a problem waits for its verifier."""

OWN = "own:"
"""What the key of an own view begins with; its name follows."""

_BASES = {view.key: view for view in VIEWS}


class OwnView(NamedTuple):
    """A list that an office gave a name."""

    name: str
    query: str = ""
    base: str = "all"
    """The key of the view that the query narrows."""
    order: tuple[str, ...] = ()
    """As a selection has it."""
    columns: tuple[str, ...] | None = None
    """Names from left to right; None: the usual ones."""
    grouping: str | None = None
    """One of GROUPINGS."""

    @property
    def key(self) -> str:
        """What it is known by among all views."""
        return f"{OWN}{self.name}"

    def as_view(self, day: date) -> View:
        """The view as a list takes it. `day` is the one that phrases such as eom start from. Raises QueryError."""
        from rectify.domain.filters import parse  # the query language loads with the first query

        base, query = _BASES[self.base].filter, parse(self.query, day, kept=True)
        parts = tuple(each for each in (base, query) if not isinstance(each, Everything))
        narrowed = And(parts) if len(parts) > 1 else next(iter(parts), query)
        return View(self.key, self.name, narrowed, self.query)

    def told(self, position: int) -> dict[str, Any]:
        """The view as an event tells it; `position` counts from 1."""
        return {
            "view": self.name,
            "query": self.query,
            "base": self.base,
            "order": list(self.order),
            "columns": None if self.columns is None else list(self.columns),
            "grouping": self.grouping,
            "position": position,
        }

    def with_facts(self, told: dict[str, Any]) -> "OwnView":
        """The view as an event tells that it became; what it does not tell stays."""
        facts = self.told(0) | told
        columns = facts["columns"]
        return OwnView(
            facts["view"],
            facts["query"],
            facts["base"],
            tuple(facts["order"]),
            None if columns is None else tuple(columns),
            facts["grouping"],
        )


def checked(view: OwnView, day: date) -> OwnView:
    """The view as it is stored. Raises InvalidInput, or QueryError for a query that cannot be read."""
    from rectify.domain.filters import parse  # as above

    name = checked_name(view.name)
    parse(view.query, day)
    if view.base not in _BASES:
        raise InvalidInput(_("There is no view {view}.").format(view=view.base))
    columns = check_look(view.order, view.columns, view.grouping)
    return view._replace(name=name, query=clean(view.query), columns=columns)


def check_look(order: Sequence[str], columns: Sequence[str] | None, grouping: str | None) -> tuple[str, ...] | None:
    """The columns of a list that looks so, each once; None for the usual ones. Raises InvalidInput where none can."""
    unknown = [each for each in columns or () if each not in LIST_COLUMNS]
    unknown += [each for each in order if each.removeprefix("-") not in SORTED]
    unknown += [each for each in (grouping,) if each is not None and each not in GROUPINGS]
    if unknown:
        raise InvalidInput(_("A list has no column {column}.").format(column=unknown[0]))
    lacking = [each for each in LIST_COLUMNS if columns and each in STANDING_COLUMNS and each not in columns]
    if lacking:
        raise InvalidInput(_("No list is without the column {column}.").format(column=_(BY_NAME[lacking[0]].heading)))
    return tuple(dict.fromkeys(columns or ())) or None


def checked_name(text: str) -> str:
    """The name of a view as it is stored. Raises InvalidInput where it is none."""
    name = clean(text)
    if not name:
        raise InvalidInput(_("A view needs a name."))
    if len(name) > LONGEST_NAME:
        raise InvalidInput(_("The name of a view has at most {count} characters.").format(count=LONGEST_NAME))
    return name


def joined_queries(first: str, second: str) -> str:
    """One query for what both find."""
    parts = [part for part in (first.strip(), second.strip()) if part]
    return " ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts)
