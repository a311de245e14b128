"""Long work in a thread of its own: its progress, and the request to stop it."""

from threading import Event

from rectify.i18n import _
from rectify.service.import_words import stage_words

LOOK = 0.1
"""Seconds between two looks at the progress."""


class Stopped(Exception):
    """The user stopped the work."""


class LongWork:
    """One piece of work, whose progress is set by its thread and read by the interface."""

    def __init__(self, said: str = "") -> None:
        self.said = said
        """The progress, in words."""
        self._stop = Event()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Take how many rows of how many an import has done; raises Stopped when it shall go no further."""
        self.is_at(stage_words(stage), done, total)

    def is_at(self, what: str, done: int, total: int) -> None:
        """Take how much of how much of `what` is done; raises Stopped when it shall go no further."""
        if self._stop.is_set():
            raise Stopped
        percent = done * 100 // total if total else 100
        self.said = _("{stage}: {percent} %").format(stage=what, percent=percent)

    def stop(self) -> None:
        """Ask the work to stop; what it has written is taken back."""
        self._stop.set()
