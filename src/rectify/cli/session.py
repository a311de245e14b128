"""One run of the command line: its global options, its clock, and the open ledger."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rectify import config
from rectify.cli import output
from rectify.config import Check, Config
from rectify.domain.problem import Stamp
from rectify.domain.workdays import use_table
from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.i18n import _, use_language
from rectify.report.defaults import PrintDefaults, print_defaults

if TYPE_CHECKING:
    from rectify.domain.listing import Selection
    from rectify.domain.workdays import Holidays
    from rectify.service import Ledger

_ISO = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
"""The usual form of a date, which is read without importing the grammar of phrases."""


class Session:
    """What every command needs: configuration, clock, ledger. Each is made when it is first asked for."""

    def __init__(self) -> None:
        self.flags: dict[str, str] = {}
        """The values of --db, --lang and --actor, as far as they were given."""
        self.demo = False
        self.is_for_screen = False
        """Whether this run needs the config file's settings of the terminal UI."""
        self.now = datetime.now(UTC)
        self._open = ExitStack()
        _count_by(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @cached_property
    def config(self) -> Config:
        """The configuration in force. Raises InvalidInput with every problem in it."""
        return config.load(self.flags, checks=self._checks())

    def _checks(self) -> Iterator[Check]:
        yield print_defaults
        if self.is_for_screen:
            from rectify.tui.habits import habits  # loads no terminal

            yield habits

    def speak(self) -> None:
        """Switch to the configured language. Raises InvalidInput, as `config` does."""
        use_language(self.config.lang)

    @cached_property
    def print_defaults(self) -> PrintDefaults:
        """The defaults of printing, for options that are not given."""
        return print_defaults(self.config, [])

    @property
    def stamp(self) -> Stamp:
        """Who acts in this run, and when."""
        return Stamp(self.config.actor, self.now)

    @cached_property
    def path(self) -> Path:
        """The path of the ledger; with --demo, of the sample ledger, which is created now.

        Raises LedgerUnavailable if the sample ledger cannot be created there.
        """
        if not self.demo:
            return self.config.db
        return self._make_demo(self.config.db if "db" in self.flags else self._temporary())

    @property
    def is_temporary(self) -> bool:
        """Whether the ledger is a sample that is deleted when the run ends."""
        return self.demo and "db" not in self.flags

    def _temporary(self) -> Path:
        import tempfile

        folder = tempfile.TemporaryDirectory(prefix="rectify-demo-", ignore_cleanup_errors=True)
        return Path(self._open.enter_context(folder)) / "demo.db"

    def _make_demo(self, path: Path) -> Path:
        from rectify.service import demo

        demo.create(path, self.now).close()
        return path

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger, open until the run ends. Raises LedgerUnavailable, which says how to create one."""
        from rectify import service

        path = self.path
        if not path.exists():
            raise LedgerUnavailable(
                _("There is no ledger at {path}. `rectify import FILE` or `rectify add TITLE` begins one.").format(
                    path=path
                )
            )
        ledger = self._open.enter_context(service.open_ledger(path))
        _count_by(ledger.facts.holidays)
        return ledger

    @cached_property
    def ledger_or_new(self) -> "Ledger":
        """As `ledger`; a missing ledger is created, and that is reported."""
        self.make_missing()
        return self.ledger

    @cached_property
    def ledger_or_trial(self) -> "Ledger":
        """As `ledger`; if it is missing, an empty temporary one, since a dry run leaves nothing behind."""
        if self.path.exists():
            return self.ledger
        from rectify import service

        zone, path = local_zone(), self._temporary()
        trial = self._open.enter_context(service.create_ledger(path, self.stamp, name=path.stem, time_zone=zone))
        self.ledger = trial
        return trial

    def make_missing(self) -> None:
        """Create the ledger if it is missing, and report that."""
        if self._make_quietly():
            self._tell_new()

    def _make_quietly(self) -> bool:
        """Create the ledger if it is missing. Returns whether it did."""
        path = self.path
        if path.exists():
            return False
        from rectify import service

        service.create_ledger(path, self.stamp, name=path.stem, time_zone=local_zone()).close()
        return True

    def _tell_new(self) -> None:
        output.tell(_("New ledger: {path}").format(path=self.path))

    @contextmanager
    def ledger_if_used(self) -> Iterator["Ledger"]:
        """As `ledger`; a missing one is created, and deleted again if nothing is written to it inside."""
        if not self._make_quietly():
            yield self.ledger
            return
        from rectify import service

        try:
            with self.ledger.alone():
                yield self.ledger
        finally:
            if not service.remove_unused(self.ledger):
                self._tell_new()

    @cached_property
    def today(self) -> date:
        """Today in the ledger's time zone; in this machine's, if there is no ledger yet."""
        if not self.path.exists():
            from zoneinfo import ZoneInfo

            return self.now.astimezone(ZoneInfo(local_zone())).date()
        from rectify import service

        return service.today(self.ledger, self.now)

    def day(self, text: str, option: str) -> date:
        """The day that a date phrase names. Raises InvalidInput, which names the option."""
        if _ISO.fullmatch(text):
            with suppress(ValueError):
                return date.fromisoformat(text)
        from rectify.domain.dates import read_day  # the calendar library loads only for days in words

        try:
            return read_day(text, self.today)
        except InvalidInput as error:
            raise InvalidInput(f"{option}: {error}") from error

    def as_of(self, text: str | None) -> date | None:
        """The day that --as-of names; for a past one, report from which day the history is known."""
        day = None if text is None else self.day(text, "--as-of")
        if day is not None and day < self.today:
            self._tell_known_from()
        return day

    def selection(self, query: str, as_of: str | None, order: tuple[str, ...] = ()) -> "Selection":
        """The problems that `query` finds on the day of --as-of, in an order. Raises InvalidInput, or QueryError."""
        from rectify.domain.filters import parse
        from rectify.domain.listing import Selection

        day = self.as_of(as_of)
        return Selection(self.today, parse(query, day or self.today), day, order)

    def _tell_known_from(self) -> None:
        from rectify import service

        known = service.history_known_from(self.ledger)
        if known is None:
            output.tell(_("The history is still empty."))
        else:
            output.tell(
                _("The history is known from {day}; before that, what was recorded first stands.").format(day=known)
            )


def tell_new_names(ledger: "Ledger") -> None:
    """Report which units and people the last change created."""
    from rectify.service.words import new_names_words

    for line in new_names_words(ledger.created):
        output.tell(line)


def _count_by(own: str | None) -> None:
    """Count working days by the program's table, overridden by a ledger's `own` one; read with the first phrase."""

    def load() -> "Holidays":
        from rectify import service

        return service.working_days(own)

    use_table(load)


def local_zone() -> str:
    """The name of this machine's time zone; UTC if it is unknown."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from pendulum.tz import get_local_timezone  # loads only where a ledger is made

    name = get_local_timezone().name
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
