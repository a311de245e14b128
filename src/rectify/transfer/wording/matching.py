"""The heading of a column -> the fields that it may mean, and how sure that is. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rectify.domain.columns import BY_NAME, COLUMNS
from rectify.i18n import _
from rectify.transfer.outcome import How
from rectify.transfer.wording import european, japanese
from rectify.transfer.wording.headings import COUNTS, MEASURE_SYNONYMS, folded
from rectify.transfer.wording.phrases import (
    BRACKETS,
    FIRST_AID,
    LATIN_WORD,
    LOOKS_AGAIN,
    NUMBER_SIGN,
    fields_in,
    with_remark_first,
    words_of,
)
from rectify.transfer.wording.questions import answered
from rectify.transfer.wording.shapes import FINDERS, LOOSE, SHAPES
from rectify.transfer.wording.synonyms import SYNONYMS

MEASURE = "measure"
"""The field whose cell holds the measures, one a line."""

IMPORTED = tuple(column for column in COLUMNS if column.imported)
FIELDS = (*(column.name for column in IMPORTED), MEASURE)
"""What a column of a file may be read as."""

_HEADINGS = {column.name: column.heading for column in IMPORTED} | {MEASURE: BY_NAME["measures_total"].heading}

_OURS = {column.name: (folded(column.name), *SYNONYMS[column.name]) for column in IMPORTED} | {
    MEASURE: (MEASURE, *MEASURE_SYNONYMS)
}
_WORDS = {
    field: (*words, *european.HEADINGS.get(field, ()), *japanese.HEADINGS.get(field, ()))
    for field, words in _OURS.items()
}

_FAR = 1000
"""Ranks from here on are of headings that are only spelled much alike."""

_PARENTED = frozenset({"日期", "时间", "内容", "情况", "date", "time", "名称", "结果"})
"""Headings that mean nothing without what stands over them, where anything does."""

_NAMING = frozenset({"姓名", "名称", "签名", "name", "一级", "一级标题", "一级分类", "大类", "was", "what", "quoi"})
"""Headings under another one that add nothing to it."""

_PLAIN = ("具体", "主要")
"""Words before a heading that say nothing beside the one over it: 具体内容 under 整改措施."""

_YOURS = ("您的", "你的", "贵")
"""How a form asks for what a list names: 您的单位."""

_GROUP = re.compile("(?P<of>(?!整改|整治|治理|处[理置]|落实|完成)[\u4e00-\u9fff]{2,6})(?:情况|信息|记录|阶段|环节)")
"""What stands over several headings of one step, such as 验收情况 over 日期 and 结果; a day of the work itself may be
the one for which it was asked or the one on which it was done.
"""

_AFTERWARDS = re.compile("effective|verif|follow.?up|retest|re-?check|复查|复核|核查|回头看|评估|延期", re.IGNORECASE)
"""What stands over the days and words of a later look at the work, which are not those of the work itself."""

_LATER = 500
"""By so much a heading under such a one is less sure."""

_BESIDE = re.compile(
    "配合|协助|协办|协同|督导|督办|监督|监管|[\u4e00-\u9fff]{0,2}参与|previous|former|backup|secondary|alternate|vendor|job|approval|payment"
    "|contract(?! (?:clause|condition|section|paragraph))|repeat|prior(?!it)|existing|compensating|related|linked"
    "|duplicate|certification|no\\.? of|number of|total|parent|hearing|warrant|penalty|appeal|evidence|photo|drawing"
    "|investigat"
    "|(?:audit|review|assessment|inspection|project)[ _]completion|project[ _](?:end|start)"
    "|attachment|root.?cause|(?:fix|patch|resource|asset|package|alert)[ _](?:stat|sever)"
    "|(?:record|form|file|report|data|training|documentation)s?[ _](?:is[ _])?complete",
    re.IGNORECASE,
)
"""Beginnings of headings of those who only help or watch."""

_COMPOSED = 400
"""How sure a heading is that is put together as usual, though no table has it."""

_LOOSE = 50
"""By so much a heading is less sure that is put together loosely."""

_OF = re.compile(r"(?P<what>\w[\w ]*?) of (?:the )?(?P<whose>\w[\w ]*)", re.IGNORECASE)
_SEEN = re.compile(
    r" (?:noted|observed|identified|raised|found|needed|required|affected)(?=$| during\b| in\b| at\b)", re.IGNORECASE
)
_HEADS = frozenset({"severity", "source", "status", "owner", "origin", "description"})
"""Words before "of" that mean the same whatever comes after it."""

_MIXED = re.compile(r"[A-Za-z]+\s?(?=[\u4e00-\u9fff])")
"""A foreign word before a Chinese heading: Bug状态."""

_BILINGUAL = re.compile(r"(?P<own>[^A-Za-z]*[\u4e00-\u9fff])[\s/|]+(?P<other>[A-Za-z][A-Za-z .'/-]*[A-Za-z])[\s.:]*")
_HALVES = re.compile(
    r"(?P<other>[^\u4e00-\u9fff]*[A-Za-z][^\u4e00-\u9fff]*?)\s*[/|]\s*(?P<own>[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*)"
)
"""The same the other way round, with more words: NC Description/不符合项描述."""

_CODES = frozenset({"id", "no", "code", "key", "name"})
"""A heading in two languages: 提出日期 Date; and words behind a Chinese heading that are part of its meaning."""

_COMING = re.compile(
    "revised|extended|new|agreed|target|planned|expected|estimated|proposed|scheduled|forecast|anticipated|required|"
    "committed|original|initial|baseline|延期后|调整后|变更后|计划|预计|要求|目标",
    re.IGNORECASE,
)
"""Beginnings of headings of days that are still to come, whatever the rest says."""

_EITHER = re.compile(
    r"\bactual ?(?:/|or|and) ?(?:forecast|expected|planned|estimated|target)"
    r"|\b(?:forecast|expected|planned|estimated|target) ?(?:/|or|and) ?actual"
    "|实际[或/及和、](?:计划|预计)|(?:计划|预计)[或/及和、]实际",
    re.IGNORECASE,
)
"""Headings of days that may be still to come or past: Actual / Forecast Closure Date."""

_AGAIN = re.compile(rf"\b{LOOKS_AGAIN}", re.IGNORECASE)
_ASKED = re.compile("due|deadline", re.IGNORECASE)
_SHORT_NOUNS = frozenset({"owner", "title", "status"})
"""Ends of a heading that mean what they say although they are short."""

_PARTS = re.compile(r"\s*[/／、|和及或&]\s*|\s*(?<!参)与\s*|\s+(?:and|or)\s+", re.IGNORECASE)
_ABOUT = frozenset({"basis", "category", "source"})
"""What may stand in one column with what is wrong: Requirement / Concern Raised."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST_HEADING = 60
_LONGEST_IN_HALVES = 200
"""Longer headings, or longer ones in two languages, name nothing; some files have letters by the thousand there."""

_SPELLED = 500
"""Of more headings than any list has none is taken for a misspelled one: each takes milliseconds."""

_LONGEST_SHAPE = 24
"""No Chinese heading that is put together is longer, but many cells are that are looked at beside headings."""


class Match(NamedTuple):
    """How well a heading names a field; the lower the rank, the better."""

    rank: int
    how: How


def field_words(field: str) -> str:
    """What a field of FIELDS is called, in the language in use."""
    return _(_HEADINGS[field])


@lru_cache(maxsize=20_000)  # cells of the first rows are asked for twice, once for each look at their sheet
def exact_fields_of(heading: str, parent: str = "") -> Mapping[str, Match]:
    """As `fields_of`, by names and synonyms alone, which is quick."""
    if len(heading) > _LONGEST_HEADING:
        return {}
    heading = with_remark_first(NUMBER_SIGN.sub(" no ", heading))
    if not heading or len(heading) > _LONGEST_HEADING or (folded(heading) in COUNTS and not parent):
        return {}
    later = _LATER if _AFTERWARDS.search(parent) or FIRST_AID.match(parent) else 0
    if "%" in heading:
        heading = heading.replace("%", " percent ")
    for word, together in _readings(heading, parent):
        if found := _by_word().get(word):
            less = 0 if together else later
            return {field: Match(rank + less, "synonym" if rank else "name") for field, rank in found.items()}
    if heading.isascii():
        return {field: Match(_COMPOSED + later + rank, "synonym") for field, rank in _in_phrases(heading).items()}
    return _composed(heading, parent, later) if len(heading) <= _LONGEST_SHAPE else {}


def _composed(heading: str, parent: str, later: int) -> Mapping[str, Match]:
    """What a Chinese heading means by how it is put together."""
    for word, together in _readings(heading, parent):
        if composed := [field for field, shape in SHAPES if shape.fullmatch(word)]:
            return dict.fromkeys(composed, Match(_COMPOSED + (0 if together else later), "synonym"))
    word = folded(heading)
    loose = [field for field, shape in LOOSE if shape.fullmatch(word)]
    return dict.fromkeys(loose, Match(_COMPOSED + _LOOSE + later, "synonym"))


def _in_phrases(heading: str) -> Mapping[str, int]:
    """What an English heading means by the words that it is put together from."""
    if _BESIDE.match(heading):
        return {}
    words = words_of(heading)
    return _by_word().get("".join(words)) or fields_in(words)


@cache
def fields_of(heading: str, parent: str = "") -> Mapping[str, Match]:
    """The fields that `heading` may mean where `parent` stands over it: by name, by synonyms, else by spelling."""
    if len(heading) > _LONGEST_IN_HALVES or _EITHER.search(heading):
        return {}
    if found := exact_fields_of(heading, parent):
        parts = [folded(part) for part in _PARTS.split(BRACKETS.sub("", heading))]
        by_parts = _far(_by_word().get(parts[0], {})) if len(parts) > 1 else {}
        return {**by_parts, **found}
    if two := _HALVES.fullmatch(heading):
        return _far_of(two["own"], parent) or _far_of(two["other"], parent)
    plain = NUMBER_SIGN.sub(" no ", heading)
    if not heading or len(heading) > _LONGEST_HEADING or (folded(plain) in COUNTS and not parent):
        return {}
    return {"number": Match(_FAR, "spelling")} if plain != heading else _by_spelling(heading, parent)


def looks_again(heading: str) -> bool:
    """Whether a day is that of a look at the work: Planned Verification Date, but not Review Due Date."""
    return _AGAIN.search(heading) is not None and _ASKED.search(heading) is None


def is_composed(heading: str, parent: str, field: str) -> bool:
    """Whether `heading` names `field` only by how it is put together."""
    match = exact_fields_of(heading, parent).get(field)
    return match is not None and match.rank >= _COMPOSED


def names(heading: str, field: str) -> bool:
    """Whether `heading` is the name or a synonym of `field`."""
    return folded(heading) in _WORDS[field]


def is_loose(heading: str, parent: str = "") -> bool:
    """Whether a heading is that of a title only by how it is put together loosely: 环保问题."""
    match = exact_fields_of(heading, parent).get("title")
    return match is not None and match.rank % _LATER == _COMPOSED + _LOOSE


def assign(
    headings: Sequence[tuple[int, str]],
    parents: Mapping[int, str],
    places: Mapping[str, int],
    settled: set[int],
    *,
    spelled_too: bool = True,
) -> dict[str, tuple[int, How]]:
    """The place of each field that has none in `places`, leaving out the columns that are `settled`.

    The better heading wins a field; a heading that lost one may still mean another.
    """
    look = fields_of if spelled_too and len(headings) <= _SPELLED else exact_fields_of
    looked = ((place, look(heading, parents.get(place, ""))) for place, heading in headings)
    open_columns = {place: matches for place, matches in looked if matches}
    taken, found = set(settled), dict[str, tuple[int, How]]()
    for spelled in (False, True) if open_columns else ():
        for field in FIELDS:
            if field in places or field in found:
                continue
            ranks = [
                (match.rank, place, match.how)
                for place, matches in open_columns.items()
                if place not in taken and (match := matches.get(field)) and (match.how == "spelling") == spelled
            ]
            if ranks:
                _rank, place, how = min(ranks)
                found[field] = (place, how)
                taken.add(place)
    return found


def _readings(heading: str, parent: str) -> Iterator[tuple[str, bool]]:
    """The words that a heading and what stands over it make, the surest first, and whether both have a part in it."""
    child, above = folded(heading), folded(parent)
    if above:
        yield from ((above + child, True), (child + above, True))
        if child.startswith(_PLAIN):
            yield above + child[2:], True
        if group := _GROUP.fullmatch(above):
            yield group["of"] + child, True
        if child in _NAMING:
            yield above, True
        if child in _PARENTED:
            return
    yield child, False
    if child.startswith(_YOURS):
        yield child.lstrip("您你贵的"), False
    if _MIXED.match(heading):
        yield _MIXED.sub("", heading), False
    if (two := _BILINGUAL.fullmatch(heading)) and folded(two["other"]) not in _CODES:
        yield from ((folded(two[half]), False) for half in ("own", "other"))
    if heading.isascii():
        yield from ((folded(word), False) for word in _turned(BRACKETS.sub("", heading).strip(" *:")))
    if (plain := answered(heading)) is not None:
        yield folded(plain), False


def _turned(heading: str) -> Iterator[str]:
    """An English heading in other words: Date of Closure as Closure Date, Hazard Observed as Hazard."""
    if of := _OF.fullmatch(heading):
        yield f"{of['whose']} {of['what']}"
        if of["what"].casefold() in _HEADS:
            yield of["what"]
    elif seen := _SEEN.search(heading):
        yield heading[: seen.start()]


@cache
def _by_word() -> Mapping[str, Mapping[str, int]]:
    words = dict[str, dict[str, int]]()
    for field, synonyms in _WORDS.items():
        for rank, word in enumerate(synonyms):
            words.setdefault(word, {}).setdefault(field, rank)
    return words


@cache
def _by_length() -> Mapping[int, Sequence[str]]:
    words = dict[int, list[str]]()
    for word in _by_word():
        words.setdefault(len(word), []).append(word)
    return words


def _by_spelling(heading: str, parent: str) -> Mapping[str, Match]:
    """What a part of the heading, its end or a word much like it means."""
    words = _by_word()
    plain = BRACKETS.sub("", heading)
    parts = [part for part in _PARTS.split(plain) if part]
    for at, part in enumerate(parts if len(parts) > 1 else ()):
        if found := words.get(folded(part)):
            wrong = bool({*found} & {*_ABOUT, "severity"}) and any(
                "title" in exact_fields_of(each) for each in parts[at + 1 :]
            )
            return _far(found) | ({"title": Match(_FAR + _COMPOSED, "spelling")} if wrong else {})
    word = folded(plain)
    if parent and word in _NAMING:
        plain, word = parent, folded(parent)
    if (parent and word in _PARENTED) or _BESIDE.match(plain) or FINDERS.fullmatch(word):
        return {}
    found = _ending(plain)
    if _COMING.match(plain) and {"done_on", "closed_on", "found_on"} & {*found}:
        return {} if looks_again(plain) else _far({"due_on": 0})
    return _far(found or {field: rank for field, rank in _alike(word).items() if field != "number"})


def _far_of(half: str, parent: str) -> Mapping[str, Match]:
    """What one half of a heading in two languages means."""
    return _far({field: match.rank for field, match in fields_of(half, parent).items()})


def _far(found: Mapping[str, int]) -> dict[str, Match]:
    return {field: Match(_FAR + rank, "spelling") for field, rank in found.items()}


def _ending(heading: str) -> Mapping[str, int]:
    """What the longest end of a heading means: the last part of a Chinese one, or of an English one, is its noun."""
    word = folded(heading)
    latin = [part.casefold() for part in LATIN_WORD.findall(heading)] if heading.isascii() else []
    ends = ["".join(latin[at:]) for at in range(1, len(latin))] if latin else [word[at:] for at in range(1, len(word))]
    for end in ends:
        if len(end) < (3 if _CHINESE.search(end) else 7) and end not in _SHORT_NOUNS:
            continue
        if found := _by_word().get(end):
            return found
    return {}


def _alike(word: str) -> Mapping[str, int]:
    """What a word means that differs in one sign or two: 责任単位, Traget Date."""
    from difflib import get_close_matches  # loads only for a heading that no table knows

    chinese = bool(_CHINESE.search(word))
    if len(word) < (4 if chinese else 6):
        return {}
    as_long = [each for length in range(len(word) - 1, len(word) + 2) for each in _by_length().get(length, ())]
    close = get_close_matches(word, as_long, 1, 0.75 if chinese else 0.9)
    if not close or (chinese and not _one_sign_apart(word, close[0])):
        return {}
    return _by_word()[close[0]]


def _one_sign_apart(word: str, other: str) -> bool:
    """Whether one sign was put in, left out or written wrongly, but not the last one, which is the noun's."""
    if len(word) == len(other):
        wrong = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
        return len(wrong) == 1 and word[-2:] == other[-2:] and _are_typed_alike(*wrong[0])
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))


def _are_typed_alike(sign: str, other: str) -> bool:
    """Whether one sign is typed for the other by mistake: 签收 is no 验收, but another word."""
    from pypinyin import lazy_pinyin  # 50 MB, which only a heading pays that is much like a known one

    return bool(lazy_pinyin(sign) == lazy_pinyin(other))
