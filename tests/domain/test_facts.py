"""What a clerk types about a problem, and the facts that it becomes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectify.domain.facts import (
    EDITED,
    check_dates,
    clean,
    field_named,
    read_facts,
    read_mode,
    read_severity,
    severity_rank,
)
from rectify.domain.problem import Mode
from rectify.errors import InvalidInput

TODAY = date(2026, 11, 22)


def refusal(**typed: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_facts(typed, TODAY)
    return str(caught.value)


def test_texts_are_kept_without_surrounding_blanks() -> None:
    assert read_facts({"title": "  Records  incomplete ", "owner": " 李敏\n"}, TODAY) == {
        "title": "Records incomplete",
        "owner": "李敏",
    }


def test_an_empty_text_clears_a_field() -> None:
    assert read_facts({"unit": "", "found": " ", "severity": "", "mode": "", "description": "\n"}, TODAY) == {
        "unit": None,
        "found_on": None,
        "severity": None,
        "mode": None,
        "description": None,
    }


def test_an_empty_due_date_clears_the_words_it_was_written_in_too() -> None:
    assert read_facts({"due": ""}, TODAY) == {"due_on": None, "due_text": None}


def test_a_due_date_in_words_keeps_the_words() -> None:
    assert read_facts({"due": "12月底前"}, TODAY) == {"due_on": date(2026, 12, 31), "due_text": "12月底前"}


def test_a_due_date_in_figures_keeps_no_words() -> None:
    assert read_facts({"due_on": "2026.12.31"}, TODAY) == {"due_on": date(2026, 12, 31), "due_text": None}


def test_a_due_date_may_name_the_mode() -> None:
    assert read_facts({"due": "立行立改"}, TODAY) == {
        "due_on": None,
        "due_text": "立行立改",
        "mode": Mode.IMMEDIATE,
    }
    assert read_facts({"due": "2026年底前，并长期坚持"}, TODAY) == {
        "due_on": date(2026, 12, 31),
        "due_text": "2026年底前，并长期坚持",
        "mode": Mode.SUSTAINED,
    }


@pytest.mark.parametrize("name", ["mode", "Mode"])
def test_a_mode_that_is_typed_itself_stands_whatever_the_due_date_says(name: str) -> None:
    assert read_facts({name: "dated", "due": "立行立改"}, TODAY)["mode"] is Mode.DATED
    assert read_facts({"due": "立行立改", name: "dated"}, TODAY)["mode"] is Mode.DATED


def test_a_mode_left_empty_leaves_the_word_to_the_due_date() -> None:
    assert read_facts({"mode": "", "due": "立行立改"}, TODAY)["mode"] is Mode.IMMEDIATE
    assert read_facts({"due": "立行立改", "mode": ""}, TODAY)["mode"] is Mode.IMMEDIATE


def test_a_date_field_takes_date_phrases() -> None:
    assert read_facts({"found": "tomorrow"}, TODAY) == {"found_on": date(2026, 11, 23)}


def test_a_date_that_cannot_be_read_names_the_field() -> None:
    assert refusal(found_on="26.12.31").startswith("Found")


def test_a_due_date_that_cannot_be_read_is_refused() -> None:
    assert "尽快" in refusal(due="尽快")


def test_a_title_may_not_be_empty() -> None:
    assert refusal(title=" \t\n ") == "A problem needs a title."
    assert refusal(title="\x1b\x00") == "A problem needs a title."


def test_names_of_fields_are_read_in_any_case_and_short() -> None:
    assert [field_named(name) for name in ("Title", "DUE", " found ")] == ["title", "due_on", "found_on"]


def test_a_field_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert refusal(onwer="x") == f"There is no field onwer. Did you mean owner? Fields: {', '.join(EDITED)}."


def test_a_status_is_not_edited() -> None:
    assert refusal(status="closed") == "A status is not edited but moved: use the command status."


@pytest.mark.parametrize("name", ["number", "created_on", "done", "closed_on", "version", "light", "extra"])
def test_what_only_the_ledger_sets_cannot_be_edited(name: str) -> None:
    assert refusal(**{name: "x"}).endswith("cannot be edited.")


@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("immediate", Mode.IMMEDIATE),
        ("立行立改", Mode.IMMEDIATE),
        ("Dated", Mode.DATED),
        ("限期整改", Mode.DATED),
        ("长期坚持", Mode.SUSTAINED),
        (" SUSTAINED ", Mode.SUSTAINED),
        ("Kept up", Mode.SUSTAINED),
        ("ｉｍｍｅｄｉａｔｅ", Mode.IMMEDIATE),
    ],
)
def test_a_mode_has_words_in_both_languages(word: str, mode: Mode) -> None:
    assert read_mode(word) is mode


def test_an_unknown_mode_is_refused_with_the_known_ones() -> None:
    assert refusal(mode="soon") == "soon is no mode; it is one of immediate, dated, sustained."


@pytest.mark.parametrize(
    ("word", "severity"),
    [("High", "high"), ("重大", "high"), ("特别重大", "critical"), ("较大", "medium"), ("一般", "low"), ("A+", "A+")],
)
def test_a_severity_is_a_code_or_the_offices_own_word(word: str, severity: str) -> None:
    assert read_severity(word) == severity
    assert read_facts({"severity": word}, TODAY) == {"severity": severity}


def test_severities_sort_worst_first_and_others_last() -> None:
    assert [severity_rank(each) for each in ("critical", "high", "medium", "low", "A+", None)] == [0, 1, 2, 3, 4, 4]


def test_a_description_keeps_its_lines() -> None:
    assert read_facts({"description": "one\r\ntwo\rthree\n"}, TODAY) == {"description": "one\ntwo\nthree"}


def test_control_characters_never_enter_the_ledger() -> None:
    assert clean("a\x1b[31mred\x00\x9b") == "a[31mred"
    assert clean("a\x1b\nb", keep_lines=True) == "a\nb"


def test_blanks_without_any_width_are_blanks_at_either_end() -> None:
    assert clean("\ufeff \u200b") == ""
    assert clean("\ufeff党\u200d费 \u2060\n", keep_lines=True) == "党\u200d费"


def test_half_a_character_never_enters_the_ledger() -> None:
    assert clean("caf\udce9 党\ud83d") == "caf 党"


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=30))
def test_a_cleaned_text_is_one_line_that_can_be_stored_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert "\n" not in cleaned
    assert "\x1b" not in cleaned
    assert clean(cleaned) == cleaned


def test_a_due_date_before_the_day_it_was_found_is_refused() -> None:
    with pytest.raises(InvalidInput, match="The due date 2026-11-21 is before the day it was found"):
        check_dates(date(2026, 11, 21), TODAY)
    check_dates(TODAY, TODAY)
    check_dates(None, TODAY)
    check_dates(TODAY, None)
