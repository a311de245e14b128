"""The stateful test of the service, for as long as one likes: long lives of many ledgers against the model.

Run it from the checkout, in the environment of the tests:

    python -m tests.long.model
    python -m tests.long.model --lives 5000 --steps 100

Each life is a sequence of steps (adding, importing, editing, noting, moving, undoing, redoing, days passing) by two
people. After each step every row must be as the model has it; at its end every past day, the counts of the views and
the ledger's own check must agree. The first disagreement is cut down to the few steps that show it, and printed.
"""

import argparse
import time

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.long import ground
from tests.service.test_model import LedgerMachine


def main() -> None:
    """Run the lives, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lives", type=int, default=500)
    parser.add_argument("--steps", type=int, default=80, help="of each life, at most")
    asked = parser.parse_args()
    long = settings(
        max_examples=asked.lives,
        stateful_step_count=asked.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    print(ground.machine())
    began = time.perf_counter()
    run_state_machine_as_test(LedgerMachine, settings=long)
    print(
        f"{asked.lives:,} lives of up to {asked.steps} steps agree with the model; {time.perf_counter() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
