"""What the panels of the overview say, as plain text."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from rectify.domain.figures import Counted, Week, figures_of
from rectify.domain.listing import Lights
from rectify.domain.problem import Problem, Status
from rectify.i18n import use_language
from rectify.report.lettering import width
from rectify.service import LitGroup
from rectify.tui.controls.parts import Row
from rectify.tui.listing.list_columns import Day
from rectify.tui.pages.overview_panels import (
    age_lines,
    ahead_rows,
    count_lines,
    group_query,
    lit_rows,
    rate_lines,
    trend_lines,
)

TODAY = date(2026, 11, 22)
GROUPS = (
    LitGroup("Ganjing District", Lights(5, 3, 12), ("Chen", "王芳"), units=3),
    LitGroup("泡崖街道", Lights(4, 2, 2, 1), ("王芳",)),
    LitGroup(None, Lights(0, 0, 1), ()),
)
PROBLEMS = (
    Problem(1, "2026-0007", "三会一课记录不完整", unit="泡崖街道", owner="李敏", due_on=TODAY),
    Problem(2, "2026-0012", "Board [/]", unit="红旗村", owner=None, due_on=date(2027, 1, 5)),
)


def plain(rows: Sequence[Row]) -> list[str]:
    return ["".join(text for text, _style in row).rstrip() for row in rows]


def counted(status: Status, days: int, done_on: date | None = None) -> Counted:
    found = TODAY - timedelta(days=days)
    return Counted(None, status, found, found, TODAY, done_on, done_on, 0, 0, as_error=False)


FIGURES = figures_of(
    [counted(Status.OPEN, 3), counted(Status.OPEN, 200), counted(Status.OPEN, 201), counted(Status.CLOSED, 20, TODAY)],
    TODAY,
)
WEEKS = [
    Week(date(2026, 11, 2), found=8, closed=0, overdue=0),
    Week(date(2026, 11, 9), found=0, closed=4, overdue=1),
    Week(date(2026, 11, 16), found=1, closed=2, overdue=2),
]


def test_a_group_shows_its_lights_as_a_bar_and_as_letters_with_numbers() -> None:
    draw = lit_rows(GROUPS, 60, "unit")
    assert plain([draw(group) for group in GROUPS]) == [
        "Ganjing District  ███▓▓░░░░░░░  R 5  Y 3  G 12  Chen, 王芳",
        "泡崖街道          ██████▓▓▓░░░  R 4  Y 2  G  2  王芳",
        "No unit           ░             R 0  Y 0  G  1",
    ]


def test_where_it_is_narrow_a_group_keeps_its_numbers() -> None:
    draw = lit_rows(GROUPS, 28, "unit")
    assert plain([draw(group) for group in GROUPS]) == [
        "Ganji…    R 5  Y 3  G 12",
        "泡崖…     R 4  Y 2  G  2",
        "No un…    R 0  Y 0  G  1",
    ]


def test_every_row_fits_every_room() -> None:
    for room in range(24, 200):
        rows = [lit_rows(GROUPS, room, "unit")(group) for group in GROUPS]
        rows += [ahead_rows(PROBLEMS, room + 20, Day(TODAY))(problem)[:-1] for problem in PROBLEMS]
        assert max(width("".join(text for text, _style in row)) for row in rows) <= room + 20


def test_a_deadline_has_its_weekday_and_the_days_left() -> None:
    draw = ahead_rows(PROBLEMS, 90, Day(TODAY))
    assert plain([draw(problem) for problem in PROBLEMS]) == [
        "Y Sun 11-22   today  2026-0007  三会一课记录不完整               泡崖街道        李敏",
        "G 2027-01-05   44 d  2026-0012  Board [/]                        红旗村",
    ]


def test_the_trend_has_a_chart_of_each_count_with_its_last_number() -> None:
    assert plain(trend_lines(WEEKS, 14, 4)) == [
        "Found   █·▁ 1",
        "Closed  ·▄▂ 2",
        "Overdue ·▄█ 2",
        "        11-02 11-16",
    ]


def test_a_high_trend_has_high_charts() -> None:
    assert plain(trend_lines(WEEKS[-2:], 20, 10)) == [
        "",
        "",
        "Found    ·   ▄▄▄▄ 1",
        "",
        "        ████",
        "Closed  ████ ████ 2",
        "",
        "             ████",
        "Overdue ████ ████ 2",
        "        11-09 11-16",
    ]


def test_the_open_ones_are_told_by_age() -> None:
    assert plain(age_lines(FIGURES, 24)) == [
        "0-30 d    1 ██████",
        "31-60 d   0",
        "61-90 d   0",
        "over 90 d 2 ████████████",
    ]


def test_a_rate_is_told_with_what_it_is_of() -> None:
    assert plain(rate_lines(FIGURES, 40, 4)) == [
        "Done rate              1/4 25 %",
        "Closed rate            1/4 25 %",
        "On time               1/1 100 %",
        "Median days to close         20",
    ]
    assert plain(rate_lines(FIGURES, 80, 1)) == ["Done rate 1/4 25 %  Closed rate 1/4 25 %  On time 1/1 100 %"]


def test_a_rate_of_nothing_is_none() -> None:
    assert plain(rate_lines(figures_of([], TODAY), 80, 1)) == ["Done rate none  Closed rate none  On time none"]


def test_counts_stand_above_their_names() -> None:
    counts = {"open": 42, "overdue": 7, "soon": 0, "submitted": 4, "closed": 31, "all": 77}
    assert plain(count_lines(counts, 78, 2)) == [
        "42           7            0            4            31           77",
        "Open         Overdue      Soon         To verify    Closed       All",
    ]


def test_counts_are_large_where_there_is_room() -> None:
    counts = {"open": 42, "overdue": 7, "soon": 10, "submitted": 35, "closed": 68, "all": 9}
    assert plain(count_lines(counts, 78, 4)) == [
        "╷ ╷╶─╮       ╶─╮          ╶╮ ╭─╮       ╶─╮╭─╴       ╭─╴╭─╮       ╭─╮",
        "╰─┤╭─╯         │           │ │ │        ─┤╰─╮       ├─╮├─┤       ╰─┤",
        "  ╵╰─╴         ╵          ╶┴╴╰─╯       ╶─╯╶─╯       ╰─╯╰─╯       ╶─╯",
        "Open         Overdue      Soon         To verify    Closed       All",
    ]
    many = counts | {"all": 100_000}
    assert plain(count_lines(many, 78, 4))[2].split() == ["42", "7", "10", "35", "68", "100000"]


def test_panels_in_chinese_stand_in_line() -> None:
    use_language("zh")
    assert plain([lit_rows(GROUPS, 60, "unit")(group) for group in GROUPS]) == [
        "Ganjing District  ██▓░░░░░░  红 5  黄 3  绿 12  Chen、王芳",
        "泡崖街道          █████▓▓░░  红 4  黄 2  绿  2  王芳",
        "未明确责任单位    ░          红 0  黄 0  绿  1",
    ]
    assert plain(trend_lines(WEEKS, 14, 4)) == [
        "发现   █·▁ 1",
        "已销号 ·▄▂ 2",
        "逾期   ·▄█ 2",
        "       11-02 11-16",
    ]


@pytest.mark.parametrize(
    ("name", "query"),
    [("泡崖街道", 'unit:"泡崖街道"'), ('The "old" town', 'unit:"The ""old"" town"'), (None, "no:unit")],
)
def test_a_group_is_found_by_a_query(name: str | None, query: str) -> None:
    assert group_query(name, "unit") == query
