"""What happened, in words: for histories on screens, conflicts, and undo."""

from typing import Any

from rectify.domain.columns import BY_NAME as COLUMNS
from rectify.domain.problem import MODE_LABELS, SEVERITY_LABELS, STATUS_LABELS, Event
from rectify.domain.status import BY_NAME as MOVES
from rectify.i18n import N_, _

ACTIONS = {
    "add": N_("Registered"),
    "import": N_("Imported"),
    "edit": N_("Edited"),
    "note": N_("Note"),
    "measure": N_("Measure"),
    "undo": N_("Undone"),
    "redo": N_("Done again"),
    "unit": N_("Unit placed"),
}
"""The actions that are no moves, as a history names them."""

_FIELDS = {
    "measures": N_("Measures"),
    "submitted_by": N_("Submitted by"),
    "verified_how": N_("Verified"),
    "approved_by": N_("Approved by"),
    "review_every": N_("Review every"),
    "removed": N_("Taken out of the list"),
    "parent": N_("Parent unit"),
}
_LONGEST_NOTE = 60
_HIDDEN = frozenset({"measures_total", "measures_done", "due_text", "submitted_by", "version"})
_LABELS: dict[str, dict[str, str]] = {
    "status": {status.value: label for status, label in STATUS_LABELS.items()},
    "mode": {mode.value: label for mode, label in MODE_LABELS.items()},
    "severity": SEVERITY_LABELS,
}


def action_words(action: str) -> str:
    """What an action is called, in the language in use."""
    return _(MOVES[action].label) if action in MOVES else _(ACTIONS.get(action, action))


def field_words(name: str) -> str:
    """What a fact is called, in the language in use."""
    return _(COLUMNS[name].heading) if name in COLUMNS else _(_FIELDS.get(name, name))


def value_words(name: str, value: Any) -> str:
    """A recorded value, for reading."""
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "measures":
        return ", ".join(f"[{'x' if step['done_on'] else ' '}] {step['text']}" for step in value) or _("none")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items()) or _("none")
    labels = _LABELS.get(name, {})
    return _(labels[value]) if value in labels else str(value)


def changed_fields(event: Event) -> str:
    """What an event changed: "Status: Open → In progress, Owner: none → 李敏"; the action's name where it is new."""
    if event.old is None or event.new is None:
        return action_words(event.action)
    changes = [
        f"{field_words(name)}: {value_words(name, event.old.get(name))} → {value_words(name, value)}"
        for name, value in event.new.items()
        if name not in _HIDDEN
    ]
    return ", ".join(changes) or action_words(event.action)


def what_happened(event: Event) -> str:
    """What an event changed, or else what its note says: for the one whom it keeps from a change."""
    changed = changed_fields(event)
    if event.note is None or changed != action_words(event.action):
        return changed
    note = " ".join(event.note.split())
    return note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1]}…"
