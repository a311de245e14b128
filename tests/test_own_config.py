"""The config file is written so that what its user wrote stays as it was."""

from pathlib import Path

import pytest

from rectify.errors import InvalidInput
from rectify.own_config import Changes, save
from rectify.tui.habits import habits_of
from rectify.tui.own_keys import full_name

MINE = """\
# of Wang Lan
actor = "Wang Lan"

[keys]
# on the keypad
advance = [">", "F8"]  # both hands
"problem.new" = "+"

[view]
theme = "nord"  # calm
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def saved(file: Path, text: str, changes: Changes) -> str:
    file.write_bytes(text.encode())
    save(file, changes, check=habits_of, meaning=full_name)
    return file.read_bytes().decode()


def test_comments_and_order_stay_as_they_were(file: Path) -> None:
    changes: Changes = {
        "keys": {"problem.advance": ("F9",), "problem.new": None, "row.down": ("n", "down"), "list.sort": ()},
        "view": {"theme": "gruvbox", "details": True},
        "print": {"width": 100},
    }
    assert saved(file, MINE, changes) == (
        '# of Wang Lan\nactor = "Wang Lan"\n\n[keys]\n# on the keypad\nadvance = "F9"  # both hands\n'
        'row.down = ["n", "down"]\nlist.sort = ""\n\n[view]\ntheme = "gruvbox"  # calm\ndetails = true\n\n'
        "[print]\nwidth = 100\n"
    )


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ('[keys.problem]\nadvance = "F8"\n', '[keys.problem]\nadvance = "F9"\nedit = "F7"\n'),
        ('keys.problem.edit = "F8"\n', 'keys.problem.edit = "F7"\nkeys.problem.advance = "F9"\n'),
        ('[keys]\r\nedit = "F8"\r\n', '[keys]\r\nedit = "F7"\r\nproblem.advance = "F9"\r\n'),
        ("", '[keys]\nproblem.advance = "F9"\nproblem.edit = "F7"\n'),
    ],
)
def test_a_key_is_found_however_it_is_written(file: Path, text: str, now: str) -> None:
    found = saved(file, text, {"keys": {"problem.advance": ("F9",), "problem.edit": ("F7",)}})
    assert found.replace("\r", "") == now.replace("\r", "")
    assert [habits_of(file).table.key(name) for name in ("problem.advance", "problem.edit")] == ["F9", "F7"]


def test_what_was_never_said_need_not_be_taken_out(file: Path) -> None:
    assert saved(file, MINE, {"keys": {"row.up": None}, "print": {"by": None}}) == MINE


def test_a_new_file_is_for_its_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    save(file, {"view": {"start": "overdue"}}, check=habits_of)
    assert file.read_text(encoding="utf-8") == '[view]\nstart = "overdue"\n'
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[view]\ntheme = \n", "it is not TOML: .*line 2"),
        ('[view]\n\ntheme = "blue"\n', ":3: view.theme: it must be one"),
    ],
)
def test_a_file_that_is_wrong_is_told_and_stays_as_it_is(file: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        saved(file, text, {"view": {"start": "all"}})
    assert file.read_text(encoding="utf-8") == text
