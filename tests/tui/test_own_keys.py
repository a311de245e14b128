"""The keys of config.toml: what they may be, and that the screen, its last line and the help follow them."""

from pathlib import Path

import pytest
from tests.tui.ledger_host import working
from textual.keys import Keys

from rectify.config import load
from rectify.tui.command_table import Table, keys_of
from rectify.tui.commands import COMMANDS
from rectify.tui.habits import Habits
from rectify.tui.key_sheet import as_text, as_toml
from rectify.tui.own_keys import NAMED, own_keys, read_key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def chosen(file: Path, text: str) -> tuple[Table, list[str]]:
    """The table that the file makes with `text` in it, and what is wrong with it, without the name of the file."""
    file.write_text(f"[keys]\n{text}", encoding="utf-8")
    problems: list[str] = []
    section = load({}, {"RECTIFY_CONFIG": str(file)}).section("keys")
    table = own_keys(section, problems)
    return table, [problem.removeprefix(f"{file}:") for problem in problems]


def test_a_command_has_the_keys_that_were_chosen_and_no_others(file: Path) -> None:
    table, problems = chosen(
        file, 'problem.advance = [">", "F8"]\nstatus = "S"\nlist.sort = ""\nproblem.mark_all = []\n'
    )
    names = ("problem.advance", "problem.status", "list.sort", "problem.mark_all", "problem.new")
    assert [keys_of(table.by_id[name]) for name in names] == ["> F8", "S", "", "", "n"]
    assert problems == []


def test_two_commands_may_change_places(file: Path) -> None:
    table, problems = chosen(file, 'row.down = "k"\nrow.up = "j"\n')
    assert (table.key("row.down"), table.key("row.up"), problems) == ("k", "j", [])


def test_every_mistake_is_told_with_its_line_at_once(file: Path) -> None:
    text = (
        'problem.statsu = "S"\nopen = "O"\nunheard = "U"\nproblem.new = 3\nproblem.edit = "ctrl+i"\n'
        'problem.due = "hyper"\nproblem.who = "n"\nlist.filter = "、"\nfilter = "F"\nproblem.note = "p"\n'
        'list.sort = "F8"\nlist.figures = "f8"\napp.palette = ":"\npane.open = "l"\n'
    )
    assert chosen(file, text)[1] == [
        "2: keys.problem.statsu: there is no such command; perhaps it is problem.status",
        '5: keys.problem.new: it must be a key in quotes, or several: ["n", "f2"]',
        "6: keys.problem.edit: a terminal sends ctrl+i as Tab; choose another key",
        "7: keys.problem.due: hyper is no key that a terminal sends; write n, N, F8, Ctrl+R, PgDn",
        "3: keys.open: there is no such command; perhaps it is pane.open, view.open",
        "4: keys.unheard: there is no such command; `rectify keys --format toml` prints all of them",
        "10: keys.filter: list.filter has its keys already",
        "14: keys.app.palette: it works in texts too, where : is typed; choose a function key, or one with Ctrl or Alt",
        "15: keys.pane.open: it works in the filter line too, where l is typed; choose Enter, Esc, Tab, F8, Ctrl+O",
        '11: keys.problem.note: p is the key of list.print too; give that one another, or none: list.print = ""',
        '13: keys.list.figures: F8 is the key of list.sort too; give that one another, or none: list.sort = ""',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('app.quit = ""\napp.leave = []\n', "3: keys.app.leave: app.leave or app.quit needs a key, or nobody gets out"),
        ('app.quit = "ctrl+c"\n', "2: keys.app.quit: Ctrl+C copies, and never quits"),
        ('app.leave = "Ctrl+C"\n', "2: keys.app.leave: Ctrl+C copies, and never quits"),
        ('screen.back = ""\n', "2: keys.screen.back: it needs a key, or nobody comes back from where they went"),
    ],
)
def test_there_is_always_a_way_out(file: Path, text: str, said: str) -> None:
    assert chosen(file, text)[1][:1] == [said]


def test_one_way_out_is_enough(file: Path) -> None:
    assert chosen(file, 'app.quit = ""\n')[1] == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("PgDn", "pagedown"), ("Ctrl+R", "ctrl+r"), ("shift + ctrl + Up", "ctrl+shift+up"), ("Esc", "escape")),
        *(
            ("，", "comma"),
            ("ｎ", "n"),
            ("》", ">"),
            ("。", "."),
            (" ", "space"),
            ("N", "N"),
            ("↓", "down"),
            ("é", "é"),
        ),
    ],
)
def test_a_key_is_called_what_people_call_it(text: str, key: str) -> None:
    assert read_key(text) == key


def test_no_key_is_one_that_textual_does_not_know() -> None:
    known = {key.value for key in Keys} | {"comma"}
    assert {key for key in NAMED if not key.startswith("alt+")} - known == set()


def test_every_usual_key_could_have_been_chosen() -> None:
    assert {key: read_key(key) for command in COMMANDS for key in command.keys if key != read_key(key)} == {}


def test_what_is_printed_for_the_file_is_taken_by_the_file(file: Path) -> None:
    first, _none = chosen(file, 'problem.advance = [">", "\\"", "\\\\"]\nledger.settings = [",", "F2"]\n')
    assert 'ledger.settings = [",", "f2"]' in as_toml(first)
    again, problems = chosen(file, as_toml(first).removeprefix("[keys]\n"))
    assert (again.commands, problems) == (first.commands, [])


def test_the_sheet_of_keys_names_the_new_one(file: Path) -> None:
    table, _none = chosen(file, 'problem.advance = "F8"\n')
    assert "  F8            Next: The usual next move" in as_text(table)


async def test_the_new_key_does_it_the_old_one_nothing_and_the_screen_names_the_new_one(path: Path, file: Path) -> None:
    keys = 'view.all = "Z"\napp.help = "H"\nrow.down = "y"\nproblem.mark = ""\napp.quit = ""\napp.palette = "f9"\n'
    table, _none = chosen(file, keys)
    async with working(path, "6", "j", "?", "space", "ctrl+q", habits=Habits(table)) as clerk:
        before = (clerk.screen.choice.view.key, clerk.rows.cursor, len(clerk.rows.marks), len(clerk.app.screen_stack))
        assert before == ("open", 0, 0, 1)
        await clerk.press("Z", "ｙ")  # as a Chinese input method sends it
        assert (clerk.screen.choice.view.key, clerk.rows.cursor) == ("all", 1)
        assert "Z All 7" in clerk.lines()[1]
        assert clerk.lines()[-1].endswith("H Help")
        await clerk.press("H")
        assert any("│  y " in line and "Down: One row down." in line for line in clerk.lines())
        await clerk.press("/", *"zzz")
        assert any("In the list, F9 looks for commands by name." in line for line in clerk.lines())


async def test_ctrl_c_says_what_quits_where_it_copies_no_more(path: Path, file: Path) -> None:
    table, _none = chosen(file, 'problem.copy = "y"\napp.leave = "f10"\n')
    async with working(path, "ctrl+c", habits=Habits(table)) as clerk:
        assert clerk.said() == ["F10 leaves rectify."]


async def test_two_commands_that_change_places_keep_their_keys_in_dialogs_and_texts(path: Path, file: Path) -> None:
    table, _none = chosen(file, 'problem.new = "/"\nlist.filter = "n"\nscreen.back = "f9"\napp.leave = "f10"\n')
    async with working(path, "n", "n", "q", habits=Habits(table)) as clerk:
        assert clerk.screen.filter_line.value == "nq"
        assert [line.strip() for line in clerk.lines()[-1:]] == ["Enter Apply   F9 Leave the filter"]
        await clerk.press("f9", "、")
        assert clerk.app.screen.query("#title")
