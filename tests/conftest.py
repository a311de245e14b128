"""What makes the suite quick, and the language that every test begins in."""

import gc
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, event

from rectify.i18n import use_language

# Nothing that is imported or collected is garbage.
gc.disable()

# A ledger is flushed to its disk at each change; where the system has room in memory, no test waits for that.
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# Each run looks at other examples; `--hypothesis-profile long` looks at many of them.
settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("quick")


class Compiled(dict[tuple[Any, ...], Any]):
    """Statements in SQL, for every ledger of this process: a test opens a ledger of its own, and asks it the same."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """The statement that was compiled for any dialect of the same kind."""
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Every statement is put into SQL once, and not once for every ledger."""
    statements = Compiled()

    def connected(connection: Connection) -> None:
        connection.execution_options(compiled_cache=statements)

    event.listen(Engine, "engine_connect", connected)
    yield
    event.remove(Engine, "engine_connect", connected)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, one after another."""
    return (tmp_path_factory.mktemp(f"test-{number}", numbered=False) for number in count())


@pytest.fixture
def tmp_path(folders: Iterator[Path]) -> Path:
    """A folder of the test's own. That of pytest looks through those of all tests before it for a free number."""
    return next(folders)


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test begins in English, whichever language the one before it ended in."""
    use_language("en")


def pytest_collection_finish() -> None:
    """What is imported stays: look for garbage among what the tests make, and not too often."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are cores: some tests wait, and each worker collects all of them anew.

    Who is done first takes over from the others, so that no core is idle at the end.
    """
    if config.option.dist == "no":
        config.option.dist = "worksteal"
    return (os.cpu_count() or 1) + 1


def pytest_sessionfinish() -> None:
    """Look for garbage once more, and then let pytest look only for what comes after: it does so five times."""
    gc.collect()
    gc.freeze()
