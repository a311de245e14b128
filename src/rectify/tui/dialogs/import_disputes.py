"""The dialog of cells that changed both here and in a file: each is decided before the import."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize

from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.service.dispute_words import dispute_words
from rectify.transfer.outcome import Dispute, Side
from rectify.transfer.plan.disputes import Choice, Choices
from rectify.tui.controls.side_by_side import Half, Headings, Pair
from rectify.tui.dialogs.choosing import Choosing, head_of
from rectify.tui.dialogs.frame import Hint

_ROOMY = 110
"""Columns of a terminal from which the title of each problem stands in the list too."""

_HALVES: dict[Side | None, Half | None] = {None: None, "ledger": "left", "file": "right"}
_SIDES: dict[Half, Side] = {"left": "ledger", "right": "file"}


class ImportDisputes(Choosing[Choices]):
    """Which side decides each cell that both have changed. Its result is what was chosen; nothing is written."""

    keys = ("l", "f")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,ｌ", "take_side('left')", show=False),
        Binding("f,ｆ", "take_side('right')", show=False),
        Binding("q,ｑ", "cancel", show=False),
    ]

    def __init__(self, disputes: Sequence[Dispute], *, is_part: bool) -> None:
        """`is_part`: whether the file was sent out to be filled in."""
        super().__init__()
        self.disputes = disputes
        self.is_part = is_part
        self._is_roomy = False

    def heading(self) -> str:
        """How many there are, and how many are undecided."""
        count = len(self.disputes)
        told = ngettext("{count} cell changed on both sides", "{count} cells changed on both sides", count)
        undecided = len(self.list.undecided)
        left = _("{count} undecided").format(count=undecided) if undecided else _("all decided")
        return f"{told.format(count=count)} · {left}"

    def intro(self) -> str:
        """What becomes of a row that is undecided."""
        return _("Nothing is written yet; a row with an undecided cell is not taken.")

    def hints(self) -> Sequence[Hint]:
        """The keys that do something now."""
        return (*super().hints(), Hint("Esc", _("Back"), "cancel"))

    def on_mount(self) -> None:
        """Show what is decided already, and begin with what is not."""
        self._fill([_HALVES[each.side] for each in self.disputes])
        self.list.cursor = min(self.list.undecided, default=0)

    def on_resize(self, event: Resize) -> None:
        """Show the titles where there is room."""
        if self.list.pairs and self._is_roomy != (event.size.width >= _ROOMY):
            self._fill(self.list.chosen)

    def _fill(self, chosen: Sequence[Half | None]) -> None:
        roomy = self._is_roomy = self.app.size.width >= _ROOMY
        titled = (_("Number"), _("Problem"), _("Field")) if roomy else (_("Number"), _("Field"))
        headings = Headings(titled, _("Sent") if self.is_part else _("Before"), _("Here"), _("File"))
        self.list.show(headings, [_pair(each, roomy) for each in self.disputes], chosen)

    def action_accept(self) -> None:
        """Answer with what is chosen."""
        decided = zip(self.disputes, self.list.chosen, strict=True)
        choices = {
            (each.row, each.conflict.field): Choice(each.conflict, _SIDES[half]) for each, half in decided if half
        }
        self.finish(MappingProxyType(choices))

    def action_cancel(self) -> None:
        """Go back as Enter does: what was chosen is not lost, and nothing is written by it."""
        self.action_accept()


def _pair(dispute: Dispute, roomy: bool) -> Pair:
    field, before, here, file = dispute_words(dispute)
    number, title = visible(dispute.number), visible(dispute.title)
    about = (number, title, field) if roomy else (number, field)
    row = _("row {row}").format(row=dispute.row)
    return Pair(about, before, here, file, head_of(number, title, field, row))
