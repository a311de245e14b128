"""The settings of a ledger: changed all or nothing, as events, and undone."""

from datetime import date

import pytest
from tests.service.clock import at

from rectify.domain.problem import Mode
from rectify.errors import InvalidInput, Refused
from rectify.service import Ledger, add, change_settings, check, find, history, redo, settings, undo

NOON, LATER = at("2026-11-22"), at("2026-11-22 13:00")


def test_a_new_ledger_has_the_settings_of_the_rule_book(ledger: Ledger) -> None:
    assert settings(ledger) == {
        "name": "Ganjing District",
        "time_zone": "Asia/Shanghai",
        "soon_days": 7,
        "immediate_days": 7,
        "verifier_may_be_owner": False,
        "evidence_to_submit": 0,
        "evidence_to_accept": 0,
        "evidence_folder": None,
        "holidays": None,
    }


def test_what_changed_is_one_event_of_the_whole_ledger(ledger: Ledger) -> None:
    changed = change_settings(ledger, {"soon_days": "10", "name": "Ganjing District", "evidence_folder": "kept"}, NOON)
    assert changed == {"soon_days": 10, "evidence_folder": "kept"}
    [event] = history(ledger)
    assert (event.action, event.number) == ("settings", None)
    assert event.old == {"soon_days": 7, "evidence_folder": None}
    assert event.new == {"soon_days": 10, "evidence_folder": "kept"}
    assert ledger.facts.soon_days == 10
    assert check(ledger).ok


def test_one_wrong_value_changes_nothing(ledger: Ledger) -> None:
    with pytest.raises(InvalidInput):
        change_settings(ledger, {"soon_days": "10", "immediate_days": "366"}, NOON)
    assert settings(ledger)["soon_days"] == 7
    assert history(ledger) == []


def test_what_is_so_already_is_no_event(ledger: Ledger) -> None:
    assert change_settings(ledger, {"soon_days": "7"}, NOON) == {}
    assert history(ledger) == []


def test_a_change_moves_no_date_that_is_set(ledger: Ledger) -> None:
    first = add(ledger, {"title": "One", "mode": Mode.IMMEDIATE}, NOON).number
    change_settings(ledger, {"immediate_days": "30"}, NOON)
    second = add(ledger, {"title": "Two", "mode": Mode.IMMEDIATE}, NOON)
    assert (find(ledger, first).due_on, second.due_on) == (date(2026, 11, 29), date(2026, 12, 22))


def test_a_change_is_undone_and_done_again(ledger: Ledger) -> None:
    change_settings(ledger, {"soon_days": "10", "verifier_may_be_owner": "yes"}, NOON)
    assert undo(ledger, NOON).numbers == ()
    assert (settings(ledger)["soon_days"], settings(ledger)["verifier_may_be_owner"]) == (7, False)
    assert redo(ledger, NOON).actions == ("settings",)
    assert (settings(ledger)["soon_days"], settings(ledger)["verifier_may_be_owner"]) == (10, True)
    assert check(ledger).ok


def test_what_somebody_changed_since_is_not_undone(ledger: Ledger) -> None:
    change_settings(ledger, {"soon_days": "10"}, NOON)
    change_settings(ledger, {"soon_days": "12"}, at("2026-11-22 13:00", "李敏"))
    reason = "It cannot be undone: Soon was changed since by 李敏: Settings, Soon: 10 → 12."
    with pytest.raises(Refused, match=reason):
        undo(ledger, LATER)
    assert settings(ledger)["soon_days"] == 12
