"""The overview, for a wall: it shows each count as soon as it is known, and follows the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from rectify.domain.listing import VIEWS
from rectify.domain.problem import Problem
from rectify.errors import RectifyError
from rectify.i18n import _
from rectify.report.lettering import visible_lines
from rectify.report.report import Grouping
from rectify.tui.controls.chooser import Chooser
from rectify.tui.controls.parts import Drawn
from rectify.tui.dialogs.frame import Box, Dialog, Hint
from rectify.tui.groupings import FACTS
from rectify.tui.pages import overview_panels as panels

if TYPE_CHECKING:
    from rectify.service import LitGroup, Overview
    from rectify.tui.pages.overview_source import OverviewSource

LOOK = 1.0
"""Seconds between two looks whether the ledger has changed."""

_WALL = (100, 32)
"""Cells and lines from which the counts are large."""

_SLIM = 66
"""Cells below which the panels stand one below the other."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What of the overview is to be shown in the list."""

    view: str
    """The key of a view."""
    query: str = ""
    """What narrows the filter."""
    number: str | None = None
    """The problem to go to."""


class Counted(Message):
    """More of the overview is known."""

    def __init__(self, overview: "Overview") -> None:
        super().__init__()
        self.overview = overview


class OverviewPage(Dialog[Sought]):
    """Counts, lights, trend, ages and the next deadlines of what the filter selects."""

    DEFAULT_CLASSES = "overview"
    AUTO_FOCUS = ""
    """Nothing, which would scroll the counts out of sight on a low screen."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ｑ,0,０", "cancel", show=False),
        *(
            Binding(f"{place},{chr(ord('０') + place)}", f"show_view('{view.key}')", show=False)
            for place, view in enumerate(VIEWS, 1)
        ),
        *(Binding(f"{key},{chr(ord(key) + 0xFEE0)}", f"group('{by}')", show=False) for by, (key, _l) in FACTS.items()),
    ]

    def __init__(self, source: "OverviewSource", nothing: str) -> None:
        """`nothing` is what stands there when there is no problem to count."""
        super().__init__()
        self.source = source
        self.nothing = nothing
        self.by: Grouping = "unit"
        self.known: Overview | None = None
        self.is_counting = True
        self.counts, self.rates = Drawn("counts"), Drawn("rates")
        self.trend, self.ages = Drawn("trend"), Drawn("ages")
        self.lights: Chooser[LitGroup] = Chooser(lambda groups, room: panels.lit_rows(groups, room, self.by), "lights")
        self.ahead: Chooser[Problem] = Chooser(lambda due, room: panels.ahead_rows(due, room, source.day), "ahead")

    def compose(self) -> ComposeResult:
        """The panels, each under its title."""
        self._fit(self.app.size)
        for panel in (self.lights, self.ahead):
            panel.show((), _("Counting…"))
        with Box(classes="box"):
            yield Static(self.nothing, classes="nothing", markup=False)
            yield Horizontal(self.counts, self.rates, classes="top")
            yield Horizontal(self.lights, Vertical(self.trend, self.ages, classes="side"), classes="middle")
            yield self.ahead
            yield Static(classes="refusal", markup=False)

    def _fit(self, size: Size) -> None:
        super()._fit(size)
        self.set_class(size.width >= _WALL[0] and size.height >= _WALL[1], "-wall")
        self.set_class(size.width < _SLIM, "-slim")

    def heading(self) -> str:
        """Of what it is an overview, and whether it is still being counted."""
        counting = [_("counting…")] if self.is_counting else []
        return "  ".join([_("Overview"), *self.source.subject(), *counting])

    def hints(self) -> Sequence[Hint]:
        """What can be shown in the list, and by what the lights are grouped."""
        show = (Hint("Enter", _("Show in the list")), Hint("1-6", _("View")))
        close = Hint("Esc", _("Close"), "cancel")
        if self.app.size.width < _WALL[0]:
            return (*show, Hint(" ".join(fact.key for fact in FACTS.values()), _("Group by")), close)
        groups = (Hint(key, _(label), f"group('{by}')") for by, (key, label) in FACTS.items())
        return (*show, *groups, Hint("Tab", _("Next part"), "focus_next"), close)

    def further_keys(self) -> Sequence[Hint]:
        """Moving and grouping."""
        groups = (Hint(key, _("Lights by {group}").format(group=_(label))) for key, label in FACTS.values())
        return (Hint("j k g G", _("Move")), *groups, Hint("Tab", _("Next part")), Hint("q 0", _("Close")))

    def on_mount(self) -> None:
        """Count, and look again and again whether something has changed."""
        self.set_focus(self.lights, scroll_visible=False)
        self.ask()
        self.set_interval(LOOK, self.look)

    # --- counting

    def look(self) -> None:
        """Count again when the ledger or the day has changed."""
        if not self.is_counting and self.source.has_changed:
            self.ask()

    def ask(self) -> None:
        """Count everything; what was counted before stays until it is known anew."""
        # a coroutine would never be awaited where another question replaces it before it begins
        self.run_worker(self._count, exclusive=True)  # type: ignore[arg-type]  # Textual names one kind of coroutine

    async def _count(self) -> None:
        self._tell(counting=True)
        refusal = ""
        try:
            await self.source.count(self.by, lambda known: self.post_message(Counted(known)))
        except RectifyError as error:
            refusal = visible_lines(str(error))
        if not self.is_left:
            self.refuse(refusal)
        self._tell(counting=False)

    def _tell(self, *, counting: bool) -> None:
        self.is_counting = counting
        if not self.is_left:
            self._title()

    @on(Counted)
    def show_counted(self, message: Counted) -> None:
        """Show what is known now, and of the rest what was known before."""
        overview, before = message.overview, self.known
        if overview.by != self.by:
            return
        if before is not None:
            overview = replace(
                overview,
                groups=before.groups if overview.groups is None else overview.groups,
                figures=overview.figures or before.figures,
                trend=overview.trend or before.trend,
            )
        self.known = overview
        self.set_class(overview.counts.get("all") == 0, "-nothing")
        self.show(overview)

    def show(self, overview: "Overview") -> None:
        """Show what is counted of an overview."""
        groups, figures, trend = overview.groups, overview.figures, overview.trend
        self.counts.show(lambda room, height: panels.count_lines(overview.counts, room, height))
        self.ahead.show(overview.ahead, _("No open problem has a due date ahead."))
        self.lights.show(groups or (), _("Counting…") if groups is None else _("Nothing is open."))
        if figures is not None:
            self.rates.show(lambda room, height: panels.rate_lines(figures, room, height))
            self.ages.show(lambda room, _height: panels.age_lines(figures, room))
        if trend is not None:
            self.trend.show(lambda room, height: panels.trend_lines(trend, room, height))

    def _title(self) -> None:
        for part, title in self._titles():
            part.border_title = Content(title)

    def _titles(self) -> list[tuple[Widget, str]]:
        return [
            (self.query_one(Box), self.heading()[:200]),
            (self.lights, _("Lights by {group}").format(group=_(FACTS[self.by].label))),
            (self.trend, _("Week by week")),
            (self.ages, _("Open, by days since found")),
            (self.ahead, _("Next deadlines")),
        ]

    # --- keys

    def action_group(self, by: Grouping) -> None:
        """Show the lights of other groups."""
        self.by = by
        if self.known is not None:
            self.known = replace(self.known, by=by, groups=None)
            self.show(self.known)
        self.ask()

    def action_show_view(self, view: str) -> None:
        """Show a view in the list."""
        self.finish(Sought(view))

    def action_accept(self) -> None:
        """Pick the row under the cursor."""

    @on(Chooser.Picked, ".lights")
    def show_group(self, message: Chooser.Picked) -> None:
        """Show the open problems of a group in the list."""
        group = cast("LitGroup", message.chooser.current)
        self.finish(Sought("open", panels.group_query(group.name, self.by)))

    @on(Chooser.Picked, ".ahead")
    def show_problem(self, message: Chooser.Picked) -> None:
        """Go to a problem in the list."""
        self.finish(Sought("open", number=cast("Problem", message.chooser.current).number))
