"""Which keys the last line names, and in which order."""

from rectify.domain.problem import Problem, Status
from rectify.tui.hints import State, hints


def keys(*, pane_shown: bool, changed_here: bool) -> list[str]:
    state = State(
        actor="Wang Lan",
        current=Problem(1, "2026-0001", "Lamp broken", status=Status.IN_PROGRESS),
        marked=0,
        statuses=frozenset(),
        typing=False,
        in_pane=False,
        pane_shown=pane_shown,
        can_go_back=False,
        changed_here=changed_here,
    )
    return [key.shown for key in hints(state)][:4]


def test_what_takes_a_change_back_is_named_beside_what_makes_one() -> None:
    assert keys(pane_shown=True, changed_here=False) == ["s", ">", "d", "w"]
    assert keys(pane_shown=True, changed_here=True) == ["s", ">", "u", "d"]
    assert keys(pane_shown=False, changed_here=True) == ["s", ">", "u", "Enter"]


def test_a_new_ledger_names_the_key_that_brings_in_a_list_first() -> None:
    nothing = State("Wang Lan", None, 0, frozenset(), False, False, True, False, False, is_new=True)

    assert [key.shown for key in hints(nothing)][:2] == ["I", "/"]
    assert "I" not in [key.shown for key in hints(nothing._replace(is_new=False))]


def test_where_there_is_no_problem_nothing_is_named_that_is_done_to_one() -> None:
    nothing = State("Wang Lan", None, 0, frozenset(), False, False, True, False, False)

    assert {key.shown for key in hints(nothing)} & set("sedwcma<>") == set()
    assert "e" in {key.shown for key in hints(nothing._replace(marked=2, statuses=frozenset({Status.OPEN})))}
