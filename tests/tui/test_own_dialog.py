"""Keys and look, chosen on the screen: kept in the config file, and at work at once."""

from pathlib import Path

from tests.tui.ledger_host import working
from textual.widgets import Static

from rectify.tui.dialogs.key_table import KeyTable
from rectify.tui.dialogs.own_dialog import OwnDialog
from rectify.tui.habits import AS_USUAL, habits_of


def refusal(dialog: object) -> str:
    assert hasattr(dialog, "query_one")
    return str(dialog.query_one(".refusal", Static).content)


async def test_a_key_that_is_chosen_is_kept_and_works_at_once(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("# mine\n[view]\n", encoding="utf-8")
    async with working(path, "K", *"due date", "enter", "q", habits=AS_USUAL._replace(file=file)) as clerk:
        said = "q is the key of “Quit”. Enter takes it away from there; any other key is tried instead."
        assert refusal(clerk.app.screen) == said
        await clerk.press("enter", "down", "+", "ctrl+p")
        assert refusal(clerk.app.screen).startswith("Ctrl+P is the key of “Palette”.")
        await clerk.press("ctrl+i", "f9", "tab", "right", "ctrl+s")
        assert file.read_text(encoding="utf-8") == (
            '# mine\n[view]\ntheme = "rectify-dark"\n\n[keys]\nproblem.due = ["q", "f9"]\napp.leave = ""\n'
        )
        assert [key.shown for key in clerk.screen.key_line.keys if key.label == "Due date"] == ["q"]
        await clerk.press("q")
        assert type(clerk.app.screen).__name__ == "DueForm"
        await clerk.press("escape", "d")
        assert clerk.app.screen is clerk.screen
        await clerk.press("K", *"leave rectify", "down", "u")
        assert refusal(clerk.app.screen) == "q is the key of “Due date”; give that one another, or none."
        await clerk.press("escape", "K", *"due date", "down", "u", "ctrl+s")
        await clerk.press("d")
        assert type(clerk.app.screen).__name__ == "DueForm"


async def test_what_is_chosen_is_shown_first_and_thrown_away_by_esc(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    async with working(path, "K", *"leave rectify", habits=AS_USUAL._replace(file=file)) as clerk:
        dialog = clerk.app.screen
        assert isinstance(dialog, OwnDialog)
        await clerk.press("delete", "down", "down", "delete")
        assert refusal(dialog) == "“Quit” needs a key, or nobody gets out."
        assert dialog.query_one(KeyTable).changes == {"app.leave": ()}
        await clerk.press("tab", "right", "right")
        assert clerk.app.theme == "rectify-light"
        await clerk.press("tab", "tab", "right", "right")
        assert (dialog.field("sort").text, "◂ Due ↓ ▸" in "\n".join(clerk.lines())) == ("-due_on", True)
        await clerk.press(*["shift+tab"] * 4, *"12", "ctrl+s")
        assert str(dialog.field("width").query_one(".below", Static).content) == "it must be a number from 40 to 400"
        await clerk.press("escape", "escape")
        assert (clerk.app.theme, file.exists(), clerk.app.screen is clerk.screen) == ("rectify-dark", False, True)


async def test_a_file_that_is_wrong_by_now_is_told_and_kept(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    async with working(path, "K", "tab", "right", habits=AS_USUAL._replace(file=file)) as clerk:
        file.write_text('[view]\nstart = "late"\n', encoding="utf-8")
        await clerk.press("ctrl+s")
        assert clerk.said()[-1].startswith(f"{file}:2: view.start: it must be one of open, ")
        assert file.read_text(encoding="utf-8") == '[view]\nstart = "late"\n'


def test_the_file_in_force_is_known(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")
    assert habits_of(file).file == file
