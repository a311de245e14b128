"""Pages of lists that are sorted by what the office wants: the whole list is put in order once, as ids."""

from datetime import UTC, date, datetime

import pytest

from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp, Status
from rectify.domain.status import Answers
from rectify.service import add, move, page, problems
from rectify.store.database import Ledger

TODAY = date(2026, 11, 22)
EARLY = Stamp("Wang Lan", datetime(2026, 11, 10, 4, 0, tzinfo=UTC))


@pytest.fixture
def filled(ledger: Ledger, stamp: Stamp) -> Ledger:
    """Seven problems; two have no unit, three no category, and three have been moved, one of them on the 10th."""
    facts: list[dict[str, object]] = [
        {"title": "a", "unit": "West", "category": "wiring", "due_on": date(2026, 12, 3)},
        {"title": "b", "unit": "East", "category": "doors", "due_on": date(2026, 11, 20)},
        {"title": "c", "unit": "West", "due_on": date(2026, 11, 12)},
        {"title": "d", "due_on": date(2026, 11, 21), "category": "doors"},
        {"title": "e", "unit": "North", "category": "Wiring", "due_on": date(2026, 11, 21)},
        {"title": "f", "unit": "East"},
        {"title": "g"},
    ]
    for each in facts:
        add(ledger, each, EARLY)
    move(ledger, ["2026-0003"], Status.SUBMITTED, Answers(note="done"), EARLY)
    move(ledger, ["2026-0005"], Status.WAIVED, Answers(note="not ours"), stamp)
    move(ledger, ["2026-0002"], Status.IN_PROGRESS, Answers(), stamp)
    return ledger


@pytest.mark.parametrize(
    ("order", "query", "expected"),
    [
        ("unit", "", "bfecadg"),
        ("-unit", "", "caebfdg"),
        ("unit -title", "", "fbecagd"),
        ("-unit title", "is:open", "acbfdg"),
        ("unit", "is:open", "bfcadg"),
        ("unit", "is:overdue", "bcd"),
        ("unit", "due<2026-12-01", "becd"),
        ("unit", "no:category", "fcg"),
        ("category", "", "ebdacfg"),
        ("-category", "", "abdecfg"),
        ("-category", "is:open", "abdcfg"),
        ("status", "", "dafgbce"),
        ("-status", "", "ecbdafg"),
        ("status", "is:open", "dafgbc"),
        ("-status title", "unit:East,West", "cbaf"),
        ("title", "is:open", "abcdfg"),
        ("-title", "unit:West", "ca"),
        ("number", "is:open", "abcdfg"),
        ("light", "is:open", "cbdafg"),
    ],
)
def test_a_page_has_the_problems_in_their_order(filled: Ledger, order: str, query: str, expected: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY), order=tuple(order.split()))
    assert "".join(each.title for each in page(filled, selection, 0, 50)) == expected
    assert "".join(each.title for each in problems(filled, selection)) == expected


@pytest.mark.parametrize(("order", "expected"), [("status", "bdeafgc"), ("-unit", "caebfdg")])
def test_so_has_a_page_of_a_past_day(filled: Ledger, order: str, expected: str) -> None:
    selection = Selection(TODAY, order=(order,), as_of=date(2026, 11, 15))
    assert "".join(each.title for each in page(filled, selection, 0, 50)) == expected


def test_a_part_of_a_list_by_name_is_the_same_part_of_it(filled: Ledger) -> None:
    selection = Selection(TODAY, order=("-unit",))
    assert [each.title for each in page(filled, selection, 2, 3)] == ["e", "b", "f"]
