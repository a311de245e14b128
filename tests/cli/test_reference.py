"""docs/commands.md says what the commands say."""

from pathlib import Path

from rectify.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_of_commands_is_up_to_date() -> None:
    # python -m rectify.cli.reference > docs/commands.md
    assert PAGE.read_text(encoding="utf-8") == reference()
