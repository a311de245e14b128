"""Import: rows of an office's file become problems of the ledger, or change them. Source: docs/rules.md, "Import"."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rectify.domain.problem import Problem, Stamp
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.service import recording
from rectify.service.changes import situation_of
from rectify.service.evidence import is_of_ledger
from rectify.service.extending import granted_extension, with_request_ended
from rectify.service.ledgers import today, working_days
from rectify.service.unchanged import Same, same_rows
from rectify.service.work import Work, working
from rectify.store import attached, bulk, files, history, imports, lists, names, problems
from rectify.store.database import Ledger
from rectify.store.history import Recorder
from rectify.store.names import Names
from rectify.store.problems import Change
from rectify.transfer.brought import brought_of
from rectify.transfer.headers.layout import REASON, Layout, lay_out, names_title
from rectify.transfer.kept import KeptRow
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import ImportReport, Rejected, TitleNeeded
from rectify.transfer.plan.beside import write_rejected
from rectify.transfer.plan.known import Known, Register
from rectify.transfer.plan.plan import ChangedRow, Plan, plan_rows
from rectify.transfer.plan.summary import added_row, changed_cells, status_readings
from rectify.transfer.plan.terms import Terms
from rectify.transfer.read.file import read_sheet
from rectify.transfer.read.mark import Mark, read_mark, taken_out
from rectify.transfer.rows.own import OwnReader, fields_told, lay_out_own
from rectify.transfer.rows.quick import QuickReader
from rectify.transfer.rows.reader import RowReader
from rectify.transfer.sheet import Sheet
from rectify.transfer.wording.cells import Setting

Progress = Callable[[str, int, int], None]
"""Called from time to time with the stage (read, plan, write, index), the count done and the total; it may raise."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was read, before it is compared with the ledger."""

    order: ImportOrder
    sheet: Sheet
    layout: Layout
    reader: RowReader
    rows: Sequence[KeptRow]
    numbers: frozenset[str]
    """The numbers that its rows name."""
    mapping: Mapping[str, str]
    """What the user said of the columns, now or when a file with this header was imported last."""
    remembered: Mapping[str, str]
    """The part of it that was said before."""
    mark: Mark | None
    """What it says of itself, where rectify wrote it."""
    part: str | None
    """The id of the part that has come back."""
    sent: Mapping[str, files.SentRow]
    """What the part says of each problem, by number."""
    told: tuple[str, ...] = ()
    """What a clerk should know of the file as a whole."""

    @property
    def shows(self) -> tuple[int, str] | None:
        """The event up to which it shows this ledger, where it is a list that was exported, and no part."""
        return None if self.mark is None or self.mark.part is not None else self.mark.event


@contextmanager
def _uncollected() -> Iterator[None]:
    """Switch garbage collection off: scanning all rows again and again takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def import_file(
    ledger: Ledger,
    order: ImportOrder,
    stamp: Stamp,
    *,
    dry_run: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> ImportReport:
    """Import the list in the file of `order`, in one transaction.

    Nothing is written with `dry_run`, nor when rows are rejected, unless the order skips them: they go to a file
    beside.

    Raises InvalidInput where the file or the mapping cannot be read, LedgerUnavailable where writing fails.
    """
    day = today(ledger, stamp.at)
    setting = Setting(day, (order.source or "").strip() or None, working_days(ledger.facts.holidays))
    file = _read(ledger, order, setting, progress)
    if dry_run:
        with _looking(ledger, stamp) as work:
            return _planned(work, file, progress)[1]
    with ExitStack() as undo, working(ledger, stamp) as work:
        plan, report = _planned(work, file, progress)
        if plan.rejected and not order.skip_bad:
            return report
        if plan.rejected:
            headings = [heading for _place, heading in file.layout.headings if heading != REASON]
            beside = write_rejected(order.path, headings, report.rejected, file.mark)
            undo.push(partial(_withdraw, beside))
            report = replace(report, rejected_file=beside)
        _write(work, plan, progress, file)
        _remember(work, file, stamp)
    return replace(report, written=True)


@contextmanager
def _looking(ledger: Ledger, stamp: Stamp) -> Iterator[Work]:
    """An action that writes nothing, so that a dry run waits for nobody and works on a read-only ledger."""
    with ledger.reading() as connection:
        ledger.refresh()
        yield Work(ledger, Recorder.start(connection, stamp), Names(connection), today(ledger, stamp.at))


def _withdraw(beside: Path, kind: type[BaseException] | None, *_error: object) -> None:
    """Delete the file of rejected rows if the import itself fails."""
    if kind is not None:
        beside.unlink(missing_ok=True)


def _planned(work: Work, file: _File, progress: Progress) -> tuple[Plan, ImportReport]:
    # A part is compared with what was sent, a list of the ledger with what it showed, not with what was imported last.
    steps = file.reader.steps
    worked_on = history.worked_on(work.recorder.connection) if file.shows is not None else frozenset[str]()
    same = Same(frozenset(), file.numbers) if file.sent else same_rows(work, file.rows, steps, worked_on)
    known = _known(work, file, same.others)
    reopened = work.reopened(each.problem for each in known)
    situation = situation_of(work.ledger.facts, work.actor, work.today, reopened)
    days = work.ledger.facts.immediate_days
    terms = Terms(file.order.path.name, situation, days, file.order.sides, steps, is_part=file.part is not None)
    register = Register(known, file.numbers, frozenset(file.sent), same.rows)
    counted = _counted(file.rows, "plan", progress)
    plan = plan_rows(counted, register, file.layout, terms)
    return plan, _report(file, plan, _missing(work, file, register))


def _missing(work: Work, file: _File, register: Register) -> tuple[str, ...]:
    """The numbers that this file should contain but does not: of a part, those that were sent; else those of its
    sources.

    Rows that an earlier import left out are no whole list, so that nothing is missing among them.
    """
    if any(heading == REASON for _place, heading in file.layout.headings):
        return ()
    connection = work.recorder.connection
    if file.part is not None:
        standing = lists.by_numbers(connection, list(file.sent))
        expected = [standing[number] for number in file.sent if number in standing]
    else:
        expected = imports.brought_by_imports(connection, {read.fact("source") for read in file.rows})
    return tuple(problem.number for problem in expected if not register.knows_row_of(problem))


def _remember(work: Work, file: _File, stamp: Stamp) -> None:
    """Remember the path of the file and the meaning of its columns."""
    columns = [
        (match.column, files.IGNORED if match.how in {"ignored", "own"} else match.field)
        for match in file.layout.matches
    ]
    files.note_import(work.recorder.connection, str(file.order.path.resolve()), columns, file.mapping, stamp)


def _read(ledger: Ledger, order: ImportOrder, setting: Setting, progress: Progress) -> _File:
    path, mapping = order.path, order.mapping
    if is_of_ledger(ledger.path, path):
        raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=path))
    with ledger.reading() as connection:
        said = files.mappings(connection)
    sheet = read_sheet(path, order.sheet, partial(names_title, mapping={**said, **mapping}))
    told_in_rows, sheet = taken_out(sheet)
    mark = read_mark(path) or told_in_rows
    layout, remembered = _laid_out(ledger, sheet, mapping)
    sent = _sent(ledger, mark)
    setting = replace(setting, epoch_1904=sheet.epoch_1904)
    told = fields_told(layout, mark)
    if told:
        layout = replace(lay_out_own(layout, told), warnings=sheet.notes if told_in_rows else ())
    reader = OwnReader(sheet, layout, setting, told) if told else QuickReader(sheet, layout, setting)
    rows = list(reader.kept(_counted(sheet.rows[1:], "read", progress)))
    notes = _notes(mark, remembered, is_known=sent is not None)
    part = mark.part if mark is not None and sent is not None else None
    numbers = frozenset(number for row in rows if (number := row.fact("number")))
    said = {**remembered, **mapping}
    return _File(order, sheet, layout, reader, rows, numbers, said, remembered, mark, part, sent or {}, notes)


def _laid_out(ledger: Ledger, sheet: Sheet, mapping: Mapping[str, str]) -> tuple[Layout, dict[str, str]]:
    """What the columns mean, and what of it the user said when a file with this header was imported last."""
    layout = None
    try:
        layout = lay_out(sheet, mapping)
        headings = [match.column for match in layout.matches]
    except TitleNeeded as needed:
        headings = [match.column for match in needed.columns]
    with ledger.reading() as connection:
        known = files.mapping_of(connection, headings)
    remembered = {heading: wanted for heading, wanted in known.items() if heading not in mapping}
    if layout is not None and not remembered:
        return layout, {}
    return lay_out(sheet, {**remembered, **mapping}), remembered


def _sent(ledger: Ledger, mark: Mark | None) -> dict[str, files.SentRow] | None:
    """What was sent in the part that this file is; None if it is not a part of this ledger."""
    if mark is None or mark.part is None or mark.ledger != ledger.facts.id:
        return None
    with ledger.reading() as connection:
        return files.part(connection, mark.part)


def _notes(mark: Mark | None, remembered: Mapping[str, str], *, is_known: bool) -> tuple[str, ...]:
    notes = list[str]()
    if remembered:
        pairs = ", ".join(f"{heading} → {wanted}" for heading, wanted in remembered.items())
        notes.append(_("Columns are read as you said last time: {columns}.").format(columns=pairs))
    if mark is not None and mark.part is not None and not is_known:
        notes.append(_("This part was not sent from this ledger as it is now; it is read like any other list."))
    return tuple(notes)


def _counted(rows: Sequence[_T], what: str, progress: Progress) -> Iterator[_T]:
    """The rows, with progress reported from time to time."""
    for position, row in enumerate(rows):
        if position % recording.STEP == 0:
            progress(what, position, len(rows))
        yield row
    progress(what, len(rows), len(rows))


def _known(work: Work, file: _File, numbers: Iterable[str]) -> list[Known]:
    """The problems that its rows may mean, of those with a number the ones with these `numbers`."""
    found = imports.candidates(
        work.recorder.connection,
        numbers,
        every=any(read.fact("number") is None for read in file.rows),
        measures=any(read.measures is not None for read in file.rows[:1]),
    )
    shown = _shown(work, file, found)
    return [_as_known(each, file.sent.get(each.problem.number), shown.get(each.problem.id)) for each in found]


def _as_known(found: imports.Candidate, row: files.SentRow | None, shown: Mapping[str, Any] | None) -> Known:
    brought, sent = (found.brought, None) if row is None else (row.last, row.sent)
    return Known(found.problem, brought, found.removed, found.measures, sent, shown)


def _shown(work: Work, file: _File, found: Sequence[imports.Candidate]) -> dict[int, dict[str, Any]]:
    """What a list that was exported from this ledger showed of each problem, by id."""
    event, connection = file.shows, work.recorder.connection
    if event is None or not history.has_event(connection, *event):
        return {}
    stood = lists.by_ids_after(connection, event[0], [each.problem.id for each in found])
    measures = files.measures_after(connection, event[0], [key for key in stood if stood[key].measures_total])
    return {key: brought_of(problem, measures.get(key, ())) for key, problem in stood.items()}


def _report(file: _File, plan: Plan, missing: tuple[str, ...]) -> ImportReport:
    rejected = tuple(
        Rejected(each.row.number, each.reason, file.reader.values(each.row), each.conflicts) for each in plan.rejected
    )
    status = file.layout.places.get("status")
    return ImportReport(
        file=file.order.path.name,
        sheet=file.sheet.name,
        header_row=file.layout.header_row,
        columns=file.layout.matches,
        rows=plan.rows,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        rejected=rejected,
        warnings=(*file.told, *file.layout.warnings, *file.reader.remarks, *plan.remarks),
        written=False,
        changes=tuple(map(changed_cells, plan.changed)),
        added=tuple(map(added_row, plan.new)),
        disputes=tuple(plan.disputes),
        missing=missing,
        remembered=file.remembered,
        is_part=file.part is not None,
        statuses=() if status is None else status_readings(file.rows, status),
    )


def _write(work: Work, plan: Plan, progress: Progress, file: _File) -> None:
    fresh = [row for row in plan.new if row.undone is None]
    with bulk.many(work.recorder.connection, len(fresh), partial(progress, "index")):
        recording.add(work, fresh, plan.terms, lambda at: progress("write", at, len(fresh)), file.numbers)
    recording.revive(work, [row for row in plan.new if row.undone is not None])
    _change(work, plan.changed, is_part=file.part is not None)
    brought = [*plan.brought, *((row.known, row.brought) for row in plan.changed if file.part is not None)]
    _keep_brought(work, file, brought)
    _place(work, plan.parents)
    progress("write", plan.rows, plan.rows)


def _keep_brought(work: Work, file: _File, brought: Sequence[tuple[Known, Mapping[str, Any]]]) -> None:
    """Remember the present values of known rows; those of a part with the part, apart from the office's own list."""
    kept = [(known, imports.keep(cells, known.brought, work.recorder)) for known, cells in brought]
    connection = work.recorder.connection
    if file.part is not None:
        files.write_part(connection, file.part, {known.problem.number: said for known, said in kept})
    elif kept:
        problems.write_imported(connection, [{"this_id": known.problem.id, "brought": said} for known, said in kept])


def _change(work: Work, rows: Iterable[ChangedRow], *, is_part: bool) -> None:
    """Make the first step of every row, then the second, and so on: each step is one change of its problem."""
    standing = [(row.known.problem, row) for row in rows]
    position = 0
    while standing:
        wanted = [_step(work, problem, row, position, keeps=position == 0 and not is_part) for problem, row in standing]
        problems.change(work.recorder, work.names, "import", wanted)
        position += 1
        standing = [
            (_after(change), row)
            for change, (_problem, row) in zip(wanted, standing, strict=True)
            if position < len(row.steps)
        ]


def _step(work: Work, problem: Problem, row: ChangedRow, position: int, *, keeps: bool) -> Change:
    step = row.steps[position]
    kept = imports.keep(row.brought, row.known.brought, work.recorder) if keeps else None
    # Only another day that the file writes over the one that stood is an extension: no move, and no emptied cell.
    extends = step.action == "import" and step.changes.get("due_on") is not None
    edited = step.changes if extends else {}
    hanging: dict[str, Sequence[attached.Entry]] = dict(granted_extension(problem, edited, step.note, work))
    if step.measures is not None:
        hanging["measures"] = step.measures
    return with_request_ended(Change(problem, step.changes, step.note, step.action, hanging, kept), work)


def _after(change: Change) -> Problem:
    return change.problem._replace(**change.changes, version=change.problem.version + 1)


def _place(work: Work, parents: Mapping[str, str]) -> None:
    """Put units under the parents that the file names; a unit that has a parent keeps it."""
    placed = names.placed_units(work.recorder.connection) if parents else {}
    for unit, parent in parents.items():
        if placed.get(unit) is None and unit not in _above(parent, placed):
            names.set_parent(work.recorder, work.names, unit, parent)
            placed[unit] = parent


def _above(unit: str | None, placed: Mapping[str, str | None]) -> Iterator[str]:
    """The unit itself and all above it."""
    while unit is not None:
        yield unit
        unit = placed.get(unit)
