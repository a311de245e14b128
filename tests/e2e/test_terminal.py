"""The terminal that the other tests see the program through."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.e2e.terminal import NotSeen, Terminal, environment

BEGIN, END = "\\x1b[?2026h", "\\x1b[?2026l"


@contextmanager
def running(home: Path, program: str) -> Iterator[Terminal]:
    """A small Python program in a terminal of 20 by 4."""
    command = [sys.executable, "-c", f"import sys, tty; w = sys.stdout.write; tty.setraw(0)\n{program}"]
    with Terminal(command, env=environment(home), columns=20, rows=4) as terminal:
        yield terminal


def test_a_frame_is_shown_only_when_it_is_whole(tmp_path: Path) -> None:
    program = f"""
w("{BEGIN}one"); sys.stdout.flush(); sys.stdin.read(1)
w(" two{END}"); sys.stdout.flush(); sys.stdin.read(1)"""
    with running(tmp_path, program) as terminal:
        with pytest.raises(NotSeen):
            terminal.show("one", seconds=0.2)
        terminal.press("x")
        terminal.show("one two")
        assert terminal.lines == ["one two", "", "", ""]


def test_what_comes_after_the_moment_waited_for_is_kept(tmp_path: Path) -> None:
    program = 'for word in ("one ", "two ", "three"): w(word); sys.stdout.flush()\nsys.stdin.read(1)'
    with running(tmp_path, program) as terminal:
        terminal.show("one")
        terminal.show("one two three")
        assert terminal.lines == ["one two three", "", "", ""]


def test_half_of_a_wide_character_that_is_painted_over_is_a_blank(tmp_path: Path) -> None:
    program = 'w("党费党费\\x1b[1;2Ha\\x1b[1;5Hb"); sys.stdout.flush(); sys.stdin.read(1)'
    with running(tmp_path, program) as terminal:
        terminal.show("b")
        assert terminal.lines == [" a费b 费", "", "", ""]


def test_the_exit_code_is_that_of_the_program_or_of_the_signal_that_ended_it(tmp_path: Path) -> None:
    with running(tmp_path, "sys.exit(3)") as terminal:
        assert terminal.ended() == 3
    with running(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)") as terminal:
        assert terminal.ended() == -9
