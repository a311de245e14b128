"""`figures`: how far the office is, in counts and rates, on any day and by any group."""

from pathlib import Path

import click

from rectify.cli import output
from rectify.cli.options import command, option, query_options
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report import Format, Grouping
from rectify.report.faces import suffix_format, write_text
from rectify.report.figures import FigureSheet, render_figures


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
    output: Path | None,
    first: str | None,
    last: str | None,
) -> None:
    """Print the figures."""
    wanted: Format = face or (suffix_format(output) if output else None) or "text"
    deliver(session, sheet_of(session, " ".join(query), as_of, by, (first, last)), wanted, output)


def sheet_of(
    session: Session, query: str, as_of: str | None, by: Grouping | None, period: tuple[str | None, str | None]
) -> FigureSheet:
    """The figures that were asked for. Raises InvalidInput for a wrong query, a wrong day, or days the wrong way."""
    from rectify import service
    from rectify.domain.filters import parse
    from rectify.domain.listing import Selection

    first, last = (
        None if text is None else session.day(text, name) for text, name in zip(period, ("--from", "--to"), strict=True)
    )
    if first is not None and last is not None and last < first:
        raise InvalidInput(_("--to {last} is before --from {first}.").format(last=last, first=first))
    day = session.as_of(as_of)
    selection = Selection(session.today, parse(query, day or session.today), day)
    found = service.figures(session.ledger, selection, by=by, first=first, last=last)
    tree = service.units(session.ledger, session.today) if by == "unit" else ()
    seq, last_hash = service.chain_end(session.ledger)
    title = _("{list}: {ledger}").format(list=_("Figures"), ledger=session.ledger.facts.name)
    return FigureSheet(
        title=f"{title} ({query})" if query else title,
        as_of=found.as_of,
        first=first,
        last=last,
        by=by,
        rows=found.rows,
        trend=found.trend,
        depths={line.name: line.depth for line in tree},
        foot=_("Event {seq} {hash}").format(seq=seq, hash=last_hash),
    )


def deliver(session: Session, sheet: FigureSheet, face: Format, file: Path | None) -> None:
    """Print the figures, or write them to the file."""
    if file is None:
        output.emit(render_figures(sheet, face, page=output.width()))
        return
    if file.resolve() == session.path.resolve():
        raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=file))
    write_text(render_figures(sheet, face), face, file)
    output.tell(_("Wrote the figures to {path}").format(path=file))
