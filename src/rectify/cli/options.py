"""The parts that commands are made of: arguments and options whose help speaks the language in use."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import click

from rectify.cli.session import Session
from rectify.domain.facts import read_count
from rectify.i18n import LANGUAGES, N_, _
from rectify.report.formats import FORMATS
from rectify.report.report import GROUPINGS

Face = Literal["text", "json"]
"""The formats of answers that people or programs read."""

Decorated = TypeVar("Decorated", bound=Callable[..., object])


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], _(self.help or ""))


class FilePath(click.Path):
    """The path of a file; an empty text names none, although it would be the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail(_("it names no file."), param, ctx)
        return super().convert(value, param, ctx)


class WholeNumber(click.ParamType[int]):
    """A whole number from 0, in digits of any width (full-width too)."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = read_count(str(value))
        if number is None:
            self.fail(_("write a whole number such as 20, not {value}.").format(value=value), param, ctx)
        return number


class Command(click.Command):
    """A command that takes the global options too, and whose help is translated when it is shown.

    A single hyphen begins no option: there are no one-letter options, and in a query it negates.
    """

    def __init__(self, *args: Any, is_for_screen: bool = False, **settings: Any) -> None:
        """`is_for_screen` says whether the command needs the config file's settings of the terminal UI."""
        super().__init__(*args, **settings)
        self.is_for_screen = is_for_screen
        self.params += global_options(hidden=True)
        self.ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        self._refuse_unknown(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_unknown(self, ctx: click.Context, args: list[str]) -> None:
        """Raise click's error for an unknown option with two hyphens; a single hyphen begins text."""
        known = {
            name: option for option in self.get_params(ctx) if isinstance(option, click.Option) for name in option.opts
        }
        words = iter(args)
        for word in words:
            name, equals, _value = word.partition("=")
            if word == "--":
                return
            if name in known:
                if not known[name].is_flag and not equals:
                    next(words, None)
            elif name.startswith("--") and " " not in name:
                raise click.NoSuchOption(name, possibilities=known, ctx=ctx)

    def invoke(self, ctx: click.Context) -> object:
        # The options after the command are read now: they may choose another language than was guessed before.
        session = ctx.ensure_object(Session)
        session.is_for_screen = self.is_for_screen
        session.speak()
        return super().invoke(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        return _(self.help or "").partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_help(self.help, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(_("The options --db, --lang, --actor and --demo stand here too: see rectify --help."))


def write_help(text: str | None, formatter: click.HelpFormatter) -> None:
    """Write the help of a command, translated, below its usage."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(_(text or ""))


def _remember(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).flags[parameter.name] = value


def _remember_demo(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).demo = True


def global_options(*, hidden: bool = False) -> list[click.Parameter]:
    """The options that stand before or after the command; the last one given counts."""
    shared = {"expose_value": False, "hidden": hidden}
    return [
        Option(
            ["--db"],
            metavar="PATH|URL",
            callback=_remember,
            help=N_("The ledger. Without it: RECTIFY_DB, the config file, the ledger in your data folder."),
            **shared,
        ),
        Option(["--lang"], type=click.Choice(LANGUAGES), callback=_remember, help=N_("The language."), **shared),
        Option(
            ["--actor"],
            metavar="NAME",
            callback=_remember,
            help=N_("Who does it. Without it: RECTIFY_ACTOR, the config file, your login name."),
            **shared,
        ),
        Option(
            ["--demo"],
            is_flag=True,
            callback=_remember_demo,
            help=N_("Use a sample ledger that is gone afterwards; with --db, write it to that new file."),
            **shared,
        ),
    ]


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
argument = click.argument


def flag(name: str, help_text: str) -> Callable[[Decorated], Decorated]:
    """An option without a value."""
    return option(name, is_flag=True, help=help_text)


def format_option(formats: Sequence[str]) -> Callable[[Decorated], Decorated]:
    """--format for what can be written to a file, whose ending names the format too."""
    return option(
        "--format",
        "face",
        type=click.Choice(formats),
        help=N_("Without it: the ending of the output file, else text."),
    )


output_option = option(
    "--output",
    "file",
    metavar="F",
    type=FilePath(),
    help=N_("Write to this file instead of the screen."),
)


def query_options(decorated: Decorated) -> Decorated:
    """The options of a report that answers a query."""
    for decorate in reversed(
        (
            argument("query", nargs=-1),
            option("--as-of", metavar="D", help=N_("As it stood at the end of that day: a date or a date phrase.")),
            option("--by", type=click.Choice(GROUPINGS), help=N_("Group by this.")),
            format_option(FORMATS),
            output_option,
        )
    ):
        decorated = decorate(decorated)
    return decorated


def json_option(decorated: Decorated) -> Decorated:
    """--format for commands whose answer is read by people or by programs."""
    return option("--format", "face", type=click.Choice(get_args(Face)), default="text", help=N_("How to print it."))(
        decorated
    )
