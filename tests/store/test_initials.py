"""The letters that a Chinese name is typed as."""

import pytest

from rectify.store.initials import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("组织部", "zzb"),
        ("泡崖街道", "pyjd"),
        ("重庆市委", "cqsw"),
        ("农业银行", "nyyh"),
        ("厦门分局", "xmfj"),
        ("李敏", "lm"),
        ("鵬飛", "pf"),
    ],
)
def test_a_name_begins_each_character_as_the_word_is_read(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [("单田芳", "stf dtf"), ("曾伟", "zw cw"), ("解缙", "xj jj"), ("仇和", "qh ch"), ("区小平", "oxp qxp")],
)
def test_a_surname_is_found_by_its_own_reading_and_by_the_usual_one(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(("name", "letters"), [("单位工会", "dwgh"), ("解放路街道", "jfljd"), ("尉迟恭", "ycg")])
def test_a_word_that_begins_like_a_surname_has_one_reading(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(("name", "letters"), [("第２组", "d2z"), ("IT 科（北）", "itkb"), ("王Lan", "wlan")])
def test_letters_and_digits_stand_for_themselves(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("name", ["Chen Bo", "", "Unit 7", "ㄅ"])
def test_a_name_without_chinese_has_none(name: str) -> None:
    assert initials(name) is None
