"""The column that names the problem, if no heading says so for certain. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from rectify.domain.facts import clean
from rectify.transfer.headers import verdicts
from rectify.transfer.sheet import Sheet, is_blank, text_of
from rectify.transfer.wording.content import (
    CODE,
    DAY,
    FEWEST,
    LOOKED_AT,
    NUMBER_HINT,
    NUMERIC,
    column,
    is_distinct,
    texts,
)
from rectify.transfer.wording.headings import LAST_TITLES, folded
from rectify.transfer.wording.matching import MEASURE, exact_fields_of, names
from rectify.transfer.wording.phrases import words_of
from rectify.transfer.wording.words import is_nothing, standing_of

_NAMES = ("displayname", "name", "名称")
"""Headings of a task where another column names who does it."""

_DESCRIBING = frozenset({"description", "details", "detail", "text"})
"""Last words of headings of what describes a thing that has a name too."""

_SHORTEST = 3
"""Fewer Latin letters are a mark, and name nothing."""

_SENTENCE = 3
"""A name of so many words is no person's and no thing's."""

_LOOKED_INTO = (
    "检查内容", "记录内容", "测评内容", "考核内容", "巡查内容", "督查内容", "督导内容", "抽查内容", "检查情况",
    "扣分原因", "扣分说明", "失分原因", "扣分点", "失分点", "检查发现", "巡查发现", "巡检发现", "现场发现",
)  # fmt: skip
"""Headings of what was looked into, which is the problem where nothing but a measure is told beside it."""

_DEMANDS = (
    "requirement",
    "requirements",
    "question",
    "questions",
    "auditquestion",
    "checkpoint",
    "controlpoint",
    "checklistitem",
    "inspectionitem",
    "itemchecked",
)
"""Headings of what was asked for, which is the problem where the answer is all that is told of it."""

_LAST_RESORTS = ("comment", "comments")
"""Headings of a title where nothing else is one."""

_TYPES = re.compile(
    "(?:finding|issue|violation|vulnerability|weakness|defect|deficiency|nonconformit?y|hazard|problem)"
    "(?:type|category)"
    "|(?:设备|安全|质量)?(?:问题|隐患|缺陷|故障|异常|违[规章法])(?:类[型别]|分类|种类)"
)
"""Headings of what kind of problem it is, which names it where nothing else does."""

_PERSON = re.compile(
    r"director|manager|officer|owner|auditor|inspector|responsible|\bby$|负责|责任人|领导", re.IGNORECASE
)
"""Headings of who has to do with a problem, which is never the problem."""

_TOLD = re.compile(
    "comment|remark|note|agenda|progress|assess|classif|deliverable|decision|cause|reason|status|response|update|background|evidence|verif|validat|criteria|备注|说明|进展|情况|原因|佐证|成效",
    re.IGNORECASE,
)
"""Headings of what is told beside a problem, and is never the problem."""

_RECOMMENDED = frozenset({"recommendation", "recommendations", "recommendationtext", "auditrecommendation"})
"""Headings of what is recommended, which names the problem before shorter words that no heading explains do."""

_OF_REPORTS = re.compile(
    "(?:evaluation|audit|report|review|assessment|engagement|inspection|project|publication)?(?:title|name)"
)
"""Folded headings of what a paper with several recommendations is called."""

_SENT_IN = re.compile("[^，。；]{1,10}(?:提交|发起|填报|上报|创建)的[^，。；]{2,20}")
_SINGLE = ("具体", "单项", "分项", "细化")
"""How headings begin of what is one of several: 具体任务."""

_REMARK = re.compile(r"[(（]([^()（）]+)[)）]")

_IDENTIFIER = re.compile(r"[0-9a-fA-F-]{16,}|https?://\S*|\S+@\S+|[\w./\\:-]*[/\\_][\w./\\:-]*")
_CHINESE = re.compile("[\u3400-\u9fff]")


def title_place(
    sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int], free: Sequence[tuple[int, str]]
) -> tuple[int, bool] | None:
    """The column that comes closest to a title, and whether only its cells say so; None where none does."""
    if "description" in places and (called := _called(sheet, headings)) is not None:
        return called, False
    described = {"description", "severity"} <= {*places} or "desc" in {heading for _place, heading in headings}
    names = _NAMES if described or "owner" in places else ()
    for word in (*(names if described else ()), *LAST_TITLES, *names):
        if word == "description" and "description" in places:
            return places["description"], False
        for place, heading in headings:
            if (
                folded(heading) == word
                and _may_be_title(sheet, place, places)
                and (word in _NAMES or not is_numbered(sheet, place))
            ):
                return place, False
    wordiest = _wordiest(sheet, free) if len(places) >= 2 else None
    advised = places.get(MEASURE)
    if wordiest is not None and advised is not None and folded(dict(headings)[advised]) in _RECOMMENDED:
        wordiest = wordiest if _length(sheet, wordiest) > _length(sheet, advised) else advised
        return wordiest, wordiest != advised
    if wordiest is not None and not (MEASURE in places and MEASURE in exact_fields_of(dict(headings)[wordiest])):
        return wordiest, True
    for place, heading in headings:
        if folded(heading) in _LOOKED_INTO and _may_be_title(sheet, place, places):
            return place, False
    if MEASURE in places and len(places) >= 2:
        demand = _demand(sheet, headings, places)
        return (places[MEASURE] if demand is None else demand), False
    told = [place for place, heading in headings if folded(heading) in _LAST_RESORTS]
    told += [place for place, heading in headings if "severity" in places and folded(heading) in _NAMES]
    types = [place for place, heading in headings if _TYPES.fullmatch(folded(heading))]
    told += sorted(types, key=lambda place: (-len({*texts(column(sheet, place))}), "ategory" in dict(headings)[place]))
    return next(((place, False) for place in told if _may_be_title(sheet, place, places)), None)


def name_beside(free: Sequence[tuple[int, str]], headings: Sequence[tuple[int, str]], title: int) -> int | None:
    """The column among `free` of names of what the one at `title` only describes: Card Name beside Card Description,
    Task beside Task Description.
    """
    *stem, last = words_of(dict(headings)[title]) or ("",)
    if not stem or last not in _DESCRIBING:
        return None
    wanted = {(*stem, "name"), (*stem, "title"), tuple(stem)}
    return next((place for place, heading in free if words_of(heading) in wanted), None)


def is_of_reports(sheet: Sheet, headings: Mapping[int, str], places: Mapping[str, int]) -> bool:
    """Whether Title is that of reports with several recommendations each, all of them different."""
    title, told = places["title"], places.get(MEASURE)
    if told is None or "source" in places or not _OF_REPORTS.fullmatch(folded(headings[title])):
        return False
    if folded(headings[told]) not in _RECOMMENDED:
        return False
    words = texts(column(sheet, title))
    return len({*words}) < len(words) and is_distinct(sheet, told, len(words))


def is_sent_in(sheet: Sheet, place: int) -> bool:
    """Whether titles say no more than who sent in a form, as a program for forms calls them: 张三提交的隐患上报."""
    words = texts(column(sheet, place))
    return bool(words) and all(map(_SENT_IN.fullmatch, words))


def fuller_task(sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int]) -> int | None:
    """A column of tasks that is filled where that of the title is blank; None where there is none, or where the blank
    rows may go on with the problem above.
    """
    title, first = places["title"], headings[0][0]
    if any(block.first_column - 1 == title for block in sheet.blocks):
        return None
    rows = [cells for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT) if len(cells) > title]
    blank = [cells for cells in rows if is_blank(cells[title])]
    for place, heading in headings:
        if folded(heading) in LAST_TITLES and place != places.get(MEASURE) and _may_be_title(sheet, place, places):
            told = [cells for cells in blank if len(cells) > place and not is_blank(cells[place])]
            if told and not any(is_blank(cells[first]) for cells in told):
                return place
    return None


def narrower(sheet: Sheet, title: int, free: Sequence[tuple[int, str]]) -> int | None:
    """The column of single tasks among those that may be `free` for it, where that of the title tells what several of
    them are for: 具体任务 beside 重点任务.
    """
    first, words = sheet.rows[0].number, texts(column(sheet, title))
    filled, repeated = len(column(sheet, title)), len({*words}) < len(words)
    tall = (block for block in sheet.blocks if first < block.first_row < block.last_row)
    merged = any(block.first_column - 1 == title for block in tall)
    for place, heading in free:
        word = folded(heading)
        single = word.startswith(_SINGLE) and word[2:] in LAST_TITLES
        fuller = place != title and filled < len(column(sheet, place))
        apart = single and repeated and is_distinct(sheet, place, filled)
        if apart or (fuller and (single or (merged and word in LAST_TITLES))):
            return place
    return None


def in_brackets(free: Sequence[tuple[int, str]]) -> int | None:
    """The one column whose remark in brackets names the problem: 检测(隐患)记录."""
    found = [place for place, text in free if any(names(each, "title") for each in _REMARK.findall(text))]
    return found[0] if len(found) == 1 else None


def _demand(sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int]) -> int | None:
    """The column of what was asked for, where the status only tells which demands are met."""
    if "status" not in places or not verdicts.is_of_demands(sheet, places["status"], dict(headings)):
        return None
    asked = (place for place, heading in headings if folded(heading) in _DEMANDS)
    return next((at for at in asked if _may_be_title(sheet, at, places) and not is_numbered(sheet, at)), None)


def _called(sheet: Sheet, headings: Sequence[tuple[int, str]]) -> int | None:
    """A column of names that are sentences, as a program of tasks heads them beside a description."""
    for place, heading in headings:
        words = texts(column(sheet, place)) if folded(heading) in _NAMES else []
        if words and len(set(words)) == len(words) and len(" ".join(words).split()) >= _SENTENCE * len(words):
            return place
    return None


def is_numbered(sheet: Sheet, place: int) -> bool:
    """Whether a column holds nothing but counts and codes in the rows that hold anything beside it: Item 1, Item 2."""
    rows = [cells for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT) if len(cells) > place]
    told = [clean(text_of(cells[place])) for cells in rows if sum(not is_blank(cell) for cell in cells) > 1]
    words = [word for word in told if not is_nothing(word)]
    return bool(words) and all(NUMERIC.fullmatch(word) or CODE.fullmatch(word) for word in words)


def _may_be_title(sheet: Sheet, place: int, places: Mapping[str, int]) -> bool:
    taken = next((field for field, at in places.items() if at == place), MEASURE)
    words = texts(column(sheet, place))
    numeric = sum(NUMERIC.fullmatch(word) is not None for word in words)
    letters = bool(words) and all(word.isascii() and len(word) < _SHORTEST for word in words)
    paths = bool(words) and all("/" in word and _IDENTIFIER.fullmatch(word) for word in words)
    return (
        taken in {MEASURE, "description", "category", "basis"}
        and numeric <= len(words) / 2
        and not paths
        and not letters
    )


def _wordiest(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The column of the longest sentences, nearly all of them different; None where no column has any."""
    best: tuple[float, int] | None = None
    rows = sum(not all(map(is_blank, cells)) for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT))
    for place, heading in free:
        words = texts(column(sheet, place))
        if (
            _TOLD.search(heading)
            or _PERSON.search(heading)
            or NUMBER_HINT.search(heading)
            or len(words) < max(FEWEST, 0.6 * rows)
            or len(set(words)) < 0.8 * len(words)
            or 2 * sum(standing_of(word) is not None for word in words) > len(words)
        ):
            continue
        plain = [
            word
            for word in words
            if not (_IDENTIFIER.fullmatch(word) or NUMERIC.fullmatch(word) or DAY.fullmatch(word))
        ]
        length = sum(min(_size(word), 100) for word in plain) / len(words)
        if length >= 8 and (best is None or length > best[0]):
            best = (length, place)
    return best[1] if best else None


def _length(sheet: Sheet, place: int) -> float:
    """How long the words of a column are on average."""
    words = texts(column(sheet, place))
    return sum(map(_size, words)) / max(len(words), 1)


def _size(word: str) -> int:
    """How much a text says: a Chinese character as much as two letters."""
    return len(word) + len(_CHINESE.findall(word))
