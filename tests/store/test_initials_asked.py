"""Names that a query means by the initials of their pinyin."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp
from rectify.service import add, initials, problems
from rectify.service.placing import place_unit
from rectify.store.database import Ledger

TODAY = date(2026, 11, 22)


@pytest.fixture
def office(ledger: Ledger, stamp: Stamp) -> Iterator[Ledger]:
    """Four problems, each called after its unit."""
    owners = {"组织部": "李敏", "办公室": "单明", "总值班": "Lm", "Zone 3": "刘美"}
    for unit, owner in owners.items():
        facts = {"title": unit, "unit": unit, "owner": owner, "lead": "王芳", "source": "四月检查"}
        add(ledger, facts, stamp)
    place_unit(ledger, "办公室", "组织部", stamp)
    with closing(ledger):
        yield ledger


def found(ledger: Ledger, query: str) -> list[str]:
    return [each.title for each in problems(ledger, Selection(TODAY, parse(query, TODAY)))]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("unit:zzb", ["组织部", "办公室", "总值班"]),
        ("unit:ZZB", ["组织部", "办公室", "总值班"]),
        ("unit:bgs", ["办公室"]),
        ("parent_unit:zzb", ["办公室"]),
        ("-unit:bgs owner:dm", []),
        ("owner:sm", ["办公室"]),
        ("owner:dm", ["办公室"]),
        ("lead:wf source:syjc unit:bgs", ["办公室"]),
        ("unit:bgs,zone*", ["办公室", "Zone 3"]),
        ("unit:b*", ["办公室"]),
    ],
)
def test_a_name_is_meant_by_its_initials(office: Ledger, query: str, titles: list[str]) -> None:
    assert found(office, query) == titles


@pytest.mark.parametrize(("query", "titles"), [("owner:lm", ["总值班"]), ("unit:z*", ["Zone 3"]), ("unit:zz", [])])
def test_a_name_that_is_written_so_comes_before_initials_and_a_part_of_them_is_none(
    office: Ledger, query: str, titles: list[str]
) -> None:
    assert found(office, query) == titles


def test_words_are_not_looked_for_in_initials(office: Ledger) -> None:
    assert found(office, "zzb") == []


def test_the_initials_of_all_names_are_known_by_name(office: Ledger) -> None:
    assert initials(office) == {
        "组织部": "zzb",
        "办公室": "bgs",
        "总值班": "zzb",
        "李敏": "lm",
        "单明": "sm dm",
        "刘美": "lm",
        "王芳": "wf",
        "四月检查": "syjc",
    }
