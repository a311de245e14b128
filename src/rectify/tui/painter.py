"""How a row of the list is drawn: the strips of the virtual list, and nothing that waits."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from rectify.domain.problem import Light, Problem
from rectify.tui.list_columns import Cell, Day, heading_of, lead_width, letter_of, text_of

STYLES = ("heading", "cursor", "cursor-blurred", "marked", "red", "yellow", "green", "quiet")
"""The styles that a theme gives to the list, beside its own; of the last four only the colour of the letters counts."""

_LIGHTS = {Light.RED: "red", Light.YELLOW: "yellow", Light.GREEN: "green"}
_LIGHTED = frozenset({"due", "late"})
_QUIET = frozenset({"unit", "owner", "measures", "status"})
_CURSOR, _MARK = "▸", "●"
_NOT_HERE = "···"


class Painter(NamedTuple):
    """Draws for one width, one theme, one day."""

    width: int
    cells: tuple[Cell, ...]
    day: Day
    plain: Style
    styles: Mapping[str, Style]
    """By the names in STYLES."""

    def heading(self) -> Strip:
        """The line of headings."""
        text = "".join(heading_of(cell) + " " * cell.gap for cell in self.cells)
        return self._strip([Segment(" " * lead_width() + text, self.styles["heading"])], self.styles["heading"])

    def note(self, text: str) -> Strip:
        """A line of what an empty list says."""
        return self._strip([Segment(" " * lead_width() + text, self._coloured("quiet", self.plain))], self.plain)

    def row(self, problem: Problem | None, *, marked: bool, under: bool, focused: bool) -> Strip:
        """A row, `under` the cursor or not; None stands for one that is on its way."""
        base = self._base(marked=marked, under=under, focused=focused)
        quiet = base if under else self._coloured("quiet", base)
        lead = Segment((_CURSOR if under else " ") + (_MARK if marked else " "), base)
        if problem is None:
            return self._strip([lead, Segment(" " * (lead_width() - 2) + _NOT_HERE, quiet)], base)
        lit = base if under and focused else self._lit(problem, base)
        segments = [lead, Segment(letter_of(problem, self.day) + " ", lit)]
        for cell in self.cells:
            style = lit if cell.name in _LIGHTED else quiet if cell.name in _QUIET else base
            segments.append(Segment(text_of(problem, cell, self.day) + " " * cell.gap, style))
        return self._strip(segments, base)

    def _base(self, *, marked: bool, under: bool, focused: bool) -> Style:
        if under:
            return self.styles["cursor" if focused else "cursor-blurred"]
        return self.styles["marked"] if marked else self.plain

    def _lit(self, problem: Problem, base: Style) -> Style:
        name = _LIGHTS.get(self.day.light(problem))
        return self._coloured(name, base) if name else base

    def _coloured(self, name: str, base: Style) -> Style:
        return base + Style(color=self.styles[name].color)

    def _strip(self, segments: list[Segment], fill: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self.width, fill)
