"""`extend` and `review`: a later due date is asked for and decided; what is sustained is looked at again."""

import click

from rectify.cli import output
from rectify.cli.due_dates import read_due_aloud
from rectify.cli.options import argument, command, flag, option
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _


@command(help=N_("Ask for a later due date, or decide on what was asked for."))
@argument("number")
@argument("day", metavar="[DATE]", required=False)
@option("--reason", metavar="T", help=N_("Why a later date is asked for."))
@flag("--approve", N_("Grant it: the due date moves."))
@flag("--refuse", N_("Refuse it: the due date stays."))
@option("--note", metavar="T", help=N_("A word on the decision."))
@option("--by", metavar="NAME", help=N_("Who decided; you without it."))
@click.pass_obj
def extend(
    session: Session,
    number: str,
    day: str | None,
    reason: str | None,
    approve: bool,
    refuse: bool,
    note: str | None,
    by: str | None,
) -> None:
    """Ask for an extension, approve it, or refuse it."""
    from rectify import service
    from rectify.domain.facts import clean

    if [day is not None, approve, refuse].count(True) != 1:
        raise InvalidInput(_("Give one of the three: a later date, --approve or --refuse."))
    _refuse_foreign({"--note": note, "--by": by} if day is not None else {"--reason": reason})
    if day is not None:
        due_on = read_due_aloud(session, day, _("Due date"))
        changed = service.ask_extension(session.ledger, [number], due_on, reason or "", session.stamp)
    else:
        decide = service.approve_extension if approve else service.refuse_extension
        changed = decide(session.ledger, [number], session.stamp, note=note, by=clean(by or "") or None)
    output.say(changed[0].number)


def _refuse_foreign(options: dict[str, str | None]) -> None:
    for name, value in options.items():
        if value is not None:
            other = _("a decision") if name != "--reason" else _("a request with a date")
            raise InvalidInput(_("{option} belongs to {what}.").format(option=name, what=other))


@command(help=N_("Record that a sustained problem was reviewed today; the next review follows."))
@argument("number")
@option("--note", metavar="T", help=N_("What was found."))
@click.pass_obj
def review(session: Session, number: str, note: str | None) -> None:
    """Record a review."""
    from rectify import service

    [problem] = service.review(session.ledger, [number], session.stamp, note=note)
    output.say(problem.number)
