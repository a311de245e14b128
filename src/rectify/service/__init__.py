"""One function for each thing that a user does, one transaction each.

The command line and the terminal UI are thin over it.
"""

from rectify.service.changes import BulkRefused, add, advance, edit, move, note, step_back, tick
from rectify.service.ledgers import (
    chain_end,
    change_mark,
    create_ledger,
    history_known_from,
    location_of,
    open_ledger,
    today,
)
from rectify.service.reading import find, history, names_in_use, record, units
from rectify.service.undoing import Undone, redo, undo
from rectify.store.check import CheckReport, Fault, check
from rectify.store.copies import backup, restore
from rectify.store.database import Ledger, LedgerFacts
from rectify.store.lists import count, counts, page, position, problems

__all__ = [
    "BulkRefused",
    "CheckReport",
    "Fault",
    "Ledger",
    "LedgerFacts",
    "Undone",
    "add",
    "advance",
    "backup",
    "chain_end",
    "change_mark",
    "check",
    "count",
    "counts",
    "create_ledger",
    "edit",
    "find",
    "history",
    "history_known_from",
    "location_of",
    "move",
    "names_in_use",
    "note",
    "open_ledger",
    "page",
    "position",
    "problems",
    "record",
    "redo",
    "restore",
    "step_back",
    "tick",
    "today",
    "undo",
    "units",
]
