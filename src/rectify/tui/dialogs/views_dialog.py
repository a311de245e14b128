"""The dialog of all views: the six, and those that the office keeps, with their counts.

It shows at once what a key did, and hands the change on; whoever keeps the ledger answers with the views as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static

from rectify.domain.listing import VIEWS
from rectify.domain.own_views import OwnView
from rectify.i18n import N_, _, labelled
from rectify.report.lettering import fitted, pad, visible, width
from rectify.tui.bars import LONGEST_NAME, WITH_KEYS
from rectify.tui.command_table import Table
from rectify.tui.dialogs.columns_dialog import LeftOut
from rectify.tui.dialogs.frame import Dialog, Hint, Menu, open_dialog
from rectify.tui.dialogs.view_form import ViewForm, columns_in_words
from rectify.tui.listing.choice import Look

ROOM = 60
"""Cells of a row before the dialog knows its width."""


class ViewChange(NamedTuple):
    """One change of the views that the office keeps."""

    before: OwnView | None
    """The view as it was; None: it is new."""
    after: OwnView | None
    """The view as it is then; None: it is removed."""
    position: int = 0
    """Where it is moved to, counted from 1; 0: it stays where it is."""


class Picked(NamedTuple):
    """What the dialog ends with."""

    key: str
    """The key of the view to show."""
    saved: ViewChange | None = None
    """A view that is to be saved first."""
    as_usual: bool = False
    """Whether its list looks from now on as if nobody had made it look otherwise."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog shows."""

    own: tuple[OwnView, ...]
    counts: Mapping[str, int]
    looks: Mapping[str, Look]
    """How the lists of views look that were made to look otherwise, by key."""
    usual: Look
    """How the lists of the six look usually."""
    shown: OwnView
    """What is shown now, as a view; without a name where it is none of the own ones."""
    key: str
    """The key of the view that is shown now."""
    day: date
    table: Table


class ViewsDialog(Dialog[Picked]):
    """All views. Its result is the one to show, or None; each change but a new view is handed on as it is made."""

    # All are looked up before the menu sees a key: they work in the order typed, also ahead of a form that one opens.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", show=False, priority=True),
        Binding("s,ｓ", "save", show=False, priority=True),
        Binding("e,ｅ", "edit", show=False, priority=True),
        Binding("delete,d,ｄ", "remove", show=False, priority=True),
        Binding("0,０", "show_as_usual", show=False, priority=True),
        Binding("J,Ｊ,ctrl+down,right_square_bracket,］,】", "shift(1)", show=False, priority=True),
        Binding("K,Ｋ,ctrl+up,left_square_bracket,［,【", "shift(-1)", show=False, priority=True),
        Binding("q,ｑ", "cancel", show=False),
    ]

    def __init__(self, known: Known, left_out: LeftOut, hand_on: Callable[[ViewChange], None]) -> None:
        """`left_out` tells which columns have no room; `hand_on` takes each change."""
        super().__init__()
        self.known = known
        self.own = list(known.own)
        self.counts = known.counts
        self.left_out = left_out
        self.hand_on = hand_on
        self._asked = ""
        """The name of the view that is removed when the key is pressed once more."""
        self._under = ""
        """The key of the view under the cursor."""

    def heading(self) -> str:
        """What they are."""
        return _("Views")

    def body(self) -> ComposeResult:
        """A row for each view; below them all that is known of the one under the cursor."""
        yield Menu(self._rows(), [str(place) for place in range(1, min(len(self._keys()), 9) + 1)])
        yield Static(classes="meaning", markup=False)

    def hints(self) -> Sequence[Hint]:
        """The keys; what changes a view only where it is an own one."""
        own = (Hint("e", _("Edit"), "edit"), Hint("Del", _("Remove"), "remove"), Hint("J K", _("Move")))
        usual = (Hint("0", _("As usual"), "show_as_usual"),)
        return (
            Hint("Enter", _("Show"), "accept"),
            Hint("s", _("Save what is shown"), "save"),
            *(usual if self.is_mounted and self._looks_otherwise() else ()),
            *(own if self.is_mounted and self._current() is not None else ()),
            Hint("Esc", _("Close"), "cancel"),
        )

    def on_mount(self) -> None:
        """Begin with the view that is shown."""
        keys = self._keys()
        self._show(keys.index(self.known.key) if self.known.key in keys else 0)

    def show(self, own: Sequence[OwnView], counts: Mapping[str, int], refusal: str | None = None) -> None:
        """Show the views as the ledger has them, and why a change was refused ("" where it was not)."""
        if not self.query(Menu):
            return  # it was left while the views were counted
        self.own, self.counts = list(own), counts
        self._show(self._place())
        if refusal is not None:
            self.refuse(refusal)

    def on_resize(self, event: Resize) -> None:
        """Fit the rows to the width that there is."""
        self.call_after_refresh(lambda: self._show(self._place()))

    # --- the keys

    def action_accept(self) -> None:
        """Show the view under the cursor."""
        self.finish(Picked(self._keys()[self._place()]))

    def action_show_as_usual(self) -> None:
        """Show the view under the cursor as it looks usually, its own order, columns and groups forgotten."""
        if self._looks_otherwise():
            self.finish(Picked(self._keys()[self._place()], as_usual=True))

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Show the view that is clicked, or whose figure is pressed."""
        self.finish(Picked(self._keys()[event.option_index]))

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        """Say all that is known of the view under the cursor, and nothing more of another one."""
        if self._under != self._keys()[self._place()]:
            self._asked = ""
            self.refuse("")
        self._under = self._keys()[self._place()]
        self._explain()
        self.show_hints()

    async def action_save(self) -> None:
        """Save what is shown now as a view; a name that there is asks to replace it."""
        names = {view.name: view for view in self.own}

        def answered(view: OwnView | None) -> None:
            if view is not None:
                self.finish(Picked(view.key, ViewChange(names.get(view.name), view)))

        others = names.keys() - {self.known.shown.name}
        await self._ask(self._form(_("Save what is shown as a view"), self.known.shown, others, True), answered)

    async def action_edit(self) -> None:
        """Edit the own view under the cursor."""
        view = self._current_or_refuse()
        if view is None:
            return
        place = self.own.index(view)

        def answered(changed: OwnView | None) -> None:
            if changed is not None and changed != view:
                self._make(ViewChange(view, changed), [*self.own[:place], changed, *self.own[place + 1 :]], place)

        others = {each.name for each in self.own if each != view}
        await self._ask(self._form(_("Edit the view"), view, others, False), answered)

    def action_remove(self) -> None:
        """Remove the own view under the cursor, when the key is pressed once more."""
        view = self._current_or_refuse()
        if view is None:
            return
        if self._asked != view.name:
            self._asked = view.name
            told = _("Del once more removes the view {view}; no problem changes.")
            self.refuse(told.format(view=visible(view.name)))
            return
        place = self.own.index(view)
        self._make(ViewChange(view, None), [each for each in self.own if each != view], max(place - 1, 0))

    def action_shift(self, by: int) -> None:
        """Move the own view under the cursor up or down among the own ones."""
        view = self._current_or_refuse()
        if view is None:
            return
        place = self.own.index(view)
        to = min(max(place + by, 0), len(self.own) - 1)
        if to != place:
            others = [each for each in self.own if each != view]
            self._make(ViewChange(view, view, to + 1), [*others[:to], view, *others[to:]], to)

    # --- what is shown

    def _make(self, change: ViewChange, own: list[OwnView], place: int) -> None:
        self.own = own
        self._asked = ""
        self.refuse("")
        self._show(len(VIEWS) + place)
        self.hand_on(change)

    def _form(self, title: str, view: OwnView, others: set[str], may_replace: bool) -> ViewForm:
        return ViewForm(title, view, others, self.known.day, self.left_out, may_replace=may_replace)

    async def _ask(self, form: ViewForm, then: Callable[[OwnView | None], None]) -> None:
        await open_dialog(self.app, form, then)

    def _keys(self) -> list[str]:
        return [*(view.key for view in VIEWS), *(view.key for view in self.own)]

    def _place(self) -> int:
        return self.query_one(Menu).highlighted or 0

    def _current(self) -> OwnView | None:
        """The own view under the cursor."""
        place = self._place() - len(VIEWS)
        return self.own[place] if 0 <= place < len(self.own) else None

    def _current_or_refuse(self) -> OwnView | None:
        view = self._current()
        if view is None:
            self.refuse(_("The six views stay as they are; s saves what is shown as a view of your own."))
        return view

    def _show(self, place: int) -> None:
        menu = self.query_one(Menu)
        menu.show(self._rows(), min(place, len(self._keys()) - 1))
        self._under = self._keys()[self._place()]
        menu.letters = tuple(str(each) for each in range(1, min(len(self._keys()), 9) + 1))
        self._explain()
        self.show_hints()

    def _rows(self) -> list[Content]:
        """Each with its key, name, count, and as much of its query and look as there is room for."""
        menus = self.query(Menu).results(Menu)
        room = next((menu.size.width - 2 for menu in menus if menu.size.width), ROOM)
        names = [*(view.title for view in VIEWS), *(visible(view.name) for view in self.own)]
        column = min(max(map(width, names)), LONGEST_NAME)
        return [self._row(place, name, column, room) for place, name in enumerate(names)]

    def _row(self, place: int, name: str, column: int, room: int) -> Content:
        key = self._keys()[place]
        count = self.counts.get(key)
        shown = f"{'·' if count is None else count:>7}  "
        figure = self._figure(place)
        rest = room - 3 - column - len(shown)
        told = fitted(self._summary(place), rest).rstrip() if rest > 4 else ""
        named = pad(fitted(name, column) if width(name) > column else name, column)
        return Content.assemble((f"{figure:<3}", "bold"), named, shown, (told, "dim"))

    def _figure(self, place: int) -> str:
        """The key that shows the view from the list too."""
        if place >= len(VIEWS) + WITH_KEYS:
            return ""
        own = place - len(VIEWS) + 1
        command = f"view.own_{own}" if own > 0 else f"view.{VIEWS[place].key}"
        return self.known.table.key(command) if self.known.table.by_id[command].keys else ""

    def _summary(self, place: int) -> str:
        """The query of a view, then how its list is sorted and grouped."""
        own = self.own[place - len(VIEWS)] if place >= len(VIEWS) else None
        query = visible(own.query) if own else ""
        return "  ".join(part for part in (query, self._look(place).in_words) if part)

    def _look(self, place: int) -> Look:
        """How the list of a view looks; of an own one, as the office saved it."""
        usual = self._usual(place)
        return self.known.looks.get(self._keys()[place], usual) if place < len(VIEWS) else usual

    def _usual(self, place: int) -> Look:
        if place < len(VIEWS):
            return self.known.usual
        own = self.own[place - len(VIEWS)]
        return Look(own.order, own.columns, own.grouping)

    def _looks_otherwise(self) -> bool:
        """Whether the list of the view under the cursor was made to look otherwise than usual, or than it was saved."""
        usual = self._usual(self._place())
        return self.known.looks.get(self._keys()[self._place()], usual) != usual

    def _explain(self) -> None:
        """All that is known of the view under the cursor."""
        own, look, place = self._current(), self._look(self._place()), self._place()
        lines = [_told(own) if own else _(self.known.table.by_id[f"view.{VIEWS[place].key}"].help)]
        lines += [look.in_words] if look.in_words else []
        if look.columns is not None:
            lines.append(labelled(_(N_("Columns", "of the list")), columns_in_words(look.columns)))
        below = self.query_one(".meaning", Static)
        below.update("\n".join(lines))


def _told(view: OwnView) -> str:
    """What a view finds, in words."""
    base = next(each.title for each in VIEWS if each.key == view.base)
    return labelled(base, visible(view.query)) if view.query else base
