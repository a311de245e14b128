"""A full disk: every write is refused with a sentence, nothing is half-written, and reading goes on.

Run it as root (it mounts a disk in memory), from the checkout, in the environment of the tests:

    python -m tests.long.disk_full

A ledger is filled until its disk is full, then the last bytes of the disk are taken too. Each thing that a user can do
is tried: each must be refused with "The disk is full: nothing was changed in …", or a sentence that names the file that
could not be written, and leave the ledger as it was. Lists, counts, the history and `check` must still answer, also in
a program that is only now started. When there is room again, everything goes on.
"""

import argparse
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from tests.long import ground

from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Status
from rectify.domain.status import Answers
from rectify.errors import LedgerUnavailable
from rectify.service import (
    Ledger,
    add,
    add_measure,
    advance,
    ask_extension,
    backup,
    chain_end,
    counts,
    edit,
    history,
    move,
    note,
    open_ledger,
    problems,
    redo,
    undo,
)
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder

STAMP = ground.stamp("Wang Lan")
FIRST = "2026-0001"
LONG = "党费收缴不及时 " * 2000
DEEDS: dict[str, Callable[[Ledger, Path], object]] = {
    "add": lambda ledger, _folder: add(ledger, {"title": "One more", "description": LONG}, STAMP),
    "edit": lambda ledger, _folder: edit(ledger, [FIRST], {"description": LONG}, STAMP),
    "note": lambda ledger, _folder: note(ledger, [FIRST], LONG, STAMP),
    "move": lambda ledger, _folder: move(ledger, _numbers(ledger), Status.WAIVED, Answers(LONG), STAMP),
    "advance": lambda ledger, _folder: advance(ledger, _numbers(ledger), Answers(LONG), STAMP),
    "measure": lambda ledger, _folder: add_measure(ledger, FIRST, Measure(LONG), STAMP),
    "extension": lambda ledger, _folder: ask_extension(ledger, [FIRST], ground.TODAY.replace(2027), LONG, STAMP),
    "undo": lambda ledger, _folder: undo(ledger, STAMP),
    "redo": lambda ledger, _folder: redo(ledger, ground.stamp("Li Min")),
    "import": lambda ledger, folder: import_file(ledger, ImportOrder(folder / "list.csv"), STAMP),
    "backup": lambda ledger, _folder: backup(ledger, None, STAMP),
}


def _numbers(ledger: Ledger) -> list[str]:
    return [each.number for each in problems(ledger, Selection(ground.TODAY))]


def main() -> None:
    """Run the proof, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=16, help="size of the disk")
    asked = parser.parse_args()
    print(ground.machine())
    with ground.folder() as elsewhere, ground.small_disk(asked.megabytes) as disk:
        rows = "\n".join(f"F-{row},{LONG}" for row in range(100))
        (elsewhere / "list.csv").write_text(f"number,title\n{rows}\n", encoding="utf-8")
        with ground.new_ledger(disk / "ledger.db") as ledger:
            prove(ledger, disk, elsewhere)


def prove(ledger: Ledger, disk: Path, elsewhere: Path) -> None:
    """Fill the disk, try everything, make room, try everything again."""
    add(ledger, {"title": "First", "due_on": ground.TODAY}, STAMP)
    edit(ledger, [FIRST], {"owner": "李敏"}, ground.stamp("Li Min"))
    undo(ledger, ground.stamp("Li Min"))
    (disk / "reserve").write_bytes(b"x" * 6_000_000)
    filled = fill(ledger)
    take_the_rest(disk)
    before = chain_end(ledger), problems(ledger, Selection(ground.TODAY))
    for name, deed in DEEDS.items():
        said = refusal(partial(deed, ledger, elsewhere))
        ground.require(said.startswith("The disk is full") or "cannot be written" in said, f"{name}: {said}")
        ground.require((chain_end(ledger), problems(ledger, Selection(ground.TODAY))) == before, f"{name} left a trace")
    ground.require_sound(ledger)
    started = start_again(ledger.path)
    make_room(disk)
    for name in ("undo", "edit", "note", "measure", "extension"):
        DEEDS[name](ledger, elsewhere)
    backup(ledger, elsewhere / "copy.db", STAMP)
    ground.require_sound(ledger)
    ledger.close()
    take_the_rest(disk)
    alone = refusal(lambda: open_ledger(ledger.path))
    ground.require(alone == f"The disk is full: nothing was changed in {ledger.path}.", alone)
    make_room(disk)
    with open_ledger(ledger.path) as again:
        ground.require_sound(again)
    size = ledger.path.stat().st_size / 1e6
    print(f"{filled} problems ({size:.1f} MB) until the disk was full")
    print(f"{len(DEEDS)} deeds refused in words, none left a trace, check clean: {', '.join(DEEDS)}")
    print(f"a program started on the full disk: {started}")
    print("nobody else having it open, it is refused with the same sentence")
    print("with room again: undo, edit, note, measure, extension and backup done, check clean")


def fill(ledger: Ledger) -> int:
    """Add problems until the disk is full; returns how many there are."""
    added = 1
    while True:
        try:
            add(ledger, {"title": f"Problem {added}", "description": LONG}, STAMP)
        except LedgerUnavailable as error:
            ground.require(str(error).startswith("The disk is full: nothing was changed in "), str(error))
            return added
        added += 1


def take_the_rest(disk: Path) -> None:
    """Fill what is left of the disk with a file, after the write-ahead log has been emptied: it is room too."""
    make_room(disk)
    with closing(sqlite3.connect(disk / "ledger.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


def make_room(disk: Path) -> None:
    """Take away what was there only to fill the disk."""
    for name in ("ballast", "reserve"):
        (disk / name).unlink(missing_ok=True)


def refusal(deed: Callable[[], object]) -> str:
    """What is said when `deed` is refused."""
    try:
        deed()
    except LedgerUnavailable as error:
        return str(error)
    return "it was done"


def start_again(path: Path) -> str:
    """What a program that is started now can do."""
    with open_ledger(path) as ledger:
        listed = len(problems(ledger, Selection(ground.TODAY)))
        ground.require(listed == counts(ledger, Selection(ground.TODAY))["all"] > 0, "the list is empty")
        return f"lists {listed} problems, {len(history(ledger))} events"


if __name__ == "__main__":
    main()
