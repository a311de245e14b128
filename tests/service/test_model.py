"""The service against a model of the ledger in plain Python: the same rows, the same refusals, the same past.

Two people add, import, edit, note, move, undo and redo while days pass. After each step every row must be as the model
has it; at the end every past day, every view's count and the ledger's own check must agree.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Mode, Problem, Stamp, Status
from rectify.domain.status import Answers
from rectify.errors import Conflict, InvalidInput, Refused
from rectify.store import problems as store_problems
from rectify.store import sqlite
from rectify.store.history import Recorder
from rectify.store.problems import Names, New

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 11, 2)
PEOPLE = ("Wang Lan", "Li Min")
OPEN, IN_PROGRESS, SUBMITTED = Status.OPEN, Status.IN_PROGRESS, Status.SUBMITTED
CLOSED, SUSTAINED, WAIVED = Status.CLOSED, Status.SUSTAINED, Status.WAIVED
ACTIVE = (OPEN, IN_PROGRESS, SUBMITTED)
SUBMISSION = ("done_on", "closed_on", "submitted_by", "submitted_on")
CLEARED = (*SUBMISSION, "verified_by", "verified_how", "approved_by", "review_every", "next_review_on")
NEXT = {OPEN: IN_PROGRESS, IN_PROGRESS: SUBMITTED, SUBMITTED: CLOSED}

Facts = dict[str, Any]


class No(Exception):
    """The model refuses."""


def need(*given: object) -> None:
    if not all(given):
        raise No


@dataclass
class Deed:
    """One action of one person, with what it changed."""

    actor: str
    day: date
    before: dict[str, Facts]
    after: dict[str, Facts]
    born: bool = False
    below: dict[str, list["Deed"]] = field(default_factory=dict)
    """What else stood under each problem when this was undone."""


class Model:
    """What the ledger should be."""

    def __init__(self) -> None:
        self.today = FIRST
        self.rows: dict[str, Facts] = {}
        self.removed: set[str] = set()
        self.shown_from: dict[str, date] = {}
        self.first: dict[str, Facts] = {}
        self.deeds: dict[str, list[Deed]] = {}
        self.done: dict[str, list[Deed]] = {person: [] for person in PEOPLE}
        self.undone: dict[str, list[Deed]] = {person: [] for person in PEOPLE}
        self.evenings: dict[date, dict[str, Facts]] = {}
        self.given: dict[int, int] = {}

    def listed(self) -> list[str]:
        return [number for number in self.rows if number not in self.removed]

    def change(self, actor: str, after: Mapping[str, Facts]) -> None:
        """One action: new facts of some problems."""
        deed = Deed(actor, self.today, {number: self.rows[number] for number in after}, dict(after))
        self.put(deed.after)
        self.record(deed)

    def put(self, facts: Mapping[str, Facts]) -> None:
        for number, row in facts.items():
            version = self.rows[number]["version"] + 1
            self.rows[number] = row | {"version": version}

    def record(self, deed: Deed) -> None:
        for number in deed.after:
            self.deeds.setdefault(number, []).append(deed)
        self.done[deed.actor].append(deed)
        self.undone[deed.actor].clear()

    def add(self, actor: str, facts: Facts, shown_from: date) -> str:
        due_on, found_on = facts["due_on"], facts["found_on"]
        if facts["mode"] is Mode.IMMEDIATE and due_on is None:
            due_on = (found_on or self.today) + timedelta(days=7)
        year = self.today.year
        self.given[year] = self.given.get(year, 0) + 1
        number = f"{year}-{self.given[year]:04d}"
        self.rows[number] = (
            dict.fromkeys((*CLEARED, "delay_reason", "next_step"))
            | {"status": OPEN, "as_error": False, "round": 1, "returns": 0, "extensions": 0}
            | {"version": 1, "created_on": self.today}
            | facts
            | {"number": number, "due_on": due_on, "original_due_on": due_on}
        )
        self.first[number] = self.rows[number]
        self.shown_from[number] = min(shown_from, self.today)
        deed = Deed(actor, self.today, {}, {number: self.rows[number]}, born=True)
        self.record(deed)
        return number

    def edit(self, actor: str, numbers: Sequence[str], changes: Facts, reason: str | None) -> list[str]:
        after: dict[str, Facts] = {}
        for number in dict.fromkeys(numbers):
            row = self.rows[number]
            new = {name: value for name, value in changes.items() if row[name] != value}
            fixed = row["status"] not in ACTIVE and row["created_on"] != self.today
            if not fixed and new.get("mode") is Mode.IMMEDIATE and new.get("due_on", row["due_on"]) is None:
                found_on = new.get("found_on", row["found_on"])
                new["due_on"] = (found_on or row["created_on"]) + timedelta(days=7)
            due_on, found_on = new.get("due_on", row["due_on"]), new.get("found_on", row["found_on"])
            need(not fixed or "due_on" not in new)
            need(not new.get("found_on") or new["found_on"] <= self.today)
            need(("due_on" not in new and "found_on" not in new) or not due_on or not found_on or due_on >= found_on)
            if "due_on" in new and (row["original_due_on"] is None or row["created_on"] == self.today):
                new["original_due_on"] = new["due_on"]
            if "due_on" in new and row["due_on"] is not None and row["created_on"] != self.today:
                need(reason)
                new["extensions"] = row["extensions"] + 1
            if new:
                after[number] = row | new
        if after:
            self.change(actor, after)
        return list(after)

    def move(self, actor: str, wanted: Mapping[str, Status | None], answers: Answers) -> set[str]:
        """Returns the numbers that refuse it; if there are any, nothing has changed."""
        after, refused = dict[str, Facts](), set[str]()
        for number, target in wanted.items():
            try:
                need(target)
                assert target is not None
                changes = self.moved(self.rows[number], target, answers, actor)
                after[number] = self.rows[number] | changes | {"status": target}
            except No:
                refused.add(number)
        if after and not refused:
            self.change(actor, after)
        return refused

    def moved(self, row: Facts, target: Status, answers: Answers, actor: str) -> Facts:
        day, done_on = answers.on or self.today, row["done_on"]
        need(day <= self.today)
        done = [row["found_on"] or day, *self.reopened(row["number"])[-1:]]
        match row["status"], target:
            case (Status.OPEN, Status.IN_PROGRESS):
                return {}
            case (Status.OPEN | Status.IN_PROGRESS, Status.SUBMITTED):
                need(answers.note, day >= max(done))
                return {"done_on": day, "submitted_by": answers.by or actor, "submitted_on": self.today}
            case (Status.SUBMITTED, Status.IN_PROGRESS):
                own = row["submitted_by"] == (answers.by or actor)
                need(own or answers.note)
                return dict.fromkeys(SUBMISSION) | {"returns": row["returns"] + (not own)}
            case (Status.SUBMITTED, Status.CLOSED):
                verifier = answers.by or actor
                need(answers.note, answers.method in {"onsite", "paper"}, day >= done_on, verifier != row["owner"])
                return {"closed_on": day, "verified_by": verifier, "verified_how": answers.method}
            case (Status.OPEN | Status.IN_PROGRESS, Status.CLOSED):
                need(row["mode"] is Mode.IMMEDIATE, answers.note, day >= max(done))
                return {
                    "done_on": day,
                    "closed_on": day,
                    "verified_by": answers.by or actor,
                    "verified_how": answers.method,
                }
            case (Status.OPEN | Status.IN_PROGRESS | Status.CLOSED, Status.SUSTAINED):
                need(answers.every, not answers.review_on or answers.review_on > self.today)
                review_on = answers.review_on or self.today + timedelta(days=30)
                return {
                    "review_every": answers.every,
                    "next_review_on": review_on,
                    "approved_by": answers.by or actor,
                }
            case (Status.SUSTAINED, Status.CLOSED):
                need(answers.note, not done_on or day >= done_on)
                return {
                    "closed_on": day,
                    "review_every": None,
                    "next_review_on": None,
                    "approved_by": answers.by or actor,
                }
            case (Status.OPEN | Status.IN_PROGRESS | Status.SUBMITTED, Status.WAIVED):
                need(answers.note)
                return {"approved_by": answers.by or actor, "as_error": answers.as_error}
            case (Status.CLOSED | Status.SUSTAINED | Status.WAIVED, Status.OPEN):
                need(answers.note, answers.due_on, answers.due_on != row["due_on"])
                need(not answers.due_on or answers.due_on >= max(self.today, row["found_on"] or self.today))
                original = row["original_due_on"] or answers.due_on
                new = {"due_on": answers.due_on, "original_due_on": original, "round": row["round"] + 1}
                return dict.fromkeys(CLEARED) | {"as_error": False} | new
        raise No

    def reopened(self, number: str) -> list[date]:
        """The days on which its rounds began that are not the first."""
        deeds = [deed for deed in self.deeds[number] if number in deed.before]
        return [deed.day for deed in deeds if deed.before[number]["round"] < deed.after[number]["round"]]

    def review(self, actor: str, numbers: Sequence[str]) -> set[str]:
        """Returns the numbers that refuse it; if there are any, nothing has changed."""
        rows = {number: self.rows[number] for number in numbers}
        refused = {number for number, row in rows.items() if row["status"] is not SUSTAINED}
        if rows and not refused:
            following = {"next_review_on": self.today + timedelta(days=30)}
            self.change(actor, {number: row | following for number, row in rows.items()})
        return refused

    def undo(self, actor: str) -> list[str]:
        need(self.done[actor])
        deed = self.done[actor][-1]
        need(all(self.deeds[number][-1] is deed for number in deed.after))
        self.done[actor].pop()
        self.undone[actor].append(deed)
        for number in deed.after:
            self.deeds[number].pop()
            deed.below[number] = list(self.deeds[number])
        self.restore(deed, undoing=True)
        return list(deed.after)

    def redo(self, actor: str) -> list[str]:
        need(self.undone[actor])
        deed = self.undone[actor][-1]
        need(all(self.deeds[number] == deed.below[number] for number in deed.after))
        self.undone[actor].pop()
        self.done[actor].append(deed)
        for number in deed.after:
            self.deeds[number].append(deed)
        self.restore(deed, undoing=False)
        return list(deed.after)

    def restore(self, deed: Deed, *, undoing: bool) -> None:
        if deed.born:
            self.removed ^= set(deed.after)
            self.put({number: self.rows[number] for number in deed.after})
        else:
            self.put(deed.before if undoing else deed.after)

    def evening(self) -> None:
        """The day ends."""
        self.evenings[self.today] = dict(self.rows)
        self.today += timedelta(days=1)

    def as_of(self, day: date) -> dict[str, Facts]:
        found = dict[str, Facts]()
        for number in self.listed():
            row = self.evenings[day].get(number) if day in self.evenings else None
            if row is None and self.shown_from[number] <= day:
                row = self.first[number]
            if row is not None:
                # Taking a problem out of the lists and bringing it back raises its version on past days too.
                found[number] = {name: value for name, value in row.items() if name != "version"}
        return found

    def counts(self) -> dict[str, int]:
        rows = [self.rows[number] for number in self.listed()]
        active = [row for row in rows if row["status"] in ACTIVE]
        dated = [(row["due_on"] - self.today).days for row in active if row["due_on"]]
        return {
            "open": len(active),
            "overdue": sum(days < 0 for days in dated),
            "soon": sum(0 <= days <= 7 for days in dated),
            "submitted": sum(row["status"] is SUBMITTED for row in rows),
            "closed": len(rows) - len(active),
            "all": len(rows),
        }


@cache
def ledgers() -> tuple[Path, service.Ledger]:
    """The file of an empty ledger, and an open ledger that is emptied by copying it; both last as long as the tests."""
    folder = tempfile.TemporaryDirectory()
    empty, path = Path(folder.name, "empty.db"), Path(folder.name, "ledger.db")
    stamp = Stamp("Wang Lan", datetime(2026, 11, 1, tzinfo=UTC))
    service.create_ledger(empty, stamp, name="Model", time_zone=str(ZONE)).close()
    shutil.copy(empty, path)
    opened = service.open_ledger(path)
    atexit.register(folder.cleanup)
    atexit.register(opened.close)
    return empty, opened


people = st.sampled_from(PEOPLE)
some = st.lists(st.integers(0, 5), min_size=1, max_size=3)
"""Places in the list of numbers, taken around its end."""
offsets = st.none() | st.integers(-20, 20)
answers_given = st.fixed_dictionaries(
    {
        "note": st.sampled_from([None, "done", "done", "seen"]),
        "on": st.sampled_from([None, None, -3, -1, 0, 1]),
        "by": st.sampled_from([None, None, "Zhao Lei", *PEOPLE]),
        "method": st.sampled_from([None, "onsite", "paper", "phone"]),
        "due_on": st.sampled_from([None, 30, -30]),
        "every": st.sampled_from([None, "30d"]),
        "review_on": st.sampled_from([None, None, 0, 14]),
        "as_error": st.booleans(),
    }
)


class LedgerMachine(RuleBasedStateMachine):
    """The real ledger and the model side by side."""

    def __init__(self) -> None:
        super().__init__()
        empty, self.ledger = ledgers()
        sqlite.copy(empty, self.ledger.path)
        self.model = Model()
        self.minute = -1
        self.add("Wang Lan", "党费收缴不及时", None, 5, None, None)
        self.add("Li Min", "Village board", "Li Min", None, -3, Mode.IMMEDIATE)

    def teardown(self) -> None:
        for day in [FIRST - timedelta(days=5), FIRST - timedelta(days=1), *self.model.evenings]:
            past = service.problems(self.ledger, Selection(self.model.today, as_of=day))
            self.compare(past, self.model.as_of(day))
        assert service.counts(self.ledger, Selection(self.model.today)) == self.model.counts()
        assert service.check(self.ledger).faults == ()

    def stamp(self, actor: str) -> Stamp:
        """The next minute of the day, the last of which is 23:59."""
        self.minute += 1
        local = datetime.combine(self.model.today, time(), ZONE) + timedelta(minutes=min(self.minute, 1439))
        return Stamp(actor, local.astimezone(UTC))

    def day(self, offset: int | None) -> date | None:
        return None if offset is None else self.model.today + timedelta(days=offset)

    def numbers(self, places: Sequence[int]) -> list[str]:
        listed = self.model.listed()
        return [listed[place % len(listed)] for place in places] if listed else []

    def answers(self, given: Mapping[str, Any]) -> Answers:
        return Answers(**(dict(given) | {name: self.day(given[name]) for name in ("on", "due_on", "review_on")}))

    def facts(self, title: str, owner: str | None, due: int | None, found: int | None, mode: Mode | None) -> Facts:
        return {"title": title, "owner": owner, "due_on": self.day(due), "found_on": self.day(found), "mode": mode}

    @rule(
        actor=people,
        title=st.sampled_from(["党费", "Drill missed"]),
        owner=st.none() | people,
        due=offsets,
        found=offsets,
        mode=st.none() | st.sampled_from(Mode),
    )
    def add(
        self, actor: str, title: str, owner: str | None, due: int | None, found: int | None, mode: Mode | None
    ) -> None:
        facts = self.facts(title, owner, due, found, mode)
        if found is not None and (found > 0 or (due is not None and due < found)):
            with pytest.raises(InvalidInput):
                service.add(self.ledger, facts, self.stamp(actor))
            return
        number = self.model.add(actor, facts, self.model.today)
        assert service.add(self.ledger, facts, self.stamp(actor)).number == number

    @rule(actor=people, due=offsets, found=st.none() | st.integers(-8, 3))
    def import_one(self, actor: str, due: int | None, found: int | None) -> None:
        facts = self.facts("Imported", None, due, found, None)
        number = self.model.add(actor, facts, facts["found_on"] or date.min)
        recorded = facts | {"number": number, "created_on": self.model.today, "original_due_on": facts["due_on"]}
        with self.ledger.writing() as connection:
            recorder = Recorder.start(connection, self.stamp(actor))
            new = [New(recorded)]
            store_problems.add(recorder, Names(connection), "import", new, zone=self.ledger.zone, from_always=True)
            recorder.write()

    @rule(
        actor=people,
        places=some,
        what=st.sampled_from(["title", "owner", "due_on", "found_on", "mode"]),
        offset=offsets,
        word=st.sampled_from(["Board", "Li Min", *Mode]),
        reason=st.sampled_from([None, "flood"]),
    )
    def edit(
        self, actor: str, places: Sequence[int], what: str, offset: int | None, word: str, reason: str | None
    ) -> None:
        days = what in {"due_on", "found_on"}
        value = self.day(offset) if days else word
        if what == "mode":
            value = word if isinstance(word, Mode) else None
        numbers, changes = self.numbers(places), {what: value}

        def really() -> list[str]:
            found = service.edit(self.ledger, numbers, changes, self.stamp(actor), reason=reason)
            return [each.number for each in found]

        self.same(lambda: self.model.edit(actor, numbers, changes, reason), really)

    @rule(actor=people, places=some, kind=st.sampled_from(["progress", "delay", "next"]))
    def note(self, actor: str, places: Sequence[int], kind: str) -> None:
        numbers = self.numbers(places)
        fact = {"delay": "delay_reason", "next": "next_step"}.get(kind)
        text = f"note {self.minute}"
        if numbers:
            self.model.change(actor, {each: self.model.rows[each] | ({fact: text} if fact else {}) for each in numbers})
        service.note(self.ledger, numbers, text, self.stamp(actor), kind=kind)

    @rule(actor=people, places=some, wanted=st.sampled_from(list(Status)), given=answers_given)
    def move(self, actor: str, places: Sequence[int], wanted: Status, given: Mapping[str, Any]) -> None:
        answers, numbers = self.answers(given), self.numbers(places)
        self.refuse_alike(
            lambda: self.model.move(actor, dict.fromkeys(numbers, wanted), answers),
            lambda: service.move(self.ledger, numbers, wanted, answers, self.stamp(actor)),
        )

    @rule(actor=people, places=some, given=answers_given)
    def advance(self, actor: str, places: Sequence[int], given: Mapping[str, Any]) -> None:
        answers, numbers = self.answers(given), self.numbers(places)
        wanted = {number: NEXT.get(self.model.rows[number]["status"]) for number in numbers}
        self.refuse_alike(
            lambda: self.model.move(actor, wanted, answers),
            lambda: service.advance(self.ledger, numbers, answers, self.stamp(actor)),
        )

    @rule(actor=people, places=some, given=answers_given)
    def step_back(self, actor: str, places: Sequence[int], given: Mapping[str, Any]) -> None:
        answers, numbers = self.answers(given), self.numbers(places)
        submitted = {number: self.model.rows[number]["status"] is SUBMITTED for number in numbers}
        wanted = {number: IN_PROGRESS if submitted[number] else None for number in numbers}
        self.refuse_alike(
            lambda: self.model.move(actor, wanted, answers),
            lambda: service.step_back(self.ledger, numbers, answers, self.stamp(actor)),
        )

    @rule(actor=people, places=some)
    def review(self, actor: str, places: Sequence[int]) -> None:
        numbers = self.numbers(places)
        self.refuse_alike(
            lambda: self.model.review(actor, numbers),
            lambda: service.review(self.ledger, numbers, self.stamp(actor)),
        )

    @rule(actor=people)
    def undo(self, actor: str) -> None:
        self.same(
            lambda: self.model.undo(actor),
            lambda: list(service.undo(self.ledger, self.stamp(actor)).numbers),
        )

    @rule(actor=people)
    def redo(self, actor: str) -> None:
        self.same(
            lambda: self.model.redo(actor),
            lambda: list(service.redo(self.ledger, self.stamp(actor)).numbers),
        )

    @rule(actor=people, places=some)
    def edit_what_was_seen_earlier(self, actor: str, places: Sequence[int]) -> None:
        numbers = self.numbers(places)
        seen = {number: self.model.rows[number]["version"] - 1 for number in numbers[-1:]}
        if seen:
            with pytest.raises(Conflict):
                service.edit(self.ledger, numbers, {"title": "Lost"}, self.stamp(actor), expected=seen)

    @rule(days=st.integers(1, 2))
    def days_pass(self, days: int) -> None:
        for _ in range(days):
            self.model.evening()
        self.minute = -1

    @rule()
    def it_gets_late(self) -> None:
        self.minute = max(self.minute, 1438)

    @invariant()
    def every_row_is_as_the_model_has_it(self) -> None:
        listed = {number: self.model.rows[number] for number in self.model.listed()}
        self.compare(service.problems(self.ledger, Selection(self.model.today)), listed)

    def compare(self, found: Sequence[Problem], expected: Mapping[str, Facts]) -> None:
        """The same problems with the same facts, in the default order."""
        facts = [{name: getattr(each, name) for name in expected.get(each.number, ())} for each in found]
        ordered = sorted(expected.values(), key=lambda row: (row["due_on"] or date.max, row["number"]))
        assert facts == ordered

    def refuse_alike(self, expected: Callable[[], set[str]], actual: Callable[[], object]) -> None:
        """Both refuse the same problems, or none."""
        refused = expected()
        if not refused:
            actual()
            return
        with pytest.raises(service.BulkRefused) as caught:
            actual()
        assert set(caught.value.reasons) == refused

    def same(self, expected: Callable[[], list[str]], actual: Callable[[], list[str]]) -> None:
        """Both change the same problems, or both refuse."""
        try:
            wanted = expected()
        except No:
            with pytest.raises((Refused, InvalidInput)):
                actual()
        else:
            assert actual() == wanted


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
