"""Typed values -> facts of a problem. Source: docs/rules.md, "Words" and "Date phrases".

The command line, the forms and the import read a value in the same way, so a field means the same thing everywhere.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from rectify.domain.columns import BY_NAME, COLUMNS, full_name
from rectify.domain.folding import folded
from rectify.domain.problem import MODE_LABELS, SEVERITIES, Mode
from rectify.domain.quotation import did_you_mean
from rectify.errors import InvalidInput
from rectify.i18n import _, labelled

EDITED = tuple(column.name for column in COLUMNS if column.edited)
"""The facts that an edit may change; a status changes by a move, and a number is permanent."""

LONG_TEXTS = frozenset({"description", "delay_reason", "next_step"})
"""The facts that keep their line breaks."""

SEVERITY_WORDS = {
    "critical": (
        "critical",
        "very high",
        "severe",
        "blocker",
        "urgent",
        "p0",
        "p1",
        "特别重大",
        "特大",
        "紧急",
        "严重",
    ),
    "high": ("high", "major", "serious", "important", "p2", "重大", "高"),
    "medium": ("medium", "moderate", "normal", "p3", "较大", "中", "中等"),
    "low": ("low", "minor", "p4", "p5", "一般", "低", "轻微"),
}
MODE_WORDS = {
    Mode.IMMEDIATE: ("immediate", "立行立改", "立即整改", "立即治理", "当场整改", "即知即改", "即行即改"),
    Mode.DATED: ("dated", "限期整改", "限期治理", "限期", "分阶段整改", "阶段整改"),
    Mode.SUSTAINED: ("sustained", "kept up", "长期坚持", "持续整改", "长期整改"),
}

_MOST_DIGITS = 18
"""The greatest count: databases count no further."""

CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
"""Matches characters that control a terminal, and the surrogates of undecoded bytes on a command line."""

_OUTER_BLANKS = "^[\\s\u200b\u2060\ufeff]+|[\\s\u200b\u2060\ufeff]+$"
"""Matches blanks at either end, zero-width ones too: a text of nothing else is empty."""


def read_facts(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """The facts in `typed`, by field name; an empty text clears the field.

    A due date is a date phrase: it gives due_on, due_text where the writing says more than the date, and mode where the
    phrase names one and none is typed itself. Raises InvalidInput, which names the field.
    """
    texts = {field_named(name): text for name, text in typed.items()}
    facts = {field: read_value(field, text, today) for field, text in texts.items() if field != "due_on"}
    if "due_on" not in texts:
        return facts
    due = _read_due(texts["due_on"], today)
    return facts | due | ({"mode": facts["mode"]} if facts.get("mode") else {})


def field_named(name: str) -> str:
    """The full name of the field that may be edited as `name`. Raises InvalidInput where there is none."""
    field = full_name(name)
    if field in EDITED:
        return field
    if field == "status":
        raise InvalidInput(_("A status is not edited but moved: use the command status."))
    if field in BY_NAME:
        raise InvalidInput(_("The field {field} cannot be edited.").format(field=field))
    raise InvalidInput(
        _("There is no field {field}.{hint} Fields: {fields}.").format(
            field=name.strip(), hint=did_you_mean(field, EDITED), fields=", ".join(EDITED)
        )
    )


def read_value(field: str, text: str, today: date) -> Any:
    """One fact from its text: a date, a mode, a severity, or a text without control characters; None when empty."""
    value = clean(text, keep_lines=field in LONG_TEXTS)
    if not value:
        if field == "title":
            raise InvalidInput(_("A problem needs a title."))
        return None
    kind = BY_NAME[field].kind
    if kind == "date":
        return _read_day(field, value, today)
    if kind == "mode":
        return read_mode(value)
    return read_severity(value) if kind == "severity" else value


def clean(text: str, *, keep_lines: bool = False) -> str:
    """`text` as it is stored: without control characters and outer blanks; on one line, unless `keep_lines`."""
    if is_clean(text):
        return text
    plain = re.sub(CONTROLS, "", text.replace("\r\n", "\n").replace("\r", "\n"))
    tidy = plain.strip() if keep_lines else " ".join(plain.split())
    return tidy if tidy.isprintable() else re.sub(_OUTER_BLANKS, "", tidy)


def is_clean(text: str) -> bool:
    """Whether `clean` certainly leaves a text unchanged, by a quick look."""
    return text.isprintable() and "  " not in text and text == text.strip()


def read_mode(text: str) -> Mode:
    """The mode that a word names, in English or Chinese. Raises InvalidInput."""
    word = _folded(text)
    for mode, words in MODE_WORDS.items():
        if word in words or word == _(MODE_LABELS[mode]).casefold():
            return mode
    raise InvalidInput(
        _("{text} is no mode; it is one of {modes}.").format(text=text, modes=", ".join(mode.value for mode in Mode))
    )


def read_severity(text: str) -> str:
    """The code of a severity in English or Chinese; any other text stays as it is written."""
    word = _folded(text)
    return next((code for code, words in SEVERITY_WORDS.items() if word in words), text)


def read_count(text: str) -> int | None:
    """The whole number in `text`, in digits of any width; None if it is not one, or is too great."""
    plain = _folded(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS else None


def severity_rank(severity: str | None) -> int:
    """The sort rank of a severity: 0 critical, 1 high, 2 medium, 3 low, 4 any other text or none."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def check_found(found_on: date | None, today: date, done_on: date | None = None) -> None:
    """Raise InvalidInput if a problem would be found after `today`, or after it was done."""
    if found_on is not None and found_on > today:
        raise InvalidInput(_("{day} is in the future; a problem is found first.").format(day=found_on))
    if found_on is not None and done_on is not None and done_on < found_on:
        raise InvalidInput(
            _("It was done on {done}; it cannot be found after that, on {found}.").format(done=done_on, found=found_on)
        )


def check_dates(due_on: date | None, found_on: date | None) -> None:
    """Raise InvalidInput if a problem would be due before it was found."""
    if due_on is not None and found_on is not None and due_on < found_on:
        raise InvalidInput(
            _("The due date {due} is before the day it was found, {found}.").format(due=due_on, found=found_on)
        )


def _folded(text: str) -> str:
    return folded(text).strip()


def _read_day(field: str, text: str, today: date) -> date:
    from rectify.domain.dates import read_day  # the calendar library loads when a date is read

    try:
        return read_day(text, today)
    except InvalidInput as error:
        raise InvalidInput(labelled(_(BY_NAME[field].heading), error)) from error


def _read_due(text: str, today: date) -> dict[str, Any]:
    from rectify.domain.dates import is_written_date, read_date  # as above

    phrase = clean(text)
    if not phrase:
        return {"due_on": None, "due_text": None}
    reading = read_date(phrase, today)
    facts: dict[str, Any] = {"due_on": reading.due_on, "due_text": None if is_written_date(phrase) else phrase}
    return facts if reading.mode is None else facts | {"mode": reading.mode}
