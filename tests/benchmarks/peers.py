"""Prints how quick rectify is beside its peers, in one run: `python -m tests.benchmarks.peers`.

Each shows a list of so many tasks in the same terminal, and is driven by its own keys. The start runs until the first
tasks are shown, a key until the last output that it set off: their screens have nothing else in common than that they
come to rest. The peers are those that are on the path, or named: dooit and kanban-tui with their own Python beside
them, vit with Taskwarrior.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figures import Figure
from tests.benchmarks.floors import COLUMNS, ROWS
from tests.benchmarks.generator import day_of, generate
from tests.benchmarks.machine import describe, load
from tests.e2e.terminal import Terminal, environment

REST = 0.6
"""Seconds without output after which a program has come to rest."""

PATIENCE = 5
"""Seconds in which a key must set off something."""

_AT_ONCE = 0.0005
"""Less than any output takes: nothing came."""

KEYS, CHANGES = 20, 8
"""How often the cursor is moved, and how many tasks are changed, in a round."""

_DOOIT = """
import sys
from dooit.api import Todo, Workspace, manager
manager.connect(sys.argv[1])
workspace = Workspace(description="Ledger")
workspace.save()
for place in range(int(sys.argv[2])):
    todo = Todo(description=f"Problem {place + 1:05d} of the sample", order_index=place)
    todo.parent_workspace = workspace
    manager.session.add(todo)
manager.session.commit()
"""

_KANBAN = """
import sys
from kanban_tui.backends.sqlite.database import create_new_task_db, get_all_columns_on_board_db
column = get_all_columns_on_board_db(database=sys.argv[1], board_id=1)[0].column_id
for place in range(int(sys.argv[2])):
    create_new_task_db(title=f"Problem {place + 1:05d} of the sample", column=column, database=sys.argv[1])
"""


class Peer(NamedTuple):
    """A program, and how it is used."""

    name: str
    prepare: Callable[[Path, Path, int], None]
    """Makes the tasks: takes the program, the folder of its user, and how many."""
    arguments: Callable[[Path], Sequence[str]]
    """What the program is started with, for the folder of its user."""
    first: str
    """What the screen says once the first tasks are shown."""
    into: Sequence[str]
    """The keys that lead to them, each after the one before has come to rest."""
    change: Sequence[str]
    """The keys that change the status of the task under the cursor."""
    before: Sequence[str] = ()
    """The keys after which that asks for nothing."""


def _dooit(program: Path, home: Path, count: int) -> None:
    _python(program, home, _DOOIT, str(home / "dooit.db"), str(count))


def _kanban(program: Path, home: Path, count: int) -> None:
    subprocess.run(
        [program, "board", "create", "Ledger", "--set-active"], env=environment(home), check=True, capture_output=True
    )
    _python(program, home, _KANBAN, str(home / "data" / "kanban_tui" / "kanban_tui.db"), str(count))


def _vit(program: Path, home: Path, count: int) -> None:
    (home / ".taskrc").write_text(f"data.location={home}/tasks\nconfirmation=no\n", encoding="utf-8")
    (home / ".vit").mkdir()
    (home / ".vit" / "config.ini").write_text("[vit]\nconfirmation = False\n", encoding="utf-8")
    tasks = [{"description": f"Problem {place + 1:05d} of the sample", "status": "pending"} for place in range(count)]
    (home / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    subprocess.run(
        ["task", "import", home / "tasks.json"], env=environment(home), check=True, capture_output=True, cwd=home
    )


def _rectify(program: Path, home: Path, count: int) -> None:
    generate(home / "ledger.db", count, day_of(datetime.now(UTC)))


def _python(program: Path, home: Path, script: str, *arguments: str) -> None:
    python = program.resolve().parent / "python"
    subprocess.run([python, "-c", script, *arguments], env=environment(home), check=True, capture_output=True)


PEERS = (
    Peer(
        "rectify",
        _rectify,
        lambda home: ("--db", f"{home}/ledger.db", "--lang", "en"),
        "▸",
        (),
        (">",),
        ("/", "status:open", "enter"),
    ),
    Peer("dooit", _dooit, lambda home: ("--db", f"{home}/dooit.db"), "Problem 00002", ("j", "tab"), ("c",)),
    Peer("kanban-tui", _kanban, lambda home: (), "Problem 00002", (), ("L",)),
    Peer("vit", _vit, lambda home: (), "Problem 00002", (), ("d",)),
)


def main() -> None:
    """Measure those that are there, and print the table."""
    asked = _arguments()
    programs = {peer: path for peer in PEERS if (path := getattr(asked, peer.name.replace("-", "_")))}
    before = load()
    with tempfile.TemporaryDirectory(prefix="rectify-peers-") as made:
        figures: dict[str, dict[str, list[float]]] = {peer.name: {} for peer in programs}
        homes = {peer: Path(made) / peer.name for peer in programs}
        for peer, program in programs.items():
            homes[peer].mkdir()
            peer.prepare(program, homes[peer], asked.tasks)
        for number in range(1, asked.rounds + 1):
            print(f"round {number} of {asked.rounds}", file=sys.stderr)
            for peer, program in programs.items():
                for what, taken in _round(peer, program, homes[peer]).items():
                    figures[peer.name].setdefault(what, []).extend(taken)
        print(f"{describe(Path(made))}\n{asked.rounds} rounds of {asked.tasks:,} tasks, ", end="")
        print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {before} before and {load()} after.\n")
    print("\n".join(_table(figures)))


def _round(peer: Peer, program: Path, home: Path) -> dict[str, list[float]]:
    """The seconds of one start, of some moves of the cursor, and of some changes of a status."""
    command = [str(program), *peer.arguments(home)]
    with Terminal(command, env=environment(home), columns=COLUMNS, rows=ROWS, cwd=home) as terminal:
        start = _started(peer, terminal)
        terminal.settle(3 * REST)
        moved = [_rested(terminal, "j") for _time in range(KEYS)]
        for key in peer.before:
            _rested(terminal, key)
        changed = []
        for _time in range(CHANGES):
            changed.append(_rested(terminal, *peer.change))
            terminal.press("j")
            terminal.settle(REST, seconds=30)
        return {"start": [start], "key": moved, "change": changed}


def _started(peer: Peer, terminal: Terminal) -> float:
    """Seconds until the first tasks are shown, without the pauses between the keys that lead to them."""
    if not peer.into:
        return _shown(peer, terminal) - terminal.started
    terminal.wait(any, "the program", seconds=60)
    taken = terminal.settle(REST) - terminal.started
    for key in peer.into[:-1]:
        taken += _rested(terminal, key)
    began = terminal.press(peer.into[-1])
    return taken + _shown(peer, terminal) - began


def _shown(peer: Peer, terminal: Terminal) -> float:
    return terminal.wait(lambda lines: any(peer.first in line for line in lines), "the first tasks", seconds=120)


def _rested(terminal: Terminal, *keys: str) -> float:
    """Seconds from the last of `keys` to the last output that it set off; 0 where none came in time."""
    began = asked = terminal.press(*keys)
    while asked - began < PATIENCE:
        last = terminal.settle(REST, seconds=30)
        if last - asked > _AT_ONCE:
            return last - began
        asked = time.perf_counter()
    return 0.0


def _table(figures: dict[str, dict[str, list[float]]]) -> list[str]:
    lines = [
        "| tool | start until its tasks show | cursor key | p95 | status change | p95 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, taken in figures.items():
        start, key, change = (Figure(taken[what]) for what in ("start", "key", "change"))
        cells = [start.median, key.median, key.p95, change.median, change.p95]
        lines.append(f"| {name} | " + " | ".join(f"{cell * 1000:,.0f} ms" for cell in cells) + " |")
    return lines


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure rectify in a real terminal, beside its peers.")
    parser.add_argument("--tasks", type=int, default=1000, help="how many each shows")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    for peer in PEERS:
        found = shutil.which(peer.name, path=str(Path(sys.executable).parent)) or shutil.which(peer.name)
        parser.add_argument(f"--{peer.name}", type=Path, default=found, help="where the program is")
    return parser.parse_args()


if __name__ == "__main__":
    main()
