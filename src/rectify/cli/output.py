"""All output of the command line: data on stdout, messages on stderr, always UTF-8, and no terminal control codes."""

import io
import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.i18n import _, reason_of
from rectify.report.lettering import visible_lines

PAPER = 80
"""The width of a table that does not go to a terminal."""


def prepare() -> None:
    """Make both streams UTF-8, whatever the locale; a stream that the caller closed discards what is written."""
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
            raw = stream.buffer
            if isinstance(raw, io.RawIOBase):
                # PYTHONUNBUFFERED gives a raw stream, which forgets what a pipe does not take at once.
                buffered = io.BufferedWriter(raw)
                setattr(sys, name, io.TextIOWrapper(buffered, encoding="utf-8", errors="backslashreplace"))


def emit(text: str) -> None:
    """Write `text`, as it is, to stdout. A reader that has gone away ends the program quietly, with exit code 0.

    Raises LedgerUnavailable when there is no room for it.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise SystemExit(0) from None
    except OSError as error:
        silence()
        raise LedgerUnavailable(_("The output cannot be written: {reason}.").format(reason=reason_of(error))) from error


def emit_bytes(content: bytes) -> None:
    """Write `content`, as it is, to stdout. Raises InvalidInput where that is a terminal, which cannot show it."""
    if is_terminal():
        raise InvalidInput(_("A terminal cannot show a workbook; name a file with --output."))
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        return  # stdout is closed
    try:
        sys.stdout.flush()
        raw.write(content)
        raw.flush()
    except BrokenPipeError:
        raise SystemExit(0) from None
    except OSError as error:
        silence()
        raise LedgerUnavailable(_("The output cannot be written: {reason}.").format(reason=reason_of(error))) from error


def say(line: str) -> None:
    """Write one line of the user's text to stdout, with control characters made visible."""
    emit(visible_lines(line) + "\n")


def tell(line: str) -> None:
    """Write one line to stderr. If nobody can read it, it is lost."""
    try:
        sys.stderr.write(visible_lines(line) + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def overwrite(line: str) -> None:
    """Overwrite the last progress line on stderr with `line`; an empty one clears it."""
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()


def silence(name: str = "stdout") -> None:
    """Discard what is left for stdout or stderr, so that the end of the program does not fail on it."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, getattr(sys, name).fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        setattr(sys, name, _nowhere())


def finish_telling() -> None:
    """Flush stderr. If nobody can read it, as when the terminal is gone, the rest is lost."""
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        silence("stderr")


def width(paper: int = PAPER) -> int:
    """The width that a table may have: that of the terminal, or `paper` if it goes elsewhere."""
    return shutil.get_terminal_size((paper, 24)).columns if is_terminal() else paper


def colour() -> bool:
    """Whether colours are wanted: on a terminal, unless NO_COLOR is set."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")  # it stands for a stream of the process
