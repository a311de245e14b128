"""The service against a model of the ledger in plain Python: the same rows, the same refusals, the same past.

Two people add, import, edit, note, move, undo and redo while days pass. After each step every row must be as the model
has it; at the end every past day, every view's count and the ledger's own check must agree.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.service.ledger_model import FIRST, IN_PROGRESS, NEXT, PEOPLE, SUBMITTED, ZONE, Facts, Model, No

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Mode, Problem, Stamp, Status
from rectify.domain.status import Answers
from rectify.errors import Conflict, InvalidInput, Refused
from rectify.store import problems as store_problems
from rectify.store import sqlite
from rectify.store.history import Recorder
from rectify.store.names import Names
from rectify.store.problems import New


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
            lambda: self.model.move(actor, wanted, answers, each_its_own=True),
            lambda: service.advance(self.ledger, numbers, answers, self.stamp(actor)),
        )

    @rule(actor=people, places=some, given=answers_given)
    def step_back(self, actor: str, places: Sequence[int], given: Mapping[str, Any]) -> None:
        answers, numbers = self.answers(given), self.numbers(places)
        submitted = {number: self.model.rows[number]["status"] is SUBMITTED for number in numbers}
        wanted = {number: IN_PROGRESS if submitted[number] else None for number in numbers}
        self.refuse_alike(
            lambda: self.model.move(actor, wanted, answers, each_its_own=True),
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
TestLedger.settings = settings(max_examples=6, stateful_step_count=20, deadline=None)
