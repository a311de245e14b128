"""The command line: parses the arguments, calls the service, prints the result, and ends with an exit code."""

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with `arguments`, by default those of the process. Returns the exit code."""
    if arguments is not None:
        return _run(arguments)
    # A command ends before garbage collection would pay, and freeze() spares it the last one at exit; the terminal UI
    # switches collection on once its list is shown.
    gc.disable()
    try:
        return _run(None)
    finally:
        gc.freeze()


def _run(arguments: Sequence[str] | None) -> int:
    from rectify.cli.signals import heeded  # first of all, so that a signal is heeded while the rest loads

    with heeded(to_the_end=arguments is None) as heard:
        try:
            from rectify.cli.ending import ended

            code = ended(sys.argv[1:] if arguments is None else list(arguments), heard)
        except BaseException:
            if heard.code is None:
                raise
    return code if heard.code is None else heard.code
