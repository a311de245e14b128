"""The import wizard: which file, what its columns mean, what would happen to which row; then the import itself."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from rectify.domain.columns import BY_NAME, COLUMNS
from rectify.errors import RectifyError
from rectify.i18n import N_, _, ngettext
from rectify.report.lettering import cut, pad, visible, width
from rectify.service.import_words import match_words, place_words, rows_words, tally_words
from rectify.transfer.outcome import ColumnMatch, ImportReport, SheetNeeded, TitleNeeded
from rectify.transfer.plan import Side
from rectify.tui.fields import Field, NameLine
from rectify.tui.frame import Dialog, Form, Hint, Menu, Picker
from rectify.tui.long_work import LOOK, LongWork, Stopped
from rectify.tui.pages import TextPage

_LEFT_OUT = "-"
_AS_FOUND = ""
_MOST_FILES = 2000
"""Of a folder with more than these only the first are offered."""

_LISTS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ics"})
"""The endings of files that hold lists; others can be typed all the same."""

_WIDEST = 36
"""Cells that the heading of a column takes at most."""

_HOW = {
    "name": N_("its name"),
    "synonym": N_("a word for it"),
    "spelling": N_("spelled alike: is it right?"),
    "content": N_("by what it holds: is it right?"),
    "map": N_("as you said"),
    "extra": "",
    "ignored": N_("as you said"),
}
"""How sure a match is, in words."""

_TAKES: tuple[Side | None, ...] = (None, "file", "ledger")
_TAKEN = {
    None: N_("A cell that was changed here and in the file: its row is rejected."),
    "file": N_("A cell that was changed here and in the file: the file decides."),
    "ledger": N_("A cell that was changed here and in the file: the ledger decides."),
}


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file, and how it is read."""

    path: Path
    source: str | None = None
    """The source of rows that name none."""
    sheet: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    """The field of a column by its heading; "-" leaves it out."""
    take: Side | None = None
    skip_bad: bool = False


Importing = Callable[[ImportOrder, LongWork], Awaitable[ImportReport]]
"""Reads the file of an order, or imports it, in a thread of its own; raises RectifyError, and Stopped."""


class PathLine(NameLine):
    """A line that offers the files of the folder that is being typed."""

    def __init__(self, folder: Path, placeholder: str = "") -> None:
        super().__init__(names=_files(folder, ""), placeholder=placeholder)
        self.folder = folder

    @on(Input.Changed)
    def look_around(self) -> None:
        """Offer what the folder holds that is being typed."""
        self.names = tuple(_files(self.folder, self.value))


def _files(folder: Path, typed: str) -> Iterator[str]:
    """The lists and folders beside what is typed, as they would be typed: folders first, hidden ones left out."""
    head = typed[: typed.rfind("/") + 1]
    try:
        found = sorted((folder / Path(head).expanduser()).iterdir(), key=lambda path: (path.is_file(), path.name))
    except OSError:
        return
    fitting = [path for path in found if not path.name.startswith(".")]
    for path in fitting[:_MOST_FILES]:
        if path.is_dir():
            yield f"{head}{path.name}/"
        elif path.suffix.casefold() in _LISTS:
            yield f"{head}{path.name}"


class ImportForm(Form[ImportOrder]):
    """Which file to import, and where its problems come from."""

    def __init__(self, folder: Path, sources: Sequence[str] = ()) -> None:
        super().__init__()
        self.folder = folder
        self.sources = tuple(sources)

    def heading(self) -> str:
        """That a file is imported."""
        return _("Import")

    def body(self) -> ComposeResult:
        """The file, the source."""
        samples = _("a workbook, a CSV, a JSON file")
        yield Field("file", _("File"), PathLine(self.folder, samples), read=self._whole_path)
        source = NameLine(names=self.sources, placeholder=_("for rows that name none"))
        yield Field("source", _("Source"), source)

    def action_accept(self) -> None:
        """Answer, if the file can be opened."""
        typed = self.text_of("file")
        if typed is None:
            self.complain("file", _("Name the file."))
        elif not self._path(typed).is_file():
            self.complain("file", _("There is no file {path}.").format(path=visible(str(self._path(typed)))))
        else:
            self.finish(ImportOrder(self._path(typed), self.text_of("source")))

    def _path(self, typed: str) -> Path:
        return self.folder / Path(typed).expanduser()

    def _whole_path(self, typed: str) -> str:
        return visible(str(self._path(typed.strip()))) if typed.strip() else ""


class SheetPicker(Picker[str]):
    """Which of several sheets is the list."""

    def __init__(self, sheets: Sequence[str]) -> None:
        super().__init__()
        self.sheets = tuple(sheets)

    def heading(self) -> str:
        """What is asked."""
        return _("Which sheet holds the list?")

    def body(self) -> ComposeResult:
        """The sheets."""
        yield Menu(Content(visible(sheet)) for sheet in self.sheets)

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the sheet."""
        self.finish(self.sheets[event.option_index])


class FieldPicker(Picker[str]):
    """What a column means: a field, "-" to leave it out, "" for what it was found to be."""

    def __init__(self, match: ColumnMatch) -> None:
        super().__init__()
        self.match = match
        fields = [(column.name, _(column.heading)) for column in COLUMNS if column.imported]
        others = [("measure", _("Measures")), (_LEFT_OUT, _("Leave the column out")), (_AS_FOUND, _("As it was found"))]
        self.choices = [*_orders(match), *fields, *others]

    def heading(self) -> str:
        """Whose meaning it is."""
        return _("{column} is read as").format(column=visible(self.match.column))

    def body(self) -> ComposeResult:
        """The fields, the present one under the cursor."""
        menu = Menu(Content(label) for _value, label in self.choices)
        values = [value for value, _label in self.choices]
        wanted = _LEFT_OUT if self.match.how == "ignored" else self.match.field or ""
        menu.highlighted = values.index(wanted) if wanted in values else 0
        yield menu

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the field."""
        self.finish(self.choices[event.option_index][0])


def _orders(match: ColumnMatch) -> Iterator[tuple[str, str]]:
    """For a column of days, the orders that they may be written in."""
    column = BY_NAME.get(match.field or "")
    if column is not None and column.kind in {"date", "due"}:
        heading = _(column.heading)
        yield f"{column.name}:dmy", _("{field}, the day before the month").format(field=heading)
        yield f"{column.name}:mdy", _("{field}, the month before the day").format(field=heading)


class ImportWizard(Dialog[ImportReport]):
    """What the columns mean and what would happen; nothing is written before the key that imports."""

    DEFAULT_CLASSES = "page import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,ｉ", "take_in", show=False),
        Binding("v,ｖ", "show_rows", show=False),
        Binding("b,ｂ", "leave_out_bad", show=False),
        Binding("t,ｔ", "choose_side", show=False),
    ]

    def __init__(self, order: ImportOrder, look: Importing, take_in: Importing) -> None:
        """`look` says what an order would do, `take_in` does it."""
        super().__init__()
        self.order = order
        self.report: ImportReport | None = None
        self.columns: tuple[ColumnMatch, ...] = ()
        self._look, self._take_in = look, take_in
        self._work = LongWork()
        self._working: Worker[None] | None = None
        self._watch: Timer | None = None

    def heading(self) -> str:
        """That a file is imported."""
        return _("Import {file}").format(file=visible(self.order.path.name))

    def body(self) -> ComposeResult:
        """Where the list is, what would happen, what each column means, and what is remarkable."""
        yield Static(classes="about", markup=False)
        yield Static(classes="tally", markup=False)
        yield Menu(())
        yield Static(classes="remarks", markup=False)

    def hints(self) -> Sequence[Hint]:
        """The keys that do something now."""
        if self.is_working:
            return (Hint("Esc", _("Stop"), "cancel"),)
        leave = Hint("Esc", _("Cancel"), "cancel")
        meaning = [Hint("Enter", _("Meaning"), "accept")] if self.columns else []
        return (*meaning, *self._report_hints(), leave)

    def _report_hints(self) -> Iterator[Hint]:
        if self.report is None:
            return
        yield Hint("v", _("Rows"), "show_rows")
        if self.report.rejected or self.order.skip_bad:
            yield Hint("b", _("With bad rows") if self.order.skip_bad else _("Without bad rows"), "leave_out_bad")
            yield Hint("t", _("Who decides"), "choose_side")
        yield Hint("i", _("Import"), "take_in")

    @property
    def is_working(self) -> bool:
        """Whether the file is being read or imported."""
        return self._working is not None and self._working.is_running

    def on_mount(self) -> None:
        """Read the file."""
        super().on_mount()
        self.query_one(Menu).focus()
        self.begin(self._look, self.show_report)

    # --- work

    def begin(self, work: Importing, then: Callable[[ImportReport], None]) -> None:
        """Do `work` in its thread, show how far it is, and give its report to `then`."""
        self._work.stop()
        self._work = LongWork()
        self._working = self.run_worker(self._done(work, self._work, then), exclusive=True)
        self._watch = self._watch or self.set_interval(LOOK, self.show_progress)
        self.show_hints()

    async def _done(self, work: Importing, long: LongWork, then: Callable[[ImportReport], None]) -> None:
        try:
            report = await work(self.order, long)
        except Stopped:
            self.stopped(_("It was stopped; nothing was written."))
        except (TitleNeeded, SheetNeeded) as needed:
            self.ask_what_is_needed(needed)
        except RectifyError as error:
            self.stopped(visible(str(error)))
        else:
            self._rest()
            then(report)
        finally:
            long.stop()  # when the wizard goes away, the file is read no further

    def _rest(self, said: str = "") -> None:
        if self._watch is not None:
            self._watch.stop()
        self._watch, self._working = None, None
        self.refuse(said)
        self.show_hints()

    def stopped(self, reason: str) -> None:
        """Say why there is no report."""
        self.report = None
        self.query_one(".tally", Static).update("")
        self._rest(reason)

    def show_progress(self) -> None:
        """Say how far it is."""
        self.query_one(".tally", Static).update(self._work.said)

    def ask_what_is_needed(self, needed: TitleNeeded | SheetNeeded) -> None:
        """Let the clerk say which column is the title, or which sheet is the list."""
        self.stopped(visible(str(needed)) if isinstance(needed, TitleNeeded) else "")
        if isinstance(needed, TitleNeeded):
            self.refuse(_("No column is read as the title of the problem: choose it, and press Enter."))
            self.show_columns(needed.columns)
        else:
            self.app.push_screen(SheetPicker(needed.sheets), self.take_sheet)

    def take_sheet(self, sheet: str | None) -> None:
        """Read the sheet that was chosen; without one there is nothing to import."""
        if sheet is None:
            self.finish(None)
        else:
            self.change(replace(self.order, sheet=sheet))

    def change(self, order: ImportOrder) -> None:
        """Look at the file in another way."""
        self.order = order
        self.begin(self._look, self.show_report)

    # --- what is shown

    def show_report(self, report: ImportReport) -> None:
        """Show what was found."""
        self.report = report
        self.query_one(".about", Static).update(visible(place_words(report)))
        self.query_one(".tally", Static).update(tally_words(report))
        self.query_one(".remarks", Static).update("\n".join(self._remarks(report)))
        self.show_columns(report.columns)

    def _remarks(self, report: ImportReport) -> Iterator[str]:
        if report.is_part:
            yield _("A part that was sent out has come back: each cell is compared with what was sent.")
        if report.remembered:
            yield _("The columns are read as you said the last time.")
        if report.missing:
            count = len(report.missing)
            said = ngettext("{count} problem is not in this file.", "{count} problems are not in this file.", count)
            yield said.format(count=count)
        if self.order.skip_bad:
            yield _("Rows that cannot be taken are left out, and go to a file beside.")
        elif report.rejected:
            yield _("Nothing is written while rows are rejected: v shows them, b leaves them out.")
        if report.rejected or self.order.take:
            yield _(_TAKEN[self.order.take])
        if report.warnings:
            count = len(report.warnings)
            yield ngettext("{count} remark: v shows it.", "{count} remarks: v shows them.", count).format(count=count)

    def show_columns(self, columns: Sequence[ColumnMatch]) -> None:
        """Show what each column means; the cursor stays on its column."""
        menu = self.query_one(Menu)
        at = menu.highlighted or 0
        self.columns = tuple(columns)
        rooms = _widest(visible(each.column) for each in columns), _widest(map(match_words, columns))
        menu.set_options(Option(_match_line(each, *rooms)) for each in columns)
        menu.highlighted = min(at, len(columns) - 1) if columns else None
        self.show_hints()

    # --- keys

    @on(OptionList.OptionSelected)
    def choose_meaning(self, event: OptionList.OptionSelected) -> None:
        """Ask what the column means."""
        match = self.columns[event.option_index]
        self.app.push_screen(FieldPicker(match), lambda field: self.take_meaning(match.column, field))

    def take_meaning(self, column: str, field: str | None) -> None:
        """Read the column as `field`; another column that was said to be that field is none any more."""
        if field is None:
            return
        others = [
            (each, was) for each, was in self.order.mapping if each != column and (was != field or was == _LEFT_OUT)
        ]
        said = [] if field == _AS_FOUND else [(column, field)]
        self.change(replace(self.order, mapping=(*others, *said)))

    def action_accept(self) -> None:
        """Ask what the column under the cursor means."""
        if not self.is_working:
            self.query_one(Menu).action_select()

    def action_cancel(self) -> None:
        """Stop what is being done; when nothing is, leave."""
        if self.is_working:
            self._work.stop()
        else:
            self.finish(None)

    def action_leave_out_bad(self) -> None:
        """Leave the rows out that cannot be taken, or not."""
        if self.report is not None and (self.report.rejected or self.order.skip_bad):
            self.order = replace(self.order, skip_bad=not self.order.skip_bad)
            self.show_report(self.report)

    def action_choose_side(self) -> None:
        """Let the file or the ledger decide where both have changed, or neither."""
        if self.report is not None:
            following = _TAKES[(_TAKES.index(self.order.take) + 1) % len(_TAKES)]
            self.change(replace(self.order, take=following))

    def action_show_rows(self) -> None:
        """Show the rows that cannot be taken, what changes, and every remark."""
        if self.report is not None:
            self.app.push_screen(TextPage(self.heading(), "\n".join(rows_words(self.report))))

    def action_take_in(self) -> None:
        """Import, if every row can be taken or the bad ones are left out."""
        if self.report is None or self.is_working:
            return
        if self.report.rejected and not self.order.skip_bad:
            self.refuse(_("Nothing is written while rows are rejected: v shows them, b leaves them out."))
        else:
            self.begin(self._take_in, self.finish)


def _widest(texts: Iterable[str]) -> int:
    return min(max(map(width, texts), default=0), _WIDEST)


def _match_line(match: ColumnMatch, headings: int, meanings: int) -> Content:
    heading = pad(cut(visible(match.column), headings), headings)
    how = _HOW[match.how]
    return Content.assemble(heading, " → ", pad(match_words(match), meanings), ("  " + _(how) if how else "", "dim"))
