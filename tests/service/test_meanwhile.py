"""What others changed while somebody was about to change the same problems."""

from datetime import date

import pytest
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Stamp, Status
from rectify.domain.status import Answers
from rectify.errors import Conflict
from rectify.service import (
    Ledger,
    add,
    add_measure,
    changed_meanwhile,
    edit,
    edit_measure,
    find,
    history,
    measure_meanwhile,
    move,
    record,
    remove_measure,
)
from rectify.service.meanwhile import Meanwhile

NOW = at("2026-11-22")
LI = Stamp("李敏", NOW.at)


@pytest.fixture(autouse=True)
def _two_problems(ledger: Ledger) -> None:
    add(ledger, {"title": "Door", "owner": "王芳", "due_on": date(2026, 12, 1)}, NOW)
    add(ledger, {"title": "Lamp"}, NOW)


def test_a_fact_that_both_change_is_to_be_chosen_and_stands_first(ledger: Ledger) -> None:
    begun = find(ledger, "2026-0001")
    edit(ledger, ["2026-0001"], {"title": "Door, hall", "owner": "Chen Bo", "due_on": date(2026, 12, 24)}, LI)

    moment = history(ledger, "2026-0001")[-1].at
    yours = {"owner": "Sun Yu", "lead": "何静", "due_on": date(2026, 12, 24)}
    assert changed_meanwhile(ledger, [begun], yours) == [
        Meanwhile("2026-0001", "Door, hall", "owner", "王芳", "Chen Bo", "Sun Yu", True, "李敏", moment),
        Meanwhile("2026-0001", "Door, hall", "title", "Door", "Door, hall", None, False, "李敏", moment),
    ]


def test_moves_and_measures_of_others_are_told_too(ledger: Ledger) -> None:
    begun = find(ledger, "2026-0002")
    move(ledger, ["2026-0002"], Status.IN_PROGRESS, Answers(), LI)
    add_measure(ledger, "2026-0002", Measure("Buy one"), LI)

    found = changed_meanwhile(ledger, [begun], {"owner": "Sun Yu"})
    told = [(each.field, each.before, each.theirs) for each in found]
    assert told[0] == ("status", "open", "in_progress")
    assert (told[1][0], told[1][1], [step["text"] for step in told[1][2]]) == ("measures", [], ["Buy one"])


def test_of_a_measure_each_fact_is_told_wherever_it_stands_by_now(ledger: Ledger) -> None:
    before = [Measure("Buy a lamp"), Measure("Hang it up", "王芳")]
    for step in before:
        add_measure(ledger, "2026-0002", step, NOW)
    edit_measure(ledger, "2026-0002", 2, {"owner": "Chen Bo", "due_on": date(2026, 12, 1)}, LI)
    remove_measure(ledger, "2026-0002", 1, LI)

    now = record(ledger, "2026-0002", Selection(date(2026, 11, 22)))
    place, found = measure_meanwhile(now, before, 2, Measure("Hang it high", "Sun Yu"))
    told = [(each.field, each.before, each.theirs, each.yours, each.is_open) for each in found]
    assert (place, told) == (
        1,
        [("owner", "王芳", "Chen Bo", "Sun Yu", True), ("due_on", None, "2026-12-01", None, False)],
    )
    assert measure_meanwhile(now, before, 1, Measure("Buy two lamps")) == (0, [])


def test_a_measure_whose_text_was_changed_is_known_by_its_place(ledger: Ledger) -> None:
    before = [Measure("Buy a lamp"), Measure("Hang it up")]
    for step in before:
        add_measure(ledger, "2026-0002", step, NOW)
    edit_measure(ledger, "2026-0002", 1, {"text": "Buy two lamps"}, LI)

    now = record(ledger, "2026-0002", Selection(date(2026, 11, 22)))
    place, found = measure_meanwhile(now, before, 1, Measure("Buy a torch"))
    assert (place, [(each.field, each.theirs, each.yours) for each in found]) == (
        1,
        [("text", "Buy two lamps", "Buy a torch")],
    )


def test_what_was_changed_and_changed_back_needs_no_word(ledger: Ledger) -> None:
    begun = find(ledger, "2026-0001")
    edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, LI)
    edit(ledger, ["2026-0001"], {"owner": "王芳"}, LI)

    assert changed_meanwhile(ledger, [begun], {"owner": "Sun Yu"}) == []


def test_of_several_problems_each_keeps_what_is_said(ledger: Ledger) -> None:
    numbers = ["2026-0001", "2026-0002"]
    begun = [find(ledger, number) for number in numbers]
    edit(ledger, ["2026-0002"], {"owner": "Chen Bo"}, LI)
    with pytest.raises(Conflict):
        edit(ledger, numbers, {"owner": "Sun Yu"}, NOW, expected={each.number: each.version for each in begun})

    edit(ledger, numbers, {"owner": "Sun Yu", "lead": "何静"}, NOW, kept={"2026-0002": {"owner"}})
    found = [find(ledger, number) for number in numbers]
    assert [(each.owner, each.lead) for each in found] == [("Sun Yu", "何静"), ("Chen Bo", "何静")]
