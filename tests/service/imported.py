"""A list that is imported, when and by whom, and what became of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.service.clock import at

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Problem
from rectify.transfer.outcome import ImportReport

MONDAY = at("2026-03-09")
TUESDAY = at("2026-03-10", "李敏")
TODAY = date(2026, 3, 9)

LIST = (
    "id,title,unit,owner,found,due,status\n"
    "W-1,lamp,Hall,王芳,2026-02-02,2026-03-01,open\n"
    "W-2,door,School,Chen Bo,2026-02-03,2026-05-01,In Progress\n"
)

CsvFile = Callable[..., Path]


def figures(report: ImportReport) -> tuple[int, int, int, int, int]:
    """Rows, new, changed, unchanged and rejected."""
    return report.rows, report.new, report.changed, report.unchanged, len(report.rejected)


def everything(ledger: service.Ledger, day: date = TODAY, as_of: date | None = None) -> dict[str, Problem]:
    """All problems by number."""
    return {each.number: each for each in service.problems(ledger, Selection(today=day, as_of=as_of))}


def actions(ledger: service.Ledger, number: str | None = None) -> list[str]:
    """What the history tells, oldest first."""
    return [event.action for event in service.history(ledger, number)]
