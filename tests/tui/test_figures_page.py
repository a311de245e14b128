from pathlib import Path

from tests.tui.dialog_host import MARKED_UP, seen, showing
from tests.tui.ledger_host import working

from rectify.domain import own_views
from rectify.errors import LedgerUnavailable
from rectify.report.report import GROUPINGS, Grouping
from rectify.tui.groupings import FACTS
from rectify.tui.listing.choice import GROUPED_BY
from rectify.tui.pages.figures_page import FiguresPage
from rectify.tui.pages.reading import Lines


async def read(by: Grouping | None, width: int) -> str:
    if by == "source":
        raise LedgerUnavailable("the ledger is locked [/]")
    return f"{MARKED_UP} by {by} in {width}"


def test_whatever_a_report_or_a_list_is_grouped_by_has_a_key_and_a_name() -> None:
    assert tuple(FACTS) == GROUPINGS
    assert tuple(GROUPED_BY.values()) == ("", *own_views.GROUPINGS)


async def test_keys_group_the_figures_anew() -> None:
    async with showing(FiguresPage(read)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert f"{MARKED_UP} by unit in 79" in seen(pilot)
        await pilot.press("l")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        shown = seen(pilot)
        assert f"{MARKED_UP} by lead in 79" in shown
        assert "Figures by lead" in shown


async def test_figures_that_come_after_the_page_was_left_are_dropped() -> None:
    page = FiguresPage(read)
    async with showing(page, "escape"):
        assert page.is_left
        await page._read()
        assert not page.query(Lines)


async def test_figures_that_cannot_be_read_say_why() -> None:
    async with showing(FiguresPage(read), "ｓ") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "the ledger is locked [/]" in seen(pilot)


async def test_the_figures_are_those_of_the_filter(path: Path) -> None:
    async with working(path, "/", *"unit:红旗村", "enter", "f") as clerk:
        await clerk.until(lambda: any("(unit:红旗村)" in line for line in clerk.lines()))
        total = next(line for line in clerk.lines() if "Total" in line)
        assert total.split()[:2] == ["Total", "3"]
        await clerk.press("o")
        await clerk.until(lambda: any("Chen Bo" in line for line in clerk.lines()))
        await clerk.press("escape")
        assert clerk.app.screen is clerk.screen


async def test_bars_are_told_from_the_text_beside_them(path: Path) -> None:
    async with working(path, "f") as clerk:
        await clerk.until(lambda: any("█" in line for line in clerk.lines()))
        rows = clerk.app.screen._compositor.render_strips(clerk.app.size)
        parts = [(part.text, part.style.color) for row in rows for part in row if part.style]
        bars = {colour for text, colour in parts if "█" in text}
        words = {colour for text, colour in parts if "Total" in text or "Closed" in text}
        assert len(bars) == 1
        assert not bars & words
