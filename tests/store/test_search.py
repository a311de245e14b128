"""Searching for words: Chinese of any length as a plain search for a substring, other words by their beginning."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rectify.domain.filter_tree import And, Everything, Filter, Is, Match, Not, Numbered, Word
from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Stamp
from rectify.service import add, edit, find, find_numbers, note, problems, undo
from rectify.store import problems as store_problems
from rectify.store.database import Ledger, open_ledger
from rectify.store.history import Recorder
from rectify.store.names import Names
from rectify.store.problems import New

TODAY = date(2026, 11, 22)


def found(ledger: Ledger, tree: Filter | str) -> list[str]:
    """The titles that a query finds."""
    wanted = Word(tree) if isinstance(tree, str) else tree
    return [each.title for each in problems(ledger, Selection(TODAY, wanted))]


class _Undone(Exception):
    """Takes back what an example wrote."""


@contextmanager
def holding(path: Path, stamp: Stamp, titles: Sequence[str]) -> Iterator[Ledger]:
    """The ledger with these titles and no others; they are gone afterwards."""
    with open_ledger(path) as ledger:
        with ledger.writing() as connection:
            recorder = Recorder.start(connection, stamp)
            new = [New({"title": title, "number": str(at), "created_on": TODAY}) for at, title in enumerate(titles)]
            store_problems.add(recorder, Names(connection), "add", new, zone=ledger.zone)
            recorder.write()
        yield ledger
        with ledger.writing() as connection:
            for table in ("events", "problems", "problem_text"):
                connection.exec_driver_sql(f"DELETE FROM {table}")


CHINESE = "党费支部会议记录一二三"
OTHERS = "abX YZ019，。、-()（）：%_\\\"'*+=$😀é"
some_titles = st.lists(st.text(alphabet=CHINESE * 2 + OTHERS, min_size=1, max_size=14), min_size=1, max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=some_titles, asked=st.lists(st.text(alphabet=CHINESE, min_size=1, max_size=4), min_size=5, max_size=5))
@example(
    titles=["党费未按时收缴", "收党费", "党 费", "费党", "党，费", "党员交费", "交党费a党"], asked=["党费", "党", "费"]
)
@example(titles=["党党党", "党党", "党", "费党党费", "党a党"], asked=["党", "党党", "党党党", "党党党党"])
def test_chinese_of_any_length_is_found_exactly_where_a_plain_search_finds_it(
    path: Path, stamp: Stamp, titles: list[str], asked: list[str]
) -> None:
    parts = {title[at : at + 3] for title in titles for at in range(len(title))}
    queries = [*asked, *sorted(part for part in parts if set(part) <= set(CHINESE))[:8]]
    with holding(path, stamp, titles) as ledger:
        for query in queries:
            expected = sorted(title for title in titles if query in title)
            assert sorted(found(ledger, query)) == expected, query
        assert len(found(ledger, Not(Word(queries[0])))) == sum(queries[0] not in title for title in titles)


TITLES = (
    "党费收缴不及时",
    "未按规定交纳党费",
    "支部党员大会少开一次",
    "Village affairs board not updated",
    "Fire drill missed in 2025; report №7 late",
    "A report-card for board B-12",
    "C++ notes, 100% done + signed",
    "ＦＵＬＬ ｗｉｄｔｈ ｔｉｔｌｅ",
    "Café über naïve Straße",
    "ผู้ตรวจสอบ แผนงาน",
    "会議録の不備",
    "😀 smiling inspector",
    "第13条第2款",
)


@pytest.fixture(scope="module")
def titled(blank: Path, tmp_path_factory: pytest.TempPathFactory, stamp: Stamp) -> Iterator[Ledger]:
    """A ledger with TITLES, which the tests only read."""
    with open_ledger(Path(shutil.copy(blank, tmp_path_factory.mktemp("titled")))) as ledger:
        for title in TITLES:
            add(ledger, {"title": title}, stamp)
        yield ledger


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("党费", ["党费收缴不及时", "未按规定交纳党费"]),
        ("党", ["党费收缴不及时", "未按规定交纳党费", "支部党员大会少开一次"]),
        ("费", ["党费收缴不及时", "未按规定交纳党费"]),
        ("时", ["党费收缴不及时"]),
        ("党员大会少", ["支部党员大会少开一次"]),
        ("党会", []),
        ("board", ["Village affairs board not updated", "A report-card for board B-12"]),
        ("BOA", ["Village affairs board not updated", "A report-card for board B-12"]),
        ("oard", []),
        ("rep", ["Fire drill missed in 2025; report №7 late", "A report-card for board B-12"]),
        ("affairs board", ["Village affairs board not updated"]),
        ("board affairs", []),
        ("report-card", ["A report-card for board B-12"]),
        ("B-1", ["A report-card for board B-12"]),
        ("2025", ["Fire drill missed in 2025; report №7 late"]),
        ("full WIDTH", ["ＦＵＬＬ ｗｉｄｔｈ ｔｉｔｌｅ"]),
        ("CAFÉ", ["Café über naïve Straße"]),
        ("cafe\u0301", ["Café über naïve Straße"]),
        ("strasse", ["Café über naïve Straße"]),
        ("แผน", ["ผู้ตรวจสอบ แผนงาน"]),
        ("議録", ["会議録の不備"]),
        ("😀", ["😀 smiling inspector"]),
        ("第13条", ["第13条第2款"]),
        ("13条第", ["第13条第2款"]),
    ],
)
def test_words_are_found_by_their_beginning_and_chinese_anywhere(
    titled: Ledger, asked: str, expected: list[str]
) -> None:
    assert found(titled, asked) == expected


@pytest.mark.parametrize("sign", ["+", "%", ";", "_", "*", '"', "'", "\\", "(", "$", "c++", "100%", "; report"])
def test_signs_alone_are_found_as_they_stand(titled: Ledger, sign: str) -> None:
    plain = [title for title in TITLES if sign.casefold() in title.casefold()]
    assert [title for title in found(titled, sign) if title in plain] == plain
    if not any(letter.isalnum() for letter in sign):
        assert found(titled, sign) == plain


@pytest.mark.parametrize(
    "asked", ['"', "''", 'a"b', "NEAR(a b)", "a AND b", "a OR", "NOT", "{x}:", "^a", "a*", "x:y", "¶"]
)
def test_what_the_full_text_search_would_read_as_its_own_language_is_plain_text(titled: Ledger, asked: str) -> None:
    plain = [title for title in TITLES if asked.casefold() in title.casefold()]
    assert set(found(titled, asked)) >= set(plain)


def test_no_phrase_reaches_from_one_text_into_the_next(ledger: Ledger, stamp: Stamp) -> None:
    add(
        ledger,
        {"title": "交党", "description": "费用不明", "basis": "red"},
        stamp,
        [Measure("tape cut"), Measure("now")],
    )
    assert [found(ledger, asked) for asked in ("党费", "red tape", "cut now")] == [[], [], []]


def test_description_basis_measures_and_notes_are_searched_and_names_are_not(ledger: Ledger, stamp: Stamp) -> None:
    facts = {"title": "One", "description": "描述里的字", "basis": "条例第五条", "unit": "红旗村", "owner": "李敏"}
    number = add(ledger, facts, stamp, [Measure("补齐记录")]).number
    note(ledger, [number], "已经开会", stamp)
    asked = ["描述", "条例", "补齐", "开会", number, "0001", "红旗", "李敏"]
    assert [len(found(ledger, word)) for word in asked] == [1, 1, 1, 1, 1, 1, 0, 0]


def test_what_is_changed_is_searched_as_it_reads_now(ledger: Ledger, stamp: Stamp) -> None:
    number = add(ledger, {"title": "旧标题"}, stamp).number
    edit(ledger, [number], {"title": "新标题"}, stamp)
    assert (found(ledger, "旧"), found(ledger, "新")) == ([], ["新标题"])


def test_a_note_that_was_undone_is_not_found(ledger: Ledger, stamp: Stamp) -> None:
    number = add(ledger, {"title": "One"}, stamp).number
    note(ledger, [number], "党费已交", stamp)
    assert found(ledger, "党费") == ["One"]
    undo(ledger, stamp)
    assert found(ledger, "党费") == []


def test_several_words_must_all_be_found_in_any_order(titled: Ledger) -> None:
    assert found(titled, parse("updated village", TODAY)) == ["Village affairs board not updated"]
    assert found(titled, parse("党费 交纳", TODAY)) == ["未按规定交纳党费"]
    assert found(titled, parse("党费 -交纳", TODAY)) == ["党费收缴不及时"]
    assert found(titled, parse("交纳 or drill", TODAY)) == [
        "未按规定交纳党费",
        "Fire drill missed in 2025; report №7 late",
    ]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("31", ["2026-0031", "2025-0031", "2026-0131", "CA-310"]),
        ("0031", ["2026-0031", "2025-0031"]),
        ("2026-31", ["2026-0031"]),
        ("ca-3", ["CA-3", "CA-30", "CA-310"]),
        ("ＣＡ－３", ["CA-3", "CA-30", "CA-310"]),
        ("9_", []),
        (" ", []),
    ],
)
def test_a_number_is_found_by_its_end_its_beginning_and_any_part_of_it(
    path: Path, stamp: Stamp, typed: str, numbers: list[str]
) -> None:
    known = ("2025-0031", "CA-30", "2026-0031", "CA-3", "2026-0131", "CA-310", "2026-0009")
    with numbered(path, stamp, known) as ledger:
        assert [problem.number for problem in find_numbers(ledger, typed)] == numbers


def test_problems_are_chosen_by_exactly_their_numbers(path: Path, stamp: Stamp) -> None:
    others = [f"B-{at}" for at in range(1200)]
    with numbered(path, stamp, ["CA-2", "ca-20", "A*", "AB-1", "整改（2026）1号", *others]) as ledger:
        assert numbers_of(ledger, Numbered(("CA-2", "A*", "整改（2026）1号", "ca-2"))) == [
            "A*",
            "CA-2",
            "整改（2026）1号",
        ]
        assert len(numbers_of(ledger, Numbered(tuple(others)))) == 1200
        assert numbers_of(ledger, And((Numbered(("B-7", "CA-2")), Match("number", ("b-*",))))) == ["B-7"]


@pytest.mark.parametrize("typed", ["整改（2026）1号", "整改(2026)1号", "整改（２０２６）1号"])
def test_a_number_is_found_whatever_the_width_of_its_signs(path: Path, stamp: Stamp, typed: str) -> None:
    with numbered(path, stamp, ["整改（2026）1号", "整改（2026）10号"]) as ledger:
        assert find_numbers(ledger, typed)[0].number == "整改（2026）1号"
        assert numbers_of(ledger, parse(f'number:"{typed}"', TODAY)) == ["整改（2026）1号"]
        assert find(ledger, typed).number == "整改（2026）1号"


def test_equal_numbers_stand_as_they_were_recorded_whatever_is_asked_for(path: Path, stamp: Stamp) -> None:
    known = ["CA-02", "CA-2", "CA-1", "ca-2"]
    with numbered(path, stamp, known) as ledger:
        edit(ledger, ["CA-2"], {"due_on": date(2026, 12, 1)}, stamp)
        for tree in (Everything(), Is("open")):
            found = [each.number for each in problems(ledger, Selection(TODAY, tree, order=("number",)))]
            assert found == ["CA-1", "CA-02", "CA-2", "ca-2"]
            turned = [each.number for each in problems(ledger, Selection(TODAY, tree, order=("-number",)))]
            assert turned == found[::-1]


@contextmanager
def numbered(path: Path, stamp: Stamp, numbers: Sequence[str]) -> Iterator[Ledger]:
    """The ledger with problems that have these numbers."""
    with open_ledger(path) as ledger:
        with ledger.writing() as connection:
            recorder = Recorder.start(connection, stamp)
            new = [New({"title": "a", "number": number, "created_on": TODAY}) for number in numbers]
            store_problems.add(recorder, Names(connection), "add", new, zone=ledger.zone)
            recorder.write()
        yield ledger


def numbers_of(ledger: Ledger, tree: Filter) -> list[str]:
    """The numbers of the problems that a filter finds."""
    return [each.number for each in problems(ledger, Selection(TODAY, tree))]
