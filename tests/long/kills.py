"""kill -9 at random moments of an import and of bulk changes. After each, the file is wholly in or wholly out, and
`check` is clean.

Run it from the checkout, in the environment of the tests:

    python -m tests.long.kills
    python -m tests.long.kills --kills 10 --rows 500 --seed 7

A process of its own opens the ledger, says that it is ready, and does one thing; this one kills it with SIGKILL after a
random part of the time that the same thing takes undisturbed, every second time around its end. Then the ledger is
opened, held against what it was before and what it should be afterwards, and checked. The next kill goes on with the
same ledger. What a loss of power does is not tried: SQLite's own promise (synchronous FULL, write-ahead log
or rollback journal) stands for that.
"""

import argparse
import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from tests.long import ground

from rectify.domain.filter_tree import Match
from rectify.domain.listing import Selection
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.errors import Refused
from rectify.service import Ledger, advance, chain_end, count, edit, open_ledger, problems, step_back, undo
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder

Deed = Callable[[Ledger, Path, int], None]


def write_list(folder: Path, turn: int, rows: int) -> Path:
    """A list of `rows` problems that are in no ledger yet."""
    path = folder / f"list-{turn}.csv"
    lines = [f"K{turn}-{row},党费收缴不及时 {row},泡崖街道,李敏,2026-12-31" for row in range(rows)]
    path.write_text("\n".join(["number,title,unit,owner,due_on", *lines, ""]), encoding="utf-8")
    return path


def import_list(ledger: Ledger, folder: Path, turn: int) -> None:
    """Import the list of this turn."""
    import_file(ledger, ImportOrder(folder / f"list-{turn}.csv"), ground.stamp("Import"))


def import_alone(ledger: Ledger, folder: Path, turn: int) -> None:
    """The same alone with the ledger, as a first import is: without a log."""
    with ledger.alone():
        import_list(ledger, folder, turn)


def edit_all(ledger: Ledger, _folder: Path, turn: int) -> None:
    """Change a fact of every problem that the ledger began with."""
    edit(ledger, _begun(ledger), {"next_step": f"turn {turn}", "lead": f"Lead {turn}"}, ground.stamp("Bulk"))


def move_all(ledger: Ledger, _folder: Path, turn: int) -> None:
    """Submit every problem that the ledger began with, or take it back."""
    answers, stamp = Answers(note=f"turn {turn}"), ground.stamp("Bulk")
    numbers = _begun(ledger)
    if count(ledger, Selection(ground.TODAY, Match("status", ("submitted",)))) == len(numbers):
        step_back(ledger, numbers, answers, stamp)
    else:
        advance(ledger, numbers, answers, stamp)


def undo_all(ledger: Ledger, folder: Path, turn: int) -> None:
    """Undo the last bulk; where all before were killed, there is none, and one is made."""
    try:
        undo(ledger, ground.stamp("Bulk"))
    except Refused:
        edit_all(ledger, folder, turn)


def _begun(ledger: Ledger) -> list[str]:
    begun = Match("number", ("k0-*",))
    return [each.number for each in problems(ledger, Selection(ground.TODAY, begun))]


DEEDS: dict[str, tuple[Deed, ...]] = {
    "import": (import_list,),
    "import alone": (import_alone,),
    "bulk": (edit_all, move_all, edit_all, undo_all),
}


def do(path: Path, what: str, turn: int, ready: Connection) -> None:
    """What the killed process does."""
    with open_ledger(path) as ledger:
        ready.send("ready")
        deeds = DEEDS[what]
        deeds[turn % len(deeds)](ledger, path.parent, turn)
    # Closing a ledger moves its write-ahead log into the file: a moment to be killed in too.
    ready.send("done")


@dataclass(frozen=True, slots=True)
class Standing:
    """What tells one state of the ledger from another."""

    events: int
    last_hash: str
    listed: int
    statuses: tuple[tuple[Status, int], ...]
    steps: tuple[tuple[str | None, int], ...]

    @classmethod
    def of(cls, path: Path) -> "Standing":
        """What stands in the ledger at `path`, which must be sound."""
        with open_ledger(path) as ledger:
            ground.require_sound(ledger)
            rows = problems(ledger, Selection(ground.TODAY))
            statuses, steps = Counter(row.status for row in rows), Counter(row.next_step for row in rows)
            return cls(*chain_end(ledger), len(rows), tuple(statuses.most_common()), tuple(steps.most_common()))


def attempt(path: Path, what: str, turn: int, after: float | None) -> tuple[bool, float]:
    """Do it in a process that is killed `after` seconds; returns whether it was killed in the middle, and the time."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=do, args=(path, what, turn, there))
    process.start()
    ground.require(here.poll(60) and here.recv() == "ready", "the process did not start")
    began = time.perf_counter()
    if not here.poll(after):
        process.kill()
    process.join()
    ground.require(process.exitcode in {0, -signal.SIGKILL}, "the process failed by itself")
    return process.exitcode != 0, time.perf_counter() - began


def prove(folder: Path, what: str, kills: int, rows: int, chance: Random) -> None:
    """Kill as often as asked, and print what was seen."""
    path = folder / "ledger.db"
    ground.new_ledger(path).close()
    write_list(folder, 0, rows)
    began_with = attempt(path, "import", 0, None)[1]
    whole, seen = began_with, Counter[str]()
    turn, before = 0, Standing.of(path)
    while seen["killed"] < kills:
        turn += 1
        write_list(folder, turn, rows)
        # Every second moment lies around the end, when the deed is written and the file is closed.
        after_seconds = whole * (chance.uniform(0, 1) if turn % 2 else chance.uniform(0.9, 1.1))
        killed, took = attempt(path, what, turn, after_seconds)
        after = Standing.of(path)
        inside = _require_whole(before, after, what, rows)
        seen["killed"] += killed
        seen["finished"] += not killed
        seen["in" if inside else "out"] += killed
        whole = 1.02 * whole if killed else 0.5 * (whole + took)
        before = after
    print(
        f"{what}: {seen['killed']} kills in the middle, {seen['in']} wholly in, {seen['out']} wholly out; "
        f"{seen['finished']} finished first; {before.events:,} events in the end, check clean after each"
    )


def _require_whole(before: Standing, after: Standing, what: str, rows: int) -> bool:
    """Whether it is in; ends the proof when it is in by halves."""
    if after == before:
        return False
    ground.require(after.events - before.events == rows, f"{after.events - before.events} events of {rows}")
    if what != "bulk":
        ground.require(after.listed - before.listed == rows, f"{after.listed - before.listed} problems of {rows}")
    else:
        ground.require(len(after.statuses) == len(after.steps) == 1, "a bulk is in by halves")
    return True


def main() -> None:
    """Run the proof for imports and for bulk changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="of each kind")
    parser.add_argument("--rows", type=int, default=2000, help="problems of an import and of a bulk")
    parser.add_argument("--only", choices=DEEDS, help="one kind alone")
    parser.add_argument("--seed", type=int, default=None, help="for the same moments again")
    asked = parser.parse_args()
    print(ground.machine())
    for what in [asked.only] if asked.only else DEEDS:
        with ground.folder() as folder:
            prove(folder, what, asked.kills, asked.rows, Random(asked.seed))


if __name__ == "__main__":
    main()
