"""Actions that choose the list: views, filter, order, day."""

from collections.abc import Coroutine, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from rectify import service
from rectify.domain.filter_tree import QueryError
from rectify.domain.listing import View
from rectify.domain.problem import NameKind
from rectify.i18n import _
from rectify.report.lettering import fitted, visible, width
from rectify.tui.actions.pane_actions import PaneActions
from rectify.tui.bars import TitleBar, ViewsBar
from rectify.tui.desk import Desk
from rectify.tui.filter_line import FilterLine
from rectify.tui.listing.choice import BY_KEY, EVERYTHING, Look, sorted_by_column
from rectify.tui.listing.column_layout import Arrangement, Columns, left_out
from rectify.tui.listing.groups import GroupedRows
from rectify.tui.listing.ledger_rows import LedgerRows
from rectify.tui.listing.window import Source

MOST_QUERY = 30
"""Cells of the query of an own view beside the filter."""


class ListingActions(PaneActions):
    """The part of the main screen that chooses the list, and shows it."""

    _query_before = ""
    greeting = ""
    """What stands at the end of the filter line while nothing else does, until somebody types there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # held here, so that an answer that comes while the screen closes finds them
        self.title_bar = TitleBar()
        self.views_bar = ViewsBar(desk.habits.table)
        self.filter_line = FilterLine(self.filter_by, self.names_like)
        self.choice = desk.habits.view.choice
        self.folded: dict[str, frozenset[str | None]] = {}
        """The groups that are folded, by what the list is grouped by."""
        self.usual_look = self.choice.look
        self.looks: dict[str, Look] = {}
        """How the list of each view was made to look, by the view's key."""

    # --- showing it

    def show_day(self) -> None:
        """Say which day the list is shown for, and draw it for that day."""
        self.title_bar.today = self.desk.shown_day
        self.title_bar.is_past = self.desk.as_of is not None
        if self.desk.facts is not None:
            self.title_bar.ledger = self.desk.facts.name
            self.pane.zone = ZoneInfo(self.desk.facts.time_zone)
        for part in (self.problem_list, self.pane):
            part.day = self.desk.day
        self.pane.keys = self.desk.habits.table if self.desk.as_of is None else None
        self.problem_list.repaint()

    def show_rows(self, follow: str | None = None) -> Coroutine[Any, Any, None]:
        """Show the list that is chosen, from its first row or at the problem `follow`; keys wait for it from now on."""
        self.problem_list.empty = self.choice.nothing(self.desk.counts, self.desk.habits.table)
        self.problem_list.words = self.pane.words = self.choice.words
        arrangement = Arrangement(self.choice.columns, self.choice.order)
        return self._shown(self.problem_list.show(self.rows(), arrangement, follow))

    def rows(self) -> Source:
        """Where the list that is chosen gets its rows from."""
        selection, by = self.choice.selection(self.desk.today), self.choice.grouping
        if by is None:
            return LedgerRows(self.desk.store, selection)
        return GroupedRows(self.desk.store, selection, by, self.folded.get(by, frozenset()))

    async def _shown(self, showing: Coroutine[Any, Any, None]) -> None:
        await showing
        self.problem_list.when_painted(lambda: self.start(self.take_stock()))  # nobody waits for the counts

    async def take_looks(self) -> None:
        """Let the lists look as they were left, the one that is shown first too."""
        self.looks |= await self.desk.kept_looks.read()
        self.choice = self.choice._replace(**self.look_of(self.choice.view)._asdict())

    def look_of(self, view: View) -> Look:
        """How the list of a view was made to look, or looks as usual."""
        return self.looks.get(view.key, self.usual_look)

    def forget_look(self, key: str) -> None:
        """Let the list of the view with this key look as usual."""
        self.looks.pop(key, None)
        self.keep_look(key, self.usual_look)

    def keep_look(self, key: str, look: Look) -> None:
        """Keep how the view with this key looks for the next run; an own view is as the office saved it then."""
        if key in BY_KEY:
            self.desk.kept_looks.put(key, None if look == self.usual_look else look)

    async def take_stock(self) -> None:
        """Show what the views count; of the own ones those that stand in the bar."""
        await self.desk.count()
        self.show_counts()
        await self.desk.count_own(self.views_bar.keys)
        self.show_counts()
        await self.desk.learn_names()

    def show_counts(self) -> None:
        """Show the counts that are known."""
        self.views_bar.own = self.desk.own_views or ()
        self.views_bar.counts = self.desk.counts
        self.problem_list.empty = self.choice.nothing(self.desk.counts, self.desk.habits.table)
        self.problem_list.repaint()
        self.show_tally()

    def show_tally(self) -> None:
        """Say beside the filter how many of the view it leaves, and the order; of an own view also what it finds."""
        all_of_view = self.desk.counts.get(self.choice.view.key)
        own = visible(self.choice.view.own_query or "")
        parts = [part for part in (fitted(own, min(width(own), MOST_QUERY)), self.choice.sorted_by) if part]
        if self.choice.query and all_of_view is not None:
            parts.append(_("{shown} of {total}").format(shown=self.problem_list.shown, total=all_of_view))
        self.filter_line.tally = "  ".join(parts) or self.greeting

    async def reload(self, follow: str | None = None) -> None:
        """Ask again for everything that is shown."""
        self.problem_list.source = self.rows()
        await self.problem_list.reload(follow)
        self.start(self.take_stock())
        self.look_closer()

    # --- choosing the list

    def action_show_view(self, name: str) -> None:
        """Show one of the views; the filter stays."""
        self.show_view(BY_KEY[name])

    def show_view(self, view: View, **changes: Any) -> None:
        """Show `view` as it looked last, and with other `changes`."""
        self.turn_to(view, **changes)
        self.start(self.show_rows())

    def turn_to(self, view: View, **changes: Any) -> None:
        """Choose `view` as it looked last, and with other `changes`, for whoever shows it."""
        self.views_bar.active = view.key
        self.keep(view=view, **self.look_of(view)._asdict(), **changes)

    def choose(self, **changes: Any) -> None:
        """Show another list than before in one respect."""
        self.keep(**changes)
        self.start(self.show_rows())

    def keep(self, **changes: Any) -> None:
        """Choose another list than before in one respect, for whoever shows it; the view keeps how it looks."""
        self.choice = self.choice._replace(**changes)
        view, look = self.choice.view, self.choice.look
        if look != self.look_of(view):
            self.keep_look(view.key, look)
        self.looks[view.key] = look

    async def action_choose_sort(self) -> None:
        """Ask what the list is sorted by."""
        from rectify.tui.dialogs.sort_menu import SortMenu

        await self.ask(SortMenu(self.choice.order), lambda order: self.choose(order=order))

    def sort_by(self, name: str) -> None:
        """Sort by a column; where the list is sorted by it already, turn it round."""
        self.choose(order=sorted_by_column(self.choice.order, name))

    async def action_choose_columns(self) -> None:
        """Ask which columns the list has."""
        from rectify.tui.dialogs.columns_dialog import ColumnsDialog

        await self.ask(ColumnsDialog(self.choice.columns, self.left_out), self.show_columns)

    def left_out(self, columns: tuple[str, ...] | None) -> tuple[str, ...]:
        """Which of these columns the list has no room for."""
        listed = self.problem_list
        return left_out(listed.room, listed.arrangement._replace(columns=columns))

    def show_columns(self, chosen: Columns) -> None:
        """Show the list with the columns that were chosen."""
        self.keep(columns=chosen.names)
        self.problem_list.show_columns(chosen.names)

    async def action_choose_day(self) -> None:
        """Ask which day is shown."""
        from rectify.tui.dialogs.day_form import DayForm

        await self.ask(DayForm(self.desk.today, self.desk.as_of), lambda chosen: self.show_past(chosen.as_of))

    def show_past(self, as_of: date | None) -> None:
        """Show how things stood at the end of a past day; None shows how they stand now."""
        self.turn_to_day(as_of)
        self.choose(as_of=as_of)

    def turn_to_day(self, as_of: date | None) -> None:
        """Have a past day shown, whatever the list will be, and say from when the history is known; None: today."""
        self.desk.as_of = as_of
        self.problem_list.unmark()
        self.show_day()
        if as_of is not None:
            self.start(self.tell_known_from(as_of))

    async def tell_known_from(self, as_of: date) -> None:
        """Say from which day the history is known, where `as_of` is earlier."""
        known = await self.desk.store.read("known", service.history_known_from)
        if known is not None and as_of < known:
            said = _("The history is known from {day}; before that, what was recorded first stands.")
            self.say(said.format(day=known))

    async def action_open_filter(self) -> None:
        """Go to the filter line; Esc goes back to the query that is there now."""
        if not self.is_typing:
            self._query_before = self.choice.query
            self.greeting = ""
            self.show_tally()
            self.set_focus(await self.filter_line.open())

    def names_like(self, kind: NameKind, typed: str) -> Sequence[str]:
        """The names of a kind that complete what is typed."""
        from rectify.tui.controls.completions import matching  # loads with the filter line

        return matching(typed, self.desk.names.get(kind, ()), self.desk.initials)

    def action_complete_query(self) -> None:
        """Take the name that the filter line offers."""
        self.filter_line.complete()

    def filter_by(self, typed: str, *, applied: bool) -> None:
        """Apply a query, or say what is wrong with it and keep the list; once `applied`, go to the list."""
        from rectify.domain.filters import parse  # the query language loads with the first query

        line, query = self.filter_line, typed.strip()
        try:
            found = parse(typed, self.desk.shown_day)
        except QueryError as error:
            line.show_fault(error, applied=applied)
            return
        line.show_fault(None)
        if query != self.choice.query:
            self.choose(filter=found, query=query)
        if applied:
            self.set_focus(self.problem_list)

    def take_filter_away(self) -> None:
        """Show the view without a filter."""
        self.filter_line.put("")
        if self.choice.query:
            self.choose(filter=EVERYTHING, query="")

    async def action_show_query(self, query: str) -> None:
        """Show all problems that a query finds; Esc takes it away."""
        from rectify.domain.filters import parse  # as above

        self.filter_line.put(query)
        self.show_view(BY_KEY["all"], filter=parse(query, self.desk.shown_day), query=query)

    @property
    def is_typing(self) -> bool:
        """Whether letters go into the filter line."""
        return self.filter_line.is_typing
