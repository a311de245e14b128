"""The files that come with the program."""

import pytest

from rectify.data import path_of, text_of
from rectify.errors import RectifyError


def test_a_file_of_the_program_is_found_and_read() -> None:
    assert path_of("holidays.toml").is_file()
    assert "[2026]" in text_of("holidays.toml")


def test_a_missing_file_of_the_program_is_named() -> None:
    with pytest.raises(RectifyError, match=r"own file nothing\.txt is missing; install rectify again"):
        text_of("nothing.txt")


def test_a_file_of_the_program_that_cannot_be_read_is_named() -> None:
    with pytest.raises(RectifyError, match="cannot be read"):
        text_of(".")
