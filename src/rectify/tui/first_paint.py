"""How the main screen begins: blank until the first list is there, and ready for the first dialog soon after."""

from pathlib import Path

from rectify.tui.asking import Part
from rectify.tui.problem_list import ProblemList

BLANK = 0.5
"""Seconds that the screen stays blank at most, while the first list is on its way."""

DIALOGS_CSS = Path(__file__).with_name("dialogs.tcss")


class FirstPaint(Part):
    """The part of the main screen that is there for its beginning."""

    problem_list: ProblemList
    _is_painted = False
    """Whether the first list is here, or has been waited for long enough."""

    def on_mount(self) -> None:
        """Stay blank for now: what is painted before the first list is there only keeps the list waiting."""
        self.set_timer(BLANK, self.settle)

    def _compositor_refresh(self) -> None:
        self._is_painted = self._is_painted or not self.problem_list.is_arriving
        if self._is_painted:
            super()._compositor_refresh()

    def settle(self) -> None:
        """Paint, whatever is there by now; and read the styles of the dialogs, which takes longer when one opens."""
        if not self._is_painted:
            self._is_painted = True
            self.refresh()
        styles, path = self.app.stylesheet, str(DIALOGS_CSS)
        if not styles.has_source(path):
            styles.read(path)
            styles.parse()
