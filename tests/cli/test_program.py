"""The program around its commands: global options, help, ledgers that cannot be used, the sample ledger."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from rectify import __version__
from rectify.cli import click_words
from rectify.cli.program import COMMANDS


@pytest.mark.parametrize("place", ["before", "after"])
def test_global_options_stand_before_or_after_the_command(run: Run, office: Path, place: str) -> None:
    shared = ("--db", str(office), "--actor", "Sun Yu")
    words = ("status", "2020-0001", "in_progress")
    assert run(*(shared + words if place == "before" else words + shared)).code == 0
    events = json.loads(run("--db", str(office), "history", "2020-0001", "--format", "json").out)
    assert events[-1]["actor"] == "Sun Yu"


def test_the_last_of_two_global_options_counts(run: Run, office: Path, tmp_path: Path) -> None:
    assert run("--db", str(tmp_path / "none.db"), "list", "--db", str(office)).code == 0


def test_the_ledger_may_come_from_the_environment(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFY_DB", str(office))
    assert run("list").code == 0


def test_a_mistake_in_the_config_file_is_wrong_usage(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text('colour = "red"\nlang = 3\n')
    monkeypatch.setenv("RECTIFY_CONFIG", str(file))
    result = run("list")
    assert result.code == 2
    assert result.err == (
        f"rectify: {file}:1: colour: there is no such key; the keys are db, lang, actor, keys, view, print\n"
        f"rectify: {file}:2: lang: it must be a text in quotes\n"
    )


def test_version(run: Run) -> None:
    assert run("--version").out == f"rectify {__version__}\n"


def test_help_lists_every_command_in_order(run: Run) -> None:
    out = run("--help").out
    listed = re.findall(r"^  ([a-z]+) ", out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_no_option_of_one_letter(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.code == 0
    assert result.out.startswith(f"Usage: rectify {name} ")
    assert not re.search(r"(?<!\S)-[a-z]\b", result.out.replace("F,-F", "").replace("severity,-due", ""))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("lst",), "rectify: No such command 'lst'. Did you mean list?\n"),
        (("overview",), "rectify: No such command 'overview'."),
        (
            ("list", "--frmat", "json"),
            "rectify: No such option '--frmat'. (Did you mean one of: '--format', '--sort'?)",
        ),
        (("note", "2020-0001", "--text"), "rectify: No such option '--text'."),
        (("import", "--fil", "x.csv"), "rectify: No such option '--fil'."),
        (("undo", "--note=x"), "rectify: No such option '--note'."),
        (("--foo",), "rectify: No such option '--foo'."),
        (("list", "--lang", "fr"), "rectify: Invalid value for '--lang': 'fr' is not one of 'en', 'zh'."),
    ],
)
def test_wrong_usage_is_told_in_a_line_and_ends_with_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message)


def test_the_value_of_an_option_may_begin_with_hyphens(run: Run, office: Path) -> None:
    assert run("edit", "2020-0001", "--reason", "--- see the file", "owner=x", "--db", str(office)).code == 0


def test_after_two_hyphens_everything_is_text(run: Run, office: Path) -> None:
    assert run("note", "--db", str(office), "--", "2020-0001", "--half").out == "2020-0001\n"


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("overdue",),
        ("show", "1"),
        ("history",),
        ("undo",),
        ("check",),
        ("units",),
        ("backup",),
        ("note", "1", "x"),
    ],
)
def test_without_a_ledger_a_command_says_how_to_begin_one(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "none.db"
    result = run(*command, "--db", str(path))
    assert result.code == 4
    assert result.err == (
        f"rectify: There is no ledger at {path}. `rectify import FILE` or `rectify add TITLE` begins one.\n"
    )
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"no database at all, but text", "is no SQLite database"),
        (b"SQLite format 3\0", "not a ledger"),
    ],
)
def test_a_file_that_is_no_ledger_ends_with_4_and_stays_as_it_is(
    run: Run, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    for command in (("list",), ("add", "Door")):
        result = run(*command, "--db", str(path))
        assert result.code == 4
        assert reason in result.err
    assert path.read_bytes() == content


def test_the_sample_ledger_has_overdue_problems_and_is_gone_afterwards(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    result = run("--demo", "overdue", "--format", "json")
    assert len(json.loads(result.out)) > 3
    assert not list(tmp_path.glob("rectify-demo-*"))


def test_the_sample_ledger_never_takes_the_place_of_a_file(run: Run, office: Path) -> None:
    before = office.read_bytes()
    result = run("list", "--demo", "--db", str(office))
    assert result.code == 4
    assert f"{office} exists already" in result.err
    assert office.read_bytes() == before


def test_the_terminal_ui_needs_a_terminal(run: Run, office: Path) -> None:
    result = run("--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert "`rectify overdue`" in result.err


def test_the_keys_are_printed(run: Run) -> None:
    result = run("keys")
    assert result.code == 0
    assert ">" in result.out


def test_the_keys_are_those_of_the_config_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nproblem.advance = [">", "F8"]\n')
    monkeypatch.setenv("RECTIFY_CONFIG", str(file))
    assert "  > F8          Next: The usual next move" in run("keys").out
    file.write_text(run("keys", "--format", "toml").out)
    assert 'problem.advance = [">", "f8"]  # Next\n' in run("keys", "--format", "toml").out


def test_what_is_wrong_with_the_keys_stops_only_what_uses_them(
    run: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('lang = "en"\n[keys]\nproblem.advance = "super"\n')
    monkeypatch.setenv("RECTIFY_CONFIG", str(file))
    result = run("keys")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"rectify: {file}:3: keys.problem.advance: super is no key that a terminal sends;")
    assert run("list", "--db", str(office)).code == 0


def test_what_is_unexpected_is_logged_and_told_in_a_sentence(run: Run, office: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(office)) as altered, altered:
        altered.execute("UPDATE problems SET due_on = 'the details'")
    result = run("list", "--db", str(office))
    log = tmp_path / "xdg_state_home" / "rectify" / "log" / "rectify.log"
    assert result.code == 4
    assert result.err == (f"rectify: Something unexpected went wrong (ValueError). The details are in {log}.\n")
    assert "the details" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_click_still_says_what_the_catalogue_translates() -> None:
    import click

    folder = Path(str(click.__file__)).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    said = [*click_words.SINGLE, *(form(n) for form in click_words.PLURAL for n in (1, 2))]
    assert [words for words in said if f'"{words}"' not in source] == []


@pytest.mark.parametrize("arguments", [("--lang", "zh", "--help"), ("--help", "--lang=zh")])
def test_help_is_in_the_language_that_is_asked_for(run: Run, arguments: tuple[str, ...]) -> None:
    out = run(*arguments).out
    assert out.startswith("用法")
    assert "逾期" in out


def test_a_text_that_looks_like_a_language_chooses_none(run: Run, office: Path) -> None:
    result = run("--lang", "en", "note", "None-1", "--db", str(office), "--", "--lang=zh")
    assert result.err.startswith("rectify: No problem has the number None-1.")


def test_the_language_may_come_from_the_config_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('lang = "zh"\n')
    monkeypatch.setenv("RECTIFY_CONFIG", str(tmp_path / "config.toml"))
    assert run("--help").out.startswith("用法")
    assert run("lst").err.startswith("rectify: 没有命令")


def test_a_ledger_on_a_server_cannot_be_opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("list", "--db", "postgresql://x/y")
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith("rectify: --db: postgresql://x/y is no ledger")
    monkeypatch.setenv("RECTIFY_DB", "postgresql://x/y")
    assert run("--help").code == 0


def test_a_sample_ledger_that_goes_is_not_backed_up_beside_itself(run: Run, tmp_path: Path) -> None:
    refused = run("backup", "--demo")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.endswith(": name a file.\n")
    assert run("backup", str(tmp_path / "copy.db"), "--demo").code == 0
