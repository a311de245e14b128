"""`check`, `backup` and `restore`: looking after the ledger's file."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rectify.cli import output
from rectify.cli.options import Face, FilePath, argument, command, json_option, option
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report.faces import as_json

if TYPE_CHECKING:
    from rectify.service import CheckReport


@command(help=N_("Check that the ledger is sound and its past unaltered."))
@option("--expect", metavar="HASH", help=N_("Also check that the event with this hash is still in the history."))
@json_option
@click.pass_obj
def check(session: Session, expect: str | None, face: Face) -> int:
    """Check the ledger; exit code 1 when something is wrong."""
    from rectify import service

    report = service.check(session.ledger, expect=expect and expect.strip().lower())
    if face == "json":
        output.emit(as_json(report_json(report)))
        for note in report.notes:
            output.tell(note)
        return int(not report.ok)
    for note in report.notes:
        output.say(note)
    for fault in report.faults:
        output.say(fault.message)
    output.say(_("Events: {n}").format(n=report.events))
    output.say(_("Problems: {n}").format(n=report.problems))
    output.say(_("Last event: {seq} {hash}").format(seq=report.last_seq, hash=report.last_hash))
    output.say(_("Faults: {n}").format(n=len(report.faults)) if report.faults else _("No fault found."))
    return int(not report.ok)


def report_json(report: "CheckReport") -> dict[str, Any]:
    """The result of the check, as programs read it."""
    return {
        "ok": report.ok,
        "events": report.events,
        "problems": report.problems,
        "last_seq": report.last_seq,
        "last_hash": report.last_hash,
        "faults": [asdict(fault) for fault in report.faults],
    }


@command(help=N_("Copy the ledger, also while it is in use; print where to."))
@argument("file", required=False, type=FilePath())
@click.pass_obj
def backup(session: Session, file: Path | None) -> None:
    """Copy the ledger."""
    from rectify import service

    if file is None and session.is_temporary:
        raise InvalidInput(_("The sample ledger is gone afterwards, with what lies beside it: name a file."))
    output.say(str(service.backup(session.ledger, file, session.stamp)))


@command(help=N_("Put a backup in place of the ledger; the old one is kept, and named."))
@argument("file", type=FilePath())
@click.pass_obj
def restore(session: Session, file: Path) -> None:
    """Restore a backup."""
    from rectify import service

    kept = service.restore(session.path, file, session.stamp)
    if kept is None:
        output.tell(_("Restored {path}; there was no ledger before.").format(path=session.path))
    else:
        output.tell(_("Restored {path}; the old ledger is kept at {kept}.").format(path=session.path, kept=kept))
