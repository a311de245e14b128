"""The figures of the ledger, on any day, by any group, with the trend by week. Source: docs/rules.md, "Figures"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rectify.domain import figures as rules
from rectify.domain.facts import severity_rank
from rectify.domain.figures import Counted, Figures, Week
from rectify.domain.listing import Selection, UnitLine
from rectify.service.reading import units
from rectify.store import counting
from rectify.store.counting import Period
from rectify.store.database import Ledger

WEEKS = 12
"""How many weeks the trend covers if no period is given."""

ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class FiguresReport:
    """The figures of all problems, then of each group, and the trend."""

    as_of: date
    first: date | None
    """Only problems found (registered, if that is unknown) from this day on count; None: all."""
    last: date | None
    rows: tuple[Figures, ...]
    """The first covers all problems; the groups follow."""
    trend: tuple[Week, ...]


def figures(
    ledger: Ledger,
    selection: Selection,
    *,
    by: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> FiguresReport:
    """The figures of the selected problems. `first` and `last` narrow them to those found in these days.

    A unit's figures hold those of its child units, and units without any problem are listed with zeros. Raises
    LedgerUnavailable.
    """
    day = selection.day
    period = Period(first, last)
    found = counting.counted(ledger, selection, by, period)
    rows = [rules.figures_of(found, day)]
    if by is not None:
        rows += _grouped(ledger, selection, by, found)
    return FiguresReport(day, first, last, tuple(rows), trend(ledger, selection, found, period))


def _grouped(ledger: Ledger, selection: Selection, by: str, found: Sequence[Counted]) -> list[Figures]:
    used = {each.group for each in found if not each.as_error}
    if by == "unit":
        tree = units(ledger, selection.today)
        children = with_child_units(tree)

        def inside(group: str | None) -> Iterable[str | None]:
            return children[group] if group is not None else [None]

        groups: list[str | None] = [line.name for line in tree]
        return rules.by_group(found, selection.day, [*groups, *({None} & used)], inside)
    named = sorted((group for group in used if group is not None), key=_severity_first if by == "severity" else str)
    return rules.by_group(found, selection.day, [*named, *({None} & used)], lambda group: [group])


def with_child_units(tree: Sequence[UnitLine]) -> dict[str, list[str]]:
    """Each unit of `tree` with itself and every unit below it, at any depth."""
    inside = {line.name: [line.name] for line in tree}
    for line in reversed(tree):
        if line.parent is not None:
            inside[line.parent] += inside[line.name]
    return inside


def _severity_first(name: str) -> str:
    return f"{severity_rank(name)} {name}"


def trend(ledger: Ledger, selection: Selection, found: Sequence[Counted], period: Period = ALWAYS) -> tuple[Week, ...]:
    """The weeks of `period`, or the last ones, of the selected problems, of which `found` are counted already.

    Raises LedgerUnavailable.
    """
    day = selection.day
    weeks = rules.weeks(period.first or day - timedelta(weeks=WEEKS - 1), min(period.last or day, day))
    if not weeks:
        return ()
    closings = counting.closings(ledger, selection, (weeks[0][0], weeks[-1][1]), period)
    overdue = counting.overdue_at_ends(ledger, selection, [end for _monday, end in weeks], period)
    return tuple(rules.trend(found, closings, weeks, overdue))
