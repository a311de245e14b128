"""One column for unit and person together: 责任科室（责任人）. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Mapping
from functools import cache

from rectify.domain.facts import clean
from rectify.transfer.sheet import Cell, text_of
from rectify.transfer.wording.cells import Reader, Said
from rectify.transfer.wording.matching import exact_fields_of, fields_of
from rectify.transfer.wording.words import is_nothing

PAIR = ("unit", "owner")
TIMED = frozenset({*PAIR, "due_on"})
"""Fields of which a column may name two, a deadline with who is to meet it."""


_LONGEST = 200
"""Letters: a longer text is no pair of names."""

_TWO = re.compile(
    r"(?P<first>[^()（）/／、:：和及与]+?)\s*(?:[(（](?P<remark>[^()（）]+)[)）]|[/／、:：和及与]\s*(?P<second>[^()（）/／、:：]+))"
)
_PERSON = "人"
"""What is left of 责任人 behind 责任部门/."""

_PARTS = re.compile(
    r"(?P<first>[^()（）/／、,，:：;；\s]+)\s*(?:[(（]\s*(?P<remark>[^()（）]+?)\s*[)）]|(?:[/／、,，:：]\s*|\s+)(?P<second>[^()（）:：;；]+))"
)
_TIMED = re.compile(r"(?P<first>[^/／,，;；:：\s]+)\s*[/／,，;；:：\s]\s*(?P<second>[^/／,，;；:：\s]+)")
_UNIT = re.compile("[\u4e00-\u9fffA-Za-z0-9]+[部科处室局组队厂司院校所站心委办村镇乡区县市班团会间园店库行府系党]")
_PEOPLE = re.compile(
    "[\u4e00-\u9fff·]{1,3}[\u4e00-\u9fff](?<![部科处室局组队厂司院校所站心委办村镇乡区县市班团间园店库行府])"
    "(?:[、,， /][\u4e00-\u9fff·]{2,4})*"
)
"""Names of two to four characters, the first of which does not end like that of a unit."""


def names_pair(heading: str, parent: str = "") -> bool:
    """Whether a heading asks for a unit and for a person in one cell."""
    match = _TWO.fullmatch(heading.strip()) if len(heading) <= _LONGEST else None
    if match is None:
        return False
    found = [_asked(match["first"], parent), _asked(match["remark"] or match["second"], parent)]
    return sorted(filter(None, found)) == sorted(PAIR)


def _asked(part: str, parent: str) -> str | None:
    """Whether a part of a heading asks for a unit or for a person."""
    if part.strip() == _PERSON:
        return "owner"
    fields = fields_of(part.strip(), parent)
    return next((name for name in PAIR if name in fields), None)


def parted(text: str) -> tuple[str, str] | None:
    """The unit and the people in a cell, in either order; None where it is not certain which is which."""
    match = _PARTS.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    first, second = match["first"], (match["remark"] or match["second"]).strip()
    for unit, people in ((first, second), (second, first)):
        if _UNIT.fullmatch(unit) and _PEOPLE.fullmatch(people):
            return unit, people
    return None


def names_timed(heading: str, parent: str = "") -> str | None:
    """The field, a person or a unit, that a heading asks for beside the deadline: 责任人/完成时限; None for others."""
    match = _TWO.fullmatch(heading.strip()) if len(heading) <= _LONGEST else None
    if match is None:
        return None
    parts = [match["first"].strip(), (match["remark"] or match["second"]).strip()]
    who = [name for part in parts if (name := _asked(part, parent))]
    timed = [part for part in parts if "due_on" in exact_fields_of(part, parent)]
    return who[0] if len(who) == len(timed) == 1 else None


def timed_facts(who: str) -> tuple[str, ...]:
    """The facts that the cells of such a column tell."""
    return (who, "due_on", "due_text", "due_mode")


def timed_reader(who: str, field: str, due: Reader) -> Reader:
    """How the cells of such a column are read, which would else be read as `field`; `due` reads a deadline."""
    nothing = dict[str, object].fromkeys(timed_facts(who))

    def read(cell: Cell, year: int | None) -> Said:
        text = clean(text_of(cell))
        match = _TIMED.fullmatch(text) if len(text) <= _LONGEST else None
        for day, name in ((match["second"], match["first"]), (match["first"], match["second"])) if match else ():
            said = due(day, year)
            told = said.facts.get("due_on") is not None or said.facts.get("due_mode") is not None
            if said.reason is None and told and not any(map(str.isdigit, name)):
                return said._replace(facts={**nothing, who: name, **said.facts})
        if field == "due_on":
            return due(cell, year)
        return Said({**nothing, field: None if is_nothing(text) else text})

    return read


def pair_reader(field: str) -> Reader:
    """How the cells of such a column are read, which would else be read as `field`."""

    nothing = dict[str, str | None].fromkeys(PAIR)

    @cache
    def facts_of(text: str) -> Mapping[str, str | None]:
        found = parted(text)
        return dict(zip(PAIR, found, strict=True)) if found else nothing | {field: None if is_nothing(text) else text}

    def read(cell: Cell, _year: int | None) -> Said:
        return Said(facts_of(clean(text_of(cell))))

    return read
