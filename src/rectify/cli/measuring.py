"""`measure`: the checklist under a problem, one step at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from rectify.cli import output
from rectify.cli.due_dates import read_day_aloud, read_due_aloud
from rectify.cli.options import argument, command, option
from rectify.cli.session import Session
from rectify.domain.facts import read_count
from rectify.domain.problem import Measure
from rectify.errors import InvalidInput
from rectify.i18n import N_, _

if TYPE_CHECKING:
    from rectify.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Asked:
    """One change of the checklist, as it was typed."""

    number: str
    words: tuple[str, ...]
    """The words after the verb."""
    given: dict[str, str]
    """The options, by name."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done to the checklist."""

    words: str
    """The words after it, as the usage shows them."""
    count: int
    """How many words must follow."""
    options: frozenset[str]
    change: Callable[[Session, Asked], "Problem"]


@command(help=N_("Add, tick, edit, remove or move a step of a problem's checklist; positions count from 1."))
@argument("number")
@argument(
    "words",
    metavar="add TEXT | done POSITION | undone POSITION | edit POSITION [TEXT] | remove POSITION | move POSITION TO",
    nargs=-1,
    required=True,
)
@option("--due", metavar="D", help=N_("Until when it is to be done."))
@option("--owner", metavar="N", help=N_("Who does it."))
@option("--on", metavar="D", help=N_("The day it was done; today without it."))
@click.pass_obj
def measure(session: Session, /, number: str, words: tuple[str, ...], **typed: str | None) -> None:
    """Change the checklist."""
    word, *rest = words
    verb = VERBS.get(word.casefold())
    if verb is None:
        raise InvalidInput(
            _("{word} is nothing to do with a measure; it is one of {verbs}.").format(word=word, verbs=", ".join(VERBS))
        )
    given = {name: text for name, text in typed.items() if text is not None}
    if verb.count != len(rest) and not (word.casefold() == "edit" and len(rest) == 1 and given):
        raise InvalidInput(
            _("Write it as: rectify measure {number} {words}").format(number=number, words=f"{word} {verb.words}")
        )
    for name in given:
        if name not in verb.options:
            raise InvalidInput(_("--{option} does not belong to {verb}.").format(option=name, verb=word))
    asked = Asked(number, tuple(rest), given)
    output.say(verb.change(session, asked).number)


def _add(session: Session, asked: Asked) -> "Problem":
    from rectify import service

    step = Measure(asked.words[0], **_options(session, asked))
    return service.add_measure(session.ledger, asked.number, step, session.stamp)


def _edit(session: Session, asked: Asked) -> "Problem":
    from rectify import service

    changes = _options(session, asked)
    if len(asked.words) > 1:
        changes["text"] = asked.words[1]
    return service.edit_measure(session.ledger, asked.number, position(asked.words[0]), changes, session.stamp)


def _options(session: Session, asked: Asked) -> dict[str, Any]:
    """What was typed of a measure besides its text, as it is stored."""
    typed: dict[str, Any] = {"owner": asked.given["owner"]} if "owner" in asked.given else {}
    if "due" in asked.given:
        text = asked.given["due"]
        typed["due_on"] = read_due_aloud(session, text, "--due") if text.strip() else None
    return typed


def _done(session: Session, asked: Asked) -> "Problem":
    from rectify import service

    day = read_day_aloud(session, asked.given["on"], "--on", "done_on") if "on" in asked.given else session.today
    place = position(asked.words[0])
    return service.tick(session.ledger, asked.number, place, session.stamp, done_on=day)


def _undone(session: Session, asked: Asked) -> "Problem":
    from rectify import service

    place = position(asked.words[0])
    return service.tick(session.ledger, asked.number, place, session.stamp, done_on=None)


def _remove(session: Session, asked: Asked) -> "Problem":
    from rectify import service

    return service.remove_measure(session.ledger, asked.number, position(asked.words[0]), session.stamp)


def _move(session: Session, asked: Asked) -> "Problem":
    from rectify import service

    place, to = map(position, asked.words)
    return service.reorder_measure(session.ledger, asked.number, place, to, session.stamp)


def position(text: str) -> int:
    """The place in the checklist that `text` names, from 1. Raises InvalidInput if it is not such a number."""
    place = read_count(text)
    if not place:
        raise InvalidInput(_("{text} is no position; positions are whole numbers from 1.").format(text=text or "''"))
    return place


VERBS = {
    "add": Verb("TEXT", 1, frozenset({"due", "owner"}), _add),
    "done": Verb("POSITION", 1, frozenset({"on"}), _done),
    "undone": Verb("POSITION", 1, frozenset(), _undone),
    "edit": Verb("POSITION TEXT", 2, frozenset({"due", "owner"}), _edit),
    "remove": Verb("POSITION", 1, frozenset(), _remove),
    "move": Verb("POSITION TO", 2, frozenset(), _move),
}
"""What can be done to the checklist, by its word."""
