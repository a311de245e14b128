"""One function for each thing that a user does, one transaction each.

The command line and the terminal UI are thin over it. A module loads when the first of its names is used: printing a
list does not wait for what changes one.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rectify.errors import BulkRefused as BulkRefused
    from rectify.service.changes import add as add
    from rectify.service.changes import advance as advance
    from rectify.service.changes import edit as edit
    from rectify.service.changes import make_move as make_move
    from rectify.service.changes import move as move
    from rectify.service.changes import note as note
    from rectify.service.changes import situation_of as situation_of
    from rectify.service.changes import step_back as step_back
    from rectify.service.checking import check as check
    from rectify.service.evidence import add_evidence as add_evidence
    from rectify.service.evidence import copying as copying
    from rectify.service.evidence import gather as gather
    from rectify.service.evidence import let_go as let_go
    from rectify.service.evidence import shelf_of as shelf_of
    from rectify.service.exporting import Exported as Exported
    from rectify.service.exporting import export_file as export_file
    from rectify.service.extending import approve_extension as approve_extension
    from rectify.service.extending import ask_extension as ask_extension
    from rectify.service.extending import refuse_extension as refuse_extension
    from rectify.service.importing import import_file as import_file
    from rectify.service.ledger_settings import change_settings as change_settings
    from rectify.service.ledger_settings import settings as settings
    from rectify.service.ledgers import chain_end as chain_end
    from rectify.service.ledgers import change_mark as change_mark
    from rectify.service.ledgers import history_known_from as history_known_from
    from rectify.service.ledgers import remove_unused as remove_unused
    from rectify.service.ledgers import today as today
    from rectify.service.ledgers import working_days as working_days
    from rectify.service.meanwhile import changed_meanwhile as changed_meanwhile
    from rectify.service.meanwhile import measure_meanwhile as measure_meanwhile
    from rectify.service.measuring import add_measure as add_measure
    from rectify.service.measuring import edit_measure as edit_measure
    from rectify.service.measuring import remove_measure as remove_measure
    from rectify.service.measuring import reorder_measure as reorder_measure
    from rectify.service.measuring import tick as tick
    from rectify.service.overview import LitGroup as LitGroup
    from rectify.service.overview import Overview as Overview
    from rectify.service.overview import overviews as overviews
    from rectify.service.placing import place_unit as place_unit
    from rectify.service.printing import print_report as print_report
    from rectify.service.reading import find as find
    from rectify.service.reading import find_all as find_all
    from rectify.service.reading import find_numbers as find_numbers
    from rectify.service.reading import history as history
    from rectify.service.reading import initials as initials
    from rectify.service.reading import names_in_use as names_in_use
    from rectify.service.reading import record as record
    from rectify.service.reading import units as units
    from rectify.service.reminding import draft_slip as draft_slip
    from rectify.service.reminding import issue_slip as issue_slip
    from rectify.service.reminding import slip_again as slip_again
    from rectify.service.reporting import FiguresReport as FiguresReport
    from rectify.service.reporting import figures as figures
    from rectify.service.reviewing import review as review
    from rectify.service.undoing import Undone as Undone
    from rectify.service.undoing import redo as redo
    from rectify.service.undoing import undo as undo
    from rectify.service.views import move_view as move_view
    from rectify.service.views import remove_view as remove_view
    from rectify.service.views import save_view as save_view
    from rectify.store.backups import backup as backup
    from rectify.store.backups import restore as restore
    from rectify.store.check import CheckReport as CheckReport
    from rectify.store.check import Fault as Fault
    from rectify.store.counting import groups as groups
    from rectify.store.database import Ledger as Ledger
    from rectify.store.database import LedgerFacts as LedgerFacts
    from rectify.store.database import create_ledger as create_ledger
    from rectify.store.database import open_ledger as open_ledger
    from rectify.store.lists import count as count
    from rectify.store.lists import counts as counts
    from rectify.store.lists import held as held
    from rectify.store.lists import page as page
    from rectify.store.lists import position as position
    from rectify.store.lists import problems as problems
    from rectify.store.sqlite import WAIT_SECONDS as WAIT_SECONDS
    from rectify.store.views import own_views as own_views

# The same names once more, since imports for the type checker are not there at run time; a test compares the two.
_NAMES = {
    "rectify.errors": ("BulkRefused",),
    "rectify.service.changes": ("add", "advance", "edit", "make_move", "move", "note", "situation_of", "step_back"),
    "rectify.service.checking": ("check",),
    "rectify.service.evidence": ("add_evidence", "copying", "gather", "let_go", "shelf_of"),
    "rectify.service.exporting": ("Exported", "export_file"),
    "rectify.service.extending": ("approve_extension", "ask_extension", "refuse_extension"),
    "rectify.service.importing": ("import_file",),
    "rectify.service.ledger_settings": ("change_settings", "settings"),
    "rectify.service.ledgers": (
        "chain_end",
        "change_mark",
        "history_known_from",
        "remove_unused",
        "today",
        "working_days",
    ),
    "rectify.service.meanwhile": ("changed_meanwhile", "measure_meanwhile"),
    "rectify.service.measuring": ("add_measure", "edit_measure", "remove_measure", "reorder_measure", "tick"),
    "rectify.service.overview": ("LitGroup", "Overview", "overviews"),
    "rectify.service.placing": ("place_unit",),
    "rectify.service.printing": ("print_report",),
    "rectify.service.reading": (
        "find",
        "find_all",
        "find_numbers",
        "history",
        "initials",
        "names_in_use",
        "record",
        "units",
    ),
    "rectify.service.reminding": ("draft_slip", "issue_slip", "slip_again"),
    "rectify.service.reporting": ("FiguresReport", "figures"),
    "rectify.service.reviewing": ("review",),
    "rectify.service.undoing": ("Undone", "redo", "undo"),
    "rectify.service.views": ("move_view", "remove_view", "save_view"),
    "rectify.store.check": ("CheckReport", "Fault"),
    "rectify.store.backups": ("backup", "restore"),
    "rectify.store.counting": ("groups",),
    "rectify.store.database": ("Ledger", "LedgerFacts", "create_ledger", "open_ledger"),
    "rectify.store.lists": ("count", "counts", "held", "page", "position", "problems"),
    "rectify.store.sqlite": ("WAIT_SECONDS",),
    "rectify.store.views": ("own_views",),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found
