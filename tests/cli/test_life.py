"""The whole life of one problem: every command tells the same of each of its days."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

from rectify import service
from rectify.domain.problem import Measure, Stamp, Status
from rectify.domain.status import Answers

NUMBER = "2020-0005"


def on(day: str, actor: str = "Wang Lan") -> Stamp:
    return Stamp(actor, datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=UTC))


@pytest.fixture
def life(office: Path) -> Path:
    """Found, started, extended late, submitted, returned, accepted, reopened, closed, kept up, reviewed, concluded."""
    found = {"title": "Roof leaks", "unit": "泡崖街道", "owner": "李敏", "due_on": date(2020, 2, 10)}
    seen = Answers(note="Seen", method="onsite")
    with service.open_ledger(office) as ledger:
        service.add(ledger, found, on("2020-02-01"), [Measure("Order tiles")])
        service.move(ledger, [NUMBER], Status.IN_PROGRESS, Answers(), on("2020-02-03", "李敏"))
        service.ask_extension(ledger, [NUMBER], date(2020, 2, 28), "No tiles", on("2020-02-12", "李敏"))
        service.approve_extension(ledger, [NUMBER], on("2020-02-13"), by="王芳")
        photo = service.gather(ledger, NUMBER, "https://example.org/roof.jpg", on("2020-02-20", "李敏"))
        submit = Answers(note="Tiles laid", evidence=(photo,))
        service.move(ledger, [NUMBER], Status.SUBMITTED, submit, on("2020-02-20", "李敏"))
        service.move(ledger, [NUMBER], Status.IN_PROGRESS, Answers(note="One is loose"), on("2020-02-21"))
        service.tick(ledger, NUMBER, 1, on("2020-02-24", "李敏"), done_on=date(2020, 2, 24))
        service.move(ledger, [NUMBER], Status.SUBMITTED, Answers(note="Fixed"), on("2020-02-25", "李敏"))
        service.move(ledger, [NUMBER], Status.CLOSED, seen, on("2020-02-27"))
        again = Answers(note="It leaks again", due_on=date(2020, 4, 1))
        service.move(ledger, [NUMBER], Status.OPEN, again, on("2020-03-10"))
        service.move(ledger, [NUMBER], Status.SUBMITTED, Answers(note="New roof"), on("2020-04-05", "李敏"))
        service.move(ledger, [NUMBER], Status.CLOSED, seen, on("2020-04-06"))
        service.move(ledger, [NUMBER], Status.SUSTAINED, Answers(every="1m"), on("2020-04-07"))
        service.review(ledger, [NUMBER], on("2020-05-07"), note="Dry")
        service.move(ledger, [NUMBER], Status.CLOSED, Answers(note="Dry for a month"), on("2020-06-08"))
    return office


def told(run: Run, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json").out)


@pytest.mark.parametrize(
    ("day", "status", "late", "due", "facts"),
    [
        ("2020-02-01", "open", 0, "2020-02-10", (1, 0, 0, 0, 0)),
        ("2020-02-03", "in_progress", 0, "2020-02-10", (1, 0, 0, 0, 0)),
        ("2020-02-10", "in_progress", 0, "2020-02-10", (1, 0, 0, 0, 0)),
        ("2020-02-12", "in_progress", 2, "2020-02-10", (1, 0, 0, 0, 0)),
        ("2020-02-13", "in_progress", 0, "2020-02-28", (1, 0, 1, 0, 0)),
        ("2020-02-20", "submitted", 0, "2020-02-28", (1, 0, 1, 0, 1)),
        ("2020-02-21", "in_progress", 0, "2020-02-28", (1, 1, 1, 0, 1)),
        ("2020-02-25", "submitted", 0, "2020-02-28", (1, 1, 1, 1, 1)),
        ("2020-02-27", "closed", 0, "2020-02-28", (1, 1, 1, 1, 1)),
        ("2020-03-10", "open", 0, "2020-04-01", (2, 1, 1, 1, 1)),
        ("2020-04-05", "submitted", 4, "2020-04-01", (2, 1, 1, 1, 1)),
        ("2020-04-06", "closed", 0, "2020-04-01", (2, 1, 1, 1, 1)),
        ("2020-04-07", "sustained", 0, "2020-04-01", (2, 1, 1, 1, 1)),
        ("2020-06-08", "closed", 0, "2020-04-01", (2, 1, 1, 1, 1)),
    ],
)
def test_each_day_is_told_alike_by_show_list_and_figures(
    run: Run, life: Path, day: str, status: str, late: int, due: str, facts: tuple[int, ...]
) -> None:
    asked = ("--as-of", day, "--db", str(life))
    shown = told(run, "show", NUMBER, *asked)
    assert (shown["status"], shown["days_overdue"], shown["due_on"]) == (status, late, due)
    assert tuple(shown[name] for name in ("round", "returns", "extensions", "measures_done", "evidence")) == facts
    [listed] = told(run, "list", NUMBER, *asked)
    assert {name: shown[name] for name in listed} == listed
    [row] = told(run, "figures", NUMBER, *asked)["rows"]
    assert (row["total"], row[status], row["overdue"]) == (1, 1, int(late > 0))
    assert (row["returns"], row["extensions"]) == (shown["returns"], shown["extensions"])
    last = shown["history"][-1]["at"]
    assert last[:10] <= day
    assert len(shown["evidence_list"]) == shown["evidence"]
    assert len(shown["rounds_list"]) == shown["round"] - 1


def test_the_day_before_it_was_added_it_was_not_there(run: Run, life: Path) -> None:
    result = run("show", NUMBER, "--as-of", "2020-01-31", "--db", str(life))
    assert (result.code, result.out) == (1, "")
    assert f"rectify: {NUMBER} was not in the ledger on 2020-01-31.\n" in result.err


def test_an_earlier_round_keeps_what_it_recorded_and_the_chain_is_sound(run: Run, life: Path) -> None:
    shown = told(run, "show", NUMBER, "--db", str(life))
    assert shown["rounds_list"] == [
        {
            "round": 1,
            "status": "closed",
            "due_on": "2020-02-28",
            "done_on": "2020-02-25",
            "closed_on": "2020-02-27",
            "verified_by": "Wang Lan",
            "reopened_at": "2020-03-10T02:00:00.000000Z",
            "reason": "It leaks again",
        }
    ]
    assert [each["action"] for each in shown["history"]] == [
        *("add", "start", "ask_extension", "approve_extension", "submit", "return", "measure", "submit", "accept"),
        *("reopen", "submit", "accept", "sustain", "review", "conclude"),
    ]
    assert run("check", "--db", str(life)).code == 0
