"""The form: a dialog of fields, which keeps what was typed until it is accepted or thrown away."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.css.query import NoMatches
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from rectify.domain.facts import clean
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.tui.controls.fields import Control, Field, OneOf, Words
from rectify.tui.dialogs.frame import Box, Dialog, Hint, ResultT

if TYPE_CHECKING:
    from rectify.tui.drafts import Sheet

DRAFT_AFTER = 0.4
"""Seconds between two writes of a draft, however fast somebody types."""

ValueT = TypeVar("ValueT")


class Form(Dialog[ResultT]):
    """A dialog of fields. Enter accepts it in a field of one line, Ctrl+S everywhere."""

    sheet: "Sheet | None" = None
    """Where its draft is kept; None: nowhere."""
    _keeping: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self.kept: Mapping[str, str] = {}
        """What was typed, once the form has been left."""
        self._at_first: dict[str, str] = {}
        self._warned_of: dict[str, str] = {}
        self._begin_with: Mapping[str, str] = {}
        self._said = ""
        self._was_wrong = False

    def origin(self) -> str:
        """The form as drafts know it: the id of the command that opens it, and behind a blank what tells it from other
        forms of that command; nothing, where no draft is kept."""
        return ""

    @property
    def has_begun(self) -> bool:
        """Whether it opens with text that was typed before."""
        return bool(self._said)

    def begin_with(self, typed: Mapping[str, str], said: str, *, wrong: bool = True) -> None:
        """Open with what was `typed` before, by field, and say why: what was `wrong` with it, or only whence it is."""
        self._begin_with, self._said, self._was_wrong = typed, said, wrong

    def on_mount(self) -> None:
        """Note the initial texts of the fields, then put in what was typed before."""
        self._at_first = {field.id or "": field.text for field in self.fields()}
        for field in self.fields():
            text = self._begin_with.get(field.id or "")
            if text is not None:
                field.put(text)
        if self._said:
            said = Static(self._said, classes="said" if self._was_wrong else "asked", markup=False)
            self.query_one(Box).mount(said, before=0)

    def finish(self, result: ResultT | None) -> None:
        """Leave with `result`; what was typed stays known, in case it is refused."""
        if self.is_current:
            self.kept = self.typed()
            if self._keeping is not None:
                self._keeping.stop()
                self.keep_draft()  # it stays until what was typed is written, with the last of it too
            if self.sheet is not None and result is None:
                self.sheet.drop()
        super().finish(result)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    def follow_typing(self) -> None:
        """Write the draft a moment after typing."""
        if self.sheet is not None and self._keeping is None:
            self._keeping = self.set_timer(DRAFT_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        """Write the draft now."""
        self._keeping = None
        if self.sheet is not None:
            self.sheet.keep(self.typed() if self.typed_texts() else {})

    def propose(self, name: str, text: str) -> None:
        """Set the field `name` to a text that nobody typed: it need not be kept, and follows the choices."""
        self.field(name).put(text)
        self._at_first[name] = text

    def typed(self) -> dict[str, str]:
        """The texts that differ from the initial ones, by name of the field."""
        texts = {field.id or "": field.text for field in self.fields()}
        return {name: text for name, text in texts.items() if text.strip() != self._at_first.get(name, "").strip()}

    def typed_texts(self) -> dict[str, str]:
        """The same, without what was only chosen."""
        return {name: text for name, text in self.typed().items() if not isinstance(self.field(name).control, OneOf)}

    def action_cancel(self) -> None:
        """Leave; a text that was typed is thrown away only when Esc is pressed once more."""
        typed = self.typed_texts()
        if not typed or typed == self._warned_of:
            self.finish(None)
            return
        self._warned_of = typed
        self.refuse(_("Esc once more throws away what you typed."))

    def hints(self) -> Sequence[Hint]:
        """The keys to accept and to move on from the focused field, and the keys of that field."""
        focused = self.focused
        many_lines = isinstance(focused, Words) and not focused.enter_accepts
        hint = focused.hint() if isinstance(focused, Control) else None
        own = (Hint(*hint),) if hint else ()
        return (
            Hint("Ctrl+S" if many_lines else "Enter", _("OK"), "accept"),
            *own,
            Hint("Tab", _("Next field"), "focus_next"),
            Hint("Esc", _("Cancel"), "cancel"),
        )

    def fields(self) -> Iterator[Field]:
        """The fields from top to bottom."""
        return iter(self.query(Field))

    def field(self, name: str) -> Field:
        """The field with this name."""
        return self.query_one(f"#{name}", Field)

    def read(self, name: str, read: Callable[[str], ValueT]) -> ValueT | None:
        """What `read` makes of the field `name`; None when it is empty or not asked.

        Raises InvalidInput after it said so under the field.
        """
        text = self.text_of(name)
        try:
            return None if text is None else read(text)
        except InvalidInput as error:
            self.complain(name, str(error))
            raise

    def text_of(self, name: str) -> str | None:
        """What stands in the field `name`, as it is stored; None when it is empty or not asked."""
        try:
            field = self.field(name)
        except NoMatches:
            return None
        return clean(field.text, keep_lines=isinstance(field.control, Words)) or None

    def complain(self, name: str, reason: str) -> None:
        """Show under the field `name` what is wrong with it, and focus it; once the form was left, nothing."""
        if not self.is_left:
            self.field(name).complain(reason)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    def forget_refusal(self) -> None:
        """A change makes the refusal obsolete."""
        self.refuse("")

    @on(Input.Submitted)
    def accept_line(self) -> None:
        """Enter in a field of one line."""
        self.action_accept()


def asked_again(refusal: str) -> str:
    """The message of a form that was refused and is open again."""
    return "\n".join([refusal, _("What you typed stands here still; Enter tries it again.")])
