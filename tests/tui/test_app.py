from pathlib import Path
from threading import Event

from rich.console import RenderableType
from tests.tui.ledger_host import ACTOR, NOW, Clerk, working
from textual.screen import Screen

import rectify.tui
from rectify import service
from rectify.tui.desk import Desk
from rectify.tui.rectify_app import RectifyApp


async def test_it_opens_on_what_is_open_by_due_date(path: Path) -> None:
    async with working(path) as clerk:
        assert clerk.numbers() == ["2026-0001", "2026-0002", "2026-0006", "2026-0003", "2026-0004", "2026-0005"]


async def test_the_views_say_how_many_they_have(path: Path) -> None:
    async with working(path) as clerk:
        assert clerk.lines()[1].split() == [
            "1",
            "Open",
            "6",
            "2",
            "Overdue",
            "3",
            "3",
            "Soon",
            "1",
            "4",
            "To",
            "verify",
            "1",
            "5",
            "Closed",
            "1",
            "6",
            "All",
            "7",
        ]


async def test_the_title_says_whose_ledger_it_is_which_day_and_who_works(path: Path) -> None:
    async with working(path) as clerk:
        assert clerk.lines()[0].split() == [
            "rectify",
            "Ganjing",
            "District",
            "ledger",
            "as",
            "of",
            "2026-11-22",
            "Sun",
            "Wang",
            "Lan",
        ]


class Watched(RectifyApp):
    """Counts what is painted."""

    CSS_PATH = [Path(rectify.tui.__file__).with_name("app.tcss")]  # noqa: RUF012  # annotated by Textual
    painted = 0

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        self.painted += 1
        super()._display(screen, renderable)


async def test_a_ledger_that_is_slow_to_open_leaves_the_screen_blank_for_half_a_second_at_most(path: Path) -> None:
    gate = Event()

    def open_late() -> service.Ledger:
        gate.wait()
        return service.open_ledger(path)

    desk = Desk(open_late, ACTOR, lambda: NOW)
    app = Watched(desk)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            clerk = Clerk(app, path, pilot)
            await pilot.pause()
            assert app.painted == 0
            await clerk.until(lambda: app.painted > 0)
            assert clerk.numbers() == []
            gate.set()
            await clerk.settle()
            assert len(clerk.numbers()) == 6
    finally:
        gate.set()
        desk.close()


async def test_the_styles_of_the_dialogs_are_read_before_the_first_one_opens(path: Path) -> None:
    async with working(path) as clerk:
        sources = clerk.app.stylesheet.source
        await clerk.until(lambda: any(Path(file).name == "dialogs.tcss" for file, _variable in sources))
        assert len(clerk.app.screen_stack) == 1
