"""The groups of a list, and the rows between two positions of it."""

from datetime import UTC, date, datetime

import pytest

from rectify.domain.filters import parse
from rectify.domain.listing import Group, Selection
from rectify.domain.problem import Stamp, Status
from rectify.domain.status import Answers
from rectify.service import add, groups, held, move, page, problems
from rectify.store.database import Ledger

TODAY = date(2026, 11, 22)
EARLY = Stamp("Wang Lan", datetime(2026, 11, 10, 4, 0, tzinfo=UTC))


@pytest.fixture
def filled(ledger: Ledger, stamp: Stamp) -> Ledger:
    """Six problems: three of one unit, two of another, one of none."""
    facts: list[dict[str, object]] = [
        {"title": "a", "unit": "泡崖街道", "owner": "李敏", "due_on": date(2026, 11, 12)},
        {"title": "b", "unit": "红旗村", "owner": "Chen Bo", "due_on": date(2026, 11, 20)},
        {"title": "c", "unit": "泡崖街道", "due_on": date(2026, 12, 10)},
        {"title": "d", "due_on": date(2026, 11, 21), "lead": "王芳"},
        {"title": "e", "unit": "泡崖街道", "owner": "李敏", "due_on": date(2026, 11, 21)},
        {"title": "f", "unit": "红旗村", "source": "April check"},
    ]
    for each in facts:
        add(ledger, each, EARLY)
    move(ledger, ["2026-0005"], Status.SUBMITTED, Answers(note="done"), EARLY)
    move(ledger, ["2026-0005"], Status.CLOSED, Answers(note="seen", method="onsite"), stamp)
    return ledger


def test_a_group_has_its_count_and_how_many_of_it_are_overdue_and_no_name_comes_last(filled: Ledger) -> None:
    assert groups(filled, Selection(TODAY), "unit") == (
        Group("泡崖街道", 3, 1),
        Group("红旗村", 2, 1),
        Group(None, 1, 1),
    )


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("owner", (("Chen Bo", 1, 1), ("李敏", 2, 1), (None, 3, 1))),
        ("lead", (("王芳", 1, 1), (None, 5, 2))),
        ("source", (("April check", 1, 0), (None, 5, 3))),
    ],
)
def test_a_list_is_grouped_by_people_and_sources_too(filled: Ledger, by: str, told: tuple[object, ...]) -> None:
    assert groups(filled, Selection(TODAY), by) == told


def test_groups_count_what_the_query_leaves(filled: Ledger) -> None:
    assert groups(filled, Selection(TODAY, parse("is:overdue", TODAY)), "unit") == (
        ("泡崖街道", 1, 1),
        ("红旗村", 1, 1),
        (None, 1, 1),
    )


def test_groups_of_a_past_day_count_as_things_stood_then(filled: Ledger) -> None:
    assert groups(filled, Selection(TODAY, as_of=date(2026, 11, 15)), "unit") == (
        ("泡崖街道", 3, 1),
        ("红旗村", 2, 0),
        (None, 1, 0),
    )
    assert groups(filled, Selection(TODAY, as_of=date(2026, 11, 9)), "unit") == ()


def test_groups_stand_in_the_order_of_the_list_that_is_sorted_by_them(filled: Ledger) -> None:
    listed = problems(filled, Selection(TODAY, order=("unit", "-due_on")))
    assert [(each.unit, each.title) for each in listed] == [
        ("泡崖街道", "c"),
        ("泡崖街道", "e"),
        ("泡崖街道", "a"),
        ("红旗村", "b"),
        ("红旗村", "f"),
        (None, "d"),
    ]


def test_the_problems_between_two_positions_are_read_in_the_order_of_the_list(filled: Ledger) -> None:
    between = problems(filled, Selection(TODAY, order=("unit",)), limit=2, facts=("number", "status"), start=1)
    assert [(each.number, each.status) for each in between] == [
        ("2026-0005", Status.CLOSED),
        ("2026-0003", Status.OPEN),
    ]


def test_of_some_numbers_those_that_a_list_has_are_counted(filled: Ledger) -> None:
    some = ["2026-0001", "2026-0003", "2026-0005", "2026-0099"]
    assert [held(filled, Selection(TODAY, parse(query, TODAY)), some) for query in ("", "is:open", "unit:红旗村")] == [
        3,
        2,
        0,
    ]


@pytest.mark.parametrize(
    ("order", "query", "titles"),
    [
        (("unit",), "", "aecbfd"),
        (("-unit",), "", "bfaecd"),
        (("unit", "-due_on"), "", "ceabfd"),
        (("-owner", "title"), "", "aebcdf"),
        (("unit",), "is:open", "acbfd"),
    ],
)
def test_a_list_sorted_by_a_name_is_the_same_by_pages_and_whole(
    filled: Ledger, order: tuple[str, ...], query: str, titles: str
) -> None:
    selection = Selection(TODAY, parse(query, TODAY), order=order)
    assert "".join(each.title for each in page(filled, selection, 0, 64)) == titles
    assert "".join(each.title for each in problems(filled, selection)) == titles
