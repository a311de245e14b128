"""What is measured of the real program, in a terminal of its own or as a whole process."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.floors import COLUMNS, ROWS, peak_memory
from tests.benchmarks.generator import day_of
from tests.e2e.terminal import Seen, Terminal, environment

from rectify import service
from rectify.domain.filters import parse
from rectify.domain.listing import VIEWS, Selection
from rectify.domain.problem import Problem, Status

CURSOR = "▸"
"""What stands before the row under the cursor."""

PRESSES, A_SECOND = 200, 30
"""How often and how fast a key is held down."""

REST = 0.2
"""Seconds without output after which the next key is pressed: what the last one set off has ended."""

BREATH = 0.05
"""The same between two letters of a query: a longer pause has it applied."""

BY_KEY = {str(key): view for key, view in enumerate(VIEWS, 1)}

Samples = dict[str, list[float]]
"""What was measured, by the name of its row in the table: seconds, or MB of memory."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A ledger, and what its lists show on the day of the run."""

    path: Path
    home: Path
    today: date

    @classmethod
    def now(cls, path: Path, home: Path) -> "Subject":
        """The ledger at `path` on this day, for the user of the folder `home`."""
        return cls(path, home, day_of(datetime.now(UTC)))

    @property
    def command(self) -> list[str]:
        """The program on this ledger."""
        return [sys.executable, "-m", "rectify", "--db", str(self.path), "--lang", "en", "--actor", "Bench"]

    def rows(self, key: str, count: int, query: str = "") -> list[Problem]:
        """The first rows of the view with this key, and of a query in it."""
        selection = Selection(self.today, parse(query, self.today)).within(BY_KEY[key])
        with service.open_ledger(self.path) as ledger:
            return service.page(ledger, selection, 0, count)

    @contextmanager
    def terminal(self) -> Iterator[Terminal]:
        """The terminal UI on this ledger."""
        with Terminal(self.command, env=environment(self.home), columns=COLUMNS, rows=ROWS) as terminal:
            yield terminal

    @contextmanager
    def opened(self) -> Iterator[Terminal]:
        """The terminal UI on this ledger, after its first list, once it has come to rest."""
        with self.terminal() as terminal:
            terminal.wait(under_cursor(self.rows("1", 1)[0]), "the first list")
            terminal.settle(REST)
            yield terminal


def under_cursor(problem: Problem, text: str = "") -> Seen:
    """Whether the row of `problem` is under the cursor, and says `text`."""

    def seen(lines: Sequence[str]) -> bool:
        return any(line.startswith(CURSOR) and problem.number in line.split() and text in line for line in lines)

    return seen


def _counted(lines: Sequence[str]) -> bool:
    return any(" 1 Open " in line and "·" not in line for line in lines[:3])


def _timed(terminal: Terminal, key: str, seen: Seen, what: str) -> float:
    began = time.perf_counter()
    terminal.press(key)
    return terminal.wait(seen, what) - began


def start(ledger: Subject) -> Samples:
    """From the start to the first list painted, and from there to the counts of the views."""
    first = ledger.rows("1", 1)[0]
    with ledger.terminal() as terminal:
        painted = terminal.wait(under_cursor(first), "the first list")
        counted = terminal.wait(_counted, "the counts")
        return {"start": [painted - terminal.started], "counts": [max(counted - painted, 0.0)]}


def keys(ledger: Subject, presses: int) -> Samples:
    """From a key to its effect on the screen: cursor, view switch, filter; then the memory that it all took."""
    with ledger.opened() as terminal:
        samples = {"cursor": _cursor(terminal, ledger, presses)}
        terminal.press("g")
        samples["view"] = _views(terminal, ledger, presses // 2)
        samples |= _filters(terminal, ledger, presses // 4)
        return samples | {"memory": [peak_memory(terminal.pid)]}


def _cursor(terminal: Terminal, ledger: Subject, presses: int) -> list[float]:
    taken = []
    for row in ledger.rows("1", presses + 1)[1:]:
        taken.append(_timed(terminal, "j", under_cursor(row), f"the cursor on {row.number}"))
        terminal.settle(REST)
    return taken


def _views(terminal: Terminal, ledger: Subject, presses: int) -> list[float]:
    """Go round the views; one that begins with the row of the one before cannot be told from it, and is passed by."""
    firsts = {key: rows[0] for key in "356421" if (rows := ledger.rows(key, 1))}
    order = ["1", *[*firsts] * (presses // len(firsts) + 1)]
    taken = []
    for before, key in pairwise(order):
        if firsts[before].number != firsts[key].number:
            taken.append(_timed(terminal, key, under_cursor(firsts[key]), f"the view {key}"))
        else:
            terminal.press(key)
        terminal.settle(REST)
    return taken


def _filters(terminal: Terminal, ledger: Subject, times: int) -> Samples:
    """A letter typed to its echo; Enter to the first page of a unit's problems, and of those with a word."""
    samples: Samples = {"letter": [], "filter_unit": [], "filter_word": []}
    first = ledger.rows("1", 1)[0]
    for row in [row for row in ledger.rows("1", 200) if row.unit != first.unit][:times]:
        for name, query in (("filter_unit", f'unit:"{row.unit}"'), ("filter_word", row.title)):
            found = ledger.rows("1", 1, query)[0]
            if found.number != first.number:
                samples[name].append(_filtered(terminal, query, found, samples["letter"]))
                terminal.press("escape")
                terminal.wait(under_cursor(first), "the view without a filter")
                terminal.settle(REST)
    return samples


def _filtered(terminal: Terminal, query: str, found: Problem, letters: list[float]) -> float:
    """Type a query, and press Enter before the pause in the typing has it applied."""
    terminal.press("/")
    terminal.settle(REST)
    terminal.press(query[:-1])
    terminal.settle(BREATH)
    echo = f" / {query}"
    letters.append(_timed(terminal, query[-1], lambda lines: any(line.startswith(echo) for line in lines), "a letter"))
    return _timed(terminal, "enter", under_cursor(found), f"what matches {query}")


def status(ledger: Subject, presses: int) -> list[float]:
    """From `>` on an open problem to its row that says that it has begun; each is undone again."""
    rows = ledger.rows("1", presses * 10)
    wanted = [row for row in rows if row.status is Status.OPEN][:presses]
    taken: list[float] = []
    with ledger.opened() as terminal:
        for row in rows[: rows.index(wanted[-1]) + 1]:
            terminal.wait(under_cursor(row), f"the cursor on {row.number}")
            if row in wanted:
                terminal.settle(REST)
                taken.append(_timed(terminal, ">", under_cursor(row, "In progress"), f"{row.number} in progress"))
                terminal.settle(REST)
                terminal.press("u")
                terminal.wait(under_cursor(row, "Open"), f"{row.number} open again")
                terminal.settle(REST)
            terminal.press("j")
    return taken


def held(ledger: Subject) -> float:
    """The seconds that the screen lags behind after the last of many presses of `j`."""
    rows = ledger.rows("6", PRESSES + 1)
    with ledger.opened() as terminal:
        terminal.press("6")
        terminal.wait(under_cursor(rows[0]), "all problems")
        terminal.settle(REST)
        began = time.perf_counter()
        for press in range(len(rows) - 1):
            terminal.follow(began + press / A_SECOND)
            terminal.press("j")
        last = time.perf_counter()
        return terminal.wait(under_cursor(rows[-1]), "the last row") - last


def overdue(ledger: Subject) -> float:
    """Seconds that `rectify overdue` takes as a whole process, its list read from a pipe."""
    return _whole(ledger, len(ledger.rows("2", 1_000_000)), "overdue")


def past(ledger: Subject) -> Samples:
    """Seconds that lists and figures take as whole processes: today's, and those of a year ago."""
    year_ago = ("--as-of", (ledger.today - timedelta(days=365)).isoformat())
    return {
        "lived_overdue": [overdue(ledger)],
        "overdue_past": [_whole(ledger, 1, "overdue", *year_ago)],
        "figures": [_whole(ledger, 1, "figures")],
        "figures_past": [_whole(ledger, 1, "figures", *year_ago)],
    }


def _whole(ledger: Subject, lines: int, *command: str) -> float:
    """Seconds that a command takes as a whole process, what it prints read from a pipe: at least so many lines."""
    began = time.perf_counter()
    done = subprocess.run([*ledger.command, *command], env=environment(ledger.home), check=True, capture_output=True)
    taken = time.perf_counter() - began
    if done.stdout.count(b"\n") < lines:
        raise ValueError(f"{' '.join(command)} printed less than there is")
    return taken
