"""One problem through any moves: what must hold after each."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.domain.status_table import AT_ONCE, CLOSED, IN_PROGRESS, OPEN, SUBMITTED, SUSTAINED, TABLE, WAIVED

from rectify.domain.move_check import check_move
from rectify.domain.problem import ACTIVE, Mode, Problem, Status
from rectify.domain.status import Answers, Situation, apply_move, find_move, next_move

TODAY = date(2026, 11, 22)


people = st.sampled_from(["Wang Lan", "Li Min", "Chen Bo"])
days = st.one_of(st.none(), st.dates(date(2026, 11, 15), date(2026, 12, 31)))
some_answers = st.builds(
    Answers,
    note=st.sampled_from([None, "", "done"]),
    on=days,
    by=st.none() | people,
    method=st.sampled_from([None, "onsite", "paper", "phone"]),
    due_on=days,
    every=st.sampled_from([None, "30d", "3m", "often"]),
    review_on=days,
    as_error=st.booleans(),
)


class LifeOfAProblem(RuleBasedStateMachine):
    """One problem through any moves by three people on following days; what must hold, holds after each."""

    def __init__(self) -> None:
        super().__init__()
        self.problem = Problem(1, "2026-0001", "Records incomplete", owner="Li Min", mode=Mode.IMMEDIATE)
        self.today = TODAY
        self.reopened = self.returned = 0

    @rule(days=st.integers(1, 5))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(wanted=st.sampled_from(list(Status)), actor=people, answers=some_answers, may=st.booleans())
    def somebody_moves_it(self, wanted: Status, actor: str, answers: Answers, may: bool) -> None:
        before = self.problem
        found = find_move(before, wanted, answers.by or actor)
        # a reopening can give another mode, after which nothing is closed at once
        table = TABLE | AT_ONCE if before.mode is Mode.IMMEDIATE else TABLE
        named = table.get((before.status, wanted))
        assert (found is None) == (named is None)
        if found is None or check_move(found, before, answers, Situation(actor, self.today, may)) is not None:
            return
        self.problem = before._replace(**apply_move(found, before, answers, Situation(actor, self.today, may)))
        self.reopened += found.name == "reopen"
        self.returned += found.name == "return"
        assert found.name == named or (found.name == "withdraw" and before.submitted_by == (answers.by or actor))
        assert self.problem.status is wanted
        if found.name == "accept" and not may:
            assert self.problem.verified_by != "Li Min"

    @invariant()
    def the_days_are_in_order_and_not_in_the_future(self) -> None:
        done, closed = self.problem.done_on, self.problem.closed_on
        assert done is None or done <= self.today
        assert closed is None or closed <= self.today
        assert done is None or closed is None or done <= closed

    @invariant()
    def each_status_has_its_facts(self) -> None:
        problem = self.problem
        if problem.status in {OPEN, IN_PROGRESS}:
            assert (problem.done_on, problem.closed_on, problem.submitted_by) == (None, None, None)
        if problem.status is SUBMITTED:
            assert problem.done_on is not None
            assert problem.submitted_by is not None
        if problem.status is CLOSED:
            assert problem.closed_on is not None
        assert (problem.next_review_on is not None) == (problem.status is SUSTAINED)
        if problem.status in {WAIVED, SUSTAINED}:
            assert problem.approved_by is not None
        if problem.status in ACTIVE:
            assert problem.approved_by is None
        assert problem.status is WAIVED or not problem.as_error

    @invariant()
    def rounds_and_returns_are_counted(self) -> None:
        assert (self.problem.round, self.problem.returns) == (1 + self.reopened, self.returned)

    @invariant()
    def a_problem_that_is_not_finished_has_a_usual_next_move(self) -> None:
        assert (next_move(self.problem, "Wang Lan") is not None) == (self.problem.status in ACTIVE)


TestLifeOfAProblem = LifeOfAProblem.TestCase
TestLifeOfAProblem.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
