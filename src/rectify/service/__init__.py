"""One function for each thing that a user does, one transaction each.

The command line and the terminal UI are thin over it.
"""

from rectify.service.changes import BulkRefused, add, advance, edit, move, note, step_back
from rectify.service.checking import check
from rectify.service.evidence import add_evidence, gather
from rectify.service.extending import approve_extension, ask_extension, refuse_extension
from rectify.service.ledgers import (
    chain_end,
    change_mark,
    create_ledger,
    history_known_from,
    location_of,
    open_ledger,
    today,
)
from rectify.service.measuring import add_measure, edit_measure, remove_measure, reorder_measure, tick
from rectify.service.reading import find, history, names_in_use, record, units
from rectify.service.settings import change_settings, settings
from rectify.service.undoing import Undone, redo, undo
from rectify.store.check import CheckReport, Fault
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
    "add_evidence",
    "add_measure",
    "advance",
    "approve_extension",
    "ask_extension",
    "backup",
    "chain_end",
    "change_mark",
    "change_settings",
    "check",
    "count",
    "counts",
    "create_ledger",
    "edit",
    "edit_measure",
    "find",
    "gather",
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
    "refuse_extension",
    "remove_measure",
    "reorder_measure",
    "restore",
    "settings",
    "step_back",
    "tick",
    "today",
    "undo",
    "units",
]
