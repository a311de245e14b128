"""`overdue` and `list`: which problems, printed in which format, to which place."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rectify.cli import output
from rectify.cli.options import command, flag, option, query_options
from rectify.cli.session import Session
from rectify.domain.columns import ROW
from rectify.domain.facts import SHORT_NAMES
from rectify.domain.problem import Problem
from rectify.errors import InvalidInput
from rectify.i18n import N_, _, ngettext
from rectify.report import Format, Grouping, Report, list_report, overdue_report, render, suffix_format, write

if TYPE_CHECKING:
    from rectify.domain.listing import Selection

PRINTED = (
    *("id", "number", "title", "unit", "owner", "lead", "source", "severity", "due_on", "status", "extensions"),
    *("measures_total", "measures_done", "delay_reason", "next_step", "as_error"),
)
"""The facts that a printed list shows; CSV and JSON show all."""

UNSORTED = frozenset({"as_of", "extra"})
"""The keys of a row that a list is not sorted by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a list ask for."""

    query: str
    as_of: str | None
    by: Grouping | None
    face: Format
    output: Path | None


def asked(
    query: tuple[str, ...], as_of: str | None, by: Grouping | None, face: Format | None, file: Path | None
) -> Asked:
    """The options as they were given; the ending of the file decides the format that was not."""
    wanted = face or (suffix_format(file) if file else None) or "text"
    return Asked(" ".join(query), as_of, by, wanted, file)


@command(help=N_("Print what is overdue, by unit, the latest first."))
@query_options
@flag("--exit-code", N_("End with exit code 1 when something is overdue."))
@click.pass_obj
def overdue(
    session: Session,
    query: tuple[str, ...],
    as_of: str | None,
    by: Grouping | None,
    face: Format | None,
    output: Path | None,
    exit_code: bool,
) -> int:
    """Print the overdue problems."""
    wanted = asked(query, as_of, by, face, output)
    report = overdue_of(session, wanted)
    deliver(session, report, wanted)
    return int(exit_code and bool(report.problems))


@command("list", help=N_("Print the problems that match a query, or all, by due date."))
@query_options
@option("--sort", metavar="F,-F", help=N_("Sort by these fields, a hyphen in front for backwards: severity,-due."))
@option("--limit", type=click.IntRange(min=0), metavar="N", help=N_("Print at most so many."))
@click.pass_obj
def list_problems(
    session: Session,
    query: tuple[str, ...],
    as_of: str | None,
    by: Grouping | None,
    face: Format | None,
    output: Path | None,
    sort: str | None,
    limit: int | None,
) -> None:
    """Print the problems of a query."""
    wanted = asked(query, as_of, by, face, output)
    deliver(session, listed(session, wanted, sort_keys(sort), limit), wanted)


def sort_keys(text: str | None) -> tuple[str, ...]:
    """The order that "severity,-due" asks for, with the full names. Raises InvalidInput for an unknown field."""
    return tuple(_sort_key(part.strip()) for part in (text or "").split(",") if part.strip())


def _sort_key(text: str) -> str:
    name = text.removeprefix("-").casefold()
    field = SHORT_NAMES.get(name, name)
    if field not in ROW or field in UNSORTED:
        raise InvalidInput(
            _("--sort: there is no field {field}; the fields are {fields}.").format(
                field=name, fields=", ".join(key for key in ROW if key not in UNSORTED)
            )
        )
    return f"-{field}" if text.startswith("-") else field


def overdue_of(session: Session, wanted: Asked) -> Report:
    """The overdue problems that `wanted` asks for."""
    from rectify import service
    from rectify.domain.listing import VIEWS

    selection = _selection(session, wanted, ())
    overdue_view = next(view for view in VIEWS if view.key == "overdue")
    return overdue_report(
        service.problems(session.ledger, selection.within(overdue_view), facts=_shown(wanted)),
        title=_titled(_("Overdue problems"), session, wanted),
        as_of=selection.day,
        by=wanted.by,
        soon_days=session.ledger.facts.soon_days,
        total=_total(session, selection),
        foot=_foot(session),
    )


def listed(session: Session, wanted: Asked, order: tuple[str, ...], limit: int | None) -> Report:
    """The problems that `wanted` asks for, at most `limit`, in the order given."""
    from rectify import service

    selection = _selection(session, wanted, order)
    return list_report(
        service.problems(session.ledger, selection, limit, _shown(wanted)),
        title=_titled(_("Problems"), session, wanted),
        as_of=selection.day,
        by=wanted.by,
        soon_days=session.ledger.facts.soon_days,
        total=_total(session, selection),
        foot=_foot(session),
    )


def _shown(wanted: Asked) -> tuple[str, ...]:
    return PRINTED if wanted.face in {"text", "md"} else Problem._fields


def _selection(session: Session, wanted: Asked, order: tuple[str, ...]) -> "Selection":
    from rectify.domain.filters import parse
    from rectify.domain.listing import Selection

    day = session.as_of(wanted.as_of)
    return Selection(session.today, parse(wanted.query, day or session.today), day, order)


def _total(session: Session, selection: "Selection") -> int:
    """Problems of the whole ledger on the day of the list; what was waived as an error leaves every total."""
    from rectify import service
    from rectify.domain.filters import Match, Not
    from rectify.domain.listing import Selection

    counted = Not(Match("as_error", ("true",)))
    return service.count(session.ledger, Selection(selection.today, counted, selection.as_of))


def _titled(what: str, session: Session, wanted: Asked) -> str:
    title = _("{list}: {ledger}").format(list=what, ledger=session.ledger.facts.name)
    return f"{title} ({wanted.query})" if wanted.query else title


def _foot(session: Session) -> str:
    from rectify import service

    seq, last_hash = service.chain_end(session.ledger)
    return _("Event {seq} {hash}").format(seq=seq, hash=last_hash)


def deliver(session: Session, report: Report, wanted: Asked) -> None:
    """Print `report`, or write it to the file; where nothing was found, tell where it was looked for."""
    if wanted.output is None:
        output.emit(render(report, wanted.face, width=output.width(), colour=output.colour()))
    else:
        if wanted.output.resolve() == session.path.resolve():
            raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=wanted.output))
        write(report, wanted.face, wanted.output)
        shown = len(report.problems)
        output.tell(
            ngettext("Wrote {n} problem to {path}", "Wrote {n} problems to {path}", shown).format(
                n=shown, path=wanted.output
            )
        )
    if not report.problems:
        output.tell(_("Looked in {path}, as of {day}.").format(path=session.path, day=report.as_of))
