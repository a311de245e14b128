"""What a clerk does to problems: all of it happens, with its event, or nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event
from tests.service.clock import at
from tests.service.made import NOON, TODAY, everything, new

from rectify.domain.problem import Measure, Mode, Problem, Status
from rectify.domain.status import Answers
from rectify.errors import Conflict, InvalidInput, Refused
from rectify.service import (
    BulkRefused,
    Ledger,
    add,
    advance,
    approve_extension,
    ask_extension,
    edit,
    find,
    history,
    move,
    note,
    tick,
    undo,
)
from rectify.store import problems as store_problems
from rectify.store.history import Recorder
from rectify.store.names import Names
from rectify.store.problems import New

# --- the transaction


def test_a_change_is_one_transaction_and_one_commit(ledger: Ledger) -> None:
    number, heard = new(ledger).number, list[str]()

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        heard.append(statement.split(maxsplit=1)[0])

    def hear_commit(_connection: Any) -> None:
        heard.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", hear)
    event.listen(Engine, "commit", hear_commit)
    try:
        advance(ledger, [number], Answers(), NOON)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
        event.remove(Engine, "commit", hear_commit)
    assert [word for word in heard if word in {"BEGIN", "COMMIT"}] == ["BEGIN", "COMMIT"]
    assert [word for word in heard if word in {"INSERT", "UPDATE"}] == ["INSERT", "UPDATE", "INSERT", "UPDATE"]


# --- adding


def test_a_new_problem_is_open_and_registered_today(ledger: Ledger) -> None:
    problem = add(ledger, {"title": "  三会一课记录  不完整 ", "unit": "泡崖街道", "owner": "李敏"}, NOON)
    assert problem == Problem(
        1, "2026-0001", "三会一课记录 不完整", unit="泡崖街道", owner="李敏", created_on=TODAY, version=1
    )


def test_the_day_and_the_year_are_those_of_the_ledgers_time_zone(ledger: Ledger) -> None:
    before, after = at("2026-12-31 23:59"), at("2027-01-01 00:00")
    late, early = add(ledger, {"title": "Late"}, before), add(ledger, {"title": "Early"}, after)
    assert (late.number, late.created_on) == ("2026-0001", date(2026, 12, 31))
    assert (early.number, early.created_on) == ("2027-0001", date(2027, 1, 1))


def test_numbers_follow_each_other_and_grow_over_four_digits(ledger: Ledger) -> None:
    keep(ledger, "2026-9998")
    assert [new(ledger).number for _ in range(3)] == ["2026-9999", "2026-10000", "2026-10001"]


def keep(ledger: Ledger, number: str) -> None:
    """Record a problem with a number of its own, as an import does."""
    with ledger.writing() as connection:
        recorder = Recorder.start(connection, NOON)
        facts = {"number": number, "title": "Kept", "created_on": TODAY}
        store_problems.add(recorder, Names(connection), "import", [New(facts)], zone=ledger.zone)
        recorder.write()


def test_numbers_of_another_form_do_not_count(ledger: Ledger) -> None:
    for number in ("CA-7", "2026-7", "2026-0004-b", "2026-A9", "2025-0500", "2026-整改9"):
        keep(ledger, number)
    assert new(ledger).number == "2026-0001"


def test_a_number_that_was_undone_is_not_given_again(ledger: Ledger) -> None:
    assert new(ledger).number == "2026-0001"
    undo(ledger, NOON)
    assert new(ledger).number == "2026-0002"


@pytest.mark.parametrize("title", ["", "  ", "\n\t", "\x1b", None])
def test_a_problem_needs_a_title(ledger: Ledger, title: str | None) -> None:
    with pytest.raises(InvalidInput, match="A problem needs a title"):
        add(ledger, {"title": title}, NOON)
    assert everything(ledger) == []


@pytest.mark.parametrize(
    "title",
    [
        "x" * 10_000,
        "[/] [red]bold[/red]",
        '=HYPERLINK("http://example.org","x")',
        "\u202eright to left\u202c שלום",
        "e\u0301 é 👩‍🚒 🇨🇳",
        "'; DROP TABLE problems; --",
        "100% {name} %s \\n",
    ],
)
def test_any_text_is_a_title_and_is_kept_as_it_is(ledger: Ledger, title: str) -> None:
    assert find(ledger, new(ledger, title=title).number).title == title


def test_a_title_is_one_line_without_control_characters(ledger: Ledger) -> None:
    assert new(ledger, title="two\nlines\x1b[31m\x00").title == "two lines[31m"


def test_a_due_date_before_it_was_found_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InvalidInput, match="The due date 2026-11-01 is before the day it was found, 2026-11-02"):
        new(ledger, due_on=date(2026, 11, 1), found_on=date(2026, 11, 2))
    assert everything(ledger) == []


def test_the_first_due_date_is_kept_as_the_original(ledger: Ledger) -> None:
    problem = new(ledger, due_on=date(2026, 12, 31), due_text="年底前")
    assert (problem.due_on, problem.original_due_on, problem.due_text) == (
        date(2026, 12, 31),
        date(2026, 12, 31),
        "年底前",
    )


def test_what_is_rectified_on_the_spot_gets_a_due_date_at_once(ledger: Ledger) -> None:
    found = new(ledger, mode=Mode.IMMEDIATE, found_on=date(2026, 11, 20))
    assert (found.due_on, found.original_due_on) == (date(2026, 11, 27), date(2026, 11, 27))
    assert new(ledger, mode=Mode.IMMEDIATE).due_on == date(2026, 11, 29)


def test_measures_are_counted(ledger: Ledger) -> None:
    steps = [Measure("补齐记录", "李敏", date(2026, 12, 1), date(2026, 11, 22)), Measure("组织抽查")]
    problem = add(ledger, {"title": "Records incomplete"}, NOON, steps)
    assert (problem.measures_total, problem.measures_done) == (2, 1)


def test_adding_is_one_event_with_what_is_known(ledger: Ledger) -> None:
    new(ledger, unit="泡崖街道", due_on=date(2026, 12, 31))
    event = history(ledger)[0]
    assert (event.seq, event.group, event.action, event.actor, event.number) == (1, 1, "add", "Wang Lan", "2026-0001")
    assert (event.at, event.old) == ("2026-11-22T04:00:00.000000Z", None)
    assert event.new == {
        "number": "2026-0001",
        "title": "Records incomplete",
        "unit": "泡崖街道",
        "status": "open",
        "round": 1,
        "created_on": "2026-11-22",
        "due_on": "2026-12-31",
        "original_due_on": "2026-12-31",
    }


# --- editing


def test_an_edit_changes_what_it_names_and_records_old_and_new(ledger: Ledger) -> None:
    number = new(ledger, owner="李敏").number
    problem = edit(ledger, [number], {"owner": "Chen Bo", "lead": "王芳"}, at("2026-11-23"), reason="new post")[0]
    assert (problem.owner, problem.lead, problem.version) == ("Chen Bo", "王芳", 2)
    event = history(ledger)[-1]
    assert (event.action, event.note) == ("edit", "new post")
    assert event.old == {"owner": "李敏", "lead": None}
    assert event.new == {"owner": "Chen Bo", "lead": "王芳"}


def test_a_fact_can_be_cleared(ledger: Ledger) -> None:
    number = new(ledger, owner="李敏", severity="high").number
    problem = edit(ledger, [number], {"owner": None, "severity": None}, NOON)[0]
    assert (problem.owner, problem.severity) == (None, None)


def test_what_is_so_already_is_not_changed_and_not_recorded(ledger: Ledger) -> None:
    one, other = new(ledger, owner="李敏").number, new(ledger).number
    assert [each.number for each in edit(ledger, [one, other], {"owner": "李敏"}, NOON)] == [other]
    assert edit(ledger, [one, other], {"owner": "李敏"}, NOON) == []
    assert len(history(ledger)) == 3
    assert find(ledger, one).version == 1


@pytest.mark.parametrize("title", ["", "  ", None, "\x00"])
def test_a_title_cannot_be_cleared(ledger: Ledger, title: str | None) -> None:
    number = new(ledger).number
    with pytest.raises(InvalidInput, match="A problem needs a title"):
        edit(ledger, [number], {"title": title}, NOON)
    assert find(ledger, number).title == "Records incomplete"


def test_on_the_day_of_registration_a_due_date_is_corrected(ledger: Ledger) -> None:
    number = new(ledger, due_on=date(2026, 12, 1)).number
    problem = edit(ledger, [number], {"due_on": date(2026, 12, 31)}, at("2026-11-22 23:59"))[0]
    assert (problem.due_on, problem.original_due_on) == (date(2026, 12, 31), date(2026, 12, 31))


def test_a_later_change_of_the_due_date_keeps_the_original(ledger: Ledger) -> None:
    number = new(ledger, due_on=date(2026, 12, 1)).number
    problem = edit(ledger, [number], {"due_on": date(2026, 12, 31)}, at("2026-11-23 00:00"), reason="flood")[0]
    assert (problem.due_on, problem.original_due_on) == (date(2026, 12, 31), date(2026, 12, 1))


def test_a_due_date_given_again_after_it_was_taken_away_is_an_extension_with_a_reason(ledger: Ledger) -> None:
    number = new(ledger, due_on=date(2026, 12, 1)).number
    edit(ledger, [number], {"due_on": None}, at("2026-11-23"), reason="on hold")
    with pytest.raises(BulkRefused, match="A changed due date needs a reason"):
        edit(ledger, [number], {"due_on": date(2027, 12, 1)}, at("2026-11-24"))
    problem = edit(ledger, [number], {"due_on": date(2027, 12, 1)}, at("2026-11-24"), reason="goes on")[0]
    assert (problem.original_due_on, problem.extensions) == (date(2026, 12, 1), 2)


def test_once_extended_a_due_date_is_not_corrected_on_the_day_of_registration_either(ledger: Ledger) -> None:
    number = new(ledger, due_on=date(2026, 12, 1)).number
    ask_extension(ledger, [number], date(2026, 12, 31), "flood", NOON)
    approve_extension(ledger, [number], NOON)
    with pytest.raises(BulkRefused, match="A changed due date needs a reason"):
        edit(ledger, [number], {"due_on": date(2027, 1, 1)}, NOON)
    problem = edit(ledger, [number], {"due_on": date(2027, 1, 1)}, NOON, reason="again")[0]
    assert (problem.original_due_on, problem.extensions) == (date(2026, 12, 1), 2)


def test_a_first_due_date_is_the_original_on_any_day(ledger: Ledger) -> None:
    number = new(ledger).number
    problem = edit(ledger, [number], {"due_on": date(2026, 12, 31)}, at("2026-11-30"))[0]
    assert problem.original_due_on == date(2026, 12, 31)


def test_a_problem_that_becomes_immediate_gets_a_due_date(ledger: Ledger) -> None:
    number = new(ledger, found_on=date(2026, 11, 20)).number
    problem = edit(ledger, [number], {"mode": Mode.IMMEDIATE}, at("2026-11-25"))[0]
    assert problem.due_on == date(2026, 11, 27)


def test_an_immediate_problem_whose_date_is_cleared_gets_its_own_again(ledger: Ledger) -> None:
    number = new(ledger, mode=Mode.IMMEDIATE, found_on=date(2026, 11, 20)).number
    edit(ledger, [number], {"due_on": date(2026, 12, 20)}, NOON, reason="flood")
    assert edit(ledger, [number], {"due_on": None}, NOON, reason="dry again")[0].due_on == date(2026, 11, 27)
    assert edit(ledger, [number], {"due_on": None}, NOON) == []


def test_an_edit_that_would_put_the_finding_after_the_doing_is_refused(ledger: Ledger) -> None:
    number = new(ledger, found_on=date(2026, 11, 10)).number
    move(ledger, [number], Status.SUBMITTED, Answers("done", on=date(2026, 11, 20)), NOON)
    with pytest.raises(InvalidInput) as caught:
        edit(ledger, [number], {"found_on": date(2026, 11, 21)}, NOON)
    assert str(caught.value) == "It was done on 2026-11-20; it cannot be found after that, on 2026-11-21."
    assert edit(ledger, [number], {"found_on": date(2026, 11, 20)}, NOON)[0].found_on == date(2026, 11, 20)


def test_a_due_date_that_is_typed_as_at_once_anew_is_counted_anew(ledger: Ledger) -> None:
    number = new(ledger, mode=Mode.IMMEDIATE, due_on=date(2026, 12, 20)).number
    at_once = {"mode": Mode.IMMEDIATE, "due_on": None, "due_text": "立行立改"}
    problem = edit(ledger, [number], at_once, NOON)[0]
    assert (problem.due_on, problem.original_due_on) == (date(2026, 11, 29), date(2026, 11, 29))


def test_a_due_date_that_is_typed_as_at_once_again_stays(ledger: Ledger) -> None:
    number = new(ledger, mode=Mode.IMMEDIATE).number
    at_once = {"mode": Mode.IMMEDIATE, "due_on": None, "due_text": "立行立改"}
    problem = edit(ledger, [number], at_once, at("2026-11-25"))[0]
    assert (problem.due_on, problem.due_text, problem.extensions) == (date(2026, 11, 29), "立行立改", 0)


def test_an_edit_that_would_put_the_due_date_before_the_finding_is_refused(ledger: Ledger) -> None:
    number = new(ledger, found_on=date(2026, 11, 10), due_on=date(2026, 11, 20)).number
    for changes in ({"due_on": date(2026, 11, 9)}, {"found_on": date(2026, 11, 21)}):
        with pytest.raises(InvalidInput, match="is before the day it was found"):
            edit(ledger, [number], {**changes, "owner": "李敏"}, NOON)
    assert find(ledger, number).version == 1


def test_one_problem_that_cannot_be_edited_leaves_all_as_they_are(ledger: Ledger) -> None:
    one, other = new(ledger).number, new(ledger, found_on=date(2026, 11, 20)).number
    with pytest.raises(BulkRefused):
        edit(ledger, [one, other], {"due_on": date(2026, 11, 1)}, NOON)
    assert find(ledger, one).due_on is None
    assert len(history(ledger)) == 2


# --- numbers


def test_a_number_is_known_in_either_case(ledger: Ledger) -> None:
    keep(ledger, "CA-7b")
    assert find(ledger, "ca-7B").number == "CA-7b"
    assert edit(ledger, ["ca-7B", "CA-7b"], {"owner": "李敏"}, NOON)[0].number == "CA-7b"
    assert len(history(ledger)) == 2


def test_of_two_numbers_that_differ_in_case_alone_each_is_known_exactly(ledger: Ledger) -> None:
    keep(ledger, "CA-7b")
    keep(ledger, "CA-7B")
    assert find(ledger, "CA-7B").number == "CA-7B"
    with pytest.raises(Refused, match="No problem has the number ca-7b"):
        find(ledger, "ca-7b")


def test_leading_zeros_make_another_number(ledger: Ledger) -> None:
    keep(ledger, "CA-007")
    with pytest.raises(Refused, match="No problem has the number CA-7"):
        find(ledger, "CA-7")


def test_an_unknown_number_is_told_with_those_that_look_like_it(ledger: Ledger) -> None:
    new(ledger)
    with pytest.raises(Refused) as caught:
        edit(ledger, ["2026-001"], {"owner": "李敏"}, NOON)
    assert str(caught.value) == "No problem has the number 2026-001. Similar: 2026-0001."


def test_unknown_numbers_among_several_are_named_and_nothing_is_changed(ledger: Ledger) -> None:
    number = new(ledger).number
    with pytest.raises(BulkRefused) as caught:
        edit(ledger, [number, "X-1", "X-2"], {"owner": "李敏"}, NOON)
    assert list(caught.value.reasons) == ["X-1", "X-2"]
    assert find(ledger, number).owner is None


# --- notes


def test_a_note_is_an_event_and_changes_no_fact(ledger: Ledger) -> None:
    number = new(ledger).number
    problem = note(ledger, [number], " two of four done\nregister next week ", at("2026-11-23"))[0]
    event = history(ledger)[-1]
    assert (event.action, event.note, event.old, event.new) == (
        "note",
        "two of four done\nregister next week",
        {},
        {},
    )
    assert problem == find(ledger, number)
    assert problem.version == 2


@pytest.mark.parametrize(("kind", "fact"), [("delay", "delay_reason"), ("next", "next_step")])
def test_a_note_about_the_delay_or_the_next_step_sets_the_fact(ledger: Ledger, kind: str, fact: str) -> None:
    problem = note(ledger, [new(ledger).number], "waiting for the seal", NOON, kind=kind)[0]
    assert getattr(problem, fact) == "waiting for the seal"


@pytest.mark.parametrize(("text", "kind"), [("", "progress"), (" \n", "delay"), ("\x1b", "next"), ("text", "other")])
def test_an_empty_note_and_an_unknown_kind_are_refused(ledger: Ledger, text: str, kind: str) -> None:
    number = new(ledger).number
    with pytest.raises(InvalidInput):
        note(ledger, [number], text, NOON, kind=kind)
    assert len(history(ledger)) == 1


# --- measures


def test_a_measure_is_ticked_and_unticked(ledger: Ledger) -> None:
    number = add(ledger, {"title": "One"}, NOON, [Measure("first"), Measure("second")]).number
    assert tick(ledger, number, 2, NOON, done_on=TODAY).measures_done == 1
    assert tick(ledger, number, 2, NOON, done_on=None).measures_done == 0
    steps = (history(ledger)[1].new or {})["measures"]
    assert [(step["text"], step["done_on"]) for step in steps] == [("first", None), ("second", "2026-11-22")]


def test_a_measure_that_there_is_not_and_a_day_to_come_are_refused(ledger: Ledger) -> None:
    number = add(ledger, {"title": "One"}, NOON, [Measure("first")]).number
    for step in (0, 2, -1):
        with pytest.raises(Refused, match=f"2026-0001 has no measure {step}"):
            tick(ledger, number, step, NOON, done_on=TODAY)
    with pytest.raises(Refused, match="2026-11-23 is in the future"):
        tick(ledger, number, 1, NOON, done_on=date(2026, 11, 23))
    assert len(history(ledger)) == 1


# --- moves


def test_a_bulk_edit_names_each_problem_that_cannot_take_the_value(ledger: Ledger) -> None:
    first = new(ledger, found_on=date(2026, 11, 10)).number
    second = new(ledger, found_on=date(2026, 11, 12)).number
    with pytest.raises(BulkRefused) as refused:
        edit(ledger, [first, second], {"due_on": date(2026, 11, 5)}, at("2026-11-22"))
    assert set(refused.value.reasons) == {first, second}


def test_a_problem_is_not_found_on_a_day_to_come(ledger: Ledger) -> None:
    tomorrow = {"found_on": date(2026, 11, 23)}
    with pytest.raises(InvalidInput, match="2026-11-23 is in the future"):
        add(ledger, {"title": "One"} | tomorrow, at("2026-11-22"))
    number = add(ledger, {"title": "One"}, at("2026-11-22")).number
    with pytest.raises(InvalidInput, match="2026-11-23 is in the future"):
        edit(ledger, [number], tomorrow, at("2026-11-22"))


def test_a_reason_for_delay_is_not_written_over_one_that_was_not_seen(ledger: Ledger) -> None:
    seen = add(ledger, {"title": "One"}, at("2026-11-02"))
    note(ledger, [seen.number], "Parts late", at("2026-11-03", "李敏"), kind="delay")
    with pytest.raises(Conflict, match="李敏"):
        note(ledger, [seen.number], "Rain", at("2026-11-03"), kind="delay", expected={seen.number: seen.version})
    note(ledger, [seen.number], "Two of four done", at("2026-11-03"), expected={seen.number: seen.version})


def test_the_due_date_of_a_finished_problem_is_not_edited_after_the_day_of_registration(ledger: Ledger) -> None:
    facts = {"title": "Late", "mode": Mode.IMMEDIATE, "due_on": date(2026, 11, 10), "found_on": date(2026, 11, 1)}
    number = add(ledger, facts, at("2026-11-22")).number
    move(ledger, [number], Status.CLOSED, Answers(note="fixed"), at("2026-11-22 13:00"))
    edit(ledger, [number], {"due_on": date(2026, 11, 12)}, at("2026-11-22 14:00"))

    with pytest.raises(BulkRefused, match="It is finished; reopen it to give it a new due date"):
        edit(ledger, [number], {"due_on": date(2026, 12, 1)}, at("2026-11-23"), reason="tidy")
    with pytest.raises(BulkRefused, match="It is finished; reopen it"):
        edit(ledger, [number], {"due_on": None}, at("2026-11-23"), reason="tidy")
    assert edit(ledger, [number], {"title": "Later"}, at("2026-11-23"))[0].due_on == date(2026, 11, 12)
