"""The tree of filters that a query means. Source: docs/rules.md, "Query".

A tree says what is meant, not how it is found. Its fields carry the names of the row (due_on, never due), and its
values are codes, days and whole numbers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from rectify.errors import InvalidInput

Comparison = Literal["<", "<=", ">", ">=", "="]


# Nodes with the same fields have them from one class, since each dataclass takes a millisecond of every start; a
# dataclass is equal only to one of its very own class.


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    """What is asked for."""


@dataclass(frozen=True, slots=True)
class _Several:
    terms: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every problem: the empty query."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text that stands somewhere in the searched texts, as it was typed; a phrase stood in quotes."""

    text: str
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that is one of `values`: the whole of it, folded as the values are; `*` is any text."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """One of these problems, by their numbers as the ledger has them; no query says so, but a mark does."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A day or a number on one side of `value`. A missing one is on neither."""

    field: str
    op: Comparison
    value: date | int


@dataclass(frozen=True, slots=True)
class Between:
    """A day or a number from `low` to `high`, both included; None where that end is open, and never both."""

    field: str
    low: date | int | None
    high: date | int | None


class Is(_Named):
    """A state computed for a day: one of query_words.STATES."""

    __slots__ = ()


class Missing(_Named):
    """A fact that is not filled in."""

    __slots__ = ()


class Has(_Named):
    """At least one of something attached: one of query_words.ATTACHED."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite. Never of another Not."""

    term: "Filter"


class And(_Several):
    """All of at least two."""

    __slots__ = ()


class Or(_Several):
    """Any of at least two."""

    __slots__ = ()


Filter: TypeAlias = Everything | Word | Match | Numbered | Compare | Between | Is | Missing | Has | Not | And | Or


class QueryError(InvalidInput):
    """A query that cannot be read. `position` counts the characters before the fault; `length` is the fault's own."""

    def __init__(self, message: str, position: int, length: int) -> None:
        super().__init__(message)
        self.position = position
        self.length = length
