"""What random damage did to files, which no office program writes."""

from datetime import date

import pytest
from tests.transfer.taken import Read

from rectify.transfer.read.mark import Mark
from rectify.transfer.rows.own import fields_told
from rectify.transfer.wording.cells import Setting, reader_of
from rectify.transfer.wording.headings import folded


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_number_without_end_is_no_day(number: float) -> None:
    said = reader_of("due_on", Setting(date(2026, 3, 10)))(number, None)

    assert (said.facts, said.reason is None) == ({"due_on": None}, False)


def test_a_mark_that_names_no_title_is_not_believed(read: Read) -> None:
    layout = read("Number,Title\nA-1,Lamp\n").layout

    assert fields_told(layout, Mark("ledger", None, (("Number", "number"), ("Title", "extra")))) == {}
    assert fields_told(layout, Mark("ledger", None, (("Number", "number"), ("Title", "title"))))[1] == (
        "title",
        "Title",
    )


def test_a_heading_of_nothing_but_open_brackets_is_looked_at_only_at_its_beginning() -> None:
    assert folded("问题" + "(" * 300_000 + "期限") == "问题"
