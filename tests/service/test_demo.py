"""The sample ledger has a history like a real one."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rectify.service import check, demo


@pytest.mark.parametrize("hour", [0, 12])
def test_its_history_is_sound_and_its_clock_never_goes_back(tmp_path: Path, hour: int) -> None:
    with closing(demo.create(tmp_path / "sample.db", datetime(2026, 11, 22, hour, tzinfo=UTC))) as ledger:
        report = check(ledger)
    assert (report.faults, report.notes) == ((), ())
