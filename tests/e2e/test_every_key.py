"""Every key in the real program, on large and small terminals, in both languages, with and without colour."""

from pathlib import Path

import pytest
from tests.e2e.every_key import LEAVING, PAIRWISE, PRESSES, Way, office, shared, walk
from tests.e2e.screen import faults

from rectify.tui.commands import COMMANDS


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office(tmp_path_factory.mktemp("office") / "ledger.db")


@pytest.mark.parametrize("way", PAIRWISE, ids=str)
def test_every_key_leads_to_its_screen_and_nothing_on_it_is_cut_or_crooked(
    way: Way, ledger: Path, tmp_path: Path
) -> None:
    assert walk(way, ledger, tmp_path, shared(way)) == []


def test_every_command_is_pressed() -> None:
    assert {command.id for command in COMMANDS} == {*PRESSES, *LEAVING}


def test_the_tests_press_each_key_once() -> None:
    pressed = [command.id for way in PAIRWISE for command in shared(way)]
    assert sorted(pressed) == sorted(command.id for command in COMMANDS)


def test_each_size_language_and_colour_meets_each_of_the_others() -> None:
    for one, other in (("columns", "language"), ("columns", "colour"), ("language", "colour")):
        assert len({(getattr(way, one), getattr(way, other)) for way in PAIRWISE}) == 4


BOX = ["╭─ Note ──────╮", "│ 党费收据    │", "╰─ Esc Close ─╯", "? Help"]


def test_a_screen_with_whole_boxes_has_no_faults() -> None:
    assert faults(BOX, 16) == []


@pytest.mark.parametrize(
    ("row", "line", "fault"),
    [
        (1, "│ 党费收据     │", "2: the border of the box is broken"),
        (1, "│ 党费 №1     x", "2: the border of the box is broken"),
        (0, "╭─ Note on th─╮", "1: the title is cut: ╭─ Note on th─"),
        (2, "╰─ Esc Close ╯", "3: the box has no lower right corner"),
        (2, "╰─ Enter OK  Es╯", "3: the last key is cut: ─ Enter OK  Es"),
        (3, "s Status   ? Hel", "4: the last key is cut"),
        (1, "│ 党费收据    │   ─", "2: longer than the screen"),
        (3, "Traceback (most ", "4: Traceback (most"),
    ],
)
def test_a_fault_of_a_screen_is_told_with_its_row(row: int, line: str, fault: str) -> None:
    assert fault in faults([*BOX[:row], line, *BOX[row + 1 :]], 16)
