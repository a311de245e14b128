"""The terminal while the program loads: keys typed in that time are kept for the screen."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keys_as_typed() -> Iterator[None]:
    """Switch the terminal to raw input without echo; afterwards its settings are restored.

    A terminal that edits lines would turn an Enter that is typed ahead into a line feed, which says nothing to a form.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    input_modes, _output, _control, local_modes, *_rest = before
    raw = [input_modes & ~termios.ICRNL, *before[1:3], local_modes & ~(termios.ICANON | termios.ECHO), *before[4:]]
    termios.tcsetattr(keyboard, termios.TCSANOW, raw)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)
