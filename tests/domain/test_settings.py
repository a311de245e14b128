"""What a setting of a ledger may be."""

import pytest

from rectify.domain.settings import SETTINGS, Value, read_setting, written
from rectify.errors import InvalidInput


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("name", "  District  ledger ", "District ledger"),
        ("time_zone", "Asia/Shanghai", "Asia/Shanghai"),
        ("soon_days", "0", 0),
        ("soon_days", " 365 ", 365),
        ("immediate_days", "14", 14),
        ("verifier_may_be_owner", "true", True),
        ("verifier_may_be_owner", "是", True),
        ("verifier_may_be_owner", "No", False),
        ("verifier_may_be_owner", "否", False),
        ("evidence_to_submit", "99", 99),
        ("evidence_to_submit", "否", 0),
        ("evidence_to_accept", "true", 1),
        ("evidence_to_accept", "1", 1),
        ("evidence_folder", "kept", "kept"),
        ("evidence_folder", "", None),
        ("holidays", " 2027：01-01  +01-09", "2027: 01-01 +01-09"),
        ("holidays", "  ", None),
    ],
)
def test_a_setting_is_read_as_it_is_typed(name: str, text: str, value: Value) -> None:
    assert read_setting(name, text) == value
    assert type(read_setting(name, text)) is type(value)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("name", " ", "name cannot be empty"),
        ("time_zone", "Mars/Base", "There is no time zone Mars/Base"),
        ("time_zone", "../etc/passwd", "There is no time zone"),
        ("time_zone", "", "There is no time zone"),
        ("soon_days", "-1", "soon_days is a whole number from 0 to 365, not -1"),
        ("soon_days", "366", "not 366"),
        ("soon_days", "7.5", "not 7.5"),
        ("soon_days", "", "not ''"),
        ("soon_days", "٣", "not ٣"),
        ("immediate_days", "366", "immediate_days is a whole number from 0 to 365"),
        ("evidence_to_submit", "100", "evidence_to_submit is a whole number from 0 to 99"),
        ("evidence_to_accept", "100", "evidence_to_accept is a whole number from 0 to 99"),
        ("verifier_may_be_owner", "maybe", "verifier_may_be_owner is true or false, not maybe"),
        ("verifier_may_be_owner", "", "is true or false, not ''"),
        ("colour", "red", "There is no setting colour. Settings: name, time_zone,"),
        ("evidence_folde", "x", r"Did you mean evidence_folder\?"),
    ],
)
def test_what_a_setting_cannot_be_is_said(name: str, text: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_setting(name, text)


def test_the_settings_are_in_their_order() -> None:
    assert [setting.name for setting in SETTINGS] == [
        *("name", "time_zone", "soon_days", "immediate_days", "verifier_may_be_owner"),
        *("evidence_to_submit", "evidence_to_accept", "evidence_folder", "holidays"),
    ]


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (False, "false"), (7, "7"), (None, ""), ("kept", "kept")])
def test_a_value_is_written_as_it_is_typed(value: Value, text: str) -> None:
    assert written(value) == text
