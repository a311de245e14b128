"""Where the choices of a user come from, and what is said when they cannot be read."""

from pathlib import Path

import pytest

from rectify.config import Config, config_path, load
from rectify.errors import InvalidInput


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def problems(file: Path, flags: dict[str, str] | None = None, **environment: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        load(flags or {}, {"RECTIFY_CONFIG": str(file), **environment})
    return str(caught.value).splitlines()


def test_flags_come_before_the_environment_and_the_environment_before_the_file(file: Path) -> None:
    file.write_text('db = "/a/file.db"\nlang = "zh"\nactor = "File"\n')
    environment = {"RECTIFY_CONFIG": str(file), "RECTIFY_ACTOR": "Environment", "RECTIFY_LANG": "zh"}
    assert load({"lang": "en"}, environment) == Config(Path("/a/file.db"), "en", "Environment", file)


def test_without_a_choice_the_ledger_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    config = load({}, {"LANG": "zh_CN.UTF-8"})
    assert config.db == tmp_path / "data" / "rectify" / "ledger.db"
    assert config.lang == "zh"
    assert config.file is None


def test_the_file_in_the_config_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "rectify").mkdir()
    (tmp_path / "rectify" / "config.toml").write_text('actor = "王芳"\n', encoding="utf-8")
    assert load({}, {}).actor == "王芳"


def test_a_path_in_the_file_starts_from_its_folder(file: Path) -> None:
    file.write_text('db = "office/ledger.db"\n')
    assert load({}, {"RECTIFY_CONFIG": str(file)}).db == file.parent / "office" / "ledger.db"


def test_the_login_name_stands_for_an_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "wang")
    assert load({"db": "x.db"}, {}).actor == "wang"


def test_the_address_of_a_sqlite_file_is_its_path() -> None:
    assert load({"db": "sqlite:////srv/x.db"}, {}).db == Path("/srv/x.db")


def test_every_problem_is_listed_with_file_line_and_key(file: Path) -> None:
    file.write_text('actor = 3\n\ncolour = """\nred"""\nlang = "fr"  # Canada\nacter = "x"\nview = "all"\n')
    assert problems(file, {"db": "postgresql://server/ledger"}, RECTIFY_ACTOR="\t") == [
        f"{file}:1: actor: it must be a text in quotes",
        f"{file}:3: colour: there is no such key; the keys are db, lang, actor, keys, view, print",
        f"{file}:6: acter: there is no such key; perhaps it is actor",
        f"{file}:7: view: it is a table, which begins with [view]",
        f"{file}:5: lang: fr is no language of rectify; choose one of en, zh",
        "RECTIFY_ACTOR: it must be a name on one line",
        "--db: postgresql://server/ledger is no ledger: this rectify keeps ledgers in files",
    ]


def test_what_is_wrong_in_the_file_is_listed_though_another_value_is_in_force(file: Path) -> None:
    file.write_text('lang = "fr"\nactor = ""\n')
    assert problems(file, {"lang": "en"}, RECTIFY_ACTOR="王芳") == [
        f"{file}:1: lang: fr is no language of rectify; choose one of en, zh",
        f"{file}:2: actor: it must be a name on one line",
    ]


def test_a_ledger_that_cannot_be_used_here_gives_way_to_another(file: Path) -> None:
    file.write_text('db = "postgresql://office/ledger"\n')
    assert load({"db": "/a/file.db"}, {"RECTIFY_CONFIG": str(file)}).db == Path("/a/file.db")


def test_what_the_tables_say_is_found_with_its_line_however_it_is_written(file: Path) -> None:
    text = '[keys]\nproblem.due = [\n  "D",\n]\n"list.sort" = "S"\n[keys.view]\n# why\nall = "A"\n'
    file.write_text("\ufeff" + text, encoding="utf-8")  # as some editors begin a file
    section = load({}, {"RECTIFY_CONFIG": str(file)}).section("keys")
    assert [(entry.key, entry.value, str(entry.place)) for entry in section] == [
        ("problem.due", ["D"], f"{file}:2: keys.problem.due"),
        ("list.sort", "S", f"{file}:5: keys.list.sort"),
        ("view.all", "A", f"{file}:8: keys.view.all"),
    ]


def test_a_file_that_is_not_toml_is_named(file: Path) -> None:
    file.write_text("db = \n")
    assert problems(file) == [f"{file}: it is not TOML: Invalid value (at line 1, column 6)"]


def test_a_file_that_is_not_there_yet_says_nothing(file: Path) -> None:
    assert load({}, {"RECTIFY_CONFIG": str(file)}).file is None
    assert config_path({"RECTIFY_CONFIG": str(file)}) == file


def test_a_file_that_cannot_be_read_is_named(file: Path) -> None:
    file.mkdir()
    assert problems(file) == [f"{file}: it cannot be read: Is a directory"]


def test_an_empty_variable_says_nothing(file: Path) -> None:
    file.write_text('actor = "Chen"\n')
    assert load({}, {"RECTIFY_CONFIG": str(file), "RECTIFY_ACTOR": ""}).actor == "Chen"


@pytest.mark.parametrize("name", ["a\x1b[31m", "two\x00", "\u202eevil", "  "])
def test_an_actor_is_a_name_that_can_be_printed(file: Path, name: str) -> None:
    file.write_text("")
    assert problems(file, {"actor": name}) == ["--actor: it must be a name on one line"]
