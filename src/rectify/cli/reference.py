"""The page docs/commands.md, made from the commands: `python -m rectify.cli.reference > docs/commands.md`."""

from collections.abc import Iterator

import click

from rectify.cli.options import global_options
from rectify.cli.program import COMMANDS, program
from rectify.config import KEYS
from rectify.domain.columns import BY_NAME, ROW
from rectify.domain.settings import SETTINGS
from rectify.errors import InvalidInput, LedgerUnavailable, Refused, RejectedRows
from rectify.i18n import N_, _
from rectify.report.markdown import escaped

OUTPUT = (
    N_("Data goes to stdout, always in UTF-8; what is told beside it goes to stderr."),
    N_("Tables are as wide as the terminal, 80 columns elsewhere; colours are for terminals, unless NO_COLOR is set."),
    N_("CSV has no byte order mark on stdout and one in a file, so that spreadsheets show Chinese."),
    N_("JSON has every key in every row, null for what is missing, dates as YYYY-MM-DD, and English codes."),
)

EXIT_CODES = (
    (0, N_("Done. Also an empty list, and a reader of the output that went away.")),
    (
        Refused.exit_code,
        N_(
            "The answer is no: a move that the rules refuse, an unknown number, a conflict, nothing to undo, a fault "
            "that check found, something overdue with --exit-code."
        ),
    ),
    (
        InvalidInput.exit_code,
        N_("Wrong usage, query, date, value, field or status word, or a file that cannot be read."),
    ),
    (RejectedRows.exit_code, N_("An import had rows that cannot be taken.")),
    (LedgerUnavailable.exit_code, N_("The ledger, or the output, cannot be opened or written.")),
    (130, N_("Interrupted; 143 and 129 after the other signals that end a program.")),
)


def reference() -> str:
    """The page as Markdown, in the language in use."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# " + _("Commands")
    yield ""
    yield _("This page is made from the commands; each says the same with --help.")
    yield ""
    yield "## " + _("Options of every command")
    yield ""
    yield _("They stand before or after the command.")
    yield ""
    context = click.Context(program, info_name="rectify")
    yield from _options(global_options(), context)
    for name in COMMANDS:
        yield from _command(name, context)
    yield from _output()
    yield from _settings()
    yield from _configuration()
    yield "## " + _("Exit codes")
    yield ""
    yield f"| {_('Code')} | {_('Meaning')} |"
    yield "|---|---|"
    yield from (f"| {code} | {_(meaning)} |" for code, meaning in EXIT_CODES)


def _command(name: str, parent: click.Context) -> Iterator[str]:
    command = program.get_command(parent, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join(["rectify", name, *command.collect_usage_pieces(context)])
    yield f"## {name}"
    yield ""
    yield escaped(_(command.help or ""))
    yield ""
    yield "```"
    yield usage
    yield "```"
    yield ""
    yield from _options(command.params, context)


def _output() -> Iterator[str]:
    yield "## " + _("Output")
    yield ""
    yield from (_(sentence) for sentence in OUTPUT)
    yield ""
    yield "## " + _("Rows")
    yield ""
    yield _("The keys of a row in JSON, and the header of CSV, in their order; with --by, group follows.")
    yield ""
    yield f"| {_('Key')} | {_('Meaning')} |"
    yield "|---|---|"
    yield from (f"| `{name}` | {_(BY_NAME[name].heading)} |" for name in ROW)
    yield ""


def _settings() -> Iterator[str]:
    yield "## " + _("Settings")
    yield ""
    yield _("They belong to the ledger, whoever opens it; the command settings prints and changes them.")
    yield ""
    yield f"| {_('Name')} | {_('Meaning')} |"
    yield "|---|---|"
    yield from (f"| `{each.name}` | {escaped(_(each.help))} |" for each in SETTINGS)
    yield ""


def _configuration() -> Iterator[str]:
    yield "## " + _("Configuration")
    yield ""
    yield _("An option comes before its variable, and the variable before the key of the config file, which is")
    yield _("config.toml in the folder rectify of your configuration, or the file that RECTIFY_CONFIG names.")
    yield ""
    yield f"| {_('Option')} | {_('Variable')} | {_('Key')} |"
    yield "|---|---|---|"
    yield from (f"| `--{key}` | `{variable}` | `{key}` |" for key, variable in KEYS.items())
    yield ""
    yield _(
        "Its tables [keys], [view] and [print] hold keys of your own, and what is shown and printed: see config.md."
    )
    yield ""


def _options(params: list[click.Parameter], context: click.Context) -> Iterator[str]:
    records = [param.get_help_record(context) for param in params if isinstance(param, click.Option)]
    shown = [record for record in records if record is not None]
    if shown:
        yield f"| {_('Option')} | {_('Meaning')} |"
        yield "|---|---|"
        yield from (f"| `{option.replace('|', chr(92) + '|')}` | {escaped(meaning)} |" for option, meaning in shown)
        yield ""


if __name__ == "__main__":
    click.echo(reference(), nl=False)
