"""`figures`: the progress of the office in counts and rates, on any day and by any group."""

from datetime import date
from pathlib import Path

import click

from rectify.cli.delivery import deliver, format_of, width_of
from rectify.cli.options import command, option, query_options
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report.formats import Format
from rectify.report.report import Grouping


@command(help=N_("Print counts, rates, ageing and the trend of the problems that a query selects, or of all."))
@query_options
@option("--from", "first", metavar="D", help=N_("Only problems found on this day or later."))
@option("--to", "last", metavar="D", help=N_("Only problems found on this day or earlier."))
@click.pass_obj
def figures(
    session: Session,
    query: tuple[str, ...],
    as_of: str | None,
    by: Grouping | None,
    face: Format | None,
    file: Path | None,
    first: str | None,
    last: str | None,
) -> None:
    """Print the figures."""
    from rectify.service.printing import PrintOrder

    wanted = format_of(face, file)
    begin, end = _period(session, first, last)
    text = " ".join(query)
    order = PrintOrder(
        report="figures",
        format=wanted,
        selection=session.selection(text, as_of),
        by=by,
        query=text,
        first=begin,
        last=end,
        width=width_of(session, file),
    )
    deliver(session, order, file, lambda _printed: _("Wrote the figures to {path}").format(path=file))


def _period(session: Session, first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The days of --from and --to. Raises InvalidInput for an invalid day, or days in the wrong order."""
    begin = None if first is None else session.day(first, "--from")
    end = None if last is None else session.day(last, "--to")
    if begin is not None and end is not None and end < begin:
        raise InvalidInput(_("--to {last} is before --from {first}.").format(last=end, first=begin))
    return begin, end
