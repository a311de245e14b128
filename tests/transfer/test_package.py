"""Workbooks made to fill a computer, and what the reader of workbooks leaves out."""

import re
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from time import process_time

from tests.transfer.taken import Workbook, refusal

from rectify.transfer.read.file import read_sheet
from rectify.transfer.sheet import Block

LIST = [["编号", "问题", "整改时限"], ["A-1", "灯坏", None]]
TOO_LARGE = "list.xlsx unpacks to more than rectify reads: it was damaged, or made to fill a computer."


def changed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """The workbook at `path` with other parts."""
    with zipfile.ZipFile(path) as old:
        content = {name: old.read(name) for name in old.namelist()} | dict(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in content.items():
            new.writestr(name, data)
    return path


def test_a_cell_of_many_megabytes_is_refused(workbook: Workbook) -> None:
    text = b"<sst><si><t>" + b"x" * 20_000_001 + b"</t></si></sst>"

    assert refusal(changed(workbook({"S": LIST}), {"xl/sharedStrings.xml": text})) == TOO_LARGE


def test_a_workbook_that_says_that_it_unpacks_to_too_much_is_refused(workbook: Workbook) -> None:
    path = changed(workbook({"S": LIST}), {"xl/media/a.bin": b"x"})
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"xl/media/a.bin") - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", 3_000_000_000)
    path.write_bytes(data)

    assert refusal(path) == TOO_LARGE


def test_a_part_that_hides_its_size_is_refused(workbook: Workbook) -> None:
    text = b"<sst><si><t>" + Random(1).randbytes(150_000).hex().encode() + b"</t></si></sst>"
    path = changed(workbook({"S": LIST}), {"xl/sharedStrings.xml": text})
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"xl/sharedStrings.xml") - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    path.write_bytes(data)

    assert refusal(path).startswith("list.xlsx is damaged (")


def test_formulas_without_a_result_are_told_and_no_empty_deadline(workbook: Workbook) -> None:
    path = workbook({"S": LIST})
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b"</row></sheetData>", b'<c r="C2"><f>TODAY()+7</f></c></row></sheetData>')
    found = read_sheet(changed(path, {"xl/worksheets/sheet1.xml": sheet}), None, lambda _cells: False)

    assert found.errors == {2: {2: "=TODAY()+7"}}
    assert found.notes == (
        "1 formula has no result; open the file in the office program and save it, so that it is calculated.",
    )


def test_entities_of_a_workbook_are_never_expanded(workbook: Workbook) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM '
    bomb += b'"file:///etc/hostname">]><sst><si><t>&b;&f;</t></si></sst>'
    path = changed(workbook({"S": LIST}), {"xl/sharedStrings.xml": bomb})

    assert "aaaa" not in refusal(path)


def document(tmp_path: Path, table: str, name: str = "list.ods") -> Path:
    """An OpenDocument workbook of one sheet."""
    path = tmp_path / name
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def row(*texts: str, repeated: int = 1, down: int = 1) -> str:
    """A row of an OpenDocument table; its first cell is merged over `down` rows."""
    cells = "".join(
        f'<table:table-cell office:value-type="string" table:number-rows-spanned="{down if at == 0 else 1}">'
        f"<text:p>{text}</text:p></table:table-cell>"
        if text
        else "<table:covered-table-cell/>"
        for at, text in enumerate(texts)
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def test_merged_cells_of_an_opendocument_sheet_are_known(tmp_path: Path) -> None:
    table = row("责任单位", "问题") + row("东", "灯坏", down=2) + row("", "门坏")
    sheet = read_sheet(document(tmp_path, table), None, lambda _cells: False)

    assert [list(each.cells) for each in sheet.rows] == [["责任单位", "问题"], ["东", "灯坏"], ["", "门坏"]]
    assert sheet.blocks == (Block(2, 1, 3, 1),)


def test_an_opendocument_row_that_repeats_without_end_is_refused(tmp_path: Path) -> None:
    table = row("责任单位", "问题") + row(*["x"] * 30, repeated=1_000_000)

    assert refusal(document(tmp_path, table)).startswith("A sheet of list.ods reaches to row ")


def test_an_opendocument_sheet_with_entities_is_refused_or_read_without_them(tmp_path: Path) -> None:
    path = document(tmp_path, row("责任单位", "问题") + row("东", "灯坏"))
    with zipfile.ZipFile(path) as parts:
        content = parts.read("content.xml").decode()
    declared = content.replace("?>", '?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>', 1).replace(
        "东", "&f;"
    )

    assert "list.ods" in refusal(changed(path, {"content.xml": declared.encode()}))


def otherwise(data: bytes) -> bytes:
    """The part of a sheet as other programs write it: its elements with a prefix, the place of a cell at the end."""
    moved = re.sub(rb'<c (r="[A-Z0-9]+")([^>]*?)(/?)>', rb"<c\2 \1\3>", data)
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", moved).replace(b" xmlns=", b" xmlns:x=")


def test_a_failed_formula_is_known_however_its_cell_is_written(workbook: Workbook) -> None:
    path = workbook({"S": [["title", "due"], ["lamp", "#DIV/0!"]]})
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b't="e"' in sheet
    read = read_sheet(changed(path, {"xl/worksheets/sheet1.xml": otherwise(sheet)}), None, lambda _cells: True)

    assert (read.errors, read.rows[1].cells) == ({2: {1: "#DIV/0!"}}, ["lamp", ""])


def test_a_stray_cell_is_refused_however_it_is_written(workbook: Workbook) -> None:
    path = workbook({"S": [["title", "due"], ["lamp", "far"]]})
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    far = otherwise(sheet).replace(b'r="B2"', b'r="XFD1048576"').replace(b"A1:B2", b"A1:XFD1048576")

    assert refusal(changed(path, {"xl/worksheets/sheet1.xml": far})).startswith(
        "A sheet of list.xlsx reaches to row 1048576 and column XFD:"
    )


def test_an_opendocument_sheet_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    path = document(tmp_path, row("责任单位", "问题"))
    content = zipfile.ZipFile(path).read("content.xml").replace(b"UTF-8", b"UTF-99")

    assert refusal(changed(path, {"content.xml": content})).startswith("list.ods is damaged (")


def test_a_stray_cell_is_refused_whatever_the_sheet_says_of_its_size(workbook: Workbook) -> None:
    path = workbook({"S": [["title", "due"], ["lamp", "far"]]})
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'r="B2"', b'r="B22958466"')

    assert refusal(changed(path, {"xl/worksheets/sheet1.xml": far})).startswith(
        "A sheet of list.xlsx reaches to row 22958466 and column B:"
    )


def test_a_cell_with_a_name_without_end_is_refused_in_one_line(workbook: Workbook) -> None:
    path = workbook({"S": [["title", "due"], ["lamp", "far"]]})
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    for far in (b'r="%s2"' % (b"A" * 200_000), b'r="B%s"' % (b"9" * 200_000)):
        said = refusal(changed(path, {"xl/worksheets/sheet1.xml": sheet.replace(b'r="B2"', far)}))
        assert said.startswith("A sheet of list.xlsx reaches to row ")
        assert len(said) < 200


def test_a_word_without_end_among_the_names_of_sheets_is_read_in_one_pass(workbook: Workbook) -> None:
    path = workbook({"S": [["title", "due"], ["lamp", "far"]]})
    relations = zipfile.ZipFile(path).read("xl/_rels/workbook.xml.rels")
    long = relations.replace(b"<Relationship ", b"<Relationship " + b"x" * 300_000 + b" ", 1)
    began = process_time()

    refusal(changed(path, {"xl/_rels/workbook.xml.rels": long}))
    assert process_time() - began < 5
