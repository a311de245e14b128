"""Remarks on rows that were accepted: one sentence, with the rows to which it applies."""

from collections.abc import Iterator

from rectify.i18n import _, labelled, listed, ngettext

_NAMED_ROWS = 20
"""So many rows are named; of more, only how many there are."""


class Remarks:
    """Collects sentences, each with its rows, in the order in which they were first said."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._whole: dict[str, None] = {}

    def add(self, sentence: str, row: int) -> None:
        """Say `sentence` of `row`."""
        self._rows.setdefault(sentence, []).append(row)

    def say(self, sentence: str) -> None:
        """Say `sentence` of the whole list."""
        self._whole[sentence] = None

    def __iter__(self) -> Iterator[str]:
        yield from self._whole
        for sentence, rows in self._rows.items():
            yield labelled(_named(rows), sentence)


def _named(rows: list[int]) -> str:
    shown = listed(map(str, rows[:_NAMED_ROWS]))
    more = len(rows) - _NAMED_ROWS
    if more > 0:
        return _("Rows {rows} and {more} more").format(rows=shown, more=more)
    return ngettext("Row {rows}", "Rows {rows}", len(rows)).format(rows=shown)
