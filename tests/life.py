"""The life of one problem, day by day: what is to be told of it whoever asks, and however it was lived."""

from typing import NamedTuple


class Day(NamedTuple):
    """How the problem stands at the end of a day."""

    day: str
    status: str
    late: int
    due: str
    round: int
    returns: int
    extensions: int
    measures_done: int
    evidence: int


DAYS = (
    Day("2020-02-01", "open", 0, "2020-02-10", 1, 0, 0, 0, 0),
    Day("2020-02-03", "in_progress", 0, "2020-02-10", 1, 0, 0, 0, 0),
    Day("2020-02-10", "in_progress", 0, "2020-02-10", 1, 0, 0, 0, 0),
    Day("2020-02-12", "in_progress", 2, "2020-02-10", 1, 0, 0, 0, 0),
    Day("2020-02-13", "in_progress", 0, "2020-02-28", 1, 0, 1, 0, 0),
    Day("2020-02-20", "submitted", 0, "2020-02-28", 1, 0, 1, 0, 1),
    Day("2020-02-21", "in_progress", 0, "2020-02-28", 1, 1, 1, 0, 1),
    Day("2020-02-25", "submitted", 0, "2020-02-28", 1, 1, 1, 1, 1),
    Day("2020-02-27", "closed", 0, "2020-02-28", 1, 1, 1, 1, 1),
    Day("2020-03-10", "open", 0, "2020-04-01", 2, 1, 1, 1, 1),
    Day("2020-04-05", "submitted", 4, "2020-04-01", 2, 1, 1, 1, 1),
    Day("2020-04-06", "closed", 0, "2020-04-01", 2, 1, 1, 1, 1),
    Day("2020-04-07", "sustained", 0, "2020-04-01", 2, 1, 1, 1, 1),
    Day("2020-05-07", "sustained", 0, "2020-04-01", 2, 1, 1, 1, 1),
    Day("2020-06-08", "closed", 0, "2020-04-01", 2, 1, 1, 1, 1),
)
"""Found, started, extended late, submitted with evidence, returned, submitted, accepted, reopened, closed again,
sustained, reviewed, concluded."""

DEEDS = (
    *("add", "start", "ask_extension", "approve_extension", "submit", "return", "measure", "submit", "accept"),
    *("reopen", "submit", "accept", "sustain", "review", "conclude"),
)
"""What its history says was done."""
