"""The command line: it parses what was typed, calls the service, prints what comes back, and ends with an exit code."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with `arguments`, those of the process when not given. Returns the exit code."""
    from rectify.cli.signals import heeded  # first of all, so that a signal is heeded while the rest loads

    with heeded(to_the_end=arguments is None) as heard:
        try:
            from rectify.cli.ending import ended

            code = ended(sys.argv[1:] if arguments is None else list(arguments), heard)
        except BaseException:
            if heard.code is None:
                raise
    return code if heard.code is None else heard.code
