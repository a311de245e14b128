"""How a run ends: one place turns what happened into a sentence on stderr and an exit code."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING

from rectify import __version__, config
from rectify.cli import output
from rectify.errors import InvalidInput, LedgerUnavailable, RectifyError
from rectify.i18n import _, language_of, use_language

if TYPE_CHECKING:
    import click

INTERRUPTED = 130
_SIGNALS = {"SIGTERM": 143, "SIGHUP": 129}


def ended(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; what went wrong is told in a sentence, never in a traceback."""
    output.prepare()
    with _signals_heeded():
        try:
            typed = [_typed(argument) for argument in arguments]
            _speak(_first_language(typed))
            code = _run(typed)
            output.emit("")
        except RectifyError as error:
            return _told(str(error), error.exit_code)
        except KeyboardInterrupt:
            output.silence()
            return INTERRUPTED
        except SystemExit as end:
            output.silence()
            return end.code if isinstance(end.code, int) else 0
        except BrokenPipeError:
            output.silence()
            return 0
        except OSError as error:
            output.silence()
            return _told(_os_words(error), LedgerUnavailable.exit_code)
        except Exception as error:  # noqa: BLE001  # the last resort: it is logged, and the user is told where
            return _told(_logged(error), LedgerUnavailable.exit_code)
    return code


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
    """An argument as text. Where the locale did not know its letters, it is read as UTF-8. Raises InvalidInput."""
    if argument.isprintable():
        return argument
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError as error:
        raise InvalidInput(_("An argument is not UTF-8 text: {text}").format(text=ascii(argument))) from error


def _first_language(arguments: Sequence[str]) -> str:
    """The language of what is said before the options are read: help, and mistakes in the options."""
    flags: dict[str, str] = {}
    for place, argument in enumerate(arguments):
        option, equals, value = argument.partition("=")
        if option == "--lang":
            flags["lang"] = value if equals else "".join(arguments[place + 1 : place + 2])
    try:
        return config.load(flags).lang
    except InvalidInput:
        return language_of()


@contextmanager
def _signals_heeded() -> Iterator[None]:
    """End on the signals that ask for it as on an error: transactions roll back, temporary files go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    codes = {getattr(signal, name): code for name, code in _SIGNALS.items() if hasattr(signal, name)}

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(codes[number])

    before = {number: signal.signal(number, leave) for number in codes}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _told(message: str, code: int) -> int:
    for line in message.splitlines():
        output.tell(f"rectify: {line}")
    return code


def _usage_words(error: "click.ClickException") -> str:
    context = getattr(error, "ctx", None)
    hint = _("See {command} --help.").format(command=context.command_path if context else "rectify")
    return f"{error.format_message()}\n{hint}"


def _os_words(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _logged(error: Exception) -> str:
    import traceback

    kind, file = type(error).__name__, config.log_file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} rectify {__version__}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return _("Something unexpected went wrong ({kind}).").format(kind=kind)
    return _("Something unexpected went wrong ({kind}). The details are in {file}.").format(kind=kind, file=file)
