"""The menu of drafts: one is continued, or thrown away."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from rectify.i18n import _
from rectify.report.lettering import fitted, visible
from rectify.tui.dialogs.frame import Dialog, Hint, Menu
from rectify.tui.drafts import Draft, moment_in_words

_BEGINNING = 40
"""Cells of what was typed."""


class DraftsMenu(Dialog[Draft]):
    """What was typed into forms and is not in the ledger, the newest first. Its result is the draft to go on with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,ｄ,delete", "drop", show=False),
        Binding("q,ｑ", "cancel", show=False),
    ]

    def __init__(self, drafts: Sequence[Draft], now: datetime, place: str, drop: Callable[[Draft], None]) -> None:
        """`now` is in the time zone in which moments are told; `place` is their folder; `drop` throws one away."""
        super().__init__()
        self.drafts = list(drafts)
        self.now = now
        self.place = place
        self.drop = drop
        self._asked: Draft | None = None

    def heading(self) -> str:
        """What they are."""
        return _("Drafts")

    def body(self) -> ComposeResult:
        """Each with its form, its time and its beginning; then where they are kept."""
        if self.drafts:
            yield Menu([self._row(draft) for draft in self.drafts])
        else:
            yield Static(_("No draft is kept."), classes="empty", markup=False)
        said = _("What is typed into a form is kept in {folder} until it is in the ledger or Esc twice throws it away.")
        yield Static(said.format(folder=visible(self.place)), classes="asked", markup=False)

    def hints(self) -> Sequence[Hint]:
        """The keys."""
        close = Hint("Esc", _("Close"), "cancel")
        if not self.drafts:
            return (close,)
        return (Hint("Enter", _("Go on"), "accept"), Hint("d", _("Throw away"), "drop"), close)

    def action_accept(self) -> None:
        """Go on with the draft under the cursor."""
        if self.drafts:
            self.query_one(Menu).action_select()
        else:
            self.finish(None)

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the draft."""
        self.finish(self.drafts[event.option_index])

    def action_drop(self) -> None:
        """Throw the draft under the cursor away, when the key is pressed once more."""
        at = self.query_one(Menu).highlighted if self.drafts else None
        if at is None:
            return
        draft = self.drafts[at]
        if self._asked is not draft:
            self._asked = draft
            self.refuse(_("d once more throws the draft away."))
            return
        self.drop(self.drafts.pop(at))
        self.refuse("")
        if not self.drafts:
            self.finish(None)
            return
        self.query_one(Menu).show(map(self._row, self.drafts), min(at, len(self.drafts) - 1))

    def _row(self, draft: Draft) -> Content:
        begin = next((text for text in draft.typed.values() if text.strip()), "")
        typed = fitted(visible(" ".join(begin[:1000].split())), _BEGINNING).rstrip()
        return Content.assemble(
            (f"{moment_in_words(draft.at, self.now)}  ", "dim"), visible(draft.heading), (f"  {typed}", "dim")
        )
