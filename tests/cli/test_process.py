"""The program as a process: what it imports, how it meets pipes, signals, full disks and odd locales."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from rectify import service
from rectify.domain.problem import Stamp
from rectify.service.importing import import_file

HEAVY = ("textual", "alembic", "pendulum", "python_calamine", "sqlalchemy.orm", "rich")
COMMAND = (sys.executable, "-m", "rectify")
LONG = "x" * 200
"""A title of which a thousand are more than a pipe holds."""


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def either_buffering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python buffers its output, or not, as the environment says; nothing may get lost either way."""
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)


def rectify(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL, env=os.environ | environment
    )


def imported(*arguments: str) -> set[str]:
    """The top packages, and others of interest, that a run of the command line has imported."""
    script = (
        "import sys; from rectify.cli import main; code = main(sys.argv[1:]);"
        "print(f'exit {code}', *sys.modules, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=True)
    lines = set(result.stderr.decode().splitlines())
    assert "exit 0" in lines
    return lines


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose list is longer than a pipe holds."""
    path = tmp_path_factory.mktemp("thousand") / "thousand.db"
    csv = path.with_name("list.csv")
    csv.write_text("title,unit\n" + "".join(f"{LONG} {n},Unit {n % 7}\n" for n in range(1000)))
    stamp = Stamp("Wang Lan", datetime(2020, 1, 6, 1, 0, tzinfo=UTC))
    with service.create_ledger(path, stamp, name="Thousand", time_zone="Asia/Shanghai") as ledger:
        import_file(ledger, csv, stamp)
    return path


def test_help_imports_neither_the_database_nor_the_terminal_ui() -> None:
    assert not {"sqlalchemy", *HEAVY} & imported("--help")


def test_overdue_imports_no_more_than_it_needs(office: Path) -> None:
    modules = imported("overdue", "unit:*", "--db", str(office), "--as-of", "2020-02-03")
    assert "sqlalchemy" in modules
    assert not set(HEAVY) & modules


@pytest.mark.parametrize("command", ["figures", "show", "settings"])
def test_what_only_reads_imports_no_more_than_it_needs(office: Path, command: str) -> None:
    words = ["2020-0002"] if command == "show" else []
    assert not set(HEAVY) & imported(command, *words, "--db", str(office))


def test_a_list_in_plain_letters_measures_no_width(office: Path) -> None:
    assert "wcwidth" not in imported("list", "2020-0002", "--db", str(office))


def test_keys_imports_neither_the_database_nor_textual() -> None:
    assert not {"sqlalchemy", "textual", "rich"} & imported("keys")


@pytest.mark.usefixtures("either_buffering")
def test_a_reader_that_goes_away_ends_the_program_quietly(thousand: Path) -> None:
    listing = subprocess.Popen(
        [*COMMAND, "list", "--db", str(thousand)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout is not None
    assert listing.stdout.readline() == b"Problems: Thousand\n"
    listing.stdout.close()
    assert (listing.wait(30), _rest(listing.stderr)) == (0, b"")


@pytest.mark.parametrize("arguments", [("list",), ("--help",)])
def test_a_closed_stdout_is_no_error(office: Path, arguments: tuple[str, ...]) -> None:
    script = f'exec "$0" -m rectify {" ".join(arguments)} --db "$1" >&-'
    if arguments == ("--help",):
        script = 'exec "$0" -m rectify --help >&-'
    result = subprocess.run(["sh", "-c", script, sys.executable, str(office)], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["term", "hup", "int"]
)
@pytest.mark.usefixtures("either_buffering")
def test_a_signal_ends_the_program_with_its_code(thousand: Path, number: signal.Signals, code: int) -> None:
    listing = subprocess.Popen(
        [*COMMAND, "list", "--format", "json", "--db", str(thousand)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
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
    ("module", "name", "code"),
    [("rectify.config", "SIGINT", 130), ("sqlalchemy", "SIGTERM", 143), ("sqlalchemy", "SIGHUP", 129)],
)
def test_a_signal_decides_the_code_whatever_becomes_of_its_exception(
    office: Path, becomes: str, module: str, name: str, code: int
) -> None:
    command = [sys.executable, "-c", MEDDLING, module, name, becomes, "list", "--db", str(office)]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (code, b"")


def _rest(stream: IO[bytes] | None) -> bytes:
    assert stream is not None
    with stream:
        return stream.read()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("arguments", [("list",), ("--help",)])
@pytest.mark.usefixtures("either_buffering")
def test_a_full_disk_is_told(office: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, *arguments] + ([] if "--help" in arguments else ["--db", str(office)])
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 4
    assert b"No space left on device" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_the_output_is_utf_8_whatever_the_locale(office: Path, locale: dict[str, str]) -> None:
    result = rectify("list", "unit:泡崖街道", "--db", str(office), **locale)
    assert result.returncode == 0
    assert "三会一课记录不完整" in result.stdout.decode("utf-8")


def test_what_is_no_text_is_refused(office: Path) -> None:
    result = subprocess.run([*COMMAND, "add", b"\xff\xfe", "--db", str(office)], capture_output=True, check=False)
    assert result.returncode == 2
    assert b"not UTF-8" in result.stderr


def test_colour_is_for_terminals_alone(office: Path) -> None:
    result = rectify("overdue", "--as-of", "2020-02-03", "--db", str(office))
    assert b"\x1b" not in result.stdout
