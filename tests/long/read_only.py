"""A disk that can only be read: lists, records, the history and `check` answer; every write is refused in words.

Run it as root (it mounts a disk in memory), from the checkout, in the environment of the tests:

    python -m tests.long.read_only

The ledger is read from the read-only disk twice: as a program leaves it that was closed, and as one leaves it that was
killed, with the last changes still in the write-ahead log beside the file.
"""

import argparse
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

from tests.long import ground

from rectify.domain.listing import Selection
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.errors import LedgerUnavailable
from rectify.service import (
    add,
    backup,
    create_ledger,
    edit,
    history,
    move,
    note,
    open_ledger,
    problems,
    record,
    restore,
    undo,
)

STAMP = ground.stamp("Wang Lan")


def killed_while_open(path: Path) -> None:
    """Write a change and be killed before the file is closed."""
    ledger = open_ledger(path)
    note(ledger, ["2026-0001"], "the last words", STAMP)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Run the proof, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    print(ground.machine())
    for killed in (False, True):
        with ground.folder() as elsewhere, ground.small_disk(8) as disk:
            path = disk / "ledger.db"
            with ground.new_ledger(path) as ledger:
                for title in ("党费收缴不及时", "Board not updated"):
                    add(ledger, {"title": title, "due_on": ground.TODAY}, STAMP)
            if killed:
                process = multiprocessing.get_context("spawn").Process(target=killed_while_open, args=(path,))
                process.start()
                process.join()
            ground.make_read_only(disk)
            prove(path, elsewhere, killed=killed)


def prove(path: Path, elsewhere: Path, *, killed: bool) -> None:
    """Read and try to write."""
    left = "killed while it was open" if killed else "closed"
    with open_ledger(path) as ledger:
        listed = problems(ledger, Selection(ground.TODAY))
        ground.require(len(listed) == 2, f"{len(listed)} problems")
        events = history(ledger)
        ground.require(len(events) == 2 + killed, f"{len(events)} events")
        ground.require(len(record(ledger, "2026-0001", Selection(ground.TODAY)).events) == 1 + killed, "a lost event")
        ground.require_sound(ledger)
        copy = backup(ledger, elsewhere / "copy.db", STAMP)
        deeds: dict[str, Callable[[], object]] = {
            "add": lambda: add(ledger, {"title": "One more"}, STAMP),
            "edit": lambda: edit(ledger, ["2026-0001"], {"owner": "x"}, STAMP),
            "note": lambda: note(ledger, ["2026-0001"], "x", STAMP),
            "move": lambda: move(ledger, ["2026-0001"], Status.IN_PROGRESS, Answers(), STAMP),
            "undo": lambda: undo(ledger, STAMP),
            "backup beside": lambda: backup(ledger, None, STAMP),
            "restore": lambda: restore(path, copy, STAMP),
            "create": lambda: create_ledger(path.with_name("new.db"), STAMP, name="x", time_zone="Asia/Shanghai"),
        }
        for name, deed in deeds.items():
            try:
                deed()
            except LedgerUnavailable as error:
                print(f"  {name}: {str(error).replace(str(path.parent), '…')}")
            else:
                ground.require(False, f"{name} was done")
        ground.require(problems(ledger, Selection(ground.TODAY)) == listed, "the list has changed")
    with open_ledger(copy) as copied:
        ground.require(history(copied) == events, "the copy is another")
        ground.require_sound(copied)
    print(f"left {left}: 2 problems and {len(events)} events read, check clean, copied elsewhere; the above refused")


if __name__ == "__main__":
    main()
