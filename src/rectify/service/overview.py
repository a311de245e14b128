"""The ledger at a glance: counts, the next deadlines, lights by group, ages, rates and the trend by week."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rectify.domain.figures import Figures, Week, figures_of
from rectify.domain.filter_tree import And, Compare, Everything, Filter, Is
from rectify.domain.listing import Lights, Selection
from rectify.domain.problem import Problem
from rectify.service.reading import units
from rectify.service.reporting import ALWAYS, trend, with_child_units
from rectify.store import counting, lists
from rectify.store.database import Ledger

AHEAD = 20
"""How many of the next deadlines are listed."""


class LitGroup(NamedTuple):
    """The open problems of one unit, owner, lead or source."""

    name: str | None
    """None: those that have none."""
    lights: Lights
    leads: tuple[str, ...]
    units: int = 1
    """How many units the counts cover: the unit itself, and its child units that have problems."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What has been counted so far; None for what has not."""

    day: date
    counts: Mapping[str, int]
    """How many problems each view has, by the view's key."""
    ahead: tuple[Problem, ...]
    """The open problems that are due next, the first due first."""
    by: str
    groups: tuple[LitGroup, ...] | None = None
    figures: Figures | None = None
    trend: tuple[Week, ...] | None = None


def overviews(ledger: Ledger, selection: Selection, by: str) -> Iterator[Overview]:
    """The overview of the selected problems at one moment, again and again as it grows: what is quick to count comes
    first.

    Raises LedgerUnavailable.
    """
    with ledger.reading():
        known = Overview(selection.day, lists.counts(ledger, selection), _ahead(ledger, selection), by)
        yield known
        known = replace(known, groups=groups_lit(ledger, selection, by))
        yield known
        found = counting.counted(ledger, selection, None, ALWAYS)
        known = replace(known, figures=figures_of(found, selection.day))
        yield known
        yield replace(known, trend=trend(ledger, selection, found))


def groups_lit(ledger: Ledger, selection: Selection, by: str) -> tuple[LitGroup, ...]:
    """The lights of the open problems by unit, owner, lead, source or severity, most overdue first.

    A unit includes its child units. Raises LedgerUnavailable.
    """
    with ledger.reading():
        own: dict[str | None, tuple[Lights, frozenset[str]]] = {}
        for name, lead, lights in counting.lights(ledger, selection, by):
            before, leads = own.get(name, (Lights(), frozenset()))
            own[name] = _added((before, lights)), leads | ({lead} if lead else set())
        inside = with_child_units(units(ledger, selection.today)) if by == "unit" else {}
    groups = []
    for name in inside.keys() | own.keys():
        parts = [own[member] for member in inside.get(name or "", [name]) if member in own]
        if parts:
            leads = frozenset[str]().union(*(leads for _lights, leads in parts))
            groups.append(LitGroup(name, _added(lights for lights, _leads in parts), tuple(sorted(leads)), len(parts)))
    return tuple(sorted(groups, key=_most_overdue_first))


def _added(lights: Iterable[Lights]) -> Lights:
    return Lights(*map(sum, zip(*lights, strict=True)))


def _most_overdue_first(group: LitGroup) -> tuple[int, int, int, bool, str]:
    lights = group.lights
    return -lights.red, -lights.yellow, -lights.total, group.name is None, group.name or ""


def _ahead(ledger: Ledger, selection: Selection) -> tuple[Problem, ...]:
    due: tuple[Filter, ...] = (Is("open"), Compare("due_on", ">=", selection.day))
    narrowed = due if isinstance(selection.filter, Everything) else (*due, selection.filter)
    return tuple(lists.problems(ledger, selection._replace(filter=And(narrowed), order=()), AHEAD))
