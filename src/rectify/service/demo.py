"""The sample ledger: written by hand and replayed day by day, so that it has a history like a real one."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rectify.data import text_of
from rectify.domain.problem import Measure, Mode, Stamp
from rectify.domain.status import BY_NAME, Answers
from rectify.errors import LedgerUnavailable
from rectify.i18n import _
from rectify.service import changes, measuring
from rectify.service.work import working
from rectify.store import names
from rectify.store.database import Ledger, create_ledger

_TEXTS = ("title", "description", "unit", "owner", "lead", "source", "basis", "category", "severity", "due_text")


@dataclass(frozen=True, slots=True)
class _Action:
    """One action of one person on one day."""

    day: int
    actor: str
    do: Callable[[Ledger, Stamp], None]


def create(path: Path, now: datetime) -> Ledger:
    """Write the sample ledger, dated around `now`, to the new file `path`, and open it.

    Raises LedgerUnavailable when there is a file already, or when it cannot be written.
    """
    if path.exists():
        raise LedgerUnavailable(_("{path} exists already; the sample ledger needs a new file.").format(path=path))
    sample = tomllib.loads(text_of("sample.toml"))
    facts = sample["ledger"]
    ledger = create_ledger(path, Stamp("rectify", now), name=facts["name"], time_zone=facts["time_zone"])
    today = now.astimezone(ledger.zone).date()
    actions = sorted(
        (action for life in sample["problems"] for action in _actions(life, today)), key=lambda action: action.day
    )
    with ledger.writing():
        _place_units(ledger, sample["units"], Stamp("rectify", _moment(actions[0].day, 0, today, ledger.zone, now)))
        _live(ledger, actions, today, now)
    return ledger


def _place_units(ledger: Ledger, units: list[Mapping[str, Any]], stamp: Stamp) -> None:
    with working(ledger, stamp) as work:
        for unit in units:
            work.names.id_of("unit", unit["name"])
            if "parent" in unit:
                names.set_parent(work.recorder, work.names, unit["name"], unit["parent"])


def _live(ledger: Ledger, actions: list[_Action], today: date, now: datetime) -> None:
    for day, of_the_day in groupby(actions, key=lambda action: action.day):
        for place, action in enumerate(of_the_day, 1):
            action.do(ledger, Stamp(action.actor, _moment(day, place, today, ledger.zone, now)))


def _moment(day: int, place: int, today: date, zone: ZoneInfo, now: datetime) -> datetime:
    """A moment of the working day, later for later actions, and never after now."""
    morning = datetime.combine(today + timedelta(days=day), datetime.min.time(), zone) + timedelta(hours=9)
    return min(morning + timedelta(seconds=97 * place), now).astimezone(now.tzinfo)


def _actions(life: Mapping[str, Any], today: date) -> Iterator[_Action]:
    given: list[str] = []
    """The problem's number, once it has one."""
    measures = life.get("measures", [])

    def register(ledger: Ledger, stamp: Stamp) -> None:
        given.append(changes.add(ledger, _facts(life, today), stamp, _measures(life, today)).number)

    yield _Action(life["added"], life["by"], register)
    for place, measure in enumerate(measures, 1):
        if measure.get("done", life["added"]) > life["added"]:
            yield _Action(
                measure["done"], measure.get("owner", life["by"]), _ticking(given, place, measure["done"], today)
            )
    for step in life.get("steps", []):
        yield _Action(step["day"], step["by"], _stepping(given, step, today))


def _facts(life: Mapping[str, Any], today: date) -> dict[str, Any]:
    facts: dict[str, Any] = {name: life[name] for name in _TEXTS if name in life}
    facts["mode"] = Mode(life["mode"]) if "mode" in life else None
    facts["found_on"] = today + timedelta(days=life["found"])
    facts["due_on"] = today + timedelta(days=life["due"]) if "due" in life else None
    return facts


def _measures(life: Mapping[str, Any], today: date) -> list[Measure]:
    def day(measure: Mapping[str, Any], name: str, latest: int | None = None) -> date | None:
        known = name in measure and (latest is None or measure[name] <= latest)
        return today + timedelta(days=measure[name]) if known else None

    return [
        Measure(each["text"], each.get("owner"), day(each, "due"), day(each, "done", life["added"]))
        for each in life.get("measures", [])
    ]


def _ticking(given: list[str], place: int, day: int, today: date) -> Callable[[Ledger, Stamp], None]:
    def do(ledger: Ledger, stamp: Stamp) -> None:
        measuring.tick(ledger, given[0], place, stamp, done_on=today + timedelta(days=day))

    return do


def _stepping(given: list[str], step: Mapping[str, Any], today: date) -> Callable[[Ledger, Stamp], None]:
    def do(ledger: Ledger, stamp: Stamp) -> None:
        if step["do"] == "note":
            changes.note(ledger, given, step["note"], stamp, kind=step.get("kind", "progress"))
        elif step["do"] == "edit":
            fields = {name: value for name, value in step["fields"].items() if name != "due"}
            if "due" in step["fields"]:
                fields |= {"due_on": today + timedelta(days=step["fields"]["due"]), "due_text": None}
            changes.edit(ledger, given, fields, stamp, reason=step.get("note"))
        else:
            changes.move(ledger, given, BY_NAME[step["do"]].target, _answers(step, today), stamp)

    return do


def _answers(step: Mapping[str, Any], today: date) -> Answers:
    return Answers(
        note=step.get("note"),
        on=today + timedelta(days=step["on"]) if "on" in step else None,
        by=step.get("approver"),
        method=step.get("method"),
        due_on=today + timedelta(days=step["due"]) if "due" in step else None,
        every=step.get("every"),
        as_error=step.get("as_error", False),
    )
