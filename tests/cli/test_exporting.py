"""`export` on the command line."""

from pathlib import Path

from tests.cli.conftest import Run


def test_an_export_tells_what_it_wrote(run: Run, office: Path, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out.csv"), "is:open", "unit:泡崖街道", "--db", str(office))
    assert (result.code, result.out) == (0, "")
    assert result.err == f"Wrote 1 problem to {tmp_path / 'out.csv'}\n"


def test_an_export_never_replaces_a_file_unless_forced(run: Run, office: Path, tmp_path: Path) -> None:
    arguments = ("export", str(tmp_path / "out.csv"), "--db", str(office))
    assert [run(*arguments).code, run(*arguments).code, run(*arguments, "--force").code] == [0, 1, 0]


def test_an_unknown_ending_and_a_wrong_query_are_wrong_usage(run: Run, office: Path, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "out.pdf"), "--db", str(office)).code == 2
    assert run("export", str(tmp_path / "out.csv"), "colour:red", "--db", str(office)).code == 2


def test_a_file_with_a_hostile_name_is_written(run: Run, office: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "=a b;'\n\x1b[31m.csv"
    result = run("export", str(hostile), "--db", str(office))
    assert result.code == 0
    assert hostile.exists()
    assert "\x1b" not in result.err
