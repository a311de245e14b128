"""Matching the values of a query with the names and words of the ledger. Source: docs/rules.md, "Query"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table, select

from rectify.domain.folding import folded


def fitting(known: Iterable[str], values: Sequence[str]) -> list[str]:
    """Those of the known words that one of the `values` means as a whole, in any case and width; `*` is any text."""
    patterns = [_pattern(value) for value in values]
    return [word for word in known if any(pattern.fullmatch(folded(word)) for pattern in patterns)]


def ids_fitting(connection: Connection, table: Table, values: Sequence[str]) -> list[int]:
    """The ids of the names in `table` that the `values` mean.

    A value that means no name is taken for the initials of one: 李敏 is found by `lm`, unless somebody is called Lm.
    """
    known = connection.execute(select(table.c.id, table.c.name, table.c.initials)).all()

    def meant(value: str) -> Iterator[int]:
        pattern = _pattern(value)
        named = [row.id for row in known if pattern.fullmatch(folded(row.name))]
        read = (row.id for row in known if row.initials and any(map(pattern.fullmatch, row.initials.split())))
        yield from named or read

    return list(dict.fromkeys(key for value in values for key in meant(value)))


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in value.split("*")), re.DOTALL)
