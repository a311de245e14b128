"""Actions on the views that the office keeps, and on the lists that were shown before."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from rectify import service
from rectify.domain.own_views import OWN, OwnView
from rectify.errors import InvalidInput, RectifyError
from rectify.i18n import _, labelled
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.desk import Desk
from rectify.tui.listing.choice import BY_KEY, EVERYTHING, Look
from rectify.tui.listing.trail import Place, Trail

if TYPE_CHECKING:
    from rectify.domain.problem import Stamp
    from rectify.tui.dialogs.views_dialog import Known, Picked, ViewChange


class ViewActions(ListingActions):
    """The part of the main screen that keeps own views, and remembers lists."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._trail = Trail()
        self._left_by_typing = False
        """Whether the list that a query is typed over is remembered already."""
        self._own_as_shown: OwnView | None = None
        """The own view that is shown, as it was when it was shown."""

    # --- own views

    async def own_views(self) -> tuple[OwnView, ...]:
        """The views that the office keeps, once they are read. Raises LedgerUnavailable."""
        if self.desk.own_views is None:
            self.desk.own_views = await self.desk.store.write(service.own_views)
        return self.desk.own_views

    async def has_own_views(self) -> bool:
        """Whether it is known which views the office keeps; where they cannot be read, that is said."""
        try:
            await self.own_views()
        except RectifyError as error:
            self.say(str(error), wrong=True)
        return self.desk.own_views is not None

    async def action_show_own_view(self, position: int) -> None:
        """Show one of the views that the office keeps, counted from 1; the filter stays."""
        if not await self.has_own_views():
            return
        own = self.desk.own_views or ()
        if position <= len(own):
            self.show_own(own[position - 1])
            return
        views = self.desk.habits.table.key("list.views")
        self.say(_("There is no such view yet; {views} and then s saves what is shown as one.").format(views=views))

    def show_own(self, own: OwnView, **changes: Any) -> None:
        """Show a view that the office keeps, as it looked last, and with other `changes`."""
        try:
            view = own.as_view(self.desk.shown_day)
        except InvalidInput as error:
            self.say(labelled(own.name, error), wrong=True)
            return
        self.looks.setdefault(own.key, Look(own.order, own.columns, own.grouping))
        self._own_as_shown = own
        self.show_view(view, **changes)

    async def action_open_views(self) -> None:
        """Show every view; save, edit, move and remove own ones."""
        from rectify.tui.dialogs.views_dialog import ViewsDialog

        if not await self.has_own_views():
            return
        dialog = ViewsDialog(self.known_views(), self.left_out, lambda each: self.start_change(self.change_views(each)))
        await self.ask(dialog, self.take_picked)
        self.start(self.count_views(dialog.show))

    def known_views(self) -> "Known":
        """What the dialog of views shows."""
        from rectify.tui.dialogs.views_dialog import Known

        desk = self.desk
        own, key = desk.own_views or (), self.choice.view.key
        looks, shown = (self.looks, self.usual_look), self.shown_as_view()
        return Known(own, desk.counts, *looks, shown, key, desk.shown_day, desk.habits.table)

    def shown_as_view(self) -> OwnView:
        """What is shown now as a view; without a name where it is none of the own ones."""
        choice, own = self.choice, self.shown_own()
        base = own.base if own else choice.view.key if choice.view.key in BY_KEY else "all"
        name = own.name if own else ""
        return OwnView(name, choice.full_query, base, choice.order, choice.columns, choice.grouping)

    def shown_own(self) -> OwnView | None:
        """The own view that is shown, or None."""
        return next((each for each in self.desk.own_views or () if each.key == self.choice.view.key), None)

    async def count_views(self, show: Callable[[tuple[OwnView, ...], dict[str, int]], None]) -> None:
        """Count every own view, and `show` what was counted."""
        own = await self.own_views()
        await self.desk.count_own({view.key for view in own})
        show(own, self.desk.counts)

    async def take_picked(self, picked: "Picked") -> None:
        """Show the view that was picked; save it first, if it is new."""
        if picked.as_usual:
            self.forget_look(picked.key)
        if picked.saved is not None:
            self.start_change(self.save_shown(picked.saved))
        elif picked.key in BY_KEY:
            self.show_view(BY_KEY[picked.key])
        elif await self.has_own_views() and (own := self.find_own(picked.key)):
            self.show_own(own)

    def find_own(self, key: str) -> OwnView | None:
        """The own view with this key; where another program removed it meanwhile, that is said."""
        own = next((view for view in self.desk.own_views or () if view.key == key), None)
        if own is None:
            name = key.removeprefix(OWN)
            self.say(_("The view {view} is no longer in the ledger.").format(view=name), wrong=True)
        return own

    async def save_shown(self, change: "ViewChange") -> None:
        """Save what is shown as a view, and show it as that."""
        await self.desk.change(lambda ledger, stamp: _change(ledger, change, stamp))
        self.desk.own_views = None
        await self.own_views()
        kept = self.find_own(change.after.key) if change.after else None
        if kept is None:
            return
        self.looks.pop(kept.key, None)
        self.filter_line.put("")
        self.show_own(kept, filter=EVERYTHING, query="")
        self.say(_("The view {view} is saved in the ledger.").format(view=kept.name))

    async def change_views(self, change: "ViewChange") -> None:
        """Change a view in the ledger, and show what has become of it; where it is refused, say why in the dialog."""
        refusal = ""
        try:
            await self.desk.change(lambda ledger, stamp: _change(ledger, change, stamp))
        except RectifyError as error:
            refusal = str(error)
        self.desk.own_views = None
        await self.own_views()
        if not refusal and change.before is not None and change.before != change.after:
            self.follow_view(change.before, change.after)
        await self.take_stock()
        from rectify.tui.dialogs.views_dialog import ViewsDialog

        for screen in self.app.screen_stack:
            if isinstance(screen, ViewsDialog):
                await self.count_views(partial(screen.show, refusal=refusal))

    def show_counts(self) -> None:
        """As always; an own view that was changed or removed elsewhere is shown as it is now."""
        super().show_counts()
        before, now = self._own_as_shown, self.shown_own()
        if before is not None and self.choice.view.key == before.key and now != before:
            self._own_as_shown = now
            self.follow_view(before, now)

    def follow_view(self, before: OwnView, after: OwnView | None) -> None:
        """Where a view is shown that was changed, show it as it is now; of one that was removed, what it narrowed."""
        self.looks.pop(before.key, None)
        if self.choice.view.key != before.key:
            return
        if after is None:
            self.show_view(BY_KEY[before.base])
        else:
            self.show_own(after)

    # --- back and forward

    @property
    def place(self) -> Place:
        """The list that is shown, and the problem under the cursor."""
        current = self.problem_list.current
        return Place(self.choice, current.number if current else None)

    def keep(self, **changes: Any) -> None:
        """As always, and the list that is left is remembered; of a query being typed only what was there before it."""
        place, own = self.place, self.shown_own()
        if own is not None and "as_of" in changes:
            changes["view"] = own.as_view(self.desk.shown_day)  # its query may say eom, which is another day then
        super().keep(**changes)
        if not self.place.is_like(place) and not (self.is_typing and self._left_by_typing):
            self._trail.leave(place)
        self._left_by_typing = self.is_typing

    async def action_open_filter(self) -> None:
        """As always; the next query that is typed leaves another list behind."""
        self._left_by_typing = self._left_by_typing and self.is_typing
        await super().action_open_filter()

    async def action_show_previous_list(self) -> None:
        """Back to the list that was shown before."""
        if place := self._trail.back(self.place):
            self.go_to(place)
        else:
            self.say(_("No other list was shown before this one."))

    async def action_show_next_list(self) -> None:
        """Forward again to the list that one came back from."""
        if place := self._trail.forward(self.place):
            self.go_to(place)
        else:
            self.say(_("No other list was shown after this one."))

    def go_to(self, place: Place) -> None:
        """Show a list that was shown before; the cursor goes to its problem, where that is still there."""
        choice = place.choice
        if choice.as_of != self.desk.as_of:
            self.turn_to_day(choice.as_of)
        super().keep(**choice._asdict())
        self._own_as_shown = self.shown_own()
        self.views_bar.active = choice.view.key
        self.filter_line.put(choice.query)
        self.start(self.show_rows(place.number))


def _change(ledger: "service.Ledger", change: "ViewChange", stamp: "Stamp") -> None:
    before, after, position = change
    if before is not None and position:
        service.move_view(ledger, before, position, stamp)
    elif after is not None:
        service.save_view(ledger, after, stamp, before=before)
    elif before is not None:
        service.remove_view(ledger, before, stamp)
