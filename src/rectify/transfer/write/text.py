"""A table -> CSV whose texts spreadsheets never calculate. Source: docs/rules.md, "Export"."""

import csv
import io
from datetime import date

from rectify.domain.formula_guard import guarded
from rectify.transfer.write.table import Table, Value


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
