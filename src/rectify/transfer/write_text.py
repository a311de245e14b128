"""A table -> comma-separated text that spreadsheets show and never calculate. Source: docs/rules.md, "Export"."""

import csv
import io
import re
from datetime import date

from rectify.transfer.write import Table, Value

FORMULA = "=+-@＝＋－＠\t\r"
"""The signs with which spreadsheets begin a formula."""

_GUARDED = re.compile(rf"'*[{re.escape(FORMULA)}]")
"""What an apostrophe is put before; one more of them before such a text, so that taking one away gives it back."""


def write_csv(table: Table) -> bytes:
    """The table as CSV with the byte order mark that spreadsheets look for."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(column.heading) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows())
    return text.getvalue().encode("utf-8-sig", "surrogatepass")


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        return guarded(value)
    return value.isoformat() if isinstance(value, date) else value


def guarded(text: str) -> str:
    """A text that a spreadsheet shows instead of calculating it."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
