"""The figures on the screen: of all, by group, and by week."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize

from rectify.errors import RectifyError
from rectify.i18n import _
from rectify.report.lettering import visible_lines
from rectify.report.report import Grouping
from rectify.tui.dialogs.frame import Hint
from rectify.tui.groupings import FACTS
from rectify.tui.pages.charts import BAR
from rectify.tui.pages.reading import Lines, Page

_PARTS = re.compile(f"{BAR}+|[^{BAR}]+")

Read = Callable[[Grouping | None, int], Awaitable[str]]
"""The figures by a grouping, as a text of so many cells."""


class FigureLines(Lines):
    """Lines with bars, which have the colour of the overview's."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"figure-lines--bar"}

    def parts(self, line: str) -> Sequence[Segment]:
        """A line with its bars apart from its text."""
        bar = self.get_component_rich_style("figure-lines--bar")
        return [Segment(part, bar if part[0] == BAR else self.rich_style) for part in _PARTS.findall(line)]


class FiguresPage(Page):
    """The figures; keys group them anew."""

    DEFAULT_CLASSES = "page paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(f"{key},{chr(ord(key) + 0xFEE0)}", f"group('{by}')", show=False) for by, (key, _label) in FACTS.items()
    ]

    def __init__(self, read: Read, by: Grouping = "unit") -> None:
        super().__init__()
        self.read = read
        self.by = by

    def heading(self) -> str:
        """What it is, and by what it is grouped."""
        return _("Figures by {group}").format(group=_(FACTS[self.by].label))

    def hints(self) -> Sequence[Hint]:
        """The groupings, scrolling, leaving."""
        groups = [Hint(key, _(label), f"group('{by}')") for by, (key, label) in FACTS.items()]
        return (*groups, Hint("j k", _("Scroll")), Hint("Esc", _("Close"), "cancel"))

    def body(self) -> ComposeResult:
        """The text; it is on its way."""
        yield FigureLines(_("Reading…"))

    def on_resize(self, event: Resize) -> None:
        """The tables are as wide as the screen."""
        self.ask()

    def action_group(self, by: Grouping) -> None:
        """Group by something else."""
        self.by = by
        self.query_one(".box").border_title = Content(self.heading())
        self.ask()

    def ask(self) -> None:
        """Read the figures for the grouping and the width that there are now."""
        # a coroutine would never be awaited where another question replaces it before it begins
        self.run_worker(self._read, exclusive=True)  # type: ignore[arg-type]  # Textual names one kind of coroutine

    async def _read(self) -> None:
        try:
            text = await self.read(self.by, max(self.app.size.width - 1, 40))
        except RectifyError as error:
            text = visible_lines(str(error))
        if not self.is_left:
            self.query_one(FigureLines).show(text)
