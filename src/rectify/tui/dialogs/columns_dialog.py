"""The dialog that chooses which columns the list has, and in which order."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from rectify.domain.listing import LIST_COLUMNS, STANDING_COLUMNS, USUAL_COLUMNS
from rectify.i18n import N_, _, listed
from rectify.tui.dialogs.frame import Dialog, Hint, Menu
from rectify.tui.listing.column_layout import Columns
from rectify.tui.listing.list_columns import heading_words

LeftOut = Callable[[tuple[str, ...] | None], tuple[str, ...]]
"""Which of some columns the list has no room for."""


class ColumnsDialog(Dialog[Columns]):
    """Every column that a list can have, the chosen ones ticked. Its result is the columns, or None."""

    # All are looked up before the menu sees a key: they work in the order typed.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,ideographic_space", "tick", show=False, priority=True),
        Binding("J,Ｊ,ctrl+down,right_square_bracket,］,】", "shift(1)", show=False, priority=True),
        Binding("K,Ｋ,ctrl+up,left_square_bracket,［,【", "shift(-1)", show=False, priority=True),
        Binding("0,０", "usual", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
        Binding("q,ｑ", "cancel", show=False),
    ]

    def __init__(self, columns: tuple[str, ...] | None, left_out: LeftOut) -> None:
        """`columns` are those that the list has, None the usual ones."""
        super().__init__()
        self.left_out = left_out
        self._take(columns or USUAL_COLUMNS)

    def _take(self, columns: tuple[str, ...]) -> None:
        self.names = [*columns, *(name for name in LIST_COLUMNS if name not in columns)]
        self.ticked = set(columns) | STANDING_COLUMNS

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The ticked columns from left to right; None where they are the usual ones."""
        columns = tuple(name for name in self.names if name in self.ticked)
        return None if columns == USUAL_COLUMNS else columns

    def heading(self) -> str:
        """What is chosen."""
        return _(N_("Columns", "of the list"))

    def body(self) -> ComposeResult:
        """What there is no room for, and the columns from left to right."""
        yield Static(classes="asked", markup=False)
        yield Menu(map(self._row, self.names))

    def hints(self) -> Sequence[Hint]:
        """The keys."""
        return (
            Hint("Enter", _("OK"), "accept"),
            Hint(_("space"), _("Show"), "tick"),
            Hint("J K", _("Move")),
            Hint("0", _("As usual"), "usual"),
            Hint("Esc", _("Cancel"), "cancel"),
        )

    def on_mount(self) -> None:
        """Say what there is no room for."""
        self._say_what_is_left_out()

    @on(OptionList.OptionSelected)
    def tick_clicked(self, event: OptionList.OptionSelected) -> None:
        """A click ticks a column, or takes the tick off."""
        self._tick(event.option_index)

    def action_tick(self) -> None:
        """Tick the column under the cursor, or take the tick off."""
        self._tick(self._place())

    def action_shift(self, by: int) -> None:
        """Move the column under the cursor to the left or to the right, which is up or down here."""
        place = self._place()
        to = min(max(place + by, 0), len(self.names) - 1)
        self.names.insert(to, self.names.pop(place))
        self._show(to)

    def action_usual(self) -> None:
        """Take the usual columns."""
        self._take(USUAL_COLUMNS)
        self._show(0)

    def action_accept(self) -> None:
        """Answer with the columns."""
        self.finish(Columns(self.chosen))

    def _place(self) -> int:
        return self.query_one(Menu).highlighted or 0

    def _tick(self, place: int) -> None:
        name = self.names[place]
        if name in STANDING_COLUMNS:
            self.refuse(_("No list is without the number and the problem; they can be moved."))
            return
        self.ticked ^= {name}
        self._show(place)

    def _show(self, place: int) -> None:
        self.refuse("")
        self.query_one(Menu).show(map(self._row, self.names), place)
        self._say_what_is_left_out()

    def _say_what_is_left_out(self) -> None:
        names = self.left_out(self.chosen)
        told = _("No room on this screen for: {columns}.")
        if self.chosen is not None:
            told = _("No room on this screen for: {columns}. The last ones give way first.")
        line = self.query_one(".asked", Static)
        line.update(told.format(columns=listed(map(heading_words, names))) if names else "")
        line.display = bool(names)

    def _row(self, name: str) -> Content:
        is_ticked = name in self.ticked
        return Content.assemble("[x] " if is_ticked else "[ ] ", (heading_words(name), "" if is_ticked else "dim"))
