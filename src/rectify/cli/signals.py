"""The signals that ask the program to end; they are remembered even if their exception gets lost."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rectify.errors import SIGNAL_CODES


class Heard:
    """The signals that came while the program ran."""

    def __init__(self) -> None:
        self.code: int | None = None
        """The exit code for the last signal; None if there was none."""


@contextmanager
def heeded(*, to_the_end: bool = False) -> Iterator[Heard]:
    """End on signals as on an error: transactions roll back, temporary files go.

    The exception of a signal may get lost, or be wrapped in another, in the depths of a library; what is given tells
    which exit code the signal asked for. With `to_the_end` the process is over afterwards, and deaf to signals.
    """
    heard = Heard()
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    codes = {getattr(signal, name): code for name, code in SIGNAL_CODES.items() if hasattr(signal, name)}

    def leave(number: int, _frame: FrameType | None) -> None:
        heard.code = codes[number]
        raise SystemExit(heard.code)

    before = {number: signal.signal(number, leave) for number in codes}
    tell_unraisable = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if heard.code is not None else tell_unraisable(lost)
    try:
        yield heard
    finally:
        sys.unraisablehook = tell_unraisable
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if to_the_end else handler)
