"""Reviews of what is sustained."""

from datetime import date

import pytest
from tests.service.clock import at

from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.errors import Conflict
from rectify.service import BulkRefused, Ledger, add, check, count, edit, history, move, review, undo

BEGIN, LATER = at("2026-08-31"), at("2026-11-22")


@pytest.fixture
def number(ledger: Ledger) -> str:
    kept = add(ledger, {"title": "One"}, BEGIN).number
    move(ledger, [kept], Status.SUSTAINED, Answers(every="3m"), BEGIN)
    return kept


def due(ledger: Ledger, day: date) -> int:
    return count(ledger, Selection(day, parse("is:review-due", day)))


def test_the_next_review_follows_after_the_interval(ledger: Ledger, number: str) -> None:
    [problem] = review(ledger, [number], LATER, note=" All well ")
    assert problem.next_review_on == date(2027, 2, 22)
    assert problem.status is Status.SUSTAINED
    event = history(ledger, number)[-1]
    assert (event.action, event.note, event.new) == ("review", "All well", {"next_review_on": "2027-02-22"})


def test_it_is_due_when_the_day_has_come(ledger: Ledger, number: str) -> None:
    assert (due(ledger, date(2026, 11, 29)), due(ledger, date(2026, 11, 30))) == (0, 1)
    review(ledger, [number], at("2026-11-30"))
    assert due(ledger, date(2026, 11, 30)) == 0


def test_only_what_is_sustained_is_reviewed_and_all_or_nothing(ledger: Ledger, number: str) -> None:
    other = add(ledger, {"title": "Two"}, BEGIN).number
    with pytest.raises(BulkRefused) as refused:
        review(ledger, [number, other], LATER)
    assert refused.value.reasons == {other: "Only a sustained problem is reviewed."}
    assert history(ledger, number)[-1].action == "sustain"


def test_a_review_of_what_has_changed_meanwhile_is_a_conflict(ledger: Ledger, number: str) -> None:
    edit(ledger, [number], {"owner": "Sun Yu"}, LATER)
    with pytest.raises(Conflict):
        review(ledger, [number], LATER, expected={number: 2})


def test_a_review_is_undone(ledger: Ledger, number: str) -> None:
    review(ledger, [number], LATER)
    undo(ledger, LATER)
    assert due(ledger, date(2026, 11, 30)) == 1
    assert check(ledger).ok


def test_concluding_ends_the_reviews(ledger: Ledger, number: str) -> None:
    [problem] = move(ledger, [number], Status.CLOSED, Answers(note="It holds"), LATER)
    assert (problem.next_review_on, problem.review_every, problem.closed_on) == (None, None, date(2026, 11, 22))
    with pytest.raises(BulkRefused, match="Only a sustained problem is reviewed"):
        review(ledger, [number], LATER)
