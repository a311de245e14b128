"""A terminal of one's own: runs the real program in a pty, types keys, and reads its screen.

It stands in for a modern terminal: it tells the program that it paints whole frames at once, and so never shows half of
one. Nothing here sleeps; whoever waits, waits for the screen to show something, up to a deadline.
"""

import os
import re
import select
import signal
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte
from wcwidth import wcwidth

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+tab": "\x1b[Z",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "f1": "\x1bOP",
    "comma": ",",
    "ctrl+c": "\x03",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+r": "\x12",
}
"""What a terminal sends for the keys that have names."""

PATIENCE = 60
"""A test fails when what it waits for has not come after so many seconds: a busy machine is no fault."""

QUIET = 0.02
"""Seconds without output after which what has come is put on the screen."""

LONGEST = 0.25
"""Seconds after which it is put on the screen even if more is coming."""

_ASKED, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_UNSEEN = re.compile(rb"\x1b\[(?:[<>=][0-9;]*u|[0-9;:]*m)")
"""How a program asks for other codes of keys, and for colours: nobody asks the screen for either."""
_BORDER = set("│╭╮╰╯")
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"

Seen = Callable[[Sequence[str]], object]
"""Something true when the lines of a screen show what is waited for."""


class NotSeen(AssertionError):
    """The screen never showed what was waited for; the message has the screen."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables for a program that knows no user but the one of the folder `home`; `more` is added."""
    plain = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    plain |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return plain | {"LANG": "C.UTF-8", "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"} | more


class Terminal:
    """One program in a terminal of `columns` by `rows`. Leaving the context ends the program."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._arrived: deque[tuple[float, bytes]] = deque()
        """What was read and is not on the screen yet, with the moment that it came."""
        self._held = b""
        """The beginning of a frame that is not whole yet."""
        self._lines: list[str] = []
        self._over = False
        self.started = time.perf_counter()
        """The moment before the program was started, in seconds of time.perf_counter."""
        self._child = pexpect.spawn(
            command[0], list(command[1:]), dimensions=(rows, columns), env=dict(env), cwd=cwd and str(cwd), timeout=None
        )
        self.pid: int = self._child.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.ptyproc.delayafterclose = 0
        self._child.close()

    @property
    def is_over(self) -> bool:
        """Whether the program has ended, as far as its output was read."""
        return self._over

    @property
    def lines(self) -> list[str]:
        """The screen as it is now, line by line, without blanks at the ends."""
        if len(self._lines) != self._screen.lines:  # it has another size
            self._lines = [""] * self._screen.lines
            self._screen.dirty.update(range(self._screen.lines))
        for row in self._screen.dirty.intersection(range(self._screen.lines)):
            self._lines[row] = "".join(_whole(self._cells(row))).rstrip()
        self._screen.dirty.clear()
        return list(self._lines)

    def _cells(self, row: int) -> list[str]:
        line = self._screen.buffer[row]
        return [line[column].data for column in range(self._screen.columns)]

    @property
    def halves(self) -> list[int]:
        """The rows, from 1, in which half of a wide character was painted over, and not by the border of a box.

        Terminals show neither half then. Where a box stands before half of one, that half cannot be seen.
        """
        rows = map(self._cells, range(self._screen.lines))
        return [row for row, cells in enumerate(rows, 1) if any(_is_half(*pair) for pair in pairwise([*cells, " "]))]

    @property
    def text(self) -> str:
        """The screen as it is now."""
        return "\n".join(self.lines)

    @property
    def edits_lines(self) -> bool:
        """Whether it keeps what is typed until Enter, as a terminal does for programs that want whole lines."""
        return bool(termios.tcgetattr(self._child.child_fd)[3] & termios.ICANON)

    def press(self, *keys: str) -> float:
        """Type keys, by their names in KEYS or as they are; returns the moment after the last."""
        for key in keys:
            os.write(self._child.child_fd, KEYS.get(key, key).encode())
        return time.perf_counter()

    def wait(self, seen: Seen, what: str, *, seconds: float = PATIENCE) -> float:
        """Wait until the screen shows what `seen` looks for; returns the moment in which that came.

        Output is read as it comes and put on the screen when it pauses, so that reading the screen is no part of the
        time that passed. Raises NotSeen, with the screen, after `seconds` or when the program ends before.
        """
        if seen(self.lines):
            return time.perf_counter()
        deadline = time.perf_counter() + seconds
        while self._arrived or (not self._over and time.perf_counter() < deadline):
            for moment in self._shown():
                if seen(self.lines):
                    return moment
            self._gather(deadline)
        raise NotSeen(
            f"{what}: not seen {'before the program ended' if self._over else f'in {seconds} s'}\n{self.text}"
        )

    def show(self, text: str, *, seconds: float = PATIENCE) -> None:
        """Wait until `text` stands on the screen."""
        self.wait(lambda lines: any(text in line for line in lines), text, seconds=seconds)

    def settle(self, pause: float = QUIET, *, seconds: float = 5) -> float:
        """Put on the screen what comes, until nothing has come for `pause` seconds, or `seconds` have passed.

        Returns the moment in which the last of it came; when nothing came, the moment of the call.
        """
        last = time.perf_counter()
        deadline = last + seconds
        while not self._over and time.perf_counter() < deadline and self._readable(pause):
            self._gather(time.perf_counter() + QUIET)
            last = self._arrived[-1][0] if self._arrived else last
            for _moment in self._shown():
                pass
        return last

    def follow(self, until: float) -> None:
        """Put on the screen what comes until the moment `until`, or until the program ends."""
        while not self._over and time.perf_counter() < until:
            self._gather(until)
            for _moment in self._shown():
                pass

    def ended(self, *, seconds: float = PATIENCE) -> int:
        """Wait until the program ends; its exit code, or minus the signal that ended it. Raises NotSeen if it stays."""
        self.follow(time.perf_counter() + seconds)
        if not self._over:
            raise NotSeen(f"the program did not end in {seconds} s\n{self.text}")
        self._child.wait()
        return int(self._child.exitstatus if self._child.exitstatus is not None else -self._child.signalstatus)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, as a user who drags the corner of its window."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def _gather(self, deadline: float) -> None:
        """Read what the program writes until it pauses, each piece with the moment it came."""
        while not self._over and (now := time.perf_counter()) < deadline:
            if self._arrived and now - self._arrived[0][0] > LONGEST:
                return
            if not self._readable(min(QUIET, deadline - now) if self._arrived else deadline - now):
                return
            try:
                data = os.read(self._child.child_fd, 65536)
            except OSError:  # how Linux says that nobody has the other end open
                data = b""
            self._over = not data
            self._arrived.append((time.perf_counter(), data))

    def _readable(self, patience: float) -> bool:
        return bool(select.select([self._child.child_fd], [], [], max(patience, 0))[0])

    def _shown(self) -> Iterator[float]:
        """Put what was read on the screen; the moment of each piece that changed it, while it is so."""
        while self._arrived:
            moment, data = self._arrived.popleft()
            if self._put(data):
                yield moment

    def _put(self, data: bytes) -> bool:
        """Put whole frames on the screen, and hold the beginning of one back; whether there was anything to put."""
        if _ASKED in data:
            os.write(self._child.child_fd, _ANSWER)
        self._held += data
        begun = self._held.rfind(_BEGIN)
        if begun <= self._held.rfind(_END):
            begun = len(self._held) - _started(self._held)
        whole, self._held = self._held[:begun], self._held[begun:]
        self._stream.feed(_UNSEEN.sub(b"", whole))
        return bool(whole)


def _is_half(cell: str, following: str) -> bool:
    """Whether a cell has one half of a wide character, and the next one something else than the other or a border."""
    return bool(cell and wcwidth(cell[0]) == 2) is bool(following) and not {cell, following} & _BORDER


def _whole(cells: Sequence[str]) -> Iterator[str]:
    """The characters of a line; a wide one takes two cells, and half of one that was painted over is a blank."""
    before = " "
    for cell, following in pairwise([*cells, " "]):
        if cell:
            yield " " if following and wcwidth(cell[0]) == 2 else cell
        elif wcwidth(before[0]) != 2:
            yield " "
        before = cell or " "


def _started(data: bytes) -> int:
    """How many bytes at the end of `data` may be the first of a frame's beginning."""
    return next((length for length in range(len(_BEGIN) - 1, 0, -1) if data.endswith(_BEGIN[:length])), 0)
