"""The tables [view] and [print] of config.toml: what they may say, and that the screen begins so."""

from pathlib import Path

import pytest
from tests.tui.ledger_host import working

from rectify.config import load
from rectify.tui.dialogs.print_dialog import PrintDialog
from rectify.tui.habits import THEMES, Habits, ViewHabits, habits


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(file: Path, text: str) -> tuple[Habits, list[str]]:
    """What the file says with `text` in it, and what is wrong with it, without the name of the file."""
    file.write_text(text, encoding="utf-8")
    faults: list[str] = []
    found = habits(load({}, {"RECTIFY_CONFIG": str(file)}), faults)
    return found, [fault.removeprefix(f"{file}:") for fault in faults]


def test_a_view_is_read_with_the_names_that_queries_use(file: Path) -> None:
    found, faults = read(file, '[view]\ntheme = "gruvbox"\nstart = "overdue"\nsort = "-Due"\ndetails = false\n')
    assert (found.view, faults) == (ViewHabits("gruvbox", "overdue", "-due_on", details=False), [])


def test_every_mistake_in_keys_and_views_is_told_at_once(file: Path) -> None:
    text = '[keys]\nhelp = "q"\n[view]\nstart = "late"\nsort = 1\ndetails = "yes"\nthem = "nord"\ntheme = "blue"\n'
    told = read(file, text)[1]
    assert told[0] == '2: keys.help: q is the key of app.leave too; give that one another, or none: app.leave = ""'
    assert told[1] == "4: view.start: it must be one of open, overdue, soon, submitted, closed, all"
    assert told[2].startswith("5: view.sort: it must be one of due_on, number, title, ")
    assert told[3:5] == [
        "6: view.details: it must be true or false",
        "7: view.them: there is no such key; perhaps it is theme",
    ]
    assert told[5].startswith("8: view.theme: it must be one of rectify-dark, rectify-light, textual-dark, ")


async def test_the_screen_begins_as_its_user_is_used_to(path: Path, file: Path) -> None:
    text = '[view]\ntheme = "gruvbox"\nstart = "all"\nsort = "-number"\ndetails = false\n'
    found, _none = read(file, text + '[print]\nformat = "csv"\nby = "owner"\nfolder = "lists"\n')
    async with working(path, habits=found) as clerk:
        assert sorted(clerk.app.available_themes) == sorted(THEMES)
        assert (clerk.app.theme, clerk.numbers()[0], clerk.screen.pane.display) == ("gruvbox", "2026-0007", False)
        await clerk.press("p")
        dialog = clerk.app.screen
        assert isinstance(dialog, PrintDialog)
        assert (dialog.field("by").text, dialog.field("format").text) == ("owner", "csv")
        assert dialog.printable.folder == file.parent / "lists"
