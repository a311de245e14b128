from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.tui.dialog_host import MARKED_UP, Host, answers, press, said, seen, showing
from textual.events import Paste

from rectify.domain.problem import Measure, Mode, Problem
from rectify.tui.controls.completions import Completions, matching
from rectify.tui.controls.fields import Field
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.measures import MeasureForm
from rectify.tui.dialogs.problem_forms import DueForm, Names, ProblemForm, SeveralForm, WhoForm
from rectify.tui.dialogs.questions import NoteForm

TODAY = date(2026, 11, 22)
NAMES = Names(units=("泡崖街道", "红旗村", "Village hall"), owners=("李敏", "Chen Bo"), leads=("王芳",))
PROBLEM = Problem(
    7,
    "2026-0007",
    MARKED_UP,
    unit="泡崖街道",
    owner="李敏",
    severity="high",
    mode=Mode.DATED,
    found_on=date(2026, 10, 1),
    created_on=TODAY,
    due_on=date(2026, 11, 10),
)
OTHER = Problem(8, "2026-0008", "b", unit="红旗村", owner="李敏")
TO_DUE = ["shift+tab"] * 2
TO_LAST = ["shift+tab"]


async def test_a_new_problem_gives_the_facts_that_were_typed_and_its_measures() -> None:
    keys = ["a", *["shift+tab"] * 5, *"high", *["tab"] * 3, *"fri", "tab", "x", "enter", "y", "ctrl+s"]
    assert await answers(ProblemForm(TODAY, NAMES), *keys) == [
        {
            "title": "a",
            "severity": "high",
            "due_on": date(2026, 11, 27),
            "due_text": "fri",
            "measures": (Measure("x"), Measure("y")),
        }
    ]


async def test_a_new_problem_may_be_a_title_alone() -> None:
    assert await answers(ProblemForm(TODAY, NAMES), "a", "b", "enter") == [{"title": "ab"}]


async def test_a_phrase_sets_the_mode_that_it_names() -> None:
    keys = ["a", *TO_DUE, *"立行立改", "enter"]
    assert await answers(ProblemForm(TODAY, NAMES), *keys) == [
        {"title": "a", "due_on": None, "due_text": "立行立改", "mode": Mode.IMMEDIATE}
    ]


async def test_an_empty_title_is_said_under_its_field_which_gets_the_focus() -> None:
    dialog = ProblemForm(TODAY, NAMES)
    async with showing(dialog, *TO_LAST, "ctrl+s"):
        assert said(dialog) == ["A problem needs a title."]
        assert dialog.focused is dialog.field("title").control


async def test_a_due_date_before_the_day_it_was_found_is_said_under_its_field_and_the_title_stays_as_it_is() -> None:
    dialog = ProblemForm(TODAY, NAMES, PROBLEM)
    async with showing(dialog, "shift+tab", *"2026-09-01", "enter") as pilot:
        assert said(dialog) == ["The due date 2026-09-01 is before the day it was found, 2026-10-01."]
        assert MARKED_UP in seen(pilot)


async def test_an_edit_gives_only_what_changed() -> None:
    assert await answers(ProblemForm(TODAY, NAMES, PROBLEM), "!", "enter") == [{"title": MARKED_UP + "!"}]


async def test_an_edit_that_changes_nothing_has_no_result() -> None:
    assert await answers(ProblemForm(TODAY, NAMES, PROBLEM), "enter") == [None]


async def test_an_emptied_field_clears_the_fact() -> None:
    keys = ["tab", "tab", "delete", "ctrl+s"]
    assert await answers(ProblemForm(TODAY, NAMES, PROBLEM), *keys) == [{"unit": None}]


@pytest.mark.parametrize(
    "make", [lambda: NoteForm([PROBLEM]), lambda: WhoForm([PROBLEM], NAMES), lambda: MeasureForm(TODAY, NAMES)]
)
async def test_no_form_loses_a_text_by_one_escape(make: Callable[[], Form[Any]]) -> None:
    dialog = make()
    async with showing(dialog, "a", "escape"):
        assert said(dialog) == ["Esc once more throws away what you typed."]


async def test_escape_asks_once_when_something_was_typed_and_again_when_more_was() -> None:
    dialog = ProblemForm(TODAY, NAMES)
    async with showing(dialog, "a", "escape") as pilot:
        assert said(dialog) == ["Esc once more throws away what you typed."]
        await press(pilot, "b", "escape")
        assert said(dialog) == ["Esc once more throws away what you typed."]
        await press(pilot, "escape")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [None]


async def test_escape_leaves_a_form_in_which_nothing_was_typed() -> None:
    assert await answers(ProblemForm(TODAY, NAMES, PROBLEM), "escape") == [None]


async def test_several_pasted_lines_are_one_title() -> None:
    async with showing(ProblemForm(TODAY, NAMES)) as pilot:
        pilot.app.post_message(Paste("one\r\ntwo\x1b[31m"))
        await pilot.pause()
        await pilot.press("enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [{"title": "one two[31m"}]


async def test_every_field_is_reached_and_seen_on_a_small_terminal() -> None:
    dialog = ProblemForm(TODAY, NAMES)
    async with showing(dialog, size=(80, 24)) as pilot:
        for field in list(dialog.fields()):
            assert dialog.focused is field.control
            assert dialog.query_one(".box").content_region.contains_region(field.control.region)
            await pilot.press("tab")


async def test_names_are_offered_while_typing_and_taken_with_enter() -> None:
    keys = [*"hall", "down", "enter", "enter"]
    assert await answers(WhoForm([PROBLEM], NAMES), "tab", "tab", *keys) == [{"unit": "Village hall"}]


async def test_names_are_found_by_a_part_of_them() -> None:
    assert matching("旗", NAMES.units) == ["红旗村"]
    assert matching("HALL", NAMES.units) == ["Village hall"]
    assert matching("ｖ", NAMES.units) == ["Village hall"]


def test_chinese_names_are_found_by_their_initials_after_those_that_begin_so() -> None:
    names = ["组织部", "Pizza hall", "总值班", "Zzb Ltd", "重庆"]
    initials = {"组织部": "zzb", "总值班": "zzb", "重庆": "cq zq"}
    assert matching("zzb", names, initials) == ["Zzb Ltd", "组织部", "总值班"]
    assert matching("ＺＺ", names, initials) == ["Zzb Ltd", "组织部", "总值班", "Pizza hall"]
    assert (matching("zq", names, initials), matching("zb", names, initials)) == (["重庆"], ["Zzb Ltd"])


async def test_the_initials_of_a_unit_are_typed_and_the_unit_is_taken() -> None:
    names = Names(units=("办公室", "组织部"), initials={"组织部": "zzb"})
    assert await answers(WhoForm([PROBLEM], names), "tab", "tab", *"zzb", "down", "enter", "enter") == [
        {"unit": "组织部"}
    ]


async def test_escape_closes_the_names_before_it_closes_the_form() -> None:
    assert await answers(WhoForm([PROBLEM], NAMES), "down", "escape") == []
    assert await answers(WhoForm([PROBLEM], NAMES), "down", "escape", "escape") == [None]


async def test_a_name_that_is_new_is_taken() -> None:
    assert await answers(WhoForm([PROBLEM], NAMES), *"Zoe", "enter") == [{"owner": "Zoe"}]


async def test_what_several_problems_do_not_share_stays_as_it_is() -> None:
    keys = ["tab", *"Ann", "enter"]
    assert await answers(WhoForm([PROBLEM, OTHER], NAMES), *keys) == [{"lead": "Ann"}]


async def test_several_problems_are_given_the_facts_they_may_share_and_a_day_that_cannot_be_read_is_told() -> None:
    keys = [*["tab"] * 7, "right", "tab", "enter"]
    assert await answers(SeveralForm([PROBLEM, OTHER], NAMES, TODAY), *keys) == [{"mode": Mode.IMMEDIATE}]
    form = SeveralForm([PROBLEM, OTHER], NAMES, TODAY)
    async with showing(form, *["tab"] * 8, *"someday", "enter") as pilot:
        assert form.field("found_on").has_class("-wrong")
        assert "title" not in {field.id for field in pilot.app.screen.query(Field)}


async def test_a_click_takes_a_name() -> None:
    dialog = WhoForm([PROBLEM], NAMES)
    async with showing(dialog, "down") as pilot:
        await pilot.click(Completions, offset=(2, 1))
        await pilot.press("enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [{"owner": "Chen Bo"}]


async def test_a_click_on_a_label_goes_to_its_field() -> None:
    dialog = WhoForm([PROBLEM], NAMES)
    async with showing(dialog) as pilot:
        await pilot.click("#lead", offset=(2, 0))
        await pilot.press(*"Ann", "enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [{"lead": "Ann"}]


async def test_a_due_date_is_echoed_in_full_while_it_is_typed() -> None:
    async with showing(DueForm([PROBLEM], TODAY), *"fri") as pilot:
        assert "2026-11-27 Friday" in seen(pilot)


async def test_a_due_date_gives_the_facts_that_it_sets() -> None:
    facts: dict[str, Any] = {"due_on": date(2026, 11, 30), "due_text": "月底"}
    assert await answers(DueForm([PROBLEM], TODAY), "月", "底", "enter") == [facts]


async def test_a_warning_of_a_phrase_is_echoed() -> None:
    async with showing(DueForm([PROBLEM], TODAY), *"本周五") as pilot:
        shown = seen(pilot)
    assert "2026-11-20 Friday · " in shown


async def test_a_due_date_that_cannot_be_read_stays_in_the_form() -> None:
    dialog = DueForm([PROBLEM], TODAY)
    async with showing(dialog, *"尽快", "enter"):
        assert len(said(dialog)) == 1
        assert "尽快" in said(dialog)[0]


async def test_an_emptied_due_date_is_cleared() -> None:
    assert await answers(DueForm([PROBLEM], TODAY), "delete", "enter") == [{"due_on": None, "due_text": None}]


async def test_the_same_due_date_has_no_result() -> None:
    assert await answers(DueForm([PROBLEM], TODAY), "enter") == [None]


EARLIER = PROBLEM._replace(created_on=date(2026, 11, 1))


async def test_a_due_date_that_is_moved_after_the_day_of_registration_needs_a_reason() -> None:
    dialog = DueForm([EARLIER], TODAY)
    async with showing(dialog, *"fri", "enter"):
        assert said(dialog)[-1] == "A changed due date needs a reason."
        assert dialog.focused is dialog.field("reason").control
    assert await answers(DueForm([EARLIER], TODAY), *"fri", "tab", *"parts", "enter") == [
        {"due_on": date(2026, 11, 27), "due_text": "fri", "reason": "parts"}
    ]


async def test_a_due_date_of_the_day_of_registration_is_corrected_without_a_reason() -> None:
    assert await answers(DueForm([PROBLEM], TODAY), *"fri", "enter") == [
        {"due_on": date(2026, 11, 27), "due_text": "fri"}
    ]


async def test_the_form_of_all_facts_asks_for_the_reason_only_when_the_due_date_is_moved() -> None:
    dialog = ProblemForm(TODAY, NAMES, EARLIER)
    to_due = ["shift+tab"]
    async with showing(dialog) as pilot:
        assert not dialog.field("reason").display
        await press(pilot, *to_due, *"fri", "enter")
        await pilot.pause()
        assert dialog.field("reason").display
        assert said(dialog)[-1] == "A changed due date needs a reason."
        await press(pilot, *"parts", "enter")
        await pilot.pause()
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [{"due_on": date(2026, 11, 27), "due_text": "fri", "reason": "parts"}]


@pytest.mark.parametrize("to_field", [[], TO_LAST])
async def test_what_is_said_of_a_form_longer_than_the_screen_leaves_what_is_typed_in_sight(to_field: list[str]) -> None:
    async with showing(ProblemForm(TODAY, NAMES), *to_field, *"drill", "escape", size=(60, 16)) as pilot:
        shown = seen(pilot)
        assert "Esc once more throws away what you typed." in shown
        assert "drill" in shown
