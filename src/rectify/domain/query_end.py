"""The incomplete name at the end of a query, so that it can be completed. Source: docs/rules.md, "Query"."""

import re
from typing import NamedTuple

from rectify.domain.problem import NameKind
from rectify.domain.query_words import FIELD_NAME, FIELDS

_KINDS: dict[str, NameKind] = {
    "unit": "unit",
    "parent_unit": "unit",
    "owner": "owner",
    "lead": "lead",
    "source": "source",
    "category": "category",
}
"""The fields that take names, by the names of their columns."""

_PLAIN = str.maketrans("：＝，（）－＂“”", ':=,()-"""')
_END = re.compile(rf'(?:^|[\s(-])({FIELD_NAME})[:=](?:(?:"[^"]*"|[^\s",]+),)*("[^"]*|[^\s",]*)$')
_QUOTED = re.compile(r'[\s,()"＂“”，（）]|^[<>=]')


def quoted(value: str) -> str:
    """A value as a query has it in quotes, whatever is in it."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


class Ending(NamedTuple):
    """An incomplete name."""

    kind: NameKind
    typed: str
    begin: int
    """The number of characters before it in the query."""

    def completed(self, query: str, name: str) -> str:
        """The query with `name` in its place, in quotes where it needs them."""
        return query[: self.begin] + (quoted(name) if _QUOTED.search(name) else name)


def ending(query: str) -> Ending | None:
    """The name at the end of the query; None if it ends in something else, or a phrase is not closed."""
    plain = query.translate(_PLAIN)
    found = _END.search(plain)
    if found is None or plain[: found.start(1)].count('"') % 2 or found[1].casefold() not in FIELDS:
        return None
    kind = _KINDS.get(FIELDS[found[1].casefold()].name)
    return None if kind is None else Ending(kind, found[2].removeprefix('"'), found.start(2))
