from collections.abc import Sequence
from datetime import date

from tests.tui.dialog_host import MARKED_UP, answers, said, seen, showing

from rectify.domain.problem import Measure, Problem
from rectify.tui.dialogs.measures import MeasureChange, MeasureForm, MeasuresDialog
from rectify.tui.dialogs.problem_forms import Names

TODAY = date(2026, 11, 22)
NAMES = Names(owners=("李敏", "Chen Bo"))
PROBLEM = Problem(7, "2026-0007", MARKED_UP)
RECORDS = Measure("补齐记录", "李敏", date(2026, 11, 1), date(2026, 11, 9))
REGISTER = Measure("建立签到台账", "李敏", date(2026, 11, 20))
CHECK = Measure(MARKED_UP)
STEPS = (RECORDS, REGISTER, CHECK)


class Checklist(MeasuresDialog):
    """Keeps what it hands on."""

    def __init__(self, steps: Sequence[Measure] = STEPS, at: int = 1) -> None:
        self.made: list[MeasureChange] = []
        super().__init__(PROBLEM, steps, TODAY, NAMES, self.made.append, at)


async def test_each_measure_says_who_does_it_and_by_when_and_how_late_it_is() -> None:
    async with showing(Checklist()) as pilot:
        shown = seen(pilot)
    assert "Measures of 2026-0007: 1/3" in shown
    assert "[x] 补齐记录  李敏, done Mon 11-09" in shown
    assert "[ ] 建立签到台账  李敏, due Fri 11-20, 2 d late" in shown
    assert f"[ ] {MARKED_UP}" in shown


async def test_space_ticks_the_measure_today_and_unticks_it() -> None:
    dialog = Checklist()
    done = REGISTER._replace(done_on=TODAY)
    async with showing(dialog, "j", "space", "space") as pilot:
        assert "Measures of 2026-0007: 1/3" in seen(pilot)
    assert dialog.made == [
        MeasureChange(STEPS, "tick", 2, done),
        MeasureChange((RECORDS, done, CHECK), "tick", 2, REGISTER),
    ]


async def test_what_a_key_did_is_seen_at_once() -> None:
    async with showing(Checklist(at=3), "space") as pilot:
        assert f"[x] {MARKED_UP}  done Sun 11-22" in seen(pilot)


async def test_brackets_move_a_measure_and_the_cursor_goes_with_it_but_not_over_the_end() -> None:
    dialog = Checklist()
    async with showing(dialog, "]", "］", "]", "["):
        assert dialog.steps == (REGISTER, RECORDS, CHECK)
        assert dialog.position == 2
    assert [(change.deed, change.position, change.to) for change in dialog.made] == [
        ("move", 1, 2),
        ("move", 2, 3),
        ("move", 3, 2),
    ]


async def test_a_measure_is_written_with_letters_typed_ahead() -> None:
    dialog = Checklist(())
    async with showing(dialog, "n", *"new one", "tab", *"Li", "tab", *"fri", "enter") as pilot:
        await pilot.pause()
        assert dialog.steps == (Measure("new one", "Li", date(2026, 11, 27)),)
    assert [(change.deed, change.before) for change in dialog.made] == [("add", ())]


async def test_a_measure_is_edited_in_its_place() -> None:
    dialog = Checklist(at=2)
    async with showing(dialog, "e", *" now", "enter"):
        assert dialog.steps == (RECORDS, REGISTER._replace(text="建立签到台账 now"), CHECK)
        assert dialog.position == 2


async def test_a_measure_that_was_not_changed_changes_nothing() -> None:
    dialog = Checklist(at=2)
    async with showing(dialog, "enter", "enter"):
        assert dialog.made == []


async def test_a_measure_is_removed_by_the_key_pressed_twice() -> None:
    dialog = Checklist(at=2)
    async with showing(dialog, "d"):
        assert said(dialog) == ["d once more takes the measure off the list."]
        assert dialog.made == []
    dialog = Checklist(at=2)
    async with showing(dialog, "d", "d"):
        assert dialog.steps == (RECORDS, CHECK)
    dialog = Checklist(at=1)
    async with showing(dialog, "d", "j", "d"):
        assert dialog.made == []


async def test_an_empty_list_says_which_key_writes_a_measure() -> None:
    dialog = Checklist(())
    async with showing(dialog, "space", "d", "]") as pilot:
        assert "No measures yet: n writes one." in seen(pilot)
    assert dialog.made == []


async def test_what_the_ledger_has_takes_the_place_of_what_was_refused() -> None:
    dialog = Checklist(at=3)
    async with showing(dialog, "space") as pilot:
        dialog.show((RECORDS,), "somebody was faster")
        await pilot.pause()
        assert said(dialog) == ["somebody was faster"]
        assert (dialog.steps, dialog.position) == ((RECORDS,), 1)


async def test_a_measure_needs_a_text_and_days_that_can_be_read() -> None:
    dialog = MeasureForm(TODAY, NAMES)
    async with showing(dialog, "enter"):
        assert said(dialog) == ["A measure needs a text."]
    dialog = MeasureForm(TODAY, NAMES)
    async with showing(dialog, "x", "tab", "tab", *"asap", "enter") as pilot:
        assert dialog.focused is dialog.field("due_on").control
        assert pilot.app.screen is dialog


async def test_a_measure_is_not_done_in_the_future() -> None:
    dialog = MeasureForm(TODAY, NAMES, REGISTER)
    async with showing(dialog, "shift+tab", *"tomorrow", "enter"):
        assert said(dialog) == ["2026-11-23 is in the future; a measure is done on a past day or today."]


async def test_the_form_gives_the_measure() -> None:
    keys = ["shift+tab", *"yesterday", "enter"]
    assert await answers(MeasureForm(TODAY, NAMES, REGISTER), *keys) == [REGISTER._replace(done_on=date(2026, 11, 21))]
