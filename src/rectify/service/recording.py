"""New rows of an import become problems of the ledger. Source: docs/rules.md, "Import"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from typing import Any

from rectify.service.work import Work
from rectify.store import attached, bulk, imports, problems
from rectify.store.numbering import Numbering
from rectify.store.problems import Change
from rectify.transfer.plan.plan import NewRow
from rectify.transfer.plan.record import record_of
from rectify.transfer.plan.terms import Terms

STEP = 2000
"""The number of rows that are written together."""


def add(work: Work, rows: Sequence[NewRow], terms: Terms, told: Callable[[int], None], taken: frozenset[str]) -> None:
    """Record rows that match no problem; those without a number get the next ones that are not `taken`.

    `told` is called with the count written so far; it may raise.
    """
    if not rows:
        return
    given = iter(_given(work, sum(not row.read.fact("number") for row in rows), taken))
    batches = (_batch(work, rows[at : at + STEP], terms, given) for at in range(0, len(rows), STEP))
    with closing(bulk.add(work.recorder, work.names, batches, work.ledger.zone)) as written:
        for count in chain([0], written):
            if count < len(rows):
                told(count)


def _batch(work: Work, rows: Sequence[NewRow], terms: Terms, given: Iterator[str]) -> bulk.Batch:
    facts, measures, brought, notes = record_of(rows, terms)
    facts = _recorded(work, facts, len(rows))
    return bulk.Batch(facts | _numbered(facts, given, len(rows)), measures, imports.kept(brought, work.recorder), notes)


def _recorded(work: Work, facts: Mapping[str, Sequence[Any]], count: int) -> dict[str, Sequence[Any]]:
    return {**facts, "created_on": [work.today] * count, "original_due_on": facts["due_on"]}


def _numbered(facts: Mapping[str, Sequence[Any]], given: Iterator[str], count: int) -> dict[str, Sequence[Any]]:
    return {"number": [number or next(given) for number in facts.get("number", [None] * count)]}


def _given(work: Work, count: int, taken: frozenset[str]) -> list[str]:
    """The next `count` numbers of the year, skipping those that the file itself names."""
    if not count:
        return []
    numbering = Numbering(work.recorder.connection, work.today.year)
    free = (number for number in iter(numbering.next, "") if number not in taken)
    return list(islice(free, count))


def revive(work: Work, rows: Sequence[NewRow]) -> None:
    """Record rows again whose problems were removed by an undo."""
    wanted = []
    for row in rows:
        if row.undone is not None:
            facts = problems.initial_facts() | row.facts
            facts |= {"created_on": work.today, "original_due_on": facts.get("due_on"), "number": row.undone.number}
            changes = {name: value for name, value in facts.items() if name not in attached.COUNTED}
            kept = imports.keep(row.brought, None, work.recorder)
            hanging = {name: row.measures if name == "measures" else [] for name in attached.KINDS}
            wanted.append(Change(row.undone, changes, row.note, lists=hanging, imported=kept))
    imports.revive(work.recorder, work.names, wanted, zone=work.ledger.zone)
