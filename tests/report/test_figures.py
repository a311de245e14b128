"""Figures as text, Markdown, CSV and JSON, byte by byte."""

import json
from dataclasses import replace
from datetime import date

import pytest

from rectify.domain.figures import Counted, Figures, Rate, Week, figures_of
from rectify.domain.problem import Status
from rectify.i18n import use_language
from rectify.report.figure_faces import render_figures
from rectify.report.figures import FigureSheet, figures_json, rate_words

DAY = date(2026, 11, 22)


def problem(group: str | None, status: Status, found: date, due: date, done: date | None = None) -> Counted:
    closed = done if status is Status.CLOSED else None
    return Counted(group, status, found, None, due, done, closed, 1, 0, False)


OF_OFFICE = [problem("=Office", Status.CLOSED, date(2026, 9, 1), date(2026, 10, 1), date(2026, 9, 11))]
OF_VILLAGE = [
    problem("红旗村委会综合服务大厅办公室", Status.CLOSED, date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 4)),
    problem("红旗村委会综合服务大厅办公室", Status.OPEN, date(2026, 8, 1), date(2026, 11, 20)),
]


def of(group: str, problems: list[Counted]) -> Figures:
    return figures_of(problems, DAY, group)


@pytest.fixture
def sheet() -> FigureSheet:
    return FigureSheet(
        title="Figures: Office",
        as_of=DAY,
        first=date(2026, 1, 1),
        last=None,
        by="unit",
        rows=(
            figures_of(OF_OFFICE + OF_VILLAGE, DAY),
            of("=Office", OF_OFFICE + OF_VILLAGE),
            of("红旗村委会综合服务大厅办公室", OF_VILLAGE),
            of("Empty", []),
        ),
        trend=(Week(date(2026, 11, 9), 3, 1, 0), Week(date(2026, 11, 16), 0, 2, 12)),
        depths={"=Office": 0, "红旗村委会综合服务大厅办公室": 1, "Empty": 0},
        foot="Event 7 abc",
    )


def test_the_text_has_all_figures_then_the_groups_their_formulas_and_a_chart(sheet: FigureSheet) -> None:
    assert render_figures(sheet, "text") == (
        "Figures: Office\n"
        "As of 2026-11-22 Sunday, found since 2026-01-01\n"
        "\n"
        "Total                             3\n"
        "Open                              1\n"
        "In progress                       0\n"
        "Submitted                         0\n"
        "Overdue                           1\n"
        "No date                           0\n"
        "Done                              2\n"
        "Closed                            2\n"
        "Sustained                         0\n"
        "Waived                            0\n"
        "Returns                           3\n"
        "Extensions                        0\n"
        "Done rate                  2/3 67 %\n"
        "Closed rate                2/3 67 %\n"
        "On time                    1/2 50 %\n"
        "Median days to close           21.5\n"
        "Days since found: 0-30            0\n"
        "Days since found: 31-60           0\n"
        "Days since found: 61-90           0\n"
        "Days since found: over 90         1\n"
        "\n"
        "                          Total  Overdue  Done rate  Closed rate   On time  Days\n"
        "=Office                       3        1   2/3 67 %     2/3 67 %  1/2 50 %  21.5\n"
        "  红旗村委会综合服务大厅      2        1   1/2 50 %     1/2 50 %   0/1 0 %    33\n"
        "  办公室\n"
        "Empty                         0        0        0/0          0/0       0/0     -\n"
        "\n"
        "                    Open  In progress  Awaiting  Done  Closed  Sustained  Waived\n"
        "=Office                1            0         0     2       2          0       0\n"
        "  红旗村委会综合服     1            0         0     1       1          0       0\n"
        "  务大厅办公室\n"
        "Empty                  0            0         0     0       0          0       0\n"
        "\n"
        "                        Returns  Extensions  0-30 d  31-60 d  61-90 d  over 90 d\n"
        "=Office                       3           0       0        0        0          1\n"
        "  红旗村委会综合服务大        2           0       0        0        0          1\n"
        "  厅办公室\n"
        "Empty                         0           0       0        0        0          0\n"
        "\n"
        "Total: all problems, without those waived as an error; between two days, those\n"
        "  found (else registered) then\n"
        "Done rate: with a done date, closed or sustained / total without waived\n"
        "Closed rate: closed / total without waived\n"
        "On time: closed with the done date on or before the due date / closed with\n"
        "  both dates\n"
        "Median days to close: the median of closed on - found on (registered on, where\n"
        "  that is unknown)\n"
        "Days since found: the open ones by days since they were found (registered,\n"
        "  where that is unknown)\n"
        "\n"
        "Week from   Found              Closed             Overdue\n"
        "2026-11-09   3 ##############   1 #####            0\n"
        "2026-11-16   0                  2 ##########      12 ##############\n"
        "\n"
        "Event 7 abc\n"
    )


def test_on_a_broad_page_the_trend_and_the_ages_stand_beside_the_counts(sheet: FigureSheet) -> None:
    text = render_figures(sheet, "text", page=99, mark="█")
    assert text.startswith(
        "Figures: Office\n"
        "As of 2026-11-22 Sunday, found since 2026-01-01\n"
        "\n"
        "Total        3    Done rate             2/3 67 %    Week from   Found       Closed      Overdue\n"
        "Open         1    Closed rate           2/3 67 %    2026-11-09   3 ███████   1 ███       0\n"
    )
    assert "Week from" not in text.partition("Total: all problems")[2]
    assert render_figures(sheet, "text", page=95).splitlines()[4] == "Open                              1"


@pytest.mark.parametrize(("page", "tables"), [(80, 3), (120, 2), (200, 1)])
def test_groups_stand_in_as_few_tables_as_the_page_has_room_for(sheet: FigureSheet, page: int, tables: int) -> None:
    lines = render_figures(sheet, "text", page=page).splitlines()
    assert sum(line.startswith("=Office") for line in lines) == tables
    assert sum(line.count("over 90 d") for line in lines) == 1


@pytest.mark.parametrize("page", [40, 60, 80, 96, 120, 200])
def test_no_line_of_the_tables_is_wider_than_the_page(sheet: FigureSheet, page: int) -> None:
    from rectify.report.lettering import width

    assert max(map(width, render_figures(sheet, "text", page=page).splitlines())) <= page


def test_csv_has_a_row_for_each_group_and_no_formula(sheet: FigureSheet) -> None:
    assert render_figures(sheet, "csv") == (
        "group,total,open,in_progress,submitted,overdue,awaiting,no_date,done,closed,sustained,waived,returns,"
        "extensions,done_n,done_of,done_rate,closed_n,closed_of,closed_rate,on_time_n,on_time_of,on_time_rate,"
        "median_days_to_close,ageing_0-30,ageing_31-60,ageing_61-90,ageing_over-90\n"
        ",3,1,0,0,1,0,0,2,2,0,0,3,0,2,3,0.6666666666666666,2,3,0.6666666666666666,1,2,0.5,21.5,0,0,0,1\n"
        "'=Office,3,1,0,0,1,0,0,2,2,0,0,3,0,2,3,0.6666666666666666,2,3,0.6666666666666666,1,2,0.5,21.5,0,0,0,1\n"
        "红旗村委会综合服务大厅办公室,2,1,0,0,1,0,0,1,1,0,0,2,0,1,2,0.5,1,2,0.5,0,1,0.0,33,0,0,0,1\n"
        "Empty,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,0,0,,0,0,,,0,0,0,0\n"
    )


def test_markdown_has_a_table_of_groups_the_formulas_and_the_trend(sheet: FigureSheet) -> None:
    lines = render_figures(sheet, "md").splitlines()
    assert lines[:4] == ["# Figures: Office", "", "As of 2026-11-22 Sunday, found since 2026-01-01", ""]
    assert lines[4].startswith("| Group | Total | Open | In progress | Submitted | Overdue | ")
    assert lines[6].startswith("| All | 3 | 1 | 0 | 0 | 1 | ")
    assert lines[7].endswith(" | 2/3 67 % | 2/3 67 % | 1/2 50 % | 21.5 | 0 | 0 | 0 | 1 |")
    assert "- Closed rate: closed / total without waived" in lines
    assert lines[-6:] == [
        "| Week from | Found | Closed | Overdue |",
        "| --- | ---: | ---: | ---: |",
        "| 2026-11-09 | 3 | 1 | 0 |",
        "| 2026-11-16 | 0 | 2 | 12 |",
        "",
        "Event 7 abc",
    ]


def test_json_has_the_keys_that_programs_look_for(sheet: FigureSheet) -> None:
    told = figures_json(sheet)
    assert list(told) == ["as_of", "from", "to", "by", "formulas", "rows", "trend"]
    assert (told["as_of"], told["from"], told["to"], told["by"]) == ("2026-11-22", "2026-01-01", None, "unit")
    assert list(told["formulas"]) == ["total", "done", "closed", "on_time", "median_days_to_close", "ageing"]
    assert told["trend"][0] == {"week": "2026-11-09", "found": 3, "closed": 1, "overdue": 0}
    assert told["rows"][2] == {
        "group": "红旗村委会综合服务大厅办公室",
        "total": 2,
        "open": 1,
        "in_progress": 0,
        "submitted": 0,
        "overdue": 1,
        "awaiting": 0,
        "no_date": 0,
        "done": 1,
        "closed": 1,
        "sustained": 0,
        "waived": 0,
        "returns": 2,
        "extensions": 0,
        "rates": {
            "done": {"n": 1, "of": 2, "value": 0.5},
            "closed": {"n": 1, "of": 2, "value": 0.5},
            "on_time": {"n": 0, "of": 1, "value": 0.0},
        },
        "median_days_to_close": 33,
        "ageing": {"0-30": 0, "31-60": 0, "61-90": 0, "over-90": 1},
    }
    assert told["rows"][3]["rates"]["done"] == {"n": 0, "of": 0, "value": None}


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(12, 31), "12/31 39 %"),
        (Rate(1, 8), "1/8 13 %"),
        (Rate(0, 5), "0/5 0 %"),
        (Rate(5, 5), "5/5 100 %"),
        (Rate(0, 0), "0/0"),
    ],
)
def test_a_rate_stands_with_its_numerator_and_denominator(rate: Rate, words: str) -> None:
    assert rate_words(rate) == words


def test_severities_stand_in_words_and_the_one_without_is_named() -> None:
    rows = (figures_of([], DAY), figures_of([], DAY, "critical"), figures_of([], DAY, None))
    severities = FigureSheet("Figures", DAY, None, date(2026, 3, 31), "severity", rows, ())
    text = render_figures(severities, "text")
    assert "As of 2026-11-22 Sunday, found until 2026-03-31\n" in text
    assert "\nCritical     " in text
    assert "\nNo severity  " in text


def test_the_keys_of_json_are_english_in_any_language(sheet: FigureSheet) -> None:
    use_language("zh")
    told = figures_json(sheet)
    assert list(told["formulas"]) == ["total", "done", "closed", "on_time", "median_days_to_close", "ageing"]
    assert told["rows"][1]["group"] == "=Office"


def test_a_page_of_html_has_every_count_the_rates_the_groups_as_a_tree_and_the_weeks(sheet: FigureSheet) -> None:
    page = render_figures(sheet, "html")
    assert "<h1>Figures: Office</h1>" in page
    assert (
        "<tr><td>3</td><td>1</td><td>0</td><td>0</td><td>1</td><td>0</td><td>0</td><td>2</td><td>2</td><td>0</td><td>0</td>"
    ) in page
    assert '<span class="share">1/2 50 %</span><span class="bar" style="width:27.5mm"></span>' in page
    assert '<td class="name" style="padding-left:4mm">红旗村委会综合服务大厅办公室</td>' in page
    assert '<td class="d">2026-11-16</td><td><span class="many">0</span></td>' in page
    assert "<footer>Event 7 abc</footer>" in page


def test_a_page_of_html_tells_the_ages_of_each_group(sheet: FigureSheet) -> None:
    page = render_figures(sheet, "html")
    assert "<th>Days</th><th>0-30 d</th><th>31-60 d</th><th>61-90 d</th><th>over 90 d</th></tr>" in page
    [row] = [line for line in page.split("<tr>") if "红旗村委会综合服务大厅办公室</td>" in line]
    assert "<td>0</td><td>0</td><td>0</td><td>1</td></tr>" in row


def test_the_name_of_a_group_is_no_markup(sheet: FigureSheet) -> None:
    page = render_figures(replace(sheet, rows=(sheet.rows[0], of("<b>&", OF_OFFICE))), "html")
    assert "&lt;b&gt;&amp;" in page
    assert "<b>" not in page


def test_figures_of_nothing_have_no_bars() -> None:
    page = render_figures(FigureSheet("Figures", DAY, None, None, None, (figures_of([], DAY),), ()), "html")
    assert 'style="width:' not in page
    assert "By group" not in page


def test_for_programs_the_row_of_all_is_told_from_that_of_those_without_the_fact() -> None:
    rows = (figures_of([], DAY), figures_of([], DAY, "王芳"), figures_of([], DAY, None))
    leads = FigureSheet("Figures", DAY, None, None, "lead", rows, ())
    assert [row["group"] for row in json.loads(render_figures(leads, "json"))["rows"]] == [None, "王芳", ""]
    assert [line.partition(",")[0] for line in render_figures(leads, "csv").splitlines()[1:]] == ["", "王芳", "(none)"]
