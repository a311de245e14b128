"""Printing from the terminal UI: an order is made and delivered in the store thread."""

import subprocess
from datetime import date
from typing import NamedTuple

from rectify import service
from rectify.domain.filter_tree import Numbered
from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp
from rectify.errors import LedgerUnavailable
from rectify.i18n import _
from rectify.report.faces import write_file
from rectify.report.formats import Format
from rectify.report.report import Grouping
from rectify.service import printing
from rectify.service.overwriting import require_free
from rectify.service.printing import Printed
from rectify.tui.dialogs.print_dialog import PrintChoice
from rectify.tui.listing.choice import Choice
from rectify.tui.pages.charts import BAR

MOST_PREVIEWED = 5_000
"""The number of problems that are laid out for a preview."""

PAPER = 80
"""Cells of a line that goes to a file or to the printer."""

_SEARCHED = frozenset({"overdue", "soon", "figures"})
"""The reports of what is looked for, in whichever view."""

_PATIENCE = 20
"""Seconds that the print program has to accept a text."""


class Subject(NamedTuple):
    """What stood on the screen when printing was asked for."""

    choice: Choice
    """Which list was shown."""
    day: date
    number: str | None = None
    """The problem under the cursor, of a record."""
    unit: str | None = None
    """Its unit, of a slip."""
    marked: tuple[str, ...] = ()
    """The numbers of the marked problems."""


def ordered(order: PrintChoice, subject: Subject, width: int) -> printing.PrintOrder:
    """The order as the service takes it, of what the list showed, found or had marked."""
    return printing.PrintOrder(
        report=order.report,
        format=order.format,
        selection=_selection(order, subject),
        by=order.by,
        query=_query(order, subject.choice),
        name=_name(order, subject.choice),
        number=subject.number,
        unit=subject.unit,
        issue=order.target is not None or order.printer,
        page_per_group=order.page_per_group,
        width=width,
    )


def _selection(order: PrintChoice, subject: Subject) -> Selection:
    """What a report covers: a list what is shown or marked; overdue, soon and figures what the filter finds."""
    choice, day = subject.choice, subject.day
    if order.marked:
        return choice.selection(day)._replace(filter=Numbered(subject.marked))
    if order.report == "list":
        return choice.selection(day)
    return choice.searched(day) if order.report in _SEARCHED else Selection(day, as_of=choice.as_of)


def _query(order: PrintChoice, choice: Choice) -> str:
    """The filter that a report names: beside the view that a list has as its title, or in full."""
    if order.report == "list":
        return "" if order.marked else choice.query
    return choice.full_query if order.report in _SEARCHED else ""


def _name(order: PrintChoice, choice: Choice) -> str | None:
    """The title of a list; None of other reports, which have their own."""
    if order.marked:
        return _("Marked problems")
    return choice.view.title if order.report == "list" else None


def printed(ledger: service.Ledger, asked: printing.PrintOrder, order: PrintChoice, stamp: Stamp) -> Printed:
    """Make what is ordered, and write it to its file or send it to the printer, unless it is only shown.

    Raises InvalidInput if the ledger depends on the file, LedgerUnavailable if it cannot be written or printed.
    """
    target = order.target
    if target is not None:
        require_free(ledger, target)

    def deliver(made: Printed) -> None:
        if target is not None:
            write_file(made.content, target)
        elif order.printer:
            _send(made.content)

    return printing.print_report(ledger, asked, stamp, deliver)


def _send(content: bytes) -> None:
    """Send a text to the printer. Raises LedgerUnavailable, with the message of the print program, if that fails."""
    try:
        done = subprocess.run(["lp"], input=content, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LedgerUnavailable(_("It cannot be printed: {reason}").format(reason=error)) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or str(done.returncode)
        raise LedgerUnavailable(_("It cannot be printed: {reason}").format(reason=said))


def previewed(ledger: service.Ledger, asked: printing.PrintOrder, stamp: Stamp) -> str:
    """The first lines: formats that a terminal cannot show are laid out as plain text, and a slip is only drafted."""
    shown: Format = "text" if asked.format in {"html", "xlsx"} else asked.format
    draft = asked._replace(format=shown, issue=False, limit=MOST_PREVIEWED)
    made = printing.print_report(ledger, draft, stamp)
    return "\n".join(str(made.body).split("\n")[:60])


def figured(ledger: service.Ledger, by: Grouping | None, choice: Choice, day: date, stamp: Stamp, width: int) -> str:
    """The figures of what the filter of `choice` selects, by a grouping, as a text of `width` cells."""
    asked = ordered(PrintChoice("figures", by, "text", None), Subject(choice, day), width)
    return str(printing.print_report(ledger, asked._replace(mark=BAR), stamp).body)
