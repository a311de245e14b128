"""What is said about a wrong query, and where."""

from datetime import date

import pytest

from rectify.domain.filter_tree import And, QueryError, Word
from rectify.domain.filters import parse
from rectify.errors import InvalidInput

TODAY = date(2026, 11, 22)
"""A Sunday."""


def fault(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    return caught.value


A_DAY = "Possible: a day such as 2026-12-31, today, fri, eom or +3d, also after < <= > >= or as first..last."
A_NUMBER = "Possible: a whole number such as 2, also after < <= > >= or as 1..3."
A_TEXT = "Possible: text, in quotes when it has blanks or commas; * stands for any characters."
A_STATUS = "Possible: open, in_progress, submitted, closed, sustained, waived."
IN_FULL = "Write both days in full."
A_GAP = (
    "Possible: description, unit, parent_unit, owner, lead, source, basis, category, severity, mode, found, due, "
    "original_due, due_text, done, closed, verified_by, review, delay_reason, next_step, evidence, extension, measure."
)
AN_ORDER = (
    "What can be compared: found, created, due, original_due, days_overdue, done, closed, review, round, returns, "
    "extensions, measures_total, measures_done, evidence, version."
)


@pytest.mark.parametrize(
    ("query", "position", "length", "message"),
    [
        (
            "ower:x",
            0,
            4,
            "Unknown field ower at 1; did you mean owner? To search for the text, put it in quotes.",
        ),
        (
            "a status:done",
            9,
            4,
            "status: does not know done at 10. " + A_STATUS,
        ),
        (
            "status:clsed",
            7,
            5,
            "status: does not know clsed at 8; did you mean closed? " + A_STATUS,
        ),
        ("a due < eom", 6, 1, "There is a blank before < at 7; write due<value without blanks."),
        ("-unit ：Hall", 6, 1, "There is a blank before ： at 7; write unit：value without blanks."),
        ("owner!=李敏", 5, 2, "There is no != at 6; write -owner:value for the others."),
        (
            "number:2026-0001..2026-0031",
            7,
            20,
            "2026-0001..2026-0031 at 8: numbers of problems have no ranges. Name them with commas, or write 2026-00*.",
        ),
        ("mode:fast", 5, 4, "mode: does not know fast at 6. Possible: immediate, dated, sustained."),
        ("light:blue", 6, 4, "light: does not know blue at 7. Possible: red, yellow, green, none."),
        (
            "is:closed",
            3,
            6,
            "is: does not know closed at 4. Possible: overdue, soon, open, awaiting, done, late, review-due, pending.",
        ),
        (
            'has:measure,"x y"',
            13,
            3,
            "has: does not know x y at 14. Possible: evidence, extension, measure.",
        ),
        (
            "no:title",
            3,
            5,
            "no: does not know title at 4. " + A_GAP,
        ),
        ("due:2026-02-30", 4, 10, "2026-02-30 at 5 is not in the calendar."),
        ("due<=2026-02-30", 5, 10, "2026-02-30 at 6 is not in the calendar."),
        ("due:2026-01-01..2026-02-30", 16, 10, "2026-02-30 at 17 is not in the calendar."),
        (
            "a due:2026-12-31..2026-01-01",
            6,
            22,
            "2026-12-31..2026-01-01 at 7 ends before it begins, so nothing lies in it. Write 2026-01-01..2026-12-31.",
        ),
        (
            "due:11-01..12-31",
            4,
            12,
            "11-01..12-31 at 5 is read as 2027-11-01 to 2026-12-31, which ends before it begins. " + IN_FULL,
        ),
        ("round:1,3..2", 8, 4, "3..2 at 9 ends before it begins, so nothing lies in it. Write 2..3."),
        (
            "days_overdue:30..10",
            13,
            6,
            "30..10 at 14 ends before it begins, so nothing lies in it. Write 10..30.",
        ),
        (
            "round:x",
            6,
            1,
            "x at 7 is no whole number. " + A_NUMBER,
        ),
        (
            "round>1.5",
            6,
            3,
            "1.5 at 7 is no whole number. " + A_NUMBER,
        ),
        (
            "round:..",
            6,
            2,
            ".. at 7 is no whole number. " + A_NUMBER,
        ),
        (
            "round:12345678901",
            6,
            11,
            "12345678901 at 7 is no whole number. " + A_NUMBER,
        ),
        (
            "owner<3",
            0,
            5,
            "owner at 1 has no order; write owner:value. " + AN_ORDER,
        ),
        (
            "due:",
            0,
            4,
            "There is no value after due: at 1. " + A_DAY,
        ),
        (
            "due< 2026-12-31",
            3,
            1,
            "There is no value after < at 4. " + A_DAY,
        ),
        (
            "owner:a, b",
            7,
            1,
            "There is no value after , at 8. " + A_TEXT,
        ),
        (
            "(is:)",
            1,
            3,
            (
                "There is no value after is: at 2. "
                "Possible: overdue, soon, open, awaiting, done, late, review-due, pending."
            ),
        ),
        ('owner:"a"b', 9, 1, "After the closing quote, at 10, there must be a space or a comma."),
        ('owner:""', 6, 2, "There is nothing in the quotes at 7."),
        ('a " "', 2, 3, "There is nothing in the quotes at 3."),
        ('党费 "abc', 3, 1, "The quote at 4 is never closed. Close it, or leave it out."),
        ("owner:“abc", 6, 1, "The quote at 7 is never closed. Close it, or leave it out."),
        ("(a b", 0, 1, "The parenthesis at 1 is never closed. Close it with ) or put the words in quotes."),
        ("unit:A(x y)", 6, 1, "The parenthesis at 7 is never closed. Close it with ) or put the words in quotes."),
        ("a) b", 1, 1, "The parenthesis ) at 2 closes nothing. Open it with ( or put it in quotes."),
        ("a ( )", 2, 3, "There is nothing in the parentheses at 3."),
        (
            "or a",
            0,
            2,
            "“or” at 1 needs a term before it and one after it. Put it in quotes to search for it.",
        ),
        (
            "a or",
            2,
            2,
            "“or” at 3 needs a term before it and one after it. Put it in quotes to search for it.",
        ),
        (
            "a or or b",
            2,
            2,
            "“or” at 3 needs a term before it and one after it. Put it in quotes to search for it.",
        ),
        (
            "(a OR) b",
            3,
            2,
            "“or” at 4 needs a term before it and one after it. Put it in quotes to search for it.",
        ),
        ("a \ud800", 2, 1, "The character at 3 is no text. Type it again."),
    ],
)
def test_a_wrong_query_says_where_and_why(query: str, position: int, length: int, message: str) -> None:
    error = fault(query)
    assert str(error) == message
    assert (error.position, error.length) == (position, length)


def test_a_field_like_no_other_is_answered_with_all_of_them() -> None:
    message = str(fault("zzzz:x"))
    assert message.startswith("Unknown field zzzz at 1. Possible: is, no, has, number, title, description, unit, ")
    assert message.endswith(", as_error, version. To search for the text, put it in quotes.")


def test_a_wrong_query_is_wrong_input_with_exit_code_2() -> None:
    assert isinstance(fault("due:"), InvalidInput)
    assert fault("due:").exit_code == 2


def test_a_message_repeats_no_control_characters_and_no_long_text() -> None:
    assert "status: does not know �[31mred at 9." in str(fault('status:"\x1b[31mred"'))
    assert "status: does not know " + "x" * 39 + "… at 8." in str(fault("status:" + "x" * 1000))


def test_a_text_with_braces_is_no_format() -> None:
    assert str(fault("status:{at}{0}")).startswith("status: does not know {at}{0} at 8.")


def test_a_long_text_after_an_open_quote_is_refused_at_once() -> None:
    assert fault('"' + "a" * 100_000).position == 0
    assert fault('"' + 'a""' * 10_000).position == 0


def test_too_many_terms_are_refused_where_the_first_too_many_stands() -> None:
    assert isinstance(parse("a " * 500, TODAY), And)
    error = fault("a " * 501)
    assert error.position == 1000
    assert str(error) == "The query has more than 500 terms and values; the next is at 1001. Ask for less at once."


def test_too_deep_parentheses_are_refused() -> None:
    assert parse("(" * 50 + "a" + ")" * 50, TODAY) == Word("a")
    error = fault("(" * 51 + "a" + ")" * 51)
    assert error.position == 50
    assert str(error) == "The parenthesis at 51 is inside too many others. Write the query with fewer."


def test_a_day_that_is_refused_says_why_and_where() -> None:
    error = fault("due:today..尽快")
    assert (error.position, error.length) == (11, 2)
    assert str(error) == "No day at 12: “尽快” names no day. Write one, or +7d."
