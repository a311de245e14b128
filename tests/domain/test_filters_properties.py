"""Any text is a query or a wrong one; any tree can be written as a query; and what a query finds in a plain row."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.filter_model import matches

from rectify.domain.filter_tree import (
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
    Numbered,
    Or,
    QueryError,
    Word,
)
from rectify.domain.filters import parse
from rectify.domain.folding import folded

TODAY = date(2026, 11, 22)
"""A Sunday."""


# Trees that a query can mean, and the query that means them.

TEXTS = st.text("abz党费 ,，()（）“”\":：<>*-.%_'é", min_size=1, max_size=8).map(str.strip).filter(bool)
WORDS = st.text("abz党费，%_'é*.9", min_size=1, max_size=8)
DATE_FIELDS = st.sampled_from(["due_on", "found_on", "created_on", "done_on", "closed_on", "next_review_on"])
NUMBER_FIELDS = st.sampled_from(["round", "returns", "extensions", "evidence", "days_overdue"])
POINTS = st.tuples(DATE_FIELDS, st.dates(), st.dates()) | st.tuples(
    NUMBER_FIELDS, st.integers(0, 999_999_999), st.integers(0, 999_999_999)
)
RANGES = st.builds(
    lambda name, ends: Between(name, min(ends), max(ends)), DATE_FIELDS, st.tuples(st.dates(), st.dates())
) | st.builds(
    lambda name, ends: Between(name, min(ends), max(ends)),
    NUMBER_FIELDS,
    st.tuples(st.integers(0, 999_999_999), st.integers(0, 999_999_999)),
)
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "="])


def _several(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)


LEAVES: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Word, WORDS),
    st.builds(Word, TEXTS, st.just(value=True)),
    st.builds(Match, st.sampled_from(["unit", "owner", "number", "source", "due_text"]), _several(TEXTS.map(folded))),
    st.builds(Match, st.just("status"), _several(st.sampled_from(["open", "in_progress", "closed"]))),
    POINTS.flatmap(lambda point: st.builds(Compare, st.just(point[0]), SIGNS, st.just(point[1]))),
    RANGES,
    POINTS.map(lambda point: Between(point[0], None, point[2])),
    POINTS.map(lambda point: Between(point[0], point[1], None)),
    st.builds(Is, st.sampled_from(["overdue", "soon", "review-due", "pending"])),
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
        case Numbered():
            raise AssertionError("no query says so")
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


@settings(max_examples=50, deadline=None)
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


@settings(deadline=None)
@given(st.text(max_size=40) | SNIPPETS)
def test_any_text_is_a_query_or_a_wrong_query_with_its_place(text: str) -> None:
    answer = read(text)
    if isinstance(answer, QueryError):
        assert 0 <= answer.position <= len(text)
        assert answer.length >= 1
        assert str(answer).isprintable()
    elif text.strip():
        assert parse(f"({text})", TODAY) == answer


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
