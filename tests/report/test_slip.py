"""A reminder slip as text, Markdown and a page of HTML."""

from dataclasses import replace
from datetime import date

import pytest
from wcwidth import wcswidth

from rectify.i18n import use_language
from rectify.report.slip import Slip, SlipRow, number_words, render_slip

SLIP = Slip(
    number="2026-003",
    ledger="Office <1>",
    unit="泡崖街道",
    leads=("王芳", "Zhao Lei"),
    as_of=date(2026, 11, 22),
    issued_on=date(2026, 11, 23),
    issued_by="Wang Lan",
    answer_by=date(2026, 11, 30),
    rows=(
        SlipRow("2026-0007", "三会一课记录 *不完整*", "李敏", date(2026, 11, 10), 12, "In progress", "Finish it."),
        SlipRow("2026-0009", "No drill", None, date(2026, 11, 24), 0, "Open", "Finish it by 2026-11-24."),
    ),
    note="Bring the register.\nAll pages.",
    foot="Event 12 abc",
)

TEXT = """\
Reminder slip
Slip 2026-003  2026-11-23 Monday

To: 泡崖街道
Lead: 王芳, Zhao Lei

As of 2026-11-22 Sunday, Office <1> lists for your unit: overdue 1, due soon 1.
Please do what is asked below, and answer in writing by 2026-11-30 Monday.

1. 2026-0007  三会一课记录 *不完整*
   Owner: 李敏  Due: 2026-11-10  Late: 12 d  Status: In progress
   Asked: Finish it.

2. 2026-0009  No drill
   Due: 2026-11-24  Status: Open
   Asked: Finish it by 2026-11-24.

Bring the register.
All pages.

Issued by      Wang Lan
Issued on      2026-11-23 Monday
Signed for by  ____________________
Date           ____________________

Event 12 abc
"""


def test_text_is_a_letter_that_is_signed_for() -> None:
    assert render_slip(SLIP, "text") == TEXT


@pytest.mark.parametrize("page", [40, 57, 80])
def test_no_line_is_wider_than_the_page(page: int) -> None:
    assert max(map(wcswidth, render_slip(SLIP, "text", page=page).splitlines())) <= page


def test_markdown_has_the_problems_in_a_table() -> None:
    text = render_slip(SLIP, "md")
    assert text.startswith("# Reminder slip\n\nSlip 2026-003, 2026-11-23 Monday\n\nTo: **泡崖街道**\n")
    assert (
        "| 1 | 2026-0007 | 三会一课记录 \\*不完整\\* | 李敏 | 2026-11-10 | 12 d | In progress | Finish it. |\n"
        "| 2 | 2026-0009 | No drill | - | 2026-11-24 | - | Open | Finish it by 2026-11-24. |\n"
    ) in text
    assert "Office &lt;1&gt;" in text


def test_a_page_of_html_is_a_letter_with_room_for_the_answer_and_the_signature() -> None:
    page = render_slip(SLIP, "html")
    assert "size: A4 portrait" in page
    assert '<p class="code"><span>Slip 2026-003</span><span>2026-11-23 Monday</span></p>' in page
    assert '<p class="to">To: <b>泡崖街道</b></p>' in page
    assert '<td class="d late">12 d</td>' in page
    assert '<p class="note">Bring the register.<br>All pages.</p>' in page
    assert "<th>Answer of the unit</th>" in page
    assert "<th>Signed for by</th><td></td><th>Date</th><td></td>" in page
    assert "Office &lt;1&gt;" in page


def test_a_draft_has_no_number() -> None:
    assert "Draft, not issued" in render_slip(replace(SLIP, number=None), "text")


def test_a_number_is_said_as_offices_say_it() -> None:
    assert number_words("2026-003") == "Slip 2026-003"
    use_language("zh")
    assert "2026" in number_words("2026-003")
