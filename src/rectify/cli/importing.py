"""`import`: a file's rows become problems, with a report on every column and every rejected row."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from rectify.cli import output
from rectify.cli.options import Face, FilePath, argument, command, flag, json_option, option
from rectify.cli.session import Session, tell_new_names
from rectify.errors import InvalidInput, RejectedRows
from rectify.i18n import N_, _
from rectify.report.faces import as_json
from rectify.report.lettering import visible

if TYPE_CHECKING:
    from rectify.service import Ledger
    from rectify.transfer.outcome import ColumnMatch, Dispute, ImportReport


@command(
    "import",
    help=N_("Take the problems of a list that the office already has: a workbook, CSV, text, JSON or a calendar."),
)
@argument("file", type=FilePath())
@option("--sheet", metavar="N", help=N_("The sheet, by name or position; needed where several hold a list."))
@option(
    "--map",
    "pairs",
    metavar="COLUMN=FIELD",
    multiple=True,
    help=N_("Read a column as this field; COLUMN=- ignores it."),
)
@option("--source", metavar="NAME", help=N_("The source of rows that name none."))
@flag("--dry-run", N_("Only report; write nothing."))
@flag("--skip-bad", N_("Leave the rows out that cannot be taken, and write the others."))
@option("--take", type=click.Choice(["file", "ledger"]), help=N_("Which side decides where both have changed."))
@json_option
@click.pass_obj
def import_file(
    session: Session,
    file: Path,
    sheet: str | None,
    pairs: tuple[str, ...],
    source: str | None,
    dry_run: bool,
    skip_bad: bool,
    take: Literal["file", "ledger"] | None,
    face: Face,
) -> int:
    """Import a file; exit code 3 when a row was rejected."""
    from rectify.service.importing import import_file as take_in  # loads what reads files
    from rectify.transfer.order import ImportOrder

    order = ImportOrder(file, source, sheet, read_mapping(pairs), take, skip_bad=skip_bad)
    if file.is_dir():
        raise InvalidInput(_("{path} is a folder; name the file to import.").format(path=file))
    if not file.is_file():
        raise InvalidInput(_("There is no file {path}.").format(path=file))
    with _into(session, dry_run) as ledger, _told_of_its_end(ledger):
        report = take_in(ledger, order, session.stamp, dry_run=dry_run, progress=show_progress)
        tell_new_names(ledger)
    if report.written and not report.rejected:
        session.make_missing()  # a list without rows begins a ledger too
    output.emit(as_json(report_json(report)) if face == "json" else page(report))
    return RejectedRows.exit_code if report.rejected else 0


def _into(session: Session, dry_run: bool) -> AbstractContextManager["Ledger"]:
    return nullcontext(session.ledger_or_trial) if dry_run else session.ledger_if_used()


@contextmanager
def _told_of_its_end(ledger: "Ledger") -> Iterator[None]:
    """Clear the progress line; if a signal ends the import, say that nothing was written, if that is so."""
    from rectify import service

    begun = service.chain_end(ledger)
    try:
        yield
    except (SystemExit, KeyboardInterrupt):
        _clear_progress()
        if service.chain_end(ledger) == begun:
            output.tell(_("Interrupted: nothing was written."))
        raise
    finally:
        _clear_progress()


def read_mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    """The field of each column in --map. Raises InvalidInput for a pair without "=", or a field given twice."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column or not field:
            raise InvalidInput(
                _("--map {pair}: write it as COLUMN=FIELD, or COLUMN=- to ignore the column.").format(pair=pair)
            )
        if field != "-" and field in mapping.values():
            raise InvalidInput(_("--map: two columns are read as {field}; choose one.").format(field=field))
        mapping[column] = field
    return mapping


def report_json(report: "ImportReport") -> dict[str, Any]:
    """The outcome, as programs read it."""
    return {
        "file": report.file,
        "sheet": report.sheet,
        "header_row": report.header_row,
        "columns": [{"column": each.column, "field": each.field, "how": each.how} for each in report.columns],
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejected": [{"row": each.row, "reason": each.reason, "values": dict(each.values)} for each in report.rejected],
        "warnings": list(report.warnings),
        "written": report.written,
        "changes": [
            {"row": row.row, "number": row.number, "field": each.field, "old": each.old, "new": each.new}
            for row in report.changes
            for each in row.fields
        ],
        "added": [{"row": each.row, "title": each.title, "number": each.number} for each in report.added],
        "conflicts": [_conflict_json(dispute) for dispute in report.disputes],
        "missing": list(report.missing),
        "part": report.is_part,
        "statuses": [{"word": each.word, "status": each.status, "rows": each.rows} for each in report.statuses],
    }


def _conflict_json(dispute: "Dispute") -> dict[str, Any]:
    """A cell that changed on both sides; "take" is the side that decides it, null while neither has been chosen."""
    conflict = dispute.conflict
    where = {"row": dispute.row, "number": dispute.number, "field": conflict.field, "take": dispute.side}
    return where | {"before": conflict.before, "here": conflict.here, "file": conflict.file}


def page(report: "ImportReport") -> str:
    """The outcome, for reading."""
    from rectify.service.dispute_words import dispute_lines
    from rectify.service.import_words import changes_words, place_words, statuses_words

    lines = [place_words(report), "", _("Columns")]
    lines += [*map(_column, report.columns), *statuses_words(report)]
    if report.warnings:
        lines += ["", _("Warnings"), *(f"  {warning}" for warning in report.warnings)]
    if report.rejected:
        lines += ["", _("Rejected rows"), *(f"  {each.row}: {each.reason}" for each in report.rejected)]
    lines += dispute_lines(report, output.width())
    lines += [*changes_words(report), "", *_outcome(report)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _column(match: "ColumnMatch") -> str:
    from rectify.service.import_words import how_words, match_words

    how = how_words(match)
    return f"  {match.column} → {match_words(match)}" + (f" ({how})" if how else "")


def _outcome(report: "ImportReport") -> Iterator[str]:
    from rectify.service.import_words import tally_words

    yield tally_words(report)
    if report.rejected_file:
        yield _("The rejected rows are in {path}").format(path=report.rejected_file)
    if not report.written:
        yield _("Nothing was written.")


def show_progress(stage: str, done: int, total: int) -> None:
    """Show the progress of the import on a line that the next one overwrites, if stderr is a terminal."""
    if not sys.stderr.isatty():
        return
    from rectify.service.import_words import stage_words  # the import has loaded it

    output.overwrite(f"{stage_words(stage)} {done}/{total}" if done < total else "")


def _clear_progress() -> None:
    if sys.stderr.isatty():
        output.overwrite("")
