"""What kind of file it is counts by what it holds, and files that hold no list are refused with what they are."""

import struct
import zipfile
from pathlib import Path

import pytest
from tests.transfer.taken import CsvFile, Workbook, refusal

from rectify.errors import InvalidInput
from rectify.transfer.read.file import read_sheet
from rectify.transfer.read.formats import kind_of
from rectify.transfer.read.records import check_old_records


@pytest.mark.parametrize("name", ["list.XLSX", "list.xls", "list.csv", "list.xlsm", "list"])
def test_a_workbook_is_read_under_any_name(workbook: Workbook, name: str) -> None:
    path = workbook({"S": [["编号", "问题"], ["A-1", "灯坏"]]}, name="made.xlsx")
    sheet = read_sheet(path.rename(path.with_name(name)), None, lambda _cells: False)

    assert sheet.rows[1].cells == ["A-1", "灯坏"]


@pytest.mark.parametrize("name", ["list.xls", "list.json", "list.tsv", "list"])
def test_a_text_is_read_under_any_name(csv_file: CsvFile, name: str) -> None:
    assert read_sheet(csv_file("编号,问题\nA-1,灯坏\n", name), None, lambda _cells: False).rows[1].cells == [
        "A-1",
        "灯坏",
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"<html><body><table>", "a web page, whatever its name says"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>', "a web page"),
        (b"{\\rtf1", "a text document"),
        (b"SQLite format 3\0", "a database"),
        (b"\x1f\x8b\x08", "an archive"),
    ],
)
def test_what_is_no_list_is_refused_as_what_it_is(csv_file: CsvFile, content: bytes, what: str) -> None:
    assert refusal(csv_file(content, "list.xls")).startswith(f"list.xls is {what}")


def test_a_document_in_a_zip_is_told_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<document/>")

    assert refusal(path).startswith("list.xlsx is a text document, no list that rectify reads")


def test_a_file_of_the_old_kind_that_is_a_letter(csv_file: CsvFile) -> None:
    content = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le")

    assert refusal(csv_file(content, "list.xls")).startswith("list.xls is a text document")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"BEGIN:VCALENDAR\r\n", "calendar"),
        (b"\n [\n {}]", "json"),
        (b'\xef\xbb\xbf{"a": 1}', "json"),
        ('{"a": 1}'.encode("utf-16"), "json"),
        (b"[x],title\n", "text"),
        (b"id,title\n", "text"),
    ],
)
def test_texts_are_told_apart_by_how_they_begin(csv_file: CsvFile, content: bytes, kind: str) -> None:
    assert kind_of(csv_file(content, "list.xlsx")) == kind


def test_a_file_of_the_old_kind_whose_sectors_run_in_a_circle_never_reaches_the_reader(csv_file: CsvFile) -> None:
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + struct.pack("<109I", *[0] * 109)
    circle = struct.pack("<128I", 0xFFFFFFFD, 2, 1, *[0xFFFFFFFF] * 125)

    assert refusal(csv_file(header[:512] + circle + bytes(4096), "list.xls")) == (
        "list.xls cannot be read as a workbook (it is damaged); open it and save it as .xlsx again."
    )


def test_a_binary_workbook_that_says_that_a_cell_is_far_out_never_reaches_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsb"
    row, cell = b"\0\x04" + struct.pack("<I", 5), b"\x06\x04" + struct.pack("<I", 0xFF00_0000)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.bin", b"")
        parts.writestr("xl/worksheets/sheet1.bin", row + cell)

    assert (
        refusal(path) == "list.xlsb cannot be read as a workbook (it is damaged); open it and save it as .xlsx again."
    )


def test_a_cell_of_the_old_kind_that_is_far_out_never_reaches_the_reader() -> None:
    sound = struct.pack("<HHHH", 0x203, 4, 65_535, 255) + bytes(4000)
    far = bytes(4000) + struct.pack("<HHHH", 0x203, 4, 65_535, 65_535)

    check_old_records("list.xls", sound)
    with pytest.raises(InvalidInput, match="it is damaged"):
        check_old_records("list.xls", far)


def test_a_part_that_cannot_be_unpacked_by_the_reader_is_told(workbook: Workbook) -> None:
    path = workbook({"S": [["编号", "问题"], ["A-1", "灯坏"]]})
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, content, zipfile.ZIP_BZIP2 if is_sheet else zipfile.ZIP_DEFLATED)

    assert refusal(path).startswith("list.xlsx cannot be read as a workbook (")


def test_a_list_between_bars_is_read(csv_file: CsvFile) -> None:
    sheet = read_sheet(csv_file("编号|问题\nA-1|---\n"), None, lambda _cells: False)

    assert sheet.rows[1].cells == ["A-1", "---"]


def test_a_sheet_of_the_old_kind_that_ends_before_it_begins_never_reaches_the_reader() -> None:
    with pytest.raises(InvalidInput, match="it is damaged"):
        check_old_records("list.xls", struct.pack("<HHIIHHH", 0x200, 14, 0xFF00_0000, 8, 0, 8, 0))
