"""A second list below the first, with its own header, whose rows must not be read by the columns of the first.

Source: docs/rules.md, "Import".
"""

from collections.abc import Mapping, Sequence

from rectify.domain.facts import clean
from rectify.i18n import _
from rectify.transfer.sheet import Row, text_of
from rectify.transfer.wording.headings import COUNTS, folded
from rectify.transfer.wording.matching import assign, exact_fields_of

_HEADINGS = 3
"""A row that names so many fields, the title among them, is a header."""

_LONGEST_HEADING = 30


class Strangers:
    """Tells rows that stand below another header than that of the list."""

    def __init__(self, names: Mapping[int, str], header: Sequence[str]) -> None:
        self._names, self._header = names, header
        self._below: int | None = None
        self.reasons = dict[int, str]()
        """Why rows cannot be read, by their number."""

    def has(self, row: Row, own: Sequence[int]) -> bool:
        """Whether `row`, whose cells at `own` are filled, is another header or stands below one.

        The list goes on where its own header is repeated, also in other words.
        """
        first = row.cells[own[0]]
        if isinstance(first, str) and first and not first[-1].isdecimal() and _is_header(row, own):
            self._below = row.number if self._differs(row, own) else None
            return True
        if self._below is None or len(own) < 2:
            return False
        self.reasons[row.number] = _(
            "It stands below another header, in row {row}, with other columns; put that list on a sheet of its own."
        ).format(row=self._below)
        return True

    def _differs(self, row: Row, own: Sequence[int]) -> bool:
        """Whether a header does not say what the first one says of the same columns."""
        headings = [(place, clean(text_of(row.cells[place]))) for place in own]
        found = assign(headings, {}, {}, set(), spelled_too=False)
        texts = dict(headings)
        return any(not self._agrees(place, texts[place]) for place, _how in found.values())

    def _agrees(self, place: int, heading: str) -> bool:
        """Whether `heading` may mean what the list has at `place`."""
        if self._header[place : place + 1] == [heading]:
            return True
        fields = {*exact_fields_of(heading)}
        return self._names.get(place) in (fields | {"title"} if "description" in fields else fields)


def _is_header(row: Row, own: Sequence[int]) -> bool:
    """Whether a row holds nothing but short words, most of them headings, that of a title among them."""
    texts = [cell.strip() if isinstance(cell := row.cells[place], str) else "" for place in own]
    if len(own) < _HEADINGS or not all(texts) or max(map(len, texts)) > _LONGEST_HEADING:
        return False
    if not (folded(texts[0]) in COUNTS or exact_fields_of(clean(texts[0]))):
        return False
    found = assign(list(enumerate(texts)), {}, {}, set(), spelled_too=False)
    return bool({"title", "description"} & {*found}) and len(found) >= _HEADINGS and len(found) >= 0.6 * len(own)
