"""`slip`: a numbered reminder to a unit about what is late; the history keeps each one that is issued."""

from pathlib import Path

import click

from rectify.cli import output
from rectify.cli.delivery import deliver, format_of, width_of
from rectify.cli.options import argument, command, flag, format_option, option, output_option
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _, ngettext
from rectify.report.formats import Format


@command(help=N_("Issue a numbered reminder slip to a unit about what is overdue or due soon; the history keeps it."))
@argument("unit", required=False)
@option("--as-of", metavar="D", help=N_("What is overdue or due soon on that day: a date or a date phrase."))
@option("--due", metavar="PHRASE", help=N_("The day by which the unit must answer; in seven days without it."))
@option("--note", metavar="T", help=N_("What the slip says beside its list."))
@option("--again", metavar="N", help=N_("Print the slip with this number once more, as it was issued."))
@flag("--dry-run", N_("Show the slip as a draft; nothing is recorded, and no number is used."))
@format_option(["text", "md", "html", "xlsx"])
@output_option
@click.pass_obj
def slip(
    session: Session,
    unit: str | None,
    as_of: str | None,
    due: str | None,
    note: str | None,
    again: str | None,
    dry_run: bool,
    face: Format | None,
    file: Path | None,
) -> None:
    """Issue a slip."""
    from rectify.service.printing import PrintOrder

    wanted = format_of(face, file)
    if (unit is None) == (again is None):
        raise InvalidInput(_("Name one of the two: a unit, or with --again a slip that was issued."))
    if again is not None and (dry_run or any(each is not None for each in (as_of, due, note))):
        raise InvalidInput(_("--again prints a slip as it was issued; leave the other options out."))
    if wanted not in {"text", "md", "html", "xlsx"}:
        raise InvalidInput(_("A slip is not written as {format}; choose text, md, html or xlsx.").format(format=wanted))
    order = PrintOrder(
        report="slip",
        format=wanted,
        selection=session.selection("", as_of),
        unit=unit,
        again=again,
        answer_by=None if due is None else session.day(due, "--due"),
        note=note,
        issue=again is None and not dry_run,
        width=width_of(session, file),
    )
    printed = deliver(session, order, file, lambda _printed: _("Wrote the slip to {path}").format(path=file))
    if order.issue:
        told = ngettext("Issued slip {slip}: {n} problem.", "Issued slip {slip}: {n} problems.", printed.shown)
        output.tell(told.format(slip=printed.slip, n=printed.shown))
