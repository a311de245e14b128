"""The machine that the figures are of."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def describe(folder: Path) -> str:
    """Processor, system, disk and versions, in one line."""
    made_of = [f"{name} {version(name.lower())}" for name in ("Textual", "SQLAlchemy")]
    parts = [
        f"{processor()}, {os.cpu_count()} cores",
        f"{platform.system()} {platform.release()}, {_file_system(folder)}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        *made_of,
    ]
    return "; ".join(parts)


def processor() -> str:
    """The name of the processor, as the system tells it."""
    told = Path("/proc/cpuinfo")
    names = [line for line in told.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
    return names[0].partition(":")[2].strip() if names else platform.processor()


def load() -> str:
    """How many processes wanted a processor during the last minute, on average."""
    return f"{os.getloadavg()[0]:.1f}"


def _file_system(folder: Path) -> str:
    """The kind of file system that `folder` lies on."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    over = [(Path(place), kind) for place, kind in mounts if folder.resolve().is_relative_to(place)]
    return max(over, key=lambda mount: len(mount[0].parts))[1]
