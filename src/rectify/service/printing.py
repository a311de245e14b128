"""Everything that is printed: the table of reports, and one function that makes any of them in any format.

The command line and the terminal UI print through it. Source: docs/printing.md.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from rectify.domain.filter_tree import And, Everything, Match
from rectify.domain.listing import VIEWS, Selection
from rectify.domain.problem import Problem, Stamp
from rectify.i18n import N_, _
from rectify.report.faces import content, encoded
from rectify.report.formats import FORMATS, Format
from rectify.report.report import GROUPINGS, Grouping, Report, list_report, overdue_report
from rectify.service.ledgers import chain_end, foot
from rectify.store import lists
from rectify.store.database import Ledger

if TYPE_CHECKING:
    from rectify.report.slip import Slip

Subject = Literal["problems", "problem", "unit"]
"""What a report is about: a selection of problems, one problem, or one unit."""

_FACTS = (
    *("id", "number", "title", "unit", "owner", "lead", "source", "severity", "due_on", "status", "extensions"),
    *("submitted_on", "measures_total", "measures_done", "delay_reason", "next_step", "as_error"),
)
"""The facts that a printed list shows; files for programs have all of them."""

_SHOWN: dict[Format, tuple[str, ...]] = {"text": _FACTS, "md": _FACTS, "html": (*_FACTS, "original_due_on")}
_LETTERS: tuple[Format, ...] = ("text", "md", "html", "xlsx")


class PrintKind(NamedTuple):
    """One report that can be printed."""

    id: str
    label: str
    about: Subject
    formats: tuple[Format, ...]
    groupings: tuple[Grouping, ...] = ()
    """What it can be grouped by; the first is the default."""
    ungrouped: bool = False
    """Whether it can be printed without groups."""


REPORTS: tuple[PrintKind, ...] = (
    PrintKind("overdue", N_("Overdue problems"), "problems", FORMATS, GROUPINGS),
    PrintKind("soon", N_("Problems due soon"), "problems", FORMATS, GROUPINGS, ungrouped=True),
    PrintKind("list", N_("Problems"), "problems", FORMATS, GROUPINGS, ungrouped=True),
    PrintKind("record", N_("Record of one problem"), "problem", _LETTERS),
    PrintKind("slip", N_("Reminder slip"), "unit", _LETTERS),
    PrintKind("figures", N_("Figures"), "problems", FORMATS, GROUPINGS, ungrouped=True),
)
BY_ID = {kind.id: kind for kind in REPORTS}


class PrintOrder(NamedTuple):
    """An order for one report."""

    report: str
    """The id of one of REPORTS."""
    format: Format
    selection: Selection
    """Which problems, for which day, in which order; of a record or a slip only the day counts."""
    by: Grouping | None = None
    query: str = ""
    """The filter as it was typed, for the title."""
    name: str | None = None
    """The title of the list, if it is not the report's label."""
    limit: int | None = None
    number: str | None = None
    """The problem of a record."""
    unit: str | None = None
    """The unit of a slip."""
    again: str | None = None
    """The number of an issued slip to print again, instead of the unit."""
    answer_by: date | None = None
    note: str | None = None
    """A note on the slip, beside its list."""
    issue: bool = False
    """Whether a slip is issued, with a number and an event, or only drafted."""
    first: date | None = None
    last: date | None = None
    """Only figures of problems found in this period."""
    page_per_group: bool = False
    width: int = 80
    """The width of a text, in cells."""
    mark: str = "#"
    """What the bars in the text of figures are drawn with."""
    colour: bool = False


class Printed(NamedTuple):
    """A report that was made."""

    body: str | bytes
    """A text, or the bytes of a workbook."""
    format: Format
    shown: int
    """How many problems it has."""
    slip: str | None = None
    """The number of a slip that was issued, now or before."""

    @property
    def content(self) -> bytes:
        """The bytes of a file: UTF-8; CSV with the byte order mark that spreadsheets look for."""
        return self.body if isinstance(self.body, bytes) else encoded(self.body, self.format)


def print_report(
    ledger: Ledger, order: PrintOrder, stamp: Stamp, deliver: Callable[[Printed], None] | None = None
) -> Printed:
    """Make the report that is ordered, of one moment. `deliver`, where it is given, takes it to its file or printer.

    A slip is issued only if `deliver` has not raised. Raises InvalidInput for an unknown report or a format that it
    does not have, Refused for an unknown problem or unit.
    """
    deliver = deliver or _stay
    if order.report == "slip" and order.issue:
        return _issued(ledger, order, stamp, deliver)
    with ledger.reading():
        printed = _MAKERS[order.report](ledger, order, stamp)
    deliver(printed)
    return printed


def report_of(ledger: Ledger, order: PrintOrder) -> Report:
    """The list of problems that is ordered: overdue, soon or list."""
    kind = BY_ID[order.report]
    view = next((view for view in VIEWS if view.key == kind.id), None)
    selection = order.selection if view is None else order.selection.within(view)
    problems = lists.problems(ledger, selection, order.limit, _SHOWN.get(order.format, Problem._fields))
    make: Callable[..., Report] = overdue_report if kind.id == "overdue" else list_report
    return make(
        problems,
        by=order.by,
        page_per_group=order.page_per_group,
        as_of=selection.day,
        soon_days=ledger.facts.soon_days,
        total=counted(ledger, selection),
        title=titled(ledger, _called(order), order.query),
        foot=foot(chain_end(ledger)),
    )


def counted(ledger: Ledger, selection: Selection) -> int:
    """Problems of the whole ledger on the day of the list; what was waived as an error leaves every total."""
    # Only what is waived is an error: the few of that status are told apart, and not all problems.
    errors = And((Match("status", ("waived",)), Match("as_error", ("true",))))
    every, wrong = (Selection(selection.today, each, selection.as_of) for each in (Everything(), errors))
    return lists.count(ledger, every) - lists.count(ledger, wrong)


def titled(ledger: Ledger, name: str, query: str) -> str:
    """What a report is called on paper: the list, the ledger, the query as it was typed."""
    title = _("{list}: {ledger}").format(list=name, ledger=ledger.facts.name)
    return f"{title} ({query})" if query else title


def _called(order: PrintOrder) -> str:
    return order.name or _(BY_ID[order.report].label)


def _stay(_printed: Printed) -> None:
    """The `deliver` that goes nowhere: the report is only shown."""


def _list(ledger: Ledger, order: PrintOrder, _stamp: Stamp) -> Printed:
    report = report_of(ledger, order)
    body = content(report, order.format, width=order.width, colour=order.colour)
    return Printed(body, order.format, len(report.problems))


def _record(ledger: Ledger, order: PrintOrder, _stamp: Stamp) -> Printed:
    from rectify.report.record import RecordFormat, render_record
    from rectify.service.reading import record
    from rectify.service.record_sheet import record_sheet

    found = record(ledger, str(order.number), order.selection)
    sheet = record_sheet(ledger, found, order.selection.day, foot(chain_end(ledger)))
    if order.format == "xlsx":
        from rectify.report.record_form import record_workbook

        return Printed(record_workbook(sheet), order.format, 1)
    body = render_record(sheet, cast("RecordFormat", order.format), page=order.width)
    return Printed(body, order.format, 1)


def _slip(ledger: Ledger, order: PrintOrder, stamp: Stamp) -> Printed:
    from rectify.service.reminding import draft_slip, slip_again

    if order.again is not None:
        return _printed_slip(order, slip_again(ledger, order.again))
    day = order.selection.as_of
    slip = draft_slip(ledger, str(order.unit), stamp, as_of=day, answer_by=order.answer_by, note=order.note)
    return _printed_slip(order, slip)


def _issued(ledger: Ledger, order: PrintOrder, stamp: Stamp, deliver: Callable[[Printed], None]) -> Printed:
    from rectify.service.reminding import issue_slip

    issued = issue_slip(
        ledger,
        str(order.unit),
        stamp,
        as_of=order.selection.as_of,
        answer_by=order.answer_by,
        note=order.note,
        deliver=lambda slip: deliver(_printed_slip(order, slip)),
    )
    return _printed_slip(order, issued)


def _printed_slip(order: PrintOrder, slip: "Slip") -> Printed:
    from rectify.report.slip import SlipFormat, render_slip

    if order.format == "xlsx":
        from rectify.report.slip_form import slip_workbook

        return Printed(slip_workbook(slip), order.format, len(slip.rows), slip.number)
    body = render_slip(slip, cast("SlipFormat", order.format), page=order.width)
    return Printed(body, order.format, len(slip.rows), slip.number)


def _figures(ledger: Ledger, order: PrintOrder, _stamp: Stamp) -> Printed:
    from rectify.report.figure_faces import render_figures
    from rectify.report.figures import FigureSheet
    from rectify.service.reading import units
    from rectify.service.reporting import figures

    found = figures(ledger, order.selection, by=order.by, first=order.first, last=order.last)
    tree = units(ledger, order.selection.today) if order.by == "unit" else ()
    sheet = FigureSheet(
        title=titled(ledger, _called(order), order.query),
        as_of=found.as_of,
        first=found.first,
        last=found.last,
        by=order.by,
        rows=found.rows,
        trend=found.trend,
        depths={line.name: line.depth for line in tree},
        foot=foot(chain_end(ledger)),
    )
    if order.format == "xlsx":
        from rectify.report.figures_sheet import figures_workbook

        return Printed(figures_workbook(sheet), order.format, found.rows[0].total)
    body = render_figures(sheet, order.format, page=order.width, mark=order.mark)
    return Printed(body, order.format, found.rows[0].total)


_MAKERS: dict[str, Callable[[Ledger, PrintOrder, Stamp], Printed]] = {
    "overdue": _list,
    "soon": _list,
    "list": _list,
    "record": _record,
    "slip": _slip,
    "figures": _figures,
}
