"""What a close-out is proved with, by key: measures, evidence, extensions, reviews, settings."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.tui.ledger_host import ACTOR, LI, TODAY, Clerk, working

from rectify import service
from rectify.domain.listing import Record, Selection
from rectify.domain.problem import Measure, Stamp, Status
from rectify.domain.status import Answers
from rectify.tui.dialogs.measures import MeasuresDialog
from rectify.tui.dialogs.problem_forms import DueForm
from rectify.tui.dialogs.rule_forms import DecisionForm, EvidenceForm, ExtensionForm

EARLIER = Stamp("李敏", datetime(2026, 11, 2, 4, 0, tzinfo=UTC))


def record(path: Path, number: str) -> Record:
    with service.open_ledger(path) as ledger:
        return service.record(ledger, number, Selection(TODAY))


def texts(path: Path) -> list[str]:
    return [f"{'x' if each.done_on else ' '} {each.text}" for each in record(path, "2026-0001").measures]


@pytest.fixture
def earlier(path: Path) -> Path:
    """The ledger with 2026-0008, which was registered three weeks ago and is overdue."""
    with service.open_ledger(path) as ledger:
        service.add(ledger, {"title": "Old", "due_on": date(2026, 11, 5)}, EARLIER)
    return path


async def test_measures_are_ticked_written_ordered_and_removed_as_fast_as_one_types(path: Path) -> None:
    async with working(path, "m", "j", " ", "n", *"third", "enter", "［", "k", "d", "d") as clerk:
        assert isinstance(clerk.app.screen, MeasuresDialog)
        assert texts(path) == ["  third", "x 建立签到台账"]
        await clerk.press("escape")
        assert "1/2" in clerk.lines()[4]
        assert clerk.said() == []


async def test_a_dialog_stands_in_its_box(path: Path) -> None:
    async with working(path, "m", size=(80, 24)) as clerk:
        box = clerk.app.screen.query_one(".box")
        assert (box.region.width, box.styles.border_top[0]) == (72, "round")


async def test_one_undo_takes_one_change_of_a_measure_back(path: Path) -> None:
    async with working(path, "m", "j", " ", "escape") as clerk:
        assert texts(path) == ["x 补齐记录", "x 建立签到台账"]
        await clerk.press("u")
        assert texts(path) == ["x 补齐记录", "  建立签到台账"]


async def test_what_somebody_else_did_to_the_measures_meanwhile_is_not_lost(path: Path) -> None:
    async with working(path, "m") as clerk:
        clerk.elsewhere(lambda ledger: service.add_measure(ledger, "2026-0001", Measure("[theirs]"), LI))
        await clerk.press("j", " ")
        assert texts(path) == ["x 补齐记录", "  建立签到台账", "  [theirs]"]
        await clerk.until(lambda: any("changed meanwhile" in line for line in clerk.lines()))
        await clerk.until(lambda: any("[ ] [theirs]" in line for line in clerk.lines()))


async def test_in_the_details_space_ticks_the_measure_under_the_cursor(path: Path) -> None:
    async with working(path, "enter", " ") as clerk:
        assert texts(path) == ["x 补齐记录", "x 建立签到台账"]
        assert any("▸ [x] 建立签到台账" in line for line in clerk.lines())
        assert set(clerk.rows.marks) == set()
        await clerk.press(" ")
        assert texts(path) == ["x 补齐记录", "  建立签到台账"]


async def test_a_done_date_of_an_earlier_day_is_taken_back_at_the_second_press(path: Path) -> None:
    async with working(path, "enter", "k", " ") as clerk:
        assert clerk.said() == ["It was done on Mon 11-09; space once more takes that back."]
        assert texts(path) == ["x 补齐记录", "  建立签到台账"]
        await clerk.press(" ", "escape", "m", "j")
        assert texts(path) == ["  补齐记录", "  建立签到台账"]


async def test_a_measure_is_not_ticked_out_of_sight(path: Path) -> None:
    async with working(path, "enter", size=(80, 16)) as clerk:
        assert any("▸ [ ] 建立签到台账" in line for line in clerk.lines())
        await clerk.press("g", " ")
        assert texts(path) == ["x 补齐记录", "  建立签到台账"]
        assert any("▸ [ ] 建立签到台账" in line for line in clerk.lines())
        await clerk.press(" ")
        assert texts(path) == ["x 补齐记录", "x 建立签到台账"]


async def test_a_late_measure_is_marked_in_the_list_and_in_the_details(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.add_measure(ledger, "2026-0001", Measure("late", due_on=date(2026, 11, 20)), LI)
    async with working(path) as clerk:
        await clerk.until(lambda: any("due 11-20, 2 d late" in line for line in clerk.lines()))
        assert "1/3!" in clerk.lines()[4]


async def test_evidence_is_added_and_shown(path: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"abc")
    async with working(path, "a", *str(photo), "tab", *"[the shelf]", "enter") as clerk:
        (piece,) = record(path, "2026-0001").evidence
        assert (piece.kind, piece.size, piece.note, piece.by) == ("file", 3, "[the shelf]", ACTOR)
        await clerk.press("enter", "G")
        await clerk.until(lambda: any("photo.jpg, 3 bytes, [the shelf]" in line for line in clerk.lines()))


async def test_evidence_that_is_not_there_is_said_in_place(path: Path) -> None:
    async with working(path, "a", *"/no/such", "enter") as clerk:
        assert isinstance(clerk.app.screen, EvidenceForm)
        await clerk.until(lambda: any("there is no such" in line for line in clerk.lines()))
        assert record(path, "2026-0001").evidence == ()


async def test_the_evidence_that_a_ledger_demands_is_asked_for_by_the_move(path: Path, tmp_path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.change_settings(ledger, {"evidence_to_submit": "1"}, LI)
    async with working(path, ">", *"ok", "enter") as clerk:
        assert "Submit needs 1 piece of evidence; there are 0." in " ".join(clerk.lines())
        await clerk.press(*"https://example.org/x", "enter")
        stored = clerk.stored("2026-0001")
        assert (stored.status, stored.evidence) == (Status.SUBMITTED, 1)


async def test_a_move_that_came_too_late_leaves_no_copy_of_its_evidence(path: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"abc")
    with service.open_ledger(path) as ledger:
        service.change_settings(ledger, {"evidence_to_submit": "1", "evidence_folder": "kept"}, LI)
    async with working(path, ">", *"ok", "enter") as clerk:
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], {"owner": "Zhao Lei"}, LI))
        await clerk.press(*str(photo), "enter")
        assert "2026-0001 was changed meanwhile by 李敏" in " ".join(clerk.lines())
        assert list((path.parent / "kept").iterdir()) == []
        await clerk.press("enter")
        (piece,) = record(path, "2026-0001").evidence
        assert (path.parent / piece.path).read_bytes() == b"abc"


async def test_an_extension_is_asked_for_marked_and_approved_by_the_same_key(path: Path) -> None:
    async with working(path, "x") as clerk:
        assert isinstance(clerk.app.screen, ExtensionForm)
        await clerk.press(*"2026-12-01", "tab", *"parts", "enter")
        stored = clerk.stored("2026-0001")
        assert (stored.due_on, stored.asked_due_on) == (date(2026, 11, 10), date(2026, 12, 1))
        assert "Tue 11-10?" in clerk.lines()[4]
        await clerk.press("x")
        assert isinstance(clerk.app.screen, DecisionForm)
        assert "Wang Lan, 2026-11-22, late: parts" in " ".join(clerk.lines())
        await clerk.press("enter")
        stored = clerk.stored("2026-0001")
        assert (stored.due_on, stored.original_due_on, stored.extensions) == (date(2026, 12, 1), date(2026, 11, 10), 1)


async def test_an_extension_is_refused_with_a_note(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.ask_extension(ledger, ["2026-0001"], date(2026, 12, 1), "parts", LI)
    async with working(path, "x", "right", "tab", "tab", *"no", "enter") as clerk:
        (asked,) = record(path, "2026-0001").extensions
        assert (asked.decision, asked.decided_by, asked.note) == ("refused", ACTOR, "no")
        assert clerk.stored("2026-0001").due_on == date(2026, 11, 10)


async def test_extensions_of_all_that_are_marked_are_asked_for_at_once(path: Path) -> None:
    async with working(path, "space", "space", "x", *"2026-12-31", "tab", *"parts", "enter") as clerk:
        assert [clerk.stored(number).asked_due_on for number in ("2026-0001", "2026-0002")] == [date(2026, 12, 31)] * 2
        assert clerk.said() == ["2 problems changed."]


async def test_what_is_finished_or_has_no_date_is_not_extended(path: Path) -> None:
    async with working(path, "5", "x") as clerk:
        assert clerk.said() == ["It is finished; there is nothing to extend."]
        await clerk.press("1")
        await clerk.press("G", "x")
        assert clerk.said()[1:] == ["It has no due date that could be extended; set one."]


async def test_the_requests_that_wait_are_a_list_in_the_palette(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.ask_extension(ledger, ["2026-0004"], date(2026, 12, 31), "parts", LI)
    async with working(path, "ctrl+p", *"asked for") as clerk:
        await clerk.until(lambda: any("is:pending" in line for line in clerk.lines()))
        await clerk.press("down", "enter")
        await clerk.until(lambda: clerk.numbers() == ["2026-0004"])
        await clerk.press("escape")
        assert len(clerk.numbers()) == 7


async def test_a_due_date_that_is_moved_later_asks_for_the_reason(earlier: Path) -> None:
    async with working(earlier, "d", *"eom", "enter") as clerk:
        assert isinstance(clerk.app.screen, DueForm)
        assert "A changed due date needs a reason." in " ".join(clerk.lines())
        await clerk.press(*"parts", "enter")
        stored = clerk.stored("2026-0008")
        assert (str(stored.due_on), str(stored.original_due_on), stored.extensions) == ("2026-11-30", "2026-11-05", 1)


async def test_a_sustained_problem_is_reviewed_by_one_key(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.move(ledger, ["2026-0007"], Status.SUSTAINED, Answers(every="3m"), EARLIER)
    async with working(path, "v") as clerk:
        assert clerk.said() == ["Only a sustained problem is reviewed."]
        assert " v Review" not in clerk.lines()[-1]
        await clerk.press("5")
        assert "v Review" in clerk.lines()[-1]
        await clerk.press("v", *"still fine", "enter")
        assert str(clerk.stored("2026-0007").next_review_on) == "2027-02-22"


async def test_a_setting_is_changed_and_takes_effect_at_once(path: Path) -> None:
    async with working(path, "，", "end", *" 2", "tab", "tab", *"90", "ctrl+s") as clerk:
        await clerk.until(lambda: "Ganjing District ledger 2" in clerk.lines()[0])
        assert clerk.screen.desk.day.soon_days == 90


async def test_the_list_is_sorted_by_how_long_a_problem_waits(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.move(ledger, ["2026-0004"], Status.SUBMITTED, Answers(note="done"), EARLIER)
    async with working(path, "4", "o") as clerk:
        await sort_by(clerk, "Waiting for its verifier")
        assert clerk.numbers() == ["2026-0004", "2026-0002"]
        await clerk.until(lambda: any("waiting 20 d" in line for line in clerk.lines()))
        assert "by Waiting for its verifier ↑" in clerk.lines()[2]


async def sort_by(clerk: Clerk, label: str) -> None:
    """Pick an order in the open menu."""
    assert any(label in line for line in clerk.lines())
    await clerk.press("w")


async def test_earlier_rounds_and_decided_extensions_stand_in_the_details(earlier: Path) -> None:
    with service.open_ledger(earlier) as ledger:
        service.ask_extension(ledger, ["2026-0008"], date(2026, 11, 30), "[parts]", LI)
        service.refuse_extension(ledger, ["2026-0008"], LI, note="no")
        service.note(ledger, ["2026-0008"], "the mason is ill", LI, kind="delay")
        service.move(ledger, ["2026-0008"], Status.WAIVED, Answers(note="gone"), LI)
        again = Answers(note="back", due_on=date(2026, 11, 1))
        service.move(ledger, ["2026-0008"], Status.OPEN, again, LI)
    async with working(earlier, "enter", size=(120, 60)) as clerk:
        await clerk.until(lambda: any("Earlier rounds" in line for line in clerk.lines()))
        shown = "\n".join(clerk.lines())
    assert "11-22  李敏  until 2026-11-30, [parts], asked after the due date, refused by 李敏 11-22, no" in shown
    assert "1  Waived, Due 2026-11-05, reopened 2026-11-22: back" in shown
    assert "the mason is ill" in shown


async def test_what_waits_for_the_list_to_be_painted_is_not_lost_with_the_dialog_over_it(path: Path) -> None:
    async with working(path, "m") as clerk:
        leaves, painted = asyncio.Event(), list[bool]()
        clerk.app.screen.call_next(leaves.wait)  # the dialog does not come to rest before it is left
        clerk.rows.when_painted(lambda: painted.append(True))
        await asyncio.sleep(0.05)
        clerk.app.pop_screen()
        leaves.set()
        await clerk.until(lambda: bool(painted))
    assert painted == [True]
