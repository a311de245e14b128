"""Every key of the table, pressed once in the real program; and what each screen must show then.

Whoever adds a command to the table adds its line to PRESSES; a command without one fails the test.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

from tests.e2e.screen import faults
from tests.e2e.terminal import Terminal, environment

from rectify import service
from rectify.domain.own_views import OwnView
from rectify.domain.problem import Stamp
from rectify.service import demo
from rectify.tui.command import Command
from rectify.tui.commands import COMMANDS


@dataclass(frozen=True)
class Way:
    """What a terminal and its user are like."""

    columns: int
    rows: int
    language: str
    colour: bool

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows} {self.language} {'colour' if self.colour else 'NO_COLOR'}"


WAYS = [
    Way(*size, language, colour)
    for size in ((120, 36), (80, 24))
    for language in ("en", "zh")
    for colour in (True, False)
]
PAIRWISE = [way for way in WAYS if (way.columns == 120) ^ (way.language == "zh") ^ (not way.colour)]
"""Four of the ways, in which each size, language and colour meets each of the others."""


@dataclass(frozen=True)
class Press:
    """What a key leads to: a regular expression that matches the screen then, and did not before; ^ begins a line."""

    english: str
    chinese: str = ""
    """The same in Chinese; nothing where there is no difference."""
    before: Sequence[str] = ()
    """The keys that lead to where the key means something; the screen is the usual one before."""
    ready: str = ""
    """What must match the screen before the key is pressed; nothing where it does not matter."""
    after: Sequence[str] = ("escape",)
    """The keys that lead back to the usual screen."""


FIRST, SECOND, LAST = "▸.*签到表代签", "▸.*Hydrant", "▸.*来信反映"
"""The cursor on the first, the second and the last of the problems that are open, by due date."""

ELSEWHERE = "^▸(?!.*签到表代签)"
"""The cursor on another row than the first."""


def _rows(count: int, lights: str) -> str:
    """The cursor on the first row of a list, and as many more rows, with one of `lights` each."""
    return rf"^▸.*\n(^  {lights} .*\n){{{count}}}(?!  [RYG红黄绿] )"


PRESSES = {
    "row.down": Press(SECOND, after=("k",)),
    "row.up": Press(FIRST, before=("j",), ready=SECOND, after=()),
    "row.page_down": Press(ELSEWHERE, after=("g",)),
    "row.page_up": Press(FIRST, before=("j",), ready=SECOND, after=()),
    "row.first": Press(FIRST, before=("j",), ready=SECOND, after=()),
    "row.last": Press(LAST, after=("g",)),
    "pane.open": Press(r"Esc Back", "Esc 返回"),
    "screen.back": Press(r"> Accept", "> 验收销号", before=("/",), ready="^ Enter (Apply|应用)", after=()),
    "pane.next": Press("^ (Esc Back|Enter Apply)", "^ (Esc 返回|Enter 应用)"),
    "pane.previous": Press("^ (Esc Back|Enter Apply)", "^ (Esc 返回|Enter 应用)"),
    "view.open": Press(FIRST, before=("5",), ready=ELSEWHERE, after=()),
    "view.overdue": Press(_rows(8, "[R红]"), after=("1",)),
    "view.soon": Press("^▸ Y", "^▸ 黄", after=("1",)),
    "view.submitted": Press(_rows(5, "[RYG红黄绿]"), after=("1",)),
    "view.closed": Press("^▸.*Closed", "^▸.*已销号", after=("1",)),
    "view.all": Press("^▸.*Closed", "^▸.*已销号", after=("1",)),
    "view.own_1": Press("^▸.*Village seal", after=("1",)),
    "view.own_2": Press("^▸.*Waived", "^▸.*不再整改", after=("1",)),
    "view.own_3": Press("^▸.*Reading room", after=("1",)),
    "list.views": Press("╭─ Views ─", "╭─ 视图 ─"),
    "list.back": Press(FIRST, before=("5",), ready=ELSEWHERE, after=()),
    "list.forward": Press("^▸.*Closed", "^▸.*已销号", before=("5", "[", "j"), ready=SECOND, after=("1", "g")),
    "list.go": Press("╭─ Go to number ─", "╭─ 跳到编号 ─"),
    "list.filter": Press("^ Enter Apply", "^ Enter 应用"),
    "list.sort": Press("╭─ Sort by ─", "╭─ 排序依据 ─"),
    "list.group": Press("╭─ Group by ─", "╭─ 分组依据 ─"),
    "group.fold": Press("^▸ ▸ Pear Orchard Village", before=("j", "b", "u"), ready="^  ▾ ", after=("b", "0", "g")),
    "group.fold_all": Press("^[▸ ] ▸ East Quay", before=("b", "u"), ready="^  ▾ ", after=(")", "b", "0", "g")),
    "group.unfold_all": Press("^▸ ▾ 红旗村", before=("b", "u", "("), ready="^[▸ ] ▸ East Q", after=("b", "0", "g")),
    "list.columns": Press("╭─ Columns ─", "╭─ 列 ─"),
    "list.day": Press("╭─ Show the ledger as of ─", "╭─ 台账截至 ─"),
    "problem.status": Press("╭─ Status of 20", "╭─ 变更状态 · 20"),
    "problem.advance": Press("╭─ Accept · 20", "╭─ 验收销号 · 20"),
    "problem.step_back": Press("╭─ Return · 20", "╭─ 退回 · 20"),
    "problem.mark": Press("^ 1 marked", "^ 已标记 1", after=("k", "escape")),
    "problem.mark_down": Press("^ 1 marked", "^ 已标记 1", after=("k", "escape")),
    "problem.mark_up": Press("^ 1 marked", "^ 已标记 1", before=("j",), ready=SECOND),
    "problem.mark_all": Press("^ 38 marked", "^ 已标记 38"),
    "problem.new": Press("╭─ New problem ─", "╭─ 登记问题 ─"),
    "problem.edit": Press("╭─ Edit 20", "╭─ 修改 · 20"),
    "problem.due": Press("╭─ Due date of 20", "╭─ 整改时限 · 20"),
    "problem.who": Press("╭─ Who acts on 20", "╭─ 责任人 · 20"),
    "problem.note": Press("╭─ Note on 20", "╭─ 备注 · 20"),
    "problem.measures": Press("╭─ Measures of 20", "╭─ 整改措施 · 20"),
    "problem.evidence": Press("╭─ Evidence for 20", "╭─ 佐证材料 · 20"),
    "problem.extend": Press("╭─ Ask for an extension of 20", "╭─ 申请延期 · 20"),
    "problem.review": Press(
        "╭─ Review of 20",
        "╭─ 复核 · 20",
        before=("5", "/", "status:sustained", "enter"),
        ready="^▸.*(Sustained|长期坚持)",
        after=("escape", "escape", "1"),
    ),
    "ledger.undo": Press("▸.*Hydrant.*Open", "▸.*Hydrant.*待整改", ("j", ">"), "▸.*Hydrant.*(In pro|整改中)", ("k",)),
    "ledger.redo": Press("Hydrant.*In progress", "Hydrant.*整改中", ("j", ">", "u", "j"), "▸.*三会一课", ("u", "g")),
    "list.print": Press("╭─ Print ─", "╭─ 打印 ─"),
    "list.import": Press("╭─ Import ─", "╭─ 导入 ─"),
    "list.export": Press("╭─ Export ─", "╭─ 导出 ─"),
    "ledger.overview": Press("╭─ Overview ", "╭─ 总览 "),
    "list.drafts": Press("╭─ Drafts ─", "╭─ 草稿 ─"),
    "list.units": Press("╭─ Units ─", "╭─ 责任单位 ─"),
    "list.figures": Press("^─Figures by unit─", "^─整改统计 · 按责任单位─"),
    "problem.history": Press("╭─ 20.*签到", after=("escape",)),
    "problem.copy": Press("▌ Copied: 20", "▌ 已复制：20", after=()),
    "ledger.settings": Press("╭─ Settings of the ledger ─", "╭─ 台账设置 ─"),
    "app.own": Press("╭─ Keys and look ─", "╭─ 按键与外观 ─"),
    "app.help": Press("╭─ Keys ─", "╭─ 按键 ─"),
    "app.tour": Press("╭─ 1 of 3 ", "╭─ 1/3 "),
    "app.palette": Press("│.*Type what you want to do", "│.*输入要做的事"),
}
LEAVING = ("app.leave", "app.quit")
"""The commands that end the program; a run can do one of them, and its neighbour does the other."""


def shared(way: Way) -> list[Command]:
    """The commands that the tests press in a way of PAIRWISE: each in one of them, so that all take seconds."""
    return [each for place, each in enumerate(COMMANDS) if place % len(PAIRWISE) == PAIRWISE.index(way)]


def office(path: Path) -> Path:
    """The sample ledger in the file `path`, with three views of the office's own."""
    with demo.create(path, datetime.now(UTC)) as ledger:
        for name, query in (("Kept on", "status:sustained"), ("不再整改", "status:waived"), ("Done", "status:closed")):
            service.save_view(ledger, OwnView(name, query), Stamp("Wang Lan", datetime.now(UTC)))
    return path


def walk(way: Way, ledger: Path, home: Path, commands: Sequence[Command] = COMMANDS) -> list[str]:
    """Press the first key of each of `commands` in the program, on a copy of `ledger`; what is wrong then.

    `ledger` is that of `office`. The user is that of the folder `home`, where the program runs.

    Raises NotSeen when a key does not lead to what it must.
    """
    path = copy(ledger, home / "ledger.db")
    colour = {} if way.colour else {"NO_COLOR": "1"}
    command = [sys.executable, "-m", "rectify", "--db", str(path), "--lang", way.language, "--actor", "Wang Lan"]
    env = environment(home, **colour)
    with Terminal(command, env=env, columns=way.columns, rows=way.rows, cwd=home) as terminal:
        terminal.wait(lambda lines: _any(FIRST, lines), "the list")
        wrong = [
            f"{way}: {name}: {fault}"
            for each in commands
            if each.id in PRESSES
            for name, fault in _press(terminal, each, way)
        ]
        terminal.press(next(each for each in COMMANDS if each.id == LEAVING[WAYS.index(way) % 2]).keys[0])
        if (code := terminal.ended()) != 0:
            wrong.append(f"{way}: it ended with {code}")
    return wrong


def _press(terminal: Terminal, command: Command, way: Way) -> Iterator[tuple[str, str]]:
    """Press the first key of a command where it means something, and go back; what is wrong with both screens."""
    press = PRESSES[command.id]
    expected = press.chinese if way.language == "zh" and press.chinese else press.english
    terminal.press(*press.before)
    if press.ready:
        terminal.wait(lambda lines: _any(press.ready, lines), f"{way}: {command.id}: {press.ready}")
    if _any(expected, terminal.lines):
        yield command.id, f"{expected} is there before its key is pressed"
    terminal.press(command.keys[0])
    terminal.wait(lambda lines: _any(expected, lines), f"{way}: {command.id}: {expected}")
    yield from _looked_at(terminal, command.id, way)
    for key in press.after:
        _go_back(terminal, key, f"{way}: {command.id}: {key}")
    if press.after:
        terminal.wait(lambda lines: not _any(expected, lines), f"{way}: {command.id}: the way back")
    terminal.wait(lambda lines: _any(FIRST, lines), f"{way}: {command.id}: the usual screen")
    yield from _looked_at(terminal, f"after {command.id}", way)


def _looked_at(terminal: Terminal, name: str, way: Way) -> Iterator[tuple[str, str]]:
    terminal.settle()
    for each in faults(terminal.lines, way.columns):
        yield name, f"{each}\n{terminal.text}"
    for row in terminal.halves:
        yield name, f"{row}: half of a wide character: {terminal.lines[row - 1]}"


def _go_back(terminal: Terminal, key: str, what: str) -> None:
    """Press a key; after Esc wait for what it does: a key that follows at once would make one with Alt of the two."""
    before = terminal.lines
    terminal.press(key)
    if key == "escape":
        terminal.wait(lambda lines: lines != before, what)


def _any(pattern: str, lines: Sequence[str]) -> bool:
    return bool(re.search(pattern, "\n".join(lines), re.MULTILINE))
