"""`settings`: the settings of the ledger, printed and changed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from rectify.cli import output
from rectify.cli.options import Face, argument, command, json_option
from rectify.cli.session import Session
from rectify.errors import InvalidInput
from rectify.i18n import N_, _
from rectify.report.faces import as_json
from rectify.report.lettering import visible

if TYPE_CHECKING:
    from rectify.domain.settings import Value


@command(help=N_("Print the settings of the ledger, or change some: NAME=VALUE; print those that changed."))
@argument("words", metavar="[NAME=VALUE…]", nargs=-1)
@json_option
@click.pass_obj
def settings(session: Session, words: tuple[str, ...], face: Face) -> None:
    """Print or change the settings."""
    from rectify import service

    if not words:
        _say(service.settings(session.ledger), face)
        return
    changed = service.change_settings(session.ledger, read_pairs(words), session.stamp)
    _say(changed, face)
    if not changed:
        output.tell(_("Nothing to change: it is so already."))


def read_pairs(words: tuple[str, ...]) -> dict[str, str]:
    """The settings that are typed, by name. Raises InvalidInput for anything but a pair, and for a name given twice."""
    typed: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise InvalidInput(_("{word}: write it as NAME=VALUE, such as soon_days=10.").format(word=word))
        if name.strip() in typed:
            raise InvalidInput(_("The setting {name} is given twice.").format(name=name.strip()))
        typed[name.strip()] = value
    return typed


def _say(values: Mapping[str, "Value"], face: Face) -> None:
    from rectify.domain.settings import written

    if face == "json":
        output.emit(as_json(dict(values)))
    else:
        output.emit("".join(f"{name}={visible(written(value))}\n" for name, value in values.items()))
