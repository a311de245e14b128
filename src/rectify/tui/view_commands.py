"""What the keys of the views are said to do. It imports nothing of the terminal."""

from rectify.i18n import N_

SHOWN = {
    "open": N_("Show what is open, in progress or submitted."),
    "overdue": N_("Show what is past its due date and not accepted yet."),
    "soon": N_("Show what is due within the next days."),
    "submitted": N_("Show what waits for its verifier."),
    "closed": N_("Show what is closed, sustained or waived."),
    "all": N_("Show every problem."),
}
"""What each view has."""

OWN = (
    (N_("First own view"), N_("Show the first of the views that the office keeps in the ledger.")),
    (N_("Second own view"), N_("Show the second of them.")),
    (N_("Third own view"), N_("Show the third of them.")),
)
"""The keys of the first own views: what each is called, and what it does."""
