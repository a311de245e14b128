"""The table of commands. Each lives in a module that is imported when the command is used."""

from importlib import import_module

import click

from rectify import __version__
from rectify.cli.options import Option, global_options, write_help
from rectify.cli.session import Session
from rectify.domain.quotation import did_you_mean
from rectify.i18n import N_, _

COMMANDS = {
    "overdue": "lists:overdue",
    "list": "lists:list_problems",
    "show": "records:show",
    "history": "records:history",
    "add": "changes:add",
    "edit": "changes:edit",
    "note": "changes:note",
    "status": "changes:status",
    "extend": "extending:extend",
    "measure": "measuring:measure",
    "evidence": "evidence:evidence",
    "review": "extending:review",
    "figures": "figures:figures",
    "slip": "slip:slip",
    "undo": "changes:undo",
    "redo": "changes:redo",
    "import": "importing:import_file",
    "export": "exporting:export",
    "units": "records:units",
    "check": "upkeep:check",
    "backup": "upkeep:backup",
    "restore": "upkeep:restore",
    "settings": "settings:settings",
    "keys": "records:keys",
}
"""Every command: its module in this package, and its name there."""


class Program(click.Group):
    """The group of all commands, which imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"rectify.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(_("No such command {name!r}.").format(name=name) + did_you_mean(name, COMMANDS))
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_help(self.help, formatter)


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"rectify {__version__}")
        ctx.exit()


@click.command(
    "rectify",
    cls=Program,
    invoke_without_command=True,
    help=N_("A ledger of rectification tasks. Alone it opens the terminal UI; a command does one thing and ends."),
    subcommand_metavar="[COMMAND …]",
    options_metavar="[OPTIONS]",
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("Show the version and exit."),
)
@click.pass_context
def program(context: click.Context) -> int | None:
    """The program itself: without a command, the terminal UI."""
    if context.invoked_subcommand is not None:
        return None
    from rectify.cli.screen import run

    session = context.ensure_object(Session)
    session.is_for_screen = True
    session.speak()
    return run(session)


program.params += global_options()
