"""The whole life of one problem, lived by commands: every command tells the same of each of its days."""

import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, tzinfo
from io import StringIO
from pathlib import Path
from shutil import copyfile
from typing import Any, Self

import pytest
from tests.cli.conftest import Run
from tests.life import DAYS, DEEDS, Day

from rectify.cli import main, session

NUMBER = "2020-0005"
WANG, LI = "Wang Lan", "李敏"
LIVED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "02-01",
        WANG,
        ("add", "Roof leaks", "--unit", "泡崖街道", "--owner", LI, "--due", "2020-02-10", "--measure", "Order tiles"),
    ),
    ("02-03", LI, ("status", NUMBER, "in_progress")),
    ("02-12", LI, ("extend", NUMBER, "2020-02-28", "--reason", "No tiles")),
    ("02-13", WANG, ("extend", NUMBER, "--approve", "--by", "王芳")),
    (
        "02-20",
        LI,
        ("status", NUMBER, "submitted", "--note", "Tiles laid", "--evidence", "https://example.org/roof.jpg"),
    ),
    ("02-21", WANG, ("status", NUMBER, "in_progress", "--note", "One is loose")),
    ("02-24", LI, ("measure", NUMBER, "done", "1")),
    ("02-25", LI, ("status", NUMBER, "submitted", "--note", "Fixed")),
    ("02-27", WANG, ("status", NUMBER, "closed", "--note", "Seen", "--method", "onsite")),
    ("03-10", WANG, ("status", NUMBER, "open", "--note", "It leaks again", "--due", "2020-04-01")),
    ("04-05", LI, ("status", NUMBER, "submitted", "--note", "New roof")),
    ("04-06", WANG, ("status", NUMBER, "closed", "--note", "Seen", "--method", "onsite")),
    ("04-07", WANG, ("status", NUMBER, "sustained", "--every", "1m")),
    ("05-07", WANG, ("review", NUMBER, "--note", "Dry")),
    ("06-08", WANG, ("status", NUMBER, "closed", "--note", "Dry for a month")),
)
"""What was typed, on which day and by whom."""


def clock_at(moment: str) -> type[datetime]:
    """A clock that stands still at `moment`, in UTC."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromisoformat(moment).replace(tzinfo=tz)

    return Clock


@pytest.fixture(scope="module")
def life(office_of_all: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the office with the problem that was lived."""
    path = Path(copyfile(office_of_all, tmp_path_factory.mktemp("life") / "office.db"))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        for day, actor, words in LIVED:
            patch.setattr(session, "datetime", clock_at(f"2020-{day}T02:00:00"))
            assert main([*words, "--actor", actor, "--lang", "en", "--db", str(path)]) == 0
    return path


def told(run: Run, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json").out)


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.day)
def test_each_day_is_told_alike_by_show_history_list_and_figures(run: Run, life: Path, day: Day) -> None:
    asked = ("--as-of", day.day, "--db", str(life))
    shown = told(run, "show", NUMBER, *asked)
    facts = ("status", "days_overdue", "due_on", "round", "returns", "extensions", "measures_done", "evidence")
    assert (day.day, *(shown[name] for name in facts)) == day
    [listed] = told(run, "list", NUMBER, *asked)
    assert {name: shown[name] for name in listed} == listed
    [row] = told(run, "figures", NUMBER, *asked)["rows"]
    assert (row["total"], row[day.status], row["overdue"]) == (1, 1, int(day.late > 0))
    assert (row["returns"], row["extensions"]) == (shown["returns"], shown["extensions"])
    known = [each for each in told(run, "history", NUMBER, "--db", str(life)) if each["at"][:10] <= day.day]
    assert shown["history"] == known
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
    assert tuple(each["action"] for each in shown["history"]) == DEEDS
    [asked] = shown["extensions_list"]
    assert (asked["late"], asked["decision"], asked["decided_by"]) == (True, "approved", "王芳")
    assert run("check", "--db", str(life)).code == 0
