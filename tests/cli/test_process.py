"""The program as a process: what it imports, how it meets pipes, signals, full disks and odd locales."""

import errno
import io
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import IO

import pytest
from tests.cli.conftest import Run

from rectify import service
from rectify.cli import main, output
from rectify.domain.problem import Stamp
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder

HEAVY = ("textual", "alembic", "pendulum", "python_calamine", "pypinyin", "sqlalchemy.orm", "rich")
COMMAND = (sys.executable, "-m", "rectify")
LONG = "x" * 200
"""A title of which four hundred are more than a pipe holds."""


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def either_buffering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python buffers its output, or not, as the environment says; nothing may get lost either way."""
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)


def rectify(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL, env=os.environ | environment
    )


IMPORTING = """
import json, sys
from rectify.cli import main

found = {}
for line in sys.argv[2:]:
    code = main([*line.split(), *(["--db", sys.argv[1]] if line not in ("--help", "keys") else [])])
    found[line] = [f"exit {code}", *sys.modules]
print(json.dumps(found), file=sys.stderr)
"""
"""Runs one command after another, and tells what each of them and those before it have imported."""

LINES = (
    "--help",
    "keys",
    "list 2020-0002",
    "overdue unit:* --as-of 2020-02-03",
    "figures",
    "show 2020-0002",
    "settings",
)


@pytest.fixture(scope="module")
def imported(office_of_all: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The modules that are there after each of the LINES, in one process that runs all of them."""
    office = copyfile(office_of_all, tmp_path_factory.mktemp("imported") / "office.db")
    command = [sys.executable, "-c", IMPORTING, str(office), *LINES]
    told = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL).stderr
    found = {line: set(names) for line, names in json.loads(told.splitlines()[-1]).items()}
    assert all("exit 0" in names for names in found.values())
    return found


@pytest.fixture(scope="module")
def hundreds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose list is longer than a pipe holds."""
    path = tmp_path_factory.mktemp("hundreds") / "hundreds.db"
    csv = path.with_name("list.csv")
    csv.write_text("title,unit\n" + "".join(f"{LONG} {n},Unit {n % 7}\n" for n in range(400)))
    stamp = Stamp("Wang Lan", datetime(2020, 1, 6, 1, 0, tzinfo=UTC))
    with service.create_ledger(path, stamp, name="Hundreds", time_zone="Asia/Shanghai") as ledger:
        import_file(ledger, ImportOrder(csv), stamp)
    return path


def test_help_imports_neither_the_database_nor_the_terminal_ui(imported: dict[str, set[str]]) -> None:
    assert not {"sqlalchemy", *HEAVY} & imported["--help"]


def test_keys_imports_neither_the_database_nor_textual(imported: dict[str, set[str]]) -> None:
    assert not {"sqlalchemy", "textual", "rich"} & imported["keys"]


def test_a_list_in_plain_letters_measures_no_width(imported: dict[str, set[str]]) -> None:
    assert "wcwidth" not in imported["list 2020-0002"]


@pytest.mark.parametrize("line", LINES[2:])
def test_what_only_reads_imports_no_more_than_it_needs(imported: dict[str, set[str]], line: str) -> None:
    assert "sqlalchemy" in imported[line]
    assert not set(HEAVY) & imported[line]


@pytest.mark.usefixtures("either_buffering")
def test_a_reader_that_goes_away_ends_the_program_quietly(hundreds: Path) -> None:
    listing = subprocess.Popen(
        [*COMMAND, "list", "--db", str(hundreds)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout is not None
    assert listing.stdout.readline() == b"Problems: Hundreds\n"
    listing.stdout.close()
    assert (listing.wait(30), _rest(listing.stderr)) == (0, b"")


def test_what_is_left_for_a_terminal_that_is_gone_does_not_change_the_exit_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        stderr.write("the end of a frame")
        output.finish_telling()
        stderr.flush()  # as Python does at the very end
        assert os.fstat(stderr.fileno()).st_rdev == Path(os.devnull).stat().st_rdev


@pytest.mark.parametrize("arguments", [("list",), ("--help",)])
def test_a_closed_stdout_is_no_error(office: Path, arguments: tuple[str, ...]) -> None:
    script = f'exec "$0" -m rectify {" ".join(arguments)} --db "$1" >&-'
    if arguments == ("--help",):
        script = 'exec "$0" -m rectify --help >&-'
    result = subprocess.run(["sh", "-c", script, sys.executable, str(office)], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("number", "code", "unbuffered"),
    [(signal.SIGTERM, 143, ""), (signal.SIGHUP, 129, "1"), (signal.SIGINT, 130, ""), (signal.SIGINT, 130, "1")],
    ids=["term", "hup", "int", "int unbuffered"],
)
def test_a_signal_ends_the_program_with_its_code(
    hundreds: Path, number: signal.Signals, code: int, unbuffered: str
) -> None:
    listing = subprocess.Popen(
        [*COMMAND, "list", "--format", "json", "--db", str(hundreds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
    )
    assert listing.stdout is not None
    # The pipe is full now: the program waits for somebody to read on.
    assert listing.stdout.read(1) == b"["
    listing.send_signal(number)
    assert (listing.wait(30), _rest(listing.stderr)) == (code, b"")
    listing.stdout.close()


MEDDLING = """
import signal, sys, weakref
from rectify.cli import main
from rectify.transfer.order import ImportOrder

class Thing:
    pass

class Meddler:
    def find_spec(self, name, path, target=None):
        if name != sys.argv[1]:
            return None
        sys.meta_path.remove(self)
        ask = lambda *_: signal.raise_signal(getattr(signal, sys.argv[2]))
        if sys.argv[3] == "lost":
            thing = Thing()
            gone = weakref.ref(thing, ask)
            del thing
        try:
            if sys.argv[3] != "lost":
                ask()
        except SystemExit as end:
            if sys.argv[3] == "wrapped":
                raise RuntimeError("wrapped") from end
            raise

sys.meta_path.insert(0, Meddler())
sys.exit(main(sys.argv[4:]))
"""
"""Gets a signal while a module is looked for; its exception is passed on, lost or wrapped, as libraries do."""


@pytest.mark.parametrize("becomes", ["raised", "lost", "wrapped"])
@pytest.mark.parametrize(
    ("module", "name", "code", "line"),
    [("rectify.config", "SIGINT", 130, "keys"), ("sqlalchemy", "SIGTERM", 143, "list --db {}")],
)
def test_a_signal_decides_the_code_whatever_becomes_of_its_exception(
    office: Path, becomes: str, module: str, name: str, code: int, line: str
) -> None:
    command = [sys.executable, "-c", MEDDLING, module, name, becomes, *line.format(office).split()]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (code, b"")


def test_an_import_that_a_signal_ends_tells_that_nothing_was_written(office: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("编号,问题,整改时限\nA-1,Door open,5个工作日内\n", encoding="utf-8")
    # The table of working days is looked for when the row is read.
    line = ["import", str(tmp_path / "list.csv"), "--db", str(office)]
    command = [sys.executable, "-c", MEDDLING, "tomllib", "SIGINT", "raised", *line]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stdout) == (130, b"")
    assert result.stderr == b"Interrupted: nothing was written.\n"


def _rest(stream: IO[bytes] | None) -> bytes:
    assert stream is not None
    with stream:
        return stream.read()


@pytest.mark.usefixtures("either_buffering")
def test_output_that_the_system_does_not_take_is_told(tmp_path: Path) -> None:
    script = 'ulimit -f 0; exec "$0" -m rectify --help >"$1"'
    command = ["sh", "-c", script, sys.executable, str(tmp_path / "out.txt")]
    result = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 4
    assert result.stderr == b"rectify: File too large\n"


class FullDisk(io.RawIOBase):
    """A file on a disk that has no room."""

    def writable(self) -> bool:
        return True

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told(office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(FullDisk())))
    code = main(["list", "--db", str(office)])
    sys.stdout.close()
    assert (code, capsys.readouterr().err) == (4, "rectify: The output cannot be written: No space left on device.\n")


@pytest.mark.parametrize(
    ("line", "text", "locale"),
    [
        (
            "list unit:泡崖街道 --db {}",
            "三会一课记录不完整",
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ),
        ("--lang zh keys", "移动", {"PYTHONIOENCODING": "ascii"}),
    ],
    ids=["locale", "encoding"],
)
def test_the_output_is_utf_8_whatever_the_locale(office: Path, line: str, text: str, locale: dict[str, str]) -> None:
    result = rectify(*line.format(office).split(), **locale)
    assert result.returncode == 0
    assert text in result.stdout.decode("utf-8")


def test_what_is_no_text_is_refused(run: Run, office: Path) -> None:
    result = run("add", os.fsdecode(b"\xff\xfe"), "--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert "not UTF-8" in result.err


def test_colour_is_for_terminals_alone(run: Run, office: Path) -> None:
    result = run("overdue", "--as-of", "2020-02-03", "--db", str(office))
    assert (result.code, "\x1b" in result.out) == (0, False)
