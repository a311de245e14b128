"""A ledger as a whole: opened, made, watched."""

from datetime import date, datetime
from pathlib import Path

from rectify.data import text_of
from rectify.domain.problem import Stamp
from rectify.domain.workdays import Holidays, read_holidays, with_own
from rectify.store import database, history
from rectify.store.database import Ledger


def open_ledger(path: Path, *, wait: float | None = None) -> Ledger:
    """Open the ledger at `path`, bringing an older one to the present revision after a backup.

    `wait` is how many seconds a busy ledger is waited for, 30 when not given. Raises LedgerUnavailable, and leaves the
    file as it is, when it cannot be opened.
    """
    return database.open_ledger(path) if wait is None else database.open_ledger(path, wait=wait)


def create_ledger(path: Path, stamp: Stamp, *, name: str, time_zone: str) -> Ledger:
    """Make a new ledger, readable by its owner only, and open it; one that is there already is opened.

    Raises LedgerUnavailable when it cannot be made, InvalidInput when the time zone is unknown.
    """
    return database.create_ledger(path, stamp, name=name, time_zone=time_zone)


def today(ledger: Ledger, now: datetime) -> date:
    """The plain date at the moment `now` in the ledger's time zone."""
    return now.astimezone(ledger.zone).date()


def working_days(own: str | None = None) -> Holidays:
    """The table that working days are counted by: the program's, with the years of a ledger's `own` table in it.

    Source: docs/rules.md, "Date phrases". Raises RectifyError when the program's table is missing or cannot be read.
    """
    table = read_holidays(text_of("holidays.toml"))
    return with_own(table, own) if own else table


def change_mark(ledger: Ledger) -> int:
    """A number that grows with every change that anybody makes. Raises LedgerUnavailable when it lies there no more."""
    ledger.check_in_place()
    with ledger.reading() as connection:
        return history.last(connection)[0]


def history_known_from(ledger: Ledger) -> date | None:
    """The day of the first event, in the ledger's time zone, or None where there is none. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        first = history.first_at(connection)
    return None if first is None else today(ledger, datetime.fromisoformat(first))


def chain_end(ledger: Ledger) -> tuple[int, str]:
    """The number and the hash of the last event, as they stand at the foot of a list. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        return history.last(connection)


def remove_unused(ledger: Ledger) -> bool:
    """Take away the file of a ledger in which nothing ever happened, and close it; whether that was so.

    Who else began to use it has its change, or finds it gone: nothing that was written is lost. Raises
    LedgerUnavailable.
    """
    with ledger.writing() as connection:
        is_unused = not history.last(connection)[0]
        if is_unused:
            # SQLite leaves what it keeps beside a file that is gone; the file goes last, since a new one may follow it.
            for suffix in ("-wal", "-shm", ""):
                Path(f"{ledger.path}{suffix}").unlink(missing_ok=True)
    if is_unused:
        ledger.close()
    return is_unused
