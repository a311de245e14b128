"""Cells that changed both here and in the file, in words: the three values side by side, and which side decides."""

from collections.abc import Iterator, Sequence

from rectify.i18n import N_, _
from rectify.report.aligned import aligned
from rectify.report.lettering import visible
from rectify.service.import_words import cell_heading, cell_words
from rectify.transfer.outcome import Dispute, ImportReport, Side

_SIDES: dict[Side | None, str] = {None: N_("undecided"), "file": N_("the file"), "ledger": N_("the ledger")}


def dispute_words(dispute: Dispute) -> tuple[str, str, str, str]:
    """The label of the field; then its value before, its value here, and its value in the file."""
    conflict = dispute.conflict
    values = (conflict.before, conflict.here, conflict.file)
    before, here, file = (visible(cell_words(conflict.field, value)) for value in values)
    return visible(cell_heading(conflict.field)), before, here, file


def dispute_lines(report: ImportReport, page: int) -> Iterator[str]:
    """A table of all disputed cells under a heading, in lines of at most `page` cells; empty if there are none."""
    if not report.disputes:
        return
    told = _("Sent") if report.is_part else _("Before")
    heads = (_("Row"), _("Number"), _("Field"), told, _("Here"), _("File"), _("Decides"))
    yield from ("", _("Changed on both sides"))
    yield from (f"  {line}" for line in aligned([heads, *_rows(report.disputes)], page - 2))


def _rows(disputes: Sequence[Dispute]) -> Iterator[tuple[str, ...]]:
    for each in disputes:
        yield str(each.row), visible(each.number), *dispute_words(each), _(_SIDES[each.side])
