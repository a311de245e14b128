"""The content of a list, in whatever format: title, day, groups. Source: docs/rules.md, "Lists and views"."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from rectify.domain.calendar_words import in_words
from rectify.domain.facts import severity_rank
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Problem, severity_words
from rectify.i18n import N_, _, listed

Grouping = Literal["unit", "owner", "lead", "source", "severity"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
"""The facts that a list may be grouped by."""

NOBODY = {
    "unit": N_("No unit"),
    "owner": N_("No owner"),
    "lead": N_("No lead"),
    "source": N_("No source"),
    "severity": N_("No severity"),
}
"""The heading of the problems without the grouping fact."""
_OVERDUE_COLUMNS = ("number", "title", "unit", "owner", "due_on", "days_overdue", "status", "extensions")
_OVERDUE_SPARE = ("extensions", "unit", "owner", "status", "due_on", "days_overdue")
_LIST_COLUMNS = ("light", "number", "title", "unit", "owner", "due_on", "days_overdue", "measures_done", "status")
_LIST_SPARE = ("measures_done", "owner", "unit", "light", "status", "days_overdue", "due_on")
_WHERE_ANY = {"extensions": "extensions", "measures_done": "measures_total"}
"""Columns that a list has only if one of its problems has the fact."""


class Group(NamedTuple):
    """Problems that stand under one heading."""

    label: str | None
    """The heading in words; None where the list has no groups."""
    lead: str | None
    """The leads of the unit, joined by commas; only in lists grouped by unit."""
    problems: tuple[Problem, ...]
    value: str | None = None
    """The value that they share, as stored; None if it is missing."""


class Report(NamedTuple):
    """One list, ready to be written in any format."""

    title: str
    subtitle: str
    """The day, and how many of how many; problems waived as an error are listed, but not counted."""
    columns: tuple[str, ...]
    """Names of columns, as the text and Markdown faces show them."""
    spare: tuple[str, ...]
    """Columns in the order in which they are left out to make room for the title."""
    groups: tuple[Group, ...]
    as_of: date
    soon_days: int
    total: int
    """Problems of the whole ledger on that day, without those waived as an error."""
    foot: str | None
    by: Grouping | None = None
    """What each row of CSV and JSON carries as `group`; None where nobody asked for groups."""
    explained: bool = False
    """Whether text and Markdown add below a title why it is late and what comes next."""
    grouped_by: Grouping | None = None
    """The fact that the groups share; None where the list has no groups."""
    page_per_group: bool = False
    """Whether each group begins a new page on paper."""

    @property
    def problems(self) -> list[Problem]:
        """All problems in the order of the list."""
        return [problem for group in self.groups for problem in group.problems]


def overdue_report(
    problems: Iterable[Problem],
    *,
    as_of: date,
    by: Grouping | None = None,
    soon_days: int,
    total: int,
    title: str | None = None,
    foot: str | None = None,
    page_per_group: bool = False,
) -> Report:
    """The overdue problems in groups, by unit unless `by` says otherwise.

    They are given in the order of every list, by due date and then number, so that the latest come first.
    """
    listed = tuple(problems)
    grouping: Grouping = by or "unit"
    return Report(
        title=title or _("Overdue problems"),
        subtitle=_subtitle(as_of, listed, total),
        columns=_columns(_OVERDUE_COLUMNS, listed, grouping),
        spare=_OVERDUE_SPARE,
        groups=_grouped(listed, grouping),
        as_of=as_of,
        soon_days=soon_days,
        total=total,
        foot=foot,
        by=by,
        explained=True,
        grouped_by=grouping,
        page_per_group=page_per_group,
    )


def list_report(
    problems: Iterable[Problem],
    *,
    title: str,
    as_of: date,
    by: Grouping | None = None,
    soon_days: int,
    total: int,
    foot: str | None = None,
    page_per_group: bool = False,
) -> Report:
    """The problems in the order given, in groups where `by` names one; each group keeps that order."""
    listed = tuple(problems)
    return Report(
        title=title,
        subtitle=_subtitle(as_of, listed, total),
        columns=_columns(_LIST_COLUMNS, listed, by),
        spare=_LIST_SPARE,
        groups=_grouped(listed, by) if by else (Group(None, None, listed),),
        as_of=as_of,
        soon_days=soon_days,
        total=total,
        foot=foot,
        by=by,
        grouped_by=by,
        page_per_group=page_per_group,
    )


def _subtitle(as_of: date, listed: Sequence[Problem], total: int) -> str:
    errors = sum(problem.as_error for problem in listed)
    counted = _("As of {day}: {shown} of {total}").format(day=in_words(as_of), shown=len(listed) - errors, total=total)
    return _("{counted}; waived as error: {n}").format(counted=counted, n=errors) if errors else counted


def _columns(names: tuple[str, ...], problems: Sequence[Problem], by: Grouping | None) -> tuple[str, ...]:
    absent = {name for name, fact in _WHERE_ANY.items() if not any(map(attrgetter(fact), problems))}
    return tuple(name for name in names if name != by and name not in absent)


def _grouped(problems: Sequence[Problem], by: Grouping) -> tuple[Group, ...]:
    values: dict[str | None, list[Problem]] = {}
    for problem, value in zip(problems, map(attrgetter(by), problems), strict=True):
        values.setdefault(value, []).append(problem)
    order = sorted(values, key=_severity_order if by == "severity" else _name_order)
    return tuple(_group(value, values[value], by) for value in order)


def _name_order(value: str | None) -> tuple[bool, str]:
    return value is None, sort_key(value or "")


def _severity_order(value: str | None) -> tuple[int, bool, str]:
    return severity_rank(value), value is None, (value or "").casefold()


def group_words(name: str | None, by: str) -> str:
    """The heading of a group: its value, a severity in words, or that the fact is missing."""
    if name is None:
        return _(NOBODY[by])
    return severity_words(name) if by == "severity" else name


def _group(value: str | None, problems: list[Problem], by: Grouping) -> Group:
    leads = dict.fromkeys(problem.lead for problem in problems if problem.lead) if by == "unit" else {}
    return Group(group_words(value, by), listed(leads) or None, tuple(problems), value)
