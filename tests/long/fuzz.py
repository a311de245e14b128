"""Ten thousand spoiled files: each is imported or refused in words, soon, in little memory, and what is refused is not
written.

Run it from the checkout, in the environment of the tests:

    python -m tests.long.fuzz --files 10000 --seed 1
    python -m tests.long.fuzz --only 4711 --seed 1 --keep FOLDER

Sound files of every kind are made in code and spoiled at random, with the same choices for the same seed. Most are
looked at by a dry run, every fifth is imported into a copy of a small ledger. A process of its own does it, which may
take 1 GB more memory than it began with for each file, and 10 seconds of computing for each command: the import, and
after it the check and each export (as long again for each further 20,000 problems). Allowed are a report, which is also
put into words, or an error of rectify's own. Anything else is a finding: its file is kept in the folder, under its
number. So is a change of the ledger or of the folder by a dry run or a refused import, and a ledger that is not sound,
or cannot be exported, after an import.
"""

import argparse
import hashlib
import multiprocessing
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Literal

from tests.long import fuzz_changes, fuzz_files, ground

from rectify.cli.importing import page, report_json
from rectify.domain.listing import Selection
from rectify.errors import RectifyError
from rectify.i18n import use_language
from rectify.report.faces import as_json
from rectify.service import Ledger, check, open_ledger
from rectify.service.exporting import SUFFIXES, export_file
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder

SECONDS = 10
PATIENCE = 180
"""Seconds on the clock, where other work keeps the processor busy."""

MEMORY = 1_000_000_000
_AT_ONCE = 20_000
"""Problems that a calendar of tasks, the slowest format, is written of within the seconds of one command."""

_RENEWED = 400
"""After so many files the process is a new one, so that none is judged by the memory of those before."""

End = Literal["read", "refused", "written", "rejected", "finding"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    end: End
    what: str = ""
    seconds: float = 0.0
    memory: int = 0
    """Bytes that the process grew by, at most."""


@dataclass(slots=True)
class Tally:
    """What was seen so far."""

    ends: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    largest: tuple[int, int] = (0, 0)

    def take(self, number: int, outcome: Outcome) -> None:
        """Count one more."""
        self.ends[outcome.end] += 1
        self.slowest = max(self.slowest, (outcome.seconds, number))
        self.largest = max(self.largest, (outcome.memory, number))


def made(number: int, seed: int, sound: list[fuzz_files.Sound]) -> fuzz_files.Sound:
    """The file of this number."""
    chance = Random(f"{seed}/{number}")
    return fuzz_changes.spoil(sound[chance.randrange(len(sound))], chance)


def work(folder: Path, requests: Connection) -> None:
    """What the process does: take in each file that it is told of, and say what became of it."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_status("VmSize") + MEMORY, resource.RLIM_INFINITY))
    with open_ledger(folder / "small.db") as ledger:
        requests.send("ready")
        while (told := requests.recv()) is not None:
            number, path = told
            requests.send(_taken(ledger, folder, number, path))


def _begin_command(problems: int = 0) -> None:
    """Allow the seconds of one command from now on, which takes in hand so many problems."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + SECONDS * (1 + problems // _AT_ONCE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _status(name: str) -> int:
    """A size of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def _taken(ledger: Ledger, folder: Path, number: int, path: Path) -> Outcome:
    # Writing 5 there makes the system forget the largest size that this process had before.
    Path("/proc/self/clear_refs").write_text("5")
    before, began = _status("VmRSS"), time.process_time()
    use_language("zh" if number % 7 == 0 else "en")
    try:
        end, what = _imported(folder, number, path) if number % 5 == 0 else _looked_at(ledger, folder, number, path)
    except BaseException as error:  # noqa: BLE001  # whatever is no error of rectify's own is what is sought here
        end, what = "finding", "".join(traceback.format_exception(error))
    return Outcome(end, what, time.process_time() - began, max(0, _status("VmHWM") - before))


def _looked_at(ledger: Ledger, folder: Path, number: int, path: Path) -> tuple[End, str]:
    """A dry run, as a clerk may ask for it."""
    before = _traces(folder)
    chance = Random(number)
    sheet = chance.choice((None, None, None, None, "1", "2", "S"))
    mapping = chance.choice((None, None, None, {"整改时限": "due:dmy"}, {"问题": "title"}, {"Finding": "-"}))
    end, what = _told(ledger, path, sheet=sheet, mapping=mapping or {}, dry_run=True)
    return (end, what) if _traces(folder) == before else ("finding", "a dry run changed what lies there")


def _imported(folder: Path, number: int, path: Path) -> tuple[End, str]:
    """An import into a copy of the small ledger, with what could not be taken beside it."""
    copy = folder / "copy.db"
    shutil.copy(folder / "small.db", copy)
    before = _traces(folder)
    with open_ledger(copy) as ledger:
        end, what = _told(ledger, path, skip_bad=number % 2 == 0)
        if end == "written":
            _require_usable(ledger, folder)
    if end != "written" and _traces(folder) != before:
        end, what = "finding", "a refused import changed what lies there"
    for left in [*folder.glob("copy*"), *path.parent.glob("*.rejected*.csv")]:
        left.unlink()
    return end, what


def _told(
    ledger: Ledger,
    path: Path,
    *,
    sheet: str | None = None,
    mapping: dict[str, str] | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
) -> tuple[End, str]:
    _begin_command()
    try:
        report = import_file(
            ledger,
            ImportOrder(path, sheet=sheet, mapping=mapping or {}, source="Fuzz", skip_bad=skip_bad),
            ground.stamp("Fuzz"),
            dry_run=dry_run,
        )
    except RectifyError as error:
        said = str(error)
        return ("refused", said) if said.strip() else ("finding", "an error without a word")
    page(report).encode(errors="backslashreplace")
    as_json(report_json(report)).encode(errors="backslashreplace")
    return ("written" if report.written else "rejected" if report.rejected else "read"), ""


def _require_usable(ledger: Ledger, folder: Path) -> None:
    """What was imported is sound, and leaves the ledger again in every format or is refused in words."""
    _begin_command()
    report = check(ledger)
    if not report.ok:
        raise AssertionError("; ".join(fault.message for fault in report.faults[:3]))
    for suffix in SUFFIXES:
        out = folder / f"copy-out{suffix}"
        _begin_command(report.problems)
        try:
            export_file(ledger, out, Selection(date(2026, 11, 22)), ground.stamp("Fuzz"), force=True)
        except RectifyError as error:
            if not str(error).strip():
                raise AssertionError("an error without a word") from error


def _traces(folder: Path) -> dict[str, str]:
    """What lies in the folder; the files in which SQLite arranges who reads are none of it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm") and not (path.name.endswith("-wal") and _is_empty(path))
    }


def _is_empty(path: Path) -> bool:
    return path.stat().st_size == 0


class Worker:
    """The process that imports; a new one takes its place when it is gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._done = 0

    def take(self, number: int, path: Path) -> Outcome:
        """What becomes of a file; one without an answer is asked about again, since a machine may stand still."""
        if self._done % _RENEWED == 0:
            self.end()
        self._done += 1
        return (
            self._asked(number, path) or self._asked(number, path) or Outcome("finding", f"no answer in {PATIENCE} s")
        )

    def _asked(self, number: int, path: Path) -> Outcome | None:
        """What becomes of a file; None without an answer, after which the process is gone."""
        line = self._line or self._started()
        line.send((number, path))
        began = time.monotonic()
        answer: Outcome | None = None
        try:
            answer = line.recv() if line.poll(PATIENCE) else None
        except EOFError:
            answer = Outcome("finding", self._last_word(), time.monotonic() - began)
            self._stop()
        if answer is None:
            self._stop()
        return answer

    def _started(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        self._line, there = spawn.Pipe()
        self._process = spawn.Process(target=work, args=(self._folder, there), daemon=True)
        self._process.start()
        there.close()
        ground.require(self._line.poll(PATIENCE) and self._line.recv() == "ready", "the process did not start")
        return self._line

    def _last_word(self) -> str:
        if self._process is None:
            return "no process"
        self._process.join()
        code = self._process.exitcode or 0
        if code == -signal.SIGXCPU:
            return f"more than {SECONDS} s of computing"
        return f"the process died: {signal.Signals(-code).name if code < 0 else code}"

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None
        for path in self._folder.glob("copy*"):
            path.unlink()

    def end(self) -> None:
        """Let the process go."""
        if self._line is not None and self._process is not None:
            self._line.send(None)
            self._process.join(PATIENCE)
        self._stop()


@contextmanager
def place() -> Iterator[Path]:
    """A folder with a small ledger and a box for the file; other temporary files would lie there too."""
    with ground.folder() as folder:
        (folder / "box").mkdir()
        (folder / "temporary").mkdir()
        tempfile.tempdir = str(folder / "temporary")
        with ground.new_ledger(folder / "small.db") as ledger:
            first = folder / "first.csv"
            first.write_bytes(next(each for each in fuzz_files.texts() if "utf-8." in each.name).content)
            import_file(ledger, ImportOrder(first), ground.stamp("Fuzz"))
        first.unlink()
        yield folder


def run(numbers: range, seed: int, sound: list[fuzz_files.Sound], folder: Path, keep: Path) -> Tally:
    """Take in all these files."""
    tally, worker = Tally(), Worker(folder)
    for number in numbers:
        name, content = made(number, seed, sound)
        path = folder / "box" / name
        path.write_bytes(content)
        outcome = worker.take(number, path)
        for left in (folder / "box").iterdir():
            left.unlink()
        tally.take(number, outcome)
        if outcome.end == "finding":
            _keep(keep, seed, number, fuzz_files.Sound(name, content), outcome)
            tally.findings[outcome.what.strip().splitlines()[-1][:150]] += 1
        if (number + 1) % 250 == 0:
            print(f"{number + 1}: {dict(tally.ends)}", flush=True)
    worker.end()
    return tally


def _keep(keep: Path, seed: int, number: int, file: fuzz_files.Sound, outcome: Outcome) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    kept = keep / f"{seed}-{number}-{file.name}"
    kept.write_bytes(file.content)
    kept.with_name(f"{kept.name}.found").write_text(f"{outcome.what}\n{outcome.seconds:.1f} s\n", encoding="utf-8")


def main() -> None:
    """Run the proof, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="begin with the file of this number")
    parser.add_argument("--seed", type=int, default=1, help="for the same files again")
    parser.add_argument("--only", type=int, help="one file alone, by its number")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "rectify-fuzz"), help="for findings")
    asked = parser.parse_args()
    print(ground.machine())
    warnings.simplefilter("ignore")  # parts of an archive that are there twice are meant to be
    began = time.monotonic()
    numbers = range(asked.first, asked.files) if asked.only is None else range(asked.only, asked.only + 1)
    with place() as folder, ground.folder() as sample:
        sound = fuzz_files.sound_files(sample)
        tally = run(numbers, asked.seed, sound, folder, asked.keep)
    print(
        f"{len(numbers):,} files from {len(sound)} sound ones in {time.monotonic() - began:.0f} s: {dict(tally.ends)}"
    )
    print(f"slowest {tally.slowest[0]:.1f} s (file {tally.slowest[1]}), most memory {tally.largest[0] / 1e6:.0f} MB "
          f"(file {tally.largest[1]})")  # fmt: skip
    for what, times in tally.findings.most_common():
        print(f"{times} x {what}")
    if tally.findings:
        sys.exit(f"FAILED: {tally.findings.total()} findings, kept in {asked.keep}")


if __name__ == "__main__":
    main()
