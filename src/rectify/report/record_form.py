"""One problem's full record as a workbook: its facts in boxes, and a table of each thing that hangs on it.

Source: docs/printing.md, "Workbooks".
"""

from collections.abc import Iterator, Sequence

from rectify.i18n import joined
from rectify.report.form import COLUMNS, FormBox, FormRow, day_of, line, table, write_form
from rectify.report.record import RecordSheet, is_short, record_name
from rectify.report.sheet import Value

_PAIR = (5, 10, 5, 11)
"""The columns of two facts side by side, each behind its label."""


def record_workbook(sheet: RecordSheet) -> bytes:
    """`sheet` as a workbook of one sheet."""
    return write_form(record_name(sheet), list(_rows(sheet)), sheet.foot)


def _rows(sheet: RecordSheet) -> Iterator[FormRow]:
    title = line(record_name(sheet), "title", height=30)
    yield FormRow(title.boxes, title.height, repeated=True)
    yield line(joined([sheet.ledger, sheet.state]), "centred")
    yield line(None)
    yield line(sheet.title, "head")
    yield from _facts(sheet.facts)
    for section in sheet.sections:
        yield line(section.heading, "section", height=26)
        yield from table(section.rooms, section.heads, [_cells(row) for row in section.rows])


def _facts(facts: Sequence[tuple[str, str]]) -> Iterator[FormRow]:
    """The short facts two in a row, then the long ones, each in a row of its own."""
    short = [fact for fact in facts if is_short(fact[1])]
    for place in range(0, len(short), 2):
        (left, first), (right, second) = (*short[place : place + 2], ("", ""))[:2]
        yield FormRow(
            (
                FormBox(_PAIR[0], left, "label"),
                FormBox(_PAIR[1], day_of(first)),
                FormBox(_PAIR[2], right, "label"),
                FormBox(_PAIR[3], day_of(second)),
            )
        )
    for label, value in facts:
        if not is_short(value):
            yield FormRow((FormBox(_PAIR[0], label, "label"), FormBox(COLUMNS - _PAIR[0], value)))


def _cells(row: Sequence[str]) -> tuple[Value, ...]:
    """The cells of a table: a place or a number of an event stands first, days are days."""
    first, *others = row
    return (int(first) if first.isdecimal() else day_of(first), *map(day_of, others))
