"""Groups of columns about what was done at once, beside those about the work that lasts: Correction, and Corrective
action, each with days of its own. Source: docs/rules.md, "Import".
"""

import re

from rectify.transfer.sheet import Sheet
from rectify.transfer.wording.phrases import FIRST_AID

_LASTING = re.compile(
    r"correcti[vf]|preventi|permanent|long.?term|final|\bcapa\b|korrektur|abstell|vorbeug", re.IGNORECASE
)


def is_of_first_aid(sheet: Sheet, place: int) -> bool:
    """Whether a column stands under a group about what was done at once, in a list that has one about lasting work."""
    above = sheet.parents.get(place, "")
    return bool(FIRST_AID.match(above)) and any(map(_LASTING.search, sheet.parents.values()))
