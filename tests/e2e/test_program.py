"""The real program in a real terminal, as a clerk sees it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from tests.e2e.terminal import Terminal, environment

from rectify.service import demo

RECTIFY = [sys.executable, "-m", "rectify"]


class Start(Protocol):
    """Runs the program in a terminal."""

    def __call__(self, *arguments: str, columns: int = 100, rows: int = 30, term: str = "xterm-256color") -> Terminal:
        """The terminal that it runs in."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Runs the program with arguments; every program ends with the test."""
    with ExitStack() as running:

        def started(*arguments: str, columns: int = 100, rows: int = 30, term: str = "xterm-256color") -> Terminal:
            command, env = [*RECTIFY, "--actor", "Wang Lan", *arguments], environment(tmp_path, TERM=term)
            return running.enter_context(Terminal(command, env=env, columns=columns, rows=rows))

        yield started


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ledger, to be copied."""
    path = tmp_path_factory.mktemp("lived") / "sample.db"
    demo.create(path, datetime.now(UTC)).close()
    return path


@pytest.fixture
def sample(lived: Path, tmp_path: Path) -> str:
    """The file of a sample ledger that nobody has open."""
    return str(shutil.copy(lived, tmp_path / "sample.db"))


def told(tmp_path: Path, *arguments: str) -> str:
    """What the program prints for a command."""
    command = [*RECTIFY, "--actor", "Chen Bo", *arguments]
    return subprocess.run(command, env=environment(tmp_path), check=True, capture_output=True, text=True).stdout


def under_cursor(lines: Sequence[str]) -> str:
    """The row under the cursor; nothing while there is none."""
    return next((line for line in lines if line.startswith("▸")), "")


def lights(lines: Sequence[str]) -> set[str]:
    """The lights of the rows in sight."""
    return {line[2] for line in lines if re.match(r"[▸ ] [RYG] \S", line)}


def go_to_overdue(terminal: Terminal, status: str) -> str:
    """Show what is overdue, and go down to a row with this status; returns its number."""
    terminal.wait(under_cursor, "the list")
    terminal.press("2")
    terminal.wait(lambda lines: lights(lines) == {"R"}, "overdue rows alone")
    while not under_cursor(terminal.lines).endswith(status):
        row = under_cursor(terminal.lines)
        terminal.press("j")
        terminal.wait(lambda lines, row=row: under_cursor(lines) not in {"", row}, f"a row after {row}")  # type: ignore[misc]
    return under_cursor(terminal.lines).split()[2]


def test_the_demo_opens_with_overdue_rows_in_it_and_q_ends_it(start: Start) -> None:
    terminal = start("--demo", columns=80, rows=24)
    terminal.wait(under_cursor, "the list")
    terminal.wait(lambda lines: re.search(r"6 All \d+", lines[1]), "the last of the six views")
    row, views, last = under_cursor(terminal.lines), terminal.lines[1], terminal.lines[-1]
    assert re.match(r"▸ R 20\d\d-\d{4} .+ \d\d-\d\d +\d+ d (Open|In progress|Submitted)$", row)
    assert re.search(r"2 Overdue [1-9]", views)
    assert last.endswith("? Help")
    terminal.press("q")
    assert terminal.ended() == 0


def test_the_next_move_asks_for_a_note_changes_the_row_and_can_be_undone(
    start: Start, sample: str, tmp_path: Path
) -> None:
    terminal = start("--db", sample)
    number = go_to_overdue(terminal, "In progress")
    terminal.press(">")
    terminal.show("Submit · ")
    terminal.press("Two of four are done", "enter")
    terminal.wait(lambda lines: number in under_cursor(lines) and "Submitted" in under_cursor(lines), "it is submitted")
    events = told(tmp_path, "--db", sample, "history", number).splitlines()
    assert [line for line in events if "Two of four are done" in line and "Wang Lan" in line]
    terminal.press("u")
    terminal.wait(lambda lines: number in under_cursor(lines) and "In progress" in under_cursor(lines), "it is undone")
    assert under_cursor(terminal.lines).endswith("In progress")


def test_what_another_program_changes_appears_and_ctrl_c_does_not_end_this_one(
    start: Start, sample: str, tmp_path: Path
) -> None:
    terminal = start("--db", sample)
    number = go_to_overdue(terminal, "Open")
    terminal.press("ctrl+c")
    told(tmp_path, "--db", sample, "status", number, "in_progress")
    terminal.wait(lambda lines: number in under_cursor(lines) and "In progress" in under_cursor(lines), "it has begun")
    assert under_cursor(terminal.lines).split()[2] == number
    terminal.press("j")
    terminal.wait(lambda lines: number not in (under_cursor(lines) or number), "the next row")
    terminal.press("q")
    assert terminal.ended() == 0


def test_the_interface_speaks_chinese(start: Start, sample: str) -> None:
    terminal = start("--db", sample, "--lang", "zh", columns=80, rows=24)
    terminal.wait(under_cursor, "the list")
    terminal.wait(lambda lines: re.search(r"1 未销号 \d+ +2 逾期 \d+", lines[1]), "the views in Chinese")
    assert terminal.lines[3].split()[:2] == ["编号", "问题"]


def test_without_a_terminal_to_write_to_it_exits_2_and_names_a_command(tmp_path: Path, sample: str) -> None:
    command = [*RECTIFY, "--db", sample]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "rectify overdue" in done.stderr


def test_on_a_dumb_terminal_it_exits_2_and_names_a_command(start: Start, sample: str) -> None:
    terminal = start("--db", sample, term="dumb", columns=120)
    assert terminal.ended() == 2
    assert "rectify overdue" in terminal.text
