"""The command line: it parses what was typed, calls the service, prints what comes back, and ends with an exit code."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with `arguments`, those of the process when not given. Returns the exit code."""
    from rectify.cli.ending import ended  # what is interrupted while it loads ends the program as well

    return ended(sys.argv[1:] if arguments is None else list(arguments))
