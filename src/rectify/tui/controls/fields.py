"""The inputs that forms are made of: a label, a control, and a line below that echoes what was understood."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Blur, Click, Key, Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from rectify.domain.facts import clean
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report.lettering import visible, width, wrapped
from rectify.tui.controls.completions import NO_INITIALS, Completions, matching

_GAP = "  "
"""What stands between two choices."""


class Line(Input):
    """A text of one line."""

    def __init__(self, text: str = "", *, placeholder: str = "", select: bool = True) -> None:
        super().__init__(text, placeholder=placeholder, select_on_focus=select, compact=True)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.value

    def put(self, text: str) -> None:
        """Put another text into it."""
        self.value = clean(text)

    def hint(self) -> tuple[str, str] | None:
        """A key of its own, and what it does."""
        return None

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(clean(event.text), *self.selection)  # the input itself would drop all lines but the first


class Words(TextArea):
    """A text of any length, wrapped. Enter begins a line, or accepts the form where one paragraph is the rule."""

    def __init__(self, text: str = "", *, placeholder: str = "", enter_accepts: bool = False) -> None:
        super().__init__(
            text, placeholder=placeholder, compact=True, highlight_cursor_line=False, show_line_numbers=False
        )
        self.enter_accepts = enter_accepts
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Put another text into it, the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def hint(self) -> tuple[str, str] | None:
        """A key of its own, and what it does."""
        return None if self.enter_accepts else ("Enter", _("New line"))

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter" and self.enter_accepts:
            event.prevent_default()  # it goes on to the dialog

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.move_cursor(self.replace(clean(event.text, keep_lines=True), *self.selection).end_location)


class OneOf(Widget, can_focus=True):
    """One of a few values, all in sight: the arrows and space move, a click picks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"one-of--chosen"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
    ]

    chosen: reactive[int] = reactive(0, layout=False)

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, options: Sequence[tuple[str, str]], text: str | None = None) -> None:
        """`options` are values with their labels; `text` is the value chosen at first, without it the first one."""
        super().__init__()
        self.options = tuple(options)
        self.set_reactive(OneOf.chosen, self._place_of(text))

    @property
    def text(self) -> str:
        """The value chosen."""
        return self.options[self.chosen][0]

    def put(self, text: str) -> None:
        """Choose the value `text`, where there is one."""
        self.chosen = self._place_of(text)

    def _place_of(self, text: str | None) -> int:
        """Where a value stands; where the one chosen stands, when there is none such."""
        return next((place for place, (value, _label) in enumerate(self.options) if value == text), self.chosen)

    def hint(self) -> tuple[str, str] | None:
        """A key of its own, and what it does."""
        return ("← →", _("Choose"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the choices take in `width` cells."""
        return len(self._flowing(width))

    def render(self) -> Content:
        """All labels, each behind its mark, the chosen one with a filled mark."""
        return Content("\n").join(
            Content(_GAP).join(Content.styled(text, self._look(index)) for index, text in line)
            for line in self._flowing(self.content_size.width)
        )

    def _flowing(self, cells: int) -> list[list[tuple[int, str]]]:
        return flowing([label for _value, label in self.options], self.chosen, cells)

    def _look(self, index: int) -> Style:
        chosen = self.get_visual_style("one-of--chosen") if index == self.chosen else Style()
        return Style.from_meta({"one-of": index}) + chosen

    def watch_chosen(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed())

    def action_step(self, by: int) -> None:
        """Choose the next value, or the one before, round and round."""
        self.chosen = (self.chosen + by) % len(self.options)

    def on_click(self, event: Click) -> None:
        """Choose what is clicked."""
        self.chosen = event.style.meta.get("one-of", self.chosen)


def flowing(labels: Iterable[str], chosen: int, cells: int) -> list[list[tuple[int, str]]]:
    """The choices in lines of at most `cells` cells, each text with the place of its choice.

    Textual would end a line between a mark and its label; here only a label that is longer than a line is broken.
    """
    lines: list[list[tuple[int, str]]] = []
    left = 0
    for index, label in enumerate(labels):
        mark = "●" if index == chosen else "○"
        for part in wrapped(visible(label), max(cells - 2, 2)):
            text = f"{mark} {part}"
            if not lines or mark == " " or left < width(text):
                lines.append([])
                left = cells
            lines[-1].append((index, text))
            left -= width(text) + len(_GAP)
            mark = " "
    return lines


class NameLine(Line):
    """A line that offers the names known so far; any other name may be typed too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_highlighted", show=False),
        Binding("down", "down", show=False),
        Binding("up", "up", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(
        self,
        text: str = "",
        *,
        names: Iterable[str] = (),
        initials: Mapping[str, str] = NO_INITIALS,
        placeholder: str = "",
    ) -> None:
        """`initials`: what the Chinese ones of `names` are typed as."""
        super().__init__(text, placeholder=placeholder)
        self.names = tuple(names)
        self.initials = initials
        self.completions = Completions(self.take)
        self._settled = text

    def hint(self) -> tuple[str, str] | None:
        """A key of its own, and what it does."""
        return ("↓", _("Names"))

    @property
    def is_open(self) -> bool:
        """Whether names are being offered."""
        return self.completions.is_open

    @on(Input.Changed)
    def offer_matches(self) -> None:
        """Offer the names that hold what was typed."""
        if self.value != self._settled and self.has_focus:
            self._settled = self.value
            found = matching(self.value, self.names, self.initials) if self.value.strip() else ()
            self.completions.offer(found, self)

    @on(Blur)
    def action_close(self) -> None:
        """Offer nothing any more."""
        self.completions.close()

    def action_take_highlighted(self) -> None:
        """Take the name that the cursor is on."""
        if self.completions.chosen is not None:
            self.take(self.completions.chosen)

    def action_down(self) -> None:
        """Step down the names; when none are offered, offer all."""
        if self.is_open:
            self.completions.action_cursor_down()
        else:
            self.completions.offer(matching("", self.names), self)

    def action_up(self) -> None:
        """Step up the names."""
        self.completions.action_cursor_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While no names are offered, Esc and Enter mean what they mean to the form."""
        if action == "take_highlighted":
            return self.is_open and self.completions.chosen is not None
        return self.is_open if action in {"close", "up"} else True

    def take(self, name: str) -> None:
        """Put a name that is offered into the line."""
        self._settle(name)
        self.cursor_position = len(name)
        self.action_close()

    def put(self, text: str) -> None:
        """Put another text into it, for which nothing is offered."""
        self._settle(clean(text))

    def _settle(self, text: str) -> None:
        self._settled = text
        self.value = text


Control = Line | Words | OneOf


class Field(Vertical):
    """A control with its label, and below it what was understood or what is wrong.

    It paints the label itself, and what stands below is mounted when there is something to say: a form of a dozen
    fields stands at once.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--label"}

    def __init__(
        self,
        name: str,
        label: str,
        control: Control,
        *,
        read: Callable[[str], str] | None = None,
        tall: bool = False,
        dense: bool = False,
    ) -> None:
        """`read` gives the echo of a text, live, or raises InvalidInput.

        A `tall` field has its label above; a `dense` one stands close to the next.
        """
        super().__init__(control, id=name)
        self.set_class(tall, "-tall")
        self.set_class(dense, "-dense")
        self.label = label
        self.control = control
        self.read = read

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.control.text

    def put(self, text: str) -> None:
        """Put another text into it."""
        self.control.put(text)

    def render(self) -> Content:
        """The label."""
        return Content.styled(self.label, self.get_visual_style("field--label"))

    def on_mount(self) -> None:
        """Echo what stands there at first."""
        self.show_echo()

    def on_click(self, event: Click) -> None:
        """Go to the control of a label that is clicked."""
        if event.widget is self:
            self.control.focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    def show_echo(self) -> None:
        """Say what is understood now, and nothing of what was wrong before."""
        self.remove_class("-wrong")
        self._say("" if self.read is None else _answer(self.read, self.text))

    def complain(self, reason: str) -> None:
        """Say what is wrong with it, and go there."""
        self.add_class("-wrong")
        self._say(reason)
        self.control.focus()
        self.call_after_refresh(self.scroll_visible, animate=False)

    def _say(self, text: str) -> None:
        below = self.query(".below").results(Static)
        for line in below:
            line.update(text)
            line.display = bool(text)
            return
        if text:
            self.mount(Static(text, classes="below", markup=False))


def _answer(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except InvalidInput as error:
        return str(error)
