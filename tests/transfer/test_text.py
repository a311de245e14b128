"""Comma-separated texts as they come from offices, and those that are refused."""

from pathlib import Path

import pytest
from tests.transfer.taken import CsvFile, refusal

from rectify.errors import InvalidInput
from rectify.transfer.read.file import read_sheet
from rectify.transfer.sheet import Row


def rows(path: Path) -> list[Row]:
    """The rows of the file at `path`."""
    return list(read_sheet(path, None, lambda _cells: True).rows)


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


@pytest.mark.parametrize("mark", ["\t", ";", "|", ","])
def test_columns_may_be_separated_otherwise(csv_file: CsvFile, mark: str) -> None:
    path = csv_file(f"编号{mark}问题{mark}单位\n1{mark}灯, 门; 窗{mark}厅\n".replace(", ", "，"), "list.txt")

    assert rows(path)[0].cells == ["编号", "问题", "单位"]


def test_a_comma_in_the_cells_of_a_tabbed_text_divides_nothing(csv_file: CsvFile) -> None:
    path = csv_file("id\ttitle\n1\tlamp, door, gate\n2\tlamp, door\n3\tx\n")

    assert [row.cells for row in rows(path)] == [
        ["id", "title"],
        ["1", "lamp, door, gate"],
        ["2", "lamp, door"],
        ["3", "x"],
    ]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_may_end_in_any_way(csv_file: CsvFile, end: str) -> None:
    assert [row.number for row in rows(csv_file(end.join(["id,title", "1,a", "2,b", ""])))] == [1, 2, 3]


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


def test_a_text_has_no_sheets(csv_file: CsvFile) -> None:
    assert refusal(csv_file("title\nx\n"), "Sheet1") == "list.csv is a text and has no sheets; leave --sheet out."


def test_a_record_wider_than_any_sheet_is_refused(csv_file: CsvFile) -> None:
    path = csv_file("编号,问题\nA-1," + "x," * 16_383 + "\n")

    with pytest.raises(InvalidInput, match=r"row 2: there are 16385 cells, more than a list has"):
        read_sheet(path, None, lambda _cells: False)
