"""The settings of a ledger: the name and the allowed values of each. Source: docs/rules.md, "Settings"."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from rectify.domain.facts import clean, read_count
from rectify.domain.quotation import did_you_mean
from rectify.errors import InvalidInput
from rectify.i18n import N_, _

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting."""

    name: str
    label: str
    help: str
    read: Callable[["Setting", str], Value]
    least: int = 0
    most: int = 0


YES = frozenset({"true", "yes", "on", "1", "是"})
NO = frozenset({"false", "no", "off", "0", "否"})


def _text(setting: Setting, text: str) -> Value:
    value = clean(text)
    if not value:
        raise InvalidInput(_("{name} cannot be empty.").format(name=setting.name))
    return value


def _zone(setting: Setting, text: str) -> Value:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # loads only when a zone is set

    try:
        return ZoneInfo(clean(text)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(_("There is no time zone {zone}.").format(zone=text or "''")) from None


def _number(setting: Setting, text: str) -> Value:
    number = read_count(text)
    if number is None or not setting.least <= number <= setting.most:
        raise InvalidInput(
            _("{name} is a whole number from {least} to {most}, not {text}.").format(
                name=setting.name, least=setting.least, most=setting.most, text=text or "''"
            )
        )
    return number


def _flag(setting: Setting, text: str) -> Value:
    word = clean(text).casefold()
    if word in YES | NO:
        return word in YES
    raise InvalidInput(_("{name} is true or false, not {text}.").format(name=setting.name, text=text or "''"))


def _pieces(setting: Setting, text: str) -> Value:
    """A number of pieces of evidence; a plain yes means one."""
    word = clean(text).casefold()
    return int(word in YES) if word in YES | NO else _number(setting, text)


def _folder(_setting: Setting, text: str) -> Value:
    return clean(text) or None


def _holidays(_setting: Setting, text: str) -> Value:
    from rectify.domain.workdays import own_table, written_table  # loads only when a table is set

    return written_table(own_table(clean(text))) or None


SETTINGS: tuple[Setting, ...] = (
    Setting("name", N_("Name"), N_("What the ledger is called; it stands on every list."), _text),
    Setting("time_zone", N_("Time zone"), N_("The zone whose days count, such as Asia/Shanghai."), _zone),
    Setting(
        "soon_days",
        N_("Soon", "setting"),
        N_("Days before its due date from which a problem is due soon."),
        _number,
        0,
        365,
    ),
    Setting(
        "immediate_days",
        N_("Immediate", "setting"),
        N_("Days that a problem of mode immediate has; a change moves no date that is set."),
        _number,
        0,
        365,
    ),
    Setting(
        "verifier_may_be_owner",
        N_("Owner may verify"),
        N_("Whether the owner may accept a problem; true or false."),
        _flag,
    ),
    Setting(
        "evidence_to_submit", N_("Evidence to submit"), N_("Pieces of evidence that a submit needs."), _pieces, 0, 99
    ),
    Setting(
        "evidence_to_accept", N_("Evidence to accept"), N_("Pieces of evidence that an accept needs."), _pieces, 0, 99
    ),
    Setting(
        "evidence_folder",
        N_("Evidence folder"),
        N_("The folder that evidence is copied to, beside the ledger unless it begins with /; empty: it stays."),
        _folder,
    ),
    Setting(
        "holidays",
        N_("Holidays"),
        N_("Days off, and weekend days worked (+), of years that the program's table lacks or has otherwise."),
        _holidays,
    ),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


def read_setting(name: str, text: str) -> Value:
    """The value of the setting `name` that `text` says. Raises InvalidInput for an unknown name and a wrong value."""
    setting = BY_NAME.get(name.strip())
    if setting is None:
        raise InvalidInput(
            _("There is no setting {name}.{hint} Settings: {names}.").format(
                name=name, hint=did_you_mean(name, BY_NAME), names=", ".join(BY_NAME)
            )
        )
    return setting.read(setting, text)


def read_labelled(setting: Setting, text: str) -> Value:
    """The value typed under the label of `setting`. Raises InvalidInput, which uses the label."""
    return setting.read(replace(setting, name=f"“{_(setting.label)}”"), text)


def written(value: Any) -> str:
    """A value as it would be typed: true, false, a number, a text; empty for none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
