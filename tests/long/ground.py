"""What the long proofs share: the moment they give things, the machine they ran on, a small disk of their own."""

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from rectify.domain.problem import Stamp
from rectify.service import Ledger, check, create_ledger

TODAY = date(2026, 11, 22)


def stamp(actor: str) -> Stamp:
    """The morning of 22 November 2026."""
    return Stamp(actor, datetime(2026, 11, 22, 1, 0, tzinfo=UTC))


def machine() -> str:
    """The line that stands over the figures."""
    cores, version = os.cpu_count(), platform.python_version()
    return f"{cores} cores, Python {version}, SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.machine()}"


def new_ledger(path: Path) -> Ledger:
    """A new ledger at `path`."""
    return create_ledger(path, stamp("Wang Lan"), name="Long proofs", time_zone="Asia/Shanghai")


def require_sound(ledger: Ledger) -> None:
    """End the proof with what is wrong, unless the ledger is sound."""
    report = check(ledger)
    if not report.ok:
        sys.exit("FAILED: check found " + "; ".join(fault.message for fault in report.faults[:5]))


def require(holds: bool, otherwise: str) -> None:
    """End the proof with `otherwise`, unless it holds."""
    if not holds:
        sys.exit(f"FAILED: {otherwise}")


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="rectify-long-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A disk in memory of a few megabytes, mounted; only root may do that, anybody else is told and nothing is run."""
    if os.geteuid() != 0:
        sys.exit("Only root can mount a disk: run this again as root, or in a container.")
    with folder() as path:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "rectify-long", path],
            check=False,
            capture_output=True,
            text=True,
        )
        if mounted.returncode != 0:
            sys.exit(f"No disk can be mounted here: {mounted.stderr.strip()}")
        try:
            yield path
        finally:
            subprocess.run(["umount", "--lazy", path], check=True)


def make_read_only(path: Path) -> None:
    """Mount a small disk anew, for reading alone."""
    subprocess.run(["mount", "-o", "remount,ro", path], check=True)
