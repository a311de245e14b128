"""The ledgers that are measured on are real ones: `pytest tests/benchmarks`."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.benchmarks.generator import generate
from tests.benchmarks.lists import write_list

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Problem, Stamp
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder

TODAY = date(2026, 11, 22)
STAMP = Stamp("Bench", datetime(2026, 11, 22, 9, tzinfo=UTC))


def listed(path: Path) -> list[Problem]:
    """Every problem of the ledger at `path`."""
    with service.open_ledger(path) as ledger:
        return service.problems(ledger, Selection(TODAY))


def test_every_row_of_a_generated_workbook_is_taken(tmp_path: Path) -> None:
    write_list(tmp_path / "list.xlsx", 100, TODAY)
    with service.create_ledger(tmp_path / "made.db", STAMP, name="L", time_zone="Asia/Shanghai") as ledger:
        report = import_file(ledger, ImportOrder(tmp_path / "list.xlsx"), STAMP)
    assert (report.rows, report.new, report.rejected) == (100, 100, ())
    assert [match.how for match in report.columns if match.how == "extra"] == []


def test_a_generated_ledger_is_sound(tmp_path: Path) -> None:
    generate(tmp_path / "made.db", 300, TODAY)
    with service.open_ledger(tmp_path / "made.db") as ledger:
        report = service.check(ledger)
    assert (report.problems, report.faults) == (300, ())


def test_of_every_hundred_problems_ten_are_overdue_and_five_are_soon(tmp_path: Path) -> None:
    generate(tmp_path / "made.db", 300, TODAY)
    with service.open_ledger(tmp_path / "made.db") as ledger:
        counts = service.counts(ledger, Selection(TODAY))
    assert counts == {"open": 114, "overdue": 30, "soon": 15, "submitted": 15, "closed": 186, "all": 300}


def test_the_same_seed_and_day_give_the_same_problems(tmp_path: Path) -> None:
    for name, seed in (("one.db", 1), ("again.db", 1), ("other.db", 2)):
        generate(tmp_path / name, 100, TODAY, seed=seed)
    assert listed(tmp_path / "one.db") == listed(tmp_path / "again.db")
    assert listed(tmp_path / "one.db") != listed(tmp_path / "other.db")


def test_a_ledger_that_is_there_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "made.db").write_text("somebody's", encoding="utf-8")
    with pytest.raises(FileExistsError):
        generate(tmp_path / "made.db", 100, TODAY)
    assert (tmp_path / "made.db").read_text(encoding="utf-8") == "somebody's"


def test_a_ledger_of_lives_has_many_states_behind_it_and_is_sound(tmp_path: Path) -> None:
    generate(tmp_path / "made.db", 100, TODAY, lived=True)
    with service.open_ledger(tmp_path / "made.db") as ledger:
        report = service.check(ledger)
        late = [service.counts(ledger, Selection(TODAY, as_of=day))["overdue"] for day in (date(2025, 11, 22), TODAY)]
    assert (report.problems, report.faults) == (100, ())
    assert report.events > 1000
    assert late == [10, 10]
