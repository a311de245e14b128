"""The trail of the lists that were shown: back and forward again, as in a browser."""

from typing import NamedTuple

from rectify.tui.listing.choice import Choice

MOST_PLACES = 100
"""Lists that are remembered."""


class Place(NamedTuple):
    """A list, and the problem that the cursor was on."""

    choice: Choice
    number: str | None = None

    def is_like(self, other: "Place") -> bool:
        """Whether both are the same list, whatever its columns."""
        return self.choice == other.choice._replace(columns=self.choice.columns)


class Trail:
    """What was left, and what one came back from."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """Go on from `place` to another list; what lay ahead is forgotten."""
        self._behind = [*self._behind[1 - MOST_PLACES :], place]
        self._ahead.clear()

    def back(self, now: Place) -> Place | None:
        """The place before `now`, or None."""
        return _step(now, self._behind, self._ahead)

    def forward(self, now: Place) -> Place | None:
        """The place that one came back from to `now`, or None."""
        return _step(now, self._ahead, self._behind)


def _step(now: Place, one: list[Place], other: list[Place]) -> Place | None:
    """The next place on one side that is another list than `now`, which goes to the other side."""
    while one:
        place = one.pop()
        if not place.is_like(now):
            other.append(now)
            return place
    return None
