"""Each move that lacks what it needs is refused, and says in either language what that is."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from rectify import service
from rectify.domain.problem import Mode, Stamp, Status
from rectify.domain.status import MOVES, Answers, Need

LI = Stamp("李敏", datetime(2020, 1, 6, 1, 0, tzinfo=UTC))
GIVEN = {
    Need.NOTE: ("--note", "Done"),
    Need.REASON: ("--note", "Not enough"),
    Need.OPINION: ("--note", "Seen"),
    Need.METHOD: ("--method", "onsite"),
    Need.DUE_ON: ("--due", "2099-01-31"),
    Need.INTERVAL: ("--every", "3个月"),
}
"""What answers each need."""

MOVED = {
    "submit": ("2020-0001", "submitted", "Submit", "申请验收"),
    "close_at_once": ("2020-0002", "closed", "Close at once", "立行立改"),
    "return": ("2020-0003", "in_progress", "Return", "退回"),
    "accept": ("2020-0003", "closed", "Accept", "验收销号"),
    "sustain": ("2020-0001", "sustained", "Sustain", "转长期坚持"),
    "conclude": ("2020-0004", "closed", "Conclude", "结束"),
    "waive": ("2020-0001", "waived", "Waive", "不再整改"),
    "reopen": ("2020-0004", "open", "Reopen", "重启"),
}
"""The moves that need anything: of which problem, to which status, and what they are called."""

WORDS = {
    Need.NOTE: ("a note", "备注"),
    Need.REASON: ("a reason", "原因"),
    Need.OPINION: ("the verifier's opinion", "验收意见"),
    Need.METHOD: ("how it was verified: on site or on paper", "验收方式（现场或书面）"),
    Need.DUE_ON: ("a new due date", "新的整改时限"),
    Need.INTERVAL: ("an interval between reviews, such as 30d, 3m or 1y", "复核间隔（如 30d、3m、1y）"),
}
"""What is lacking, in words."""

LACKING = [
    ("submit", (Need.NOTE,)),
    ("close_at_once", (Need.NOTE,)),
    ("return", (Need.REASON,)),
    ("accept", (Need.OPINION,)),
    ("accept", (Need.METHOD,)),
    ("accept", (Need.OPINION, Need.METHOD)),
    ("sustain", (Need.INTERVAL,)),
    ("conclude", (Need.REASON,)),
    ("waive", (Need.REASON,)),
    ("reopen", (Need.REASON,)),
    ("reopen", (Need.DUE_ON,)),
    ("reopen", (Need.REASON, Need.DUE_ON)),
]
"""Every move with every part of its needs that can be missing."""


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with one problem for each kind of move: open, immediate, submitted, sustained."""
    path = tmp_path_factory.mktemp("states") / "states.db"
    with service.create_ledger(path, LI, name="States", time_zone="Asia/Shanghai") as ledger:
        for mode in (Mode.DATED, Mode.IMMEDIATE, Mode.DATED, Mode.DATED):
            service.add(ledger, {"title": "Lamp broken", "mode": mode, "due_on": date(2020, 3, 1)}, LI)
        service.move(ledger, ["2020-0003"], Status.SUBMITTED, Answers(note="Done"), LI)
        service.move(ledger, ["2020-0004"], Status.SUSTAINED, Answers(every="1y"), LI)
    return path


@pytest.mark.parametrize(("move", "lacking"), LACKING)
def test_a_move_says_in_both_languages_what_it_lacks(
    run: Run, states: Path, move: str, lacking: tuple[Need, ...]
) -> None:
    number, target, english, chinese = MOVED[move]
    needs = next(each.needs for each in MOVES if each.name == move)
    given = [word for need in needs if need not in lacking for word in GIVEN[need]]
    asked = ("status", number, target, *given, "--db", str(states))
    refused, zh = run(*asked), run(*asked, "--lang", "zh")
    assert [(each.code, each.out) for each in (refused, zh)] == [(1, "")] * 2
    needed = ", and ".join(WORDS[need][0] for need in lacking)
    assert refused.err.endswith(f"rectify: {number}: {english} needs {needed}.\n")
    needed = "、".join(WORDS[need][1] for need in lacking)
    assert f"{number}" in zh.err
    assert zh.err.endswith(f"“{chinese}”须填写：{needed}。\n")


def test_no_move_and_no_need_is_left_out() -> None:
    asked = {(move.name, need) for move in MOVES for need in move.needs}
    assert {(move, need) for move, lacking in LACKING for need in lacking} == asked
    assert {move.name for move in MOVES if not move.needs} == {"start", "withdraw"}
