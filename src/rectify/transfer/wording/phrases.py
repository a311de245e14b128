"""English headings that are put together as usual, though no table has them: Date Rectified, Gap Description, Snag No.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

LATIN_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
NUMBER_SIGN = re.compile("[#＃№]")
_BEFORE = re.compile(
    r"(?P<rest>.*\w.*)[(（]\s*(?P<word>actual|planned|target|revised|expected|estimated|original"
    r"|实际|计划|预计|要求|拟|应|目标|原定|承诺)(?:完成|整改)?\s*[)）]\s*",
    re.IGNORECASE,
)
"""What a remark in brackets says that others write before a heading: Completion Date (Actual)."""

_FILLERS = frozenset({"the", "a", "an", "s"})
_SHORT = {
    "obs": "observation", "resp": "responsible", "mgmt": "management", "mgt": "management", "dept": "department",
    "rec": "recommendation", "recs": "recommendations", "desc": "description", "descr": "description",
    "num": "number", "nr": "number", "no": "number", "ref": "reference", "est": "estimated", "vuln": "vulnerability",
    "prio": "priority", "sev": "severity", "orig": "original", "rev": "revised", "compl": "completion",
    "comp": "completion", "impl": "implementation", "corr": "corrective", "req": "required",
    "mgr": "manager", "org": "organization", "dt": "date", "exp": "expected", "tgt": "target", "act": "actual",
    "completn": "completion", "stat": "status", "notif": "notification",
}  # fmt: skip
"""Words that offices shorten."""

_WRONG = (
    "(?:finding|issue|problem|gap|weakness|vulnerability|deficiency|observation|non ?conformance|non ?conformity"
    "|non ?compliance|ncr|nc|violation|hazard|risk|defect|snag|concern|exception|anomaly|incident|breach|discrepancy"
    "|fault|infraction|citation|punch|complaint|near miss|deviation|discrepancy|nov|(?:hidden )?(?:danger|trouble))"
)
"""What may be wrong."""

_WORK = (
    "(?:action|task|recommendation|remediation|capa|car|poam|poa m|mitigation|corrective action|cap|work item|item"
    "|case)"
)
_SEEN = (
    "(?:raised|identified|opened|found|discovered|detected|logged|reported|issued|created|observed|noted|recorded"
    "|cited|spotted|initiated|filed|entered)"
)
_LOOK = (
    "(?:visit|inspection|examination|evaluation|audit|survey|walk|walkthrough|walkdown|tour|assessment|test|event|occurrence|observation"
    "|finding|issue|discover|check|detection|identification|discovery|citation|issuance|incident|violation|ncr"
    "|non ?conformance|nc|notice|notification|creation|registration|opening|reporting|deficiency|hazard|snag|defect"
    "|investigation)"
)
_DONE = (
    "(?:completed|complied|rectified|repaired|corrected|done|finished|fixed|resolved|implemented|remediated|remedied|abated"
    "|mitigated|addressed|actioned|achieved)"
)
_CLOSED = "(?:closed(?: out)?|cleared|verified|signed off|validated|closeout|closure|clearance)"
_COMING = (
    "(?:target|due|deadline|required|plan|planned|expected|scheduled|agreed|proposed|estimated|anticipated|projected"
    "|forecast|intended|committed|revised)"
)
_TO_DO = (
    "(?:response|reply|compliance|closure|close ?out|completion|mitigation|remediation|implementation|resolution"
    "|rectification|repair|abatement|fix|capa|action|corrective action|cap|task|milestone|finish|end)"
)
_NO_REPLY = "(?!response|reply)"
"""The day of the work comes before that of an answer to the finding."""

_ENDED = (
    "(?:completion|completed?|close|closed|closure|close ?out|finish|finished|end|done|implementation|remediation"
    "|resolution|rectification|repair|correction|abatement|mitigation|fix|compliance)"
)
FIRST_AID = re.compile(
    "(?:correction(?!s)|containment|immediate|interim|temporary|short.?term|sofort|action imm)", re.IGNORECASE
)
"""Beginnings of headings of what is done at once, until the work that lasts is done."""

LOOKS_AGAIN = "(?:verif|validat|follow|re ?test|re ?check|check|approv|review|effective|meeting|audit|inspection|visit)"
"""Beginnings of words for what comes before or after the work: its day is no deadline."""

_AROUND = "(?:date|when|day|time|month|year|total|number|count|how|who|person|by|location|where|source)"
"""What stands before a participle that does not tell what was seen: Date Defect Found, Total Hazards Noted."""

_RULE = (
    "(?:iso|nist|tsc|cis|pci|cfr|hipaa|cobit|soc|gdpr|osha|nfpa|ia|security|standard|regulatory|regulation|legal|code"
    "|policy|control|controls|criteria|criterion|clause|requirement|requirements|statute|article|actual|rule"
    "|framework|violation|ordinance|specification|compliance|wcag)"
)
_RECTIFY = "(?:rectify|rectification|reform|repair)"
"""How programs of Chinese offices call the work."""

_PLAN = "(?:corrective|remedial|preventive|preventative|remediation|mitigation|mitigating|treatment|improvement)"

_PATTERNS = (
    ("number", (
        f"(?:(?:audit|internal|external) )?(?:{_WRONG}|{_WORK})s?(?: item| entry| log)?"
        " (?:id|number|reference|key|identifier)"
    )),
    ("number", "(?:work )?order number|(?:hidden )?(?:danger|hazard|trouble|problem|rectification) code"),
    ("title", f"(?:{_WRONG})s? (?:name|title|summary|text|statement|heading|detail|details|content)"),
    ("title", f"(?:\\w+ ){{0,2}}{_WRONG}s?(?: (?:code|type|item))? (?:description|details?|narrative|title)"),
    ("title", "(?:check|test|query|alert|advisory) (?:name|title|text|description)"),
    ("title", f"(?:nature of|identified) {_WRONG}s?|{_WRONG} nature"),
    ("title", f"(?:(?!{_AROUND} )\\w+ ){{0,2}}{_WRONG}s? (?:identified|observed|noted|found)"),
    ("description", f"(?:\\w+ ){{0,2}}{_WRONG}s? (?:description|details?|narrative|text)"),
    ("description", "(?:long|full|detailed|short|brief|general) (?:description|text|details)"),
    ("unit", (
        "(?:responsible|owning|audited|affected|assigned|business|implementing|action|lead) (?:department|unit"
        "|division|team|office|agency|area|function|group|section|directorate|organization|branch|bureau|line)"
    )),
    ("unit", (
        "(?:agency|office|department|entity|organization|facility|division|company|bureau|team|section|directorate)"
        " (?:reviewed|audited|inspected|assessed|investigated|responsible|assigned|concerned)"
    )),
    ("unit", f"(?:{_WRONG}|{_WORK}|control|process|business) owner (?:department|unit|team|division|office)"),
    ("unit", (
        "(?:person responsible|responsible (?:person|party|officer|individual)|owner|assignee)"
        " (?:department|division|unit|team|office|section)"
    )),
    ("unit", (
        "(?:facility|unit|department|site|shop|store|agency|office|division|branch|organization|company|contractor|supplier"
        "|auditee|entity|establishment|provider|recipient|responsible department"
        "|assigned company) name"
    )),
    ("owner", f"(?:{_WRONG}|{_WORK}|control|process|business|management|closure|implementation) owner(?: name)?"),
    ("owner", (
        "(?:assigned|responsible|accountable) (?:engineer|technician|inspector|analyst|developer|resource|employee"
        "|member|user|staff|supervisor|assessor|specialist|coordinator|agent|leader|lead|manager)(?: name)?"
        "|(?:data|process|system|risk) steward"
    )),
    ("owner", "(?:owner|assignee|assigned to|responsible(?: person| party)?) (?:name|full name)|lead person"),
    ("owner", "(?:person|officer|staff|individual|official) (?:accountable|responsible|assigned)"),
    ("owner", "(?:owner|assignee|assigned to|responsible(?: person| party)?) (?:email|e mail|mail|user|login)"),
    ("owner", "(?:action|task) (?:who|by whom)"),
    ("owner", "responsible for (?:action|actions|implementation|completion|closure)|(?:organization|agency|unit) poc"),
    ("lead", "(?:lead|executive|accountable|sponsoring) (?:director|executive|sponsor|leader)"),
    ("owner", (
        "responsible (?:leader|person|party|parties|individual|manager|officer|official|director|role|staff"
        "|executive|engineer|supervisor|owner)s?(?: name)?"
    )),
    ("owner", "(?:contact|accountable|assigned|action) (?:person|officer|official|individual|owner|holder)"),
    ("source", f"(?:{_WRONG}|{_LOOK}) source"),
    ("source", "sources? (?:identifying|of|identifying the) \\w+"),
    ("basis", (
        f"(?:{_RULE} )+(?:id|number|reference|section|clause|citation|requirement|violated|control|code|article"
        "|criteria|standard|sc|criterion|success criterion|success criteria)s?"
    )),
    ("basis", "(?:permit|licen[cs]e|contract|code) (?:condition|section|clause|paragraph)"),
    ("basis", f"(?:{_RULE} )+(?:title|name|text)|(?:related|relevant|applicable) {_RULE}s?"),
    ("category", f"(?:{_WRONG}|{_WORK})s? (?:type|category|class|group|area|theme)(?: description)?"),
    ("severity", f"(?:{_WRONG}|overall|overall risk)s? (?:severity|rating|level|grade|priority|criticality|ranking)"),
    ("severity", "(?:severity|priority|criticality) (?:label|name|text|level|rating|class)"),
    ("status", "workflow (?:status|state)|implementation stage|(?:status|state) (?:name|label|text)"),
    ("status", f"(?:{_WRONG}|{_WORK}|response|retest|closure|closeout|compliance)s? (?:status|state)"),
    ("found_on", f"(?:date|when|day) (?:\\w+ )?{_SEEN}"),
    ("found_on", f"(?:{_WRONG}|{_WORK}) (?:{_SEEN}|initiation|filing) date"),
    ("found_on", f"(?:first |initially |originally )?{_SEEN} (?:date|on|at|time|on date)"),
    ("found_on", "(?:failing|open|outstanding|unresolved|vulnerable|non compliant) since"),
    ("found_on", "(?:check|discover|discovery|inspect|inspection|report) time"),
    ("found_on", f"{_LOOK} (?:start |end |issued? )?date"),
    ("due_on", f"(?:{_COMING} )*{_NO_REPLY}{_TO_DO} (?:due|deadline|target)(?: date| by| on)?"),
    ("due_on", f"(?:due|due date|target|target date|deadline) for (?:the )?{_NO_REPLY}{_TO_DO}"),
    ("due_on", f"(?:{_COMING} )*{_TO_DO} (?:{_TO_DO} )?(?:due|deadline|target|required)(?: date| by| on)?"),
    ("unit", f"(?:{_RECTIFY}|duty) (?:unit|department|organization)(?: name)?"),
    ("owner", f"(?:{_RECTIFY}|duty) (?:user|person|people|man|staff|personnel)(?: name)?"),
    ("verified_by", "(?:review|recheck|verify|acceptance|closure) (?:user|person|people|man|personnel)(?: name)?"),
    ("status", f"{_RECTIFY} (?:status|state)"),
    ("due_on", "(?:limit|limited|demand) (?:date|time)|(?:date|time) limit"),
    ("due_on", f"{_RECTIFY} (?:(?:date|time) limit|limit(?: date| time)?|limited? (?:date|time)|end (?:date|time))"),
    ("done_on", f"{_RECTIFY} (?:(?:complete|completed|finish|completion) )?(?:date|time)"),
    ("done_on", f"(?:actual {_RECTIFY}|{_DONE}) (?:date|time)"),
    ("verified_by", "(?:reviewer|verifier|validator) name"),
    ("measure", f"{_RECTIFY} (?:require|requirement|measure|plan|suggestion|suggest|scheme)s?"),
    ("due_on", (
        f"(?:current |latest |management |actual )?(?:{_COMING} )+(?:for )?(?:{_TO_DO} )*(?:close )?"
        "(?:date|by|deadline)"
    )),
    ("due_on", f"(?:current|latest) {_TO_DO} (?:{_TO_DO} )?date"),
    ("due_on", f"(?:original|initial) {_TO_DO} (?:{_TO_DO} )?date"),
    ("due_on", f"{_COMING} (?:{_TO_DO} )?(?:completion|closure|close ?out|finish|end)"),
    ("due_on", "(?:to be )(?:\\w+ )?(?:completed|corrected|fixed|closed|implemented|resolved|rectified|done) by"),
    ("due_on", (
        "(?:(?:original|new|revised|current|latest) )?"
        "(?:complete|correct|fix|finish|implement|rectify|comply|resolve|repair|remedy|address|respond|reply|close"
        "|remediate) (?:by|before)(?: date)?"
    )),
    ("due_on", (
        "(?:revised|extended|amended|deferred|extension)(?: (?:granted|approved|agreed|given))? (?:to|until|till)"
        "|new (?:due |target )?date"
    )),
    ("due_on", "abate(?:ment)? (?:due )?date"),
    ("due_on", f"(?:due|due date|target|target date|deadline|timeline) for (?:the )?{_TO_DO}"),
    ("due_on", "(?:new|original|revised|current) (?:correct|comply|abate) by(?: date)?"),
    ("due_on", f"{_COMING} (?:(?!start|begin|{LOOKS_AGAIN})\\w+ ){{1,3}}date"),
    ("due_on", "(?:planned|target|expected|scheduled) close"),
    ("done_on", f"(?:date|when|day) (?:\\w+ )?{_DONE}|{_DONE} (?:date|on|at)"),
    ("due_on", f"(?:original|initial|baseline) (?:{_COMING} )+(?:{_TO_DO} )*date"),
    ("done_on", f"{_WORK} {_DONE}"),
    ("closed_on", f"(?:{_WRONG}|{_WORK}) {_CLOSED} date"),
    ("done_on", f"(?:{_WRONG}|{_WORK}) (?:completion|resolution|correction|rectification|repair|{_DONE}) date"),
    ("done_on", "date (?:of )?return(?:ed)? to compliance|(?:actual )?return(?:ed)? to compliance date"),
    ("done_on", f"actual (?:(?:{_WORK} )?(?:{_ENDED} ){{1,2}})?(?:date|close|completion|finish|end)"),
    ("done_on", f"actual date (?:of )?{_ENDED}"),
    ("closed_on", f"(?:date|when|day) (?:\\w+ )?{_CLOSED}(?: by \\w+)?|{_CLOSED} (?:date|on|at)"),
    ("closed_on", f"{_WORK} (?:closed|cleared)"),
    ("closed_on", "(?:sign|close) (?:off|out) date"),
    ("measure", (
        f"{_PLAN}(?: and {_PLAN})? (?:actions?|measures?|plans?|strategy|steps?)"
        "(?: required| (?:to be )?taken| plan)?"
    )),
    ("measure", "(?:remediation|mitigation|solution|fix) (?:details?|guidance|advice|steps|text|recommendation)"),
    ("measure", "(?:recommended|additional|proposed|planned|required) controls?(?: required)?"),
    ("measure", "(?:further |additional )?(?:control )?(?:measures?|controls?|actions?|works?) (?:required|needed)"),
    ("measure", f"{_PLAN}(?: and {_PLAN})? (?:actions?|measures?|plans?) (?:proposed|agreed|recommended|planned)"),
    ("measure", (
        f"(?:immediate|planned|proposed|required|recommended|agreed|interim) (?:{_PLAN} )?"
        "(?:actions?|remediation|mitigation|measures?|fix|correction)(?: taken| required)?"
    )),
)  # fmt: skip
"""How English headings are put together, in words of small letters with one blank between them."""

_SHAPES = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)

_CLUES = frozenset(word for _field, pattern in _PATTERNS for word in re.findall("[a-z]{2,}", pattern))
"""The words of these shapes, each of which begins or ends with one; most cells of a list are told by that at once."""

_MOST_WORDS = 7

_SHORTEST_TOGETHER, _SHORTEST_PART = 10, 2
_LONGEST_CLUE = max(map(len, _CLUES))
"""Headings of so many letters may be several words written together, each of more letters than these but for "by"."""


def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading, without remarks in brackets; those written short in full: obs_id is observation id."""
    plain = NUMBER_SIGN.sub(" no ", BRACKETS.sub(_beside, heading))
    words = (part for word in LATIN_WORD.findall(plain) for part in _apart(word.casefold()))
    return tuple(_SHORT.get(word, word) for word in words if word not in _FILLERS)


@cache
def _apart(word: str) -> tuple[str, ...]:
    """The words that one word was written together from: violationdescription; itself where it was from none."""
    if len(word) < _SHORTEST_TOGETHER or word in _CLUES or word.removesuffix("s") in _CLUES:
        return (word,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_CLUE), end):
            before, part = best[start], word[start:end]
            known = part in _CLUES and (len(part) > _SHORTEST_PART or part == "by")
            if before is not None and known and len(before) < len(best[end] or word):
                best[end] = (*before, part)
    return best[-1] or (word,)


def with_remark_first(heading: str) -> str:
    """A heading whose remark tells which day is meant, as others write it: Completion Date (Planned) as Planned
    Completion Date.
    """
    match = _BEFORE.fullmatch(heading) if heading.endswith((")", "）")) else None
    if match is None:
        return heading
    return f"{match['word']}{' ' * match['word'].isascii()}{match['rest'].strip()}"


def _beside(remark: re.Match[str]) -> str:
    """What a remark in brackets adds to a heading: Raised (date) is Raised date, other ones nothing."""
    return " date" if remark[0][1:-1].strip().casefold() == "date" else " "


def fields_in(words: tuple[str, ...]) -> Mapping[str, int]:
    """The fields that a heading of these words may mean, and how late each comes: 0 is the surest."""
    found = dict[str, int]()
    if 1 < len(words) <= _MOST_WORDS and not any(map(str.isdecimal, words)):
        for order in _orders(words):
            if _is_clue(order[0]) or _is_clue(order[-1]):
                together = " ".join(order)
                for rank, (field, shape) in enumerate(_SHAPES):
                    if shape.fullmatch(together):
                        found.setdefault(field, rank)
    return found


def _is_clue(word: str) -> bool:
    return word in _CLUES or word.removesuffix("s") in _CLUES


def _orders(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A heading as it is written, and turned round at "of": Date of Visit as Visit Date."""
    yield words
    if "of" in words[1:-1] and words[0] != "number":
        at = words.index("of", 1)
        yield (*words[at + 1 :], *words[:at])
