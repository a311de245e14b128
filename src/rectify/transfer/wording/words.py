"""The words that offices write into status, yes-or-no and empty cells. Source: docs/rules.md, "Import"."""

import re
import unicodedata

from rectify.domain.facts import clean
from rectify.domain.problem import STATUS_LABELS, Status
from rectify.i18n import gettext
from rectify.transfer.sheet import Cell, text_of
from rectify.transfer.wording.vocabulary import STANDINGS, Standing, compared

_SETTLES = (
    "修改|纠正|改善|改进|整治|治理|化解|处置|结案|上线|到位|达标|消缺|清零|处治|整顿|整修|摘牌|消号|完工|竣工|执行"
)
_MENDED = (
    "更换|更新|替换|调换|换新|维修|检修|修理|修缮|修好|完善|规范|修订|修正|清理|清除|清退|拆除|移除|排除|恢复|封堵|疏通|加固|校准|安装|加装"
    "|配备|配齐|补充|补齐|补全|补办|补缴|补签|补录|退还|追回|上缴"
)
"""What was done to the thing itself, which is the remedy: 已更换."""

_ACTS = f"整改|完成|落实|解决|办结|办理|处理|关闭|销号|闭环|闭合|消除|修复|消项|销项|改正|{_SETTLES}|{_MENDED}"
_DEEDS = "开发|发布|部署"
_ACT = f"(?:问题|隐患)?(?:{_ACTS}){{1,2}}"
_END = "(?:完成|到位|完毕|结束|整改|销号|好)?"
_NOW = "(?:正在|正|持续|逐步|有序|加快|全力|抓紧|稳步|有力|全面|仍在|[尚还]在|在)"
_WORK = (
    f"(?:推进|{_ACTS}|实施|施工|采购|维修|开展|进行|跟进|协调|审批|研究|修订|制定|开发|测试|评审|招标|安装|调试|设计|建设|改造|改进"
    "|清理|筹备|论证|调研|调查|核实|初核|研判|编制|订购|申报|申请|排查|追踪|跟踪|督办|督导|整理|拟定|起草|招投标|查处){1,2}"
)
_ENDS = "归档|摘牌|核销|销[号项案]|消[号项]|闭[环合]|关闭|结案"
_LOOKS = "复[查核检验测]|验[收证]|审[核批]|[初终]审|核[查验]|查验"
_IN_TIME = "(?:按期|按时|如期|提前|逾期|超期|延期|正常|及时|立即|全部|全面|均|现)"
_EN_WAITS = (
    "(?:pending|awaiting)[a-z]*(?:verif|valid|review|clos|approv|accept|sign|test|check|confirm|reinspect)[a-z]*"
    "|(?:readyfor|for)(?:re)?(?:inspection|test|testing|review|checking|verification|validation|approval|acceptance|qa|qc)"
)
_EN_GOES_ON = (
    "(?!not)[a-z]*in(?:progress|process|implementation|remediation|development|execution|design|testing)"
    "|(?:action|actions|work|implementation|remediation|mitigation|correction)(?:is|are)?(?:ongoing|underway|started)"
)
_EN_DONE = (
    "(?:(?:has|have|had)been|was|were|is|are)?(?:taken|implemented|completed?|closed|resolved|fixed|corrected"
    "|remediated|mitigated|addressed|rectified|abated|repaired|finished|done|satisfied|actioned|cleared|complied|replaced|updated|upgraded|patched|removed|installed|restored"
    "|reinstated|cleaned|calibrated|serviced|refilled|revised|amended|relabell?ed|retrained)"
)
_EN_WHAT = (
    "(?:all|actions?|correctiveactions?|implementation|remediation|abatement|finding|issue|recommendation|item|work)*"
)
_WHEN = "[0-9]{1,2}月(?:[0-9]{1,2}[日号])?(?:[份底初末]|[上中下]旬)?"
_SHAPES = tuple(
    (Standing(status), re.compile(pattern))
    for status, pattern in (
        (Status.OPEN, f"(?:问题|隐患)?(?:均|全部)?[尚暂还仍]?(?:没有?|未)(?:能|完全|{_IN_TIME})?{_ACT}{_END}"),
        (Status.OPEN, f"(?:逾期|超期|[未已]?到期)未(?:{_ACTS}|[办改结完]){{1,2}}"),
        (Status.SUBMITTED, f"待(?!整改|处理|落实|完成)[\u4e00-\u9fff]{{0,6}}(?:{_LOOKS}|{_ENDS}|评价|评估)"),
        (Status.OPEN, f"[需应须待](?:立即|限期|尽快)?{_ACT}"),
        (Status.IN_PROGRESS, f"已?(?:部分|大部分|基本|初步)已?{_ACT}{_END}"),
        (Status.IN_PROGRESS, f"{_NOW}{_WORK}{_END}中?"),
        (Status.IN_PROGRESS, "正在[\u4e00-\u9fff]{2,8}"),
        (Status.IN_PROGRESS, f"(?:{_LOOKS}|{_ACTS})(?:不合格|不通过|未通过|无效)|(?:待|正在)?二次{_ACT}中?"),
        (Status.IN_PROGRESS, f"{_WORK}中"),
        (Status.IN_PROGRESS, "已?取得(?:阶段性?|明显|初步|积极|较大|一定|显著)(?:成效|进展|成果|效果)"),
        (Status.OPEN, f"{_EN_WHAT}(?:(?:needs|has|have|is|are|still)*tobe|pending){_EN_DONE}"),
        (Status.IN_PROGRESS, f"{_EN_WHAT}(?:is|are|currently)*being{_EN_DONE}"),
        (
            Status.OPEN,
            f"{_EN_WHAT}(?:agreed)?(?:(?:has|have|was|were|is|are)?not(?:yet|been|fully)*|neverbeen){_EN_DONE}",
        ),
        (Status.IN_PROGRESS, f"{_EN_WHAT}(?:partially|partly|substantially|mostly|largely|nearly|almost){_EN_DONE}"),
        (Status.SUBMITTED, f"已?{_ACT}{_END}[待未](?:审核|验收|复[查核检]|核查|验证|销号|审批)"),
        (Status.SUBMITTED, "[待未](?:复[检查核验测]|再?验[收证])(?:合格|通过)?"),
        (Status.SUBMITTED, f"(?:{_LOOKS}|[一二三]级审[批核])中|初[审验](?:合格|通过)|(?:申请|建议|拟)(?:{_ENDS})"),
        (Status.SUBMITTED, _EN_WAITS),
        (Status.IN_PROGRESS, _EN_GOES_ON),
        (
            Status.CLOSED,
            (
                f"{_EN_WHAT}(?:has|have|was|were|been|fully|verified|confirmed|now)*{_EN_DONE}(?:(?:and|&)?{_EN_DONE})?"
                "(?:and|&)?(?:verified|closed|validated|ontime|late)?(?:(?:through|via)[a-z]{2,30})?"
            ),
        ),
        (
            Status.CLOSED,
            "(?:implementation|closure|completion|remediation|fix|correction)(?:verified|confirmed|validated|approved)",
        ),
        (Status.CLOSED, f"(?:问题|隐患)?{_IN_TIME}*(?:已经?|业已|已确认){_IN_TIME}?{_ACT}{_END}"),
        (
            Status.CLOSED,
            "已?(?:复[核查检]|验收|审核|核查)(?:合格|通过)?(?:并|后)?(?:闭环|销号|关闭|归档)|已(?:复[核查检]|验收|核查)(?:合格|通过)",
        ),
        (Status.CLOSED, f"(?:问题|隐患)?(?:{_MENDED})(?:完成|完毕|到位|结束)"),
        (Status.CLOSED, f"(?:[0-9]{{4}}年)?{_WHEN}{_IN_TIME}*已{_IN_TIME}?{_ACT}{_END}"),
        (Status.CLOSED, f"已[于在][0-9一二三四五六七八九十年月日初中底上下旬]+{_IN_TIME}?{_ACT}{_END}"),
        (Status.CLOSED, f"{_IN_TIME}*已{_IN_TIME}?(?:{_DEEDS}){_END}"),
        (Status.OPEN, f"[尚暂还仍]?未(?:{_DEEDS}){_END}"),
        (Status.CLOSED, f"(?:按期|按时|如期|提前|逾期|超期|正常|全部|全面)+{_ACT}{_END}"),
        (Status.CLOSED, f"(?:{_LOOKS}|{_ACTS})(?:合格|通过|有效)|已?(?:验证|验收|完成)(?:{_ENDS})"),
        (Status.CLOSED, f"已?{_ACT}(?:到位|完毕|完成)?[并后]{_ACT}"),
    )
)
"""How words for a status are put together, where no table has them."""

_SHARE = re.compile(
    r"(?:整改)?(?:约|已|about|approx\.?)?\s*(?:整改|完成|completed?|done|wip|in progress|progress|ongoing)?[\s:–-]*"
    r"(\d{1,3})(?:\.\d+)?\s*%(?:\s*(?:completed?|done|implemented|完成))?",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_LACKS = re.compile("pending|await|待", re.IGNORECASE)
"""What a remark in brackets says of work that is done but not proven yet."""
_DAY = r"(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?"
_DAY_BESIDE = re.compile(rf"^[于在]?{_DAY}[,，\s]*(?=[均全都]?已)|(?<=[\u4e00-\u9fff])\s*{_DAY}$")
"""A day before a word that says what was done, or after any word: 5月13日已完成, 已整改 5.9."""

_DATED = re.compile(
    r"[\s,:;–—-]+(?:on |in )?(?P<day>\d{4}([-./])\d{1,2}\2\d{1,2}"
    r"|\d{1,2}([-./ ])(?:\d{1,2}|[A-Za-z]{3,9})\3(?:\d{4}|\d{2})"
    r"|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})$"
)
"""A day behind an English word: Completed 28/01/2026, Done – 3 March 2026."""

_CODE = re.compile(r"^\d{1,2}[.、:：\s-]*(?=[^\d%年月日号])")
_REST = re.compile(r"\s*(?:[-–—:：;；,，。.]|\d{4}[-./年]).*", re.DOTALL)
_DASH = re.compile(r"\s+[-–—:]\s*|[–—:：]|(?<=[a-z])-(?=[A-Za-z])", re.IGNORECASE)
_LATE = frozenset({"overdue", "late", "pastdue", "delayed", "notdue", "notyetdue", "逾期", "超期"})
_TO_THE_END = (Status.OPEN, Status.IN_PROGRESS, Status.SUBMITTED, Status.SUSTAINED, Status.CLOSED, Status.WAIVED)
_UNFINISHED = frozenset(_TO_THE_END[:3])
_BOX = re.compile("[□☐○◯〇]")
_TICKS = re.compile("[□☐○◯〇☑√✓✔■●▣☒]")
_TWO_LANGUAGES = re.compile(
    r"([A-Za-z][A-Za-z -]*?)[\s/|]*([\u4e00-\u9fff]+)|([\u4e00-\u9fff]+)[\s/|]*([A-Za-z][A-Za-z -]*)"
)
_OF_GROUP = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.]\s*)+|[(（]共?\d+[项个条件处起宗家)）]*\s*$|(?:问题|事项|隐患)(?:清单)?\s*$"
    r"|\b(?:items?|issues?|findings?|actions?|tasks?|recommendations?|risks?|defects?|snags?|observations?|problems?)\b",
    re.IGNORECASE,
)
"""What stands in the heading of a section beside a word for a status."""

_WRITTEN_ANEW = re.compile("(?:updated|revised|amended|已更新|已修订)(?:的?问题|事项|隐患)?", re.IGNORECASE)
"""Sections of what is told anew, such as Updated Issues; as a word for a status it says that the thing itself was."""

_WHAT = re.compile("(?:的)?(?:问题|事项|隐患|缺陷|任务|项目)(?:清单|台账)?$")

_BEGINNING = re.compile(r"\s*(?P<head>[\u4e00-\u9fff]{3,10})\s*[。；;：:，,]\s*(?=\S)")
_EN_BEGINNING = re.compile(r"(?P<head>[A-Za-z][A-Za-z '/-]{3,40})\s*[.:;,–—-]\s+(?=\S)")
_EN_LEFT = re.compile(
    r"\b(?:pending|await\w*|remain\w*|outstanding|but|except|however|not|will|until|partial\w*|still|yet|progress"
    r"|ongoing|re-?opened?|unresolved|incomplete|due|expected|planned|needs?|requires?|to be|re-?test"
    r"|\d+ of \d+|(?<![/\d])\d{1,3}/\d{1,3}(?!/)|\d+ ?%)\b",
    re.IGNORECASE,
)
"""A sentence in English that begins with a word for a status, and what says in its rest that something is left."""

_SURE = re.compile("^(?:已|正|[尚暂还]?未|待|按|全部|部分|基本)|完成|完毕|到位|整改|销号|办结|闭环|进行|推进")
"""What stands in the words at the beginning of a sentence that tell a status."""

_LEFT = re.compile("未|尚|待|正在|部分|剩|其余|预计|仍")
"""What says in the rest of a sentence that something is left to do."""

_KEPT_UP = re.compile(".*[,;、并](?:且)?(?:长期坚持|持续坚持|持续推进|长期推进)")
_LONGEST_REST = 16
"""So many letters behind a word for a status are left out."""

_LONGEST_WORD, _LONGEST_NAMED = 10, 30
_SHORTEST_HEAD = 5
"""Letters: shorter words before a stop may be names, or shortened."""

_LONGEST = 24
_LONGEST_FORM = 60
_LONGEST_ENGLISH = 45
"""What is longer is a sentence."""
_LONGEST_CELL = 400
"""With remarks and dates beside the word; shapes are looked for in time that grows with the square of the length."""
_BLANKS = frozenset({"/", "\\", "-", "--", "—", "——", "–", "无", "n/a", "na", "none", "null", "nil"})


def standing_of(word: str) -> Standing | None:
    """What a status word says, or None when it is unknown; case, blanks and punctuation do not matter."""
    if len(word) > _LONGEST_CELL:
        return None
    folded = compared(word)
    if _BOX.search(word) and len(word) <= _LONGEST:
        return _ticked(word)
    found = STANDINGS.get(folded) or _own_labels(folded) or _shaped(word) or _in_two_languages(word)
    return found or _at_the_beginning(word)


def day_behind(word: str) -> str | None:
    """The day that stands behind an English word for a status: Completed 28/01/2026."""
    match = _DATED.search(word) if word[-1:].isdigit() and len(word) <= _LONGEST_ENGLISH else None
    return match["day"] if match else None


def standing_of_group(text: str) -> Standing | None:
    """What the heading of a section says of all problems below it: Closed Items, 一、已整改问题."""
    plain = _OF_GROUP.sub(" ", text).strip()
    if _WRITTEN_ANEW.fullmatch(plain):
        return None
    return standing_of(plain) or standing_of(_WHAT.sub("", plain))


def less_finished(first: Cell, second: Cell) -> Cell | None:
    """Which of two words for a status is less finished; None where one of them is unknown."""
    before, after = (standing_of(clean(text_of(cell))) for cell in (first, second))
    if before is None or after is None:
        return None
    return second if _TO_THE_END.index(after.status) < _TO_THE_END.index(before.status) else first


def _ticked(word: str) -> Standing | None:
    """What a form says that is filled in by ticking: ☑是 □否, or 是□ 否√; open where nothing is ticked."""
    words, ticked = _choices(word)
    if len(ticked) > 1 or not any(words) or not all(STANDINGS.get(compared(text)) for text in words if text):
        return None
    return STANDINGS.get(compared(ticked[0])) if ticked else Standing(Status.OPEN)


def ticked_in(text: str) -> str | None:
    """The one choice that is ticked in a form, empty where none is: ☑一般 □严重; None where it is no such form."""
    if len(text) > _LONGEST_FORM or not _BOX.search(text):
        return None
    words, ticked = _choices(text)
    return "".join(ticked) if any(words) and len(ticked) <= 1 else None


def _choices(text: str) -> tuple[list[str], list[str]]:
    """The choices in a form, and those that are ticked; the signs stand before them, or behind."""
    signs, parts = _TICKS.findall(text), [part.strip() for part in _TICKS.split(text)]
    words = parts[1:] if not parts[0] else parts[:-1]
    return words, [word for sign, word in zip(signs, words, strict=False) if not _BOX.match(sign)]


def _at_the_beginning(word: str) -> Standing | None:
    """What the first words of a sentence say: 已整改到位，账实一致; None where the rest says that something is left."""
    if word.isascii():
        return _english_beginning(word)
    match = _BEGINNING.match(word)
    if match is None or not _SURE.search(match["head"]):
        return None
    head = compared(match["head"])
    found = STANDINGS.get(head) or _composed(head)
    return None if found and found.status is Status.CLOSED and _LEFT.search(word, match.end()) else found


def _english_beginning(word: str) -> Standing | None:
    """The same of Partially corrected. Policy adopted; visits remain."""
    match = _EN_BEGINNING.match(word)
    head = compared(match["head"]) if match else ""
    found = (STANDINGS.get(head) or _composed(head)) if len(head) >= _SHORTEST_HEAD else None
    finished = found is not None and found.status not in _UNFINISHED
    return None if match and finished and _EN_LEFT.search(word, match.end()) else found


def _composed(word: str) -> Standing | None:
    """What a word says by how it is put together."""
    return next((standing for standing, shape in _SHAPES if shape.fullmatch(word)), None)


def _in_two_languages(word: str) -> Standing | None:
    """What Open 未关闭, 已关闭/Closed or Closed / Fermé says, where both halves say the same."""
    match = _TWO_LANGUAGES.fullmatch(word.strip())
    both = [half for half in match.groups() if half] if match else word.split("/") if word.count("/") == 1 else []
    halves = [STANDINGS.get(compared(half)) for half in both]
    return halves[0] if halves and halves[0] == halves[1] else None


def _shaped(word: str) -> Standing | None:
    """What a word says that no table has: a share done, a remark or a date behind a word, or a usual composition."""
    normal = unicodedata.normalize("NFKC", word)
    plain = _REMARK.sub("", normal).strip()
    if plain and any(map(_LACKS.search, _REMARK.findall(normal))):
        before = standing_of(plain)
        return Standing(Status.SUBMITTED) if before == Standing(Status.CLOSED) else before
    if share := _SHARE.fullmatch(plain):
        done = int(share[1])
        return Standing(Status.CLOSED if done >= 100 else Status.IN_PROGRESS if done else Status.OPEN)
    plain = _CODE.sub("", _DATED.sub("", _DAY_BESIDE.sub("", plain)))
    if together := _divided(plain):
        return together
    if len(plain) > (_LONGEST_ENGLISH if plain.isascii() else _LONGEST):
        return None
    if _KEPT_UP.fullmatch(plain):
        return Standing(Status.SUSTAINED)
    whole, first = compared(plain), compared(_REST.sub("", plain))
    found = STANDINGS.get(whole) or _composed(whole)
    if found is not None or len(plain) - len(first) > _LONGEST_REST:
        return found
    found = STANDINGS.get(first) or _composed(first)
    left = _EN_LEFT if plain.isascii() else _LEFT
    return None if found and found.status is Status.CLOSED and left.search(plain, len(first)) else found


def _divided(plain: str) -> Standing | None:
    """What two words with a dash between them say: Open – Partially Addressed; the one that is less finished counts."""
    first, dash, rest = (part.strip() for part in _DASH.sub("|", plain, count=1).partition("|"))
    before = STANDINGS.get(compared(first))
    if not dash or before is None:
        return None
    if compared(rest) in _LATE:
        return before
    after = _behind_dash(rest)
    if before.status in _UNFINISHED:
        return after if after is not None and after.status in _UNFINISHED else before
    if after is None or after.status is Status.CLOSED:
        return before if after is not None else None
    return after


def _behind_dash(rest: str) -> Standing | None:
    """What the words behind a dash say, by themselves or by the last of them."""
    word = compared(rest)
    return STANDINGS.get(word) or _composed(word) or STANDINGS.get(compared(rest.rpartition(" ")[2]))


def _own_labels(folded: str) -> Standing | None:
    """The words that rectify itself shows, in the language in use."""
    labels = {compared(gettext(label)): Standing(status) for status, label in STATUS_LABELS.items()}
    return labels.get(folded)


def names_status(word: str, status: str) -> bool:
    """Whether a word is what rectify itself calls `status`: its code or its label."""
    label = STATUS_LABELS[Status(status)]
    return compared(word) in {compared(each) for each in (status, label, gettext(label))}


_FLAGS = {
    "falsep": Standing(Status.WAIVED, as_error=True),
    "falsepositive": Standing(Status.WAIVED, as_error=True),
    "isduplicate": Standing(Status.WAIVED, as_error=True),
    "duplicate": Standing(Status.WAIVED, as_error=True),
    "riskaccepted": Standing(Status.WAIVED),
    "isriskaccepted": Standing(Status.WAIVED),
    "exceptionapproved": Standing(Status.WAIVED),
    "muted": Standing(Status.WAIVED),
    "ismuted": Standing(Status.WAIVED),
    "suppressed": Standing(Status.WAIVED),
    "issuppressed": Standing(Status.WAIVED),
    "isfalsepositive": Standing(Status.WAIVED, as_error=True),
    "outofscope": Standing(Status.WAIVED),
    "ismitigated": Standing(Status.CLOSED),
    "done": Standing(Status.CLOSED),
    "completed": Standing(Status.CLOSED),
    "closed": Standing(Status.CLOSED),
}
"""Headings of yes-or-no columns beside a status, and what a yes says."""

TICKS = frozenset("√✓✔☑■●▲*1vVxX是")
"""Signs that say yes where they stand alone in a cell."""

_YES = frozenset({"yes", "y", "true", *(sign.casefold() for sign in TICKS)})


def flag_of(heading: str) -> Standing | None:
    """What a yes says in the column under `heading`; None where that is no such column."""
    return _FLAGS.get(compared(heading))


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().casefold() in _YES


def is_long(word: str, heading: str) -> bool:
    """Whether a text may be a sentence under a folded heading that is only spelled like a status: no short words under
    one that ends in it.
    """
    return len(word) > (_LONGEST_NAMED if heading.endswith("status") else _LONGEST_WORD)


def is_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing: empty, a stroke, 无, n/a."""
    return not text or text.casefold() in _BLANKS or text.startswith("0000-00-00")
