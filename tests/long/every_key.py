"""Every key of the table in the real program, in each of the eight ways; from the checkout:

python -m tests.long.every_key

Exit code 1 when a key does not lead to its screen, or something on a screen is cut off or crooked.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.every_key import WAYS, office, walk

from rectify.tui.commands import COMMANDS


def main() -> int:
    """Walk all ways, and say of each how long it took and what is wrong."""
    wrong = 0
    for way in WAYS:
        with TemporaryDirectory() as folder, TemporaryDirectory() as home:
            ledger = office(Path(folder) / "ledger.db")
            began = time.perf_counter()
            found = walk(way, ledger, Path(home))
        wrong += len(found)
        print(
            f"{way}: {len(COMMANDS)} commands in {time.perf_counter() - began:.0f} s, {len(found)} faults", flush=True
        )
        print(*found, sep="\n", end="\n" if found else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
