from datetime import date

import pytest
from tests.tui.dialog_host import MARKED_UP, Host, answers, press, said, seen, showing
from textual.events import Key, Paste
from textual.widgets import Static

from rectify.domain.move_check import missing
from rectify.domain.problem import Evidence, Mode, Problem, Status
from rectify.domain.status import BY_NAME, MOVES, Answers, Move, Need, Situation, moves_of
from rectify.errors import InvalidInput
from rectify.tui.dialogs.frame import Menu
from rectify.tui.dialogs.handing_in import Progress
from rectify.tui.dialogs.move_menu import LETTERS, MoveMenu
from rectify.tui.dialogs.problem_forms import Names
from rectify.tui.dialogs.questions import ConfirmRest, MoveForm, NoteForm
from rectify.tui.dialogs.sort_menu import SortMenu

TODAY = date(2026, 11, 22)
WANG = Situation("Wang Lan", TODAY)
NAMES = Names(owners=("李敏", "Chen Bo"), leads=("王芳",))
WORKED_ON = Problem(7, "2026-0007", MARKED_UP, owner="李敏", status=Status.IN_PROGRESS)
SUBMITTED = Problem(8, "2026-0008", "b", owner="Wang Lan", status=Status.SUBMITTED, submitted_by="李敏")
VERIFIABLE = Problem(9, "2026-0009", "c", owner="李敏", status=Status.SUBMITTED, submitted_by="李敏")
CLOSED = Problem(10, "2026-0010", "d", status=Status.CLOSED, found_on=date(2026, 11, 1))


def form(move: str, *problems: Problem) -> MoveForm:
    return MoveForm(BY_NAME[move], problems, WANG, NAMES)


def menu(problem: Problem = WORKED_ON) -> MoveMenu:
    return MoveMenu([problem], moves_of(problem, "Wang Lan"))


async def test_the_status_menu_picks_a_move_by_its_letter() -> None:
    assert await answers(menu(), "v") == [BY_NAME["waive"]]


async def test_the_status_menu_picks_a_move_by_a_letter_of_full_width() -> None:
    assert await answers(menu(), "ｖ") == [BY_NAME["waive"]]


async def test_the_status_menu_picks_the_row_that_j_and_k_went_to() -> None:
    assert await answers(menu(), "j", "j", "k", "enter") == [BY_NAME["sustain"]]


async def test_a_menu_without_room_goes_to_its_ends_a_page_at_a_time() -> None:
    letters = [LETTERS[move.name] for move in moves_of(WORKED_ON, "Wang Lan")]
    for key, letter in (("pagedown", letters[-1]), ("pageup", letters[0])):
        async with showing(menu(), "j", key, size=(3, 24)) as pilot:
            shown = pilot.app.screen.query_one(Menu)
            assert shown.highlighted is not None
            assert shown.letters[shown.highlighted] == letter


async def test_the_status_menu_is_left_without_a_move() -> None:
    assert await answers(menu(), "escape") == [None]


async def test_the_status_menu_says_what_each_move_asks_and_takes_a_title_as_it_is() -> None:
    async with showing(menu()) as pilot:
        shown = seen(pilot)
    assert MARKED_UP in shown
    assert "u  Submit    asks a note" in shown


def test_each_move_has_a_letter_that_no_other_move_and_no_key_of_the_menu_has() -> None:
    assert set(LETTERS) == set(BY_NAME)
    assert len(set(LETTERS.values()) - set("jkgGq")) == len(BY_NAME)


async def test_submit_takes_a_note_and_today() -> None:
    assert await answers(form("submit", WORKED_ON), "o", "k", "enter") == [Answers(note="ok", on=TODAY)]


async def test_ctrl_s_accepts_a_form_too() -> None:
    assert await answers(form("submit", WORKED_ON), "o", "k", "ctrl+s") == [Answers(note="ok", on=TODAY)]


async def test_a_move_without_its_note_is_refused_in_place() -> None:
    dialog = form("submit", WORKED_ON)
    async with showing(dialog, "enter") as pilot:
        assert said(dialog) == ["Submit needs a note."]
        await pilot.press("x", "enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [Answers(note="x", on=TODAY)]


async def test_a_day_in_the_future_is_echoed_and_refused_in_place() -> None:
    dialog = form("submit", WORKED_ON)
    async with showing(dialog, "x", "tab", *"eom", "enter") as pilot:
        assert "2026-11-30 Monday" in seen(pilot)
        assert said(dialog) == ["2026-11-30 is in the future; a thing is done on a past day or today."]


async def test_a_day_that_cannot_be_read_is_said_under_its_field() -> None:
    dialog = form("submit", WORKED_ON)
    async with showing(dialog, "x", "tab", *"26.1.1", "enter"):
        assert len(said(dialog)) == 1
        assert "26.1.1" in said(dialog)[0]
        assert dialog.focused is dialog.field("on").control


async def test_measures_that_are_left_undone_are_named_in_the_label_of_the_note() -> None:
    begun = Problem(7, "2026-0007", "a", status=Status.IN_PROGRESS, measures_total=4, measures_done=2)
    async with showing(form("submit", begun)) as pilot:
        assert "Note, with the reason why 2 measures are left undone" in seen(pilot)


async def test_accept_asks_opinion_method_verifier_and_day() -> None:
    keys = ["o", "k", "tab", "right", "tab", *"Li", "tab", *"2026-11-20", "enter"]
    accepted = Answers(note="ok", on=date(2026, 11, 20), by="Li", method="paper")
    assert await answers(form("accept", SUBMITTED), *keys) == [accepted]


async def test_the_owner_is_refused_as_verifier() -> None:
    dialog = form("accept", SUBMITTED)
    async with showing(dialog, "x", "enter"):
        assert said(dialog) == ["Wang Lan is the owner; somebody else must verify."]


async def test_a_bulk_move_that_some_can_make_is_not_refused_here() -> None:
    accepted = Answers(note="x", on=TODAY, by="Wang Lan", method="onsite")
    assert await answers(form("accept", SUBMITTED, VERIFIABLE), "x", "enter") == [accepted]


async def test_waive_asks_a_reason_the_approver_and_whether_it_was_an_error() -> None:
    waived = Answers(note="x", by="Wang Lan", as_error=True)
    assert await answers(form("waive", WORKED_ON), "x", "tab", "tab", "space", "enter") == [waived]


async def test_reopen_takes_a_reason_and_a_phrase_for_the_due_date() -> None:
    reopened = Answers(note="x", due_on=date(2026, 11, 30), due_text="月底")
    assert await answers(form("reopen", CLOSED), "x", "tab", "月", "底", "enter") == [reopened]


async def test_sustain_says_when_the_first_review_is() -> None:
    dialog = form("sustain", WORKED_ON)
    async with showing(dialog, "3", "m") as pilot:
        assert "next review 2027-02-22 Monday" in seen(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [Answers(every="3m")]


async def test_a_pasted_note_keeps_its_lines() -> None:
    dialog = form("return", SUBMITTED)
    async with showing(dialog) as pilot:
        pilot.app.post_message(Paste("one\ntwo\x1b"))
        await pilot.pause()
        await pilot.press("enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [Answers(note="one\ntwo")]


async def test_keys_typed_before_the_form_stands_are_not_lost() -> None:
    app = Host(menu())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(NoteForm([Problem(7, "2026-0007", "")]), app.answers.append)
        for letter in "abc":
            app.post_message(Key(letter, letter))
        await pilot.pause()
        await pilot.press("enter")
    assert app.answers == [("abc", "progress")]


async def test_a_bulk_refusal_names_each_problem_and_offers_the_rest() -> None:
    dialog = ConfirmRest({"2026-0001": MARKED_UP, "A-2": "Submit needs a note."}, 12)
    async with showing(dialog) as pilot:
        shown = seen(pilot)
    assert f"2026-0001  {MARKED_UP}" in shown
    assert "A-2        Submit needs a note." in shown
    assert "Enter Do the other 12" in shown


@pytest.mark.parametrize(("key", "answer"), [("enter", True), ("escape", False)])
async def test_the_rest_is_done_or_left(key: str, answer: bool) -> None:
    assert await answers(ConfirmRest({"A-1": "no"}, 12), key) == [answer]


async def test_without_a_rest_nothing_is_done() -> None:
    assert await answers(ConfirmRest({"A-1": "no"}, 0), "enter") == [False]


async def test_a_note_has_a_kind() -> None:
    assert await answers(NoteForm([Problem(1, "A-1", "")]), "x", "tab", "right", "enter") == [("x", "delay")]


async def test_an_empty_note_is_not_taken() -> None:
    dialog = NoteForm([Problem(1, "A-1", "")])
    async with showing(dialog, "space", "enter"):
        assert said(dialog) == ["Write the note first."]


async def test_sorting_by_a_column_and_by_the_same_once_more_turns_it_round() -> None:
    assert await answers(SortMenu(), "n") == [("number",)]
    assert await answers(SortMenu(("number",)), "enter") == [("-number",)]
    assert await answers(SortMenu(("-number",)), "enter") == [("number",)]


async def test_sorting_goes_back_to_the_usual_order() -> None:
    assert await answers(SortMenu(("-number",)), "g", "enter") == [()]


async def test_in_forty_columns_the_keys_of_a_menu_are_not_cut() -> None:
    async with showing(menu(), size=(40, 10)) as pilot:
        assert "Esc Cancel" in seen(pilot).replace("\n", "")


async def test_a_click_on_a_key_in_the_border_does_what_the_key_does() -> None:
    dialog = form("start", Problem(1, "A-1", "a", mode=Mode.DATED))
    async with showing(dialog) as pilot:
        box = dialog.query_one(".box").region
        row = [dialog.get_style_at(x, box.bottom - 1).meta.get("@click") for x in range(80)]
        await pilot.click(offset=(row.index("screen.accept"), box.bottom - 1))
        assert isinstance(pilot.app, Host)
        assert pilot.app.answers == [Answers()]


async def gather(what: str, note: str | None, _progress: Progress) -> Evidence:
    if what == "lost.jpg":
        raise InvalidInput("lost.jpg cannot be evidence: there is no such file.")
    return Evidence("file", what, 1, "ab", note, "Wang Lan", "2026-11-22T04:00:00Z")


def demanding(problem: Problem = WORKED_ON) -> MoveForm:
    return MoveForm(BY_NAME["submit"], [problem], WANG._replace(evidence_to_submit=2), NAMES, gather)


TO_EVIDENCE = ["o", "k", "tab", "tab"]


async def test_a_move_asks_for_the_evidence_that_the_ledger_demands_and_hands_it_in() -> None:
    dialog = demanding()
    async with showing(dialog, *TO_EVIDENCE, *"a.jpg", "enter", *"b.jpg", "ctrl+s") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app, Host)
        (given,) = pilot.app.answers
        assert isinstance(given, Answers)
        assert [(piece.kind, piece.path) for piece in given.evidence] == [("file", "a.jpg"), ("file", "b.jpg")]


async def test_too_little_evidence_is_said_under_its_field() -> None:
    dialog = demanding()
    async with showing(dialog, *TO_EVIDENCE, *"a.jpg", "ctrl+s"):
        assert said(dialog) == ["Submit needs 2 pieces of evidence; there are 1."]


async def test_evidence_that_cannot_be_read_is_said_under_its_field() -> None:
    dialog = demanding(WORKED_ON._replace(evidence=1))
    async with showing(dialog, *TO_EVIDENCE, *"lost.jpg", "enter") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert said(dialog) == ["lost.jpg cannot be evidence: there is no such file."]


async def test_evidence_that_cannot_be_read_after_the_form_was_left_is_nothing_to_say() -> None:
    dialog = demanding()
    async with showing(dialog, "escape") as pilot:
        dialog.refuse("Reading lost.jpg")
        dialog.show_hints()
        await dialog._read(["lost.jpg"], None, gather, "evidence", dialog.finish)
        assert isinstance(pilot.app, Host)
        assert (pilot.app.answers, list(dialog.query(".refusal"))) == ([None], [])


async def test_where_there_is_enough_evidence_none_is_asked_for() -> None:
    dialog = demanding(WORKED_ON._replace(evidence=2))
    async with showing(dialog):
        assert [field.id for field in dialog.fields()] == ["note", "on"]


ANSWERED = {
    Need.NOTE: ("note", [*"Done"]),
    Need.REASON: ("note", [*"Not enough"]),
    Need.OPINION: ("note", [*"Seen"]),
    Need.METHOD: ("method", []),
    Need.DUE_ON: ("due_on", [*"2099-01-31"]),
    Need.INTERVAL: ("every", [*"3m"]),
}
"""The field of each need, and what is typed there; the first way to verify is chosen already."""

TAKEN = {Need.NOTE: "note", Need.DONE_ON: "on", Need.CLOSED_ON: "on", Need.VERIFIER: "by", Need.APPROVER: "by"}
STATES = {"submit": WORKED_ON, "return": VERIFIABLE, "accept": VERIFIABLE, "sustain": WORKED_ON, "waive": WORKED_ON}


@pytest.mark.parametrize("move", [move for move in MOVES if move.needs], ids=lambda move: move.name)
async def test_the_dialog_of_a_move_asks_for_what_it_needs_says_what_is_lacking_and_goes_on(move: Move) -> None:
    status = next(status for status in Status if status in move.sources)
    problem = STATES.get(move.name, CLOSED._replace(status=status, mode=move.mode))
    dialog = MoveForm(move, [problem], WANG, NAMES)
    typed = [key for need in move.needs for key in (*ANSWERED[need][1], "tab") if ANSWERED[need][1]]
    async with showing(dialog, "ctrl+s") as pilot:
        asked = [ANSWERED[need][0] for need in move.needs] + [TAKEN.get(need, "as_error") for need in move.takes]
        assert [field.id for field in dialog.fields()] == asked
        assert len(said(dialog)) == 1
        await press(pilot, *typed, "ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app, Host)
        (given,) = pilot.app.answers
        assert isinstance(given, Answers)
        assert missing(move, given) == ()


async def test_a_bulk_move_says_first_how_many_make_it_and_which_cannot_and_why() -> None:
    dialog = form("submit", WORKED_ON, CLOSED)
    async with showing(dialog):
        assert dialog.heading() == "Submit · 1 of 2 problems"
        assert str(dialog.query_one(".asked", Static).content).split("\n") == [
            f"Submit 1: {WORKED_ON.number}",
            f"cannot 1: {CLOSED.number}",
            "  Submit is not possible: it is Closed, which allows Sustain, Reopen.",
        ]


async def test_the_menu_of_several_says_how_many_can_make_each_move() -> None:
    several = MoveMenu([WORKED_ON, CLOSED], tuple(BY_NAME[name] for name in ("submit", "sustain")), "Wang Lan")
    async with showing(several):
        rows = [str(option.prompt) for option in several.query_one(Menu).options]
        assert rows == ["u  Submit   1/2  asks a note", "t  Sustain  2/2  asks an interval"]
