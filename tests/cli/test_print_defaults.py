"""The table [print] of the config file, where an option is not given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def used_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes the table [print] of the config file, whose path it returns."""
    file = tmp_path / "config.toml"
    monkeypatch.setenv("RECTIFY_CONFIG", str(file))

    def write(text: str) -> Path:
        file.write_text(f"[print]\n{text}")
        return file

    return write


def test_the_config_file_has_the_usual_format_and_grouping(
    run: Run, office: Path, used_to: Callable[[str], Path], tmp_path: Path
) -> None:
    used_to('format = "md"\nby = "owner"\n')
    assert run("list", "--db", str(office)).out.count("\n## ") == 3
    assert run("list", "--by", "severity", "--format", "text", "--db", str(office)).out.count("| ") == 0
    assert run("list", "--db", str(office), "--output", str(tmp_path / "list.csv")).code == 0
    assert "group" not in (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()[0]


def test_a_workbook_is_usual_only_for_files(
    run: Run, office: Path, used_to: Callable[[str], Path], tmp_path: Path
) -> None:
    used_to('format = "xlsx"\nwidth = 50\n')
    printed = run("list", "--db", str(office)).out
    assert max(map(len, printed.splitlines())) <= 50
    assert run("list", "--db", str(office), "--output", str(tmp_path / "list")).code == 0
    assert (tmp_path / "list").read_bytes()[:2] == b"PK"


def test_every_mistake_in_printing_is_told_with_its_line(
    run: Run, office: Path, used_to: Callable[[str], Path]
) -> None:
    file = used_to('format = "pdf"\nby = 3\nwidht = 80\nwidth = true\nfolder = ""\n')
    assert run("overdue", "--db", str(office)).err == (
        f"rectify: {file}:2: print.format: it must be one of text, csv, json, md, html, xlsx\n"
        f"rectify: {file}:3: print.by: it must be one of unit, owner, lead, source, severity\n"
        f"rectify: {file}:4: print.widht: there is no such key; perhaps it is width\n"
        f"rectify: {file}:5: print.width: it must be a number from 40 to 400\n"
        f"rectify: {file}:6: print.folder: it must be the path of a folder\n"
    )
