import pytest

from rectify.tui.pages.charts import bar, columns, stacked


@pytest.mark.parametrize(
    ("count", "drawn"), [(0, ""), (1, "▊"), (5, "████"), (7, "█████▌"), (10, "████████"), (100, "████████" * 10)]
)
def test_a_bar_is_as_long_as_its_count(count: int, drawn: str) -> None:
    assert bar(count, 10, 8) == drawn


def test_a_little_of_much_is_still_drawn() -> None:
    assert bar(1, 1_000_000, 8) == "▏"
    assert columns([0, 1, 1_000_000], 1_000_000, 1) == ["·▁█"]


def test_a_chart_of_nothing_has_no_bars() -> None:
    assert bar(0, 0, 8) == ""
    assert stacked([0, 0], 0, 8) == (0, 0)
    assert columns([0, 0, 0], 0, 2) == ["   ", "···"]


def test_columns_grow_over_several_lines() -> None:
    assert columns([0, 1, 2, 3, 4], 4, 2) == ["   ▄█", "·▄███"]


def test_columns_have_a_width_and_a_gap() -> None:
    assert columns([4, 1], 4, 1, width=2, gap=1) == ["██ ▂▂"]


@pytest.mark.parametrize(
    ("counts", "cells"),
    [((3, 2, 5), (3, 2, 5)), ((1, 1, 98), (1, 1, 8)), ((1, 0, 1), (1, 0, 1)), ((0, 0, 100), (0, 0, 10))],
)
def test_a_stacked_bar_shows_every_part(counts: tuple[int, ...], cells: tuple[int, ...]) -> None:
    assert stacked(counts, max(sum(counts), 10), 10) == cells


def test_a_short_stacked_bar_is_as_long_as_its_share_of_the_longest() -> None:
    assert stacked((10, 0, 40), 100, 10) == (1, 0, 4)
