"""The import wizard: what the columns of a file mean, what would happen to which row; then the import itself."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from rectify.errors import RectifyError
from rectify.i18n import _, ngettext
from rectify.report.lettering import cut, pad, visible, width
from rectify.service.dispute_words import dispute_lines
from rectify.service.import_words import how_words, match_words, place_words, rows_words, tally_words
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import ColumnMatch, ImportReport, SheetNeeded, TitleNeeded
from rectify.transfer.plan.disputes import Choices
from rectify.tui.dialogs.frame import Dialog, Hint, Menu
from rectify.tui.dialogs.import_forms import AS_FOUND, LEFT_OUT, FieldPicker, SheetPicker
from rectify.tui.dialogs.import_rows import Going, ImportRows
from rectify.tui.long_work import LOOK, LongWork, Stopped

_WIDEST = 36
"""Cells that the heading of a column takes at most."""

_BESIDE = 2
"""Cells beside the rows: the scrollbar, and a blank."""

Importing = Callable[[ImportOrder, LongWork], Awaitable[ImportReport]]
"""Reads the file of an order, or imports it, in a thread of its own; raises RectifyError, and Stopped."""


class AnotherFile(NamedTuple):
    """That nothing is known of the file, so that it is to be named again."""

    reason: str
    """What is wrong with it."""


class ImportWizard(Dialog[ImportReport | AnotherFile]):
    """What the columns mean and what would happen; nothing is written before the key that imports."""

    DEFAULT_CLASSES = "page import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", show=False, priority=True),  # the list of columns would take it
        Binding("m,ｍ", "ask_meaning", show=False),
        Binding("i,ｉ", "take_in", show=False),
        Binding("v,ｖ", "show_rows", show=False),
        Binding("b,ｂ", "leave_out_bad", show=False),
        Binding("t,ｔ", "choose_sides", show=False),
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
        self._refused = ""

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
        back = _("Cancel") if self.report else _("Another file")
        return (*self._hints(), Hint("Esc", back, "cancel"))

    def _hints(self) -> Iterator[Hint]:
        if self.report is not None:
            yield Hint("Enter", _("Next"), "accept")
        if self.columns:
            yield Hint("m" if self.report else "Enter", _("Meaning"), "ask_meaning")
        if self.report is not None and self.report.disputes:
            yield Hint("t", _("Decide"), "choose_sides")
        if self.has_bad:
            yield Hint("b", _("With bad") if self.order.skip_bad else _("Skip bad"), "leave_out_bad")
        if self.report is not None and not self.is_blocked:
            yield Hint("i", _("Import"), "take_in")

    @property
    def has_bad(self) -> bool:
        """Whether there are rows that cannot be taken."""
        return self.report is not None and bool(self.report.rejected or self.order.skip_bad)

    @property
    def is_blocked(self) -> bool:
        """Whether they keep everything from being imported."""
        return self.has_bad and not self.order.skip_bad

    @property
    def is_working(self) -> bool:
        """Whether the file is being read or imported."""
        return self._working is not None and self._working.is_running

    def on_mount(self) -> None:
        """Read the file."""
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
            end = partial(self.end_work, await work(self.order, long), then)
        except Stopped:
            end = partial(self.end_without, work, _("It was stopped; nothing was written."))
        except (TitleNeeded, SheetNeeded) as needed:
            end = partial(self.ask_what_is_needed, needed)
        except RectifyError as error:
            end = partial(self.end_without, work, visible(str(error)))
        finally:
            long.stop()  # when the wizard goes away, the file is read no further
        if not self.is_left:
            end()

    def end_work(self, report: ImportReport, then: Callable[[ImportReport], None]) -> None:
        """Give the report of work that came to its end to `then`."""
        self._rest()
        then(report)

    def _rest(self, said: str = "") -> None:
        if self._watch is not None:
            self._watch.stop()
        self._watch, self._working = None, None
        self.refuse(said)
        self.show_hints()

    def end_without(self, work: Importing, reason: str) -> None:
        """Say why `work` came to nothing; an import that did can be tried again, as what it would do is known."""
        if self.report is None or work != self._take_in:
            self.stopped(reason)
        else:
            self._rest()
            self.show_report(self.report)
            self.refuse(reason)

    def stopped(self, reason: str) -> None:
        """Say why there is no report."""
        self.report, self._refused = None, reason
        self.query_one(".tally", Static).update("")
        self._rest(reason)

    def show_progress(self) -> None:
        """Say how far it is."""
        if not self.is_left:
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
        """Read the sheet that was chosen; without one there is nothing to import from this file."""
        if sheet is None:
            self.action_cancel()
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
            yield _("Nothing is written while rows are rejected: Enter shows them, b leaves them out.")
        if report.disputes:
            yield from _disputed(report)
        if report.warnings:
            count = len(report.warnings)
            said = ngettext("{count} remark: Enter shows it.", "{count} remarks: Enter shows them.", count)
            yield said.format(count=count)

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
        picker = FieldPicker(match, wants_title=all(each.field != "title" for each in self.columns))
        self.app.push_screen(picker, lambda field: self.take_meaning(match.column, field))

    def take_meaning(self, column: str, field: str | None) -> None:
        """Read the column as `field`; another column that was said to be that field is none any more."""
        if field is None:
            return
        others = {
            each: was
            for each, was in self.order.mapping.items()
            if each != column and (was != field or was == LEFT_OUT)
        }
        said = {} if field == AS_FOUND else {column: field}
        self.change(replace(self.order, mapping=others | said))

    def action_accept(self) -> None:
        """Go on to what would happen to which row; where that is not known yet, ask for a meaning."""
        if self.report is None:
            self.action_ask_meaning()
        else:
            self.action_show_rows()

    def action_ask_meaning(self) -> None:
        """Ask what the column under the cursor means."""
        if not self.is_working:
            self.query_one(Menu).action_select()

    def action_cancel(self) -> None:
        """Stop what is being done; when nothing is, leave: to the name of the file, where nothing is known of it."""
        if self.is_working:
            self._work.stop()
        else:
            self.finish(None if self.report else AnotherFile(self._refused))

    def action_leave_out_bad(self) -> None:
        """Leave the rows out that cannot be taken, or not."""
        if self.report is not None and self.has_bad:
            self.order = replace(self.order, skip_bad=not self.order.skip_bad)
            self.refuse("")
            self.show_report(self.report)

    def action_choose_sides(self) -> None:
        """Choose for each cell that was changed here and in the file which side decides."""
        from rectify.tui.dialogs.import_disputes import ImportDisputes

        if self.report is not None and self.report.disputes and not self.is_working:
            dialog = ImportDisputes(self.report.disputes, is_part=self.report.is_part)
            self.app.push_screen(dialog, self.take_choices)

    def take_choices(self, choices: Choices | None) -> None:
        """Look at the file again with what was chosen, where that is news."""
        if choices is not None and choices != self.order.choices:
            self.change(replace(self.order, choices=choices))

    def action_show_rows(self) -> None:
        """Show the rows that cannot be taken, what is new, what changes, and every remark; from there one imports."""
        if self.report is not None and not self.is_working:
            told = "\n".join(self._told())
            page = ImportRows(self.heading(), told, has_bad=self.has_bad, skips_bad=self.order.skip_bad)
            self.app.push_screen(page, self.go_on)

    def go_on(self, going: Going | None) -> None:
        """Go on from the rows as the clerk said."""
        if going == "take in":
            self.action_take_in()
        elif going == "turn bad":
            self.action_leave_out_bad()
            self.action_show_rows()

    def _told(self) -> Iterator[str]:
        if self.report is not None:
            yield from rows_words(self.report)
            yield from dispute_lines(self.report, self.app.size.width - _BESIDE)

    def action_take_in(self) -> None:
        """Import, if every row can be taken or the bad ones are left out; else show what keeps it from that."""
        if self.report is None or self.is_working:
            return
        if self.is_blocked:
            self.action_show_rows()
        else:
            self.begin(self._take_in, self.end_with)

    def end_with(self, report: ImportReport) -> None:
        """Leave with what was imported; where others changed the ledger so that rows are rejected now, show that."""
        if report.written:
            self.finish(report)
        else:
            self.show_report(report)
            self.refuse(_("The ledger was changed meanwhile, and nothing was written: look again."))


def _disputed(report: ImportReport) -> Iterator[str]:
    count, undecided = len(report.disputes), sum(each.side is None for each in report.disputes)
    yield ngettext(
        "{count} cell was changed here and in the file: t chooses between them.",
        "{count} cells were changed here and in the file: t chooses between them.",
        count,
    ).format(count=count)
    left = ngettext("{count} is undecided.", "{count} are undecided.", undecided).format(count=undecided)
    yield left if undecided else _("All are decided.")


def _widest(texts: Iterable[str]) -> int:
    return min(max(map(width, texts), default=0), _WIDEST)


def _match_line(match: ColumnMatch, headings: int, meanings: int) -> Content:
    heading = pad(cut(visible(match.column), headings), headings)
    how = how_words(match)
    return Content.assemble(heading, " → ", pad(match_words(match), meanings), (f"  {how}" if how else "", "dim"))
