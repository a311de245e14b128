"""What an import found and did, in words: for the page of the command line and for the wizard."""

from rectify.i18n import _, ngettext
from rectify.service.words import field_words
from rectify.transfer.outcome import ColumnMatch, ImportReport


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
