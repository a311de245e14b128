"""The messages of click itself, translated by our catalogue: click looks them up through gettext, as we do ours."""

import gettext
import os
from collections.abc import Callable
from pathlib import Path

from rectify import i18n
from rectify.i18n import N_, ngettext

SINGLE = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
)
"""The messages of click that a user of rectify can meet."""

PLURAL: tuple[Callable[[int], str], ...] = (
    lambda n: ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", n),
    lambda n: ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", n),
    lambda n: ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", n),
    lambda n: ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", n),
)
"""Those that differ between singular and plural."""


def speak(language: str) -> None:
    """Make click find its messages in the catalogue of `language`."""
    gettext.bindtextdomain("rectify", str(Path(i18n.__file__).parent / "locale"))
    gettext.textdomain("rectify")
    os.environ["LANGUAGE"] = {"zh": "zh_CN"}.get(language, "en")
