"""The moves between the status here and the one that a file names."""

from datetime import date
from typing import Any

import pytest

from rectify.domain.problem import Mode, Problem, Status
from rectify.domain.status import Situation
from rectify.errors import Refused
from rectify.transfer.plan.steps import find_steps

TODAY = date(2026, 3, 10)
SITUATION = Situation("Wang Lan", TODAY)
LAMP = Problem(1, "W-1", "A lamp is broken", owner="李敏")
NOTE = "list.csv, row 2"


def steps(problem: Problem, target: Status, **facts: Any) -> list[tuple[str, dict[str, Any]]]:
    """The names of the moves with what they change."""
    return [(step.action, dict(step.changes)) for step in find_steps(problem, target, facts, NOTE, SITUATION)]


def test_open_to_closed_is_submitted_and_accepted_by_the_actor_today() -> None:
    assert steps(LAMP, Status.CLOSED) == [
        ("submit", {"status": Status.SUBMITTED, "done_on": TODAY, "submitted_by": "Wang Lan", "submitted_on": TODAY}),
        (
            "accept",
            {"status": Status.CLOSED, "closed_on": TODAY, "verified_by": "Wang Lan", "verified_how": "paper"},
        ),
    ]


def test_days_and_verifier_come_from_the_file() -> None:
    found = steps(LAMP, Status.CLOSED, done_on=date(2026, 2, 1), closed_on=date(2026, 2, 3), verified_by="Chen Bo")

    assert [(changes.get("done_on"), changes.get("closed_on"), changes.get("verified_by")) for _, changes in found] == [
        (date(2026, 2, 1), None, None),
        (None, date(2026, 2, 3), "Chen Bo"),
    ]


def test_what_is_only_known_to_be_closed_was_done_by_then() -> None:
    (_submit, submitted), _accept = steps(LAMP, Status.CLOSED, closed_on=date(2026, 2, 3))

    assert submitted["done_on"] == date(2026, 2, 3)


def test_every_step_carries_the_row_as_its_note() -> None:
    assert [step.note for step in find_steps(LAMP, Status.CLOSED, {}, NOTE, SITUATION)] == [NOTE, NOTE]


def test_what_is_rectified_on_the_spot_is_closed_at_once() -> None:
    assert [name for name, _changes in steps(LAMP._replace(mode=Mode.IMMEDIATE), Status.CLOSED)] == ["close_at_once"]


@pytest.mark.parametrize(
    ("source", "target", "moves"),
    [
        (Status.OPEN, Status.IN_PROGRESS, ["start"]),
        (Status.OPEN, Status.SUBMITTED, ["submit"]),
        (Status.SUBMITTED, Status.IN_PROGRESS, ["return"]),
        (Status.IN_PROGRESS, Status.WAIVED, ["waive"]),
        (Status.SUSTAINED, Status.CLOSED, ["conclude"]),
    ],
)
def test_the_fewest_moves_are_made(source: Status, target: Status, moves: list[str]) -> None:
    assert [name for name, _changes in steps(LAMP._replace(status=source), target)] == moves


def test_a_closed_problem_is_reopened_with_the_due_date_of_the_file() -> None:
    closed = LAMP._replace(status=Status.CLOSED, closed_on=date(2026, 2, 1), done_on=date(2026, 2, 1))

    found = steps(closed, Status.IN_PROGRESS, due_on=date(2026, 6, 30), due_text="上半年")

    assert [name for name, _changes in found] == ["reopen", "start"]
    assert found[0][1] | {"round": 2, "due_on": date(2026, 6, 30), "due_text": "上半年"} == found[0][1]


def test_an_error_is_waived_as_an_error() -> None:
    ((_name, changes),) = steps(LAMP, Status.WAIVED, as_error=True)

    assert changes == {"status": Status.WAIVED, "approved_by": "Wang Lan", "as_error": True}


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (Status.IN_PROGRESS, Status.OPEN, "There is no move from In progress to Open"),
        (Status.SUBMITTED, Status.OPEN, "There is no move from Submitted to Open"),
        (Status.OPEN, Status.SUSTAINED, "Sustain needs an interval between reviews"),
        (Status.CLOSED, Status.OPEN, "Reopen needs a new due date"),
    ],
)
def test_what_the_table_has_no_way_for_is_refused(source: Status, target: Status, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        steps(LAMP._replace(status=source), target)


def test_an_owner_who_would_verify_is_refused() -> None:
    with pytest.raises(Refused, match="李敏 is the owner; somebody else must verify"):
        steps(LAMP, Status.CLOSED, verified_by="李敏")
