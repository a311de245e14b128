"""Which lists are read along an index, so that a page costs the same in a ledger of any size."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from rectify.domain.filters import parse
from rectify.domain.listing import VIEWS, Selection, View
from rectify.domain.problem import Mode, NameKind, Stamp
from rectify.service import add, count, figures, names_in_use, page, place_unit, position, problems
from rectify.store.database import Ledger, open_ledger

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def some(blank: Path, stamp: Stamp, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two problems, to be copied."""
    path = Path(shutil.copy(blank, tmp_path_factory.mktemp("some")))
    facts = {"owner": "李敏", "lead": "王芳", "source": "April check", "category": "minutes", "severity": "high"}
    with open_ledger(path) as ledger:
        for unit, mode in (("泡崖街道", Mode.DATED), ("红旗村", Mode.SUSTAINED)):
            add(ledger, {**facts, "title": "党费", "unit": unit, "mode": mode, "due_on": date(2026, 12, 1)}, stamp)
    return path


@pytest.fixture
def path(some: Path, tmp_path: Path) -> Path:
    """The file of a ledger of two problems that nobody has open."""
    return Path(shutil.copy(some, tmp_path / "ledger.db"))


@contextmanager
def heard(ledger: Ledger) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database, with its values."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        asked.append((statement, values))

    with ledger.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield asked
    event.remove(engine, "before_cursor_execute", hear)


def plans(ledger: Ledger, ask: Callable[[], object]) -> list[str]:
    """How SQLite answers what `ask` asks, step by step, on the tables that grow."""
    with heard(ledger) as asked:
        ask()
    steps: list[str] = []
    with ledger.reading() as connection:
        for statement, values in asked:
            if statement.startswith(("SELECT", "WITH")):
                found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                steps += [row[3] for row in found if "problems" in row[3] or "past" in row[3] or "TEMP" in row[3]]
    return steps


def first_of(ledger: Ledger, selection: Selection) -> object:
    return page(ledger, selection, 0, 50)


def first_page(ledger: Ledger, query: str) -> list[str]:
    selection = Selection(TODAY, parse(query, TODAY))
    return plans(ledger, lambda: page(ledger, selection, 0, 50))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_each_view_is_a_walk_along_an_index(ledger: Ledger, view: View) -> None:
    index = "ix_problems_all" if view.key == "all" else "ix_problems_active"
    index = "ix_problems_status" if view.key == "submitted" else index
    steps = plans(ledger, lambda: page(ledger, Selection(TODAY, view.filter), 0, 50))
    assert f"SEARCH problems USING INDEX {index} (removed=?" in steps[0]
    assert all("SCAN problems" not in step and "TEMP" not in step for step in steps)


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("status:open", "ix_problems_status (removed=? AND status=?)"),
        ("status:closed", "ix_problems_status (removed=? AND status=?)"),
        ("unit:红旗村", "ix_problems_unit_id (removed=? AND unit_id=?)"),
        ("owner:李敏", "ix_problems_owner_id (removed=? AND owner_id=?)"),
        ("owner:lm", "ix_problems_owner_id (removed=? AND owner_id=?)"),
        ("lead:王芳", "ix_problems_lead_id (removed=? AND lead_id=?)"),
        ('source:"April check"', "ix_problems_source_id (removed=? AND source_id=?)"),
        ("category:MINUTES", "ix_problems_category (removed=? AND category=?)"),
        ("category:min*", "ix_problems_category (removed=? AND category=?)"),
        ("severity:high", "ix_problems_severity (removed=? AND severity=?)"),
        ("mode:dated", "ix_problems_mode (removed=? AND mode=?)"),
        ("light:red", "ix_problems_active (removed=? AND active=? AND due_sort<?)"),
        ("light:green", "ix_problems_active (removed=? AND active=? AND due_sort>? AND due_sort<?)"),
        ("is:awaiting", "ix_problems_status (removed=? AND status=?)"),
        ("due<2026-12-31", "ix_problems_all (removed=? AND due_sort<?)"),
        ("due<=2026-12-31", "ix_problems_all (removed=? AND due_sort<?)"),
        ("due:2026-12-01", "ix_problems_all (removed=? AND due_sort=?)"),
        ("due>2026-01-01", "ix_problems_all (removed=? AND due_sort>? AND due_sort<?)"),
        ("due:2026-01-01..2026-12-31", "ix_problems_all (removed=? AND due_sort>? AND due_sort<?)"),
        ("due:..2026-12-31", "ix_problems_all (removed=? AND due_sort<?)"),
        ("no:due", "ix_problems_all (removed=? AND due_sort=?)"),
        ("no:owner", "ix_problems_owner_id (removed=? AND owner_id=?)"),
        ("no:unit", "ix_problems_unit_id (removed=? AND unit_id=?)"),
        ("no:lead", "ix_problems_lead_id (removed=? AND lead_id=?)"),
        ("no:source", "ix_problems_source_id (removed=? AND source_id=?)"),
        ("no:category", "ix_problems_category (removed=? AND category=?)"),
        ("no:severity", "ix_problems_severity (removed=? AND severity=?)"),
        ("no:mode", "ix_problems_mode (removed=? AND mode=?)"),
    ],
)
def test_a_query_of_one_field_is_a_walk_along_its_index(ledger: Ledger, query: str, used: str) -> None:
    steps = first_page(ledger, query)
    assert f"SEARCH problems USING INDEX {used}" in steps
    assert all("SCAN problems" not in step and "TEMP" not in step for step in steps)


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("unit:红旗村", "ix_problems_unit_id (removed=? AND unit_id=?)"),
        ("owner:李敏", "ix_problems_owner_id (removed=? AND owner_id=?)"),
        ("mode:dated lead:王芳", "ix_problems_lead_id (removed=? AND lead_id=?)"),
        ("status:open unit:红旗村", "ix_problems_unit_id (removed=? AND unit_id=?)"),
        ("status:open", "ix_problems_status (removed=? AND status=?)"),
    ],
)
def test_within_a_view_what_leaves_the_fewest_problems_is_looked_up(ledger: Ledger, query: str, used: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY)).within(VIEWS[0])
    assert plans(ledger, lambda: page(ledger, selection, 0, 50))[0] == f"SEARCH problems USING INDEX {used}"


@pytest.mark.parametrize("field", ["unit_id", "owner_id", "lead_id", "source_id", "category", "severity", "mode"])
def test_the_index_of_a_field_tells_a_view_which_problems_are_finished_so_that_it_looks_up_none_of_them(
    ledger: Ledger, field: str
) -> None:
    with ledger.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT name FROM pragma_index_info('ix_problems_{field}') ORDER BY seqno")
        assert list(found.scalars()) == ["removed", field, "due_sort", "number_sort", "id", "active"]


@pytest.mark.parametrize("order", ["title", "-found_on", "severity", "days_overdue", "waiting"])
def test_a_list_of_all_problems_in_another_order_reads_them_where_they_lie(ledger: Ledger, order: str) -> None:
    steps = plans(ledger, lambda: page(ledger, Selection(TODAY, order=(order,)), 0, 50))
    assert steps[:2] == ["SCAN problems", "USE TEMP B-TREE FOR ORDER BY"]


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("is:open", "ix_problems_active (removed=? AND active=?)"),
        ("is:overdue", "ix_problems_active (removed=? AND active=? AND due_sort<?)"),
        ("unit:红旗村", "ix_problems_unit_id (removed=? AND unit_id=?)"),
        ("is:awaiting", "ix_problems_status (removed=? AND status=?)"),
    ],
)
@pytest.mark.parametrize("order", ["title", "-found_on", "status", "waiting"])
def test_what_an_index_finds_is_read_by_ascending_id_where_another_order_follows(
    ledger: Ledger, query: str, used: str, order: str
) -> None:
    selection = Selection(TODAY, parse(query, TODAY), order=(order,))
    steps = plans(ledger, lambda: page(ledger, selection, 0, 50))
    assert steps[0] == "SEARCH problems USING INTEGER PRIMARY KEY (rowid=?)"
    assert steps[1].removeprefix("SEARCH problems USING ").removeprefix("COVERING ") == f"INDEX {used}"


@pytest.mark.parametrize("query", ["is:open", "is:overdue", "owner:李敏"])
def test_a_whole_list_of_what_an_index_finds_is_read_by_ascending_id(ledger: Ledger, query: str) -> None:
    steps = plans(ledger, lambda: problems(ledger, Selection(TODAY, parse(query, TODAY))))
    assert steps[0] == "SEARCH problems USING INTEGER PRIMARY KEY (rowid=?)"
    assert steps[-1] == "USE TEMP B-TREE FOR ORDER BY"


@pytest.mark.parametrize("query", ["", "is:open", "is:overdue", "due<2026-12-31"])
@pytest.mark.parametrize("order", ["unit", "-owner", "lead", "source", "category"])
def test_a_list_by_name_walks_the_index_of_it(ledger: Ledger, query: str, order: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY), order=(order,))
    steps = plans(ledger, lambda: page(ledger, selection, 0, 50))
    name = order.removeprefix("-")
    index = name if name == "category" else f"{name}_id"
    assert steps[0] == f"SEARCH problems USING INDEX ix_problems_{index} (removed=?)"
    assert all("TEMP" not in step for step in steps)


def test_all_problems_by_status_walk_the_index_of_it(ledger: Ledger) -> None:
    steps = plans(ledger, lambda: page(ledger, Selection(TODAY, order=("status",)), 0, 50))
    assert steps[0] == "SEARCH problems USING INDEX ix_problems_status (removed=?)"


@pytest.mark.parametrize("order", ["number", "light", "-days_overdue"])
def test_an_order_of_what_the_index_tells_looks_up_no_problem(ledger: Ledger, order: str) -> None:
    selection = Selection(TODAY, parse("is:open", TODAY), order=(order,))
    steps = plans(ledger, lambda: page(ledger, selection, 0, 50))
    assert steps[:2] == [
        "SEARCH problems USING INDEX ix_problems_active (removed=? AND active=?)",
        "USE TEMP B-TREE FOR ORDER BY",
    ]


@pytest.mark.parametrize("query", ["is:late", "is:done", "round>1", "has:evidence", "title:党*", "-is:open"])
def test_what_no_index_finds_is_looked_for_where_the_problems_lie(ledger: Ledger, query: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY))
    assert plans(ledger, lambda: page(ledger, selection, 0, 50))[0] == "SCAN problems"
    assert plans(ledger, lambda: count(ledger, selection))[0] == "SCAN problems"


@pytest.mark.parametrize("order", ["number", "-number"])
def test_a_list_of_all_problems_by_number_walks_the_index_of_numbers(ledger: Ledger, order: str) -> None:
    steps = plans(ledger, lambda: page(ledger, Selection(TODAY, order=(order,)), 0, 50))
    assert steps[0] == "SEARCH problems USING COVERING INDEX ix_problems_number_sort (removed=?)"


def test_all_words_are_looked_up_together_and_only_what_they_find_is_read(ledger: Ledger) -> None:
    selection = Selection(TODAY, parse("党费 红旗", TODAY)).within(VIEWS[0])
    asked = plans(ledger, lambda: page(ledger, selection, 0, 50))
    assert asked == ["SEARCH problems USING INTEGER PRIMARY KEY (rowid=?)", "USE TEMP B-TREE FOR ORDER BY"]


@pytest.mark.parametrize("kind", ["owner", "lead", "source"])
def test_the_names_in_use_are_looked_up_one_by_one(ledger: Ledger, kind: NameKind) -> None:
    steps = plans(ledger, lambda: names_in_use(ledger, kind))
    assert steps == [f"SEARCH problems USING INDEX ix_problems_{kind}_id (removed=? AND {kind}_id=?)"]


def test_the_trend_of_many_years_asks_as_often_as_that_of_twelve_weeks(ledger: Ledger) -> None:
    with heard(ledger) as of_weeks:
        figures(ledger, Selection(TODAY))
    with heard(ledger) as of_years:
        figures(ledger, Selection(TODAY), first=date(2000, 1, 1))
    assert len(of_years) == len(of_weeks) == 6


def test_a_number_is_looked_up(ledger: Ledger) -> None:
    steps = first_page(ledger, "number:2026-0001")
    assert steps[0] == "SEARCH problems USING INDEX ix_problems_number_sort (removed=? AND number_sort=?)"
    assert set(steps[1:]) == {"SEARCH problems USING INTEGER PRIMARY KEY (rowid=?)"}


@pytest.mark.parametrize("query", ["", "is:open", "status:open", "status:closed,Waived"])
def test_what_stands_at_a_status_is_counted_without_a_look_at_any_problem(ledger: Ledger, query: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY))
    assert plans(ledger, lambda: count(ledger, selection)) == []


@pytest.mark.parametrize("query", ["is:overdue", "light:green", "unit:红旗村", "no:owner", "due>2026-01-01"])
def test_counting_walks_an_index_too(ledger: Ledger, query: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY))
    steps = plans(ledger, lambda: count(ledger, selection))
    assert "SEARCH problems USING" in steps[-1]
    assert "ix_problems_" in steps[-1]


def test_where_a_problem_stands_is_counted_along_the_index_up_to_it(ledger: Ledger) -> None:
    steps = plans(ledger, lambda: position(ledger, Selection(TODAY), "2026-0002"))
    assert steps[-1] == "SEARCH problems USING INDEX ix_problems_all (removed=? AND (due_sort,number_sort)<(?,?))"


@pytest.mark.parametrize("view", ["", "is:overdue "])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("unit:泡崖街道", "unit_id"),
        ("unit:泡崖街道,红旗村", "unit_id"),
        ("parent_unit:泡崖街道", "unit_id"),
        ("severity:high,low", "severity"),
        ("mode:dated,sustained", "mode"),
    ],
)
@pytest.mark.parametrize("ask", [first_of, problems])
def test_what_stands_in_several_places_of_an_index_is_gathered_and_sorted(
    ledger: Ledger, stamp: Stamp, view: str, query: str, field: str, ask: Callable[[Ledger, Selection], object]
) -> None:
    add(ledger, {"title": "x", "unit": "石桥村", "severity": "low"}, stamp)
    for unit in ("红旗村", "石桥村"):
        place_unit(ledger, unit, "泡崖街道", stamp)
    steps = plans(ledger, lambda: ask(ledger, Selection(TODAY, parse(view + query, TODAY))))
    gathered = [step for step in steps if f"ix_problems_{field} (removed=? AND {field}=?" in step]
    assert gathered
    assert "USE TEMP B-TREE FOR ORDER BY" in steps


@pytest.mark.parametrize(
    "query",
    ["is:done", "is:late", "found>2026-01-01", "round>1", "-is:open", "unit:泡崖街道,红旗村", "党费", "title:党*"],
)
def test_any_other_list_is_put_in_order_once_and_paged_from_there(ledger: Ledger, stamp: Stamp, query: str) -> None:
    selection = Selection(TODAY, parse(query, TODAY))
    page(ledger, selection, 0, 50)
    again = plans(ledger, lambda: page(ledger, selection, 50, 50))
    assert all("PRIMARY KEY" in step for step in again)
    add(ledger, {"title": "党费", "found_on": date(2026, 2, 1), "unit": "红旗村"}, stamp)
    expected = [each.number for each in problems(ledger, selection)]
    assert [each.number for each in page(ledger, selection, 0, 50)] == expected


@pytest.mark.parametrize("query", ["", "is:open", "unit:红旗村", "unit:泡崖街道,红旗村", "found>2026-01-01", "党费"])
@pytest.mark.parametrize("order", [(), ("number",), ("-due_on", "unit")])
def test_pages_and_positions_agree_with_the_whole_list(
    ledger: Ledger, stamp: Stamp, query: str, order: tuple[str, ...]
) -> None:
    days = [date(2026, 12, 1), None, date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    with ledger.writing():
        for due_on in days:
            add(ledger, {"title": "党费", "due_on": due_on, "unit": "红旗村", "found_on": date(2026, 10, 1)}, stamp)
    selection = Selection(TODAY, parse(query, TODAY), order=order)
    whole = [each.number for each in problems(ledger, selection)]
    pages = [each.number for start in range(0, 9, 2) for each in page(ledger, selection, start, 2)]
    assert pages == whole
    assert [position(ledger, selection, number) for number in whole] == list(range(len(whole)))
    assert count(ledger, selection) == len(whole)


def test_a_problem_that_a_list_does_not_have_stands_nowhere_in_it(ledger: Ledger) -> None:
    assert position(ledger, Selection(TODAY, parse("unit:红旗村", TODAY)), "2026-0001") is None
    assert position(ledger, Selection(TODAY), "2026-0099") is None


def test_by_default_the_earliest_due_date_comes_first_none_last_and_then_the_number(
    ledger: Ledger, stamp: Stamp
) -> None:
    for due_on in (None, date(2027, 1, 1), date(2026, 11, 1), date(2026, 12, 1)):
        add(ledger, {"title": "x", "due_on": due_on}, stamp)
    listed = [(each.due_on, each.number) for each in problems(ledger, Selection(TODAY))]
    assert listed == [
        (date(2026, 11, 1), "2026-0005"),
        (date(2026, 12, 1), "2026-0001"),
        (date(2026, 12, 1), "2026-0002"),
        (date(2026, 12, 1), "2026-0006"),
        (date(2027, 1, 1), "2026-0004"),
        (None, "2026-0003"),
    ]
