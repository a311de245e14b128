"""A problem's record as text, Markdown and a page of HTML."""

import pytest
from wcwidth import wcswidth

from rectify.report.record import RecordSheet, Section, render_record

SHEET = RecordSheet(
    number="2026-0007",
    title="三会一课记录不完整 | <b>",
    state="Open, 12 d overdue as of 2026-11-22 Sunday",
    ledger="Office",
    facts=(("Unit", "泡崖街道"), ("Owner", "李敏"), ("Description", "one\ntwo & three"), ("Returns", "1")),
    sections=(
        Section(
            "Measures",
            ("1 [x] 补齐记录 (李敏, done 2026-11-01)", "2 [ ]" + " Talk to the secretary" * 5),
            ("No.", "Measure", "Done on"),
            (("1", "补齐记录", "2026-11-01"), ("2", "Talk\nto *them*", "")),
            ("11mm", "", "22mm"),
        ),
    ),
    foot="Event 12 abc",
)


def test_text_has_the_facts_in_a_column_and_what_hangs_on_it_below() -> None:
    assert render_record(SHEET, "text", page=60) == (
        "2026-0007  三会一课记录不完整 | <b>\n"
        "Open, 12 d overdue as of 2026-11-22 Sunday\n"
        "\n"
        "Unit         泡崖街道\n"
        "Owner        李敏\n"
        "Description  one\n"
        "             two & three\n"
        "Returns      1\n"
        "\n"
        "Measures\n"
        "  1 [x] 补齐记录 (李敏, done 2026-11-01)\n"
        "  2 [ ] Talk to the secretary Talk to the secretary Talk\n"
        "    to the secretary Talk to the secretary Talk to the\n"
        "    secretary\n"
    )


@pytest.mark.parametrize("page", [20, 33, 80, 200])
def test_no_line_is_wider_than_the_page(page: int) -> None:
    assert max(map(wcswidth, render_record(SHEET, "text", page=page).splitlines())) <= page


def test_markdown_has_a_table_of_facts_and_one_of_each_kind() -> None:
    assert render_record(SHEET, "md") == (
        "# 2026-0007 三会一课记录不完整 \\| &lt;b&gt;\n"
        "\n"
        "Open, 12 d overdue as of 2026-11-22 Sunday\n"
        "\n"
        "| Fact | Value |\n"
        "| --- | --- |\n"
        "| Unit | 泡崖街道 |\n"
        "| Owner | 李敏 |\n"
        "| Description | one<br>two &amp; three |\n"
        "| Returns | 1 |\n"
        "\n"
        "## Measures\n"
        "\n"
        "| No. | Measure | Done on |\n"
        "| --- | --- | --- |\n"
        "| 1 | 补齐记录 | 2026-11-01 |\n"
        "| 2 | Talk<br>to \\*them\\* |  |\n"
        "\n"
        "Event 12 abc\n"
    )


def test_a_page_of_html_has_short_facts_in_pairs_and_long_ones_below_them() -> None:
    page = render_record(SHEET, "html")
    assert "size: A4 portrait" in page
    assert (
        "<tr><th>Unit</th><td>泡崖街道</td><th>Owner</th><td>李敏</td></tr>\n"
        "<tr><th>Returns</th><td>1</td><th></th><td></td></tr>\n"
        '<tr><th>Description</th><td colspan="3">one<br>two &amp; three</td></tr>'
    ) in page
    assert '<p class="title">三会一课记录不完整 | &lt;b&gt;</p>' in page
    assert "<tr><td>2</td><td>Talk<br>to *them*</td><td></td></tr>" in page
    assert "<footer>Event 12 abc</footer>" in page
