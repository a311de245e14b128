"""Objects that are much alike are written as the history writes them, byte for byte."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rectify.domain.problem import Measure, Mode, Status
from rectify.store.attached import recorded
from rectify.store.history import canonical
from rectify.store.members import written

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.sampled_from([*Status, *Mode]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), VALUES))
def test_any_object_is_written_as_the_history_writes_it(value: dict[str, Any]) -> None:
    assert written(value) == canonical(value)


def test_a_text_under_the_same_name_as_a_number_before_stays_a_text() -> None:
    objects: list[dict[str, Any]] = [{"a": 1}, {"a": True}, {"a": "1"}, {"a": None}]
    assert [written(each) for each in objects] == ['{"a":1}', '{"a":true}', '{"a":"1"}', '{"a":null}']


def test_a_checklist_is_written_with_its_days_and_its_gaps() -> None:
    measures = recorded([Measure("补齐记录", "王敏", date(2026, 11, 30))])
    assert written({"measures": measures}) == (
        '{"measures":[{"done_on":null,"due_on":"2026-11-30","owner":"王敏","text":"补齐记录"}]}'
    )
