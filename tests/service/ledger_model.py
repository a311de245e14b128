"""A model of the ledger in plain Python: its rows, its refusals, its past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rectify.domain.problem import Mode, Status
from rectify.domain.status import Answers

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
            immediate = {"mode", "due_on"} & {*changes} and changes.get("mode", row["mode"]) is Mode.IMMEDIATE
            if not fixed and immediate and new.get("due_on", row["due_on"]) is None:
                found_on = new.get("found_on", row["found_on"])
                new["due_on"] = (found_on or row["created_on"]) + timedelta(days=7)
                if new["due_on"] == row["due_on"]:
                    del new["due_on"]
            due_on, found_on = new.get("due_on", row["due_on"]), new.get("found_on", row["found_on"])
            need(not fixed or "due_on" not in new)
            need(not new.get("found_on") or new["found_on"] <= min(self.today, row["done_on"] or date.max))
            need(("due_on" not in new and "found_on" not in new) or not due_on or not found_on or due_on >= found_on)
            corrected = row["created_on"] == self.today and row["extensions"] == 0
            if "due_on" in new and (row["original_due_on"] is None or corrected):
                new["original_due_on"] = new["due_on"]
            if "due_on" in new and (row["due_on"] or row["original_due_on"]) and not corrected:
                need(reason)
                new["extensions"] = row["extensions"] + 1
            if new:
                after[number] = row | new
        if after:
            self.change(actor, after)
        return list(after)

    def move(
        self, actor: str, wanted: Mapping[str, Status | None], answers: Answers, *, each_its_own: bool = False
    ) -> set[str]:
        """Returns the numbers that refuse it; if there are any, nothing has changed."""
        after, refused = dict[str, Facts](), set[str]()
        kinds = {number: self.kind(number, target, answers.by or actor) for number, target in wanted.items() if target}
        differ = each_its_own and len(set(kinds.values())) > 1
        for number, target in wanted.items():
            try:
                need(target)
                assert target is not None
                own = self.wordless(kinds[number], answers) if differ else answers
                changes = self.moved(self.rows[number], target, own, actor)
                after[number] = self.rows[number] | changes | {"status": target}
            except No:
                refused.add(number)
        if after and not refused:
            self.change(actor, after)
        return refused

    def kind(self, number: str, target: Status, by: str) -> str:
        """What a move is called, as far as it matters whether several are called alike."""
        row = self.rows[number]
        if (row["status"], target) == (SUBMITTED, IN_PROGRESS):
            return "withdraw" if row["submitted_by"] == by else "return"
        return "start" if target is IN_PROGRESS else target.value

    def wordless(self, kind: str, answers: Answers) -> Answers:
        """Of moves that differ, those that need no words are given none."""
        return {"start": Answers(), "withdraw": Answers(by=answers.by)}.get(kind, answers)

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
                need(not answers.due_on or not row["found_on"] or answers.due_on >= row["found_on"])
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
