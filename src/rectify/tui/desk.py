"""The desk that a clerk works at: the ledger behind its thread, the actor, the day, and the user's preferences."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar, get_args
from zoneinfo import ZoneInfo

from rectify.domain.problem import NameKind, Stamp
from rectify.domain.status import Situation
from rectify.domain.workdays import Holidays, use_table
from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.tui.busy import ATTEMPT, Busy
from rectify.tui.habits import AS_USUAL, Habits
from rectify.tui.listing.list_columns import Day
from rectify.tui.store_thread import StoreThread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rectify import service
    from rectify.domain.listing import View
    from rectify.domain.own_views import OwnView
    from rectify.tui.drafts import Drafts
    from rectify.tui.kept_looks import KeptLooks

T = TypeVar("T")

KINDS: tuple[NameKind, ...] = get_args(NameKind)
"""The kinds of names that forms complete."""

_CHANGES = "rectify.service.changes"


class Seen(NamedTuple):
    """The state of the ledger that the interface shows: the last event, and the day."""

    mark: int
    today: date


class Desk:
    """Access to the ledger for the whole interface: everything is read and written through it, as frozen values."""

    def __init__(
        self,
        opener: "Callable[[], service.Ledger]",
        actor: str,
        now: Callable[[], datetime],
        habits: Habits = AS_USUAL,
        kept_of: Path | None = None,
    ) -> None:
        """Begin at once to open the ledger. `now` is the clock; it returns aware times.

        `kept_of` is the path of the ledger if drafts and the looks of its lists are to be kept until the next run.
        """

        def open_impatiently() -> "service.Ledger":
            ledger = opener()
            ledger.wait = ATTEMPT  # `change` tries again, and in between the thread reads
            return ledger

        self.opener = opener
        self.store: StoreThread[service.Ledger] = StoreThread(open_impatiently)
        self.actor = actor
        self.now = now
        self.habits = habits
        self.kept_of = kept_of
        self.busy = Busy()
        self.is_first_start: Callable[[], bool] = lambda: False
        """Whether this user starts rectify for the first time; calling it may record that it has been started."""
        self.facts: service.LedgerFacts | None = None
        self.seen: Seen | None = None
        self.as_of: date | None = None
        """The past day that is shown; None is now."""
        self.counts: dict[str, int] = {}
        """How many problems each view has, by its key."""
        self.own_views: tuple[OwnView, ...] | None = None
        """The views that the office keeps; None until they are read."""
        self.names: dict[str, tuple[str, ...]] = {}
        self.initials: dict[str, str] = {}
        """The pinyin initials of the Chinese names among them."""
        self.created: tuple[tuple[str, str], ...] = ()
        """What the last change created: units, people or sources, and the name of each."""
        self._turn = asyncio.Lock()

    @classmethod
    def at(
        cls,
        path: Path,
        actor: str,
        now: Callable[[], datetime],
        habits: Habits = AS_USUAL,
        *,
        remembers: bool = False,
    ) -> Self:
        """The desk for the ledger at `path`."""
        from rectify import service

        open_ledger = service.open_ledger  # the database loads now: two threads that load hinder each other

        def opener() -> "service.Ledger":
            # Nobody looks at an empty screen while a program keeps even readers out: that is told at once.
            ledger = open_ledger(path, wait=0)
            ledger.wait = service.WAIT_SECONDS
            return ledger

        return cls(opener, actor, now, habits, path if remembers else None)

    async def open(self) -> "service.LedgerFacts":
        """Wait until the ledger is open. Raises LedgerUnavailable if it cannot be opened."""
        self.seen = await self.look()
        assert self.facts is not None  # known above
        return self.facts

    def know(self, facts: "service.LedgerFacts") -> None:
        """Take over the ledger's settings; from now on, working days are counted by its table."""
        if self.facts is None or self.facts.holidays != facts.holidays:

            def load() -> Holidays:
                from rectify import service  # it is loaded by now

                return service.working_days(facts.holidays)

            use_table(load)
        self.facts = facts

    async def look(self) -> Seen:
        """The number of the last event and the day, as they are now; a ledger that was put back is opened again.

        Raises LedgerUnavailable while the ledger is gone or another one is in its place.
        """
        from rectify import service  # as above

        moment = self.now()

        def seen(ledger: service.Ledger) -> tuple[Seen, service.LedgerFacts]:
            mark = service.change_mark(ledger)
            return Seen(mark, service.today(ledger, moment)), ledger.facts

        try:
            found, facts = await self.store.read("look", seen)
        except LedgerUnavailable:
            await self.store.renew(lambda ledger: ledger.reopened())
            found, facts = await self.store.read("look", seen)
            self.seen = None  # the same number of changes may be other ones
        self.know(facts)
        return found

    async def count(self) -> None:
        """Count the six views, and read which views the office keeps. Raises LedgerUnavailable."""
        from rectify import service  # as above
        from rectify.domain.listing import Selection

        selection = Selection(self.today, as_of=self.as_of)
        counts, own = await self.store.read(
            "counts", lambda ledger: (service.counts(ledger, selection), service.own_views(ledger))
        )
        self.own_views, keys = own, {view.key for view in own}
        self.counts = {key: count for key, count in self.counts.items() if key in keys} | counts

    async def count_own(self, keys: "Collection[str]") -> None:
        """Count the office's views with these keys, one at a time, so that pages can be read in between.

        Raises LedgerUnavailable.
        """
        from rectify import service  # as above
        from rectify.domain.listing import Selection

        selection = Selection(self.today, as_of=self.as_of)
        for view in tuple(self.listed_views(keys)):
            counting = partial(service.counts, selection=selection, views=[view])
            counted = await self.store.read(f"count of {view.key}", counting)
            self.counts = self.counts | counted  # the six may have been counted again meanwhile

    def listed_views(self, keys: "Collection[str]") -> "Iterator[View]":
        """The office's views with these keys, for the day that is shown; those with an invalid query are left out."""
        for view in self.own_views or ():
            if view.key in keys:
                with suppress(InvalidInput):
                    yield view.as_view(self.shown_day)

    async def load_changes(self) -> None:
        """Load what changes problems, in the store thread: else the key of the first change would wait for it."""
        if _CHANGES not in sys.modules:
            await self.store.write(lambda _ledger: import_module(_CHANGES))

    async def learn_names(self) -> None:
        """Read which names are in use. Raises LedgerUnavailable."""
        from rectify import service  # as above

        self.names, self.initials = await self.store.read(
            "names",
            lambda ledger: (
                {kind: tuple(service.names_in_use(ledger, kind)) for kind in KINDS},
                service.initials(ledger),
            ),
        )

    async def change(self, job: "Callable[[service.Ledger, Stamp], T]") -> T:
        """Run `job`, which changes the ledger in the name of the actor, in the store thread. Returns its result.

        Raises the errors of `job`, and LedgerUnavailable if the ledger cannot be written.
        """
        from rectify import service  # as above

        stamp = self.stamp

        def changed(ledger: service.Ledger) -> tuple[T, Seen | None, service.LedgerFacts, tuple[tuple[str, str], ...]]:
            ledger.created, known = (), self.seen
            before = service.change_mark(ledger)
            answer, seen = job(ledger, stamp), None
            # else the next look is still to find what others have changed
            if known is None or known.mark == before:
                with suppress(LedgerUnavailable):  # it is written, whatever can be read after it
                    seen = Seen(service.change_mark(ledger), service.today(ledger, stamp.at))
            return answer, seen, ledger.facts, ledger.created

        async with self._turn:  # what waits for another program is done before what comes after it
            wait = service.WAIT_SECONDS
            answer, seen, facts, self.created = await self.busy.when_free(lambda: self.store.write(changed), wait)
        self.seen = seen or self.seen
        self.know(facts)
        return answer

    async def beside(self, job: "Callable[[service.Ledger, Stamp], T]") -> T:
        """The result of `job`, run in a thread and a connection of its own: long work keeps nobody waiting."""
        stamp = self.stamp

        def work() -> T:
            with closing(self.opener()) as ledger:
                if self.facts is not None:
                    ledger.check_same(self.facts)
                return job(ledger, stamp)

        return await asyncio.get_running_loop().run_in_executor(None, work)

    async def read_beside(self, job: "Callable[[service.Ledger], T]") -> T:
        """Read in a thread and a connection of its own; the reading stops if nobody waits for the result any more."""
        left = Event()

        def read(ledger: "service.Ledger", _stamp: Stamp) -> T:
            ledger.stop_when(left.is_set)
            return job(ledger)

        try:
            return await self.beside(read)
        finally:
            left.set()

    @cached_property
    def drafts(self) -> "Drafts":
        """The drafts: what was typed into forms and is not in the ledger yet."""
        from rectify.tui.drafts import Drafts  # the first paint does not wait for it

        return Drafts(self.kept_of, self.now)

    @cached_property
    def kept_looks(self) -> "KeptLooks":
        """The looks of the six views that were chosen in earlier runs."""
        from rectify.tui.kept_looks import KeptLooks  # loads while the ledger opens

        return KeptLooks(self.kept_of)

    @property
    def stamp(self) -> Stamp:
        """The actor, at this moment."""
        return Stamp(self.actor, self.now().astimezone(UTC))

    @property
    def folder(self) -> Path:
        """The folder for files whose name has none."""
        return self.habits.print.folder or Path.cwd()

    @property
    def today(self) -> date:
        """The day in the ledger's time zone; before it is open, in this computer's."""
        return self.seen.today if self.seen else self.now().date()

    @property
    def local_now(self) -> datetime:
        """The moment in the ledger's time zone; before it is open, in this computer's."""
        return self.now().astimezone(ZoneInfo(self.facts.time_zone) if self.facts else None)

    @property
    def shown_day(self) -> date:
        """The day for which lists are shown."""
        return self.as_of or self.today

    @property
    def day(self) -> Day:
        """The same day, with what drawing a row needs."""
        return Day(self.shown_day, self.facts.soon_days) if self.facts else Day(self.shown_day)

    @property
    def situation(self) -> Situation:
        """What the rules of a move need to know."""
        if self.facts is None:
            return Situation(self.actor, self.today)
        from rectify import service  # as above

        return service.situation_of(self.facts, self.actor, self.today)

    def close(self) -> None:
        """Finish what is still to be written, and close the ledger."""
        if "drafts" in vars(self):
            self.drafts.close()
        if "kept_looks" in vars(self):
            self.kept_looks.close()
        self.store.close()
