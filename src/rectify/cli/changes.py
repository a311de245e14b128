"""`add`, `edit`, `note`, `status`, `undo` and `redo`: what changes the ledger. Each prints the numbers it changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import click

from rectify.cli import output
from rectify.cli.due_dates import read_day_aloud, tell_due, tell_facts
from rectify.cli.evidence import gathered
from rectify.cli.options import argument, command, flag, option
from rectify.cli.session import Session, tell_new_names
from rectify.domain.columns import full_name
from rectify.domain.deadlines import immediate_due
from rectify.domain.problem import NOTE_KINDS, STATUS_LABELS, Mode, Status
from rectify.domain.status import METHODS, Answers
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report.lettering import visible

TYPED = {
    "unit": N_("The unit that must act; a new one is created."),
    "owner": N_("Who does it."),
    "lead": N_("The leader who answers for it."),
    "due": N_("The due date as a phrase: 2026-12-31, fri, +2w, eom, 月底, 立行立改."),
    "mode": N_("immediate, dated or sustained."),
    "severity": N_("critical, high, medium, low, or your own word."),
    "category": N_("Your own word."),
    "source": N_("The inspection, audit or self-check that found it."),
    "basis": N_("The clause or requirement that it breaks."),
    "found": N_("The day it was found."),
    "description": N_("More about it."),
}
"""The facts that `add` takes as options."""

_ONLY_FOR = {
    "on": frozenset({Status.SUBMITTED, Status.CLOSED}),
    "method": frozenset({Status.CLOSED}),
    "due": frozenset({Status.OPEN}),
    "every": frozenset({Status.SUSTAINED}),
    "review": frozenset({Status.SUSTAINED}),
    "as_error": frozenset({Status.WAIVED}),
}
"""Options of `status` that only some moves take, by the status they lead to."""


@command(help=N_("Record a new problem and print its number."))
@argument("title")
@option("--unit", help=TYPED["unit"])
@option("--owner", help=TYPED["owner"])
@option("--lead", help=TYPED["lead"])
@option("--due", metavar="PHRASE", help=TYPED["due"])
@option("--mode", help=TYPED["mode"])
@option("--severity", help=TYPED["severity"])
@option("--category", help=TYPED["category"])
@option("--source", help=TYPED["source"])
@option("--basis", help=TYPED["basis"])
@option("--found", metavar="DATE", help=TYPED["found"])
@option("--description", help=TYPED["description"])
@option("--measure", "measures", multiple=True, help=N_("One step of the checklist; once for each."))
@click.pass_obj
def add(session: Session, /, title: str, measures: tuple[str, ...], **typed: str | None) -> None:
    """Record a problem."""
    from rectify import service
    from rectify.domain.facts import check_dates, check_found, clean
    from rectify.domain.problem import Measure

    given = {"title": title} | {name: text for name, text in typed.items() if text is not None}
    facts = read_facts_aloud(given, session.today)
    check_found(facts.get("found_on"), session.today)
    check_dates(facts.get("due_on"), facts.get("found_on"))
    steps = [Measure(text) for each in measures if (text := clean(each))]
    ledger = session.ledger_or_new
    if facts.get("due_on") is None:
        days = ledger.facts.immediate_days
        tell_due(immediate_due(facts.get("mode"), None, facts.get("found_on"), session.today, days))
    problem = service.add(ledger, facts, session.stamp, steps)
    tell_new_names(ledger)
    output.say(problem.number)


@command(help=N_("Change facts of problems: FIELD=VALUE, empty to clear."))
@argument("words", metavar="NUMBER… FIELD=VALUE…", nargs=-1, required=True)
@option("--reason", metavar="T", help=N_("Why; it stands in the history."))
@click.pass_obj
def edit(session: Session, words: tuple[str, ...], reason: str | None) -> None:
    """Change the facts of one or many problems."""
    from rectify import service

    numbers, typed = numbers_and_facts(words)
    ledger, facts = session.ledger, read_facts_aloud(typed, session.today)
    changed = service.edit(ledger, numbers, facts, session.stamp, reason=reason)
    tell_new_names(ledger)
    if facts.get("due_on") is None and {"mode", "due_on"} & {*facts}:
        immediate = [problem for problem in changed if problem.mode is Mode.IMMEDIATE]
        for day in sorted({problem.due_on for problem in immediate if problem.due_on}):
            tell_due(day)
    say_numbers(problem.number for problem in changed)
    if not changed:
        output.tell(_("Nothing to change: it is so already."))


@command(help=N_("Add a note to a problem."))
@argument("number")
@argument("text")
@option(
    "--kind",
    type=click.Choice(list(NOTE_KINDS)),
    default="progress",
    help=N_("What it is about: how it goes, why it is late, what comes next."),
)
@click.pass_obj
def note(session: Session, number: str, text: str, kind: str) -> None:
    """Add a note."""
    from rectify import service

    say_numbers(problem.number for problem in service.note(session.ledger, [number], text, session.stamp, kind=kind))


@command(help=N_("Move problems to another status: all of them, or none."))
@argument("words", metavar="NUMBER… STATUS", nargs=-1, required=True)
@option("--note", metavar="T", help=N_("The note, the reason or the opinion that the move needs."))
@option("--on", metavar="D", help=N_("The day it was done or accepted; today without it."))
@option("--by", metavar="NAME", help=N_("Who submitted, verified, approved or decided; you without it."))
@option("--method", type=click.Choice(list(METHODS)), help=N_("How it was verified."))
@option("--due", metavar="PHRASE", help=N_("The new due date of a reopened problem."))
@option("--every", metavar="30d|3m|1y", help=N_("The interval between reviews of a sustained problem."))
@option("--review", metavar="D", help=N_("The next review; after one interval without it."))
@option("--evidence", metavar="F", multiple=True, help=N_("A file or a link that shows what was done; once for each."))
@flag("--as-error", N_("Waive as an error: it leaves every total."))
@click.pass_obj
def status(
    session: Session, /, words: tuple[str, ...], as_error: bool, evidence: tuple[str, ...], **typed: str | None
) -> None:
    """Move one or many problems."""
    from rectify import service

    *numbers, word = words
    if not numbers:
        raise InvalidInput(_("Name the problems first, then the status: rectify status 2026-0001 submitted"))
    target = read_status(word)
    given = {name: text for name, text in typed.items() if text is not None}
    _refuse_foreign(target, [*given, "as_error"] if as_error else list(given))
    answers = read_answers(session, given, target, as_error=as_error)
    with service.copying(session.ledger) as made:
        if evidence:
            answers = answers._replace(evidence=gathered(session, numbers[0], evidence, made))
        moved = service.move(session.ledger, numbers, target, answers, session.stamp)
    say_numbers(problem.number for problem in moved)


@command(help=N_("Undo your last action; a bulk action as one."))
@click.pass_obj
def undo(session: Session) -> None:
    """Undo the actor's last action."""
    from rectify import service
    from rectify.service.words import actions_words

    undone = service.undo(session.ledger, session.stamp)
    output.tell(_("Undone: {action}").format(action=actions_words(undone.actions)))
    say_numbers(undone.numbers)


@command(help=N_("Do again what you undid last."))
@click.pass_obj
def redo(session: Session) -> None:
    """Do the actor's last undone action again."""
    from rectify import service
    from rectify.service.words import actions_words

    redone = service.redo(session.ledger, session.stamp)
    output.tell(_("Done again: {action}").format(action=actions_words(redone.actions)))
    say_numbers(redone.numbers)


def numbers_and_facts(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The problems and the facts of an edit. Raises InvalidInput if either is missing, out of order, or given twice."""
    first = next((place for place, word in enumerate(words) if "=" in word), len(words))
    numbers, pairs = words[:first], [word.partition("=") for word in words[first:]]
    stray = next((name for name, equals, _value in pairs if not equals), None)
    if not numbers or not pairs or stray is not None:
        raise InvalidInput(_("Name the problems first, then what changes: rectify edit 2026-0001 owner=李敏 due=eom"))
    names = Counter(full_name(name) for name, _equals, _value in pairs)
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice is not None:
        raise InvalidInput(_("The field {field} is given twice.").format(field=twice))
    return list(numbers), {name: value for name, _equals, value in pairs}


def read_facts_aloud(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """The facts in `typed`; dates are echoed on stderr. Raises InvalidInput, which names the field."""
    from rectify.domain.facts import field_named, read_facts

    facts = read_facts(typed, today)
    tell_facts(facts, {field_named(name): text for name, text in typed.items()}, today)
    return facts


def read_status(word: str) -> Status:
    """The status that a code, a label or a Chinese word names. Raises InvalidInput."""
    from rectify.domain.query_words import read_codes

    codes = () if "*" in word else read_codes("status", word)
    if len(codes) != 1:
        raise InvalidInput(
            _("{word} is no status; it is one of {statuses}.").format(
                word=word, statuses=", ".join(f"{each.value} ({_(label)})" for each, label in STATUS_LABELS.items())
            )
        )
    return Status(codes[0])


def read_answers(session: Session, given: Mapping[str, str], target: Status, *, as_error: bool) -> Answers:
    """The answers for a move to `target`; dates are echoed on stderr. Raises InvalidInput, which names the option."""
    from rectify.domain.dates import parse_interval
    from rectify.domain.facts import clean

    due = read_facts_aloud({"due": given["due"]}, session.today) if "due" in given else {}
    happened = "closed_on" if target is Status.CLOSED else "done_on"
    return Answers(
        note=clean(given.get("note", ""), keep_lines=True) or None,
        on=read_day_aloud(session, given["on"], "--on", happened) if "on" in given else None,
        by=clean(given.get("by", "")) or None,
        method=given.get("method"),
        due_on=due.get("due_on"),
        due_text=due.get("due_text"),
        mode=due.get("mode"),
        every=str(parse_interval(given["every"])) if "every" in given else None,
        review_on=read_day_aloud(session, given["review"], "--review", "next_review_on") if "review" in given else None,
        as_error=as_error,
    )


def _refuse_foreign(target: Status, given: Iterable[str]) -> None:
    for name in given:
        if target not in _ONLY_FOR.get(name, frozenset(Status)):
            raise InvalidInput(
                _("--{option} does not belong to a move to {status}.").format(
                    option=name.replace("_", "-"), status=_(STATUS_LABELS[target])
                )
            )


def say_numbers(numbers: Iterable[str]) -> None:
    """Print the numbers of the problems that were changed, one a line."""
    output.emit("".join(f"{visible(number)}\n" for number in numbers))
