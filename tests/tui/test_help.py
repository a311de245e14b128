"""What the screen says to whoever asks which keys there are, and where there is nothing to see."""

from datetime import date
from pathlib import Path

import pytest
from tests.tui.dialog_host import answers, seen, showing
from tests.tui.ledger_host import NOW, working

from rectify import service
from rectify.domain.listing import VIEWS
from rectify.domain.problem import Measure, Problem, Stamp, Status
from rectify.tui.dialogs.problem_forms import DueForm
from rectify.tui.hints import State, possible
from rectify.tui.listing.choice import Choice
from rectify.tui.pages.help_page import HelpScreen

SECTIONS = [("Moving", [("j ↓", "Down: one row [/]")]), ("Changing", [("m", "Measures: tick them"), ("n", "New")])]
COUNTS = {view.key: 3 for view in VIEWS}


def state(*statuses: Status, current: Problem | None = None, past: bool = False) -> State:
    return State("李敏", current, len(statuses), frozenset(statuses), False, False, True, False, False, past=past)


def told(asked: State) -> list[str]:
    return [label for _command, label in possible(asked)]


def test_the_help_names_what_can_be_done_to_the_problem_under_the_cursor() -> None:
    problem = Problem(1, "2026-0001", "a", status=Status.CLOSED)
    assert told(state(current=problem)) == [
        "Status", "Mark", "Edit", "Due date", "Who", "Note", "Measures", "Evidence", "History",
    ]  # fmt: skip


def test_the_help_names_what_can_be_done_to_marked_problems() -> None:
    assert told(state(Status.OPEN, Status.SUBMITTED)) == [
        "Status", "Start/Accept", "Return", "Mark", "Edit", "Due date", "Who", "Note", "Extension",
    ]  # fmt: skip


def test_on_a_past_day_nothing_can_be_done_but_reading() -> None:
    assert told(state(current=Problem(1, "2026-0001", "a"), past=True)) == ["History"]


def test_nothing_can_be_done_to_nothing() -> None:
    assert told(state()) == []


async def test_a_word_is_looked_for_among_the_keys() -> None:
    async with showing(HelpScreen(SECTIONS)) as pilot:
        await pilot.press("slash", *"measure")
        assert "Measures: tick them" in seen(pilot)
        assert "Moving" not in seen(pilot)
        await pilot.press("escape")
        assert "Down: one row [/]" in seen(pilot)
        await pilot.press("slash", "n", "enter")
        assert "New" in seen(pilot)
        assert "Measures" not in seen(pilot)


async def test_a_word_that_no_key_has_leads_to_the_palette() -> None:
    async with showing(HelpScreen(SECTIONS)) as pilot:
        await pilot.press("slash", *"zzz")
        assert "Ctrl+P looks for commands by name" in seen(pilot)


@pytest.mark.parametrize("key", ["escape", "f1", "？", "enter"])
async def test_the_page_of_keys_is_left(key: str) -> None:
    assert await answers(HelpScreen(SECTIONS), key) == [None]


async def test_a_form_shows_its_keys_and_keeps_what_was_typed() -> None:
    form = DueForm([Problem(1, "2026-0001", "a", due_on=date(2026, 12, 1))], date(2026, 11, 22))
    async with showing(form, "?", "f1") as pilot:
        assert "OK, from every field" in seen(pilot)
        await pilot.press("f1")
        assert pilot.app.screen is form
        assert form.field("due_on").text == "?"


async def test_the_main_screen_shows_first_what_can_be_done_now(path: Path) -> None:
    async with working(path, "space", "?") as clerk:
        assert any("Now, for the 1 marked" in line for line in clerk.lines())
        assert any("> Submit" in line for line in clerk.lines())
        await clerk.press("?")
        assert clerk.app.screen is clerk.screen


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("open", "Nothing is open. Press n to enter a problem."),
        ("overdue", "Nothing is overdue.\n3 shows what is due soon, 0 the whole at a glance."),
        ("soon", "Nothing is due soon.\n2 shows what is overdue, 1 all that is open."),
        (
            "submitted",
            "Nothing waits for verification.\nWhat is submitted comes here: > on a problem in progress, in the view 1.",
        ),
        (
            "closed",
            "Nothing is closed yet.\nWhat is accepted comes here: > on a problem that is submitted, in the view 4.",
        ),
    ],
)
def test_an_empty_view_says_where_to_go(view: str, said: str) -> None:
    chosen = next(each for each in VIEWS if each.key == view)
    assert Choice(view=chosen).nothing(COUNTS) == said


def test_a_past_day_before_the_ledger_says_how_to_come_back() -> None:
    choice = Choice(as_of=date(2020, 1, 1))
    assert choice.nothing({"all": 0}) == "The ledger had no problem on 2020-01-01.\nEsc goes back to today."


async def test_the_details_say_how_to_bring_what_is_lacking_but_not_on_a_past_day(empty: Path) -> None:
    with service.open_ledger(empty) as ledger:
        service.add(ledger, {"title": "One", "due_on": date(2026, 12, 1)}, Stamp("李敏", NOW), [Measure("First")])
        service.add(ledger, {"title": "Two", "due_on": date(2026, 12, 2)}, Stamp("李敏", NOW))
    async with working(empty, size=(120, 50)) as clerk:
        said = "No evidence yet: a adds it."
        await clerk.until(lambda: any(line.strip() == said for line in clerk.lines()))
        await clerk.press("j")
        await clerk.until(lambda: any(f"No measures yet: m writes them.  {said}" in line for line in clerk.lines()))
        assert not any(line.strip() == said for line in clerk.lines())


async def test_figures_of_nothing_say_what_to_do(empty: Path) -> None:
    async with working(empty, "f") as clerk:
        await clerk.until(lambda: any("This ledger has no problems yet." in line for line in clerk.lines()))
        assert not any("Done rate" in line for line in clerk.lines())
