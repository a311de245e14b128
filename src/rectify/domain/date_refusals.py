"""Why a text is not read as a date, and what to write instead. Source: docs/rules.md, "Date phrases"."""

import re

from rectify.domain.quotation import shown
from rectify.errors import InvalidInput
from rectify.i18n import N_, _

_NO_DATE = N_("“{text}” cannot be read as a date for certain. Write it as 2026-12-31.")
_TWO_DIGITS = N_("“{text}” has a year of two digits; write all four, as in 2026-12-31.")
_NO_DAY = N_("“{text}” names a month but no day. Write the day, or the last one as in end of Dec 2026.")
_NO_MONTH_NUMBER = N_("“{text}” does not give the month's number; write it as in 15 Dec or 2026-12-15.")
_WHICH_WEEK = N_("“{text}” may mean two different weeks. Write fri for the first Friday after today, or the date.")

_MONTH_NAME = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[.]?"
_BEFORE = "(?:之|以)?前?"

_REASONS = (
    ("", N_("There is no date here. Write it as 2026-12-31.")),
    ("(?:.*[^0-9])?[0-9]{1,2}年.*", _TWO_DIGITS),
    (f"[0-9]{{6}}|[0-9]{{1,2}}([-./])[0-9]{{1,2}}\\1[0-9]{{1,2}}日?{_BEFORE}", _TWO_DIGITS),
    (f"[0-9]{{1,2}}[ -]?{_MONTH_NAME}[ -]?,?[0-9]{{2}}|{_MONTH_NAME} ?[0-9]{{1,2}}[, ]+[0-9]{{2}}", _TWO_DIGITS),
    (f"{_MONTH_NAME}-[0-9]{{2}}", _TWO_DIGITS),
    (f"[本这当下上]个?月[0-9]+[日号]?{_BEFORE}|[0-9]+[日号]{_BEFORE}", _NO_MONTH_NUMBER),
    (f"(?:[0-9]{{4}}年)?[0-9]{{1,2}}月份?{_BEFORE}|[0-9]{{4}}[-./][0-9]{{1,2}}", _NO_DAY),
    (f"{_MONTH_NAME},?[ -]?(?:[0-9]{{4}})?|[0-9]{{4}}[ -]?{_MONTH_NAME}", _NO_DAY),
    (
        f"[0-9]{{4}}年?{_BEFORE}",
        N_("“{text}” names a year but no day. Write the day, or the last one as in end of 2026."),
    ),
    ("[0-9]{1,2}([-./])[0-9]{1,2}", N_("“{text}” has no year, or two readings. Write it as 2026-12-31 or 31 Dec.")),
    ("(?:this|next|last) (?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|[这下上]个周[1-6日天]", _WHICH_WEEK),
    ("尽快|尽早|抓紧|近期|待定|asap|as soon as possible|soon|tbd|tba", N_("“{text}” names no day. Write one, or +7d.")),
)
"""What the text looks like, in plain digits, and what to say to it; the first that fits."""


def why_refused(words: str, text: str) -> InvalidInput:
    """The error for the plain `words` that no phrase of the grammar matches; `text` is what was written."""
    message = next((message for pattern, message in _REASONS if re.fullmatch(pattern, words)), _NO_DATE)
    return refusal(message, text)


def refusal(message: str, text: str, **values: object) -> InvalidInput:
    """The error with the marked `message` in the language in use, around the `text` that was written."""
    return InvalidInput(_(message).format(text=shown(text), **values))
