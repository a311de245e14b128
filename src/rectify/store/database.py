"""A ledger: opened, created, migrated, and used in transactions."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Engine, insert, select

from rectify.domain.deadlines import IMMEDIATE_DAYS, SOON_DAYS
from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp, Status
from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.i18n import _, reason_of
from rectify.store import header, sqlite, tables, trouble
from rectify.store.draft import drafted, publish
from rectify.store.header import place_of
from rectify.store.revision import revision_when_free

GENESIS = "0" * 64
"""The hash that the first event of a history is chained to."""

NEW_SETTINGS = {
    "soon_days": SOON_DAYS,
    "immediate_days": IMMEDIATE_DAYS,
    "verifier_may_be_owner": False,
    "evidence_to_submit": 0,
    "evidence_to_accept": 0,
    "evidence_folder": None,
    "holidays": None,
}
"""The settings of every new ledger, besides its name and time zone."""


class LedgerFacts(NamedTuple):
    """The ledger's own row: its identity and its settings."""

    id: str
    name: str
    time_zone: str
    soon_days: int
    immediate_days: int
    verifier_may_be_owner: bool
    evidence_to_submit: int
    evidence_to_accept: int
    evidence_folder: str | None
    holidays: str | None


_FACTS = select(
    *(tables.ledger.c[name] for name in LedgerFacts._fields), tables.ledger.c.last_seq, tables.ledger.c.last_hash
)
"""Built once: every change runs it."""


class Order(NamedTuple):
    """The ids of a list in order, cached for a list that no index can sort."""

    selection: Selection
    last_seq: int
    ids: "array[int]"


class Ledger:
    """An open ledger. It belongs to the thread that opened it."""

    def __init__(self, path: Path, engine: Engine, wait: float = sqlite.WAIT_SECONDS) -> None:
        self.path = path
        self.wait = wait
        """Seconds that a change waits while another program writes."""
        self._engine = engine
        self._place = place_of(path)
        with trouble.told(path):
            self._connection = engine.connect()
        self.facts, _end = self._read_facts()
        self.zone = self._read_zone()
        self.order: Order | None = None
        """The last list that no index can sort, in order."""
        self.created: tuple[tuple[str, str], ...] = ()
        """What the last change created: units, people or sources, and the name of each."""

    def refresh(self) -> tuple[int, str]:
        """Read the settings again, since others may have changed one. Returns the number and hash of the last event."""
        facts, end = self._read_facts()
        if facts != self.facts:
            self.facts, self.order = facts, None
            self.zone = self._read_zone()
        return end

    def _read_facts(self) -> tuple[LedgerFacts, tuple[int, str]]:
        with self.reading() as connection:
            found = connection.execute(_FACTS).first()
        if found is None:
            raise LedgerUnavailable(_("{path} is damaged: it does not say what it is.").format(path=self.path))
        *facts, last_seq, last_hash = found
        return LedgerFacts(*facts), (last_seq, last_hash)

    def _read_zone(self) -> ZoneInfo:
        try:
            return zone_called(self.facts.time_zone)
        except InvalidInput as error:
            raise LedgerUnavailable(
                _("{path} cannot be opened: {reason}").format(path=self.path, reason=error)
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the ledger. Raises LedgerUnavailable when it cannot be read."""
        if self._connection.in_transaction():
            yield self._connection
            return
        with trouble.told(self.path), self._connection.begin():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: everything inside is written, or nothing is; inside another it is a part of that one.

        Raises LedgerUnavailable when it cannot be written, LedgerBusy when another program keeps it locked.
        """
        if self._connection.in_transaction():
            if not self._connection.get_execution_options().get("immediate"):
                # Only a transaction that began as a writer's holds the lock; another may fail at its first change.
                raise RuntimeError("A view of the ledger is open; nothing can be written inside it.")
            yield self._connection
            return
        self.check_in_place()
        with trouble.told(self.path):
            self._connection.execution_options(immediate=True, wait=self.wait)
            try:
                with self._connection.begin():
                    self.check_in_place()  # it may have gone while its lock was waited for
                    yield self._connection
            finally:
                self._connection.execution_options(immediate=False)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all others out of the file, if nobody else has it open: long writing is quicker then."""
        with sqlite.alone(self._connection):
            yield

    def stop_when(self, is_left: Callable[[], bool]) -> None:
        """Make every reading from here on fail with LedgerUnavailable as soon as `is_left` returns True.

        It is called often, from the thread that reads.
        """
        sqlite.stop_when(self._connection, is_left)

    def check_in_place(self) -> None:
        """Raise LedgerUnavailable unless the open file still lies at its path.

        A file that was moved or deleted can be read and written as before; but what is written to it is lost to
        everybody who opens the path.
        """
        place = place_of(self.path)
        if place is None:
            raise LedgerUnavailable(
                _("{path} is gone: nothing is written until it is back. Look for it, or for its disk.").format(
                    path=self.path
                )
            )
        if place != self._place:
            raise LedgerUnavailable(
                _(
                    "Another file lies at {path} now: nothing is written to it before it is known to be this ledger. "
                    "Try again in a moment."
                ).format(path=self.path)
            )

    def check_same(self, facts: LedgerFacts) -> None:
        """Raise LedgerUnavailable unless `facts` are of this ledger."""
        _require(facts.id, self.facts.id, self.facts.name, self.path)

    def reopened(self) -> "Ledger":
        """The same ledger, opened again at its path; this one is then closed.

        Raises LedgerUnavailable if it cannot be opened or another ledger is there; then this one stays open.
        """
        with suppress(LedgerUnavailable), trouble.told(self.path):
            sqlite.empty_log(self._connection)
        if place_of(self.path) is None:
            self.check_in_place()
        _require(self.facts.id, *_name_of(self.path), self.path)
        opened = open_ledger(self.path)
        opened.wait = self.wait
        self.close()
        return opened

    def close(self) -> None:
        """Close the file."""
        with suppress(LedgerUnavailable), trouble.told(self.path):
            self._connection.close()
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _name_of(path: Path) -> tuple[str, str]:
    """The id and the name of the ledger at `path`, which is only read, whatever its revision."""
    header.inspect(path)
    engine = sqlite.connect(path)
    try:
        with trouble.told(path), engine.connect() as connection, connection.begin():
            found = connection.execute(select(tables.ledger.c.id, tables.ledger.c.name)).first()
    finally:
        engine.dispose()
    return ("", "") if found is None else (found.id, found.name)


def _require(wanted: str, found: str, name: str, path: Path) -> None:
    if wanted != found:
        raise LedgerUnavailable(
            _(
                "Another ledger lies at {path} now: “{name}”. Nothing is written to it here. "
                "Put yours back, or leave and start again to open that one."
            ).format(path=path, name=name)
        )


def open_ledger(path: Path, *, wait: float = sqlite.WAIT_SECONDS) -> Ledger:
    """Open the ledger at `path`. An older one is backed up beside itself and brought to the present revision.

    `wait` is how many seconds a busy ledger is waited for. Raises LedgerUnavailable, and leaves the file untouched,
    when it is missing, no ledger, newer than this rectify, locked, or may not be read.
    """
    header.inspect(path)
    engine = sqlite.connect(path, wait=wait)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        revision = revision_when_free(engine, path, wait)
        if revision != tables.REVISION:
            from rectify.store.migrations import migrate  # Alembic loads only for a ledger that is not up to date

            migrate(engine, path, revision)
        ledger = Ledger(path, engine, wait)
        undo.pop_all()  # it is open, and stays open
    return ledger


def create_ledger(path: Path, stamp: Stamp, *, name: str, time_zone: str) -> Ledger:
    """Create a ledger at `path`, readable by its owner only, and open it; one that exists already is opened.

    The file appears whole or not at all. Raises LedgerUnavailable when it cannot be made, InvalidInput when the time
    zone is unknown.
    """
    zone_called(time_zone)
    if path.exists():
        return open_ledger(path)
    try:
        with drafted(path) as draft:
            _fill(draft, stamp, name, time_zone)
            publish(draft, path)
    except OSError as error:
        raise LedgerUnavailable(
            _("No ledger can be made at {path}: {reason}.").format(path=path, reason=reason_of(error))
        ) from error
    return open_ledger(path)


def zone_called(time_zone: str) -> ZoneInfo:
    """The time zone with this name, such as Asia/Shanghai. Raises InvalidInput if there is none."""
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(_("There is no time zone {zone}.").format(zone=time_zone)) from None


def _fill(draft: Path, stamp: Stamp, name: str, time_zone: str) -> None:
    sqlite.prepare_file(draft)
    engine = sqlite.connect(draft)
    try:
        with trouble.told(draft), engine.connect() as connection, connection.begin():
            _create_tables(connection, stamp, name, time_zone)
    finally:
        engine.dispose()


def _create_tables(connection: Connection, stamp: Stamp, name: str, time_zone: str) -> None:
    from rectify.store.schema import metadata  # loads only where a ledger is made

    metadata.create_all(connection)
    sqlite.create_search_table(connection)
    sqlite.create_tally_triggers(connection)
    connection.execute(insert(tables.tally), [{"status": status.value, "problems": 0} for status in Status])
    connection.execute(insert(tables.revision).values(version_num=tables.REVISION))
    connection.execute(
        insert(tables.ledger).values(
            id=uuid4().hex,
            name=name,
            time_zone=time_zone,
            created_at=instant(stamp.at),
            last_seq=0,
            last_hash=GENESIS,
            **NEW_SETTINGS,
        )
    )


def instant(moment: datetime) -> str:
    """A moment as it is stored: UTC, always with microseconds, so that texts sort as moments."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
