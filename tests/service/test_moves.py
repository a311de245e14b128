"""Moves: what each changes and records, one problem or many, and what is refused."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.service.clock import at
from tests.service.made import DONE, NOON, everything, new

from rectify.domain.problem import Mode, Status
from rectify.domain.status import BY_NAME, Answers
from rectify.errors import InvalidInput
from rectify.service import (
    BulkRefused,
    Ledger,
    add,
    advance,
    chain_end,
    find,
    history,
    make_move,
    move,
    open_ledger,
    step_back,
)


def test_a_problem_goes_from_open_to_closed(ledger: Ledger) -> None:
    number = new(ledger, owner="李敏").number
    move(ledger, [number], Status.IN_PROGRESS, Answers(), at("2026-11-23", "李敏"))
    move(ledger, [number], Status.SUBMITTED, DONE, at("2026-11-24", "李敏"))
    closed = move(ledger, [number], Status.CLOSED, Answers("seen", method="onsite"), at("2026-11-25"))[0]
    assert (closed.status, closed.done_on, closed.closed_on) == (
        Status.CLOSED,
        date(2026, 11, 24),
        date(2026, 11, 25),
    )
    assert (closed.submitted_by, closed.verified_by, closed.verified_how, closed.version) == (
        "李敏",
        "Wang Lan",
        "onsite",
        4,
    )
    assert [event.action for event in history(ledger)] == ["add", "start", "submit", "accept"]


def test_today_is_the_day_in_the_ledgers_time_zone(ledger: Ledger) -> None:
    number = new(ledger).number
    late = at("2026-11-24 00:30")
    assert late.at.date() == date(2026, 11, 23)
    assert move(ledger, [number], Status.SUBMITTED, DONE, late)[0].done_on == date(2026, 11, 24)


def test_a_move_that_does_not_exist_is_refused_and_changes_nothing(ledger: Ledger) -> None:
    number = new(ledger).number
    with pytest.raises(BulkRefused) as caught:
        move(ledger, [number], Status.CLOSED, DONE, NOON)
    assert str(caught.value) == (
        "2026-0001: Only a problem of mode immediate is closed at once; submit it, then accept it."
    )
    assert (find(ledger, number).version, len(history(ledger))) == (1, 1)


def test_a_move_that_lacks_something_says_what(ledger: Ledger) -> None:
    with pytest.raises(BulkRefused) as caught:
        move(ledger, [new(ledger).number], Status.SUBMITTED, Answers(), NOON)
    assert caught.value.reasons == {"2026-0001": "Submit needs a note."}


def test_the_owner_may_not_verify_unless_the_ledger_allows_it(path: Path) -> None:
    with open_ledger(path) as ledger:
        number = new(ledger, owner="李敏").number
        move(ledger, [number], Status.SUBMITTED, DONE, at("2026-11-23", "李敏"))
        with pytest.raises(BulkRefused, match="李敏 is the owner; somebody else must verify"):
            move(ledger, [number], Status.CLOSED, Answers("seen", method="paper"), at("2026-11-24", "李敏"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE ledger SET verifier_may_be_owner = 1")
        other.commit()
    with open_ledger(path) as ledger:
        closed = move(ledger, [number], Status.CLOSED, Answers("seen", method="paper"), at("2026-11-24", "李敏"))
    assert closed[0].verified_by == "李敏"


def test_several_are_moved_as_one_action(ledger: Ledger) -> None:
    numbers = [new(ledger).number for _ in range(3)]
    moved = move(ledger, [*numbers, numbers[0]], Status.IN_PROGRESS, Answers("go"), NOON)
    assert [(each.number, each.status) for each in moved] == [(number, Status.IN_PROGRESS) for number in numbers]
    assert [(event.seq, event.group, event.number, event.note) for event in history(ledger)[3:]] == [
        (4, 4, "2026-0001", "go"),
        (5, 4, "2026-0002", "go"),
        (6, 4, "2026-0003", "go"),
    ]


def test_several_are_moved_together_or_not_at_all(ledger: Ledger) -> None:
    numbers = [new(ledger).number for _ in range(3)]
    move(ledger, numbers[1:2], Status.WAIVED, Answers("double"), NOON)
    before = everything(ledger), chain_end(ledger)
    with pytest.raises(BulkRefused) as caught:
        move(ledger, numbers, Status.IN_PROGRESS, Answers(), NOON)
    assert caught.value.reasons == {"2026-0002": "There is no move from Waived to In progress; possible: Open."}
    assert (everything(ledger), chain_end(ledger)) == before


def test_a_move_that_was_asked_for_is_made_and_no_other_to_the_same_status(ledger: Ledger) -> None:
    waiting, mine, fresh = (new(ledger).number for _ in range(3))
    move(ledger, [waiting], Status.SUBMITTED, DONE, at("2026-11-23", "李敏"))
    move(ledger, [mine], Status.SUBMITTED, DONE, NOON)
    with pytest.raises(BulkRefused) as caught:
        make_move(ledger, [waiting, mine, fresh], BY_NAME["start"], Answers(), NOON)
    assert caught.value.reasons == {
        waiting: "Start is not possible: it is Submitted, which allows Return, Accept, Waive.",
        mine: "Start is not possible: it is Submitted, which allows Withdraw, Accept, Waive.",
    }
    assert [each.status for each in make_move(ledger, [fresh], BY_NAME["start"], Answers(), NOON)] == [
        Status.IN_PROGRESS
    ]


def test_a_move_records_only_what_changed(ledger: Ledger) -> None:
    number = new(ledger).number
    move(ledger, [number], Status.IN_PROGRESS, Answers("go"), NOON)
    event = history(ledger)[-1]
    assert (event.old, event.new) == ({"status": "open"}, {"status": "in_progress"})


def test_the_usual_next_move_is_made_for_each_from_where_it_stands(ledger: Ledger) -> None:
    opened, started, submitted = (new(ledger).number for _ in range(3))
    move(ledger, [started], Status.IN_PROGRESS, Answers(), NOON)
    move(ledger, [submitted], Status.SUBMITTED, DONE, at("2026-11-22", "李敏"))
    moved = advance(ledger, [opened, started, submitted], Answers("seen", method="paper"), NOON)
    assert [each.status for each in moved] == [Status.IN_PROGRESS, Status.SUBMITTED, Status.CLOSED]
    assert [event.note for event in history(ledger)[-3:]] == [None, "seen", "seen"]


def test_one_start_keeps_the_note_that_is_given_with_it(ledger: Ledger) -> None:
    opened, other = new(ledger).number, new(ledger).number
    advance(ledger, [opened, other], Answers("go"), NOON)
    assert [event.note for event in history(ledger)[-2:]] == ["go", "go"]


def test_who_withdraws_stays_the_same_where_another_problem_is_returned(ledger: Ledger) -> None:
    own, others = new(ledger).number, new(ledger).number
    move(ledger, [own], Status.SUBMITTED, DONE, at("2026-11-22", "李敏"))
    move(ledger, [others], Status.SUBMITTED, DONE, at("2026-11-22", "王兰"))

    back = step_back(ledger, [own, others], Answers("not done", by="李敏"), NOON)

    assert [(each.status, each.returns) for each in back] == [(Status.IN_PROGRESS, 0), (Status.IN_PROGRESS, 1)]
    assert [event.note for event in history(ledger)[-2:]] == ["李敏: Withdraw", "李敏: not done"]


def test_what_is_finished_does_not_advance(ledger: Ledger) -> None:
    number = new(ledger).number
    move(ledger, [number], Status.WAIVED, Answers("double"), NOON)
    with pytest.raises(BulkRefused, match="2026-0001: It is finished; there is no next move"):
        advance(ledger, [number], DONE, NOON)


def test_a_step_back_withdraws_the_own_and_returns_the_others_submission(ledger: Ledger) -> None:
    own, other = new(ledger).number, new(ledger).number
    move(ledger, [own], Status.SUBMITTED, DONE, NOON)
    move(ledger, [other], Status.SUBMITTED, DONE, at("2026-11-22", "李敏"))
    with pytest.raises(BulkRefused) as caught:
        step_back(ledger, [own, other], Answers(), NOON)
    assert caught.value.reasons == {other: "Return needs a reason."}
    back = step_back(ledger, [own, other], Answers("a page is missing"), NOON)
    assert [(each.status, each.returns) for each in back] == [(Status.IN_PROGRESS, 0), (Status.IN_PROGRESS, 1)]
    assert [event.action for event in history(ledger)[-2:]] == ["withdraw", "return"]


def test_what_was_not_submitted_does_not_step_back(ledger: Ledger) -> None:
    with pytest.raises(BulkRefused, match="It was not submitted; there is nothing to withdraw or to return"):
        step_back(ledger, [new(ledger).number], DONE, NOON)


def test_a_new_round_keeps_what_the_last_one_recorded(ledger: Ledger) -> None:
    number = new(ledger, due_on=date(2026, 12, 1)).number
    move(ledger, [number], Status.SUBMITTED, DONE, NOON)
    move(ledger, [number], Status.CLOSED, Answers("seen", method="paper"), NOON)
    opened = move(ledger, [number], Status.OPEN, Answers("again", due_on=date(2026, 12, 31)), at("2026-11-30"))[0]
    assert (opened.round, opened.due_on, opened.original_due_on) == (2, date(2026, 12, 31), date(2026, 12, 1))
    assert (opened.done_on, opened.closed_on, opened.verified_by) == (None, None, None)


def test_an_interval_beyond_the_calendar_is_refused(ledger: Ledger) -> None:
    number = new(ledger).number
    with pytest.raises(InvalidInput, match="beyond the calendar"):
        move(ledger, [number], Status.SUSTAINED, Answers(every="9999y"), NOON)
    assert find(ledger, number).status is Status.OPEN


def test_every_refused_number_is_named_also_beside_an_unknown_one(ledger: Ledger) -> None:
    first, second = new(ledger).number, new(ledger).number
    move(ledger, [first], Status.IN_PROGRESS, Answers(), at("2026-11-22"))
    with pytest.raises(BulkRefused) as refused:
        move(ledger, [first, "2026-7777", second], Status.IN_PROGRESS, Answers(), at("2026-11-22"))
    assert set(refused.value.reasons) == {first, "2026-7777"}
    assert find(ledger, second).status is Status.OPEN


def test_who_decided_is_recorded_where_it_was_not_the_actor(ledger: Ledger) -> None:
    number = add(ledger, {"title": "One", "owner": "李敏"}, at("2026-11-02")).number
    move(ledger, [number], Status.SUBMITTED, Answers(note="Done"), at("2026-11-03", "李敏"))
    move(ledger, [number], Status.IN_PROGRESS, Answers(note="Photo missing", by="王芳"), at("2026-11-04"))
    move(ledger, [number], Status.SUSTAINED, Answers(every="3m", by="王芳"), at("2026-11-05"))
    [concluded] = move(ledger, [number], Status.CLOSED, Answers(note="Kept", by="刘建华"), at("2026-11-06"))
    assert concluded.approved_by == "刘建华"
    assert [event.note for event in history(ledger, number)][-3:] == ["王芳: Photo missing", None, "Kept"]


def test_a_day_before_the_reopening_is_refused(ledger: Ledger) -> None:
    number = add(ledger, {"title": "Again", "mode": Mode.IMMEDIATE}, at("2026-11-01")).number
    move(ledger, [number], Status.CLOSED, Answers(note="fixed"), at("2026-11-02"))
    move(ledger, [number], Status.OPEN, Answers(note="back", due_on=date(2026, 12, 1)), at("2026-11-10"))
    early = Answers(note="done", on=date(2026, 11, 9))
    with pytest.raises(BulkRefused, match="It was reopened on 2026-11-10; it cannot be done before that"):
        move(ledger, [number], Status.SUBMITTED, early, at("2026-11-20"))
    later = Answers(note="done", on=date(2026, 11, 10))
    assert move(ledger, [number], Status.SUBMITTED, later, at("2026-11-20"))[0].done_on == date(2026, 11, 10)


def test_who_is_named_with_a_submit_withdraws_it_without_a_reason(ledger: Ledger) -> None:
    number = add(ledger, {"title": "Lamp"}, at("2026-11-22")).number
    submitted = move(ledger, [number], Status.SUBMITTED, Answers(note="done", by="Worker"), at("2026-11-22"))
    assert submitted[0].submitted_by == "Worker"
    [back] = move(ledger, [number], Status.IN_PROGRESS, Answers(by="Worker"), at("2026-11-22"))
    assert (back.status, back.returns) == (Status.IN_PROGRESS, 0)
