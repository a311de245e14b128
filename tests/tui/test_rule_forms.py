import asyncio
from datetime import date
from pathlib import Path

import pytest
from tests.tui.dialog_host import MARKED_UP, Host, answers, said, seen, showing

from rectify.domain.problem import Evidence, Problem, Status
from rectify.errors import InvalidInput
from rectify.tui.dialogs.handing_in import Progress
from rectify.tui.dialogs.problem_forms import Names
from rectify.tui.dialogs.rule_forms import (
    DecisionForm,
    EvidenceForm,
    ExtensionAsked,
    ExtensionDecided,
    ExtensionForm,
    ReviewForm,
    completed_path,
)
from rectify.tui.dialogs.settings_form import SettingsForm

TODAY = date(2026, 11, 22)
LATE = Problem(7, "2026-0007", MARKED_UP, due_on=date(2026, 11, 10))
LATER = Problem(8, "2026-0008", "b", due_on=date(2026, 12, 10))
KEPT_UP = Problem(9, "2026-0009", "c", status=Status.SUSTAINED, review_every="3m", next_review_on=date(2026, 11, 20))
PHOTO = Evidence("file", "photo.jpg", 3, "ab", "[/]", "Wang Lan", "2026-11-22T04:00:00Z")
VALUES: dict[str, object] = {
    "name": MARKED_UP,
    "time_zone": "Asia/Shanghai",
    "soon_days": 7,
    "immediate_days": 7,
    "verifier_may_be_owner": False,
    "evidence_to_submit": 0,
    "evidence_to_accept": 0,
    "evidence_folder": None,
    "holidays": None,
}


async def gather(what: str, note: str | None, _progress: Progress) -> Evidence:
    if (what, note) == ("photo.jpg", "[/]"):
        return PHOTO
    raise InvalidInput(f"{what} cannot be evidence: [/].")


async def test_evidence_is_read_before_the_form_is_left() -> None:
    dialog = EvidenceForm(LATE, gather)
    async with showing(dialog, *"photo.jpg", "tab", *"[/]", "enter") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [PHOTO]


async def test_a_long_reading_says_how_far_it_is_and_esc_stops_it_and_then_leaves() -> None:
    begun = asyncio.Event()

    async def slow(_what: str, _note: str | None, progress: Progress) -> Evidence:
        while True:
            progress(3 << 30, 5 << 30)
            begun.set()
            await asyncio.sleep(0.01)

    dialog = EvidenceForm(LATE, slow)
    async with showing(dialog, *"film.mov", "enter") as pilot:
        await begun.wait()
        while said(dialog) != ["Reading film.mov: 60 %"]:
            await pilot.pause(0.02)
        await pilot.press("enter", "escape")
        await pilot.app.workers.wait_for_complete()
        assert said(dialog) == ["The reading was stopped."]
        assert dialog.field("what").text == "film.mov"
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [None]


async def test_what_cannot_be_evidence_is_said_under_its_field_and_nothing_typed_is_lost() -> None:
    dialog = EvidenceForm(LATE, gather)
    async with showing(dialog, *"[x]", "tab", *"note", "enter") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert said(dialog) == ["[x] cannot be evidence: [/]."]
        assert dialog.field("note").text == "note"


async def test_evidence_without_a_name_is_refused() -> None:
    dialog = EvidenceForm(LATE, gather)
    async with showing(dialog, "enter"):
        assert said(dialog) == ["Name a file or a link."]


def test_a_path_is_completed_to_a_file_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").touch()
    (tmp_path / "photos").mkdir()
    (tmp_path / ".hidden").touch()
    assert completed_path(f"{tmp_path}/mi") == f"{tmp_path}/minutes.pdf"
    assert completed_path(f"{tmp_path}/ph") == f"{tmp_path}/photos/"
    assert completed_path(f"{tmp_path}/") == f"{tmp_path}/minutes.pdf"
    assert completed_path(f"{tmp_path}/.h") == f"{tmp_path}/.hidden"


@pytest.mark.parametrize("typed", ["", "https://x", "/no/such/folder/x", "zz-no-such-file"])
def test_what_is_no_beginning_of_a_path_is_not_completed(typed: str) -> None:
    assert completed_path(typed) is None


async def test_an_extension_is_asked_for_with_a_day_and_a_reason() -> None:
    keys = [*"eom", "tab", *"parts", "enter"]
    assert await answers(ExtensionForm([LATE], TODAY), *keys) == [ExtensionAsked(date(2026, 11, 30), "parts")]


async def test_a_request_after_the_due_date_is_told_to_be_late() -> None:
    async with showing(ExtensionForm([LATE], TODAY), *"eom") as pilot:
        shown = seen(pilot)
    assert "It is due on 2026-11-10 Tuesday. The request will be marked late." in shown
    assert "2026-11-30 Monday" in shown
    async with showing(ExtensionForm([LATER], TODAY)) as pilot:
        assert "marked late" not in seen(pilot)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (["tab", *"why", "enter"], "Which day is asked for?"),
        ([*"eom", "enter"], "An extension needs a reason."),
        ([*"2026-11-10", "tab", *"why", "enter"], "An extension to 2026-11-10 is none: it is due on 2026-11-10."),
    ],
)
async def test_a_request_that_lacks_something_is_refused_in_place(keys: list[str], reason: str) -> None:
    dialog = ExtensionForm([LATE], TODAY)
    async with showing(dialog, *keys):
        assert reason in said(dialog)


async def test_a_request_is_approved_or_refused_with_a_note() -> None:
    asked = LATE._replace(asked_due_on=date(2026, 12, 1))

    def form() -> DecisionForm:
        return DecisionForm([asked], TODAY, "Wang Lan", Names(), f"李敏: {MARKED_UP}")

    assert await answers(form(), "enter") == [ExtensionDecided("approve", None, "Wang Lan")]
    keys = ["right", "tab", *"Zhao", "tab", *"no", "enter"]
    assert await answers(form(), *keys) == [ExtensionDecided("refuse", "no", "Zhao")]
    async with showing(form()) as pilot:
        shown = seen(pilot)
    assert "Due 2026-11-10 Tuesday; asked for: 2026-12-01 Tuesday" in shown
    assert f"李敏: {MARKED_UP}" in shown


async def test_a_review_says_when_the_next_one_is_and_takes_a_note_or_none() -> None:
    assert await answers(ReviewForm([KEPT_UP], TODAY), "enter") == [""]
    assert await answers(ReviewForm([KEPT_UP], TODAY), *"ok", "enter") == ["ok"]
    assert await answers(ReviewForm([KEPT_UP], TODAY), "escape") == [None]
    async with showing(ReviewForm([KEPT_UP], TODAY)) as pilot:
        assert "next review 2027-02-22 Monday" in seen(pilot)


async def test_settings_give_what_was_typed_anew() -> None:
    keys = ["tab", "tab", "backspace", *"14", "tab", "tab", "left", "enter", "ctrl+s"]
    assert await answers(SettingsForm(VALUES), *keys) == [{"soon_days": "14", "verifier_may_be_owner": "true"}]
    assert await answers(SettingsForm(VALUES), "ctrl+s") == [None]


async def test_a_setting_that_cannot_be_is_said_under_its_field() -> None:
    dialog = SettingsForm(VALUES)
    async with showing(dialog, "tab", "tab", *"700", "enter") as pilot:
        assert said(dialog) == ["“Soon” is a whole number from 0 to 365, not 700."]
        assert "Days before its due date from which a problem is due soon." in seen(pilot)
