"""Every report that there is, in every format that it has."""

from datetime import date

import pytest
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.service import Ledger, add, chain_end
from rectify.service.printing import REPORTS, PrintKind, PrintOrder, print_report
from rectify.service.reminding import issue_slip

NOW = at("2026-11-22")
TODAY = date(2026, 11, 22)


@pytest.fixture
def office(ledger: Ledger) -> Ledger:
    """Two problems overdue and one due soon."""
    for title, unit, day in (("late", "红旗村", 10), ("too late", "Town", 11), ("soon", "红旗村", 25)):
        facts = {"title": title, "unit": unit, "lead": "王芳", "due_on": date(2026, 11, day)}
        add(ledger, facts, at("2026-11-02"))
    return ledger


def order(kind: PrintKind, **asked: object) -> PrintOrder:
    subject = {"number": "2026-0001", "unit": "红旗村"}
    return PrintOrder(kind.id, selection=Selection(TODAY), **(subject | asked))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("kind", REPORTS, ids=[kind.id for kind in REPORTS])
def test_a_report_is_made_in_every_format_that_it_has(office: Ledger, kind: PrintKind) -> None:
    before = chain_end(office)
    for by in kind.groupings[:1] or (None,):
        for face in kind.formats:
            printed = print_report(office, order(kind, format=face, by=by), NOW)
            assert printed.content
            assert printed.format == face
    assert chain_end(office) == before


def test_the_lists_hold_what_they_are_called(office: Ledger) -> None:
    shown = {kind.id: print_report(office, order(kind, format="text"), NOW).shown for kind in REPORTS}
    assert shown == {"overdue": 2, "soon": 1, "list": 3, "record": 1, "slip": 2, "figures": 3}


def test_what_is_due_soon_is_printed_by_unit_with_a_line_to_sign(office: Ledger) -> None:
    page = str(print_report(office, order(REPORTS[1], format="html", by="unit"), NOW).body)
    assert "<h1>Problems due soon: Ganjing District</h1>" in page
    assert "<b>红旗村</b><span>Lead: 王芳</span>" in page
    assert "For the unit (signature)" in page


def test_csv_has_a_byte_order_mark_in_a_file_only(office: Ledger) -> None:
    printed = print_report(office, order(REPORTS[0], format="csv"), NOW)
    assert str(printed.body).startswith("number,")
    assert printed.content.startswith(b"\xef\xbb\xbfnumber,")


def test_a_slip_is_issued_only_when_that_is_ordered(office: Ledger) -> None:
    kind = next(kind for kind in REPORTS if kind.id == "slip")
    delivered = list[str]()
    printed = print_report(
        office, order(kind, format="text", issue=True), NOW, lambda made: delivered.append(str(made.body))
    )
    assert printed.slip == "2026-001"
    assert delivered == [printed.body]
    assert print_report(office, order(kind, format="text"), NOW).slip is None
    assert print_report(office, order(kind, format="text", again="2026-001"), NOW).body == printed.body


def test_a_printed_list_says_at_its_foot_where_the_history_ends(office: Ledger) -> None:
    issue_slip(office, "红旗村", NOW)
    seq, last_hash = chain_end(office)
    for kind in REPORTS:
        if kind.id != "slip":
            assert f"Event {seq} {last_hash}" in str(print_report(office, order(kind, format="html"), NOW).body)
