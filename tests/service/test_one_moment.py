"""What is printed, exported or shown together is of one moment, whatever others write meanwhile."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.service import Ledger, add, export_file, history, record
from rectify.service.printing import PrintOrder, print_report

NOW = at("2026-11-22")
ALL = Selection(date(2026, 11, 22))


@pytest.fixture
def transactions(ledger: Ledger) -> Iterator[list[Connection]]:
    """The transactions that were begun since a problem of unit Hall was recorded."""
    add(ledger, {"title": "lamp", "unit": "Hall", "due_on": date(2026, 11, 2)}, at("2026-11-01"))
    begun = list[Connection]()

    def remember(connection: Connection) -> None:
        begun.append(connection)

    event.listen(Engine, "begin", remember)
    yield begun
    event.remove(Engine, "begin", remember)


@pytest.mark.parametrize("report", ["list", "overdue", "record", "slip", "figures"])
def test_a_report_is_read_in_one_transaction(ledger: Ledger, transactions: list[Connection], report: str) -> None:
    order = PrintOrder(report, "text", ALL, by="unit", number="2026-0001", unit="Hall")

    assert "lamp" in str(print_report(ledger, order, NOW).body) or report == "figures"
    assert len(transactions) == 1


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.html"])
def test_an_export_is_read_in_one_transaction(
    ledger: Ledger, transactions: list[Connection], tmp_path: Path, name: str
) -> None:
    export_file(ledger, tmp_path / name, ALL, NOW, force=True)

    assert len(transactions) == 1


def test_a_record_and_a_history_are_read_in_one_transaction_each(
    ledger: Ledger, transactions: list[Connection]
) -> None:
    record(ledger, "2026-0001", ALL)
    assert len(transactions) == 1
    history(ledger, "2026-0001")
    assert len(transactions) == 2


def test_a_report_is_delivered_after_its_reading_has_ended(ledger: Ledger) -> None:
    order, added = PrintOrder("list", "text", ALL), list[str]()
    print_report(ledger, order, NOW, lambda _made: added.append(add(ledger, {"title": "door"}, NOW).number))

    assert added == ["2026-0001"]
