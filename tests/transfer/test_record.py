"""What new rows record is the same one by one and column by column."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.transfer.held import Hold

from rectify.transfer.plan.record import record_of

MANY_KINDS = """id,title,unit,owner,due,status,found,整改措施,zone
W-1,lamp,Hall,李敏,2026-05-01,open,2026-01-02,change it,7
W-2,door,,,立行立改,,2026-02-03,,
W-3,wire,Hall,李敏,3月底前,Closed,,one
W-4,roof,Hall,,2026年底前，并长期坚持,never heard of,2026-02-03,one,
"""
LISTS = [
    MANY_KINDS,
    "title,completed\nlamp,2026-02-01\ndoor,\n",
    "id,title,unit,parent unit,mode\nW-1,lamp,Hall,District,immediate\nW-2,door,,,\n",
]
"""An unknown status has no word for an error beside it, and a phrase may name a mode: such rows tell other facts."""


@pytest.mark.parametrize("content", LISTS)
def test_a_batch_records_what_each_of_its_rows_does(hold: Hold, content: str) -> None:
    plan = hold(content)
    record = record_of(plan.new, plan.terms)
    assert len(plan.new) >= 2
    assert _rows(record.facts) == [_told(row.facts) for row in plan.new]
    assert _rows(record.brought) == [_told(row.brought) for row in plan.new]
    assert [*record.measures] == [row.measures for row in plan.new]
    assert [*record.notes] == [row.note for row in plan.new]


def _rows(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [_told(dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)]


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a row tells, with its checklist as the history has it."""
    plain = {name: [*value] if isinstance(value, tuple) else value for name, value in facts.items()}
    return {name: value for name, value in plain.items() if value is not None and value != {}}
