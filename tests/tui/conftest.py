import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tui.ledger_host import LI, fill
from tests.tui.quick import drawn_once, parsed_once, paused_until_still, styled_once

from rectify import service


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    with parsed_once(), styled_once(), drawn_once(), paused_until_still():
        yield


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "ledger.db"
    with service.create_ledger(path, LI, name="Ganjing District ledger", time_zone="Asia/Shanghai") as ledger:
        fill(ledger)
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "ledger.db"))


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "ledger.db"
    service.create_ledger(path, LI, name="Empty", time_zone="Asia/Shanghai").close()
    return path


@pytest.fixture
def empty(blank: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(blank, tmp_path / "empty.db"))


@pytest.fixture(autouse=True)
def _no_theme_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXTUAL_THEME", "COLORFGBG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
