"""How a run ends: the one place that turns an error into a sentence on stderr and an exit code."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rectify import __version__, config
from rectify.cli import output
from rectify.cli.signals import Heard
from rectify.errors import SIGNAL_CODES, InvalidInput, LedgerUnavailable, RectifyError
from rectify.i18n import _, language_of, reason_of, use_language

if TYPE_CHECKING:
    import click

INTERRUPTED = SIGNAL_CODES["SIGINT"]


def ended(arguments: Sequence[str], heard: Heard) -> int:
    """Run the command line and return its exit code; an error is reported in a sentence, never as a traceback.

    A signal that was `heard` outweighs whatever else happened after it.
    """
    output.prepare()
    try:
        typed = [_typed(argument) for argument in arguments]
        _speak(_first_language(typed))
        code = _run(typed)
        output.emit("")
    except BaseException as error:  # noqa: BLE001  # the last resort: what is unexpected is logged, and told
        if heard.code is not None:
            output.silence()
            return heard.code
        return _code_of(error)
    finally:
        output.finish_telling()
    return code


def _code_of(error: BaseException) -> int:
    """The exit code for `error`, which is reported."""
    if isinstance(error, RectifyError):
        return _told(str(error), error.exit_code)
    if not isinstance(error, Exception | KeyboardInterrupt | SystemExit):
        raise error
    if isinstance(error, Exception) and not isinstance(error, OSError):
        return _told(_logged(error), LedgerUnavailable.exit_code)
    output.silence()
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 0
    return 0 if isinstance(error, BrokenPipeError) else _told(_os_words(error), LedgerUnavailable.exit_code)


def _speak(language: str) -> None:
    from rectify.cli.click_words import speak

    use_language(language)
    speak(language)


def _run(arguments: list[str]) -> int:
    import click

    from rectify.cli.program import program
    from rectify.cli.session import Session

    with Session() as session:
        try:
            with program.make_context("rectify", arguments, obj=session) as context:
                result = program.invoke(context)
        except click.exceptions.Exit as end:
            return end.exit_code
        except click.Abort:
            return INTERRUPTED
        except click.ClickException as error:
            raise InvalidInput(_usage_words(error)) from error
    return result if isinstance(result, int) else 0


def _typed(argument: str) -> str:
    """An argument as text; bytes that the locale could not decode are read as UTF-8. Raises InvalidInput."""
    if argument.isprintable():
        return argument
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError as error:
        raise InvalidInput(_("An argument is not UTF-8 text: {text}").format(text=ascii(argument))) from error


def _first_language(arguments: Sequence[str]) -> str:
    """The language of help and of usage errors, which are printed before the options are parsed."""
    flags: dict[str, str] = {}
    for place, argument in enumerate(arguments):
        option, equals, value = argument.partition("=")
        if option == "--lang":
            flags["lang"] = value if equals else "".join(arguments[place + 1 : place + 2])
    try:
        return config.load(flags).lang
    except RectifyError:
        return language_of()


def _told(message: str, code: int) -> int:
    for line in message.splitlines():
        output.tell(f"rectify: {line}")
    return code


def _usage_words(error: "click.ClickException") -> str:
    context = getattr(error, "ctx", None)
    hint = _("See {command} --help.").format(command=context.command_path if context else "rectify")
    return f"{error.format_message()}\n{hint}"


def _os_words(error: OSError) -> str:
    reason = reason_of(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _logged(error: Exception) -> str:
    import traceback

    kind, file = type(error).__name__, config.log_file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # What went wrong may quote the ledger, which is its owner's alone.
        descriptor = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} rectify {__version__}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return _("Something unexpected went wrong ({kind}).").format(kind=kind)
    return _("Something unexpected went wrong ({kind}). The details are in {file}.").format(kind=kind, file=file)
