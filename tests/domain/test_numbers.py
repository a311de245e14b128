"""Numbers of problems: sorted as people count, given by year."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectify.domain.numbers import given as given_number
from rectify.domain.numbers import position_of, sort_key


def in_order(*numbers: str) -> bool:
    keys = [sort_key(number) for number in numbers]
    return all(one < other for one, other in pairwise(keys))


def test_numbers_sort_as_people_count() -> None:
    assert in_order("CA-2", "CA-10", "CA-100")
    assert in_order("2026-9999", "2026-10000", "2027-0001")
    assert in_order("1.2.9", "1.2.10", "1.10.1")
    assert in_order("整改2号", "整改10号", "整改100号")


def test_case_does_not_count() -> None:
    assert sort_key("ca-2") == sort_key("CA-2")
    assert in_order("a-1", "B-1", "c-1")


def test_leading_zeros_do_not_count() -> None:
    assert sort_key("CA-002") == sort_key("CA-2")
    assert sort_key("CA-000") == sort_key("CA-0")
    assert in_order("CA-0", "CA-001", "CA-2")


def test_a_number_with_more_behind_it_comes_after_the_number_alone() -> None:
    assert in_order("CA-1", "CA-1a", "CA-1b", "CA-2")


def place(number: str) -> list[tuple[str, int]]:
    """The same order on the parts of a number: its letters and signs one by one, its digits by what they count."""
    parts = re.findall(r"[0-9]+|[^0-9]", number.casefold())
    return [("0", int(part)) if part.isascii() and part.isdigit() else (part, 0) for part in parts]


some_numbers = st.text(alphabet="abC-./ 0123456789整改号", max_size=12)


@settings(max_examples=50)
@given(some_numbers, some_numbers)
def test_the_key_orders_numbers_as_their_parts_do(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (place(one) < place(other))
    assert (sort_key(one) == sort_key(other)) == (place(one) == place(other))


@settings(max_examples=50)
@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_of_any_length_sort_by_what_they_count(one: int, other: int) -> None:
    assert (sort_key(f"CA-{one}") < sort_key(f"CA-{other}")) == (one < other)


def test_digits_of_other_scripts_are_letters() -> None:
    assert in_order("CA-2", "CA-10", "CA-٣")
    assert position_of("2026-٠٠٠٣", 2026) is None


def test_a_number_is_given_by_year_with_at_least_four_digits() -> None:
    assert given_number(2026, 1) == "2026-0001"
    assert given_number(2026, 12345) == "2026-12345"


@pytest.mark.parametrize(
    ("number", "position"),
    [
        ("2026-0007", 7),
        ("2026-12345", 12345),
        ("2025-0007", None),
        ("2026-007", None),
        ("2026-0007a", None),
        ("A2026-0007", None),
        ("2026-0007\n", None),
    ],
)
def test_only_a_given_number_has_a_position_in_its_year(number: str, position: int | None) -> None:
    assert position_of(number, 2026) == position
