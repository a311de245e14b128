"""The parts of an address among the columns: its State is no status, and its Unit no office. Source: docs/rules.md,
"Import".
"""

import re
from collections.abc import Sequence

from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.words import standing_of

_ADDRESS = re.compile("street|zip|postal|postcode|city|address|apartment", re.IGNORECASE)
_DOOR = re.compile(r"[#A-Za-z]?\d{0,4}[A-Za-z]?")
"""The number of a flat, and what stands beside it in an address."""


_MANY = 5
"""So many states, none of them of the work, are those of a country, also where nothing else of an address is told."""


def is_part(field: str, heading: str, words: Sequence[str], headings: Sequence[tuple[int, str]]) -> bool:
    """Whether the column that is taken for `field`, status or unit, is part of an address by its heading, its words,
    and the other headings.
    """
    told = any(_ADDRESS.search(other) for _place, other in headings)
    if field == "unit":
        return told and folded(heading) == "unit" and bool(words) and all(map(_DOOR.fullmatch, words))
    if not folded(heading).startswith("state") or any(map(standing_of, words)):
        return False
    return bool(words) if told else len({*words}) >= _MANY
