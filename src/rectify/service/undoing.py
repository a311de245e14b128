"""Undo and redo: the last action of the same person is reversed, by a new event. Source: docs/rules.md, "History"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from rectify.domain.own_views import OwnView
from rectify.domain.problem import Event, Stamp
from rectify.errors import Refused
from rectify.i18n import _, listed
from rectify.service.words import action_words, field_words, what_happened
from rectify.service.work import Work, working
from rectify.store import history, lists, names, present_texts, problems, settings, views
from rectify.store.database import Ledger
from rectify.store.history import Action
from rectify.store.problems import Change

Facts: TypeAlias = dict[str, Any] | None
"""The facts of an event, before or after it."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone or redone."""

    actions: tuple[str, ...]
    """What it consisted of, in its order, each once, as the history names it: an import may add, move and edit."""
    numbers: tuple[str, ...]


def undo(ledger: Ledger, stamp: Stamp) -> Undone:
    """Restore what the actor's last action changed, a bulk as one. Problems that it added leave every list.

    Raises Refused when there is nothing to undo, or when a problem has been changed since, naming who did what.
    """
    with working(ledger, stamp) as work:
        action = history.action_to_undo(work.recorder.connection, stamp.actor)
        if action is None:
            raise Refused(_("{actor} has done nothing here that can be undone.").format(actor=stamp.actor))
        return _restore(work, action, "undo")


def redo(ledger: Ledger, stamp: Stamp) -> Undone:
    """Redo what the actor undid last. Raises Refused if there is nothing, or the actor did something else since."""
    with working(ledger, stamp) as work:
        action = history.action_to_redo(work.recorder.connection, stamp.actor)
        if action is None:
            raise Refused(_("{actor} has undone nothing that can be done again.").format(actor=stamp.actor))
        return _restore(work, action, "redo")


def _restore(work: Work, action: Action, verb: str) -> Undone:
    connection = work.recorder.connection
    _refuse_changed(history.changes_since(connection, action), verb)
    events = history.of_group(connection, action.group)
    born = {key: event for key, event in events if key is not None and event.old is None}
    changed = [(key, event) for key, event in events if key is not None and key not in born]
    _restore_ledger(work, [event for key, event in events if key is None], verb, action.group)
    problems.set_removed(work.recorder, list(born), removed=verb == "undo")
    for key, event in born.items():
        hidden, shown = {"removed": True}, {"removed": False}
        old, new = (shown, hidden) if verb == "undo" else (hidden, shown)
        work.recorder.record(verb, (key, str(event.number)), old, new, target=action.group)
    ids = _restore_changed(work, changed, verb, action.group)
    work.recorder.write()
    # Notes come and go with the actions that made them.
    present_texts.refresh(connection, ids)
    numbers = dict.fromkeys(str(event.number) for _key, event in events if event.number)
    return Undone(tuple(dict.fromkeys(event.action for _key, event in events)), tuple(numbers))


def _restore_changed(work: Work, changed: Sequence[tuple[int, Event]], verb: str, group: int) -> list[int]:
    values = dict[int, dict[str, object]]()
    for key, event in reversed(changed) if verb == "undo" else changed:
        # Of several steps of one problem the earliest old value, or the latest new one, is what stands in the end.
        values.setdefault(key, {}).update((event.old if verb == "undo" else event.new) or {})
    found = lists.by_ids(work.recorder.connection, list(values))
    slips = {key: {"slip": event.new["slip"]} for key, event in changed if event.new and "slip" in event.new}
    wanted = []
    for key, restored in values.items():
        facts, hanging = problems.from_history(restored)
        wanted.append(Change(found[key], facts, lists=hanging, told=slips.get(key, {})))
    return problems.change(work.recorder, work.names, verb, wanted, target=group)


def _restore_ledger(work: Work, events: Sequence[Event], verb: str, group: int) -> None:
    """Restore the tree of units, the settings and the views; each has one event in an action."""
    placed = names.placed_units(work.recorder.connection) if any(each.action == "unit" for each in events) else {}
    for event in events:
        left, facts = (event.new, event.old) if verb == "undo" else (event.old, event.new)
        if event.action == "unit" and facts is not None:
            unit, parent = facts["unit"], facts["parent"]
            if left != {"unit": unit, "parent": placed.get(unit)}:
                _refuse_ledger(work, event, unit, verb)
            names.set_parent(work.recorder, work.names, unit, parent, action=verb, target=group)
        elif event.action == "view":
            _restore_view(work, event, (left, facts), verb)
        elif event.action == "settings" and facts is not None:
            now = {name: getattr(work.ledger.facts, name) for name in facts}
            if left != now:
                _refuse_ledger(work, event, listed(map(field_words, facts)), verb)
            settings.change(work.recorder, facts, now, action=verb, target=group)


def _restore_view(work: Work, event: Event, told: tuple[Facts, Facts], verb: str) -> None:
    """Restore a view, if it is as the action `left` it."""
    left, facts = ({} if each is None else each for each in told)
    known = views.read(work.recorder.connection)
    by_name = {view.name: view for view in known}
    name, wanted = left.get("view"), facts.get("view")
    now = by_name.get(name) if name else None
    is_so = now.with_facts(left) == now if now else name is None
    if not is_so or (wanted in by_name and wanted != name):
        _refuse_ledger(work, event, str(name or wanted), verb)
    new = (now or OwnView(wanted)).with_facts(facts) if wanted else None
    place = known.index(now) + 1 if now else len(known) + 1
    views.put(work.recorder, now, new, facts.get("position", place), action=verb, target=event.group)


def _refuse_ledger(work: Work, event: Event, name: str, verb: str) -> NoReturn:
    """Refuse to restore a unit, a view or settings that are not as the action left them, naming who changed them."""
    told = event.new or {}
    later = [each for each in history.of_ledger(work.recorder.connection, event.seq) if _is_of(each.new or {}, told)]
    if not later:
        _refuse(_("{name} is not as it was left.").format(name=name), verb)
    _refuse(_changed_since(name, later[-1]), verb)


def _is_of(facts: Mapping[str, object], told: Mapping[str, object]) -> bool:
    """Whether two events concern the same unit, the same view, or one of the same settings."""
    for name in ("unit", "view"):
        if name in told:
            return facts.get(name) == told[name]
    return bool(facts.keys() & told)


def _refuse_changed(later: Sequence[Event], verb: str) -> None:
    if later:
        _refuse(_changed_since(str(later[0].number), later[0]), verb)


def _changed_since(name: str, event: Event) -> str:
    return _("{number} was changed since by {actor}: {action}, {what}.").format(
        number=name, actor=event.actor, action=action_words(event.action), what=what_happened(event, named=False)
    )


def _refuse(reason: str, verb: str) -> NoReturn:
    if verb == "undo":
        raise Refused(_("It cannot be undone: {reason}").format(reason=reason))
    raise Refused(_("It cannot be done again: {reason}").format(reason=reason))
