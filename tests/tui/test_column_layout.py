"""Which columns of the list there is room for, and how wide they are."""

from datetime import date

import pytest

from rectify.domain.listing import LIST_COLUMNS
from rectify.domain.own_views import SORTED
from rectify.domain.problem import Problem, Status
from rectify.tui.listing.choice import SORTED_BY
from rectify.tui.listing.column_layout import Arrangement, column_at, layout, left_out
from rectify.tui.listing.list_columns import LISTED, Cell, Day, heading_of, lead_width, measured, text_of

DAY = Day(date(2026, 11, 22))
ROW = Problem(1, "2026-0001", "Fire door wedged open in the hall", unit="红旗村", owner="Chen Bo")
EVERY = Arrangement(LIST_COLUMNS)


def names(width: int, arrangement: Arrangement = Arrangement()) -> list[str]:  # noqa: B008  # frozen
    return [cell.name for cell in layout(width, arrangement)]


def widths(width: int, arrangement: Arrangement) -> dict[str, int]:
    return {cell.name: cell.width for cell in layout(width, arrangement)}


@pytest.mark.parametrize("arrangement", [Arrangement(), EVERY, EVERY.measuring([ROW], DAY)])
def test_no_column_is_cut_at_the_edge_of_any_screen(arrangement: Arrangement) -> None:
    taken = {
        width: lead_width() + sum(cell.width + cell.gap for cell in layout(width, arrangement))
        for width in range(24, 320)
    }
    assert [width for width, cells in taken.items() if cells > width] == []


def test_eighty_columns_keep_what_a_clerk_looks_for() -> None:
    assert names(79) == ["number", "title", "unit", "owner", "due_on", "days_overdue", "status"]


def test_a_hundred_and_twenty_columns_have_room_for_all() -> None:
    assert names(119) == ["number", "title", "unit", "owner", "due_on", "days_overdue", "measures_done", "status"]


def test_columns_are_as_wide_as_what_is_written_in_them() -> None:
    narrow = Arrangement().measuring([ROW], DAY)
    wide = narrow.growing([ROW._replace(unit="Office of the deputy director")], DAY)
    assert widths(119, narrow)["unit"] == 6
    assert widths(119, wide)["unit"] == 14
    assert widths(199, wide)["unit"] == 28


def test_on_a_very_wide_screen_the_other_columns_follow_the_titles_closely() -> None:
    long = Arrangement().measuring([ROW, ROW._replace(title="x" * 90)], DAY)
    assert widths(199, Arrangement().measuring([ROW], DAY))["title"] == 60
    assert widths(199, long)["title"] == 90


def test_where_texts_are_short_eighty_columns_have_room_for_all() -> None:
    short = Arrangement().measuring([ROW._replace(title="Lamp broken", owner="李敏")], DAY)
    assert names(79, short)[-2:] == ["measures_done", "status"]


def test_of_chosen_columns_the_last_give_way_and_number_and_title_never() -> None:
    chosen = Arrangement(("basis", "title", "source", "lead", "next_step", "number"))
    assert names(79, chosen) == ["basis", "title", "source", "lead", "next_step", "number"]
    assert names(60, chosen) == ["basis", "title", "source", "number"]
    assert left_out(60, chosen) == ("lead", "next_step")
    assert names(30, chosen) == ["title", "number"]


def test_the_heading_of_the_sorted_column_has_an_arrow() -> None:
    arrows = {order: [cell.name + cell.arrow for cell in layout(119, Arrangement(order=order)) if cell.arrow] for order
              in [(), ("-owner",), ("unit", "-owner"), ("submitted_on",)]}  # fmt: skip
    assert arrows == {(): ["due_on↑"], ("-owner",): ["owner↓"], ("unit", "-owner"): ["unit↑"], ("submitted_on",): []}


def test_a_heading_is_whole_with_its_arrow() -> None:
    cells = layout(199, Arrangement(LIST_COLUMNS[-6:], ("-extensions",), {}))
    assert [heading_of(cell).strip() for cell in cells][:3] == ["Extensions↓", "Done", "Evidence"]


def test_a_place_in_the_line_belongs_to_its_column() -> None:
    cells = (Cell("number", 10, 2), Cell("title", 30, 0))
    assert [column_at(cells, x) for x in (0, 4, 13, 14, 16, 45, 46)] == [
        *(None, "number", "number", None, "title", "title", None)
    ]


def test_a_column_says_what_is_known_and_nothing_of_what_is_not() -> None:
    full = ROW._replace(
        severity="high", found_on=date(2026, 10, 8), returns=2, round=3, extensions=1, measures_total=4, measures_done=2
    )
    told = {
        name: text_of(full, Cell(name, 12, 0), DAY).strip()
        for name in ("severity", "found_on", "returns", "round", "extensions", "measures_done", "lead", "evidence")
    }
    assert told == {
        "severity": "High",
        "found_on": "2026-10-08",
        "returns": "2",
        "round": "3",
        "extensions": "1",
        "measures_done": "2/4",
        "lead": "",
        "evidence": "",
    }
    assert text_of(full, Cell("found_on", 7, 0, brief=True), DAY) == "10-08  "


def test_what_is_measured_is_what_is_shown() -> None:
    late = ROW._replace(due_on=date(2026, 11, 10), status=Status.SUBMITTED)
    assert measured([ROW, late], ["unit", "days_overdue", "due_on"], DAY) == {
        "unit": 6,
        "days_overdue": 4,
        "due_on": 9,
    }


def test_every_column_can_be_sorted_by() -> None:
    assert set(LIST_COLUMNS) == set(LISTED)
    assert set(SORTED_BY.values()) == SORTED
