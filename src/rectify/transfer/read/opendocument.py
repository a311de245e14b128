"""The merged cells of an OpenDocument sheet, which the reader of workbooks leaves out.

Source: docs/rules.md, "Import".
"""

from pathlib import Path
from xml.parsers import expat

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.read.package import check_reach, parts_of
from rectify.transfer.sheet import Block

_CHUNK = 1_000_000


class _Spans:
    """Follows the cells of every table."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.blocks = dict[str, list[Block]]()
        self._table, self._row, self._column, self._repeated = "", 0, 0, 1
        self._filled = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "table:table":
            self._table, self._row = given.get("table:name", ""), 0
        elif name == "table:table-row":
            self._row += 1
            self._column, self._repeated = 0, _count(given, "table:number-rows-repeated")
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell(given)

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._repeated - 1

    def _cell(self, given: dict[str, str]) -> None:
        repeated = _count(given, "table:number-columns-repeated")
        across, down = _count(given, "table:number-columns-spanned"), _count(given, "table:number-rows-spanned")
        if across > 1 or down > 1:
            first = (self._row, self._column + 1)
            block = Block(*first, first[0] + down - 1, first[1] + across - 1)
            self.blocks.setdefault(self._table, []).append(block)
        self._column += repeated
        if "office:value-type" in given:
            self._filled += repeated * self._repeated
            check_reach(self.file, self._filled, 1)
            check_reach(self.file, self._row + self._repeated - 1, self._column)


def read_spans(path: Path) -> dict[str, tuple[Block, ...]]:
    """The merged cells of each table, by its name. Raises InvalidInput where one is too large or cannot be read."""
    spans = _Spans(path.name)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = spans.start, spans.end
    try:
        with parts_of(path) as parts, parts.open("content.xml") as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
    except (expat.ExpatError, LookupError) as error:
        raise InvalidInput(
            _("{file} is damaged ({reason}); open it and save it as .xlsx again.").format(file=path.name, reason=error)
        ) from error
    return {table: tuple(blocks) for table, blocks in spans.blocks.items()}


def _count(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1
