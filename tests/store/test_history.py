"""The chain of events: hashes that are put together by hand are those of the canonical JSON."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rectify import service
from rectify.domain.problem import Stamp
from rectify.store.history import Recorder, event_hash, hashes_of_first

TEXTS = st.text() | st.sampled_from(["{}", '"', "\\", "{0}", "\ud800", "整改", "\n\x00"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actor=TEXTS, number=TEXTS, new=TEXTS, note=st.none() | TEXTS, seq=st.integers(1))
def test_the_event_of_an_imported_row_has_the_hash_of_its_canonical_json(
    tmp_path: Path, actor: str, number: str, new: str, note: str | None, seq: int
) -> None:
    stamp = Stamp(actor, datetime(2026, 11, 22, 8, tzinfo=UTC))
    path = tmp_path / "ledger.db"
    with service.create_ledger(path, stamp, name="L", time_zone="UTC") as ledger, ledger.reading() as connection:
        recorder = Recorder.start(connection, stamp, (seq, "f" * 64))
    recorder.seq -= 1
    event = {"seq": seq, "at": "2026-11-22T08:00:00.000000Z", "actor": actor, "action": "import", "group": seq + 1}
    event |= {"target": None, "number": number, "old": None, "new": new, "note": note}
    first = event_hash(event, "f" * 64)
    second = event_hash(event | {"seq": seq + 1}, first)
    assert hashes_of_first(recorder, [number] * 2, [new] * 2, [note] * 2) == [first, second]
