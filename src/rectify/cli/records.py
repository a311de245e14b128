"""`show`, `history`, `units` and `keys`: reading, as text or as JSON."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from rectify.cli import output
from rectify.cli.delivery import deliver, format_of, hand_over, width_of
from rectify.cli.options import Face, argument, command, format_option, json_option, option, output_option
from rectify.cli.session import Session, tell_new_names
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report.faces import as_json
from rectify.report.formats import Format
from rectify.report.lettering import pad, visible, width
from rectify.report.rows import row

if TYPE_CHECKING:
    from rectify.domain.listing import Record, Round, UnitLine
    from rectify.domain.problem import Event, Evidence, Extension, Measure


@command(help=N_("Print everything about one problem."))
@argument("number")
@option("--as-of", metavar="D", help=N_("As it stood at the end of that day: a date or a date phrase."))
@format_option(["text", "json", "md", "html", "xlsx"])
@output_option
@click.pass_obj
def show(session: Session, number: str, as_of: str | None, face: Format | None, file: Path | None) -> None:
    """Print one problem."""
    from rectify import service
    from rectify.service.printing import PrintOrder

    told = _("Wrote the record to {path}").format(path=file)
    wanted, selection = format_of(face, file), session.selection("", as_of)
    if wanted == "json":
        record = service.record(session.ledger, number, selection)
        text = as_json(record_json(record, row(record.problem, selection.day, session.ledger.facts.soon_days)))
        hand_over(session, text, file, told)
    elif wanted in {"text", "md", "html", "xlsx"}:
        order = PrintOrder("record", wanted, selection, number=number, width=width_of(session, file))
        deliver(session, order, file, lambda _printed: told)
    else:
        raise InvalidInput(
            _("A record is not written as {format}; choose text, json, md, html or xlsx.").format(format=wanted)
        )


def record_json(record: "Record", row: dict[str, Any]) -> dict[str, Any]:
    """`row` with the problem's measures, extensions, evidence and rounds, each as a list."""
    return row | {
        "measures_list": [{"position": place} | _plain(each) for place, each in enumerate(record.measures, 1)],
        "extensions_list": [_plain(each) for each in record.extensions],
        "evidence_list": [_plain(each) for each in record.evidence],
        "rounds_list": [_plain(each) for each in record.rounds],
        "history": [event_json(event) for event in record.events],
    }


def _plain(entry: "Measure | Extension | Evidence | Round") -> dict[str, Any]:
    """An entry of such a list, by fact, with days as YYYY-MM-DD."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in entry._asdict().items()}


def event_json(event: "Event") -> dict[str, Any]:
    """One event as programs read it."""
    return {
        "seq": event.seq,
        "at": event.at,
        "actor": event.actor,
        "action": event.action,
        "group": event.group,
        "number": event.number,
        "old": event.old,
        "new": event.new,
        "note": event.note,
        "hash": event.hash,
    }


@command(help=N_("Print the history of one problem, or of the whole ledger."))
@argument("number", required=False)
@json_option
@click.pass_obj
def history(session: Session, number: str | None, face: Face) -> None:
    """Print events, oldest first."""
    from rectify import service
    from rectify.service.record_sheet import event_line

    events = service.history(session.ledger, number)
    if face == "json":
        output.emit(as_json([event_json(event) for event in events]))
    else:
        cells = output.width() if output.is_terminal() else None
        lines = [event_line(event, session.ledger.zone, whole=number is None, cells=cells) for event in events]
        output.emit("".join(f"{line}\n" for line in lines or [_("none")]))


@command(help=N_("Print the units as a tree, with what each has to do; or put one under another."))
@argument("unit", metavar="[UNIT]", required=False)
@option("--parent", metavar="PARENT", help=N_("The unit that UNIT stands under; empty: under none."))
@json_option
@click.pass_obj
def units(session: Session, unit: str | None, parent: str | None, face: Face) -> None:
    """Print the units, or one and those below it; or put one under another."""
    from rectify import service

    if parent is not None:
        _place(session, unit, parent)
        return
    lines = service.units(session.ledger, session.today)
    if unit is not None:
        lines = _branch(lines, unit)
    if face == "json":
        output.emit(as_json([line._asdict() for line in lines]))
    elif lines:
        heads = (_("Unit"), _("Problems"), _("Unfinished"), _("Overdue"))
        rows = [
            ("  " * line.depth + visible(line.name), str(line.problems), str(line.open), str(line.overdue))
            for line in lines
        ]
        output.emit(_table([heads, *rows]))
    else:
        output.emit(_("none") + "\n")


def _place(session: Session, unit: str | None, parent: str) -> None:
    from rectify import service

    if unit is None:
        raise InvalidInput(_("Name the unit, then its parent: rectify units UNIT --parent PARENT"))
    placed = service.place_unit(session.ledger, unit, parent, session.stamp)
    tell_new_names(session.ledger)
    if placed:
        output.say(unit.strip())
    else:
        output.tell(_("Nothing to change: it is so already."))


def _branch(lines: "Sequence[UnitLine]", unit: str) -> "list[UnitLine]":
    """The lines of `unit` and of those below it. Raises Refused if there is no such unit."""
    from rectify.service.placing import unknown_unit

    places = [place for place, line in enumerate(lines) if line.name == unit]
    if not places:
        raise unknown_unit(unit, [line.name for line in lines])
    first = lines[places[0]]
    below = takewhile(lambda line: line.depth > first.depth, lines[places[0] + 1 :])
    return [line._replace(depth=line.depth - first.depth) for line in (first, *below)]


def _table(rows: list[tuple[str, str, str, str]]) -> str:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "".join(
        pad(name, widths[0])
        + "".join(" " * (2 + room - width(count)) + count for count, room in zip(counts, widths[1:], strict=True))
        + "\n"
        for name, *counts in rows
    )


@command(help=N_("Print the keys of the terminal UI, or the table of them in the config file."), is_for_screen=True)
@option("--format", "face", type=click.Choice(["text", "toml"]), default="text", help=N_("How to print it."))
@click.pass_obj
def keys(session: Session, face: Literal["text", "toml"]) -> None:
    """Print the key sheet."""
    from rectify.tui.habits import habits
    from rectify.tui.key_sheet import as_text, as_toml

    table = habits(session.config, []).table
    output.emit((as_text(table) if face == "text" else as_toml(table)) + "\n")
