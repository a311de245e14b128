"""Eight processes make a thousand changes each to one ledger, at the same time. None is lost, and `check` is clean.

Run it from the checkout, in the environment of the tests:

    python -m tests.long.eight_writers
    python -m tests.long.eight_writers --writers 4 --changes 100

Each process opens the ledger for itself and goes through the service. Half of its changes are notes on a problem of its
own, half go to one problem that all of them share: edits with the version that it last saw, which are tried again with
the new one when somebody else was first. Afterwards every note of every writer must be there once, the shared problem
must have come as far as the writers changed it, every event must hang on the one before, and `check` must find nothing.
"""

import argparse
import multiprocessing
import statistics
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.long import ground

from rectify.errors import Conflict
from rectify.service import Ledger, add, check, edit, find, history, note, open_ledger

SHARED = "2026-0001"


@dataclass(frozen=True, slots=True)
class Written:
    """What one process did."""

    edits: int
    conflicts: int
    seconds: list[float]
    """How long each change took, conflicts and waiting included."""


def write(path: Path, writer: int, changes: int) -> Written:
    """Make the changes of one writer."""
    stamp = ground.stamp(f"Writer {writer}")
    seconds, conflicts, edits = list[float](), 0, 0
    with open_ledger(path) as ledger:
        own = add(ledger, {"title": f"Problem of writer {writer}"}, stamp).number
        for turn in range(changes - 1):
            began = time.perf_counter()
            if turn % 2:
                note(ledger, [own], f"writer {writer} turn {turn}", stamp)
            else:
                conflicts += _edit_shared(ledger, writer, turn)
                edits += 1
            seconds.append(time.perf_counter() - began)
    return Written(edits, conflicts, seconds)


def _edit_shared(ledger: Ledger, writer: int, turn: int) -> int:
    """Change the problem that all share; returns how often somebody else was first."""
    stamp, lost = ground.stamp(f"Writer {writer}"), 0
    while True:
        version = find(ledger, SHARED).version
        try:
            edit(ledger, [SHARED], {"owner": f"{writer}/{turn}"}, stamp, expected={SHARED: version})
        except Conflict:
            lost += 1
        else:
            return lost


def main() -> None:
    """Run the proof, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--changes", type=int, default=1000, help="changes of each writer")
    asked = parser.parse_args()
    with ground.folder() as folder:
        prove(folder / "ledger.db", asked.writers, asked.changes)


def prove(path: Path, writers: int, changes: int) -> None:
    """Let the writers write, then count what is there."""
    with ground.new_ledger(path) as ledger:
        add(ledger, {"title": "Shared by all"}, ground.stamp("Wang Lan"))
    began = time.perf_counter()
    with ProcessPoolExecutor(writers, multiprocessing.get_context("spawn")) as pool:
        written = [pool.submit(write, path, writer, changes) for writer in range(writers)]
        done = [each.result() for each in written]
    took = time.perf_counter() - began
    with open_ledger(path) as ledger:
        events = history(ledger)
        ground.require(len(events) == writers * changes + 1, f"{len(events)} events of {writers * changes + 1}")
        notes = Counter(event.note for event in events if event.action == "note")
        expected = [f"writer {writer} turn {turn}" for writer in range(writers) for turn in range(1, changes - 1, 2)]
        ground.require(notes == Counter(expected), "notes are missing or double")
        edits = sum(each.edits for each in done)
        ground.require(find(ledger, SHARED).version == edits + 1, "edits of the shared problem are missing")
        ground.require([event.seq for event in events] == list(range(1, len(events) + 1)), "a gap in the history")
        checked = time.perf_counter()
        ground.require_sound(ledger)
        checking = time.perf_counter() - checked
        report = check(ledger)
    seconds = sorted(second for each in done for second in each.seconds)
    print(ground.machine())
    print(f"{writers} processes x {changes:,} changes: all {report.events:,} events there, check clean")
    print(f"{took:.1f} s, {writers * changes / took:.0f} changes a second; check {checking:.1f} s")
    print(f"{sum(each.conflicts for each in done):,} conflicts were told and tried again")
    print(
        f"a change took {1000 * statistics.median(seconds):.0f} ms (median), "
        f"{1000 * seconds[int(0.95 * len(seconds))]:.0f} ms (p95), {1000 * seconds[-1]:.0f} ms (longest)"
    )


if __name__ == "__main__":
    main()
