"""Problems -> a table that an import reads back without a difference. Source: docs/rules.md, "Export"."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from rectify.domain.columns import BY_NAME, ROW
from rectify.domain.deadlines import days_overdue, light
from rectify.domain.problem import LIGHT_LABELS, MODE_LABELS, STATUS_LABELS, Light, Measure, Problem, severity_words
from rectify.i18n import N_, _

Value = str | int | date | None
"""What a cell holds."""

EXTRA = "extra"
"""The field of a column that means nothing here, and comes out again as it came in."""


class Listed(NamedTuple):
    """A problem with its checklist."""

    problem: Problem
    measures: Sequence[Measure] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a list is of."""

    as_of: date
    soon_days: int


Cells = Callable[[Listed, Day], Value]


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column of a table that leaves the ledger."""

    name: str
    """The field; `extra` where it has none."""
    heading: str
    cell: Cells


@dataclass(frozen=True, slots=True)
class Table:
    """What leaves the ledger: columns, and the problems in their order."""

    columns: tuple[OutColumn, ...]
    listed: Sequence[Listed] = field(repr=False)
    day: Day

    def rows(self) -> Iterator[list[Value]]:
        """The cells of each problem."""
        for each in self.listed:
            yield [column.cell(each, self.day) for column in self.columns]


MEASURES: dict[str, tuple[str, Callable[[Measure], str]]] = {
    "measure": (BY_NAME["measures_total"].heading, lambda step: step.text),
    "measure_owner": (N_("Measures: owner"), lambda step: step.owner or ""),
    "measure_due_on": (N_("Measures: due"), lambda step: _iso(step.due_on)),
    "measure_done_on": (N_("Measures: done on"), lambda step: _iso(step.done_on)),
}
"""The columns of a checklist, one line for each measure: their headings, and what each says of a measure."""

IN_WORDS: tuple[str, ...] = (
    "light", "number", "title", "description", "category", "severity", "basis", "source", "found_on", "unit",
    "parent_unit", "owner", "lead", *MEASURES, "mode", "due_on", "due_text", "days_overdue", "status", "done_on",
    "closed_on", "verified_by", "next_review_on", "delay_reason", "next_step",
)  # fmt: skip
"""The columns of a list for reading, in their order."""

_ALWAYS = frozenset({"light", "number", "title", "unit", "owner", "due_on", "days_overdue", "status"})
"""Columns that such a list has also where nothing stands in them."""

FILLED_IN = ("measure", "status", "done_on", "delay_reason", "next_step")
"""The columns that a unit fills in before it sends its part back."""

STATUS_WORDS = (*STATUS_LABELS.values(), N_("Void"))
"""What stands in the column of the status: the last one is for what was waived as an error."""


def in_words(listed: Sequence[Listed], day: Day, after: Mapping[str, str | None], *, to_fill_in: bool = False) -> Table:
    """A list for reading: headings and codes in the language in use, only the columns in which anything stands.

    `after` names the columns that mean nothing here, each with the field of the column that it followed in its file;
    None for those that it began with, which come before the number.
    `to_fill_in`: with the empty columns that a unit fills in.
    """
    wanted = _ALWAYS.union(FILLED_IN) if to_fill_in else _ALWAYS
    if to_fill_in and any(each.measures for each in listed):
        wanted |= {"measure_done_on"}
    names = [name for name in IN_WORDS if name in wanted or _is_used(name, listed)]
    columns = [_worded(name) for name in names]
    for heading, field_before in _extras(listed, after):
        place = next((at for at, each in enumerate(columns, 1) if each.name == field_before), len(columns))
        if heading in after and field_before is None:
            place = names.index("number")
        while place < len(columns) and columns[place].name == EXTRA:
            place += 1
        columns.insert(place, OutColumn(EXTRA, heading, _extra_cell(heading)))
    return Table(tuple(columns), listed, day)


def in_codes(listed: Sequence[Listed], day: Day, after: Mapping[str, str | None]) -> Table:
    """A list for programs: every field under its name, codes and ISO days; then what came in and means nothing here.

    `after`: as for `in_words`; of it only the order counts.
    """
    names = (*ROW, *MEASURES)
    extras = [heading for heading, _before in _extras(listed, after) if heading not in names]
    columns = [OutColumn(name, name, _coded(name)) for name in names]
    columns += [OutColumn(EXTRA, heading, _extra_cell(heading)) for heading in extras]
    return Table(tuple(columns), listed, day)


def _is_used(name: str, listed: Iterable[Listed]) -> bool:
    if name in MEASURES:
        said = MEASURES[name][1]
        return any(said(step) for each in listed for step in each.measures)
    return any(getattr(each.problem, name) not in {None, ""} for each in listed)


def _extras(listed: Iterable[Listed], after: Mapping[str, str | None]) -> list[tuple[str, str | None]]:
    """The columns that mean nothing here, those of the last file first and in its order."""
    found = dict.fromkeys(heading for each in listed for heading in each.problem.extra)
    known = {heading: before for heading, before in after.items() if heading in found}
    return list((known | {heading: None for heading in found if heading not in known}).items())


def _extra_cell(heading: str) -> Cells:
    def cell(each: Listed, _day: Day) -> Value:
        value: Value = each.problem.extra.get(heading)
        return value

    return cell


def _worded(name: str) -> OutColumn:
    if name in MEASURES:
        return OutColumn(name, _(MEASURES[name][0]), _measure_cell(name))
    return OutColumn(name, _(BY_NAME[name].heading), _WORDED.get(name) or _fact_cell(name))


def _coded(name: str) -> Cells:
    return _measure_cell(name) if name in MEASURES else _CODED.get(name) or _fact_cell(name)


def _measure_cell(name: str) -> Cells:
    said = MEASURES[name][1]

    def cell(each: Listed, _day: Day) -> Value:
        lines = [said(step) for step in each.measures]
        return "\n".join(lines) if any(lines) else None

    return cell


def _fact_cell(name: str) -> Cells:
    def cell(each: Listed, _day: Day) -> Value:
        value: Value = getattr(each.problem, name)
        return value

    return cell


def _light_of(each: Listed, day: Day) -> Light:
    return light(each.problem.status, each.problem.due_on, day.as_of, day.soon_days)


def _late(each: Listed, day: Day) -> int:
    return days_overdue(each.problem.status, each.problem.due_on, day.as_of)


def _light_words(each: Listed, day: Day) -> Value:
    found = _light_of(each, day)
    return None if found is Light.NONE else _(LIGHT_LABELS[found])


def _status_words(each: Listed, _day: Day) -> Value:
    return _(STATUS_WORDS[-1] if each.problem.as_error else STATUS_LABELS[each.problem.status])


def _mode_words(each: Listed, _day: Day) -> Value:
    return each.problem.mode and _(MODE_LABELS[each.problem.mode])


def _severity_words(each: Listed, _day: Day) -> Value:
    return each.problem.severity and severity_words(each.problem.severity)


_WORDED: dict[str, Cells] = {
    "light": _light_words,
    "days_overdue": lambda each, day: _late(each, day) or None,
    "status": _status_words,
    "mode": _mode_words,
    "severity": _severity_words,
}


def _other_extras(each: Listed, _day: Day) -> Value:
    """The unknown columns that are called like a field, so that they have no column of their own."""
    kept = {heading: value for heading, value in each.problem.extra.items() if heading in (*ROW, *MEASURES)}
    return as_json(kept) if kept else None


_CODED: dict[str, Cells] = {
    "light": lambda each, day: _light_of(each, day).value,
    "days_overdue": _late,
    "status": lambda each, _day: each.problem.status.value,
    "mode": lambda each, _day: each.problem.mode and each.problem.mode.value,
    "as_error": lambda each, _day: "true" if each.problem.as_error else "false",
    "as_of": lambda _each, day: day.as_of,
    "extra": _other_extras,
}


def as_json(value: Any) -> str:
    """A value as JSON on one line."""
    import json  # loads only where a column needs it

    return json.dumps(value, ensure_ascii=False)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
