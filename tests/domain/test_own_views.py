from datetime import date

import pytest

from rectify.domain.filter_tree import And, Between, Is, Match, QueryError
from rectify.domain.listing import View
from rectify.domain.own_views import OwnView, checked, joined_queries
from rectify.errors import InvalidInput

TODAY = date(2026, 11, 22)
ROADS = OwnView("Roads", "unit:Roads", "overdue", ("-severity",), ("number", "title", "severity"), "owner")


def test_a_view_narrows_the_one_it_belongs_to() -> None:
    narrowed = And((Is("overdue"), Match("unit", ("roads",))))
    assert ROADS.as_view(TODAY) == View("own:Roads", "Roads", narrowed, "unit:Roads")
    assert OwnView("Mine", "is:soon").as_view(TODAY).filter == Is("soon")
    assert OwnView("Late", base="overdue").as_view(TODAY).filter == Is("overdue")


def test_a_name_is_stored_on_one_line_and_columns_once() -> None:
    typed = ROADS._replace(name="  Roads\nand bridges ", columns=("title", "number", "title"))
    assert checked(typed, TODAY) == ROADS._replace(name="Roads and bridges", columns=("title", "number"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ROADS._replace(name=" "), "A view needs a name."),
        (ROADS._replace(name="x" * 41), "The name of a view has at most 40 characters."),
        (ROADS._replace(base="late"), "There is no view late."),
        (ROADS._replace(order=("-light",)), "A list has no column -light."),
        (ROADS._replace(grouping="status"), "A list has no column status."),
        (ROADS._replace(columns=("title",)), "No list is without the column Number."),
    ],
)
def test_what_no_list_can_show_is_no_view(wrong: OwnView, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        checked(wrong, TODAY)


def test_a_query_that_cannot_be_read_says_where() -> None:
    with pytest.raises(QueryError) as raised:
        checked(ROADS._replace(query="unit:Roads (due"), TODAY)
    assert raised.value.position == 11


def test_a_range_of_a_view_may_be_over_by_the_day_that_it_is_shown_for() -> None:
    over = OwnView("This year", "due:today..2026-12-31").as_view(date(2027, 1, 4))
    assert over.filter == Between("due_on", date(2027, 1, 4), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [("", " a or b ", "a or b"), ("a", "", "a"), ("a or(b)", "unit:x", "(a or(b)) (unit:x)")],
)
def test_two_queries_become_one(first: str, second: str, both: str) -> None:
    assert joined_queries(first, second) == both
