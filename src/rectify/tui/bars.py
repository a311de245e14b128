"""The lines above and below the list: whose ledger it is, the views, the keys."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from rectify.domain.calendar_words import SHORT_WEEKDAYS
from rectify.domain.listing import VIEWS
from rectify.i18n import _
from rectify.report.lettering import fitted, visible, width
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL
from rectify.tui.key_names import shown

if TYPE_CHECKING:
    from rectify.domain.own_views import OwnView

WITH_KEYS = 3
"""How many of the own views have a key, and a place beside the six."""

LONGEST_NAME = 20
"""Cells of the name of an own view."""

THE_SIX = frozenset(view.key for view in VIEWS)
"""The keys of the views that are always there."""

ROOMY = 100
"""Cells from which the line of keys has blanks to spare."""


class TitleBar(Widget):
    """The name of the ledger, the day it is shown for, and who is working."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title-bar--name", "title-bar--past"}

    ledger: reactive[str] = reactive("")
    today: reactive[date | None] = reactive(None)
    """The day that is shown."""
    is_past: reactive[bool] = reactive(False)
    actor: reactive[str] = reactive("")

    def render(self) -> Content:
        """Left the ledger, right the day and the actor; the names of ledger and program give way to them."""
        right = "   ".join(part for part in (self._day(), visible(self.actor)) if part)
        day = Content.styled(right, self.get_visual_style("title-bar--past")) if self.is_past else Content(right)
        room = self.size.width - cell_len("rectify") - cell_len(right) - 4
        if room < 0:
            return day
        name = fitted(visible(self.ledger), room)
        return Content.assemble(("rectify", self.get_visual_style("title-bar--name")), "  ", name, "  ", day)

    def _day(self) -> str:
        if self.today is None:
            return ""
        said = _("past day {day} {weekday}") if self.is_past else _("as of {day} {weekday}")
        return said.format(day=self.today.isoformat(), weekday=_(SHORT_WEEKDAYS[self.today.weekday()]))


class ViewsBar(Widget):
    """The views with how many problems each has; a click shows one."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"views-bar--active", "views-bar--red", "views-bar--key"}

    active: reactive[str] = reactive("")
    """The key of the view that is shown."""
    counts: reactive[Mapping[str, int]] = reactive(dict)
    own: reactive["Sequence[OwnView]"] = reactive(tuple)
    """The views that the office keeps."""

    def __init__(self, table: Table = USUAL) -> None:
        """`table` has the keys of the views."""
        super().__init__()
        self.table = table

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the own views whose counts are shown: those that have a key to press, and the one in sight."""
        return frozenset({*(view.key for view in self.own[:WITH_KEYS]), self.active})

    def render(self) -> Content:
        """The six, and the own ones as far as there is room, with as many blanks between them as that leaves.

        On a narrow screen only what is shown and what is late has its count, and then its name.
        """
        line = Content()
        for line in self._lines():
            if line.cell_length <= self.size.width:
                break
        return line

    def _lines(self) -> Iterator[Content]:
        """The bar in ever less room."""
        six, here = self._six(), {self.active}
        for count in range(min(len(self.own), WITH_KEYS), -1, -1):
            own = list(self._own(count))
            yield from (Content(gap).join([*six, *own]) for gap in ("   ", " ", ""))
        *short, counted = [list(self._own(0, cells)) for cells in (LONGEST_NAME, 12, 8, 0)]
        # each view ends with a blank, which goes before the name of the one that is shown does
        for own in (*short, *(own[:1] for own in short), counted, []):
            yield Content("").join(part[:-1] for part in (*six, *own))
        late = here | {"overdue"}
        for told in ((late,), (here,), (late, late), (here, here), ((), ())):
            yield Content("").join(part[:-1] for part in (*self._six(*told), *counted))

    def _six(self, counted: Collection[str] = THE_SIX, named: Collection[str] = THE_SIX) -> list[Content]:
        """The six, some with their counts, some with their names; all have their keys."""
        return [
            self._view(
                *(view.key, view.title if view.key in named else "", f"view.{view.key}", f"show_view('{view.key}')"),
                is_counted=view.key in counted,
            )
            for view in VIEWS
        ]

    def _own(self, count: int, cells: int = LONGEST_NAME) -> Iterator[Content]:
        """The first `count` own views, the one that is shown, and how many there are beside.

        A name takes at most so many `cells`; where that is none, the one that is shown is one of those beside.
        """
        known = list(enumerate(self.own, 1))
        standing = known[:count] + [each for each in known[count:] if cells and each[1].key == self.active]
        for place, view in standing:
            name = view.name if width(view.name) <= cells else fitted(view.name, cells).rstrip()
            command = f"view.own_{place}" if place <= WITH_KEYS else "list.views"
            yield self._view(view.key, visible(name), command, f"show_own_view({place})")
        if len(standing) < len(known):
            more = f" {self.table.key('list.views')} +{len(known) - len(standing)} "
            is_here = not cells and any(view.key == self.active for view in self.own)
            look = "views-bar--active" if is_here else "views-bar--key"
            style = self.get_visual_style(look, partial=not is_here)
            yield Content.styled(more, Style.from_meta({"@click": "screen.open_views"}) + style)

    def _view(self, name: str, label: str, command: str, action: str, *, is_counted: bool = True) -> Content:
        keys = self.table.by_id[command].keys
        key = f" {shown(keys[0])} " if keys else " "
        here = self.get_visual_style("views-bar--active") if name == self.active else Style()
        click = Style.from_meta({"@click": f"screen.{action}"}) + here
        count = self.counts.get(name)
        red = self.get_visual_style("views-bar--red", partial=True) if name == "overdue" and count else Style()
        quiet = self.get_visual_style("views-bar--key", partial=True)
        counted = f" {'·' if count is None else count} " if is_counted else " " if label else ""
        return Content.assemble((key, click + quiet), (label, click), (counted, click + red))


class Key(NamedTuple):
    """A key in the last line: how it is typed, what it does now, and the action that a click runs."""

    shown: str
    label: str
    action: str


class KeyLine(Widget):
    """The keys that do something now; a click does it. What there is no room for is left out, help never."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--said"}

    keys: reactive[Sequence[Key]] = reactive(tuple)
    said: reactive[str] = reactive("")
    """What stands before the keys, as long as it is true: how many are marked."""

    def render(self) -> Content:
        """As many keys as fit, and the last one; a narrow line sets them closer."""
        gap = 3 if self.size.width >= ROOMY else 2
        parts = [Content.styled(self.said, self.get_visual_style("key-line--said"))] if self.said else []
        *keys, last = [self._key(key) for key in self.keys] or [Content("")]
        room = self.size.width - last.cell_length - sum(part.cell_length + gap for part in parts)
        for key in keys:
            room -= key.cell_length + gap
            if room < 0:
                break
            parts.append(key)
        return Content(" " * gap).join([*parts, last])

    def _key(self, key: Key) -> Content:
        click = Style.from_meta({"@click": f"screen.{key.action}"})
        return Content.assemble(
            (key.shown, click + self.get_visual_style("key-line--key", partial=True)), (f" {key.label}", click)
        )
