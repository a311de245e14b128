"""Everything specific to SQLite: connections, locks, and the full-text table."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from math import ceil
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    String,
    column,
    create_engine,
    event,
    func,
    select,
    table,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

from rectify.domain import folding
from rectify.errors import LedgerUnavailable
from rectify.i18n import _, reason_of
from rectify.store import trouble
from rectify.store.header import APPLICATION_ID, FileConnection
from rectify.store.tables import SEARCH_TABLE

T = TypeVar("T")

WAIT_SECONDS = 30.0
"""Seconds that a busy ledger is waited for."""

_ATTEMPT_SECONDS = 0.2
"""Seconds that SQLite itself waits at a time; meanwhile no signal is handled."""

_MOST_PARAMETERS = 500

_MOST_VALUES = 32_766
"""So many values one statement hands over at most, also where SQLite takes more: its preparation takes memory."""

_LOGGED = "PRAGMA journal_mode = WAL"
"""Readers continue while somebody writes: pages go to a log first."""

_STEPS = 20_000
"""How many steps of a statement pass, in well under a millisecond, until it is asked whether anybody still waits."""


def connect(path: Path, *, wait: float = WAIT_SECONDS) -> Engine:
    """An engine with one connection to an existing file, for the thread that first uses it.

    A file that may not be written is opened for reading alone.
    """

    def open_file() -> sqlite3.Connection:
        return FileConnection(path, _uri(path), timeout=min(wait, _ATTEMPT_SECONDS))

    def begin(connection: Connection) -> None:
        # A writer takes its lock before it reads, so that what it checks is what it changes.
        if connection.get_execution_options().get("immediate", False):
            _begin_when_free(connection, connection.get_execution_options().get("wait", wait))
        else:
            connection.exec_driver_sql("BEGIN")

    engine = create_engine("sqlite+pysqlite://", creator=open_file, poolclass=StaticPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", begin)
    return engine


def _begin_when_free(connection: Connection, wait: float) -> None:
    """Take the lock of the writer, waiting for it in short attempts: between them Ctrl+C is heard."""
    given_up = monotonic() + wait
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except DatabaseError as error:
            if not _is_busy(error) or monotonic() >= given_up:
                raise
        else:
            return


def _is_busy(error: DatabaseError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _uri(path: Path, *, briefly: bool = False) -> str:
    # Who may write takes the -wal and -shm files away again at the end; who only reads leaves them beside the ledger.
    mode = "mode=rw"
    if _may_write(path):
        _open_up(path)
    else:
        # Without its -wal file a write-ahead ledger can be read in a folder that may not be written only as immutable.
        alone = (briefly or not os.access(path.parent, os.W_OK)) and not Path(f"{path}-wal").exists()
        mode = "mode=ro&immutable=1" if alone else "mode=ro"
    return f"file:{quote(str(path.absolute()))}?{mode}"


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)  # `connect` makes no others
    return raw


def stop_when(connection: Connection, is_left: Callable[[], bool]) -> None:
    """Make every statement fail as soon as `is_left` returns True, even while it runs."""
    _raw(connection).set_progress_handler(is_left, _STEPS)


def _may_write(path: Path) -> bool:
    """Whether a ledger can be written: the file, and with it the files that SQLite keeps beside it, or makes there."""
    return os.access(path, os.W_OK) and (os.access(path.parent, os.W_OK) or Path(f"{path}-shm").exists())


def _open_up(path: Path) -> None:
    """Let the files beside a ledger be written as it is: who read it while it was read-only left them so."""
    for beside in (Path(f"{path}-wal"), Path(f"{path}-shm")):
        if beside.exists() and not os.access(beside, os.W_OK):
            with suppress(OSError):
                beside.chmod(path.stat().st_mode & 0o777)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.create_function("rectify_fold", 1, _fold, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    # A change that was told as done has reached the disk.
    connection.execute("PRAGMA synchronous = FULL")
    # Who was killed while alone with a ledger has left it without a log; where it may not be written, it stays so.
    with suppress(sqlite3.DatabaseError):
        connection.execute(_LOGGED)


def _fold(text: str | None) -> str | None:
    return None if text is None else folding.folded(text)


def folded(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A text in any case and width; SQLite's own lower() knows only ASCII."""
    return func.rectify_fold(column, type_=String())


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, hidden from the query planner by a unary plus, so that no index is used for it."""
    return UnaryExpression(column, operator=operators.custom_op("+"), type_=column.type)


def prepare_file(path: Path) -> None:
    """Make an empty file a ledger's: mark it, and let readers go on while somebody writes."""
    with trouble.told(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(_LOGGED)


def create_search_table(connection: Connection) -> None:
    """Make the full-text table; texts.py splits what is stored in it, so that the tokenizer only cuts at blanks."""
    connection.execute(
        text(f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5(body, tokenize = \"ascii separators ' '\")")
    )


def create_tally_triggers(connection: Connection) -> None:
    """Keep the table `tally` in step with `problems` by triggers; problems removed by an undo do not count."""
    counted, uncounted = (
        f"UPDATE tally SET problems = problems {change} 1 WHERE status = {row}.status AND NOT {row}.removed"
        for row, change in (("new", "+"), ("old", "-"))
    )
    for when, steps in (
        ("INSERT", f"{counted};"),
        ("UPDATE OF status, removed", f"{uncounted}; {counted};"),
        ("DELETE", f"{uncounted};"),
    ):
        name = f"tally_{when.partition(' ')[0].lower()}"
        connection.exec_driver_sql(f"CREATE TRIGGER {name} AFTER {when} ON problems BEGIN {steps} END")


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """`values` in their order, at most so many at a time as any statement takes for its parameters."""
    for at in range(0, len(values), _MOST_PARAMETERS):
        yield values[at : at + _MOST_PARAMETERS]


def among(column: ColumnElement[Any], values: Sequence[int] | Sequence[str]) -> ColumnElement[bool]:
    """That a column has one of `values`, of which there may be more than a statement takes parameters."""
    listed = func.json_each(json.dumps([*values])).table_valued("value")
    return column.in_(select(listed.c.value))


def search_match(query: str) -> Select[tuple[int]]:
    """The ids of the problems whose text matches a full-text `query`."""
    found = table(SEARCH_TABLE, column("rowid", Integer), column(SEARCH_TABLE, String))
    return select(found.c.rowid).where(found.c[SEARCH_TABLE].op("MATCH")(query))


def write_texts(connection: Connection, bodies: Sequence[tuple[int, str]]) -> None:
    """Put the searched text of each problem (id, text) in place of what was there."""
    if bodies:
        rows = [(body, problem) for problem, body in bodies]
        connection.exec_driver_sql(f"DELETE FROM {SEARCH_TABLE} WHERE rowid = ?", [(row[1],) for row in rows])
        connection.exec_driver_sql(f"INSERT INTO {SEARCH_TABLE} (body, rowid) VALUES (?, ?)", rows)


def append_texts(connection: Connection, additions: Sequence[tuple[int, str]]) -> None:
    """Add to the searched text of each problem (id, text)."""
    if additions:
        rows = [(addition, problem) for problem, addition in additions]
        connection.exec_driver_sql(f"UPDATE {SEARCH_TABLE} SET body = body || ? WHERE rowid = ?", rows)


def read_texts(connection: Connection) -> Iterator[tuple[int, str]]:
    """The searched text of every problem, by id."""
    for row in connection.execution_options(yield_per=2000).exec_driver_sql(
        f"SELECT rowid, body FROM {SEARCH_TABLE} ORDER BY rowid"
    ):
        yield row[0], row[1]


def empty_log(connection: Connection) -> None:
    """Bring what stands in the write-ahead log into the file that it belongs to, also where that was moved.

    SQLite leaves the log of a moved file where it is; the next file at the path would be read with it.
    """
    _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def reading_any_text(connection: Connection) -> Iterator[None]:
    """Read what is no text in UTF-8 too, its odd bytes as halves of characters: no sound text has any."""
    raw = _raw(connection)
    raw.text_factory = _any_text
    try:
        yield
    finally:
        raw.text_factory = str


def _any_text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")


def shown(text: str) -> str:
    """A text that was read as `reading_any_text` does, for a message."""
    return str(text).encode("utf-8", "replace").decode()


def integrity_faults(connection: Connection) -> list[str]:
    """What SQLite's own integrity checks find, without the line that says ok."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    dangling = [
        _("Row {row} of the table {table} names a row of {other} that is missing.").format(
            row=row[1], table=row[0], other=row[2]
        )
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line != "ok"] + dangling


def copy(
    source: Path, target: Path, *, named: Path | None = None, sound: bool = True, wait: float = WAIT_SECONDS
) -> None:
    """Copy a ledger that may be in use, wholly, to `target`, with SQLite's online backup.

    A new file is readable by its owner only; in a ledger that others have open the copy is one transaction. Errors name
    `named`, the source when not given; where that may not be `sound`, damage is told of the source. Raises
    LedgerUnavailable, also when somebody writes longer than `wait` seconds.
    """
    try:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise LedgerUnavailable(
            _("{path} cannot be written: {reason}.").format(path=target, reason=reason_of(error))
        ) from error
    with (
        trouble.told(named or source, damaged=None if sound else source),
        closing(FileConnection(source, _uri(source, briefly=True), timeout=wait)) as reader,
        closing(FileConnection(target, _uri(target), timeout=wait)) as writer,
    ):
        reader.backup(writer, progress=_stop_when_busy)


def _stop_when_busy(state: int, _remaining: int, _total: int) -> None:
    # The connections have waited by now; left alone, the backup would try for ever.
    if state in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise sqlite3.OperationalError("database is locked")


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Lock the file exclusively meanwhile: new pages are then written once, and not to a log first.

    A transaction is written wholly or not at all as ever. Where somebody else has the file open, nothing is different.
    """
    raw = _raw(connection)
    try:
        with suppress(sqlite3.OperationalError):
            raw.execute("PRAGMA locking_mode = EXCLUSIVE")  # the lock that the next one takes is held from then on
            raw.execute("PRAGMA journal_mode = DELETE")
        if raw.execute("PRAGMA journal_mode").fetchone() != ("delete",):
            raw.execute("PRAGMA locking_mode = NORMAL")
        yield
    finally:
        with suppress(sqlite3.OperationalError):  # what fails is made good when the file is opened next
            raw.executescript(f"PRAGMA locking_mode = NORMAL; {_LOGGED}")


@contextmanager
def caching(connection: Connection, kibibytes: int) -> Iterator[None]:
    """Enlarge SQLite's page cache meanwhile."""
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{kibibytes}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def insert_columns(connection: Connection, into: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert many rows, whose values are given by column, with as few plain statements as can be.

    While a statement runs, Python goes on in other threads; with one for each row it hardly would. Columns that none of
    the rows fill are left out: handing over nothing takes as long as handing over something.
    """
    filled = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    if not filled:
        return
    count = len(next(iter(filled.values())))
    most = min(_MOST_VALUES, _raw(connection).getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))
    step = ceil(count / ceil(count * len(filled) / most))  # alike statements are prepared once
    names = ", ".join(f'"{name}"' for name in filled)
    begins = f"INSERT INTO {into} ({names}) VALUES "
    places = f"({', '.join('?' * len(filled))})"
    rows = zip(*filled.values(), strict=True)
    while part := list(islice(rows, step)):
        values = tuple(chain.from_iterable(part))
        connection.exec_driver_sql(begins + ", ".join([places] * len(part)), values)
