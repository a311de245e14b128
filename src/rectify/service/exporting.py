"""Export: problems leave the ledger as a file, to be printed, read by programs, or filled in and sent back.

Source: docs/rules.md, "Export".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from rectify.domain.columns import BY_NAME
from rectify.domain.listing import Selection
from rectify.domain.problem import MODE_LABELS, SEVERITY_LABELS, Stamp
from rectify.errors import InvalidInput, Refused
from rectify.i18n import _
from rectify.place import place, refused
from rectify.report.faces import as_json, render
from rectify.report.report import Report, list_report
from rectify.report.rows import row
from rectify.report.sheet import SheetColumn
from rectify.report.workbook import CELL_KINDS, table_workbook
from rectify.service.ledgers import chain_end, foot
from rectify.service.printing import counted, titled
from rectify.store import attached, files, lists
from rectify.store.attached import MEASURES
from rectify.store.database import Ledger
from rectify.transfer.brought import brought_of
from rectify.transfer.read.mark import Mark, mark_rows
from rectify.transfer.write.table import FILLED_IN, STATUS_WORDS, Day, Listed, OutColumn, in_codes, in_words

SUFFIXES = (".xlsx", ".csv", ".json", ".md", ".html", ".ics")
"""The endings that an exported file may have."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    problems: int
    part: str | None = None
    """The id of the part, where the file is to be filled in."""


@dataclass(frozen=True, slots=True)
class _Order:
    """One file to be written."""

    ledger: Ledger
    path: Path
    selection: Selection
    query: str
    stamp: Stamp
    part: str | None


def export_file(
    ledger: Ledger,
    path: Path,
    selection: Selection,
    stamp: Stamp,
    *,
    query: str = "",
    part: bool = False,
    force: bool = False,
) -> Exported:
    """Write the problems of `selection` to the new file at `path`, whose ending decides the format.

    `query` is the selection as it was typed, for the title. With `part` it is a workbook for a unit to fill in, and the
    ledger remembers what was sent. `force` writes over a file that is there.

    Raises InvalidInput for an ending that is not known and for the ledger's own file, Refused where there is a file
    already, LedgerUnavailable, with the old file as it was, where writing fails.
    """
    suffix = _checked(ledger, path, selection, part)
    if not force:
        _check_free(ledger, path)
    order = _Order(ledger, path, selection, query, stamp, uuid4().hex if part else None)
    with ledger.reading():  # the list, its total and the event at its foot are of one moment
        listed = _listed(ledger, selection)
        content = _FORMATS[suffix](order, listed)
    if order.part is not None:
        _send(order, listed, content, force)
    else:
        place(path, content, force=force)
    return Exported(path, len(listed), order.part)


def _checked(ledger: Ledger, path: Path, selection: Selection, part: bool) -> str:
    suffix = path.suffix.casefold()
    if suffix not in _FORMATS:
        raise InvalidInput(
            _("{file} has none of the endings that rectify writes: {endings}.").format(
                file=path.name, endings=", ".join(SUFFIXES)
            )
        )
    if part and suffix != ".xlsx":
        raise InvalidInput(_("A part to fill in is a workbook: give the file the ending .xlsx."))
    if part and selection.past_day is not None:
        raise InvalidInput(_("A part to fill in says how things stand now: leave --as-of out."))
    if path.resolve() == ledger.path.resolve():
        raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=path))
    return suffix


def _check_free(ledger: Ledger, path: Path) -> None:
    if not path.resolve().is_file():
        return
    with ledger.reading() as connection:
        if files.is_imported(connection, str(path.resolve())):
            raise Refused(
                _("{path} is the file that was imported; name another one, or write over it with --force.").format(
                    path=path
                )
            )
    raise refused(path)


def _listed(ledger: Ledger, selection: Selection) -> list[Listed]:
    with ledger.reading() as connection:
        found = lists.problems(ledger, selection)
        if selection.past_day is not None:
            measures = files.measures_at(connection, lists.end_of_day(selection.past_day, ledger.zone))
        else:
            measures = attached.read(connection, MEASURES, [each.id for each in found if each.measures_total])
    return [Listed(each, measures.get(each.id, ()) if each.measures_total else ()) for each in found]


def _send(order: _Order, listed: Sequence[Listed], content: bytes, force: bool) -> None:
    """Remember what is sent and put the file in its place: both or neither."""
    sent = {each.problem.number: brought_of(each.problem, each.measures) for each in listed}
    with order.ledger.writing() as connection:
        files.add_part(connection, str(order.part), str(order.path.resolve()), sent, order.stamp)
        place(order.path, content, force=force)


def _report(order: _Order, listed: Sequence[Listed]) -> Report:
    ledger, selection = order.ledger, order.selection
    return list_report(
        [each.problem for each in listed],
        title=titled(ledger, _("Problems"), order.query),
        as_of=selection.day,
        soon_days=ledger.facts.soon_days,
        total=counted(ledger, selection),
        foot=foot(chain_end(ledger)),
    )


def _places(order: _Order) -> dict[str, str | None]:
    with order.ledger.reading() as connection:
        return files.extras_in_place(connection)


_MOST_FROZEN = 4
"""The columns that stay in sight while a workbook is scrolled sideways; more would leave no room for the others."""


def _workbook(order: _Order, listed: list[Listed]) -> bytes:
    table = in_words(listed, _day(order), _places(order), to_fill_in=order.part is not None)
    event = chain_end(order.ledger) if order.selection.past_day is None else None
    mark = Mark(order.ledger.facts.id, order.part, tuple((each.heading, each.name) for each in table.columns), event)
    columns = [_sheet_column(each, to_fill_in=order.part is not None) for each in table.columns]
    frozen = [each.name for each in table.columns].index("number") + 1
    return table_workbook(
        _report(order, listed), columns, table.rows(), mark_rows(mark), frozen=min(frozen, _MOST_FROZEN)
    )


_CHOICES = {
    "status": STATUS_WORDS,
    "mode": tuple(MODE_LABELS.values()),
    "severity": tuple(SEVERITY_LABELS.values()),
}
"""The words that the drop-downs of a workbook offer."""


def _sheet_column(column: OutColumn, *, to_fill_in: bool) -> SheetColumn:
    kind = CELL_KINDS.get(BY_NAME[column.name].kind, "text") if column.name in BY_NAME else "text"
    choices = tuple(_(word) for word in _CHOICES.get(column.name, ()))
    return SheetColumn(column.heading, kind, choices, to_fill_in and column.name in FILLED_IN)


def _csv(order: _Order, listed: list[Listed]) -> bytes:
    from rectify.transfer.write.text import write_csv

    return write_csv(in_codes(listed, _day(order), _places(order)))


def _json(order: _Order, listed: list[Listed]) -> bytes:
    day = _day(order)
    rows = [row(each.problem, day.as_of, day.soon_days) | {"measures_list": _measures_list(each)} for each in listed]
    return as_json(rows).encode()


def _measures_list(listed: Listed) -> list[dict[str, Any]]:
    return [
        {
            "position": position,
            "text": measure.text,
            "owner": measure.owner,
            "due_on": measure.due_on and measure.due_on.isoformat(),
            "done_on": measure.done_on and measure.done_on.isoformat(),
        }
        for position, measure in enumerate(listed.measures, 1)
    ]


def _page(order: _Order, listed: list[Listed]) -> bytes:
    return render(_report(order, listed), "html" if order.path.suffix.casefold() == ".html" else "md").encode()


def _calendar(order: _Order, listed: list[Listed]) -> bytes:
    from rectify.transfer.write.calendar import write_calendar

    facts = order.ledger.facts
    return write_calendar(listed, facts.id, facts.name, order.ledger.zone, order.stamp.at)


def _day(order: _Order) -> Day:
    return Day(order.selection.day, order.ledger.facts.soon_days)


_FORMATS = {
    ".xlsx": _workbook,
    ".csv": _csv,
    ".json": _json,
    ".md": _page,
    ".html": _page,
    ".ics": _calendar,
}
"""The writer of each ending."""
