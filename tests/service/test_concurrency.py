"""Two people, two programs, one ledger: nobody's change is lost, and nobody's is overwritten unseen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.errors import Conflict, Refused
from rectify.service import (
    Ledger,
    add,
    advance,
    check,
    edit,
    find,
    history,
    move,
    note,
    open_ledger,
    page,
    problems,
    step_back,
    undo,
)

WANG, LI = at("2026-11-22", "Wang Lan"), at("2026-11-22 14:00", "Li Min")
TODAY = date(2026, 11, 22)


@pytest.fixture
def other(ledger: Ledger, path: Path) -> Iterator[Ledger]:
    """The same ledger, opened by another program; both see three problems."""
    for title in ("One", "Two", "Three"):
        add(ledger, {"title": title}, WANG)
    with closing(open_ledger(path)) as opened:
        yield opened


def test_what_one_program_writes_the_other_reads_at_once(ledger: Ledger, other: Ledger) -> None:
    seen = Selection(TODAY)
    assert problems(ledger, seen) == problems(other, seen)
    edit(other, ["2026-0001"], {"title": "New"}, LI)
    assert find(ledger, "2026-0001").title == "New"
    assert add(ledger, {"title": "Four"}, WANG).number == "2026-0004"
    assert add(other, {"title": "Five"}, LI).number == "2026-0005"


def test_a_change_of_what_somebody_else_has_changed_since_is_refused_with_what_changed(
    ledger: Ledger, other: Ledger
) -> None:
    seen = {"2026-0001": find(ledger, "2026-0001").version}
    edit(other, ["2026-0001"], {"owner": "李敏", "due_on": date(2026, 12, 1)}, LI)
    with pytest.raises(Conflict) as caught:
        edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, WANG, expected=seen)
    assert str(caught.value).startswith("2026-0001 was changed meanwhile by Li Min: Due")
    assert "Owner: none → 李敏" in str(caught.value)
    assert find(ledger, "2026-0001").owner == "李敏"
    assert edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, WANG, expected={"2026-0001": 2})[0].owner == "Chen Bo"


def test_every_change_since_is_named_and_the_last_one_who_made_any(ledger: Ledger, other: Ledger) -> None:
    move(other, ["2026-0001"], Status.IN_PROGRESS, Answers(), at("2026-11-22", "Chen Bo"))
    note(other, ["2026-0001"], "waiting for the seal", LI)
    with pytest.raises(Conflict) as caught:
        edit(ledger, ["2026-0001"], {"owner": "x"}, WANG, expected={"2026-0001": 1})
    assert str(caught.value) == (
        "2026-0001 was changed meanwhile by Li Min: Status: Open → In progress; waiting for the seal. "
        "Nothing was changed here; look again."
    )


def test_moves_are_refused_over_a_change_too(ledger: Ledger, other: Ledger) -> None:
    seen = {"2026-0001": 1}
    edit(other, ["2026-0001"], {"owner": "李敏"}, LI)
    with pytest.raises(Conflict, match="by Li Min"):
        move(ledger, ["2026-0001"], Status.IN_PROGRESS, Answers(), WANG, expected=seen)
    with pytest.raises(Conflict, match="by Li Min"):
        advance(ledger, ["2026-0001"], Answers(), WANG, expected=seen)
    with pytest.raises(Conflict, match="by Li Min"):
        step_back(ledger, ["2026-0001"], Answers(), WANG, expected=seen)
    assert [event.action for event in history(ledger, "2026-0001")] == ["add", "edit"]


def test_one_that_changed_keeps_a_whole_bulk_back(ledger: Ledger, other: Ledger) -> None:
    numbers = ["2026-0001", "2026-0002", "2026-0003"]
    edit(other, ["2026-0002"], {"owner": "李敏"}, LI)
    with pytest.raises(Conflict) as caught:
        move(ledger, numbers, Status.IN_PROGRESS, Answers(), WANG, expected=dict.fromkeys(numbers, 1))
    assert str(caught.value).count("was changed meanwhile") == 1
    assert {find(ledger, number).status for number in numbers} == {Status.OPEN}


def test_a_problem_that_was_taken_out_meanwhile_is_unknown(ledger: Ledger, other: Ledger) -> None:
    undo(other, WANG)
    with pytest.raises(Refused, match="No problem has the number 2026-0003"):
        edit(ledger, ["2026-0003"], {"owner": "x"}, WANG, expected={"2026-0003": 1})


def test_a_version_that_was_never_reached_is_a_conflict_without_a_story(ledger: Ledger, other: Ledger) -> None:
    with pytest.raises(Conflict) as caught:
        edit(other, ["2026-0001"], {"owner": "x"}, WANG, expected={"2026-0001": 7})
    assert str(caught.value) == "2026-0001 was changed meanwhile; nothing was changed here."


def test_without_an_expectation_the_later_change_stands(ledger: Ledger, other: Ledger) -> None:
    edit(other, ["2026-0001"], {"owner": "李敏"}, LI)
    edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, WANG)
    assert find(other, "2026-0001").owner == "Chen Bo"
    assert [event.old for event in history(ledger, "2026-0001")[1:]] == [{"owner": None}, {"owner": "李敏"}]


def test_a_page_that_was_put_in_order_before_a_change_is_put_in_order_again(ledger: Ledger, other: Ledger) -> None:
    by_title = Selection(TODAY, order=("title",))
    assert [each.title for each in page(ledger, by_title, 0, 9)] == ["One", "Three", "Two"]
    edit(other, ["2026-0002"], {"title": "A"}, LI)
    assert [each.title for each in page(ledger, by_title, 0, 9)] == ["A", "One", "Three"]


def test_many_who_write_at_once_lose_nothing(path: Path) -> None:
    writers, each = 4, 8
    start = Barrier(writers)

    def write(writer: int) -> None:
        stamp = at("2026-11-22", f"Writer {writer}")
        with open_ledger(path) as ledger:
            start.wait()
            number = add(ledger, {"title": f"By {writer}"}, stamp).number
            for turn in range(each - 1):
                note(ledger, [number], f"turn {turn}", stamp)

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    with open_ledger(path) as ledger:
        assert [problem.version for problem in problems(ledger, Selection(TODAY))] == [each] * writers
        assert check(ledger).ok
        assert len(history(ledger)) == writers * each


def test_of_two_who_change_the_same_version_at_once_one_is_told(path: Path) -> None:
    with open_ledger(path) as ledger:
        number = add(ledger, {"title": "One"}, WANG).number
    start = Barrier(2)

    def change(owner: str) -> str:
        with open_ledger(path) as ledger:
            start.wait()
            try:
                edit(ledger, [number], {"owner": owner}, at("2026-11-22", owner), expected={number: 1})
            except Conflict as conflict:
                return str(conflict)
            return owner

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(change, ["Wang Lan", "Li Min"]))
    with open_ledger(path) as ledger:
        winner = find(ledger, number).owner
    assert winner in said
    assert any(each.startswith(f"2026-0001 was changed meanwhile by {winner}: Owner") for each in said)


def test_names_that_another_program_makes_are_not_told_as_made_here(ledger: Ledger, other: Ledger) -> None:
    add(ledger, {"title": "lamp", "unit": "Hall", "owner": "王芳"}, WANG)
    add(other, {"title": "door", "unit": "School"}, LI)
    assert ledger.created == (("units", "Hall"), ("people", "王芳"))
    add(ledger, {"title": "path", "unit": "School"}, WANG)
    assert list(ledger.created) == []
