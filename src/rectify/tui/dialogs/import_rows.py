"""The last page of the import wizard: what the import would do, row by row."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from rectify.i18n import _
from rectify.tui.dialogs.frame import Dialog, Hint
from rectify.tui.pages.reading import WrappedLines

Going = Literal["take in", "turn bad"]
"""How the clerk goes on: with the import, or with the rows that cannot be taken left out, or no longer."""


class ImportRows(Dialog[Going]):
    """The rows that cannot be taken, what is new, what changes, and every remark."""

    DEFAULT_CLASSES = "page paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,ｉ", "accept", show=False),
        Binding("b,ｂ", "turn_bad", show=False),
        Binding("q,ｑ,v,ｖ", "cancel", show=False),
    ]

    def __init__(self, title: str, text: str, *, has_bad: bool, skips_bad: bool) -> None:
        """`has_bad`: whether there are rows that cannot be taken; `skips_bad`: whether they are left out."""
        super().__init__()
        self.page_title = title
        self.text = text
        self.has_bad = has_bad
        self.skips_bad = skips_bad

    @property
    def is_blocked(self) -> bool:
        """Whether nothing can be imported as it is."""
        return self.has_bad and not self.skips_bad

    def heading(self) -> str:
        """Which file it is."""
        return self.page_title

    def body(self) -> ComposeResult:
        """The lines."""
        yield WrappedLines(self.text)

    def hints(self) -> Sequence[Hint]:
        """What goes on, scrolling, and the way back."""
        bad = Hint("b", _("With bad") if self.skips_bad else _("Skip bad"), "turn_bad")
        return (
            *(() if self.is_blocked else (Hint("Enter", _("Import"), "accept"),)),
            *((bad,) if self.has_bad else ()),
            Hint("j k PgDn PgUp g G", _("Scroll")),
            Hint("Esc", _("Back"), "cancel"),
        )

    def action_accept(self) -> None:
        """Import, where it can be."""
        if self.is_blocked:
            self.refuse(_("Nothing is written while rows are rejected: b leaves them out."))
        else:
            self.finish("take in")

    def action_turn_bad(self) -> None:
        """Leave the rows out that cannot be taken, or not."""
        if self.has_bad:
            self.finish("turn bad")
