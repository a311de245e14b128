from datetime import date

import pytest

from rectify.domain.filters import parse
from rectify.domain.highlights import spans, wanted

TODAY = date(2026, 11, 22)


def lit(query: str, text: str) -> str:
    """`text` with brackets round what is lit."""
    for start, end in reversed(spans(text, wanted(parse(query, TODAY)))):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("签到", "三会一课缺三次[签到]"),
        ("党", "[党]费与[党]员"),
        ("board", "Village [board] on the [Board]walk"),
        ("VILL", "[Vill]age board"),
        ("oard", "Village board"),
        ("党费 ledger", "[党费Ledger] of 党 费"),
        ('"village board"', "the [Village  board]s"),
        ('"village board"', "Village notice board"),
        ('"2026年党费"', "[2026年党费]收据"),
        ('"缺号 receipt"', "收据[缺号 Receipt]"),
        ("①", "第[①]条"),
        ("№3", "Ｂ区[№3]窗口"),
        ("b区", "[Ｂ区]窗口"),
        ("strasse", "[Straße] 5"),
        ("café", "[Cafe\u0301] closed"),
        ("党党", "[党党党]"),
        ('"--"', "a [--] b"),
    ],
)
def test_a_word_is_lit_where_it_is_found(query: str, text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    assert lit(query, plain) == text


@pytest.mark.parametrize("query", ["-board", "title:board", "unit:board", "is:overdue", "(-board or -village)"])
def test_fields_and_what_is_excluded_light_nothing(query: str) -> None:
    assert lit(query, "Village board") == "Village board"


def test_each_word_of_either_side_is_lit() -> None:
    assert lit("(lamp or door) is:open wedged", "Fire door wedged open") == "Fire [door] [wedged] open"


def test_nothing_is_lit_in_an_empty_text() -> None:
    assert spans("", wanted(parse("a b", TODAY))) == []
