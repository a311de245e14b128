"""How a list fits on paper."""

import zipfile
from io import BytesIO

from rectify.report.paging import fitted, height
from rectify.report.sheet import PrintedSheet, SheetColumn, SheetRow, write_sheet


def xml(count: int, *rows: SheetRow) -> str:
    columns = tuple(SheetColumn(f"C{number}") for number in range(count))
    content = write_sheet(PrintedSheet("List", "List of all", "As of today", columns, rows, len(rows), frozen=1))
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode() + parts.read("xl/workbook.xml").decode()


def test_long_texts_are_broken_before_a_list_is_made_smaller() -> None:
    assert fitted([10, 48, 48, 48, 48, 48]) == [10, 40, 40, 40, 40, 40]


def test_of_more_columns_than_a_page_holds_at_a_good_size_each_is_as_narrow_as_can_be() -> None:
    assert fitted([10.0] * 10 + [48.0] * 20) == [10.0] * 10 + [12.0] * 20


def test_a_row_is_as_high_as_its_longest_text_is_broken() -> None:
    assert height(["a b c", "one\ntwo"], [20, 20]) == 28.0
    assert height(["问题" * 10], [20]) == 33.0
    assert height(["short", ""], [20, 20]) is None


def test_a_row_that_somebody_writes_more_into_may_grow() -> None:
    found = xml(2, SheetRow(["1", "one\ntwo"]))

    assert 'ht="27.75"' in found
    assert "customHeight" not in found


def test_a_wide_list_is_one_page_wide_with_its_title_over_all_of_it() -> None:
    found = xml(30, SheetRow(["x" * 40] * 30))

    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in found
    assert '<pageSetUpPr fitToPage="1"/>' in found
    assert '<mergeCell ref="A1:AD1"/>' in found
    assert "!$3:$3</definedName>" in found
