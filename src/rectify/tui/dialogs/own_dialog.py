"""The dialog of a user's keys and look: a table of commands, and choices of what is shown and printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from rectify.domain.listing import VIEWS
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.own_config import Changes, Value
from rectify.report.defaults import read_width
from rectify.tui.controls.fields import Control, Field, Line, OneOf
from rectify.tui.dialogs.file_form import FORMAT_LABELS
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import Hint
from rectify.tui.dialogs.key_table import KeyTable
from rectify.tui.groupings import FACTS
from rectify.tui.habits import THEMES, Habits
from rectify.tui.listing.choice import SORTED_BY, order_heading

KEYS, LOOK = "keys", "look"
_PARTS = {KEYS: N_("Keys"), LOOK: N_("Look and print")}


@dataclass(frozen=True, slots=True)
class OwnChoices:
    """What is chosen anew, by the tables of the config file."""

    keys: Mapping[str, tuple[str, ...] | None]
    """By the ids of commands; None stands for the usual keys."""
    view: Mapping[str, Value]
    print: Mapping[str, Value]

    @property
    def changes(self) -> Changes:
        """The same as the config file takes it."""
        return {"keys": self.keys, "view": self.view, "print": self.print}


def _orders() -> Iterator[tuple[str, str]]:
    """What a list can be sorted by, each column forward and backward."""
    for name in SORTED_BY.values():
        yield name, f"{order_heading(name)} ↑"
        yield f"-{name}", f"{order_heading(name)} ↓"


class OneInSight(OneOf):
    """One of many values, of which only the chosen one is in sight, and which of how many it is."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render(self) -> Content:
        """The value between the arrows that change it."""
        chosen = self.get_visual_style("one-of--chosen")
        count = f"  {self.chosen + 1}/{len(self.options)}"
        return Content.assemble("◂ ", (f"{self.options[self.chosen][1]}", chosen), " ▸", count)


class Parts(Widget):
    """The names of the parts; a click shows one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"parts--shown"}
    auto_links = False

    def __init__(self) -> None:
        super().__init__()
        self.shown = KEYS

    def show(self, part: str) -> None:
        """Light up the name of `part`."""
        self.shown = part
        self.refresh()

    def render(self) -> Content:
        """The names, side by side."""
        return Content("  ").join(self._labelled(part, label) for part, label in _PARTS.items())

    def _labelled(self, part: str, label: str) -> Content:
        look = self.get_visual_style("parts--shown") if part == self.shown else Style()
        return Content.styled(f" {_(label)} ", look + Style.from_meta({"@click": f"screen.show_part('{part}')"}))


class OwnDialog(Form[OwnChoices]):
    """Keys in one part, look and print in the other. Its result is what was changed, or None.

    The theme is shown while it is chosen, and taken back by Esc.
    """

    DEFAULT_CLASSES = "page own"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", show=False),
        Binding("shift+tab", "step(-1)", show=False),
    ]

    def __init__(self, habits: Habits, usual_theme: str) -> None:
        """`usual_theme` is the one of a user who chose none."""
        super().__init__()
        self.habits = habits
        self.usual_theme = usual_theme
        self.key_table = KeyTable(habits.table, id=KEYS)
        self.parts = Parts()
        self.worn = ""

    def heading(self) -> str:
        """What is chosen here."""
        return _("Keys and look")

    def body(self) -> ComposeResult:
        """Both parts, of which one is shown."""
        yield self.parts
        yield self.key_table
        with Vertical(id=LOOK):
            for name, label, control in self._looks():
                yield Field(name, label, control)

    def _looks(self) -> list[tuple[str, str, Control]]:
        view, printed = self.habits.view, self.habits.print
        usual = ("", _("as usual"))
        details = {None: "", True: "true", False: "false"}[view.details]
        formats = [usual, *((name, _(label)) for name, label in FORMAT_LABELS.items())]
        groupings = [usual, *((name, _(fact.label)) for name, fact in FACTS.items())]
        return [
            ("theme", _("Theme"), OneInSight([usual, *((name, name) for name in THEMES)], view.theme)),
            ("start", _("First view"), OneOf([(each.key, _(each.label)) for each in VIEWS], view.start)),
            ("sort", _("Sorted by"), OneInSight([usual, *_orders()], view.sort or "")),
            ("details", _("Details"), OneOf([usual, ("true", _("open")), ("false", _("closed"))], details)),
            ("format", _("Print as"), OneOf(formats, printed.format or "")),
            ("by", _("Grouped by"), OneOf(groupings, printed.by or "")),
            ("folder", _("Folder"), Line(str(printed.folder or ""), placeholder=_("the current folder"))),
            ("width", _("Columns"), Line(str(printed.width or ""), placeholder="80")),
        ]

    def on_mount(self) -> None:
        """Begin with the keys."""
        self.worn = self.app.theme
        self.action_show_part(KEYS)

    # --- going to and fro

    def action_show_part(self, part: str) -> None:
        """Show one of the parts, from its beginning."""
        self.parts.show(part)
        self.key_table.display = part == KEYS
        self.query_one(f"#{LOOK}").display = part == LOOK
        (self.key_table.search if part == KEYS else next(self.fields()).control).focus()

    def action_step(self, by: int) -> None:
        """To the next field; beyond the last one is the other part."""
        controls = [field.control for field in self.fields()]
        if self.parts.shown == KEYS:
            self.action_show_part(LOOK)
            controls[0 if by > 0 else -1].focus()
            return
        here = next((index for index, control in enumerate(controls) if control.has_focus), 0) + by
        if 0 <= here < len(controls):
            controls[here].focus()
        else:
            self.action_show_part(KEYS)

    def hints(self) -> Sequence[Hint]:
        """The keys of the part that is shown."""
        save, leave = Hint("Ctrl+S", _("Save"), "accept"), Hint("Esc", _("Cancel"), "cancel")
        focused = self.focused
        if self.parts.shown == KEYS:
            in_list = (Hint("+", _("One more")), Hint("u", _("As usual"))) if focused is self.key_table.commands else ()
            change = (Hint("Enter", _("New key")), Hint("Del", _("No key")), *in_list)
            return (*change, save, Hint("Tab", _("Look"), "step(1)"), leave)
        hint = focused.hint() if isinstance(focused, Line | OneOf) else None
        return (*((Hint(*hint),) if hint else ()), save, Hint("Tab", _("Next field"), "step(1)"), leave)

    # --- choosing

    @on(OneOf.Changed)
    def wear(self) -> None:
        """Show the theme that is chosen."""
        theme = self.field("theme").text or self.usual_theme
        if self.is_mounted and self.app.theme != theme:
            self.app.theme = theme

    @on(KeyTable.Refused)
    def tell(self, event: KeyTable.Refused) -> None:
        """Say why a command keeps its keys."""
        self.refuse(event.reason)

    def typed(self) -> dict[str, str]:
        """What stands in the fields and did not at first; the keys that were chosen are a text too."""
        keys = "\n".join(f"{name}={keys}" for name, keys in self.key_table.changes.items())
        return super().typed() | ({KEYS: keys} if keys else {})

    def action_cancel(self) -> None:
        """Leave; what was chosen is thrown away only when Esc is pressed once more."""
        typed = self.typed()
        if not typed or typed == self._warned_of:
            self.finish(None)
            return
        self._warned_of = typed
        self.refuse(_("Esc once more throws away what you chose; Ctrl+S keeps it."))

    def action_accept(self) -> None:
        """Answer with what was changed, if each can be read."""
        typed = super().typed()
        try:
            choices = OwnChoices(
                self.key_table.changes,
                {name: self._read(name) for name in ("theme", "start", "sort", "details") if name in typed},
                {name: self._read(name) for name in ("format", "by", "folder", "width") if name in typed},
            )
        except InvalidInput:
            return  # said under its field
        self.finish(choices)

    def _read(self, name: str) -> Value:
        text = self.field(name).text.strip()
        if name == "details":
            return {"true": True, "false": False}.get(text)
        if name == "width":
            return self.read(name, lambda typed: read_width(int(typed) if typed.isdecimal() else typed))
        return text or None

    def finish(self, result: OwnChoices | None) -> None:
        """Leave; without a result in the theme that was worn before."""
        if result is None:
            self.app.theme = self.worn
        super().finish(result)
