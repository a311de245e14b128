"""What an import found and did, in words: for the page of the command line and for the wizard."""

from collections.abc import Iterable, Iterator

from rectify.i18n import _, labelled, listed, ngettext
from rectify.service.words import field_words, value_words
from rectify.transfer.outcome import Changed, ColumnMatch, ImportReport, Rejected


def place_words(report: ImportReport) -> str:
    """Where the list was found: "findings.xlsx [Sheet1], header in row 3"."""
    place = f"{report.file} [{report.sheet}]" if report.sheet else report.file
    return _("{file}, header in row {row}").format(file=place, row=report.header_row)


def match_words(match: ColumnMatch) -> str:
    """What a column is read as."""
    if match.field is None:
        return _("ignored") if match.how == "ignored" else _("kept word for word")
    return _("Measures") if match.field == "measure" else field_words(match.field)


def tally_words(report: ImportReport) -> str:
    """How many rows there are, and what becomes of them."""
    return ngettext(
        "{rows} row: {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected",
        "{rows} rows: {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected",
        report.rows,
    ).format(
        rows=report.rows,
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
        rejected=len(report.rejected),
    )


def rows_words(report: ImportReport) -> Iterator[str]:
    """What becomes of which row: the rejected ones and their conflicts, what changes, what is missing, every remark.

    One line each, under headings; what is new or unchanged is counted alone.
    """
    yield tally_words(report)
    yield from _section(_("Rejected rows"), (line for each in report.rejected for line in _rejected(each)))
    yield from changes_words(report)
    yield from _section(_("Remarks"), report.warnings)


def changes_words(report: ImportReport) -> Iterator[str]:
    """What changes cell by cell, and what is missing from the file; one line each, under headings."""
    yield from _section(_("Changed"), (line for each in report.changes for line in _changed(each)))
    yield from _section(_("Not in this file; they stay as they are"), report.missing)


def _rejected(row: Rejected) -> Iterator[str]:
    yield labelled(str(row.row), row.reason)
    for each in row.conflicts:
        yield _("      {field}: here {here}, the file says {file}; before it was {before}").format(
            field=field_words(each.field),
            here=_cell(each.field, each.here),
            file=_cell(each.field, each.file),
            before=_cell(each.field, each.before),
        )


def _changed(row: Changed) -> Iterator[str]:
    yield f"{row.row}  {row.number}"
    for each in row.fields:
        change = f"{_cell(each.field, each.old)} → {_cell(each.field, each.new)}"
        yield "      " + labelled(field_words(each.field), change)


def _cell(field: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return listed(map(str, value)) or _("none")
    return value_words(field, value)


def _section(heading: str, entries: Iterable[str]) -> Iterator[str]:
    shown = [f"  {entry}" for entry in entries]
    if shown:
        yield from ("", heading, *shown)
