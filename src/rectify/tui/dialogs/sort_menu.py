"""The menu of what the list is sorted by."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from rectify.i18n import _
from rectify.report.lettering import pad, width
from rectify.tui.dialogs.frame import Menu, Picker
from rectify.tui.listing.choice import SORTED_BY, order_heading

USUAL = "0"
"""The key of the usual order."""


class SortMenu(Picker[tuple[str, ...]]):
    """What the list is sorted by. Its result is an order for the list, () for the usual one, or None.

    The column that it is sorted by already is turned round.
    """

    def __init__(self, order: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.order = order

    def heading(self) -> str:
        """What is chosen."""
        return _("Sort by")

    def body(self) -> ComposeResult:
        """The usual order, then the columns."""
        first = self.order[0].lstrip("-") if self.order else ""
        names = list(SORTED_BY.values())
        column = max(width(order_heading(name)) for name in names)
        usual = self._row(USUAL, _("Usual order: due date, then number"), "" if self.order else _("now"))
        rows = [self._row(key, pad(order_heading(name), column), self._now(name)) for key, name in SORTED_BY.items()]
        menu = Menu([usual, *rows], [USUAL, *SORTED_BY])
        menu.highlighted = names.index(first) + 1 if first in names else 0
        yield menu

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the order."""
        if event.option_index == 0:
            self.finish(())
        else:
            name = list(SORTED_BY.values())[event.option_index - 1]
            self.finish((f"-{name}",) if self.order[:1] == (name,) else (name,))

    def _now(self, name: str) -> str:
        """How the list is sorted by this column now, and that the key turns it round."""
        arrow = {name: "↑", f"-{name}": "↓"}.get(self.order[0] if self.order else "")
        return _("now {arrow}; once more turns it round").format(arrow=arrow) if arrow else ""

    def _row(self, key: str, label: str, now: str) -> Content:
        return Content.assemble((f"{key}  ", "bold"), label, (f"  {now}", "dim"))
