"""A list as a workbook, to be printed and filtered. Source: docs/rules.md, "Export"."""

from collections.abc import Iterable, Iterator, Sequence

from rectify.domain.columns import BY_NAME
from rectify.domain.deadlines import days_overdue, is_overdue, light
from rectify.domain.problem import LIGHT_LABELS, MODE_LABELS, STATUS_LABELS, Light, Problem, severity_words
from rectify.i18n import _
from rectify.report.report import Report
from rectify.report.sheet import CellKind, PrintedSheet, SheetColumn, SheetRow, Value, write_sheet
from rectify.report.text import WAIVED_AS_ERROR, group_heading, heading

CELL_KINDS: dict[str, CellKind] = {"date": "date", "due": "date", "count": "count", "light": "light"}
"""The cell formats of columns by kind; all others are text."""

_EXPLAINING = ("delay_reason", "next_step")
"""The columns for what other formats add below the titles."""


def workbook(report: Report) -> bytes:
    """`report` as a workbook of one sheet, its groups under headings."""
    names = _columns(report)
    return write_sheet(
        PrintedSheet(
            name=report.title,
            title=report.title,
            subtitle=report.subtitle,
            columns=tuple(SheetColumn(heading(name), _kind(name)) for name in names),
            rows=_rows(report, names),
            size=len(report.problems) + len(report.groups),
            foot=report.foot,
            frozen=names.index("number") + 1 if "number" in names else 0,
        )
    )


def table_workbook(
    report: Report,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Value]],
    notes: Sequence[Sequence[str]],
    *,
    frozen: int,
) -> bytes:
    """A workbook with the head and the foot of `report`, and a row of these columns for each of its problems.

    `notes` are the rows of the hidden sheet; `frozen` is how many columns stay in sight.
    """
    return write_sheet(
        PrintedSheet(
            name=report.title,
            title=report.title,
            subtitle=report.subtitle,
            columns=tuple(columns),
            rows=(_row(problem, cells, report) for problem, cells in zip(report.problems, rows, strict=True)),
            size=len(report.problems),
            foot=report.foot,
            frozen=frozen,
            notes=notes,
        )
    )


def _row(problem: Problem, cells: Sequence[Value], report: Report) -> SheetRow:
    return SheetRow(
        cells,
        red=is_overdue(problem.status, problem.due_on, report.as_of),
        light=light(problem.status, problem.due_on, report.as_of, report.soon_days),
        name=problem.number,
    )


def _columns(report: Report) -> tuple[str, ...]:
    told = _EXPLAINING if report.explained else ()
    return (*report.columns, *(name for name in told if any(getattr(each, name) for each in report.problems)))


def _kind(name: str) -> CellKind:
    return "text" if name == "measures_done" else CELL_KINDS.get(BY_NAME[name].kind, "text")


def _rows(report: Report, names: Sequence[str]) -> Iterator[SheetRow]:
    for group in report.groups:
        if group.label is not None:
            yield SheetRow([group_heading(group)], section=True)
        for problem in group.problems:
            yield _row(problem, [_cell(name, problem, report) for name in names], report)


def _cell(name: str, problem: Problem, report: Report) -> Value:
    if name == "days_overdue":
        return days_overdue(problem.status, problem.due_on, report.as_of) or None
    if name == "measures_done":
        return f"{problem.measures_done}/{problem.measures_total}" if problem.measures_total else None
    if name == "light":
        colour = light(problem.status, problem.due_on, report.as_of, report.soon_days)
        return None if colour is Light.NONE else _(LIGHT_LABELS[colour])
    return _fact(name, problem)


def _fact(name: str, problem: Problem) -> Value:
    if name == "status":
        return _(WAIVED_AS_ERROR) if problem.as_error else _(STATUS_LABELS[problem.status])
    value: Value = getattr(problem, name)
    if name == "mode":
        return _(MODE_LABELS[problem.mode]) if problem.mode else None
    return severity_words(problem.severity) if name == "severity" and problem.severity else value
