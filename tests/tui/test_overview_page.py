"""The overview, from the key that opens it to the list that is picked in it."""

from datetime import date
from pathlib import Path

from tests.tui.ledger_host import LI, Clerk, working

from rectify import service
from rectify.tui.controls.chooser import Chooser
from rectify.tui.pages.overview_page import OverviewPage


async def shown(clerk: Clerk, text: str) -> list[str]:
    await clerk.until(lambda: any(text in line for line in clerk.lines()))
    await clerk.settle()
    return clerk.lines()


async def test_the_overview_counts_follows_the_ledger_and_leads_to_a_unit(path: Path) -> None:
    async with working(path, "0", size=(80, 24)) as clerk:
        page = clerk.app.screen
        assert isinstance(page, OverviewPage)
        lines = await shown(clerk, "Done rate")
        assert lines[1].split()[1:7] == ["6", "3", "1", "1", "1", "7"]
        assert "红旗村        ██████▓▓▓▓▓▓  R 1  Y 1  G 0" in lines[5]
        assert any("Y Wed 11-25   3 d  2026-0003  Village affairs" in line for line in lines)
        clerk.elsewhere(
            lambda ledger: service.edit(ledger, ["2026-0003"], {"due_on": date(2026, 11, 23)}, LI, reason="x")
        )
        await shown(clerk, "Mon 11-23   1 d  2026-0003")
        await clerk.press("o")
        assert any("Lights by owner" in line for line in await shown(clerk, "Chen Bo"))
        await clerk.press("u")
        await shown(clerk, "泡崖街道      ██")
        await clerk.press("j", "j", "enter")
        assert clerk.app.screen is clerk.screen
        assert clerk.screen.choice.query == 'unit:"泡崖街道"'
        assert clerk.numbers() == ["2026-0001", "2026-0004"]


async def test_counts_that_come_after_the_overview_was_left_are_dropped(path: Path) -> None:
    async with working(path, "0") as clerk:
        page = clerk.app.screen
        assert isinstance(page, OverviewPage)
        await clerk.press("escape")
        assert page.is_left
        await page._count()
        assert not page.query(".refusal")


async def test_the_overview_leads_to_a_deadline_and_to_a_view(path: Path) -> None:
    async with working(path, "0") as clerk:
        await shown(clerk, "Done rate")
        await clerk.press("tab", "j", "enter")
        assert clerk.rows.current is not None
        assert clerk.rows.current.number == "2026-0004"
        await clerk.press("0", "２")
        assert clerk.screen.choice.view.key == "overdue"
        await clerk.press("0")
        await clerk.press("０")
        assert clerk.app.screen is clerk.screen


async def test_an_overview_of_nothing_says_what_to_do(empty: Path) -> None:
    async with working(empty, "0") as clerk:
        lines = await shown(clerk, "This ledger has no problems yet.")
        assert any("Press n to enter one, or I to bring in the list that you have." in line for line in lines)
        assert not any("Next deadlines" in line for line in lines)


async def test_an_overview_of_a_filter_that_finds_nothing_names_it(path: Path) -> None:
    async with working(path, "/", *"owner:nobody", "enter", "0") as clerk:
        lines = await shown(clerk, "Nothing matches owner:nobody.")
        assert any("Esc takes the filter away" in line for line in lines)


async def test_the_overview_stands_on_a_tiny_terminal(path: Path) -> None:
    async with working(path, "0", size=(20, 5)) as clerk:
        await clerk.settle()
        assert isinstance(clerk.app.focused, Chooser)
        await clerk.press("escape")
        assert clerk.app.screen is clerk.screen
