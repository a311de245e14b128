"""Reading evidence while a dialog is open: the dialog shows the progress, and Esc stops it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.timer import Timer
from textual.worker import Worker

from rectify.errors import RectifyError
from rectify.i18n import _
from rectify.report.lettering import visible, visible_lines
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import ResultT
from rectify.tui.long_work import LOOK, LongWork, Stopped

if TYPE_CHECKING:
    from rectify.domain.problem import Evidence

Progress: TypeAlias = Callable[[int, int], None]
"""Takes how many bytes of how many are read, in any thread; it raises to stop."""

Gather: TypeAlias = Callable[[str, str | None, Progress], Awaitable["Evidence"]]
"""Reads a file, or takes the address of a link, with a note; raises RectifyError for what cannot be evidence."""


class HandingIn(Form[ResultT]):
    """A form that reads evidence before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self._work = LongWork()
        self._reading: Worker[None] | None = None
        self._watch: Timer | None = None

    def hand_in(
        self, what: Sequence[str], note: str | None, gather: Gather, field: str, then: Callable[..., None]
    ) -> None:
        """Read each of `what`, and give the pieces to `then`; what cannot be read is said under `field`."""
        if self._reading is not None and self._reading.is_running:
            return
        self._work = LongWork(_("Reading…"))
        self.refuse(self._work.said)
        self._watch = self.set_interval(LOOK, lambda: self.refuse(self._work.said))
        self._reading = self.run_worker(self._read(what, note, gather, field, then), exclusive=True)

    async def _read(
        self, what: Sequence[str], note: str | None, gather: Gather, field: str, then: Callable[..., None]
    ) -> None:
        work = self._work
        try:
            pieces = [await gather(each, note, partial(work.is_at, _reading(each))) for each in what]
        except Stopped:
            self._quiet(_("The reading was stopped."))
        except RectifyError as error:
            self._quiet("")
            self.complain(field, visible_lines(str(error)))
        else:
            self._quiet("")
            then(pieces)
        finally:
            work.stop()  # when the dialog goes away, the file is read no further

    def _quiet(self, said: str) -> None:
        if self._watch is not None:
            self._watch.stop()
        self.refuse(said)

    def action_cancel(self) -> None:
        """Stop reading; when nothing is read, leave without a result."""
        if self._reading is not None and self._reading.is_running:
            self._work.stop()
        else:
            super().action_cancel()


def _reading(name: str) -> str:
    return _("Reading {file}").format(file=visible(name))


async def in_a_thread(job: "Callable[[], Evidence]") -> "Evidence":
    """The answer of `job`, which takes its time in a thread of its own."""
    return await asyncio.get_running_loop().run_in_executor(None, job)
