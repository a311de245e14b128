"""Workbooks: the right sheet, its cells, and what is refused before the reader sees it."""

import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.transfer.taken import CsvFile, Workbook, refusal

from rectify.transfer.read.file import read_sheet
from rectify.transfer.sheet import Block, Cell, text_of

LIST = [["title", "due"], ["A lamp is broken", "2026-05-01"]]
NOTES = [["remarks"], ["none"]]


def names_title(cells: Sequence[Cell]) -> bool:
    """Whether a row is a header of a list."""
    return "title" in cells


def test_rows_have_the_numbers_that_the_sheet_shows(workbook: Workbook) -> None:
    sheet = read_sheet(workbook({"S": [["title"], [], ["late"]]}), None, names_title)

    assert [(row.number, list(row.cells)) for row in sheet.rows] == [(1, ["title"]), (2, [""]), (3, ["late"])]
    assert (sheet.file, sheet.name) == ("list.xlsx", "S")


def test_cells_are_numbers_days_and_moments(workbook: Workbook) -> None:
    path = workbook(
        {"S": [["title"], ["x", 3, 2.5, True, date(2026, 5, 1), datetime.fromisoformat("2026-05-01T09:30")]]}
    )

    cells = read_sheet(path, None, names_title).rows[1].cells

    assert [text_of(cell) for cell in cells] == ["x", "3", "2.5", "TRUE", "2026-05-01", "2026-05-01 09:30:00"]


def test_formulas_that_failed_are_known_by_row_and_place_in_their_own_sheet(workbook: Workbook) -> None:
    path = workbook({"May": [["title"], ["#N/A"]], "June": [["title", "due"], [], ["lamp", "#DIV/0!"]]})

    sheet = read_sheet(path, "June", names_title)

    assert (sheet.errors, sheet.rows[2].cells) == ({3: {1: "#DIV/0!"}}, ["lamp", ""])


def test_a_large_whole_number_keeps_all_its_digits(workbook: Workbook) -> None:
    cells = read_sheet(workbook({"S": [["title"], [101004143000]]}), None, names_title).rows[1].cells

    assert text_of(cells[0]) == "101004143000"


def test_the_only_sheet_with_rows_is_read(workbook: Workbook) -> None:
    assert read_sheet(workbook({"Empty": [], "Full": LIST}), None, names_title).name == "Full"


def test_of_several_sheets_the_one_with_a_list_is_read(workbook: Workbook) -> None:
    assert read_sheet(workbook({"Notes": NOTES, "List": LIST}), None, names_title).name == "List"


def test_several_lists_are_refused_until_one_is_named(workbook: Workbook) -> None:
    path = workbook({"May": LIST, "June": LIST, "Notes": NOTES})

    assert refusal(path) == "list.xlsx has several sheets: May, June. Say with --sheet which one holds the list."
    assert read_sheet(path, "June", names_title).name == "June"
    assert read_sheet(path, "2", names_title).name == "June"


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(workbook: Workbook) -> None:
    path = workbook({"May": LIST, "June": LIST})

    assert refusal(path, "July") == "list.xlsx has no sheet July; its sheets: May, June."
    assert refusal(path, "3") == "list.xlsx has no sheet 3; its sheets: May, June."


def test_a_hidden_sheet_comes_last_and_is_told(workbook: Workbook) -> None:
    alone = read_sheet(workbook({"Shown": NOTES, "Hidden": LIST}, hidden=["Hidden"]), None, names_title)
    both = read_sheet(workbook({"Shown": LIST, "Hidden": LIST}, hidden=["Hidden"]), None, names_title)

    assert (alone.name, both.name) == ("Hidden", "Shown")
    assert alone.notes == ("The hidden sheet Hidden was read: no other one holds a list of problems (Shown).",)


def test_of_two_sheets_the_one_that_says_more_is_read_and_the_choice_is_told(workbook: Workbook) -> None:
    plan = [["序号", "准备工作内容", "责任人", "完成时间"], [1, "培训", "李敏", None]]
    problems = [
        ["2026年问题清单"],
        ["编号", "问题描述", "责任单位", "责任人", "整改时限"],
        ["W-1", "灯坏", "厅", "李敏", None],
    ]
    sheet = read_sheet(workbook({"准备": plan, "问题": problems}), None, lambda _cells: False)

    assert sheet.name == "问题"
    assert sheet.notes[0].startswith("The sheet 问题 was read: ")


def test_a_list_with_rows_comes_before_the_same_one_without(workbook: Workbook) -> None:
    path = workbook({"Open": [*LIST, ["x", ""]], "Closed": LIST[:1]})

    assert read_sheet(path, None, names_title).name == "Open"


def test_sheets_without_a_list_are_named_with_what_they_hold(workbook: Workbook) -> None:
    path = workbook({"Cities": [["city", "country"], ["Bern", "CH"]], "Numbers": [[1, 2], [3, 4]]})

    assert refusal(path) == (
        "list.xlsx: no sheet holds a list of problems. What stands there – Cities: city, country; Numbers: 1, 2. "
        "Name one with --sheet."
    )


def test_a_workbook_without_any_rows_is_refused(workbook: Workbook) -> None:
    assert refusal(workbook({"S": []})) == "list.xlsx is empty: no sheet has any rows."


def test_merged_cells_are_known(workbook: Workbook) -> None:
    path = workbook({"S": [["title"], ["x"], [], ["y"]]}, merged=["A2:A3", "A4:B4"])

    assert set(read_sheet(path, None, names_title).blocks) == {Block(2, 1, 3, 1), Block(4, 1, 4, 2)}


def test_days_that_count_from_1904_are_known(workbook: Workbook) -> None:
    assert read_sheet(workbook({"S": LIST}, epoch_1904=True), None, names_title).epoch_1904
    assert not read_sheet(workbook({"S": LIST}), None, names_title).epoch_1904


def compound_file(stream: str) -> bytes:
    """The smallest file of the old kind that has one stream of this name: a header, a table of sectors, a directory."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    sectors = struct.pack("<128I", 0xFFFFFFFD, end, *range(3, 10), end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        fixed = struct.pack("<HBBIII", len(text) + 2 if text else 0, kind, 1, free, free, child)
        return text.ljust(64, b"\0") + fixed + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, 4096) + entry("", 0, free, 0, 0) * 2
    return header + sectors + directory + bytes(4096)


def test_an_old_workbook_whose_table_of_sectors_has_no_end_is_refused(csv_file: CsvFile) -> None:
    endless = bytearray(compound_file("Workbook"))
    struct.pack_into("<II", endless, 68, 7, 0)  # the header says that the table goes on in sector 7, and is not long
    struct.pack_into("<I", endless, 8 * 512 + 508, 7)  # which says that it goes on in sector 7

    assert refusal(csv_file(bytes(endless), "list.xls")) == (
        "list.xls cannot be read as a workbook (it is damaged); open it and save it as .xlsx again."
    )


def test_a_protected_workbook_is_refused_with_what_to_do(csv_file: CsvFile) -> None:
    assert refusal(csv_file(compound_file("EncryptedPackage"), "list.xlsx")) == (
        "list.xlsx is protected by a password; remove it in the office program, and import again."
    )


def test_a_text_called_xlsx_is_refused_with_what_it_says(csv_file: CsvFile) -> None:
    said = refusal(csv_file("This is the attachment that was lost on its way to the office. Sorry!", "list.xlsx"))

    assert said.startswith("list.xlsx holds no list of problems. It begins: This is the attachment that was lost")


def test_a_workbook_cut_short_is_refused(workbook: Workbook) -> None:
    path = workbook({"S": LIST})
    path.write_bytes(path.read_bytes()[:2000])

    assert "list.xlsx" in refusal(path)


def test_a_damaged_part_of_a_workbook_is_refused(workbook: Workbook) -> None:
    path = workbook({"S": LIST})
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    content["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row r='1'><c r='A1'"
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in content.items():
            parts.writestr(name, data)

    assert refusal(path).startswith("list.xlsx cannot be read as a workbook (")


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("content.xml", "<office/>")

    assert refusal(path) == (
        "list.xlsx is an archive, no list that rectify reads: .xlsx .xlsm .xls .ods .csv .tsv .txt .json .md .ics. "
        "Open it in the office program and save it as .xlsx."
    )


@pytest.mark.parametrize("said", [b'<dimension ref="A1:XFD1048576"/>', b""])
def test_a_stray_cell_far_outside_is_refused_before_it_fills_the_memory(workbook: Workbook, said: bytes) -> None:
    path = workbook({"S": [["title"], ["x"]]})
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    sheet = content["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace(b'<dimension ref="A1:A2"/>', said)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in content.items():
            parts.writestr(name, data)

    assert refusal(path) == (
        "A sheet of list.xlsx reaches to row 1048576 and column XFD: something stands far outside of the list. "
        "Copy the list to a new workbook, and import that."
    )


def test_formatted_cells_that_are_empty_do_not_make_a_sheet_large(workbook: Workbook) -> None:
    path = workbook({"S": [["title"], ["x"]]})
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    sheet = content["xl/worksheets/sheet1.xml"].replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    empty = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", empty)
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in content.items():
            parts.writestr(name, data)

    assert [list(row.cells) for row in read_sheet(path, None, names_title).rows] == [["title"], ["x"]]
