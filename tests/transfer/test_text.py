"""Comma-separated texts as they come from offices, and those that are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rectify.errors import InvalidInput
from rectify.transfer.read import read_sheet
from rectify.transfer.sheet import Row

CsvFile = Callable[..., Path]


def rows(path: Path) -> list[Row]:
    """The rows of the file at `path`."""
    return list(read_sheet(path, None, lambda _cells: True).rows)


def refusal(path: Path, sheet: str | None = None) -> str:
    """Why the file at `path` is not read."""
    with pytest.raises(InvalidInput) as refused:
        read_sheet(path, sheet, lambda _cells: True)
    return str(refused.value)


def test_utf_8_is_read_with_a_byte_order_mark_and_without(csv_file: CsvFile) -> None:
    plain = csv_file("编号,问题\n1,灯坏\n")
    marked = csv_file("编号,问题\n1,灯坏\n".encode("utf-8-sig"), "marked.csv")

    assert rows(plain) == [Row(1, ["编号", "问题"]), Row(2, ["1", "灯坏"])]
    assert rows(marked) == rows(plain)


def test_a_record_is_numbered_by_the_line_on_which_it_begins(csv_file: CsvFile) -> None:
    path = csv_file('id,title\r\n1,"two\r\nlines"\r\n\r\n2,last\r\n')

    assert [row.number for row in rows(path)] == [1, 2, 4, 5]


def test_quotation_marks_hold_commas_and_marks(csv_file: CsvFile) -> None:
    assert rows(csv_file('a,b\n"x, y","he said ""no"""\n'))[1].cells == ["x, y", 'he said "no"']


def test_an_apostrophe_that_guards_against_formulas_is_left_out(csv_file: CsvFile) -> None:
    assert rows(csv_file("a,b\n'=1+1,'tis so\n"))[1].cells == ["=1+1", "'tis so"]


def test_cells_beyond_the_header_that_are_empty_do_not_matter(csv_file: CsvFile) -> None:
    assert rows(csv_file("a,b\n1,2,, \n"))[1].cells == ["1", "2", "", " "]


def test_a_nul_is_named_with_its_row(csv_file: CsvFile) -> None:
    assert refusal(csv_file(b"id,title\n1,fine\n2,bro\0ken\n")) == (
        "list.csv, row 3: there is a NUL character, so this is no plain text; save it as CSV again."
    )


def test_other_encodings_are_refused_with_what_to_do(csv_file: CsvFile) -> None:
    assert refusal(csv_file("id,title\n1,灯坏\n".encode("gb18030"))) == (
        "list.csv, row 2: this is not UTF-8; save it as “CSV UTF-8” or as .xlsx, and import that."
    )
    assert refusal(csv_file("id,title\n".encode("utf-16"))) == (
        "list.csv is written in UTF-16; save it as “CSV UTF-8” or as .xlsx, and import that."
    )


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_other_separators_are_refused(csv_file: CsvFile, mark: str) -> None:
    assert refusal(csv_file(f"id{mark}title\n1{mark}x\n")) == (
        "The columns of list.csv are not separated by commas; save it with commas or as .xlsx."
    )


def test_a_quotation_mark_that_is_never_closed_is_named(csv_file: CsvFile) -> None:
    assert refusal(csv_file('id,title\n1,ok\n2,"lost\n3,x\n')) == (
        "list.csv, row 3: this record cannot be read (unexpected end of data); look at its quotation marks."
    )


def test_a_cell_of_a_million_characters_is_read(csv_file: CsvFile) -> None:
    assert len(str(rows(csv_file(f"title\n{'x' * 1_000_000}\n"))[1].cells[0])) == 1_000_000


@pytest.mark.parametrize("content", ["", " \r\n\t"])
def test_an_empty_file_is_refused(csv_file: CsvFile, content: str) -> None:
    assert refusal(csv_file(content)) == "list.csv is empty."


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()

    assert refusal(tmp_path / "no.csv") == f"There is no file {tmp_path}/no.csv."
    assert refusal(tmp_path / "folder.csv") == f"{tmp_path}/folder.csv is a folder; name the file to import."


@pytest.mark.parametrize("name", ["list.xls", "list.ods", "list.json", "list.tsv", "list"])
def test_other_kinds_of_files_are_refused_with_those_that_are_read(csv_file: CsvFile, name: str) -> None:
    assert refusal(csv_file("id,title\n", name)) == (
        f"{name} is no file that rectify reads: .csv in UTF-8 with commas, or .xlsx. Save the list as one."
    )


def test_a_text_has_no_sheets(csv_file: CsvFile) -> None:
    assert refusal(csv_file("title\nx\n"), "Sheet1") == "list.csv is a text and has no sheets; leave --sheet out."


def test_a_workbook_called_csv_is_told_apart(csv_file: CsvFile) -> None:
    assert refusal(csv_file(b"PK\x03\x04rest")) == "list.csv is a workbook, not a text: give it the ending .xlsx."
