"""Completing names: which ones match, and the list that offers them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rectify.domain.folding import folded

MOST_NAMES = 50
"""More names than these are not offered at once; another letter narrows them."""

NO_INITIALS: Mapping[str, str] = {}


class Completions(OptionList, can_focus=False):
    """The names that are offered, over what stands below."""

    DEFAULT_CSS = """
    Completions {
        display: none;
        overlay: screen;
        constrain: inside inflect;
        width: 1fr;
        height: auto;
        max-height: 7;
        padding: 0;
        border: none;
        background: $primary-muted;
        color: $foreground;
        scrollbar-size-vertical: 1;

        &.-textual-compact > .option-list--option {
            padding: 0 1;
        }
        &.-open {
            display: block;
        }
        & > .option-list--option-highlighted {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """

    def __init__(self, take: Callable[[str], None], shown: Callable[[str], str] = str) -> None:
        """`take` takes the name that is clicked; `shown` tells what of a name is to be read."""
        super().__init__(markup=False, compact=True)
        self.take = take
        self.shown = shown
        self._names: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether names are being offered."""
        return self.has_class("-open")

    @property
    def chosen(self) -> str | None:
        """The name that the cursor is on."""
        return None if self.highlighted is None else self.name_at(self.highlighted)

    def name_at(self, index: int) -> str:
        """The name at `index` of those offered."""
        return self._names[index]

    def offer(self, names: Sequence[str], line: Widget) -> None:
        """Offer these names below `line`, none of them chosen; or no more, where there are none."""
        if names and not self.is_attached and isinstance(line.parent, Widget):
            line.parent.mount(self, after=line)
        self._names = tuple(names)
        self.set_options(Option(Content(self.shown(name))) for name in names)
        self.highlighted = None
        self.set_class(bool(names), "-open")

    def close(self) -> None:
        """Offer nothing any more."""
        self.remove_class("-open")

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """A click takes a name."""
        event.stop()
        self.take(self.name_at(event.option_index))


def matching(typed: str, names: Iterable[str], initials: Mapping[str, str] = NO_INITIALS) -> list[str]:
    """The names that hold `typed`, whatever the case and width, or whose initials begin with it.

    First those that begin with it, then those that are typed so, then the others.
    """
    sought = folded(typed.strip())
    if not sought:
        return list(names)[:MOST_NAMES]
    ranked = [(_rank(sought, folded(name), initials.get(name, "")), name) for name in names]
    found = [(rank, name) for rank, name in ranked if rank is not None]
    return [name for _rank, name in sorted(found, key=lambda each: each[0])[:MOST_NAMES]]


def _rank(sought: str, name: str, initials: str) -> int | None:
    """The place among the names that match; None where this one does not."""
    if name.startswith(sought):
        return 0
    if any(reading.startswith(sought) for reading in initials.split()):
        return 1
    return 2 if sought in name else None
