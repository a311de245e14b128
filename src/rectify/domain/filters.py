"""The query language: what is typed in the filter line or after `list` -> a tree of filters.

Source: docs/rules.md, "Query".
"""

import re
from datetime import date
from typing import NoReturn

from rectify.domain.filter_tree import (
    Everything,
    Filter,
    Word,
)
from rectify.domain.query_values import (
    Piece,
    all_of,
    any_of,
    fact,
    negated,
    no_order,
    possible,
    question,
    unknown_field,
)
from rectify.domain.query_words import ASKED, CHINESE_FIELDS, COMPARED, FIELD_NAME, FIELDS, LISTED, choices
from rectify.i18n import _

MOST_TERMS = 500
"""Terms and values of one query together; databases refuse expressions that are much longer."""

MOST_DEPTH = 50
"""Parentheses inside one another."""

_TWINS = str.maketrans("：，、（）＜＞＝≤≥－＊！", ":,,()<>=≤≥-*!")
_QUOTES = '"＂“”'
_QUOTED = re.compile(r'["＂]((?:[^"＂]|["＂]{2})*+)["＂]|[“”]([^“”]*)[“”]')
_AFTER_QUOTE = re.compile(r"[\s,)]")
_SIGN = re.compile(r"<=|>=|[<>=≤≥]")
_NOT_TEXT = re.compile("[\ud800-\udfff]")
_DASHES = re.compile(r"-+(?=[^\s)-])")
_OR = re.compile(r"or(?=[\s()]|$)", re.IGNORECASE)
_PARTED = re.compile(rf"({FIELD_NAME})(\s*)(!=|<=|>=|[:<>=≤≥])")
_FITTING = {":": frozenset({*ASKED, *FIELDS}), "!=": frozenset(FIELDS)}
"""The names that a sign may follow; the others compare."""

_HEAD = re.compile(rf"({FIELD_NAME})(:(?!//)|[<>=≤≥《》])")


def parse(text: str, today: date, *, kept: bool = False) -> Filter:
    """The tree of the query `text`; `today` is the day that phrases such as eom and +3d start from.

    Of a query that is `kept` since another day, a range such as today..2026-12-31 may be over by now.
    Raises QueryError, and nothing else, where the text cannot be read.
    """
    return _Reader(text, today, kept).query()


def suggestions(prefix: str) -> tuple[str, ...]:
    """What can complete the word `prefix`: names of fields with their colon, or the values after one."""
    head, colon, _part = prefix.casefold().partition(":")
    names = (*ASKED, *LISTED, *CHINESE_FIELDS)
    known = (f"{head}:{value}" for value in choices(head)) if colon else (f"{name}:" for name in names)
    return tuple(word for word in known if word.startswith(prefix.casefold()))


class _Reader:
    """Reads one query from left to right. `signs` is the text with ASCII for full-width signs, place by place."""

    def __init__(self, text: str, today: date, kept: bool) -> None:
        self.text = text
        self.kept = kept
        self.signs = text.translate(_TWINS)
        self.today = today
        self.at = 0
        self.depth = 0
        self.terms = 0

    def query(self) -> Filter:
        if fault := _NOT_TEXT.search(self.text):
            Piece(fault[0], fault.start()).wrong(_("The character at {at} is no text. Type it again."))
        tree = self.alternatives()
        if self.more():
            self.piece(1).wrong(_("The parenthesis ) at {at} closes nothing. Open it with ( or put it in quotes."))
        return Everything() if tree is None else tree

    def alternatives(self) -> Filter | None:
        """Terms joined by `or`, until the end or a closing parenthesis; None where there are none."""
        groups = [self.sequence()]
        while self.more() and (word := _OR.match(self.signs, self.at)):
            piece = self.piece(2)
            self.at = word.end()
            groups.append(self.sequence())
            if None in groups[-2:]:
                piece.wrong(
                    _("“or” at {at} needs a term before it and one after it. Put it in quotes to search for it.")
                )
        found = [group for group in groups if group is not None]
        return any_of(found) if found else None

    def sequence(self) -> Filter | None:
        terms: list[Filter] = []
        while self.more() and self.signs[self.at] != ")" and not _OR.match(self.signs, self.at):
            terms.append(self.term())
        return all_of(terms) if terms else None

    def term(self) -> Filter:
        self.count()
        dashes = _DASHES.match(self.signs, self.at)
        if dashes is None:
            return self.plain_term()
        self.at = dashes.end()
        tree = self.plain_term()
        return negated(tree) if len(dashes[0]) % 2 else tree

    def plain_term(self) -> Filter:
        if self.signs[self.at] == "(":
            return self.group()
        if self.opens_quote(self.at):
            return Word(self.quoted().text, phrase=True)
        self.refuse_parted()
        head = _HEAD.match(self.signs, self.at)
        if head is None or (head[2] in "《》" and head[1].casefold() not in COMPARED):
            return Word(self.bare(")"))
        return self.field_term(head)

    def refuse_parted(self) -> None:
        """Raise QueryError where a known field stands here, but its sign after a blank, or an unknown sign."""
        found = _PARTED.match(self.signs, self.at)
        if found is None or found[1].casefold() not in _FITTING.get(found[3], COMPARED):
            return
        sign = Piece(self.text[found.start(3) : found.end()], found.start(3))
        if found[3] == "!=":
            sign.wrong(_("There is no {text} at {at}; write -{field}:value for the others."), field=found[1])
        if found[2]:
            sign.wrong(
                _("There is a blank before {text} at {at}; write {field}{text}value without blanks."), field=found[1]
            )

    def group(self) -> Filter:
        opening, begin = self.piece(1), self.at
        if self.depth == MOST_DEPTH:
            opening.wrong(_("The parenthesis at {at} is inside too many others. Write the query with fewer."))
        self.at += 1
        self.depth += 1
        tree = self.alternatives()
        self.depth -= 1
        if not self.more():
            self.unclosed(opening)
        self.at += 1
        if tree is None:
            self.since(begin).wrong(_("There is nothing in the parentheses at {at}."))
        return tree

    def field_term(self, head: re.Match[str]) -> Filter:
        piece, sign = self.piece(len(head[1])), head[2]
        name = head[1].casefold()
        if name not in ASKED and name not in FIELDS:
            unknown_field(piece)
        if sign not in ":=" and name not in COMPARED:
            no_order(piece)
        self.at = head.end() if sign in ":=" else head.start(2)
        values = self.values(name, self.since(head.start()))
        return question(name, values) if name in ASKED else fact(FIELDS[name], values, self.today, kept=self.kept)

    def values(self, name: str, before: Piece) -> list[Piece]:
        found = [self.value(name, before)]
        while self.signs.startswith(",", self.at):
            comma = self.piece(1)
            self.at += 1
            found.append(self.value(name, comma))
        return found

    def value(self, name: str, before: Piece) -> Piece:
        self.count()
        sign = _SIGN.match(self.signs, self.at) if name in COMPARED else None
        if self.opens_quote(sign.end() if sign else self.at):
            return self.quoted_value(sign[0] if sign else "")
        begin = self.at
        text = self.bare("),")
        if not text:
            before.wrong(_("There is no value after {text} at {at}. Possible: {possible}."), possible=possible(name))
        return Piece(text, begin)

    def quoted_value(self, sign: str) -> Piece:
        """The value in the quotes that open after `sign`, with the sign before it."""
        self.at += len(sign)
        quoted = self.quoted()
        if self.at < len(self.text) and not _AFTER_QUOTE.match(self.signs, self.at):
            self.piece(1).wrong(_("After the closing quote, at {at}, there must be a space or a comma."))
        return Piece(sign + quoted.text, quoted.position - len(sign))

    def opens_quote(self, at: int) -> bool:
        return at < len(self.text) and self.text[at] in _QUOTES

    def quoted(self) -> Piece:
        """The text in the quotes that open here; a straight quote is doubled inside straight quotes."""
        found = _QUOTED.match(self.text, self.at)
        if found is None:
            self.piece(1).wrong(_("The quote at {at} is never closed. Close it, or leave it out."))
        straight, curly = found.groups()
        text = (curly if straight is None else re.sub('["＂]{2}', '"', straight)).strip()
        if not text:
            self.piece(len(found[0])).wrong(_("There is nothing in the quotes at {at}."))
        self.at = found.end()
        return Piece(text, found.start() + 1)

    def bare(self, stops: str) -> str:
        """The text from here to a blank or one of `stops`; parentheses that it opens and closes itself belong to it."""
        begin, opened = self.at, list[int]()
        while self.at < len(self.text) and not self.text[self.at].isspace():
            sign = self.signs[self.at]
            if not opened and sign in stops:
                break
            if sign == "(":
                opened.append(self.at)
            elif sign == ")":
                opened.pop()
            self.at += 1
        if opened:
            self.unclosed(Piece(self.text[opened[0]], opened[0]))
        return self.text[begin : self.at]

    def unclosed(self, opening: Piece) -> NoReturn:
        opening.wrong(_("The parenthesis at {at} is never closed. Close it with ) or put the words in quotes."))

    def more(self) -> bool:
        """Whether anything follows the blanks here, which are stepped over."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def since(self, begin: int) -> Piece:
        return Piece(self.text[begin : self.at], begin)

    def piece(self, length: int) -> Piece:
        return Piece(self.text[self.at : self.at + length], self.at)

    def count(self) -> None:
        self.terms += 1
        if self.terms > MOST_TERMS:
            self.piece(1).wrong(
                _("The query has more than {most} terms and values; the next is at {at}. Ask for less at once."),
                most=str(MOST_TERMS),
            )
