"""What the cells of a column say of it, where its heading does not. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice, pairwise

from rectify.domain.facts import clean
from rectify.domain.problem import SEVERITIES, Status
from rectify.transfer.sheet import Cell, Sheet, is_blank, text_of
from rectify.transfer.wording.cells import figure_of
from rectify.transfer.wording.days import LONGEST, without_clock
from rectify.transfer.wording.headings import COUNTS, folded
from rectify.transfer.wording.legends import legend_of
from rectify.transfer.wording.matching import looks_again
from rectify.transfer.wording.ranks import severity_of
from rectify.transfer.wording.traditional import simplified
from rectify.transfer.wording.words import TICKS, is_nothing, standing_of

LOOKED_AT = 1000
"""Rows that are looked at to judge a column."""

FEWEST = 3
"""Of fewer cells nothing is concluded."""

_MOST_WORDS = 8
"""A column of a status has no more different words."""

_STATUS_HINT = re.compile(
    r"状[态况]|(?<!问题)环节|情况|进展|结果|结论|是否(?=.*(?:改|完|办结|结[案束]|关闭|销|闭[环合]|解决|落实|处[理置]|[整根]治|到位|[合及]格|通过|消除|修复|达标|执行|实施|开展|回复|反馈|采纳))|销号|结案|关闭|完成|闭环|办结|落实|效果|追踪|跟踪|[改成号结]率|status|state|progress|(?<!dis)closed|complete|resolved|outcome|^result"
    r"|\bstage|\bphase"
)
_DUE_HINT = re.compile(
    "限|截[止至]|到期|节点|应完成|due|deadline|target|expir|complet.*by|by.*when|planned|计划|^when$|^by$|timeline"
    "|time ?(?:frame|scale)"
)
NUMBER_HINT = re.compile(r"(?:编号|编码|单号|文号|(?:(?<![A-Za-z])|_)(?:id|key|ref|no\.?|number)|#)$", re.IGNORECASE)
_SIGNS = frozenset({"#", "＃", "№"})
"""Headings of which nobody knows whether they number rows or problems."""

_FRONT = 3
"""So many columns from the left may hold the number of the problem without saying so."""

_OF_PROBLEMS = re.compile("问题|隐患|缺陷|整改|通知|受理|督办|finding|issue|problem|defect", re.IGNORECASE)
_OF_THINGS = re.compile(
    "关联|要素|条款|标准|产品|物料|广告|纳税|点位|设备|设施|装置|仪[器表]|资产|线路|杆塔|车辆|车牌|房号|楼栋|合同|员工|人员|网格|单位|部门|企业|用户|信用代码|身份证"
)
"""What else has numbers of its own beside a problem."""

_PAPER = re.compile("通知|文书|报告|项目|工程|notice|report|audit", re.IGNORECASE)
_SHARED = re.compile(
    "event|incident|case|inspection|visit|activity|permit|plugin|rule|complaint|docket|request|vulnerab", re.IGNORECASE
)
"""Headings of numbers that several problems may have in common; where they do, these number none of them."""

_FEWEST_NUMBERS = 0.5
"""Where fewer of the numbers than this are different ones, each is that of several problems."""

_FEW_NUMBERS = 0.8
"""Where no more of the numbers than this are different ones, they are not mistyped."""
_LONGEST_NUMBER = 40
_OTHER_RANKS = re.compile(
    "likel|probab|confid|effort|complex|residual|inherent|target|exposure|exploit|difficult|benefit|value|cost|consequence"
    "|satisf|matur|quality|skill|evidence|cooperat|可能|概率|难度|剩余|残余|配合|满意|质量|成熟",
    re.IGNORECASE,
)
"""Headings of what is ranked in the same words as a severity, but is none."""

_RANKS = re.compile(
    "级|程度|风险|严重|重要|危害|危险|影响|紧急|轻重|性质|sever|risk|priorit|critic|rating|impact|level|class|grade|rank"
    "|urgen|threat|hazard|danger",
    re.IGNORECASE,
)
"""Headings of what may be a severity."""

_UNRANKED = frozenset({"other", "others", "observation", "ofi", "info", "informational", "note"})
"""Words for what is not worth a rank, among ranks."""

_MOSTLY = 2 / 3
"""So many of the words of a column of ranks are ranks at least."""

_SHARE_HINT = re.compile("进度|比例|[改成号结]率|%|percent|progress|complete", re.IGNORECASE)
_LEAST_SHARE = 10
"""Where no figure is as large, and none but 0 and 1 would be a share of one, they are codes: 1, 2, 3."""

_UNFINISHED = frozenset({Status.OPEN, Status.IN_PROGRESS})
_FAILED = re.compile("不合格|[不未]通过|驳回|退回", re.IGNORECASE)
"""What is said of work that was done, and was not accepted."""

_ABOUT_OTHERS = re.compile(
    r"^(?:fix|patch|upgrade|resource|asset|warrant|payment|hearing|record|alert)\b", re.IGNORECASE
)
"""Beginnings of headings that tell how something else is than the work on the problem: fix state."""

_VERDICT = re.compile("是否符合|(?:抽[检查]|检[验测]|自查|评价)(?:情况|结果|结论)$")
"""Headings of what a look found, which says nothing of the work on it: 合格, 不合格."""

_REMARKS = re.compile("备注|说明|remarks?|notes?|comments?", re.IGNORECASE)
"""Headings under which some lists tell how far the work is."""

_CALENDAR_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.]?"
DAY = re.compile(
    r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}.*|\d{8}|(?:[A-Za-z]{3,9}[,.]? )?\d{1,2}[-./]\d{1,2}(?:[-./]\d{4}.*|[-./]\d{2})?"
    r"|.*\d+月(?:\d+[日号]|底|[上中下]旬).*"
    rf"|(?i:(?:[a-z]{{3,9}},? )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[-/ ]?{_CALENDAR_MONTH}[-/ ,]*\d{{4}}.*)"
    rf"|(?i:(?:[a-z]{{3,9}},? )?{_CALENDAR_MONTH}[-/ ]?\d{{1,2}}(?:st|nd|rd|th)?[-/ ,].*\d{{4}}.*)"
    r"|\d{1,2}(?P<between>[-./ ])[A-Za-z]{3}(?P=between)\d{2}"
    r"|[Ii]mmediate(?:ly)?|[Oo]n-?going"
    r"|立行立改.*|.*长期坚持"
)
_MONTH = re.compile(r"20\d\d[-./](?:0?[1-9]|1[0-2])|[A-Za-z]{3,9}\.? 20\d\d|Q[1-4] 20\d\d")
"""A part of a year, which is a deadline under a heading of one."""

CODE = re.compile(
    r"[A-Za-z]{1,10}[-_/ .#]?\d[\w./-]{0,20}|\d{4}[-/]\d{1,6}|[\u4e00-\u9fff〔\[（(]{1,8}\d{4}[\w〕\]）)-]{0,12}号?"
)
_SPAN = re.compile(
    r"\d{1,3}(?:\.0)?\s*(?:天|日|个?工作日|小时|[周年]|个月|(?:working |business )?(?:day|week|month|hour)s?)?",
    re.IGNORECASE,
)
_ASKS = re.compile("(?<!提)前[。.]?$|^(?:立行立改|长期坚持|持续坚持)$|并长期坚持$")
_TIME = re.compile(
    r"\d|[年月日底前期时天周季即立当尽已未待]|长期|持续|immediate|asap|a\.s\.a\.p|on-?going|continu|\btb[acd]\b|urgent|overdue"
    r"|\b(?:next|before|after|until|end|days?|weeks?|months?|quarters?|years?|daily|weekly|monthly|quarterly|annual(?:ly)?"
    r"|today|tomorrow|now|soon|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|winter"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
"""What tells when, in whatever words."""

NUMERIC = re.compile(r"[-+]?[\d.,%]*")
_TRUTH = frozenset({"true", "false"})
_ANSWERS = _TRUTH | {"yes", "no", "y", "n"}


def column(sheet: Sheet, place: int) -> list[Cell]:
    """The filled cells of a column, of as many rows as are looked at, without those of a header that is repeated."""
    head, *rows = islice(sheet.rows, 1 + LOOKED_AT)
    first = next((at for at, heading in enumerate(head.cells) if heading), 0)
    filled = ((cells, cells[place]) for _number, cells in rows if place < len(cells) and not is_blank(cells[place]))
    return [cell for cells, cell in filled if not _is_again(head.cells, cells, first)]


def _is_again(head: Sequence[Cell], cells: Sequence[Cell], first: int) -> bool:
    """Whether a row holds the headings once more, the first of which stands at `first`."""
    if first >= len(cells) or cells[first] != head[first]:
        return False
    both = [(clean(text_of(a)), clean(text_of(b))) for a, b in zip(head, cells, strict=False) if not is_blank(b)]
    return len(both) > 1 and sum(heading == text for heading, text in both) > 0.5 * len(both)


def texts(cells: Sequence[Cell]) -> list[str]:
    """The cells as text, those left out that only say that there is nothing."""
    words = (clean(text_of(cell)) for cell in cells)
    return [word for word in words if not is_nothing(word)]


def explained(sheet: Sheet, place: int) -> list[str]:
    """The texts of a column, in place of codes the words that its heading gives for them: 状态（0未整改/1已整改）."""
    head = sheet.rows[0].cells
    legend = legend_of(text_of(head[place])) if place < len(head) else {}
    return [legend.get(word.casefold(), word) for word in texts(column(sheet, place))]


def is_span(sheet: Sheet, place: int) -> bool:
    """Whether the cells of a column say how many days there are, and not which: 整改时限(天)."""
    cells = column(sheet, place)
    return bool(cells) and all(_SPAN.fullmatch(text_of(cell).strip()) for cell in cells)


def tells_status(sheet: Sheet, place: int) -> bool:
    """Whether nearly every filled cell is a word for a status, and there are few of them."""
    words = explained(sheet, place)
    known = sum(standing_of(word) is not None for word in words)
    return bool(words) and known >= 0.9 * len(words) and len(set(words)) <= _MOST_WORDS


def status_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column among `free` that is headed somewhat like a status, and whose cells are words for one."""
    found = []
    for place, heading in free:
        words = {word.casefold() for word in texts(column(sheet, place))}
        told = not words <= _TRUTH and tells_status(sheet, place)
        plain = simplified(heading.casefold())
        hinted = _STATUS_HINT.search(plain) and not _ABOUT_OTHERS.search(heading) and not _VERDICT.search(plain)
        if hinted and (told or (_SHARE_HINT.search(heading) and share_of(sheet, place))):
            found.append(place)
    states = [place for place, heading in free if place in found and heading.endswith("状态")]
    found = states if len(found) > 1 else found
    return found[0] if len(found) == 1 else None


def remarked_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column of remarks among `free` that holds nothing but words for a status, in most rows, and says of some
    that they are finished.
    """
    rows = sum(not all(map(is_blank, cells)) for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT))
    found = []
    for place, heading in free:
        words = texts(column(sheet, place)) if _REMARKS.fullmatch(folded(heading)) else []
        standings = [standing_of(word) for word in words]
        told = all(standings) and any(each and each.status is Status.CLOSED for each in standings)
        if len(words) >= FEWEST and 2 * len(words) >= rows and told:
            found.append(place)
    return found[0] if len(found) == 1 else None


def are_ranks(sheet: Sheet, place: int) -> bool:
    """Whether a column holds nothing but words for a severity, or for what is not worth one: Major, Minor, OFI."""
    words = texts(column(sheet, place))
    ranks = [word for word in words if severity_of(word) in SEVERITIES]
    others = {word.casefold() for word in words} - {word.casefold() for word in ranks}
    return len(words) >= FEWEST and others <= _UNRANKED and len(ranks) >= _MOSTLY * len(words)


def severity_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column among `free` that is headed somewhat like a severity, and whose cells are all words for one."""
    found = []
    for place, heading in free:
        plain = simplified(heading)
        if are_ranks(sheet, place) and _RANKS.search(plain) and not _OTHER_RANKS.search(plain):
            found.append(place)
    return found[0] if len(found) == 1 else None


def plainer_ranks(sheet: Sheet, place: int, others: Sequence[int], *, sure: bool) -> int | None:
    """The first of `others` in which every word ranks a problem, where none in the column at `place` does; where the
    heading of this one is `sure`, only if it holds figures, as factors of a rank are.
    """
    figures = all(map(NUMERIC.fullmatch, texts(column(sheet, place))))
    if _ranked(sheet, place) or (sure and not figures):
        return None
    return next((other for other in others if _ranked(sheet, other) == 1), None)


def _ranked(sheet: Sheet, place: int) -> float:
    """Which part of the words of a column are known to rank a problem: 0 to 1; 0 where there are none."""
    words = texts(column(sheet, place))
    return sum(severity_of(word) in SEVERITIES for word in words) / len(words) if words else 0


def only_ticked(sheet: Sheet, place: int) -> bool:
    """Whether the filled cells of a column are nothing but signs for yes, which tick off what is done."""
    cells = column(sheet, place)
    return bool(cells) and all(text_of(cell).strip() in TICKS for cell in cells)


def answers(sheet: Sheet, place: int) -> bool:
    """Whether a column holds nothing but answers, yes or no."""
    words = texts(column(sheet, place))
    return bool(words) and all(word.casefold() in _ANSWERS for word in words)


def due_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column among `free` that is headed somewhat like a deadline and holds days, or else asks for the work."""
    headed = [
        place
        for place, heading in free
        if _DUE_HINT.search(simplified(heading.casefold())) and not looks_again(heading)
    ]
    found = [place for place in headed if holds_days(sheet, place)]
    found = found or [place for place in headed if _tells_when(sheet, place)]
    found = found or [place for place, _heading in free if asks(sheet, place)]
    return found[0] if len(found) == 1 else None


def holds_days(sheet: Sheet, place: int) -> bool:
    """Whether nearly all filled cells of a column are days, or phrases that name one."""
    cells = column(sheet, place)
    return bool(cells) and sum(map(is_day, cells)) >= 0.8 * len(cells)


def _tells_when(sheet: Sheet, place: int) -> bool:
    """Whether half of the filled cells of a column are days, and all others tell when in words: Next meeting."""
    cells = column(sheet, place)
    words = [text_of(cell) for cell in cells if not is_day(cell) and not _MONTH.fullmatch(text_of(cell).strip())]
    return bool(cells) and len(words) <= 0.5 * len(cells) and all(map(_TIME.search, words))


def is_day(cell: Cell) -> bool:
    """Whether a cell is a day, or a phrase that names one."""
    text = text_of(cell).strip()
    return isinstance(cell, date) or (len(text) <= LONGEST and DAY.fullmatch(without_clock(text)) is not None)


def holds_names(sheet: Sheet, place: int) -> bool:
    """Whether nearly all filled cells of a column are words that neither name a time nor tell a status."""
    words = texts(column(sheet, place))
    plain = [word for word in words if not _TIME.search(word) and standing_of(word) is None]
    return bool(plain) and len(plain) >= 0.8 * len(words)


def asks(sheet: Sheet, place: int) -> bool:
    """Whether a column of days has words that ask for the work and never tell that it was done: 月底前, 长期坚持."""
    return holds_days(sheet, place) and any(_ASKS.search(text_of(cell).strip()) for cell in column(sheet, place))


def is_deadline(sheet: Sheet, place: int, status: int) -> bool:
    """Whether a column of days is filled where the status says that nothing is finished yet: 完成时间 of open rows."""
    rows = [cells for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT) if len(cells) > max(place, status)]
    words = [(cells, clean(text_of(cells[status]))) for cells in rows]
    standings = [(cells, standing_of(word)) for cells, word in words if not _FAILED.search(word)]
    unfinished = [cells for cells, standing in standings if standing and standing.status in _UNFINISHED]
    filled = sum(not is_blank(cells[place]) for cells in unfinished)
    days = holds_days(sheet, place) or _holds_months(sheet, place)
    return bool(unfinished) and filled >= 0.8 * len(unfinished) and days


def _holds_months(sheet: Sheet, place: int) -> bool:
    """Whether all filled cells of a column are days, or months, on which nobody finishes anything: Jun 2026."""
    words = [text_of(cell).strip() for cell in column(sheet, place)]
    return bool(words) and all(_MONTH.fullmatch(word) or is_day(word) for word in words)


def share_of(sheet: Sheet, place: int) -> int | None:
    """What stands for finished in a column of shares, 1 or 100; None where its cells are no figures up to these."""
    cells = column(sheet, place)
    heading = text_of(sheet.rows[0].cells[place]) if place < len(sheet.rows[0].cells) else ""
    shared = [cell for cell in cells if not isinstance(cell, str) or _SHARE_HINT.search(heading)]
    figures = [figure for cell in shared if (figure := figure_of(cell)) is not None]
    if not figures or len(figures) < len(cells) or min(figures) < 0 or max(figures) > 100:
        return None
    if 1 < max(figures) < _LEAST_SHARE and not _SHARE_HINT.search(heading):
        return None
    return 1 if max(figures) <= 1 else 100


def holds_shares(sheet: Sheet, place: int) -> bool:
    """Whether the cells of a column are shares of the work, as figures or as texts: 60%."""
    words = texts(column(sheet, place))
    return share_of(sheet, place) is not None or (bool(words) and all(word.endswith("%") for word in words))


def numbers_rows(heading: str) -> bool:
    """Whether a heading of numbers is that of what a row tells, not of a paper or an event with several rows."""
    return not _PAPER.search(heading) and not _SHARED.search(heading)


def is_distinct(sheet: Sheet, place: int, filled: int) -> bool:
    """Whether at least `filled` cells of a column hold anything, each something else."""
    words = [text_of(cell).strip() for cell in column(sheet, place)]
    return len(words) >= max(filled, 1) and len(set(words)) == len(words)


def restarts(sheet: Sheet, place: int, heading: str, papers: Sequence[int]) -> bool:
    """Whether a column counts 1, 2, 3 and begins again, as the items of several reports do, or numbers the papers that
    tell of several problems; that is no number of a problem. `papers` is where such papers are named.
    """
    words = [text_of(cell).strip() for cell in column(sheet, place)]
    if _PAPER.search(heading):
        return len(set(words)) < len(words)
    if len(set(words)) < _FEWEST_NUMBERS * len(words):
        return True
    if len(set(words)) <= _FEW_NUMBERS * len(words) and (
        _SHARED.search(heading) or any(_within(sheet, place, paper) for paper in papers)
    ):
        return True
    if not all(word.isdecimal() and len(word) < 5 for word in words) or len(set(words)) == len(words):
        return False
    counts = list(map(int, words))
    return counts[0] == 1 and all(after in {1, before + 1} for before, after in pairwise(counts))


def _within(sheet: Sheet, place: int, paper: int) -> bool:
    """Whether a number that stands several times stands once for each paper."""
    rows = [cells for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT) if len(cells) > max(place, paper)]
    pairs = [(text_of(cells[paper]), text_of(cells[place])) for cells in rows if not is_blank(cells[place])]
    return len(set(pairs)) == len(pairs) and 1 < len({name for name, _number in pairs}) < len(pairs)


def number_place(sheet: Sheet, headings: Sequence[tuple[int, str]], free: Sequence[tuple[int, str]]) -> int | None:
    """A column at the front where each cell is another code, such as CA-017, or any word under a heading of numbers."""
    for at, (place, heading) in enumerate(headings):
        if (
            (place, heading) not in free
            or _OF_THINGS.search(heading)
            or (at >= _FRONT and not _OF_PROBLEMS.search(heading))
        ):
            continue
        words = texts(column(sheet, place))
        if not words or len(set(words)) < len(words):
            continue
        first = place == headings[0][0] and len(words) >= FEWEST
        named = (
            NUMBER_HINT.search(heading)
            and folded(heading) not in COUNTS
            and not (heading.strip() in _SIGNS and all(map(str.isdecimal, words)))
            and all(len(word) < _LONGEST_NUMBER and " " not in word for word in words)
        )
        if (first and all(map(CODE.fullmatch, words))) or named:
            return place
    return None
