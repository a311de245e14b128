"""Lines of coloured parts, in the colours of the theme: what lists and charts are drawn with."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

Part: TypeAlias = tuple[str, str]
"""A text, and the name of one of STYLES; "" for the usual one."""

Row: TypeAlias = Sequence[Part]

STYLES = ("cursor", "cursor-blurred", "red", "yellow", "green", "quiet", "chart", "strong")
"""The styles that a theme gives; of all but the first two only the colour and the weight count."""

COMPONENTS = {f"part--{name}" for name in STYLES}
"""The classes by which a style sheet gives them."""


def painted(widget: Widget, parts: Row, base: str = "") -> Strip:
    """`parts` as a line as wide as `widget`, on the ground that `base` names."""
    ground = widget.get_component_rich_style(f"part--{base}") if base else widget.rich_style
    segments = [Segment(text, ground + _letters(widget, name) if name else ground) for text, name in parts]
    return Strip(segments, sum(cell_len(text) for text, _name in parts)).adjust_cell_length(widget.size.width, ground)


def _letters(widget: Widget, name: str) -> Style:
    style = widget.get_component_rich_style(f"part--{name}")
    return Style(color=style.color, bold=style.bold)


class Drawn(Widget):
    """Lines that are drawn anew for the room that there is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    ALLOW_SELECT = False

    def __init__(self, name: str) -> None:
        super().__init__(classes=name)
        self.draw: Callable[[int, int], Sequence[Row]] = lambda _width, _height: ()
        self._lines: Sequence[Row] | None = None

    def show(self, draw: Callable[[int, int], Sequence[Row]]) -> None:
        """Show the lines that `draw` makes for so many cells and lines."""
        self.draw, self._lines = draw, None
        self.refresh()

    def on_resize(self) -> None:
        """Draw them for the new room."""
        self._lines = None

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        if self._lines is None:
            self._lines = self.draw(self.size.width, self.size.height)
        return painted(self, self._lines[y] if y < len(self._lines) else ())
