"""A file that appears at its place whole, or not at all."""

from pathlib import Path
from stat import S_IMODE

import pytest

from rectify.whole_file import growing


def test_a_file_appears_once_it_is_put(tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    with growing(place) as made:
        made.file.write(b"whole")
        assert not place.exists()
        made.put(place)
    assert place.read_bytes() == b"whole"
    assert S_IMODE(place.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [place]


def test_what_fails_on_the_way_leaves_nothing_and_the_old_file_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    place.write_bytes(b"old")
    with pytest.raises(OSError, match="nowhere"), growing(place) as made:
        made.put(tmp_path / "nowhere" / "list.csv")
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_that_came_meanwhile_is_not_written_over_unless_that_is_said(tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    place.write_bytes(b"of somebody else")
    with pytest.raises(FileExistsError), growing(place) as made:
        made.put(place, over=False)
    assert place.read_bytes() == b"of somebody else"


def test_a_long_chinese_name_leaves_room_for_the_hidden_one(tmp_path: Path) -> None:
    place = tmp_path / ("问" * 80)
    with growing(place) as made:
        made.put(place)
    assert place.exists()
