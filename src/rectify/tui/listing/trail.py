"""The trail of the lists that were shown: back and forward again, as in a browser."""

from typing import NamedTuple

from rectify.tui.listing.choice import Choice

MOST_PLACES = 100
"""The number of lists that are remembered."""


class Place(NamedTuple):
    """A list, and the problem under the cursor."""

    choice: Choice
    number: str | None = None

    def is_like(self, other: "Place") -> bool:
        """Whether both are the same list, whatever their columns."""
        return self.choice == other.choice._replace(columns=self.choice.columns)


class Trail:
    """The places behind, and the places ahead after going back."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """Go on from `place` to another list; the places ahead are forgotten."""
        self._behind = [*self._behind[1 - MOST_PLACES :], place]
        self._ahead.clear()

    def back(self, now: Place) -> Place | None:
        """The place before `now`, or None."""
        return _step(now, self._behind, self._ahead)

    def forward(self, now: Place) -> Place | None:
        """The place that was left by going back to `now`, or None."""
        return _step(now, self._ahead, self._behind)


def _step(now: Place, one: list[Place], other: list[Place]) -> Place | None:
    """The next place on one side that is another list than `now`, which moves to the other side."""
    while one:
        place = one.pop()
        if not place.is_like(now):
            other.append(now)
            return place
    return None
