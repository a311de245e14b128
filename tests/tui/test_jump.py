from pathlib import Path

from tests.tui.dialog_host import Host, showing
from tests.tui.ledger_host import working

from rectify.domain.problem import Problem
from rectify.tui.dialogs.jump_dialog import Found, JumpDialog


async def test_enter_goes_to_the_number_that_was_typed_a_moment_ago(path: Path) -> None:
    async with working(path, "6", *"＃6", "enter") as clerk:
        assert (clerk.cursor, clerk.screen.choice.view.key, clerk.said()) == ("2026-0006", "all", [])
        await clerk.press(*"#2026", "down", "down", "up", "enter")
        assert clerk.cursor == "2026-0002"


async def test_what_matches_is_offered_while_one_types_with_its_title(path: Path) -> None:
    async with working(path, *"#02") as clerk:
        assert isinstance(clerk.app.screen, JumpDialog)
        options = clerk.app.screen.query_one(Found)
        assert str(options.options[0].prompt) == "2026-0002  [urgent] fix [/] №1"
        await clerk.press(*"22", "enter")
        lines = clerk.lines()
        typed = next(at for at, line in enumerate(lines) if "0222" in line)
        assert "No problem has a number like 0222." in lines[typed + 2]
        await clerk.press("escape")
        assert clerk.cursor == "2026-0001"


async def test_a_number_that_the_list_has_not_is_gone_to_among_all_without_the_filter(path: Path) -> None:
    async with working(path, "2", "b", "u", "(", "/", *"lamp", "enter", *"#3", "enter") as clerk:
        assert (clerk.cursor, clerk.screen.choice.query) == ("2026-0003", "")
        assert clerk.said() == ["2026-0003 was not in that list; here are all problems."]
        await clerk.press("b", "u", "(", *"#4", "enter")
        assert clerk.cursor == "2026-0004"


async def test_what_was_looked_up_when_the_dialog_is_left_leads_nowhere() -> None:
    async def nothing(_typed: str) -> list[Problem]:
        return []

    dialog = JumpDialog(nothing)
    async with showing(dialog, "7", "escape") as pilot:
        await dialog._offer()
        await dialog.action_step(1)
        dialog._meant = "71"
        await dialog.action_accept()
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [None]
