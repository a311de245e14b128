"""The tree of units on the screen."""

from datetime import date
from pathlib import Path

from tests.tui.ledger_host import LI, TODAY, Clerk, working

from rectify import service
from rectify.domain.listing import UnitLine
from rectify.tui.pages.units_page import ParentForm, UnitsPage, possible_parents, unit_rows

LINES = (
    UnitLine("Ganjing District", None, 0, 60, 38, 9),
    UnitLine("泡崖街道", "Ganjing District", 1, 9, 4, 0),
)


def test_no_unit_is_offered_as_a_parent_of_what_it_stands_under() -> None:
    deep = (*LINES, UnitLine("红旗村", "泡崖街道", 2, 3, 1, 0), UnitLine("Service hall", None, 0, 1, 1, 0))
    assert possible_parents(deep, "Ganjing District") == ["Service hall"]
    assert possible_parents(deep, "泡崖街道") == ["Ganjing District", "Service hall"]


def tree(clerk: Clerk) -> list[str]:
    page = clerk.app.screen
    assert isinstance(page, UnitsPage)
    return [f"{'  ' * line.depth}{line.name}" for line in page.lines]


def test_a_unit_is_told_with_what_it_has_to_do() -> None:
    draw = unit_rows(LINES, 60)
    assert ["".join(text for text, _style in draw(line)) for line in LINES] == [
        "Ganjing District                Open 38   Overdue 9   All 60",
        "  泡崖街道                      Open  4   Overdue 0   All  9",
    ]


async def test_a_unit_is_put_under_another_and_never_under_itself(path: Path) -> None:
    async with working(path, "U", size=(80, 24)) as clerk:
        assert tree(clerk) == ["Service hall", "泡崖街道", "红旗村"]
        await clerk.press("j", "j", "p", *"泡崖街道", "enter")
        assert tree(clerk) == ["Service hall", "泡崖街道", "  红旗村"]
        await clerk.press("k", "p", *"红旗村", "enter")
        assert any("泡崖街道 cannot stand under 红旗村: that is below it." in line for line in clerk.lines())
        await clerk.press("j", "p", "delete", "enter")
        assert tree(clerk) == ["Service hall", "泡崖街道", "红旗村"]
        assert not any("cannot stand" in line for line in clerk.lines())


async def test_what_becomes_of_a_unit_after_its_page_was_left_is_not_shown_there(path: Path) -> None:
    async with working(path, "U") as clerk:
        page = clerk.app.screen
        assert isinstance(page, UnitsPage)
        await clerk.press("escape")
        assert page.is_left
        await page._place("红旗村", "泡崖街道")
        assert not page.query(".refusal")
        with service.open_ledger(path) as ledger:
            assert [line.depth for line in service.units(ledger, TODAY)] == [0, 0, 1]


async def test_a_unit_leads_to_its_problems_and_those_below_it(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        service.place_unit(ledger, "红旗村", "泡崖街道", LI)
        assert [line.open for line in service.units(ledger, TODAY)] == [2, 4, 2]
    async with working(path, "U", "j", "enter") as clerk:
        assert clerk.screen.choice.query == 'unit:"泡崖街道"'
        assert clerk.numbers() == ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]


async def test_on_a_past_day_no_unit_is_moved(path: Path) -> None:
    async with working(path) as clerk:
        clerk.screen.show_past(date(2026, 11, 21))
        await clerk.press("U", "p")
        assert isinstance(clerk.app.screen, UnitsPage)
        assert not any(isinstance(screen, ParentForm) for screen in clerk.app.screen_stack)
        await clerk.press("Ｕ")
        assert len(clerk.app.screen_stack) == 1


async def test_a_ledger_without_units_says_where_they_come_from(empty: Path) -> None:
    async with working(empty, "U", "p", "enter") as clerk:
        assert any("it comes with the first problem that names one" in line for line in clerk.lines())


async def test_who_looks_at_what_is_overdue_sees_what_the_unit_has_overdue(path: Path) -> None:
    async with working(path, "2", "U", "j", "enter") as clerk:
        assert (clerk.screen.choice.view.key, clerk.numbers()) == ("overdue", ["2026-0001"])
