"""How the lists of the six views look is kept for whoever made them look so."""

from contextlib import closing
from pathlib import Path

import pytest
from tests.tui.ledger_host import ACTOR, NOW, Clerk

from rectify.tui.desk import Desk
from rectify.tui.kept_looks import KeptLooks
from rectify.tui.listing.choice import Look
from rectify.tui.rectify_app import RectifyApp

BY_OWNER = Look(("-owner",), ("number", "title", "owner"), "unit")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the looks of this test are in."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "rectify" / "looks"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def put(ledger: Path, view: str, look: Look | None) -> None:
    with closing(KeptLooks(ledger)) as looks:
        looks.put(view, look)


async def left(ledger: Path) -> dict[str, Look]:
    """The looks that the next run finds."""
    with closing(KeptLooks(ledger)) as looks:
        return await looks.read()


async def test_looks_are_kept_by_view_and_by_ledger(ledger: Path, tmp_path: Path) -> None:
    put(ledger, "open", BY_OWNER)
    put(ledger, "overdue", Look(("number",)))
    put(tmp_path / "other.db", "all", BY_OWNER)
    assert await left(ledger) == {"open": BY_OWNER, "overdue": Look(("number",))}


async def test_a_look_that_is_forgotten_is_as_usual(ledger: Path) -> None:
    put(ledger, "open", BY_OWNER)
    put(ledger, "open", None)
    assert await left(ledger) == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", {}),
        ("[" * 100_000, {}),
        ("[1]", {}),
        ("\x00\ud800", {}),
        ('{"open": {"order": ["no_such"], "columns": null, "grouping": null}}', {}),
        ('{"open": {"order": [], "columns": ["number"], "grouping": null}}', {}),
        ('{"open": {"order": [], "columns": [[1], {}], "grouping": null}}', {}),
        ('{"open": {"order": [1], "columns": null, "grouping": null}}', {}),
        ('{"open": {"order": [], "columns": null, "grouping": "title"}}', {}),
        ('{"own:X": {"order": [], "columns": null, "grouping": null}}', {}),
        (
            '{"open": 1, "all": {"order": ["-number"], "columns": null, "grouping": null}}',
            {"all": Look(("-number",))},
        ),
    ],
)
async def test_a_damaged_file_hurts_nobody(ledger: Path, folder: Path, written: str, read: dict[str, Look]) -> None:
    put(ledger, "open", BY_OWNER)
    [file] = folder.iterdir()
    file.write_bytes(written.encode("utf-8", "surrogatepass"))
    assert await left(ledger) == read


async def test_a_folder_that_cannot_be_made_keeps_nobody_from_working(ledger: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in its place")
    put(ledger, "open", BY_OWNER)
    assert await left(ledger) == {}


async def worked(path: Path, *keys: str) -> tuple[list[str], str]:
    """What stands in the list, and over it, after a run in which `keys` were pressed."""
    desk = Desk.at(path, ACTOR, lambda: NOW, remembers=True)
    app = RectifyApp(desk)
    try:
        async with app.run_test(size=(120, 36)) as pilot:
            clerk = Clerk(app, path, pilot)
            await clerk.rest()
            await clerk.press(*keys)
            return clerk.numbers(), clerk.lines()[3]
    finally:
        desk.close()


async def test_a_view_looks_in_the_next_run_as_it_was_left_and_0_makes_it_as_usual(path: Path) -> None:
    await worked(path, "o", "n", "o", "n", "2", "C", "down", "down", "space", "enter")
    numbers, heading = await worked(path)
    assert (numbers[0], "Number ↓" in heading, "Unit" in heading) == ("2026-0006", True, True)
    _numbers, heading = await worked(path, "o", "0", "2")
    assert ("Due ↑" in heading, "Unit" in heading) == (True, False)
    _numbers, heading = await worked(path, "V", "down", "0")
    assert "Unit" in heading
    assert (await worked(path, "2"))[1] == heading
