"""One row of the table of commands. It imports nothing of Textual."""

from typing import Literal, NamedTuple

from rectify.i18n import N_, _, labelled
from rectify.tui.key_names import twins

Scope = Literal["rows", "screen", "filter", "app"]
"""Where a key works: in the list and the pane, on the whole screen, in the filter line, or everywhere."""

MOVING, LISTING, CHANGING, PAPER = N_("Moving"), N_("Choosing what is shown"), N_("Changing"), N_("Reading and leaving")
GROUPS = (MOVING, LISTING, CHANGING, PAPER)


class Command(NamedTuple):
    """One thing that a user does with a key."""

    id: str
    keys: tuple[str, ...]
    """As they are typed: a character, or the name of a key such as "pagedown", "ctrl+r". The first one is shown."""
    action: str
    label: str
    help: str
    group: str
    scope: Scope = "screen"
    footer: int = 0
    """Its place in the footer, which names it while it can be done; 0 keeps it out."""

    @property
    def explained(self) -> str:
        """What it is called and what it does, in the language in use."""
        return labelled(_(self.label), _(self.help))

    @property
    def bound(self) -> tuple[str, ...]:
        """Every key that it answers to: its own, and what a Chinese input method sends in their place."""
        return tuple(dict.fromkeys([*self.keys, *(twin for key in self.keys for twin in twins(key))]))
