"""The parts of a query between its signs: values of fields, and what is said about those that cannot be read.

Source: docs/rules.md, "Query".
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, NoReturn

from rectify.domain.columns import Column
from rectify.domain.facts import read_severity
from rectify.domain.filter_tree import (
    And,
    Between,
    Compare,
    Comparison,
    Filter,
    Has,
    Is,
    Match,
    Missing,
    Not,
    Or,
    QueryError,
)
from rectify.domain.folding import folded
from rectify.domain.query_words import (
    ASKED,
    ATTACHED,
    COMPARED,
    COUNTS,
    DAYS,
    FIELDS,
    LISTED,
    MISSING,
    choices,
    read_codes,
)
from rectify.domain.quotation import LONGEST, shown
from rectify.errors import InvalidInput
from rectify.i18n import _

_NARROW = {0xFF01 + sign: 0x21 + sign for sign in range(94)} | str.maketrans("《》", "<>")
"""ASCII for the full-width signs in days, numbers and codes, place by place."""

_SIGN = re.compile(r"<=|>=|[<>=≤≥]")
_OPERATORS: dict[str, Comparison] = {"<": "<", "≤": "<=", "<=": "<=", ">": ">", "≥": ">=", ">=": ">=", "=": "="}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,9}")
_RANGE = re.compile(r"[^.]*[0-9][.]{2}[^.]*[0-9]")


class Piece(NamedTuple):
    """A part of the query as typed, and where it begins."""

    text: str
    position: int

    def after(self, length: int) -> "Piece":
        """What follows the first `length` characters."""
        return Piece(self.text[length:], self.position + length)

    def wrong(self, message: str, **words: str) -> NoReturn:
        """Raise the error that this part is at fault. `message` may use {text} and {at}, the place counted from 1."""
        sentence = message.format(text=shown(self.text), at=self.position + 1, **words)
        raise QueryError(sentence, self.position, max(1, len(self.text)))


def question(name: str, values: Iterable[Piece]) -> Filter:
    """The filter of is:, no: or has:. Raises QueryError for what it cannot ask."""
    return any_of([_asked(name, value) for value in values])


def _asked(name: str, value: Piece) -> Filter:
    what = value.text.translate(_NARROW).strip().casefold()
    if what not in ASKED[name]:
        _unknown(name, value, what)
    if name == "is":
        return Is(what)
    if what in ATTACHED:
        return Has(what) if name == "has" else Not(Has(what))
    return Missing(MISSING[what])


def fact(column: Column, values: Sequence[Piece], today: date, *, kept: bool) -> Filter:
    """The filter of one column: any of `values`. Raises QueryError for a value that the column cannot have.

    In a query that is `kept` a range may end before it begins: on other days it did not; and numbers may hold `..`.
    """
    if column.kind in DAYS | COUNTS:
        return any_of([_compared(column, value, today, kept) for value in values])
    if column.name == "number" and not kept:
        _refuse_ranges(values)
    read = [text for value in values for text in _whole(column, value)]
    return Match(column.name, tuple(dict.fromkeys(read)))


def _refuse_ranges(numbers: Iterable[Piece]) -> None:
    """Raise QueryError for 0001..0031, which would be looked for as it stands, and found nowhere."""
    for number in numbers:
        if _RANGE.fullmatch(number.text):
            number.wrong(
                _("{text} at {at}: numbers of problems have no ranges. Name them with commas, or write 2026-00*.")
            )


def _whole(column: Column, value: Piece) -> tuple[str, ...]:
    """The values of a text column, or the codes that the value stands for."""
    text = folded(value.text).strip()
    if column.kind == "severity":
        return (read_severity(text),)
    if not choices(column.name):
        return (text,)
    found = read_codes(column.kind, text.translate(_NARROW))
    if not found:
        _unknown(column.name, value, text)
    return found


def _compared(column: Column, value: Piece, today: date, kept: bool) -> Filter:
    """The filter of one value of a day or a number: 3, <3, 1..3, 1.., ..3."""
    plain = Piece(value.text.translate(_NARROW), value.position)
    if sign := _SIGN.match(plain.text):
        rest = plain.after(sign.end())
        if not rest.text.strip():
            plain.wrong(
                _("There is no value after {text} at {at}. Possible: {possible}."), possible=possible(column.name)
            )
        return Compare(column.name, _OPERATORS[sign[0]], _point(column, rest, today))
    low, dots, high = plain.text.partition("..")
    if not dots or not (low or high):
        return Compare(column.name, "=", _point(column, plain, today))
    first = _point(column, Piece(low, plain.position), today) if low else None
    last = _point(column, plain.after(len(low + dots)), today) if high else None
    if not kept and first is not None and last is not None and _rank(last) < _rank(first):
        _refuse_reversed(plain, first, last)
    return Between(column.name, first, last)


def _refuse_reversed(piece: Piece, first: date | int, last: date | int) -> NoReturn:
    """Say how to turn a range round; where its days are not written in full, only how they are read.

    Who types 11-01..12-31 at the end of November means this year's, and not the next such days.
    """
    from rectify.domain.dates import is_written_date  # only a wrong query pays for it

    low, dots, high = piece.text.partition("..")
    if isinstance(first, date) and not (is_written_date(low) and is_written_date(high)):
        piece.wrong(
            _("{text} at {at} is read as {first} to {last}, which ends before it begins. Write both days in full."),
            first=str(first),
            last=str(last),
        )
    piece.wrong(
        _("{text} at {at} ends before it begins, so nothing lies in it. Write {turned}."),
        turned=shown(f"{high}{dots}{low}"),
    )


def _rank(point: date | int) -> int:
    return point.toordinal() if isinstance(point, date) else point


def _point(column: Column, piece: Piece, today: date) -> date | int:
    return _count(column, piece) if column.kind in COUNTS else _day(piece, today)


def _count(column: Column, piece: Piece) -> int:
    text = piece.text.strip()
    if not _COUNT.fullmatch(text):
        piece.wrong(_("{text} at {at} is no whole number. Possible: {possible}."), possible=possible(column.name))
    return int(text)


def _day(piece: Piece, today: date) -> date:
    text = piece.text.strip()
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            piece.wrong(_("{text} at {at} is not in the calendar."))
    from rectify.domain.dates import read_day  # a query of written-out days needs no calendar library

    try:
        return read_day(text, today)
    except InvalidInput as reason:
        piece.wrong(_("No day at {at}: {reason}"), reason=str(reason))


def unknown_field(piece: Piece) -> NoReturn:
    """Raise the error that `piece` stands where a field's name must, with the names that look like it."""
    guesses = _alike(piece.text.casefold(), (*ASKED, *FIELDS))
    if guesses:
        piece.wrong(
            _("Unknown field {text} at {at}; did you mean {guesses}? To search for the text, put it in quotes."),
            guesses=guesses,
        )
    piece.wrong(
        _("Unknown field {text} at {at}. Possible: {possible}. To search for the text, put it in quotes."),
        possible=", ".join((*ASKED, *LISTED)),
    )


def _unknown(name: str, value: Piece, word: str) -> NoReturn:
    guesses = _alike(word, choices(name))
    if guesses:
        value.wrong(
            _("{name}: does not know {text} at {at}; did you mean {guesses}? Possible: {possible}."),
            name=name,
            guesses=guesses,
            possible=possible(name),
        )
    value.wrong(_("{name}: does not know {text} at {at}. Possible: {possible}."), name=name, possible=possible(name))


def _alike(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only a wrong query pays for it

    return ", ".join(get_close_matches(word[:LONGEST], list(known), n=3, cutoff=0.7))


def no_order(piece: Piece) -> NoReturn:
    """Raise the error that the field `piece` cannot be compared."""
    piece.wrong(
        _("{text} at {at} has no order; write {text}:value. What can be compared: {possible}."),
        possible=", ".join(name for name in LISTED if name in COMPARED),
    )


def possible(name: str) -> str:
    """What can stand after the field or question `name`, in words."""
    if name in ASKED or choices(name):
        return ", ".join(value for value in choices(name) if value in LISTED or value not in FIELDS)
    kind = FIELDS[name].kind
    if kind in DAYS:
        return _("a day such as 2026-12-31, today, fri, eom or +3d, also after < <= > >= or as first..last")
    if kind in COUNTS:
        return _("a whole number such as 2, also after < <= > >= or as 1..3")
    return _("text, in quotes when it has blanks or commas; * stands for any characters")


def negated(tree: Filter) -> Filter:
    """The opposite of `tree`."""
    return tree.term if isinstance(tree, Not) else Not(tree)


def any_of(trees: Sequence[Filter]) -> Filter:
    """One of `trees`, of which there is at least one."""
    return trees[0] if len(trees) == 1 else Or(tuple(trees))


def all_of(trees: Sequence[Filter]) -> Filter:
    """All of `trees`, of which there is at least one."""
    return trees[0] if len(trees) == 1 else And(tuple(trees))
