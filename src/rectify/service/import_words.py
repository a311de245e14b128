"""What an import found and did, in words: for the command line and for the import wizard."""

from collections.abc import Iterable, Iterator, Sequence

from rectify.i18n import N_, _, labelled, listed, ngettext
from rectify.service.words import field_words, value_words
from rectify.transfer.brought import step_of_field
from rectify.transfer.headers.layout import REASON
from rectify.transfer.outcome import Added, Changed, ColumnMatch, How, ImportReport, Rejected, StatusReading
from rectify.transfer.write.table import MEASURES

_HOW: dict[How, str] = {
    "name": N_("its name"),
    "synonym": N_("a word for it"),
    "spelling": N_("spelled alike: is it right?"),
    "content": N_("by what it holds: is it right?"),
    "map": N_("as you said"),
    "ignored": N_("as you said"),
    "own": N_("counted anew"),
}
"""How sure a match is, in words."""

_MEANINGLESS: dict[How, str] = {"ignored": N_("ignored"), "own": N_("rectify's own")}

_LISTS = {name: heading for name, (heading, _said) in MEASURES.items()} | {"measures_list": N_("Measures")}
"""The headings of the columns of a checklist, which are not facts of a problem."""

_STAGES = {"read": N_("Reading"), "plan": N_("Comparing"), "write": N_("Writing"), "index": N_("Building the indexes")}
"""The stages of an import."""

_NAMED_ROWS = 50
"""The number of new rows that are listed by name; of more, only the count is given."""

_NAMED_WORDS = 20
"""The number of words for a status that are listed; sentences stand in some columns, each its own."""


def stage_words(stage: str) -> str:
    """The stage in words; other kinds of work name their own."""
    return _(_STAGES.get(stage, stage))


def place_words(report: ImportReport) -> str:
    """Where the list was found: "findings.xlsx [Sheet1], header in row 3"."""
    place = f"{report.file} [{report.sheet}]" if report.sheet else report.file
    return _("{file}, header in row {row}").format(file=place, row=report.header_row)


def match_words(match: ColumnMatch) -> str:
    """What a column is read as."""
    if match.field is None:
        return _(_MEANINGLESS.get(_how(match), N_("kept word for word")))
    heading = _LISTS.get(match.field)
    return _(heading) if heading else field_words(match.field)


def how_words(match: ColumnMatch) -> str:
    """How sure the match of a column is; empty for a column that is only kept."""
    how = _how(match)
    return _(_HOW[how]) if how in _HOW and match.column != REASON else ""


def _how(match: ColumnMatch) -> How:
    return "own" if match.column == REASON and match.field is None else match.how


def tally_words(report: ImportReport) -> str:
    """How many rows there are, and what happens to them."""
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
    """What happens to which row: rejected rows, changes, missing problems, every remark.

    One line each, under headings; what is unchanged is counted alone.
    """
    yield tally_words(report)
    yield from _section(_("Rejected rows"), map(_rejected, report.rejected))
    yield from _section(_("Remarks"), report.warnings)
    yield from statuses_words(report)
    yield from changes_words(report, len(report.added))


def changes_words(report: ImportReport, named: int = _NAMED_ROWS) -> Iterator[str]:
    """What is new, what changes cell by cell, and what is missing from the file; one line each, under headings.

    Of the new rows the first `named` are named.
    """
    yield from _section(_("New"), _added(report.added, named))
    yield from _section(_("Changed"), (line for each in report.changes for line in _changed(each)))
    yield from _section(_("Not in this file; they stay as they are"), report.missing)


def statuses_words(report: ImportReport) -> Iterator[str]:
    """How the words for a status are read, one line each under a heading; of many the most frequent."""
    told = report.statuses
    entries = [_status_read(each) for each in told[:_NAMED_WORDS]]
    if more := len(told[_NAMED_WORDS:]):
        entries.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    yield from _section(_("How the status is read"), entries)


def _status_read(read: StatusReading) -> str:
    said = ngettext("{word} → {status} ({n} row)", "{word} → {status} ({n} rows)", read.rows)
    return said.format(word=read.word or _("(empty)"), status=value_words("status", read.status), n=read.rows)


def _rejected(row: Rejected) -> str:
    return labelled(str(row.row), row.reason)


def _added(rows: Sequence[Added], named: int) -> Iterator[str]:
    for each in rows[:named]:
        yield "  ".join(filter(None, (str(each.row), each.number, each.title)))
    if more := len(rows[named:]):
        yield ngettext("and {count} more", "and {count} more", more).format(count=more)


def _changed(row: Changed) -> Iterator[str]:
    yield f"{row.row}  {row.number}"
    for each in row.fields:
        change = f"{cell_words(each.field, each.old)} → {cell_words(each.field, each.new)}"
        yield "      " + labelled(cell_heading(each.field), change)


def cell_heading(field: str) -> str:
    """What the field of a change or a conflict is called, in the language in use."""
    if step := step_of_field(field):
        return labelled(_(MEASURES[step[0]][0]), step[1])
    return field_words(field)


def cell_words(field: str, value: object) -> str:
    """A value of a file or of the ledger, for reading."""
    if isinstance(value, list | tuple):
        return listed(map(str, value)) or _("none")
    return value_words(field, value)


def _section(heading: str, entries: Iterable[str]) -> Iterator[str]:
    shown = [f"  {entry}" for entry in entries]
    if shown:
        yield from ("", heading, *shown)
