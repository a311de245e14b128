"""What the same machine needs for the least that a figure could be: the floors, measured in the same run."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.benchmarks.empty_app import READY
from tests.e2e.terminal import Terminal, environment

COLUMNS, ROWS = 120, 40
"""The size of the terminal that everything is measured in."""


def empty_app(home: Path) -> tuple[float, float]:
    """Seconds until an empty Textual app with SQLAlchemy imported has painted, and its peak memory in MB."""
    command = [sys.executable, str(Path(__file__).with_name("empty_app.py"))]
    with Terminal(command, env=environment(home), columns=COLUMNS, rows=ROWS) as terminal:
        painted = terminal.wait(lambda lines: any(READY in line for line in lines), "the empty app")
        return painted - terminal.started, peak_memory(terminal.pid)


def peak_memory(pid: int) -> float:
    """The most memory that a running process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def importing(home: Path) -> float:
    """Seconds that a process takes to import SQLAlchemy and to end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sqlalchemy"], env=environment(home), check=True)
    return time.perf_counter() - began


def commits(folder: Path, count: int) -> list[float]:
    """Seconds that each of `count` commits of one row takes, with the journal and the caution of a ledger."""
    path = folder / "commits.db"
    path.unlink(missing_ok=True)
    taken = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)")
        for at in range(count):
            began = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO rows (text) VALUES (?)", (f"row {at}" * 100,))
            connection.execute("COMMIT")
            taken.append(time.perf_counter() - began)
    return taken


def echoes(home: Path, count: int) -> list[float]:
    """Seconds from a key to its echo by the terminal alone: what the harness itself adds to every figure of a key."""
    taken = []
    with Terminal(["cat"], env=environment(home), columns=COLUMNS, rows=ROWS) as terminal:
        for at in range(count):
            began = time.perf_counter()
            terminal.press("x")
            wanted = "x" * (at + 1)
            taken.append(terminal.wait(lambda lines, wanted=wanted: lines[0] == wanted, "an echo") - began)  # type: ignore[misc]
    return taken
