"""The searched text of each problem as it is now: its own texts, those of its measures, and its valid notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select

from rectify.store import further_tables, sqlite, tables, texts
from rectify.store.history import standing_notes


def body(facts: Mapping[str, Any] | RowMapping, measures: Sequence[str], notes: Sequence[str]) -> str:
    """The searched text of a problem with these facts, measures and notes."""
    fixed = [facts[name] for name in ("number", "title", "description", "basis")]
    return texts.body([*fixed, *measures, *notes])


def refresh(connection: Connection, problems: Sequence[int]) -> None:
    """Write the searched text of these problems again."""
    sqlite.write_texts(connection, list(searched(connection, problems)))


def searched(connection: Connection, problems: Sequence[int]) -> Iterable[tuple[int, str]]:
    """The text that the full-text table should hold of each of these problems."""
    for some in sqlite.portions(problems):
        notes, steps = standing_notes(connection, some), _measure_texts(connection, some)
        for row in connection.execute(_own_texts(), {"problems": some}).mappings():
            yield row["id"], body(row, steps.get(row["id"], []), notes.get(row["id"], []))


def _measure_texts(connection: Connection, problems: Sequence[int]) -> dict[int, list[str]]:
    steps = defaultdict[int, list[str]](list)
    for problem, text in connection.execute(_of_measures(), {"problems": problems}):
        steps[problem].append(text)
    return steps


@cache
def _of_measures() -> Select[int, str]:
    step = further_tables.measures.c
    found = select(step.problem_id, step.text).where(step.problem_id.in_(bindparam("problems", expanding=True)))
    return found.order_by(step.problem_id, step.position)


@cache
def _own_texts() -> Select[int, str, str, str | None, str | None]:
    problem = tables.problems.c
    found = select(problem.id, problem.number, problem.title, problem.description, problem.basis)
    return found.where(problem.id.in_(bindparam("problems", expanding=True)))
