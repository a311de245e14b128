"""How somebody is used to work: with which keys, and what is shown first. It imports nothing of the terminal.

Source: docs/config.md.
"""

from typing import NamedTuple

from rectify.config import Config
from rectify.tui.commands import USUAL, Table


class Habits(NamedTuple):
    """What the config file says of the terminal UI."""

    table: Table = USUAL
    """The commands with the keys in force."""


AS_USUAL = Habits()


def habits(config: Config, faults: list[str]) -> Habits:
    """What `config` says of the terminal UI; everything wrong with it is added to `faults`."""
    from rectify.tui.own_keys import own_keys  # loads only where there is a file

    section = config.section("keys")
    return Habits(own_keys(section, faults) if section else USUAL)
