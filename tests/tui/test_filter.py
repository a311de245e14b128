from pathlib import Path

from tests.tui.ledger_host import working
from textual.events import Paste
from textual.widgets import Input

from rectify.tui.listing.problem_list import ProblemList


async def test_a_query_takes_effect_while_it_is_typed(path: Path) -> None:
    async with working(path, "/", *"党费") as clerk:
        await clerk.until(lambda: clerk.numbers() == ["2026-0004"])
        assert isinstance(clerk.screen.focused, Input)


async def test_enter_applies_the_query_at_once_and_goes_to_the_list(path: Path) -> None:
    async with working(path, "、", *"unit:红旗村", "enter") as clerk:
        assert clerk.numbers() == ["2026-0002", "2026-0003"]
        assert isinstance(clerk.screen.focused, ProblemList)
        assert "2 of 6" in clerk.lines()[2]


async def test_the_begin_of_a_name_leaves_the_list_as_it_is_and_enter_takes_the_one_name_that_it_can_be(
    path: Path,
) -> None:
    async with working(path, "/", *"unit:红") as clerk:
        clerk.screen.filter_line._tell_typed()
        await clerk.settle()
        assert (len(clerk.numbers()), clerk.screen.filter_line.is_offering) == (6, True)
        await clerk.press("enter")
        assert (clerk.screen.choice.query, clerk.numbers()) == ("unit:红旗村", ["2026-0002", "2026-0003"])
        assert isinstance(clerk.screen.focused, ProblemList)


async def test_a_query_that_is_not_finished_is_not_called_wrong_at_once(path: Path) -> None:
    async with working(path, "/", *"due<") as clerk:
        clerk.screen.filter_by("due<", applied=False)
        assert clerk.screen.filter_line.size.height == 1
        await clerk.until(lambda: clerk.screen.filter_line.size.height > 1)
        await clerk.press("escape", "/", *"colour:red is:open")
        clerk.screen.filter_by("colour:red is:open", applied=False)
        await clerk.until(lambda: clerk.lines()[3].strip() == "^^^^^^")


async def test_wide_letters_of_a_message_stand_whole_over_the_filter_line(path: Path) -> None:
    async with working(path, "/", *"unit:红旗村", "enter") as clerk:
        for said in ("视图已保存到台账，打印清单时照此排列", "视图已保存到台账，打印清单时照此排列。a"):
            clerk.app.clear_notifications()
            clerk.app.notify(said, markup=False)
            await clerk.settle()
            await clerk.until(lambda said=said: said in clerk.lines()[2])  # type: ignore[misc]  # the loop's own
        assert "红旗村" in clerk.lines()[2]


async def test_what_was_told_is_told_once_where_a_dialog_opens(path: Path) -> None:
    async with working(path) as clerk:
        clerk.app.notify("The ledger is busy.", markup=False)
        await clerk.settle()
        assert len(clerk.screen.query("Toast")) == 1
        await clerk.press("n")
        assert (len(clerk.screen.query("Toast")), len(clerk.app.screen.query("Toast"))) == (0, 1)
        await clerk.press("escape")
        assert len(clerk.screen.query("Toast")) == 1


async def test_a_wrong_query_says_where_and_why_and_keeps_the_list(path: Path) -> None:
    async with working(path, "/", *"colour:red", "enter") as clerk:
        assert clerk.lines()[3].strip() == "^^^^^^"
        assert "colour" in clerk.lines()[4]
        assert len(clerk.numbers()) == 6
        assert isinstance(clerk.screen.focused, Input)


async def test_a_corrected_query_takes_the_fault_away(path: Path) -> None:
    async with working(path, "/", "i", "s", ":", "enter") as clerk:
        await clerk.press(*"overdue", "enter")
        assert "Number" in clerk.lines()[3]
        assert clerk.numbers() == ["2026-0001", "2026-0002", "2026-0006"]


async def test_escape_in_the_line_leaves_the_filter_as_it_was_and_goes_back_to_the_list(path: Path) -> None:
    async with working(path, "/", *"lamp", "enter", "/", *" x", "escape") as clerk:
        assert (clerk.screen.filter_line.value, clerk.numbers()) == ("lamp", ["2026-0006"])
        assert isinstance(clerk.screen.focused, ProblemList)


async def test_escape_in_the_list_takes_the_filter_away(path: Path) -> None:
    async with working(path, "/", *"lamp", "enter", "escape") as clerk:
        assert len(clerk.numbers()) == 6


async def test_letters_of_a_query_are_no_commands(path: Path) -> None:
    async with working(path, "/", *"squeuewdcnoph") as clerk:
        assert clerk.screen.filter_line.value == "squeuewdcnoph"
        assert len(clerk.app.screen_stack) == 1


async def test_lines_that_are_pasted_into_the_line_are_all_searched_for(path: Path) -> None:
    async with working(path, "/") as clerk:
        clerk.app.post_message(Paste("is:open\r\nlamp\n"))
        await clerk.until(lambda: clerk.numbers() == ["2026-0006"])
        assert clerk.screen.filter_line.value == "is:open lamp"


async def test_the_last_word_is_completed(path: Path) -> None:
    async with working(path, "/", *"lamp is:ov") as clerk:
        await clerk.press("right", "enter")
        assert clerk.screen.choice.query == "lamp is:overdue"


async def test_names_are_offered_below_the_query_by_their_initials_too(path: Path) -> None:
    async with working(path, "/", *"unit:h") as clerk:
        assert [line.find(name) for line, name in zip(clerk.lines()[2:5], ("h", "红旗村", "Service"), strict=True)] == [
            8
        ] * 3
        assert clerk.lines()[-1].startswith(" → Take the name")
        await clerk.press("down", "enter", *" owner:c")
        assert clerk.lines()[-1].startswith(" → Take the name")
        assert clerk.screen.filter_line.value == "unit:红旗村 owner:c"
        await clerk.press("right")
        assert clerk.screen.filter_line.value == 'unit:红旗村 owner:"Chen Bo"'
        assert not clerk.lines()[-1].startswith(" → Take the name")
        await clerk.press("enter")
        assert clerk.numbers() == ["2026-0002"]


async def test_names_that_are_offered_take_no_key_from_the_line(path: Path) -> None:
    async with working(path, "/", *"unit:红旗") as clerk:
        assert clerk.screen.filter_line.is_offering
        await clerk.press("村")
        assert not clerk.screen.filter_line.is_offering  # the only name stands there
        await clerk.press("enter")
        assert (clerk.screen.choice.query, clerk.screen.filter_line.is_offering) == ("unit:红旗村", False)
        assert isinstance(clerk.screen.focused, ProblemList)
    async with working(path, "/", *"owner:") as clerk:
        clerk.screen.filter_by("owner:", applied=False)
        await clerk.settle()
        assert "Status" in clerk.lines()[3]  # the list stands where it stood: nobody has finished the query
        await clerk.press("enter")
        assert "There is no value after owner:" in clerk.lines()[4]
        await clerk.press("escape")
        assert (clerk.screen.filter_line.value, clerk.screen.filter_line.is_offering) == ("", False)
