"""The rows that were left out, in a file beside."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rectify.errors import LedgerUnavailable
from rectify.transfer.outcome import Rejected
from rectify.transfer.plan.beside import write_rejected
from rectify.transfer.read.file import read_sheet
from rectify.transfer.read.mark import Mark, taken_out

ROWS = [Rejected(4, "It has no title.", {"id": "W-1", "title": "", "remarks": 'a "b",\nc'})]
COLUMNS = ["id", "title", "remarks"]


def test_rows_keep_their_columns_and_get_their_reason(tmp_path: Path) -> None:
    beside = write_rejected(tmp_path / "list.xlsx", COLUMNS, ROWS)

    assert beside == tmp_path / "list.rejected.csv"
    assert beside.read_bytes().decode() == (
        '\ufeffid,title,remarks,rejected_reason\r\nW-1,,"a ""b"",\nc",It has no title.\r\n'
    )


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    first = write_rejected(tmp_path / "list.csv", COLUMNS, ROWS)
    second = write_rejected(tmp_path / "list.csv", COLUMNS, [])

    assert second == tmp_path / "list.rejected-2.csv"
    assert "W-1" in first.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("'=1", "''=1"), ("=5", "'=5"), ("＝5", "'＝5")],
)
def test_no_cell_becomes_a_formula_and_each_comes_back_as_it_was(tmp_path: Path, text: str, written: str) -> None:
    beside = write_rejected(tmp_path / "list.csv", ["title"], [Rejected(2, "bad", {"title": text})])

    assert beside.read_text(encoding="utf-8-sig").splitlines()[1] == f"{written},bad"
    assert read_sheet(beside, None, lambda _cells: True).rows[1].cells == [text, "bad"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match=r"nowhere/list\.rejected\.csv cannot be written: No such file"):
        write_rejected(tmp_path / "nowhere" / "list.csv", COLUMNS, ROWS)


def test_rows_say_what_file_they_are_of(tmp_path: Path) -> None:
    mark = Mark("ledger", "part", (("id", "number"), ("title", "title"), ("remarks", "extra")))
    beside = write_rejected(tmp_path / "list.xlsx", COLUMNS, ROWS, mark)

    told, sheet = taken_out(read_sheet(beside, None, lambda _cells: True))

    assert told == mark
    assert [row.cells for row in sheet.rows] == [
        ["id", "title", "remarks", "rejected_reason", ""],
        ["W-1", "", 'a "b",\nc', "It has no title.", ""],
    ]


def test_a_column_of_that_name_in_another_list_is_left_as_it_is(csv_file: Callable[..., Path]) -> None:
    sheet = read_sheet(csv_file("title,rectify\nlamp,yes\n"), None, lambda _cells: True)

    assert taken_out(sheet) == (None, sheet)
