"""Objects that are written column by column are those that are written one by one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rectify.domain.problem import Status
from rectify.store.history import canonical
from rectify.store.json_columns import objects

KINDS: list[st.SearchStrategy[Any]] = [
    st.text(),
    st.dates(),
    st.sampled_from(Status),
    st.dictionaries(st.text(), st.text(), min_size=1),
    st.lists(st.text(), min_size=1).map(tuple),
]
"""What columns hold, each values of one kind."""


COLUMNS = st.sampled_from(KINDS).flatmap(lambda kind: st.lists(st.none() | kind, min_size=3, max_size=3))


@given(st.dictionaries(st.text(), COLUMNS, min_size=1, max_size=5))
def test_objects_are_written_as_one_by_one(columns: dict[str, list[Any]]) -> None:
    rows = [{name: values[at] for name, values in columns.items() if values[at] is not None} for at in range(3)]
    assert objects(columns) == [canonical(row) for row in rows]


def test_a_column_can_be_written_in_its_own_way() -> None:
    columns: dict[str, Sequence[Any]] = {"due_on": [date(2026, 1, 31), None], "title": ["lamp", "door"]}
    assert objects(columns, {"title": str.upper}) == ['{"due_on":"2026-01-31","title":LAMP}', '{"title":DOOR}']
