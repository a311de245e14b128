"""What is remembered of a user, in a folder of the user's own."""

from pathlib import Path
from stat import S_IMODE

import pytest

from rectify import state


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def modes(*paths: Path) -> list[int]:
    return [S_IMODE(path.stat().st_mode) for path in paths]


def test_the_folder_and_what_is_in_it_are_for_the_user_alone(tmp_path: Path) -> None:
    drafts = state.open_folder("drafts")
    state.write(drafts / "a", b"text")
    assert drafts == tmp_path / "rectify" / "drafts"
    assert modes(drafts.parent, drafts, drafts / "a") == [0o700, 0o700, 0o600]


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "rectify").mkdir(mode=0o755)
    assert modes(state.open_folder()) == [0o700]


def test_a_file_is_written_over_and_leaves_nothing_beside() -> None:
    place = state.open_folder() / "a"
    state.write(place, b"long before")
    state.write(place, b"now")
    assert place.read_bytes() == b"now"
    assert list(place.parent.iterdir()) == [place]


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_beside() -> None:
    place = state.open_folder() / "a"
    (place / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="a"):
        state.write(place, b"now")
    assert list(place.parent.iterdir()) == [place]


def test_only_a_plain_file_that_is_not_too_long_is_read() -> None:
    place = state.open_folder() / "a"
    assert state.read(place, 3) is None
    state.write(place, b"now")
    assert (state.read(place, 3), state.read(place, 2)) == (b"now", None)
    (place.parent / "b").symlink_to(place)
    assert state.read(place.parent / "b", 3) is None


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "rectify").write_text("a file")
    with pytest.raises(OSError, match="rectify"):
        state.open_folder()
