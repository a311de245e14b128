"""Figures, a record and a slip as workbooks, read back with the reader of workbooks and out of their parts."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

from python_calamine import load_workbook

from rectify.domain.figures import Counted, Week, figures_of
from rectify.domain.problem import Status
from rectify.report.figures import FigureSheet
from rectify.report.figures_sheet import figures_workbook
from rectify.report.record import RecordSheet, Section
from rectify.report.record_form import record_workbook
from rectify.report.slip import Slip, SlipRow
from rectify.report.slip_form import slip_workbook

DAY = date(2026, 11, 22)
FOUND, DUE, DONE = date(2026, 9, 1), date(2026, 10, 1), date(2026, 9, 11)
CLOSED = Counted("=Office", Status.CLOSED, FOUND, None, DUE, DONE, DONE, 0, 1, False)
OPEN = Counted("红旗村", Status.OPEN, FOUND, None, DUE, None, None, 2, 0, False)

FIGURES = FigureSheet(
    title="Figures: Office",
    as_of=DAY,
    first=None,
    last=None,
    by="unit",
    rows=(
        figures_of([CLOSED, OPEN], DAY),
        figures_of([CLOSED], DAY, "=Office"),
        figures_of([OPEN], DAY, "红旗村"),
    ),
    trend=(Week(date(2026, 11, 16), 0, 2, 12),),
    depths={"红旗村": 1},
    foot="Event 7 abc",
)
RECORD = RecordSheet(
    number="2026-0007",
    title="=1+1",
    state="Open",
    ledger="Office & Sons",
    facts=(("Unit", "泡崖街道"), ("Owner", "李敏"), ("Due", "2026-11-10"), ("Description", "one\ntwo")),
    sections=(
        Section(
            "Measures",
            ("1 [ ] Talk",),
            ("No.", "Measure", "Due"),
            (("1", "@Talk", "2026-11-01"),),
            ("11mm", "", "22mm"),
        ),
    ),
    foot="Event 12 a & b",
)
SLIP = Slip(
    number="2026-003",
    ledger="Office",
    unit="泡崖街道",
    leads=("王芳",),
    as_of=DAY,
    issued_on=DAY,
    issued_by="Wang Lan",
    answer_by=date(2026, 11, 30),
    rows=(
        SlipRow("2026-0007", "=HYPERLINK()", "李敏", date(2026, 11, 10), 12, "Open", "Finish it."),
        SlipRow("2026-0009", "No drill", None, date(2026, 11, 24), 0, "Open", "Finish it."),
    ),
    note="Bring the register.\nAll pages.",
    foot="Event 12 abc",
)
LETTER = (
    "As of 2026-11-22 Sunday, Office lists for your unit: overdue 1, due soon 1. "
    "Please do what is asked below, and answer in writing by 2026-11-30 Monday."
)


def cells(content: bytes, number: int = 0) -> list[list[object]]:
    """The cells of each row that are not empty."""
    rows = load_workbook(BytesIO(content)).get_sheet_by_index(number).to_python()
    return [[cell for cell in row if cell != ""] for row in rows if any(cell != "" for cell in row)]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return parts.read(name).decode()


def first_sheet(content: bytes) -> str:
    return part(content, "xl/worksheets/sheet1.xml")


def heights(content: bytes) -> list[float]:
    """The height of each row in points."""
    return [float(each) for each in re.findall(r' ht="([0-9.]+)"', first_sheet(content))]


def test_an_overview_of_figures_has_counts_and_shares_as_numbers_beside_what_they_mean() -> None:
    shown = cells(figures_workbook(FIGURES))
    assert shown[:3] == [
        ["Figures: Office"],
        ["As of 2026-11-22 Sunday"],
        ["Figure", "Value", "Of", "Share", "Meaning"],
    ]
    assert ["Open", 1.0] in shown
    assert ["Closed rate", 1.0, 2.0, 0.5, "closed / total without waived"] in shown
    assert [row[:2] for row in shown][-5] == ["Median days to close", 10.0]


def test_each_group_of_figures_is_a_row_under_that_of_all() -> None:
    content = figures_workbook(FIGURES)
    _title, _day, heads, *rows = cells(content, 1)
    closed = heads.index("Closed rate: n")
    assert heads[closed : closed + 3] == ["Closed rate: n", "Closed rate: of", "Closed rate"]
    assert [row[0] for row in rows] == ["All", "=Office", "  红旗村"]
    assert rows[0][closed : closed + 3] == [1.0, 2.0, 0.5]
    assert "0%" in part(content, "xl/styles.xml") or 'numFmtId="9"' in part(content, "xl/styles.xml")


def test_the_weeks_of_figures_are_days_and_numbers() -> None:
    assert cells(figures_workbook(FIGURES), 2)[2:] == [
        ["Week from", "Found", "Closed", "Overdue"],
        [date(2026, 11, 16), 0.0, 2.0, 12.0],
    ]


def test_figures_that_are_not_grouped_have_no_sheet_of_groups() -> None:
    book = load_workbook(BytesIO(figures_workbook(replace(FIGURES, by=None, rows=FIGURES.rows[:1]))))
    assert book.sheet_names == ["Figures", "Week by week"]


def test_a_record_has_its_facts_in_pairs_and_a_table_of_each_kind_with_real_days() -> None:
    assert cells(record_workbook(RECORD)) == [
        ["Record of problem 2026-0007"],
        ["Office & Sons, Open"],
        ["=1+1"],
        ["Unit", "泡崖街道", "Owner", "李敏"],
        ["Due", date(2026, 11, 10)],
        ["Description", "one\ntwo"],
        ["Measures"],
        ["No.", "Measure", "Due"],
        [1.0, "@Talk", date(2026, 11, 1)],
    ]


def test_a_slip_is_the_letter_with_real_days_and_room_to_answer_and_to_sign() -> None:
    assert cells(slip_workbook(SLIP)) == [
        ["Reminder slip"],
        ["Slip 2026-003", "2026-11-22 Sunday"],
        ["To: 泡崖街道"],
        ["Lead: 王芳"],
        [LETTER],
        ["No.", "Number", "Problem", "Owner", "Due", "Late", "Status", "Asked"],
        [1.0, "2026-0007", "=HYPERLINK()", "李敏", date(2026, 11, 10), 12.0, "Open", "Finish it."],
        [2.0, "2026-0009", "No drill", date(2026, 11, 24), "Open", "Finish it."],
        ["Bring the register.\nAll pages."],
        ["Issued by: Wang Lan"],
        ["Issued on: 2026-11-22 Sunday"],
        ["Answer of the unit"],
        ["Signed for by", "Date"],
    ]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    sheets = map(first_sheet, (figures_workbook(FIGURES), record_workbook(RECORD), slip_workbook(SLIP)))
    assert [re.findall("<f>|<hyperlink", sheet) for sheet in sheets] == [[], [], []]


def test_a_form_prints_on_a4_upright_as_wide_as_the_page_with_the_end_of_the_history_at_its_foot() -> None:
    for form in (record_workbook(RECORD), slip_workbook(SLIP)):
        sheet = first_sheet(form)
        wanted = ('paperSize="9"', 'orientation="portrait"', 'fitToHeight="0"', "&amp;8Event 12 a")
        assert [part for part in wanted if part not in sheet] == []


def test_the_header_of_a_slip_stands_on_each_page() -> None:
    [row] = re.findall(r"!\$([0-9]+):\$\1</definedName>", part(slip_workbook(SLIP), "xl/workbook.xml"))
    assert load_workbook(BytesIO(slip_workbook(SLIP))).get_sheet_by_index(0).to_python()[int(row) - 1][0] == "No."


def test_a_row_is_as_high_as_its_longest_text_and_a_wide_letter_takes_two_cells() -> None:
    narrow = replace(RECORD, facts=(("Description", "a" * 80 + "\n"),))
    wide = replace(RECORD, facts=(("Description", "字" * 80 + "\n"),))
    assert heights(record_workbook(narrow))[4] == 13.5 * 2 + 3
    assert heights(record_workbook(wide))[4] == 13.5 * 3 + 3


def test_a_text_that_is_too_long_for_one_row_goes_on_in_the_next() -> None:
    long = "\n".join(f"line {number}" for number in range(1, 41))
    content = record_workbook(replace(RECORD, facts=(("Description", long),)))
    first, second = cells(content)[3:5]
    assert first[0] == "Description"
    assert str(first[1]).endswith("line 28")
    assert str(second[0]).startswith("line 29\n")
    assert max(heights(content)) <= 409
