"""Check a ledger, and the files of evidence that it names. Source: docs/rules.md, "History"."""

from collections.abc import Iterator
from dataclasses import replace

from rectify.domain.problem import Evidence
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.service.evidence import measure_file, place_of
from rectify.store import attached
from rectify.store import check as store_check
from rectify.store.check import CheckReport, Fault, Progress
from rectify.store.database import Ledger


def check(ledger: Ledger, expect: str | None = None, progress: Progress = store_check.unwatched) -> CheckReport:
    """Check the whole ledger and its evidence, and change nothing.

    `expect` is a hash printed earlier that must still be in the chain.
    """
    report = store_check.check(ledger, expect, progress)
    return replace(report, faults=(*report.faults, *_evidence_faults(ledger)))


def _evidence_faults(ledger: Ledger) -> Iterator[Fault]:
    with ledger.reading() as connection:
        pieces = attached.every(connection, attached.EVIDENCE)
    for number, piece in pieces:
        message = _wrong_with(ledger, piece)
        if message is not None:
            yield Fault("evidence", None, number, f"{number}: {message}")


def _wrong_with(ledger: Ledger, piece: Evidence) -> str | None:
    if piece.kind != "file":
        return None
    place = place_of(ledger, piece)
    if not place.is_file():
        return _("the evidence {path} is missing.").format(path=place)
    try:
        found = measure_file(place)
    except InvalidInput as error:
        return str(error)
    if found != (piece.size, piece.sha256):
        return _("the evidence {path} was altered since it was added.").format(path=place)
    return None
