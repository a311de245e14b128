"""The name that is being typed at the end of a query."""

import pytest

from rectify.domain.query_end import ending


@pytest.mark.parametrize(
    ("query", "kind", "typed"),
    [
        ("unit:zz", "unit", "zz"),
        ("党费 unit:", "unit", ""),
        ("-unit:红", "unit", "红"),
        ("(owner:l", "owner", "l"),
        ("OWNER：Ch", "owner", "Ch"),
        ("parent_unit:x", "unit", "x"),
        ("责任单位：红", "unit", "红"),
        ("责任人:zl", "owner", "zl"),
        ('lead:李敏,"Chen Bo",w', "lead", "w"),
        ('source:"April ch', "source", "April ch"),
        ('"village board" category:m', "category", "m"),
    ],
)
def test_a_query_may_end_in_a_name(query: str, kind: str, typed: str) -> None:
    found = ending(query)
    assert found is not None
    assert (found.kind, found.typed) == (kind, typed)


@pytest.mark.parametrize(
    "query", ["", "unit", "unit:x ", 'unit:"x"', "due:f", "status:o", "nowhere:x", '"said unit:z', "http://unit:"]
)
def test_other_queries_end_in_none(query: str) -> None:
    assert ending(query) is None


@pytest.mark.parametrize(
    ("query", "name", "completed"),
    [
        ("党费 unit:zzb", "组织部", "党费 unit:组织部"),
        ("owner:ch", "Chen Bo", 'owner:"Chen Bo"'),
        ('owner:李敏,"ch', "Chen Bo", 'owner:李敏,"Chen Bo"'),
        ('-unit:"红', "红旗村", "-unit:红旗村"),
        ("unit:a", 'A "B" (C)', 'unit:"A ""B"" (C)"'),
        ("unit:a", "<A>", 'unit:"<A>"'),
    ],
)
def test_a_name_takes_the_place_of_what_was_typed(query: str, name: str, completed: str) -> None:
    found = ending(query)
    assert found is not None
    assert found.completed(query, name) == completed
