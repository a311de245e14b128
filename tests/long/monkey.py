"""Two programs on one ledger, and ten minutes of random keys in both: neither fails, and both show the same list.

Run it from the checkout, in the environment of the tests:

    python -m tests.long.monkey
    python -m tests.long.monkey --minutes 2 --seed 7

The keys are those of the table, letters and words in two languages, markup, quotes, Enter, Esc and other sizes of the
terminal. What writes files or keys, and what ends the program, has no key here, so that no random text can name a file
of the machine. Afterwards both programs show all problems: row by row the same, and the same as the ledger holds; no
exception is in their logs, `check` finds nothing, and both end as they are told to.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.every_key import office
from tests.e2e.terminal import NotSeen, Terminal, environment
from tests.long import ground

from rectify.domain.listing import Selection
from rectify.service import check, count, open_ledger, today
from rectify.tui.commands import COMMANDS

LEAVE = "f10"
LEFT_OUT = (
    "list.print",
    "list.import",
    "list.export",
    "app.palette",
    "app.own",
    "ledger.settings",
    "problem.evidence",
)
"""The commands that write files, or read those that a text names, and those that lead to them or to other keys."""

KEYS = [each.keys[0] for each in COMMANDS if each.id not in (*LEFT_OUT, "app.leave", "app.quit", "screen.back")]
MOVES = ["j", "k", "g", "G", "pagedown", "pageup", "space", "tab", *"123456"]
FORMS = ["n", "c", "d", "w", "e", "s", ">", "<", "x", "m"]
"""Keys that open a form, which is filled in and sent off at once."""

WORDS = [
    *("党费", "三会一课", "泡崖街道", "。", "，", "　", "〔2026〕", "№1", "e\u0301", "👍", "ａ"),
    *("[/]", "[b]", "[red]x[/red]", "'", '"', "\\", "%s", "{}", "--", ";", "$x", "`", "*", "(", ")", "-"),
    *("unit:红旗村", "due<eom", "is:overdue ", "or ", "+2w", "fri", "eom", "月底", "2026-12-31", "31", " ", "roof"),
]
SIZES = [(120, 36), (80, 24), (60, 20), (200, 60), (40, 12)]
FULL = (160, 50)
"""The size in which both are compared: every column is wide enough for whole words."""

ROW = re.compile(r"^[▸ ][ ●](?P<row>[RYG ] \S+-\d+ .*)")
"""A row of the list, behind the cursor and the mark."""


@dataclass
class Clerk:
    """One of the two programs, and how many keys it was sent."""

    terminal: Terminal
    home: Path
    keys: int = 0

    def act(self, chance: random.Random) -> None:
        """Do one random thing."""
        self.keys += 1
        match chance.choices(("move", "key", "form", "text", "enter", "escape", "size"), (30, 30, 12, 8, 10, 9, 1))[0]:
            case "move":
                self.terminal.press(chance.choice(MOVES))
            case "key":
                self.terminal.press(chance.choice(KEYS))
            case "text":
                self.terminal.press("".join(chance.choices(WORDS, k=chance.randint(1, 4))))
            case "form":
                self.terminal.press(chance.choice(FORMS), "".join(chance.choices(WORDS, k=2)), "enter")
            case "size":
                self.terminal.resize(*chance.choice(SIZES))
            case named:
                self.terminal.press(named)
        self.terminal.follow(time.perf_counter() + chance.choice((0.0, 0.0, 0.02, 0.1, 0.3)))

    def come_home(self) -> None:
        """Leave whatever is open, and show all problems in the usual order, without groups, marks and details."""
        self.terminal.resize(*FULL)
        for _step in range(12):
            self.terminal.press("escape")
            self.terminal.settle(0.4)
        self.terminal.press("6", "b", "0", "o", "0")
        self.terminal.settle(0.5)
        for keys in (("C", "0", "enter"), ("enter",), ("escape",), ("g",)):
            self.terminal.press(*keys)
            self.terminal.settle(0.5)

    def rows(self) -> list[str]:
        """Every row of the list, from the first to the last."""
        self.terminal.press("g")
        self.terminal.settle(0.3)
        rows = dict.fromkeys(_rows(self.terminal.lines))
        while True:
            known = len(rows)
            self.terminal.press("pagedown")
            self.terminal.settle(0.3)
            rows |= dict.fromkeys(_rows(self.terminal.lines))
            if len(rows) == known:
                return list(rows)


def _rows(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if found := ROW.match(line):
            yield found["row"].rstrip("▁▂▃▄▅▆▇█ ")


@contextmanager
def clerks(folder: Path, ledger: Path) -> Iterator[list[Clerk]]:
    """Two programs on the ledger, each of a user of its own."""
    with ExitStack() as running:
        yield [Clerk(running.enter_context(_program(folder, ledger, name)), folder / name) for name in ("Li", "Chen")]


def _program(folder: Path, ledger: Path, name: str) -> Terminal:
    home = folder / name
    config = home / "config" / "rectify" / "config.toml"
    config.parent.mkdir(parents=True)
    keys = {"app.leave": LEAVE, "app.quit": "f12"} | dict.fromkeys(LEFT_OUT, "")
    config.write_text("[keys]\n" + "".join(f'{name} = "{key}"\n' for name, key in keys.items()), encoding="utf-8")
    command = [sys.executable, "-m", "rectify", "--db", str(ledger), "--lang", "en", "--actor", name]
    return Terminal(command, env=environment(home, PATH=""), columns=120, rows=36, cwd=home)


def run(folder: Path, minutes: float, chance: random.Random) -> None:
    """Let both work for `minutes`, and compare what they show; ends the process where something is wrong."""
    ledger = office(folder / "ledger.db")
    with clerks(folder, ledger) as both:
        for clerk in both:
            clerk.terminal.wait(lambda lines: any(line.startswith("▸") for line in lines), "the list")
        until = time.perf_counter() + 60 * minutes
        while time.perf_counter() < until:
            clerk = chance.choice(both)
            clerk.act(chance)
            ground.require(not clerk.terminal.is_over, f"a program ended by itself\n{_told(both)}")
        for clerk in both:
            clerk.come_home()
        shown = _agreed(both)
        for clerk in both:
            clerk.terminal.press("\x1b[21~")
            ground.require(clerk.terminal.ended() == 0, "a program did not end with 0")
    ground.require(not _told(both), f"the log is not empty:\n{_told(both)}")
    with open_ledger(ledger) as opened:
        ground.require_sound(opened)
        report = check(opened)
        listed = count(opened, Selection(today(opened, datetime.now(UTC))))  # without those whose adding was undone
    ground.require(len(shown) == listed, f"{len(shown)} rows are shown, {listed} problems are there")
    print(f"{sum(clerk.keys for clerk in both)} keys, {report.events} events, {listed} problems: all the same")


def _agreed(both: Sequence[Clerk]) -> list[str]:
    """What both show, as soon as it is the same."""
    for _try in range(5):
        one, other = (clerk.rows() for clerk in both)
        if one == other:
            return one
        for clerk in both:
            clerk.terminal.follow(time.perf_counter() + 1)
    apart = "\n".join(sorted({*one} ^ {*other}))
    sys.exit(f"FAILED: the lists differ\n{apart}\n{both[0].terminal.text}\n{both[1].terminal.text}")


def _told(both: Sequence[Clerk]) -> str:
    """What the logs of both hold."""
    return "".join(log.read_text(encoding="utf-8") for clerk in both for log in clerk.home.rglob("rectify.log"))


def main() -> None:
    """Read the arguments, run, and print the seed first."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    chosen = parser.parse_args()
    print(f"{ground.machine()}; {chosen.minutes:g} minutes, seed {chosen.seed}", flush=True)
    with ground.folder() as folder:
        try:
            run(folder, chosen.minutes, random.Random(chosen.seed))
        except (NotSeen, OSError) as error:
            sys.exit(f"FAILED: {error}")


if __name__ == "__main__":
    main()
