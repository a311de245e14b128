"""`overdue` and `list`: which problems, printed in which format, to which place."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rectify.cli import output
from rectify.cli.delivery import deliver, list_format, width_of
from rectify.cli.options import WholeNumber, command, flag, option, query_options
from rectify.cli.session import Session
from rectify.domain.columns import ROW, full_name
from rectify.errors import InvalidInput
from rectify.i18n import N_, _, ngettext
from rectify.report.formats import Format
from rectify.report.report import Grouping

if TYPE_CHECKING:
    from rectify.service.printing import Printed, PrintOrder

UNSORTED = frozenset({"as_of", "extra"})
"""The keys of a row by which a list cannot be sorted."""
SORTED = (*(key for key in ROW if key not in UNSORTED), "waiting")
"""The names by which a list can be sorted: the other keys, and the days since it was submitted."""

page_option = flag("--page-per-group", N_("On paper each group begins a new page."))


@command(help=N_("Print what is overdue, by unit, the latest first."))
@query_options
@page_option
@flag("--exit-code", N_("End with exit code 1 when something is overdue."))
@click.pass_obj
def overdue(
    session: Session,
    query: tuple[str, ...],
    as_of: str | None,
    by: Grouping | None,
    face: Format | None,
    file: Path | None,
    page_per_group: bool,
    exit_code: bool,
) -> int:
    """Print the overdue problems."""
    order = _order(session, "overdue", query, as_of, face, file, by=by, page_per_group=page_per_group)
    return int(_printed(session, order, file) > 0 and exit_code)


@command("list", help=N_("Print the problems that match a query, or all, by due date."))
@query_options
@page_option
@option("--sort", metavar="F,-F", help=N_("Sort by these fields, a hyphen in front for backwards: severity,-due."))
@option("--limit", type=WholeNumber(), metavar="N", help=N_("Print at most so many."))
@click.pass_obj
def list_problems(
    session: Session,
    query: tuple[str, ...],
    as_of: str | None,
    by: Grouping | None,
    face: Format | None,
    file: Path | None,
    page_per_group: bool,
    sort: str | None,
    limit: int | None,
) -> None:
    """Print the problems of a query."""
    asked: dict[str, Any] = {"by": by, "page_per_group": page_per_group, "limit": limit}
    order = _order(session, "list", query, as_of, face, file, sort_keys(sort), **asked)
    _printed(session, order, file)


def sort_keys(text: str | None) -> tuple[str, ...]:
    """The order that "severity,-due" asks for, with the full names. Raises InvalidInput for an unknown field."""
    return tuple(_sort_key(part.strip()) for part in (text or "").split(",") if part.strip())


def _sort_key(text: str) -> str:
    name = text.removeprefix("-")
    field = full_name(name)
    if field not in SORTED:
        raise InvalidInput(
            _("--sort: there is no field {field}; the fields are {fields}.").format(
                field=name, fields=", ".join(SORTED)
            )
        )
    return f"-{field}" if text.startswith("-") else field


def _order(
    session: Session,
    report: str,
    query: tuple[str, ...],
    as_of: str | None,
    face: Format | None,
    file: Path | None,
    order: tuple[str, ...] = (),
    **asked: Any,
) -> "PrintOrder":
    """The order for a report, from the options."""
    from rectify.service.printing import PrintOrder

    text, wanted = " ".join(query), list_format(session, face, file)
    selection = session.selection(text, as_of, order)
    colour = file is None and output.colour()
    asked["by"] = asked["by"] or session.print_defaults.grouping(wanted)
    return PrintOrder(report, wanted, selection, query=text, width=width_of(session, file), colour=colour, **asked)


def _printed(session: Session, order: "PrintOrder", file: Path | None) -> int:
    """Print the list and return how many problems it has; if there are none, say where it looked."""

    def told(printed: "Printed") -> str:
        n = printed.shown
        return ngettext("Wrote {n} problem to {path}", "Wrote {n} problems to {path}", n).format(n=n, path=file)

    printed = deliver(session, order, file, told)
    if not printed.shown:
        output.tell(_("Looked in {path}, as of {day}.").format(path=session.path, day=order.selection.day))
    return printed.shown
