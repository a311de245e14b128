"""Texts side by side."""

from rectify.report.aligned import aligned, shared


def test_columns_are_as_wide_as_they_must_be() -> None:
    assert list(aligned([("Field", "Here"), ("Owner", "李敏"), ("Due", "none")], 40)) == [
        "Field  Here",
        "Owner  李敏",
        "Due    none",
    ]


def test_what_is_too_long_goes_on_below_in_its_column() -> None:
    assert list(aligned([("1", "三会一课记录不完整", "lamp"), ("2", "door", "")], 20)) == [
        "1  三会一课记   lamp",
        "   录不完整",
        "2  door",
    ]


def test_the_widest_columns_share_what_the_others_leave() -> None:
    assert shared([3, 50, 40, 5], 40) == [3, 16, 16, 5]


def test_nothing_is_no_line() -> None:
    assert list(aligned([], 40)) == []
