"""The rows of the list by page: only the pages around the visible ones are kept, with a cursor among all rows."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any

from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from rectify.domain.problem import Problem
from rectify.errors import RectifyError
from rectify.tui.busy import Busy
from rectify.tui.listing.column_layout import Arrangement
from rectify.tui.listing.drawn_rows import DrawnRows
from rectify.tui.listing.list_columns import Day
from rectify.tui.listing.window import PAGE, GroupHeading, Row, Source, end_of, position_in, problems_of
from rectify.tui.store_thread import Superseded


class PagedRows(DrawnRows):
    """Reads from a source the pages that it shows, and keeps the cursor on one row."""

    class Highlighted(Message):
        """The cursor is on another row, or its row has changed; in an empty list it is on none."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of several messages is handled."""
            return isinstance(message, PagedRows.Highlighted)

    class Failed(Message):
        """A page could not be read."""

        def __init__(self, error: RectifyError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, day: Day, busy: Busy) -> None:
        super().__init__(day)
        self.busy = busy
        self.source: Source | None = None
        self.under: Row | None = None
        """The row under the cursor; it stays known while its page is out of sight."""
        self.shown = 0
        """The number of problems in the list, including those folded away."""
        self._coming = self.arrangement
        """The arrangement of the list that is being read."""
        self._sought: str | None = None
        """The problem at which the list is shown."""
        self._edition = 0
        self._counted = asyncio.Event()
        self._is_behind = False
        self._filling = False

    @property
    def current(self) -> Problem | None:
        """The problem under the cursor; None in an empty list and on the heading of a group."""
        return self.under if isinstance(self.under, Problem) else None

    @property
    def heading(self) -> GroupHeading | None:
        """The heading under the cursor; None on a problem."""
        return self.under if isinstance(self.under, GroupHeading) else None

    # --- which rows

    def show(
        self, source: Source, arrangement: Arrangement | None = None, follow: str | None = None
    ) -> Coroutine[Any, Any, None]:
        """Show another list from its first row, or at the problem `follow` where it has it.

        Awaiting the answer ends when the list is shown and counted.

        What was shown stays in sight until the first page is here; there is work under way from now until then.
        """
        self.source = source
        self._coming = arrangement or Arrangement()
        self._edition += 1
        return self._begun(source, self._edition, follow)

    def _begun(self, source: Source, edition: int, follow: str | None) -> Coroutine[Any, Any, None]:
        self.is_arriving, self._sought = True, follow
        self._counted.clear()
        self.busy.begin()
        return self._show(source, edition, follow)

    async def _show(self, source: Source, edition: int, follow: str | None) -> None:
        try:
            await self._count(edition, await self._first_pages(source, edition, follow))
        finally:
            if edition == self._edition:
                self._counted.set()

    async def _first_pages(self, source: Source, edition: int, follow: str | None) -> dict[int, Sequence[Row]]:
        """Read and show first what will be in sight: the first page, or the rows down to the problem `follow`."""
        try:
            where = None if follow is None else await source.position(follow)
            above, last = max((where or 0) - self._height + 1, 0) // PAGE, (where or 0) // PAGE
            pages = {page: await source.page(page * PAGE, PAGE) for page in range(above, last + 1)}
            if edition == self._edition:
                self.is_arriving = False
                seen = (row for rows in pages.values() for row in problems_of(rows))
                self.arrangement = self._coming.measuring(seen, self.day)
                self._apply(pages, last * PAGE + len(pages[last]))
                self.scroll_to(y=0, animate=False, force=True)
                self._go_to(_first_problem(pages[0]) if where is None else where)
        finally:
            self.busy.end()
        return pages

    async def reload(self, follow: str | None = None) -> None:
        """Read again what is shown; the cursor stays on its row, or goes to the problem `follow`."""
        source = self.source
        if source is None:
            return
        self._edition += 1
        edition = self._edition
        if self.is_arriving:
            await self._begun(source, edition, follow or self._sought)
            return
        with self.busy.working():
            fresh = {page: await source.page(page * PAGE, PAGE) for page in self._pages_in_sight()}
            where = await self._position(fresh, source, follow or self._place())
            if where is not None and where // PAGE not in fresh:
                fresh[where // PAGE] = await source.page(where // PAGE * PAGE, PAGE)
            if edition == self._edition:
                seen = (row for rows in fresh.values() for row in problems_of(rows))
                self.arrangement = self.arrangement.growing(seen, self.day)
                self._apply(fresh, max(self.total, (where or 0) + 1))
                self._keep_in_place(where, jump=follow is not None)
                await self._count(edition, fresh)

    def change(self, problems: Iterable[Problem]) -> None:
        """Show the new state of `problems` at once, if they are in sight or marked."""
        now = {problem.number: problem for problem in problems}
        for position in self.window.change(now.values()):
            self.refresh_line(position + 1)
        self.marks.put(problem for number, problem in now.items() if number in self.marks)
        self._highlight()

    def show_columns(self, columns: tuple[str, ...] | None) -> None:
        """Show other columns of the same list; None are the default ones."""
        chosen = self._coming._replace(columns=columns)
        self.arrangement = self._coming = chosen.measuring(self.window.problems(), self.day)
        self.repaint()

    async def _position(
        self, fresh: dict[int, Sequence[Row]], source: Source, wanted: str | GroupHeading | None
    ) -> int | None:
        if wanted is None:
            return None
        known = position_in(fresh, wanted) if isinstance(wanted, str) else None
        return await source.position(wanted) if known is None else known

    async def _count(self, edition: int, pages: dict[int, Sequence[Row]]) -> None:
        total = end_of(pages)
        if total is None and self.source is not None:
            total = await self.source.count()
        if edition == self._edition and total is not None:
            self._set_total(total)
            self._go_to(self.cursor)
            self.ask()

    def _place(self) -> str | GroupHeading | None:
        """By what a source finds the row under the cursor."""
        return self.under.number if isinstance(self.under, Problem) else self.under

    def _apply(self, pages: dict[int, Sequence[Row]], total: int) -> None:
        self.window.replace(pages)
        self._set_total(total)

    def _set_total(self, total: int) -> None:
        self.total = total
        self.shown = self.source.problems(total) if self.source else 0
        self._lay_out()

    def _lay_out(self) -> None:
        self.virtual_size = Size(self.room, self.total + 1)
        self.repaint()

    def _keep_in_place(self, where: int | None, *, jump: bool) -> None:
        """Put the cursor at `where` without moving it on the screen, as far as possible."""
        if where is None or where == self.cursor:
            self._highlight()
            return
        line, top = self.cursor - self.scroll_offset.y, self.scroll_offset.y
        if not jump and (top or where >= self._height):
            self.scroll_to(y=max(where - line, 0), animate=False, force=True)
        self._go_to(where)

    # --- pages

    @property
    def _height(self) -> int:
        """The number of rows in sight, at least one."""
        return max(self.size.height - 1, 1)

    def _pages_in_sight(self) -> range:
        top = self.scroll_offset.y
        last = max(min(top + self._height, self.total) - 1, top)
        return range(top // PAGE, last // PAGE + 1)

    def _wanted(self) -> list[int]:
        """The pages in sight, then those around them, so that a held key never waits."""
        sight = self._pages_in_sight()
        around = [page for page in (sight.stop, sight.start - 1) if 0 <= page * PAGE < self.total]
        return [*sight, *around]

    def ask(self) -> None:
        """Read the missing pages one after another, those in sight first."""
        if not self._filling and self.total and self.window.missing(self._wanted()) is not None:
            self._filling = True
            self.run_worker(self._fill(), exit_on_error=False)

    async def _fill(self) -> None:
        try:
            while self.source and (page := self.window.missing(self._wanted())) is not None:
                edition = self._edition
                rows = await self.source.page(page * PAGE, PAGE)
                if edition == self._edition:
                    self._put(page, rows)
        except Superseded:
            pass  # whoever asked later puts its own pages here, and asks for the rest
        except RectifyError as error:
            self.post_message(self.Failed(error))
        finally:
            self._filling = False
            self._fall_behind(False)

    def _put(self, page: int, rows: Sequence[Row]) -> None:
        self.window.put(page, rows)
        if len(rows) < PAGE and page * PAGE + len(rows) < self.total:
            self._set_total(page * PAGE + len(rows))
        self.arrangement = self.arrangement.growing(problems_of(rows), self.day)
        self.repaint()
        self._highlight()

    # --- cursor, marks

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(min(cursor, self.total - 1), 0)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint only the two rows that the cursor left and reached."""
        self.refresh_line(old + 1)
        self.refresh_line(new + 1)
        self._highlight()

    def _highlight(self) -> None:
        """Post which row is under the cursor, if that changed; until its row is read, work is under way."""
        row = self.window.row(self.cursor)
        in_sight = self.cursor // PAGE in self._pages_in_sight()
        if row is not None or not self.total or in_sight:
            self.under = row
            self.post_message(self.Highlighted())
        if row is not None or not self.total:
            self._fall_behind(False)
        elif in_sight:
            self._fall_behind(True)
            self.ask()

    def _fall_behind(self, is_behind: bool) -> None:
        if self._is_behind != is_behind:
            self._is_behind = is_behind
            (self.busy.begin if is_behind else self.busy.end)()

    def _go_to(self, position: int) -> None:
        """Move the cursor, and scroll no more than needed; before the first layout nothing is scrolled."""
        self.cursor = position
        top = self.scroll_offset.y
        lowest = self.cursor - self._height + 1
        if self.size.height and not lowest <= top <= self.cursor:
            self.scroll_to(y=self.cursor if self.cursor < top else lowest, animate=False, force=True)
        self._highlight()

    def _move(self, position: Callable[[], int]) -> None:
        """Go to `position`; if the length of the list is not known yet, as soon as it is."""
        if self._counted.is_set() or position() < self.total - 1:
            self._go_to(position())
        else:
            self.busy.begin()
            self.run_worker(self._move_when_counted(position))

    async def _move_when_counted(self, position: Callable[[], int]) -> None:
        try:
            await self._counted.wait()
            self._go_to(position())
        finally:
            self.busy.end()

    def _step(self, rows: int) -> None:
        self._move(lambda: self.cursor + rows)

    # --- events

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what came into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.ask()

    def on_resize(self, event: Resize) -> None:
        """Fit the columns to the new width."""
        self._lay_out()
        if self.total:
            self._go_to(self.cursor)
            self.ask()


def _first_problem(rows: Sequence[Row]) -> int:
    """The first row of the cursor: a problem rather than the heading of its group, so that keys act on one."""
    return 1 if len(rows) > 1 and isinstance(rows[0], GroupHeading) and isinstance(rows[1], Problem) else 0
