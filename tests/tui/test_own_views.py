"""Views that the office keeps, and the way back to lists that were shown before."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.ledger_host import LI, Clerk, working

from rectify import service
from rectify.domain.own_views import OwnView
from rectify.tui.bars import ViewsBar


def kept(path: Path) -> tuple[OwnView, ...]:
    with service.open_ledger(path) as ledger:
        return service.own_views(ledger)


@pytest.fixture
def five(path: Path) -> Path:
    """A ledger with five views of its own."""
    with service.open_ledger(path) as ledger:
        for view in (
            OwnView("红旗村", "unit:红旗村", order=("-number",)),
            OwnView("[bold]Roads[/] and all beside them", "unit:泡崖街道"),
            OwnView("Mine", "owner:李敏", "open", columns=("number", "title", "lead")),
            OwnView("Fire", "fire"),
            OwnView("Late", base="overdue", grouping="unit"),
        ):
            service.save_view(ledger, view, LI)
    return path


async def test_what_is_shown_is_saved_as_a_view_that_has_a_key_and_is_undone(path: Path) -> None:
    async with working(path, "９", "2", "/", *"unit:红旗村", "enter", "V", "s", *"Village", "enter") as clerk:
        told = "There is no such view yet; V and then s saves what is shown as one."
        assert clerk.said() == [told, "The view Village is saved in the ledger."]
        assert kept(path) == (OwnView("Village", "unit:红旗村", "overdue"),)
        assert (clerk.screen.choice.query, clerk.numbers()) == ("", ["2026-0002"])
        await clerk.press("6", "7")
        assert clerk.screen.choice.view.title == "Village"
        assert "7 Village 1" in clerk.lines()[1]
        await clerk.press("u")
        assert clerk.said()[-1] == "Undone: View, no problem changes."
        assert (kept(path), clerk.screen.choice.view.key) == ((), "overdue")


async def test_the_same_name_asks_to_replace(path: Path) -> None:
    async with working(path, "V", "s", *"Mine", "enter", "/", *"lamp", "enter", "1") as clerk:
        await clerk.press("V", "s", *"Mine", "enter")
        assert any("There is a view Mine already; Enter" in line for line in clerk.lines())
        await clerk.press("enter")
        assert [view.query for view in kept(path)] == ["lamp"]


async def test_own_views_stand_in_the_bar_as_far_as_there_is_room(five: Path) -> None:
    async with working(five, size=(160, 36)) as clerk:
        assert "7 红旗村 3     8 [bold]Roads[/] and… 2     9 Mine 2     V +2" in clerk.lines()[1]
        await clerk.press("V", *"jjjjjjjjjj", "enter")
        assert clerk.screen.choice.grouping == "unit"
        assert "V Late 3" in clerk.lines()[1]
        await clerk.pilot.resize_terminal(80, 24)
        await clerk.until(lambda: clerk.screen.views_bar.size.width == 80)
        await clerk.settle()
        bar = clerk.lines()[1]
        assert bar.endswith(" 6 All 7 V Late 3 V +4")
        assert cell_len(bar) <= 80


async def test_a_click_shows_an_own_view_as_it_was_saved(five: Path) -> None:
    async with working(five, size=(160, 36)) as clerk:
        await clerk.pilot.click(ViewsBar, offset=(clerk.lines()[1].index("Mine") + 3, 0))
        await clerk.settle()
        assert clerk.screen.choice.view.title == "Mine"
        assert clerk.lines()[3].split() == ["Number", "Problem", "Lead"]
        assert "owner:李敏" in clerk.lines()[2]


async def test_views_are_moved_edited_and_removed_in_their_dialog(five: Path) -> None:
    async with working(five, "V", "delete") as clerk:
        assert any("The six views stay as they are;" in line for line in clerk.lines())
        await clerk.press(*"jjjjjj", "delete", *"jk", "delete", *"jkJe")
        await clerk.press("tab", "tab", *" (", "enter")
        assert any("(: The parenthesis at 10 is never closed." in line for line in clerk.lines())
        await clerk.press("backspace", "backspace", "enter", "K", "j", "delete", "delete", "escape")
        assert [view.name for view in kept(five)] == ["红旗村", "Mine", "Fire", "Late"]
        assert clerk.screen.choice.view.key == "open"


async def test_a_view_that_is_removed_elsewhere_while_the_dialog_is_open_is_gone_and_that_is_said(five: Path) -> None:
    async with working(five, "V", *"jjjjjj") as clerk:
        view = kept(five)[0]
        clerk.elsewhere(lambda ledger: service.remove_view(ledger, view, LI))
        await clerk.until(lambda: len(clerk.screen.desk.own_views or ()) == 4)
        await clerk.press("enter")
        assert clerk.said() == ["The view 红旗村 is no longer in the ledger."]
        assert clerk.screen.choice.view.key == "open"


async def test_order_and_columns_of_a_view_are_chosen_in_its_form(five: Path) -> None:
    async with working(five, "7", "V", "e", "tab", "tab", "tab", "enter", "u", "tab", "enter", *"jj", "space") as clerk:
        await clerk.press("enter", "ctrl+s", "escape")
        view = kept(five)[0]
        assert (view.order, view.columns and view.columns[:3]) == (("unit",), ("number", "title", "owner"))
        assert "Unit ↑" not in clerk.lines()[3]
        assert clerk.screen.choice.order == ("unit",)


async def _numbers_and_filter(clerk: Clerk) -> tuple[str, str, str | None]:
    current = clerk.rows.current
    return clerk.screen.choice.view.key, clerk.screen.filter_line.value, current.number if current else None


async def test_lists_are_gone_back_to_and_forward_again_with_their_problem(path: Path) -> None:
    async with working(path, "j", "j", "2", "j", "/", *"lamp", "enter", "o", "t", "[") as clerk:
        assert (await _numbers_and_filter(clerk), clerk.screen.choice.order) == (("overdue", "lamp", "2026-0006"), ())
        await clerk.press("【")
        assert await _numbers_and_filter(clerk) == ("overdue", "", "2026-0002")
        await clerk.press("alt+left")
        assert await _numbers_and_filter(clerk) == ("open", "", "2026-0006")
        await clerk.press("[")
        assert clerk.said() == ["No other list was shown before this one."]
        await clerk.press("]", "】", "alt+right")
        assert (await _numbers_and_filter(clerk), clerk.screen.choice.order) == (
            ("overdue", "lamp", "2026-0006"),
            ("title",),
        )
        assert "Overdue 3" in clerk.lines()[1]


async def test_the_way_back_leads_out_of_a_past_day(path: Path) -> None:
    async with working(path, "D", *"2026-11-10", "enter", "[") as clerk:
        assert (clerk.screen.desk.as_of, clerk.screen.title_bar.is_past) == (None, False)


async def test_a_view_that_is_changed_or_removed_elsewhere_is_shown_as_it_is_now(five: Path) -> None:
    async with working(five, "7") as clerk:
        before = kept(five)[0]
        after = before._replace(query="unit:泡崖街道")
        clerk.elsewhere(lambda ledger: service.save_view(ledger, after, LI, before=before))
        await clerk.until(lambda: "2026-0001" in clerk.numbers())
        clerk.elsewhere(lambda ledger: service.remove_view(ledger, after, LI))
        await clerk.until(lambda: clerk.screen.choice.view.key == "all")
        assert "2026-0001" in clerk.numbers()


async def test_the_palette_offers_own_views_by_their_names(five: Path) -> None:
    async with working(five, "ctrl+p", *"[bold]") as clerk:
        await clerk.until(lambda: any("View: [bold]Roads[/] and all beside them" in line for line in clerk.lines()))
        await clerk.press("down", "enter")
        await clerk.until(lambda: not clerk.screen.problem_list.is_arriving)
        assert clerk.screen.choice.view.own_query == "unit:泡崖街道"


async def test_a_view_that_can_no_longer_be_read_says_so(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.save_view(ledger, OwnView("Old", "is:soon"), LI)
        with ledger.writing() as connection:
            connection.exec_driver_sql("UPDATE views SET query = 'is:early'")
    async with working(path, "7") as clerk:
        assert clerk.said()[0].startswith("Old: ")
        assert clerk.screen.choice.view.key == "open"


async def test_figures_and_overview_of_an_own_view_count_what_it_finds(five: Path) -> None:
    async with working(five, "7", "f") as clerk:
        await clerk.until(lambda: any("(unit:红旗村)" in line for line in clerk.lines()))
        total = next(line for line in clerk.lines() if "Total" in line)
        assert total.split()[:2] == ["Total", "3"]
        await clerk.press("escape", "0")
        await clerk.until(lambda: any("1/3 33 %" in line for line in clerk.lines()))
        shown = "\n".join(clerk.lines())
    assert "unit:红旗村" in shown
    assert "泡崖街道" not in shown
