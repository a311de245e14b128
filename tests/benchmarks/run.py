"""Prints how quick rectify is, each figure beside its floor in the same run: `python tests/benchmarks/run.py`.

The program runs in a real pty; a figure is the time from the byte sent to the first screen that shows what it should.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

GROUPS = ("start", "keys", "held", "status", "overdue", "past", "import")


def main() -> None:
    """Measure what the command line asks for, and print the table."""
    # Run by its path, this file finds only its own folder; what it measures with lives beside the other tests.
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.benchmarks.machine import describe, load
    from tests.benchmarks.rounds import Run
    from tests.benchmarks.table import lines

    asked = _arguments()
    with _folder(asked.folder) as folder:
        run = Run(folder, tuple(sorted(asked.problems)), asked.only, asked.lived)
        run.prepare()
        before = load()
        for number in range(1, asked.rounds + 1):
            print(f"round {number} of {asked.rounds}", file=sys.stderr)
            run.round()
        print(f"{describe(folder)}\n{asked.rounds} rounds, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, ", end="")
        print(f"load {before} before and {load()} after; {run.resolution()}.\n")
        print("\n".join(lines(run)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure rectify in a real terminal, beside its floors.")
    parser.add_argument("--problems", type=int, nargs="+", default=[100, 100_000], help="the sizes of the ledgers")
    parser.add_argument(
        "--lived", type=int, default=5000, help="the size of the ledger with ten changes of each problem"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured")
    parser.add_argument("--only", type=_groups, default=GROUPS, help=f"some of {','.join(GROUPS)}")
    parser.add_argument("--folder", type=Path, help="where the ledgers are made, kept, and found again on the same day")
    return parser.parse_args()


def _groups(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(GROUPS)}")
    return chosen


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="rectify-benchmark-") as made:
        yield Path(made)


if __name__ == "__main__":
    main()
