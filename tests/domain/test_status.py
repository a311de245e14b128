"""The status table: which moves there are, what each needs, and what each changes."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.domain.status_table import AT_ONCE, CLOSED, IN_PROGRESS, OPEN, SUBMITTED, SUSTAINED, TABLE, WAIVED

from rectify.domain.move_check import check_move, missing
from rectify.domain.problem import Mode, Problem, Status
from rectify.domain.status import (
    BY_NAME,
    MOVES,
    Answers,
    Move,
    Need,
    Situation,
    apply_move,
    back_move,
    cannot,
    find_move,
    moves_of,
    next_move,
    same_person,
    why_no_move,
)

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
EVERYTHING = Answers(note="done", method="onsite", due_on=TODAY + timedelta(days=30), every="30d", on=TODAY)
"""Answers that no move of these tests lacks anything in."""


def problem_in(status: Status, **facts: Any) -> Problem:
    return Problem(1, "2026-0001", "Records incomplete", owner="Li Min", status=status)._replace(**facts)


def situation(actor: str = "Wang Lan", *, verifier_may_be_owner: bool = False) -> Situation:
    return Situation(actor, TODAY, verifier_may_be_owner)


def reason(name: str, problem: Problem, answers: Answers, actor: str = "Wang Lan") -> str | None:
    return check_move(BY_NAME[name], problem, answers, situation(actor))


def after(name: str, problem: Problem, answers: Answers, actor: str = "Wang Lan") -> Problem:
    assert reason(name, problem, answers, actor) is None
    return problem._replace(**apply_move(BY_NAME[name], problem, answers, situation(actor)))


@pytest.mark.parametrize("mode", [None, *Mode])
def test_only_the_moves_of_the_table_exist(mode: Mode | None) -> None:
    pairs = [(before, after) for before in Status for after in Status]
    moves = {pair: find_move(problem_in(pair[0], mode=mode), pair[1], "Wang Lan") for pair in pairs}
    named = {pair: move.name for pair, move in moves.items() if move}
    assert named == (TABLE | AT_ONCE if mode is Mode.IMMEDIATE else TABLE)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_from_a_status_that_the_table_does_not_name_is_refused(move: Move) -> None:
    submitter = "Wang Lan" if move.name == "withdraw" else None
    table = TABLE | AT_ONCE | ({(SUBMITTED, IN_PROGRESS): "withdraw"} if submitter else {})
    for before in Status:
        problem = problem_in(before, mode=Mode.IMMEDIATE, submitted_by=submitter)
        allowed = table.get((before, move.target)) == move.name
        assert (check_move(move, problem, EVERYTHING, situation()) is None) == allowed


def test_a_move_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert why_no_move(problem_in(WAIVED), SUBMITTED) == "There is no move from Waived to Submitted; possible: Open."
    assert why_no_move(problem_in(SUBMITTED), OPEN) == (
        "There is no move from Submitted to Open; possible: In progress, Closed, Waived."
    )


def test_staying_where_it_is_is_no_move() -> None:
    assert why_no_move(problem_in(CLOSED), CLOSED) == (
        "There is no move from Closed to Closed; possible: Sustained, Open."
    )


def test_a_move_that_is_asked_for_is_refused_by_its_name_with_those_that_can_be_made() -> None:
    assert cannot(BY_NAME["start"], problem_in(SUBMITTED), "Wang Lan") == (
        "Start is not possible: it is Submitted, which allows Return, Accept, Waive."
    )


def test_closing_a_dated_problem_at_once_is_refused_with_the_way_to_close_it() -> None:
    sentence = "Only a problem of mode immediate is closed at once; submit it, then accept it."
    assert why_no_move(problem_in(OPEN), CLOSED) == sentence
    assert reason("close_at_once", problem_in(OPEN, mode=Mode.DATED), EVERYTHING) == sentence


NEEDS = {
    "start": "",
    "submit": "Submit needs a note.",
    "withdraw": "",
    "return": "Return needs a reason.",
    "accept": "Accept needs the verifier's opinion, and how it was verified: on site or on paper.",
    "close_at_once": "Close at once needs a note.",
    "sustain": "Sustain needs an interval between reviews, such as 30d, 3m or 1y.",
    "conclude": "Conclude needs a reason.",
    "waive": "Waive needs a reason.",
    "reopen": "Reopen needs a reason, and a new due date.",
}


@pytest.mark.parametrize("name", NEEDS)
def test_a_move_that_lacks_what_it_needs_says_what(name: str) -> None:
    status = min(BY_NAME[name].sources)
    problem = problem_in(status, mode=Mode.IMMEDIATE, submitted_by="Wang Lan" if name == "withdraw" else "Chen Bo")
    assert (reason(name, problem, Answers()) or "") == NEEDS[name]


@pytest.mark.parametrize(("done", "left"), [(3, "1 measure is"), (2, "2 measures are")])
def test_a_submit_with_measures_left_undone_asks_for_the_reason(done: int, left: str) -> None:
    problem = problem_in(IN_PROGRESS, measures_total=4, measures_done=done)
    assert reason("submit", problem, Answers()) == f"Submit needs a note, with the reason why {left} left undone."
    assert reason("submit", problem._replace(measures_done=4), Answers()) == "Submit needs a note."


def test_an_empty_note_is_no_note() -> None:
    assert missing(BY_NAME["submit"], Answers(note="")) == (Need.NOTE,)


def test_accepting_with_an_opinion_alone_still_needs_the_method() -> None:
    assert reason("accept", problem_in(SUBMITTED), Answers(note="seen")) == (
        "Accept needs how it was verified: on site or on paper."
    )


def test_submitting_records_the_day_and_who_submitted() -> None:
    done = after("submit", problem_in(IN_PROGRESS), Answers(note="done"))
    assert (done.status, done.done_on, done.submitted_by) == (SUBMITTED, TODAY, "Wang Lan")


def test_who_submitted_may_be_named_and_is_then_the_one_who_withdraws() -> None:
    submitted = after("submit", problem_in(OPEN), Answers(note="done", by="Chen Bo"))
    assert submitted.submitted_by == "Chen Bo"
    assert reason("withdraw", submitted, Answers(by="Chen Bo")) is None
    assert reason("return", submitted, Answers(note="why", by="Chen Bo")) is not None
    assert reason("return", submitted, Answers(note="why")) is None


def test_submitting_takes_an_earlier_day() -> None:
    assert after("submit", problem_in(OPEN), Answers(note="done", on=YESTERDAY)).done_on == YESTERDAY


@pytest.mark.parametrize("name", ["submit", "close_at_once"])
def test_nothing_is_done_before_it_was_found_or_reopened(name: str) -> None:
    problem = problem_in(OPEN, mode=Mode.IMMEDIATE, found_on=YESTERDAY)
    early, later = Answers(note="done", on=date(2026, 11, 20)), Answers(note="done", on=YESTERDAY)
    assert reason(name, problem, early) == "It was found on 2026-11-21; it cannot be done before that, on 2026-11-20."
    assert reason(name, problem, later) is None
    again = situation()._replace(reopened={problem.id: TODAY})
    assert check_move(BY_NAME[name], problem, later, again) == (
        "It was reopened on 2026-11-22; it cannot be done before that, on 2026-11-21."
    )
    assert check_move(BY_NAME[name], problem, Answers(note="done"), again) is None


@pytest.mark.parametrize("name", ["submit", "accept", "close_at_once", "conclude"])
def test_nothing_is_done_or_closed_in_the_future(name: str) -> None:
    problem = problem_in(min(BY_NAME[name].sources), mode=Mode.IMMEDIATE)
    assert reason(name, problem, EVERYTHING._replace(on=TOMORROW)) == (
        "2026-11-23 is in the future; a thing is done on a past day or today."
    )


def test_accepting_records_the_day_and_how_it_was_verified() -> None:
    problem = problem_in(SUBMITTED, done_on=YESTERDAY)
    closed = after("accept", problem, Answers(note="seen", method="paper"))
    assert (closed.status, closed.closed_on, closed.done_on) == (CLOSED, TODAY, YESTERDAY)
    assert (closed.verified_by, closed.verified_how) == ("Wang Lan", "paper")


def test_accepting_by_somebody_else_records_that_person() -> None:
    closed = after("accept", problem_in(SUBMITTED), Answers(note="seen", method="onsite", by="Zhao Lei"))
    assert closed.verified_by == "Zhao Lei"


@pytest.mark.parametrize("name", ["accept", "conclude"])
def test_nothing_is_closed_before_it_was_done(name: str) -> None:
    problem = problem_in(min(BY_NAME[name].sources), done_on=YESTERDAY)
    assert reason(name, problem, EVERYTHING._replace(on=YESTERDAY)) is None
    assert reason(name, problem, EVERYTHING._replace(on=date(2026, 11, 20))) == (
        "It was done on 2026-11-21; it cannot be closed before that, on 2026-11-20."
    )


@pytest.mark.parametrize(("actor", "by"), [("Li Min", None), ("Wang Lan", "Li Min")])
def test_the_owner_does_not_verify_the_own_work(actor: str, by: str | None) -> None:
    answers = Answers(note="seen", method="onsite", by=by)
    assert reason("accept", problem_in(SUBMITTED), answers, actor) == "Li Min is the owner; somebody else must verify."


def test_the_owner_verifies_where_the_ledger_allows_it() -> None:
    answers = Answers(note="seen", method="onsite")
    allowed = situation("Li Min", verifier_may_be_owner=True)
    assert check_move(BY_NAME["accept"], problem_in(SUBMITTED), answers, allowed) is None


def test_the_owner_may_ask_somebody_else_to_verify() -> None:
    answers = Answers(note="seen", method="onsite", by="Zhao Lei")
    assert reason("accept", problem_in(SUBMITTED), answers, "Li Min") is None


def test_a_problem_without_an_owner_is_verified_by_anybody() -> None:
    assert reason("accept", problem_in(SUBMITTED, owner=None), Answers(note="seen", method="onsite")) is None


def test_verifying_in_another_way_than_on_site_or_on_paper_is_refused() -> None:
    assert reason("accept", problem_in(SUBMITTED), Answers(note="seen", method="phone")) == (
        "phone is no way to verify; it is onsite or paper."
    )


def test_who_submitted_withdraws_without_a_reason_and_without_a_count() -> None:
    problem = problem_in(SUBMITTED, done_on=YESTERDAY, submitted_by="Wang Lan", returns=2)
    assert [each.name for each in moves_of(problem, "Wang Lan") if each.target is IN_PROGRESS] == ["withdraw"]
    back = after("withdraw", problem, Answers())
    assert (back.status, back.done_on, back.submitted_by, back.returns) == (IN_PROGRESS, None, None, 2)


def test_anybody_else_returns_with_a_reason_and_is_counted() -> None:
    problem = problem_in(SUBMITTED, done_on=YESTERDAY, submitted_by="Chen Bo", returns=2)
    assert [each.name for each in moves_of(problem, "Wang Lan") if each.target is IN_PROGRESS] == ["return"]
    back = after("return", problem, Answers(note="two signatures are missing"))
    assert (back.status, back.done_on, back.submitted_by, back.returns) == (IN_PROGRESS, None, None, 3)


def test_nobody_returns_the_own_submission() -> None:
    problem = problem_in(SUBMITTED, submitted_by="Wang Lan")
    assert reason("return", problem, Answers(note="why")) == (
        "Return is not possible: it is Submitted, which allows Withdraw, Accept, Waive."
    )


def test_what_was_imported_as_submitted_is_returned_since_nobody_here_submitted_it() -> None:
    found = back_move(problem_in(SUBMITTED), "Wang Lan")
    assert found is not None
    assert found.name == "return"


def test_closing_at_once_sets_both_days() -> None:
    problem = problem_in(OPEN, mode=Mode.IMMEDIATE)
    closed = after("close_at_once", problem, Answers(note="fixed on the spot", on=YESTERDAY))
    assert (closed.status, closed.done_on, closed.closed_on) == (CLOSED, YESTERDAY, YESTERDAY)
    assert closed.verified_by == "Wang Lan"


def test_sustaining_sets_the_next_review_by_the_interval() -> None:
    sustained = after("sustain", problem_in(CLOSED, done_on=YESTERDAY, closed_on=YESTERDAY), Answers(every="30d"))
    assert (sustained.review_every, sustained.next_review_on) == ("30d", date(2026, 12, 22))
    assert (sustained.done_on, sustained.closed_on) == (YESTERDAY, YESTERDAY)


def test_sustaining_takes_a_given_day_for_the_next_review() -> None:
    answers = Answers(every="3m", review_on=date(2026, 12, 1))
    assert after("sustain", problem_in(OPEN), answers).next_review_on == date(2026, 12, 1)


def test_the_next_review_is_after_today() -> None:
    assert reason("sustain", problem_in(OPEN), Answers(every="3m", review_on=TODAY)) == (
        "The next review, 2026-11-22, must be after today."
    )


@pytest.mark.parametrize("every", ["0d", "3", "m", "3 months", "-3m", "10000d", "1.5y", "3m "])
def test_what_is_no_interval_is_refused(every: str) -> None:
    assert reason("sustain", problem_in(OPEN), Answers(every=every)) == (
        f"{every} is no interval between reviews; write it as 30d, 2w, 3m or 1y."
    )


def test_concluding_ends_the_reviews() -> None:
    problem = problem_in(SUSTAINED, review_every="3m", next_review_on=TOMORROW)
    closed = after("conclude", problem, Answers(note="no longer applies"))
    assert (closed.status, closed.closed_on) == (CLOSED, TODAY)
    assert (closed.review_every, closed.next_review_on) == (None, None)


def test_waiving_records_who_approved_and_whether_it_was_an_error() -> None:
    waived = after("waive", problem_in(SUBMITTED), Answers(note="recorded twice", by="Zhao Lei", as_error=True))
    assert (waived.status, waived.approved_by, waived.as_error) == (WAIVED, "Zhao Lei", True)


def test_waiving_is_approved_by_the_actor_unless_another_is_named() -> None:
    waived = after("waive", problem_in(OPEN), Answers(note="building sold"))
    assert (waived.approved_by, waived.as_error) == ("Wang Lan", False)


def test_reopening_begins_a_new_round_with_a_new_due_date_and_clears_what_the_last_one_recorded() -> None:
    problem = problem_in(
        CLOSED,
        done_on=YESTERDAY,
        closed_on=YESTERDAY,
        submitted_by="Chen Bo",
        verified_by="Zhao Lei",
        verified_how="onsite",
        due_on=YESTERDAY,
        original_due_on=YESTERDAY,
        returns=1,
    )
    opened = after("reopen", problem, Answers(note="happened again", due_on=date(2026, 12, 31), due_text="年底前"))
    assert opened == problem._replace(
        status=OPEN,
        done_on=None,
        closed_on=None,
        submitted_by=None,
        verified_by=None,
        verified_how=None,
        due_on=date(2026, 12, 31),
        due_text="年底前",
        round=2,
    )


def test_reopening_what_was_waived_as_an_error_counts_it_again() -> None:
    problem = problem_in(WAIVED, approved_by="Zhao Lei", as_error=True)
    opened = after("reopen", problem, Answers(note="no error", due_on=date(2026, 12, 31)))
    assert (opened.as_error, opened.approved_by, opened.original_due_on) == (False, None, date(2026, 12, 31))


def test_a_new_due_date_is_not_before_the_day_it_was_found() -> None:
    problem = problem_in(CLOSED, found_on=date(2026, 6, 1))
    assert reason("reopen", problem, Answers(note="again", due_on=date(2026, 5, 31))) == (
        "The due date 2026-05-31 is before the day it was found, 2026-06-01."
    )


@pytest.mark.parametrize("status", [CLOSED, SUSTAINED, WAIVED])
def test_a_new_round_has_another_due_date_than_the_last(status: Status) -> None:
    problem = problem_in(status, due_on=TOMORROW)
    assert reason("reopen", problem, Answers(note="again", due_on=TOMORROW)) == (
        "2026-11-23 is the due date that it had; a new round needs a new one."
    )
    assert reason("reopen", problem, Answers(note="again", due_on=YESTERDAY)) is None


@pytest.mark.parametrize(
    ("status", "name"),
    [(OPEN, "start"), (IN_PROGRESS, "submit"), (SUBMITTED, "accept")],
)
def test_the_usual_next_move_leads_to_the_end(status: Status, name: str) -> None:
    found = next_move(problem_in(status), "Wang Lan")
    assert found is BY_NAME[name]


@pytest.mark.parametrize("status", [CLOSED, SUSTAINED, WAIVED])
def test_what_is_finished_has_no_next_move(status: Status) -> None:
    assert next_move(problem_in(status), "Wang Lan") is None


@pytest.mark.parametrize("status", [OPEN, IN_PROGRESS, CLOSED, SUSTAINED, WAIVED])
def test_only_what_was_submitted_steps_back(status: Status) -> None:
    assert back_move(problem_in(status), "Wang Lan") is None


def test_a_name_is_the_same_persons_however_it_is_typed() -> None:
    pairs = [("wang lan", "Wang Lan"), ("Ｗang Ｌan", "Wang Lan"), ("李 敏", "李敏"), ("Wang Lang", "Wang Lan")]
    assert [same_person(name, other) for name, other in pairs] == [True, True, True, False]
