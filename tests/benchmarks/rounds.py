"""A run: every figure and its floor, measured in turn, round after round, so that a busy moment meets both."""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import floors, measures
from tests.benchmarks.figures import Figure
from tests.benchmarks.generator import day_of, generate
from tests.benchmarks.lists import importing, write_list
from tests.benchmarks.measures import Samples, Subject

KEYS, MOVES, COMMITS, ECHOES = 24, 12, 50, 20
"""How often each is done in a round."""


@dataclass
class Run:
    """What is measured, and what has been."""

    folder: Path
    sizes: Sequence[int]
    groups: Sequence[str]
    lived: int
    """How many problems the ledger has of which each has ten changes behind it; it is made where "past" is measured."""
    measured: defaultdict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    """By the name of the figure and the size of the ledger."""
    least: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """The floors, by name."""
    ledgers: dict[int, Subject] = field(default_factory=dict)
    of_lives: Subject = field(init=False)

    def prepare(self) -> None:
        """Make the ledgers that are not there yet."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        today = day_of(datetime.now(UTC))
        if "import" in self.groups and not self.workbook.exists():
            print(f"making {self.workbook}", file=sys.stderr)
            write_list(self.workbook, self.sizes[-1], today)
        for size in self.sizes if {*self.groups} != {"import"} else ():
            path = self.folder / f"{size}-{today}.db"
            if not path.exists():
                print(f"making {path}", file=sys.stderr)
                generate(path, size, today)
            self.ledgers[size] = Subject.now(path, home)
        path = self.folder / f"lived-{self.lived}-{today}.db"
        if "past" in self.groups and not path.exists():
            print(f"making {path}", file=sys.stderr)
            generate(path, self.lived, today, lived=True)
        self.of_lives = Subject.now(path, home)

    @property
    def workbook(self) -> Path:
        """The list that is imported: of as many problems as the largest ledger has."""
        return self.folder / f"{self.sizes[-1]}.xlsx"

    def round(self) -> None:
        """Measure every figure once more."""
        home = self.folder / "home"
        self.least["echo"] += floors.echoes(home, ECHOES)
        if {"start", "keys"} & {*self.groups}:
            painted, memory = floors.empty_app(home)
            self.least["empty_app"].append(painted)
            self.least["empty_memory"].append(memory)
        if "overdue" in self.groups:
            self.least["importing"].append(floors.importing(home))
        if "status" in self.groups:
            self.least["commit"] += floors.commits(self.folder, COMMITS)
        if "import" in self.groups:
            self._keep(self.sizes[-1], importing(self.workbook, home))
        if "past" in self.groups:
            self._keep(self.lived, measures.past(self.of_lives))
        for group in (name for name in self.groups if name in _MEASURES):
            for size, ledger in self.ledgers.items():
                self._keep(size, _MEASURES[group](ledger))

    def _keep(self, size: int, samples: Samples) -> None:
        for name, taken in samples.items():
            self.measured[name, size] += taken

    def figure(self, name: str, size: int) -> Figure | None:
        """What was measured of a row of the table, if it was."""
        taken = self.measured.get((name, size))
        return Figure(taken) if taken else None

    def floor(self, name: str) -> Figure | None:
        """What was measured of a floor, if it was."""
        return Figure(self.least[name]) if self.least[name] else None

    def resolution(self) -> str:
        """What the harness itself adds to the figure of a key."""
        echo = Figure(self.least["echo"])
        return f"a key echoed by the pty alone takes {echo.median * 1000:.1f} ms (p95 {echo.p95 * 1000:.1f} ms)"


_MEASURES: dict[str, Callable[[Subject], Samples]] = {
    "start": measures.start,
    "keys": lambda ledger: measures.keys(ledger, KEYS),
    "held": lambda ledger: {"held": [measures.held(ledger)]},
    "status": lambda ledger: {"status": measures.status(ledger, MOVES)},
    "overdue": lambda ledger: {"overdue": [measures.overdue(ledger)]},
}
"""How each group is measured, for one ledger, once."""
