"""The main screen: views, filter line, list, details, keys."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import DescendantBlur, DescendantFocus, Resize
from textual.screen import Screen
from textual.timer import Timer

from rectify.domain.problem import Problem
from rectify.errors import LedgerUnavailable, RectifyError
from rectify.i18n import _, labelled
from rectify.tui.actions.asking import READY_AFTER
from rectify.tui.actions.draft_actions import DraftActions
from rectify.tui.actions.group_actions import GroupActions
from rectify.tui.actions.help_actions import HelpActions
from rectify.tui.actions.jump_actions import JumpActions
from rectify.tui.actions.measure_actions import MeasureActions
from rectify.tui.actions.overview_actions import OverviewActions
from rectify.tui.actions.own_actions import OwnActions
from rectify.tui.actions.reading_actions import ReadingActions
from rectify.tui.actions.rule_actions import RuleActions
from rectify.tui.actions.transfer_actions import TransferActions
from rectify.tui.actions.view_actions import ViewActions
from rectify.tui.bars import KeyLine
from rectify.tui.bindings import bindings, rebind
from rectify.tui.command_table import Table
from rectify.tui.commands import COMMANDS, USUAL
from rectify.tui.desk import Desk
from rectify.tui.details.detail import DetailPane
from rectify.tui.filter_line import FilterLine
from rectify.tui.hints import State, hints
from rectify.tui.listing.problem_list import ProblemList
from rectify.tui.messages import HabitsChanged, LedgerChanged, NamesOffered, ProblemsChanged, became

GLANCE = 0.06
"""Seconds that the cursor must rest on a problem before its keys are named, and its measures and history read."""

TALL, LOW = 28, 9
"""The heights, in lines, from which the pane is shown by default, and from which the bars are shown at all."""

WATCH = 1.0
"""Seconds between two checks for changes by others."""

FIRST_FRAME = 1.0
"""Seconds that the first frame waits for the list: painting twice would cost what the list costs."""

_WHILE_TYPING = frozenset({"open_pane", "go_back", "next_pane", "previous_pane"})
_ACTIONS = frozenset(command.action.partition("(")[0] for command in COMMANDS)


class LedgerScreen(
    ViewActions,
    GroupActions,
    JumpActions,
    OverviewActions,
    ReadingActions,
    TransferActions,
    DraftActions,
    HelpActions,
    RuleActions,
    MeasureActions,
    OwnActions,
    Screen[None],
):
    """The main screen of one ledger."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen")
    AUTO_FOCUS = "ProblemList"

    _opened: bool | None = None
    """Whether the user opened or closed the pane; None leaves it to the height of the screen."""
    _glance: Timer | None = None
    _told_fault = ""
    _left_once = False
    _changed_here = False

    def __init__(self, desk: Desk, when_shown: Callable[[], None] = lambda: None) -> None:
        """`when_shown` is called once the first list is on the screen."""
        super().__init__(desk)
        self._when_shown = when_shown
        desk.busy.begin()  # keys wait from the first one on
        self.key_line = KeyLine()
        self._opened = desk.habits.view.details
        self.take_keys(USUAL)

    def take_keys(self, before: Table) -> None:
        """Bind the keys that are in force, in place of those of `before`."""
        rebind(self, "screen", self.desk.habits.table, before)
        for part in (self.problem_list, self.pane):
            rebind(part, "rows", self.desk.habits.table, before)

    def on_resize(self, event: Resize) -> None:
        """Fit the screen to its new height."""
        self.fit(event.size.height)

    def fit(self, height: int) -> None:
        """Show the pane if it was opened or there is room for it; on a tiny screen the bars are hidden."""
        shown = height >= TALL if self._opened is None else self._opened
        for part, display in ((self.title_bar, height >= LOW), (self.key_line, height >= LOW), (self.pane, shown)):
            if part.display != display:  # the whole screen is laid out anew
                part.display = display
        self.refresh_hints()

    def compose(self) -> ComposeResult:
        """The parts, from top to bottom."""
        self.fit(self.app.size.height)
        yield from (self.title_bar, self.views_bar, self.filter_line, self.problem_list, self.pane, self.key_line)

    # --- what is shown

    def on_screen_suspend(self) -> None:
        """What was told goes on to the dialog that opens; below it nobody would take it away."""
        self.query("ToastHolder").remove()

    async def on_mount(self) -> None:
        """Show the list with the first frame if the ledger opens within a moment, else as soon as it does."""
        self.views_bar.active = self.choice.view.key
        self.title_bar.actor = self.desk.actor
        self.start(self.to_its_end(self.begin()))
        self.set_timer(READY_AFTER, self.get_ready)
        await self.desk.busy.quiet(FIRST_FRAME)

    async def begin(self) -> None:
        """Open the ledger, show the list, count, watch for changes, and greet a new user."""
        await self.take_looks()  # while the ledger opens in its own thread
        try:
            await self.desk.open()
        except LedgerUnavailable as error:
            self.app.exit(return_code=error.exit_code, message=str(error))
            return
        self.show_day()
        await self.show_rows()
        self.call_after_refresh(self._when_shown)
        self.set_timer(READY_AFTER, lambda: self.start(self.tell_drafts()))
        self.set_interval(WATCH, lambda: self.start(self.look_for_changes()))
        self.call_after_refresh(lambda: self.start(self.greet()))

    async def look_for_changes(self) -> None:
        """Check whether others changed the ledger, or a new day began."""
        try:
            seen = await self.desk.look()
        except RectifyError as error:
            if str(error) != self._told_fault:
                self._told_fault = str(error)
                name = self.desk.facts.name if self.desk.facts else ""
                self.title_bar.ledger = _("Out of reach: {ledger}").format(ledger=name)
                raise
            return  # told once is enough
        if self._told_fault:
            self._told_fault, self.desk.seen = "", None
            self.say(_("The ledger is back."))
        if seen != self.desk.seen:
            self.desk.seen = seen
            self.post_message(LedgerChanged())

    @on(LedgerChanged)
    def follow_others(self) -> None:
        """Show what others changed; the cursor stays where it is."""
        self.show_day()
        self.start(self.reload())

    @on(ProblemsChanged)
    def show_changed(self, message: ProblemsChanged) -> None:
        """Show what was changed here."""
        self._changed_here = True
        before = self.problem_list.current
        self.problem_list.change(message.problems)
        # the rows are painted before anything is read again; there is work under way until that is shown
        self.problem_list.when_painted(lambda: self.start(self.to_its_end(self.show_outcome(message, before))))

    async def show_outcome(self, message: ProblemsChanged, before: Problem | None) -> None:
        """Read the visible pages again; if the problem under the cursor (`before`) left the list, say why."""
        await self.reload(message.follow)
        current = self.problem_list.current
        moved = message.problems[0] if len(message.problems) == 1 else None
        if moved and before and moved.number == before.number and (not current or current.number != moved.number):
            self.say(labelled(moved.number, became(before, moved)))
        self.refresh_hints()

    async def take_stock(self) -> None:
        """Show what is counted."""
        await super().take_stock()
        self.refresh_hints()
        await self.desk.load_changes()

    # --- going to and fro

    async def action_go_back(self) -> None:
        """Step back: from the filter line, the details, the filter, the marks, or a past day."""
        await (self.leave_filter_line() if self.is_typing else self.step_out())
        self.set_focus(self.problem_list)

    async def leave_filter_line(self) -> None:
        """Leave the filter line, with the query that it had before."""
        await self.filter_line.catch_up()
        self.filter_line.put(self._query_before)
        self.filter_by(self._query_before, applied=False)

    async def step_out(self) -> None:
        """Close the details, or else clear the filter, or the marks, or go back to today."""
        if self.in_pane:
            self._opened = False
            self.fit(self.size.height)
        elif self.choice.query:
            self.take_filter_away()
        elif self.problem_list.marks:
            self.problem_list.unmark()
        elif self.desk.as_of is not None:
            self.show_past(None)

    async def action_open_pane(self) -> None:
        """Open the details and go there; in the filter line, apply the query; on the heading of a group, fold it."""
        if self.is_typing:
            await self.filter_line.apply()
        elif await self.heading_under_cursor():
            await self.action_fold_group()
        elif await self.under_cursor():
            self.open_details()

    def open_details(self) -> None:
        """Go to the details of the problem under the cursor; keys wait until they are read."""
        self._opened = True
        self.fit(self.size.height)
        self.set_focus(self.pane)
        self.start_change(self.read_closer())

    async def action_next_pane(self) -> None:
        """To the next part of the screen."""
        await self.go_round(1)

    async def action_previous_pane(self) -> None:
        """To the part of the screen before."""
        await self.go_round(-1)

    async def go_round(self, step: int) -> None:
        """Go round the filter line, the list and the details; a query that was typed takes effect."""
        await self.filter_line.take_effect()
        parts = [self.filter_line, self.problem_list, *([self.pane] if self.pane.display else [])]
        here = 0 if self.is_typing else parts.index(self.pane) if self.focused is self.pane else 1
        part = parts[(here + step) % len(parts)]
        if isinstance(part, FilterLine):
            await self.action_open_filter()
        else:
            self.set_focus(part)

    async def action_mark_problem(self) -> None:
        """Mark the problem under the cursor and step on, or all of a group; in the details, tick the measure there."""
        if self.focused is self.pane:
            await self.tick_in_pane()
        elif heading := await self.heading_under_cursor():
            self.start_change(self.mark_group(heading))
        elif await self.under_cursor():
            self.problem_list.mark_and_step()

    def action_leave(self) -> None:
        """Leave rectify; while a change waits for another program, only if the key is pressed again."""
        if self.desk.busy.is_held and not self._left_once:
            self._left_once = True
            self.say(_("What you did still waits for another program; once more leaves without it."))
        else:
            self.app.exit()

    @property
    def in_pane(self) -> bool:
        """Whether the pane has the focus, or was opened by the user."""
        return self.focused is self.pane or bool(self._opened)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the commands whose keys are letters of a query while one is typed."""
        if self.is_typing and action in _ACTIONS:
            return action in _WHILE_TYPING
        return super().check_action(action, parameters)

    @on(FilterLine.Clicked)
    async def open_clicked_filter(self) -> None:
        """A click on the filter line opens it."""
        await self.action_open_filter()

    # --- following the cursor

    @on(ProblemList.Opened)
    async def open_clicked(self) -> None:
        """A double click opens the details, and selects no text."""
        self.clear_selection()
        await self.action_open_pane()

    @on(ProblemList.GroupClicked)
    async def take_group_click(self, message: ProblemList.GroupClicked) -> None:
        """A click on a heading folds the group; a click before its name marks the group."""
        if message.marks:
            self.start_change(self.mark_group(message.heading))
        else:
            await self.action_fold_group()

    @on(ProblemList.HeadingClicked)
    def sort_by_clicked(self, message: ProblemList.HeadingClicked) -> None:
        """A click on a heading sorts by its column."""
        self.sort_by(message.name)

    @on(DetailPane.MeasureClicked)
    async def take_measure_click(self) -> None:
        """A double click on a measure ticks it, and selects no text."""
        self.clear_selection()
        await self.tick_in_pane()

    @on(ProblemList.RangeClicked)
    def take_range_click(self, message: ProblemList.RangeClicked) -> None:
        """A click with Shift marks from the cursor to the row that is clicked."""
        self.start_change(self.mark_between(message.first, message.last))

    @on(ProblemList.Highlighted)
    def follow_cursor(self) -> None:
        """Show the problem under the cursor, and its keys, once the cursor rests: the row itself goes first."""
        if self._glance is not None:
            self._glance.stop()
        self._glance = self.set_timer(GLANCE, self.look_closer)

    def look_closer(self) -> None:
        """Show the problem under the cursor, or the group, and the keys that do something there."""
        self.refresh_hints()
        super().look_closer()

    @on(ProblemList.Failed)
    def tell_failure(self, message: ProblemList.Failed) -> None:
        """Report why a page is missing."""
        self.say(str(message.error), wrong=True)

    @on(HabitsChanged)
    def work_by_habits(self, message: HabitsChanged) -> None:
        """Use other keys from now on, and name them."""
        self.take_keys(message.before)
        self.views_bar.table = self.desk.habits.table
        self.views_bar.refresh()
        self.problem_list.empty = self.choice.nothing(self.desk.counts, self.desk.habits.table)
        self.problem_list.repaint()
        self.refresh_hints()

    async def action_show_help(self) -> None:
        """Show what the keys do now, and every key."""
        await self.explain_keys(self.state())

    def show_counts(self) -> None:
        """Show the counts; an empty ledger has other hints."""
        super().show_counts()
        self.refresh_hints()

    @on(ProblemList.MarksChanged)
    @on(NamesOffered)
    @on(DescendantFocus)
    @on(DescendantBlur)
    def refresh_hints(self) -> None:
        """Name the keys that do something now."""
        self.key_line.said = self.marked_in_words
        self.key_line.keys = hints(self.state(), self.desk.habits.table)

    def state(self) -> State:
        """The state on which the hints depend."""
        listed = self.problem_list
        return State(
            actor=self.desk.actor,
            current=listed.current,
            heading=listed.heading,
            marked=len(listed.marks),
            statuses=listed.marks.statuses,
            typing=self.is_typing,
            offering=self.filter_line.is_offering,
            in_pane=self.focused is self.pane,
            pane_shown=self.pane.display,
            can_go_back=bool(self.in_pane or self.choice.query or listed.marks or self.desk.as_of),
            changed_here=self._changed_here,
            past=self.desk.as_of is not None,
            is_new=self.desk.counts.get("all") == 0,
        )
