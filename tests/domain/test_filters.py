"""The query language: what a query means, and what is said about a wrong one."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.filter_model import matches

from rectify.domain.filters import (
    And,
    Between,
    Compare,
    Everything,
    Filter,
    Has,
    Is,
    Match,
    Missing,
    Not,
    Or,
    QueryError,
    Word,
    parse,
    suggestions,
)
from rectify.errors import InvalidInput

TODAY = date(2026, 11, 22)
"""A Sunday."""

NEW_YEARS_EVE = date(2026, 12, 31)


def fault(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    return caught.value


@pytest.mark.parametrize("query", ["", "  ", "\t\n", "\u3000"])
def test_an_empty_query_asks_for_everything(query: str) -> None:
    assert parse(query, TODAY) == Everything()


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("党费", Word("党费")),
        ("Fire door", And((Word("Fire"), Word("door")))),
        ("党费\u3000经费", And((Word("党费"), Word("经费")))),
        ('"fire door"', Word("fire door", phrase=True)),
        ('"or"', Word("or", phrase=True)),
        ('" fire  door "', Word("fire  door", phrase=True)),
        ('"a ""b"" c"', Word('a "b" c', phrase=True)),
        ('"foo"bar', And((Word("foo", phrase=True), Word("bar")))),
        ("“三会一课”记录", And((Word("三会一课", phrase=True), Word("记录")))),
        ('6" pipe', And((Word('6"'), Word("pipe")))),
        ("[red]", Word("[red]")),
    ],
)
def test_words_and_phrases_are_searched_as_typed(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "https://example.org/a?b=c",
        "备注:无",
        "=HYPERLINK(1)",
        "A-1:x",
        "会议，记录",
        "《党章》",
        "word《党章》",
        "整改（一）",
        "f(x,(y))",
        "-",
        "--",
        "and",
        "order",
        "a*b",
        "%_\\';",
    ],
)
def test_signs_inside_a_word_belong_to_it(text: str) -> None:
    assert parse(text, TODAY) == Word(text)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("owner:李敏", Match("owner", ("李敏",))),
        ("OWNER:Chen", Match("owner", ("chen",))),
        ("owner=Chen", Match("owner", ("chen",))),
        ('owner:"Chen Bo"', Match("owner", ("chen bo",))),
        ('owner:"Bo, Chen"', Match("owner", ("bo, chen",))),
        ('owner:李敏,"Chen Bo"', Match("owner", ("李敏", "chen bo"))),
        ("owner:a,A,b", Match("owner", ("a", "b"))),
        ("number:CA-*", Match("number", ("ca-*",))),
        ("unit:*街道", Match("unit", ("*街道",))),
        ("unit:＊街道", Match("unit", ("*街道",))),
        ("unit:综合办(东)", Match("unit", ("综合办(东)",))),
        ("unit:综合办（东,西）", Match("unit", ("综合办（东,西）",))),
        ("source:12:30", Match("source", ("12:30",))),
        ("parent_unit:红旗村", Match("parent_unit", ("红旗村",))),
        ("next_step:x", Match("next_step", ("x",))),
        ("(owner:a)", Match("owner", ("a",))),
    ],
)
def test_a_field_asks_for_whole_values_without_case(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("status:in_progress", Match("status", ("in_progress",))),
        ("status:In-Progress", Match("status", ("in_progress",))),
        ('status:"In progress"', Match("status", ("in_progress",))),
        ("status:待整改,整改中,待验收", Match("status", ("open", "in_progress", "submitted"))),
        ("status:已销号,长期坚持,不再整改", Match("status", ("closed", "sustained", "waived"))),
        ("status:*ed", Match("status", ("submitted", "closed", "sustained", "waived"))),
        ("mode:立行立改,限期整改,长期坚持", Match("mode", ("immediate", "dated", "sustained"))),
        ('mode:"Kept up"', Match("mode", ("sustained",))),
        ("light:红,Y,green,无", Match("light", ("red", "yellow", "green", "none"))),
        ("severity:特别重大,重大,较大,一般", Match("severity", ("critical", "high", "medium", "low"))),
        ("severity:High", Match("severity", ("high",))),
        ("severity:轻,hi*", Match("severity", ("轻", "hi*"))),
        ("as_error:true", Match("as_error", ("true",))),
        ("as_error:否", Match("as_error", ("false",))),
    ],
)
def test_codes_labels_and_chinese_words_mean_the_code(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "="])
def test_a_comparison_is_the_same_with_and_without_a_colon(sign: str) -> None:
    tree = parse(f"due{sign}2026-12-31", TODAY)
    assert isinstance(tree, Compare)
    assert (tree.field, tree.op, tree.value) == ("due_on", sign, NEW_YEARS_EVE)
    assert parse(f"due:{sign}2026-12-31", TODAY) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("due:2026-12-31", Compare("due_on", "=", NEW_YEARS_EVE)),
        ('due:"2026-12-31"', Compare("due_on", "=", NEW_YEARS_EVE)),
        ("due≤2026-12-31", Compare("due_on", "<=", NEW_YEARS_EVE)),
        ("due:2026-01-01..2026-03-31", Between("due_on", date(2026, 1, 1), date(2026, 3, 31))),
        ("due:2026-01-01..", Between("due_on", date(2026, 1, 1), None)),
        ("due:..2026-03-31", Between("due_on", None, date(2026, 3, 31))),
        (
            "due:2026-01-01,2026-02-01",
            Or((Compare("due_on", "=", date(2026, 1, 1)), Compare("due_on", "=", date(2026, 2, 1)))),
        ),
        (
            "due:<2026-01-01,2026-02-01..",
            Or((Compare("due_on", "<", date(2026, 1, 1)), Between("due_on", date(2026, 2, 1), None))),
        ),
        ("round>1", Compare("round", ">", 1)),
        ("round:2", Compare("round", "=", 2)),
        ("returns:1..3", Between("returns", 1, 3)),
        ("extensions>0", Compare("extensions", ">", 0)),
        ("evidence:2..", Between("evidence", 2, None)),
        ("days_overdue>=30", Compare("days_overdue", ">=", 30)),
        ("version:３", Compare("version", "=", 3)),
    ],
)
def test_days_and_numbers_are_compared_and_ranged(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("due<eom", Compare("due_on", "<", date(2026, 11, 30))),
        ("due:今天,明天", Or((Compare("due_on", "=", TODAY), Compare("due_on", "=", date(2026, 11, 23))))),
        ("due:today..月底", Between("due_on", TODAY, date(2026, 11, 30))),
        ("due:+3d..", Between("due_on", date(2026, 11, 25), None)),
        ('found>="2026.10.01"', Compare("found_on", ">=", date(2026, 10, 1))),
        ("review:2026.12.31..2027.1.5", Between("next_review_on", NEW_YEARS_EVE, date(2027, 1, 5))),
        ("closed:12月31日", Compare("closed_on", "=", NEW_YEARS_EVE)),
    ],
)
def test_days_may_be_date_phrases_that_start_from_today(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


def test_a_day_that_is_refused_says_why_and_where() -> None:
    error = fault("due:today..尽快")
    assert (error.position, error.length) == (11, 2)
    assert str(error) == "No day at 12: “尽快” names no day. Write one, or +7d."


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("due", "due_on"),
        ("found", "found_on"),
        ("created", "created_on"),
        ("done", "done_on"),
        ("closed", "closed_on"),
        ("review", "next_review_on"),
        ("original_due_on", "original_due_on"),
        ("due_on", "due_on"),
    ],
)
def test_a_date_has_a_short_name_and_the_row_s_own(name: str, field: str) -> None:
    assert parse(f"{name}:2026-12-31", TODAY) == Compare(field, "=", NEW_YEARS_EVE)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("is:overdue", Is("overdue")),
        ("is:Review-Due", Is("review-due")),
        ("is:soon,late", Or((Is("soon"), Is("late")))),
        ("no:owner", Missing("owner")),
        ("no:due", Missing("due_on")),
        ("no:delay_reason,lead", Or((Missing("delay_reason"), Missing("lead")))),
        ("no:evidence", Not(Has("evidence"))),
        ("has:evidence", Has("evidence")),
        ("has:extension,measure", Or((Has("extension"), Has("measure")))),
    ],
)
def test_states_gaps_and_attachments_are_asked_by_name(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize("state", ["overdue", "soon", "open", "awaiting", "done", "late", "review-due"])
def test_every_state_goes_through_unchanged(state: str) -> None:
    assert parse(f"is:{state}", TODAY) == Is(state)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("-党费", Not(Word("党费"))),
        ('-"a b"', Not(Word("a b", phrase=True))),
        ("-has:evidence", Not(Has("evidence"))),
        ("-(a b)", Not(And((Word("a"), Word("b"))))),
        ("--a", Word("a")),
        ("-(-a)", Word("a")),
        ("-no:evidence", Has("evidence")),
        ("-or", Not(Word("or"))),
        ("A - B", And((Word("A"), Word("-"), Word("B")))),
        ("CA-10", Word("CA-10")),
    ],
)
def test_a_minus_turns_a_term_or_a_group_round(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a or b", Or((Word("a"), Word("b")))),
        ("a OR b Or c", Or((Word("a"), Word("b"), Word("c")))),
        ("a b or c d", Or((And((Word("a"), Word("b"))), And((Word("c"), Word("d")))))),
        ("a (b or c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("(a)or(b)", Or((Word("a"), Word("b")))),
        ("((a))", Word("a")),
        ("(a b) c", And((And((Word("a"), Word("b"))), Word("c")))),
        (
            'is:overdue unit:泡崖街道 党费 -has:evidence or owner:"Chen Bo"',
            Or(
                (
                    And((Is("overdue"), Match("unit", ("泡崖街道",)), Word("党费"), Not(Has("evidence")))),
                    Match("owner", ("chen bo",)),
                )
            ),
        ),
    ],
)
def test_or_binds_weaker_than_standing_side_by_side(query: str, tree: Filter) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize(
    ("full_width", "ascii_query"),
    [
        ("unit：泡崖街道，红旗村", "unit:泡崖街道,红旗村"),
        ("unit：泡崖街道、红旗村", "unit:泡崖街道,红旗村"),
        ("（党费 or 经费） －no：owner", "(党费 or 经费) -no:owner"),
        ("due＜2026-12-31", "due<2026-12-31"),
        ("due＞＝２０２６－１２－３１", "due>=2026-12-31"),
        ("due《2026-12-31", "due<2026-12-31"),
        ("due：》2026-12-31", "due:>2026-12-31"),
        ("owner：“Chen Bo”", 'owner:"Chen Bo"'),
        ("＂a b＂", '"a b"'),
        ("is：ｏｐｅｎ", "is:open"),
    ],
)
def test_signs_of_a_chinese_keyboard_work_as_their_ascii_twins(full_width: str, ascii_query: str) -> None:
    assert parse(full_width, TODAY) == parse(ascii_query, TODAY)


def test_inside_quotes_full_width_signs_stay_as_they_are() -> None:
    assert parse('unit:"甲，乙（东）：一"', TODAY) == Match("unit", ("甲，乙（东）：一",))


A_DAY = "Possible: a day such as 2026-12-31, today, fri, eom or +3d, also after < <= > >= or as first..last."
A_NUMBER = "Possible: a whole number such as 2, also after < <= > >= or as 1..3."
A_TEXT = "Possible: text, in quotes when it has blanks or commas; * stands for any characters."
A_STATUS = "Possible: open, in_progress, submitted, closed, sustained, waived."
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
        ("mode:fast", 5, 4, "mode: does not know fast at 6. Possible: immediate, dated, sustained."),
        ("light:blue", 6, 4, "light: does not know blue at 7. Possible: red, yellow, green, none."),
        (
            "is:closed",
            3,
            6,
            "is: does not know closed at 4. Possible: overdue, soon, open, awaiting, done, late, review-due.",
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
            "There is no value after is: at 2. Possible: overdue, soon, open, awaiting, done, late, review-due.",
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


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("ow", ("owner:",)),
        ("du", ("due:", "due_text:")),
        ("is:o", ("is:overdue", "is:open")),
        ("Status:c", ("status:closed",)),
        ("no:un", ("no:unit",)),
        ("owner:a", ()),
        ("zzz", ()),
        ("zzz:", ()),
    ],
)
def test_a_prefix_suggests_the_words_that_go_on_from_it(prefix: str, words: tuple[str, ...]) -> None:
    assert suggestions(prefix) == words


# Trees that a query can mean, and the query that means them.

TEXTS = st.text("abz党费 ,，()（）“”\":：<>*-.%_'é", min_size=1, max_size=8).map(str.strip).filter(bool)
WORDS = st.text("abz党费，%_'é*.9", min_size=1, max_size=8)
DATE_FIELDS = st.sampled_from(["due_on", "found_on", "created_on", "done_on", "closed_on", "next_review_on"])
NUMBER_FIELDS = st.sampled_from(["round", "returns", "extensions", "evidence", "days_overdue"])
POINTS = st.tuples(DATE_FIELDS, st.dates(), st.dates()) | st.tuples(
    NUMBER_FIELDS, st.integers(0, 999_999_999), st.integers(0, 999_999_999)
)
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "="])


def _several(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)


LEAVES: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Word, WORDS),
    st.builds(Word, TEXTS, st.just(value=True)),
    st.builds(Match, st.sampled_from(["unit", "owner", "number", "source", "due_text"]), _several(TEXTS)),
    st.builds(Match, st.just("status"), _several(st.sampled_from(["open", "in_progress", "closed"]))),
    POINTS.flatmap(lambda point: st.builds(Compare, st.just(point[0]), SIGNS, st.just(point[1]))),
    POINTS.map(lambda point: Between(*point)),
    POINTS.map(lambda point: Between(point[0], None, point[2])),
    POINTS.map(lambda point: Between(point[0], point[1], None)),
    st.builds(Is, st.sampled_from(["overdue", "soon", "review-due"])),
    st.builds(Missing, st.sampled_from(["owner", "due_on", "delay_reason"])),
    st.builds(Has, st.sampled_from(["evidence", "extension", "measure"])),
)


def _joined(trees: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    several = st.lists(trees, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(And, several)
        | st.builds(Or, several)
        | st.builds(Not, trees.filter(lambda tree: not isinstance(tree, Not)))
    )


TREES = st.recursive(LEAVES, _joined, max_leaves=12)


def written(tree: Filter) -> str:
    """A query that means `tree`."""
    match tree:
        case Everything():
            return ""
        case Word(text, phrase):
            return _quoted(text) if phrase else text
        case Match(field, values):
            return f"{field}:" + ",".join(map(_quoted, values))
        case Compare(field, op, value):
            return f"{field}{op}{value}"
        case Between(field, low, high):
            return f"{field}:{'' if low is None else low}..{'' if high is None else high}"
        case Is(what):
            return f"is:{what}"
        case Missing(field):
            return f"no:{field}"
        case Has(what):
            return f"has:{what}"
        case Not(term):
            return "-" + _inside(term)
        case And(terms):
            return " ".join(map(_inside, terms))
        case Or(terms):
            return " or ".join(map(_inside, terms))


def _inside(tree: Filter) -> str:
    return f"({written(tree)})" if isinstance(tree, (And, Or)) else written(tree)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@settings(max_examples=50)
@given(TREES)
def test_a_tree_that_is_written_out_is_read_back_the_same(tree: Filter) -> None:
    assert parse(written(tree), TODAY) == tree


SIGNS_AND_WORDS = (
    *'()（）“”-:：,、<*_9" \x00\ud800',
    *(
        ">=",
        "..",
        "or",
        "due",
        "due:",
        "is:",
        "no:",
        "owner:",
        "round",
        "open",
        "党费",
        "2026-12-31",
        "0000-00-00",
        "+9999999d",
    ),
)
SNIPPETS = st.lists(st.sampled_from(SIGNS_AND_WORDS), max_size=14).map("".join)


def read(text: str) -> Filter | QueryError:
    try:
        return parse(text, TODAY)
    except QueryError as error:
        return error


@given(st.text(max_size=40) | SNIPPETS)
def test_any_text_is_a_query_or_a_wrong_query_with_its_place(text: str) -> None:
    answer = read(text)
    if isinstance(answer, QueryError):
        assert 0 <= answer.position <= len(text)
        assert answer.length >= 1
        assert str(answer).isprintable()
    elif text.strip():
        assert parse(f"({text})", TODAY) == answer


def test_a_query_of_written_out_days_loads_no_calendar_library() -> None:
    program = (
        "import sys; from datetime import date; from rectify.domain.filters import parse;"
        "parse('due<2026-12-31 is:overdue 党费', date(2026, 11, 22));"
        "print('pendulum' in sys.modules, 'rectify.domain.dates' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output == "False False\n"


ROW = {
    "number": "CA-7",
    "title": "党费 not paid in full",
    "unit": "红旗村",
    "units": ["红旗村", "泡崖街道"],
    "owner": "Chen Bo",
    "status": "in_progress",
    "due_on": date(2026, 11, 20),
    "found_on": date(2026, 10, 1),
    "round": 1,
    "evidence": 0,
    "extensions": 2,
    "measures_total": 4,
    "measures": ["补齐记录"],
    "notes": ["Letter sent"],
}


@pytest.mark.parametrize(
    "query",
    [
        "党 PAID",
        "补齐 letter",
        "unit:泡崖*",
        "unit:红旗村,x",
        "owner:chen*",
        "light:red",
        "days_overdue:2",
        "due<2026-11-21",
        "due:2026-11-01..2026-11-20",
        "is:overdue is:open -is:done",
        "no:lead has:extension has:measure no:evidence",
        "-owner:x or zzz",
    ],
)
def test_the_model_finds_a_row_that_a_query_means(query: str) -> None:
    assert matches(parse(query, TODAY), ROW, TODAY)


@pytest.mark.parametrize(
    "query",
    [
        "党费 zzz",
        "unit:红旗",
        "light:yellow",
        "due<2026-11-20",
        "closed>2000-01-01",
        "closed<2100-01-01",
        "is:soon",
        "is:awaiting",
        "is:late",
        "is:review-due",
        "no:owner",
        "has:evidence",
        "-(is:open or zzz)",
    ],
)
def test_the_model_leaves_out_a_row_that_a_query_does_not_mean(query: str) -> None:
    assert not matches(parse(query, TODAY), ROW, TODAY)
