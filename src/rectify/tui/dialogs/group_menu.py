"""The menu of what the list is grouped by."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from rectify.i18n import _
from rectify.tui.dialogs.frame import Menu, Picker
from rectify.tui.listing.choice import GROUPED_BY, order_heading


class GroupMenu(Picker[str]):
    """What the list is grouped by. Its result is unit, owner, lead or source, "" for no groups, or None."""

    def __init__(self, grouping: str | None = None) -> None:
        super().__init__()
        self.grouping = grouping or ""

    def heading(self) -> str:
        """What is chosen."""
        return _("Group by")

    def body(self) -> ComposeResult:
        """No groups, then the facts."""
        menu = Menu([self._row(key, name) for key, name in GROUPED_BY.items()], GROUPED_BY)
        menu.highlighted = list(GROUPED_BY.values()).index(self.grouping)
        yield menu

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with what was picked."""
        self.finish(list(GROUPED_BY.values())[event.option_index])

    def _row(self, key: str, name: str) -> Content:
        label = order_heading(name) if name else _("No groups")
        now = f"  {_('now')}" if name == self.grouping else ""
        return Content.assemble((f"{key}  ", "bold"), label, (now, "dim"))
