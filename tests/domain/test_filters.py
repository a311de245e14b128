"""What a query means."""

import subprocess
import sys
from datetime import date

import pytest

from rectify.domain.columns import CHINESE_NAMES, COLUMNS
from rectify.domain.filter_tree import And, Between, Compare, Everything, Filter, Has, Is, Match, Missing, Not, Or, Word
from rectify.domain.filters import parse, suggestions
from rectify.i18n import _, use_language

TODAY = date(2026, 11, 22)
"""A Sunday."""

NEW_YEARS_EVE = date(2026, 12, 31)


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
        ("unit:综合办（东,西）", Match("unit", ("综合办(东,西)",))),
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


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("责任单位:红旗村", "unit:红旗村"),
        ("单位：红旗村，泡崖街道", "unit:红旗村,泡崖街道"),
        ("-责任人:李*", "-owner:李*"),
        ("状态:待整改", "status:open"),
        ("严重程度:重大 预警:红", "severity:high light:red"),
        ("整改时限<2026-12-31", "due<2026-12-31"),
        ("时限：月底", "due:eom"),
        ("发现日期:2026-01-01..2026-03-31", "found:2026-01-01..2026-03-31"),
        ("（轮次>1 or 退回>0）", "(round>1 or returns>0)"),
    ],
)
def test_a_field_has_the_name_too_that_a_chinese_screen_shows(chinese: str, english: str) -> None:
    assert parse(chinese, TODAY) == parse(english, TODAY)


def test_a_chinese_screen_shows_no_other_names_of_these_fields() -> None:
    use_language("zh")
    known = set(CHINESE_NAMES.values())
    assert {_(column.heading) for column in COLUMNS if column.name in known} <= CHINESE_NAMES.keys()


@pytest.mark.parametrize("text", ["整改情况:无", "问题：漏水", "单位", "责任人不明:待查", "责任单位://x"])
def test_other_chinese_words_before_a_colon_are_text(text: str) -> None:
    assert parse(text, TODAY) == Word(text)


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
        ("returns:2..2", Between("returns", 2, 2)),
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


@pytest.mark.parametrize("state", ["overdue", "soon", "open", "awaiting", "done", "late", "review-due", "pending"])
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


def test_inside_quotes_full_width_signs_part_nothing() -> None:
    assert parse('unit:"甲，乙（东）：一"', TODAY) == Match("unit", ("甲,乙(东):一",))


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("ow", ("owner:",)),
        ("du", ("due:", "due_text:")),
        ("is:o", ("is:overdue", "is:open")),
        ("Status:c", ("status:closed",)),
        ("no:un", ("no:unit",)),
        ("责任", ("责任单位:", "责任人:")),
        ("预警:g", ("预警:green",)),
        ("owner:a", ()),
        ("zzz", ()),
        ("zzz:", ()),
    ],
)
def test_a_prefix_suggests_the_words_that_go_on_from_it(prefix: str, words: tuple[str, ...]) -> None:
    assert suggestions(prefix) == words


def test_a_query_of_written_out_days_loads_no_calendar_library() -> None:
    program = (
        "import sys; from datetime import date; from rectify.domain.filters import parse;"
        "parse('due<2026-12-31 is:overdue 党费', date(2026, 11, 22));"
        "print('pendulum' in sys.modules, 'rectify.domain.dates' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output == "False False\n"
