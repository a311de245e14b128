"""No text of a CSV file is calculated, and each is read again as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rectify.domain.formula_guard import guarded, unguarded

SIGNS = "=+-@＝＋－＠"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(f"'{SIGNS}\t\r\n \u200e\u200b\ufeff\u202a1a"), st.characters()))


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r"])
def test_a_text_that_begins_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("unseen", ["\u200e", "\u200b", "\u202a", "\ufeff", "\u2060", "\xad", " ", "\n", "\x00"])
def test_a_sign_behind_what_nobody_sees_begins_a_formula_too(unseen: str) -> None:
    assert guarded(f"{unseen}{unseen}=1+1") == f"'{unseen}{unseen}=1+1"


@pytest.mark.parametrize("text", ["", "lamp", "5", "a=b", "'tis so", " lamp", "（=1）"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(TEXTS)
@example("'=abc")
@example("''\u200e=abc")
def test_what_was_guarded_is_read_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_nothing_that_is_guarded_begins_with_a_sign(text: str) -> None:
    assert not guarded(text).lstrip(" \n\u200e\u200b\ufeff\u202a").startswith((*SIGNS, "\t", "\r"))
