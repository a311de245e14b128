"""Work that takes its time in a thread of its own: how far it is, and the wish to stop it."""

from threading import Event

from rectify.i18n import _
from rectify.service.import_words import stage_words

LOOK = 0.1
"""Seconds between two looks at how far it is."""


class Stopped(Exception):
    """The clerk does not want to wait for its end."""


class LongWork:
    """One piece of work. It is told from its thread how far it is, and looked at from the interface's."""

    def __init__(self, said: str = "") -> None:
        self.said = said
        """How far it is, in words."""
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
        """Let it go no further; what it has written is taken back."""
        self._stop.set()
