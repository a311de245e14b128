"""Many measurements of one thing, as the two figures that are told of them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds, or MB."""

    samples: Sequence[float]

    @property
    def median(self) -> float:
        """Half of them are at most this."""
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        """All but one in twenty are at most this; of fewer than twenty, the largest."""
        return sorted(self.samples)[max(-(-len(self.samples) * 19 // 20) - 1, 0)]
