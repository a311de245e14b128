import sys
from collections import Counter
from pathlib import Path
from subprocess import run

import pytest

from rectify.i18n import use_language
from rectify.tui.command_table import keys_of
from rectify.tui.commands import BY_ID, COMMANDS
from rectify.tui.key_names import twins
from rectify.tui.key_sheet import as_markdown, as_text
from rectify.tui.ledger_screen import LedgerScreen
from rectify.tui.listing.problem_list import ProblemList
from rectify.tui.rectify_app import RectifyApp

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"

HOMES: dict[str, tuple[type, ...]] = {"rows": (ProblemList,), "screen": (LedgerScreen,), "app": (RectifyApp,)}


def test_the_page_of_keys_is_the_one_that_the_table_makes() -> None:
    """Made anew by: python -c "from rectify.tui.key_sheet import as_markdown; print(as_markdown(), end='')"."""
    assert PAGE.read_text(encoding="utf-8") == as_markdown()


def test_a_command_is_explained_with_the_colon_of_the_language() -> None:
    assert BY_ID["ledger.undo"].explained == "Undo: Undo your last action."
    use_language("zh")
    assert BY_ID["ledger.undo"].explained == "撤销：撤销本人上一次操作。"


def test_no_two_commands_share_a_key() -> None:
    keys = Counter(key for command in COMMANDS for key in command.bound)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_has_its_action() -> None:
    missing = [
        command.id
        for command in COMMANDS
        if not all(hasattr(home, f"action_{command.action.partition('(')[0]}") for home in HOMES[command.scope])
    ]
    assert missing == []


def test_capital_letters_change_no_data() -> None:
    capitals = [command.id for command in COMMANDS for key in command.keys if len(key) == 1 and key.isupper()]
    assert [name for name in capitals if not name.startswith(("row.", "list.", "app."))] == []


@pytest.mark.parametrize(
    ("key", "twin"), [("/", "、"), ("?", "？"), ("<", "《"), (">", "》"), ("*", "＊"), ("n", "ｎ")]
)
def test_a_chinese_input_method_sends_keys_that_work_too(key: str, twin: str) -> None:
    assert twin in twins(key)


def test_keys_are_told_as_they_are_typed() -> None:
    told = [keys_of(BY_ID[name]) for name in ("row.down", "problem.advance", "ledger.redo", "row.page_up")]
    assert told == ["j ↓", ">", "Ctrl+R", "PgUp"]


def test_the_table_names_every_command_for_a_terminal() -> None:
    assert all(command.help in as_text() for command in COMMANDS)


LOADING = """
import sys, rectify.tui.commands
print("textual" in sys.modules)
import rectify.tui.ledger_screen
print("sqlalchemy" in sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """Whether Textual is loaded with the table, and the database with the main screen."""
    return run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True).stdout.split()


def test_the_table_loads_no_terminal(loaded: list[str]) -> None:
    assert loaded[0] == "False"


def test_the_main_screen_loads_no_database_which_the_store_thread_does_meanwhile(loaded: list[str]) -> None:
    assert loaded[1] == "False"
