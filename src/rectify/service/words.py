"""What happened, in words: for histories, conflicts and undo."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rectify.domain.columns import BY_NAME as COLUMNS
from rectify.domain.listing import VIEWS
from rectify.domain.numbers import sort_key
from rectify.domain.own_views import GROUPINGS
from rectify.domain.problem import MODE_LABELS, SEVERITY_LABELS, STATUS_LABELS, Event
from rectify.domain.settings import BY_NAME as SETTINGS
from rectify.domain.status import BY_NAME as MOVES
from rectify.domain.status import METHODS
from rectify.i18n import N_, _, joined, labelled, listed, ngettext

_MOST_NAMES = 20
"""The number of new names that are listed one by one."""

ACTIONS = {
    "add": N_("Registered"),
    "import": N_("Imported"),
    "edit": N_("Edited"),
    "note": N_("Note"),
    "measure": N_("Measure"),
    "ask_extension": N_("Extension asked for"),
    "approve_extension": N_("Extension approved"),
    "refuse_extension": N_("Extension refused"),
    "evidence": N_("Evidence"),
    "review": N_("Reviewed"),
    "remind": N_("Reminder slip"),
    "settings": N_("Settings"),
    "undo": N_("Undone"),
    "redo": N_("Done again"),
    "unit": N_("Unit placed"),
    "view": N_("View"),
}
"""The labels of the actions that are not moves, as the history names them."""

_FIELDS = {
    "measures": N_("Measures"),
    "text": N_("Measure"),
    "extensions_list": N_("Extensions"),
    "evidence_list": N_("Evidence"),
    "asked_due_on": N_("Asked for"),
    "submitted_by": N_("Submitted by"),
    "submitted_on": N_("Waiting for its verifier"),
    "verified_how": N_("Verified"),
    "approved_by": N_("Approved by"),
    "review_every": N_("Review every"),
    "removed": N_("Taken out of the list"),
    "parent": N_("Parent unit"),
    "slip": N_("Slip"),
    "answer_by": N_("Answer by"),
    "view": N_("View"),
    "base": N_("Narrows"),
    "query": N_("Query"),
    "order": N_("Sorted by"),
    "columns": N_("Columns", "of the list"),
    "grouping": N_("Grouped by"),
    "position": N_("Place"),
}
_LONGEST_NOTE = 60
_ROW_OF_FILE = re.compile(r"(?P<file>.+\.\w{2,5}), row (?P<row>\d+)")
"""The note of what an import changed, as `transfer` writes it into the history."""
HIDDEN = frozenset(
    {
        "number",
        "measures_total",
        "measures_done",
        "measure_due_on",
        "extensions",
        "asked_due_on",
        "evidence",
        "due_text",
        "submitted_by",
        "submitted_on",
        "version",
        "as_of",
    }
)
"""Facts that follow from others or go with them, and are not mentioned."""

_OF_ONE_LIST = frozenset({"measure", "ask_extension", "approve_extension", "refuse_extension", "evidence"})
"""The actions whose labels say which list they change."""

_ALONE = frozenset({"slip", "answer_by"})
"""What an event records that has no earlier value."""

_SUBJECTS = ("view", "unit")
"""What an event that concerns no problem records to say what it is about, whether that changed or not."""

_LABELS: dict[str, dict[str, str]] = {
    "status": {status.value: label for status, label in STATUS_LABELS.items()},
    "mode": {mode.value: label for mode, label in MODE_LABELS.items()},
    "severity": SEVERITY_LABELS,
    "verified_how": METHODS,
    "base": {view.key: view.label for view in VIEWS},
    "grouping": {name: COLUMNS[name].heading for name in GROUPINGS},
}


def action_words(action: str) -> str:
    """What an action is called, in the language in use."""
    return _(MOVES[action].label) if action in MOVES else _(ACTIONS.get(action, action))


def actions_words(actions: Iterable[str]) -> str:
    """The labels of several actions, in a list."""
    return listed(map(action_words, actions))


def new_names_words(created: Collection[tuple[str, str]]) -> Iterator[str]:
    """Which units and people a change made, a line for each of the two; `created` is the ledger's."""
    units, people = ([name for kind, name in created if kind == wanted] for wanted in ("units", "people"))
    if units:
        yield ngettext("New unit: {names}", "New units: {names}", len(units)).format(names=_first_names(units))
    if people:
        yield ngettext("New person: {names}", "New people: {names}", len(people)).format(names=_first_names(people))


def _first_names(names: Collection[str]) -> str:
    """Names in the order in which people sort them; of many, the first ones and the number of the others."""
    ordered = sorted(names, key=sort_key)
    shown = listed(ordered[:_MOST_NAMES])
    left = len(ordered) - _MOST_NAMES
    return _("{names} and {n} more").format(names=shown, n=left) if left > 0 else shown


def field_words(name: str) -> str:
    """What a fact is called, in the language in use."""
    if name in COLUMNS:
        return _(COLUMNS[name].heading)
    return _(SETTINGS[name].label) if name in SETTINGS else _(_FIELDS.get(name, name))


def value_words(name: str, value: Any) -> str:
    """A recorded value, for reading."""
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name in _LISTS:
        return listed(map(_LISTS[name], value)) or _("none")
    if isinstance(value, list):
        return listed(map(_column_words, value)) or _("none")
    if isinstance(value, dict):
        return listed(labelled(key, each) for key, each in value.items()) or _("none")
    labels = _LABELS.get(name, {})
    return _(labels[value]) if value in labels else str(value)


def _column_words(name: str) -> str:
    """A column, or what a list is sorted by with an arrow where that is backwards."""
    words = field_words(name.removeprefix("-"))
    return f"{words} ↓" if name.startswith("-") else words


def changed_fields(event: Event) -> str:
    """What an event changed: "Status: Open → In progress, Owner: none → 李敏"; the action's name where it is new.

    It stands after the name of the action; a list that this names is not named again.
    """
    tells = event.old is not None or any(name in (event.new or {}) for name in _subjects(event))
    changes = changes_of(event) if tells else []
    return joined(changes) or action_words(event.action)


def changes_of(event: Event) -> list[str]:
    """Each fact that an event changed, from → to; of a new problem, each that it has."""
    told = {name: value for name, value in (event.new or {}).items() if name not in HIDDEN}
    told = {name: told[name] for name in _subjects(event) if name in told} | told  # what it is about comes first
    if event.old is None:
        return [
            labelled(field_words(name), value_words(name, value))
            for name, value in told.items()
            if value not in (None, "", [])
        ]
    named, old = event.action not in _OF_ONE_LIST, event.old
    always = {*_ALONE, *_subjects(event)}
    changed = {name: value for name, value in told.items() if name in always or old.get(name) != value}
    return [_change_words(name, old, value, named=named) for name, value in changed.items()]


def _subjects(event: Event) -> tuple[str, ...]:
    return _SUBJECTS if event.number is None else ()


def _change_words(name: str, old: Mapping[str, Any], value: Any, *, named: bool) -> str:
    if name in _LISTS:
        words = _list_words(name, old.get(name) or [], value)
        return labelled(field_words(name), words) if named else words
    became = value_words(name, value)
    if name not in _ALONE and old.get(name) != value:
        became = f"{value_words(name, old.get(name))} → {became}"
    return labelled(field_words(name), became)


def _list_words(name: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> str:
    """What is new in a list; what was taken away, where nothing is new."""
    entry_words = _LISTS[name]
    added = [entry_words(each) for each in _beyond(new, old)]
    if added:
        return listed(added)
    gone = [entry_words(each) for each in _beyond(old, new)]
    if gone:
        return _("without {entries}").format(entries=listed(gone))
    return _("in another order")


def _beyond(entries: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The entries that `others` lacks, or has less often: a list may hold the same entry twice."""
    left, beyond = list(others), []
    for each in entries:
        if each in left:
            left.remove(each)
        else:
            beyond.append(each)
    return beyond


def _measure_words(measure: Mapping[str, Any]) -> str:
    return f"[{'x' if measure['done_on'] else ' '}] {measure['text']}"


def _extension_words(extension: Mapping[str, Any]) -> str:
    decision = {
        "approved": _("approved by {name}").format(name=extension["decided_by"]),
        "refused": _("refused by {name}").format(name=extension["decided_by"]),
    }.get(extension["decision"], _("asked for"))
    late = _(", late") if extension["late"] else ""
    return f"{extension['due_on'] or _('no date')} {decision}{late}"


def _evidence_words(evidence: Mapping[str, Any]) -> str:
    return str(evidence["path"])


_LISTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "measures": _measure_words,
    "extensions_list": _extension_words,
    "evidence_list": _evidence_words,
}


def note_words(event: Event) -> str | None:
    """The note of an event as it is shown; the row of a file, recorded alike in every language, in the reader's own."""
    brought = _ROW_OF_FILE.fullmatch(event.note or "")
    return _("{file}, row {row}").format(**brought.groupdict()) if brought else event.note


def what_happened(event: Event, *, named: bool = True) -> str:
    """What an event changed, or else what its note says: for the one whom it keeps from a change.

    Where it says just what became of a list, the action stands before it, unless it is `named` already.
    """
    changed, action = changed_fields(event), action_words(event.action)
    told = note_words(event)
    if told is None or changed != action:
        return labelled(action, changed) if named and event.action in _OF_ONE_LIST else changed
    note = " ".join(told.split())
    return note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1]}…"
