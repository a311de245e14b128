"""A problem as a row for programs. Source: docs/commands.md, "Rows"."""

from datetime import date
from typing import Any

from rectify.domain.deadlines import days_overdue, light
from rectify.domain.problem import Problem


def row(problem: Problem, as_of: date, soon_days: int) -> dict[str, Any]:
    """The keys of domain.columns.ROW in their order: codes, whole numbers, ISO dates, and None for what is missing.

    `as_of` is the day that light and days late are computed for; what is due within `soon_days` of it is near.
    """
    day = as_of.isoformat()
    status, due_on = problem.status, problem.due_on
    return {
        "number": problem.number,
        "title": problem.title,
        "description": problem.description,
        "unit": problem.unit,
        "parent_unit": problem.parent_unit,
        "owner": problem.owner,
        "lead": problem.lead,
        "source": problem.source,
        "basis": problem.basis,
        "category": problem.category,
        "severity": problem.severity,
        "mode": problem.mode and problem.mode.value,
        "status": status.value,
        "light": light(status, due_on, as_of, soon_days).value,
        "found_on": _iso(problem.found_on),
        "created_on": _iso(problem.created_on),
        "due_on": _iso(due_on),
        "original_due_on": _iso(problem.original_due_on),
        "due_text": problem.due_text,
        "days_overdue": days_overdue(status, due_on, as_of),
        "done_on": _iso(problem.done_on),
        "closed_on": _iso(problem.closed_on),
        "verified_by": problem.verified_by,
        "next_review_on": _iso(problem.next_review_on),
        "round": problem.round,
        "returns": problem.returns,
        "extensions": problem.extensions,
        "measures_total": problem.measures_total,
        "measures_done": problem.measures_done,
        "evidence": problem.evidence,
        "delay_reason": problem.delay_reason,
        "next_step": problem.next_step,
        "as_error": problem.as_error,
        "version": problem.version,
        "as_of": day,
        "extra": problem.extra,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
