"""The ledger as a whole: its day, the end of its history, whether it changed."""

from datetime import date, datetime
from pathlib import Path

from rectify.data import text_of
from rectify.domain.workdays import Holidays, read_holidays, with_own
from rectify.i18n import _
from rectify.store import history
from rectify.store.database import Ledger


def today(ledger: Ledger, now: datetime) -> date:
    """The plain date at the moment `now` in the ledger's time zone."""
    return now.astimezone(ledger.zone).date()


def working_days(own: str | None = None) -> Holidays:
    """The table by which working days are counted: the program's own, overridden year by year by a ledger's `own`
    table.

    Source: docs/rules.md, "Date phrases". Raises RectifyError when the program's table is missing or cannot be read.
    """
    table = read_holidays(text_of("holidays.toml"))
    return with_own(table, own) if own else table


def change_mark(ledger: Ledger) -> int:
    """A number that grows with every change that anybody makes; reading it also refreshes the ledger's settings.

    Raises LedgerUnavailable if the file is no longer at its path.
    """
    ledger.check_in_place()
    return ledger.refresh()[0]


def history_known_from(ledger: Ledger) -> date | None:
    """The day of the first event, in the ledger's time zone, or None where there is none. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        first = history.first_at(connection)
    return None if first is None else today(ledger, datetime.fromisoformat(first))


def chain_end(ledger: Ledger) -> tuple[int, str]:
    """The number and the hash of the last event, as they stand at the foot of a list. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        return history.last(connection)


def foot(end: tuple[int, str]) -> str:
    """The foot of everything printed: the number and the hash of the last event, in words."""
    seq, last_hash = end
    return _("Event {seq} {hash}").format(seq=seq, hash=last_hash)


def remove_unused(ledger: Ledger) -> bool:
    """Delete the file of a ledger in which nothing ever happened, and close it. Returns whether it did.

    Whoever else began to use it either has a change in it or finds it gone: nothing that was written is lost. Raises
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
