"""Problems that are made at noon of one day."""

from datetime import date
from typing import Any

from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.domain.problem import Problem
from rectify.domain.status import Answers
from rectify.service import Ledger, add, problems

NOON = at("2026-11-22")
TODAY = date(2026, 11, 22)
DONE = Answers(note="two signatures added")


def new(ledger: Ledger, **facts: Any) -> Problem:
    return add(ledger, {"title": "Records incomplete", **facts}, NOON)


def everything(ledger: Ledger) -> list[Problem]:
    return problems(ledger, Selection(TODAY))
