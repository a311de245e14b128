"""The words of the query language: names of fields, and the words that stand for codes.

The fields are the columns of a row. Source: docs/rules.md, "Query".
"""

import re
from collections.abc import Iterator

from rectify.domain.columns import BY_NAME, CHINESE_NAMES, COLUMNS, SHORT_NAMES, Column
from rectify.domain.facts import MODE_WORDS
from rectify.domain.problem import LIGHT_LABELS, LIGHT_LETTERS, MODE_LABELS, STATUS_LABELS
from rectify.i18n import _

DAYS = frozenset({"date", "due"})
"""Kinds of columns that a query compares as days."""

COUNTS = frozenset({"count"})
"""Kinds of columns that a query compares as whole numbers."""

_SHORT = {name: short for short, name in SHORT_NAMES.items()}
_NOT_ASKED = frozenset({"as_of", "extra"})


def _names(column: Column) -> Iterator[str]:
    yield column.name
    if column.name in _SHORT:
        yield _SHORT[column.name]


_NAMED = {name: column for column in COLUMNS if column.name not in _NOT_ASKED for name in _names(column)}

_SENTENCES = frozenset({"title", "description", "basis"})
"""Columns of whole sentences, which nobody types: their Chinese names before a colon are words like others."""

CHINESE_FIELDS = {name: BY_NAME[column] for name, column in CHINESE_NAMES.items() if column not in _SENTENCES}

FIELDS = _NAMED | CHINESE_FIELDS
"""Every name that a query may use, with its column: due, due_on and 整改时限 are the same."""

FIELD_NAME = "|".join(["[A-Za-z_]+", *sorted(CHINESE_FIELDS, key=len, reverse=True)])
"""Matches what may stand before the sign of a term."""

COMPARED = frozenset(name for name, column in FIELDS.items() if column.kind in DAYS | COUNTS)
"""The names that <, > and ranges fit."""

STATES = ("overdue", "soon", "open", "awaiting", "done", "late", "review-due", "pending")
"""What `is:` asks."""

ATTACHED = ("evidence", "extension", "measure")
"""What `has:` asks."""

_ALWAYS_FILLED = frozenset({"number", "title", "status", "light", "created_on", "as_error"})

MISSING = {
    name: column.name
    for name, column in _NAMED.items()
    if column.name not in _ALWAYS_FILLED and column.kind not in COUNTS
}
"""What `no:` asks besides ATTACHED, with the column that is empty."""

ASKED = {"is": STATES, "no": (*MISSING, *ATTACHED), "has": ATTACHED}
"""The three questions, and what each can ask."""

LISTED = tuple({column.name: name for name, column in _NAMED.items()}.values())
"""One name of each field, the short one where there are two."""

_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "status": {
        "open": ("待整改", "未整改"),
        "in_progress": ("整改中", "正在整改"),
        "submitted": ("待验收",),
        "closed": ("已销号", "销号"),
        "sustained": ("长期坚持",),
        "waived": ("不再整改",),
    },
    "mode": {mode.value: words for mode, words in MODE_WORDS.items()},
    "light": {
        "red": ("红", "红灯", "红色"),
        "yellow": ("黄", "黄灯", "黄色"),
        "green": ("绿", "绿灯", "绿色"),
        "none": ("无", "无灯"),
    },
    "flag": {"true": ("yes", "是"), "false": ("no", "否")},
}
"""The codes of each kind of column that has nothing else, with other words for them."""

_LABELS: dict[str, dict[str, tuple[str, ...]]] = {
    "status": {code: (label,) for code, label in STATUS_LABELS.items()},
    "mode": {code: (label,) for code, label in MODE_LABELS.items()},
    "light": {code: (LIGHT_LABELS[code], LIGHT_LETTERS[code].strip()) for code in LIGHT_LABELS},
}
"""What the screen calls the codes, in English."""


def choices(name: str) -> tuple[str, ...]:
    """The only values that the field or question `name` takes; none where it takes text, days or numbers."""
    return ASKED.get(name) or (tuple(_WORDS.get(FIELDS[name].kind, ())) if name in FIELDS else ())


def read_codes(kind: str, text: str) -> tuple[str, ...]:
    """The codes that `text` stands for: a code, its label in English or the language in use, a Chinese word.

    `*` stands for any characters of a code. Empty where nothing is meant.
    """
    asked = _folded(text)
    if "*" in asked:
        pattern = re.compile(".*".join(re.escape(part) for part in re.split(r"\*+", asked)))
        return tuple(code for code in _WORDS[kind] if pattern.fullmatch(code))
    return tuple(code for code in _WORDS[kind] if asked in _spoken(kind, code))


def _spoken(kind: str, code: str) -> set[str]:
    labels = [label for label in _LABELS.get(kind, {}).get(code, ()) if label]
    return {_folded(word) for word in (code, *_WORDS[kind][code], *labels, *(_(label) for label in labels))}


def _folded(word: str) -> str:
    return re.sub(r"[\s-]+", "_", word.strip().casefold())
