"""From an order to print to the printed list; it runs in the store thread."""

from datetime import date

from rectify import service
from rectify.domain.listing import Selection
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report import Grouping, Report, list_report, overdue_report, render, write
from rectify.report.figures import FigureSheet, render_figures
from rectify.tui.choice import BY_KEY, Choice
from rectify.tui.print_dialog import PrintOrder


def report_of(ledger: service.Ledger, order: PrintOrder, choice: Choice, today: date) -> Report:
    """The list that was ordered: what is overdue, or what `choice` shows."""
    if order.report == "overdue":
        choice = Choice(BY_KEY["overdue"])
    name = _("Overdue problems") if order.report == "overdue" else choice.title
    title = _("{list}: {ledger}").format(list=name, ledger=ledger.facts.name)
    problems = service.problems(ledger, choice.selection(today))
    soon, total = ledger.facts.soon_days, service.count(ledger, Selection(today))
    foot = _foot(ledger)
    if order.report == "overdue" and order.by:
        return overdue_report(problems, as_of=today, by=order.by, soon_days=soon, total=total, title=title, foot=foot)
    return list_report(problems, title=title, as_of=today, by=order.by, soon_days=soon, total=total, foot=foot)


def figured(ledger: service.Ledger, by: Grouping | None, choice: Choice, today: date, width: int) -> str:
    """The figures of what the filter of `choice` selects, by a grouping, as a text of `width` cells."""
    found = service.figures(ledger, Selection(today, choice.filter), by=by)
    tree = service.units(ledger, today) if by == "unit" else ()
    title = _("{list}: {ledger}").format(list=_("Figures"), ledger=ledger.facts.name)
    sheet = FigureSheet(
        title=f"{title} ({choice.query})" if choice.query else title,
        as_of=found.as_of,
        first=None,
        last=None,
        by=by,
        rows=found.rows,
        trend=found.trend,
        depths={line.name: line.depth for line in tree},
        foot=_foot(ledger),
    )
    return render_figures(sheet, "text", page=width)


def _foot(ledger: service.Ledger) -> str:
    seq, last_hash = service.chain_end(ledger)
    return _("Event {seq} {hash}").format(seq=seq, hash=last_hash)


def printed(ledger: service.Ledger, order: PrintOrder, choice: Choice, today: date, width: int) -> tuple[int, str]:
    """How many problems were printed, and their text where it goes to the screen.

    Raises InvalidInput when the file is the ledger itself, LedgerUnavailable when it cannot be written.
    """
    report = report_of(ledger, order, choice, today)
    if order.target is None:
        return len(report.problems), render(report, order.format, width=width)
    if order.target.resolve() == ledger.path.resolve():
        raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=order.target))
    write(report, order.format, order.target)
    return len(report.problems), ""
