"""The parts of an address among the columns: its State is no status, and its Unit no office. Source: docs/rules.md,
"Import".
"""

import re
from collections.abc import Sequence

from rectify.transfer.wording.words import standing_of

_ADDRESS = re.compile("street|zip|postal|postcode|city|address|apartment", re.IGNORECASE)
_DOOR = re.compile(r"[#A-Za-z]?\d{0,4}[A-Za-z]?")
"""The number of a flat, and what stands beside it in an address."""


def are_among(headings: Sequence[tuple[int, str]]) -> bool:
    """Whether any of `headings` is that of a part of an address."""
    return any(_ADDRESS.search(heading) for _place, heading in headings)


def is_part(field: str, words: Sequence[str]) -> bool:
    """Whether the cells of the column that is taken for `field`, status or unit, may be part of an address."""
    return all(map(_DOOR.fullmatch, words)) if field == "unit" else not any(map(standing_of, words))
