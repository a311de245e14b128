"""The edges of the rules: what a small slip in one of them would change."""

from datetime import date, timedelta

import pytest

from rectify.domain.dates import excel_serial, is_written_date, read_date, read_day
from rectify.domain.facts import field_named, read_facts
from rectify.domain.figures import Counted, by_group, figures_of
from rectify.domain.filter_tree import And, Between, Match, Word
from rectify.domain.filters import parse, suggestions
from rectify.domain.intervals import add_months, parse_interval
from rectify.domain.listing import VIEWS, Selection
from rectify.domain.move_check import check_move, evidence_demanded
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Evidence, Problem, Status
from rectify.domain.settings import read_setting
from rectify.domain.status import BY_NAME, Answers, Situation, back_move
from rectify.domain.workdays import Holidays, add_working_days, read_holidays, table_in_use, use_table
from rectify.errors import InvalidInput

TODAY = date(2026, 11, 22)
LINK = Evidence("link", "https://example.org/a", None, None, None, "Wang Lan", "2026-11-22T04:00:00Z")
OPEN = Problem(1, "2026-0001", "Records incomplete", owner="Li Min")
SUBMITTED = OPEN._replace(status=Status.SUBMITTED, submitted_by="Li Min")


def counted(status: Status, found: date | None, due: date | None, done: date | None = None) -> Counted:
    return Counted("A", status, found, None, due, done, None, 0, 0, False)


# Status


@pytest.mark.parametrize(("move", "demanded"), [("submit", 2), ("accept", 1), ("start", 0), ("sustain", 0)])
def test_evidence_is_demanded_before_submit_and_accept_alone(move: str, demanded: int) -> None:
    situation = Situation("Wang Lan", TODAY, evidence_to_submit=2, evidence_to_accept=1)
    assert evidence_demanded(BY_NAME[move], situation) == demanded


@pytest.mark.parametrize(
    ("there", "handed_in", "demanded", "reason"),
    [
        (0, (), 1, "Submit needs 1 piece of evidence; there are 0."),
        (1, (LINK,), 3, "Submit needs 3 pieces of evidence; there are 2."),
        (1, (LINK,), 2, None),
        (2, (), 2, None),
        (0, (), 0, None),
    ],
)
def test_evidence_that_is_there_and_that_is_handed_in_counts_together(
    there: int, handed_in: tuple[Evidence, ...], demanded: int, reason: str | None
) -> None:
    situation = Situation("Wang Lan", TODAY, evidence_to_submit=demanded)
    answers = Answers(note="done", evidence=handed_in)
    assert check_move(BY_NAME["submit"], OPEN._replace(evidence=there), answers, situation) == reason


def test_the_step_back_of_who_submitted_is_to_withdraw_and_of_anybody_else_to_return() -> None:
    assert back_move(SUBMITTED, "Li Min") is BY_NAME["withdraw"]
    assert back_move(SUBMITTED, "Wang Lan") is BY_NAME["return"]
    assert back_move(OPEN, "Li Min") is None


def test_a_problem_may_be_due_on_the_day_it_was_found_but_not_before() -> None:
    closed = OPEN._replace(status=Status.CLOSED, found_on=TODAY)
    again = [Answers(note="again", due_on=TODAY - timedelta(days=late)) for late in (0, 1)]
    reasons = [check_move(BY_NAME["reopen"], closed, answers, Situation("Wang Lan", TODAY)) for answers in again]
    assert reasons == [None, "The due date 2026-11-21 is before the day it was found, 2026-11-22."]


# Figures


def test_several_of_one_age_are_counted_and_only_the_open_without_a_date_lack_one() -> None:
    each = [counted(Status.OPEN, date(2026, 11, 1), None), counted(Status.OPEN, date(2026, 11, 2), TODAY)]
    figures = figures_of([*each, counted(Status.IN_PROGRESS, date(2026, 11, 3), TODAY)], TODAY)
    assert (figures.ageing["0-30"], figures.no_date) == (3, 1)


def test_of_the_open_only_those_with_a_done_date_are_done() -> None:
    each = [
        counted(Status.OPEN, TODAY, None),
        counted(Status.OPEN, TODAY, None),
        counted(Status.OPEN, TODAY, None, TODAY),
    ]
    assert figures_of(each, TODAY).done == 1


def test_the_figures_of_a_group_are_of_their_day() -> None:
    late = counted(Status.OPEN, date(2026, 1, 1), date(2026, 11, 21))
    [before] = by_group([late], date(2026, 11, 21), ["A"], lambda group: [group])
    [after] = by_group([late], TODAY, ["A"], lambda group: [group])
    assert (before.overdue, after.overdue) == (0, 1)


# Dates


def test_a_year_that_the_file_gives_is_the_year_of_a_day_without_one() -> None:
    assert read_day("3月5日", TODAY, year=2024, typed=False) == date(2024, 3, 5)
    assert read_day("3月5日", TODAY, year=2024) == date(2027, 3, 5)


@pytest.mark.parametrize(
    ("today", "phrase", "due"),
    [
        ("2026-12-15", "下季度末", "2027-03-31"),
        ("2026-10-31", "下季度末", "2027-03-31"),
        ("2026-11-30", "11月上旬", "2027-11-10"),
        ("2026-11-30", "11月下旬", "2026-11-30"),
        ("2028-03-01", "2月底", "2029-02-28"),
        ("2026-01-31", "下月底", "2026-02-28"),
    ],
)
def test_periods_end_where_they_end_from_any_day(today: str, phrase: str, due: str) -> None:
    assert str(read_date(phrase, date.fromisoformat(today)).due_on) == due


@pytest.mark.parametrize(("serial", "day"), [(59, "1900-02-28"), (61, "1900-03-01"), (46348, "2026-11-22")])
def test_a_serial_is_the_day_that_a_spreadsheet_shows(serial: int, day: str) -> None:
    assert str(excel_serial(serial)) == day


@pytest.mark.parametrize("value", [60, -1, 1e6, 1e9, float("nan"), float("inf")])
def test_what_is_no_serial_is_refused_with_its_number(value: float) -> None:
    with pytest.raises(InvalidInput) as caught:
        excel_serial(value)
    assert str(caught.value) == f"The number {value:.10g} is not the day of a spreadsheet."


def test_a_long_text_is_no_written_date() -> None:
    assert is_written_date("2026年12月31日")
    assert not is_written_date("2026年12月31日" + " " * 500 + "x")


# Intervals and working days


def test_a_wrong_interval_is_repeated() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_interval(" 0d ")
    assert str(caught.value) == "“0d” is not an interval; write it as 30d, 2w, 3m or 1y."


def test_a_month_beyond_the_calendar_is_refused_with_the_day_it_counts_from() -> None:
    with pytest.raises(InvalidInput) as caught:
        add_months(date(9999, 12, 1), 1)
    assert str(caught.value) == "Counted from 9999-12-01, that is beyond the calendar."


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[20x6]", "The holiday table has “20x6” where a year such as [2026] belongs."),
        ("[2026]\nfree = []", "The holiday table of 2026 has “free”; it may have holidays and workdays."),
        ("[2026]\nholidays = 1", "The holiday table of 2026: holidays must be a list in square brackets."),
        (
            '[2026]\nholidays = ["05-05..05-01"]',
            "The holiday table of 2026 has “05-05..05-01”, which ends before it begins.",
        ),
        (
            '[2026]\nworkdays = ["May"]',
            "The holiday table of 2026 has “May”; write a day as “05-01” or a range as “05-01..05-05”.",
        ),
    ],
)
def test_a_wrong_table_is_refused_in_words(table: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_holidays(table)
    assert str(caught.value) == message


def test_no_working_day_after_a_day_is_that_day() -> None:
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_the_table_in_use_is_loaded_once_and_only_when_it_is_asked_for() -> None:
    loaded: list[Holidays] = []

    def load() -> Holidays:
        loaded.append(Holidays(frozenset({date(2026, 11, 23)}), years=frozenset({2026})))
        return loaded[0]

    try:
        use_table(load)
        assert loaded == []
        assert read_day("+1wd", TODAY) == date(2026, 11, 24)
        assert table_in_use() is loaded[0]
        assert len(loaded) == 1
    finally:
        use_table(Holidays)


# Facts, settings, numbers


def test_a_due_phrase_is_read_once_with_all_that_it_says() -> None:
    assert read_facts({"due_on": "2026年底前，并长期坚持"}, TODAY) == {
        "due_on": date(2026, 12, 31),
        "due_text": "2026年底前，并长期坚持",
        "mode": "sustained",
    }


def test_only_a_severity_is_read_as_one() -> None:
    assert read_facts({"severity": "重大", "category": "重大"}, TODAY) == {"severity": "high", "category": "重大"}


def test_a_field_that_is_kept_by_the_ledger_is_named_when_it_is_edited() -> None:
    with pytest.raises(InvalidInput) as caught:
        field_named("round")
    assert str(caught.value).startswith("The field round cannot be edited.")


def test_an_unknown_setting_like_none_is_told_without_a_guess() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_setting("xyzzy", "1")
    assert "Did you mean" not in str(caught.value)


def test_numbers_that_begin_alike_sort_by_their_words_not_by_the_length_of_these() -> None:
    assert sort_key("A1aa2") < sort_key("A1b2")


@pytest.mark.parametrize(("name", "guess"), [("titel", " Did you mean title?"), ("xyzzy", "")])
def test_an_unknown_field_is_told_with_the_one_that_is_like_it(name: str, guess: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        field_named(name)
    assert str(caught.value).startswith(f"There is no field {name}.{guess} Fields: ")


# Queries


def test_parentheses_side_by_side_are_not_deep() -> None:
    assert parse(" ".join(["(a)"] * 200), TODAY) == And((Word("a"),) * 200)


def test_parentheses_that_were_closed_leave_the_depth_that_there_was() -> None:
    deepest = "(" * 49 + "((a) (b)) (c)" + ")" * 49
    with pytest.raises(InvalidInput, match="The parenthesis at 51 is inside too many others"):
        parse(deepest, TODAY)
    assert parse("(" * 48 + "((a) (b)) (c)" + ")" * 48, TODAY) == And((And((Word("a"), Word("b"))), Word("c")))
    with pytest.raises(InvalidInput, match="is inside too many others"):
        parse("(a) " * 60 + "(" * 51 + "b" + ")" * 51, TODAY)


def test_an_end_of_a_range_is_what_stands_behind_the_first_dots() -> None:
    assert parse("due:2026-01-01..2026-03-31", TODAY) == Between("due_on", date(2026, 1, 1), date(2026, 3, 31))
    with pytest.raises(InvalidInput):
        parse("due:2026-01-01..2026-02-01..2026-03-31", TODAY)


def test_letters_of_the_grammar_are_plain_letters_in_a_word() -> None:
    assert parse("(XXL) unit:XX,XL", TODAY) == And((Word("XXL"), Match("unit", ("xx", "xl"))))


def test_a_value_with_a_colon_in_it_is_offered_nothing_of_another_field() -> None:
    assert suggestions("status:open:x") == suggestions("status:zzz")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_a_view_of_a_selection_keeps_its_day_and_what_was_asked(view: object) -> None:
    asked = Selection(TODAY, parse("party", TODAY), date(2026, 1, 1))
    narrowed = asked.within(next(each for each in VIEWS if each is view))
    assert (narrowed.today, narrowed.as_of) == (TODAY, date(2026, 1, 1))
    assert "party" in repr(narrowed.filter)
    assert Selection(TODAY, order=("-number",)).within(VIEWS[1]) == Selection(
        TODAY, VIEWS[1].filter, order=("-number",)
    )
