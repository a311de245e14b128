"""The tree of units, with the counts of each."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from rectify.domain.listing import UnitLine
from rectify.errors import RectifyError
from rectify.i18n import _
from rectify.report.lettering import fitted, visible, visible_lines, width
from rectify.tui.controls.chooser import Chooser
from rectify.tui.controls.fields import Field, NameLine
from rectify.tui.controls.parts import Row
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import Dialog, Hint
from rectify.tui.listing.choice import BY_KEY

Place = Callable[[str, str | None], Awaitable[Sequence[UnitLine]]]
"""Puts a unit under another, or under none, and answers with the tree as it is then."""

_INDENT, _DEEPEST, _GAP = 2, 8, 3
_COUNTS = {"open": "open", "overdue": "overdue", "all": "problems"}
"""The counts of a unit: the views whose names they have, and what they are in the tree."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The unit that another is to stand under."""

    name: str | None
    """None: it stands by itself."""


class UnitsPage(Dialog[UnitLine]):
    """Every unit with its open and overdue problems, those of its child units among them. Its result is one of them."""

    DEFAULT_CLASSES = "page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,ｐ", "place", show=False),
        Binding("q,ｑ,U,Ｕ", "cancel", show=False),
    ]

    def __init__(self, lines: Sequence[UnitLine], place: Place | None, initials: Mapping[str, str]) -> None:
        """Without `place` nothing can be changed; `initials` are those of names, by which they are completed."""
        super().__init__()
        self.lines = tuple(lines)
        self.place = place
        self.initials = initials
        self.units: Chooser[UnitLine] = Chooser(unit_rows, "tree")

    def heading(self) -> str:
        """What it is."""
        return _("Units")

    def body(self) -> ComposeResult:
        """The tree."""
        yield self.units
        self.show(self.lines)

    def hints(self) -> Sequence[Hint]:
        """What can be done with a unit."""
        place = [Hint("p", _("Parent unit"), "place")] if self.place is not None and self.lines else []
        return (Hint("Enter", _("Show in the list")), *place, Hint("Esc", _("Close"), "cancel"))

    def show(self, lines: Sequence[UnitLine], unit: str | None = None) -> None:
        """Show the tree as it is now, the cursor on `unit` where one is named."""
        self.lines = tuple(lines)
        self.units.show(self.lines, _("There is no unit yet; it comes with the first problem that names one."))
        if unit is not None:
            self.units.cursor = next((at for at, line in enumerate(lines) if line.name == unit), 0)

    def action_accept(self) -> None:
        """Pick the unit under the cursor."""
        self.units.action_pick()

    @on(Chooser.Picked)
    def answer(self) -> None:
        """Show its problems."""
        self.finish(self.units.current)

    def action_place(self) -> None:
        """Ask which unit the one under the cursor stands under."""
        line = self.units.current
        if line is None or self.place is None:
            return
        others = possible_parents(self.lines, line.name)

        def answered(parent: Parent | None) -> None:
            if parent is not None and parent.name != line.parent:
                # the App owns it, so that it is done to its end when this page is left meanwhile
                self.app.run_worker(self._place(line.name, parent.name))

        self.app.push_screen(ParentForm(line, others, self.initials), answered)

    async def _place(self, unit: str, parent: str | None) -> None:
        assert self.place is not None  # else nobody was asked
        try:
            lines = await self.place(unit, parent)
        except RectifyError as error:
            if not self.is_left:
                self.refuse(visible_lines(str(error)))
            return
        if not self.is_left:
            self.refuse("")
            self.show(lines, unit)


class ParentForm(Form[Parent]):
    """The parent of a unit, or none."""

    def __init__(self, unit: UnitLine, others: Sequence[str], initials: Mapping[str, str]) -> None:
        super().__init__()
        self.unit = unit
        self.others = others
        self.initials = initials

    def heading(self) -> str:
        """Whose parent is asked for."""
        return _("Parent unit of {unit}").format(unit=visible(self.unit.name))

    def body(self) -> ComposeResult:
        """The parent."""
        hint = _("empty: under no other unit")
        line = NameLine(self.unit.parent or "", names=self.others, initials=self.initials, placeholder=hint)
        yield Field("parent", _("Parent unit"), line)

    def action_accept(self) -> None:
        """Answer with what is typed."""
        self.finish(Parent(self.text_of("parent")))


def possible_parents(lines: Sequence[UnitLine], unit: str) -> list[str]:
    """The units that `unit` may stand under: all but itself and those below it. In the tree a parent comes first."""
    left_out = {unit}
    for each in lines:
        if each.parent in left_out:
            left_out.add(each.name)
    return [each.name for each in lines if each.name not in left_out]


def unit_rows(lines: Sequence[UnitLine], room: int) -> Callable[[UnitLine], Row]:
    """How a unit is drawn in `room` cells: its place in the tree, its name, what it has to do."""
    columns = [(_(BY_KEY[view].label), name) for view, name in _COUNTS.items()]
    digits = {name: max((len(str(getattr(line, name))) for line in lines), default=1) for _label, name in columns}
    figures = sum(_GAP + width(label) + 1 + digits[name] for label, name in columns)
    names = max(room - figures, 1)

    def row(line: UnitLine) -> Row:
        indent = " " * (_INDENT * min(line.depth, _DEEPEST))
        counts = ((label, name, getattr(line, name)) for label, name in columns)
        return [
            (fitted(indent + visible(line.name), names), ""),
            *((f"{' ' * _GAP}{label} {count:>{digits[name]}}", _style(name, count)) for label, name, count in counts),
        ]

    return row


def _style(name: str, count: int) -> str:
    if not count:
        return "quiet"
    return "red" if name == "overdue" else ""
