"""The commands of the views: the six, and the office's own with a key.

It imports nothing of the terminal.
"""

from rectify.domain.listing import VIEWS
from rectify.i18n import N_
from rectify.tui.command import LISTING, Command

_SHOWN = {
    "open": N_("Show what is open, in progress or submitted."),
    "overdue": N_("Show what is past its due date and not accepted yet."),
    "soon": N_("Show what is due within the next days."),
    "submitted": N_("Show what waits for its verifier."),
    "closed": N_("Show what is closed, sustained or waived."),
    "all": N_("Show every problem."),
}
"""What each view has."""

_OWN = (
    (N_("First own view"), N_("Show the first of the views that the office keeps in the ledger.")),
    (N_("Second own view"), N_("Show the second of them.")),
    (N_("Third own view"), N_("Show the third of them.")),
)
"""The keys of the first own views: what each is called, and what it does."""

VIEW_COMMANDS: tuple[Command, ...] = (
    *(
        Command(f"view.{view.key}", (str(position),), f"show_view('{view.key}')", view.label, _SHOWN[view.key], LISTING)
        for position, view in enumerate(VIEWS, 1)
    ),
    *(
        Command(
            f"view.own_{position}", (str(len(VIEWS) + position),), f"show_own_view({position})", label, told, LISTING
        )
        for position, (label, told) in enumerate(_OWN, 1)
    ),
)
