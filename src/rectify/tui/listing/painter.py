"""Drawing a row of the list as a strip."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from rectify.domain.listing import STANDING_COLUMNS
from rectify.domain.problem import Light, Problem
from rectify.i18n import _
from rectify.report.lettering import ELLIPSIS, cut, visible
from rectify.report.report import group_words
from rectify.tui.listing.list_columns import Cell, Day, heading_of, lead_width, letter_of, text_of
from rectify.tui.listing.window import GroupHeading

if TYPE_CHECKING:
    from rectify.domain.highlights import Wanted

STYLES = ("heading", "group", "cursor", "cursor-blurred", "marked", "match", "red", "yellow", "green", "quiet")
"""The styles of the list, besides its own; of the last four only the text colour is used."""

_LIGHTS = {Light.RED: "red", Light.YELLOW: "yellow", Light.GREEN: "green"}
_LIGHTED = frozenset({"due_on", "days_overdue"})
_SEARCHED = frozenset({"number", "title"})
_CURSOR, _MARK = "▸", "●"
_OPEN, _FOLDED = "▾", "▸"
_NOT_HERE = "···"


class Painter(NamedTuple):
    """Draws rows for one width, one theme and one day."""

    width: int
    cells: tuple[Cell, ...]
    day: Day
    plain: Style
    styles: Mapping[str, Style]
    """By the names in STYLES."""
    words: "tuple[Wanted, ...]" = ()
    """The words that the list was searched for, which are highlighted."""

    def heading(self) -> Strip:
        """The line of headings."""
        text = "".join(heading_of(cell) + " " * cell.gap for cell in self.cells)
        return self._strip([Segment(" " * lead_width() + text, self.styles["heading"])], self.styles["heading"])

    def note(self, text: str) -> Strip:
        """A line of the message of an empty list."""
        return self._strip([Segment(" " * lead_width() + text, self._coloured("quiet", self.plain))], self.plain)

    def row(self, problem: Problem | None, *, marked: bool, under: bool, focused: bool) -> Strip:
        """A row, `under` the cursor or not; None stands for a row that is being read."""
        base = self._base(marked=marked, under=under, focused=focused)
        quiet = base if under else self._coloured("quiet", base)
        lead = Segment((_CURSOR if under else " ") + (_MARK if marked else " "), base)
        if problem is None:
            return self._strip([lead, Segment(" " * (lead_width() - 2) + _NOT_HERE, quiet)], base)
        lit = base if under and focused else self._lit(problem, base)
        segments = [lead, Segment(letter_of(problem, self.day) + " ", lit)]
        for cell in self.cells:
            style = lit if cell.name in _LIGHTED else base if cell.name in STANDING_COLUMNS else quiet
            text, gap = text_of(problem, cell, self.day), " " * cell.gap
            if self.words and cell.name in _SEARCHED:
                full = visible(getattr(problem, cell.name))[: 4 * cell.width]
                segments += self._with_matches(text, full, style, selected=under and focused)
                segments.append(Segment(gap, style))
            else:
                segments.append(Segment(text + gap, style))  # what is one piece goes to the terminal in one
        return self._strip(segments, base)

    def _with_matches(self, text: str, full: str, style: Style, *, selected: bool) -> Iterator[Segment]:
        """`text`, which shows `full` as far as there is room, with what was searched for in the style of matches.

        Under the cursor the colour stays the cursor's.
        """
        from rectify.domain.highlights import spans  # loads with the first word that is searched for

        match = self.styles["match"]
        lit = style + Style(bold=match.bold, underline=match.underline, color=None if selected else match.color)
        shown, at = len(full) if text.startswith(full) else len(text.rstrip()) - len(ELLIPSIS), 0
        for start, end in spans(full, self.words):
            yield Segment(text[at : min(start, shown)], style)
            yield Segment(text[min(start, shown) : min(end, shown)], lit)
            at = min(end, shown)
        yield Segment(text[at:], style)

    def group(self, heading: GroupHeading, *, under: bool, focused: bool) -> Strip:
        """The heading of a group: whether it is folded, its name, its problems, how many of them are overdue."""
        base = self._base(marked=False, under=under, focused=focused)
        counts = f"  {heading.problems}"
        late = _("{count} overdue").format(count=heading.overdue) if heading.overdue else ""
        sign = f"{_CURSOR if under else ' '} {_FOLDED if heading.is_folded else _OPEN} "
        room = max(self.width - cell_len(sign + counts + " · " + late), 2)
        name = cut(visible(group_words(heading.name, heading.by)), room)
        segments = [
            Segment(sign + name, base if under else base + self.styles["group"]),
            Segment(counts, base if under else self._coloured("quiet", base)),
        ]
        if late:
            lit = base if under and focused else self._coloured("red", base)
            segments += [Segment(" · ", segments[1].style), Segment(late, lit)]
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
