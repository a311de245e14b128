"""How lines begin that stand among the rows of a list and are no problems. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rectify.i18n import N_
from rectify.transfer.sheet import Cell, Sheet, is_blank, text_of
from rectify.transfer.wording.content import is_day
from rectify.transfer.wording.words import is_nothing

TOTAL = re.compile(
    r"(?:[合总小共累]\s*计|(?:grand |sub)?totals?|sum)(?:\s*[:：(（].*)?|total (?:number )?[\w ]{1,30}[:：]\s*[0-9]*"
    r"|(?:of which )?(?:open|closed|completed?|outstanding|overdue|in progress|not started|implemented)(?: \w+)?"
    r"\s*:\s*[0-9]+",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"[^,，。;；:：无未缺没不超与]{1,20}?[合总小共累]\s*计(?:\s*[:：(（].*)?")
"""A total with what it is of, as 甲镇小计, which a problem may end in as well: 账实合计."""

NOTE = re.compile(
    r"(?:填[表报]|编制)?(?:说\s*明|备?\s*注|附\s*注|注释|注意事项|notes?|remarks?|legend|applied filters?)"
    r"\s*(?:[0-9一二三]?\s*[:：、.].*|)",
    re.IGNORECASE | re.DOTALL,
)
SIGNED = re.compile(
    r"(?:制\s*表|填\s*[表报写]|审\s*[核批定查]|复\s*核|编\s*制|[批核]\s*准|签\s*发|联\s*系|统\s*计|经\s*办|承\s*办|报\s*送|抄\s*送"
    r"|记\s*录|汇\s*总|主\s*管|整\s*理|校\s*对)(?:人员?|者|单位|部门|日期|时间|电话|领导)?(?:[(（][^)）]*[)）])?\s*[:：].*"
    r"|(?:检\s*查|验\s*收|监\s*理|受\s*检|被\s*检|陪\s*同|参\s*检)(?:人员?|者|单位|部门|日期|组)\s*[:：].*"
    r"|[^:：,，。无未缺没]{0,16}签\s*[字名章][)）]?(?:\s*[(（][^)）]*[)）])?\s*[:：].*"
    r"|[^:：,，。无未缺没]{0,16}[(（]盖?\s*章[)）]\s*(?:[:：].*)?|单位盖?章.*"
    r"|第\s*\d+\s*页.*|page \d+.*|(?:prepared|approved|reviewed|checked|signed|inspected|submitted) by\s*:.*"
    r"|(?:\w+ )?signatures?\s*:.*"
    r"|end of (?:report|list)\.?",
    re.IGNORECASE | re.DOTALL,
)
PART = re.compile(r"(?:section|part|chapter)\s+[A-Z0-9]{1,4}\b.*", re.IGNORECASE)
SECTION = re.compile(
    r"(?:第[一二三四五六七八九十百]+[章节部分类篇]|[一二三四五六七八九十]+\s*[、.．,，]|[(（][一二三四五六七八九十]+[)）]"
    r"|(?:[IVX]+|[A-Z])[.、]\s|section\b|part\b).*",
    re.IGNORECASE,
)
MINOR = re.compile(r"[(（].*")
NUMERAL = re.compile(r"[一二三四五六七八九十]+[、.．]?")
CODE = re.compile(r"[\w./#-]+")
COUNT = re.compile(r"[0-9]{1,6}[.、]?")
_COLUMN_MARK = re.compile(r"[(（]?(?:[0-9]{1,2}|[甲乙丙丁戊])[)）]?")
_FORMAT_HINT = re.compile(
    r"[(（【\[<].*[)）】\]>]|示例.*|例[:：].*|样例.*|(?:yyyy|dd|mm)[-/. ].*"
    r"|(?:非?必[填选]|选填|可选|不填)(?:[,，、。;；:：(（\s].*)?|下拉(?:选择|菜单|列表|框)?(?:选择)?|(?:自动|系统)生成"
    r"|(?:请|需)?(?:填写|选择|输入).*|不超过[0-9]+[字个].*",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = re.compile(r"共?\s*[0-9]+\s*(?:项|个|条|件|处|起)?(?:问题|隐患)?")
_AMOUNT = re.compile(
    r"(?:共|其中|已|未|整改|完成|办结|销号|率)*[-+]?[0-9][0-9,.]*\s*(?:[%％]|万?[元项个条件处起人次户家分])?"
)
_SIGNER = re.compile(
    r"(?:[^:：]{0,16}(?:人员?|者|单位|部门|日期|时间|电话|领导|人\s*签\s*[字名章]|盖\s*章)|制\s*表|填\s*[表报写]|编\s*制|签\s*发|报\s*送"
    r"|抄\s*送)(?:[(（][^)）]*[)）]|[)）])*\s*[:：]\s*[^未无缺没不漏少,，。;；\s]{0,12}(?:\s.*)?"
    r"|[^:：]*[:：][\s_]*|第\s*\d+\s*页[\s,，/]*(?:共.*)?|page \d+(?: of \d+)?|\w+ by\s*:.*|end of .*",
    re.IGNORECASE | re.DOTALL,
)
"""Signatures that name who signs, or leave it blank; others may be what a problem is about: 记录：缺失三次."""

_DAYS = frozenset({"due_on", "found_on", "done_on", "closed_on"})
_MASK = re.compile(r"\(?(?:dd?|mm?m?|yyyy)[-/. ](?:dd?|mm?m?)[-/. ](?:dd?|yyyy|yy)\)?", re.IGNORECASE)
"""How a day is to be written, which no problem says of itself: dd/mm/yyyy."""

_LAST_ROWS = 5
_SIGNED_ON = re.compile(r"[\u4e00-\u9fff]{0,4}(?:日\s*期|时\s*间)\s*[:：]\s*\d{4}\s*[-./年].{0,20}")
_PEOPLE = frozenset({"unit", "owner", "lead"})

_LONGEST_NOTHING = 16
_BEGINS_NOTHING = frozenset("无未暂正一经本现检排合符")
_NOTHING = re.compile(
    r"(?:经|本次|现场|本月|本周)*(?:检查|排查|巡查|巡检)?[,，]?(?:均|暂|尚)?(?:无|未发现|未见)(?:任何|明显|安全|重大|其他|其它)*"
    r"(?:隐患|问题|异常|不符合项?|不合格项?|违[法规章]行为|缺陷)+[。.]?|(?:一切|均)?正常|(?:均)?(?:合格|符合(?:要求|规定)?)"
)
"""What stands where nothing was found wrong: 未发现隐患."""

NO_PROBLEM = {
    "note": N_("A note, a total or a signature, no problem; it was left out."),
    "section": N_("It heads the rows below, and was taken for their category."),
    "untitled": N_("It names no problem; it was left out."),
    "joined": N_("It belongs to the row above, and was joined to it."),
    "left": N_("It belongs to the row above; its {column} “{text}” differs and was left out."),
    "titled": N_("It has no title; {column} was taken for it."),
    "grouped": N_("It has no number of its own; its {column} was taken from the row above."),
    "counted": N_("It holds only its number; it was left out."),
}
"""What is said of rows that were read otherwise than as a problem of their own."""


def explains_columns(texts: Sequence[str], width: int) -> bool:
    """Whether the filled cells of a row below the header number its `width` columns, or show how to fill them in."""
    if len(texts) >= 3 and all(map(_COLUMN_MARK.fullmatch, texts)):
        figures = [int(digits) for text in texts if (digits := re.sub(r"\D", "", text))]
        return figures == sorted(set(figures)) and len(texts) >= 0.6 * width
    if any(map(_MASK.fullmatch, texts)):
        return True
    return (len(texts) >= 2 and all(map(_FORMAT_HINT.fullmatch, texts))) or bool(
        re.match("示例|样例|例[:：]", texts[0])
    )


def is_figure(cell: Cell) -> bool:
    """Whether a cell says how many there are, or that this is a total."""
    return not isinstance(cell, str) or bool(TOTAL.fullmatch(cell.strip()) or _FIGURE.fullmatch(cell.strip()))


def is_total_of(text: str, beside: Sequence[Cell]) -> bool:
    """Whether a text says that its row is the total of something, 甲镇小计, with nothing but figures `beside` it."""
    return _TOTAL_OF.fullmatch(text) is not None and all(map(_is_amount, beside))


def _is_amount(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return not isinstance(cell, date)
    text = cell.strip()
    return _AMOUNT.fullmatch(text) is not None or is_figure(cell) or is_nothing(text)


def is_signature(text: str, others: Sequence[Cell], *, fitting: bool) -> bool:
    """Whether a row that begins with `text` is a signature; `fitting` tells that facts of a problem stand in `others`,
    and then it must name who signs, or be one of several.
    """
    if not SIGNED.fullmatch(text) or not fitting:
        return SIGNED.fullmatch(text) is not None
    return bool(_SIGNER.fullmatch(text)) or any(SIGNED.fullmatch(text_of(other).strip()) for other in others)


def days_below(sheet: Sheet) -> Iterator[str]:
    """The days that stand alone in the last rows, as that of a letter below its list, or behind 日期."""
    for _number, cells in sheet.rows[1:][-_LAST_ROWS:]:
        own = [cell for cell in cells if not is_blank(cell)]
        if len(own) == 1 and is_day(own[0]):
            yield text_of(own[0])
        yield from (text for cell in own if _SIGNED_ON.fullmatch(text := text_of(cell).strip()))


def fits(name: str | None, cell: Cell) -> bool:
    """Whether a cell holds what its column asks for: a day, or the name of a person or a unit."""
    if name in _DAYS:
        return is_day(cell)
    text = text_of(cell).strip()
    named = isinstance(cell, str) and not (is_nothing(text) or SIGNED.fullmatch(text) or re.search(r"\d", text))
    return name in _PEOPLE and named


def says_nothing(title: Cell) -> bool:
    """Whether the cell of a title is empty, or only says that there is no problem: 无."""
    if not isinstance(title, str) or len(text := title.strip()) > _LONGEST_NOTHING:
        return False
    return (len(text) < 5 and is_nothing(text)) or (
        text[:1] in _BEGINS_NOTHING and _NOTHING.fullmatch(text) is not None
    )
