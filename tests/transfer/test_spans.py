"""Lists that say how long there is for the work, and not by which day."""

from datetime import date

import pytest
from tests.transfer.taken import Read, facts

from rectify.transfer.wording.spans import as_phrase


@pytest.mark.parametrize(
    ("text", "unit", "phrase"),
    [
        *(("3天", None, "+3d"), ("24小时", None, "+1d"), ("30小时", None, "+2d"), ("5个工作日", None, "+5wd")),
        *(("2周", None, "+2w"), ("3个月", None, "+3m"), ("2 business days", None, "+2wd"), ("48h", None, "+2d")),
        *(("3", "天", "+3d"), ("7.0", "days", "+7d"), ("7", None, None), ("15日", "天", None), ("3月", None, None)),
    ],
)
def test_a_span_is_a_phrase_of_the_grammar_of_dates(text: str, unit: str | None, phrase: str | None) -> None:
    assert as_phrase(text, unit) == phrase


def test_how_long_there_is_counts_from_the_day_it_was_found(read: Read) -> None:
    taken = read("问题,发现日期,整改时限\n灯坏,2026-11-02,3天\n门坏,2026-11-06,5个工作日\n窗坏,,24小时\n")

    due = [(date(2026, 11, 5), "3天"), (date(2026, 11, 13), "5个工作日"), (None, "24小时")]
    assert facts(taken, "due_on", "due_text") == due
    assert "Row 4: It says how long there is, “24小时”, but not from which day; it has no due date." in taken.remarks
    assert "Rows 2, 3: How long there is was counted from the day it was found." in taken.remarks


@pytest.mark.parametrize(
    ("heading", "written"),
    [("整改时限（天）", "10天"), ("Days to fix", "10 Days"), ("SLA (days)", "10 days"), ("整改天数", "10天")],
)
def test_a_heading_tells_the_unit_of_bare_figures(read: Read, heading: str, written: str) -> None:
    taken = read(f"Finding,Date found,{heading}\nLamp is broken,2026-11-02,10\n")

    assert facts(taken, "due_on", "due_text") == [(date(2026, 11, 12), written)]


def test_a_span_among_deadlines_is_read_too(read: Read) -> None:
    taken = read("问题,发现日期,整改时限\n灯坏,2026-11-02,2026-11-30\n门坏,2026-11-06,7天\n")

    assert facts(taken, "due_on") == [(date(2026, 11, 30),), (date(2026, 11, 13),)]


@pytest.mark.parametrize("content", ["问题,整改时限\n灯坏,3天\n", "问题,发现日期,整改时限\n灯坏,2026-11-02,3\n"])
def test_without_a_day_or_a_unit_to_count_from_there_is_no_deadline_and_it_is_told(read: Read, content: str) -> None:
    taken = read(content)

    assert "due_on" not in taken.layout.places
    assert taken.rows[0].extra["整改时限"].startswith("3")
    assert any("says how long there is" in warning for warning in taken.layout.warnings)


def test_a_deadline_comes_before_how_long_there_is(read: Read) -> None:
    taken = read("问题,发现日期,整改时限,整改截止日期\n灯坏,2026-11-02,3天,2026-11-06\n")

    assert facts(taken, "due_on") == [(date(2026, 11, 6),)]


def test_how_many_days_are_left_is_no_deadline(read: Read) -> None:
    taken = read("Finding,Date found,SLA days left\nLamp is broken,2026-11-02,10\n")

    assert "due_on" not in taken.layout.places
