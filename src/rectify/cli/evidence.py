"""`evidence`: files and links that show what was done, read with progress where they are large."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rectify.cli import output
from rectify.cli.options import argument, command, option
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report.lettering import visible

if TYPE_CHECKING:
    from rectify.domain.problem import Evidence

LARGE = 1 << 26
"""Bytes from which reading a file is worth a progress line on the terminal."""


@command(help=N_("Add a file or a link to a problem, as evidence of what was done."))
@argument("number")
@argument("words", metavar="add FILE|URL", nargs=-1, required=True)
@option("--note", metavar="T", help=N_("What it shows."))
@click.pass_obj
def evidence(session: Session, number: str, words: tuple[str, ...], note: str | None) -> None:
    """Add one piece of evidence."""
    from rectify import service

    verb, *what = words
    if verb != "add" or len(what) != 1:
        raise InvalidInput(_("Write it as: rectify evidence 2026-0001 add FILE"))
    with service.copying(session.ledger) as made:
        pieces = gathered(session, number, what, made, note)
        output.say(service.add_evidence(session.ledger, number, pieces, session.stamp).number)


def gathered(
    session: Session, number: str, what: Sequence[str], made: list[Path], note: str | None = None
) -> tuple["Evidence", ...]:
    """Files and links, each read once, as evidence of the problem `number`; copies that are new are added to `made`.

    Raises Refused for an unknown number, InvalidInput for what cannot be read.
    """
    from rectify import service

    known, shelf = service.find(session.ledger, number).number, service.shelf_of(session.ledger)
    pieces = []
    for each in dict.fromkeys(what):
        with progress_shown(each) as show:
            pieces.append(service.gather(shelf, known, each, session.stamp, note=note, progress=show, made=made))
    return tuple(pieces)


@contextmanager
def progress_shown(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show the progress of reading a large file on a line that is wiped at the end, if stderr is a terminal."""
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total if total else 100
        if total >= LARGE and percent != shown and sys.stderr.isatty():
            shown = percent
            output.overwrite(_("Reading {file}: {percent} %").format(file=visible(name), percent=percent))

    try:
        yield show
    finally:
        if shown >= 0:
            output.overwrite("")
