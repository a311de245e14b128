"""The status table once more, as its tests hold it against the one of the rules."""

from rectify.domain.problem import Status

OPEN, IN_PROGRESS, SUBMITTED = Status.OPEN, Status.IN_PROGRESS, Status.SUBMITTED
CLOSED, SUSTAINED, WAIVED = Status.CLOSED, Status.SUSTAINED, Status.WAIVED

TABLE = {
    (OPEN, IN_PROGRESS): "start",
    (OPEN, SUBMITTED): "submit",
    (IN_PROGRESS, SUBMITTED): "submit",
    (SUBMITTED, IN_PROGRESS): "return",
    (SUBMITTED, CLOSED): "accept",
    (OPEN, SUSTAINED): "sustain",
    (IN_PROGRESS, SUSTAINED): "sustain",
    (CLOSED, SUSTAINED): "sustain",
    (SUSTAINED, CLOSED): "conclude",
    (OPEN, WAIVED): "waive",
    (IN_PROGRESS, WAIVED): "waive",
    (SUBMITTED, WAIVED): "waive",
    (CLOSED, OPEN): "reopen",
    (SUSTAINED, OPEN): "reopen",
    (WAIVED, OPEN): "reopen",
}
"""Every move of a dated problem that somebody else submitted."""

AT_ONCE = {(OPEN, CLOSED): "close_at_once", (IN_PROGRESS, CLOSED): "close_at_once"}
"""What mode immediate has beside the table."""
