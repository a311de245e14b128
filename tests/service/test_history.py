"""The history: each event chained to the one before by a hash that anybody can compute again."""

import json
import sqlite3
from contextlib import closing
from datetime import date, time
from hashlib import sha256
from pathlib import Path

import pytest
from tests.service.clock import at

from rectify.domain.listing import Round, Selection
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.errors import Refused
from rectify.service import (
    Ledger,
    add,
    chain_end,
    change_mark,
    edit,
    history,
    history_known_from,
    move,
    note,
    open_ledger,
    record,
    undo,
)
from rectify.store.history import canonical

TODAY = date(2026, 11, 22)
NOON = at("2026-11-22")


def lived(path: Path) -> None:
    """Write events of every kind into a ledger."""
    with open_ledger(path) as ledger:
        for title in ("三会一课记录不完整", 'a "quoted" \\ title', "é e\u0301 👩‍🚒"):
            add(ledger, {"title": title, "due_on": date(2026, 12, 1), "extra": {"批次": "四月", "rank": 3}}, NOON)
        edit(ledger, ["2026-0001", "2026-0002"], {"owner": "李敏"}, at("2026-11-23"), reason="new post")
        move(ledger, ["2026-0001"], Status.WAIVED, Answers("double", as_error=True), at("2026-11-24"))
        note(ledger, ["2026-0003"], "first line\nsecond line", at("2026-11-24", "Chen Bo"))
        undo(ledger, at("2026-11-25"))


def test_the_chain_can_be_computed_again_from_what_the_file_holds(path: Path) -> None:
    lived(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM events ORDER BY seq").fetchall()
        end = tuple(connection.execute("SELECT last_seq, last_hash FROM ledger").fetchone())
    names = ["action", "actor", "at", "group", "new", "note", "number", "old", "prev", "seq", "target"]
    previous = "0" * 64
    for row in rows:
        content = {name: previous if name == "prev" else row[name] for name in names}
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        previous = sha256(line.encode()).hexdigest()
        assert row["hash"] == previous
    assert end == (8, previous)
    assert len(rows) == 8


def test_the_end_of_the_chain_is_the_last_event(path: Path) -> None:
    lived(path)
    with open_ledger(path) as ledger:
        last = history(ledger)[-1]
        assert chain_end(ledger) == (last.seq, last.hash)
        assert change_mark(ledger) == last.seq == 8


def test_values_are_written_in_one_way_alone() -> None:
    assert canonical({"b": date(2026, 12, 1), "a": "党 费", "c": [None, True, 3]}) == (
        '{"a":"党 费","b":"2026-12-01","c":[null,true,3]}'
    )


@pytest.mark.parametrize("value", [float("nan"), time(12), b"bytes", {1, 2}])
def test_what_has_no_one_way_to_be_written_has_no_place_in_a_history(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"value": value})


def test_events_carry_the_moment_in_utc(ledger: Ledger) -> None:
    add(ledger, {"title": "One"}, at("2026-11-22 00:30"))
    assert history(ledger)[0].at == "2026-11-21T16:30:00.000000Z"


def test_a_moment_in_any_zone_is_recorded_in_utc(ledger: Ledger) -> None:
    stamp = at("2026-11-22 00:30")
    local = stamp.at.astimezone(ledger.zone)
    add(ledger, {"title": "One"}, type(stamp)("Wang Lan", local))
    assert history(ledger)[0].at == "2026-11-21T16:30:00.000000Z"


def test_the_history_of_one_problem_is_its_own(path: Path) -> None:
    lived(path)
    with open_ledger(path) as ledger:
        assert [event.seq for event in history(ledger, "2026-0001")] == [1, 4, 6, 8]
        assert [event.seq for event in history(ledger, "2026-0003")] == [3, 7]
        assert [event.seq for event in history(ledger, limit=3)] == [6, 7, 8]
        assert [event.seq for event in history(ledger, "2026-0001", limit=1)] == [8]
        assert [event.group for event in history(ledger)] == [1, 2, 3, 4, 4, 6, 7, 8]
        with pytest.raises(Refused, match="No problem has the number 2026-0009"):
            history(ledger, "2026-0009")


def test_the_history_is_known_from_the_day_of_the_first_event(ledger: Ledger) -> None:
    assert history_known_from(ledger) is None
    add(ledger, {"title": "One"}, at("2026-11-22 00:30"))
    assert history_known_from(ledger) == TODAY


def test_the_mark_grows_with_every_change_of_anybody(path: Path) -> None:
    with open_ledger(path) as mine, open_ledger(path) as theirs:
        marks = [change_mark(mine)]
        number = add(theirs, {"title": "One"}, NOON).number
        marks.append(change_mark(mine))
        note(theirs, [number], "seen", NOON)
        marks.append(change_mark(mine))
        undo(theirs, NOON)
        marks.append(change_mark(mine))
    assert marks == [0, 1, 2, 3]


def test_what_earlier_rounds_recorded_is_told(ledger: Ledger) -> None:
    number = add(ledger, {"title": "One", "due_on": date(2026, 12, 1)}, NOON).number
    move(ledger, [number], Status.SUBMITTED, Answers("done"), at("2026-11-23", "Li Min"))
    move(ledger, [number], Status.CLOSED, Answers("seen", method="paper"), at("2026-11-24"))
    move(ledger, [number], Status.OPEN, Answers("again", due_on=date(2026, 12, 31)), at("2026-11-30"))
    move(ledger, [number], Status.WAIVED, Answers("sold"), at("2026-12-01"))
    move(ledger, [number], Status.OPEN, Answers("bought", due_on=date(2027, 1, 31)), at("2026-12-02"))
    rounds = record(ledger, number, Selection(date(2026, 12, 2))).rounds
    assert rounds == (
        Round(
            1, "closed", "2026-12-01", "2026-11-23", "2026-11-24", "Wang Lan", "2026-11-30T04:00:00.000000Z", "again"
        ),
        Round(2, "waived", "2026-12-31", None, None, None, "2026-12-02T04:00:00.000000Z", "bought"),
    )
