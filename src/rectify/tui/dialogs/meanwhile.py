"""The dialog of what others changed while a form was filled in, to choose from field by field."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.service.meanwhile import TOGETHER, Meanwhile
from rectify.service.words import field_words, value_words
from rectify.tui.controls.side_by_side import Headings, Pair
from rectify.tui.dialogs.choosing import Choosing, head_of
from rectify.tui.dialogs.frame import Hint

_MOST_LINES = 12
"""Lines of the list; of more it scrolls."""

Kept = Mapping[str, frozenset[str]]
"""The facts that stay as the others have them, by the number of their problem."""


def merged(kept: Kept, more: Kept) -> Kept:
    """What was chosen in two steps, together."""
    return {number: kept.get(number, frozenset()) | more.get(number, frozenset()) for number in {**kept, **more}}


@dataclass(frozen=True, slots=True)
class Settled:
    """What was chosen."""

    kept: Kept | None
    """None goes back to the form."""


class MeanwhileDialog(Choosing[Settled]):
    """Theirs or yours, for each fact that both changed; what only they changed stays. Nothing is written by it."""

    keys = ("t", "m")
    DEFAULT_CLASSES = "choosing few"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,ｔ", "take_side('left')", show=False),
        Binding("m,ｍ", "take_side('right')", show=False),
    ]

    def __init__(self, changes: Sequence[Meanwhile], zone: tzinfo | None) -> None:
        """`changes` are what others changed, at least one; `zone` is the ledger's, in which moments are told."""
        super().__init__()
        self.changes = changes
        self.zone = zone
        self.numbers = tuple(dict.fromkeys(each.number for each in changes))

    def heading(self) -> str:
        """What was changed, and how much is undecided."""
        if len(self.numbers) == 1:
            said = _("{number} was changed meanwhile").format(number=visible(self.numbers[0]))
        else:
            count = len(self.numbers)
            said = ngettext("{count} problem was changed meanwhile", "{count} problems were changed meanwhile", count)
            said = said.format(count=count)
        undecided = len(self.list.undecided)
        return f"{said} · {_('{count} undecided').format(count=undecided)}" if undecided else said

    def intro(self) -> str:
        """What becomes of what was typed."""
        if any(each.is_open for each in self.changes):
            return _("Choose what stands where both of you changed it. What only one of you changed stays changed.")
        return _("Nothing of it is what you changed: Enter makes your change on top of it.")

    def body(self) -> ComposeResult:
        """Who did it, then the list."""
        who = dict.fromkeys(self._by(each) for each in self.changes if each.actor)
        yield Static(" · ".join(who), classes="by", markup=False)
        yield from super().body()

    def hints(self) -> Sequence[Hint]:
        """The keys that do something now."""
        yours = _("Make your change") if not self.list.undecided else _("OK")
        return (Hint("Enter", yours, "accept"), *super().hints(), Hint("Esc", _("Back"), "cancel"))

    def on_mount(self) -> None:
        """Show them; what needs no choice stands as the others have it."""
        self.list.styles.height = min(len(self.changes), _MOST_LINES) + 1
        several = len(self.numbers) > 1
        about = (_("Number"), _("Field")) if several else (_("Field"),)
        headings = Headings(about, _("When you began"), _("Theirs"), _("Yours"))
        pairs = [self._pair(each, several=several) for each in self.changes]
        self.list.show(headings, pairs, [None if each.is_open else "left" for each in self.changes])

    def _pair(self, each: Meanwhile, *, several: bool) -> Pair:
        number, field = visible(each.number), visible(field_words(each.field))
        before, theirs = (visible(value_words(each.field, value)) for value in (each.before, each.theirs))
        yours = visible(value_words(each.field, each.yours)) if each.is_open else "–"
        about = (number, field) if several else (field,)
        return Pair(
            about, before, theirs, yours, head_of(number, visible(each.title), field, self._by(each)), each.is_open
        )

    def _by(self, each: Meanwhile) -> str:
        moment = datetime.fromisoformat(each.at).astimezone(self.zone) if each.at else None
        return f"{visible(each.actor or '')}, {moment:%m-%d %H:%M}" if moment else visible(each.actor or "")

    def action_accept(self) -> None:
        """Answer, once everything is decided."""
        if self.list.undecided:
            self.refuse(_("Choose for each field that both changed: t takes theirs, m takes yours."))
            self.action_next_open()
            return
        kept = defaultdict[str, set[str]](set)
        for number, field in self._theirs():
            kept[number] |= TOGETHER.get(field, {field})
        self.finish(Settled({number: frozenset(fields) for number, fields in kept.items()}))

    def action_cancel(self) -> None:
        """Go back to the form, in which everything that was typed still stands."""
        self.finish(Settled(None))

    def _theirs(self) -> Iterator[tuple[str, str]]:
        for each, half in zip(self.changes, self.list.chosen, strict=True):
            if each.is_open and half == "left":
                yield each.number, each.field
