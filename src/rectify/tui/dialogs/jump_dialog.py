"""The prompt that a number is typed into, to go to its problem."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from rectify.domain.problem import Problem
from rectify.errors import RectifyError
from rectify.i18n import _
from rectify.report.lettering import pad, visible, width
from rectify.tui.controls.fields import Field, Line
from rectify.tui.dialogs.frame import Box, Dialog, Hint

LookUp = Callable[[str], Awaitable[Sequence[Problem]]]
"""The problems whose number may be meant by a text, the likeliest first."""


class Found(OptionList, can_focus=False):
    """The problems that are offered; a click takes one."""


class NumberLine(Line):
    """The line that the number is typed into; its arrows choose among what is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.step(1)", show=False),
        Binding("up", "screen.step(-1)", show=False),
    ]


class JumpDialog(Dialog[Problem]):
    """A number, or its end. Its result is the problem to go to, or None."""

    def __init__(self, look_up: LookUp) -> None:
        super().__init__()
        self.look_up = look_up
        self._found: Sequence[Problem] = ()
        self._looking_up = asyncio.Lock()
        self._meant = ""
        """What was typed when they were found."""

    def heading(self) -> str:
        """What is asked."""
        return _("Go to number")

    def body(self) -> ComposeResult:
        """The number, and what it may mean."""
        yield Field("number", _("Number"), NumberLine(placeholder=_("31, 0031, CA-2")))
        yield Found(markup=False, compact=True)

    def hints(self) -> Sequence[Hint]:
        """Picking and going there."""
        return (Hint("Enter", _("Go there"), "accept"), Hint("↑ ↓", _("Choose")), Hint("Esc", _("Cancel"), "cancel"))

    def on_mount(self) -> None:
        """Put what is refused below the number that was typed, not below all that is offered."""
        refusal = self.query_one(".refusal")
        self.query_one(Box).move_child(refusal, before=self.query_one(Found))

    @property
    def typed(self) -> str:
        """What was typed; once the dialog was left, what was looked up last."""
        return self._meant if self.is_left else self.query_one(NumberLine).text.strip()

    @on(Input.Changed)
    def offer(self) -> None:
        """Offer what may be meant by what is typed now."""
        self.refuse("")
        self.run_worker(self._offer())

    async def _offer(self) -> None:
        """Look up what is typed by now, once whoever is looking up is done; a refusal is an answer too."""
        async with self._looking_up:
            typed = self.typed
            if typed == self._meant:
                return
            try:
                self._show(typed, await self.look_up(typed))
            except RectifyError as error:
                self._show(typed, ())
                self.refuse(str(error))

    def _show(self, typed: str, found: Sequence[Problem]) -> None:
        self._meant, self._found = typed, found
        if self.is_left:
            return
        column = max((width(visible(problem.number)) for problem in found), default=0)
        options = self.query_one(Found)
        options.set_options(
            Option(Content.assemble((pad(visible(each.number), column), "bold"), "  ", visible(each.title)))
            for each in found
        )
        options.highlighted = 0 if found else None

    async def _catch_up(self) -> None:
        """Look up first what was typed a moment ago."""
        while self._meant != self.typed:
            await self._offer()

    async def action_step(self, by: int) -> None:
        """To the next of the problems offered, or to the one before."""
        await self._catch_up()
        if self.is_left:
            return
        options = self.query_one(Found)
        if options.highlighted is not None:
            options.highlighted = (options.highlighted + by) % len(self._found)

    async def action_accept(self) -> None:
        """Go to the one that the cursor is on."""
        if not self.typed:
            self.finish(None)
            return
        await self._catch_up()
        if self.is_left:
            return
        place = self.query_one(Found).highlighted
        if place is not None:
            self.finish(self._found[place])
        else:
            self.refuse(_("No problem has a number like {number}.").format(number=visible(self.typed)))

    @on(Input.Submitted)
    async def accept_line(self) -> None:
        """Enter in the line."""
        await self.action_accept()

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """A click goes there."""
        self.finish(self._found[event.option_index])
