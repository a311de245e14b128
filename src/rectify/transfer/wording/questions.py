"""Headings as forms ask them: 3、您发现的问题是？, Who will fix it? Source: docs/rules.md, "Import"."""

import re

_LONGEST = 80
_NUMBER = re.compile(r"[(（]?\d{1,2}[)）、.．:：]\s*(?=\D)")
_ASKING = re.compile("^(?:请您?(?:填写|输入|选择|描述|说明|注明|写明)?(?:一下)?|您?所?(?=发现))")
_ASKED = re.compile("(?:是什么|有哪些|是多少|是谁|如何|怎样|是|为)?[?？:：。\\s]*$")

_WORK = "fix|due|complet|done|resolv|clos|finish|correct|rectif|address|implement"
_QUESTIONS = tuple(
    (heading, re.compile(pattern, re.IGNORECASE))
    for heading, pattern in (
        (
            "problem",
            (
                r"(?:please )?(?:what (?:is|was|are|were)|describe|state|explain)(?: the| your| this| any)?(?: \w+)?"
                r" (?:problem|issue|finding|hazard|concern|defect|deficiency|observation|non.?conformity)s?\b.*"
            ),
        ),
        ("owner", r"who (?:is|are|will|should|shall|must)\b.*"),
        ("due date", rf"(?:by )?when (?:is|are|will|should|shall|must|does)\b.*(?:{_WORK}).*"),
        ("found on", r"when (?:was|were|did)\b.*(?:found|identif|observ|discover|notic|happen|occur|see|spot).*"),
        ("status", rf"(?:is|are|was|has|have) (?:it|this|the \w+)(?: been)? (?:{_WORK})\w*\W*"),
        ("measures", rf"what (?:should|needs|must|will|can|action)\b.*(?:{_WORK}|taken|action).*"),
        ("severity", r"how (?:severe|serious|urgent|critical|risky)\b.*"),
        ("unit", r"which (?:department|unit|office|team|division|branch)\b.*"),
    )
)


def answered(heading: str) -> str | None:
    """The heading of a list for what is asked; None where nothing is."""
    if len(heading) > _LONGEST:
        return None
    plain = _NUMBER.sub("", heading.strip(), count=1)
    if plain.isascii():
        found = next((name for name, question in _QUESTIONS if question.fullmatch(plain)), None)
        return found or (plain if plain != heading.strip() else None)
    asked = _ASKED.sub("", _ASKING.sub("", plain))
    return asked if asked and asked != heading.strip() else None
