"""The ledger at a glance, counted step by step."""

from datetime import date

import pytest
from tests.service.clock import at
from tests.service.made import NOON, TODAY

from rectify.domain.figures import Rate, Week
from rectify.domain.filters import parse
from rectify.domain.listing import Lights, Selection
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.service import Ledger, LitGroup, Overview, add, edit, move, overviews, place_unit
from rectify.service.overview import groups_lit


@pytest.fixture
def office(ledger: Ledger) -> Ledger:
    """Six problems of the 3rd; one of them is waived as an error, one closed."""
    begin = at("2026-11-03")
    facts: list[dict[str, object]] = [
        {"unit": "Town", "lead": "王芳", "owner": "李敏", "due_on": date(2026, 11, 12)},
        {"unit": "Village", "lead": "Chen", "due_on": date(2026, 11, 22)},
        {"unit": "Village", "lead": "王芳", "due_on": date(2026, 12, 24)},
        {"unit": "Village", "due_on": None},
        {"due_on": date(2026, 11, 10)},
        {"unit": "Hall", "due_on": date(2026, 11, 25)},
    ]
    for each in facts:
        add(ledger, {"title": "Records incomplete", **each}, begin)
    place_unit(ledger, "Village", "Town", begin)
    move(ledger, ["2026-0005"], Status.WAIVED, Answers(note="Twice", as_error=True), NOON)
    move(ledger, ["2026-0006"], Status.SUBMITTED, Answers(note="Done"), NOON)
    move(ledger, ["2026-0006"], Status.CLOSED, Answers(note="Seen", method="paper"), NOON)
    return ledger


def selection(query: str = "", day: date | None = None) -> Selection:
    return Selection(TODAY, parse(query, day or TODAY), day)


def last(ledger: Ledger, selected: Selection) -> Overview:
    *_steps, whole = overviews(ledger, selected, "unit")
    return whole


def test_what_is_quick_to_count_comes_first(office: Ledger) -> None:
    steps = list(overviews(office, selection(), "unit"))
    assert [(each.groups is None, each.figures is None, each.trend is None) for each in steps] == [
        (True, True, True),
        (False, True, True),
        (False, False, True),
        (False, False, False),
    ]
    assert {(each.day, each.counts["open"], len(each.ahead)) for each in steps} == {(TODAY, 4, 2)}


def test_the_next_deadlines_are_those_from_today_on(office: Ledger) -> None:
    assert [problem.number for problem in last(office, selection()).ahead] == ["2026-0002", "2026-0003"]


def test_a_unit_shows_the_lights_and_leads_of_its_child_units_too(office: Ledger) -> None:
    assert groups_lit(office, selection(), "unit") == (
        LitGroup("Town", Lights(red=1, yellow=1, green=1, none=1), ("Chen", "王芳"), units=2),
        LitGroup("Village", Lights(yellow=1, green=1, none=1), ("Chen", "王芳")),
    )


def test_other_groups_show_the_most_overdue_first_and_those_without_one_too(office: Ledger) -> None:
    assert groups_lit(office, selection(), "owner") == (
        LitGroup("李敏", Lights(red=1), ("王芳",)),
        LitGroup(None, Lights(yellow=1, green=1, none=1), ("Chen", "王芳")),
    )


def test_the_figures_and_the_trend_are_those_of_the_figures(office: Ledger) -> None:
    whole = last(office, selection())
    assert whole.figures is not None
    assert whole.trend is not None
    assert (whole.figures.total, whole.figures.rates["done"]) == (5, Rate(1, 5))
    assert len(whole.trend) == 12
    assert whole.trend[-1] == Week(date(2026, 11, 16), found=0, closed=1, overdue=1)


def test_a_filter_narrows_everything(office: Ledger) -> None:
    whole = last(office, selection("owner:李敏"))
    assert whole.counts["all"] == 1
    assert whole.ahead == ()
    assert whole.groups == (LitGroup("Town", Lights(red=1), ("王芳",)),)
    assert whole.figures is not None
    assert whole.figures.total == 1


def test_a_past_day_is_seen_as_it_stood(office: Ledger) -> None:
    edit(office, ["2026-0001"], {"owner": "Chen"}, NOON)
    whole = last(office, selection(day=date(2026, 11, 11)))
    assert [problem.number for problem in whole.ahead] == ["2026-0001", "2026-0002", "2026-0006", "2026-0003"]
    assert whole.groups is not None
    assert [(group.name, group.lights) for group in whole.groups] == [
        (None, Lights(red=1)),
        ("Town", Lights(yellow=1, green=2, none=1)),
        ("Village", Lights(green=2, none=1)),
        ("Hall", Lights(green=1)),
    ]


def test_an_empty_ledger_has_nothing_to_show(ledger: Ledger) -> None:
    whole = last(ledger, selection())
    assert (whole.counts["all"], whole.ahead, whole.groups) == (0, (), ())
